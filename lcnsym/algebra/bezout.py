"""The Bezoutian of the partial derivatives of a binary form, and the numbers of roots that its inertia tells."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeVar

from flint import arb

from ..errors import BadInputError
from .forms import FormLike, as_form
from .linear import inertia
from .numbers import Number

T = TypeVar("T", Number, arb)


def bezoutian(form: FormLike) -> list[list[Number]]:
    """The symmetric (n−1) × (n−1) matrix of (f(x)g(z) − f(z)g(x))/(x − z), f = ∂P/∂x, g = ∂P/∂y at y = 1.

    n is the degree of P; rows and columns are indexed by the powers 0, …, n−2 of x and z.

    Raises:
        BadInputError: the argument is no BinaryForm.

    Examples:
        >>> from lcnsym import BinaryForm
        >>> [[str(entry) for entry in row] for row in bezoutian(BinaryForm((1, 0, 0, -1)))]
        [['0', '-9'], ['-9', '0']]
    """
    form = as_form(form)
    zero: Number = Fraction(0)
    return bezout_matrix(form.coefficients, zero)


def bezout_matrix(w: Sequence[T], zero: T) -> list[list[T]]:
    """The Bezoutian for coefficients w_0, …, w_n of any kind, such as balls."""
    n = len(w) - 1
    f = [(m + 1) * w[n - m - 1] for m in range(n)]
    g = [(n - m) * w[n - m] for m in range(n)]
    matrix = [[zero] * max(n - 1, 0) for _ in range(n - 1)]
    for i in range(n - 1):
        for j in range(i, n - 1):
            above = matrix[i - 1][j + 1] if i > 0 and j + 1 < n - 1 else zero
            matrix[i][j] = above + g[i] * f[j + 1] - f[i] * g[j + 1]
            matrix[j][i] = matrix[i][j]
    return matrix


def distinct_roots(form: FormLike) -> tuple[int, int]:
    """The numbers of distinct real and of distinct complex roots on the projective line, multiplicities ignored.

    distinct complex roots = rank + 1 and distinct real roots = 1 − signature of the Bezoutian, also for repeated roots
    and roots at infinity.

    Raises:
        BadInputError: the form is zero.

    Examples:
        >>> from lcnsym import BinaryForm
        >>> distinct_roots(BinaryForm((1, 0, 0, -1))), distinct_roots(BinaryForm((1, 2, 1)))
        ((1, 3), (1, 1))
    """
    form = as_form(form)
    if form.is_zero:
        raise BadInputError("the zero form has no roots to count: every point of the projective line is one")
    if form.degree == 0:
        return 0, 0
    squares = inertia(bezoutian(form))
    return 1 - squares.signature, squares.rank + 1
