"""Points with two algebraic coordinates over the number field of one of them, as common zeros of polynomials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import flint
from flint import arb, fmpq, fmpq_poly, fmpz_mpoly

from ...algebra.field_polynomials import FieldPolynomial
from ...algebra.fields import RATIONALS, RealField
from ...algebra.flintio import to_fmpq
from ...algebra.forms import BinaryForm
from ...algebra.irreducible_factors import irreducible_factors
from ...algebra.numbers import AlgebraicNumber, Number, ball_of, element, residue_in
from ...algebra.precision import precisions
from ...roots.roots import RealRoot
from .plane_zeros import Coordinates

FIRST_BITS, LAST_BITS = 128, 2048


@dataclass(frozen=True, eq=False)
class PointField:
    """A real number field and a point over it.

    Attributes:
        field: ℚ(x) for one of the coordinates x; ℚ where all are rational.
        coordinates: of the point, in the field.
    """

    field: RealField
    coordinates: tuple[fmpq_poly, ...]

    def residue(self, polynomial: fmpz_mpoly) -> fmpq_poly:
        """The value of a polynomial at the point, in the field."""
        modulus = self.field.modulus
        powers = [[fmpq_poly([1])] for _ in self.coordinates]
        for known, coordinate, degree in zip(powers, self.coordinates, polynomial.degrees(), strict=False):
            for _ in range(degree):
                known.append(known[-1] * coordinate % modulus)
        total = fmpq_poly()
        for exponents, c in polynomial.terms():
            term = fmpq_poly([fmpq(c)])
            for known, e in zip(powers, exponents, strict=False):
                term = term * known[int(e)]
            total += term
        return total % modulus

    def inverse(self, residue: fmpq_poly) -> fmpq_poly:
        """One over an element that is not zero."""
        return residue.xgcd(self.field.modulus)[1]

    def number(self, residue: fmpq_poly) -> Number:
        """An element as a number."""
        return element(self.field, residue % self.field.modulus)


def point_field(equations: Sequence[fmpz_mpoly], point: Coordinates, most: int) -> PointField | None:
    """The field of one coordinate of a common zero, if the other ones are in it.

    The polynomials and the other coordinate's own have, with the first coordinate put in, a greatest common divisor
    over its field. The other coordinate is in the field if a factor of degree 1 is zero there.

    Args:
        most: the largest degree of a field that is wanted.

    None: the field may be larger, or have a larger degree.
    """
    irrational = [i for i, root in enumerate(point) if root.part is not None]
    if not irrational:
        return PointField(RATIONALS, tuple(fmpq_poly([to_fmpq(root.interval[0])]) for root in point))
    for i in irrational:
        part = point[i].part
        own = point[i].value() if part is not None and part.degree <= most else None
        if not isinstance(own, AlgebraicNumber):
            continue
        field = own.field
        found = [fmpq_poly([to_fmpq(root.interval[0])]) for root in point]
        found[i] = own.residue
        others = [j for j in irrational if j != i]
        if not others:
            return PointField(field, tuple(found))
        other = _other_coordinate(equations, point, i, field, own.residue)
        if other is not None:
            found[others[0]] = other
            return PointField(field, tuple(found))
    return None


def _other_coordinate(
    equations: Sequence[fmpz_mpoly], point: Coordinates, i: int, field: RealField, own: fmpq_poly
) -> fmpq_poly | None:
    """The second of two coordinates in the field of the first, the i-th one. None: it may be in no such field."""
    other = point[1 - i]
    if other.part is None:
        return None
    divisor = FieldPolynomial(field.modulus, [fmpq_poly([fmpq(c)]) for c in other.part.integer_polynomial.coeffs()])
    for equation in equations:
        divisor = divisor.gcd(_in_other(equation, i, field, own))
        if divisor.degree() == 1:
            break
    # leading coefficient first
    form = BinaryForm([element(field, c) for c in reversed(divisor.coefficients)])
    factors = [(form, 1)] if form.degree == 1 else irreducible_factors(form, field)
    if factors is None:
        return None
    here = [factor for factor, _ in factors]
    for bits in precisions(FIRST_BITS, LAST_BITS, 4):
        here = [factor for factor in here if _may_vanish(factor, other, bits)]
        if len(here) == 1:
            break
    # the divisor is zero at the coordinate, and so is exactly one of its factors
    if len(here) != 1 or here[0].degree != 1:
        return None
    leading, constant = here[0].coefficients
    return residue_in(field, -constant / leading)


def _may_vanish(form: BinaryForm, root: RealRoot, bits: int) -> bool:
    """Whether a ball around the value of a form at (root, 1) holds zero."""
    place, total = root.ball_at(bits), arb(0)
    with flint.ctx.workprec(2 * bits):
        for c in form.coefficients:
            total = total * place + ball_of(c)
    return bool(total.contains(0))


def _in_other(equation: fmpz_mpoly, i: int, field: RealField, own: fmpq_poly) -> FieldPolynomial:
    """A polynomial in the other unknown, with a number for the i-th one."""
    powers = [fmpq_poly([1])]
    for _ in range(equation.degrees()[i]):
        powers.append(powers[-1] * own % field.modulus)
    found = [fmpq_poly()] * (1 + equation.degrees()[1 - i])
    for exponents, c in equation.terms():
        found[int(exponents[1 - i])] += powers[int(exponents[i])] * fmpq_poly([fmpq(c)])
    return FieldPolynomial(field.modulus, [c % field.modulus for c in found])
