"""The theorems on critical points and gradient flow hold, and notice what is wrong."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcnsym import strategies, theorems
from lcnsym.algebra.forms import BinaryForm
from lcnsym.network.architecture import Architecture
from lcnsym.theorems.critical.critical_numbers import zero_one_matrices


@pytest.mark.quick
@settings(max_examples=20)
@given(
    st.lists(st.tuples(st.integers(1, 4), st.integers(1, 3)), min_size=1, max_size=4),
)
def test_invariants_for_every_stride(layers: list[tuple[int, int]]) -> None:
    architecture = Architecture(tuple(k for k, _ in layers), tuple(s for _, s in layers))
    check = theorems.theorem("flow-invariants").check(architecture)
    assert check.holds, check.explanation


@pytest.mark.quick
@settings(max_examples=20)
@given(strategies.architectures(max_layers=4, max_filter_size=4))
def test_numbers(architecture: Architecture) -> None:
    check = theorems.theorem("critical-numbers").check(architecture)
    assert check.holds, check.explanation


@pytest.mark.parametrize("sizes", [(2, 2), (3, 2), (2, 2, 2), (4, 2), (3, 2, 2), (3, 3), (3, 3, 2), (1, 3), (2,)])
def test_critical_points(sizes: tuple[int, ...]) -> None:
    check = theorems.theorem("critical-points").check(Architecture(sizes))
    assert check.holds, check.explanation


@settings(max_examples=10, deadline=None)
@given(st.lists(st.integers(-20, 20), min_size=5, max_size=5).filter(any))
def test_critical_points_of_drawn_targets(target: list[int]) -> None:
    check = theorems.theorem("critical-points").check(Architecture((3, 2, 2)), BinaryForm(target))
    assert check.holds or "complete" in check.explanation


@pytest.mark.quick
def test_zero_one_matrices() -> None:
    assert zero_one_matrices((1, 1, 1), (1, 1, 1)) == 6
    assert zero_one_matrices((2, 1, 1), (2, 1, 1)) == 5
    assert zero_one_matrices((3,), (2, 1)) == 0


@pytest.mark.quick
def test_wrong_degrees_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lcnsym.theorems.critical.critical_numbers.segre_ed_degree", lambda _: 99)
    check = theorems.theorem("critical-numbers").check(Architecture((3, 2, 2)))
    assert not check.holds
    assert "99" in check.explanation


@pytest.mark.quick
def test_wrong_gradients_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    from lcnsym.theorems.flow import flow_invariants as euler_relations

    right = euler_relations.derivative_by_differences

    def wrong(architecture: Architecture, layers: list[BinaryForm]) -> list[list[Fraction]]:
        rows = right(architecture, layers)
        return [[2 * c for c in rows[0]], *rows[1:]]

    monkeypatch.setattr("lcnsym.theorems.flow.flow_invariants.derivative_by_differences", wrong)
    assert not theorems.theorem("flow-invariants").check(Architecture((2, 3), (2, 1))).holds


@pytest.mark.quick
def test_wrong_points_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A factor is moved by a thousandth."""
    from lcnsym.landscape.layers.layer_hessians import LayerFilters

    right = LayerFilters.enclosures

    def wrong(self: LayerFilters, bits: int) -> object:
        first, *rest = right(self, bits)
        shift = Fraction(1, 1000)
        return (tuple((lo + shift, hi + shift) for lo, hi in first), *rest)

    monkeypatch.setattr(LayerFilters, "enclosures", wrong)
    check = theorems.theorem("critical-points").check(Architecture((2, 2)))
    assert not check.holds
    assert "gradient" in check.explanation


def test_comparison_with_dense_networks() -> None:
    check = theorems.theorem("dense-comparison").check(Architecture((3, 3, 2)))
    assert check.holds, check.explanation
    assert check.certificate is not None
    assert check.certificate.kind == "spurious-minimum"
    assert theorems.theorem("dense-comparison").check(Architecture((4,))).certificate is None


def test_a_dense_spurious_minimum_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    from lcnsym.landscape.dense import DenseLandscape

    monkeypatch.setattr(DenseLandscape, "descent", lambda *_: None)
    check = theorems.theorem("dense-comparison").check(Architecture((3, 2)))
    assert not check.holds
