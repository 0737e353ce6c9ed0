"""Critical points in parameter space, for all strides: numbers, the strata, gradients, and descent as an oracle."""

from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym.algebra.forms import BinaryForm
from lcnsym.errors import BadInputError, UnsupportedError
from lcnsym.landscape.completeness import Proof
from lcnsym.landscape.critical import Landscape, critical_points
from lcnsym.landscape.ed_degrees import segre_ed_degree
from lcnsym.landscape.effort import Effort
from lcnsym.landscape.equations.floating_quadrics import Data
from lcnsym.landscape.equations.segre_systems import SegreSystem
from lcnsym.landscape.in_parameter_space import search_parameter_space
from lcnsym.landscape.layers.certified_zeros import CertifiedZeros
from lcnsym.landscape.layers.natures import Nature
from lcnsym.landscape.loss import SquareLoss
from lcnsym.network.architecture import Architecture

from .support import euclidean, random_loss


@pytest.mark.quick
@pytest.mark.parametrize("sizes", [(2, 2), (3, 2), (2, 2, 2), (2, 3, 3), (4,)])
def test_values_and_slopes_of_the_equations(sizes: tuple[int, ...]) -> None:
    """Against the definition with numpy's outer products, and difference quotients."""
    rng = np.random.default_rng(1)
    system, size = SegreSystem(sizes), int(np.prod(sizes))
    start, end = (Data((q := rng.normal(size=(size, size))) + q.T + 0j, rng.normal(size=size) + 0j) for _ in "ab")
    columns = rng.normal(size=(system.entries, 2)) + 1j * rng.normal(size=(system.entries, 2))
    times, path = np.array([0.0, 0.3]), system.path(start, end)
    right, jacobian = system.evaluated(columns, times, path)
    for p, t in enumerate(times):
        gram, moments = (1 - t) * start.gram + t * end.gram, (1 - t) * start.moments + t * end.moments
        *ends, h = np.split(columns[:, p], np.cumsum(sizes))
        tensor = outer(ends)
        wanted = []
        for i, k in enumerate(sizes):
            tangents = [outer([*ends[:i], unit, *ends[i + 1 :]]) for unit in np.eye(k)]
            wanted += [tangent @ (gram @ tensor - h[0] * moments) for tangent in tangents]
        assert right[:, 0, p] == pytest.approx(np.array(wanted))
    later, before = (system.evaluated(columns, times + sign * 1e-6, path)[0][:, 0] for sign in (1, -1))
    assert right[:, 1] == pytest.approx((later - before) / 2e-6, rel=1e-5, abs=1e-5)
    for j in range(system.entries):
        step = np.zeros((system.entries, 1))
        step[j] = 1e-6
        later, before = (system.evaluated(columns + sign * step, times, path)[0][:, 0] for sign in (1, -1))
        assert jacobian[:, j] == pytest.approx((later - before) / 2e-6, rel=1e-5, abs=1e-5)


def outer(layers: list[np.ndarray]) -> np.ndarray:
    found = np.ones(1)
    for layer in layers:
        found = np.multiply.outer(found, layer).ravel()
    return found


@pytest.mark.quick
@pytest.mark.parametrize(
    ("sizes", "strides", "number"),
    [
        ((2, 2), (2, 1), 6),
        ((3, 2), (2, 1), 10),
        ((2, 2), (3, 2), 6),
        ((2, 2, 2), (2, 2, 1), 34),
        ((2, 2, 2), (1, 2, 1), 34),
        ((2, 2, 2), (2, 1, 1), 34),
        ((3, 3), (2, 1), 39),
        ((1, 2, 2), (2, 1, 1), 6),
        ((3, 1, 2, 2), (1, 3, 1, 1), 100),
    ],
)
def test_numbers_for_generic_data(sizes: tuple[int, ...], strides: tuple[int, ...], number: int) -> None:
    architecture = Architecture(sizes, strides)
    landscape = critical_points(architecture, random_loss(architecture.degree, 4))
    assert landscape.complex_classes == landscape.expected_classes == number
    assert landscape.proof is Proof.COUNT
    assert landscape.is_generic
    assert landscape.global_minimum is landscape.points[0]
    assert landscape.points[0].natures == (Nature.MINIMUM,)
    for point in landscape.points:
        for found in point.classes:
            assert [len(layer) for layer in found.filter_enclosures(20)] == list(sizes)


@pytest.mark.slow
@pytest.mark.parametrize(("sizes", "strides"), [((2, 2, 2, 2), (1, 2, 1, 1)), ((3, 3, 2), (1, 2, 1))])
def test_larger_numbers(sizes: tuple[int, ...], strides: tuple[int, ...]) -> None:
    architecture = Architecture(sizes, strides)
    landscape = critical_points(architecture, random_loss(architecture.degree, 4))
    assert landscape.complex_classes == segre_ed_degree(sizes)
    assert groups(landscape) == float_groups(landscape)


def groups(landscape: Landscape) -> list[int]:
    """How many classes functions have."""
    return sorted(len(point.classes) for point in landscape.points)


def float_groups(landscape: Landscape) -> list[int]:
    """The same by filters in floating point, which are composed again."""
    filters: list[tuple[float, ...]] = []
    numbers: list[int] = []
    for point in landscape.points:
        for found in point.classes:
            layers = [np.array([float(sum(c) / 2) for c in layer]) for layer in found.filter_enclosures(60)]
            w = composed(layers, landscape.architecture.strides)
            near = [i for i, other in enumerate(filters) if np.allclose(w, other, rtol=1e-9, atol=1e-9)]
            if near:
                numbers[near[0]] += 1
            else:
                filters.append(tuple(w))
                numbers.append(1)
    return sorted(numbers)


@pytest.mark.parametrize(
    ("sizes", "strides"),
    [((2, 2, 2), (1, 2, 1)), ((2, 2, 2), (2, 1, 1)), ((3, 2, 2), (1, 2, 1)), ((2, 3, 2), (2, 1, 1)), ((3, 2), (2, 1))],
)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_classes_with_one_filter(sizes: tuple[int, ...], strides: tuple[int, ...], seed: int) -> None:
    """Layers between which no stride stands exchange roots; all that have the same filter are found together."""
    architecture = Architecture(sizes, strides)
    landscape = critical_points(architecture, random_loss(architecture.degree, seed))
    assert landscape.is_complete
    assert groups(landscape) == float_groups(landscape)
    for first, second in combinations(landscape.points, 2):
        pairs = zip(first.function.enclosures(200), second.function.enclosures(200), strict=True)
        assert any(a[1] < b[0] or b[1] < a[0] for a, b in pairs)
    for point in landscape.points:
        assert len(point.natures) == 1


ONE = st.sampled_from([(2, 2), (3, 2), (2, 2, 2), (4, 2), (3, 3), (1, 3, 2)])


@given(ONE, st.integers(0, 10_000))
def test_stride_one_in_parameter_space_and_by_strata(sizes: tuple[int, ...], seed: int) -> None:
    """Two ways that share no equations: as many classes over ℂ and ℝ, with the same losses and natures."""
    architecture = Architecture(sizes)
    loss = random_loss(architecture.degree, seed)
    found = search_parameter_space(architecture, loss, Effort())
    landscape = critical_points(architecture, loss)
    if not (landscape.is_complete and landscape.is_generic):
        return
    assert found.space.complex == landscape.complex_classes == segre_ed_degree(sizes)
    assert found.space.real == landscape.parameter_classes
    own = sorted((float(sum(p.loss) / 2), len(p.classes), p.natures) for p in found.points)
    other = sorted((float(sum(p.loss) / 2), len(p.classes), p.natures) for p in landscape.points)
    assert [row[0] for row in own] == pytest.approx([row[0] for row in other])
    assert [row[1:] for row in own] == [row[1:] for row in other]


@pytest.mark.quick
def test_layers_with_equal_strides_may_be_permuted() -> None:
    """The function space is the same, and so are the losses."""
    loss = random_loss(8, 3)
    sizes, found = (2, 3, 2), []
    for order in permutations(range(2)):
        architecture = Architecture((*(sizes[i] for i in order), 3), (1, 2, 1))
        loss = random_loss(architecture.degree, 3)
        found.append([float(point.loss[0]) for point in critical_points(architecture, loss).points])
    assert found[0] == pytest.approx(found[1])


@pytest.mark.quick
def test_the_identity_is_not_generic() -> None:
    landscape = critical_points(Architecture((3, 3), (2, 1)), euclidean(3, 1, 4, -1, 5, -9, 2))
    (space,) = landscape.strata
    assert (space.certified, space.expected, space.complex) == (23, 39, None)
    assert landscape.complex_classes is None
    assert landscape.proof is Proof.POLYNOMIAL
    assert landscape.parameter_classes == 3
    assert landscape.global_minimum is landscape.points[0]
    assert landscape.spurious_minima == 0


def test_neither_count_nor_exclusion(monkeypatch: pytest.MonkeyPatch) -> None:
    """u = x³ + y³ and Q = 1: singular critical points, which no box certifies."""
    monkeypatch.setattr(CertifiedZeros, "can_eliminate", False)
    landscape = critical_points(Architecture((2, 2), (2, 1)), euclidean(1, 0, 0, 1), seconds=30)
    (space,) = landscape.strata
    assert "are certified, 6 is the number for generic data; others may be missing; exclusion: " in space.note
    assert not landscape.is_complete
    assert landscape.proof is None
    assert landscape.global_minimum is None
    assert landscape.spurious_minima is None


@pytest.mark.quick
def test_the_zero_target() -> None:
    landscape = critical_points(Architecture((2, 2), (2, 1)), euclidean(0, 0, 0, 0))
    assert (landscape.points, landscape.proof, landscape.spurious_minima) == ((), Proof.POLYNOMIAL, 0)


@pytest.mark.quick
def test_badly_scaled_data() -> None:
    """Units do not matter: the target times 10¹², and Q times 10⁻⁹."""
    loss = random_loss(4, 9)
    gram = [[q / 10**9 for q in row] for row in loss.gram]
    target = BinaryForm([c * 10**12 for c in loss.target.rationals])
    architecture = Architecture((2, 2, 2), (1, 2, 1))
    first, second = (critical_points(architecture, each) for each in (loss, SquareLoss.with_gram(gram, target)))
    assert first.is_complete
    assert second.is_complete
    assert [float(p.loss[0] * 10**15) for p in first.points] == pytest.approx([float(p.loss[0]) for p in second.points])


@pytest.mark.quick
def test_isotropic_tensors() -> None:
    """For Q = 1, k = (3, 3), s = (2, 1) the 16 zeros with σ = 0: A(z)·B(z²) is orthogonal to its tangent space."""
    root = 1j * np.sqrt(2)
    for a in ([1, 1j, 0], [1, -1j, 0], [0, 1, 1j], [0, 1, -1j]):
        for b in ([1, 0, 1j], [1, 0, -1j], [1, root, -1], [1, -root, -1]):
            spread = np.zeros(5, dtype=complex)
            spread[::2] = b
            w = np.convolve(a, spread)
            first = [np.convolve(unit, spread) for unit in np.eye(3)]
            second = [np.convolve(a, unit) for unit in np.eye(5)[::2]]
            assert abs(w).max() >= 1
            assert max(abs(tangent @ w) for tangent in [*first, *second]) < 1e-12


@pytest.mark.quick
def test_layers_of_size_one_are_left_out() -> None:
    loss = random_loss(4, 9)
    first = critical_points(Architecture((3, 2), (2, 1)), loss)
    second = critical_points(Architecture((3, 1, 2), (1, 2, 1)), loss)
    assert [float(p.loss[0]) for p in first.points] == pytest.approx([float(p.loss[0]) for p in second.points])
    assert all(c.filter_enclosures(9)[1] == ((1, 1),) for p in second.points for c in p.classes)


@pytest.mark.quick
def test_one_layer_is_a_linear_problem() -> None:
    """Q(w − u) is orthogonal to the filters with zeros between the coefficients."""
    landscape = critical_points(Architecture((1, 3), (2, 1)), euclidean(1, 2, 3, 4, 5))
    (point,) = landscape.points
    assert landscape.is_complete
    assert [float(lo) for lo, _ in point.function.enclosures(50)] == pytest.approx([1, 0, 3, 0, 5])
    assert float(point.loss[0]) == pytest.approx(20)


def composed(filters: list[np.ndarray], strides: tuple[int, ...]) -> np.ndarray:
    found, product = np.ones(1), 1
    for layer, stride in zip(filters, strides, strict=True):
        spread = np.zeros((len(layer) - 1) * product + 1)
        spread[::product] = layer
        found = np.convolve(found, spread)
        product *= stride
    return found


def gradient(
    filters: list[np.ndarray], strides: tuple[int, ...], gram: np.ndarray, target: np.ndarray
) -> list[np.ndarray]:
    residual = gram @ (composed(filters, strides) - target)
    found = []
    for i, layer in enumerate(filters):
        units = [np.eye(len(layer))[a] for a in range(len(layer))]
        found.append(np.array([composed([*filters[:i], u, *filters[i + 1 :]], strides) @ residual for u in units]))
    return found


@pytest.mark.parametrize(
    ("sizes", "strides"), [((3, 2), (2, 1)), ((2, 2), (2, 1)), ((2, 3), (3, 1)), ((2, 2, 2), (1, 2, 1))]
)
@pytest.mark.parametrize("seed", [1, 2])
def test_gradients_vanish_and_descent_ends_in_minima(
    sizes: tuple[int, ...], strides: tuple[int, ...], seed: int
) -> None:
    architecture = Architecture(sizes, strides)
    loss = random_loss(architecture.degree, seed, bits=3)
    landscape = critical_points(architecture, loss)
    assert landscape.is_complete
    gram, target = np.array(loss.gram, dtype=float), np.array(loss.target.coefficients, dtype=float)
    scale = abs(gram).max() * abs(target).max() ** 2
    minima = []
    for point, found in [(each, found) for each in landscape.points for found in each.classes]:
        filters = [np.array([float(sum(c) / 2) for c in layer]) for layer in found.filter_enclosures(60)]
        size = max(abs(f).max() for f in filters)
        assert max(abs(g).max() for g in gradient(filters, strides, gram, target)) < 1e-9 * scale * (1 + size)
        difference = composed(filters, strides) - target
        assert float(point.loss[0]) == pytest.approx(difference @ gram @ difference)
        minima += [float(point.loss[0])] if found.nature is Nature.MINIMUM else []
    rng = np.random.default_rng(seed)
    reached = 0
    for _ in range(6):
        filters, step = [rng.normal(size=k) * 2 for k in sizes], 1e-3
        difference = composed(filters, strides) - target
        value = difference @ gram @ difference
        for _ in range(20000):
            slopes = gradient(filters, strides, gram, target)
            moved = [f - step * g for f, g in zip(filters, slopes, strict=True)]
            difference = composed(moved, strides) - target
            new = difference @ gram @ difference
            if new < value:
                filters, value, step = moved, new, step * 1.2
            else:
                step /= 2
            if max(abs(g).max() for g in slopes) < 1e-7 * scale:
                break
        if max(abs(g).max() for g in slopes) < 1e-6 * scale:
            reached += 1
            assert min(abs(value - m) for m in minima) < 1e-5 * (1 + value)
    assert reached >= 3


@pytest.mark.quick
def test_what_is_refused() -> None:
    with pytest.raises(UnsupportedError, match=r"has \d+ complex critical points .* up to 3000 are followed"):
        critical_points(Architecture((4, 3, 3, 2), (1, 2, 1, 1)), random_loss(11, 1))
    with pytest.raises(BadInputError, match="the loss is for filters of size 5"):
        critical_points(Architecture((2, 2), (2, 1)), random_loss(4, 1))


@pytest.mark.quick
def test_out_of_time() -> None:
    landscape = critical_points(Architecture((2, 2, 2, 2), (1, 2, 1, 1)), random_loss(6, 1), seconds=0)
    (space,) = landscape.strata
    assert "took too long" in space.note
    assert not landscape.is_complete
    assert not landscape.points


@pytest.mark.quick
def test_the_zero_filter_is_no_critical_point_of_the_gauge() -> None:
    """For u = (1, 2, 3, 6) and Q = 1 the equations also hold at some τ = 0, with the loss uᵀu = 50."""
    landscape = critical_points(Architecture((2, 2), (2, 1)), euclidean(1, 2, 3, 6))
    assert landscape.points
    assert all(point.loss[1] < 50 for point in landscape.points)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("architecture", "weights", "target"),
    [
        (Architecture((2, 2), (3, 1)), (2, 1, 3, 2, 1), (0, 0, -4, 0, 0)),
        (Architecture((2, 2), (2, 1)), (1, 1, 1, 1), (1, 0, 0, 0)),
    ],
)
def test_nothing_to_follow_is_an_answer(
    architecture: Architecture, weights: tuple[int, ...], target: tuple[int, ...]
) -> None:
    gram = [[w * (i == j) for j in range(len(weights))] for i, w in enumerate(weights)]
    found = critical_points(architecture, SquareLoss.with_gram(gram, BinaryForm(target)))
    # the target of the first is orthogonal to all end-to-end filters
    assert len(found.points) == (0 if target[0] == 0 else 1)
