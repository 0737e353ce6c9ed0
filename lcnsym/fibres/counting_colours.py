"""Counting packings colour by colour: bins with equal remaining capacity are alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import factorial

from .balls import Balls, Bins
from .classes import Draw, Family, family, run
from .counting_bins import ascending


@dataclass(frozen=True)
class ColourProgram:
    """The program over colours: pairs first, then the other colours with the most balls first.

    A state is the multiset of remaining capacities. Colours with a single ball of size 1 are not placed one by one:
    c of them fill capacities r_1, r_2, … in c!/(r_1!·r_2!⋯) ways.

    Args:
        balls, bins, compatible: as in PackingProblem.
    """

    balls: Balls
    bins: Bins
    compatible: bool

    @cached_property
    def family(self) -> Family:
        """Where the digits of the remaining capacities stand in a state."""
        return family(ascending(self.bins.capacities))

    def initial(self) -> int:
        """The state before the first colour."""
        return self.family.state(ascending(self.bins.capacities))

    def order(self) -> list[tuple[int, int]]:
        """(size, number of balls) of the colours in the order in which they are placed."""
        double = ((2, m) for m in sorted(self.balls.double, reverse=True))
        return [*double, *((1, m) for m in sorted(self.balls.single, reverse=True))]

    def draws(self, *, lone: bool = False) -> Iterator[Draw]:
        """One draw for each colour, without those of one ball of size 1 unless `lone`."""
        left = 2 * len(self.balls.double) + len(self.balls.single)
        for size, number in self.order():
            left -= size
            if lone or (size, number) != (1, 1):
                yield Draw(number, (self.family,), size, left if self.compatible else None)

    def count(self) -> int:
        """The number of packings."""
        states = run(self.draws(), {self.initial(): 1})
        lone = factorial(self.balls.single.count(1))
        return sum(ways * lone // self._factorials(state) for state, ways in states.items())

    def _factorials(self, state: int) -> int:
        result = 1
        for capacity in self.family.numbers(state):
            result *= factorial(capacity)
        return result
