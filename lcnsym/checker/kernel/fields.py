"""Real number fields ℚ(α): exact signs of integer combinations of 1, α, …, α^(d−1), and products of them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from .limits import MAX_FIELD_DEGREE, Work, bit_size
from .outcome import Malformed, require
from .polynomials import (
    Row,
    all_above,
    all_between,
    dyadic_value,
    greatest_common_divisor,
    values,
    variations,
)
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
        self._powers: dict[int, tuple[Row, Row]] = {}
        self._bracket: tuple[int, int, int] | None = None

    def check(self) -> None:
        """The interval must hold exactly one root: Descartes' rule gives 1, and no end is a root."""
        lo, hi = self.interval
        ends = [values([self.minpoly], end, self.work) for end in self.interval]
        require("ends", [0] not in ends, "an end of the interval is a root of the minimal polynomial")
        moved, ratio = all_above([self.minpoly], lo, self.work)
        (arc,) = all_between(moved, (hi - lo) / ratio, self.work)
        found = variations([(c > 0) - (c < 0) for c in arc])
        require("one-root", found == 1, "Descartes' rule does not show exactly one root in the interval")

    def sign(self, element: Sequence[int]) -> int:
        """The exact sign of Σ element[j]·α^j."""
        if not any(element[1:]):
            return (element[0] > 0) - (element[0] < 0)
        bits, size = _START, bit_size([element])
        while True:
            low, high = self._enclosure(element, bits, size)
            if low > 0 or high < 0:
                return 1 if low > 0 else -1
            if bits == _EXACT_AFTER and self._vanishes(element):
                return 0
            bits *= 2

    def _vanishes(self, element: Sequence[int]) -> bool:
        """Whether the element is zero: whether α is a root of its greatest common divisor with m."""
        common = greatest_common_divisor(self.minpoly, element, self.work)
        if len(common) <= 1:
            return False
        (lo,), (hi,) = (values([common], end, self.work) for end in self.interval)
        return (lo > 0) != (hi > 0)

    def _enclosure(self, element: Sequence[int], bits: int, size: int) -> tuple[int, int]:
        """Integers low ≤ 2^bits·Σ element[j]·α^j ≤ high, for coefficients of at most `size` bits."""
        lows, highs = self._power_bounds(bits)
        self.work.products(2 * self.degree, size, max(bit_size([lows]), bit_size([highs])))
        low = high = 0
        for c, a, b in zip(element, lows, highs, strict=True):
            if c > 0:
                low, high = low + c * a, high + c * b
            elif c < 0:
                low, high = low + c * b, high + c * a
        return low, high

    def _power_bounds(self, bits: int) -> tuple[Row, Row]:
        """Integers around 2^bits·α^j for j < d."""
        if bits not in self._powers:
            a, b = self._root_bounds(bits)
            size = max(abs(a), abs(b)).bit_length()
            self.work.products(4 * self.degree, self.degree * size, size)
            self.work.room(2 * self.degree, self.degree * size)
            lows, highs = [1 << bits], [1 << bits]
            for _ in range(self.degree - 1):
                products = [x * y for x in (lows[-1], highs[-1]) for y in (a, b)]
                lows.append(min(products) >> bits)
                highs.append(-(-max(products) >> bits))
            self._powers[bits] = (lows, highs)
        return self._powers[bits]

    def _root_bounds(self, bits: int) -> tuple[int, int]:
        """Integers a ≤ 2^bits·α ≤ b, b − a ≤ 1, by bisection inside the isolating interval and the last bracket."""
        lo, hi = self.interval
        left, right = (lo * 2**bits).__floor__(), (hi * 2**bits).__ceil__()
        if self._bracket is not None and self._bracket[0] <= bits:
            known, below, above = self._bracket
            left, right = max(left, below << (bits - known)), min(right, above << (bits - known))
        self._announce_bisection(bits, left, right)
        negative = values([self.minpoly], lo, self.work)[0] < 0
        while right - left > 1:
            middle = (left + right) // 2
            here = dyadic_value(self.minpoly, middle, bits)
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
