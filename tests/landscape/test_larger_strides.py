"""Critical points for larger strides: numbers, gradients, and descent as an oracle."""

from __future__ import annotations

import numpy as np
import pytest

from lcnsym.errors import BadInputError, UnsupportedError
from lcnsym.landscape.larger_strides import strided_critical_points
from lcnsym.landscape.layers.natures import Nature
from lcnsym.network.architecture import Architecture

from .support import euclidean, needs_msolve, random_loss


@needs_msolve
@pytest.mark.parametrize(
    ("sizes", "strides", "number"),
    [((2, 2), (2, 1), 6), ((3, 2), (2, 1), 10), ((2, 2), (3, 2), 6), ((2, 2, 2), (2, 2, 1), 34), ((3, 3), (2, 1), 39)],
)
def test_numbers_for_generic_data(sizes: tuple[int, ...], strides: tuple[int, ...], number: int) -> None:
    architecture = Architecture(sizes, strides)
    landscape = strided_critical_points(architecture, random_loss(architecture.degree, 4))
    assert landscape.complex == landscape.expected == number
    assert landscape.is_complete
    assert landscape.global_minimum is landscape.points[0]
    assert landscape.points[0].nature is Nature.MINIMUM


@pytest.mark.quick
@needs_msolve
def test_the_identity_is_not_generic() -> None:
    landscape = strided_critical_points(Architecture((3, 3), (2, 1)), euclidean(3, 1, 4, -1, 5, -9, 2))
    assert landscape.certified == 23
    assert landscape.complex is None
    assert not landscape.is_complete
    assert landscape.global_minimum is None
    assert "39 is the number for generic data" in landscape.note


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
@needs_msolve
def test_layers_of_size_one_merge() -> None:
    loss = random_loss(4, 9)
    first = strided_critical_points(Architecture((3, 2), (2, 1)), loss)
    second = strided_critical_points(Architecture((3, 1, 2), (1, 2, 1)), loss)
    assert [p.loss for p in first.points] == [p.loss for p in second.points]


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


@needs_msolve
@pytest.mark.parametrize(("sizes", "strides"), [((3, 2), (2, 1)), ((2, 2), (2, 1)), ((2, 3), (3, 1))])
@pytest.mark.parametrize("seed", [1, 2])
def test_gradients_vanish_and_descent_ends_in_minima(
    sizes: tuple[int, ...], strides: tuple[int, ...], seed: int
) -> None:
    architecture = Architecture(sizes, strides)
    loss = random_loss(architecture.degree, seed, bits=3)
    landscape = strided_critical_points(architecture, loss)
    assert landscape.is_complete
    gram, target = np.array(loss.gram, dtype=float), np.array(loss.target.coefficients, dtype=float)
    scale = abs(gram).max() * abs(target).max() ** 2
    minima = []
    for point in landscape.points:
        filters = [np.array([float(sum(c) / 2) for c in layer]) for layer in point.point.filter_enclosures(60)]
        size = max(abs(f).max() for f in filters)
        assert max(abs(g).max() for g in gradient(filters, strides, gram, target)) < 1e-9 * scale * (1 + size)
        difference = composed(filters, strides) - target
        assert float(point.loss[0]) == pytest.approx(difference @ gram @ difference)
        minima += [float(point.loss[0])] if point.nature is Nature.MINIMUM else []
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
def test_what_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnsupportedError, match="mixes them"):
        strided_critical_points(Architecture((2, 2, 2), (1, 2, 1)), random_loss(4, 1))
    with pytest.raises(BadInputError, match="the loss is for filters of size 5"):
        strided_critical_points(Architecture((2, 2), (2, 1)), random_loss(4, 1))
    monkeypatch.setenv("LCNSYM_MSOLVE", "no-such-program")
    with pytest.raises(UnsupportedError, match="is no program"):
        strided_critical_points(Architecture((2, 2), (2, 1)), random_loss(3, 1))


@pytest.mark.quick
@needs_msolve
def test_the_zero_filter_is_no_critical_point_of_the_gauge() -> None:
    """For u = (1, 2, 3, 6) and Q = 1 the equations also hold at some τ = 0, with the loss uᵀu = 50."""
    landscape = strided_critical_points(Architecture((2, 2), (2, 1)), euclidean(1, 2, 3, 6))
    assert landscape.points
    assert all(point.loss[1] < 50 for point in landscape.points)
