"""Counting the packings of all root patterns of a degree together.

The colours of size 1 of all patterns are placed by one program over colours, as in `counting_colours`. Its value for
a state, the multiset of remaining capacities, is not one number of ways but one for each partition λ of the capacity
used so far: an integer with a field of the same width for every λ. With the partitions in order of their largest part,
those with parts ≤ m are the lowest fields, so that the numbers for all λ with the largest part m come from one draw of
m balls: from the lowest fields of the states with m less capacity used.

The rest of each bin is filled by balls of size 2, hence even, and κ = rest/2 is filled by balls of size 1. With D_γ(κ)
the number of ways to do so, and F_λ(2κ) the fields above, a pattern has Σ_κ F_λ(2κ)·D_γ(κ) packings.

No field overflows: what it holds counts beginnings of distributions of n different balls into the bins, and there are
no more of these than distributions, n!/Π capacity!.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import factorial, prod

from ..algebra.partitions import Partition, partitions
from .balls import Bins
from .classes import Draw, Family, drawn, family
from .counting_bins import ascending


@dataclass(frozen=True)
class PatternProgram:
    """The numbers of packings of all patterns whose degree is the bins' capacity.

    Args:
        bins: what is filled.
        compatible: whether only the packings count in which no bin holds two balls of one colour.
    """

    bins: Bins
    compatible: bool

    @cached_property
    def family(self) -> Family:
        """Where the digits of the remaining capacities stand in a state."""
        return family(ascending(self.bins.capacities))

    @cached_property
    def width(self) -> int:
        """The bytes of a field."""
        most = factorial(self.bins.capacity) // prod(map(factorial, self.bins.capacities))
        return (most.bit_length() + 7) // 8

    @cached_property
    def fields(self) -> list[list[int]]:
        """fields[t][m]: how many partitions of t have parts ≤ m, for m = 0, …, t."""
        found: list[list[int]] = [[1]]
        for total in range(1, self.bins.capacity + 1):
            row = [0]
            for m in range(1, total + 1):
                row.append(row[-1] + found[total - m][min(m, total - m)])
            found.append(row)
        return found

    def tables(self, pairs: int) -> dict[Partition, bytes]:
        """For every partition γ of a number of pairs, ascending, the fields of all λ in the order of `partitions`."""
        real = self._real[self.bins.capacity - 2 * pairs]
        rests = [(state, self._halved(state)) for state in real]
        filled = [(real[state], self._filled(half, pairs)) for state, half in rests if half is not None]
        size = self.width * self.fields[self.bins.capacity - 2 * pairs][-1]
        result: dict[Partition, bytes] = {}
        for j, gamma in enumerate(partitions(pairs)):
            ways = ((fields, self._field(doubles, j)) for fields, doubles in filled)
            result[gamma[::-1]] = sum(fields * number for fields, number in ways if number).to_bytes(size, "little")
        return result

    def _field(self, fields: int, index: int) -> int:
        return fields >> 8 * self.width * index & ((1 << 8 * self.width) - 1)

    @cached_property
    def _real(self) -> list[dict[int, int]]:
        """For t = 0, 1, … the fields of every state, after balls of size 1 have filled t."""
        initial = self.family.state(ascending(self.bins.capacities))
        tables = [{initial: 1}]
        for total in range(1, self.bins.capacity + 1):
            table: dict[int, int] = {}
            for m in range(1, total + 1):
                shift = 8 * self.width * self.fields[total][m - 1]
                for state, fields in self._placed(tables[total - m], total - m, m).items():
                    table[state] = table.get(state, 0) + (fields << shift)
            tables.append(table)
        return tables

    def _placed(self, table: dict[int, int], total: int, m: int) -> dict[int, int]:
        """The states after a colour of m balls, for the partitions of `total` with parts ≤ m."""
        if self.compatible and m > len(self.bins.capacities):
            return {}
        mask = (1 << 8 * self.width * self.fields[total][min(m, total)]) - 1
        lowest = {state: fields & mask for state, fields in table.items()}
        return self._drawn(m, {state: fields for state, fields in lowest.items() if fields})

    def _drawn(self, m: int, states: dict[int, int]) -> dict[int, int]:
        """The states after a draw of m balls."""
        return drawn(self._draws[m], states)[0]

    @cached_property
    def _draws(self) -> list[Draw]:
        # a limit says that no bin takes two balls; this one asks nothing else
        limit = self.bins.capacity if self.compatible else None
        return [Draw(m, (self.family,), limit=limit) for m in range(self.bins.capacity + 1)]

    def _halved(self, state: int) -> int | None:
        """The state with all capacities halved; None: some are odd."""
        numbers = self.family.numbers(state)
        return None if any(c % 2 for c in numbers) else self.family.state(c // 2 for c in numbers)

    @cached_property
    def _known(self) -> dict[int, int]:
        return {0: 1}

    def _filled(self, state: int, total: int) -> int:
        """For all partitions of the state's total capacity, in how many ways colours with this many balls fill it."""
        if state not in self._known:
            result = 0
            for m in range(1, total + 1):
                mask = (1 << 8 * self.width * self.fields[total - m][min(m, total - m)]) - 1
                after = self._drawn(m, {state: 1})
                ways = sum(number * (self._filled(rest, total - m) & mask) for rest, number in after.items())
                result += ways << 8 * self.width * self.fields[total][m - 1]
            self._known[state] = result
        return self._known[state]
