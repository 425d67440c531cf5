"""How a test says that an act must be refused: by code, in words, with nothing changed in the register."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from mutirao.base.register.models import Act
from mutirao.theory.reasons import Refused


@contextmanager
def refused(code: str, text: str = "") -> Iterator[None]:
    """What happens inside is refused for exactly this reason, in exactly these words, and leaves no act."""
    acts = Act.objects.count()
    with pytest.raises(Refused) as caught:
        yield
    assert [(r.code, str(r.facts.get("text", ""))) for r in caught.value.reasons] == [(code, text)]
    assert Act.objects.count() == acts
