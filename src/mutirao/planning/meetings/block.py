"""What the meetings block tells the platform."""

from django.utils.translation import gettext_lazy as _

from mutirao.base.blocks import Block
from mutirao.planning.meetings import acts, attendance_acts, election_acts, minutes_acts, sign_up_acts
from mutirao.planning.meetings.words import AGENDA, DONE

BLOCK = Block(
    slug="meetings",
    title=_("Meetings"),
    urls="mutirao.planning.meetings.urls",
    acts=(
        acts.set_rule,
        acts.call,
        acts.change,
        acts.cancel,
        sign_up_acts.sign_up,
        sign_up_acts.sign_off,
        attendance_acts.sign_in,
        attendance_acts.walk_in,
        attendance_acts.type_in,
        attendance_acts.strike,
        attendance_acts.close,
        election_acts.open_election,
        election_acts.stand,
        election_acts.elect,
        minutes_acts.write,
        minutes_acts.decide,
        minutes_acts.promise,
        minutes_acts.publish,
    ),
    done=DONE,
    agenda=AGENDA,
    clock=(sign_up_acts.forget_needs,),
    forget=(sign_up_acts.forget,),
)
