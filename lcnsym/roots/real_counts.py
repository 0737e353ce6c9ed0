"""How many real roots forms have on the projective line, one form or many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flint import fmpz_poly

from ..algebra.forms import BinaryForm, FormLike, as_form
from ..algebra.numbers import Number
from ..errors import BadInputError
from .counting_roots import count_real_roots_with_multiplicity
from .roots import root_multiplicities

_INTEGERS = {int}


def count_real_roots(form: FormLike) -> int:
    """The number of real roots of a non-zero form, with multiplicity, infinity among them.

    Raises:
        BadInputError: the argument is no BinaryForm, or the form is zero.

    Examples:
        >>> count_real_roots(BinaryForm((0, 1, -2, 1)))
        3
    """
    form = as_form(form)
    if not form.is_rational:
        return sum(root_multiplicities(form).real)
    return _count(form.integer_polynomial, form.degree)


def count_real_roots_many(forms: Iterable[BinaryForm | Sequence[Number | int | float]]) -> list[int]:
    """`count_real_roots` of many forms, which may be of different degrees.

    Rows of integers are counted as they are, without a BinaryForm and its fractions, which take longer than counting
    the roots of a form of degree 8.

    Args:
        forms: BinaryForms, or rows of coefficients (w_0, …, w_n) as BinaryForm takes them; a NumPy array of shape
            (m, n + 1) holds m rows.

    Returns:
        As many integers, in the same order.

    Raises:
        BadInputError: one is no form, or zero; the line says which, counted from 0.

    Examples:
        >>> count_real_roots_many([(1, 0, -1), (1, 0, 1), (0, 1, -2, 1)])
        [2, 0, 3]
    """
    rows = forms.tolist() if hasattr(forms, "tolist") else forms
    try:
        numbered = enumerate(rows)
    except TypeError:
        raise BadInputError(f"many forms are a sequence, not a value of type {type(forms).__name__}") from None
    return [_count_row(row, i) for i, row in numbered]


def _count_row(row: FormLike, index: int) -> int:
    try:
        if isinstance(row, list | tuple) and {*map(type, row)} == _INTEGERS:
            return _count(fmpz_poly(list(row[::-1])), len(row) - 1)
        return count_real_roots(row)
    except BadInputError as error:
        raise BadInputError(f"form {index}: {error}") from None


def _count(polynomial: fmpz_poly, degree: int) -> int:
    """Of a form of this degree; the polynomial has a lower one where infinity is a root."""
    affine = polynomial.degree()
    if affine < 0:
        raise BadInputError("the zero form has no roots to count: every point of the projective line is one")
    return degree - affine + count_real_roots_with_multiplicity(polynomial)
