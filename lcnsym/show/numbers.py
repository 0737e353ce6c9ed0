"""Exact numbers on a terminal: in full while they are short, else approximated."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import MAX_EMAX, MIN_EMIN, ROUND_CEILING, ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from math import log10

from ..algebra.forms import BinaryForm
from ..algebra.multihomogeneous import TensorForm
from ..algebra.numbers import AlgebraicNumber, Number, text
from ..algebra.precision import decided
from ..roots.roots import InfiniteRoot, RealRoot, Root

WIDTH = 24
DIGITS = 10
EXACT_TERMS = 12
GUARD_DIGITS = 30
LEADING_BITS = 400


def short_number(value: Number, width: int = WIDTH) -> str:
    """The literal of the number if it has at most `width` characters, else "≈ " and a decimal."""
    if _certainly_long(value, width):
        return approximate(value)
    literal = text(value)
    return literal if len(literal) <= width else approximate(value)


def _certainly_long(value: Number, width: int) -> bool:
    """Whether the size of the number alone tells that it is long, without writing it."""
    rationals = value.coordinates if isinstance(value, AlgebraicNumber) else (value,)
    bits = max(q.numerator.bit_length() + q.denominator.bit_length() for q in rationals)
    return bits * log10(2) > 2 * width


def enclosed(bounds: tuple[Fraction, Fraction], width: int = WIDTH) -> str:
    """A number between two rationals: exact where they agree, else the digits that both of them warrant, at most ten.

    Where zero may be the number, only how large it is at most: "≤ 4.4e-19", or "0 ± 4.4e-19".
    """
    lo, hi = bounds
    if lo == hi:
        return short_number(lo, width)
    if lo <= 0 <= hi:
        most = decimal(max(-lo, hi), 2, ROUND_CEILING)
        return f"≤ {most}" if lo == 0 else f"0 ± {most}"
    middle = (lo + hi) / 2
    digits = next((d for d in range(DIGITS, 1, -1) if (hi - lo) * 10**d <= 2 * abs(middle)), 1)
    return f"≈ {decimal(middle, digits)}"


def approximate(value: Number) -> str:
    """ "≈ " and the number to ten significant digits, of any size."""
    return f"≈ {decimal(_nearby(value) if isinstance(value, AlgebraicNumber) else value)}"


def decimal(rational: Fraction, digits: int = DIGITS, rounded: str = ROUND_HALF_EVEN) -> str:
    """Ten or so significant digits, of any size."""
    rounding = Context(prec=digits, rounding=rounded, Emax=MAX_EMAX, Emin=MIN_EMIN)
    exact = Context(prec=digits + GUARD_DIGITS, Emax=MAX_EMAX, Emin=MIN_EMIN)
    (numerator, up), (denominator, down) = map(_shortened, (rational.numerator, rational.denominator))
    quotient = exact.divide(Decimal(numerator), Decimal(denominator))
    if up != down:
        quotient = exact.multiply(quotient, exact.power(Decimal(2), up - down))
    shown = rounding.plus(quotient).normalize(rounding)
    # without an exponent where all digits before the point are known
    return f"{shown:f}" if 0 <= shown.adjusted() < digits else f"{shown:g}"


def _shortened(number: int) -> tuple[int, int]:
    """Leading bits of an integer and how many were cut off: decimal digits of long ones take Python long."""
    cut = max(number.bit_length() - LEADING_BITS, 0)
    return (number >> cut, cut) if number >= 0 else (-(-number >> cut), cut)


def count_text(count: int) -> str:
    """A number of things in full, and its order of magnitude where that is hard to see."""
    if count < 10**9:
        return str(count)
    return f"{text(count)} (about {decimal(Fraction(count), 3)})"


def root_text(root: Root) -> str:
    """A root of a form: its value if it is a short rational, else a decimal; ∞; or a ± b·i."""
    if isinstance(root, RealRoot):
        return short_number(root.interval[0]) if root.part is None else f"≈ {decimal(root.nearby())}"
    if isinstance(root, InfiniteRoot):
        return "∞"
    nearby = root.nearby()
    return "not real" if nearby is None else f"≈ {decimal(nearby[0])} ± {decimal(nearby[1])}·i"


def _nearby(value: AlgebraicNumber) -> Fraction:
    """A rational that agrees with the number in all digits that are shown, and more."""

    def nearby_at(bits: int) -> Fraction | None:
        lo, hi = value.enclosure(bits)
        return lo if (hi - lo) * 10 ** (DIGITS + 5) < abs(lo) else None

    return decided(nearby_at, 64)


def short_filter(form: BinaryForm | TensorForm) -> str:
    """The coefficients of a filter on one line, the last index fastest, the middle of a long list left out."""
    coefficients = form.coefficients
    if len(coefficients) <= EXACT_TERMS:
        return _joined(coefficients)
    half = EXACT_TERMS // 2
    head, tail = _joined(coefficients[:half]), _joined(coefficients[-half:])
    return f"{head}, …, {tail} ({len(coefficients)} coefficients)"


def _joined(values: Iterable[Number]) -> str:
    return ", ".join(map(short_number, values))
