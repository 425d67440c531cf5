"""Short names for what opens an act, so that the table reads as one."""

from mutirao.theory.access import Evidence, Gate
from mutirao.theory.duties import Way

KNOWS, SIGNS, SELF, DUTY = Gate.SIGNED_IN, Gate.SIGNATORY, Gate.YOURSELF, Gate.DUTY
ANYONE, ELIGIBLE = Gate.ANYONE, Gate.ELIGIBLE
ALONE = (Way.ANSWERS,)
DECISION, HOURS = Evidence.DECISION, Evidence.HOURS
