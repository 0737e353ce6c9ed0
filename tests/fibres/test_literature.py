"""The slides' table of compatible packings for the two architectures of degree four."""

from __future__ import annotations

import pytest

from lcnsym import Architecture, Balls, Bins, PackingProblem, RootPattern

pytestmark = pytest.mark.quick

FIRST = {
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
CASES = [(sizes, pattern, first) for sizes, table in FIRST.items() for pattern, first in table.items()]


@pytest.mark.parametrize(("sizes", "pattern", "first"), CASES)
def test_the_first_compatible_packing_is_the_slides(sizes: tuple[int, ...], pattern: str, first: str | None) -> None:
    bins = Bins.of_architecture(Architecture(sizes))
    problem = PackingProblem(Balls.of_pattern(RootPattern.parse(pattern)), bins, compatible=True)
    found = problem.first()
    assert (None if found is None else str(found)) == first
    assert problem.is_feasible() == (first is not None) == (problem.count() > 0)
