"""Acts of the planning room, block by block."""

from mutirao.theory.access import ActRule
from mutirao.theory.policy.gates import ALONE, ANYONE, DECISION, DUTY, ELIGIBLE, KNOWS, SELF, SIGNS

CYCLES: tuple[ActRule, ...] = (
    ActRule("cycle.make", "Make a calendar", "cycles", DUTY, "call_meetings"),
    ActRule("cycle.add_phase", "Add a phase", "cycles", DUTY, "call_meetings"),
    ActRule("cycle.move_phase", "Move a phase", "cycles", DUTY, "call_meetings"),
    ActRule("cycle.remove_phase", "Remove a phase", "cycles", DUTY, "call_meetings"),
)
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
    ActRule("meeting.promise", "Write down a promise", "meetings", DUTY, "report_back"),
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
PROPOSALS: tuple[ActRule, ...] = (
    # Asking for proposals says what matters now; judging them works out how things should run.
    ActRule("call.open", "Call for proposals", "proposals", DUTY, "set_priorities"),
    ActRule("call.change", "Change the call", "proposals", DUTY, "set_priorities"),
    ActRule("proposal.make", "Make this proposal", "proposals", ELIGIBLE, on_behalf=True),
    ActRule("proposal.import", "Bring in a list of proposals", "proposals", DUTY, "keep_records"),
    ActRule("proposal.revise", "Change the proposal", "proposals", SELF, on_behalf=True),
    ActRule("proposal.withdraw", "Take the proposal back", "proposals", SELF, on_behalf=True),
    ActRule("proposal.support", "I would like this too", "proposals", ELIGIBLE, on_behalf=True),
    ActRule("proposal.invite", "Invite a co-author", "proposals", SELF),
    ActRule("proposal.join", "Become a co-author", "proposals", SELF),
    ActRule("proposal.leave", "Not be an author", "proposals", SELF, on_behalf=True),
    ActRule("amendment.suggest", "Suggest a change", "proposals", KNOWS),
    ActRule("amendment.answer", "Answer a suggested change", "proposals", SELF, on_behalf=True),
    ActRule("merge.suggest", "Suggest to merge two proposals", "proposals", KNOWS),
    ActRule("merge.answer", "Answer for your proposal", "proposals", SELF, on_behalf=True),
    ActRule("merge.settle", "Settle a merging", "proposals", DUTY, "set_priorities"),
    ActRule("merge.undo", "Undo the merging", "proposals", SELF, on_behalf=True),
    ActRule("merge.part", "Part merged proposals", "proposals", DUTY, "set_priorities"),
    ActRule("proposal.judge", "Say whether it is feasible", "proposals", DUTY, "design_service"),
    ActRule("proposal.reply", "Reply to the professionals", "proposals", SELF, on_behalf=True),
)
STATEMENTS: tuple[ActRule, ...] = (
    ActRule("conversation.open", "Ask people where they stand", "statements", DUTY, "set_priorities"),
    ActRule("conversation.import", "Bring in a conversation", "statements", DUTY, "set_priorities"),
    ActRule("conversation.end", "End a conversation early", "statements", DUTY, "set_priorities"),
    ActRule("statement.moderate", "Look at a statement", "statements", DUTY, "set_priorities"),
    ActRule("statement.answer", "Answer a statement", "statements", ELIGIBLE, on_behalf=True),
    ActRule("statement.add", "Add a statement", "statements", ELIGIBLE, on_behalf=True),
)
SURVEYS: tuple[ActRule, ...] = (
    # What to ask is part of saying what matters; papers and those not online belong to the records.
    ActRule("survey.start", "Start a survey", "surveys", DUTY, "set_priorities"),
    ActRule("survey.change", "Change the survey", "surveys", DUTY, "set_priorities"),
    ActRule("survey.ask", "Change the questions", "surveys", DUTY, "set_priorities"),
    ActRule("survey.publish", "Publish the survey", "surveys", DUTY, "set_priorities"),
    ActRule("survey.issue_codes", "Print household codes", "surveys", DUTY, "keep_records"),
    ActRule("survey.answer", "Answer the survey", "surveys", ELIGIBLE, on_behalf=True),
    ActRule("survey.answer_with_code", "Answer with a household code", "surveys", ANYONE),
    ActRule("survey.type_in", "Type in a paper form", "surveys", DUTY, "keep_records"),
    ActRule("survey.type_again", "Type in a paper form again", "surveys", DUTY, "keep_records"),
    ActRule("survey.settle", "Settle the differences", "surveys", DUTY, "keep_records"),
    ActRule("survey.review", "Look at what people wrote", "surveys", DUTY, "set_priorities"),
    ActRule("survey.hand_out", "Take out the answers", "surveys", DUTY, "set_priorities"),
)
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
DECISIONS: tuple[ActRule, ...] = (
    ActRule(
        "decision.on_priorities", "Decide on priorities", "decisions", DUTY, "set_priorities", ALONE, DECISION
    ),
    ActRule("decision.on_money", "Decide on money", "decisions", DUTY, "divide_money", ALONE, DECISION),
    ActRule("decision.on_design", "Decide how it runs", "decisions", DUTY, "design_service", ALONE, DECISION),
    ActRule("decision.review", "Look at a decision again", "decisions", DUTY, "report_back"),
    ActRule("promise.make", "Write down a promise", "decisions", DUTY, "report_back"),
    ActRule("promise.keep", "Say that it is done", "decisions", DUTY, "report_back"),
    ActRule("promise.move", "Give it a new day", "decisions", DUTY, "report_back"),
    ActRule("promise.break", "Say that it will not be done", "decisions", DUTY, "report_back"),
    ActRule("promise.advance", "Say how far the works are", "decisions", DUTY, "report_back"),
    ActRule("promise.hand_over", "Say who is asked about it", "decisions", DUTY, "report_back"),
    # Whoever holds the link from the newest letter, or is its owner and signed in: the act itself looks, for
    # a colleague at another agency has no account here that a gate could ask about.
    ActRule("promise.report", "Answer with the link from a letter", "decisions", ANYONE),
    ActRule("promise.ask_again", "Ask for a fresh link", "decisions", ANYONE),
    ActRule("promise.question", "Say that it is not done", "decisions", ELIGIBLE, on_behalf=True),
)

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
