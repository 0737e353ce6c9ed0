"""One line for what is no integer in a range."""

from __future__ import annotations

import numpy as np
import pytest

from lcnsym.errors import BadInputError, require_integer, require_integers

pytestmark = pytest.mark.quick


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (True, "'True' (bool)"),
        (np.True_, "'True' (bool)"),
        (2.0, "'2.0' (float)"),
        ("2", "'2' (str)"),
        (None, "'None' (NoneType)"),
        (-1, "'-1'"),
        (11, "'11'"),
        pytest.param(10**6000, "one with thousands of digits", id="long"),
        ("a\nb" * 99, "'a ba ba ba ba ba b…a ba ba ba ba ba b (297 characters)' (str)"),
    ],
)
def test_other_values(value: object, told: str) -> None:
    with pytest.raises(BadInputError) as caught:
        require_integer(value, "the size", 0, 10)
    assert str(caught.value) == f"the size is an integer from 0 to 10, {told} was given"
    with pytest.raises(BadInputError) as again:
        require_integers((1, value), "the size", 0, 10)
    assert str(again.value) == str(caught.value)


@pytest.mark.parametrize(
    ("least", "most", "told"),
    [
        (None, None, "an integer"),
        (1, None, "a positive integer"),
        (2, None, "an integer ≥ 2"),
        (None, 3, "an integer up to 3"),
    ],
)
def test_ranges(least: int | None, most: int | None, told: str) -> None:
    with pytest.raises(BadInputError, match=f"n is {told}, 'x' "):
        require_integer("x", "n", least, most)
    assert require_integer(3, "n", least, most) == 3


def test_ints_come_back() -> None:
    assert type(require_integer(np.int64(3), "n", 1)) is int
    found = require_integers(np.array([3, 4]), "n", 1)
    assert found == (3, 4)
    assert all(type(value) is int for value in found)
    assert require_integers(iter([3, 4]), "n") == (3, 4)
    for given in ("34", b"34", 34, None):
        with pytest.raises(BadInputError, match="a sequence of integers is required"):
            require_integers(given, "n")
