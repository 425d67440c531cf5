"""Fills a database to the size of a large place. For the scale test and the benchmark.

Rows are written in bulk, past the acts: they only have to be as many and as wide as real ones.
"""

from __future__ import annotations

from django.db import connection

from cast import LONG_AGO, NOW
from mutirao.base.people.models import Area, Body, Membership, Person
from mutirao.base.services.models import IN_FORCE, Agreement, Clause, Party, Reading, Service, Terms
from mutirao.theory.blueprint import divide
from mutirao.theory.typology import Side, Who


def fill(*, services: int, people: int, acts: int, named: str = "large") -> None:
    """Add services (at NAMED-0, NAMED-1, …) with agreements in force, people with memberships, and acts."""
    area = Area.objects.create(name=f"{named} place", slug=f"{named}-place", population=250_000)
    bodies = [
        Body(name=f"Body {n} {side}", slug=f"{named}-{n}-{side}", side=side, founded_at=NOW, contact="desk")
        for n in range(services)
        for side in (Side.PROFESSIONAL, Side.COMMUNITY)
    ]
    Body.objects.bulk_create(bodies, batch_size=1000)
    _people(people, bodies, named)
    for n in range(services):
        _service(f"{named}-{n}", area, bodies[2 * n], bodies[2 * n + 1])
    _acts(acts, services, named)


def _people(count: int, bodies: list[Body], named: str) -> None:
    made = [
        Person(name=f"Person {n}", email=f"person{n}@{named}.example", joined_at=NOW, password="!")
        for n in range(count)
    ]
    Person.objects.bulk_create(made, batch_size=1000)
    Membership.objects.bulk_create(
        [
            Membership(person=person, body=bodies[n % len(bodies)], starts=LONG_AGO)
            for n, person in enumerate(made)
        ],
        batch_size=1000,
    )


def _service(slug: str, area: Area, professional: Body, lay: Body) -> None:
    service = Service.objects.create(
        name=f"Service {slug} with a name of ordinary length",
        slug=slug,
        area=area,
        summary="What it is, in a few sentences, as people write them when they are asked to.",
        blocks=["budgets", "decisions"],
        blueprint="coplanned",
        started_at=NOW,
    )
    parties = {
        "professional": Party.objects.create(service=service, body=professional, side=professional.side),
        "lay": Party.objects.create(service=service, body=lay, side=lay.side),
    }
    agreement = Agreement.objects.create(
        service=service,
        version=1,
        state=IN_FORCE,
        drafted_at=NOW,
        in_force_at=NOW,
        plans=Who.TOGETHER.value,
        delivers=Who.PROFESSIONALS.value,
    )
    division = divide(plans=Who.TOGETHER, delivers=Who.PROFESSIONALS, professional="professional", lay="lay")
    Clause.objects.bulk_create(
        Clause(agreement=agreement, party=parties[key], duty=duty, way=way.value)
        for duty, ways in division.items()
        for key, way in ways.items()
    )
    Terms.objects.bulk_create(Terms(agreement=agreement, party=party) for party in parties.values())
    service.in_force = agreement
    service.reading = Reading.objects.create(service=service, read_at=NOW)
    service.save()


def _acts(count: int, services: int, named: str) -> None:
    """So many acts spread over all services, written by the database itself."""
    numbers = (
        f"SELECT generate_series(1, {count}) AS n"
        if connection.vendor == "postgresql"
        else "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s "
        f"WHERE n < {count}) SELECT n FROM s"
    )
    first = "(SELECT min(id) FROM services_party)"
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE spread AS SELECT id, row_number() OVER () - 1 AS place FROM "
            "services_service WHERE slug LIKE %s",
            [f"{named}-%"],
        )
        cursor.execute(
            "INSERT INTO register_act (at, name, service_id, actor, behalf, party_id, duty, way, "
            "agreement_id, subject, facts, evidence, side, minutes) "
            f"SELECT {_moment()}, 'agreement.assign', spread.id, NULL, NULL, {first}, 'keep_agreement', "
            "'answers', "
            'NULL, \'\', \'{"version": 1, "duty": "set_rota"}\', '
            "CASE WHEN n % 5 = 0 THEN 'hours' ELSE '' END, "
            "CASE WHEN n % 2 = 0 THEN 'professional' ELSE 'community' END, "
            f"CASE WHEN n % 5 = 0 THEN 60 ELSE 0 END FROM ({numbers}) AS counted "
            f"JOIN spread ON spread.place = n % {services}"
        )
        cursor.execute("DROP TABLE spread")
        cursor.execute("ANALYZE")


def _moment() -> str:
    """A moment for each act, one a minute, as the database writes it."""
    if connection.vendor == "postgresql":
        return "timestamp with time zone '2024-06-01 00:00:00+00' + n * interval '1 minute'"
    return "datetime('2024-06-01', '+' || n || ' minutes')"
