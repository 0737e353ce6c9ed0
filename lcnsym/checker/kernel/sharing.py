"""Sharing out: whether, and in how many ways, pieces can be put into bins; for packings, strides and several axes.

The program serves lines from a stock, one after the other, and remembers the stock that is left up to order. Either the
bins are the lines and the pieces the stock, or the other way round; every way is met exactly once, as the sequence of
what the lines take. Items of a stock that are equal have the same future, so n of g of them are chosen in C(g, n) ways.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import comb
from typing import TypeAlias

from .limits import Work

REAL, PAIR = 1, 2
"""Kinds of items: a unit of a pair of conjugate roots costs 2, of all others 1; there may be more kinds."""

Vector: TypeAlias = tuple[int, ...]
Group: TypeAlias = tuple[Vector, int, int]
"""(left, kind, how many): equal items from which `left` can still be taken, a number for every axis."""
Stock: TypeAlias = tuple[Group, ...]
"""Groups in ascending order, none of which is used up."""


@dataclass(frozen=True)
class Line:
    """Takes units from the items until their cost is exactly `budget`.

    A unit lessens an item by `step`; from one item no more than `most` for its kind are taken.
    """

    budget: int
    step: Vector
    most: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Share:
    """What a line takes from a group of equal items: the cost, what is left of the group, and in how many ways."""

    spent: int
    left: Stock
    ways: int


def stock_of(items: Iterable[tuple[Vector, int]]) -> Stock:
    """Items by what can be taken from them and their kinds."""
    counted = Counter(item for item in items if any(item[0]))
    return tuple((left, kind, count) for (left, kind), count in sorted(counted.items()))


def number_of_ways(stock: Stock, lines: Sequence[Line], work: Work) -> int:
    """In how many ways the lines use up the stock.

    Raises:
        GivenUp: the program would need more than the allowed work or memory.
    """
    stocks = {stock: 1}
    for i, line in enumerate(lines):
        # where what is taken from an item is limited, more than the later lines can take must not be left
        reach = sum(max(later.most.values()) * later.step[0] for later in lines[i + 1 :]) if line.most else None
        stocks = served(stocks, line, work, reach)
    return stocks.get((), 0)


def served(stocks: Mapping[Stock, int], line: Line, work: Work, reach: int | None = None) -> dict[Stock, int]:
    """The stocks that one line can leave, each with its number of ways; none with more left of an item than `reach`."""
    shares: dict[Group, list[Share]] = {}
    following: dict[Stock, int] = {}
    for before, ways in stocks.items():
        for group in before:
            if group not in shares:
                shares[group] = _shares(group, line, work)
        for after, choices in _outcomes([shares[group] for group in before], line.budget, work):
            if reach is not None and any(left[0] > reach for left, _, _ in after):
                continue
            work.products(1, ways.bit_length(), choices.bit_length())
            following[after] = following.get(after, 0) + ways * choices
            work.room(len(stocks) + len(following), 2000 + 1000 * len(after) + ways.bit_length())
    return following


def _shares(group: Group, line: Line, work: Work) -> list[Share]:
    """All ways to take from a group of equal items, at a cost within the line's budget; cheaper ones first."""
    left, kind, count = group
    cost = 2 if kind == PAIR else 1
    taken = min(c // v for c, v in zip(left, line.step, strict=True) if v)
    most = min(taken, line.budget // cost, line.most.get(kind, taken))
    open_: list[tuple[Share, int]] = [(Share(0, (), 1), count)]
    found: list[tuple[Share, int]] = []
    for units in range(most, 0, -1):
        rest, price = tuple(c - units * v for c, v in zip(left, line.step, strict=True)), units * cost
        extended: list[tuple[Share, int]] = []
        for share, free in open_:
            for n in range(min(free, (line.budget - share.spent) // price) + 1):
                work.steps(1, 1500 + 80 * min(n, free - n))
                kept = (*share.left, (rest, kind, n)) if n and any(rest) else share.left
                more = Share(share.spent + n * price, kept, share.ways * comb(free, n))
                (extended if free > n else found).append((more, free - n))
            work.room(len(found) + len(extended), 3000 + 1000 * most)
        open_ = extended
    whole = [
        Share(share.spent, (*share.left, (left, kind, free)) if free else share.left, share.ways)
        for share, free in found + open_
    ]
    return sorted(whole, key=lambda share: share.spent)


def _outcomes(groups: list[list[Share]], budget: int, work: Work) -> Iterator[tuple[Stock, int]]:
    """The stocks that are left when one share a group is taken, at exactly the budget, each with its ways."""
    partial = [Share(0, (), 1)]
    ahead = sum(shares[-1].spent for shares in groups)
    for shares in groups:
        ahead -= shares[-1].spent
        costs, extended = [share.spent for share in shares], []
        for taken in partial:
            rest = budget - taken.spent
            for share in shares[bisect_left(costs, rest - ahead) : bisect_right(costs, rest)]:
                work.steps(1, 1800)
                work.products(1, taken.ways.bit_length(), share.ways.bit_length())
                extended.append(Share(taken.spent + share.spent, taken.left + share.left, taken.ways * share.ways))
            work.room(len(partial) + len(extended), 3000)
        partial = extended
    for share in partial:
        if share.spent == budget:
            work.steps(1, 3000 + 900 * len(share.left))
            yield _merged(share.left), share.ways


def _merged(groups: Stock) -> Stock:
    found: list[Group] = []
    for left, kind, count in sorted(groups):
        more = found.pop()[2] if found and found[-1][:2] == (left, kind) else 0
        found.append((left, kind, count + more))
    return tuple(found)
