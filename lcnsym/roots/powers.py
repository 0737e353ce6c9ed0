"""The largest divisor of a binary form that is a form in x^S and y^S."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import reduce
from typing import Any, TypeVar

from flint import fmpz_poly

from ..algebra.field_polynomials import FieldPolynomial
from ..algebra.flintio import to_fraction
from ..algebra.forms import BinaryForm
from ..algebra.numbers import element, residue_in
from ..algebra.reductions import first_primes, reductions
from ..errors import BadInputError, require_integer

T = TypeVar("T")

MANY_PRIMES = 500
"""There is a suitable prime; only those that divide one of two resultants are not."""


def divisor_in_powers(form: BinaryForm, exponent: int) -> BinaryForm:
    """D_S(P), the form D of largest degree such that D(x^S, y^S) divides P; unique up to a factor.

    Roots at 0 and infinity of multiplicity m give D such roots of multiplicity ⌊m/S⌋. What else of P there is, is
    split by exponents modulo S into forms in x^S, y^S, and D is their greatest common divisor: a form in x^S, y^S is
    a divisor of P exactly if it divides each of them.

    Args:
        form: a non-zero form, over ℚ or a real number field.
        exponent: S ≥ 1.

    Raises:
        BadInputError: the form is zero, or the exponent no positive integer.

    Source: arXiv 2401.16613, for two layers.

    Examples:
        >>> print(divisor_in_powers(BinaryForm((1, 1, -2, -2)), 2))
        x - 2*y
    """
    exponent = require_integer(exponent, "the exponent S of x^S", 1)
    if form.is_zero:
        raise BadInputError("the zero form has no largest divisor in powers; every form divides it")
    if exponent == 1:
        return form
    if form.is_rational:
        return _rational_divisor(form, exponent)
    middle = _common_divisor(_core(form), exponent)
    infinity, zero = form.order_at_infinity, order_at_zero(form)
    return BinaryForm((*[0] * (infinity // exponent), *middle.coefficients, *[0] * (zero // exponent)))


def _rational_divisor(form: BinaryForm, exponent: int) -> BinaryForm:
    """D_S of a rational form that is not zero."""
    coefficients = form.integer_polynomial.coeffs()
    infinity = form.degree + 1 - len(coefficients)
    zero = next(i for i, c in enumerate(coefficients) if c)
    found = reduce(fmpz_poly.gcd, map(fmpz_poly, _classes(coefficients[zero:], exponent))).coeffs()
    found.reverse()
    return BinaryForm(
        [Fraction(0)] * (infinity // exponent) + [Fraction(int(c)) for c in found] + [Fraction(0)] * (zero // exponent)
    )


def cofactor_of_powers(form: BinaryForm, divisor: BinaryForm, exponent: int) -> BinaryForm:
    """C with P = C·D(x^S, y^S), for a form D that is not zero and such that D(x^S, y^S) divides P."""
    spread = divisor.in_powers(exponent)
    infinity = (0,) * (form.order_at_infinity - spread.order_at_infinity)
    if form.is_rational and divisor.is_rational:
        quotient = form.dehomogenised() / spread.dehomogenised()
        return BinaryForm((*infinity, *map(to_fraction, reversed(quotient.coeffs()))))
    residues = (residue_in(form.field, w) for w in reversed(spread.coefficients))
    over_field, _ = form.over_field().divmod(FieldPolynomial(form.field.modulus, residues))
    return BinaryForm((*infinity, *(element(form.field, c) for c in reversed(over_field.coefficients))))


def divisor_prime(form: BinaryForm, exponent: int) -> int | None:
    """A prime that proves that no larger form than D_S(P) does what D_S(P) does, for a form that is not zero.

    Modulo the prime, in every residue field of the coefficients' field, the exponent classes of P without its roots at
    0 and infinity have no greatest common divisor of larger degree. None: none of the first primes tried will do.
    """
    core = _core(form)
    found = divisor_in_powers(core, exponent).degree
    return next((p for p in first_primes(MANY_PRIMES) if _common_degree_modulo(core, exponent, p) == found), None)


def _common_degree_modulo(core: BinaryForm, exponent: int, prime: int) -> int | None:
    """The greatest degree in the residue fields; None: in one of them the form loses its degree."""
    if core.field.minpoly[-1] % prime == 0:
        return None
    images = list(reductions(core.integer_coordinates, core.field, prime))
    if any(image.degree() < core.degree for image in images):
        return None
    parts = [reductions(part, core.field, prime) for part in _coordinate_classes(core, exponent)]
    degrees: list[int] = [reduce(_gcd, image).degree() for image in zip(*parts, strict=True)]
    return max(degrees)


def _coordinate_classes(core: BinaryForm, exponent: int) -> Iterator[list[fmpz_poly]]:
    """The integer coordinates of the exponent classes."""
    for first in range(min(exponent, core.degree + 1)):
        yield [fmpz_poly(f.coeffs()[first::exponent]) for f in core.integer_coordinates]


def _gcd(f: Any, g: Any) -> Any:
    return f.gcd(g)


def order_at_zero(form: BinaryForm) -> int:
    """The number of trailing zeros of a non-zero form: the multiplicity of the root (0 : 1)."""
    i = len(form.coefficients) - 1
    while not form.coefficients[i]:
        i -= 1
    return len(form.coefficients) - 1 - i


def _core(form: BinaryForm) -> BinaryForm:
    """The form without its roots at 0 and infinity."""
    return BinaryForm(form.coefficients[form.order_at_infinity : form.degree + 1 - order_at_zero(form)])


def _common_divisor(core: BinaryForm, exponent: int) -> BinaryForm:
    """D_S of a form over a number field without roots at 0 and infinity."""
    residues = core.over_field().coefficients
    parts = (FieldPolynomial(core.field.modulus, part) for part in _classes(residues, exponent))
    over_field = reduce(FieldPolynomial.gcd, sorted(parts, key=FieldPolynomial.degree)).monic()
    return BinaryForm(tuple(element(core.field, c) for c in reversed(over_field.coefficients)))


def _classes(coefficients: list[T], exponent: int) -> Iterator[list[T]]:
    """The coefficients by exponent modulo S, without the classes that are zero."""
    for first in range(min(exponent, len(coefficients))):
        found = coefficients[first::exponent]
        if any(c != 0 for c in found):
            yield found
