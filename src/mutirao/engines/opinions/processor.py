"""Keep the linear algebra on one processor while a map is drawn.

NumPy's OpenBLAS shares even small products out among threads, which then wait for each other wherever other
work is going on, as it always is beside a web server: measured on two busy processors, the map of 536 people
took 275 ms so and 9 ms on one. Large conversations lose little, for most of their time is spent elsewhere.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import numpy as np

_NAMES = ("scipy_openblas_{}_num_threads64_", "openblas_{}_num_threads64_", "openblas_{}_num_threads")


@contextmanager
def one_processor() -> Iterator[None]:
    """Do what is inside with one thread of OpenBLAS; where NumPy came with another library, as usual."""
    switch = _switch()
    if switch is None:
        yield
        return
    read, write = switch
    before = read()
    write(1)
    try:
        yield
    finally:
        write(before)


@cache
def _switch() -> tuple[Callable[[], int], Callable[[int], object]] | None:
    """How to read and set the number of threads of the OpenBLAS that NumPy has loaded."""
    beside = Path(np.__file__).resolve().parents[1] / "numpy.libs"
    for file in sorted(beside.glob("*openblas*")):
        try:
            library = ctypes.CDLL(str(file), mode=os.RTLD_NOLOAD)
        except OSError:
            continue
        for name in _NAMES:
            if hasattr(library, name.format("set")):
                return getattr(library, name.format("get")), getattr(library, name.format("set"))
    return None
