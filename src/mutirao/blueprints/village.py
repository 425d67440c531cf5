"""Planned together, run by the community."""

from mutirao.theory.blueprint import Blueprint, Role, divide
from mutirao.theory.typology import Side, Who

BLUEPRINT = Blueprint(
    slug="village",
    title="Planned together, run by the community",
    roles=(
        Role(
            "professional",
            Side.PROFESSIONAL,
            "The advisers and authorities that help plan",
            gives="Advice, grants, permissions.",
            gets="A village that keeps its service.",
            may_decide="The conditions of their grants.",
        ),
        Role(
            "lay",
            Side.COMMUNITY,
            "The association that runs it",
            gives="Members, volunteers, loans.",
            gets="Their own shop, hall or garden.",
            may_decide="Prices, hours, people, profits.",
        ),
    ),
    division=divide(plans=Who.TOGETHER, delivers=Who.LAY, professional="professional", lay="lay"),
    blocks=("meetings", "proposals", "surveys", "ballots", "budgets", "drafts", "decisions"),
    first_steps=(
        "Sign the agreement.",
        "Ask the village what it needs.",
        "Decide how much each member puts in.",
    ),
)
