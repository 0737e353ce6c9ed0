"""Isolating intervals of real roots, made as short as wanted by quadratic interval refinement."""

from __future__ import annotations

from fractions import Fraction

import flint
from flint import arb, arb_poly, fmpq, fmpz, fmpz_poly

from .shiftable import IntegerPolynomial

_START_PRECISION = 64


def refine(polynomial: fmpz_poly, lo: Fraction, hi: Fraction, precision: int) -> tuple[Fraction, Fraction]:
    """Shorten an isolating interval of a simple root to less than 2^−precision; (r, r) if r is met exactly.

    The interval is open; its ends may be other, simple roots. Quadratic interval refinement: the interval is
    divided into 2^s parts, the part where the secant meets the axis is tested by signs at its ends, and s
    doubles after a success. Signs come from balls, and exactly where these do not decide.

    References:
        J. Abbott, Quadratic interval refinement for real roots, arXiv:1203.1227.
    """
    if hi <= lo:
        return lo, hi
    cell = _Cell(polynomial, lo, hi)
    step = 1
    while not cell.is_exact and cell.width >= Fraction(1, 1 << precision):
        step = 2 * step if cell.narrow(step) else max(step // 2, 1)
    return cell.ends()


class _Cell:
    """The root's interval: t from index/2^depth to (index + 1)/2^depth, where x = lo + (hi − lo)·t."""

    def __init__(self, polynomial: fmpz_poly, lo: Fraction, hi: Fraction) -> None:
        span = (hi - lo) * lo.denominator
        moved = IntegerPolynomial(polynomial).scale(1, lo.denominator).shift(lo.numerator)
        self.polynomial = moved.scale(span.numerator, span.denominator).polynomial
        self.lo, self.span = lo, hi - lo
        self.index = self.depth = 0
        self.is_exact = False
        self.sign_below = _sign(self.polynomial[0]) or _sign(self.polynomial[1])

    @property
    def width(self) -> Fraction:
        return self.span / (1 << self.depth)

    def ends(self) -> tuple[Fraction, Fraction]:
        """The interval of x."""
        below = self.lo + self.width * self.index
        return below, below if self.is_exact else below + self.width

    def narrow(self, step: int) -> bool:
        """Go down to the 2^−step of the interval that the secant points to, or to a half if that is wrong."""
        guess = self._secant(step)
        if guess is not None:
            below = (self.index << step) + guess
            found = self._side(below, self.depth + step), self._side(below + 1, self.depth + step)
            if 0 in found:
                self._stop(below + found.index(0), self.depth + step)
                return True
            if found == (1, -1):
                self.index, self.depth = below, self.depth + step
                return True
        self._bisect()
        return False

    def _secant(self, step: int) -> int | None:
        """The part, 0, …, 2^step − 1, with the secant's zero; None if the balls are too wide to tell."""
        with flint.ctx.workprec(_START_PRECISION + self.depth + 2 * step):
            f = arb_poly(self.polynomial)
            left, right = (f(_dyadic(self.index + i, self.depth)) for i in range(2))
            slope = left - right
            if slope.contains(0):
                return None
            place = (left / slope * (1 << step)).mid().floor().unique_fmpz()
        return None if place is None else min(max(int(place), 0), (1 << step) - 1)

    def _bisect(self) -> None:
        middle = 2 * self.index + 1
        side = self._side(middle, self.depth + 1)
        if side == 0:
            self._stop(middle, self.depth + 1)
        else:
            self.index, self.depth = (middle if side > 0 else middle - 1), self.depth + 1

    def _stop(self, index: int, depth: int) -> None:
        self.index, self.depth, self.is_exact = index, depth, True

    def _side(self, index: int, depth: int) -> int:
        """1 if index/2^depth is below the root, −1 above, 0 at it."""
        if index == 0:
            return 1
        if index == 1 << depth:
            return -1
        return self.sign_below * _sign_at(self.polynomial, index, depth)


def _sign(value: fmpz) -> int:
    return int(value > 0) - int(value < 0)


def _dyadic(numerator: int, exponent: int) -> arb:
    return arb(fmpz(numerator)) * arb(2) ** -exponent


def _sign_at(polynomial: fmpz_poly, index: int, depth: int) -> int:
    """The sign at index/2^depth: from balls of growing precision, in the end exactly."""
    precision = _START_PRECISION + 2 * depth
    while precision < _exact_bits(polynomial, depth):
        with flint.ctx.workprec(precision):
            value = arb_poly(polynomial)(_dyadic(index, depth))
            if not value.contains(0):
                return 1 if value > 0 else -1
        precision *= 2
    exact = polynomial(fmpq(index, fmpz(1) << depth))
    return int(exact > 0) - int(exact < 0)


def _exact_bits(polynomial: fmpz_poly, depth: int) -> int:
    return int(polynomial.degree() * (depth + 1) + polynomial.height_bits())
