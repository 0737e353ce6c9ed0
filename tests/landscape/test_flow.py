"""Gradient flow: invariants along descent, and the admissible points of each class."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym.algebra.forms import BinaryForm
from lcnsym.errors import BadInputError, UnsupportedError
from lcnsym.landscape.critical import critical_points
from lcnsym.landscape.flow import flow_invariants, gradient_flow
from lcnsym.network.architecture import Architecture
from lcnsym.network.convolution import compose

from .support import euclidean


@pytest.mark.quick
@given(st.lists(st.lists(st.integers(-9, 9), min_size=2, max_size=2), min_size=3, max_size=3), st.integers(1, 3))
def test_euler_relations_for_every_stride(layers: list[list[int]], stride: int) -> None:
    """⟨w_i, ∂_i ℓ⟩ is the same for all i: scaling one layer or another scales the end-to-end filter alike."""
    architecture = Architecture((2, 2, 2), (stride, 2, 1))
    forms = [BinaryForm(layer) for layer in layers]
    end = compose(architecture, forms).rationals
    target = [Fraction(i % 3 - 1) for i in range(len(end))]
    products = []
    for i, layer in enumerate(forms):
        total = Fraction(0)
        for a, c in enumerate(layer.rationals):
            unit = BinaryForm([Fraction(int(a == b)) for b in range(2)])
            column = compose(architecture, [*forms[:i], unit, *forms[i + 1 :]]).rationals
            total += c * sum(2 * (w - u) * v for w, u, v in zip(end, target, column, strict=True))
        products.append(total)
    assert len(set(products)) == 1


@pytest.mark.quick
def test_reachable_points_lie_on_the_invariant_set() -> None:
    architecture = Architecture((2, 2, 2))
    start = [BinaryForm((1, 2)), BinaryForm((3, 1)), BinaryForm((Fraction(1, 2), 1))]
    flow = gradient_flow(architecture, start, critical_points(architecture, euclidean(1, -2, -3, 4)))
    assert flow.invariants == (5, Fraction(-15, 4))
    assert flow.sign_choices == 4
    assert flow.reachable is not None
    assert len(flow.reachable) == 18
    for found in flow.reachable:
        layers = [[float(sum(c) / 2) for c in layer] for layer in found.filters.enclosures(60)]
        norms = [sum(c * c for c in layer) for layer in layers]
        assert norms[1] - norms[0] == pytest.approx(5)
        assert norms[2] - norms[0] == pytest.approx(-3.75)
        product = np.convolve(np.convolve(layers[0], layers[1]), layers[2])
        wanted = [float(sum(c) / 2) for c in found.point.coefficients()]
        assert product == pytest.approx(np.array(wanted))


def test_descent_ends_at_a_reachable_point_up_to_signs() -> None:
    architecture = Architecture((2, 2))
    start = [BinaryForm((1, 2)), BinaryForm((2, -1))]
    flow = gradient_flow(architecture, start, critical_points(architecture, euclidean(1, 1, 3)))
    a, b = np.array([1.0, 2.0]), np.array([2.0, -1.0])
    target = np.array([1.0, 1.0, 3.0])
    for _ in range(200000):
        residual = np.convolve(a, b) - target
        grad_a = np.array([residual[0] * b[0] + residual[1] * b[1], residual[1] * b[0] + residual[2] * b[1]])
        grad_b = np.array([residual[0] * a[0] + residual[1] * a[1], residual[1] * a[0] + residual[2] * a[1]])
        a, b = a - 1e-4 * grad_a, b - 1e-4 * grad_b
    assert flow.reachable is not None
    ends = [[[float(sum(c) / 2) for c in layer] for layer in f.filters.enclosures(50)] for f in flow.reachable]
    distances = [abs(abs(np.array(end[0])) - abs(a)).max() + abs(abs(np.array(end[1])) - abs(b)).max() for end in ends]
    assert min(distances) < 1e-3


@pytest.mark.quick
@pytest.mark.parametrize(
    ("start", "target", "limit", "is_critical"),
    [
        # w = (a², 0, 0) along the flow, and (a² + 1)² + 4 falls to 5
        (((1, 0), (1, 0)), (-1, 0, -2), ((1, 2), (0, 0), True), False),
        (((0, 0), (0, 0)), (-1, 0, -2), ((1, 2), (0, 0), True), True),
        (((1, 2), (1, 1)), (0, 0, 0), ((2,), (3, 0), True), False),
        # w_1·(c, d) with (c, d) orthogonal to (-1, 0) and (0, -2): none
        (((1, 0), (1, 1)), (-1, 0, -2), ((1,), (0, 1), False), False),
        # … to (1, 0) and (0, 0): all (0, d)
        (((1, 0), (1, 1)), (1, 0, 0), ((1,), (0, 1), True), False),
    ],
)
def test_limits_with_zero_filters(
    start: tuple[tuple[int, int], ...],
    target: tuple[int, ...],
    limit: tuple[object, ...],
    is_critical: bool,
) -> None:
    landscape = critical_points(Architecture((2, 2)), euclidean(*target))
    flow = gradient_flow(Architecture((2, 2)), [BinaryForm(layer) for layer in start], landscape)
    assert flow.zero_limit is not None
    assert (flow.zero_limit.layers, flow.zero_limit.squared_norms, flow.zero_limit.exists) == limit
    assert flow.start_is_critical is is_critical


@pytest.mark.quick
def test_a_start_at_the_target_is_critical() -> None:
    landscape = critical_points(Architecture((2, 2)), euclidean(1, 3, 2))
    flow = gradient_flow(Architecture((2, 2)), [BinaryForm((1, 1)), BinaryForm((1, 2))], landscape)
    assert flow.start_is_critical
    moved = gradient_flow(Architecture((2, 2)), [BinaryForm((1, 1)), BinaryForm((1, 3))], landscape)
    assert not moved.start_is_critical


@pytest.mark.quick
def test_a_rational_solution_is_enclosed() -> None:
    """t = ‖u‖² = 5 is a place where the bisection looks, and its side is decided with no precision."""
    architecture = Architecture((2,))
    flow = gradient_flow(architecture, [BinaryForm((1, 1))], critical_points(architecture, euclidean(2, 1)))
    assert flow.reachable is not None
    ((bounds,),) = [found.filters.enclosures(200) for found in flow.reachable]
    assert all(lo <= c <= hi and hi - lo < Fraction(1, 2**200) for (lo, hi), c in zip(bounds, (2, 1), strict=True))


@pytest.mark.quick
def test_one_layer_and_larger_strides() -> None:
    assert flow_invariants(Architecture((3,)), [BinaryForm((1, 2, 3))]) == ()
    assert flow_invariants(Architecture((2, 2), (2, 1)), [BinaryForm((1, 2)), BinaryForm((0, 1))]) == (-4,)


@pytest.mark.quick
def test_bad_input() -> None:
    with pytest.raises(BadInputError):
        flow_invariants(Architecture((2, 2)), [BinaryForm((1, 2))])
    with pytest.raises(UnsupportedError, match="rational"):
        flow_invariants(Architecture((2,)), [BinaryForm.parse("1,sqrt(2)")])
    landscape = critical_points(Architecture((3,)), euclidean(1, 2, 3))
    with pytest.raises(BadInputError, match="landscape is that of"):
        gradient_flow(Architecture((2, 2)), [BinaryForm((1, 2)), BinaryForm((1, 2))], landscape)


@pytest.mark.quick
def test_flow_with_larger_strides() -> None:
    """u = x³ + 2y³, s = (2,1): x·x² is critical, and each class meets the invariant set of a start."""
    architecture = Architecture((2, 2), (2, 1))
    landscape = critical_points(architecture, euclidean(1, 0, 0, 2))
    start = [BinaryForm((1, 0)), BinaryForm((1, 0))]
    assert gradient_flow(architecture, start, landscape).start_is_critical
    other = gradient_flow(architecture, [BinaryForm((3, 1)), BinaryForm((1, 2))], landscape)
    assert other.start_is_critical is False
    assert len(other.reachable or ()) == landscape.parameter_classes
    for found in other.reachable or ():
        first, second = ([(lo + hi) / 2 for lo, hi in layer] for layer in found.filters.enclosures(60))
        assert float(sum(c * c for c in second) - sum(c * c for c in first)) == pytest.approx(-5)
        assert found.to_dict()["pattern"] is None
    with pytest.raises(BadInputError, match="landscape is that of"):
        gradient_flow(Architecture((2, 2), (3, 1)), start, landscape)


@pytest.mark.quick
@pytest.mark.parametrize(
    ("target", "dimensions", "exist"),
    # filters are matrices (a_i b_j), read with b_j last; u = (1 + 2z)(1 + 3z²) has rank one
    [((1, 2, 3, 6), (1, 1), (True, True)), ((1, 2, 3, 7), (0, 0), (False, False))],
)
def test_zero_filters_with_larger_strides(
    target: tuple[int, ...], dimensions: tuple[int, ...], exist: tuple[bool, ...]
) -> None:
    families = critical_points(Architecture((2, 2), (2, 1)), euclidean(*target)).zero_families
    assert tuple(family.dimension for family in families) == dimensions
    assert tuple(family.exists for family in families) == exist
