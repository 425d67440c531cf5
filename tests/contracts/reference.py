"""Writes the pages of `docs/reference` that are made from the code.

.venv/bin/python tests/contracts/reference.py
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
GENERATED = "<!-- Made from the code: make docs -->\n\n"


def access() -> str:
    """Acts × positions: the table of `tests/base/test_every_act.py`, as people read it."""
    sys.path.insert(0, str(ROOT / "tests"))
    from base.test_every_act import CODES, EXPECTED, POSITIONS

    lines = [
        "# Who may do what",
        "",
        GENERATED.strip(),
        "",
        "Every act as every kind of person. The same table is a test that really does each of them: done and",
        "recorded once, or refused for exactly this reason with nothing changed.",
        "",
        "| act | " + " | ".join(POSITIONS) + " |",
        "|---" * (len(POSITIONS) + 1) + "|",
        *(f"| `{act}` | " + " | ".join(row.values()) + " |" for act, row in EXPECTED.items()),
        "",
        "## Positions",
        "",
        *(f"- **{position}**: {words}" for position, words in POSITIONS.items()),
        "",
        "## Entries",
        "",
        *(f"- **{entry}**: {f'refused, `{code}`' if code else 'done'}" for entry, code in CODES.items()),
        "",
    ]
    return "\n".join(lines)


def acts() -> str:
    """Every act with what opens it and its sentence in the register."""
    from django.utils.translation import override

    from mutirao.base.register.words import done
    from mutirao.base.registry import act_functions

    lines = [
        "# Acts",
        "",
        GENERATED.strip(),
        "",
        "Everything people do, in the order of the rooms. `mutirao acts --json` says it to a machine.",
        "",
        "| act | what it does | room | opened by | duty (held how) | in the register |",
        "|---|---|---|---|---|---|",
    ]
    with override("en-gb"):
        for function in act_functions():
            rule = function.rule
            duty = f"`{rule.duty}` ({', '.join(way.value for way in rule.ways)})" if rule.duty else ""
            said = str(done()[rule.name])
            words = " ".join((function.__doc__ or "").split("\n\n")[0].split())
            lines.append(f"| `{rule.name}` | {words} | {rule.room} | {rule.gate} | {duty} | {said} |")
    return "\n".join(lines) + "\n"


def duties() -> str:
    """The catalogue of duties, the ways of holding one, and the reasons of refusals."""
    from django.utils.translation import override

    from mutirao.base.services.words import HOLDS, SENTENCES
    from mutirao.theory.duties import DUTIES

    lines = ["# Duties", "", GENERATED.strip(), "", "| clause | duty | phase | title | in plain words |"]
    lines += ["|---|---|---|---|---|"]
    lines += [
        f"| {number} | `{duty.slug}` | {duty.phase} | {duty.title} | {duty.explanation} |"
        for number, duty in enumerate(DUTIES, 1)
    ]
    with override("en-gb"):
        lines += ["", "## Ways of holding a duty", ""]
        lines += [f"- `{way}`: the party {words}" for way, words in HOLDS.items()]
        lines += ["", "## Reasons of refusals", ""]
        lines += [f"- `{code}`: {sentence()}" for code, sentence in SENTENCES.items()]
    lines += ["- `bad_input`, `wrong_state`: a sentence of its own", ""]
    return "\n".join(lines)


PAGES = {"access.md": access, "acts.md": acts, "duties.md": duties}


def main() -> int:
    """Write every page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "house_settings")
    sys.path.insert(0, str(ROOT / "tests"))
    import django

    django.setup()
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page())
    return 0


if __name__ == "__main__":
    sys.exit(main())
