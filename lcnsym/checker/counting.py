"""How many exact packings there are, by a program that serves lines from a stock and remembers the stock up to order.

A packing is a matrix of integers ≥ 0, a row a colour and a column a bin; compatible ones have entries 0 and 1. Either
the bins are the lines and the colours the stock, or the other way round, whichever promises fewer stocks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import comb, prod

from .limits import Work
from .patterns import Multiplicities

Stock = tuple[tuple[int, int, int], ...]
"""(left, cost, how many): items from which `left` can still be taken, at `cost` a unit; ascending."""


@dataclass(frozen=True)
class Line:
    """Takes units from the items until their cost is exactly `budget`; a unit lessens an item by `step`."""

    budget: int
    step: int


@dataclass(frozen=True)
class Share:
    """What a line takes from a group of equal items: the cost, what is left of the group, and in how many ways."""

    spent: int
    left: Stock
    ways: int


def number_of_packings(roots: Multiplicities, capacities: tuple[int, ...], compatible: bool, work: Work) -> int:
    """The number of exact packings, of compatible ones if only they are asked for.

    Raises:
        GivenUp: the program would need more than the allowed work or memory.
    """
    if roots.degree != sum(capacities) or is_hopeless(roots, capacities, compatible):
        return 0
    balls, bins, by_bins, by_colours = line_up(roots, capacities)
    if _bound(balls) <= _bound(bins):
        return _served(balls, by_bins, compatible, work)
    return _served(bins, by_colours, compatible, work)


def line_up(roots: Multiplicities, capacities: tuple[int, ...]) -> tuple[Stock, Stock, list[Line], list[Line]]:
    """The balls and the bins as a stock, and the bins and the colours as lines, in an order with few dead ends.

    Bins of odd capacity come before the others, which could do without real roots; pairs come before real roots,
    which fit everywhere.
    """
    filled = [capacity for capacity in capacities if capacity]
    by_colours = [Line(m, 2) for m in roots.pairs] + [Line(m, 1) for m in roots.real]
    by_bins = [Line(capacity, 1) for capacity in sorted(filled, key=lambda c: (c % 2 == 0, -c))]
    balls = _stock([(line.budget, line.step) for line in by_colours])
    return balls, _stock([(capacity, 1) for capacity in filled]), by_bins, by_colours


def is_hopeless(roots: Multiplicities, capacities: tuple[int, ...], compatible: bool) -> bool:
    """Whether there is no packing for one of two simple reasons; False says nothing.

    Every bin of odd capacity needs a ball of size 1. Compatible bins: t of them hold at most min(m, t) balls of a
    colour of multiplicity m, so the t largest capacities must not add up to more than that makes for all colours.
    """
    if sum(roots.real) < sum(capacity % 2 for capacity in capacities):
        return True
    if not compatible:
        return False
    largest, needed = sorted(capacities, reverse=True), 0
    sizes = Counter([*roots.real, *roots.pairs, *roots.pairs])
    for t, capacity in enumerate(largest, start=1):
        needed += capacity
        if needed > sum(size * min(m, t) for m, size in sizes.items()):
            return True
    return False


def _stock(items: list[tuple[int, int]]) -> Stock:
    return tuple((left, cost, count) for (left, cost), count in sorted(Counter(items).items()))


def _bound(stock: Stock) -> int:
    """A bound on the number of stocks that can be left: multisets of lesser amounts in every group."""
    return prod(comb(left + count, count) for left, _, count in stock)


def _served(stock: Stock, lines: list[Line], compatible: bool, work: Work) -> int:
    """In how many ways the lines, one after the other, use up the stock."""
    reach = sum(line.step for line in lines)
    stocks = {stock: 1}
    for line in lines:
        reach -= line.step
        shares: dict[tuple[int, int, int], list[Share]] = {}
        following: dict[Stock, int] = {}
        for before, ways in stocks.items():
            for group in before:
                if group not in shares:
                    shares[group] = _shares(group, line, compatible, work)
            for after, choices in _outcomes([shares[group] for group in before], line.budget, work):
                if compatible and any(left > reach for left, _, _ in after):
                    continue
                work.products(1, ways.bit_length(), choices.bit_length())
                following[after] = following.get(after, 0) + ways * choices
                work.room(len(stocks) + len(following), 2000 + 1000 * len(after) + ways.bit_length())
        stocks = following
    return stocks.get((), 0)


def _shares(group: tuple[int, int, int], line: Line, compatible: bool, work: Work) -> list[Share]:
    """All ways to take from a group of equal items, at a cost within the line's budget; cheaper ones first."""
    left, cost, count = group
    most = min(left // line.step, line.budget // cost, 1 if compatible else left)
    found: list[tuple[Share, int]] = [(Share(0, (), 1), count)]
    for units in range(most, 0, -1):
        rest, price = left - units * line.step, units * cost
        extended = []
        for share, free in found:
            for n in range(min(free, (line.budget - share.spent) // price) + 1):
                work.steps(1, 1500 + 80 * min(n, free - n))
                kept = (*share.left, (rest, cost, n)) if n and rest else share.left
                extended.append((Share(share.spent + n * price, kept, share.ways * comb(free, n)), free - n))
            work.room(len(found) + len(extended), 3000 + 1000 * most)
        found = extended
    whole = [
        Share(share.spent, (*share.left, (left, cost, free)) if free else share.left, share.ways)
        for share, free in found
    ]
    return sorted(whole, key=lambda share: share.spent)


def _outcomes(groups: list[list[Share]], budget: int, work: Work) -> Iterator[tuple[Stock, int]]:
    """The stocks that are left when one share a group is taken, at exactly the budget, each with its ways."""
    partial = [Share(0, (), 1)]
    ahead = sum(shares[-1].spent for shares in groups)
    for shares in groups:
        ahead -= shares[-1].spent
        extended = []
        for taken in partial:
            for share in shares:
                spent = taken.spent + share.spent
                if spent > budget:
                    break
                work.steps(1, 1800)
                if spent + ahead >= budget:
                    work.products(1, taken.ways.bit_length(), share.ways.bit_length())
                    extended.append(Share(spent, taken.left + share.left, taken.ways * share.ways))
            work.room(len(partial) + len(extended), 3000)
        partial = extended
    for share in partial:
        work.steps(1, 3000 + 900 * len(share.left))
        yield _merged(share.left), share.ways


def _merged(groups: Stock) -> Stock:
    total: Counter[tuple[int, int]] = Counter()
    for left, cost, count in groups:
        total[left, cost] += count
    return tuple((left, cost, count) for (left, cost), count in sorted(total.items()))
