"""A column of a table that stays in the bytes of its file until somebody asks for a cell."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_STEP = 8192


class Cells(Sequence[str]):
    """Cell i is the text (UTF-8) of `data[starts[i]:ends[i]]`; eight bytes of places for each cell.

    It equals every other sequence that holds the same texts in the same order.
    """

    def __init__(self, data: bytes, starts: "NDArray[np.int32]", ends: "NDArray[np.int32]") -> None:
        self._data, self._starts, self._ends = data, starts, ends

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        if isinstance(at, slice):
            return Cells(self._data, self._starts[at], self._ends[at])
        return self._data[int(self._starts[at]) : int(self._ends[at])].decode()

    def __iter__(self) -> Iterator[str]:
        data = self._data
        for first in range(0, len(self), _STEP):
            part = slice(first, first + _STEP)
            for start, end in zip(self._starts[part].tolist(), self._ends[part].tolist(), strict=True):
                yield data[start:end].decode()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Cells({len(self)} cells)"
