"""Acts that every service has: about people, bodies, the service itself and its agreement."""

from mutirao.theory.access import ActRule
from mutirao.theory.policy.gates import ALONE, ANYONE, DUTY, KNOWS, SELF, SIGNS

PEOPLE: tuple[ActRule, ...] = (
    ActRule("person.join", "Join", "people", ANYONE),
    ActRule("person.describe", "Change my details", "people", SELF, on_behalf=True),
    ActRule("person.erase", "Erase my data", "people", SELF, on_behalf=True),
    ActRule("person.register", "Register someone on paper", "people", DUTY, "keep_records"),
    ActRule("card.issue", "Print a code card", "people", SELF, on_behalf=True),
    ActRule("body.found", "Add a group or organisation", "people", KNOWS),
    ActRule("body.describe", "Change the group’s details", "people", SIGNS),
    ActRule("body.admit", "Add a member", "people", SIGNS),
    ActRule("membership.end", "End a term", "people", SIGNS),
    ActRule("membership.leave", "Leave", "people", SELF, on_behalf=True),
)
SERVICES: tuple[ActRule, ...] = (
    ActRule("service.create", "Start a service", "services", SIGNS),
    ActRule("service.describe", "Describe the service", "services", DUTY, "design_service"),
    ActRule("service.compose", "Choose what the service uses", "services", DUTY, "design_service"),
    ActRule("area.add", "Add areas", "services", DUTY, "keep_records"),
    ActRule("agreement.draft", "Draft a new version", "services", DUTY, "keep_agreement"),
    ActRule("agreement.add_party", "Add a party", "services", DUTY, "keep_agreement"),
    ActRule("party.name_signatory", "Name who signs first", "services", DUTY, "keep_agreement"),
    ActRule("agreement.assign", "Change who does what", "services", DUTY, "keep_agreement"),
    ActRule("agreement.set_terms", "Change gives and gets", "services", DUTY, "keep_agreement"),
    ActRule("agreement.propose", "Propose for signing", "services", DUTY, "keep_agreement", ALONE),
    ActRule("agreement.sign", "Sign for your party", "services", SIGNS),
    ActRule("agreement.send_back", "Send back with a reason", "services", SIGNS),
)
