"""Acts of the planning room, block by block."""

from mutirao.theory.access import ActRule
from mutirao.theory.policy.gates import ALONE, ANYONE, DECISION, DUTY, ELIGIBLE

CYCLES: tuple[ActRule, ...] = ()
MEETINGS: tuple[ActRule, ...] = (
    ActRule("meeting.set_rule", "Set the rule for delegates", "meetings", DUTY, "keep_agreement"),
    ActRule("meeting.call", "Call a meeting", "meetings", DUTY, "call_meetings"),
    ActRule("meeting.change", "Change the meeting", "meetings", DUTY, "call_meetings"),
    ActRule("meeting.cancel", "Call the meeting off", "meetings", DUTY, "call_meetings"),
    ActRule("meeting.sign_up", "Sign up", "meetings", ELIGIBLE, on_behalf=True),
    ActRule("meeting.sign_off", "I cannot come", "meetings", ELIGIBLE, on_behalf=True),
    ActRule("meeting.sign_in", "Sign in", "meetings", ELIGIBLE, on_behalf=True),
    ActRule("meeting.walk_in", "Sign in without an account", "meetings", ANYONE),
    ActRule("meeting.type_in", "Type in a sheet", "meetings", DUTY, "call_meetings"),
    ActRule("meeting.strike", "Strike a line", "meetings", DUTY, "call_meetings"),
    ActRule("meeting.close", "Close the doors", "meetings", DUTY, "call_meetings"),
    ActRule("meeting.open_election", "Open an election", "meetings", DUTY, "run_votes"),
    ActRule("meeting.stand", "Stand for election", "meetings", ELIGIBLE, on_behalf=True),
    ActRule("meeting.elect", "Record who is elected", "meetings", DUTY, "run_votes"),
    ActRule("meeting.write", "Write the minutes", "meetings", DUTY, "call_meetings"),
    ActRule("meeting.decide", "Record a decision", "meetings", DUTY, "set_priorities", ALONE, DECISION),
    ActRule("meeting.publish", "Publish the minutes", "meetings", DUTY, "call_meetings"),
)
COUNCILS: tuple[ActRule, ...] = (
    ActRule("council.set_up", "Set up a council", "councils", DUTY, "keep_agreement"),
    ActRule("council.set_rules", "Set the council’s rules", "councils", DUTY, "keep_agreement"),
    ActRule("council.add_seats", "Add seats", "councils", DUTY, "keep_agreement"),
    ActRule("council.seat", "Fill a seat", "councils", DUTY, "call_meetings"),
    ActRule("council.record_sitting", "Record who came", "councils", DUTY, "call_meetings"),
    ActRule("council.vacate", "Declare a seat vacant", "councils", DUTY, "call_meetings"),
    ActRule("council.recall", "Record a recall", "councils", DUTY, "run_votes", ALONE, DECISION),
)
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
