"""Multisets of small integers as single integers, and the draws that lower their entries.

A packing is a matrix: colours against bins. Counting matrices row by row, the bins with equal remaining capacity are
alike; counting them column by column, the colours with equal remaining multiplicity are. Both ways, a state is a
multiset of remaining numbers, and a step, here a draw, takes a given amount from the members of the multiset.

A state is one integer, with a digit for each remaining number v ≥ 1: how many members have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from math import comb
from operator import or_

Layers = list[dict[int, int]]
"""Layers[room][state] = number of ways to be in the state when the current draw still has to take `room`."""


@dataclass(frozen=True, slots=True)
class Family:
    """Members of one kind: where their digits stand, and how much room one unit of theirs takes in a draw."""

    largest: int
    digit: int
    offset: int
    weight: int = 1

    @property
    def end(self) -> int:
        """The first bit after the digits."""
        return self.offset + self.digit * self.largest

    @property
    def mask(self) -> int:
        """The largest digit."""
        return (1 << self.digit) - 1

    def shift(self, number: int) -> int:
        """Where the digit of the members with this remaining number begins; members with 0 have no digit."""
        return self.offset + self.digit * (number - 1)

    def one(self, number: int) -> int:
        """The state of a single member with this remaining number."""
        return 1 << self.shift(number) if number else 0

    def state(self, numbers: Iterable[int]) -> int:
        """The state of these members."""
        return sum(map(self.one, numbers))

    def numbers(self, state: int) -> list[int]:
        """The remaining numbers of a state's members without the zeros, ascending."""
        digits = ((v, state >> self.shift(v) & self.mask) for v in range(1, self.largest + 1))
        return [v for v, n in digits for _ in range(n)]


def family(members: Sequence[int], offset: int = 0, weight: int = 1) -> Family:
    """The family of these members, with digits from the bit `offset` on."""
    return Family(max(members, default=0), len(members).bit_length(), offset, weight)


@dataclass(frozen=True, slots=True)
class Pass:
    """A part of a draw: some of the `number` members with `source` left go down together, each taking `cost` of room.

    forced: all of them must, since members that stay could never be used up afterwards.
    """

    family: Family
    source: int
    target: int
    cost: int
    forced: bool

    @property
    def delta(self) -> int:
        """The change of the state for each member that goes down."""
        return self.family.one(self.target) - self.family.one(self.source)


@dataclass(frozen=True, slots=True)
class Draw:
    """Take `amount` from the members; `step` is what one unit takes from a member's remaining number.

    limit: no member may have more than this left afterwards; with it a member gives one unit at most. None: no limits.
    """

    amount: int
    families: tuple[Family, ...]
    step: int = 1
    limit: int | None = None

    def passes(self, states: Iterable[int]) -> list[Pass]:
        """The parts of the draw from these states, in an order in which a member that went down is not met again."""
        # members only go down to smaller numbers, whose passes are over: no others than those that occur will
        occurring = reduce(or_, states, 0)
        return [found for kind in self.families for found in self._of(kind, occurring)]

    def _of(self, kind: Family, occurring: int) -> Iterator[Pass]:
        for source in range(1, kind.largest + 1):
            if not occurring >> kind.shift(source) & kind.mask:
                continue
            units = min(source // self.step, self.amount // kind.weight)
            if self.limit is not None and source > self.limit:
                # without a unit to take, the pass takes more than there is room for, and so drops the state
                cost, target = (kind.weight, source - self.step) if units else (self.amount + 1, source)
                yield Pass(kind, source, target, cost, True)
                continue
            for t in range(1, min(units, 1 if self.limit is not None else units) + 1):
                yield Pass(kind, source, source - t * self.step, t * kind.weight, False)


def apply(part: Pass, layers: Layers) -> None:
    """Do one part of a draw, in place."""
    shift, mask, delta, cost = part.family.shift(part.source), part.family.mask, part.delta, part.cost
    # rooms ascend, and members only go down into smaller rooms, so that no state is met after it was made
    for room, layer in enumerate(layers):
        if not layer or (room < cost and not part.forced):
            continue
        for state, ways in [entry for entry in layer.items() if entry[0] >> shift & mask]:
            number = state >> shift & mask
            most = room // cost
            if part.forced:
                del layer[state]
                least, most = (number, number) if number <= most else (1, 0)
            else:
                least, most = 1, min(number, most)
            choices = _binomials(number)
            for j in range(least, most + 1):
                target, lower = state + j * delta, layers[room - j * cost]
                lower[target] = lower.get(target, 0) + ways * choices[j]


@lru_cache(maxsize=4096)
def _binomials(n: int) -> tuple[int, ...]:
    return tuple(comb(n, j) for j in range(n + 1))


def start(draw: Draw, states: dict[int, int]) -> Layers:
    """The layers before a draw."""
    return [*({} for _ in range(draw.amount)), states]


def drawn(draw: Draw, states: dict[int, int]) -> Layers:
    """The layers after a draw; those with room left are for others to fill."""
    layers = start(draw, states)
    for part in draw.passes(states):
        apply(part, layers)
    return layers


def run(draws: Iterable[Draw], states: dict[int, int]) -> dict[int, int]:
    """The states after the draws, each of which takes all of its amount."""
    for draw in draws:
        states = drawn(draw, states)[0]
    return states
