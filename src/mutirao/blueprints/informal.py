"""Run together, without a formal plan."""

from mutirao.theory.blueprint import Blueprint, Role, divide
from mutirao.theory.typology import Side, Who

BLUEPRINT = Blueprint(
    slug="informal",
    title="Run together, without a formal plan",
    roles=(
        Role(
            "professional",
            Side.PROFESSIONAL,
            "The agencies that listen and act",
            gives="Their people, their budgets, quick answers.",
            gets="Knowing what is really wrong.",
            may_decide="How they do their own part.",
        ),
        Role(
            "lay",
            Side.COMMUNITY,
            "The residents",
            gives="Listening to neighbours, doing what they can.",
            gets="A place that feels safe.",
            may_decide="What matters and what to do about it.",
        ),
    ),
    division=divide(plans=Who.LAY, delivers=Who.TOGETHER, professional="professional", lay="lay"),
    blocks=("meetings", "statements", "decisions"),
    first_steps=(
        "Sign the agreement.",
        "Listen before planning anything.",
        "Write down who does what next.",
    ),
)
