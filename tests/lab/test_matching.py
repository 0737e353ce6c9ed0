"""Matching: critical points found again from their filters in floating point, and what is not matched."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from lcnsym.errors import BadInputError
from lcnsym.lab.experiments.matching import ExactCriticalPoints
from lcnsym.landscape.critical import Landscape, critical_points
from lcnsym.landscape.layers.natures import Nature
from lcnsym.landscape.layers.parameter_points import ParameterClass
from lcnsym.landscape.loss import SquareLoss
from lcnsym.network.architecture import Architecture
from tests.landscape.support import euclidean, random_loss

pytestmark = pytest.mark.quick

CASES = [((2, 2), 1), ((4, 2), 2), ((3, 2, 2), 3), ((3, 3), 4), ((2, 2, 2), 5), ((3, 1, 2), 6)]


def scaled_layers(found: ParameterClass, rng: np.random.Generator, noise: float = 0.0) -> list[list[float]]:
    """The layers' filters in floating point, scaled with signs so that their product stays the same."""
    layers = [np.array([float((lo + hi) / 2) for lo, hi in layer]) for layer in found.filters.enclosures(60)]
    factors = rng.choice([-2.0, -0.5, 0.5, 2.0], size=len(layers) - 1)
    layers[0] = layers[0] / np.prod(factors)
    layers[1:] = [factor * layer for factor, layer in zip(factors, layers[1:], strict=True)]
    return [(layer * (1 + noise * rng.normal(size=len(layer)))).tolist() for layer in layers]


@pytest.mark.parametrize(("sizes", "seed"), CASES)
def test_every_critical_point_is_found_again(sizes: tuple[int, ...], seed: int) -> None:
    architecture, rng = Architecture(sizes), np.random.default_rng(seed)
    loss = random_loss(architecture.degree, seed)
    exact = ExactCriticalPoints(architecture, loss)
    landscape = critical_points(architecture, loss)
    assert landscape.points
    for point in landscape.points:
        for found in point.classes:
            match = exact.match(scaled_layers(found, rng, noise=1e-10))
            assert match.reason == ""
            assert (match.pattern, match.nature) == (point.pattern, found.nature)
            assert point.is_target or match.packing == found.packing
            assert match.loss == pytest.approx(float(point.loss[0]), rel=1e-9, abs=1e-12)


def example() -> tuple[Architecture, SquareLoss, Landscape]:
    architecture, loss = Architecture((3, 2, 2)), euclidean(1, 2, 3, -2, 4)
    return architecture, loss, critical_points(architecture, loss)


def first_repeated(landscape: Landscape) -> ParameterClass:
    return next(p for p in landscape.points if len(set(p.pattern.real)) > 1).classes[0]


def test_what_is_far_from_all_is_not_matched() -> None:
    architecture, loss, landscape = example()
    exact, rng = ExactCriticalPoints(architecture, loss), np.random.default_rng(1)
    layers = scaled_layers(first_repeated(landscape), rng)
    layers[0][0] += 1e-3
    match = exact.match(layers)
    assert match.pattern is None
    assert match.reason == "no critical filter is near enough"


def test_a_match_is_refuted_where_another_critical_filter_is_near() -> None:
    architecture, loss, landscape = example()
    layers = scaled_layers(first_repeated(landscape), np.random.default_rng(2))
    assert ExactCriticalPoints(architecture, loss).match(layers).pattern is not None
    wide = ExactCriticalPoints(architecture, loss, isolation=Fraction(10)).match(layers)
    assert wide.pattern is None
    assert wide.reason in ("two critical filters are too close to each other", "the filter is near zero")


def test_two_close_minima_are_not_guessed() -> None:
    """The target has two nearly equal roots: the nearest form with a double root is as good as it in rounding."""
    target = (10**14, 0, -1)
    architecture, loss = Architecture((2, 2)), euclidean(*target)
    match = ExactCriticalPoints(architecture, loss).match([[10.0**7, 1.0], [10.0**7, -1.0]])
    assert match.pattern is None
    assert match.reason == "two critical filters are too close to each other"


def test_layers_must_be_those_of_a_critical_factorization() -> None:
    """Both roots of the double root in one layer: the same filter, but no critical point of the parameters."""
    architecture, loss, landscape = example()
    point = next(p for p in landscape.points if str(p.pattern) == "112|0")
    layers = scaled_layers(point.classes[0], np.random.default_rng(3))
    roots = [-b / a for a, b in layers[1:]]
    quadratic = np.roots(layers[0])
    everything = [*quadratic.real.tolist(), *roots]
    double = max(everything, key=lambda r: -sorted(abs(r - other) for other in everything)[1])
    rest = sorted(everything, key=lambda r: abs(r - double))[2:]
    leading = layers[0][0] * layers[1][0] * layers[2][0]
    moved = [[leading, -2 * leading * double, leading * double**2], [1.0, -rest[0]], [1.0, -rest[1]]]
    match = ExactCriticalPoints(architecture, loss).match(moved)
    assert match.pattern is None
    assert match.reason == "the layers are not those of one critical factorization"


def test_zero_and_infinite_filters() -> None:
    exact = ExactCriticalPoints(Architecture((2, 2)), euclidean(1, 2, 3))
    assert exact.match([[0.0, 0.0], [1.0, 2.0]]).reason == "the filter is near zero"
    assert exact.match([[float("nan"), 0.0], [1.0, 2.0]]).reason == "the filters are not finite"
    with pytest.raises(BadInputError, match="not zero"):
        ExactCriticalPoints(Architecture((2, 2)), euclidean(0, 0, 0))


def test_a_target_with_a_double_root_is_matched_with_any_factorization() -> None:
    """All factorizations of the target are minima, compatible or not."""
    exact = ExactCriticalPoints(Architecture((3, 2)), euclidean(1, -1, -1, 1))
    for layers in ([[1.0, -2.0, 1.0], [1.0, 1.0]], [[1.0, 0.0, -1.0], [1.0, -1.0]]):
        match = exact.match(layers)
        assert (str(match.pattern), match.nature, match.loss) == ("12|0", Nature.MINIMUM, 0.0)
