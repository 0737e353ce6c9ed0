"""The real irreducible factors of a form, counted by the inertia of Bezoutians alone."""

from __future__ import annotations

from dataclasses import dataclass

from ...algebra.bezout import distinct_roots
from ...algebra.forms import BinaryForm, product
from ...algebra.squarefree import SquarefreeDecomposition, squarefree_decomposition
from ..statement import require


@dataclass(frozen=True)
class PartFactors:
    """How many distinct linear and definite quadratic factors a form has with one multiplicity."""

    multiplicity: int
    linear: int
    quadratic: int


@dataclass(frozen=True)
class RealFactors:
    """The factors over ℝ of a non-zero form: real linear and definite quadratic ones."""

    parts: tuple[PartFactors, ...]

    @property
    def linear(self) -> int:
        """Linear factors, that is real roots, counted with multiplicity."""
        return sum(part.multiplicity * part.linear for part in self.parts)

    @property
    def quadratic(self) -> int:
        """Definite quadratic factors counted with multiplicity."""
        return sum(part.multiplicity * part.quadratic for part in self.parts)

    @property
    def odd(self) -> int:
        """Distinct real roots of odd multiplicity."""
        return sum(part.linear for part in self.parts if part.multiplicity % 2)

    @property
    def multiplicities(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """(ρ, γ), both ascending."""
        real = [part.multiplicity for part in self.parts for _ in range(part.linear)]
        pairs = [part.multiplicity for part in self.parts for _ in range(part.quadratic)]
        return tuple(sorted(real)), tuple(sorted(pairs))


def real_factors(form: BinaryForm) -> RealFactors:
    """Count the real irreducible factors of a non-zero form.

    The square-free parts A_m of P = c·Π A_m^m are checked: the product is P, and the Bezoutian of Π A_m shows
    as many distinct roots as its degree. The inertia of the Bezoutian of A_m then counts its real roots.

    Raises:
        ContradictionError: the square-free parts are wrong.
    """
    decomposition = squarefree_decomposition(form)
    _check_decomposition(form, decomposition)
    parts = []
    for multiplicity, part in decomposition.parts:
        real, distinct = distinct_roots(part)
        parts.append(PartFactors(multiplicity, real, (distinct - real) // 2))
    return RealFactors(tuple(parts))


def _check_decomposition(form: BinaryForm, decomposition: SquarefreeDecomposition) -> None:
    rebuilt = product(part**multiplicity for multiplicity, part in decomposition.parts)
    same = rebuilt.scaled(decomposition.scalar) == form
    require(same, "the product of the square-free parts is not the form", form)
    radical = product(part for _, part in decomposition.parts)
    n, distinct = radical.degree, distinct_roots(radical)[1]
    require(distinct == n, f"the square-free parts have degree {n} but {distinct} distinct roots", form)
