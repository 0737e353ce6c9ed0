"""The greatest common divisor of rational forms by Euclid's algorithm, and its multiples of a degree."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce

from ...algebra.forms import BinaryForm

Polynomial = list[Fraction]
"""Coefficients, the leading one first and not zero; empty for zero."""


def common_factor(forms: Sequence[BinaryForm]) -> BinaryForm:
    """The greatest common divisor of non-zero rational forms, at least one, root at infinity included.

    It is computed on lists of fractions, and shares no code with the square-free parts; its first non-zero
    coefficient is 1.
    """
    infinity = min(form.order_at_infinity for form in forms)
    polynomials = [[w for w in form.coefficients if isinstance(w, Fraction)] for form in forms]
    found = reduce(_euclid, polynomials[1:], _trimmed(polynomials[0]))
    return BinaryForm([*[0] * infinity, *(c / found[0] for c in found)])


def _euclid(first: Polynomial, second: Polynomial) -> Polynomial:
    """The greatest common divisor of two polynomials; the second may be 0."""
    first, second = _trimmed(first), _trimmed(second)
    while second:
        first, second = second, _remainder(first, second)
    return first


def _remainder(dividend: Polynomial, divisor: Polynomial) -> Polynomial:
    rest = dividend
    while len(rest) >= len(divisor):
        factor = rest[0] / divisor[0]
        reduced = [a - factor * b for a, b in zip(rest, divisor, strict=False)]
        rest = _trimmed([*reduced, *rest[len(divisor) :]])
    return rest


def _trimmed(polynomial: Polynomial) -> Polynomial:
    start = next((i for i, c in enumerate(polynomial) if c), len(polynomial))
    return polynomial[start:]


def multiples(factor: BinaryForm, degree: int) -> list[list[Fraction]]:
    """A basis of the multiples of a rational form among the forms of a degree, one in a row: times x^i y^j."""
    w = [c for c in factor.coefficients if isinstance(c, Fraction)]
    shifts = degree - factor.degree
    return [[*[Fraction(0)] * j, *w, *[Fraction(0)] * (shifts - j)] for j in range(shifts + 1)]
