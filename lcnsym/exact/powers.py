"""The largest divisor of a binary form that is a form in x^S and y^S."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import TypeVar

from flint import fmpz_poly

from ..errors import BadInputError
from .field_polynomials import FieldPolynomial
from .forms import BinaryForm
from .numbers import element

T = TypeVar("T")


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
    if not isinstance(exponent, int) or isinstance(exponent, bool) or exponent < 1:
        raise BadInputError(f"the exponent S of x^S is a positive integer, {exponent!r} was given")
    infinity, zero = form.order_at_infinity, order_at_zero(form)
    if exponent == 1:
        return form
    core = BinaryForm(form.coefficients[infinity : form.degree + 1 - zero])
    middle = _common_divisor(core, exponent)
    return BinaryForm((*[0] * (infinity // exponent), *middle.coefficients, *[0] * (zero // exponent)))


def order_at_zero(form: BinaryForm) -> int:
    """The number of trailing zeros of a non-zero form: the multiplicity of the root (0 : 1)."""
    return next(i for i, w in enumerate(reversed(form.coefficients)) if w)


def _common_divisor(core: BinaryForm, exponent: int) -> BinaryForm:
    """D_S of a form without roots at 0 and infinity."""
    if core.is_rational:
        found = reduce(fmpz_poly.gcd, map(fmpz_poly, _classes(core.integer_polynomial.coeffs(), exponent)))
        return BinaryForm(tuple(int(c) for c in reversed(found.coeffs())))
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
