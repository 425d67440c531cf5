"""Planned together, run by professionals."""

from mutirao.theory.blueprint import Blueprint, Role, divide
from mutirao.theory.typology import Side, Who

BLUEPRINT = Blueprint(
    slug="coplanned",
    title="Planned together, run by professionals",
    roles=(
        Role(
            "professional",
            Side.PROFESSIONAL,
            "The council or agency that builds and runs",
            gives="Staff time, technical advice and the money.",
            gets="Priorities it can stand behind.",
            may_decide="How the chosen work is carried out.",
        ),
        Role(
            "lay",
            Side.COMMUNITY,
            "The residents",
            gives="Time at meetings, local knowledge, the vote.",
            gets="Work that matters to them, and an account of it.",
            may_decide="What comes first and what is paid for.",
        ),
    ),
    division=divide(plans=Who.TOGETHER, delivers=Who.PROFESSIONALS, professional="professional", lay="lay"),
    blocks=(
        "cycles",
        "meetings",
        "councils",
        "priorities",
        "proposals",
        "statements",
        "surveys",
        "ballots",
        "budgets",
        "drafts",
        "decisions",
    ),
    first_steps=(
        "Sign the agreement.",
        "Ask people what matters and put projects to the vote.",
        "Count, decide and publish why.",
    ),
)
