"""The generic discriminant of binary forms: its terms, its factors, its values and gradients."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ..cost import require
from ..errors import BadInputError, require_integer
from .forms import BinaryForm
from .numbers import Number
from .polynomials import Polynomial
from .subdiscriminants import bezoutian, determinant

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

    @property
    def terms(self) -> Mapping[tuple[int, ...], int]:
        """From the exponents of w_0, …, w_n to the integer coefficient."""
        return self.polynomial.terms

    @property
    def polynomial(self) -> Polynomial:
        """The polynomial in w_0, …, w_n. Raises TooCostlyError where less is allowed than it takes."""
        return _discriminant(self.degree)

    def __str__(self) -> str:
        """The polynomial in w0, …, wn, terms in lexicographic order, such as -4*w0*w2 + w1^2."""
        return str(self.polynomial)

    def to_dict(self) -> dict[str, object]:
        """The JSON of the command `discriminant`."""
        return {
            "degree": self.degree,
            "terms": self.polynomial.number_of_terms,
            "polynomial": str(self),
            "variables": [f"w{i}" for i in range(self.degree + 1)],
            "polynomial_degree": 2 * self.degree - 2,
            "irreducible": self.is_irreducible,
        }

    @cached_property
    def is_irreducible(self) -> bool:
        """Whether it has no proper factor over ℚ, by FLINT's factorisation."""
        return self.polynomial.is_irreducible

    def value(self, form: BinaryForm) -> Number:
        """The discriminant of a form of degree n; 0 exactly when it has a repeated root or is zero."""
        return self.polynomial.value(form)

    def gradient(self, form: BinaryForm) -> tuple[Number, ...]:
        """The partial derivatives by w_0, …, w_n at a form of degree n."""
        return tuple(self.polynomial.derivative(i).value(form) for i in range(self.degree + 1))

    def is_smooth_at(self, form: BinaryForm) -> bool:
        """Whether some partial derivative is not 0 at the form, a point of the discriminant hypersurface."""
        return any(self.polynomial.derivative(i).value(form) for i in range(self.degree + 1))


@lru_cache(maxsize=MAX_DEGREE)
def _discriminant(degree: int) -> Polynomial:
    # measured: 0.3 s for degree 9, 1.3 s for degree 10
    require(f"the discriminant of degree {degree}", steps=1.3e6 * 4.5 ** (degree - 10))
    minor = determinant(bezoutian(Polynomial.variables(degree + 1)))
    sign = -1 if degree % 2 == 0 else 1
    return (sign * minor).divided(degree ** (degree - 2))


def discriminant(degree: int) -> Polynomial:
    """The discriminant of the generic form w_0 x^n + … + w_n y^n, the polynomial of the command `discriminant`.

    Args:
        degree: n, from 2 to MAX_DEGREE.

    Raises:
        BadInputError: another degree.

    Source: arXiv 2108.01538, theorem on the closure of the boundary.

    Examples:
        >>> print(discriminant(2))
        -4*w0*w2 + w1^2
    """
    return GenericDiscriminant(require_integer(degree, "the degree", 2, MAX_DEGREE)).polynomial
