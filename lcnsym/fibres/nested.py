"""Packings for larger strides: the bins of every level, filled with what the levels above leave.

A ball of a level, a root t, is also made of balls of the level below, the roots x with x^r = t: who takes it takes
them. So the levels are filled from the largest stride down, and each leaves some balls to the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..errors import InconclusiveError
from .balls import Balls, Bins
from .counting_packings import BUDGET, require_budget, written
from .feasibility import is_feasible
from .packing import Packing
from .problem import PackingProblem

Vector = tuple[int, ...]

STEPS_PER_CHOICE = 20
"""What it takes to look at one choice of balls, in steps of about a microsecond."""


@dataclass(frozen=True)
class NestedLevel:
    """The bins of one level and the balls that there are for them and all levels above.

    Args:
        balls: what the roots of D_S(P) are.
        bins: one for each layer of the level.
        made_of: for every colour, in canonical order, (place of a colour, number) of balls of the level below that
            one ball is made of; for the lowest level empty.
    """

    balls: Balls
    bins: Bins
    made_of: tuple[tuple[tuple[int, int], ...], ...] = ()

    @property
    def numbers(self) -> Vector:
        """How many balls there are of every colour, in canonical order."""
        return self.balls.double + self.balls.single

    @property
    def sizes(self) -> Vector:
        """The size of every colour's balls, in canonical order."""
        return (2,) * len(self.balls.double) + (1,) * len(self.balls.single)


@dataclass(frozen=True)
class NestedProblem:
    """Fill the bins of every level, the balls of each made of balls of the level below, so that no ball is left.

    Args:
        levels: the lowest first.
        compatible: whether only the packings count in which no bin holds two balls of one colour.
    """

    levels: tuple[NestedLevel, ...]
    compatible: bool = False

    def count(self, budget: int = BUDGET) -> int:
        """The number of packings: over all choices of balls for a level, those of the choice times those below.

        Raises:
            InconclusiveError: it takes more steps than the budget.
        """
        require_budget(budget)
        if not self.levels:
            return 1
        return _Count(self, budget).from_level(len(self.levels) - 1, self.levels[-1].numbers)

    def packings(self) -> Iterator[tuple[Packing, ...]]:
        """All packings, one for each level, the lowest first, as they are found.

        The order: by what the highest level takes, numbers of the colours −1, −2, …, 1, 2, … in descending
        lexicographic order; by how it takes it, as in `PackingProblem.packings`; and so on for the levels below.
        """
        if not self.levels:
            return iter([()])
        return self._from(len(self.levels) - 1, self.levels[-1].numbers)

    def _from(self, j: int, left: Vector) -> Iterator[tuple[Packing, ...]]:
        for chosen in self.choices(j, left):
            below = self.left_below(j, left, chosen)
            if j and not self._succeeds(j - 1, below):
                continue
            for packing in self.problem(j, chosen).packings():
                here = self._spread(j, chosen, packing)
                if j == 0:
                    yield (here,)
                else:
                    yield from ((*rest, here) for rest in self._from(j - 1, below))

    def choices(self, j: int, left: Vector) -> Iterator[Vector]:
        """What the level at an index may take of the balls that are left for it, so that its bins can be filled."""
        level = self.levels[j]
        # the lowest level takes all that is left
        for chosen in _vectors(level.bins.capacity, left, level.sizes) if j else [left]:
            problem = self.problem(j, chosen)
            if is_feasible(problem.balls, problem.bins, compatible=self.compatible):
                yield chosen

    def number_of_choices(self, j: int, left: Vector) -> int:
        """How many vectors `choices` looks at."""
        return _number_of_vectors(self.levels[j].bins.capacity, left, self.levels[j].sizes) if j else 1

    def problem(self, j: int, chosen: Vector) -> PackingProblem:
        """The packings of chosen balls into the bins of the level at an index; colours without balls are left out."""
        pairs = len(self.levels[j].balls.double)
        double = tuple(number for number in chosen[:pairs] if number)
        single = tuple(number for number in chosen[pairs:] if number)
        return PackingProblem(Balls(single, double), self.levels[j].bins, compatible=self.compatible)

    def left_below(self, j: int, left: Vector, chosen: Vector) -> Vector:
        """What is left for the level below: its balls without those that the ones used here and above are made of."""
        if j == 0:
            return ()
        numbers = list(self.levels[j - 1].numbers)
        for here, before, took, parts in zip(self.levels[j].numbers, left, chosen, self.levels[j].made_of, strict=True):
            for place, number in parts:
                numbers[place] -= (here - before + took) * number
        return tuple(numbers)

    def _spread(self, j: int, chosen: Vector, packing: Packing) -> Packing:
        """The packing with rows of zeros for the colours of which nothing was chosen."""
        if all(chosen):
            return packing
        rows = iter(packing.placements)
        empty = (0,) * packing.layers
        placements = tuple(next(rows) if number else empty for number in chosen)
        return Packing(placements, len(self.levels[j].balls.double), packing.layers)

    def _succeeds(self, j: int, left: Vector) -> bool:
        if (j, left) not in self._known:
            self._known[j, left] = any(
                j == 0 or self._succeeds(j - 1, self.left_below(j, left, chosen)) for chosen in self.choices(j, left)
            )
        return self._known[j, left]

    @cached_property
    def _known(self) -> dict[tuple[int, Vector], bool]:
        return {}


class _Count:
    """A count within a budget."""

    def __init__(self, problem: NestedProblem, budget: int) -> None:
        self._problem = problem
        self._budget = budget
        self._steps = 0
        self._known: dict[tuple[int, Vector], int] = {}

    def from_level(self, j: int, left: Vector) -> int:
        """The number of packings of a level and those below, given what is left for them."""
        if (j, left) not in self._known:
            self._steps += STEPS_PER_CHOICE * self._problem.number_of_choices(j, left)
            if self._steps > self._budget:
                told = f"counting these packings takes at least {written(self._steps)} steps"
                raise InconclusiveError(f"{told}, the budget is {self._budget}")
            self._known[j, left] = sum(self._of(j, left, chosen) for chosen in self._problem.choices(j, left))
        return self._known[j, left]

    def _of(self, j: int, left: Vector, chosen: Vector) -> int:
        below = self.from_level(j - 1, self._problem.left_below(j, left, chosen)) if j else 1
        return below and below * self._problem.problem(j, chosen).count(self._budget)


def _vectors(total: int, most: Vector, sizes: Vector) -> Iterator[Vector]:
    """All vectors v ≤ most with Σ sizes·v = total, in descending lexicographic order."""
    room = [0]
    for number, size in zip(reversed(most), reversed(sizes), strict=True):
        room.append(room[-1] + number * size)
    room.reverse()

    def from_place(place: int, rest: int) -> Iterator[Vector]:
        if place == len(most):
            if rest == 0:
                yield ()
            return
        for number in range(min(most[place], rest // sizes[place]), -1, -1):
            left = rest - number * sizes[place]
            if left > room[place + 1]:
                return
            yield from ((number, *after) for after in from_place(place + 1, left))

    return from_place(0, total)


def _number_of_vectors(total: int, most: Vector, sizes: Vector) -> int:
    """How many vectors `_vectors` lists."""
    found = [1] + [0] * total
    for number, size in zip(most, sizes, strict=True):
        for t in range(size, total + 1):
            found[t] += found[t - size]
        beyond = size * (number + 1)
        for t in range(total, beyond - 1, -1):
            found[t] -= found[t - beyond]
    return found[total]
