"""Where on the projective line the one repeated root of a critical form can lie, as the roots of one form."""

from __future__ import annotations

from math import perm

from flint import fmpq_poly, fmpz_poly

from ...algebra.flintio import primitive_part
from ...algebra.forms import BinaryForm
from ...algebra.numbers import element
from .quadrics import Quadric


def elimination_form(quadric: Quadric, multiplicity: int) -> BinaryForm | None:
    """The form E whose roots are the possible places of the repeated root; None: E is zero.

    A form w with a root p of multiplicity m, and no condition on the others, is critical for the quadric exactly if
    Q(w − u) is orthogonal to all forms with a root of multiplicity m − 1 at p. So w = u − Q⁻¹ Σ c_b D_b, where D_b are
    the derivatives of order m − 2 at p, and the derivatives of order m − 1 of w vanish at p: m linear equations for the
    m − 1 numbers c_b. E is their determinant in p, of degree (2d + 1)·m − d − 1 for d = n − m + 1.

    For rational u it is primitive. As it is linear in u, for u over ℚ(α) it is Σ α^j E_j with those of rational parts.

    Args:
        multiplicity: m, 2 ≤ m ≤ n.
    """
    d = quadric.degree - multiplicity + 1
    degree = (2 * d + 1) * multiplicity - d - 1
    parts = (quadric,) if quadric.is_rational else quadric.rational_parts
    found = [elimination_polynomial(part, multiplicity) for part in parts]
    if not any(found):
        return None
    if quadric.is_rational:
        primitive = primitive_part(found[0])
        return BinaryForm([int(primitive[degree - i]) for i in range(degree + 1)])
    field = quadric.centre.field
    return BinaryForm([element(field, fmpq_poly([part[degree - i] for part in found])) for i in range(degree + 1)])


def elimination_polynomial(quadric: Quadric, multiplicity: int) -> fmpz_poly:
    """E at (t, 1) for a rational quadric, with the scaling of `confluent_system`: for integer u, linear in u."""
    return _determinant(confluent_system(quadric, multiplicity)[0])


def confluent_system(quadric: Quadric, multiplicity: int) -> tuple[list[list[fmpz_poly]], list[list[fmpz_poly]]]:
    """The m equations for the c_b of `elimination_form`, right sides last, and the coefficients of all Q⁻¹·D_b.

    Polynomials in t. With q and e the common denominators of Q⁻¹ and u, the Q⁻¹·D_b are multiplied by q and the right
    sides by e, so that e·w = e·u − Σ c_b·(q·Q⁻¹·D_b).
    """
    n, m = quadric.degree, multiplicity
    images = _images(quadric, m)
    rows = []
    for a in range(m):
        row = [_paired(*derivative(n, m - 1 - a, a), image) for image in images]
        rows.append([*row, _target_derivative(quadric, m - 1 - a, a)])
    return rows, images


def isotropy(quadric: Quadric, multiplicity: int) -> fmpz_poly:
    """A multiple of the determinant of the derivatives of order m − 2 of Q⁻¹ at t in both arguments.

    It has no real root, as Q⁻¹ is positive definite. At its complex roots, and nowhere else, some form with a root of
    multiplicity m − 1 at t is Q-orthogonal to all of them, itself included.
    """
    return _determinant(_pairings(quadric, multiplicity)[0])


def nearest_form_along(quadric: Quadric, multiplicity: int) -> list[fmpz_poly]:
    """The form nearest to u among those with a root of multiplicity m − 1 at t, times a number zero at no real t.

    Its coefficients as polynomials in t, leading one first; by Cramer's rule.
    """
    m = multiplicity
    matrix, _ = _pairings(quadric, m)
    images = _images(quadric, m)
    right = [_target_derivative(quadric, m - 2 - b, b) for b in range(m - 1)]
    determinant = _determinant(matrix)
    total = [determinant * c for c in quadric.centre_integers]
    for b, image in enumerate(images):
        replaced = [[*row[:b], value, *row[b + 1 :]] for row, value in zip(matrix, right, strict=True)]
        factor = _determinant(replaced)
        total = [c - factor * i for c, i in zip(total, image, strict=True)]
    return total


def _target_derivative(quadric: Quadric, in_x: int, in_y: int) -> fmpz_poly:
    """Of u at (t, 1), times the common denominator of u."""
    scales, exponents = derivative(quadric.degree, in_x, in_y)
    values = [scale * c for scale, c in zip(scales, quadric.centre_integers, strict=True)]
    return fmpz_poly(_scattered(quadric.degree, values, exponents))


def value_fraction(quadric: Quadric, multiplicity: int) -> tuple[fmpz_poly, fmpz_poly, int, int]:
    """The value of the quadric at the critical form as a function of the place t of its repeated root.

    It is vᵀK⁻¹v with v the derivatives D_b of u and K those of Q⁻¹, and is returned as (numerator, denominator, a, b):
    the value is a·numerator/(b·denominator) at t.
    """
    m = multiplicity
    matrix, common = _pairings(quadric, m)
    values = [_target_derivative(quadric, m - 2 - b, b) for b in range(m - 1)]
    bordered = [[*row, value] for row, value in zip(matrix, values, strict=True)] + [[*values, fmpz_poly()]]
    scale, _ = quadric.centre_common
    return -_determinant(bordered), _determinant(matrix), common, scale * scale


def _images(quadric: Quadric, m: int) -> list[list[fmpz_poly]]:
    """For every derivative D_b of order m − 2 the coefficients of q·Q⁻¹·D_b."""
    n = quadric.degree
    inverse, _ = quadric.inverse_integers
    return [
        [
            fmpz_poly(_scattered(n, [int(inverse[i, j]) * scale for j, scale in enumerate(scales)], exponents))
            for i in range(n + 1)
        ]
        for scales, exponents in (derivative(n, m - 2 - b, b) for b in range(m - 1))
    ]


def _pairings(quadric: Quadric, m: int) -> tuple[list[list[fmpz_poly]], int]:
    """K = (D_a Q⁻¹ D_b), times q, and q."""
    n, images = quadric.degree, _images(quadric, m)
    low = [derivative(n, m - 2 - a, a) for a in range(m - 1)]
    matrix = [[_paired(scales, exponents, image) for image in images] for scales, exponents in low]
    return matrix, quadric.inverse_integers[1]


def derivative(n: int, in_x: int, in_y: int) -> tuple[list[int], list[int]]:
    """∂_x^i ∂_y^j of the monomials x^{n−l}·y^l at (t, 1): factors and exponents of t, where the factor is not zero."""
    factors = [perm(n - k, in_x) * perm(k, in_y) if n - k >= in_x and k >= in_y else 0 for k in range(n + 1)]
    return factors, [n - k - in_x for k in range(n + 1)]


def _scattered(n: int, values: list[int], exponents: list[int]) -> list[int]:
    """Coefficients, constant term first, of Σ value·t^exponent."""
    found = [0] * (n + 1)
    for value, exponent in zip(values, exponents, strict=True):
        if value:
            found[exponent] += value
    return found


def _paired(factors: list[int], exponents: list[int], image: list[fmpz_poly]) -> fmpz_poly:
    """Σ factor·t^exponent·image over the monomials that the derivative leaves."""
    total = fmpz_poly()
    for factor, exponent, polynomial in zip(factors, exponents, image, strict=True):
        if factor:
            total += _shifted(polynomial * factor, exponent)
    return total


def _shifted(polynomial: fmpz_poly, exponent: int) -> fmpz_poly:
    return polynomial.left_shift(exponent) if exponent else polynomial


def _determinant(rows: list[list[fmpz_poly]]) -> fmpz_poly:
    """By Bareiss's elimination without fractions."""
    rows = [list(row) for row in rows]
    size, sign, before = len(rows), 1, fmpz_poly([1])
    for k in range(size - 1):
        pivot = next((i for i in range(k, size) if rows[i][k]), None)
        if pivot is None:
            return fmpz_poly()
        if pivot != k:
            rows[k], rows[pivot] = rows[pivot], rows[k]
            sign = -sign
        for i in range(k + 1, size):
            for j in range(k + 1, size):
                rows[i][j] = (rows[i][j] * rows[k][k] - rows[i][k] * rows[k][j]) // before
        before = rows[k][k]
    return rows[-1][-1] * sign
