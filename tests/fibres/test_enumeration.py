"""Enumeration: complete, in canonical order, lazy, without dead ends."""

from __future__ import annotations

import time
import tracemalloc
from collections import deque
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym import Balls, Bins, Packing, PackingProblem
from lcnsym.fibres.placements import Placements

from .oracles import all_packings, solver_packings
from .problems import problems
from .test_counting import parts

either = st.one_of(problems(), problems(feasible=True, max_bins=3))


@given(either)
def test_all_packings_are_found_in_canonical_order(problem: PackingProblem) -> None:
    found = list(problem.packings())
    assert [p.placements for p in found] == sorted(all_packings(*parts(problem)), reverse=True)
    assert problem.first() == (found[0] if found else None)
    assert problem.is_feasible() == bool(found)


@given(problems(feasible=True, max_bins=4))
def test_packings_fill_the_bins_and_use_up_the_balls(problem: PackingProblem) -> None:
    found = list(islice(problem.packings(), 500))
    assert all(a.placements > b.placements for a, b in pairwise(found))
    for packing in found:
        sizes = tuple(sum(1 if colour > 0 else 2 for colour in colours) for colours in packing.bins)
        assert sizes == problem.bins.capacities
        assert packing.is_compatible or not problem.compatible
        used = [sum(colours.count(c) for colours in packing.bins) for c in problem.balls.colours]
        assert used == [*problem.balls.double, *problem.balls.single]
    assert len(found) == min(500, problem.count())


@given(problems(feasible=True, max_bins=3))
def test_no_placement_is_a_dead_end(problem: PackingProblem) -> None:
    """The placements of the first colour are those after which the rest has a packing, by exhaustive search."""
    single, double, capacities, compatible = parts(problem)
    if not (single or double):
        return
    rows = {p[0] for p in all_packings(*parts(problem))}
    found = Placements(problem.balls, problem.bins, compatible=compatible).of(0, capacities)
    assert [row for row, _ in found] == sorted(rows, reverse=True)


@pytest.mark.needs("ortools")
@pytest.mark.parametrize(
    ("single", "double", "capacities"),
    [((1, 1, 2, 3), (1, 2), (4, 4, 3, 2)), ((1,) * 6, (1,), (3, 3, 2)), ((2, 2, 3), (), (3, 2, 1, 1))],
)
@pytest.mark.parametrize("compatible", [False, True])
def test_a_constraint_solver_finds_the_same(
    single: tuple[int, ...], double: tuple[int, ...], capacities: tuple[int, ...], compatible: bool
) -> None:
    problem = PackingProblem(Balls(single, double), Bins(capacities), compatible=compatible)
    found = {packing.placements for packing in problem.packings()}
    assert found == solver_packings(*parts(problem))
    assert len(found) == problem.count() > 0


LARGE = [
    PackingProblem(Balls((1,) * 60 + (2,) * 30, (1,) * 30 + (2,) * 15), Bins((24,) * 10), compatible=True),
    PackingProblem(Balls((9,) * 24 + (8,) * 3), Bins((24,) * 10), compatible=True),
    PackingProblem(Balls((1,) * 120, (1,) * 60), Bins((3,) * 80), compatible=True),
    PackingProblem(Balls((120, 120)), Bins((24,) * 10), compatible=False),
    PackingProblem(Balls((1,) * 240), Bins((24,) * 10), compatible=False),
]


@pytest.mark.quick
@pytest.mark.parametrize("problem", LARGE)
def test_the_first_packing_comes_at_once(problem: PackingProblem) -> None:
    begin = time.process_time()
    assert problem.is_feasible()
    assert problem.first() is not None
    assert time.process_time() - begin < 1


@pytest.mark.quick
def test_what_looks_possible_but_is_not_is_refused_at_once() -> None:
    """240 balls of 10 bins: every colour fits by itself, and the last one does not."""
    problem = PackingProblem(Balls((10,) * 23 + (5, 5)), Bins((28,) * 5 + (20,) * 5), compatible=True)
    begin = time.process_time()
    assert not problem.is_feasible()
    assert problem.first() is None
    assert problem.count() == 0
    assert time.process_time() - begin < 0.5


@pytest.mark.parametrize("problem", LARGE)
def test_memory_does_not_grow_with_the_number_of_packings(problem: PackingProblem) -> None:
    tracemalloc.start()
    try:
        deque(islice(problem.packings(), 20_000), maxlen=0)
        _, early = tracemalloc.get_traced_memory()
        assert early < 60_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.quick
def test_packings_are_values() -> None:
    problem = PackingProblem(Balls((1, 1), (1,)), Bins((2, 0, 2)), compatible=False)
    assert [str(p) for p in problem.packings()] == ["q1 . - . p1 p2", "p1 p2 . - . q1"]
    first = problem.first()
    assert first is not None
    assert first.bins == ((-1,), (), (1, 2))
    assert Packing.from_dict(first.to_dict()) == first
