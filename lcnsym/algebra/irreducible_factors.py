"""Irreducible factors of binary forms over ℚ and over real number fields."""

from __future__ import annotations

from collections.abc import Iterator

from flint import fmpz, fmpz_mpoly_ctx, fmpz_poly

from .field_polynomials import FieldPolynomial
from .fields import RealField
from .flintio import primitive_part
from .forms import BinaryForm
from .numbers import element, generator, in_common_field
from .squarefree import squarefree_decomposition

MOST_FACTORED = 120
"""Norms of a larger degree are not factored."""


def irreducible_factors(form: BinaryForm, field: RealField) -> list[tuple[BinaryForm, int]] | None:
    """The irreducible factors over a field of a form over it that is not zero, with their multiplicities.

    Over ℚ they have coprime integers as coefficients, over a larger field the first that is not zero is 1. The root at
    infinity is the factor y.

    None: the norm of a square-free part, which is factored over ℚ, has a degree above MOST_FACTORED.

    Source: Trager, Algebraic factoring and rational function integration, SYMSAC 1976.

    Examples:
        >>> from lcnsym import parse_number
        >>> found = irreducible_factors(BinaryForm((1, 0, -2)), parse_number("sqrt(2)").field)
        >>> print(*(factor for factor, _ in found), sep=", ")
        x + (-sqrt(2))*y, x + (sqrt(2))*y
    """
    found: list[tuple[BinaryForm, int]] = []
    for multiplicity, part in squarefree_decomposition(form).parts:
        if part.order_at_infinity:
            found.append((BinaryForm((0, 1)), multiplicity))
        finite = BinaryForm(part.coefficients[part.order_at_infinity :])
        if field.degree > 1 and finite.degree * field.degree > MOST_FACTORED:
            return None
        found += [(factor, multiplicity) for factor in _factors(finite, field) if factor.degree]
    return found


def _factors(part: BinaryForm, field: RealField) -> Iterator[BinaryForm]:
    """Of a square-free form without a root at infinity."""
    if field.degree == 1:
        yield from _rational_factors(part.integer_polynomial)
        return
    if part.degree == 1:
        yield part
        return
    # all but finitely many shifts by multiples of the generator make the norm square-free
    alpha, shift = generator(field), 0
    while True:
        norm = norm_polynomial(part.substituted(1, alpha * -shift, 0, 1), field)
        if norm.gcd(norm.derivative()).degree() == 0:
            break
        shift = -shift if shift > 0 else 1 - shift
    for factor in _rational_factors(norm):
        moved = factor.substituted(1, alpha * shift, 0, 1)
        yield common_factor(part, moved, field)


def _rational_factors(polynomial: fmpz_poly) -> list[BinaryForm]:
    return [_rational_form(factor) for factor, _ in primitive_part(polynomial).factor()[1]]


def common_factor(first: BinaryForm, second: BinaryForm, field: RealField) -> BinaryForm:
    """The form with the finite roots that two forms over a field have in common, which are not zero.

    Over ℚ it has coprime integers as coefficients, over a larger field it begins with 1.
    """
    if field.degree == 1:
        return _rational_form(first.integer_polynomial.gcd(second.integer_polynomial))
    a, b = _over(field, first, second)
    return _form(field, a.gcd(b))


def without_factor(form: BinaryForm, factor: BinaryForm, field: RealField) -> BinaryForm:
    """A form over a field, without roots at infinity, divided by one of its factors, up to a scalar."""
    if field.degree == 1:
        return _rational_form(primitive_part(form.integer_polynomial) // primitive_part(factor.integer_polynomial))
    a, b = _over(field, form, factor)
    return _form(field, a.divmod(b)[0].monic())


def _over(field: RealField, first: BinaryForm, second: BinaryForm) -> tuple[FieldPolynomial, FieldPolynomial]:
    _, residues = in_common_field([*first.coefficients, *second.coefficients, generator(field)])
    split = first.degree + 1
    a, b = residues[:split], residues[split:-1]
    return FieldPolynomial(field.modulus, reversed(a)), FieldPolynomial(field.modulus, reversed(b))


def _form(field: RealField, polynomial: FieldPolynomial) -> BinaryForm:
    return BinaryForm([element(field, c) for c in reversed(polynomial.coefficients)])


def _rational_form(polynomial: fmpz_poly) -> BinaryForm:
    return BinaryForm([int(c) for c in reversed(polynomial.coeffs())])


def norm_polynomial(form: BinaryForm, field: RealField) -> fmpz_poly:
    """The norm of P(x, 1) from a field that holds the coefficients to ℚ, times an integer that is not zero."""
    ring = fmpz_mpoly_ctx.get(("a", "x"), "lex")
    minpoly = ring.from_dict({(j, 0): c for j, c in enumerate(field.minpoly) if c})
    terms: dict[tuple[int, ...], int | fmpz] = {
        (j, i): c for j, g in enumerate(form.integer_coordinates) for i, c in enumerate(g.coeffs()) if c
    }
    resultant = minpoly.resultant(ring.from_dict(terms), "a").to_dict()
    return fmpz_poly([resultant.get((0, i), 0) for i in range(1 + max(i for _, i in resultant))])
