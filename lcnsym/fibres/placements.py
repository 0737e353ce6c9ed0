"""The placements of one colour, in descending lexicographic order, none of which is a dead end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import comb

from .balls import Balls, Bins
from .feasibility import fits, ryser_bounds

Vector = tuple[int, ...]

MOST_REMEMBERED = 100_000
FEW = 24
"""So many rows are tried one by one; beyond, dead ends are avoided ball by ball."""


class Placements:
    """What each colour may do, given the remaining capacities: exactly the placements that some packing has.

    Colours are taken in the order −1, −2, …, 1, 2, ….

    Args:
        balls, bins, compatible: as in PackingProblem.
    """

    def __init__(self, balls: Balls, bins: Bins, *, compatible: bool) -> None:
        self.numbers = balls.double + balls.single
        self.sizes = (2,) * len(balls.double) + (1,) * len(balls.single)
        self.compatible = compatible
        self._balls = balls
        self._bins = len(bins.capacities)
        self._known: dict[tuple[int, Vector], bool] = {}
        self._bounds: dict[int, list[int]] = {}

    def of(self, colour: int, left: Vector) -> Iterator[tuple[Vector, Vector]]:
        """(placement, capacities left after it) of the colour at an index, for remaining capacities that have one."""
        size, number = self.sizes[colour], self.numbers[colour]
        vectors = self._compatible(colour, left) if self.compatible else _descending(number, [c // size for c in left])
        for vector in vectors:
            yield vector, tuple([c - size * v for c, v in zip(left, vector, strict=True)])

    def first(self, colour: int, left: Vector) -> tuple[Vector, Vector]:
        """The first of these; the last colour's needs no search."""
        if colour == len(self.numbers) - 1:
            return self.forced(colour, left)[0], (0,) * len(left)
        return next(self.of(colour, left))

    def forced(self, colour: int, left: Vector) -> tuple[Vector, ...]:
        """The placement of the last colour, or none if all colours are placed."""
        if colour == len(self.numbers):
            return ()
        return (left if self.sizes[colour] == 1 else tuple([c // 2 for c in left]),)

    def _compatible(self, colour: int, left: Vector) -> Iterator[Vector]:
        if colour == len(self.numbers) - 2:
            yield from self._last_but_one(colour, left)
            return
        room = [i for i, c in enumerate(left) if c >= self.sizes[colour]]
        if comb(len(room), self.numbers[colour]) <= FEW:
            yield from self._tried(colour, left, room)
            return
        row: list[int] | None = self._completed(colour, left, [])
        while row is not None:
            yield tuple(row)
            row = self._next(colour, left, row)

    def _tried(self, colour: int, left: Vector, room: list[int]) -> Iterator[Vector]:
        """All rows with balls in bins that have room, those that are dead ends left out."""
        size = self.sizes[colour]
        for chosen in combinations(room, self.numbers[colour]):
            row, after = [0] * len(left), list(left)
            for i in chosen:
                row[i] = 1
                after[i] -= size
            after.sort(reverse=True)
            if self._leads_on(colour + 1, tuple(after)):
                yield tuple(row)

    def _last_but_one(self, colour: int, left: Vector) -> Iterator[Vector]:
        """The rows of the last colour but one: what is more than a ball of the last colour is a ball of this one."""
        size, last = self.sizes[colour : colour + 2]
        forced = [int(c > last) for c in left]
        free = [i for i, c in enumerate(left) if size <= c <= last]
        for chosen in combinations(free, self.numbers[colour] - sum(forced)):
            row = forced[:]
            for i in chosen:
                row[i] = 1
            yield tuple(row)

    def _next(self, colour: int, left: Vector, row: list[int]) -> list[int] | None:
        """The next row; None: there is none. The last ball that may leave its bin for a later one does."""
        for p in range(len(row) - 1, -1, -1):
            if row[p] and self._continues(colour, left, [*row[:p], 0]):
                return self._completed(colour, left, [*row[:p], 0])
        return None

    def _completed(self, colour: int, left: Vector, row: list[int]) -> list[int]:
        """The first row that begins like this one, of which some row does."""
        row = row[:]
        number, size = self.numbers[colour] - sum(row), self.sizes[colour]
        while number:
            row.append(1)
            if left[len(row) - 1] >= size and self._continues(colour, left, row):
                number -= 1
            else:
                row[-1] = 0
        return row + [0] * (len(left) - len(row))

    def _continues(self, colour: int, left: Vector, row: list[int]) -> bool:
        """Whether some packing begins like this row; the rest of the row goes where most room is left."""
        size, number = self.sizes[colour], self.numbers[colour] - sum(row)
        free = sorted(left[len(row) :], reverse=True)
        if number > len(free) or (number and free[number - 1] < size):
            return False
        after = [c - size * v for c, v in zip(left, row, strict=False)]
        after += [c - size for c in free[:number]] + free[number:]
        after.sort(reverse=True)
        return self._leads_on(colour + 1, tuple(after))

    def _leads_on(self, colour: int, left: Vector) -> bool:
        """Whether the colours from an index on have a packing into bins with these capacities, in descending order."""
        key = colour, left
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            known = self._known[key] = fits(self._balls.double[colour:], self._ryser(colour), left)
        return known

    def _ryser(self, colour: int) -> list[int]:
        """The bounds for the colours of size 1 from an index on."""
        first = max(colour - len(self._balls.double), 0)
        if first not in self._bounds:
            before = self._bounds.get(first - 1)
            if before is None:
                self._bounds[first] = ryser_bounds(self._balls.single[first:], self._bins)
            else:
                number = self._balls.single[first - 1]
                self._bounds[first] = [bound - min(number, k) for k, bound in enumerate(before, 1)]
        return self._bounds[first]


def _descending(number: int, rooms: list[int]) -> Iterator[Vector]:
    """All vectors ≤ rooms of non-negative integers with this sum, in descending lexicographic order."""
    row = _filled(number, rooms, 0)
    if sum(row) < number:
        return
    while True:
        yield tuple(row)
        free = moved = 0
        for p in range(len(row) - 1, -1, -1):
            if row[p] and free > moved:
                row[p:] = [row[p] - 1, *_filled(moved + 1, rooms, p + 1)]
                break
            free += rooms[p]
            moved += row[p]
        else:
            return


def _filled(number: int, rooms: list[int], start: int) -> list[int]:
    """The rooms from `start` on, filled from the left."""
    row = []
    for room in rooms[start:]:
        row.append(min(room, number))
        number -= row[-1]
    return row
