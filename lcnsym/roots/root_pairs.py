"""How many real roots a rotation invariant random form has, by a second formula for pairs of them and by sums.

`random_forms` has the first, whose integrals are taken in the complex plane; `docs/probabilities.md` has both.
"""

from __future__ import annotations

from itertools import pairwise

from flint import arb, ctx

from ..algebra.fields import ball_bounds
from .random_forms import Bounds

BITS = 64


def probability_of_at_least(degree: int, number: int, steps: int) -> Bounds:
    """Bounds of the probability that a form has so many real roots, P(R ≥ number).

    Args:
        degree: n, from 0 to 5.
        number: of the parity of n, at most n.
        steps: how many terms are summed; the bounds differ by a few times their inverse.

    Source: `docs/probabilities.md`, pairs once more, with a proof.

    Examples:
        >>> lo, hi = probability_of_at_least(2, 2, 100)
        >>> 2 * lo**2 < 1 < 2 * hi**2, 100 * (hi - lo) < 1
        (True, True)
    """
    with ctx.workprec(BITS):
        return ball_bounds(_at_least(degree, number, steps))


def _at_least(degree: int, number: int, steps: int) -> arb:
    """From E[R] = √n and E[R(R − 1)]."""
    low = degree % 2
    if number <= low:
        return arb(1)
    pairs = mean_of_pairs(degree, steps)
    if degree <= 3:
        # R is low or n
        return pairs / (degree * (degree - 1))
    # P(R = low + 2) + 2·P(R = n) = (√n − low)/2, and R(R − 1) is 2 and 12, or 6 and 20
    half = (arb(degree).sqrt() - low) / 2
    middle, most = (low + 2) * (low + 1), degree * (degree - 1)
    all_real = (pairs - middle * half) / (most - 2 * middle)
    return all_real if number > low + 2 else half - all_real


def mean_of_pairs(degree: int, steps: int) -> arb:
    """E[R(R − 1)] = (2n/π)·∫ (√(H² − b²) + b·arcsin(b/H))·G^(−3/2) dc, c from 0 to 1, n ≥ 2, by sums below and above.

    b, G and H do not decrease, and √(1 − q²) + q·arcsin q increases from 0 to 1.
    """
    places = [arb(i) / steps for i in range(steps + 1)]
    values = [_polynomials(degree, c) for c in places]
    total = arb(0)
    for (b, g, h), (next_b, next_g, next_h) in pairwise(values):
        least = h * _mean_product(b / next_h).lower() / next_g**1.5
        ratio = next_b / h
        most = next_h * (_mean_product(ratio) if ratio < 1 else arb.pi() / 2) / g**1.5
        total += least.lower().union(most.upper())
    return 2 * degree * total / (steps * arb.pi())


def _mean_product(ratio: arb) -> arb:
    """√(1 − q²) + q·arcsin q."""
    return (1 - ratio * ratio).sqrt() + ratio * ratio.asin()


def _polynomials(degree: int, c: arb) -> tuple[arb, arb, arb]:
    """b, G and H at c."""
    powers = [c ** (2 * m) for m in range(degree)]
    b = c ** (degree - 2) * sum(((degree - 1 - m) * powers[m] for m in range(degree - 1)), arb(0))
    h = sum(((m + 1) * powers[m] for m in range(degree - 1)), arb(0))
    return b, sum(powers, arb(0)), h
