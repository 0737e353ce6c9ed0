"""Arrays of real intervals in double precision, with every rounding error in the radius.

An entry is mid + Σ lin_j·e_j + s with |s| ≤ rad and numbers |e_j| ≤ 1 that are the same in all arrays: where numbers
depend on the same parameters, what they have in common is kept to first order. Without linear parts, entries are plain
intervals. Where the radius is infinite or no number, nothing is known. With the unit roundoff u = 2^−53:

- A sum of n products of numbers, in any order and with fused operations or without, has an error of at most
  γ_n = n·u/(1 − n·u) times the sum of the absolute values of the products, and n·2^−1075 for underflow. γ_n ≤ (n + 2)·u
  for the n up to MAX_TERMS that occur.
- A product of two entries has the constant part mid·mid′, the linear parts mid·lin′ + lin·mid′, and at most
  |lin|·|lin′| + rad·(|mid′| + |lin′| + rad′) + (|mid| + |lin|)·rad′ besides, where |lin| = Σ |lin_j|.
- A radius is worked out from numbers that are not negative by additions and at most MAX_TERMS products each, so what
  rounding and underflow take away from it is less than 2^−41 of it and 2^−1000. It is multiplied by SURPLUS, and LEAST
  is added. A factor of such a product that is itself a multiple of u may underflow before it meets a large one, so
  LEAST_FACTOR is added to it: u·2^12·x < 2^−1060 where that is no normal number.
- Where a midpoint or a linear part is not finite, zero times it makes the radius no number. Comparisons with what is no
  number are false, and whatever is proved here is proved by a comparison that is true.

Matrix products may be those of BLAS, as these add the products of the definition in some order.

Source: Rump, Fast and parallel interval arithmetic, BIT 39 (1999); Makino and Berz, Taylor models, Int. J. Pure Appl.
Math. 4 (2003); Higham, Accuracy and Stability of Numerical Algorithms (2002), section 3.1, for γ_n.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from ...algebra.coefficients import Step, places_of
from ...algebra.enclosures import enclosure_of
from ...algebra.numbers import Number

Array = np.ndarray[Any, np.dtype[Any]]

ROUNDOFF = 2.0**-53
SURPLUS = 1 + 2.0**-40
LEAST = 2.0**-1000
LEAST_FACTOR = 2.0**-1060
MAX_TERMS = 1 << 10
IRRATIONAL_BITS = 128


@dataclass(frozen=True, eq=False, slots=True)
class Intervals:
    """An array of intervals.

    Attributes:
        mid: constant parts.
        rad: radii, of the same shape, not negative; inf or nan: nothing is known.
        lin: linear parts, with one more axis, which is the first; None: there are none.
    """

    mid: Array
    rad: Array
    lin: Array | None = None

    def __add__(self, other: Intervals) -> Intervals:
        mid = self.mid + other.mid
        rad = self.rad + other.rad + 2 * ROUNDOFF * abs(mid)
        if self.lin is None or other.lin is None:
            own = other if self.lin is None else self
            lin = None if own.lin is None else own.lin + np.zeros_like(mid)
        else:
            lin = self.lin + other.lin
            rad = rad + 2 * ROUNDOFF * abs(lin).sum(axis=0)
        return _outward(mid, rad, lin)

    def __sub__(self, other: Intervals) -> Intervals:
        return self + -other

    def __neg__(self) -> Intervals:
        return Intervals(-self.mid, self.rad, None if self.lin is None else -self.lin)

    def __getitem__(self, places: Any) -> Intervals:
        index = places if isinstance(places, tuple) else (places,)
        return Intervals(
            self.mid[index], self.rad[index], None if self.lin is None else self.lin[(slice(None), *index)]
        )

    @property
    def spread(self) -> Array:
        """Σ |lin_j|, rounded."""
        return np.zeros_like(self.mid) if self.lin is None else abs(self.lin).sum(axis=0)

    @property
    def sizes(self) -> Array:
        """Upper bounds of the absolute values."""
        return upward(abs(self.mid) + self.spread + self.rad)

    @property
    def excludes_zero(self) -> Array:
        """Where 0 is in no interval; exact without linear parts."""
        found: Array = abs(self.mid) > (self.rad if self.lin is None else upward(self.spread + self.rad))
        return found

    @property
    def plain(self) -> Intervals:
        """Without linear parts."""
        return self if self.lin is None else _outward(self.mid, self.spread + self.rad, None)

    def reshaped(self, *shape: int) -> Intervals:
        """In another shape."""
        lin = None if self.lin is None else self.lin.reshape(len(self.lin), *shape)
        return Intervals(self.mid.reshape(shape), self.rad.reshape(shape), lin)

    @property
    def transposed(self) -> Intervals:
        """Of a matrix without linear parts."""
        return Intervals(self.mid.T, self.rad.T)

    def widened(self, radii: Array) -> Intervals:
        """With radii added to the own ones."""
        return _outward(self.mid, self.rad + radii, self.lin)


def upward(values: Array) -> Array:
    """A bound for what sums and products of numbers that are not negative would be without rounding."""
    return values * SURPLUS + LEAST


def exact(values: Array) -> Intervals:
    """Single numbers; of those that are not finite nothing is known."""
    return Intervals(values, abs(0.0 * values))


def linear(middles: Array, radii: Array) -> Intervals:
    """D × B numbers mid_i + rad_i·e_i, the e_i of one box independent."""
    number = len(middles)
    lin = np.zeros((number, *middles.shape))
    lin[np.arange(number), np.arange(number)] = radii
    return Intervals(middles, np.zeros_like(middles), lin)


def enclosed(values: Sequence[Number]) -> Intervals:
    """Exact numbers of any size."""
    pairs = [_pair(value) for value in values]
    return Intervals(np.array([mid for mid, _ in pairs]), np.array([rad for _, rad in pairs]))


def contracted(terms: str, first: Intervals, second: Intervals) -> Intervals:
    """`numpy.einsum` of two arrays; z is no letter of the terms."""
    left, right, kept = terms.replace("->", ",").split(",")
    sizes = dict(zip(left + right, first.mid.shape + second.mid.shape, strict=True))
    number = int(np.prod([size for letter, size in sizes.items() if letter not in kept], dtype=int))
    factors = _Factors(first, second, number)
    mid = np.einsum(terms, first.mid, second.mid)
    lin = None
    if second.lin is not None:
        lin = np.einsum(f"{left},z{right}->z{kept}", first.mid, second.lin)
    if first.lin is not None:
        own = np.einsum(f"z{left},{right}->z{kept}", first.lin, second.mid)
        lin = own if lin is None else lin + own
    return _outward(mid, sum(np.einsum(terms, a, b) for a, b in factors.pairs), lin)


def applied(matrix: Intervals, columns: Intervals) -> Intervals:
    """A matrix without linear parts applied to the first axis of an array."""
    number, *rest = columns.mid.shape
    flat = columns.reshaped(number, int(np.prod(rest, dtype=int)))
    factors = _Factors(matrix, flat, number)
    lin = None if flat.lin is None else matrix.mid @ flat.lin
    rad = sum(a @ b for a, b in factors.pairs)
    return _outward(matrix.mid @ flat.mid, rad, lin).reshaped(len(matrix.mid), *rest)


def convolved(first: Intervals, second: Intervals, step: Step = 1) -> Intervals:
    """Products of forms, by their coefficients along the first axis; the first one's go to these places."""
    short, long = len(first.mid), len(second.mid)
    places = [slice(start, start + long) for start in places_of(step, short)]
    return _summed(first, second, ((i, place, slice(None)) for i, place in enumerate(places)), places[-1].stop)


def correlated(first: Intervals, second: Intervals) -> Intervals:
    """Σ_l first_l·second_{l+m} for all m for which the second has all these entries, along the first axes."""
    short = len(first.mid)
    number = len(second.mid) - short + 1
    return _summed(first, second, ((i, slice(None), slice(i, i + number)) for i in range(short)), number)


def stacked(parts: Sequence[Intervals], axis: int) -> Intervals:
    """Arrays of one shape, along a new axis."""
    return joined([p[(slice(None),) * axis + (None,)] for p in parts], axis)


def joined(parts: Sequence[Intervals], axis: int) -> Intervals:
    """Arrays along an axis that they have."""
    mid, rad = (np.concatenate([getattr(p, name) for p in parts], axis) for name in ("mid", "rad"))
    number = next((len(p.lin) for p in parts if p.lin is not None), None)
    if number is None:
        return Intervals(mid, rad)
    lins = [np.zeros((number, *p.mid.shape)) if p.lin is None else p.lin for p in parts]
    return Intervals(mid, rad, np.concatenate(lins, axis + 1))


def placed(parts: Sequence[tuple[Any, Intervals]], shape: tuple[int, ...]) -> Intervals:
    """Arrays at places of a larger one that is zero elsewhere."""
    mid, rad = np.zeros(shape), np.zeros(shape)
    number = next((len(p.lin) for _, p in parts if p.lin is not None), None)
    lin = None if number is None else np.zeros((number, *shape))
    for place, part in parts:
        mid[place], rad[place] = part.mid, part.rad
        if lin is not None and part.lin is not None:
            lin[(slice(None), *place)] = part.lin
    return Intervals(mid, rad, lin)


Term = tuple[int, slice, slice]
"""A place in the first array, to where it adds, and which places of the second it is multiplied by."""


def _summed(first: Intervals, second: Intervals, terms: Iterable[Term], size: int) -> Intervals:
    """Sums of products along the first axes."""
    shape = (size, *np.broadcast_shapes(first.mid.shape[1:], second.mid.shape[1:]))
    mid, rad = np.zeros(shape), np.zeros(shape)
    number = next((len(p.lin) for p in (first, second) if p.lin is not None), None)
    lin = None if number is None else np.zeros((number, *shape))
    pairs = _Factors(first, second, len(first.mid)).pairs
    for i, target, source in terms:
        mid[target] += first.mid[i] * second.mid[source]
        for a, b in pairs:
            rad[target] += a[i] * b[source]
        if lin is not None and second.lin is not None:
            lin[:, target] += first.mid[i] * second.lin[:, source]
        if lin is not None and first.lin is not None:
            own = first.lin[:, i]
            axes = (1,) * (second.mid.ndim + 1 - own.ndim)
            lin[:, target] += own.reshape(len(own), *axes, *own.shape[1:]) * second.mid[source]
    return _outward(mid, rad, lin)


class _Factors:
    """What the radius of a sum of products of entries is made of.

    Attributes:
        pairs: factors whose products are added up.
    """

    def __init__(self, first: Intervals, second: Intervals, number: int) -> None:
        if number > MAX_TERMS:
            raise ValueError(f"sums of {number} products are not provided for")
        spread, other = first.spread, second.spread
        size = abs(second.mid) + other
        # a linear part is the sum of twice as many products
        self.pairs = [(abs(first.mid) + spread, second.rad + ((2 * number + 2) * ROUNDOFF * size + LEAST_FACTOR))]
        if first.rad.any():
            self.pairs.append((first.rad, size + second.rad))
        if first.lin is not None and second.lin is not None:
            self.pairs.append((spread, other))


def _outward(mid: Array, rad: Array, lin: Array | None) -> Intervals:
    invalid = 0.0 * mid
    if lin is not None:
        invalid = invalid + 0.0 * lin.sum(axis=0)
    return Intervals(mid, rad * SURPLUS + (LEAST + invalid), lin)


def _pair(value: Number) -> tuple[float, float]:
    if not isinstance(value, Fraction):
        lo, hi = enclosure_of(value, IRRATIONAL_BITS)
        try:
            mid = float((lo + hi) / 2)
            return mid, float(max(hi - Fraction(mid), Fraction(mid) - lo)) * SURPLUS + LEAST
        except OverflowError:
            return 0.0, float("inf")
    try:
        mid = value.numerator / value.denominator
    except OverflowError:
        return 0.0, float("inf")
    return mid, 0.0 if Fraction(mid) == value else abs(mid) * 2.0**-52 + LEAST
