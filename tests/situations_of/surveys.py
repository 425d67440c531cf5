"""Acts of the surveys block, ready to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from cast import NOW
from mutirao.planning.surveys import acts, paper_acts, writing
from mutirao.planning.surveys.models import CODES, PaperForm, Survey, Writing
from situations import Call as Ready
from situations import World
from surveying import LATER, PAGES, QUESTIONS, TERMS, WHOLE

TABLE = """
survey.start        login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
survey.change       login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
survey.ask          login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
survey.publish      login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
survey.issue_codes  login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
survey.answer       login elig   elig   elig  elig  elig  elig  yes    yes    elig  elig  yes    yes    keeps
survey.answer_with_code yes yes  yes    yes   yes   yes   yes   yes    yes    yes   yes   yes    yes    yes
survey.type_in      login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
survey.type_again   login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
survey.settle       login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
survey.review       login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
survey.hand_out     login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
"""


def calls(world: World) -> dict[str, Callable[[], Ready]]:
    """For each act, what brings the world into the state in which it can be done."""
    service, ada, ben = world.service, world.cast.acting("ada"), world.cast.acting("ben")

    def survey(*, is_out: bool = True, **given: Any) -> Survey:
        made: Survey = acts.start(service=service, terms=replace(TERMS, **given), by=ben, at=NOW)
        acts.ask(survey=made, questions=QUESTIONS, by=ben, at=NOW)
        if is_out:
            acts.publish(survey=made, by=ben, at=NOW)
        return Survey.objects.select_related("service").get(pk=made.pk)

    def of_the_club() -> Survey:
        return survey(open_to="body", open_to_body=world.club)

    def with_codes() -> tuple[Survey, str]:
        made = survey(entry=CODES)
        return made, acts.issue_codes(survey=made, n=1, by=ben, at=NOW)[0]

    def typed(**again: list[str]) -> PaperForm:
        """Typed in by Ada; by Ben too where he reads it differently."""
        form: PaperForm = paper_acts.type_in(survey=survey(), label="17", typed=WHOLE, by=ada, at=NOW)
        if again:
            paper_acts.type_again(paper=form, typed={**WHOLE, **again}, by=ben, at=NOW)
        return PaperForm.objects.select_related("survey__service").get(pk=form.pk)

    def counted() -> Survey:
        made = survey()
        writing.Response.objects.bulk_create(
            writing.Response(survey=made, key=f"k{n}", answers={"bus": 1, "else": "A bench"})
            for n in range(12)
        )
        writing.count(made, LATER)
        return Survey.objects.select_related("service").get(pk=made.pk)

    def answered(made: Survey) -> Ready:
        return Ready({"survey": made, "page": 1, "typed": PAGES[1]}, service, thing=made)

    def by_code() -> Ready:
        made, code = with_codes()
        return Ready({"survey": made, "code": code, "page": 1, "typed": PAGES[1]}, service)

    return {
        "survey.start": lambda: Ready({"service": service, "terms": TERMS}, service),
        "survey.change": lambda: Ready({"survey": survey(), "terms": replace(TERMS, about="More.")}, service),
        "survey.ask": lambda: Ready({"survey": survey(is_out=False), "questions": QUESTIONS[:2]}, service),
        "survey.publish": lambda: Ready({"survey": survey(is_out=False)}, service),
        "survey.issue_codes": lambda: Ready({"survey": survey(entry=CODES), "n": 2}, service),
        "survey.answer": lambda: answered(of_the_club()),
        "survey.answer_with_code": by_code,
        "survey.type_in": lambda: Ready({"survey": survey(), "label": "17", "typed": WHOLE}, service),
        "survey.type_again": lambda: Ready({"paper": typed(), "typed": WHOLE}, service),
        "survey.settle": lambda: Ready({"paper": typed(safe=["3"]), "chosen": {"safe": "first"}}, service),
        "survey.review": lambda: Ready(
            {"writing": Writing.objects.filter(survey=counted())[0], "shown": "A bench"}, service
        ),
        "survey.hand_out": lambda: Ready({"survey": counted()}, service),
    }
