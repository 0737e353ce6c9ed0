"""The filter of h(a)·b nearest to the target, with its derivatives in a, for boxes of parameters a.

For fixed a the nearest one has N·b = Mᵀ·Q·u, where M·b = h·b and N = Mᵀ·Q·M, which is positive definite as Q is and
h ≠ 0. With r = u − M·b, v_j = (∂_jM)·b, α_j = (∂_jM)ᵀ·Q·r and p_j = α_j − Mᵀ·Q·v_j differentiation gives
N·∂_jb = p_j and ∂_jr = −(v_j + M·∂_jb).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from ..equations.quadrics import Quadric
from .families import Family, Places
from .intervals import (
    Array,
    Intervals,
    applied,
    contracted,
    convolved,
    correlated,
    enclosed,
    exact,
    stacked,
    upward,
)

LARGEST_DEFECT = 0.9
"""I − R·N is taken to be small up to this norm."""


@dataclass(frozen=True, eq=False)
class Data:
    """Q, Q·u and u, both divided by a power of two, in double precision.

    Attributes:
        gram: (n+1) × (n+1).
        moments, target: (n+1) × 1.
        scale: u is divided by this.
    """

    gram: Intervals
    moments: Intervals
    target: Intervals
    scale: Fraction

    @classmethod
    def of(cls, quadric: Quadric) -> Data:
        """Of a quadric, with a centre that is not zero."""
        size = quadric.degree + 1
        target = quadric.centre.rationals
        of_gram = power_of_two(max(abs(q) for row in quadric.gram for q in row))
        of_target = power_of_two(max(abs(u) for u in target))
        gram = enclosed([q / of_gram for row in quadric.gram for q in row]).reshaped(size, size)
        moments = enclosed([m / (of_gram * of_target) for m in quadric.moments]).reshaped(size, 1)
        return cls(gram, moments, enclosed([u / of_target for u in target]).reshaped(size, 1), of_target)


def power_of_two(value: Fraction) -> Fraction:
    """The power of two next to a positive number, up to a factor of two."""
    shift = value.numerator.bit_length() - value.denominator.bit_length()
    return Fraction(1 << shift) if shift >= 0 else Fraction(1, 1 << -shift)


@dataclass(frozen=True, eq=False)
class Solver:
    """N⁻¹ by a matrix R near it: |N⁻¹z − R·z| ≤ q·max|R·z|/(1 − q) in all coordinates, q the norm of 1 − R·N.

    Attributes:
        inverse: R, k × k × B, exact.
        factor: q/(1 − q); inf where q is not known to be at most LARGEST_DEFECT.
    """

    inverse: Intervals
    factor: Array

    @classmethod
    def near(cls, matrix: Intervals, inverse: Intervals) -> Solver:
        """For matrices N, k × k × B."""
        size = len(matrix.mid)
        defects = exact(np.eye(size)[:, :, None]) - contracted("ijb,jkb->ikb", inverse, matrix)
        norm = upward(defects.sizes.sum(axis=1).max(axis=0))
        is_small = norm <= LARGEST_DEFECT
        safe = np.where(is_small, norm, 0)
        return cls(inverse, np.where(is_small, upward(safe / (1 - safe)), np.inf))

    def __call__(self, vectors: Intervals) -> Intervals:
        """N⁻¹z for z of the shape k × … × B."""
        if len(self.inverse.mid) == 1:
            found = self.inverse_times_number(vectors)
        elif vectors.mid.ndim == 2:
            found = contracted("ijb,jb->ib", self.inverse, vectors)
        else:
            found = contracted("ijb,jdb->idb", self.inverse, vectors)
        return found.widened(self.factor * found.sizes.max(axis=0))

    def inverse_times_number(self, vectors: Intervals) -> Intervals:
        """For k = 1."""
        return convolved(self.inverse[0], vectors)


@dataclass(frozen=True, eq=False)
class Nearest:
    """h, b and r on boxes, and what they are worked out from.

    Attributes:
        product: h, (n − deg b + 1) × B.
        columns, images: M and Q·M, (n + 1) × k × B.
        solver: for N.
        last: b, k × B.
        residual: r, (n + 1) × B.
    """

    product: Intervals
    columns: Intervals
    images: Intervals
    solver: Solver
    last: Intervals
    residual: Intervals


class Projection:
    """The nearest filters of one family, for boxes in one chart, B at a time.

    Args:
        family: the filters.
        data: Q and u.
        chart: which coefficients of a are 1.
    """

    def __init__(self, family: Family, data: Data, chart: Places) -> None:
        self.family, self.data, self.chart = family, data, chart
        self.unknowns = family.unknowns(chart)

    @cached_property
    def shifts(self) -> list[int]:
        """∂_jh is a product of forms, moved by so many places."""
        return [c * self.family.factors[i].stride for i, c in self.unknowns]

    def columns(self, h: Intervals) -> Intervals:
        """M."""
        last, size = self.family.last, self.family.degree + 1
        shape = (size, last.degree + 1, *h.mid.shape[1:])
        mid, rad = np.zeros(shape), np.zeros(shape)
        for i in range(last.degree + 1):
            place = slice(i * last.stride, i * last.stride + len(h.mid))
            mid[place, i], rad[place, i] = h.mid, h.rad
        return Intervals(mid, rad)

    def nearest(self, forms: Sequence[Intervals], inverse: Intervals | None = None) -> Nearest:
        """b and r.

        Args:
            forms: a.
            inverse: R, if it is known.
        """
        h = self.family.product(forms, ())
        columns = self.columns(h)
        images = applied(self.data.gram, columns)
        matrix = contracted("lib,ljb->ijb", columns, images)
        solver = Solver.near(matrix, exact(near_inverses(matrix.mid)) if inverse is None else inverse)
        number, stride = self.family.last.degree + 1, self.family.last.stride
        right = correlated(h, self.data.moments)[: (number - 1) * stride + 1 : stride]
        last = solver(right)
        return Nearest(h, columns, images, solver, last, self.residual(h, last))

    def residual(self, h: Intervals, last: Intervals) -> Intervals:
        """u − h·b."""
        return self.data.target - convolved(last, h, self.family.last.stride)

    def moved(self, parts: dict[int, Intervals]) -> Intervals:
        """For every coordinate the part of its factor, moved by its shift, (n + 1) × D × B."""
        size, first = self.family.degree + 1, next(iter(parts.values()))
        shape = (size, len(self.unknowns), *first.mid.shape[1:])
        mid, rad = np.zeros(shape), np.zeros(shape)
        for j, ((i, _), shift) in enumerate(zip(self.unknowns, self.shifts, strict=True)):
            place = slice(shift, shift + len(parts[i].mid))
            mid[place, j], rad[place, j] = parts[i].mid, parts[i].rad
        return Intervals(mid, rad)

    def picked(self, parts: dict[int, Intervals], number: int, stride: int) -> Intervals:
        """For every coordinate entries of the part of its factor from its shift on, number × D × B."""
        return stacked(
            [
                parts[i][shift : shift + (number - 1) * stride + 1 : stride]
                for (i, _), shift in zip(self.unknowns, self.shifts, strict=True)
            ],
            1,
        )


@dataclass(frozen=True, eq=False)
class Slopes:
    """The derivatives in a.

    Attributes:
        image: Q·r, (n + 1) × B.
        against: α, k × D × B.
        right: p, k × D × B.
        moves, moved_images: v and Q·v, (n + 1) × D × B.
        last: ∂b, k × D × B.
        residual: ∂r, (n + 1) × D × B.
    """

    image: Intervals
    against: Intervals
    right: Intervals
    moves: Intervals
    moved_images: Intervals
    last: Intervals
    residual: Intervals

    @classmethod
    def at(cls, projection: Projection, near: Nearest, rests: dict[int, Intervals]) -> Slopes:
        """At boxes.

        Args:
            rests: for every factor e·a^(e−1) times the others' powers.
        """
        last, gram = projection.family.last, projection.data.gram
        image = applied(gram, near.residual)
        against = projection.picked({i: correlated(q, image) for i, q in rests.items()}, last.degree + 1, last.stride)
        moves = projection.moved({i: convolved(near.last, q, last.stride) for i, q in rests.items()})
        moved_images = applied(gram, moves)
        right = against - contracted("lib,ldb->idb", near.columns, moved_images)
        slopes = near.solver(right)
        residual = -(moves + contracted("lib,idb->ldb", near.columns, slopes))
        return cls(image, against, right, moves, moved_images, slopes, residual)


def near_inverses(matrices: Array) -> Array:
    """Near the inverses of k × k × B matrices; where there is none, what no proof succeeds with."""
    if len(matrices) == 1:
        found: Array = 1 / matrices
        return found
    stacked_first = np.ascontiguousarray(matrices.transpose(2, 0, 1))
    stacked_first = np.where(np.isfinite(stacked_first).all(axis=(1, 2), keepdims=True), stacked_first, 0)
    try:
        found = np.linalg.inv(stacked_first)
    except np.linalg.LinAlgError:
        found = np.stack([_inverse(matrix) for matrix in stacked_first])
    return np.ascontiguousarray(found.transpose(1, 2, 0))


def _inverse(matrix: Array) -> Array:
    try:
        return np.linalg.inv(matrix)
    except np.linalg.LinAlgError:
        return np.full_like(matrix, np.nan)
