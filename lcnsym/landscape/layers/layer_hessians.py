"""Filters of the layers from chosen roots, and the Hessian of the square loss in them, as certified balls."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import flint
from flint import arb

from ...algebra.coefficients import Step, image, inner, places_of, polynomial_product
from ...algebra.enclosures import enclosed_layers
from ...algebra.linear import Inertia
from ...network.convolution import composed, composed_without
from ..strata.critical_forms import BallRoot, CriticalForm
from .ball_matrices import has_negative_square, inertia_of_balls


class CriticalLayers(ABC):
    """The filters of the layers at a real critical point in parameter space, as certified balls of any precision."""

    @property
    @abstractmethod
    def steps(self) -> tuple[Step, ...]:
        """Where the layers' coefficients go in end-to-end filters, see `composed`."""

    @abstractmethod
    def filters(self, precision: int) -> tuple[tuple[arb, ...], ...] | None:
        """The layers' filters, first layer first; None: not at this precision."""

    @abstractmethod
    def gram_and_residual(self, precision: int) -> tuple[list[list[arb]], list[arb]]:
        """Q and Q(w − u)."""

    def enclosures(self, bits: int) -> tuple[tuple[tuple[Fraction, Fraction], ...], ...]:
        """Certified rationals lo ≤ c ≤ hi for every filter's coefficients, with hi − lo < 2^−bits."""
        return enclosed_layers(self.filters, bits)

    def inertia(self, precision: int) -> Inertia | None:
        """The inertia of the Hessian on a complement of the L − 1 scaling directions; None: not at this precision."""
        hessian = self._hessian_modulo_scaling(precision)
        return None if hessian is None else inertia_of_balls(hessian, precision)

    def has_negative_direction(self, precision: int) -> bool | None:
        """Whether the Hessian is negative in some direction, be it singular or not; None: not at this precision."""
        hessian = self._hessian_modulo_scaling(precision)
        return None if hessian is None else has_negative_square(hessian, precision)

    @lru_cache(maxsize=8)  # noqa: B019 - a few precisions
    def _hessian_modulo_scaling(self, precision: int) -> list[list[arb]] | None:
        filters = self.filters(precision)
        if filters is None:
            return None
        with flint.ctx.workprec(precision):
            gram, residual = self.gram_and_residual(precision)
            return hessian_modulo_scaling(filters, self.steps, gram, residual)


@dataclass(frozen=True, eq=False)
class LayerFilters(CriticalLayers):
    """The filters of a factorization of a critical form: which roots are in which layer.

    Every layer but the first has a filter of Euclidean norm 1 up to rounding; the first takes what is left.

    Attributes:
        form: the end-to-end filter.
        chosen: for every layer, indices into `form.roots` with repetition; a pair stands for both its roots.
    """

    form: CriticalForm
    chosen: tuple[tuple[int, ...], ...]

    @lru_cache(maxsize=8)  # noqa: B019 - a few precisions
    def filters(self, precision: int) -> tuple[tuple[arb, ...], ...] | None:
        """The layers' filters, first layer first; None: the roots are not isolated with this many bits, or not well."""
        roots = self.form.roots(precision)
        if roots is None:
            return None
        with flint.ctx.workprec(precision):
            layers = [_with_roots([roots[i] for i in chosen]) for chosen in self.chosen]
            scaled = [_normalised(layer) for layer in layers]
            product = composed(scaled, [1] * len(scaled), arb(1))
            w = self.form.coefficients(precision)
            largest = max(range(len(product)), key=lambda i: product[i].abs_lower())
            factor = w[largest] / product[largest]
            found = (tuple(factor * c for c in scaled[0]), *(tuple(layer) for layer in scaled[1:]))
            return found if all(c.is_finite() for layer in found for c in layer) else None

    @property
    def steps(self) -> tuple[Step, ...]:
        """Strides are one."""
        return (1,) * len(self.chosen)

    def gram_and_residual(self, precision: int) -> tuple[list[list[arb]], list[arb]]:
        """Q and Q(w − u)."""
        return self.form.gram_and_residual(precision)


def hessian_modulo_scaling(
    filters: Sequence[Sequence[arb]],
    steps: Sequence[Step],
    gram: Sequence[Sequence[arb]],
    residual: Sequence[arb],
) -> list[list[arb]] | None:
    """Half the Hessian on coordinates complementary to the L − 1 scaling directions; None: not at this precision.

    Of every layer but the first a coordinate is left out that is not zero at the point, so that no combination of the
    scaling directions lies in the space.

    Args:
        filters: of the layers, first layer first.
        steps: where their coefficients go.
        gram, residual: Q and Q(w − u).
    """
    places = []
    for i, (layer, step) in enumerate(zip(filters, steps, strict=True)):
        left_out = -1
        if i:
            left_out = max(range(len(layer)), key=lambda a: layer[a].abs_lower())
            if layer[left_out].contains(0):
                return None
        places += [(i, place) for a, place in enumerate(places_of(step, len(layer))) if a != left_out]

    def without(left_out: set[int]) -> list[arb]:
        return composed_without(left_out, filters, steps, arb(1))

    return half_hessian(without, places, gram, residual)


def half_hessian(
    without: Callable[[set[int]], Sequence[Any]],
    places: Sequence[tuple[int, int]],
    gram: Sequence[Sequence[Any]],
    residual: Sequence[Any],
) -> list[list[Any]]:
    """Half the Hessian of ℓ∘μ over any ring: JᵀQJ + Σ_l (Q(w − u))_l·∂²μ_l.

    Args:
        without: the composition of all layers but one or two, which are counted from 0.
        places: the coefficients that are variables: the layer i, and where it goes, a·S_i for the a-th one.
        gram, residual: Q and Q(w − u).
    """
    layers = sorted({i for i, _ in places})
    singles = {i: list(without({i})) for i in layers}
    pairs = {frozenset({i, j}): without({i, j}) for i in layers for j in layers if i < j}
    columns: list[list[Any]] = []
    for i, start in places:
        rest = singles[i]
        zero = rest[0] * 0
        columns.append([zero] * start + rest + [zero] * (len(residual) - start - len(rest)))
    images = [image(gram, column) for column in columns]
    hessian = []
    for (i, a), column in zip(places, columns, strict=True):
        row = []
        for (j, b), moved in zip(places, images, strict=True):
            entry = inner(column, moved)
            if i != j:
                both = pairs[frozenset({i, j})]
                entry = entry + inner(both, residual[a + b : a + b + len(both)])
            row.append(entry)
        hessian.append(row)
    return hessian


def _with_roots(roots: Sequence[BallRoot]) -> list[arb]:
    """A real form with these roots."""
    found = [arb(1)]
    for root in roots:
        x, y = root.point
        if root.is_real:
            factor = [arb(y.real), -arb(x.real)]
        else:
            factor = [abs(y) ** 2, -2 * (y.conjugate() * x).real, abs(x) ** 2]
        found = polynomial_product(found, factor)
    return found


def _normalised(layer: Sequence[arb]) -> list[arb]:
    """Divided by an exact number near its norm."""
    norm = arb(sum((c * c for c in layer), arb(0)).sqrt().mid())
    return [c / norm for c in layer]
