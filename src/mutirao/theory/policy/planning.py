"""Acts of the planning room, block by block."""

from mutirao.theory.access import ActRule
from mutirao.theory.policy.gates import ALONE, ANYONE, DECISION, DUTY, ELIGIBLE

CYCLES: tuple[ActRule, ...] = ()
MEETINGS: tuple[ActRule, ...] = ()
COUNCILS: tuple[ActRule, ...] = ()
PRIORITIES: tuple[ActRule, ...] = ()
PROPOSALS: tuple[ActRule, ...] = ()
STATEMENTS: tuple[ActRule, ...] = ()
SURVEYS: tuple[ActRule, ...] = ()
BALLOTS: tuple[ActRule, ...] = (
    ActRule("ballot.draft", "Prepare a vote", "ballots", DUTY, "run_votes"),
    ActRule("ballot.change", "Change the question", "ballots", DUTY, "run_votes"),
    ActRule("ballot.set_options", "Change the options", "ballots", DUTY, "run_votes"),
    ActRule("ballot.open", "Open the vote", "ballots", DUTY, "run_votes"),
    ActRule("ballot.close", "Close the vote", "ballots", DUTY, "run_votes"),
    ActRule("ballot.close_due", "Close what is due", "ballots", ANYONE),
    ActRule("ballot.withdraw", "Withdraw the vote", "ballots", DUTY, "run_votes"),
    ActRule("ballot.count", "Count the votes", "ballots", DUTY, "run_votes"),
    ActRule("ballot.decide", "Decide", "ballots", DUTY, "set_priorities", ALONE, DECISION),
    ActRule("vote.cast", "Save my vote", "ballots", ELIGIBLE, on_behalf=True),
    ActRule("vote.describe", "Say something about myself", "ballots", ELIGIBLE, on_behalf=True),
    ActRule("vote.on_paper", "Hand over a ballot paper", "ballots", ELIGIBLE, on_behalf=True),
    ActRule("kiosk.open", "Open a voting desk", "ballots", DUTY, "run_votes"),
    ActRule("paper.print", "Print ballot papers", "ballots", DUTY, "run_votes"),
    ActRule("paper.enter", "Enter a ballot paper", "ballots", DUTY, "run_votes"),
    ActRule("paper.resolve", "Resolve a difference", "ballots", DUTY, "run_votes"),
)
BUDGETS: tuple[ActRule, ...] = (
    ActRule("budget.import", "Bring in ballots", "budgets", DUTY, "run_votes"),
    ActRule("budget.set_rule", "Set the rule", "budgets", DUTY, "divide_money"),
    ActRule("budget.count", "Count the ballots", "budgets", DUTY, "run_votes"),
    ActRule("budget.decide", "Decide", "budgets", DUTY, "divide_money", ALONE, DECISION),
    ActRule("budget.override", "Depart from the count", "budgets", DUTY, "divide_money", ALONE, DECISION),
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
