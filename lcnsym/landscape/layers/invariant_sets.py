"""The point of a scaling class of filters where the differences of squared norms have given values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import flint
from flint import arb

from ...algebra.enclosures import enclosed_layers
from ...algebra.flintio import to_fmpq
from .layer_hessians import CriticalLayers

Enclosure = tuple[Fraction, Fraction]


@dataclass(frozen=True, eq=False)
class ScaledFilters:
    """Filters α_i·w_i, Π α_i = 1, α_i > 0 for i > 1, with ‖α_i·w_i‖² − ‖α_1·w_1‖² = shifts[i].

    Args:
        filters: w_i.
        shifts: one rational for each layer, the first is 0.
    """

    filters: CriticalLayers
    shifts: tuple[Fraction, ...]

    def scaled(self, precision: int) -> list[list[arb]] | None:
        """The filters as balls; None: not at this precision."""
        layers = self.filters.filters(precision)
        if layers is None:
            return None
        with flint.ctx.workprec(precision):
            norms = [sum((c * c for c in layer), arb(0)) for layer in layers]
            product = arb(1)
            for norm in norms:
                product *= norm
            t = positive_solution(product, self.shifts)
            if t is None:
                return None
            factors = [((t + to_fmpq(d)) / norm).sqrt() for d, norm in zip(self.shifts, norms, strict=True)]
            if not all(factor.is_finite() for factor in factors):
                return None
            return [[factor * c for c in layer] for factor, layer in zip(factors, layers, strict=True)]

    def enclosures(self, bits: int) -> tuple[tuple[Enclosure, ...], ...]:
        """Certified rationals lo ≤ c ≤ hi for every filter's coefficients, with hi − lo < 2^−bits."""
        return enclosed_layers(self.scaled, bits)


def positive_solution(product: arb, shifts: Sequence[Fraction]) -> arb | None:
    """The ball of t with Π (t + shift) = product > 0 and all t + shift > 0; None: the precision is too small.

    The left side grows from 0 to infinity beyond the largest −shift, so that signs at rational points prove the ends.
    """
    lowest = -min(shifts)

    def side(t: Fraction) -> int:
        value = arb(1)
        for shift in shifts:
            value *= arb(to_fmpq(t + shift))
        difference = value - product
        return 1 if difference > 0 else -1 if difference < 0 else 0

    if not product > 0:
        return None
    width = Fraction(1)
    while side(lowest + width) < 0:
        width *= 2
    lo, hi = lowest, lowest + width
    for _ in range(flint.ctx.prec):
        middle = (lo + hi) / 2
        where = side(middle)
        if where:
            lo, hi = (middle, hi) if where < 0 else (lo, middle)
            continue
        # the solution may be the middle itself: then no other precision will tell its side
        quarter = (hi - lo) / 4
        if not side(middle - quarter) < 0 < side(middle + quarter):
            break
        lo, hi = middle - quarter, middle + quarter
    return arb(to_fmpq(lo)).union(arb(to_fmpq(hi)))
