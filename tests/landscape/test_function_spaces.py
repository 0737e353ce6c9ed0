"""Function spaces as values: laws of order, equality and hashing, and that questions reach what answers them."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcnsym import (
    Architecture,
    BinaryForm,
    FunctionSpace,
    TensorArchitecture,
    TensorForm,
    architectures_of_degree,
    compare_spaces,
    decide,
    describe,
)
from lcnsym.errors import BadInputError, InconclusiveError, UnsupportedError
from lcnsym.membership.positions import Position

pytestmark = pytest.mark.quick

QUARTICS = [FunctionSpace(a) for s in (1, 2, 3) for a in architectures_of_degree(4, s)]


def test_order_equality_and_hashing_agree_with_comparisons() -> None:
    for first, second in product(QUARTICS, repeat=2):
        relation = str(compare_spaces(first.architecture, second.architecture).relation)  # type: ignore[arg-type]
        assert (first == second) is (relation == "equal")
        assert (first != second) is (relation != "equal")
        assert (first <= second) is (relation in {"equal", "subset"})
        assert (first < second) is (relation == "subset")
        assert (first >= second) is (relation in {"equal", "superset"})
        assert (first > second) is (relation == "superset")
        if first == second:
            assert hash(first) == hash(second)
    assert len(set(QUARTICS)) < len(QUARTICS)
    for a, b, c in product(QUARTICS[:6], repeat=3):
        assert not (a <= b <= c) or a <= c


def test_function_spaces_of_other_sizes() -> None:
    first, second = FunctionSpace(Architecture((2, 2))), FunctionSpace(Architecture((2, 3)))
    assert first != second
    with pytest.raises(BadInputError, match="3 coefficients"):
        assert first <= second
    assert first != "M"
    with pytest.raises(TypeError):
        assert first <= 3  # type: ignore[operator]
    with pytest.raises(BadInputError, match="Architecture"):
        FunctionSpace(3)  # type: ignore[arg-type]
    assert FunctionSpace((2, 2)) == first  # type: ignore[arg-type]
    assert first.contains([1, 2, 1])
    assert first.distance("x^2 + 4y^2").exact_squared == 1


@settings(max_examples=60)
@given(st.sampled_from(QUARTICS), st.integers(0, 10**6), st.sampled_from([None, *Position]))
def test_samples_are_where_they_are_asked_for(space: FunctionSpace, seed: int, position: Position | None) -> None:
    architecture = space.architecture
    try:
        form = space.sample(position, seed)
    except BadInputError:
        if architecture.is_stride_one:
            assert space.is_filling
            assert position in {Position.BOUNDARY, Position.OUTSIDE}
        else:
            assert position in {Position.BOUNDARY, Position.INTERIOR}
        return
    assert space.sample(position, seed) == form
    assert space.contains(form) is (form in space) is (position is not Position.OUTSIDE)
    assert space.position(form) == decide(architecture, form).position
    if position is not None and architecture.is_stride_one:
        assert space.position(form) is position


def test_other_questions_reach_what_answers_them() -> None:
    architecture = Architecture((3, 2, 2))
    space = FunctionSpace(architecture)
    assert str(space) == "the function space of k = (3,2,2)"
    assert (space.dimension, space.is_filling) == (5, False)
    assert space.describe() == describe(architecture)
    assert space.closure.equations == ()
    assert " ".join(map(str, space.strata)) == "1111|0 112|0 22|0 13|0 4|0 11|1 2|1"
    strided = FunctionSpace(Architecture((3, 2), (2, 1)))
    (equation,) = strided.closure.equations
    assert str(strided.relative_position([1, 0, 0, 0, -1])) == "interior"
    assert space.relative_position([1, 0, -5, 0, 4]) is Position.INTERIOR
    assert str(equation) == "w0*w3^2 + w1^2*w4 - w1*w2*w3"
    with pytest.raises(UnsupportedError, match=r"describe\(\)"):
        str(strided.strata)
    assert space.project(BinaryForm((1, 0, 2, 0, 3))) == (BinaryForm((0, 0, 2, 0, 3)),)
    with pytest.raises(BadInputError, match="'inside'"):
        space.sample("inside")


def test_several_axes_say_which_theorem_is_missing() -> None:
    space, other = (FunctionSpace(TensorArchitecture(f)) for f in ([(2, 2), (2, 2)], [(2, 2), (1, 2), (2, 1)]))
    form = space.sample(seed=3)
    assert isinstance(form, TensorForm)
    assert space.contains(form)
    assert not space.contains(space.sample("outside", 1))
    assert space.dimension == 7
    assert space == FunctionSpace(TensorArchitecture([(2, 2), (2, 2)]))
    assert space <= FunctionSpace(TensorArchitecture([(3, 3)]))
    assert space != other
    with pytest.raises(InconclusiveError, match="multidegrees"):
        assert other <= space
    with pytest.raises(InconclusiveError, match="multidegrees"):
        assert FunctionSpace(TensorArchitecture([(2, 2), (1, 3)])) == FunctionSpace(
            TensorArchitecture([(1, 3), (2, 2)])
        )
    assert space.distance(form).is_zero
    assert space.project(form) == (form,)
    with pytest.raises(UnsupportedError, match="strata: for filters with several axes a theorem is missing"):
        space.distance_to_strata(["2|0"], form)
    with pytest.raises(UnsupportedError, match="a theorem is missing"):
        space.describe()
    with pytest.raises(UnsupportedError, match="a theorem is missing"):
        str(space.closure)
    with pytest.raises(BadInputError, match="different sizes"):
        assert space <= FunctionSpace(TensorArchitecture([(4, 3)]))
