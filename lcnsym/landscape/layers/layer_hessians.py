"""Filters of the layers from chosen roots, and the Hessian of the square loss in them, as certified balls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import flint
from flint import arb

from ...algebra.enclosures import enclosed_layers
from ...algebra.linear import Inertia
from ..strata.critical_forms import BallRoot, CriticalForm
from .ball_matrices import has_negative_square, inertia_of_balls


@dataclass(frozen=True, eq=False)
class LayerFilters:
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
            product = [arb(1)]
            for layer in scaled:
                product = _times(product, layer)
            w = self.form.coefficients(precision)
            largest = max(range(len(product)), key=lambda i: product[i].abs_lower())
            factor = w[largest] / product[largest]
            found = (tuple(factor * c for c in scaled[0]), *(tuple(layer) for layer in scaled[1:]))
            return found if all(c.is_finite() for layer in found for c in layer) else None

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
            gram, residual = self.form.gram_and_residual(precision)
            return modulo_scaling(half_hessian(filters, [1] * len(filters), gram, residual), filters)


def half_hessian(
    filters: Sequence[Sequence[arb]],
    stride_products: Sequence[int],
    gram: Sequence[Sequence[arb]],
    residual: Sequence[arb],
) -> list[list[arb]]:
    """Half the Hessian of ℓ∘μ in all coefficients: JᵀQJ + Σ_l (Q(w − u))_l·∂²μ_l, at the current precision.

    Args:
        filters: of the layers, first layer first.
        stride_products: S_1, …, S_L.
        gram, residual: Q and Q(w − u).
    """
    spread = [
        [layer[j // S] if j % S == 0 else arb(0) for j in range((len(layer) - 1) * S + 1)]
        for layer, S in zip(filters, stride_products, strict=True)
    ]
    others = [_product(spread, {i}) for i in range(len(filters))]
    size = len(residual)
    columns = []
    for i, layer in enumerate(filters):
        for a in range(len(layer)):
            shift = a * stride_products[i]
            columns.append((i, shift, [arb(0)] * shift + others[i] + [arb(0)] * (size - shift - len(others[i]))))
    images = [
        [sum((q * c for q, c in zip(row, column, strict=True)), arb(0)) for row in gram] for _, _, column in columns
    ]
    pairs = {(i, j): _product(spread, {i, j}) for i in range(len(filters)) for j in range(len(filters)) if i < j}
    hessian = []
    for i, a, column in columns:
        row = []
        for (j, b, _), image in zip(columns, images, strict=True):
            entry = sum((c * v for c, v in zip(column, image, strict=True)), arb(0))
            if i != j:
                rest = pairs[min(i, j), max(i, j)]
                entry += sum((c * residual[a + b + k] for k, c in enumerate(rest)), arb(0))
            row.append(entry)
        hessian.append(row)
    return hessian


def modulo_scaling(hessian: Sequence[Sequence[arb]], filters: Sequence[Sequence[arb]]) -> list[list[arb]] | None:
    """The Hessian on a coordinate space complementary to the L − 1 scaling directions; None: not at this precision.

    Of every layer but the first a coordinate is left out that is not zero at the point, so that no combination of the
    scaling directions lies in the space.
    """
    kept, start = [], 0
    for number, layer in enumerate(filters):
        left_out = -1
        if number:
            left_out = max(range(len(layer)), key=lambda i: layer[i].abs_lower())
            if layer[left_out].contains(0):
                return None
        kept += [start + i for i in range(len(layer)) if i != left_out]
        start += len(layer)
    return [[hessian[i][j] for j in kept] for i in kept]


def _with_roots(roots: Sequence[BallRoot]) -> list[arb]:
    """A real form with these roots."""
    found = [arb(1)]
    for root in roots:
        x, y = root.point
        if root.is_real:
            factor = [arb(y.real), -arb(x.real)]
        else:
            factor = [abs(y) ** 2, -2 * (y.conjugate() * x).real, abs(x) ** 2]
        found = _times(found, factor)
    return found


def _normalised(layer: Sequence[arb]) -> list[arb]:
    """Divided by an exact number near its norm."""
    norm = arb(sum((c * c for c in layer), arb(0)).sqrt().mid())
    return [c / norm for c in layer]


def _product(filters: Sequence[Sequence[arb]], without: set[int]) -> list[arb]:
    found = [arb(1)]
    for i, layer in enumerate(filters):
        if i not in without:
            found = _times(found, layer)
    return found


def _times(first: Sequence[arb], second: Sequence[arb]) -> list[arb]:
    found = [arb(0)] * (len(first) + len(second) - 1)
    for i, a in enumerate(first):
        for j, b in enumerate(second):
            found[i + j] = found[i + j] + a * b
    return found
