"""Real number fields ℚ(α): exact signs of integer combinations of 1, α, …, α^(d−1), and inner products of them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from operator import mul

from .dyadic import FixedPoint, Line, Square, combined, exact
from .limits import MAX_FIELD_DEGREE, Work, bit_size
from .linear import Arithmetic
from .outcome import Malformed, require
from .polynomials import Row, above, between, greatest_common_divisor, scale, sign, value, values, variations
from .reading import fields, integer_text, items, rational

_START = 96
_EXACT_AFTER = 384


class Field:
    """ℚ(α), α the only real root of an integer polynomial m in an open interval; m need not be irreducible.

    Elements are vectors of d integers, the coordinates in 1, α, …, α^(d−1). For ℚ, d = 1.
    `work` is the meter of the document that speaks of this field.
    """

    def __init__(self, minpoly: Row, interval: tuple[Fraction, Fraction], work: Work | None = None) -> None:
        self.minpoly = minpoly
        self.interval = interval
        self.degree = len(minpoly) - 1
        self.work = work or Work()
        self._powers: dict[int, Line] = {}
        self._bracket: tuple[int, int, int] | None = None

    def check(self) -> None:
        """The interval must hold exactly one root: Descartes' rule gives 1, and no end is a root."""
        lo, hi = self.interval
        ends = [values([self.minpoly], end, self.work) for end in self.interval]
        require("ends", [0] not in ends, "an end of the interval is a root of the minimal polynomial")
        moved, ratio = above([self.minpoly], lo, self.work)
        (arc,) = between(moved, (hi - lo) / ratio, self.work)
        found = variations(list(map(sign, arc)))
        require("one-root", found == 1, "Descartes' rule does not show exactly one root in the interval")

    def sign(self, element: Sequence[int]) -> int:
        """The exact sign of Σ element[j]·α^j."""
        if not any(element[1:]):
            return sign(element[0])
        bits = _START
        while True:
            centre, _, radius = self.near(element, bits)
            if abs(centre) > radius:
                return sign(centre)
            if bits == _EXACT_AFTER and self._vanishes(element):
                return 0
            bits *= 2

    def near(self, element: Sequence[int], bits: int) -> Square:
        """An interval around Σ element[j]·α^j, in units of 2^−bits."""
        if not any(element[1:]):
            return exact(element[0] << bits, 0)
        powers = self._powers_of_root(bits)
        self.work.products(2 * self.degree, bit_size([element]), bit_size(powers))
        return combined(element, powers)

    def _vanishes(self, element: Sequence[int]) -> bool:
        """Whether the element is zero: whether α is a root of its greatest common divisor with m."""
        common = greatest_common_divisor(self.minpoly, element, self.work)
        if len(common) <= 1:
            return False
        (lo,), (hi,) = (values([common], end, self.work) for end in self.interval)
        return (lo > 0) != (hi > 0)

    def _powers_of_root(self, bits: int) -> Line:
        """Intervals around α^j for j < d."""
        if bits not in self._powers:
            low, high = self._root_bounds(bits)
            size = self.degree * max(abs(low), abs(high)).bit_length()
            self.work.room(2 * self.degree, size)
            fixed = FixedPoint(bits, self.work, size)
            powers = [fixed.one, (low, 0, high - low)]
            while len(powers) < self.degree:
                powers.append(fixed.inner(powers[-1:], powers[1:2]))
            self._powers[bits] = powers
        return self._powers[bits]

    def _root_bounds(self, bits: int) -> tuple[int, int]:
        """Integers a ≤ 2^bits·α ≤ b, b − a ≤ 1, by bisection inside the isolating interval and the last bracket."""
        lo, hi = self.interval
        left, right = (lo * 2**bits).__floor__(), (hi * 2**bits).__ceil__()
        if self._bracket is not None and self._bracket[0] <= bits:
            known, below, above = self._bracket
            left, right = max(left, below << (bits - known)), min(right, above << (bits - known))
        self._announce_bisection(bits, left, right)
        negative, scaled = values([self.minpoly], lo, self.work)[0] < 0, scale(self.minpoly, 1, 1 << bits)
        while right - left > 1:
            middle = (left + right) // 2
            here = value(scaled, middle, 1)
            if here == 0:
                left = right = middle
            elif (here < 0) == negative:
                left = middle
            else:
                right = middle
        self._bracket = (bits, left, right)
        return left, right

    def _announce_bisection(self, bits: int, left: int, right: int) -> None:
        steps, size = (right - left).bit_length(), max(abs(left), abs(right), 1 << bits).bit_length()
        total = bit_size([self.minpoly]) + self.degree * size
        self.work.products(steps * self.degree, total, size)
        self.work.sums(steps * self.degree, total)

    def is_zero(self, element: Sequence[int]) -> bool:
        """Whether the element is zero, exactly."""
        return not any(element) or (any(element[1:]) and self.sign(element) == 0)


class Orders(Arithmetic[Row]):
    """ℤ[β], β = c·α with the leading coefficient c of m: a root of a monic integer polynomial.

    Elements are vectors of d integers, the coordinates in 1, β, …, β^(d−1). For ℚ they are single integers.
    """

    def __init__(self, field: Field) -> None:
        self.work, d, lead = field.work, field.degree, field.minpoly[-1]
        self.work.products(d, d * lead.bit_length(), lead.bit_length())
        self.work.room(d, d * lead.bit_length())
        self.scales = [lead**j for j in range(d)]
        """β^j = scales[j]·α^j."""
        self.zero, self.one = [0] * d, [1] + [0] * (d - 1)
        # c^(d−1)·m(x/c), without its leading term
        self._tail = [m * scale for m, scale in zip(field.minpoly[:-1], reversed(self.scales), strict=True)]

    def inner(self, first: Sequence[Row], second: Sequence[Row]) -> Row:
        """Σ a_i·b_i."""
        d, bits, tail = len(self.zero), bit_size(first) + bit_size(second) + len(first).bit_length(), self._tail
        self.work.products(len(first) * d * d, bit_size(first), bit_size(second))
        self.work.products(d * (d - 1), bits + d * (bit_size([tail]) + 1), bit_size([tail]))
        wide, columns = [0] * (2 * d - 1), list(zip(*second, strict=True))
        for i, a in enumerate(zip(*first, strict=True)):
            if any(a):
                for j, b in enumerate(columns, start=i):
                    wide[j] += sum(map(mul, a, b))
        while len(wide) > d:
            top = wide.pop()
            for j, m in enumerate(tail if top else (), start=len(wide) - d):
                wide[j] -= top * m
        return wide

    def plus(self, a: Row, b: Row) -> Row:
        """The sum."""
        return [x + y for x, y in zip(a, b, strict=True)]

    def of(self, number: int) -> Row:
        """An integer as an element."""
        return [number, *self.zero[1:]]

    def in_powers(self, element: Row) -> Row:
        """The coordinates in 1, α, …, α^(d−1)."""
        return list(map(mul, element, self.scales))


def rational_numbers(work: Work | None = None) -> Field:
    """ℚ, with α = 0."""
    return Field([0, 1], (Fraction(-1), Fraction(1)), work)


def read_field(document: object, work: Work | None = None) -> Field:
    """null for ℚ, or {"minpoly": …, "interval": …}."""
    if document is None:
        return rational_numbers(work)
    minpoly, interval = fields(document, ("minpoly", "interval"), "field")
    coefficients = items(minpoly, "field.minpoly", 3, MAX_FIELD_DEGREE + 1)
    m = [integer_text(c, "a coefficient of field.minpoly") for c in coefficients]
    if m[-1] <= 0:
        raise Malformed("field.minpoly must have a positive leading coefficient")
    lo, hi = (rational(end, "an end of field.interval") for end in items(interval, "field.interval", 2, 2))
    if lo >= hi:
        raise Malformed("field.interval must be two rationals lo < hi")
    return Field(m, (lo, hi), work)
