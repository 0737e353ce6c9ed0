"""The loss along straight lines in parameter space, in floating point, for pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from importlib import import_module
from typing import Any

from ...landscape.critical import Landscape
from ...landscape.layers.natures import Nature
from ...landscape.layers.parameter_points import CriticalPoint, ParameterClass
from ...landscape.loss import SquareLoss
from ...network.architecture import Architecture

BITS = 60
STEP = 1e-4
Bounds = tuple[Fraction, Fraction]


@dataclass(frozen=True, eq=False)
class MarkedPoint:
    """A critical point in parameter space, one for each critical function.

    Attributes:
        name: its number in ascending order of loss, such as #1.
        pattern: the root pattern; empty where it is not known.
        nature: of this point; None: not decided.
        loss: approximately.
        layers: the filters one after the other, scaled to equal norms.
    """

    name: str
    pattern: str
    nature: Nature | None
    loss: float
    layers: Any


@dataclass(frozen=True, eq=False)
class LossLines:
    """The loss as a function of all layers' coefficients, one after the other.

    Args:
        architecture: of any strides.
        square_loss: for its end-to-end filters.
    """

    architecture: Architecture
    square_loss: SquareLoss

    def at(self, parameters: Any) -> float:
        """ℓ(μ(θ))."""
        numpy = import_module("numpy")
        filter_ = numpy.ones(1)
        for layer, stride in zip(self.split(parameters), self.architecture.stride_products, strict=True):
            spread = numpy.zeros((len(layer) - 1) * stride + 1)
            spread[::stride] = layer
            filter_ = numpy.convolve(filter_, spread)
        difference = filter_ - numpy.array([float(u) for u in self.square_loss.target.coefficients])
        gram = numpy.array([[float(q) for q in row] for row in self.square_loss.gram])
        return float(difference @ gram @ difference)

    def along(self, start: Any, direction: Any, places: Sequence[float]) -> list[float]:
        """ℓ(μ(θ + t·v)) at every place t."""
        return [self.at(start + t * direction) for t in places]

    def split(self, parameters: Any) -> list[Any]:
        """The layers' filters."""
        found, start = [], 0
        for size in self.architecture.filter_sizes:
            found.append(parameters[start : start + size])
            start += size
        return found

    def least_curved(self, parameters: Any) -> tuple[float, Any] | None:
        """(second derivative, unit direction) where it is smallest, orthogonal to the scalings of the layers.

        None: there is no such direction.
        """
        numpy = import_module("numpy")
        scalings = self._scalings(parameters)
        _, sizes, rows = numpy.linalg.svd(scalings)
        free = rows[int((sizes > 1e-9 * max([1e-300, *sizes])).sum()) :]
        if not len(free):
            return None
        hessian = free @ self._hessian(parameters) @ free.T
        values, vectors = numpy.linalg.eigh((hessian + hessian.T) / 2)
        direction = vectors[:, 0] @ free
        return float(values[0]), direction * numpy.sign(direction[numpy.abs(direction).round(9).argmax()])

    def _scalings(self, parameters: Any) -> Any:
        """The directions in which one layer grows as the first shrinks."""
        numpy = import_module("numpy")
        layers = self.split(parameters)
        rows = [
            numpy.concatenate([layer if j == i else -layer if j == 0 else 0 * layer for j, layer in enumerate(layers)])
            for i in range(1, len(layers))
        ]
        return numpy.array(rows).reshape(len(rows), len(parameters))

    def _hessian(self, parameters: Any) -> Any:
        """By second differences."""
        numpy = import_module("numpy")
        step = STEP * max(1e-12, float(numpy.abs(parameters).max()))
        unit = step * numpy.eye(len(parameters))

        def entry(a: int, b: int) -> float:
            ends = [(i * j, self.at(parameters + i * unit[a] + j * unit[b])) for i in (1, -1) for j in (1, -1)]
            return sum(sign * value for sign, value in ends) / (4 * step * step)

        return numpy.array([[entry(a, b) for b in range(len(parameters))] for a in range(len(parameters))])

    def nearest(self, parameters: Any, other: Any) -> Any:
        """The point with the signs of layers changed, two at a time, that is nearest to another."""
        numpy = import_module("numpy")
        layers = self.split(parameters)
        products = [float(a @ b) for a, b in zip(layers, self.split(other), strict=True)]
        signs = [-1 if product < 0 else 1 for product in products]
        if numpy.prod(signs) < 0:
            signs[min(range(len(signs)), key=lambda i: abs(products[i]))] *= -1
        return numpy.concatenate([sign * layer for sign, layer in zip(signs, layers, strict=True)])


def marked_points(landscape: Landscape, limit: int) -> list[MarkedPoint]:
    """The first points, ascending by loss; of the factorizations of a function a minimum if there is one."""
    return [_marked(f"#{i}", point) for i, point in enumerate(landscape.points[:limit], start=1)]


def _marked(name: str, point: CriticalPoint) -> MarkedPoint:
    pattern = "" if point.pattern is None else str(point.pattern)
    chosen = shown_class(point)
    return MarkedPoint(
        name, pattern, chosen.nature, float(sum(point.loss) / 2), _balanced(chosen.filter_enclosures(BITS))
    )


def shown_class(point: CriticalPoint) -> ParameterClass:
    """The factorization that stands for all of a function's: the first minimum, or the first of all."""
    return next((c for c in point.classes if c.nature is Nature.MINIMUM), point.classes[0])


def _balanced(layers: Sequence[Sequence[Bounds]]) -> Any:
    """The filters scaled to equal norms, with the same composition."""
    numpy = import_module("numpy")
    arrays = [numpy.array([float((lo + hi) / 2) for lo, hi in layer]) for layer in layers]
    norms = [float(numpy.linalg.norm(layer)) for layer in arrays]
    mean = float(numpy.exp(numpy.mean(numpy.log(norms))))
    return numpy.concatenate([layer * (mean / norm) for layer, norm in zip(arrays, norms, strict=True)])
