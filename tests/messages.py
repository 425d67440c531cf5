"""Collect every word people read into the translators' files, and compile what they wrote.

    .venv/bin/python tests/messages.py

Theory speaks plain English and imports no framework, so its words are gathered here: titles and explanations
of duties, names of cells, titles of acts, and what blueprints say.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src" / "mutirao"
GATHERED = SOURCE / "words_of_the_theory.py"


def words_of_the_theory() -> list[str]:
    """Every sentence of the theory and the blueprints that pages show."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mutirao.site.settings")
    from django.conf import settings
    from django.utils.module_loading import import_string

    from mutirao.theory.duties import DUTIES
    from mutirao.theory.policy import ACTS
    from mutirao.theory.typology import NAMES

    words = [text for duty in DUTIES for text in (duty.title, duty.explanation)]
    words += list(NAMES.values()) + [rule.title for rule in ACTS]
    for path in settings.BLUEPRINTS:
        words += list(import_string(path).first_steps)
    return list(dict.fromkeys(words))


def main() -> int:
    """Gather, collect, compile."""
    lines = "".join(f"_({text!r})\n" for text in words_of_the_theory())
    GATHERED.write_text(f"from django.utils.translation import gettext_noop as _\n{lines}")
    manage = [sys.executable, str(SOURCE.parents[1] / "manage.py")]
    try:
        command = ["makemessages", "-l", "fr", "-l", "pt_BR", "--no-location", "--no-obsolete", "--no-wrap"]
        subprocess.run([*manage, *command], cwd=SOURCE, check=True)
    finally:
        GATHERED.unlink()
    for po in sorted(SOURCE.glob("locale/*/LC_MESSAGES/django.po")):
        kept = [line for line in po.read_text().splitlines() if not line.startswith('"POT-Creation-Date')]
        po.write_text("\n".join(kept) + "\n")
        subprocess.run(["msgfmt", "--check", "-o", str(po.with_suffix(".mo")), str(po)], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
