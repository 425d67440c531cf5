"""Acts of the planning room, block by block."""

from mutirao.theory.access import ActRule
from mutirao.theory.policy.gates import ALONE, DECISION, DUTY, SIGNS

CYCLES: tuple[ActRule, ...] = ()
MEETINGS: tuple[ActRule, ...] = ()
COUNCILS: tuple[ActRule, ...] = ()
PRIORITIES: tuple[ActRule, ...] = ()
PROPOSALS: tuple[ActRule, ...] = ()
STATEMENTS: tuple[ActRule, ...] = ()
SURVEYS: tuple[ActRule, ...] = ()
BALLOTS: tuple[ActRule, ...] = ()
BUDGETS: tuple[ActRule, ...] = (
    ActRule("budget.import", "Bring in ballots", "budgets", DUTY, "run_votes"),
    ActRule("budget.set_rule", "Set the rule", "budgets", DUTY, "divide_money"),
    ActRule("budget.count", "Count the ballots", "budgets", DUTY, "run_votes"),
    ActRule("budget.decide", "Decide", "budgets", DUTY, "divide_money", ALONE, DECISION),
)
DRAFTS: tuple[ActRule, ...] = (
    ActRule("draft.start", "Start a draft", "drafts", DUTY, "design_service"),
    ActRule("draft.describe", "Change what it is about", "drafts", DUTY, "design_service"),
    ActRule("draft.add_clause", "Add a clause", "drafts", DUTY, "design_service"),
    ActRule("draft.change_clause", "Change a clause", "drafts", DUTY, "design_service"),
    ActRule("draft.open_round", "Open a round", "drafts", DUTY, "design_service"),
    ActRule("draft.mark", "Mark a clause for your party", "drafts", SIGNS),
    ActRule("draft.propose_wording", "Propose another wording", "drafts", SIGNS),
    ActRule("draft.take_back_wording", "Take your wording back", "drafts", SIGNS),
    ActRule("draft.adopt_wording", "Adopt a wording", "drafts", DUTY, "design_service"),
    ActRule("draft.decide", "Decide what was agreed", "drafts", DUTY, "design_service", ALONE, DECISION),
    ActRule(
        "draft.record_disagreement",
        "Record the disagreement",
        "drafts",
        DUTY,
        "design_service",
        ALONE,
        DECISION,
    ),
    ActRule("draft.withdraw", "Withdraw the draft", "drafts", DUTY, "design_service", ALONE),
)
DECISIONS: tuple[ActRule, ...] = ()

PLANNING: tuple[ActRule, ...] = (
    *CYCLES,
    *MEETINGS,
    *COUNCILS,
    *PRIORITIES,
    *PROPOSALS,
    *STATEMENTS,
    *SURVEYS,
    *BALLOTS,
    *BUDGETS,
    *DRAFTS,
    *DECISIONS,
)
