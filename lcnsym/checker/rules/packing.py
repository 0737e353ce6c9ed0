"""Evidence `packing`: the bins of a compatible packing.

Theorem. Premises: `spelling`, the pattern is written in its only way; `colours`, no bin holds two balls of one colour;
`full`, the sizes of the balls in the bin of layer i add up to k_i − 1, where real roots are balls of size 1 and pairs
of size 2; `multiplicities`, every colour lies in as many bins as its multiplicity says, and no other colour in any.
Conclusion: filters with the pattern have factorizations without double roots.

Proof. Layer i is the product of the linear forms and definite quadratic forms of the colours in its bin, which is of
degree k_i − 1 and has no double root; the layers' product is the filter up to a constant. ∎

How many packings a root pattern has: a packing is a matrix of integers ≥ 0, a row a colour and a column a bin;
compatible ones have entries 0 and 1. They are counted by one of two programs, which are in the format, with the two
reasons why there may be none, under "Counting packings".
"""

from __future__ import annotations

from collections import Counter
from math import comb, prod

from ..claims import Claim, WithPattern
from ..claims.patterns import Multiplicities, require_spelling
from ..kernel.fields import Field
from ..kernel.limits import MAX_DEGREE, Work
from ..kernel.outcome import Malformed, require
from ..kernel.reading import fields, integer, items
from ..kernel.sharing import PAIR, REAL, Line, Stock, number_of_ways, stock_of
from . import enter, number_of_layers


def read_packing(document: object, claim: Claim, _field: Field) -> list[list[int]]:
    """The colours in each bin: i ≥ 1 is the i-th real root, −j the j-th conjugate pair, by ascending multiplicity."""
    _, bins = fields(document, ("kind", "bins"), "evidence")
    entries = items(bins, "evidence.bins", *number_of_layers(claim))
    return [_read_bin(entry, f"bin {i}") for i, entry in enumerate(entries, start=1)]


def _read_bin(document: object, where: str) -> list[int]:
    colours = items(document, where, 0, MAX_DEGREE)
    found = [integer(colour, f"a colour in {where}", -MAX_DEGREE, MAX_DEGREE) for colour in colours]
    if 0 in found:
        raise Malformed(f"{where} has the colour 0; real roots are 1, 2, … and conjugate pairs −1, −2, …")
    return found


def check_packing(bins: list[list[int]], claim: WithPattern, _field: Field) -> None:
    """The premises of the theorem."""
    require_spelling(claim.roots, claim.pattern)
    for i, (colours, capacity) in enumerate(zip(bins, claim.architecture.capacities, strict=True), start=1):
        require("colours", len(set(colours)) == len(colours), f"bin {i} holds two balls of one colour")
        size = sum(1 if colour > 0 else 2 for colour in colours)
        require("full", size == capacity, f"the balls of bin {i} have size {size}, its capacity is {capacity}")
    needed = dict(enumerate(claim.roots.real, start=1)) | {-j: m for j, m in enumerate(claim.roots.pairs, start=1)}
    used = Counter(colour for colours in bins for colour in colours)
    for colour in sorted({*needed, *used}):
        found, m = used[colour], needed.get(colour, 0)
        require("multiplicities", found == m, f"colour {colour} occurs {found} times, its multiplicity is {m}")


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


enter("packing", ("compatible",), read_packing, check_packing)
