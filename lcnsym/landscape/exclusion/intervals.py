"""Arrays of real intervals in double precision, as midpoints and radii, with every rounding error in the radius.

An entry stands for all x with |x − mid| ≤ rad; where the radius is infinite or no number, for all real x. With the unit
roundoff u = 2^−53:

- A sum of n products of numbers, in any order and with fused operations or without, has an error of at most
  γ_n = n·u/(1 − n·u) times the sum of the absolute values of the products, and n·2^−1075 for underflow. γ_n ≤ (n + 2)·u
  for the n up to MAX_TERMS that occur.
- A radius is worked out from numbers that are not negative by additions and at most MAX_TERMS products each, so what
  rounding and underflow take away from it is less than 2^−41 of it and 2^−1000. It is multiplied by SURPLUS, and LEAST
  is added.
- Where a midpoint is not finite, zero times the midpoint makes the radius no number. Comparisons with what is no number
  are false, and whatever is proved here is proved by a comparison that is true.

Matrix products may be those of BLAS, as these add the products of the definition in some order.

Source: Rump, Fast and parallel interval arithmetic, BIT 39 (1999); Higham, Accuracy and Stability of Numerical
Algorithms (2002), section 3.1, for γ_n.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]

ROUNDOFF = 2.0**-53
SURPLUS = 1 + 2.0**-40
LEAST = 2.0**-1000
MAX_TERMS = 1 << 10


@dataclass(frozen=True, eq=False, slots=True)
class Intervals:
    """An array of intervals.

    Attributes:
        mid: midpoints.
        rad: radii, of the same shape, not negative; inf or nan: nothing is known.
    """

    mid: Array
    rad: Array

    def __add__(self, other: Intervals) -> Intervals:
        mid = self.mid + other.mid
        return _outward(mid, self.rad + other.rad + 2 * ROUNDOFF * abs(mid))

    def __sub__(self, other: Intervals) -> Intervals:
        return self + -other

    def __neg__(self) -> Intervals:
        return Intervals(-self.mid, self.rad)

    def __getitem__(self, places: Any) -> Intervals:
        return Intervals(self.mid[places], self.rad[places])

    @property
    def sizes(self) -> Array:
        """Upper bounds of the absolute values."""
        return upward(abs(self.mid) + self.rad)

    @property
    def excludes_zero(self) -> Array:
        """Where 0 is in no interval; exact."""
        found: Array = abs(self.mid) > self.rad
        return found

    def reshaped(self, *shape: int) -> Intervals:
        """In another shape."""
        return Intervals(self.mid.reshape(shape), self.rad.reshape(shape))

    def widened(self, radii: Array) -> Intervals:
        """With radii added to the own ones."""
        return _outward(self.mid, self.rad + radii)

    def narrower(self, other: Intervals) -> Intervals:
        """Of two enclosures of the same numbers the narrower, entry by entry."""
        own = (self.rad <= other.rad) | ~np.isfinite(other.rad)
        return Intervals(np.where(own, self.mid, other.mid), np.where(own, self.rad, other.rad))


def upward(values: Array) -> Array:
    """A bound for what sums and products of numbers that are not negative would be without rounding."""
    return values * SURPLUS + LEAST


def exact(values: Array) -> Intervals:
    """Single numbers."""
    return Intervals(values, np.zeros_like(values))


def enclosed(values: Sequence[Fraction]) -> Intervals:
    """Rational numbers of any size."""
    pairs = [_pair(value) for value in values]
    return Intervals(np.array([mid for mid, _ in pairs]), np.array([rad for _, rad in pairs]))


def contracted(terms: str, first: Intervals, second: Intervals) -> Intervals:
    """`numpy.einsum` of two arrays."""
    left, right, kept = terms.replace("->", ",").split(",")
    sizes = dict(zip(left + right, first.mid.shape + second.mid.shape, strict=True))
    number = int(np.prod([size for letter, size in sizes.items() if letter not in kept], dtype=int))
    mid = np.einsum(terms, first.mid, second.mid)
    inner, outer = _factors(second, number)
    rad = np.einsum(terms, abs(first.mid), inner)
    if first.rad.any():
        rad += np.einsum(terms, first.rad, outer)
    return _outward(mid, rad)


def applied(matrix: Intervals, columns: Intervals) -> Intervals:
    """A matrix applied to the first axis of an array."""
    number, *rest = columns.mid.shape
    flat = columns.reshaped(number, int(np.prod(rest, dtype=int)))
    inner, outer = _factors(flat, number)
    rad = abs(matrix.mid) @ inner
    if matrix.rad.any():
        rad += matrix.rad @ outer
    return _outward(matrix.mid @ flat.mid, rad).reshaped(len(matrix.mid), *rest)


def convolved(first: Intervals, second: Intervals, stride: int = 1) -> Intervals:
    """Products of forms, by their coefficients along the first axis; the first is one in x^stride, y^stride."""
    short, long = len(first.mid), len(second.mid)
    rest = np.broadcast_shapes(first.mid.shape[1:], second.mid.shape[1:])
    mid, rad = (np.zeros(((short - 1) * stride + long, *rest)) for _ in range(2))
    inner, outer = _factors(second, short)
    for i in range(short):
        place = slice(i * stride, i * stride + long)
        mid[place] += first.mid[i] * second.mid
        rad[place] += abs(first.mid[i]) * inner + first.rad[i] * outer
    return _outward(mid, rad)


def correlated(first: Intervals, second: Intervals) -> Intervals:
    """Σ_l first_l·second_{l+m} for all m for which the second has all these entries, along the first axes."""
    short = len(first.mid)
    number = len(second.mid) - short + 1
    rest = np.broadcast_shapes(first.mid.shape[1:], second.mid.shape[1:])
    mid, rad = (np.zeros((number, *rest)) for _ in range(2))
    inner, outer = _factors(second, short)
    for i in range(short):
        place = slice(i, i + number)
        mid += first.mid[i] * second.mid[place]
        rad += abs(first.mid[i]) * inner[place] + first.rad[i] * outer[place]
    return _outward(mid, rad)


def stacked(parts: Sequence[Intervals], axis: int) -> Intervals:
    """Arrays of one shape, along a new axis."""
    return Intervals(np.stack([p.mid for p in parts], axis), np.stack([p.rad for p in parts], axis))


def _factors(second: Intervals, number: int) -> tuple[Array, Array]:
    """What |m'| and r' are multiplied by in the radius of a sum of so many products of m' ± r' with these."""
    size = abs(second.mid)
    if number > MAX_TERMS:
        raise ValueError(f"sums of {number} products are not provided for")
    return second.rad + (number + 2) * ROUNDOFF * size, size + second.rad


def _outward(mid: Array, rad: Array) -> Intervals:
    return Intervals(mid, rad * SURPLUS + (LEAST + 0.0 * mid))


def _pair(value: Fraction) -> tuple[float, float]:
    try:
        mid = value.numerator / value.denominator
    except OverflowError:
        return 0.0, float("inf")
    return mid, 0.0 if Fraction(mid) == value else abs(mid) * 2.0**-52 + LEAST
