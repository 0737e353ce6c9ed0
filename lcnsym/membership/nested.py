"""Packings of every network: the bins of every level, filled with what the levels above leave.

A ball of a level is an irreducible factor of D_S(P), a form in t_j = x_j^{S_j}. It is made of balls of the level below:
the factors of what it is there. Who takes it takes them. So the levels are filled from the largest stride down, and
each leaves some balls to the next. Where no stride matters there is one level. `docs/larger-strides.md` has the proof.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from ..cost import steps_text
from ..errors import InconclusiveError, require_integer
from ..network.levels import Vector

P_co = TypeVar("P_co", covariant=True)
P = TypeVar("P")

MadeOf = tuple[tuple[tuple[int, int], ...], ...]
"""For every colour, (place of a colour, number) of balls of the level below that one ball is made of."""

STEPS_PER_CHOICE = 20
"""What it takes to look at one choice of balls, in steps of about a microsecond."""

SEARCH_BUDGET = 100_000_000
"""Steps that a search for one packing may take."""


class PackedLevel(Protocol[P_co]):
    """The bins of one level and the balls that there are for them and all levels above; P is what a packing is."""

    @property
    def numbers(self) -> Vector:
        """How many balls there are of every colour."""

    @property
    def made_of(self) -> MadeOf:
        """What the balls are made of; empty for the lowest level."""

    def choices(self, left: Vector) -> Iterator[Vector]:
        """The numbers of balls, at most `left`, that have the size of the bins together."""

    def number_of_choices(self, left: Vector) -> int:
        """How many vectors `choices` lists."""

    def is_feasible(self, chosen: Vector, *, compatible: bool) -> bool:
        """Whether these balls can fill the bins."""

    def count(self, chosen: Vector, budget: int, *, compatible: bool) -> int:
        """The number of packings of these balls. Raises InconclusiveError beyond the budget."""

    def packings(self, chosen: Vector, *, compatible: bool) -> Iterator[P_co]:
        """The packings of these balls."""


@dataclass(frozen=True)
class NestedProblem(Generic[P]):
    """Fill the bins of every level, the balls of each made of balls of the level below, so that no ball is left.

    Args:
        levels: the lowest first.
        compatible: whether only the packings count in which no bin holds two balls of one colour.
    """

    levels: tuple[PackedLevel[P], ...]
    compatible: bool = False

    def count(self, budget: int) -> int:
        """The number of packings: over all choices of balls for a level, those of the choice times those below.

        Raises:
            BadInputError: the budget is no positive integer.
            InconclusiveError: it takes more steps than the budget.
        """
        require_integer(budget, "a budget", 1)
        if not self.levels:
            return 1
        return _Count(self, budget).from_level(len(self.levels) - 1, self.levels[-1].numbers)

    def has_packing(self) -> bool:
        """Whether there is one. Raises InconclusiveError beyond SEARCH_BUDGET."""
        return not self.levels or self._succeeds(len(self.levels) - 1, self.levels[-1].numbers, SEARCH_BUDGET)

    def packings(self) -> Iterator[tuple[P, ...]]:
        """All packings, one for each level, the lowest first, as they are found.

        The order: by what the highest level takes, numbers of its colours in descending lexicographic order; by how it
        takes it, in the order of the packings of one level; and so on for the levels below.
        """
        if not self.levels:
            return iter([()])
        return self._from(len(self.levels) - 1, self.levels[-1].numbers)

    def _from(self, j: int, left: Vector) -> Iterator[tuple[P, ...]]:
        for chosen in self.choices(j, left):
            below = self.left_below(j, left, chosen)
            if j and not self._succeeds(j - 1, below, None):
                continue
            for here in self.levels[j].packings(chosen, compatible=self.compatible):
                if j == 0:
                    yield (here,)
                else:
                    yield from ((*rest, here) for rest in self._from(j - 1, below))

    def choices(self, j: int, left: Vector) -> Iterator[Vector]:
        """What the level at an index may take of the balls that are left for it, so that its bins can be filled."""
        level = self.levels[j]
        # the lowest level takes all that is left
        for chosen in level.choices(left) if j else [left]:
            if level.is_feasible(chosen, compatible=self.compatible):
                yield chosen

    def number_of_choices(self, j: int, left: Vector) -> int:
        """How many vectors `choices` looks at."""
        return self.levels[j].number_of_choices(left) if j else 1

    def left_below(self, j: int, left: Vector, chosen: Vector) -> Vector:
        """What is left for the level below: its balls without those that the ones used here and above are made of."""
        if j == 0:
            return ()
        numbers = list(self.levels[j - 1].numbers)
        for here, before, took, parts in zip(self.levels[j].numbers, left, chosen, self.levels[j].made_of, strict=True):
            for place, number in parts:
                numbers[place] -= (here - before + took) * number
        return tuple(numbers)

    def _succeeds(self, j: int, left: Vector, budget: int | None) -> bool:
        if (j, left) not in self._known:
            if budget is not None:
                require_steps(STEPS_PER_CHOICE * self.number_of_choices(j, left), budget, "finding a packing")
            self._known[j, left] = any(
                j == 0 or self._succeeds(j - 1, self.left_below(j, left, chosen), budget)
                for chosen in self.choices(j, left)
            )
        return self._known[j, left]

    @cached_property
    def _known(self) -> dict[tuple[int, Vector], bool]:
        return {}


class _Count(Generic[P]):
    """A count within a budget."""

    def __init__(self, problem: NestedProblem[P], budget: int) -> None:
        self._problem = problem
        self._budget = budget
        self._steps = 0
        self._known: dict[tuple[int, Vector], int] = {}

    def from_level(self, j: int, left: Vector) -> int:
        """The number of packings of a level and those below, given what is left for them."""
        if (j, left) not in self._known:
            self._steps += STEPS_PER_CHOICE * self._problem.number_of_choices(j, left)
            require_steps(self._steps, self._budget, "counting these packings")
            self._known[j, left] = self._over_choices(j, left) if j else self._here(0, left)
        return self._known[j, left]

    def _over_choices(self, j: int, left: Vector) -> int:
        return sum(self._of(j, left, chosen) for chosen in self._problem.choices(j, left))

    def _of(self, j: int, left: Vector, chosen: Vector) -> int:
        below = self.from_level(j - 1, self._problem.left_below(j, left, chosen))
        return below and below * self._here(j, chosen)

    def _here(self, j: int, chosen: Vector) -> int:
        return self._problem.levels[j].count(chosen, self._budget, compatible=self._problem.compatible)


def require_steps(steps: int, budget: int, what: str) -> None:
    """Refuse what takes too many steps. Raises InconclusiveError."""
    if steps > budget:
        raise InconclusiveError(f"{what} takes at least {steps_text(steps)} steps, the budget is {budget}")
