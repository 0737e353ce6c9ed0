"""Sample square losses (W − u)ᵀ Q (W − u) on end-to-end filters, Q = diag(1, 2, …, k), and where they are critical."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ...algebra.forms import BinaryForm
from ...algebra.numbers import Number

Vector = list[Fraction]


def residual(W: BinaryForm, u: BinaryForm) -> Vector:
    """Q(W − u), half the gradient of the loss in filter space, for rational W and u."""
    difference = W + u.scaled(-1)
    return [i * w for i, w in enumerate(difference.coefficients, start=1) if isinstance(w, Fraction)]


def is_critical(derivative: Sequence[Vector], W: BinaryForm, u: BinaryForm) -> bool:
    """Whether the gradient in parameter space is zero: the transposed Jacobian of μ times Q(W − u)."""
    gradient = residual(W, u)
    return all(_inner(row, gradient) == 0 for row in derivative)


def is_orthogonal(basis: Sequence[Vector], W: BinaryForm, u: BinaryForm) -> bool:
    """Whether Q(W − u) is orthogonal to a subspace of the filters, given by a basis.

    Column by column: the sum of the basis' columns, weighted by Q(W − u), is zero.
    """
    columns = list(zip(*basis, strict=True))
    weighted = ([c * a for a in column] for column, c in zip(columns, residual(W, u), strict=True))
    return not any(map(sum, zip(*weighted, strict=True)))


def _inner(first: Vector, second: Vector) -> Fraction:
    return sum((a * b for a, b in zip(first, second, strict=True)), start=Fraction(0))


def targets(W: BinaryForm, g: BinaryForm) -> tuple[tuple[BinaryForm, bool], ...]:
    """Two targets u, and whether the loss is critical at filters of W for which the gcd of the P/P_i is g.

    For the first, Q(W − u) is orthogonal to all multiples of g; for the second it is itself a multiple of g.
    """
    multiple = (g * BinaryForm([1, *[0] * (W.degree - g.degree)])).coefficients
    return (_target(W, orthogonal_vector(g, W.degree)), True), (_target(W, multiple), False)


def _target(W: BinaryForm, wanted: Sequence[Number]) -> BinaryForm:
    """The u with Q(W − u) as wanted."""
    return W + BinaryForm([-c / i for i, c in enumerate(wanted, start=1)])


def orthogonal_vector(g: BinaryForm, degree: int) -> Vector:
    """A vector v with Σ_j g_j v_(i+j) = 0 for i = 0, …, degree − deg g; zero for constant g, else not zero."""
    *before, last = (c for c in g.coefficients if isinstance(c, Fraction))
    zeros = [Fraction(0)] * degree
    if not before:
        return [*zeros, Fraction(0)]
    if last == 0:
        return [*zeros, Fraction(1)]
    found = [Fraction(1), *zeros[1 : len(before)]]
    while len(found) <= degree:
        found.append(-_inner(before, found[-len(before) :]) / last)
    return found
