"""Levels and sorts of roots by their definitions, and whether roots can be shared out by trying everything."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import pytest

from lcnsym.checker.claims.architectures import Architecture
from lcnsym.checker.kernel.fields import rational_numbers
from lcnsym.checker.kernel.forms import read_form
from lcnsym.checker.kernel.limits import Work
from lcnsym.checker.rules.divisors import Level, Sorts, _sorts_of, choices, has_real_layers, levels, required_degree

pytestmark = pytest.mark.quick


def all_choices(sorts: Sorts, level: Level) -> set[Sorts]:
    """All choices of roots for a level."""
    return {
        Sorts(*chosen)
        for chosen in product(*(range(number + 1) for number in sorts))
        if sum(chosen[:3]) >= level.even and sum(chosen[:3]) + 2 * chosen[3] == level.degree
    }


def powers(sorts: Sorts, r: int) -> Sorts:
    """The r-th roots of these roots, one by one."""
    positive, negative, fixed, pairs = sorts
    found = [0, 0, r * fixed, r * pairs]
    for sign, number in ((1, positive), (-1, negative)):
        real = [sign] if r % 2 else [1, -1] if sign == 1 else []
        for root in real:
            found[root < 0] += number
        found[3] += number * (r - len(real)) // 2
    return Sorts(*found)


def shared(all_levels: tuple[Level, ...], roots: list[Sorts], j: int, above: Sorts) -> bool:
    """Whether the levels up to the one at j can take their roots where those above have taken some."""
    left = [a - b for a, b in zip(roots[j], above, strict=True)]
    if min(left) < 0:
        return False
    for chosen in all_choices(Sorts(*left), all_levels[j]):
        taken = Sorts(*(a + b for a, b in zip(above, chosen, strict=True)))
        if j == 0 or shared(all_levels, roots, j - 1, powers(taken, all_levels[j].stride // all_levels[j - 1].stride)):
            return True
    return False


def test_levels_by_strides() -> None:
    found = levels(Architecture((3, 2, 1, 4, 5), (1, 3, 1, 2, 1)))
    assert found == (Level(1, 3, 1), Level(3, 3, 1), Level(6, 4, 0))
    assert [required_degree(found, j) for j in range(3)] == [3 + 9 + 24, 3 + 8, 4]


def test_powers_one_by_one() -> None:
    assert Sorts() == (0, 0, 0, 0)
    for numbers in product(range(3), repeat=4):
        for r in (1, 2, 3, 4):
            assert Sorts(*numbers).powers(r) == powers(Sorts(*numbers), r)


def test_all_choices_of_roots() -> None:
    for numbers in product(range(3), repeat=4):
        for degree in range(1, 6):
            for even in range(degree + 1):
                taken = list(choices(Sorts(*numbers), Level(1, degree, even), Work()))
                assert len(taken) == len(set(taken))
                assert set(taken) == all_choices(Sorts(*numbers), Level(1, degree, even))


def test_nothing_is_chosen_where_a_number_is_negative() -> None:
    for place, number in product(range(4), (-1, -3)):
        left = [2, 2, 2, 2]
        left[place] = number
        assert not list(choices(Sorts(*left), Level(1, 3, 1), Work()))


def test_whether_roots_can_be_shared_out() -> None:
    rng, answers = random.Random(5), {True: 0, False: 0}
    for _ in range(600):
        strides = rng.choice([(1,), (1, 2), (1, 3), (1, 2, 6), (1, 2, 4)])
        degrees = [rng.randint(1, 3) for _ in strides]
        # at least two even sizes, so that the level decides
        all_levels = tuple(Level(s, d, rng.randint(min(2, d), d)) for s, d in zip(strides, degrees, strict=True))
        roots = [
            Sorts(*(rng.randint(0, 4 + 3 * (len(strides) - 1 - j)) for _ in range(4))) for j in range(len(strides))
        ]
        if any(level.even < 2 for level in all_levels[:1]):
            continue
        expected = shared(all_levels, roots, len(roots) - 1, Sorts())
        assert has_real_layers(all_levels, tuple(roots), Work()) == expected
        answers[expected] += 1
    assert min(answers.values()) > 30


@pytest.mark.parametrize(
    ("coefficients", "expected"),
    [
        # x·y·(x − y), x·y²·(x + y), x²·(x² + y²)
        (["0", "1", "-1", "0"], Sorts(1, 0, 2, 0)),
        (["0", "0", "1", "1", "0"], Sorts(0, 1, 3, 0)),
        (["1", "0", "1", "0", "0"], Sorts(0, 0, 2, 1)),
    ],
)
def test_roots_at_zero_and_at_infinity_are_fixed(coefficients: list[str], expected: Sorts) -> None:
    assert _sorts_of(read_form(coefficients, rational_numbers(), "a form"), [Fraction(0)]) == expected
