"""Balls, bins, packings and problems as values, and what they refuse."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given

from lcnsym import Architecture, BadInputError, Balls, Bins, Packing, PackingProblem, RootPattern, UnsupportedError
from lcnsym.fibres.problem import number_of_complex_packings

from .problems import problems

pytestmark = pytest.mark.quick


@given(problems(feasible=True))
def test_values_are_copied_pickled_and_hashed(problem: PackingProblem) -> None:
    packing = problem.first()
    assert packing is not None
    for value in (problem, problem.balls, problem.bins, packing):
        assert pickle.loads(pickle.dumps(value)) == value == copy.deepcopy(value)  # noqa: S301 - our own values
        assert hash(copy.deepcopy(value)) == hash(value)
    assert Packing.from_dict(packing.to_dict()) == packing
    assert packing.to_dict()["text"] == str(packing)


def test_balls_and_bins_of_patterns_and_architectures() -> None:
    assert Balls.of_pattern(RootPattern((3, 1), (2, 1))) == Balls((1, 3), (1, 2))
    assert Balls.of_partition([2, 1]) == Balls((1, 2))
    assert Balls((1, 3), (1, 2)).colours == (-1, -2, 1, 2)
    assert Bins.of_architecture(Architecture((3, 1, 2))) == Bins((2, 0, 1))
    # the last stride does not matter
    assert Bins.of_architecture(Architecture((3, 2), (1, 2))) == Bins((2, 1))


def test_nothing_fills_nothing_once() -> None:
    for capacities in ((), (0,), (0, 0)):
        problem = PackingProblem(Balls(()), Bins(capacities), compatible=True)
        assert problem.count() == len(list(problem.packings())) == 1
        assert problem.sample(2, seed=0) == (problem.first(),) * 2
        packing = problem.first()
        assert packing is not None
        assert packing.bins == ((),) * len(capacities)


@pytest.mark.parametrize(
    ("misuse", "text"),
    [
        (lambda: PackingProblem(Balls((1, 1)), Bins((3,))), "total size 2 .* total capacity 3"),
        (lambda: PackingProblem((1, 1), Bins((2,))), "tuple and Bins"),
        (lambda: Balls((0, 1)), "positive integer, '0' was given"),
        (lambda: Balls((1.5,)), "'1.5' .float. was given"),
        (lambda: Balls((True,)), "'True' .bool. was given"),
        (lambda: Balls(3), "sequence of integers is required, '3'"),
        (lambda: Balls("12"), "sequence of integers"),
        (lambda: Balls((10**7,)), "at most 1000000"),
        (lambda: Balls.of_pattern("112|0"), "a RootPattern is required, a str"),
        (lambda: Balls.of_partition([1, -1]), "'-1' was given"),
        (lambda: Bins((-1,)), "integer ≥ 0, '-1' was given"),
        (lambda: Bins((10**7,)), "at most 1000000"),
        (lambda: Bins.of_architecture((3, 2)), "an Architecture is required, a tuple"),
        (lambda: number_of_complex_packings(Architecture((3, 2)), (2, 2)), "total size 4 .* total capacity 3"),
        (lambda: Packing.of_bins([[1], [3]]), "without gaps"),
        (lambda: Packing.of_bins([[0]]), "without gaps"),
        (lambda: Packing.from_dict({}), "list of lists"),
        (lambda: Packing.from_dict({"bins": [1]}), "sequence of integers"),
    ],
)
def test_misuse_is_told_in_one_line(misuse: object, text: str) -> None:
    with pytest.raises(BadInputError, match=text) as caught:
        misuse()  # type: ignore[operator]
    assert "\n" not in str(caught.value)


def test_strides_that_matter_are_not_supported() -> None:
    with pytest.raises(UnsupportedError, match="stride one"):
        Bins.of_architecture(Architecture((3, 2), (2, 1)))
