"""At the size of a large place (200 services, 20,000 people, 1,000,000 acts) nothing costs more queries.

No timings here: pages keep their number of queries, and no query on a large table reads it from end to end.
`make bench` prints the times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import build
from cast import NOW, Cast
from filling import fill
from mutirao.base.people import acts as people
from mutirao.base.register import seals
from mutirao.base.register.models import Act
from mutirao.planning.budgets import acts as budgets
from mutirao.site.clock import tick

pytestmark = pytest.mark.slow

PAGES = (
    "/",
    "/services/",
    "/services/?page=9",
    "/services/?q=number+7",
    "/services/small-works/",
    "/services/small-works/agreement/",
    "/services/small-works/budgets/",
    "/services/small-works/budgets/which-works-first/",
    "/services/small-works/budgets/which-works-first/what-if/",
    "/services/small-works/budgets/which-works-first/verify/",
    "/services/small-works/decisions/",
    "/services/small-works/register/",
    "/register/",
    "/register/?before=900",
    "/register/verify/",
    "/groups/",
    "/groups/council-team/",
    "/who-may-do-what/",
)
SIGNED_IN = ("/me/", "/services/small-works/", "/services/small-works/people/")


@pytest.fixture
def place(cast: Cast) -> Iterator[Cast]:
    """A small place with one of everything."""
    service = build.in_force(cast)
    budget = build.budget(cast, service)
    budgets.count(budget=budget, by=cast.acting("ada"), at=NOW)
    seals.seal(at=NOW)
    yield cast


def queries(client: Client, page: str) -> list[str]:
    """The queries that a page makes; it must answer."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200, page
    return [query["sql"] for query in captured.captured_queries if not query["sql"].startswith("SAVEPOINT")]


def large_tables() -> list[str]:
    """The tables that are large now."""
    with connection.cursor() as cursor:
        counted = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            if cursor.fetchone()[0] > 10_000:
                counted.append(table)
    return counted


def reads_from_end_to_end(sql: str, large: list[str]) -> list[str]:
    """The large tables that this query would read whole, by the database's own plan.

    Walking along an index and stopping at a limit is not reading the whole.
    """
    if not sql.lstrip().upper().startswith("SELECT"):
        return []
    explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {sql}")
        plan = "\n".join(str(row) for row in cursor.fetchall())
    if connection.vendor == "sqlite" and "LIMIT" in sql and "TEMP B-TREE" not in plan:
        return []
    pattern = r"Seq Scan on (\w+)" if connection.vendor == "postgresql" else r"SCAN (\w+)(?! USING)"
    return [table for table in re.findall(pattern, plan) if table in large]


def all_queries(cast: Cast) -> dict[str, list[str]]:
    """Every page's queries, as a visitor and signed in."""
    visitor, ada = Client(), Client()
    ada.force_login(cast.ada, backend="mutirao.base.people.backends.CardBackend")
    session = ada.session
    session["account_authentication_methods"] = [{"method": "mfa"}]
    session["account_authentication_methods_user"] = str(cast.ada.pk)
    session.save()
    pages = (*PAGES, f"/register/acts/{Act.objects.earliest('pk').pk}/")
    for page in pages:  # what is made once (content types, templates) is not counted
        visitor.get(page)
    found = {page: queries(visitor, page) for page in pages}
    found.update({f"{page} (Ada)": queries(ada, page) for page in SIGNED_IN})
    return found


def test_pages_and_acts_cost_the_same_in_a_large_place(place: Cast) -> None:
    small = all_queries(place)
    fill(services=60, people=100, acts=1_000, named="middle")
    middle = all_queries(place)
    with CaptureQueriesContext(connection) as before:
        people.describe(person=place.dee, name="Dee", language="fr", by=place.acting("dee"), at=NOW)

    fill(services=200, people=20_000, acts=1_000_000)
    large = all_queries(place)
    with CaptureQueriesContext(connection) as after:
        people.describe(person=place.dee, name="Dee", language="fr", by=place.acting("dee"), at=NOW)

    assert Act.objects.count() > 1_000_000
    assert {page: len(made) for page, made in large.items()} == {
        page: len(made) for page, made in middle.items()
    }
    assert set(small) == set(large)
    assert len(after) == len(before)
    tables_now = large_tables()
    assert {"register_act", "people_person", "people_membership"} <= set(tables_now)
    slow = {
        page: tables
        for page, made in large.items()
        for sql in made
        if (tables := reads_from_end_to_end(sql, tables_now))
    }
    assert slow == {}
    inserts = [q["sql"] for q in after.captured_queries if "register_act" in q["sql"]]
    assert len(inserts) == 1
    assert inserts[0].startswith("INSERT")


def test_the_clock_reads_no_more_than_its_share(place: Cast) -> None:
    fill(services=70, people=100, acts=2_000)
    with CaptureQueriesContext(connection) as captured:
        tick(at=NOW)
    read = [q for q in captured.captured_queries if "evidence_read_at" in q["sql"] and "UPDATE" in q["sql"]]
    assert len(read) == 50
