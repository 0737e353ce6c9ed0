"""Square-free decomposition of binary forms, and primes that prove a form square-free."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .forms import BinaryForm, FormLike, as_form
from .numbers import Number, element
from .reductions import Reduced, first_primes, reductions
from .short_repr import short_repr


@short_repr
@dataclass(frozen=True)
class SquarefreeDecomposition:
    """P = scalar · Π A_m^m.

    Attributes:
        scalar: an exact number that is not zero.
        parts: pairs (m, A_m), m ascending, the A_m of degree ≥ 1, square-free and pairwise coprime.

    Examples:
        >>> print(squarefree_decomposition(BinaryForm((2, -4, 2))))
        SquarefreeDecomposition(scalar=Fraction(2, 1), parts=((2, BinaryForm.parse('1,-1')),))
    """

    scalar: Number
    parts: tuple[tuple[int, BinaryForm], ...]


def squarefree_decomposition(form: FormLike) -> SquarefreeDecomposition:
    """The square-free decomposition of a non-zero form over its own field, root at infinity included.

    Over ℚ the parts have coprime integer coefficients, the first non-zero one positive; over a larger field that
    first coefficient is 1.

    Examples:
        >>> squarefree_decomposition(BinaryForm((0, 1, -1))).parts
        ((1, BinaryForm.parse('0,1,-1')),)
    """
    return as_form(form).remembered(_decomposed)


def _decomposed(form: BinaryForm) -> SquarefreeDecomposition:
    parts = dict(_rational_parts(form) if form.is_rational else _field_parts(form))
    infinity = form.order_at_infinity
    if infinity:
        parts[infinity] = BinaryForm((0, *parts[infinity].coefficients)) if infinity in parts else BinaryForm((0, 1))
    leading: Number = form.coefficients[infinity]
    for multiplicity, part in parts.items():
        leading = leading / part.coefficients[part.order_at_infinity] ** multiplicity
    return SquarefreeDecomposition(leading, tuple(sorted(parts.items())))


def _rational_parts(form: BinaryForm) -> Iterator[tuple[int, BinaryForm]]:
    for part, multiplicity in form.integer_polynomial.factor_squarefree()[1]:
        positive = part if part.leading_coefficient() > 0 else -part
        yield multiplicity, BinaryForm(tuple(int(c) for c in reversed(positive.coeffs())))


def _field_parts(form: BinaryForm) -> Iterator[tuple[int, BinaryForm]]:
    polynomial = form.over_field()
    if squarefree_prime(BinaryForm(form.coefficients[form.order_at_infinity :])) is not None:
        found = [(polynomial.monic(), 1)] if polynomial.degree() > 0 else []
    else:
        found = polynomial.squarefree_decomposition()
    for part, multiplicity in found:
        yield multiplicity, BinaryForm(tuple(element(form.field, c) for c in reversed(part.coefficients)))


def squarefree_prime(form: BinaryForm) -> int | None:
    """A prime modulo which a non-zero form stays square-free and keeps its degree, which proves it square-free.

    Over ℚ(α) the form is reduced in every residue field of ℤ[α]/p (p not dividing the leading coefficient of
    the minimal polynomial); Dedekind. None means that none of the first primes tried will do: then the form probably
    has a repeated root.
    """
    infinity = form.order_at_infinity
    if infinity > 1:
        return None
    affine = BinaryForm(form.coefficients[infinity:])
    return next((p for p in first_primes() if _stays_squarefree(affine, p)), None)


def _stays_squarefree(affine: BinaryForm, prime: int) -> bool:
    if affine.field.minpoly[-1] % prime == 0:
        return False
    reduced = reductions(affine.integer_coordinates, affine.field, prime)
    return all(_keeps_degree_and_is_squarefree(image, affine.degree) for image in reduced)


def _keeps_degree_and_is_squarefree(reduced: Reduced, degree: int) -> bool:
    derivative: Any = reduced.derivative()
    return bool(reduced.degree() == degree and reduced.gcd(derivative).degree() <= 0)
