"""Critical points of networks with several axes: singular values, one axis, Newton's iteration, descent, data."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcnsym.algebra.forms import BinaryForm
from lcnsym.algebra.literals import parse_numbers
from lcnsym.algebra.multihomogeneous import TensorForm
from lcnsym.algebra.numbers import Number
from lcnsym.certificates.landscape import certify_critical_point, certify_spurious_minimum
from lcnsym.errors import BadInputError, UnsupportedError
from lcnsym.landscape.critical import Landscape, critical_points
from lcnsym.landscape.ed_degrees import ed_degree, segre_ed_degree
from lcnsym.landscape.effort import Effort
from lcnsym.landscape.equations.quadrics import Quadric
from lcnsym.landscape.flow import flow_invariants, gradient_flow
from lcnsym.landscape.in_parameter_space import search_parameter_space
from lcnsym.landscape.layers.natures import Nature
from lcnsym.landscape.layers.rational_layers import is_critical
from lcnsym.landscape.loss import SemidefiniteLoss, SquareLoss, loss_of_data, loss_with_gram
from lcnsym.landscape.singular_landscape import singular_critical_points
from lcnsym.landscape.ties import symmetries
from lcnsym.membership.verdict import decide
from lcnsym.network.architecture import Architecture
from lcnsym.network.convolution import composed
from lcnsym.network.networks import compose, form_of, parse_network
from lcnsym.network.several_axes import TensorArchitecture

Floats = np.ndarray


def network(formats: str, strides: str | None = None) -> TensorArchitecture:
    return TensorArchitecture.parse(formats, strides)


def integers(rng: random.Random, number: int, largest: int = 9) -> list[int]:
    return [rng.randint(-largest, largest) for _ in range(number)]


def sqrt_of(n: int) -> Number:
    (root,) = parse_numbers(f"sqrt({n})")
    return root


def dense_gram(size: int, seed: int) -> list[list[int]]:
    rng = random.Random(seed)
    rows = [integers(rng, size, 3) for _ in range(size + 3)]
    return [[sum(row[i] * row[j] for row in rows) + int(i == j) for j in range(size)] for i in range(size)]


def some_loss(architecture: TensorArchitecture, seed: int, *, dense: bool) -> SquareLoss:
    target = TensorForm(architecture.format, integers(random.Random(seed), architecture.ambient_dimension))
    return (
        SquareLoss.with_gram(dense_gram(architecture.ambient_dimension, seed), target)
        if dense
        else (SquareLoss.euclidean(target))
    )


def losses(landscape: Landscape) -> list[float]:
    """Of all classes."""
    return sorted(float(sum(point.loss) / 2) for point in landscape.points for _ in point.classes)


class Floating:
    """The same network in floating point, from the definition of convolutions."""

    def __init__(self, architecture: TensorArchitecture, loss: SquareLoss) -> None:
        self.formats, self.size = architecture.formats, architecture.ambient_dimension
        self.gram = np.array([[float(q) for q in row] for row in loss.gram])
        self.target = np.array([float(u) for u in loss.target.rationals])
        steps, S = [prod(architecture.format[j + 1 :]) for j in range(architecture.axes)], [1] * architecture.axes
        self.places = []
        for sizes, strides in zip(architecture.formats, architecture.strides, strict=True):
            indices = product(*map(range, sizes))
            self.places.append([sum(a * s * b for a, s, b in zip(i, S, steps, strict=True)) for i in indices])
            S = [a * b for a, b in zip(S, strides, strict=True)]

    def split(self, x: Floats) -> list[Floats]:
        return np.split(x, np.cumsum([len(places) for places in self.places])[:-1], axis=-1)

    def filter(self, x: Floats, without: int = -1) -> Floats:
        """A row for each row of x."""
        found = np.eye(1, self.size) * np.ones((len(x), 1))
        for i, (layer, places) in enumerate(zip(self.split(x), self.places, strict=True)):
            if i != without:
                found = sum(layer[:, [a]] * np.roll(found, place, axis=1) for a, place in enumerate(places))
        return found

    def loss(self, x: Floats) -> Floats:
        away = self.filter(x) - self.target
        return np.einsum("pi,ij,pj->p", away, self.gram, away)

    def gradient(self, x: Floats) -> Floats:
        image = 2 * (self.filter(x) - self.target) @ self.gram
        slopes = []
        for i, places in enumerate(self.places):
            rest = self.filter(x, i)
            slopes += [(image * np.roll(rest, place, axis=1)).sum(axis=1) for place in places]
        return np.stack(slopes, axis=1)

    def hessian(self, x: Floats) -> Floats:
        steps = 1e-6 * np.eye(x.shape[1])
        return np.stack([(self.gradient(x + step) - self.gradient(x - step)) / 2e-6 for step in steps], axis=2)

    def starts(self, number: int, seed: int) -> Floats:
        x = np.random.default_rng(seed).normal(size=(number, sum(map(len, self.places))))
        return x * np.linalg.norm(self.target) ** (1 / len(self.formats)) / 2

    def newton(self, number: int, seed: int) -> list[float]:
        """The losses of critical points with w ≠ 0 to which Newton's iteration converges, each once."""
        x = self.starts(number, seed)
        size = np.linalg.norm(self.target) ** (1 / len(self.formats))
        for _ in range(80):
            step = np.einsum("pij,pj->pi", np.linalg.pinv(self.hessian(x), rcond=1e-7), self.gradient(x))
            x = x - step * np.minimum(1, size / (np.linalg.norm(step, axis=1, keepdims=True) + 1e-300))
        good = (np.linalg.norm(self.gradient(x), axis=1) < 1e-5) & (np.linalg.norm(self.filter(x), axis=1) > 1e-4)
        found: list[float] = []
        for value in sorted(self.loss(x[good]).tolist()):
            if not found or value - found[-1] > 1e-5 * (1 + value):
                found.append(value)
        return found

    def descended(self, number: int, seed: int) -> list[float]:
        """The losses where descent with backtracking ends."""
        x, step = self.starts(number, seed), np.full((number, 1), 1e-3)
        for _ in range(4000):
            slope = self.gradient(x)
            moved = x - step * slope
            falls = self.loss(moved) <= self.loss(x) - step[:, 0] / 2 * (slope**2).sum(axis=1)
            x = np.where(falls[:, None], moved, x)
            step = np.where(falls[:, None], step * 1.5, step / 2)
        return self.loss(x[np.linalg.norm(self.gradient(x), axis=1) < 1e-3]).tolist()


# matrices of rank one


@pytest.mark.quick
@pytest.mark.parametrize(("rows", "columns"), [(2, 2), (2, 3), (4, 2)])
@pytest.mark.parametrize("seed", [1, 2])
def test_singular_values(rows: int, columns: int, seed: int) -> None:
    """Eckart and Young: matrices of rank one nearest to a target, in an obvious way and in ours."""
    target = integers(random.Random(f"{rows} {columns} {seed}"), rows * columns)
    landscape = critical_points(
        network(f"{rows}x1,1x{columns}"), SquareLoss.euclidean(TensorForm((rows, columns), target))
    )
    singular = np.linalg.svd(np.reshape(target, (rows, columns)), compute_uv=False)
    assert landscape.is_complete
    assert losses(landscape) == pytest.approx(sorted(sum(singular**2) - singular**2))
    natures = [c.nature for point in landscape.points for c in point.classes]
    assert natures == [Nature.MINIMUM] + [Nature.SADDLE] * (len(singular) - 1)
    assert landscape.spurious_minima == 0


@pytest.mark.parametrize(
    ("shape", "target"),
    [
        ((2, 2), (1, 0, 0, 0)),
        ((2, 2), (1, 2, 2, 4)),
        ((3, 3), (1, 2, 3, 2, 4, 6, -1, -2, -3)),
        ((3, 3), (1, 2, 3, 2, 4, 6, -1, -2, -4)),
    ],
)
def test_singular_values_zero(shape: tuple[int, int], target: tuple[int, ...]) -> None:
    """Of layers but one whose best last layer is zero it is proved that no critical point with w ≠ 0 is near."""
    landscape = critical_points(network(f"{shape[0]}x1,1x{shape[1]}"), SquareLoss.euclidean(TensorForm(shape, target)))
    singular = np.linalg.svd(np.reshape(target, shape), compute_uv=False)
    singular = singular[singular > 1e-9]
    assert landscape.is_complete
    assert losses(landscape) == pytest.approx(sorted(sum(singular**2) - singular**2), abs=1e-9)


def test_weighted_singular_values() -> None:
    """Q = A ⊗ B leads to the singular values of a matrix in other coordinates."""
    rng = np.random.default_rng(4)
    a, b = (np.round(4 * rng.normal(size=(k, k))) + 5 * np.eye(k) for k in (2, 3))
    target = [3, -1, 4, 1, -5, 9]
    gram = np.kron(a.T @ a, b.T @ b).astype(int).tolist()
    loss = SquareLoss.with_gram(gram, TensorForm((2, 3), target))
    landscape = critical_points(network("2x1,1x3"), loss)
    singular = np.linalg.svd(a @ np.reshape(target, (2, 3)) @ b.T, compute_uv=False)
    assert landscape.is_complete
    assert losses(landscape) == pytest.approx(sorted(sum(singular**2) - singular**2))


def test_singular_values_of_an_irrational_matrix() -> None:
    target = [sqrt_of(2), 1, -2, sqrt_of(3)]
    landscape = critical_points(network("2x1,1x2"), SquareLoss.euclidean(TensorForm((2, 2), target)))
    singular = np.linalg.svd([[2**0.5, 1], [-2, 3**0.5]], compute_uv=False)
    assert landscape.is_complete
    assert losses(landscape) == pytest.approx(sorted(singular**2))
    rank_one = [1, sqrt_of(2), sqrt_of(2), 2]
    landscape = critical_points(network("2x1,1x2"), SquareLoss.euclidean(TensorForm((2, 2), rank_one)))
    assert landscape.is_complete
    (least,) = landscape.points
    assert least.loss[1] < Fraction(1, 10**12)


def test_equal_singular_values_are_not_said_to_be_complete() -> None:
    """The critical points are a curve."""
    landscape = critical_points(network("2x1,1x2"), SquareLoss.euclidean(TensorForm((2, 2), (1, 0, 0, 1))))
    assert not landscape.is_complete
    assert landscape.spurious_minima is None
    assert "infinitely many" in landscape.strata[0].to_dict()["note"]


# counts


@pytest.mark.quick
@pytest.mark.parametrize(
    ("formats", "strides", "number"),
    [
        ("2x1,1x2", None, 6),
        ("3x1,1x3", None, 39),
        ("2x2,2x1", None, 14),
        ("3x3,2x1", None, 34),
        ("2x1x1,1x2x1,1x1x2", None, 34),
        ("2x2,2x1", "2x1,1x1", 14),
        ("2x2,2x1,1x2", None, 196),
        ("2x2,2x2", None, 284),
        ("2x2,2x2", "2,1", 284),
    ],
)
def test_dense_losses_have_as_many_points_as_generic_ones(formats: str, strides: str | None, number: int) -> None:
    architecture = network(formats, strides)
    landscape = critical_points(architecture, some_loss(architecture, 1, dense=True))
    assert landscape.is_complete
    assert landscape.complex_classes == landscape.expected_classes == number == segre_ed_degree(architecture.entries)
    assert ed_degree(architecture).total == number
    assert ed_degree(architecture).strata is None


# oracles in floating point


@pytest.mark.parametrize(
    ("formats", "strides", "dense"),
    [
        ("2x2,2x1", None, False),
        ("2x2,2x1", None, True),
        ("2x2,1x2", "1x2,1x1", True),
        ("2x1,1x2,2x1", None, False),
        ("2x1x1,1x2x1,1x1x2", None, False),
        ("2x1,1x2,1x2", "1x1,2x1,1x1", False),
    ],
)
def test_newton_finds_the_same_losses(formats: str, strides: str | None, *, dense: bool) -> None:
    architecture = network(formats, strides)
    loss = some_loss(architecture, 1, dense=dense)
    landscape = critical_points(architecture, loss)
    assert landscape.is_complete
    known = losses(landscape)
    scale = float(Quadric(loss.gram, loss.target).squared_norm)
    found = Floating(architecture, loss).newton(150, 1)
    assert all(min(abs(value - other) for other in known) < 1e-6 * scale for value in found)
    assert all(min(abs(value - other) for other in found) < 1e-6 * scale for value in known)


def test_descent_ends_at_minima() -> None:
    """And at each of them."""
    architecture = network("2x2,2x1")
    loss = some_loss(architecture, 1, dense=True)
    landscape = critical_points(architecture, loss)
    minima = [float(p.loss[0]) for p in landscape.points for c in p.classes if c.nature is Nature.MINIMUM]
    assert landscape.spurious_minima == len(minima) - 1 == 1
    ends = Floating(architecture, loss).descended(40, 1)
    assert len(ends) > 30
    assert {min(range(2), key=lambda i: abs(minima[i] - end)) for end in ends} == {0, 1}
    assert max(min(abs(end - value) for value in minima) for end in ends) < 1e-4


@pytest.mark.quick
def test_natures_against_hessians() -> None:
    architecture = network("2x2,2x1,1x2")
    loss = some_loss(architecture, 3, dense=True)
    floating = Floating(architecture, loss)
    for point in critical_points(architecture, loss).points:
        for c in point.classes:
            x = np.array([[float(lo + hi) / 2 for layer in c.filter_enclosures(60) for lo, hi in layer]])
            assert floating.loss(x)[0] == pytest.approx(float(point.loss[0]))
            assert np.linalg.norm(floating.gradient(x)) < 1e-6
            values = np.linalg.eigvalsh(floating.hessian(x)[0])
            assert c.inertia is not None
            near = sorted(abs(values))[architecture.layers - 2] * 1.001 + 1e-4
            assert (sum(values > near), sum(values < -near)) == (c.inertia.positive, c.inertia.negative)


# laws


@pytest.mark.quick
@pytest.mark.parametrize(("formats", "strides"), [("3x1,2x1", None), ("1x2,1x2", "1x2,1x1"), ("1x1,1x1", None)])
def test_layers_along_one_axis(formats: str, strides: str | None) -> None:
    """The landscape is that of one axis, and parameter space as for several axes has the same points."""
    architecture = network(formats, strides)
    line = architecture.one_dimensional
    assert line is not None
    target = integers(random.Random(5), architecture.ambient_dimension)
    gram = dense_gram(architecture.ambient_dimension, 2)
    loss = SquareLoss.with_gram(gram, TensorForm(architecture.format, target))
    alone = critical_points(line, SquareLoss.with_gram(gram, BinaryForm(target)))
    found = critical_points(architecture, loss)
    assert found.architecture == line
    assert losses(found) == losses(alone)
    searched = search_parameter_space(architecture, loss, Effort())
    assert searched.space.is_complete
    other = sorted(float(sum(point.loss) / 2) for point in searched.points for _ in point.classes)
    assert other == pytest.approx(losses(alone))


@pytest.mark.quick
@pytest.mark.parametrize("formats", ["2x3", "2x2x2", "1x1,3x2,1x1"])
def test_one_layer_has_the_target_alone(formats: str) -> None:
    architecture = network(formats)
    (point,) = critical_points(architecture, some_loss(architecture, 1, dense=True)).points
    assert point.is_target
    assert point.exact_loss == (0, 0)
    assert [c.nature for c in point.classes] == [Nature.MINIMUM]


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10**6))
def test_axes_may_be_exchanged_and_layers_of_one_entry_left_out(seed: int) -> None:
    rng = random.Random(seed)
    target, gram = integers(rng, 6), dense_gram(6, seed)
    places = [2 * j + i for i in range(2) for j in range(3)]
    moved = SquareLoss.with_gram(
        [[gram[a][b] for b in places] for a in places], TensorForm((2, 3), [target[a] for a in places])
    )
    loss = SquareLoss.with_gram(gram, TensorForm((3, 2), target))
    first = critical_points(network("2x2,2x1"), loss)
    assert first.is_complete
    assert losses(critical_points(network("1x2,2x2"), moved)) == pytest.approx(losses(first))
    assert losses(critical_points(network("2x2,1x1,2x1"), loss)) == pytest.approx(losses(first))


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(["2x2,2x1", "2x2x1,1x2x3", "3x2,1x1,2x2"]), st.sampled_from([None, "2"]), st.integers(0, 99))
def test_composition_in_one_line(formats: str, strides: str | None, seed: int) -> None:
    steps = None if strides is None else ",".join(strides for _ in formats.split(","))
    architecture, rng = network(formats, steps), random.Random(seed)
    layers = [TensorForm(sizes, integers(rng, prod(sizes))) for sizes in architecture.formats]
    line = composed([layer.coefficients for layer in layers], architecture.steps, Fraction(1))
    assert tuple(line) == compose(architecture, layers).coefficients


@pytest.mark.quick
@pytest.mark.parametrize("formats", ["2x2,2x2", "2x1,1x2", "2x1x1,1x2x1,1x1x2", "2x2,2x1"])
def test_symmetries_keep_the_function_space(formats: str) -> None:
    architecture, rng = network(formats), random.Random(3)
    size = architecture.ambient_dimension
    found = symmetries(architecture, SquareLoss.euclidean(TensorForm(architecture.format, [0] * size)))
    assert found
    layers = [TensorForm(sizes, integers(rng, prod(sizes))) for sizes in architecture.formats]
    w = compose(architecture, layers).coefficients
    for symmetry in found:
        assert sorted(symmetry.places) == list(range(size))
        image = [s * w[p] for p, s in zip(symmetry.places, symmetry.signs, strict=True)]
        assert decide(architecture, form_of(architecture, image)).is_member


def test_symmetric_losses_are_known_to_be_equal() -> None:
    """Signs along all axes at once keep the target, so that points that they move come in pairs."""
    loss = SquareLoss.euclidean(TensorForm((2, 2, 2), (1, 0, 0, 2, 0, 3, 4, 0)))
    landscape = critical_points(network("2x1x1,1x2x1,1x1x2"), loss)
    assert landscape.is_complete
    first, second = landscape.points[:2]
    assert first.loss[1] >= second.loss[0]
    assert [c.nature for point in (first, second) for c in point.classes] == [Nature.MINIMUM] * 2
    assert landscape.global_minimum is first
    assert landscape.spurious_minima == 0


# members


@pytest.mark.quick
def test_a_member_has_all_its_factorizations() -> None:
    architecture = network("2x2,2x2")
    layers = [TensorForm((2, 2), (1, 2, 3, 5)), TensorForm((2, 2), (2, -1, 1, 3))]
    loss = SquareLoss.with_gram(dense_gram(9, 4), compose(architecture, layers))
    landscape = critical_points(architecture, loss)
    least = landscape.global_minimum
    assert least is not None
    assert least.is_target
    assert least.exact_loss == (0, 0)
    assert [c.nature for c in least.classes] == [Nature.MINIMUM] * 2
    quadric = Quadric(loss.gram, loss.target)
    for c in least.classes:
        assert c.layers is not None
        assert is_critical(quadric, c.layers, architecture.steps)
        assert tuple(composed(c.layers, architecture.steps, Fraction(1))) == loss.target.coefficients


def test_irrational_factorizations_of_a_member() -> None:
    """x1²·x2² − 2·y1²·y2² splits over ℚ(√2)."""
    loss = SquareLoss.with_gram(dense_gram(9, 4), TensorForm((3, 3), (1, 0, 0, 0, 0, 0, 0, 0, -2)))
    least = critical_points(network("2x2,2x2"), loss).global_minimum
    assert least is not None
    assert least.is_target
    assert [c.layers for c in least.classes] == [None, None]
    ends = [[float(lo) for lo, _ in layer] for layer in least.classes[0].filter_enclosures(60)]
    product_ = composed([[c / layer[0] for c in layer] for layer in ends], network("2x2,2x2").steps, 1.0)
    assert product_ == pytest.approx([1, 0, 0, 0, 0, 0, 0, 0, -2])


@pytest.mark.quick
def test_zero_filters() -> None:
    """A matrix of rank one is orthogonal to others of rank one with one layer zero; one of rank two to none."""
    for target, exists in (((1, 2, 3, 4), False), ((1, 2, 2, 4), True)):
        landscape = critical_points(network("2x1,1x2"), SquareLoss.euclidean(TensorForm((2, 2), target)))
        assert [family.exists for family in landscape.zero_families] == [exists, exists]
    loss = SquareLoss.euclidean(TensorForm((2, 2), (0, 0, 0, 0)))
    landscape = critical_points(network("2x1,1x2"), loss)
    assert landscape.is_complete
    assert not landscape.points


# data, singular Gram matrices, flow


@pytest.mark.quick
@pytest.mark.parametrize(("formats", "strides"), [("2x2,2x1", None), ("2x1,1x2", "2x1,1x2")])
def test_losses_of_data(formats: str, strides: str | None) -> None:
    """The network is run on the data, window by window."""
    base, rng = network(formats, strides), random.Random(2)
    architecture = TensorArchitecture(base.formats, 2, strides=base.strides)
    wide, high = architecture.sizes[0], architecture.sizes[-1]
    xs = [integers(rng, prod(wide)) for _ in range(5)]
    ys = [integers(rng, prod(high)) for _ in range(5)]
    loss = loss_of_data(architecture, xs, ys)
    assert isinstance(loss, SquareLoss)
    assert loss.format == architecture.format
    w = integers(rng, architecture.ambient_dimension)
    total = 0
    for x, y in zip(xs, ys, strict=True):
        image, kernel = np.reshape(x, wide), np.reshape(w, architecture.format)
        for start in product(*map(range, high)):
            corner = [a * s for a, s in zip(start, architecture.stride, strict=True)]
            window = image[tuple(slice(c, c + k) for c, k in zip(corner, architecture.format, strict=True))]
            total += (int((window * kernel).sum()) - int(np.reshape(y, high)[start])) ** 2
    assert loss.residual is not None
    assert loss.value(TensorForm(architecture.format, w)) + loss.residual == total


@pytest.mark.quick
def test_singular_gram_matrices() -> None:
    """With one entry free every matrix with another that is not zero has rank one up to it."""
    gram = [[int(i == j and i != 1) for j in range(4)] for i in range(4)]
    architecture = network("2x1,1x2")
    loss = loss_with_gram(gram, TensorForm((2, 2), (1, 2, 3, 4)))
    assert isinstance(loss, SemidefiniteLoss)
    landscape = singular_critical_points(architecture, loss)
    assert landscape.zero_loss.is_empty is False
    member = landscape.zero_loss.member
    assert member is not None
    assert member.coefficients == (1, Fraction(4, 3), 3, 4)
    assert loss.value(member) == 0
    for target, is_empty in (((1, 2, 2, 4), False), ((1, 2, 3, 4), None)):
        loss = loss_with_gram([[int(i == j < 2) for j in range(4)] for i in range(4)], TensorForm((2, 2), target))
        assert isinstance(loss, SemidefiniteLoss)
        assert singular_critical_points(architecture, loss).zero_loss.is_empty is is_empty


@pytest.mark.quick
def test_flow() -> None:
    architecture = network("2x2,2x1")
    start = [TensorForm((2, 2), (1, 2, 3, 4)), TensorForm((2, 1), (1, 1))]
    assert flow_invariants(architecture, start) == (-28,)
    loss = some_loss(architecture, 1, dense=True)
    flow = gradient_flow(architecture, start, critical_points(architecture, loss))
    assert flow.is_complete
    assert flow.start_is_critical is False
    for point in flow.reachable or ():
        norms = [sum(float(lo) ** 2 for lo, _ in layer) for layer in point.filter_enclosures(60)]
        assert norms[1] - norms[0] == pytest.approx(-28)
    floating = Floating(architecture, loss)
    x = np.array([[1.0, 2, 3, 4, 1, 1]])
    along = (floating.gradient(x) * x)[0]
    assert sum(along[:4]) == pytest.approx(sum(along[4:]))
    own = compose(architecture, start)
    exact = SquareLoss.euclidean(own)
    assert gradient_flow(architecture, start, critical_points(architecture, exact)).start_is_critical is True


# what is refused


@pytest.mark.quick
def test_what_is_refused() -> None:
    square = SquareLoss.euclidean(TensorForm((2, 2), (1, 2, 3, 4)))
    with pytest.raises(BadInputError, match=r"filters of size 2x2, k = \(3x1,1x2\) has filters of size 3x2"):
        critical_points(network("3x1,1x2"), square)
    with pytest.raises(BadInputError, match=r"filters of size 4, k = \(2x1,1x2\) has filters of size 2x2"):
        critical_points(network("2x1,1x2"), SquareLoss.euclidean(BinaryForm((1, 2, 3, 4))))
    with pytest.raises(BadInputError, match=r"filters of size 2x2, k = \(2,3\) has filters of size 4"):
        critical_points(Architecture((2, 3)), square)
    with pytest.raises(BadInputError, match="not 6 as its format says"):
        SquareLoss(square.gram, square.target, format=(2, 3))
    with pytest.raises(UnsupportedError, match=r"has 5444 complex critical points .* up to 3000"):
        critical_points(network("3x3,2x2"), some_loss(network("3x3,2x2"), 1, dense=False))
    landscape = critical_points(network("2x1,1x2"), square)
    with pytest.raises(UnsupportedError, match="networks with one axis"):
        certify_critical_point(landscape, landscape.points[0].classes[0])
    with pytest.raises(UnsupportedError, match="networks with one axis"):
        certify_spurious_minimum(landscape)


@pytest.mark.quick
def test_a_network_from_text() -> None:
    architecture = parse_network("2x1,1x2")
    loss = SquareLoss.euclidean(TensorForm((2, 2), (1, 2, 3, 4)))
    document = critical_points(architecture, loss).to_dict()
    (space,) = document["strata"]  # type: ignore[misc]
    assert space["partition"] is None
    assert document["expected_parameter_classes"] == 6
    first = document["functions"][0]  # type: ignore[index]
    assert first["pattern"] is None
    assert len(first["filter"]) == 4
    assert [len(layer) for layer in first["filters"]] == [2, 2]
