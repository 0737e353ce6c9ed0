"""The simplest rational point in a certified box, a candidate for a rational zero."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from flint import acb

from ..algebra.breakpoints import simplest_between
from ..algebra.fields import ball_bounds

CHANCE = 1 << 20
HEIGHTS = 8
"""Rational coordinates are looked for with up to this many times the bits of the numbers in the data."""


def simplest_point(coordinates: Sequence[acb]) -> list[Fraction] | None:
    """The rationals with the least denominators in the real parts of balls.

    None: a denominator is not so short that chance does not explain it.
    """
    found = []
    for lo, hi in (ball_bounds(z.real) for z in coordinates):
        simplest = lo if lo == hi else simplest_between(lo, hi)
        if simplest.denominator**2 * (hi - lo) * CHANCE > 1:
            return None
        found.append(simplest)
    return found
