"""Root patterns: their number, order, text, strata and closure order."""

from __future__ import annotations

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym.errors import BadInputError
from lcnsym.membership.closure_order import closure_graph, degenerations, in_closure
from lcnsym.membership.patterns import RootPattern, number_of_patterns, patterns_of_degree

pytestmark = pytest.mark.quick

patterns = st.builds(
    lambda real, pairs: RootPattern(tuple(real), tuple(pairs)),
    st.lists(st.integers(1, 12), max_size=4),
    st.lists(st.integers(1, 11), max_size=3),
)


def test_the_slides_order_in_degree_four() -> None:
    texts = [str(p) for p in patterns_of_degree(4)]
    assert texts == ["1111|0", "112|0", "22|0", "13|0", "4|0", "11|1", "2|1", "0|11", "0|2"]


def test_numbers_of_patterns() -> None:
    """Literature: the coefficients of Π 1/((1−q^i)(1−q^{2i}))."""
    assert [len(patterns_of_degree(n)) for n in range(1, 9)] == [1, 3, 4, 9, 12, 23, 31, 54]
    for n in range(14):
        listed = patterns_of_degree(n)
        assert len(listed) == len(set(listed)) == number_of_patterns(n)
        assert all(p.degree == n for p in listed)


def test_degree_zero_has_the_empty_pattern() -> None:
    assert patterns_of_degree(0) == (RootPattern((), ()),)
    assert str(RootPattern((), ())) == "0|0"


@given(patterns)
def test_text_and_dictionary_round_trip(pattern: RootPattern) -> None:
    assert RootPattern.parse(str(pattern)) == pattern
    assert RootPattern.from_dict(pattern.to_dict()) == pattern


@pytest.mark.parametrize(
    ("text", "real", "pairs"),
    [
        ("112|0", (1, 1, 2), ()),
        ("0|11", (), (1, 1)),
        ("1,12|0", (1, 12), ()),
        ("12,|0", (12,), ()),
        ("211|0", (1, 1, 2), ()),
        ("1|10,", (1,), (10,)),
        ("0|0", (), ()),
    ],
)
def test_texts(text: str, real: tuple[int, ...], pairs: tuple[int, ...]) -> None:
    assert RootPattern.parse(text) == RootPattern(real, pairs)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "|",
        "1",
        "1|",
        "|1",
        "1|0|0",
        "10|0",
        "a|0",
        "1,,2|0",
        "-1|0",
        "1.5|0",
        "\u0661|0",
        "1|0 0",
        "0,1|0",
    ],
)
def test_bad_texts(text: str) -> None:
    with pytest.raises(BadInputError):
        RootPattern.parse(text)


@given(patterns)
def test_degenerations_cover(pattern: RootPattern) -> None:
    """One step down keeps the degree and drops the dimension by 1, or by 2 when pairs collide and Σρ stays."""
    for below in degenerations(pattern):
        drop = pattern.dimension - below.dimension
        assert below.degree == pattern.degree
        assert drop == (2 if below.complex_pairs == pattern.complex_pairs and below.real == pattern.real else 1)


@pytest.mark.parametrize("degree", range(1, 9))
def test_closure_graph_is_the_hasse_diagram_of_an_order(degree: int) -> None:
    graph = closure_graph(degree)
    assert networkx.is_directed_acyclic_graph(graph)
    assert set(networkx.transitive_reduction(graph).edges) == set(graph.edges)
    bottom = RootPattern((degree,), ())
    assert [p for p in graph if graph.out_degree(p) == 0] == [bottom]
    assert all(p.dimension == degree + 1 for p in graph if graph.in_degree(p) == 0)
    assert sum(graph.in_degree(p) == 0 for p in graph) == degree // 2 + 1
    for above in graph:
        descendants = {above, *networkx.descendants(graph, above)}
        assert descendants == {p for p in graph if in_closure(p, above)}


def test_closure_of_quartics_by_hand() -> None:
    parse = RootPattern.parse
    assert in_closure(parse("22|0"), parse("0|2")) is False
    assert in_closure(parse("4|0"), parse("0|2"))
    assert in_closure(parse("22|0"), parse("0|11"))
    assert in_closure(parse("2|1"), parse("0|11"))
    assert in_closure(parse("112|0"), parse("11|1"))
    assert not in_closure(parse("112|0"), parse("0|11"))
    assert not in_closure(parse("13|0"), parse("0|11"))
    assert not in_closure(parse("3|0"), parse("1111|0"))


def test_stratum_dimensions() -> None:
    assert RootPattern.parse("1111|0").dimension == 5
    assert RootPattern.parse("4|0").dimension == 2
    assert RootPattern.parse("0|2").dimension == 3
