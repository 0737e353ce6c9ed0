"""The packings of all root patterns of an architecture, one by one and together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym import Architecture, Balls, Bins, PackingProblem, RootPattern, patterns_of_degree
from lcnsym.errors import BadInputError, InconclusiveError, UnsupportedError
from lcnsym.fibres.balls import MAX_TOTAL
from lcnsym.fibres.compatibility import PatternPackings, all_pattern_packings, pattern_packings
from lcnsym.fibres.estimates_patterns import MAX_BYTES, table_bytes
from lcnsym.strategies import architectures

MAX_DEGREE = 9

EXAMPLES = {
    (3, 2, 2): {
        "1111|0": "p1 p2 . p3 . p4",
        "112|0": "p1 p2 . p3 . p3",
        "22|0": "p1 p2 . p1 . p2",
        "13|0": "p1 p2 . p2 . p2",
        "4|0": None,
        "11|1": "q1 . p1 . p2",
        "2|1": "q1 . p1 . p1",
        "0|2": None,
        "0|11": None,
    },
    (4, 2): {
        "1111|0": "p1 p2 p3 . p4",
        "112|0": "p1 p2 p3 . p3",
        "22|0": None,
        "13|0": None,
        "4|0": None,
        "11|1": "p1 q1 . p2",
        "2|1": "p1 q1 . p1",
        "0|2": None,
        "0|11": None,
    },
}


def table(*sizes: int) -> dict[RootPattern, PatternPackings]:
    """The whole table of an architecture."""
    return dict(all_pattern_packings(Architecture(sizes)))


@pytest.mark.quick
@pytest.mark.parametrize("sizes", EXAMPLES)
def test_the_tables_of_the_slides(sizes: tuple[int, ...]) -> None:
    found = {str(pattern): packings for pattern, packings in table(*sizes).items()}
    assert {text: p.example and str(p.example) for text, p in found.items()} == EXAMPLES[sizes]
    assert {text: p.is_compatible for text, p in found.items()} == {
        text: example is not None for text, example in EXAMPLES[sizes].items()
    }


@pytest.mark.quick
def test_a_table_by_hand() -> None:
    counts = {str(p): (found.packings, found.compatible_packings) for p, found in table(2, 2).items()}
    assert counts == {"11|0": (2, 2), "2|0": (1, 1), "0|1": (0, 0)}


@given(architectures().filter(lambda found: found.degree <= MAX_DEGREE))
def test_together_as_one_by_one(architecture: Architecture) -> None:
    found = list(all_pattern_packings(architecture))
    assert tuple(pattern for pattern, _ in found) == patterns_of_degree(architecture.degree)
    assert all(packings == pattern_packings(architecture, pattern) for pattern, packings in found)


@pytest.mark.quick
@pytest.mark.parametrize(
    "sizes", [(1,), (1, 1), (2,), (10,), (1, 6, 1), (2,) * 9, (1, 3, 3, 3, 3), (7, 2, 2), (2, 4, 6)]
)
def test_together_as_one_by_one_at_the_edges(sizes: tuple[int, ...]) -> None:
    for pattern, packings in all_pattern_packings(Architecture(sizes)):
        assert packings == pattern_packings(Architecture(sizes), pattern), str(pattern)


@given(st.sampled_from([(6, 6, 6, 6), (5, 3, 3, 3, 3, 3, 3, 3), (9, 9), (2, 3, 4, 5, 6)]), st.data())
def test_larger_degrees_as_listed(sizes: tuple[int, ...], data: st.DataObject) -> None:
    if sizes not in LARGE:
        LARGE[sizes] = list(all_pattern_packings(Architecture(sizes)))
    pattern, packings = data.draw(st.sampled_from(LARGE[sizes]))
    assert packings == pattern_packings(Architecture(sizes), pattern)


LARGE: dict[tuple[int, ...], list[tuple[RootPattern, PatternPackings]]] = {}


@pytest.mark.quick
@given(architectures().filter(lambda found: found.degree <= MAX_DEGREE), st.booleans(), st.data())
def test_the_first_packing_is_the_first_listed(
    architecture: Architecture, compatible: bool, data: st.DataObject
) -> None:
    pattern = data.draw(st.sampled_from(patterns_of_degree(architecture.degree)))
    problem = PackingProblem(Balls.of_pattern(pattern), Bins.of_architecture(architecture), compatible=compatible)
    assert problem.first() == next(problem.packings(), None)


@pytest.mark.quick
def test_one_layer_takes_each_pattern_in_one_way() -> None:
    for pattern, found in table(21).items():
        simple = set(pattern.real + pattern.complex) <= {1}
        assert (found.packings, found.compatible_packings) == (1, int(simple))
        assert found.is_compatible is simple


def test_layers_of_size_two_take_no_pairs() -> None:
    found = table(*[2] * 20)
    assert len(found) == 3177
    assert all((p.packings > 0) == p.is_compatible == (not pattern.complex) for pattern, p in found.items())
    assert found[RootPattern((1,) * 20, ())].packings == 2432902008176640000


def test_what_would_take_too_long_is_refused_at_once() -> None:
    architecture = Architecture((6, 6, 6, 6))
    with pytest.raises(InconclusiveError, match=r"degree 20 into 4 layers .* the budget is 1000; smaller"):
        all_pattern_packings(architecture, budget=1000)
    for sizes in ((3,) * 30, (201,), (2,) * 1000, (MAX_TOTAL,), tuple(range(2, 40))):
        with pytest.raises(InconclusiveError, match="the budget is"):
            all_pattern_packings(Architecture(sizes))


def test_what_would_take_too_much_memory_is_refused_at_once() -> None:
    architecture = Architecture((2,) * 70)
    assert table_bytes(Bins.of_architecture(architecture)) > MAX_BYTES
    with pytest.raises(InconclusiveError, match=f"at most {MAX_BYTES // 10**6} MB are used"):
        all_pattern_packings(architecture, budget=10**15)


@pytest.mark.quick
@pytest.mark.parametrize("budget", [0, -1, True, 1.5])
def test_bad_budgets(budget: int) -> None:
    with pytest.raises(BadInputError, match="positive integer"):
        all_pattern_packings(Architecture((2, 2)), budget=budget)


@pytest.mark.quick
def test_larger_strides_are_refused_at_once() -> None:
    with pytest.raises(UnsupportedError, match="stride one"):
        all_pattern_packings(Architecture((2, 2), (2, 1)))


def test_a_pattern_of_another_degree_is_refused() -> None:
    with pytest.raises(BadInputError, match="cannot fill"):
        pattern_packings(Architecture((2, 2)), RootPattern((1,), ()))
