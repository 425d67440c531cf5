"""Conversations made up for the tests, with or without camps in them."""

from __future__ import annotations

import numpy as np

from mutirao.engines.opinions.answers import Answers, gather, of

CAMPS = ((1, 1, 1, -1, -1, -1, 1, 0), (-1, -1, -1, 1, 1, 1, 1, 0), (1, -1, 1, -1, 1, -1, 1, 0))


def camps(
    sizes: tuple[int, ...] = (14, 10), *, statements: int = 16, seed: int = 1, noise: float = 0.15
) -> Answers:
    """People p1, p2 … of camps of these sizes, one after the other; each answers most of `statements`.

    Camps differ on the first six of every eight statements, agree on the seventh and pass on the eighth;
    every answer is drawn anew with the chance `noise`.
    """
    chance = np.random.default_rng(seed)
    rows = []
    for person, camp in enumerate(np.repeat(np.arange(len(sizes)), sizes).tolist()):
        for statement in range(statements):
            if chance.random() < 0.9:
                value = CAMPS[camp][statement % 8]
                if chance.random() < noise:
                    value = int(chance.integers(-1, 2))
                rows.append((f"p{person + 1}", statement + 1, value))
    return of(rows)


def crowd(people: int = 200, *, statements: int = 30, seed: int = 1, density: float = 0.7) -> Answers:
    """People who answer by lot: each statement has its own popularity, and nothing hangs together."""
    chance = np.random.default_rng(seed)
    likes = chance.uniform(0.2, 0.9, statements)
    person, statement = np.nonzero(chance.random((people, statements)) < density)
    value = np.where(chance.random(len(person)) < likes[statement], 1, -1)
    return gather(person, statement, value)


def renamed(answers: Answers, people: list[str], statements: list[str]) -> Answers:
    """The same answers by other names, place by place."""
    rows = zip(answers.person.tolist(), answers.statement.tolist(), answers.value.tolist(), strict=True)
    return of([(people[person], statements[statement], value) for person, statement, value in rows])
