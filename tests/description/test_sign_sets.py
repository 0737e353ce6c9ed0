"""Boxes of sign vectors hold what they should and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym.description.sign_sets import Box, SignVector, boxes, sign_vectors

pytestmark = pytest.mark.quick


def holds(box: Box, vector: SignVector) -> bool:
    return all(sign in signs for sign, signs in zip(vector, box, strict=True))


@given(st.integers(0, 3), st.data())
def test_all_wanted_and_none_that_is_unwanted(length: int, data: st.DataObject) -> None:
    kinds = {vector: data.draw(st.sampled_from("wfu")) for vector in sign_vectors(length)}
    wanted = [vector for vector, kind in kinds.items() if kind == "w"]
    found = boxes(wanted, [vector for vector, kind in kinds.items() if kind == "f"], length)
    assert all(any(holds(box, vector) for box in found) for vector in wanted)
    assert not any(holds(box, vector) for box in found for vector, kind in kinds.items() if kind == "u")
    assert len(found) <= len(wanted)


def test_conditions_are_left_out_where_they_can_be() -> None:
    everything = sign_vectors(2)
    assert boxes(everything, [], 2) == ((frozenset({-1, 0, 1}),) * 2,)
    positive = [vector for vector in everything if vector[1] == 1]
    assert boxes(positive[:1], positive[1:], 2) == ((frozenset({-1, 0, 1}), frozenset({1})),)


def test_equalities_stay_equalities() -> None:
    assert boxes([(0,)], [(-1,)], 1) == ((frozenset({0}),),)
