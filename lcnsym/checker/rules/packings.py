"""How many packings a root pattern has, by one of two programs.

Theorem. A packing is a matrix of integers ≥ 0, a row a colour and a column a bin; compatible ones have entries 0 and 1.
Both programs, and the two reasons why there may be none, are in the format, under "Counting packings".
"""

from __future__ import annotations

from collections import Counter
from math import comb, prod

from ..claims.patterns import Multiplicities
from ..kernel.limits import Work
from ..kernel.sharing import PAIR, REAL, Line, Stock, number_of_ways, stock_of


def number_of_packings(roots: Multiplicities, capacities: tuple[int, ...], compatible: bool, work: Work) -> int:
    """The number of exact packings; of compatible ones, whose entries are 0 and 1, if only they are asked for."""
    if roots.degree != sum(capacities) or is_hopeless(roots, capacities, compatible):
        return 0
    balls, bins, by_bins, by_colours = line_up(roots, capacities, compatible)
    if _bound(balls) <= _bound(bins):
        return number_of_ways(balls, by_bins, work)
    return number_of_ways(bins, by_colours, work)


def line_up(
    roots: Multiplicities, capacities: tuple[int, ...], compatible: bool
) -> tuple[Stock, Stock, list[Line], list[Line]]:
    """The balls and the bins as a stock, and the bins and the colours as lines, in an order with few dead ends.

    Bins of odd capacity come before the others, which could do without real roots; pairs come before real roots,
    which fit everywhere.
    """
    most = {REAL: 1, PAIR: 1} if compatible else {}
    filled = [capacity for capacity in capacities if capacity]
    colours = [(m, PAIR) for m in roots.pairs] + [(m, REAL) for m in roots.real]
    by_bins = [Line(capacity, (1,), most) for capacity in sorted(filled, key=lambda c: (c % 2 == 0, -c))]
    by_colours = [Line(m, (kind,), most) for m, kind in colours]
    balls = stock_of(((m,), kind) for m, kind in colours)
    return balls, stock_of(((capacity,), REAL) for capacity in filled), by_bins, by_colours


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


def _bound(stock: Stock) -> int:
    """A bound on the number of stocks that can be left: multisets of lesser amounts in every group."""
    return prod(comb(left + count, count) for (left,), _, count in stock)
