"""Random packings: uniform, reproducible, in range."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import given

from lcnsym import BadInputError, Balls, Bins, InconclusiveError, PackingProblem
from lcnsym.fibres import sampling

from .problems import problems

SMALL = [
    PackingProblem(Balls((1, 1, 2, 2), (1,)), Bins((3, 3, 2)), compatible=False),
    PackingProblem(Balls((1, 1, 2, 2), (1,)), Bins((3, 3, 2)), compatible=True),
    PackingProblem(Balls((3, 3), (2,)), Bins((4, 4, 2)), compatible=False),
    PackingProblem(Balls((2, 2, 1, 1, 1)), Bins((2, 2, 2, 1)), compatible=True),
    PackingProblem(Balls((1, 2), (1, 2)), Bins((3, 2, 2, 2)), compatible=True),
]


@pytest.mark.parametrize("program", ["bins", "colours"])
@pytest.mark.parametrize("problem", SMALL)
def test_every_packing_is_as_likely(problem: PackingProblem, program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pearson's statistic, 200 samples a packing: mean c − 1, standard deviation √(2(c − 1)), at most six of them."""
    monkeypatch.setattr(sampling, "bin_steps" if program == "bins" else "colour_steps", lambda _: 0)
    packings = list(problem.packings())
    seen = Counter(problem.sample(200 * len(packings), seed=7))
    assert set(seen) <= set(packings)
    freedom = len(packings) - 1
    assert freedom > 0
    assert sum((seen[p] - 200) ** 2 / 200 for p in packings) < freedom + 6 * (2 * freedom) ** 0.5 + 6


@given(problems(feasible=True))
def test_samples_are_packings_and_reproducible(problem: PackingProblem) -> None:
    found = problem.sample(5, seed=3)
    assert found == problem.sample(5, seed=3)
    assert set(found) <= set(problem.packings()) if problem.count() < 2000 else True
    for packing in found:
        sizes = tuple(sum(1 if colour > 0 else 2 for colour in colours) for colours in packing.bins)
        assert sizes == problem.bins.capacities
        assert packing.is_compatible or not problem.compatible


@pytest.mark.quick
def test_large_problems_are_sampled() -> None:
    problem = PackingProblem(
        Balls((1,) * 20 + (2,) * 6 + (3,) * 4, (1,) * 4 + (2,) * 2), Bins((6,) * 10), compatible=True
    )
    begin = time.process_time()
    found = problem.sample(20, seed=1)
    assert time.process_time() - begin < 3
    assert len(set(found)) == 20
    assert len(set(problem.sample(20, seed=2)) | set(found)) == 40


@pytest.mark.quick
def test_what_cannot_be_sampled() -> None:
    with pytest.raises(BadInputError, match="no packing"):
        PackingProblem(Balls((2,)), Bins((2,)), compatible=True).sample(1, seed=0)
    problem = PackingProblem(Balls((1, 1)), Bins((1, 1)))
    for number, seed in ((-1, 0), (1.5, 0), (1, None), (1, "a")):
        with pytest.raises(BadInputError, match="was given"):
            problem.sample(number, seed)  # type: ignore[arg-type]
    assert problem.sample(0, seed=0) == ()
    with pytest.raises(InconclusiveError, match=r"the budget is 1$"):
        problem.sample(1, seed=0, budget=1)
