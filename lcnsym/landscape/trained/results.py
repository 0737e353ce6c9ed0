"""Where training ended: the mean squared error, the nearest critical point, and the least loss."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import isqrt
from typing import Any

from ...algebra.coefficients import inner
from ...algebra.copies import LeanCopies
from ...algebra.enclosures import enclosure_of
from ...algebra.numbers import enclosure_to_json
from ...network.networks import Filter, Network, compose
from ..critical import Landscape
from ..layers.natures import Nature
from ..layers.parameter_points import CriticalPoint, ParameterClass
from ..loss import AnyLoss
from ..singular_landscape import SingularLandscape

Enclosure = tuple[Fraction, Fraction]
BITS = 60
MOST_BITS = 480
NEAR = Fraction(1, 1000)
"""A trained filter that is nearer to a critical filter than this part of its norm counts as having arrived there."""
LAYER_GAP = 1e-6
LONGEST = 40
"""Exact losses with more characters are enclosed."""

NO_DATA: dict[str, object] = {"loss": None, "least_loss": None, "nearest": None, "stuck": None}


@dataclass(frozen=True, eq=False)
class NearestPoint(LeanCopies):
    """The critical point whose end-to-end filter is nearest to that of a trained network.

    Attributes:
        point: with its filter, which is not zero.
        parameter_class: of its factorizations the one that the trained layers are nearest to. None: not decided.
        distance: bounds of the Euclidean distance of the end-to-end filters.
        alone_within: all other critical end-to-end filters are proved to be at least as far as this.
        loss: bounds of its loss, the mean over all outputs.
        is_spurious: whether it is a minimum with a loss above the least. None: not decided.

    Source: arXiv 2108.01538, critical points of the square loss; `docs/trained-networks.md`.

    Examples:
        >>> from lcnsym import load_model
        >>> units = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]
        >>> (result,) = load_model([[1, 1, -2], [1, -1]]).on_data(units, [[2], [1], [-2], [3]])
        >>> result.nearest
        <NearestPoint: minimum, spurious, distance 0>
    """

    point: CriticalPoint
    parameter_class: ParameterClass | None
    distance: Enclosure
    alone_within: Fraction
    loss: Enclosure
    is_spurious: bool | None

    def __repr__(self) -> str:
        kind = "nature not decided" if self.nature is None else str(self.nature)
        spurious = ", spurious" if self.is_spurious else ""
        return f"<NearestPoint: {kind}{spurious}, distance {float(self.distance[0]):.4g}>"

    @property
    def nature(self) -> Nature | None:
        """What the critical point is, in parameter space. None: not decided."""
        return None if self.parameter_class is None else self.parameter_class.nature

    def to_dict(self) -> dict[str, object]:
        """{pattern, nature, spurious, distance, loss, alone_within, filter}."""
        return {
            "pattern": None if self.point.pattern is None else str(self.point.pattern),
            "nature": None if self.nature is None else str(self.nature),
            "spurious": self.is_spurious,
            "distance": enclosure_to_json(*self.distance),
            "loss": bounds_json(self.loss),
            "alone_within": enclosure_to_json(self.alone_within, self.alone_within),
            "filter": self.point.to_dict()["filter"],
        }


@dataclass(frozen=True, eq=False)
class TrainingResult(LeanCopies):
    """Where training on data ended.

    All losses are mean squared errors over all samples and outputs, as frameworks compute them.

    Attributes:
        architecture: of the network that was trained.
        layers: its filters, first layer first.
        square_loss: the sum of squared errors as a quadratic form of the end-to-end filter.
        landscape: its critical points.
        outputs: how many numbers the mean is over.
        loss: of the trained network, exact.

    Source: arXiv 2108.01538, critical points of the square loss; `docs/trained-networks.md`.

    Examples:
        >>> from lcnsym import load_model
        >>> (result,) = load_model([[1, 2], [1, 3]]).on_data([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [[1], [5], [6]])
        >>> result, result.is_stuck, result.least_loss
        (<TrainingResult of k = (2,2): loss 0>, False, (Fraction(0, 1), Fraction(0, 1)))
    """

    architecture: Network
    layers: tuple[Filter, ...]
    square_loss: AnyLoss
    landscape: Landscape | SingularLandscape
    outputs: int
    loss: Fraction

    def __repr__(self) -> str:
        return f"<TrainingResult of {self.architecture}: loss {float(self.loss):.6g}>"

    @cached_property
    def _filter(self) -> list[Fraction]:
        """The end-to-end filter, with several axes its entries in one line."""
        return [c for c in compose(self.architecture, self.layers).coefficients if isinstance(c, Fraction)]

    def mean(self, bounds: Enclosure) -> Enclosure:
        """Of bounds of the loss as the quadratic form has it those of the mean squared error."""
        lo, hi = bounds
        residual = self.square_loss.residual or 0
        return (lo + residual) / self.outputs, (hi + residual) / self.outputs

    @cached_property
    def least_loss(self) -> Enclosure | None:
        """Bounds of the least loss that any network of the architecture has. None: not decided."""
        landscape = self.landscape
        zero = (Fraction(0), Fraction(0))
        if isinstance(landscape, SingularLandscape):
            return self.mean(zero) if landscape.zero_loss.is_empty is False else None
        if landscape.global_minimum is not None:
            exact = landscape.global_minimum.exact_value
            return self.mean(landscape.global_minimum.loss if exact is None else enclosure_of(exact, BITS))
        if landscape.least_curve is not None:
            return self.mean(enclosure_of(landscape.least_curve.loss, BITS))
        if landscape.is_least_at_zero:
            return self.mean(enclosure_of(landscape.square_loss.value_at_zero, BITS))
        return None

    @cached_property
    def nearest(self) -> NearestPoint | None:
        """The nearest critical point. None: critical points may be missing, or two may be equally near; see `notes`."""
        return self._nearest[0]

    @property
    def notes(self) -> list[str]:
        """What is not known, and why."""
        told = [self._nearest[1]] if self._nearest[1] else []
        if self.least_loss is None:
            told.append("the least loss is not decided")
        return told

    @cached_property
    def _nearest(self) -> tuple[NearestPoint | None, str]:
        landscape = self.landscape
        curves = landscape.curves if isinstance(landscape, Landscape) else ()
        if not landscape.is_complete or curves:
            return None, "no critical point is called the nearest: it is not proved that none is missing"
        if not landscape.points:
            return None, "only networks with the end-to-end filter zero are critical"
        given = self._filter
        at_zero = inner(given, given)
        bits = BITS
        while bits <= MOST_BITS:
            squares = [_squared_distance(given, point.enclosures(bits)) for point in landscape.points]
            first = min(range(len(squares)), key=lambda i: squares[i][1])
            others = [at_zero, *(lo for i, (lo, _) in enumerate(squares) if i != first)]
            if squares[first][1] < min(others):
                point = landscape.points[first]
                found = NearestPoint(
                    point,
                    self._class_of(point),
                    (_root(squares[first][0], up=False), _root(squares[first][1], up=True)),
                    _root(min(others), up=False),
                    self.mean(point.loss),
                    None,
                )
                return replace(found, is_spurious=self._is_spurious(found)), ""
            bits *= 2
        return None, "no critical point is called the nearest: several are equally near, or zero is nearer"

    def _class_of(self, point: CriticalPoint) -> ParameterClass | None:
        """The class that the layers are nearest to, each up to a factor; any, if all have the same nature."""
        if len(point.natures) == 1:
            return point.classes[0]
        directions = [_direction(form.coefficients) for form in self.layers]
        ranked = []
        for i, candidate in enumerate(point.classes):
            middles = [[(lo + hi) / 2 for lo, hi in layer] for layer in candidate.filter_enclosures(BITS)]
            away = sum(_apart(a, _direction(b)) for a, b in zip(directions, middles, strict=True))
            ranked.append((away, i))
        (best, index), (second, _), *_ = sorted(ranked)
        return point.classes[index] if second - best > LAYER_GAP else None

    def _is_spurious(self, found: NearestPoint) -> bool | None:
        if found.nature is None or self.least_loss is None:
            return None
        if found.nature is not Nature.MINIMUM:
            return False
        if isinstance(self.landscape, Landscape):
            above = self.landscape.is_above_least(found.point)
            if above or self.landscape.global_minimum is found.point:
                return above
        if found.loss[0] > self.least_loss[1]:
            return True
        return False if found.point.exact_value == 0 else None

    @property
    def is_stuck(self) -> bool | None:
        """Whether training arrived at a critical point whose loss is above the least.

        It has arrived if the nearest critical filter is nearer than NEAR times the norm of the trained one; False: it
        arrived at the least loss, or has not arrived. None: the nearest point or the least loss is not known.
        """
        found, least = self.nearest, self.least_loss
        if found is None or least is None:
            return None
        given = self._filter
        if found.distance[1] ** 2 > NEAR**2 * inner(given, given):
            return False
        if found.is_spurious is not None and found.nature is Nature.MINIMUM:
            return found.is_spurious
        return True if found.loss[0] > least[1] else None

    @property
    def has_arrived(self) -> bool | None:
        """Whether the nearest critical filter is nearer than NEAR times the norm of the trained one. None: unknown."""
        found = self.nearest
        given = self._filter
        return None if found is None else found.distance[1] ** 2 <= NEAR**2 * inner(given, given)

    def to_dict(self) -> dict[str, object]:
        """{loss, least_loss, nearest, arrived, stuck, …}: the keys of the command `model` about data."""
        landscape = self.landscape
        return {
            "loss": bounds_json((self.loss, self.loss)),
            "least_loss": None if self.least_loss is None else bounds_json(self.least_loss),
            "nearest": None if self.nearest is None else self.nearest.to_dict(),
            "arrived": self.has_arrived,
            "stuck": self.is_stuck,
            "critical_functions": len(landscape.points),
            "spurious_minima": landscape.spurious_minima,
            "complete": landscape.is_complete,
            "outputs": self.outputs,
        }


def _squared_distance(given: Sequence[Fraction], bounds: Sequence[Enclosure]) -> Enclosure:
    """Bounds of the squared Euclidean distance."""
    low, high = Fraction(0), Fraction(0)
    for w, (lo, hi) in zip(given, bounds, strict=True):
        far = max(abs(w - lo), abs(w - hi))
        near = Fraction(0) if lo <= w <= hi else min(abs(w - lo), abs(w - hi))
        low, high = low + near * near, high + far * far
    return low, high


def _root(value: Fraction, *, up: bool) -> Fraction:
    """A multiple of 2^−BITS below the root, or above it."""
    scaled = (value.numerator << 2 * BITS) // value.denominator
    return Fraction(isqrt(scaled) + up, 1 << BITS)


def bounds_json(bounds: Enclosure) -> str | dict[str, object]:
    """An exact number where it is short, else bounds, rounded outwards to BITS significant bits."""
    lo, hi = bounds
    if lo == hi and len(str(lo)) <= LONGEST:
        return str(lo)
    return enclosure_to_json(_rounded(lo, up=False), _rounded(hi, up=True))


def _rounded(value: Fraction, *, up: bool) -> Fraction:
    shift = BITS - abs(value.numerator).bit_length() + value.denominator.bit_length()
    unit = Fraction(2) ** -shift
    return -(-value // unit) * unit if up else value // unit * unit


def _direction(layer: Sequence[Any]) -> list[float]:
    """The filter with norm one and its largest coefficient positive, for comparing only."""
    values = [float(c) for c in layer]
    norm = sum(c * c for c in values) ** 0.5 or 1.0
    sign = 1 if max(values, key=abs) > 0 else -1
    return [sign * c / norm for c in values]


def _apart(a: Sequence[float], b: Sequence[float]) -> float:
    return min(
        sum((x - y) ** 2 for x, y in zip(a, b, strict=True)), sum((x + y) ** 2 for x, y in zip(a, b, strict=True))
    )
