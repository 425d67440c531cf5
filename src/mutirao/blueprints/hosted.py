"""Planned by professionals, run by the community."""

from mutirao.theory.blueprint import Blueprint, Role, divide
from mutirao.theory.typology import Side, Who

BLUEPRINT = Blueprint(
    slug="hosted",
    title="Planned by professionals, run by the community",
    roles=(
        Role(
            "professional",
            Side.PROFESSIONAL,
            "The authority that approves and supports",
            gives="Approval, training, visits.",
            gets="Care that is close to home.",
            may_decide="Who is approved, and on what terms.",
        ),
        Role(
            "lay",
            Side.COMMUNITY,
            "The families who deliver it",
            gives="Their home, their days, their care.",
            gets="Pay, days off, somebody to call.",
            may_decide="How daily life runs.",
        ),
    ),
    division=divide(plans=Who.PROFESSIONALS, delivers=Who.LAY, professional="professional", lay="lay"),
    blocks=("decisions",),
    first_steps=(
        "Sign the agreement.",
        "Say who takes over on days off.",
        "Name who hears complaints.",
    ),
)
