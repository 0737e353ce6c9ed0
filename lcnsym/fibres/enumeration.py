"""All packings, one after another, in canonical order."""

from __future__ import annotations

from collections.abc import Iterator

from ..cost import require
from .balls import Balls, Bins
from .feasibility import is_feasible
from .packing import Packing
from .placements import Placements, Vector

Rows = tuple[Vector, ...]

LAST_COLOURS = 32
MOST_ENDINGS = 2_000
MOST_REMEMBERED = 100_000
MOST_FIRST = 50_000
BYTES_PER_BALL, BYTES_PER_BIN = 42, 52
"""Of a packing that is kept and shown; measured, as what `require_listing` estimates."""


def require_listing(balls: Balls, bins: Bins, number: int) -> None:
    """Refuse to keep and show this many packings if that costs more than is allowed. Raises TooCostlyError."""
    size, layers = balls.size, len(bins.capacities)
    require(
        f"a list of {number} packings of {size} balls into {layers} bins",
        steps=number * size * (1 + layers / 6),
        memory=number * (size * BYTES_PER_BALL + layers * BYTES_PER_BIN),
    )


def packings(balls: Balls, bins: Bins, *, compatible: bool) -> Iterator[Packing]:
    """All packings: colours in the order −1, −2, …, 1, 2, …, the placements of each in descending lexicographic order.

    The colours are a tree without dead ends, walked depth first. For the last few colours the endings for the same
    remaining capacities are worked out once and remembered, as long as they are few.
    """
    if not is_feasible(balls, bins, compatible=compatible):
        return
    placements = Placements(balls, bins, compatible=compatible)
    endings = _Endings(placements)
    pairs, layers = len(balls.double), len(bins.capacities)
    rows: list[Vector] = []
    pending: list[Iterator[tuple[Vector, Vector]]] = []
    left: Vector | None = bins.capacities
    while left is not None:
        found = endings.of(len(rows), left)
        if found is None:
            pending.append(placements.of(len(rows), left))
        else:
            head = tuple(rows)
            for ending in found:
                yield Packing(head + ending, pairs, layers)
        left = _advanced(pending, rows)


def _advanced(pending: list[Iterator[tuple[Vector, Vector]]], rows: list[Vector]) -> Vector | None:
    """Go on to the next placement of the last colour that has one; the capacities left after it, or None at the end.

    The colours with `pending` placements have their current ones in `rows`, but for a last one that has none yet.
    """
    while pending:
        step = next(pending[-1], None)
        del rows[len(pending) - 1 :]
        if step is not None:
            rows.append(step[0])
            return step[1]
        pending.pop()
    return None


class FirstPackings:
    """The first packings, in canonical order, of many balls into the same bins.

    They are made colour after colour; how the last colours go on is remembered for all that end like them.
    """

    def __init__(self, bins: Bins, *, compatible: bool) -> None:
        self._bins = bins
        self._compatible = compatible
        self._known: dict[tuple[Rows, Vector], Rows] = {}

    def of(self, balls: Balls) -> Packing:
        """The first packing of balls that have one."""
        placements, left = Placements(balls, self._bins, compatible=self._compatible), self._bins.capacities
        rows: list[Vector] = []
        fresh: list[tuple[int, tuple[Rows, Vector]]] = []
        colours, pairs = len(placements.numbers), len(balls.double)
        while len(rows) < colours:
            if len(rows) >= colours - LAST_COLOURS:
                key = ((balls.double[len(rows) :], balls.single[max(len(rows) - pairs, 0) :]), left)
                if key in self._known:
                    rows += self._known[key]
                    break
                fresh.append((len(rows), key))
            row, left = placements.first(len(rows), left)
            rows.append(row)
        if len(self._known) > MOST_FIRST:
            self._known.clear()
        self._known.update((key, tuple(rows[colour:])) for colour, key in fresh)
        return Packing(tuple(rows), pairs, len(self._bins.capacities))


class _Endings:
    """Placements of the last colours, for given remaining capacities."""

    def __init__(self, placements: Placements) -> None:
        self._placements = placements
        self._colours = len(placements.numbers)
        self._known: dict[tuple[int, Vector], list[Rows] | None] = {}
        self._size = 0

    def of(self, colour: int, left: Vector) -> list[Rows] | None:
        """The endings from a colour on, in canonical order; None: there are too many."""
        if colour >= self._colours - 1:
            return [self._placements.forced(colour, left)]
        if colour < self._colours - LAST_COLOURS:
            return None
        key = colour, left
        if key not in self._known:
            found = self._found(colour, left)
            if self._size > MOST_REMEMBERED:
                self._known.clear()
                self._size = 0
            self._known[key] = found
            self._size += 1 if found is None else len(found)
        return self._known[key]

    def _found(self, colour: int, left: Vector) -> list[Rows] | None:
        result: list[Rows] = []
        for row, after in self._placements.of(colour, left):
            endings = self.of(colour + 1, after)
            if endings is None or len(result) + len(endings) > MOST_ENDINGS:
                return None
            result += [(row, *ending) for ending in endings]
        return result
