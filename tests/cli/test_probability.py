"""`lcnsym probability`, and the numbers of components that `lcnsym architecture` prints."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lcnsym import membership_probability, space_components
from lcnsym.show.values.probabilities import probability_view
from tests.cli.support import CommandLine

pytestmark = pytest.mark.quick


def test_bounds_hold_the_closed_formula(lcnsym: CommandLine) -> None:
    """1/√2 lies between the decimals that are printed, and between the fractions of JSON."""
    words = ("probability", "-k", "2,2", "--bits", "40")
    found = lcnsym.json(*words)
    assert found["distribution"] == "rotation-invariant"
    probability = found["probability"]
    assert isinstance(probability, dict)
    lo, hi = map(Fraction, probability["interval"])
    shown = [Fraction(word) for word in lcnsym(*words).out.split() if word.startswith("0.")]
    assert len(shown) == 2
    assert shown[0] <= lo < hi <= shown[1]
    for low, high in ((lo, hi), shown):
        assert 2 * low * low < 1 < 2 * high * high
        assert high - low < Fraction(1, 2**39)


def test_certain_answers(lcnsym: CommandLine) -> None:
    assert lcnsym.json("probability", "-k", "3,2")["probability"] == "1"
    assert lcnsym.json("probability", "-k", "3,2", "-s", "2,1", "--distribution", "normal")["probability"] == "0"
    assert lcnsym.json("probability", "-k", "2x2,2x1")["probability"] == "0"


def test_few_bits_are_rounded_outward() -> None:
    found = membership_probability((3, 2, 2), bits=1)
    shown = [Fraction(word) for word in probability_view(found).text().split() if word[:2] in ("0.", "1.")]
    assert shown[0] <= found.bounds[0] < found.bounds[1] <= shown[1] <= 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("-k", "2,2", "--bits", "0"), "--bits takes an integer from 1 to 100, '0' was given"),
        (("-k", "2,2", "--bits", "few"), "'few' was given"),
        (("-k", "2,2", "--distribution", "norml"), "'norml' was given; did you mean normal?"),
        (("-k", "2,0"), "a filter size k_i is an integer from 1"),
        (("-k", "2,8"), "known up to degree 5, k = (2,8) has degree 8"),
        (("-k", "3,2,2,2", "--distribution", "normal"), "known up to degree 4"),
        ((), "-k"),
    ],
)
def test_bad_input(lcnsym: CommandLine, words: tuple[str, ...], told: str) -> None:
    assert told in lcnsym.refused("probability", *words)


@pytest.mark.parametrize("k", ["3,2", "2,2", "2,2,2", "3,2,2"])
def test_components(lcnsym: CommandLine, k: str) -> None:
    expected = space_components(tuple(map(int, k.split(","))))
    found = lcnsym.json("architecture", "-k", k)["components"]
    assert found == {
        "interior": expected.interior,
        "boundary": expected.boundary,
        "complement": expected.complement,
    }
    told = f"interior {expected.interior}, boundary {expected.boundary}, complement {expected.complement}"
    assert told in lcnsym("architecture", "-k", k).out


def test_components_where_they_are_not_known(lcnsym: CommandLine) -> None:
    assert lcnsym.json("architecture", "-k", "3,2", "-s", "2,1")["components"] is None
    assert lcnsym.json("architecture", "-k", "2x2,2x1")["components"] is None
    assert (
        lcnsym.json("architecture", "-k", "2x1,2x1")["components"]
        == lcnsym.json("architecture", "-k", "2,2")["components"]
    )
    assert "components" not in lcnsym("architecture", "-k", "3,2", "-s", "2,1").out
