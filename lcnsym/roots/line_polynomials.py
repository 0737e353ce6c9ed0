"""Polynomials over real number fields as Descartes' rule needs them, and the affine polynomial of a form."""

from __future__ import annotations

from collections.abc import Sequence

from flint import arb, fmpz, fmpz_poly

from ..algebra.fields import START_PRECISION, RealField
from ..algebra.forms import BinaryForm
from ..algebra.precision import decided
from ..algebra.shiftable import FAR, IntegerPolynomial, hong_exponent, sign_variations

_SHIFT_BY_ONE = fmpz_poly([1, 1])
_SIZE_BITS = 8


def line_polynomial(form: BinaryForm) -> IntegerPolynomial | RealPolynomial:
    """P(x, 1) of a non-zero form, up to a positive factor."""
    coordinates = form.integer_coordinates
    return IntegerPolynomial(coordinates[0]) if form.is_rational else RealPolynomial(form.field, coordinates)


class RealPolynomial:
    """f(x) = Σ α^j f_j(x) ≠ 0 with integer polynomials f_j, α the generator of a real number field.

    Shifts, stretches and reversals are linear over ℚ, so they act on the coordinates f_j. A `ShiftablePolynomial`.
    """

    __slots__ = ("coordinates", "field", "top")

    def __init__(self, field: RealField, coordinates: Sequence[fmpz_poly]) -> None:
        self.field = field
        self.coordinates = tuple(coordinates)
        self.top = int(max(g.degree() for g in coordinates))

    def _mapped(self, inner: fmpz_poly) -> RealPolynomial:
        return RealPolynomial(self.field, [g(inner) for g in self.coordinates])

    def degree(self) -> int:
        """The degree."""
        return self.top

    def bits(self) -> int:
        """Of the longest coordinate of a coefficient."""
        return int(max(g.height_bits() for g in self.coordinates))

    def shift(self, step: int) -> RealPolynomial:
        """f(x + step)."""
        return self._mapped(_SHIFT_BY_ONE if step == 1 else fmpz_poly([step, 1]))

    def scale(self, numerator: int, denominator: int = 1) -> RealPolynomial:
        """denominatorⁿ · f(numerator · x / denominator), numerator ≠ 0, denominator > 0."""
        scaled = self._mapped(fmpz_poly([0, numerator]))
        if denominator == 1:
            return scaled
        inner = fmpz_poly([0, denominator])
        return RealPolynomial(self.field, [self._reversed(self._reversed(g)(inner)) for g in scaled.coordinates])

    def reverse(self) -> RealPolynomial:
        """xⁿ f(1/x)."""
        return RealPolynomial(self.field, [self._reversed(g) for g in self.coordinates])

    def _reversed(self, g: fmpz_poly) -> fmpz_poly:
        coefficients = g.coeffs()
        return fmpz_poly([fmpz(0)] * (self.top + 1 - len(coefficients)) + coefficients[::-1])

    def order_at_zero(self) -> int:
        """The multiplicity of the root 0."""
        return next(i for i in range(self.top + 1) if any(g[i] for g in self.coordinates))

    def without_zero(self) -> RealPolynomial:
        """f divided by its power of x."""
        order = self.order_at_zero()
        return RealPolynomial(self.field, [g.right_shift(order) for g in self.coordinates]) if order else self

    def variations(self) -> int:
        """Sign variations of the coefficients, zeros skipped."""
        return sign_variations(self._signs())

    def cluster_distances(self, roots: int) -> tuple[int, int]:
        """See `ShiftablePolynomial.cluster_distances`."""
        n = self.top
        value, slope, second, leading = (
            self.field.ball_of(self._coefficient(i), START_PRECISION) for i in (0, 1, n - 1, n)
        )
        far = _integer_near(-second / (roots * leading)) - n
        return _integer_near(-roots * value / slope), far if far >= FAR * n else 0

    def lower_exponent(self) -> int | None:
        """Hong's bound, see `ShiftablePolynomial.lower_exponent`."""
        sizes = [self._size(i) for i in range(self.top + 1)]
        return hong_exponent(self._signs(), [size - 1 for size in sizes], [size + 1 for size in sizes])

    def _signs(self) -> list[int]:
        return [self.field.sign_of(self._coefficient(i)) for i in range(self.top + 1)]

    def _coefficient(self, i: int) -> list[fmpz]:
        return [g[i] for g in self.coordinates]

    def _size(self, i: int) -> int:
        """An exponent e with 2^(e−1) ≤ |c| ≤ 2^(e+1) for a non-zero coefficient c; 0 for a zero one."""
        coefficient = self._coefficient(i)
        if not any(coefficient):
            return 0

        def ball_at(precision: int) -> arb | None:
            ball = self.field.ball_of(coefficient, precision)
            return ball if ball.rel_accuracy_bits() >= _SIZE_BITS else None

        mantissa, exponent = decided(ball_at, START_PRECISION).mid().man_exp()
        return int(abs(mantissa).bit_length() + exponent)


def _integer_near(ball: arb) -> int:
    """An integer next to the middle of a ball; 0 for an unbounded one."""
    if not ball.is_finite():
        return 0
    mantissa, exponent = ball.mid().man_exp()
    return int(mantissa) << int(exponent) if exponent > 0 else int(mantissa) >> -int(exponent)
