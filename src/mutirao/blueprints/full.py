"""Planned together, run together."""

from mutirao.theory.blueprint import Blueprint, Role, divide
from mutirao.theory.typology import Side, Who

BLUEPRINT = Blueprint(
    slug="full",
    title="Planned together, run together",
    roles=(
        Role(
            "professional",
            Side.PROFESSIONAL,
            "The public bodies and professionals",
            gives="Land, money, advice.",
            gets="Places that are used and cared for.",
            may_decide="What the law leaves to them.",
        ),
        Role(
            "lay",
            Side.COMMUNITY,
            "The trust or association",
            gives="Trustees, volunteers, users of the place.",
            gets="Places of their own.",
            may_decide="How the place is used and who may use it.",
        ),
    ),
    division=divide(plans=Who.TOGETHER, delivers=Who.TOGETHER, professional="professional", lay="lay"),
    blocks=("meetings", "councils", "statements", "ballots", "budgets", "drafts", "decisions"),
    first_steps=(
        "Sign the agreement.",
        "Fill the seats of the joint board.",
        "Decide together what comes first.",
    ),
)
