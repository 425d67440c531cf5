"""Planned by professionals, run together."""

from mutirao.theory.blueprint import Blueprint, Role, divide
from mutirao.theory.typology import Side, Who

BLUEPRINT = Blueprint(
    slug="codelivered",
    title="Planned by professionals, run together",
    roles=(
        Role(
            "professional",
            Side.PROFESSIONAL,
            "The service with its staff",
            gives="Staff, training, premises.",
            gets="Reach and trust that staff alone do not have.",
            may_decide="What the service offers and to what standard.",
        ),
        Role(
            "lay",
            Side.USER,
            "The people who use it and help to run it",
            gives="Time, experience, welcome.",
            gets="A service that fits, skills, company.",
            may_decide="How their own sessions run.",
        ),
    ),
    division=divide(plans=Who.PROFESSIONALS, delivers=Who.TOGETHER, professional="professional", lay="lay"),
    blocks=("meetings", "surveys", "decisions"),
    first_steps=(
        "Sign the agreement.",
        "Say which tasks can be shared and which cannot by law.",
        "Welcome the first helpers.",
    ),
)
