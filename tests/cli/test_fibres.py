"""The commands packings and fibre: what they list, how much of it, and how they count."""

from __future__ import annotations

from itertools import islice
from math import comb, factorial

import pytest

from .support import CommandLine

pytestmark = pytest.mark.quick

TWOS = ",".join(["2"] * 40)
ONES = ",".join(["1"] * 40)


def test_packings_are_counted_and_listed(lcnsym: CommandLine) -> None:
    assert lcnsym.json("packings", "-k", "3,2,2", "--pattern", "112|0", "--compatible") == {
        "count": 5,
        "packings": [
            [[1, 2], [3], [3]],
            [[1, 3], [2], [3]],
            [[1, 3], [3], [2]],
            [[2, 3], [1], [3]],
            [[2, 3], [3], [1]],
        ],
        "complete": True,
    }


def test_pairs_have_negative_colours(lcnsym: CommandLine) -> None:
    assert lcnsym.json("packings", "-k", "3,2", "--pattern", "1|1")["packings"] == [[[-1], [1]]]


def test_no_packings(lcnsym: CommandLine) -> None:
    assert lcnsym.json("packings", "-k", "2,2", "--pattern", "0|1") == {"count": 0, "packings": [], "complete": True}
    assert "0" in lcnsym("packings", "-k", "2,2", "--pattern", "0|1").out


def test_compatible_packings_have_no_two_balls_of_a_colour_in_a_bin(lcnsym: CommandLine) -> None:
    words = ("packings", "-k", "4,3,3", "--pattern", "122|1")
    everything = lcnsym.json(*words)
    compatible = lcnsym.json(*words, "--compatible")
    good = [p for p in everything["packings"] if all(len(set(colours)) == len(colours) for colours in p)]
    assert compatible == {"count": len(good), "packings": good, "complete": True}
    assert 0 < len(good) < everything["count"] == len(everything["packings"])


@pytest.mark.parametrize("compatible", [(), ("--compatible",)])
def test_a_partition_is_a_pattern_over_the_complex_numbers(lcnsym: CommandLine, compatible: tuple[str, ...]) -> None:
    by_partition = lcnsym.json("packings", "-k", "3,2,2", "--partition", "2,1,1", *compatible)
    assert by_partition == lcnsym.json("packings", "-k", "3,2,2", "--pattern", "112|0", *compatible)


def test_only_the_count(lcnsym: CommandLine) -> None:
    assert lcnsym.json("packings", "-k", "3,2,2", "--pattern", "112|0", "--count") == {"count": 7}
    shown = lcnsym("packings", "-k", "3,2,2", "--pattern", "112|0", "--count").out
    assert "7" in shown
    assert "p3 . p3" not in shown


def test_a_limit_cuts_the_list_and_not_the_count(lcnsym: CommandLine) -> None:
    everything = lcnsym.json("packings", "-k", "3,2,2", "--pattern", "112|0")
    for limit in (1, 3, 7, 1_000_000):
        cut = lcnsym.json("packings", "-k", "3,2,2", "--pattern", "112|0", "--limit", str(limit))
        assert cut == {"count": 7, "packings": everything["packings"][:limit], "complete": True}
    shown = lcnsym("packings", "-k", "3,2,2", "--pattern", "112|0", "--limit", "2").out
    assert shown.splitlines()[-3:] == ["p1 p2 . p3 . p3", "p1 p3 . p2 . p3", "… and 5 more"]


def test_huge_counts_are_printed_in_full(lcnsym: CommandLine) -> None:
    words = ("packings", "-k", TWOS, "--partition", ONES)
    assert lcnsym.json(*words, "--count") == {"count": factorial(40)}
    assert f'"count": {factorial(40)}' in lcnsym(*words, "--limit", "1", "--json").out
    assert lcnsym.json("packings", "-k", "1001,1001", "--partition", ",".join(["1"] * 2000), "--count") == {
        "count": comb(2000, 1000)
    }


def test_the_fibre_of_a_filter(lcnsym: CommandLine) -> None:
    document = lcnsym.json("fibre", "-k", "2,2", "--filter", "2,-6,4")
    assert document["count"] == 2
    assert document["finite"] is True
    assert document["pattern"] == {"text": "11|0", "real": [1, 1], "complex": []}
    assert [root["value"] for root in document["roots"]] == ["1", "2"]
    assert [found["filters"] for found in document["factorizations"]] == [
        [["2", "-2"], ["1", "-2"]],
        [["2", "-4"], ["1", "-1"]],
    ]
    assert [found["packing"] for found in document["factorizations"]] == [[[1], [2]], [[2], [1]]]


@pytest.mark.parametrize(
    ("k", "coefficients"),
    [("3,2,2", "1,0,-5,0,4"), ("3,2,2", "3,-1,0,0,0"), ("4,2", "0,0,1,-2,1"), ("3,3", "1,0,2,0,1"), ("2,1,2", "0,2,2")],
)
def test_factorizations_compose_to_the_filter(lcnsym: CommandLine, k: str, coefficients: str) -> None:
    document = lcnsym.json("fibre", "-k", k, "--filter", coefficients)
    assert document["count"] == len(document["factorizations"]) > 0
    for found in document["factorizations"]:
        layers = ";".join(",".join(layer) for layer in found["filters"])
        assert lcnsym.json("compose", "-k", k, "--filters", layers)["filter"] == coefficients.split(",")


def test_irrational_layers_are_exact(lcnsym: CommandLine) -> None:
    found = lcnsym.json("fibre", "-k", "2,2", "--filter", "1,0,-2")["factorizations"]
    first, second = (found[0]["filters"][layer][1] for layer in (0, 1))
    assert first["minpoly"] == second["minpoly"] == [-2, 0, 1]
    assert first["approx"] == pytest.approx(2**0.5)
    assert second["approx"] == pytest.approx(-(2**0.5))


def test_a_fibre_may_be_empty(lcnsym: CommandLine) -> None:
    document = lcnsym.json("fibre", "-k", "2,2", "--filter", "1,0,1")
    assert (document["count"], document["finite"], document["factorizations"]) == (0, True, [])


def test_the_fibre_of_the_zero_filter_is_infinite(lcnsym: CommandLine) -> None:
    document = lcnsym.json("fibre", "-k", "3,2", "--filter", "0,0,0,0")
    assert document["count"] is None
    assert document["finite"] is False
    assert document["factorizations"] == []
    assert "infinite" in document["reason"]
    shown = lcnsym("fibre", "-k", "3,2", "--filter", "0,0,0,0").out
    assert "infinitely many" in shown
    assert "{w_i = 0}" in shown


def test_compatible_and_limited_fibres(lcnsym: CommandLine) -> None:
    words = ("fibre", "-k", "3,2,2", "--filter", "1,-1,0,0,0")
    everything, compatible = lcnsym.json(*words), lcnsym.json(*words, "--compatible")
    assert (everything["count"], compatible["count"]) == (3, 1)
    limited = lcnsym.json(*words, "--limit", "2")
    assert limited == {**everything, "factorizations": everything["factorizations"][:2]}
    assert lcnsym(*words, "--limit", "2").out.splitlines()[-1] == "… and 1 more"


def test_fibres_and_packings_agree(lcnsym: CommandLine) -> None:
    document = lcnsym.json("fibre", "-k", "3,3,2", "--filter", "1,0,1,0,0,0", "--limit", "4")
    packings = lcnsym.json("packings", "-k", "3,3,2", "--pattern", document["pattern"]["text"])
    assert document["count"] == packings["count"]
    listed = [found["packing"] for found in document["factorizations"]]
    assert listed == list(islice(packings["packings"], 4))


def test_rounding_is_told(lcnsym: CommandLine) -> None:
    run = lcnsym("fibre", "-k", "2,2", "--filter", "1,0,-0.501", "--rationalize", "3", "--json")
    assert run.status == 0
    assert run.document["rationalized"]["bits"] == 3
    assert "1/1000" in run.err
