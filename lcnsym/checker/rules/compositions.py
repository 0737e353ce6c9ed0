"""The composition of filters, and its derivatives in their coefficients, in any arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Generic

from ..kernel.linear import Arithmetic, N


class Composition(Generic[N]):
    """The composition of filters, coefficient j of filter i at `places[i][j]`."""

    def __init__(
        self, numbers: Arithmetic[N], filters: Sequence[Sequence[N]], places: Sequence[Sequence[int]], size: int
    ) -> None:
        self.numbers, self.filters, self.places, self.size = numbers, filters, places, size
        self.lines = []
        for filter_, at in zip(filters, places, strict=True):
            entries = dict(zip(at, filter_, strict=True))
            self.lines.append([entries.get(place, numbers.zero) for place in range(at[-1] + 1)])
        self.before = list(accumulate(self.lines, numbers.product, initial=[numbers.one]))
        self.after = list(accumulate(reversed(self.lines), numbers.product, initial=[numbers.one]))[::-1]

    def columns(self, unknowns: Sequence[tuple[int, int]]) -> list[list[N]]:
        """The derivatives in some coefficients (i, j)."""
        others = list(map(self.numbers.product, self.before, self.after[1:]))
        return [self.numbers.padded(others[i], self.places[i][j], self.size) for i, j in unknowns]


def coefficients(
    filters: Sequence[Sequence[object]], fixed: Sequence[int | None] | None = None
) -> list[tuple[int, int]]:
    """(i, j) for all coefficients but one fixed one in filters that have one."""
    without = fixed or [None] * len(filters)
    return [(i, j) for i, filter_ in enumerate(filters) for j in range(len(filter_)) if j != without[i]]
