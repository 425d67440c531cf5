"""Who may take part: every circle, and every reason against it."""

from __future__ import annotations

import pytest

from mutirao.theory.eligibility import Circle, Eligibility, Participant, objections
from mutirao.theory.reasons import Holder, Reason

EVERYONE = Eligibility(Circle.EVERYONE)
PARTIES = Eligibility(Circle.PARTIES)
FORUM = Eligibility(Circle.BODY, "forum", name="Forum", contact="desk")
DELEGATES = Eligibility(Circle.BODY, "forum", "delegate", "Forum", "desk")
HILL = Eligibility(Circle.AREA, "hill", name="Old Hill")

STRANGER = Participant()
DELEGATE = Participant(frozenset({("forum", "delegate"), ("choir", "")}), frozenset({"forum", "town"}))
MEMBER = Participant(frozenset({("forum", "")}), frozenset({"choir"}))
HERE = Participant(areas=frozenset({"hill", "city"}))
THERE = Participant(areas=frozenset({"valley", "city"}))

WHO = (Holder("Forum", "", "desk"),)
IN_FORUM = {"name": "Forum", "position": ""}
IN_POSITION = {"name": "Forum", "position": "delegate"}
ON_HILL = {"name": "Old Hill", "position": ""}


@pytest.mark.parametrize(
    ("rule", "who", "reasons"),
    [
        (EVERYONE, STRANGER, []),
        (PARTIES, DELEGATE, []),
        (PARTIES, MEMBER, [Reason("not_of_parties")]),
        (PARTIES, STRANGER, [Reason("not_of_parties")]),
        (FORUM, DELEGATE, []),
        (FORUM, MEMBER, []),
        (FORUM, HERE, [Reason("not_of_body", who_may=WHO, facts=IN_FORUM)]),
        (DELEGATES, DELEGATE, []),
        (DELEGATES, MEMBER, [Reason("not_in_position", who_may=WHO, facts=IN_POSITION)]),
        (DELEGATES, STRANGER, [Reason("not_in_position", who_may=WHO, facts=IN_POSITION)]),
        (HILL, HERE, []),
        (HILL, THERE, [Reason("not_of_area", facts=ON_HILL)]),
        (HILL, STRANGER, [Reason("home_unknown", facts=ON_HILL)]),
    ],
)
def test_who_may_take_part(rule: Eligibility, who: Participant, reasons: list[Reason]) -> None:
    assert objections(rule, who) == reasons
