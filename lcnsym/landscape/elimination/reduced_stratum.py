"""The loss on a stratum of root multiplicities with its simple roots eliminated, as polynomials in what is left.

Forms w = H·b with H = Π A_i^i over i ≥ 2 and b = A_1: as in `reduced_loss`, with H in the place of the other layers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import product
from math import prod

from flint import Ordering, fmpz_mpoly, fmpz_mpoly_ctx

from ...algebra.coefficients import correlation, difference, image, inner, polynomial_product
from ...algebra.copies import LeanCopies
from ..equations.quadrics import Quadric
from ..equations.repeated_roots import RepeatedRoots
from .reduced_loss import MAX_UNKNOWNS, Template, best_multiple

MAX_DEGREE = 400
"""As in `reduced_loss`; the numbers are longer here."""


def strata_cells(partition: Sequence[int]) -> Iterator[Template]:
    """Disjoint cells that cover all A_i, i ≥ 2 descending, up to scaling: the first non-zero coefficient is 1."""
    sizes = [degree + 1 for degree in RepeatedRoots(tuple(partition)).degrees.values()]
    for places in product(*map(range, sizes)):
        yield tuple((*(0,) * place, 1, *(None,) * (k - 1 - place)) for k, place in zip(sizes, places, strict=True))


def can_eliminate_simple_roots(partition: Sequence[int]) -> bool:
    """Whether there are at most two unknowns, and polynomials of a degree at which all is fast."""
    degrees = RepeatedRoots(tuple(partition)).degrees
    size = list(partition).count(1) + 1
    slopes = [4 * i * size for i, degree in degrees.items() for _ in range(degree)]
    return len(slopes) <= MAX_UNKNOWNS and prod(slopes) * len(degrees) <= MAX_DEGREE


class ReducedStratum(LeanCopies):
    """Polynomials in the unknowns of a cell.

    Args:
        quadric: Q, positive definite, and u.
        partition: the root multiplicities.
        template: with which unknowns.
    """

    def __init__(self, quadric: Quadric, partition: tuple[int, ...], template: Template) -> None:
        self.quadric, self.partition, self.template = quadric, partition, template

    @property
    def unknowns(self) -> int:
        """How many there are."""
        return sum(c is None for layer in self.template for c in layer)

    @cached_property
    def degrees(self) -> dict[int, int]:
        """The degree of A_i by i, i ≥ 2 descending."""
        return RepeatedRoots(self.partition).degrees

    @cached_property
    def forms(self) -> dict[int, list[fmpz_mpoly]]:
        """A_i by i, i ≥ 2."""
        ring = fmpz_mpoly_ctx.get(tuple(f"a{i}" for i in range(max(1, self.unknowns))), Ordering.lex)
        supply = iter(ring.gens())
        forms = [[next(supply) if c is None else ring.constant(c) for c in layer] for layer in self.template]
        return dict(zip(self.degrees, forms, strict=True))

    def _product(self, lowered: Sequence[int]) -> list[fmpz_mpoly]:
        """H, with the exponents lowered by one for every time that i is listed."""
        found = [next(iter(self.forms.values()))[0] * 0 + 1]
        for i, form in self.forms.items():
            for _ in range(i - list(lowered).count(i)):
                found = polynomial_product(found, form)
        return found

    @cached_property
    def _solved(self) -> tuple[fmpz_mpoly, list[fmpz_mpoly], list[fmpz_mpoly]]:
        return best_multiple(self.quadric, self._product(()), self.partition.count(1) + 1, 1)

    @property
    def scale(self) -> fmpz_mpoly:
        """s."""
        return self._solved[0]

    @property
    def best(self) -> list[fmpz_mpoly]:
        """B."""
        return self._solved[1]

    @cached_property
    def fall(self) -> fmpz_mpoly:
        """cᵀB, zero exactly where w is."""
        return inner(self._solved[2], self.best)

    @cached_property
    def _residual(self) -> list[fmpz_mpoly]:
        """A positive number times s·Q(u − w)."""
        _, gram = self.quadric.gram_integers
        filter_ = polynomial_product(self._product(()), self.best)
        return image(gram, difference([self.scale * c for c in self.quadric.centre_integers], filter_))

    @property
    def slopes(self) -> list[fmpz_mpoly]:
        """−∂F times s² and positive numbers, by the unknowns."""
        found = []
        for i, layer in zip(self.degrees, self.template, strict=True):
            rest = correlation(polynomial_product(self._product((i,)), self.best), self._residual)
            found += [slope for slope, c in zip(rest, layer, strict=True) if c is None]
        return found

    @property
    def tangency(self) -> list[fmpz_mpoly]:
        """⟨G·x^a·y^(d−a), Q(u − w)⟩ times s and a positive number."""
        return correlation(self._product(list(self.degrees)), self._residual)
