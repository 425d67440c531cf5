"""Acts of the planning room, block by block."""

from mutirao.theory.access import ActRule
from mutirao.theory.policy.gates import ALONE, DECISION, DUTY, ELIGIBLE

CYCLES: tuple[ActRule, ...] = (
    ActRule("cycle.make", "Make a calendar", "cycles", DUTY, "call_meetings"),
    ActRule("cycle.add_phase", "Add a phase", "cycles", DUTY, "call_meetings"),
    ActRule("cycle.move_phase", "Move a phase", "cycles", DUTY, "call_meetings"),
    ActRule("cycle.remove_phase", "Remove a phase", "cycles", DUTY, "call_meetings"),
)
MEETINGS: tuple[ActRule, ...] = ()
COUNCILS: tuple[ActRule, ...] = ()
PRIORITIES: tuple[ActRule, ...] = (
    ActRule("priority.add_theme", "Add a theme", "priorities", DUTY, "set_priorities"),
    ActRule("priority.open_round", "Open a round", "priorities", DUTY, "set_priorities"),
    ActRule("priority.add_area", "Add an area", "priorities", DUTY, "set_priorities"),
    ActRule("priority.name_group", "Say who speaks for an area", "priorities", DUTY, "set_priorities"),
    ActRule("priority.rank", "Enter an area’s ranking", "priorities", DUTY, "set_priorities"),
    ActRule("priority.rank_own", "Enter our ranking", "priorities", ELIGIBLE, on_behalf=True),
    ActRule("priority.measure", "Enter a figure", "priorities", DUTY, "divide_money"),
    ActRule("priority.propose_rules", "Propose rules", "priorities", DUTY, "divide_money"),
    ActRule("priority.adopt_rules", "Adopt these rules", "priorities", DUTY, "divide_money", ALONE, DECISION),
    ActRule("priority.divide", "Divide", "priorities", DUTY, "divide_money"),
    ActRule("priority.decide", "Decide the division", "priorities", DUTY, "divide_money", ALONE, DECISION),
)
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
