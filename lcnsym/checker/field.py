"""Real number fields ℚ(α): exact signs of integer combinations of 1, α, …, α^(d−1), and products of them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from .limits import MAX_FIELD_DEGREE
from .outcome import Malformed, Rejected
from .polynomials import Row, above, between, greatest_common_divisor, value, variations
from .reading import fields, integer_text, items, rational

_START = 96
_EXACT_AFTER = 384


class Field:
    """ℚ(α), α the only real root of an integer polynomial m in an open interval; m need not be irreducible.

    Elements are vectors of d integers, the coordinates in 1, α, …, α^(d−1). For ℚ, d = 1.
    """

    def __init__(self, minpoly: Row, interval: tuple[Fraction, Fraction]) -> None:
        self.minpoly = minpoly
        self.interval = interval
        self.degree = len(minpoly) - 1
        self._powers: dict[int, tuple[Row, Row]] = {}

    def check(self) -> None:
        """The interval must hold exactly one root: Descartes' rule gives 1, and no end is a root."""
        lo, hi = self.interval
        if value(self.minpoly, lo) == 0 or value(self.minpoly, hi) == 0:
            raise Rejected("rule field: an end of the interval is a root of the minimal polynomial")
        moved, ratio = above(self.minpoly, lo)
        if variations([(c > 0) - (c < 0) for c in between(moved, (hi - lo) / ratio)]) != 1:
            raise Rejected("rule field: Descartes' rule does not show exactly one root in the interval")

    def sign(self, element: Sequence[int]) -> int:
        """The exact sign of Σ element[j]·α^j."""
        if not any(element[1:]):
            return (element[0] > 0) - (element[0] < 0)
        bits = _START
        while True:
            low, high = self._enclosure(element, bits)
            if low > 0 or high < 0:
                return 1 if low > 0 else -1
            if bits == _EXACT_AFTER and self._vanishes(element):
                return 0
            bits *= 2

    def _vanishes(self, element: Sequence[int]) -> bool:
        """Whether the element is zero: whether α is a root of its greatest common divisor with m."""
        common = greatest_common_divisor(self.minpoly, element)
        if len(common) <= 1:
            return False
        lo, hi = (value(common, end) for end in self.interval)
        return (lo > 0) != (hi > 0)

    def _enclosure(self, element: Sequence[int], bits: int) -> tuple[int, int]:
        """Integers low ≤ 2^bits·Σ element[j]·α^j ≤ high."""
        lows, highs = self._power_bounds(bits)
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
            lows, highs = [1 << bits], [1 << bits]
            for _ in range(self.degree - 1):
                products = [x * y for x in (lows[-1], highs[-1]) for y in (a, b)]
                lows.append(min(products) >> bits)
                highs.append(-(-max(products) >> bits))
            self._powers[bits] = (lows, highs)
        return self._powers[bits]

    def _root_bounds(self, bits: int) -> tuple[int, int]:
        """Integers a < 2^bits·α ≤ a + 1 … by bisection inside the isolating interval."""
        lo, hi = self.interval
        below = value(self.minpoly, lo) > 0
        left, right = (lo * 2**bits).__floor__(), (hi * 2**bits).__ceil__()
        while right - left > 1:
            middle = (left + right) // 2
            point = Fraction(middle, 2**bits)
            if point <= lo:
                left = middle
            elif point >= hi:
                right = middle
            else:
                here = value(self.minpoly, point)
                if here == 0:
                    return middle, middle
                left, right = (middle, right) if (here > 0) == below else (left, middle)
        return left, right

    def is_zero(self, element: Sequence[int]) -> bool:
        """Whether the element is zero, exactly."""
        return not any(element) or (any(element[1:]) and self.sign(element) == 0)


def rational_numbers() -> Field:
    """ℚ, with α = 0."""
    return Field([0, 1], (Fraction(-1), Fraction(1)))


def read_field(document: object) -> Field:
    """null for ℚ, or {"minpoly": …, "interval": …}."""
    if document is None:
        return rational_numbers()
    minpoly, interval = fields(document, ("minpoly", "interval"), "field")
    coefficients = items(minpoly, "field.minpoly", 3, MAX_FIELD_DEGREE + 1)
    m = [integer_text(c, "a coefficient of field.minpoly") for c in coefficients]
    if m[-1] <= 0:
        raise Malformed("field.minpoly must have a positive leading coefficient")
    lo, hi = (rational(end, "an end of field.interval") for end in items(interval, "field.interval", 2, 2))
    if lo >= hi:
        raise Malformed("field.interval must be two rationals lo < hi")
    return Field(m, (lo, hi))
