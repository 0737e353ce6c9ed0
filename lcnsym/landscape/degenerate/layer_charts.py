"""The loss near critical layers, in coordinates transverse to the scalings, as power series."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from ...algebra.coefficients import correlation, difference, image, inner
from ...algebra.forms import BinaryForm
from ...network.convolution import composed, composed_without
from ..loss import SquareLoss
from .series import Series, scalars


class LayerChart:
    """The layers near a point: all their coefficients but one of every layer except the largest are coordinates.

    The coefficient that is left out is not zero at the point. So the scalings move no two points of the chart into one
    another, and all layers near the point are in it up to scaling.

    Args:
        loss: for their composition.
        layers: the filters at the point, none of them zero.
        stride_products: S_i for every layer.
    """

    def __init__(self, loss: SquareLoss, layers: Sequence[BinaryForm], stride_products: Sequence[int]) -> None:
        flat = scalars(
            [
                *(q for row in loss.gram for q in row),
                *loss.target.coefficients,
                *(c for layer in layers for c in layer.coefficients),
            ]
        )
        size = len(loss.gram)
        self.gram = [flat[i * size : (i + 1) * size] for i in range(size)]
        self.target = flat[size * size : size * size + size]
        supply = iter(flat[size * size + size :])
        self.layers = [[next(supply) for _ in layer.coefficients] for layer in layers]
        self.stride_products = tuple(stride_products)
        self.one = self.gram[0][0] / self.gram[0][0]

    @cached_property
    def places(self) -> tuple[tuple[int, int], ...]:
        """For every coordinate the layer and the index of the coefficient."""
        whole = max(range(len(self.layers)), key=lambda i: len(self.layers[i]))
        fixed = [-1 if i == whole else next(a for a, c in enumerate(f) if c) for i, f in enumerate(self.layers)]
        return tuple((i, a) for i, f in enumerate(self.layers) for a in range(len(f)) if a != fixed[i])

    def moved(self, moves: Sequence[Series], order: int) -> list[list[Series]]:
        """The layers with the moves added to the coordinates."""
        found = [[Series.constant(c, order) for c in layer] for layer in self.layers]
        for (i, a), move in zip(self.places, moves, strict=True):
            found[i][a] = found[i][a] + move.through(order)
        return found

    def loss(self, moves: Sequence[Series], order: int) -> Series:
        """ℓ through an order."""
        away = self._away(self.moved(moves, order), order)
        return inner(away, image(self.gram, away))

    def gradient(self, moves: Sequence[Series], order: int) -> list[Series]:
        """Half the derivatives of ℓ by the coordinates."""
        layers = self.moved(moves, order)
        residual = image(self.gram, self._away(layers, order))
        slopes: list[list[Series]] = []
        for i, S in enumerate(self.stride_products):
            others = composed_without({i}, layers, self.stride_products, Series.constant(self.one, order))
            slopes.append(correlation(others, residual, S))
        return [slopes[i][a] for i, a in self.places]

    @cached_property
    def hessian(self) -> list[list[Any]]:
        """Half the second derivatives at the point, the linear terms of the gradient."""
        size = len(self.places)
        variables = [Series.variable(i, self.one, 1) for i in range(size)]
        zero = self.one - self.one
        linear = [dict(slope.terms(size)) for slope in self.gradient(variables, 1)]
        units = [tuple(int(i == j) for j in range(size)) for i in range(size)]
        return [[row.get(unit, zero) for unit in units] for row in linear]

    @cached_property
    def is_critical(self) -> bool:
        """Whether the gradient is zero at the point."""
        here = [Series.constant(self.one - self.one, 0) for _ in self.places]
        return all(slope.lowest() is None for slope in self.gradient(here, 0))

    def _away(self, layers: Sequence[Sequence[Series]], order: int) -> list[Series]:
        one = Series.constant(self.one, order)
        target = [Series.constant(c, order) for c in self.target]
        return difference(composed(layers, self.stride_products, one), target)
