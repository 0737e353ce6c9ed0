"""The checker's number of packings against a search, closed formulas, and both of its programs against each other."""

from __future__ import annotations

from itertools import permutations
from math import comb, factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym.checker.claims.patterns import Multiplicities, read_multiplicities, written
from lcnsym.checker.kernel.limits import Work
from lcnsym.checker.kernel.outcome import GivenUp
from lcnsym.checker.kernel.sharing import number_of_ways
from lcnsym.checker.rules.packing import is_hopeless, line_up, number_of_packings
from lcnsym.membership.patterns import RootPattern, patterns_of_degree
from tests.oracles import packings_by_search

CAPACITIES = st.lists(st.integers(0, 4), min_size=1, max_size=5).filter(lambda sizes: sum(sizes) <= 8)
CASES = CAPACITIES.flatmap(
    lambda sizes: st.tuples(st.just(tuple(sizes)), st.sampled_from(patterns_of_degree(sum(sizes))))
)


def multiplicities(pattern: RootPattern) -> Multiplicities:
    return Multiplicities(pattern.real, pattern.complex)


def count(real: list[int], pairs: list[int], capacities: list[int], compatible: bool = False) -> int:
    return number_of_packings(Multiplicities(tuple(real), tuple(pairs)), tuple(capacities), compatible, Work())


@pytest.mark.quick
@given(CASES, st.booleans())
def test_numbers_are_those_of_a_search(case: tuple[tuple[int, ...], RootPattern], compatible: bool) -> None:
    capacities, pattern = case
    found = number_of_packings(multiplicities(pattern), capacities, compatible, Work())
    assert found == len(packings_by_search(pattern, capacities, compatible))


@pytest.mark.quick
@given(CASES, st.booleans())
def test_both_programs_agree(case: tuple[tuple[int, ...], RootPattern], compatible: bool) -> None:
    capacities, pattern = case
    balls, bins, by_bins, by_colours = line_up(multiplicities(pattern), capacities, compatible)
    assert number_of_ways(balls, by_bins, Work()) == number_of_ways(bins, by_colours, Work())


@given(CASES, st.booleans())
def test_hopeless_cases_have_no_packing(case: tuple[tuple[int, ...], RootPattern], compatible: bool) -> None:
    capacities, pattern = case
    if is_hopeless(multiplicities(pattern), capacities, compatible):
        assert not packings_by_search(pattern, capacities, compatible)


@given(
    CAPACITIES.flatmap(lambda sizes: st.tuples(st.just(tuple(sizes)), st.sampled_from(patterns_of_degree(sum(sizes)))))
)
def test_what_the_two_reasons_decide(case: tuple[tuple[int, ...], RootPattern]) -> None:
    """The first decides whether there are packings at all; the second is Gale's and Ryser's theorem for real roots."""
    capacities, pattern = case
    roots = multiplicities(pattern)
    assert is_hopeless(roots, capacities, False) == (not packings_by_search(pattern, capacities, False))
    if not pattern.complex:
        assert is_hopeless(roots, capacities, True) == (not packings_by_search(pattern, capacities, True))


@pytest.mark.quick
def test_closed_formulas() -> None:
    assert count([1] * 60, [], [1] * 60) == factorial(60)
    assert count([30], [], [1] * 30, True) == 1
    assert count([20, 20], [], [20, 20]) == 21
    assert count([1] * 40, [], [20, 20], True) == comb(40, 20)
    assert count([], [1] * 20, [4] * 10, True) == factorial(20) // 2**10
    assert count([], [7], [2] * 7, True) == 1
    assert count([], [2, 2], [4, 4], True) == 1
    assert count([], [2, 2], [4, 4]) == 3
    assert count(list(range(1, 11)), [], [1] * 55) == factorial(55) // _product(factorial(m) for m in range(1, 11))
    assert count([2] * 6, [], [2] * 6, True) == 67950
    assert count([3] * 4, [], [3] * 4) == 2008
    assert count([], [], [0, 0, 0]) == 1
    assert count([1], [], [0]) == 0
    assert count([1] * 2048, [], [1] * 2048) == factorial(2048)


def _product(values: object) -> int:
    total = 1
    for value in values:  # type: ignore[attr-defined]
        total *= value
    return total


@given(CASES)
def test_the_order_of_layers_does_not_matter(case: tuple[tuple[int, ...], RootPattern]) -> None:
    capacities, pattern = case
    orders = list(permutations(capacities))[:6]
    assert len({number_of_packings(multiplicities(pattern), order, True, Work()) for order in orders}) == 1


@pytest.mark.parametrize("compatible", [False, True])
def test_what_is_too_large_is_refused(compatible: bool) -> None:
    real = [m for m in range(1, 13) for _ in range(3)]
    capacities = [*range(1, 21), sum(real) - 210]
    work = Work()
    work.steps(1, 39 * 10**9)
    with pytest.raises(GivenUp, match="too large"):
        number_of_packings(Multiplicities(tuple(real), ()), tuple(sorted(capacities)), compatible, work)


@pytest.mark.quick
@given(st.lists(st.integers(1, 2048), max_size=5), st.lists(st.integers(1, 12), max_size=5))
def test_patterns_are_read_as_they_are_written(real: list[int], pairs: list[int]) -> None:
    found = read_multiplicities(written(real, pairs))
    assert found == Multiplicities(tuple(sorted(real)), tuple(sorted(pairs)))
    assert str(found) == written(real, pairs)
    assert found.degree == sum(real) + 2 * sum(pairs)
