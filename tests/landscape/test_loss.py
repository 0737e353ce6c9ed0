"""The square loss, from a target and from data."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from lcnsym.algebra.forms import BinaryForm
from lcnsym.errors import BadInputError
from lcnsym.landscape.loss import SquareLoss
from lcnsym.network.architecture import Architecture
from lcnsym.network.convolution import end_to_end_matrix

from .support import euclidean

pytestmark = pytest.mark.quick


@pytest.mark.parametrize("seed", range(6))
def test_data_give_the_sum_of_squared_errors(seed: int) -> None:
    rng = random.Random(seed)
    architecture = Architecture((2, 3), (seed % 2 + 1, 1), 3)
    width, height = architecture.sizes[0], architecture.sizes[-1]
    xs = [[Fraction(rng.randint(-9, 9), 2) for _ in range(width)] for _ in range(5)]
    ys = [[rng.randint(-9, 9) for _ in range(height)] for _ in range(5)]
    loss = SquareLoss.of_data(architecture, xs, ys)
    form = BinaryForm([rng.randint(-3, 3) for _ in range(architecture.filter_size)])
    matrix = end_to_end_matrix(architecture, form)
    error = sum(
        (sum(m * x for m, x in zip(row, sample, strict=True)) - y) ** 2
        for sample, answers in zip(xs, ys, strict=True)
        for row, y in zip(matrix, answers, strict=True)
    )
    assert loss.residual is not None
    assert loss.value(form) + loss.residual == error


def test_too_few_windows_are_explained() -> None:
    architecture = Architecture((2, 2))
    with pytest.raises(BadInputError, match="span a space of dimension 1, 3 is needed"):
        SquareLoss.of_data(architecture, [[1, 2, 3], [2, 4, 6]], [[1], [2]])


@pytest.mark.parametrize(
    ("gram", "message"),
    [
        ([[1, 0], [0, 1]], "2 x 2; the target has 3 coefficients, so it must be 3 x 3"),
        ([[1, 0, 0], [1, 1, 0], [0, 0, 1]], "symmetric"),
        ([[1, 0, 0], [0, 0, 0], [0, 0, 1]], "1 zero squares; it is singular"),
        ([[1, 0, 0], [0, -1, 0], [0, 0, 1]], "1 negative"),
    ],
)
def test_gram_matrices_that_are_refused(gram: list[list[int]], message: str) -> None:
    with pytest.raises(BadInputError, match=message):
        SquareLoss.with_gram(gram, BinaryForm((1, 2, 3)))


def test_definiteness_is_decided_exactly() -> None:
    tiny = Fraction(1, 10**40)
    SquareLoss.with_gram([[1, 1], [1, 1 + tiny]], BinaryForm((1, 2)))
    with pytest.raises(BadInputError, match="positive definite"):
        SquareLoss.with_gram([[1, 1], [1, 1 - tiny]], BinaryForm((1, 2)))


def test_irrational_targets_are_written_exactly() -> None:
    loss = SquareLoss.euclidean(BinaryForm.parse("1,sqrt(2)"))
    assert loss.value(BinaryForm((1, 0))) == 2
    assert [entry["minpoly"] if isinstance(entry, dict) else entry for entry in loss.to_dict()["target"]] == [
        "1",
        [-2, 0, 1],
    ]


def test_data_of_other_shapes_are_refused() -> None:
    architecture = Architecture((2, 2))
    with pytest.raises(BadInputError, match="as many of both"):
        SquareLoss.of_data(architecture, [[1, 2, 3]], [])
    with pytest.raises(BadInputError, match="input 0 has 2 entries"):
        SquareLoss.of_data(architecture, [[1, 2]], [[1]])


def test_value() -> None:
    assert euclidean(1, 2, 3).value(BinaryForm((0, 0, 0))) == 14
