"""A made-up election of a million voters, the same every time; a few projects are known to all."""

from pathlib import Path

import numpy as np

VOTERS, PROJECTS, MOST = 1_000_000, 300, 8
SEED = 20_261_123


def made_up(path: Path) -> None:
    """Write the election as a Pabulib file: up to MOST projects on a ballot, an age and a way of voting."""
    chance = np.random.default_rng(SEED)
    costs = np.round(chance.lognormal(11, 1, PROJECTS), -2).astype(int) + 1000
    known = chance.zipf(1.3, VOTERS * MOST) % PROJECTS
    ids = np.char.add("P", np.char.zfill(np.arange(PROJECTS).astype(str), 3))
    named = ids[known.reshape(VOTERS, MOST)]
    lengths = chance.integers(1, MOST + 1, VOTERS).tolist()
    ages = chance.integers(16, 95, VOTERS).tolist()
    with path.open("w") as paper:
        paper.write(f"META\nkey;value\nbudget;{int(costs.sum()) // 4}\nvote_type;approval\n")
        paper.write("PROJECTS\nproject_id;cost\n")
        paper.writelines(f"{name};{cost}\n" for name, cost in zip(ids, costs, strict=True))
        paper.write("VOTES\nvoter_id;vote;age;voting_method\n")
        for i, row in enumerate(named):
            vote = ",".join(dict.fromkeys(row[: lengths[i]].tolist()))
            paper.write(f"{1_400_000_000 + i};{vote};{ages[i]};internet\n")
