"""Rational forms with some of the roots of others."""

from __future__ import annotations

from flint import fmpz_poly

from ..algebra.forms import BinaryForm, product
from ..algebra.squarefree import squarefree_decomposition


def repeated_part(form: BinaryForm, multiplicity: int) -> BinaryForm:
    """The square-free form with the roots of at least this multiplicity; of degree 0 if there are none."""
    parts = [part for power, part in squarefree_decomposition(form).parts if power >= multiplicity]
    return product([BinaryForm((1,)), *parts])


def without_common_roots(form: BinaryForm, other: BinaryForm) -> BinaryForm:
    """The square-free form with those roots of a rational form that another, not zero, does not have."""
    radical = product([BinaryForm((1,)), *(part for _, part in squarefree_decomposition(form).parts)])
    mine, theirs = radical.integer_polynomial, other.integer_polynomial
    finite = mine // mine.gcd(theirs) if theirs.degree() > 0 else mine
    at_infinity = int(radical.order_at_infinity > 0 and not other.order_at_infinity)
    return BinaryForm((*[0] * at_infinity, *(int(c) for c in reversed(fmpz_poly(finite).coeffs()))))
