"""How much work the counting programmes would be, before they start.

The unit is about a microsecond's step: one state of one draw, or one long multiplication. States are counted exactly
as multisets below the initial one (by total; members that a compatible packing could no longer use up are not left
out), so that a programme makes no more states than its estimate says; steps for each state are a rough average.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from .counting_bins import BinProgramme, ascending
from .counting_colours import ColourProgramme

HOPELESS = 10**30
MOST_STEPS = 2_000_000
MOST_POWER_SUM = 16


@lru_cache(maxsize=512)
def multisets_below(members: tuple[int, ...]) -> tuple[int, ...] | None:
    """How many multisets lie below this one, entry by entry in ascending order, for every total 0, 1, …, Σ members.

    None: too many to be worth counting them.
    """
    total = sum(members)
    if sum(members) * (total + 64) > MOST_STEPS * 10:
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


def _monomials(bounds: Sequence[tuple[int, int]], degree: int) -> list[int]:
    """For each total up to the degree, how many exponent vectors α_k ≤ bound have Σ k·α_k = total."""
    found = [1] + [0] * degree
    for k, bound in bounds:
        for t in range(k, degree + 1):
            found[t] += found[t - k]
        # the numbers without a bound less those that are beyond it
        step = k * (bound + 1)
        free = found[:]
        for t in range(step, degree + 1):
            found[t] = free[t] - free[t - step]
    return found


def colour_steps(programme: ColourProgramme) -> int:
    """The estimate for the programme over colours."""
    capacities = tuple(ascending(programme.bins.capacities))
    below = multisets_below(capacities)
    if below is None:
        return HOPELESS
    left, steps = sum(capacities), 1
    for draw in programme.draws():
        classes = min(len(capacities), programme.family.largest)
        steps += below[left] * (1 + min(draw.amount, 8)) * classes
        left -= draw.amount * draw.step
    return steps


def bin_steps(programme: BinProgramme) -> int:
    """The estimate for the programme over bins with its choice of colours for the power sums."""
    if max(programme.single, 2 * programme.double) > MOST_POWER_SUM:
        return HOPELESS
    below = _large_states(programme)
    if below is None:
        return HOPELESS
    ring = programme.ring
    free = list(accumulate(_monomials(list(ring.bounds.items())[1:], ring.degree)))
    terms = list(accumulate(_monomials([(k, ring.degree) for k in list(ring.bounds)[1:]], ring.degree)))
    classes = sum(len(set(members)) for members in programme.large)
    left, steps = programme.bins.capacity, len(terms) and _expansion_steps(programme)
    for draw in programme.draws():
        states = 0
        for total, number in enumerate(below):
            used = programme.bins.capacity - left - (len(below) - 1 - total)
            if number and 0 <= used <= ring.degree and total <= left:
                states += number * free[used]
        fill = terms[min(draw.amount, ring.degree)] * (1 + ring.slots * draw.amount // 64) if ring.degree else 0
        steps += states * ((1 + min(draw.amount, 8)) * classes * 2 + fill + 1)
        left -= draw.amount
    return steps


def _large_states(programme: BinProgramme) -> list[int] | None:
    """How many multisets of remaining multiplicities there are for each total size; None: too many."""
    singles, doubles = map(multisets_below, programme.large)
    if singles is None or doubles is None:
        return None
    result = [0] * (len(singles) + 2 * (len(doubles) - 1))
    for i, a in enumerate(singles):
        for j, b in enumerate(doubles):
            result[i + 2 * j] += a * b
    return result


def _expansion_steps(programme: BinProgramme) -> int:
    """The expansion of the colours of small multiplicity in power sums: terms at most, for each colour."""
    ring = programme.ring
    monomials = sum(_monomials(list(ring.bounds.items()), ring.degree))
    return monomials * (1 + len(ring.single + ring.double) // 4)
