"""The square loss of many networks at once in floating point: values, gradients, Hessians.

Every array has the runs along its last axis, so that one operation works on all of them: end-to-end filters are
(n+1) × runs, Gram matrices (n+1) × (n+1) × runs, and all filters of a network are stacked to (Σ k_i) × runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def convolved(first: Floats, second: Floats) -> Floats:
    """The products of the forms, run by run."""
    found = np.zeros((len(first) + len(second) - 1, first.shape[1]))
    for a, row in enumerate(first):
        found[a : a + len(second)] += row * second
    return found


def correlated(rest: Floats, values: Floats) -> Floats:
    """Σ_b rest_b · values_{a+b}, the transpose of the multiplication by `rest`."""
    size = len(values) - len(rest) + 1
    found: Floats = rest[0] * values[:size]
    for b in range(1, len(rest)):
        found += rest[b] * values[b : b + size]
    return found


@dataclass(frozen=True)
class Losses:
    """The losses ℓ(w) = (w − u)ᵀ Q (w − u) of many runs of one architecture of stride one.

    Attributes:
        sizes: k_1, …, k_L.
        gram: Q, (n+1) × (n+1) × runs, or (n+1) × (n+1) × 1 for one Q in all runs.
        target: u, (n+1) × runs.
    """

    sizes: tuple[int, ...]
    gram: Floats
    target: Floats

    @cached_property
    def scale(self) -> Floats:
        """uᵀQu of every run, the loss at the zero filter."""
        return np.asarray((self.target * self.times_gram(self.target)).sum(axis=0))

    @cached_property
    def slices(self) -> tuple[slice, ...]:
        """Where the layers' filters are in a stack."""
        ends = np.cumsum((0, *self.sizes)).tolist()
        return tuple(slice(a, b) for a, b in pairwise(ends))

    def layers(self, stack: Floats) -> list[Floats]:
        """The filters of every layer."""
        return [stack[part] for part in self.slices]

    def chosen(self, runs: Flags | NDArray[np.intp]) -> Losses:
        """The same for some of the runs."""
        gram = self.gram if self.gram.shape[2] == 1 else self.gram[:, :, runs]
        return Losses(self.sizes, gram, self.target[:, runs])

    def times_gram(self, filters: Floats) -> Floats:
        """Q·w."""
        found: Floats = self.gram[0] * filters[0]
        for column, row in zip(self.gram[1:], filters[1:], strict=True):
            found = found + column * row
        return found

    def composed(self, stack: Floats) -> Floats:
        """The end-to-end filters."""
        first, *rest = self.layers(stack)
        for layer in rest:
            first = convolved(first, layer)
        return first

    def values(self, stack: Floats) -> Floats:
        """The losses."""
        return self.values_and_gradients(stack)[0]

    def values_and_gradients(self, stack: Floats) -> tuple[Floats, Floats]:
        """The losses and the gradients in all filters, stacked as these are."""
        layers = self.layers(stack)
        before = [layers[0]]
        for layer in layers[1:]:
            before.append(convolved(before[-1], layer))
        residual = before[-1] - self.target
        image = self.times_gram(residual)
        values = (residual * image).sum(axis=0)
        gradient = np.empty_like(stack)
        # what is left of the derivative once the later layers are divided out by transposition
        carried = 2 * image
        for i in range(len(layers) - 1, 0, -1):
            gradient[self.slices[i]] = correlated(before[i - 1], carried)
            carried = correlated(layers[i], carried)
        gradient[self.slices[0]] = carried
        return values, gradient

    def hessians(self, stack: Floats) -> Floats:
        """The Hessians in all filters, runs × Σ k_i × Σ k_i."""
        layers, runs = self.layers(stack), stack.shape[1]
        image = self.times_gram(self.composed(stack) - self.target)
        columns = []
        for i, layer in enumerate(layers):
            rest = self._others(layers, {i})
            for a in range(len(layer)):
                column = np.zeros_like(image)
                column[a : a + len(rest)] = rest
                columns.append(column)
        images = [self.times_gram(column) for column in columns]
        found = np.empty((runs, len(stack), len(stack)))
        for p, column in enumerate(columns):
            for q in range(p, len(columns)):
                found[:, p, q] = found[:, q, p] = 2 * (column * images[q]).sum(axis=0)
        for i, part in enumerate(self.slices):
            for j in range(i + 1, len(layers)):
                second = 2 * correlated(self._others(layers, {i, j}), image)
                for a in range(self.sizes[i]):
                    for b in range(self.sizes[j]):
                        p, q = part.start + a, self.slices[j].start + b
                        found[:, p, q] += second[a + b]
                        found[:, q, p] = found[:, p, q]
        return found

    @staticmethod
    def _others(layers: Sequence[Floats], without: set[int]) -> Floats:
        found = np.ones((1, layers[0].shape[1]))
        for i, layer in enumerate(layers):
            if i not in without:
                found = convolved(found, layer)
        return found


def layer_norms(losses: Losses, stack: Floats) -> Floats:
    """‖w_i‖, layers × runs."""
    return np.array([np.sqrt((layer * layer).sum(axis=0)) for layer in losses.layers(stack)])


def relative_gradients(losses: Losses, stack: Floats, gradient: Floats) -> Floats:
    """max_i ‖w_i‖·‖∂ℓ/∂w_i‖ / uᵀQu, which no scaling of the layers, the target or the loss changes."""
    sizes = layer_norms(losses, stack) * layer_norms(losses, gradient)
    return np.asarray(sizes.max(axis=0) / np.maximum(losses.scale, np.finfo(float).tiny))
