"""`lcnsym compare` and `lcnsym architectures`."""

from __future__ import annotations

import pytest

from lcnsym import Architecture, BinaryForm, decide
from tests.cli.support import CommandLine

pytestmark = pytest.mark.quick


def test_relation_and_witnesses(lcnsym: CommandLine) -> None:
    found = lcnsym.json("compare", "-k", "3,2", "-s", "2,1", "--with", "4,2")
    assert found["relation"] == "incomparable"
    witnesses = found["witnesses"]
    assert isinstance(witnesses, dict)
    first, second = Architecture((3, 2), (2, 1)), Architecture((4, 2))
    for name, inner, outer in (("in_first_only", first, second), ("in_second_only", second, first)):
        form = BinaryForm.parse(",".join(witnesses[name]))
        assert decide(inner, form).is_member
        assert not decide(outer, form).is_member
    assert "the end-to-end strides differ, 2 and 1" in lcnsym("compare", "-k", "3,2", "-s", "2,1", "--with", "4,2").err


def test_nothing_is_a_witness_for_equal_spaces(lcnsym: CommandLine) -> None:
    found = lcnsym.json("compare", "-k", "3,2,2", "--with", "4,1,2")
    assert found["relation"] == "equal"
    assert found["witnesses"] == {"in_first_only": None, "in_second_only": None}
    assert "they are equal" in lcnsym("compare", "-k", "3,2,2", "--with", "4,1,2").out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("-k", "3,2", "--with", "2,2"), "have 4 coefficients and those of k = (2,2) 3"),
        (("-k", "3,2", "--with", "2,0"), "--with: a filter size k_i is an integer from 1"),
        (("-k", "3,2", "--with", "2,3", "--with-strides", "1"), "--with: 1 strides were given for 2 layers"),
        (("-k", "3,2", "--with", "2x2"), "filters with one axis are compared"),
        (("-k", "3x2", "--with", "2"), "this command is for one-dimensional filters"),
    ],
)
def test_bad_input(lcnsym: CommandLine, words: tuple[str, ...], told: str) -> None:
    assert told in lcnsym.refused("compare", *words)


def test_architectures_of_one_class_have_one_function_space(lcnsym: CommandLine) -> None:
    rows = lcnsym.json("architectures", "--degree", "4")["architectures"]
    assert isinstance(rows, list)
    assert len(rows) == 8
    assert {tuple(row["k"]) for row in rows if row["filling"]} == {(5,), (3, 3)}
    by_class: dict[int, set[int]] = {}
    for row in rows:
        by_class.setdefault(row["class"], set()).add(sum(k % 2 == 0 for k in row["k"]))
        assert row["dimension"] == 1 + sum(k - 1 for k in row["k"])
    assert sorted(map(sorted, by_class.values())) == [[0], [2], [4]]
    # the class of a function space does not depend on what is listed
    filling = lcnsym.json("architectures", "--degree", "4", "--filling")["architectures"]
    assert filling == [row for row in rows if row["filling"]]


def test_what_cannot_be_listed(lcnsym: CommandLine) -> None:
    assert lcnsym.json("architectures", "--degree", "3", "--stride", "5") == {"architectures": []}
    assert "the list of over" in lcnsym.refused("architectures", "--degree", "100000")
    assert "--degree" in lcnsym.refused("architectures", "--degree", "0")
