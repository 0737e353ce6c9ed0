"""Real polynomials as Descartes' rule sees them: coordinates over ℤ, signs and sizes of coefficients, Möbius maps."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import flint
from flint import arb, fmpz, fmpz_poly

from .fields import START_PRECISION, RealField
from .forms import BinaryForm

_SHIFT = fmpz_poly([1, 1])


class LinePolynomial:
    """g(u) = Σ α^j g_j(u) of formal degree n on the half-line u > 0, up to a positive factor.

    Over ℚ there is one coordinate g_0. All operations are linear over ℚ, so they act on the coordinates.
    """

    __slots__ = ("coordinates", "degree", "field")

    def __init__(self, field: RealField, coordinates: Sequence[fmpz_poly], degree: int) -> None:
        self.field = field
        self.coordinates = tuple(coordinates)
        self.degree = degree

    @classmethod
    def of_form(cls, form: BinaryForm) -> LinePolynomial:
        """P(u, 1)."""
        return cls(form.field, form.integer_coordinates, form.degree)

    def _mapped(self, coordinates: Sequence[fmpz_poly]) -> LinePolynomial:
        return LinePolynomial(self.field, coordinates, self.degree)

    def shifted(self, step: int) -> LinePolynomial:
        """g(u + step)."""
        line = _SHIFT if step == 1 else fmpz_poly([step, 1])
        return self._mapped([g(line) for g in self.coordinates])

    def reversed(self) -> LinePolynomial:
        """uⁿ g(1/u)."""
        return self._mapped([_reversed(g, self.degree) for g in self.coordinates])

    def mirrored(self) -> LinePolynomial:
        """g(−u)."""
        line = fmpz_poly([0, -1])
        return self._mapped([g(line) for g in self.coordinates])

    def stretched(self, factor: int) -> LinePolynomial:
        """g(factor · u), factor > 0."""
        line = fmpz_poly([0, factor])
        return self._mapped([g(line) for g in self.coordinates])

    def on_arc(self, lo: Fraction | None, hi: Fraction | None) -> LinePolynomial:
        """The polynomial in u ∈ (0, ∞) of the arc from lo to hi; None stands for an infinite end, at most one.

        (lo + hi·u)/(1 + u) between finite ends, lo + u above lo, hi − u below hi.
        """
        if lo is None:
            return self.mirrored()._above(-hi if hi is not None else Fraction(0))
        above = self._above(lo)
        if hi is None:
            return above
        width = (hi - lo) * lo.denominator
        unit = above.stretched(width.numerator)
        scaled = [_scaled_back(g, width.denominator, self.degree) for g in unit.coordinates]
        return self._mapped([_reversed(_reversed(g, self.degree)(_SHIFT), self.degree) for g in scaled])

    def _above(self, lo: Fraction) -> LinePolynomial:
        """g(lo + u/q) for lo = p/q, up to a positive factor."""
        scaled = [_scaled_back(g, lo.denominator, self.degree) for g in self.coordinates]
        return self._mapped(scaled).shifted(lo.numerator)

    def signs(self) -> list[int]:
        """The exact signs of the n + 1 coefficients, constant term first."""
        if self.field.degree == 1:
            g = self.coordinates[0]
            return [(c > 0) - (c < 0) for c in g.coeffs()] + [0] * (self.degree - g.degree())
        return [self._sign(i) for i in range(self.degree + 1)]

    def _column(self, i: int) -> list[fmpz]:
        return [g[i] for g in self.coordinates]

    def _sign(self, i: int) -> int:
        column = self._column(i)
        if not any(column[1:]):
            return int(column[0] > 0) - int(column[0] < 0)
        precision = START_PRECISION
        while True:
            ball = _ball(self.field, column, precision)
            if not ball.contains(0):
                return 1 if ball > 0 else -1
            precision *= 2

    def sizes(self) -> list[int]:
        """Exponents e with 2^(e−1) ≤ |c| < 2^(e+1) for the coefficients c, constant term first; 0 for zero ones."""
        if self.field.degree == 1:
            g = self.coordinates[0]
            return [c.bit_length() for c in g.coeffs()] + [0] * (self.degree - g.degree())
        return [self._size(i) for i in range(self.degree + 1)]

    def _size(self, i: int) -> int:
        column = self._column(i)
        if not any(column):
            return 0
        precision = START_PRECISION
        while True:
            ball = _ball(self.field, column, precision)
            if ball.rel_accuracy_bits() > 8:
                mantissa, exponent = ball.mid().man_exp()
                return int(abs(mantissa).bit_length() + exponent)
            precision *= 2


def variations(signs: Sequence[int]) -> int:
    """The number of sign changes, zeros skipped."""
    previous = count = 0
    for s in signs:
        if s:
            count += previous == -s
            previous = s
    return count


def _reversed(g: fmpz_poly, degree: int) -> fmpz_poly:
    coefficients = g.coeffs()
    zeros = [fmpz(0)] * (degree + 1 - len(coefficients))
    return fmpz_poly(zeros + coefficients[::-1])


def _scaled_back(g: fmpz_poly, denominator: int, degree: int) -> fmpz_poly:
    """denominatorⁿ · g(u / denominator)."""
    if denominator == 1:
        return g
    return _reversed(_reversed(g, degree)(fmpz_poly([0, denominator])), degree)


def _ball(field: RealField, column: Sequence[fmpz], precision: int) -> arb:
    powers = field.powers(precision)
    with flint.ctx.workprec(precision):
        return sum((p * c for p, c in zip(powers, column, strict=True)), start=arb(0))
