"""Zariski closures for larger strides: rank conditions against divisors in powers, and known equations."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym import Architecture, BadInputError, BinaryForm, UnsupportedError, decide, strategies
from lcnsym.algebra.linear import rank
from lcnsym.description.strided_closures import StridedClosure, rank_condition
from lcnsym.network.convolution import compose
from lcnsym.roots.powers import divisor_in_powers

pytestmark = pytest.mark.quick

strided = strategies.architectures(max_layers=3, max_filter_size=3, max_stride=3).filter(lambda a: a.degree <= 14)


def test_the_smallest_example() -> None:
    """AD² − BCD + B²E for k = (3,2), s = (2,1), singular along B = D = 0; x⁴ + y⁴ is in the closure, not in M."""
    closure = StridedClosure(Architecture((3, 2), (2, 1)))
    (equation,) = closure.equations
    assert str(equation) == "w0*w3^2 + w1^2*w4 - w1*w2*w3"
    assert closure.conditions[0].to_dict()["matrix"] == [["w0", "w2", "w4"], ["w1", "w3", "0"], ["0", "w1", "w3"]]
    on, off = BinaryForm((2, 0, 5, 0, 7)), BinaryForm((1, 1, 0, -1, -1))
    assert all(equation.derivative(i).value(on) == 0 for i in range(5))
    assert equation.value(off) == 0
    assert any(equation.derivative(i).value(off) for i in range(5))
    quartic = BinaryForm((1, 0, 0, 0, 1))
    assert closure.contains(quartic)
    assert not decide(closure.architecture, quartic).is_member


def test_segre_varieties() -> None:
    """k_i ≤ s_i: the cone over a Segre variety, here of rank one matrices."""
    closure = StridedClosure(Architecture((2, 2), (2, 1)))
    assert [str(p) for p in closure.equations] == ["-w0*w3 + w1*w2"]
    closure = StridedClosure(Architecture((2, 2), (3, 1)))
    equations = {str(p) for p in closure.equations}
    # the coefficients that no composition reaches are 0 on the closure, the others a matrix of rank one
    assert BinaryForm((1, 2, 0, 3, 6)) == compose(closure.architecture, [BinaryForm((1, 2)), BinaryForm((1, 3))])
    assert closure.contains(BinaryForm((1, 2, 0, 3, 6)))
    assert not closure.contains(BinaryForm((1, 2, 1, 3, 6)))
    assert "-w0*w4 + w1*w3" in equations


@given(st.data(), st.integers(2, 10))
def test_rank_conditions(data: st.DataObject, degree: int) -> None:
    stride = data.draw(st.integers(2, degree))
    inner = data.draw(st.integers(0, degree // stride))
    few = st.integers(-2, 2)
    q, p = (
        BinaryForm(data.draw(st.lists(few, min_size=m + 1, max_size=m + 1))) for m in (inner, degree - inner * stride)
    )
    form = q.in_powers(stride) * p
    if form.is_zero:
        return
    found = divisor_in_powers(form, stride).degree
    for needed in range(1, degree // stride + 1):
        assert rank_condition(degree, stride, needed).holds(form) == (found >= needed)


@given(st.data(), strided)
def test_equations_vanish_exactly_on_complex_members(data: st.DataObject, architecture: Architecture) -> None:
    layers = data.draw(strategies.layer_filters(architecture))
    form = compose(architecture, layers)
    other = data.draw(strategies.forms(architecture.degree, irrational=False))
    closure = StridedClosure(architecture)
    assert closure.contains(form)
    assert closure.contains(other) == decide(architecture, other).is_complex_member
    try:
        equations = closure.equations
    except UnsupportedError:
        return
    assert all(p.value(form) == 0 for p in equations[:20])
    assert all(p.value(other) == 0 for p in equations) == closure.contains(other)


@given(st.data(), strategies.architectures(max_layers=2, max_filter_size=3, max_stride=2))
def test_over_number_fields(data: st.DataObject, architecture: Architecture) -> None:
    form = compose(
        architecture,
        [data.draw(strategies.forms(k - 1, irrational=i == 0)) for i, k in enumerate(architecture.filter_sizes)],
    )
    assert StridedClosure(architecture).contains(form)


def test_limits() -> None:
    closure = StridedClosure(Architecture((9, 9, 9), (2, 2, 1)))
    with pytest.raises(UnsupportedError, match="minors"):
        _ = closure.equations
    assert closure.to_dict()["equations"] is None
    assert StridedClosure(Architecture((3, 2))).conditions == ()
    assert StridedClosure(Architecture((1, 1), (5, 1))).equations == ()


@pytest.mark.parametrize(
    ("k", "s"),
    [
        ((3, 2), (2, 1)),
        ((4, 2), (2, 1)),
        ((3, 3), (2, 1)),
        ((2, 2), (3, 1)),
        ((4, 2), (3, 1)),
        ((3, 2, 2), (2, 1, 1)),
        ((3, 2, 2), (2, 2, 1)),
        ((1, 3, 2), (2, 2, 1)),
    ],
)
def test_singular_exactly_where_the_derivatives_of_the_minors_drop(k: tuple[int, ...], s: tuple[int, ...]) -> None:
    """At compositions of random layers with small entries, which often have more roots in common than is needed."""
    architecture, draw = Architecture(k, s), random.Random(1)
    closure = StridedClosure(architecture)
    rows = [[p.derivative(i) for i in range(architecture.filter_size)] for p in closure.equations]
    met = set()
    for _ in range(40):
        layers = [BinaryForm([draw.choice((-2, -1, 0, 0, 1, 1, 2)) for _ in range(size)]) for size in k]
        form = compose(architecture, layers)
        if form.is_zero:
            continue
        found = rank([[d.value(form) for d in row] for row in rows])
        met.add(closure.is_singular_at(form))
        assert closure.is_singular_at(form) == (found < architecture.ambient_dimension - closure.dimension)
    assert met == {True, False} or not closure.singular_conditions
    assert closure.is_singular_at([0] * architecture.filter_size)


def test_singular_points_need_the_closure() -> None:
    with pytest.raises(BadInputError, match="not in the Zariski closure"):
        StridedClosure(Architecture((3, 2), (2, 1))).is_singular_at((1, 1, 0, 0, 1))
    assert not StridedClosure(Architecture((3, 2))).is_singular_at((0, 0, 0, 0))
    (where,) = StridedClosure(Architecture((3, 2), (2, 1))).singular_conditions
    assert (where.stride, where.degree) == (2, 2)
