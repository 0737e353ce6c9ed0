"""The equations that real critical points satisfy, on boxes of parameters: values, Jacobian matrices, and exclusion.

On a stratum: Q(w − u) ⟂ G·x^a·y^(d−a) for w = h·b, b best for h, which are equations in the forms a alone. Of a
network: the gradient of F(a) = min_b ℓ(h·b), which is −2·bᵀ·α_j. Here b = N⁻¹·c with c = Mᵀ·Q·u, and c is in a space
of vectors V·z that do not depend on a. So where b ≠ 0 the gradient does not vanish if the rows of Vᵀ·N⁻¹·α are
independent.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from ...algebra.enclosures import enclosure_of
from ...algebra.linear import kernel
from .filter_families import Family
from .intervals import (
    Array,
    Intervals,
    applied,
    contracted,
    convolved,
    correlated,
    enclosed,
    exact,
    linear,
    placed,
    upward,
)
from .projection import Data, Nearest, Projection, Slopes, near_inverses, power_of_two


@dataclass(frozen=True, eq=False)
class Evaluated:
    """Equations on boxes.

    Attributes:
        centre: their values at the midpoints, E × B.
        jacobian: their derivatives on the boxes, E × D × B.
        is_wanted: whether all solutions on a box are of the kind that is looked for.
    """

    centre: Intervals
    jacobian: Intervals
    is_wanted: Array


class System(Projection, ABC):
    """Equations for the parameters of a family, in one chart."""

    @abstractmethod
    def values(self, near: Nearest, image: Intervals) -> Intervals:
        """The equations; `image` is Q·r."""

    @abstractmethod
    def jacobian(self, near: Nearest, slopes: Slopes) -> Intervals:
        """Their derivatives."""

    def excluded(self, near: Nearest, image: Intervals) -> Array:
        """Boxes without a solution, by other means."""
        return np.zeros(near.last.mid.shape[-1] + 0 * image.mid.shape[-1], bool)

    def is_wanted(self, near: Nearest) -> Array:
        """Whether all solutions on a box are of the kind that is looked for."""
        return np.ones(near.last.mid.shape[-1], bool)

    def linearized(self, middles: Array, radii: Array) -> tuple[Intervals, Array]:
        """The equations at mid_j + rad_j·e_j with linear parts, E × B, and boxes that are excluded by other means.

        Args:
            middles, radii: of boxes, D × B.
        """
        near = self.nearest(self.family.forms(linear(middles, radii), self.chart))
        image = applied(self.data.back, near.residual)
        return self.values(near, image), self.excluded(near, image)

    def evaluated(self, middles: Array, radii: Array) -> Evaluated:
        """The equations at the midpoints of boxes, and their derivatives on the boxes."""
        at = self.nearest(self.family.forms(exact(middles), self.chart))
        near = self.nearest(self.family.forms(linear(middles, radii), self.chart))
        slopes = Slopes.at(self, near, self.rests(near.forms))
        centre = self.values(at, applied(self.data.back, at.residual))
        return Evaluated(centre, self.jacobian(near, slopes).plain, self.is_wanted(near))

    def rests(self, forms: Sequence[Intervals]) -> dict[int, Intervals]:
        """e·a^(e−1) times the powers of the others, by factor; ∂_jh is it, moved."""
        return {
            i: times(factor.exponent, self.family.product(forms, [i])) for i, factor in enumerate(self.family.factors)
        }


class TangencySystem(System):
    """Q(w − u) ⟂ G·x^a·y^(d−a), a = 0, …, d, on the stratum of some root multiplicities."""

    def values(self, near: Nearest, image: Intervals) -> Intervals:
        """⟨G·x^a·y^(d−a), Q·r⟩."""
        return correlated(self.family.divisor(near.forms, ()), image)

    def jacobian(self, near: Nearest, slopes: Slopes) -> Intervals:
        """⟨∂_jG·x^a·y^(d−a), Q·r⟩ + ⟨G·x^a·y^(d−a), Q·∂_jr⟩."""
        factors = self.family.factors
        found = correlated(self.family.divisor(near.forms, ()), applied(self.data.back, slopes.residual))
        by_factor = {
            i: correlated(times(f.exponent - 1, self.family.divisor(near.forms, [i])), slopes.image)
            for i, f in enumerate(factors)
            if f.exponent > 1
        }
        return found + self.picked(by_factor, range(len(found.mid)))


class GradientSystem(System):
    """bᵀ·α_j, −1/2 times the gradient of F, for a network: all exponents are 1."""

    def values(self, near: Nearest, image: Intervals) -> Intervals:
        """⟨v_j, Q·r⟩."""
        last = self.family.last
        parts = {
            i: correlated(convolved(near.last_form, q, last.step), image) for i, q in self.rests(near.forms).items()
        }
        return self.picked(parts, range(1))[0]

    def jacobian(self, near: Nearest, slopes: Slopes) -> Intervals:
        """⟨(∂_j∂_kM)·b, Q·r⟩ + p_jᵀ·∂_kb − v_jᵀ·Q·v_k."""
        first = contracted("idb,ieb->deb", slopes.right, slopes.last)
        found = first - contracted("ldb,leb->deb", slopes.moves, slopes.moved_images)
        number, step = len(self.family.factors), self.family.last.step
        mixed = {
            (i, j): correlated(convolved(near.last_form, self.family.product(near.forms, [i, j]), step), slopes.image)
            for i in range(number)
            for j in range(i)
        }
        parts = [
            ((d, e), mixed[max(i, j), min(i, j)][shift + other])
            for d, ((i, _), shift) in enumerate(zip(self.unknowns, self.shifts, strict=True))
            for e, ((j, _), other) in enumerate(zip(self.unknowns, self.shifts, strict=True))
            if i != j
        ]
        return found + placed(parts, found.mid.shape) if parts else found

    def is_wanted(self, near: Nearest) -> Array:
        """Where b is not zero."""
        found: Array = np.logical_or.reduce(near.last_form.excludes_zero, axis=0)
        return found

    @cached_property
    def _span(self) -> Intervals:
        """V, k × r, of full rank: c = Mᵀ·Q·u is in the space of its columns."""
        of_h = {0}
        for factor in self.family.factors:
            for _ in range(factor.exponent):
                of_h = {place + start for place in of_h for start in factor.places}
        moments = self.data.moments
        rows = [[moments[start + place] for start in self.family.last.places] for place in sorted(of_h)]
        size = self.family.last.degree + 1
        # what is orthogonal to all that is orthogonal to the rows, or everything
        basis = kernel(kernel(rows) or [[Fraction(0)] * size])
        scales = [power_of_two(max(abs(enclosure_of(c, 64)[0]) for c in row if c)) for row in basis]
        columns = [c / scale for row, scale in zip(basis, scales, strict=True) for c in row]
        return enclosed(columns).reshaped(len(basis), size).transposed

    def excluded(self, near: Nearest, image: Intervals) -> Array:
        """Where ‖1 − R·C‖ < 1 for R = Vᵀ·N⁻¹·α, or for R = α, and some C, so that the rows of R are independent."""
        last = self.family.last
        size, rank = self._span.mid.shape
        if not rank:
            return np.ones(near.last.mid.shape[-1], bool)
        if self.family.dimension < rank:
            return super().excluded(near, image)
        parts = {i: correlated(q, image) for i, q in self.rests(near.forms).items()}
        matrix = self.picked(parts, last.places)
        if rank < size:
            solved = near.solver(contracted("ijb,ir->jrb", near.basis, self._span))
            solved = contracted("ijb,jrb->irb", near.basis, solved)
            matrix = contracted("irb,idb->rdb", solved, matrix)
        rows = len(matrix.mid)
        right = np.einsum("idb,ijb->djb", matrix.mid, near_inverses(np.einsum("idb,jdb->ijb", matrix.mid, matrix.mid)))
        defects = exact(np.eye(rows)[:, :, None]) - contracted("idb,djb->ijb", matrix, exact(right))
        found: Array = upward(defects.sizes.sum(axis=1).max(axis=0)) < 1
        return found


def reach(slopes: Intervals, radii: Array) -> Array:
    """Bounds for Σ_j |∂_jf|·ρ_j, the derivatives along the last axis but one."""
    found: Array = upward((slopes.sizes * radii).sum(axis=-2))
    return found


def times(number: int, values: Intervals) -> Intervals:
    """An integer multiple."""
    return values if number == 1 else convolved(exact(np.full((1, 1), float(number))), values)


def systems(kind: type[System], family: Family, data: Data) -> list[System]:
    """In all charts."""
    return [kind(family, data, chart) for chart in family.charts]
