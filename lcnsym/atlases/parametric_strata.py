"""Strata with one repeated root for a whole family of losses: elimination forms and filters with parameters.

All polynomials are in the parameters s, t, in p, the place (p : 1) of the repeated root, and in a variable x of forms.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import comb, lcm
from operator import mul

from flint import Ordering, fmpz_mpoly, fmpz_mpoly_ctx

from ..algebra.coefficients import inner, total
from ..landscape.equations.charts import Chart, adjugate
from ..landscape.equations.elimination_form import derivative
from .families import LossFamily

CONTEXT = fmpz_mpoly_ctx.get(("s", "t", "p", "x"), Ordering.lex)
S, T, P, X = CONTEXT.gens()
ZERO, ONE = CONTEXT.constant(0), CONTEXT.constant(1)


class ParametricStrata:
    """The targets and inverse Gram matrices of a family in one chart of the projective line."""

    def __init__(self, family: LossFamily, chart: Chart) -> None:
        images = _substitution(family.degree, chart)
        self.degree = family.degree
        # the chart acts on u, and on Q⁻¹ on both sides
        self.target = [inner(_targets(family), row) for row in images]
        rows = _inverse_gram(family)
        half = [[inner(row, image) for image in images] for row in rows]
        self.inverse = [[inner(column, image) for image in images] for column in zip(*half, strict=True)]
        self._family, self.chart = family, chart

    @cached_property
    def gram(self) -> list[list[fmpz_mpoly]]:
        """Q times a positive number."""
        columns = list(zip(*_substitution(self.degree, adjugate(self.chart)), strict=True))
        half = [[inner(row, column) for column in columns] for row in _grams(self._family)]
        return [[inner(row, column) for column in columns] for row in zip(*half, strict=True)]

    @cached_property
    def target_form(self) -> fmpz_mpoly:
        """u at (p, 1)."""
        return total(c * P ** (self.degree - i) for i, c in enumerate(self.target))

    def elimination_form(self, m: int) -> fmpz_mpoly:
        """E for multiplicity m, as `elimination_form` of one loss, up to a factor that is positive in the window."""
        images = self._images(m)
        rows = []
        for a in range(m):
            here = self._derivative(m - 1 - a, a)
            rows.append([*(inner(image, here) for image in images), inner(self.target, here)])
        return determinant(rows)

    def critical_filter(self, m: int) -> list[fmpz_mpoly]:
        """The coefficients of the form nearest to u among those with a root of multiplicity m − 1 at p.

        Up to a factor that has no real zero. Where E vanishes it is the critical form of the stratum.
        """
        images = self._images(m)
        low = [self._derivative(m - 2 - a, a) for a in range(m - 1)]
        matrix = [[inner(image, d) for image in images] for d in low]
        right = [inner(self.target, d) for d in low]
        scale = determinant(matrix)
        found = [scale * c for c in self.target]
        for b, column in enumerate(images):
            factor = determinant([[*row[:b], r, *row[b + 1 :]] for row, r in zip(matrix, right, strict=True)])
            found = [c - factor * i for c, i in zip(found, column, strict=True)]
        return found

    def isotropy(self, m: int) -> fmpz_mpoly:
        """The determinant of the derivatives of order m − 2 of Q⁻¹ at p in both arguments; it has no real zero."""
        low = [self._derivative(m - 2 - a, a) for a in range(m - 1)]
        return determinant([[inner(image, d) for image in self._images(m)] for d in low])

    def value(self, m: int) -> tuple[fmpz_mpoly, fmpz_mpoly]:
        """The squared distance from u to the forms with a root of multiplicity m − 1 at p, as a fraction.

        It is vᵀK⁻¹v with v the derivatives of u of order m − 2 at p and K those of Q⁻¹. Both up to factors that are
        positive in the window, the quotient of which does not depend on m.
        """
        images = self._images(m)
        low = [self._derivative(m - 2 - a, a) for a in range(m - 1)]
        matrix = [[inner(image, d) for image in images] for d in low]
        values = [inner(self.target, d) for d in low]
        bordered = [[*row, value] for row, value in zip(matrix, values, strict=True)] + [[*values, ZERO]]
        return -determinant(bordered), determinant(matrix)

    def further_derivative(self, m: int) -> fmpz_mpoly:
        """The derivative of order m of that form at p: zero where w has a root of multiplicity above m at p ≠ ∞."""
        return inner(self.critical_filter(m), self._derivative(m, 0))

    def discriminant_of_rest(self, m: int) -> fmpz_mpoly:
        """Where E vanishes, the discriminant of w/(x − p·y)^m, if p ≠ ∞; n − m ≥ 2."""
        filter_, size = self.critical_filter(m), self.degree - m
        # 1/(x − p·y)^m = Σ C(m − 1 + j, j)·p^j·y^j/x^(j + m)
        rest = [
            total(filter_[j] * comb(m - 1 + i - j, i - j) * P ** (i - j) for j in range(i + 1)) for i in range(size + 1)
        ]
        return total(c * X ** (size - i) for i, c in enumerate(rest)).discriminant("x")

    def _images(self, m: int) -> list[list[fmpz_mpoly]]:
        """The coefficients of Q⁻¹·D_b for the derivatives D_b of order m − 2 at p."""
        low = [self._derivative(m - 2 - b, b) for b in range(m - 1)]
        return [[inner(row, d) for row in self.inverse] for d in low]

    def _derivative(self, in_x: int, in_y: int) -> list[fmpz_mpoly]:
        """∂_x^i ∂_y^j of the monomials of degree n at (p, 1)."""
        factors, exponents = derivative(self.degree, in_x, in_y)
        return [factor * P**exponent if factor else ZERO for factor, exponent in zip(factors, exponents, strict=True)]


def determinant(rows: Sequence[Sequence[fmpz_mpoly]]) -> fmpz_mpoly:
    """Of a square matrix of polynomials, by expansion along rows, every minor worked out once."""
    size = len(rows)
    minors: dict[tuple[int, ...], fmpz_mpoly] = {(): ONE}
    for k in range(1, size + 1):
        row = rows[size - k]
        minors = {
            chosen: total(
                (-row[j] if place % 2 else row[j]) * minors[(*chosen[:place], *chosen[place + 1 :])]
                for place, j in enumerate(chosen)
            )
            for chosen in combinations(range(size), k)
        }
    return minors[tuple(range(size))]


def _substitution(n: int, chart: Chart) -> list[list[int]]:
    """The matrix of w(x, y) ↦ w(a·x + b·y, c·x + d·y) on coefficients."""
    (a, b), (c, d) = chart
    columns = []
    for i in range(n + 1):
        first = [comb(n - i, j) * a ** (n - i - j) * b**j for j in range(n - i + 1)]
        second = [comb(i, j) * c ** (i - j) * d**j for j in range(i + 1)]
        column = [0] * (n + 1)
        for j, left in enumerate(first):
            for k, right in enumerate(second):
                column[j + k] += left * right
        columns.append(column)
    return [list(row) for row in zip(*columns, strict=True)]


def _targets(family: LossFamily) -> list[fmpz_mpoly]:
    """The coefficients of u0 + s·u1 + t·u2, times a positive integer."""
    forms = [form.rationals for form in (family.origin, *family.along)]
    return _combined(forms)


def _inverse_gram(family: LossFamily) -> list[list[fmpz_mpoly]]:
    """(Q0 + s·Q1 + t·Q2)⁻¹ times a polynomial that is positive in the window."""
    size, rows = family.degree + 1, _grams(family)
    others = [[*range(i), *range(i + 1, size)] for i in range(size)]
    found = [[ZERO] * size for _ in range(size)]
    for i in range(size):
        for j in range(i + 1):
            minor = determinant([[rows[a][b] for b in others[j]] for a in others[i]])
            found[i][j] = found[j][i] = -minor if (i + j) % 2 else minor
    return found


def _grams(family: LossFamily) -> list[list[fmpz_mpoly]]:
    """Q0 + s·Q1 + t·Q2 times a positive integer."""
    size = family.degree + 1
    flat = _combined([[q for row in gram for q in row] for gram in family.grams])
    return [flat[i * size : (i + 1) * size] for i in range(size)]


def _combined(vectors: Sequence[Sequence[Fraction]]) -> list[fmpz_mpoly]:
    """v0 + s·v1 + t·v2 times the least common denominator."""
    scale = lcm(*(c.denominator for vector in vectors for c in vector))
    parameters = (ONE, S, T)[: len(vectors)]
    return [total(map(mul, parameters, [int(c * scale) for c in entry])) for entry in zip(*vectors, strict=True)]
