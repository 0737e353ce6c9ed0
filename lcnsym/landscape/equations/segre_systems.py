"""The critical points of quadrics on the cone over a Segre variety in floating point, for many points at once.

End-to-end filters depend linearly on the tensor w_1 ⊗ … ⊗ w_L of the layers' filters, whatever the strides. So the
critical points of every architecture with filter sizes k are those of a quadric on the tensors of this size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, pairwise

import numpy as np

from ...algebra.coefficients import Step, places_of
from ..ed_degrees import segre_ed_degree
from .floating_quadrics import Array, Data, complex_normal, random_quadric


@dataclass(frozen=True, eq=False)
class TensorPath:
    """The data (1 − t)·start + t·end on the tensors, as vectors of K = Π k_i entries.

    Attributes:
        gram: Q of the start and its derivative by t, 2×K×K.
        moments: m of the start and its derivative by t, 2×K.
    """

    gram: Array
    moments: Array


class SegreSystem:
    """⟨Q·T − m, θ⟩ = 0 for T = w_1 ⊗ … ⊗ w_L / h and all θ in the tangent space of the cone of such tensors at T.

    The entries of a column are those of w_1, …, w_L, and h. Each w_i, i < L, and w_L together with h, is a block of
    which one entry is held fixed: a chart. There is an equation for every entry θ = e_a in the place of w_i; by Euler's
    relation those of the fixed entries of w_i, i < L, follow from the others.

    Args:
        sizes: k_1, …, k_L.

    Source: arXiv 2401.16613, the critical points of all strides on Segre varieties.
    """

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = tuple(sizes)
        self.equations = 1 + sum(k - 1 for k in sizes)
        self._layers = [slice(*ends) for ends in pairwise(accumulate(sizes, initial=0))]
        self.entries = sum(sizes) + 1
        self.blocks = [*self._layers[:-1], slice(self._layers[-1].start, self.entries)]
        self.exponents = [*(1 for _ in sizes[1:]), 0]
        self._tensors = int(np.prod(sizes))

    @property
    def name(self) -> str:
        """Of the system, for files."""
        return "segre-" + ",".join(map(str, self.sizes))

    @property
    def data_size(self) -> int:
        """Π k_i."""
        return self._tensors

    @property
    def number(self) -> int:
        """gED(Segre)."""
        return segre_ed_degree(self.sizes)

    def columns(self, points: Array) -> Array:
        """Columns from points with w_{i,0} = 1 for i < L and h = 1, which have a row each without these ones.

        Args:
            points: P×(N + 1), N = Σ (k_i − 1).
        """
        one, parts, start = np.ones((1, len(points))), [], 0
        for k in self.sizes[:-1]:
            parts += [one, points.T[start : start + k - 1]]
            start += k - 1
        return np.concatenate([*parts, points.T[start:], one]).astype(complex)

    def points(self, columns: Array) -> Array:
        """The points with w_{i,0} = 1 and h = 1, a row each, of which not all need be finite."""
        parts, scale = [], 1 / columns[-1]
        for layer in self._layers[:-1]:
            first = columns[layer.start]
            parts.append(columns[layer.start + 1 : layer.stop] / first)
            scale = scale * first
        return np.concatenate([*parts, columns[self._layers[-1]] * scale]).T

    def path(self, start: Data, end: Data) -> TensorPath:
        """The straight path from one quadric on the tensors to another."""
        return TensorPath(
            np.stack([start.gram, end.gram - start.gram]), np.stack([start.moments, end.moments - start.moments])
        )

    def pulled_back(self, data: Data, steps: Sequence[Step]) -> Data:
        """A quadric on end-to-end filters as one on the tensors: MᵀQM and Mᵀm, M from tensors to filters."""
        places = np.zeros(1, int)
        for k, step in zip(self.sizes, steps, strict=True):
            places = np.add.outer(places, places_of(step, k)).ravel()
        return Data(data.gram[np.ix_(places, places)], data.moments[places])

    def evaluated(self, columns: Array, times: Array, path: TensorPath) -> tuple[Array, Array]:
        """The equations times h, their derivatives by the time, and their Jacobian matrices.

        Args:
            columns: P points, see the class.
            times: t for every point.

        Returns:
            Values and derivatives by t, R×2×P with R = Σ k_i, and the derivatives by the entries, R×(R + 1)×P.
        """
        layers = [columns[layer].T for layer in self._layers]
        h = columns[-1][:, None]
        tangents = self._tangents(layers)
        # T·h by the first layer's tangents
        tensors = np.einsum("pa,pak->pk", layers[0], tangents[:, : self.sizes[0]])
        start, change = path.gram
        gram_change = tensors @ change
        residuals = tensors @ start + times[:, None] * gram_change
        moments = path.moments[0] + times[:, None] * path.moments[1]
        stacked = np.stack([residuals - h * moments, gram_change - h * path.moments[1]], axis=2)
        values = tangents @ stacked
        images = tangents @ start + times[:, None, None] * (tangents @ change)
        jacobian = np.empty((len(h), self.entries - 1, self.entries), complex)
        jacobian[:, :, :-1] = images @ tangents.transpose(0, 2, 1)
        jacobian[:, :, -1] = -(tangents @ moments[:, :, None])[:, :, 0]
        self._add_second_derivatives(jacobian, layers, stacked[:, :, 0])
        return values.transpose(1, 2, 0), jacobian.transpose(1, 2, 0)

    def rows(self, free: Array) -> Array:
        """The equations for the free entries of w_i, i < L, and all of w_L; free entries and equations P×(N + 1)."""
        last = self._layers[-1]
        before = self.equations - self.sizes[-1]
        found = np.empty_like(free)
        found[:, :before] = free[:, :before]
        found[:, before:] = np.arange(last.start, last.stop)
        return found

    def random_data(self, rng: np.random.Generator) -> Data:
        """Generic complex data on the tensors."""
        return random_quadric(self._tensors, rng)

    def with_one_solution(self, rng: np.random.Generator) -> tuple[Data, Array]:
        """Generic complex data on the tensors, and one point that is a solution for them."""
        point = complex_normal(rng, 1, self.equations)
        gram = self.random_data(rng).gram
        columns = self.columns(point)
        layers = [columns[layer].T for layer in self._layers]
        tangents = self._tangents(layers)[0]
        tensor = layers[0][0] @ tangents[: self.sizes[0]]
        _, sizes, right = np.linalg.svd(tangents)
        rank = int((sizes > sizes[0] * 1e-9).sum())
        kernel = right[rank:].conj().T
        return Data(gram, gram @ tensor - kernel @ complex_normal(rng, kernel.shape[1])), point

    def _tangents(self, layers: Sequence[Array]) -> Array:
        """e_a in the place of w_i and the others as they are, for all i and a: P×Σk_i×K."""
        number = len(layers[0])
        found = np.zeros((number, self.entries - 1, self._tensors), complex)
        for i, (k, place) in enumerate(zip(self.sizes, self._layers, strict=True)):
            before, after = np.ones((number, 1)), np.ones((number, 1))
            for other in layers[:i]:
                before = (before[:, :, None] * other[:, None]).reshape(number, before.shape[1] * other.shape[1])
            for other in layers[i + 1 :]:
                after = (after[:, :, None] * other[:, None]).reshape(number, after.shape[1] * other.shape[1])
            outer = before[:, :, None] * after[:, None]
            block = found[:, place].reshape(number, k, before.shape[1], k, after.shape[1])
            for a in range(k):
                block[:, a, :, a] = outer
        return found

    def _add_second_derivatives(self, jacobian: Array, layers: Sequence[Array], residuals: Array) -> None:
        """To the derivatives of the equations of w_i by w_j those of the tangents."""
        shaped = residuals.reshape(-1, *self.sizes)
        for i, j in combinations(range(len(self.sizes)), 2):
            contracted = shaped
            for other in reversed(range(len(self.sizes))):
                if other not in (i, j):
                    contracted = np.einsum("p...a,pa->p...", np.moveaxis(contracted, other + 1, -1), layers[other])
            jacobian[:, self._layers[i], self._layers[j]] += contracted
            jacobian[:, self._layers[j], self._layers[i]] += contracted.transpose(0, 2, 1)
