"""Acts of the planning room, block by block."""

from mutirao.theory.access import ActRule
from mutirao.theory.policy.gates import ALONE, DECISION, DUTY, ELIGIBLE

CYCLES: tuple[ActRule, ...] = ()
MEETINGS: tuple[ActRule, ...] = ()
COUNCILS: tuple[ActRule, ...] = ()
PRIORITIES: tuple[ActRule, ...] = ()
PROPOSALS: tuple[ActRule, ...] = ()
STATEMENTS: tuple[ActRule, ...] = (
    ActRule("conversation.open", "Ask people where they stand", "statements", DUTY, "set_priorities"),
    ActRule("conversation.import", "Bring in a conversation", "statements", DUTY, "set_priorities"),
    ActRule("conversation.end", "End a conversation early", "statements", DUTY, "set_priorities"),
    ActRule("statement.moderate", "Look at a statement", "statements", DUTY, "set_priorities"),
    ActRule("statement.answer", "Answer a statement", "statements", ELIGIBLE, on_behalf=True),
    ActRule("statement.add", "Add a statement", "statements", ELIGIBLE, on_behalf=True),
)
SURVEYS: tuple[ActRule, ...] = ()
BALLOTS: tuple[ActRule, ...] = ()
BUDGETS: tuple[ActRule, ...] = (
    ActRule("budget.import", "Bring in ballots", "budgets", DUTY, "run_votes"),
    ActRule("budget.set_rule", "Set the rule", "budgets", DUTY, "divide_money"),
    ActRule("budget.count", "Count the ballots", "budgets", DUTY, "run_votes"),
    ActRule("budget.decide", "Decide", "budgets", DUTY, "divide_money", ALONE, DECISION),
)
DRAFTS: tuple[ActRule, ...] = ()
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
