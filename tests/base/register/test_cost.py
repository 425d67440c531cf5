"""What the register costs: an act is one INSERT, a page a fixed number of queries, whatever the history."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rows import Sealer, place, write

from build import in_force
from cast import NOW, Cast
from mutirao.base.people import acts as people
from mutirao.base.register.models import Act, Leaf
from mutirao.base.register.proofs import prove
from mutirao.base.services import acts as services
from mutirao.base.services.models import Service

pytestmark = pytest.mark.django_db


def queries(perform: Callable[[], object]) -> list[str]:
    """The SQL of something."""
    with CaptureQueriesContext(connection) as log:
        perform()
    return [query["sql"] for query in log.captured_queries]


def page(address: str) -> list[str]:
    """The SQL of a page that a visitor sees for the first time."""

    def get() -> None:
        assert Client().get(address).status_code == 200

    return queries(get)


def plan(sql: str) -> str:
    """How the database goes about a query. PostgreSQL reads a small table whole unless it is told not to."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {sql}")
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return "\n".join(str(row) for row in cursor.fetchall())


def reads_whole(table: str, sql: str) -> bool:
    """Whether a query reads all of a table."""
    return any(f"{word} {table}" in plan(sql) for word in ("SCAN", "Seq Scan on"))


def test_the_measure_itself_knows_a_query_that_reads_a_table_whole(seal: Sealer) -> None:
    write(range(1, 50))
    assert reads_whole("register_act", 'SELECT * FROM "register_act" WHERE minutes = 3')
    assert not reads_whole("register_act", 'SELECT * FROM "register_act" WHERE id = 3')


def describe_oneself(cast: Cast, service: Service) -> object:
    """Somebody changes their details."""
    return people.describe(person=cast.cam, name="Cam", language="fr", by=cast.acting("cam"), at=NOW)


def describe_the_service(cast: Cast, service: Service) -> object:
    """A party changes the description, under its duty."""
    return services.describe(service=service, name="New", summary="Words", by=cast.acting("ada"), at=NOW)


@pytest.mark.parametrize("perform", [describe_oneself, describe_the_service])
def test_appending_an_act_is_one_insert_however_long_the_register(
    cast: Cast, perform: Callable[[Cast, Service], object]
) -> None:
    service = in_force(cast)
    perform(cast, service)
    short = queries(lambda: perform(cast, service))
    write(range(1_000, 3_000))
    long = queries(lambda: perform(cast, service))
    of_the_register = [sql for sql in long if "register_" in sql]
    assert len(long) == len(short)
    assert [sql.split()[:3] for sql in of_the_register] == [["INSERT", "INTO", '"register_act"']]
    assert not any(word in sql for sql in long for word in ("COUNT(", "SUM(", "MAX(", "GROUP BY"))


def test_a_proof_takes_a_fixed_number_of_queries_and_reads_no_table_whole(seal: Sealer) -> None:
    write(range(1, 11), place("here"))
    seal()
    address = reverse("act", args=[3])
    short = page(address)
    write(range(11, 5_001))
    seal()
    assert Leaf.objects.count() == 5_000
    long = page(address)
    middle = page(reverse("act", args=[2_345]))
    newest = page(reverse("act", args=[5_000]))
    assert len(long) == len(short) == 6
    assert max(len(middle), len(newest)) <= 6
    of_the_tree = [sql for sql in long if 'FROM "register_leaf"' in sql or 'FROM "register_node"' in sql]
    assert len(of_the_tree) == 3
    assert [
        sql for sql in of_the_tree for table in ("register_leaf", "register_node") if reads_whole(table, sql)
    ] == []
    act = Act.objects.get(pk=2_345)
    proof = prove(act)
    assert proof is not None
    assert (proof.holds, len(proof.path)) == (True, 13)


@pytest.mark.parametrize("older", ["", "?before=500", "?before=31"])
def test_the_register_s_page_takes_a_fixed_number_of_queries(seal: Sealer, older: str) -> None:
    write(range(1, 41), place("here"))
    seal()
    address = reverse("register")
    short = page(address)
    write(range(41, 1_001), place("there"))
    seal()
    long = page(address + older)
    assert len(long) == len(short) == 3
    of_acts = [sql for sql in long if 'FROM "register_act"' in sql and "LEFT OUTER JOIN" in sql]
    assert len(of_acts) == 1
    assert "LIMIT 30" in of_acts[0]
    assert not any(word in plan(of_acts[0]) for word in ("B-TREE", "Sort"))  # so it stops at the thirtieth


def test_a_service_s_register_takes_a_fixed_number_of_queries(seal: Sealer) -> None:
    here = place("here")
    write(range(1, 4), here)
    address = reverse("service-register", args=["here"])
    short = page(address)
    write(range(4, 1_001), here)
    write(range(1_001, 3_001), place("there"))
    seal()
    assert len(page(address)) == len(short)


def test_the_newest_head_takes_one_query_and_a_question_for_news(seal: Sealer) -> None:
    for number in range(1, 30):
        write([number])
        seal()
    assert len(page(reverse("head"))) == 2
    assert len(page(reverse("verify"))) == 2
