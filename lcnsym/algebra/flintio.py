"""Between Python's integers and fractions and FLINT's, in one place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm
from numbers import Rational
from typing import cast

from flint import fmpq, fmpq_poly, fmpz, fmpz_poly

LONG = 2000
"""Bits from which FLINT's arithmetic of rationals is worth the way there and back."""


def to_fmpq(value: Fraction | int) -> fmpq:
    """The rational as a FLINT rational."""
    return fmpq(value.numerator, value.denominator)


class _Reduced:
    """Numerator and denominator in lowest terms: Fraction takes over those of a Rational as they are.

    Python's own greatest common divisor of numbers of a hundred thousand digits takes most of a second.
    """

    __slots__ = ("denominator", "numerator")

    def __init__(self, numerator: int, denominator: int) -> None:
        self.numerator, self.denominator = numerator, denominator


Rational.register(_Reduced)


def to_fraction(value: fmpq) -> Fraction:
    """The FLINT rational (or integer) as a Fraction."""
    rational = fmpq(value)
    numerator, denominator = int(rational.p), int(rational.q)
    if denominator.bit_length() < LONG:
        return Fraction(numerator, denominator)
    return Fraction(cast(Rational, _Reduced(numerator, denominator)))


def fraction_of_digits(numerator: str, denominator: str = "1") -> Fraction:
    """The quotient of two integers in decimal digits, of which Python itself reads a few thousand only."""
    return to_fraction(fmpq(fmpz(numerator), fmpz(denominator)))


def rational_polynomial(coefficients: Iterable[Fraction | int]) -> fmpq_poly:
    """The polynomial with these rational coefficients, constant term first."""
    return fmpq_poly([to_fmpq(c) for c in coefficients])


def fractions_of(polynomial: fmpq_poly, length: int) -> tuple[Fraction, ...]:
    """The first `length` coefficients, constant term first, zeros filled in."""
    return tuple(to_fraction(polynomial[j]) for j in range(length))


def integer_multiple(rows: Sequence[Sequence[Fraction]]) -> tuple[int, list[list[int]]]:
    """The least positive integer c that clears all denominators, and c times the rows."""
    denominator = lcm(*(q.denominator for row in rows for q in row))
    return denominator, [[int(q * denominator) for q in row] for row in rows]


def primitive_part(polynomial: fmpz_poly) -> fmpz_poly:
    """The polynomial without content, leading coefficient positive; it must not be zero."""
    content = polynomial.content()
    if polynomial.leading_coefficient() < 0:
        content = -content
    return polynomial // content


def integer_product(first: Sequence[int], second: Sequence[int]) -> list[int]:
    """The coefficients of the product of two integer polynomials, constant coefficients first."""
    return list(map(int, (fmpz_poly(list(first)) * fmpz_poly(list(second))).coeffs()))


def integer_power(polynomial: Sequence[int], exponent: int) -> list[int]:
    """The coefficients of a power of an integer polynomial, constant coefficients first."""
    return list(map(int, (fmpz_poly(list(polynomial)) ** exponent).coeffs()))
