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
from flint import fmpq_mat

from ...algebra.coefficients import image
from ...algebra.enclosures import enclosure_of
from ...algebra.flintio import to_fmpq, to_fraction
from ...algebra.numbers import Number
from ..equations.quadrics import Quadric
from .filter_families import Family, Places
from .intervals import (
    LEAST,
    Array,
    Intervals,
    applied,
    contracted,
    convolved,
    correlated,
    enclosed,
    exact,
    placed,
    stacked,
    upward,
)

LARGEST_DEFECT = 0.9
"""I − R·N is taken to be small up to this norm."""


@dataclass(frozen=True, eq=False)
class Data:
    """Q = Lᵀ·S·L and u, divided by powers of two, in double precision, L so that S is about 1.

    Forms w are taken to the coordinates L·w, in which all directions weigh about the same.

    Attributes:
        root: L, (n+1) × (n+1), exact.
        gram: S.
        back: Lᵀ·S.
        target: L·u, (n+1) × 1.
        moments: Q·u, exact.
        scales: Q and u are divided by these.
    """

    root: Intervals
    gram: Intervals
    back: Intervals
    target: Intervals
    moments: tuple[Number, ...]
    scales: tuple[Fraction, Fraction]

    @classmethod
    def of(cls, quadric: Quadric) -> Data:
        """Of a quadric, with a centre that is not zero."""
        of_gram = power_of_two(max(abs(q) for row in quadric.gram for q in row))
        of_target = power_of_two(max(max(map(abs, enclosure_of(u, 64))) for u in quadric.centre.coefficients))
        gram = fmpq_mat([[to_fmpq(q / of_gram) for q in row] for row in quadric.gram])
        target = [u / of_target for u in quadric.centre.coefficients]
        root = _root(_enclosed(gram).mid)
        exactly = fmpq_mat([[to_fmpq(Fraction(c)) for c in row] for row in root.tolist()])
        inverse = exactly.inv()
        middle = inverse.transpose() * gram * inverse
        return cls(
            exact(root),
            _enclosed(middle),
            _enclosed(exactly.transpose() * middle),
            enclosed(image([[Fraction(c) for c in row] for row in root.tolist()], target)).reshaped(len(target), 1),
            quadric.moments,
            (of_gram, of_target),
        )


def _root(gram: Array) -> Array:
    """A regular matrix L with LᵀL about Q; 1 if there is none in double precision."""
    try:
        found: Array = np.linalg.cholesky(gram).T
    except np.linalg.LinAlgError:
        return np.eye(len(gram))
    return found if np.isfinite(found).all() and found.diagonal().all() else np.eye(len(gram))


def _enclosed(matrix: fmpq_mat) -> Intervals:
    rows, columns = matrix.nrows(), matrix.ncols()
    return enclosed([to_fraction(c) for c in matrix.entries()]).reshaped(rows, columns)


def power_of_two(value: Fraction) -> Fraction:
    """The power of two next to a positive number, up to a factor of two."""
    shift = value.numerator.bit_length() - value.denominator.bit_length()
    return Fraction(1 << shift) if shift >= 0 else Fraction(1, 1 << -shift)


@dataclass(frozen=True, eq=False)
class Solver:
    """N⁻¹ for N near 1: with E = 1 − N of norm q < 1, |N⁻¹z − z − E·z| ≤ q²·max|z|/(1 − q) in all coordinates.

    Attributes:
        defects: E, k × k × B.
        factor: q²/(1 − q), for B boxes; inf where q is not known to be at most LARGEST_DEFECT.
    """

    defects: Intervals
    factor: Array

    @classmethod
    def near_one(cls, matrix: Intervals) -> Solver:
        """For matrices N, k × k × B."""
        defects = exact(np.eye(len(matrix.mid))[:, :, None]) - matrix
        norm = upward(defects.sizes.sum(axis=1).max(axis=0))
        is_small = norm <= LARGEST_DEFECT
        safe = np.where(is_small, norm, 0)
        return cls(defects, np.where(is_small, upward(safe * safe / (1 - safe)), np.inf))

    def __call__(self, vectors: Intervals) -> Intervals:
        """N⁻¹z for z of the shape k × … × B."""
        terms = "ijb,jb->ib" if vectors.mid.ndim == 2 else "ijb,jdb->idb"
        found = vectors + contracted(terms, self.defects, vectors)
        return found.widened(self.factor * vectors.sizes.max(axis=0))


@dataclass(frozen=True, eq=False)
class Nearest:
    """h, b and r on boxes, and what they are worked out from.

    The columns of a matrix T for each box are a basis of the forms b in which N is near 1; M is for coordinates in it.

    Attributes:
        forms: a.
        basis: T, k × k × B, exact.
        columns: L·M, (n + 1) × k × B.
        solver: for N.
        last: b in the basis, k × B.
        residual: L·r, (n + 1) × B.
    """

    forms: Sequence[Intervals]
    basis: Intervals
    columns: Intervals
    solver: Solver
    last: Intervals
    residual: Intervals

    @cached_property
    def last_form(self) -> Intervals:
        """b by its coefficients."""
        return contracted("ijb,jb->ib", self.basis, self.last)


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
        return [self.family.factors[i].places[c] for i, c in self.unknowns]

    def columns(self, h: Intervals) -> Intervals:
        """The multiples of h by the powers of x and y in b."""
        last, size = self.family.last, self.family.degree + 1
        parts = [((slice(start, start + len(h.mid)), i), h) for i, start in enumerate(last.places)]
        return placed(parts, (size, last.degree + 1, *h.mid.shape[1:]))

    def basis(self, columns: Array) -> Intervals:
        """T for matrices M in the basis of the powers of x and y."""
        root = self.data.root.mid
        images = (root @ columns.reshape(len(root), -1)).reshape(columns.shape)
        return exact(whitening(np.einsum("lib,ljb->ijb", images, images)))

    def nearest(self, forms: Sequence[Intervals], basis: Intervals | None = None) -> Nearest:
        """b and r.

        Args:
            forms: a.
            basis: T, if it is known.
        """
        h = self.family.product(forms, ())
        columns = self.columns(h)
        basis = self.basis(columns.mid) if basis is None else basis
        columns = applied(self.data.root, contracted("lib,ijb->ljb", columns, basis))
        images = applied(self.data.gram, columns)
        solver = Solver.near_one(contracted("lib,ljb->ijb", columns, images))
        last = solver(contracted("lib,lc->ib", images, self.data.target))
        residual = self.data.target - contracted("lib,ib->lb", columns, last)
        return Nearest(forms, basis, columns, solver, last, residual)

    def moved(self, parts: dict[int, Intervals]) -> Intervals:
        """For every coordinate the part of its factor, moved by its shift, (n + 1) × D × B."""
        size, first = self.family.degree + 1, next(iter(parts.values()))
        moved = [
            ((slice(shift, shift + len(parts[i].mid)), j), parts[i])
            for j, ((i, _), shift) in enumerate(zip(self.unknowns, self.shifts, strict=True))
        ]
        return placed(moved, (size, len(self.unknowns), *first.mid.shape[1:]))

    def picked(self, parts: dict[int, Intervals], places: Sequence[int]) -> Intervals:
        """For every coordinate these entries of the part of its factor, counted from its shift on, places × D × B."""
        return stacked(
            [parts[i][shift + np.array(places)] for (i, _), shift in zip(self.unknowns, self.shifts, strict=True)],
            1,
        )


@dataclass(frozen=True, eq=False)
class Slopes:
    """The derivatives in a.

    Attributes:
        image: Q·r, (n + 1) × B.
        against: α, k × D × B.
        right: p, k × D × B.
        moves, moved_images: L·v and S·L·v, (n + 1) × D × B.
        last: ∂b, k × D × B.
        residual: L·∂r, (n + 1) × D × B.
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
        last, data = projection.family.last, projection.data
        image = applied(data.back, near.residual)
        picked = projection.picked({i: correlated(q, image) for i, q in rests.items()}, last.places)
        against = contracted("ijb,idb->jdb", near.basis, picked)
        moves = applied(
            data.root, projection.moved({i: convolved(near.last_form, q, last.step) for i, q in rests.items()})
        )
        moved_images = applied(data.gram, moves)
        right = against - contracted("lib,ldb->idb", near.columns, moved_images)
        slopes = near.solver(right)
        residual = -(moves + contracted("lib,idb->ldb", near.columns, slopes))
        return cls(image, against, right, moves, moved_images, slopes, residual)


def whitening(matrices: Array) -> Array:
    """For k × k × B positive definite matrices N about T with TᵀNT = 1."""
    if len(matrices) == 1:
        found: Array = 1 / np.sqrt(matrices)
        return found
    moved = np.ascontiguousarray(matrices.transpose(2, 0, 1))
    moved = np.where(np.isfinite(moved).all(axis=(1, 2), keepdims=True), moved, 0)
    try:
        found = np.linalg.inv(np.linalg.cholesky(moved)).transpose(2, 1, 0)
    except np.linalg.LinAlgError:
        values, vectors = np.linalg.eigh(moved)
        found = (vectors / np.sqrt(np.maximum(values, LEAST))[:, None, :]).transpose(1, 2, 0)
    return np.ascontiguousarray(found)


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
