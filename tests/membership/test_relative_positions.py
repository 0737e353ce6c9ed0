"""Positions within the closure, against what filters very near are: random ones, and ones made to leave M."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

import pytest

from lcnsym import Architecture, BinaryForm, decide
from lcnsym.theorems.methods.near_in_closure import filters_near
from tests.description.test_strided_description import some_filters

TWO_LEVELS = [
    Architecture(k, s)
    for k, s in (
        ((2, 2), (2, 1)),
        ((3, 2), (2, 1)),
        ((2, 2, 2), (1, 2, 1)),
        ((2, 2, 2), (2, 1, 1)),
        ((2, 2, 2), (1, 3, 1)),
        ((2, 3, 2), (1, 2, 1)),
        ((2, 2, 2, 2), (1, 1, 2, 1)),
        ((2, 2, 2, 2), (1, 2, 1, 1)),
        ((2, 2, 3), (1, 2, 1)),
        ((3, 2, 2), (2, 1, 1)),
        ((1, 2, 2), (2, 2, 1)),
    )
]


def position_of(architecture: Architecture, form: BinaryForm) -> str | None:
    found = decide(architecture, form).to_dict()["relative_position"]
    return None if found is None else str(found)


@pytest.mark.parametrize("architecture", TWO_LEVELS, ids=str)
def test_what_is_near(architecture: Architecture) -> None:
    """All filters near an interior one are members; near most of those on the boundary some that is not is found."""
    draw = random.Random(7)
    seen: Counter[str] = Counter()
    for form in some_filters(architecture, draw, 40):
        verdict = decide(architecture, form)
        position = position_of(architecture, form)
        assert (position == "outside") is not verdict.is_member
        if form.is_zero or position == "outside":
            continue
        others = [
            decide(architecture, other).is_member
            for other in filters_near(architecture, form, draw.randint(0, 9**9), 20)
        ]
        if position == "interior":
            assert all(others), form
        elif others:
            seen["left" if not all(others) else "not left"] += 1
    assert seen["not left"] <= seen["left"] // 4


@pytest.mark.quick
def test_the_first_example() -> None:
    architecture = Architecture((3, 2), (2, 1))
    for coefficients, position in (
        ((1, 0, 0, 0, -1), "interior"),
        ((1, 0, -2, 0, 1), "boundary"),
        ((1, 1, 1, 1, 0), "interior"),
        ((0, 0, 0, 0, 0), "boundary"),
        ((1, 0, 0, 0, 0), "boundary"),
        ((1, 0, 0, 0, 1), "outside"),
        ((1, 2, 3, 4, 5), "outside"),
    ):
        assert position_of(architecture, BinaryForm(coefficients)) == position


@pytest.mark.quick
def test_one_level_is_as_stride_one() -> None:
    strided, plain = Architecture((1, 2, 2), (3, 1, 1)), Architecture((2, 2))
    for form in (BinaryForm(c) for c in ((1, 0, -1), (1, 2, 1), (1, 0, 1), (0, 0, 0), (0, 1, 0))):
        assert position_of(strided, form.in_powers(3)) == str(decide(plain, form).position)


@pytest.mark.quick
def test_three_levels_are_not_decided() -> None:
    found = decide(Architecture((2, 2, 2), (2, 2, 1)), BinaryForm((1,) * 8)).to_dict()
    assert found["relative_position"] is None
    assert "at most 2 levels" in str(found["relative_position_note"])
    assert position_of(Architecture((2, 2, 2), (2, 2, 1)), BinaryForm((1, 1, 0, 0, 0, 0, 0, 1))) == "outside"


@pytest.mark.quick
def test_where_m_is_the_whole_closure_everything_is_interior() -> None:
    for architecture, fills in ((Architecture((2, 2), (2, 1)), True), (Architecture((3, 3), (2, 1)), True)):
        zero = BinaryForm((0,) * architecture.filter_size)
        assert (position_of(architecture, zero) == "interior") is fills
        draw = random.Random(3)
        for form in some_filters(architecture, draw, 30):
            assert position_of(architecture, form) in {"interior", "outside"}


@pytest.mark.quick
def test_irrational_filters() -> None:
    architecture = Architecture((2, 2, 2), (1, 2, 1))
    twice = "x^4 - 2*sqrt(2)*x^2*y^2 + 2*y^4"
    positions: Sequence[str | None] = [
        position_of(architecture, BinaryForm.parse(text)) for text in (twice, "1,0,-3*sqrt(2),0,4", "1,0,-5,0,4")
    ]
    assert positions == [position_of(architecture, BinaryForm((1, 0, -4, 0, 4))), positions[2], positions[2]]
    assert decide(architecture, BinaryForm.parse(twice)).position is None
