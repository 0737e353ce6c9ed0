"""The generic discriminant of binary forms: its terms, its factors, its values and gradients."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import combinations

from flint import Ordering, fmpz_mpoly, fmpz_mpoly_ctx

from ..errors import BadInputError
from .forms import BinaryForm
from .numbers import Number, power

MAX_DEGREE = 10


@dataclass(frozen=True)
class GenericDiscriminant:
    """The discriminant of w_0 x^n + w_1 x^{n−1} y + … + w_n y^n as a polynomial in w_0, …, w_n.

    It is w_0^{2n−2} Π_{i<j} (t_i − t_j)² for the roots t_i of a form with w_0 ≠ 0, and computed as (−1)^{n−1}
    n^{2−n} times the determinant of the Bezoutian of the partial derivatives. Its degree is 2n − 2.

    Args:
        degree: n, from 2 to MAX_DEGREE.

    Raises:
        BadInputError: another degree.

    Examples:
        >>> GenericDiscriminant(2).terms == {(0, 2, 0): 1, (1, 0, 1): -4}
        True
    """

    degree: int

    def __post_init__(self) -> None:
        if not 2 <= self.degree <= MAX_DEGREE:
            raise BadInputError(
                f"generic discriminants are computed for degrees 2 to {MAX_DEGREE}, {self.degree} was given"
            )

    @cached_property
    def terms(self) -> Mapping[tuple[int, ...], int]:
        """From the exponents of w_0, …, w_n to the integer coefficient."""
        polynomial = _discriminant(self.degree)
        return {tuple(map(int, exponents)): int(c) for exponents, c in polynomial.terms()}

    def __str__(self) -> str:
        """The polynomial in w0, …, wn, terms in lexicographic order, such as -4*w0*w2 + w1^2."""
        return str(_discriminant(self.degree))

    def to_dict(self) -> dict[str, object]:
        """The JSON of the command `discriminant`."""
        return {
            "degree": self.degree,
            "terms": len(self.terms),
            "polynomial": str(self),
            "variables": [f"w{i}" for i in range(self.degree + 1)],
            "polynomial_degree": 2 * self.degree - 2,
            "irreducible": self.is_irreducible,
        }

    @cached_property
    def is_irreducible(self) -> bool:
        """Whether it has no proper factor over ℚ, by FLINT's factorisation."""
        content, factors = _discriminant(self.degree).factor()
        return abs(int(content)) == 1 and [multiplicity for _, multiplicity in factors] == [1]

    def value(self, form: BinaryForm) -> Number:
        """The discriminant of a form of degree n; 0 exactly when it has a repeated root or is zero."""
        return _evaluated(self.terms, self._coefficients_of(form))

    def gradient(self, form: BinaryForm) -> tuple[Number, ...]:
        """The partial derivatives by w_0, …, w_n at a form of degree n."""
        w = self._coefficients_of(form)
        return tuple(_evaluated(_derivative(self.terms, i), w) for i in range(self.degree + 1))

    def is_smooth_at(self, form: BinaryForm) -> bool:
        """Whether some partial derivative is not 0 at the form, a point of the discriminant hypersurface."""
        w = self._coefficients_of(form)
        return any(_evaluated(_derivative(self.terms, i), w) for i in range(self.degree + 1))

    def _coefficients_of(self, form: BinaryForm) -> tuple[Number, ...]:
        if form.degree != self.degree:
            raise BadInputError(f"a form of degree {self.degree} is required, one of degree {form.degree} was given")
        return form.coefficients


@lru_cache(maxsize=MAX_DEGREE)
def _discriminant(degree: int) -> fmpz_mpoly:
    determinant = _determinant(_symbolic_bezoutian(degree))
    discriminant: fmpz_mpoly = determinant * (-1) ** (degree - 1) / degree ** (degree - 2)
    return discriminant


def _symbolic_bezoutian(n: int) -> list[list[fmpz_mpoly]]:
    """The Bezoutian of the partial derivatives f, g.

    Its entry (i, j) is Σ_k (g_k f_m − f_k g_m) with m = i + j + 1 − k, over k ≤ min(i, j) and m < n.
    """
    context = fmpz_mpoly_ctx.get([f"w{i}" for i in range(n + 1)], Ordering.lex)
    w = context.gens()
    f = [(m + 1) * w[n - m - 1] for m in range(n)]
    g = [(n - m) * w[n - m] for m in range(n)]
    zero = context.constant(0)

    def entry(i: int, j: int) -> fmpz_mpoly:
        total = i + j + 1
        pairs = ((k, total - k) for k in range(max(0, total - n + 1), min(i, j) + 1))
        return sum((g[k] * f[m] - f[k] * g[m] for k, m in pairs), start=zero)

    return [[entry(i, j) for j in range(n - 1)] for i in range(n - 1)]


def _determinant(matrix: list[list[fmpz_mpoly]]) -> fmpz_mpoly:
    """Laplace expansion row by row: the minors of the first rows, one for each set of columns."""
    size = len(matrix)
    minors: dict[tuple[int, ...], fmpz_mpoly] = {(): matrix[0][0] * 0 + 1}
    for count, row in enumerate(matrix, start=1):
        minors = {
            columns: sum(
                (
                    (-1) ** (count - 1 - place) * row[column] * minors[columns[:place] + columns[place + 1 :]]
                    for place, column in enumerate(columns)
                ),
                start=row[0] * 0,
            )
            for columns in combinations(range(size), count)
        }
    return minors[tuple(range(size))]


def _derivative(terms: Mapping[tuple[int, ...], int], i: int) -> dict[tuple[int, ...], int]:
    return {
        (*exponents[:i], exponents[i] - 1, *exponents[i + 1 :]): c * exponents[i]
        for exponents, c in terms.items()
        if exponents[i]
    }


def _evaluated(terms: Mapping[tuple[int, ...], int], w: tuple[Number, ...]) -> Number:
    highest = max((max(exponents) for exponents in terms), default=0)
    powers = [[power(coefficient, j) for j in range(highest + 1)] for coefficient in w]
    total: Number = Fraction(0)
    for exponents, c in terms.items():
        monomial: Number = Fraction(c)
        for i, exponent in enumerate(exponents):
            if exponent:
                monomial = monomial * powers[i][exponent]
        total = total + monomial
    return total
