"""Blocks: what a service is composed of, and what each block tells the platform about itself.

`settings.BLOCKS` is a literal list of Python packages; each has a module `block` with one `BLOCK`. Menu,
urls, agenda and the table of acts are read from there. Nothing is discovered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import Any

from django.conf import settings

from mutirao.base.people.models import Person


@dataclass(frozen=True)
class Block:
    """One building block.

    slug: its name in addresses and in `Service.blocks`. title: its name in menus. about: one sentence on what
    people can do with it, for whoever chooses what a service uses. urls: module with its
    addresses below the service's. acts: everything people can do in it. done: each act's sentence in the
    register, by name. agenda: the sentence of each kind of item it puts on the agenda. clock: what it does
    by itself when `mutirao tick` comes round. forget: what it erases when somebody has their data erased.
    """

    slug: str
    title: Any
    urls: str
    about: Any = ""
    acts: tuple[Callable[..., Any], ...] = ()
    done: Mapping[str, Any] = field(default_factory=dict)
    agenda: Mapping[str, Any] = field(default_factory=dict)
    clock: tuple[Callable[[datetime], object], ...] = ()
    forget: tuple[Callable[[Person], object], ...] = ()


@cache
def blocks() -> tuple[Block, ...]:
    """Every block of this site, in menu order."""
    return tuple(import_module(f"{package}.block").BLOCK for package in settings.BLOCKS)


def blocks_of(slugs: list[str]) -> list[Block]:
    """The blocks switched on at a service, in menu order."""
    return [block for block in blocks() if block.slug in slugs]
