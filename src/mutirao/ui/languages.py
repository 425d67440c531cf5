"""The languages a page can be read in, each in its own words."""

from functools import lru_cache

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language_info


@lru_cache(maxsize=8)
def _named(codes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    bases = [code.split("-")[0] for code in codes]
    named = []
    for code, base in zip(codes, bases, strict=True):
        # "Português" is enough where there is no other Portuguese to choose.
        known = get_language_info(base if bases.count(base) == 1 else code)
        named.append((code, capfirst(known["name_local"])))
    return tuple(named)


def languages() -> tuple[tuple[str, str], ...]:
    """List (code, name in its own language) for each of `LANGUAGES`."""
    return _named(tuple(code for code, _name in settings.LANGUAGES))
