"""Critical points and minima of a square loss in parameter space by Newton's iteration and descent, in NumPy.

Written from the definition of the loss ℓ(w) = (w − u)ᵀ Q (w − u) with w = μ(w_1, …, w_L), and shares no code with the
package. Points are rows of the coefficients of all layers, one layer after the other; many are moved at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product
from string import ascii_lowercase
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]


class Network:
    """A square loss on the layers of a network.

    Args:
        sizes: k.
        target, gram: u and Q.
        strides: the stride products S_i; None: stride one.
    """

    def __init__(self, sizes: Sequence[int], target: Array, gram: Array, strides: Sequence[int] | None = None) -> None:
        self.sizes = tuple(sizes)
        self.target, self.gram = target, gram
        ends = np.cumsum([0, *self.sizes])
        self.layers = [slice(a, b) for a, b in pairwise(ends)]
        self.number = int(ends[-1])
        # w_l = Σ over S_1·a_1 + … + S_L·a_L = l of Π w_i[a_i]
        strides = strides or [1] * len(self.sizes)
        self._tensor = np.zeros((*self.sizes, len(target)))
        for places in product(*map(range, self.sizes)):
            self._tensor[(*places, sum(a * s for a, s in zip(places, strides, strict=True)))] = 1.0

    def contracted(self, points: Array, without: Sequence[int]) -> Array:
        """The tensor of μ with all layers of the points put in but some: P × (their sizes) × (n + 1)."""
        letters = ascii_lowercase[: len(self.sizes)]
        taken = [i for i in range(len(self.sizes)) if i not in without]
        left = "".join(letters[i] for i in without)
        terms = ",".join([f"{letters}y", *(f"z{letters[i]}" for i in taken)])
        if not taken:
            return np.broadcast_to(self._tensor, (len(points), *self._tensor.shape))
        found: Array = np.einsum(
            f"{terms}->z{left}y", self._tensor, *(points[:, self.layers[i]] for i in taken), optimize=True
        )
        return found

    def filters(self, points: Array) -> Array:
        """w."""
        return self.contracted(points, ())

    def losses(self, points: Array) -> Array:
        """ℓ(w)."""
        difference = self.filters(points) - self.target
        found: Array = np.einsum("pi,ij,pj->p", difference, self.gram, difference)
        return found

    def gradients(self, points: Array) -> Array:
        """P × N."""
        residual = (self.filters(points) - self.target) @ self.gram
        parts = [np.einsum("pay,py->pa", self.contracted(points, (i,)), residual) for i in range(len(self.sizes))]
        return 2 * np.concatenate(parts, axis=1)

    def hessians(self, points: Array) -> Array:
        """P × N × N."""
        residual = (self.filters(points) - self.target) @ self.gram
        jacobian = np.concatenate([self.contracted(points, (i,)) for i in range(len(self.sizes))], axis=1)
        found: Array = np.einsum("pay,yx,pbx->pab", jacobian, self.gram, jacobian)
        for i, first in enumerate(self.layers):
            for j, second in enumerate(self.layers[:i]):
                block = np.einsum("paby,py->pab", self.contracted(points, (j, i)), residual)
                found[:, second, first] += block
                found[:, first, second] += block.transpose(0, 2, 1)
        return 2 * found

    def balanced(self, points: Array) -> Array:
        """The same end-to-end filters with layers of equal norms."""
        norms = np.stack([np.linalg.norm(points[:, layer], axis=1) for layer in self.layers], axis=1)
        norms = np.maximum(norms, 1e-300)
        mean = np.exp(np.log(norms).mean(axis=1))
        found = points.copy()
        for i, layer in enumerate(self.layers):
            found[:, layer] *= (mean / norms[:, i])[:, None]
        return found

    def starts(self, number: int, rng: np.random.Generator) -> Array:
        """Normal ones, with end-to-end filters of sizes about that of the target."""
        points = rng.standard_normal((number, self.number))
        sizes = np.linalg.norm(self.filters(points), axis=1) / max(np.linalg.norm(self.target), 1e-300)
        return self.balanced(points * (sizes[:, None] + 1e-12) ** (-1 / len(self.sizes)))

    def newton(self, points: Array, steps: int = 60) -> Array:
        """Newton's iteration with the pseudo-inverse of the Hessian, which leaves scalings of the layers out."""
        points = self.balanced(points)
        for _ in range(steps):
            gradients = self.gradients(points)
            values, vectors = _spectrum(self.hessians(points))
            small = np.abs(values) < 1e-11 * np.abs(values).max(axis=1, keepdims=True)
            inverse = np.where(small, 0, 1 / np.where(small, 1, values))
            moves = _applied(vectors, inverse, gradients)
            # no farther than the point is from zero
            length = np.linalg.norm(moves, axis=1) / (np.linalg.norm(points, axis=1) + 1e-300)
            points = self.balanced(points - moves / np.maximum(1, length)[:, None])
        return points

    def descended(self, points: Array, plain: int = 150, steps: int = 150) -> Array:
        """Gradient descent with halved and doubled steps, and then descent along |H|⁻¹g; the loss never rises."""
        points = self.balanced(points)
        rates, losses = np.full(len(points), 0.1), self.losses(points)
        for step in range(plain + steps):
            gradients = self.gradients(points)
            if step >= plain:
                values, vectors = _spectrum(self.hessians(points))
                floor = 1e-9 * np.abs(values).max(axis=1, keepdims=True) + 1e-300
                gradients = _applied(vectors, 1 / np.maximum(np.abs(values), floor), gradients)
            if step == plain:
                rates[:] = 1.0
            tried = points - rates[:, None] * gradients
            found = self.losses(tried)
            better = found < losses
            points, losses = np.where(better[:, None], tried, points), np.where(better, found, losses)
            rates = np.where(better, np.minimum(rates * 1.6, 1.0 if step >= plain else 1e3), rates / 4)
            rates = np.maximum(rates, 1e-14)
            points = self.balanced(points)
        return points

    def least_curvatures(self, points: Array) -> tuple[Array, Array]:
        """The least eigenvalue of the Hessian over the largest, the scalings aside, and its eigenvector."""
        hessians = self.hessians(points)
        directions = self._scalings(points)
        outside = np.eye(self.number) - directions.transpose(0, 2, 1) @ directions
        top = np.abs(np.linalg.eigvalsh(hessians)).max(axis=1)
        # the scalings are moved to the upper end
        values, vectors = np.linalg.eigh(
            outside @ hessians @ outside + 2 * top[:, None, None] * (directions.transpose(0, 2, 1) @ directions)
        )
        return values[:, 0] / top, vectors[:, :, 0]

    def _scalings(self, points: Array) -> Array:
        """An orthonormal basis of the tangents of scalings with product one: P × (L − 1) × N."""
        rows = np.zeros((len(points), len(self.sizes) - 1, self.number))
        for i in range(1, len(self.sizes)):
            rows[:, i - 1, self.layers[0]] = -points[:, self.layers[0]]
            rows[:, i - 1, self.layers[i]] = points[:, self.layers[i]]
        return np.linalg.qr(rows.transpose(0, 2, 1))[0].transpose(0, 2, 1)

    def lines(self, points: Array) -> Array:
        """What scalings do not change: the unit vectors of all layers up to sign, as projections, and w."""
        parts = []
        for layer in self.layers:
            part = points[:, layer] / np.maximum(np.linalg.norm(points[:, layer], axis=1, keepdims=True), 1e-300)
            parts.append(np.einsum("pa,pb->pab", part, part).reshape(len(points), part.shape[1] ** 2))
        size = max(np.linalg.norm(self.target), 1e-300)
        return np.concatenate([*parts, self.filters(points) / size], axis=1)


def _spectrum(matrices: Array) -> tuple[Array, Array]:
    is_finite = np.isfinite(matrices.reshape(len(matrices), -1)).all(axis=1).reshape(-1, 1, 1)
    return np.linalg.eigh(np.where(is_finite, matrices, 0))


def _applied(vectors: Array, factors: Array, rows: Array) -> Array:
    """V·diag(factors)·Vᵀ on each row."""
    found: Array = np.einsum("pij,pj,pkj,pk->pi", vectors, factors, vectors, rows, optimize=True)
    return np.nan_to_num(found)


def clusters(lines: Array, distance: float) -> list[int]:
    """The first of every group of rows that are that near to it."""
    kept: list[int] = []
    for i, line in enumerate(lines):
        if all(np.linalg.norm(line - lines[j]) > distance for j in kept):
            kept.append(i)
    return kept
