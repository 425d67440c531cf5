"""Every act called as every kind of person: done and recorded exactly once, or refused and nothing changed.

The table is the policy as people meet it; `docs/reference/access.md` prints the same one.
"""

from __future__ import annotations

import json
from collections import Counter
from copy import deepcopy
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import override

from cast import NOW
from mutirao.base.acts import ActFunction
from mutirao.base.people.models import Person
from mutirao.base.register.models import Act
from mutirao.base.register.words import done, done_sentence
from mutirao.base.registry import act_functions
from mutirao.base.services.authority import Seat
from mutirao.base.services.models import Party
from mutirao.base.services.words import reason_sentence
from mutirao.base.web import door
from mutirao.theory.access import ActRule, Gate
from mutirao.theory.reasons import Holder, Reason, Refused
from situations import Call, World, calls
from situations_of import OF_BLOCKS

TABLE = """
act                 visit out    answer weak  does  asked told  none   signs  other ended self   for    for-
person.join         yes   yes    yes    yes   yes   yes   yes   yes    yes    yes   yes   yes    yes    yes
person.register     login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
person.describe     login self   self   self  self  self  self  self   self   self  self  yes    yes    keeps
person.erase        login self   self   self  self  self  self  self   self   self  self  yes    yes    keeps
card.issue          login self   self   self  self  self  self  self   self   self  self  yes    yes    keeps
body.found          login yes    yes    yes   yes   yes   yes   yes    yes    yes   yes   yes    behalf behalf
body.describe       login signs  signs  signs signs signs signs signs  yes    signs signs signs  behalf behalf
body.admit          login signs  signs  signs signs signs signs signs  yes    signs signs signs  behalf behalf
membership.end      login signs  signs  signs signs signs signs signs  yes    signs signs signs  behalf behalf
membership.leave    login self   self   self  self  self  self  self   self   self  self  yes    yes    keeps
service.create      login signs  signs  signs signs signs signs signs  yes    signs signs signs  behalf behalf
service.describe    login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
agreement.draft     login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
agreement.add_party login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
party.name_signatory login member yes   2nd   yes   way   way   member member yes   ended member behalf behalf
agreement.assign    login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
agreement.set_terms login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
agreement.propose   login member yes    2nd   way   way   way   member member way   ended member behalf behalf
agreement.sign      login signs  signs  signs signs signs signs signs  yes    signs signs signs  behalf behalf
agreement.send_back login signs  signs  signs signs signs signs signs  yes    signs signs signs  behalf behalf
"""

CODES = {
    "yes": "",
    "elig": "not_of_body",
    "login": "sign_in",
    "member": "not_a_member",
    "way": "wrong_way",
    "ended": "term_ended",
    "2nd": "second_factor",
    "signs": "not_signatory",
    "self": "not_yourself",
    "behalf": "not_on_behalf",
    "keeps": "behalf_needs_records",
}
POSITIONS = {
    "visit": "a visitor, whom we do not know",
    "out": "signed in, belongs to nothing here",
    "answer": "belongs to the party that answers for every duty; may not sign for it",
    "weak": "the same person, without a second factor",
    "does": "belongs to the party that does every duty; may not sign for it",
    "asked": "belongs to a party that is only asked",
    "told": "belongs to a party that is only told",
    "none": "belongs to the party or group that the act is about, which holds no duty; may not sign for it",
    "signs": "may sign for the party or group that the act is about, which holds no duty",
    "other": "may sign for another party, the one that does every duty",
    "ended": "belonged to the party that answers and to the one the act is about, until the term ended",
    "self": "the person the act is about, who belongs to a party that holds no duty",
    "for": "enters for that person; belongs to the party that answers for keeping the records",
    "for-": "enters for that person; belongs to a party that is only told about the records",
}
ROWS = [
    line.split() for table in (TABLE, *(of.TABLE for of in OF_BLOCKS)) for line in table.strip().splitlines()
]
EXPECTED = {row[0]: dict(zip(ROWS[0][1:], row[1:], strict=True)) for row in ROWS[1:]}

Rows = dict[str, list[str]]


def everything() -> Rows:
    """Every row of every table."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def changed(before: Rows, after: Rows) -> list[str]:
    """The tables whose rows are not the same any more."""
    return [table for table in before.keys() | after.keys() if before.get(table) != after.get(table)]


def who_may(world: World, rule: ActRule) -> tuple[Holder, ...]:
    """Who may do an act in this world, as a refusal must name them."""
    council, residents, club = world.cast.council, world.cast.residents, world.club
    if rule.gate is Gate.SIGNATORY:
        return (Holder(club.name, "", "Garden club desk"),)
    answering = Holder(council.name, "answers", "Council team desk")
    doing = Holder(residents.name, "does", "Residents circle desk")
    if rule.gate is Gate.ELIGIBLE:
        return (Holder(club.name, "", "Garden club desk"),)
    return (answering, doing)[: len(rule.ways)] if rule.gate is Gate.DUTY else ()


def test_the_table_has_every_act_and_every_position() -> None:
    assert list(EXPECTED) == [function.rule.name for function in act_functions()]
    assert ROWS[0][1:] == list(POSITIONS)
    assert {code for row in EXPECTED.values() for code in row.values()} <= set(CODES)


@pytest.mark.django_db
@pytest.mark.parametrize("function", act_functions(), ids=lambda function: function.rule.name)
def test_every_act_as_everybody(function: ActFunction) -> None:
    world = World()
    ready = calls(world)
    for of in OF_BLOCKS:
        ready |= of.calls(world)
    call = ready[function.rule.name]()
    before = everything()
    for position, code in EXPECTED[function.rule.name].items():
        with transaction.atomic():
            reasons, result = attempted(function, call, world, position)
            assert [reason.code for reason in reasons] == ([CODES[code]] if code != "yes" else []), position
            if reasons:
                assert changed(before, everything()) == [], position
                refused_in_words(world, function.rule, reasons[0])
            else:
                assert_recorded(world, function.rule, call, position, before, result)
            transaction.set_rollback(True)
        assert door_says(function.rule, call, world, position) == reasons, position


def attempted(
    function: ActFunction, call: Call, world: World, position: str
) -> tuple[tuple[Reason, ...], Any]:
    """Really call the act: the reasons against it, or what it gave."""
    try:
        return (), function(**deepcopy(call).given, by=world.standing_at(position), at=NOW)
    except Refused as refused:
        return refused.reasons, None


def door_says(rule: ActRule, call: Call, world: World, position: str) -> tuple[Reason, ...]:
    """What the greyed button says about the same act."""
    seat = Seat(call.service, world.standing_at(position), NOW)
    reasons = tuple(seat.objections(rule, body=call.body, person=call.person, thing=call.thing))
    if rule.gate not in (Gate.SIGNATORY, Gate.YOURSELF):  # these ask about more than the seat
        shown = door(seat, rule.name, call.thing)
        assert shown.is_open is not bool(reasons)
        assert [reason.code for reason in shown.reasons] == [reason.code for reason in reasons]
        if position != "visit":  # for visitors the button only says: sign in
            assert shown.reasons == reasons
    return reasons


def refused_in_words(world: World, rule: ActRule, reason: Reason) -> None:
    """A refusal names who may, and has a sentence in every language."""
    may = who_may(world, rule)
    if rule.gate is Gate.ELIGIBLE and reason.code == "sign_in":
        may = ()  # before we know who asks, there is nobody to ask but whoever signs them in
    if reason.code == "behalf_needs_records":
        may = (
            Holder("Council team", "answers", "Council team desk"),
            Holder("Residents circle", "does", "Residents circle desk"),
        )
        assert (reason.clause, reason.agreement) == (16, 1)
    assert reason.who_may == may
    if rule.gate is Gate.DUTY:
        assert (reason.duty, reason.agreement) == (rule.duty, 1)
    for language, _name in settings.LANGUAGES:
        with override(language):
            sentence = reason_sentence(reason)
        assert sentence and "%(" not in sentence and "version 0" not in sentence


def assert_recorded(
    world: World, rule: ActRule, call: Call, position: str, before: Rows, result: object
) -> None:
    """The register has exactly one row more, and it says who did what, for whom, under which clause."""
    written = Counter(everything()["register_act"])
    written.subtract(before["register_act"])
    assert sorted(n for n in written.values() if n) == [1]
    row = Act.objects.latest_first()[0]
    by = world.standing_at(position)
    party = acting_party(world, rule, call, position)
    held = rule.gate is Gate.DUTY
    assert (row.name, row.at, row.minutes, row.evidence) == (rule.name, NOW, 0, rule.evidence.value)
    assert row.actor == (by.person.pk if by.person else None)
    assert row.behalf == (by.behalf.pk if by.behalf else None)
    assert row.party == party
    assert row.side == (party.side if party else "community" if rule.gate is Gate.SIGNATORY else "")
    assert row.duty == rule.duty
    assert row.way == (("answers" if position == "answer" else "does") if held else "")
    assert row.agreement == (world.in_force if held else None)
    assert row.service == (result if rule.name == "service.create" else call.service)
    assert said_without_names(row)


def acting_party(world: World, rule: ActRule, call: Call, position: str) -> Party | None:
    """The party that somebody in this position acts for."""
    if rule.gate is Gate.DUTY:
        return world.party(world.cast.council if position == "answer" else world.cast.residents)
    return world.party(world.club) if rule.gate is Gate.SIGNATORY and call.service else None


def said_without_names(row: Act) -> bool:
    """The register has a whole sentence for the act, and tells nobody's name or address."""
    assert row.name in done()
    sentence = done_sentence(row.name, row.facts)
    assert sentence and "…" not in sentence and "%(" not in sentence
    told = {value for value in json.dumps(row.facts).split('"') if value}
    personal = {text for pair in Person.objects.values_list("name", "email") for text in pair if text}
    return not told & personal
