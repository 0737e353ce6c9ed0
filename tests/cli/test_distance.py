"""`lcnsym distance`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.support import CommandLine

pytestmark = pytest.mark.quick

NEAR = ("-k", "3,2,2", "--filter", "1,0,2,0,3")


def test_keys_and_values(lcnsym: CommandLine) -> None:
    found = lcnsym.json("distance", *NEAR)
    assert found["distance"] == found["distance_squared"] == "1"
    assert found["nearest"] == [{"pattern": "2|1", "filter": ["0", "0", "2", "0", "3"]}]
    assert (found["unique"], found["proof"], found["example"]) == (True, "count", None)
    assert "0, 0, 2, 0, 3  (2|1)" in lcnsym("distance", *NEAR).out


def test_sets(lcnsym: CommandLine) -> None:
    assert lcnsym.json("distance", *NEAR, "--to", "boundary")["distance"] == "1"
    by_pattern = lcnsym.json("distance", *NEAR, "--to", "stratum:4|0")
    assert by_pattern["distance_squared"] == lcnsym.json("distance", *NEAR, "--to", "stratum:4")["distance_squared"]
    assert "the closures of the strata 112|0, 2|1" in lcnsym("distance", *NEAR, "--to", "stratum:2,1,1").out
    nothing = lcnsym.json("distance", "-k", "3,2", "--filter", "1,2,3,4", "--to", "boundary")
    assert nothing["distance"] is None
    assert nothing["nearest"] == []
    assert "its boundary is empty" in lcnsym("distance", "-k", "3", "--filter", "1,2,3", "--to", "boundary").out


def test_gram_matrices(lcnsym: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "gram.json"
    path.write_text(json.dumps([[1, 0, 0], [0, "1/2", 0], [0, 0, 1]]), encoding="ascii")
    # eigenvalues 1 and 4 of a symmetric matrix
    found = lcnsym.json("distance", "-k", "2,2", "--filter", "1,0,4", "--gram", str(path))
    assert found["distance"] == "1"
    assert "given" in lcnsym("distance", "-k", "2,2", "--filter", "1,0,4", "--gram", str(path)).out


def test_minimal_polynomials(lcnsym: CommandLine) -> None:
    words = ("-k", "2,2", "--filter", "2,1,3")
    assert lcnsym.json("distance", *words)["distance_squared"]["minpoly"] is None  # type: ignore[index]
    minpoly = lcnsym.json("distance", *words, "--minimal-polynomials")["distance_squared"]["minpoly"]  # type: ignore[index]
    assert isinstance(minpoly, list)
    assert len(minpoly) == 5


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("-k", "3,2", "--filter", "1,2"), "4"),
        ((*NEAR, "--to", "somewhere"), "--to is one of function-space, boundary, stratum:112|0"),
        ((*NEAR, "--to", "stratum:2,1"), "have the sum 3, not 4"),
        ((*NEAR, "--to", "stratum:3|0"), "has degree 3"),
        ((*NEAR, "--to", "stratum:x"), "after --to stratum: stands a root pattern"),
        ((*NEAR, "--timeout", "0"), "--timeout"),
        (("-k", "2x2,2x2", "--filter", "1,0,1"), "a 3x3 tensor has 9 entries"),
    ],
)
def test_bad_input(lcnsym: CommandLine, words: tuple[str, ...], told: str) -> None:
    assert told in lcnsym.refused("distance", *words)


def test_several_axes(lcnsym: CommandLine) -> None:
    rank_one = ("-k", "2x1,1x2", "--filter", "3,0,0,2")
    found = lcnsym.json("distance", *rank_one)
    assert found["distance"] == "2"
    assert found["nearest"] == [{"pattern": None, "filter": ["3", "0", "0", "0"]}]
    assert lcnsym.json("distance", *rank_one, "--to", "boundary")["distance"] == "2"
    assert "filters with one axis" in lcnsym.refused("distance", *rank_one, "--to", "stratum:2,1,1")
    assert "a theorem is missing" in lcnsym.refused("distance", *rank_one, "--to", "stratum:2|0")
