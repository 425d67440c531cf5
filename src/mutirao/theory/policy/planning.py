"""Acts of the planning room, block by block."""

from mutirao.theory.access import ActRule
from mutirao.theory.policy.gates import ALONE, ANYONE, DECISION, DUTY, ELIGIBLE, KNOWS, SELF

CYCLES: tuple[ActRule, ...] = ()
MEETINGS: tuple[ActRule, ...] = ()
COUNCILS: tuple[ActRule, ...] = ()
PRIORITIES: tuple[ActRule, ...] = ()
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
STATEMENTS: tuple[ActRule, ...] = ()
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
