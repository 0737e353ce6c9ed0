"""Counts of packings: programs against each other, against enumeration, and against symmetric functions."""

from __future__ import annotations

import time
from itertools import product
from math import comb, factorial, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym import Architecture, BadInputError, Balls, Bins, InconclusiveError, PackingProblem
from lcnsym.fibres.classes import run
from lcnsym.fibres.counting_bins import BinProgram
from lcnsym.fibres.counting_colours import ColourProgram
from lcnsym.fibres.counting_packings import plan
from lcnsym.fibres.estimates import HOPELESS, bin_steps, colour_steps, multisets_below
from lcnsym.fibres.problem import number_of_complex_packings
from lcnsym.membership.patterns import patterns_of_degree

from .oracles import all_packings, symmetric_coefficient
from .problems import problems

SKEWED = (15, 12, 9, 7, 5, 4, 3, 2, 2, 1)


def parts(problem: PackingProblem) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], bool]:
    """The problem for the oracles."""
    return problem.balls.single, problem.balls.double, problem.bins.capacities, problem.compatible


@given(st.one_of(problems(), problems(feasible=True, max_bins=3)))
def test_counts_are_the_numbers_that_exhaustive_search_finds(problem: PackingProblem) -> None:
    assert problem.count() == sum(1 for _ in all_packings(*parts(problem)))


@pytest.mark.quick
@given(problems(max_size=8))
def test_counts_are_coefficients_of_symmetric_functions(problem: PackingProblem) -> None:
    assert problem.count() == symmetric_coefficient(*parts(problem))


@given(problems(feasible=True), st.integers(0, 4), st.integers(0, 3))
def test_programs_agree(problem: PackingProblem, single: int, double: int) -> None:
    """For every choice of colours that power sums handle."""
    balls, bins, compatible = problem.balls, problem.bins, problem.compatible
    count = BinProgram(balls, bins, compatible, single, double).count()
    assert count == ColourProgram(balls, bins, compatible).count() == BinProgram(balls, bins, compatible).count()
    assert count > 0


@given(problems(feasible=True), st.randoms(use_true_random=False))
def test_counts_do_not_depend_on_the_order_of_layers_or_roots(problem: PackingProblem, random: object) -> None:
    def shuffled(numbers: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(random.sample(numbers, len(numbers)))  # type: ignore[attr-defined]

    balls = Balls(shuffled(problem.balls.single), shuffled(problem.balls.double))
    other = PackingProblem(balls, Bins(shuffled(problem.bins.capacities)), compatible=problem.compatible)
    assert other.count() == problem.count()


@pytest.mark.quick
@given(problems(feasible=True, compatible=True))
def test_matrices_have_complements(problem: PackingProblem) -> None:
    """Exchange 0 and 1 in the 0/1 matrices: e_m is e_{L−m}, upside down."""
    layers = len(problem.bins.capacities)
    single, double = problem.balls.single, problem.balls.double
    total = len(single) + 2 * len(double)
    complement = Balls(tuple(layers - m for m in single if m < layers), tuple(layers - m for m in double if m < layers))
    capacities = tuple(total - c for c in problem.bins.capacities)
    assert PackingProblem(complement, Bins(capacities), compatible=True).count() == problem.count()


@pytest.mark.quick
@given(problems(max_size=7))
def test_a_simple_root_is_in_one_of_the_layers(problem: PackingProblem) -> None:
    """Refinement: with one more simple root, the packings are those of the layers less one, summed over the layers."""
    single, double, capacities, compatible = parts(problem)
    larger = Bins((*capacities, 1))
    less = [tuple(c - (i == j) for j, c in enumerate(larger.capacities)) for i in range(len(larger.capacities))]
    sums = (PackingProblem(problem.balls, Bins(c), compatible=compatible).count() for c in less if min(c) >= 0)
    assert PackingProblem(Balls((*single, 1), double), larger, compatible=compatible).count() == sum(sums)


@pytest.mark.quick
def test_simple_real_roots_are_multinomial_coefficients() -> None:
    for capacities in ((6,) * 10, SKEWED, (24,) * 10):
        n = sum(capacities)
        expected = factorial(n) // prod(map(factorial, capacities))
        for compatible in (False, True):
            assert PackingProblem(Balls((1,) * n), Bins(capacities), compatible=compatible).count() == expected
        pairs = PackingProblem(Balls((), (1,) * n), Bins(tuple(2 * c for c in capacities)), compatible=True)
        assert pairs.count() == expected


@pytest.mark.quick
@pytest.mark.parametrize(
    ("sizes", "partition", "expected"),
    [
        ((3, 2, 2), (1, 1, 1, 1), 12),
        ((3, 2, 2), (2, 1, 1), 5),
        ((3, 2, 2), (2, 2), 2),
        ((3, 2, 2), (3, 1), 1),
        ((3, 2, 2), (4,), 0),
        ((2, 2, 2, 2), (1, 1, 1, 1), 24),
        ((4, 2), (2, 1, 1), 1),
    ],
)
def test_complex_packings_by_hand(sizes: tuple[int, ...], partition: tuple[int, ...], expected: int) -> None:
    """112 into 2 + 1 + 1: the double root takes two bins; {1, 2} or {1, 3} leave 2 ways each, {2, 3} leaves one."""
    assert number_of_complex_packings(Architecture(sizes), partition) == expected


@given(st.lists(st.integers(1, 4), min_size=1, max_size=3), st.data())
def test_complex_packings_are_coefficients_of_elementary_functions(k: list[int], data: st.DataObject) -> None:
    left, partition = sum(k) - len(k), []
    while left:
        partition.append(data.draw(st.integers(1, left)))
        left -= partition[-1]
    architecture = Architecture(tuple(k))
    capacities = tuple(size - 1 for size in k)
    for compatible in (True, False):
        expected = symmetric_coefficient(partition, (), capacities, compatible)
        assert number_of_complex_packings(architecture, partition, compatible=compatible) == expected


SEGRE = {
    (2, 2): 6,
    (3, 2): 10,
    (4, 2): 14,
    (2, 2, 2): 34,
    (3, 3): 39,
    (4, 3): 83,
    (3, 2, 2): 100,
    (2, 2, 2, 2): 280,
    (3, 3, 2): 435,
    (3, 3, 3): 2385,
}
"""Generic Euclidean distance degrees of Segre varieties ΠP^{k_i−1}, the numbers of complex critical points."""


def distance_degree(partition: tuple[int, ...]) -> int:
    """The generic Euclidean distance degree of the forms with these root multiplicities (λ of d parts):
    Σ_j C(d+1, j)·(d−j)!·j!/Π m_i! · [t^j] Π (λ_i + (λ_i − 1)t). Special cases:
    Lee and Sturmfels, Duality of multiple root loci."""
    d, polynomial = len(partition), [1]
    for part in partition:
        terms = zip([0, *polynomial], [*polynomial, 0], strict=True)
        polynomial = [(part - 1) * before + part * here for before, here in terms]
    symmetries = prod(factorial(partition.count(part)) for part in set(partition))
    terms = (comb(d + 1, j) * factorial(d - j) * factorial(j) * c for j, c in enumerate(polynomial))
    return sum(terms) // symmetries


@pytest.mark.quick
@pytest.mark.parametrize("sizes", SEGRE)
def test_critical_points_of_parameters_and_of_functions_are_as_many(sizes: tuple[int, ...]) -> None:
    """Each critical function of root multiplicities λ has N_k(λ) compatible packings, its critical parameters."""
    partitions = [p.real for p in patterns_of_degree(sum(sizes) - len(sizes)) if not p.complex]
    counts = (number_of_complex_packings(Architecture(sizes), p) * distance_degree(p) for p in partitions)
    assert sum(counts) == SEGRE[sizes]


@pytest.mark.quick
@given(st.lists(st.integers(1, 4), max_size=5))
def test_multisets_below_are_counted(members: list[int]) -> None:
    found = {tuple(sorted(v)) for v in product(*(range(m + 1) for m in sorted(members)))}
    below = {v for v in found if all(a <= b for a, b in zip(v, sorted(members), strict=True))}
    assert multisets_below(tuple(members)) == tuple(sum(sum(v) == t for v in below) for t in range(sum(members) + 1))


@given(problems(feasible=True, compatible=False))
def test_no_more_states_are_made_than_are_estimated(problem: PackingProblem) -> None:
    program = ColourProgram(problem.balls, problem.bins, False)
    below, left = multisets_below(tuple(sorted(filter(None, problem.bins.capacities)))), problem.bins.capacity
    states = {program.initial(): 1}
    assert below is not None
    for draw in program.draws():
        assert len(states) <= below[left]
        states = run([draw], states)
        left -= draw.amount * draw.step


def test_what_is_beyond_the_budget_is_refused_at_once() -> None:
    single = tuple(range(1, 60))
    problem = PackingProblem(Balls(single), Bins((sum(single) // 10,) * 10))
    begin = time.process_time()
    with pytest.raises(InconclusiveError, match=r"steps, the budget is 20000000$"):
        problem.count()
    assert time.process_time() - begin < 2
    small = PackingProblem(Balls((2, 2)), Bins((2, 2)))
    with pytest.raises(InconclusiveError, match=r"an estimated [0-9]+ steps, the budget is 1$"):
        small.count(budget=1)
    assert small.count(budget=1000) == 3


@pytest.mark.quick
def test_the_plan_is_the_least_estimate() -> None:
    balls, bins = Balls((1,) * 20 + (2,) * 6 + (3,) * 4, (1,) * 4 + (2,) * 2), Bins(SKEWED)
    steps, program = plan(balls, bins, compatible=False)
    others = [bin_steps(BinProgram(balls, bins, False, s, d)) for s in (1, 2, 3) for d in (1, 2)]
    assert steps == min([*others, colour_steps(ColourProgram(balls, bins, False))])
    assert isinstance(program, BinProgram)
    assert bin_steps(BinProgram(Balls((40,)), Bins((40,)), False, 40)) == HOPELESS


@pytest.mark.parametrize("compatible", [False, True])
@pytest.mark.parametrize(
    ("single", "double", "capacities", "seconds"),
    [
        ((1,) * 20 + (2,) * 6 + (3,) * 4, (1,) * 4 + (2,) * 2, SKEWED, 0.5),
        ((6,) * 10, (), (6,) * 10, 0.5),
        ((1,) * 20 + (2,) * 15 + (3,) * 10, (1,) * 3 + (2,) * 4 + (3,) * 3, (12,) * 10, 10),
        ((1,) * 60 + (2,) * 30, (1,) * 30 + (2,) * 15, tuple(4 * c for c in SKEWED), 10),
    ],
)
def test_counts_are_quick(
    single: tuple[int, ...], double: tuple[int, ...], capacities: tuple[int, ...], seconds: float, compatible: bool
) -> None:
    begin = time.process_time()
    assert PackingProblem(Balls(single, double), Bins(capacities), compatible=compatible).count() > 10**15
    assert time.process_time() - begin < seconds


@pytest.mark.quick
@pytest.mark.parametrize("budget", [0, -1, 1.5, True, None])
def test_budgets_are_positive_integers(budget: object) -> None:
    with pytest.raises(BadInputError, match="budget"):
        PackingProblem(Balls((1,)), Bins((1,))).count(budget=budget)  # type: ignore[arg-type]
