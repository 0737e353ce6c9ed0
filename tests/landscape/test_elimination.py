"""Critical points by elimination, for larger strides: singular values, Newton's iteration and descent as oracles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from fractions import Fraction
from math import comb

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from lcnsym.algebra.forms import BinaryForm
from lcnsym.landscape.completeness import Proof
from lcnsym.landscape.critical import Landscape, critical_points
from lcnsym.landscape.layers.natures import Nature
from lcnsym.landscape.loss import SquareLoss
from lcnsym.network.architecture import Architecture

from .support import euclidean

Loss = tuple[np.ndarray, np.ndarray]
entry = st.integers(-2, 2)


def losses(landscape: Landscape) -> list[float]:
    return [float(point.loss[0]) for point in landscape.points] + [float(curve.loss) for curve in landscape.curves]


@settings(max_examples=25)
@given(st.tuples(entry, entry, entry, entry).filter(any))
def test_rank_one_approximations_of_two_by_two_matrices(target: tuple[int, ...]) -> None:
    """Singular values: (3 of them, equal ones, one zero). The critical points are σ_i·u_i·v_iᵀ."""
    a, b, c, d = target
    landscape = critical_points(Architecture((2, 2), (2, 1)), euclidean(*target))
    # w = Σ a_i·b_j at place i + 2j
    squares, determinant = a * a + b * b + c * c + d * d, abs(a * d - b * c)
    if squares == 2 * determinant:
        (curve,) = landscape.curves
        assert (curve.loss, curve.is_minimum) == (Fraction(squares, 2), True)
        assert (landscape.points, landscape.is_complete, landscape.spurious_minima) == ((), False, 0)
        assert landscape.least_curve is curve
        return
    assert landscape.is_complete
    assert landscape.spurious_minima == 0
    first, second = np.linalg.svd(np.array([[a, b], [c, d]], float))[1]
    assert losses(landscape) == pytest.approx([second**2] + ([first**2] if determinant else []), abs=1e-9)
    least, *others = landscape.points
    assert least.natures == (Nature.MINIMUM,)
    assert all(point.natures == (Nature.SADDLE,) for point in others)


@settings(max_examples=4)
@given(st.lists(st.integers(0, 2), min_size=3, max_size=3).filter(any), st.integers(0, 5))
def test_rank_one_approximations_of_three_by_three_matrices(values: list[int], seed: int) -> None:
    """Diagonal matrices between rational rotations: equal singular values give curves, three of them a surface."""
    turns = [Fraction(3, 5), Fraction(4, 5)], [Fraction(5, 13), Fraction(12, 13)]
    left, right = (_rotation(*turns[(seed + i) % 2], (seed + i) % 3) for i in range(2))
    matrix = [[sum(left[i][m] * values[m] * right[j][m] for m in range(3)) for i in range(3)] for j in range(3)]
    target = BinaryForm([c for row in matrix for c in row])
    landscape = critical_points(Architecture((3, 3), (3, 1)), SquareLoss.euclidean(target))
    total = sum(v * v for v in values)
    wanted = sorted(total - v * v for v in set(values) - {0})
    assert sorted(map(round, losses(landscape))) == wanted
    assert losses(landscape) == pytest.approx([*(v for v in map(round, losses(landscape)))], abs=1e-9)
    several = [v for v in set(values) - {0} if values.count(v) > 1]
    assert [curve.loss for curve in landscape.curves] == [total - v * v for v in several]
    assert [curve.is_minimum for curve in landscape.curves] == [v == max(values) for v in several]
    assert landscape.is_complete is not bool(several)
    assert landscape.spurious_minima == 0


def _rotation(c: Fraction, s: Fraction, axis: int) -> list[list[Fraction]]:
    found = [[Fraction(int(i == j)) for j in range(3)] for i in range(3)]
    i, j = (a for a in range(3) if a != axis)
    found[i][i] = found[j][j] = c
    found[i][j], found[j][i] = -s, s
    return found


@pytest.mark.quick
def test_nothing_but_zero_is_critical() -> None:
    """No filter A(z)·B(z³) with two coefficients each has a z², so the zero filter is best."""
    landscape = critical_points(Architecture((2, 2), (3, 1)), euclidean(0, 0, 1, 0, 0))
    assert (landscape.points, landscape.proof, landscape.spurious_minima) == ((), Proof.POLYNOMIAL, 0)
    found = landscape.to_dict()["global_minimum"]
    assert found == {"pattern": None, "loss": "1", "filter": ["0"] * 5}


@pytest.mark.quick
def test_a_tensor_with_a_singular_place() -> None:
    """MᵀQu is a 2×2×2 tensor with hyperdeterminant zero: all of the gradient but one equation vanishes somewhere."""
    landscape = critical_points(Architecture((2, 2, 2), (1, 2, 1)), euclidean(1, 2, 3, 4, 5))
    assert (landscape.proof, landscape.parameter_classes, landscape.spurious_minima) == (Proof.POLYNOMIAL, 3, 0)
    assert [len(point.classes) for point in landscape.points] == [1, 2]


@pytest.mark.quick
def test_a_multiple_point_with_one_unknown() -> None:
    """F′ has a triple zero in the place of the small layer: a strict minimum, which random points near it confirm."""
    gram = [[Fraction(int(i == j), comb(4, i)) for j in range(5)] for i in range(5)]
    loss = SquareLoss.with_gram(gram, BinaryForm((4, 0, 1, 0, 1)))
    landscape = critical_points(Architecture((2, 2), (3, 1)), loss)
    assert landscape.proof is Proof.POLYNOMIAL
    (found,) = (c for point in landscape.points for c in point.classes if c.inertia and c.inertia.zero)
    assert (found.nature, found.strict) == (Nature.MINIMUM, True)
    oracle = Oracle(landscape)
    here = np.array([float(c[0]) for layer in found.filter_enclosures(60) for c in layer])
    rng = np.random.default_rng(0)
    assert all(oracle.value(here + 1e-3 * rng.normal(size=4)) >= oracle.value(here) - 1e-13 for _ in range(300))


@pytest.mark.quick
def test_a_curve_of_minima() -> None:
    """Descent leads to its loss, and no lower."""
    landscape = critical_points(Architecture((2, 2, 2), (2, 1, 1)), euclidean(1, 0, 0, 0, 0, 1))
    assert [(curve.loss, curve.is_minimum) for curve in landscape.curves] == [(1, True)]
    oracle = Oracle(landscape)
    found = [oracle.descended(start) for start in oracle.starts(10)]
    assert min(found) == pytest.approx(1, abs=1e-6)
    assert landscape.least_curve is not None
    assert landscape.spurious_minima == 0


@pytest.mark.parametrize("target", [(-1, 0, 0, 0, 0, -1, 0), (1, 0, 0, 0, 0, 1, 0)])
def test_a_curve_of_minima_with_a_flat_place(target: tuple[int, ...]) -> None:
    """F − 1 = (a + b)²·h along a + b = 0 with h = 0 at a = b = 0, where the Hessian decides nothing."""
    landscape = critical_points(Architecture((3, 2, 2), (2, 1, 1)), euclidean(*target))
    assert [(curve.loss, curve.is_minimum) for curve in landscape.curves] == [(1, True)]
    (curve,) = landscape.curves
    assert curve.example is not None
    assert landscape.square_loss.value(curve.example) == curve.loss
    assert (landscape.least_curve, landscape.spurious_minima) == (curve, 0)
    oracle = Oracle(landscape)
    found = [oracle.descended(start) for start in oracle.starts(4)]
    assert min(found) == pytest.approx(1, abs=1e-6)
    # near the flat place nothing is less, and the other layer is best for itself
    rng = np.random.default_rng(1)
    sign = target[0]
    here = np.array([sign, 0, 0, 1, 0, 1, 0], float)
    assert oracle.value(here) == pytest.approx(1)
    assert all(oracle.value(here + 1e-2 * rng.normal(size=7)) >= 1 - 1e-12 for _ in range(300))


@pytest.mark.parametrize(
    ("target", "classes"),
    [
        # even: the first layer is a form in z², and exchanges roots with the others
        ((1, 0, -3, 0, 3, 0, 3), [3, 3, 3, 1, 1, 1]),
        # the root of one layer has the degree of the double root of the others
        ((1, 0, 0, 0, 0, 0, 1), [3, 3, 3, 1, 1, 1]),
    ],
)
def test_equal_filters_of_different_layers(target: tuple[int, ...], classes: list[int]) -> None:
    """They are one function with several classes: pairs of filters are told apart by the oracle's digits, or equal."""
    landscape = critical_points(Architecture((3, 2, 2), (2, 1, 1)), euclidean(*target))
    assert landscape.proof is Proof.POLYNOMIAL
    assert [len(point.classes) for point in landscape.points] == classes
    assert "not told apart" not in landscape.strata[0].note
    assert landscape.spurious_minima is not None
    filters = [np.array([float(lo) for lo, _ in point.coefficients()]) for point in landscape.points]
    assert all(np.abs(a - b).max() > 1e-6 for i, a in enumerate(filters) for b in filters[:i])
    for point, w in zip(landscape.points, filters, strict=True):
        oracle = Oracle(landscape)
        for c in point.classes:
            layers = np.array([float(lo) for layer in c.filter_enclosures(60) for lo, _ in layer])
            assert oracle.value(layers) == pytest.approx(float(point.loss[0]), abs=1e-9)
            assert np.abs(oracle.filter(np.split(layers, oracle.ends)) - w).max() < 1e-9


def test_minimal_polynomials_of_losses_in_parameter_space() -> None:
    """At the loss they vanish, and a square-free part of no lower degree does."""
    landscape = critical_points(Architecture((3, 2, 2), (2, 1, 1)), euclidean(1, 0, -3, 0, 3, 0, 3))
    for point in landscape.points:
        minpoly = point.loss_minimal_polynomial()
        assert minpoly is not None
        lo, hi = point.loss_enclosure(300)
        middle = (lo + hi) / 2
        size = max(map(abs, minpoly)) * len(minpoly) * max(1, middle) ** len(minpoly)
        assert abs(sum(c * middle**i for i, c in enumerate(minpoly))) < size * Fraction(1, 2**200)
        factors = sympy.Poly(list(reversed(minpoly)), sympy.Symbol("x")).factor_list()[1]
        assert [power for _, power in factors] == [1]


class Oracle:
    """The loss of a landscape in NumPy, from its definition."""

    def __init__(self, landscape: Landscape) -> None:
        architecture, loss = landscape.architecture, landscape.square_loss
        self.sizes, self.strides = architecture.filter_sizes, architecture.stride_products
        self.gram = np.array([[float(q) for q in row] for row in loss.gram])
        self.target = np.array([float(u) for u in loss.target.rationals])
        self.ends = np.cumsum(self.sizes)[:-1]

    def filter(self, layers: Sequence[np.ndarray]) -> np.ndarray:
        found = np.ones(1)
        for layer, stride in zip(layers, self.strides, strict=True):
            spread = np.zeros((len(layer) - 1) * stride + 1)
            spread[::stride] = layer
            found = np.convolve(found, spread)
        return found

    def value(self, x: np.ndarray) -> float:
        away = self.filter(np.split(x, self.ends)) - self.target
        return float(away @ self.gram @ away)

    def gradient(self, x: np.ndarray) -> np.ndarray:
        layers = np.split(x, self.ends)
        residual = self.gram @ (self.filter(layers) - self.target)
        slopes = []
        for i, layer in enumerate(layers):
            for unit in np.eye(len(layer)):
                slopes.append(2 * residual @ self.filter([*layers[:i], unit, *layers[i + 1 :]]))
        return np.array(slopes)

    def starts(self, number: int) -> Iterator[np.ndarray]:
        rng = np.random.default_rng(3)
        for _ in range(number):
            yield rng.normal(size=sum(self.sizes))

    def descended(self, x: np.ndarray) -> float:
        """After many rounds in which every layer in turn is the best one for the others."""
        for _ in range(300):
            layers = np.split(x, self.ends)
            for i, layer in enumerate(layers):
                columns = np.array([self.filter([*layers[:i], unit, *layers[i + 1 :]]) for unit in np.eye(len(layer))])
                scale = np.linalg.norm(layer) or 1
                layers[i] = np.linalg.lstsq(
                    columns @ self.gram @ columns.T, columns @ self.gram @ self.target, rcond=None
                )[0]
                if i < len(layers) - 1 and np.linalg.norm(layers[i]):
                    layers[i] = layers[i] / np.linalg.norm(layers[i]) * scale
            x = np.concatenate(layers)
        return self.value(x)

    def critical_losses(self, number: int) -> list[float]:
        """Where Newton's iteration leads, with a gauge for the scalings; those with w ≠ 0."""
        found = []
        for start in self.starts(number):
            x = start
            gauge = [x[a:b] / np.linalg.norm(x[a:b]) for a, b in self._ranges()]
            for _ in range(40):
                values = self._gauged(x, gauge)
                moves = 1e-6 * np.eye(len(x))
                rows = [(self._gauged(x + e, gauge) - self._gauged(x - e, gauge)) / 2e-6 for e in moves]
                jacobian = np.array(rows).T
                x = x - np.linalg.lstsq(jacobian, values, rcond=None)[0]
                if not np.isfinite(x).all() or abs(x).max() > 1e6:
                    break
            else:
                w = self.filter(np.split(x, self.ends))
                if np.linalg.norm(self.gradient(x)) < 1e-8 and np.linalg.norm(w) > 1e-2 * np.linalg.norm(self.target):
                    found.append(self.value(x))
        return found

    def _ranges(self) -> list[tuple[int, int]]:
        ends = np.cumsum(self.sizes)
        return [(int(end - k), int(end)) for end, k in zip(ends, self.sizes, strict=True)][:-1]

    def _gauged(self, x: np.ndarray, gauge: Sequence[np.ndarray]) -> np.ndarray:
        scales = [x[a:b] @ line - 1 for (a, b), line in zip(self._ranges(), gauge, strict=True)]
        return np.concatenate([self.gradient(x), scales])


ARCHITECTURES = [
    ((2, 2), (2, 1)),
    ((3, 2), (2, 1)),
    ((2, 3), (2, 1)),
    ((2, 2, 2), (1, 2, 1)),
    ((2, 2, 2), (2, 1, 1)),
    ((2, 2, 2), (2, 2, 1)),
    ((3, 3), (2, 1)),
    ((3, 2, 2), (1, 2, 1)),
    ((3, 2, 2), (2, 1, 1)),
]


def special_data(degree: int) -> Iterator[SquareLoss]:
    """Q = 1, Bombieri weights and Toeplitz matrices, with sparse, palindromic, even and arithmetic targets."""
    n = range(degree + 1)
    one = [[Fraction(int(i == j)) for j in n] for i in n]
    weights = [[Fraction(int(i == j), comb(degree, i)) for j in n] for i in n]
    toeplitz = [[Fraction(1, 2 ** abs(i - j)) for j in n] for i in n]
    targets = [
        [int(i in (0, degree)) for i in n],
        [int(i == degree // 2) for i in n],
        [{1: 1, 2: -1}.get(i, 0) for i in n],
        [1 + min(i, degree - i) for i in n],
        [(1 + i) * (1 - i % 2) for i in n],
        [1 + i for i in n],
    ]
    for gram in (one, weights, toeplitz):
        for target in targets:
            yield SquareLoss.with_gram(gram, BinaryForm(target))


CASES = [(Architecture(*a), loss) for a in ARCHITECTURES for loss in special_data(Architecture(*a).degree)]


def check_against_newton(architecture: Architecture, loss: SquareLoss, starts: int) -> None:
    landscape = critical_points(architecture, loss)
    assert landscape.is_complete or landscape.curves
    assert landscape.knows_all_functions
    known = [*losses(landscape), float(loss.value_at_zero)]
    oracle = Oracle(landscape)
    for found in oracle.critical_losses(starts):
        assert min(abs(found - value) for value in known) < 1e-6 * (1 + abs(found)), found
    least = landscape.global_minimum
    if least is not None:
        assert min(map(oracle.descended, oracle.starts(3))) >= float(least.loss[0]) - 1e-9


@pytest.mark.parametrize("case", range(0, len(CASES), 9))
def test_special_data_against_newton(case: int) -> None:
    check_against_newton(*CASES[case], 12)


@pytest.mark.long
@pytest.mark.parametrize("case", range(len(CASES)))
def test_all_special_data_against_newton(case: int) -> None:
    check_against_newton(*CASES[case], 40)


@pytest.mark.quick
def test_what_is_found_can_be_kept() -> None:
    landscape = critical_points(Architecture((2, 2), (3, 1)), euclidean(0, 1, -1, 0, 0))
    assert deepcopy(landscape).to_dict() == landscape.to_dict()


@pytest.mark.parametrize("target", [(-6, 8, -6, 4, -6, 8, -6), (-4, -9, -5, 0, 5, 9, 4)])
def test_four_coefficients_in_the_largest_layer(target: tuple[int, ...]) -> None:
    """Symmetric targets with multiple solutions, for which neither a count nor exclusion succeeds."""
    landscape = critical_points(Architecture((4, 2, 2), (1, 2, 1)), euclidean(*target))
    assert landscape.proof is Proof.POLYNOMIAL
    assert landscape.spurious_minima is not None
    oracle = Oracle(landscape)
    least = float(landscape.points[0].loss[0])
    found = [oracle.descended(start) for start in oracle.starts(3)]
    assert min(found) >= least - 1e-9
    known = [float(point.loss[0]) for point in landscape.points]
    assert all(min(abs(loss - value) for value in known) < 1e-4 for loss in found)
