"""What people do with surveys: start, ask, publish, answer, look at what was written, take answers out."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from mutirao.base import addresses
from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.agenda import agenda
from mutirao.base.days import day_of
from mutirao.base.people import codes
from mutirao.base.people.models import Area, Body
from mutirao.base.services.models import Service
from mutirao.planning.cycles.models import Phase
from mutirao.planning.surveys import appraisal
from mutirao.planning.surveys.models import CODES, ENTRIES, PEOPLE, Code, Survey, Writing
from mutirao.planning.surveys.sheets import single_forms
from mutirao.planning.surveys.words import FAULTS
from mutirao.planning.surveys.writing import (
    AT_ONCE,
    Typed,
    key_of,
    known_code,
    locked,
    must_be_open,
    of_code,
    of_person,
    save,
)
from mutirao.theory.eligibility import Circle
from mutirao.theory.reasons import bad_input, wrong_state
from mutirao.theory.surveys import LONGEST_TEXT, MOST_QUESTIONS, Question, faults
from mutirao.theory.texts import clean

MOST_CODES = 5_000


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything a survey says beside its questions."""

    title: str
    about: str = ""
    entry: str = PEOPLE
    is_anonymous: bool = True
    open_to: str = Circle.EVERYONE.value
    open_to_body: Body | None = None
    open_to_position: str = ""
    open_to_area: Area | None = None
    phase: Phase | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    paper_until: date | None = None


def _named(result: Survey, **_given: Any) -> dict[str, Any]:
    return {"survey": result.title}


def _asked(result: Survey, **_given: Any) -> dict[str, Any]:
    return {"survey": result.title, "questions": len(result.questions)}


@act("survey.start", about=lambda service, **_: service, facts=_named)
def start(*, service: Service, terms: Terms, by: Actor, at: datetime, template: str = "") -> Survey:
    """Start a survey, empty or with the questions of a village appraisal; a draft until it is published."""
    columns = _columns(service, terms)
    Service.objects.select_for_update(no_key=True).get(pk=service.pk)  # a double tap waits here
    if Survey.objects.filter(service=service, title=columns["title"]).exists():
        raise bad_input(_("There is a survey of this name already."))
    taken = set(Survey.objects.filter(service=service).values_list("slug", flat=True))
    survey = Survey(
        service=service,
        slug=addresses.free(addresses.plain(columns["title"], longest=100), taken),
        questions=appraisal.questions() if template == "appraisal" else [],
        secret=secrets.token_hex(32),
        made_at=at,
        **columns,
    )
    _check(survey)
    survey.save()
    return survey


@act("survey.change", about=lambda survey, **_: survey.service, facts=_named)
def change(*, survey: Survey, terms: Terms, by: Actor, at: datetime) -> Survey:
    """Change what a survey says, who answers, or its dates; once it is published only words and dates."""
    held = locked(survey)
    columns = _columns(held.service, terms)
    if held.counted_at:
        raise wrong_state(_("The survey is over: it cannot change any more."))
    if Survey.objects.filter(service=held.service, title=columns["title"]).exclude(pk=held.pk).exists():
        raise bad_input(_("There is a survey of this name already."))
    promised = (columns["entry"], columns["is_anonymous"]) != (held.entry, held.is_anonymous)
    if held.published_at and promised:
        raise wrong_state(_("People have been told who answers, and whether it is anonymous: that stays."))
    for name, value in columns.items():
        setattr(held, name, value)
    _check(held)
    if held.published_at:
        _must_end(held)
        _on_the_agenda(held)
    held.save()
    return held


@act("survey.ask", about=lambda survey, **_: survey.service, facts=_asked)
def ask(*, survey: Survey, questions: Sequence[Question], by: Actor, at: datetime) -> Survey:
    """Set the questions of a draft, all of them in their order."""
    held = locked(survey)
    if held.published_at:
        raise wrong_state(_("The survey has been published: its questions are fixed."))
    if len(questions) > MOST_QUESTIONS:
        raise bad_input(_("A survey has %(most)s questions at most: people tire.") % {"most": MOST_QUESTIONS})
    for one in questions:
        wrong = faults(one)
        if wrong:
            raise bad_input(" ".join(str(FAULTS[code]) for code in wrong))
    if len({one.code for one in questions}) < len(questions):
        raise bad_input(_("Two questions have the same code."))
    held.questions = [_kept(one) for one in questions]
    held.save(update_fields=["questions"])
    return held


@act("survey.publish", about=lambda survey, **_: survey.service, facts=_asked)
def publish(*, survey: Survey, by: Actor, at: datetime) -> Survey:
    """Publish a survey: its questions are fixed, and it opens when its time comes."""
    held = locked(survey)
    if held.published_at:
        raise wrong_state(_("It has been published already."))
    if not held.questions:
        raise wrong_state(_("There is no question yet."))
    _must_end(held)
    held.published_at = at
    held.save(update_fields=["published_at"])
    _on_the_agenda(held)
    return held


@act(
    "survey.issue_codes",
    about=lambda survey, **_: survey.service,
    facts=lambda survey, n, **_: {"survey": survey.title, "n": n},
)
def issue_codes(*, survey: Survey, n: int, by: Actor, at: datetime) -> tuple[str, ...]:
    """Print codes, one for each household. They are shown only now; earlier ones stay good."""
    held = locked(survey)
    if held.entry != CODES:
        raise wrong_state(_("This survey is answered by people who have joined, without codes."))
    if held.counted_at:
        raise wrong_state(_("The survey is over: it cannot change any more."))
    if not 1 <= n <= MOST_CODES - held.codes.count():
        raise bad_input(
            _("A survey has %(most)s codes at most, and prints one at least.") % {"most": MOST_CODES}
        )
    fresh = tuple(codes.fresh_code() for _n in range(n))
    Code.objects.bulk_create(
        [Code(survey=held, digest=codes.digest(code), issued_at=at) for code in sorted(fresh)],
        batch_size=AT_ONCE,
    )
    return fresh


@act(
    "survey.answer",
    about=lambda survey, **_: survey.service,
    eligible=lambda survey, **_: survey,
    facts=lambda survey, result, **_: {"survey": survey.title} if result else None,
)
def answer(*, survey: Survey, page: int, typed: Typed, by: Actor, at: datetime) -> bool:
    """Answer one page of a survey; it is saved at once, and you can change it while the survey is open."""
    held = locked(survey)
    must_be_open(held, at)
    if held.entry != PEOPLE:
        raise wrong_state(_("This survey is answered with a household’s code."))
    return save(held, of_person(by.someone), page, typed, person=by.someone)


@act(
    "survey.answer_with_code",
    about=lambda survey, **_: survey.service,
    facts=lambda survey, result, **_: {"survey": survey.title} if result else None,
)
def answer_with_code(*, survey: Survey, code: str, page: int, typed: Typed, by: Actor, at: datetime) -> bool:
    """Answer one page of a survey with the code of your household, without joining."""
    held = locked(survey)
    must_be_open(held, at)
    if held.entry != CODES or not known_code(held, code):
        raise bad_input(
            _("We do not know this code. Look at your sheet again: small letters, dashes do not matter.")
        )
    return save(held, of_code(code), page, typed, person=None)


@act(
    "survey.review",
    about=lambda writing, **_: writing.survey.service,
    facts=lambda result, **_: {"survey": result.survey.title, "shown": bool(result.shown)},
)
def review(*, writing: Writing, shown: str, by: Actor, at: datetime) -> Writing:
    """Show what somebody wrote, with words taken out where they could give a person away, or keep it back."""
    held = (
        Writing.objects.select_for_update(of=("self",)).select_related("survey__service").get(pk=writing.pk)
    )
    text = clean(shown)
    if len(text) > LONGEST_TEXT:
        raise bad_input(_("At most 1,000 characters fit."))
    held.shown, held.reviewed_at = text, at
    held.save(update_fields=["shown", "reviewed_at"])
    return held


@act(
    "survey.hand_out",
    about=lambda survey, **_: survey.service,
    facts=lambda survey, result, **_: {"survey": survey.title, "forms": len(result) - 1},
)
def hand_out(*, survey: Survey, by: Actor, at: datetime) -> list[list[str]]:
    """Take out the single forms as a table, without names, texts, and answers that few gave."""
    held = locked(survey)
    if held.counted_at is None:
        raise wrong_state(_("Nothing is taken out before the survey is over."))
    if held.forms < LEAST_FORMS:
        raise wrong_state(_("So few forms were filled in that taking them out could give somebody away."))
    return single_forms(held)


LEAST_FORMS = 10


def _columns(service: Service, terms: Terms) -> Mapping[str, Any]:
    """The columns of a survey, or a refusal in words."""
    title = clean(terms.title, lines=False)
    if not title or len(title) > 200:
        raise bad_input(_("A survey has a title, of 200 characters at most."))
    if terms.phase and (terms.opens_at or terms.closes_at):
        raise bad_input(_("Choose a phase, or give times: not both."))
    if terms.phase and terms.phase.cycle.service_id != service.pk:
        raise bad_input(_("This phase belongs to another service."))
    if terms.open_to == Circle.BODY and terms.open_to_body is None:
        raise bad_input(_("Say which group or organisation may take part."))
    if terms.open_to == Circle.AREA and terms.open_to_area is None:
        raise bad_input(_("Say the people of which area may take part."))
    if terms.entry not in dict(ENTRIES):
        raise bad_input(_("Say who answers."))
    is_body, is_area = terms.open_to == Circle.BODY, terms.open_to == Circle.AREA
    return {
        **{
            name: getattr(terms, name)
            for name in ("entry", "open_to", "phase", "opens_at", "closes_at", "paper_until")
        },
        "title": title,
        "about": clean(terms.about)[:4000],
        "is_anonymous": terms.is_anonymous or terms.entry == CODES,
        "open_to_body": terms.open_to_body if is_body else None,
        "open_to_position": terms.open_to_position if is_body else "",
        "open_to_area": terms.open_to_area if is_area else None,
    }


def _kept(one: Question) -> dict[str, Any]:
    """A question as it is kept."""
    return {**asdict(one), "kind": one.kind.value, "options": list(one.options)}


def _check(survey: Survey) -> None:
    """Refuse dates that do not follow one another."""
    if not survey.period.runs_forward:
        raise bad_input(_("A survey closes after it opens."))
    closes, until = survey.period.closes, survey.paper_until
    if until and closes and until < day_of(closes):
        raise bad_input(_("Paper forms are typed in until the day it closes, or later."))


def _must_end(survey: Survey) -> None:
    if survey.period.closes is None:
        raise wrong_state(_("Say until when it can be answered: results are shown when it is over."))


def _on_the_agenda(survey: Survey) -> None:
    agenda.put(
        survey,
        "surveys.survey",
        service=survey.service,
        title=survey.title,
        path=survey.path,
        opens=survey.period.opens,
        closes=survey.period.closes,
        follows=survey.follows,
    )


def answers_of(survey: Survey, who: str) -> dict[str, Any]:
    """What somebody has answered so far; nothing once the survey is over."""
    if not survey.secret:
        return {}
    row = survey.responses.filter(key=key_of(survey, who)).first()
    return dict(row.answers) if row else {}
