"""Pages of a conversation, and answering, cost the same however many statements, people and answers."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cast import NOW, Cast
from mutirao.planning.statements import acts, drawing
from mutirao.theory.statements import Answer
from talking import HERE, answer, ask, crowd, place
from visiting import client_of

pytestmark = pytest.mark.django_db
LIST = "/services/small-works/statements/"

# page -> queries for a visitor, and for Rosa, who is signed in and has answered
COSTS = {
    LIST: (4, 7),
    HERE: (4, 8),
    f"{HERE}answers/": (5, 7),
    f"{HERE}map/": (4, 7),
    f"{HERE}add/": (3, 4),
}
ANSWER = 8


def asked(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200, page
    return len(queries)


@pytest.mark.parametrize(("statements", "people", "more"), [(2, 2, 0), (40, 12, 25)])
def test_pages_and_answers_cost_the_same(cast: Cast, statements: int, people: int, more: int) -> None:
    service = place(cast)
    conversation = ask(
        cast, service, statements=[f"Wish {chr(97 + n // 26)}{chr(97 + n % 26)}." for n in range(statements)]
    )
    crowd(conversation, people)
    answer(conversation, cast.rosa, 1, Answer.AGREE)
    for n in range(more):
        ask(cast, service, question=f"Another question {n}?")
        acts.add(
            conversation=conversation,
            text=f"One more wish {chr(97 + n)}",
            by=cast.acting(("dee", "ben", "cam", "rosa", "ada")[n % 5]),
            at=NOW,
        )
    drawing.draw_due(NOW)
    for page in COSTS:  # what is made once is not counted
        Client().get(page)
    found = {page: (asked(Client(), page), asked(client_of(cast.rosa), page)) for page in COSTS}
    assert found == COSTS
    with CaptureQueriesContext(connection) as queries:
        answer(conversation, cast.rosa, 2, Answer.AGREE)
    statements_only = [
        q["sql"] for q in queries.captured_queries if not q["sql"].startswith(("BEGIN", "COMMIT"))
    ]
    assert len([q for q in statements_only if "SAVEPOINT" not in q]) == ANSWER - 1
