"""How much work the counting programs would be, before they start.

The unit is a step of about a microsecond. States between two draws are counted as multisets below the initial one, by
their total, and as monomials within their bounds: a program makes no more of them, and fewer if packings must be
compatible. The steps for one state are averages that were fitted to measurements.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from math import lgamma, log, log2

from .classes import Draw
from .counting_bins import BinProgram, ascending
from .counting_colours import ColourProgram

HOPELESS = 10**30
LARGEST_TABLE = 20_000_000
LARGEST_POWER_SUM = 16
KARATSUBA = 70


@lru_cache(maxsize=512)
def multisets_below(members: tuple[int, ...]) -> tuple[int, ...] | None:
    """How many multisets lie below this one, entry by entry in ascending order, for every total 0, 1, …, Σ members.

    None: too many to be worth counting them.
    """
    total = sum(members)
    if total * (total + 64) > LARGEST_TABLE:
        return None
    # the numbers for one largest entry are a polynomial, packed into one integer; there are at most C(r + max, r)
    width = len(members) + max(members, default=0) + 1
    table = [1]
    for most in sorted(members):
        sums = list(accumulate(table))
        sums += sums[-1:] * (most + 1 - len(sums))
        table = [below << width * entry for entry, below in enumerate(sums)]
    packed = sum(table)
    return tuple(packed >> width * t & ((1 << width) - 1) for t in range(total + 1))


def colour_steps(program: ColourProgram) -> int:
    """The estimate for the program over colours."""
    capacities = tuple(ascending(program.bins.capacities))
    below = multisets_below(capacities)
    if below is None:
        return HOPELESS
    left, steps = sum(capacities), 1.0
    for draw in program.draws():
        steps += below[left] * _draw_steps(draw, len(capacities))
        left -= draw.amount * draw.step
    return int(steps) + below[left]


def _draw_steps(draw: Draw, members: int) -> float:
    """Average steps of one draw for each state before it; states spread over the rooms that are left."""
    found = 0.2
    for kind in draw.families:
        units = 1 if draw.limit is not None else min(kind.largest // draw.step, draw.amount // kind.weight)
        rooms = 1 + draw.amount / kind.weight / 2
        classes = min(members, kind.largest)
        together = 1 + min(members / max(classes, 1), rooms) / 2
        found += rooms * (1 + units) / 2 * (0.1 * kind.largest + 0.6 * classes * together)
    return found


def bin_steps(program: BinProgram) -> int:
    """The estimate for the program over bins with its choice of colours for the power sums."""
    if max(program.single, 2 * program.double) > LARGEST_POWER_SUM:
        return HOPELESS
    below = _large_states(program)
    if below is None:
        return HOPELESS
    ring, left = program.ring, program.bins.capacity
    monomials = list(accumulate(_monomials(list(ring.bounds.items())[1:], ring.degree)))
    width = sum(lgamma(c + 1) / log(2) + log2(c + 2) for c in program.bins.capacities)
    each: dict[int, float] = {}
    steps = _expansion_steps(program)
    for draw in program.draws():
        if draw.amount not in each:
            each[draw.amount] = _bin_steps(program, draw, width)
        before = program.bins.capacity - left
        # the multisets with `total` left have used up the rest, and the power sums what the bins held beyond that
        for total in range(max(0, len(below) - 1 - before), min(left, len(below) - 1) + 1):
            used = before - (len(below) - 1 - total)
            if used <= ring.degree:
                steps += below[total] * monomials[used] * each[draw.amount]
        left -= draw.amount
    return int(steps) + 1


def _large_states(program: BinProgram) -> list[int] | None:
    """How many multisets of remaining multiplicities there are for each total size; None: too many."""
    singles, doubles = map(multisets_below, program.large)
    if singles is None or doubles is None:
        return None
    result = [0] * (len(singles) + 2 * (len(doubles) - 1))
    for i, a in enumerate(singles):
        for j, b in enumerate(doubles):
            result[i + 2 * j] += a * b
    return result


def _monomials(bounds: Sequence[tuple[int, int]], degree: int) -> list[int]:
    """For each total up to the degree, how many exponent vectors α_k ≤ bound have Σ k·α_k = total."""
    found = [1] + [0] * degree
    for k, bound in bounds:
        for t in range(k, degree + 1):
            found[t] += found[t - k]
        # so far without the bound: take away those that are beyond it
        for t in range(degree, k * (bound + 1) - 1, -1):
            found[t] -= found[t - k * (bound + 1)]
    return found


def _bin_steps(program: BinProgram, draw: Draw, width: float) -> float:
    """Steps of one bin for each state before it, with coefficients of this many bits."""
    digits = _digits(program, program.ring.degree, width)
    members = sum(map(len, program.large))
    drawn = _draw_steps(draw, members) * (1 + digits / 300)
    if not program.ring.degree:
        return drawn
    unpacked = list(program.ring.bounds)[1:]
    terms = sum(_monomials([(k, draw.amount // k) for k in unpacked], draw.amount))
    rooms = 1 + draw.amount / 4 if members else 1
    return drawn + rooms * terms * (0.3 + 0.00018 * digits * _factor(_digits(program, draw.amount, width) / 2))


def _factor(digits: float) -> float:
    """What a long multiplication costs for each digit of the longer factor, given those of the shorter."""
    return 1.0 + min(digits, KARATSUBA) * float(max(digits / KARATSUBA, 1.0) ** 0.58)


def _digits(program: BinProgram, degree: int, width: float) -> float:
    """About how long the packed polynomials of a degree are, in Python's digits of 30 bits."""
    packed = next(iter(program.ring.bounds), degree + 1)
    return width * min(program.ring.slots, 1 + degree // packed) / 30


def _expansion_steps(program: BinProgram) -> float:
    """Steps to expand bins and colours in power sums: the terms of the one, monomials of the other for each colour."""
    ring = program.ring
    if not ring.degree:
        return 0.0
    largest = max(program.bins.capacities)
    terms = accumulate(_monomials([(k, largest // k) for k in ring.bounds], largest))
    table = list(accumulate(terms)) if any(program.large) else list(terms)
    bins = sum(table[c] for c in set(program.bins.capacities))
    monomials = sum(_monomials(list(ring.bounds.items()), ring.degree))
    return 6.0 * bins + monomials * (0.5 + 0.05 * len(ring.single + ring.double))
