"""Families of filters h(a)·b, h a product of powers of forms a up to scaling, b any form: what b is best is linear.

Filters of a network, with one axis or several, are such a family for every layer b; those with root multiplicities λ
are one with b = A_1 and h = Π A_i^i over i ≥ 2. The parameters a are points of a product of real projective spaces.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod

import numpy as np

from ...algebra.coefficients import Step, places_of
from ..equations.repeated_roots import RepeatedRoots
from .intervals import Intervals, convolved, exact, joined

MARGIN = 1.001
"""In a chart one coordinate is 1 and the absolute values of the others are at most this."""

Places = tuple[int, ...]
"""A chart: for every factor the index of the coordinate that is 1."""


@dataclass(frozen=True)
class Factor:
    """A form of some degree in (x^S, y^S), to a power; or of coefficients that go to any places of a filter.

    Attributes:
        degree: one less than the number of coefficients.
        step: S, or the places of the coefficients.
        exponent: of the power.
    """

    degree: int
    step: Step = 1
    exponent: int = 1

    @property
    def places(self) -> Sequence[int]:
        """Of the coefficients, where the others of a filter are 1."""
        return places_of(self.step, self.degree + 1)


@dataclass(frozen=True)
class Family:
    """The filters h(a)·b.

    Attributes:
        factors: of h.
        last: b, to the power 1.
    """

    factors: tuple[Factor, ...]
    last: Factor

    @classmethod
    def of_stratum(cls, partition: Sequence[int]) -> Family:
        """Of the root multiplicities λ, at least one above 1: A_i for i ≥ 2 descending, and A_1 = b."""
        degrees = RepeatedRoots(tuple(partition)).degrees
        return cls(tuple(Factor(m, 1, i) for i, m in degrees.items()), Factor(list(partition).count(1)))

    @classmethod
    def of_network(cls, sizes: Sequence[int], steps: Sequence[Step], last: int) -> Family:
        """Of the numbers of coefficients and where they go, all layers in their order but the one with this index.

        Layers of one coefficient are left out.
        """
        factors = [Factor(k - 1, step) for k, step in zip(sizes, steps, strict=True)]
        return cls(tuple(f for i, f in enumerate(factors) if i != last and f.degree), factors[last])

    @property
    def degree(self) -> int:
        """n, one less than the number of coefficients of a filter."""
        return sum(f.places[-1] * f.exponent for f in (*self.factors, self.last))

    @cached_property
    def dimension(self) -> int:
        """D, that of the parameters a."""
        return sum(f.degree for f in self.factors)

    @property
    def charts(self) -> list[Places]:
        """All charts."""
        return list(product(*(range(f.degree + 1) for f in self.factors)))

    @property
    def number_of_charts(self) -> int:
        """How many there are."""
        return prod(f.degree + 1 for f in self.factors)

    def unknowns(self, chart: Places) -> list[tuple[int, int]]:
        """The factor and the index of the coefficient, for every coordinate of a chart."""
        return [(i, c) for i, f in enumerate(self.factors) for c in range(f.degree + 1) if c != chart[i]]

    def forms(self, coordinates: Intervals, chart: Places) -> list[Intervals]:
        """The forms a.

        Args:
            coordinates: D × B.
        """
        one = exact(np.ones((1, *coordinates.mid.shape[1:])))
        found, start = [], 0
        for factor, place in zip(self.factors, chart, strict=True):
            own = coordinates[start : start + factor.degree]
            start += factor.degree
            found.append(joined([own[:place], one, own[place:]], 0))
        return found

    def product(self, forms: Sequence[Intervals], lowered: Sequence[int]) -> Intervals:
        """Π a^e with the exponents e lowered by one for every time that a factor's index is listed."""
        found = exact(np.ones((1, *forms[0].mid.shape[1:])))
        for i, (factor, form) in enumerate(zip(self.factors, forms, strict=True)):
            for _ in range(factor.exponent - list(lowered).count(i)):
                found = convolved(form, found, factor.step)
        return found

    def divisor(self, forms: Sequence[Intervals], lowered: Sequence[int]) -> Intervals:
        """Π a^(e−1), likewise; for strata this is G."""
        return self.product(forms, [*range(len(self.factors)), *lowered])
