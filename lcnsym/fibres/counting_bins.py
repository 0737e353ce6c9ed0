"""Counting packings bin by bin: colours with equal remaining multiplicity are alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import comb, factorial, prod

from .balls import Balls, Bins
from .classes import Draw, Family, Layers, drawn, family
from .power_sums import Ring, packed


@dataclass(frozen=True)
class BinProgram:
    """The program over bins; colours of small multiplicity are handled together through power sums.

    A state is the multiset of the other colours' remaining multiplicities, for both sizes of balls, and a monomial in
    the power sums used so far. Its value is the number of ways, a polynomial in one power sum packed into an integer.

    Args:
        balls, bins, compatible: as in PackingProblem.
        single, double: the largest multiplicities, of balls of size 1 and 2, that power sums handle; 0: none.
    """

    balls: Balls
    bins: Bins
    compatible: bool
    single: int = 0
    double: int = 0

    @cached_property
    def ring(self) -> Ring:
        """The power sums of the colours of small multiplicity."""
        small = tuple(m for m in self.balls.single if m <= self.single)
        return Ring(small, tuple(m for m in self.balls.double if m <= self.double), self.compatible)

    @property
    def large(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The other colours' multiplicities."""
        return (
            tuple(m for m in self.balls.single if m > self.single),
            tuple(m for m in self.balls.double if m > self.double),
        )

    @cached_property
    def families(self) -> tuple[Family, Family]:
        """Where the other colours' digits stand in a state, above those of the power sums."""
        singles = family(self.large[0], self.ring.end)
        return singles, family(self.large[1], singles.end, weight=2)

    def initial(self) -> int:
        """The state before the first bin."""
        return sum(kind.state(members) for kind, members in zip(self.families, self.large, strict=True))

    def draws(self) -> Iterator[Draw]:
        """One draw for each bin that is not empty, small ones first, so that states become many only late."""
        capacities = ascending(self.bins.capacities)
        for i, capacity in enumerate(capacities):
            limit = len(capacities) - 1 - i if self.compatible else None
            yield Draw(capacity, self.families, limit=limit)

    def count(self) -> int:
        """The number of packings."""
        states, tables, left = {self.initial(): 1}, self._tables(), self.bins.capacity
        for draw in self.draws():
            left -= draw.amount
            layers = [self._alive(layer, left) for layer in drawn(draw, states)]
            states = self._filled(layers, tables[draw.amount])
        return self._evaluated(states)

    def _alive(self, layer: dict[int, int], left: int) -> dict[int, int]:
        """The states whose remaining balls of the other colours still fit into the remaining bins."""
        sizes = self._sizes
        for state in layer:
            others = state >> self.ring.end
            if others not in sizes:
                numbers = (sum(kind.numbers(state)) * kind.weight for kind in self.families)
                sizes[others] = sum(numbers)
        return {state: ways for state, ways in layer.items() if sizes[state >> self.ring.end] <= left}

    @cached_property
    def _sizes(self) -> dict[int, int]:
        return {}

    def _filled(self, layers: Layers, tables: list[dict[int, int]]) -> dict[int, int]:
        """The states after the rest of the bin is filled by colours of small multiplicity."""
        if not self.ring.degree:
            return layers[0]
        bias, guards = self.ring.guards
        packed = (1 << self._width * self.ring.slots) - 1
        result: dict[int, int] = {}
        for layer, terms in zip(layers, tables, strict=True):
            for state, ways in layer.items():
                for delta, polynomial in terms.items():
                    target = state + delta
                    if not (target + bias) & guards:
                        result[target] = result.get(target, 0) + ways * polynomial
        return {state: ways & packed for state, ways in result.items()}

    @cached_property
    def _terms(self) -> dict[int, list[dict[int, int]]]:
        """For every capacity, what the power sums fill of each room that the other colours may leave."""
        small = not any(self.large)
        return {
            c: [{} if small and room < c else self.ring.bin_terms(c, room) for room in range(c + 1)]
            for c in set(self.bins.capacities)
        }

    @cached_property
    def _width(self) -> int:
        """Bits for one coefficient: what all coefficients add up to after the last bin needs no more."""
        members = sum(map(len, self.large))
        bound = 1
        for c in self.bins.capacities:
            filled = (sum(terms.values()) for terms in reversed(self._terms[c]))
            bound *= sum(comb(members + used, used) * number for used, number in enumerate(filled))
        return bound.bit_length() + 1

    def _tables(self) -> dict[int, list[dict[int, int]]]:
        """The same with the coefficients of the packed variable in one integer."""
        digit, width = self.ring.packed, self._width
        return {c: [packed(terms, digit, width) for terms in rooms] for c, rooms in self._terms.items()}

    def _evaluated(self, states: dict[int, int]) -> int:
        """The sum over the monomials that are left when every bin is full and no other colour has balls left."""
        digit, mask = self.ring.packed, (1 << self._width) - 1
        terms, denominator = self.ring.colours()
        total = 0
        for rest, polynomial in terms.items():
            if not (ways := states.get(rest, 0)):
                continue
            for exponent, coefficient in enumerate(self.ring.fields(polynomial)):
                number = ways >> self._width * exponent & mask
                if number and coefficient:
                    total += coefficient * number * self.ring.evaluated(rest << digit | exponent)
        return total // (denominator * self._scale())

    def _scale(self) -> int:
        return prod(map(factorial, self.bins.capacities)) if self.ring.degree else 1


def ascending(numbers: Sequence[int]) -> list[int]:
    """The positive ones among the numbers, in ascending order."""
    return sorted(number for number in numbers if number)
