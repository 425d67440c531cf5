"""Erasing a person: what they did stays proved in the register, and nothing says who they were."""

from __future__ import annotations

import re
from base64 import b64decode
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth as totp
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from rows import Sealer

from build import in_force, open_version, party
from cast import NOW, Cast
from mutirao.base.actor import Actor
from mutirao.base.people import acts as people
from mutirao.base.people.models import CardCode, Membership, Person
from mutirao.base.register.models import Act
from mutirao.base.register.seals import public_key
from mutirao.base.register.verify import verify
from mutirao.base.services import agreement_acts as agreements
from mutirao.blueprints.stories.telling import tell

pytestmark = pytest.mark.django_db

NAME, EMAIL = "Ximena Quispe-Løvås", "ximena@quispe.example"


def everything() -> list[tuple[str, str]]:
    """Every value of every table, with the table's name: what is packed is unpacked."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                found += [(table, text_of(value)) for value in row if value is not None]
        cursor.execute("SELECT value FROM cache")
        found += [("cache", text_of(b64decode(value))) for (value,) in cursor.fetchall()]
    found += [("django_session", repr(session.get_decoded())) for session in Session.objects.all()]
    return found


def text_of(value: object) -> str:
    """A value as text; bytes letter by letter."""
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return str(value)


def named_in(words: list[str]) -> list[str]:
    """The tables in which any of these words stands, in any case."""
    return sorted(
        {table for table, text in everything() for word in words if word.casefold() in text.casefold()}
    )


def signed_in_by_code(browser: Client, *, finish: bool = True) -> None:
    """Sign in with an e-mailed code, or ask for one only."""
    browser.post(reverse("account_request_login_code"), {"email": EMAIL})
    if finish:
        code = re.search(r"^([A-Z0-9]{3,}(?:-[A-Z0-9]+)?)$", str(mail.outbox[-1].body), re.MULTILINE)
        assert code is not None
        browser.post(reverse("account_confirm_login_code"), {"code": code[1]})
        assert "_auth_user_id" in browser.session


@pytest.fixture
def ximena(cast: Cast) -> Person:
    """Somebody who has left traces wherever one can."""
    person = people.join(name=NAME, email=EMAIL, by=Actor.visitor(), at=NOW)
    EmailAddress.objects.create(user=person, email=EMAIL, verified=True, primary=True)
    EmailAddress.objects.create(user=person, email=f"second.{EMAIL}", verified=False)
    start = date(2026, 1, 1)
    for body, signs in ((cast.residents, True), (cast.council, False)):
        Membership.objects.create(
            person=person, body=body, starts=start, position="deputy treasurer", may_sign=signs
        )
    Membership.objects.create(
        person=person, body=cast.council, starts=start - timedelta(days=90), ends=start, position=NAME
    )
    people.issue_card(person=person, by=Actor(person=person), at=NOW)
    totp.TOTP.activate(person, totp.generate_totp_secret())
    return person


def sign_for_the_residents(cast: Cast, person: Person) -> None:
    """The person signs a new version of an agreement."""
    service = in_force(cast)
    agreements.draft(service=service, why="A change", by=cast.acting("ada"), at=NOW)
    agreements.set_terms(
        agreement=open_version(service), review_on=date(2027, 1, 1), by=cast.acting("ada"), at=NOW
    )
    agreements.propose(agreement=open_version(service), by=cast.acting("ada"), at=NOW)
    agreements.sign(
        agreement=open_version(service),
        party=party(service, cast.residents),
        by=Actor(person=person, is_strong=True),
        at=NOW,
    )


def test_erasing_leaves_the_register_whole_and_no_name_in_any_table(
    cast: Cast, ximena: Person, seal: Sealer
) -> None:
    sign_for_the_residents(cast, ximena)
    browsers = [Client(), Client(), Client()]
    ximena.authenticator_set.all().delete()  # so that codes alone sign in
    for browser, finish in zip(browsers, (True, True, False), strict=True):
        signed_in_by_code(browser, finish=finish)
    totp.TOTP.activate(ximena, totp.generate_totp_secret())
    browsers[0].post(reverse("my-details"), {"name": NAME, "language": "fr"})
    seal()
    did = Act.objects.filter(actor=ximena.pk).count()
    assert named_in([NAME, EMAIL]) != []

    answer = browsers[0].post(reverse("erase-me"), {"sure": "on"})
    seal()

    assert answer.status_code == 302
    assert named_in([NAME, EMAIL, "Quispe", "Ximena"]) == []
    report = verify(public_key())
    assert (report.findings, report.unsealed) == ([], 0)
    assert Act.objects.filter(actor=ximena.pk).count() == did + 1
    assert Act.objects.latest_first()[0].name == "person.erase"


def test_erasing_ends_terms_takes_positions_and_closes_every_door(ximena: Person) -> None:
    browsers = [Client(), Client()]
    ximena.authenticator_set.all().delete()
    for browser in browsers:
        signed_in_by_code(browser)
        assert browser.get(reverse("me")).status_code == 200
    totp.TOTP.activate(ximena, totp.generate_totp_secret())

    people.erase(person=ximena, by=Actor(person=ximena), at=NOW)

    gone = Person.objects.get(pk=ximena.pk)
    assert (gone.name, gone.email, gone.is_active, gone.erased_at) == ("", "", False, NOW)
    assert not gone.has_usable_password()
    assert set(gone.memberships.values_list("position", "ends")) == {
        ("", NOW.date()),
        ("", date(2026, 1, 1)),
    }
    assert not CardCode.objects.filter(person=gone).exists()
    related: dict[str, Any] = {
        name: getattr(gone, name).count()
        for name in ("emailaddress_set", "authenticator_set", "usersession_set")
    }
    assert set(related.values()) == {0}
    assert [browser.get(reverse("me")).status_code for browser in browsers] == [403, 403]


@pytest.fixture
def story(db: None) -> None:
    """The whole demonstration."""
    tell(at=NOW)


@pytest.mark.usefixtures("story")
def test_no_act_of_the_whole_demonstration_names_a_person() -> None:
    people_of_it = Person.objects.filter(is_demonstration=True)
    words = [
        word
        for person in people_of_it
        for word in (person.name, person.email, *person.name.split(), person.email.partition("@")[0])
        if word and word != "Resident" and not word.isdigit()  # the crowd is numbered, not named
    ]
    assert len(people_of_it) == 127
    assert Act.objects.count() > 60
    said = [
        " ".join(str(value) for value in row)
        for row in Act.objects.values_list(*[field.name for field in Act._meta.concrete_fields])
    ]
    whole_words = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)
    assert [match[0] for row in said for match in whole_words.finditer(row)] == []
