"""Packing balls with vector sizes into bins with vector capacities, every bin exactly full.

Colours are the distinct irreducible factors of a D-dimensional filter, with their multiplicities; the size of a ball is
the factor's multidegree, the bins are the layers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..errors import InconclusiveError
from ..network.levels import Vector
from .nested import MadeOf

VectorPacking = tuple[tuple[int, ...], ...]
"""For every bin its colours, numbered from 0, ascending."""

BUDGET = 2_000_000
"""So many placements of a colour are tried before counting or searching is given up."""


@dataclass(frozen=True)
class VectorProblem:
    """Colours with sizes and multiplicities, and bins.

    Attributes:
        sizes: for every colour the size of its balls, not zero.
        multiplicities: for every colour the number of its balls.
        capacities: of the bins.
        compatible: whether no bin may hold two balls of one colour.
    """

    sizes: tuple[Vector, ...]
    multiplicities: tuple[int, ...]
    capacities: tuple[Vector, ...]
    compatible: bool = False

    @property
    def is_balanced(self) -> bool:
        """Whether the balls have the size of the bins together."""
        axes = range(len(self.capacities[0]))
        balls = tuple(sum(m * v[j] for v, m in zip(self.sizes, self.multiplicities, strict=True)) for j in axes)
        return balls == tuple(sum(c[j] for c in self.capacities) for j in axes)

    def has_packing(self) -> bool:
        """Whether there is one. Raises InconclusiveError beyond BUDGET."""
        return next(self.packings(), None) is not None

    def packings(self) -> Iterator[VectorPacking]:
        """For every bin its colours, numbered from 0, ascending.

        Colours are placed one after another, those with the largest balls first, and equally large ones in their order;
        among the ways to place a colour those come first that fill the first bins.

        Raises:
            InconclusiveError: BUDGET placements led to nothing.
        """
        if self.is_balanced:
            yield from _Search(self).packings()

    def count(self) -> int:
        """The number of packings. Raises InconclusiveError beyond BUDGET."""
        return _Search(self).count(0, self.capacities) if self.is_balanced else 0


@dataclass(frozen=True)
class VectorLevel:
    """A level of a nested problem whose balls have vector sizes; a `PackedLevel`.

    Attributes:
        sizes, numbers: for every colour the size of its balls, and how many there are.
        capacities: of the bins.
        made_of: what one ball of every colour is made of at the level below; empty for the lowest level.
    """

    sizes: tuple[Vector, ...]
    numbers: Vector
    capacities: tuple[Vector, ...]
    made_of: MadeOf = ()

    def choices(self, left: Vector) -> Iterator[Vector]:
        """The numbers of balls, at most `left`, that fill the bins by their size, in descending lexicographic order."""
        return _choices(_total(self.capacities), left, self.sizes)

    def number_of_choices(self, left: Vector) -> int:
        """How many vectors `choices` lists."""
        total = _total(self.capacities)
        found = {total: 1}
        for size, most in zip(self.sizes, left, strict=True):
            after: dict[Vector, int] = {}
            for rest, ways in found.items():
                for number in range(min(most, _most(rest, size)) + 1):
                    lower = _without(rest, size, number)
                    after[lower] = after.get(lower, 0) + ways
            found = after
        return found.get((0,) * len(total), 0)

    def is_feasible(self, chosen: Vector, *, compatible: bool) -> bool:
        """Whether these balls can fill the bins. Raises InconclusiveError beyond BUDGET."""
        return self._problem(chosen, compatible=compatible).has_packing()

    def count(self, chosen: Vector, budget: int, *, compatible: bool) -> int:  # noqa: ARG002 - BUDGET is for placements
        """The number of packings of these balls. Raises InconclusiveError beyond BUDGET."""
        return self._problem(chosen, compatible=compatible).count()

    def packings(self, chosen: Vector, *, compatible: bool) -> Iterator[VectorPacking]:
        """The packings of these balls, the colours those of the level. Raises InconclusiveError beyond BUDGET."""
        return self._problem(chosen, compatible=compatible).packings()

    def _problem(self, chosen: Vector, *, compatible: bool) -> VectorProblem:
        return VectorProblem(self.sizes, chosen, self.capacities, compatible)


def _total(vectors: tuple[Vector, ...]) -> Vector:
    return tuple(map(sum, zip(*vectors, strict=True)))


def _most(rest: Vector, size: Vector) -> int:
    """How many balls of a size that is not zero have room."""
    return min(room // v for room, v in zip(rest, size, strict=True) if v)


def _without(rest: Vector, size: Vector, number: int) -> Vector:
    return tuple(room - number * v for room, v in zip(rest, size, strict=True))


def _choices(total: Vector, most: Vector, sizes: tuple[Vector, ...]) -> Iterator[Vector]:
    """All vectors of numbers at most `most` with Σ number·size = total, lexicographic order descending."""
    behind = [(0,) * len(total)]
    for number, size in zip(reversed(most), reversed(sizes), strict=True):
        behind.append(_without(behind[-1], size, -number))
    behind.reverse()

    def from_place(place: int, rest: Vector) -> Iterator[Vector]:
        if place == len(most):
            yield ()
            return
        for number in range(min(most[place], _most(rest, sizes[place])), -1, -1):
            left = _without(rest, sizes[place], number)
            # as fewer balls of this colour leave more to the others, no smaller number will do
            if any(needed > room for needed, room in zip(left, behind[place + 1], strict=True)):
                return
            yield from ((number, *after) for after in from_place(place + 1, left))

    return from_place(0, total) if all(n <= room for n, room in zip(total, behind[0], strict=True)) else iter(())


class _Search:
    """Colour by colour, the largest balls first; remaining capacities that failed are remembered."""

    def __init__(self, problem: VectorProblem) -> None:
        self._problem = problem
        self._failed: set[tuple[int, tuple[Vector, ...]]] = set()
        self._counts: dict[tuple[int, tuple[Vector, ...]], int] = {}
        self._tried = 0

    @cached_property
    def _order(self) -> list[int]:
        sizes = self._problem.sizes
        return sorted(range(len(sizes)), key=lambda i: (-sum(sizes[i]), i))

    def packings(self) -> Iterator[VectorPacking]:
        empty: tuple[tuple[int, ...], ...] = ((),) * len(self._problem.capacities)
        yield from self._from(0, self._problem.capacities, empty)

    def _from(self, step: int, left: tuple[Vector, ...], bins: tuple[tuple[int, ...], ...]) -> Iterator[VectorPacking]:
        if step == len(self._order):
            yield tuple(tuple(sorted(colours)) for colours in bins)
            return
        key = (step, tuple(sorted(left)))
        if key in self._failed:
            return
        found = False
        colour = self._order[step]
        for numbers, rest in self._placements(colour, left):
            more = tuple((*colours, *[colour] * n) for colours, n in zip(bins, numbers, strict=True))
            for packing in self._from(step + 1, rest, more):
                found = True
                yield packing
        if not found:
            self._failed.add(key)

    def count(self, step: int, left: tuple[Vector, ...]) -> int:
        """The number of packings of the colours from a step on; bins with equal room are alike."""
        if step == len(self._order):
            return 1
        key = (step, tuple(sorted(left)))
        if key not in self._counts:
            placements = self._placements(self._order[step], key[1])
            self._counts[key] = sum(self.count(step + 1, rest) for _, rest in placements)
        return self._counts[key]

    def _placements(self, colour: int, left: tuple[Vector, ...]) -> Iterator[tuple[list[int], tuple[Vector, ...]]]:
        """All ways to put a colour's balls into bins with room: how many in each, and the room left."""
        size, multiplicity = self._problem.sizes[colour], self._problem.multiplicities[colour]
        most = [min((c // v for c, v in zip(room, size, strict=True) if v), default=0) for room in left]
        if self._problem.compatible:
            most = [min(n, 1) for n in most]
        for numbers in _distributions(multiplicity, most):
            self._tried += 1
            if self._tried > BUDGET:
                raise InconclusiveError(
                    f"the packings of the factors are too many to be gone through: over {BUDGET} steps"
                )
            rest = tuple(
                tuple(c - n * v for c, v in zip(room, size, strict=True)) for room, n in zip(left, numbers, strict=True)
            )
            yield numbers, rest


def _distributions(total: int, most: list[int]) -> Iterator[list[int]]:
    """Lists of numbers, at most these, with a sum; the first entries as large as possible first."""
    if not most:
        if total == 0:
            yield []
        return
    rest = sum(most[1:])
    for first in range(min(most[0], total), max(0, total - rest) - 1, -1):
        for others in _distributions(total - first, most[1:]):
            yield [first, *others]
