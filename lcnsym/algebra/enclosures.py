"""Rational bounds for real numbers of which balls of any precision can be had."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise

from flint import arb

from .fields import ball_bounds
from .numbers import AlgebraicNumber, Number
from .precision import decided

Bounds = tuple[Fraction, Fraction]

GUARD_BITS = 64
RELATIVE_PRECISION = 4
"""So many times the precision that should do is spent on digits of a number that may be zero."""


def enclosed(balls_at: Callable[[int], Sequence[arb] | None], bits: int) -> tuple[Bounds, ...]:
    """Rational bounds of balls, computed with as many bits as it takes to make them closer than 2^−bits.

    For numbers below 1 they are closer by that factor too, but for those that are not told from zero with
    RELATIVE_PRECISION times the bits that should do.

    Args:
        balls_at: balls from a computation with this many bits; not finite, or None, if these are too few.
    """
    first = bits + GUARD_BITS

    def bounds_at(precision: int) -> tuple[Bounds, ...] | None:
        balls = balls_at(precision)
        if balls is None or not all(ball.is_finite() for ball in balls):
            return None
        found = tuple(map(ball_bounds, balls))
        is_last = precision >= first * RELATIVE_PRECISION
        return found if all(_is_narrow(lo, hi, bits, may_be_zero=is_last) for lo, hi in found) else None

    return decided(bounds_at, first)


def enclosure_of(value: Number, bits: int) -> Bounds:
    """Rational bounds of a number, as of `enclosed`; the number twice if it is rational."""
    if not isinstance(value, AlgebraicNumber):
        return value, value
    return enclosed(lambda precision: [value.ball(precision)], bits)[0]


def enclosed_layers(
    layers_at: Callable[[int], Sequence[Sequence[arb]] | None], bits: int
) -> tuple[tuple[Bounds, ...], ...]:
    """The same for several rows of balls, whose lengths are the same for all precisions."""
    ends: list[int] = []

    def balls_at(precision: int) -> list[arb] | None:
        layers = layers_at(precision)
        if layers is None:
            return None
        ends[:] = accumulate(map(len, layers), initial=0)
        return [c for layer in layers for c in layer]

    found = enclosed(balls_at, bits)
    return tuple(found[start:end] for start, end in pairwise(ends))


def _is_narrow(lo: Fraction, hi: Fraction, bits: int, *, may_be_zero: bool) -> bool:
    size = 1 if may_be_zero and lo <= 0 <= hi else min(Fraction(1), max(abs(lo), abs(hi)))
    return lo == hi or (hi - lo) * (1 << bits) < size
