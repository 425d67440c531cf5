"""What the database itself refuses to hold about agreements, whatever the program does."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from build import drafted, open_version, party, proposed
from cast import NOW, Cast
from mutirao.base.services import agreement_acts as agreements
from mutirao.base.services.models import Agreement, Signature


@pytest.mark.parametrize("state", ["draft", "proposed", "in_force"])
def test_no_two_versions_are_open_or_in_force(cast: Cast, state: str) -> None:
    service = drafted(cast)
    service.agreements.update(state=state)
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.create(service=service, version=2, state=state, drafted_at=NOW)


def test_exactly_one_party_answers(cast: Cast) -> None:
    service = drafted(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        open_version(service).clauses.filter(duty="run_votes").update(way="answers")


@pytest.mark.parametrize(
    "change", [{"way": "owns"}, {"duty": "set_rota"}], ids=["a way there is not", "a duty twice"]
)
def test_no_clause_that_says_two_things(cast: Cast, change: dict[str, str]) -> None:
    service = drafted(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        open_version(service).clauses.filter(duty="run_votes", party=party(service, cast.residents)).update(
            **change
        )


def test_a_party_signs_a_version_once(cast: Cast) -> None:
    service = proposed(cast)
    agreements.sign(
        agreement=open_version(service),
        party=party(service, cast.residents),
        by=cast.acting("cam"),
        at=NOW,
    )
    again = Signature.objects.get()
    again.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()
