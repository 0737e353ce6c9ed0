"""Squares to the last unit, the boxes that meet, and which matrices are regular: what decides is pinned exactly."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import permutations
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym.algebra.linear import inertia
from lcnsym.checker.claims.critical import Box
from lcnsym.checker.kernel.dyadic import FixedPoint, Line, Square, combined, exact, multiple
from lcnsym.checker.kernel.limits import Work
from lcnsym.checker.kernel.linear import determinant
from lcnsym.checker.kernel.outcome import Rejected
from lcnsym.checker.rules.critical.tangency import check_disjoint

pytestmark = pytest.mark.quick

UNIT = 16
FIXED = FixedPoint(4, Work(), 0)


def box(radius: str, *centre: tuple[str, str]) -> Box:
    return Box(tuple((Fraction(re), Fraction(im)) for re, im in centre), Fraction(radius))


def test_a_point_has_no_side() -> None:
    assert exact(3, -5) == (3, -5, 0)
    assert FIXED.one == (UNIT, 0, 0)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((48, -32, 5), (-16, 64, 7), (80, 224, 66)),
        ((-48, 32, 5), (16, -64, 7), (80, 224, 66)),
        ((48, 32, 0), (16, -64, 7), (176, -160, 37)),
        ((48, 32, 5), (-16, -64, 0), (80, -224, 27)),
        ((7, 0, 0), (5, 0, 0), (2, 0, 2)),
        ((-7, 0, 0), (5, 0, 0), (-3, 0, 2)),
    ],
)
def test_products_to_the_last_unit(
    first: tuple[int, int, int], second: tuple[int, int, int], expected: tuple[int, int, int]
) -> None:
    """(a + bi)(c + di), rounded down, and ((|a| + |b| + 2r)s + (|c| + |d|)r)/16 rounded down, plus 2."""
    assert FIXED.inner([first], [second]) == expected


def test_rounding_at_a_whole_unit() -> None:
    assert FIXED.inner([(5, 0, 0)], [(3, 0, 0)]) == (0, 0, 2)
    assert FIXED.inner([(5, 0, 0)], [(0, 3, 0)]) == (0, 0, 2)
    assert FIXED.inner([(5, 0, 0)], [(0, 0, 3)]) == (0, 0, 2)


def test_regular_is_strict() -> None:
    fine = FixedPoint(20, Work(), 0)
    one = 1 << 20
    assert fine.is_regular([[(one, 0, one // 2 - 3)]])
    assert fine.deviations([[(one, 0, 0)]], [[(one, 0, one // 2 - 2)]]) == [one]
    assert not fine.is_regular([[(one, 0, one // 2 - 2)]])


def test_inner_products_are_rounded_once() -> None:
    assert FIXED.inner([(7, 0, 0)] * 3, [(5, 0, 0)] * 3) == (6, 0, 2)
    assert FIXED.inner([], []) == (0, 0, 2)


def test_exact_operations_to_the_last_unit() -> None:
    assert multiple(-3, [(5, -7, 2)]) == [(-15, 21, 6)]
    assert combined([-3, 0, 2], [(5, -7, 2), (1, 1, 1), (4, 6, 3)]) == (-7, 33, 12)
    assert combined([], []) == (0, 0, 0)
    assert FIXED.plus((1, 2, 3), (40, 50, 60)) == (41, 52, 63)


def test_deviations_to_the_last_unit() -> None:
    """|1 − re| + |im| + 2·rad along the diagonal, |re| + |im| + 2·rad elsewhere, rad at least 2."""
    identity = [[(UNIT, 0, 0), (0, 0, 0)], [(0, 0, 0), (UNIT, 0, 0)]]
    rows = [[(UNIT, 0, 0), (3, -4, 1)], [(-2, 5, 0), (UNIT + 6, -7, 2)]]
    assert FIXED.deviations(identity, rows) == [(0 + 0 + 4) + (3 + 4 + 6), (2 + 5 + 4) + (6 + 7 + 8)]
    assert FIXED.deviations(identity, rows, 1) == [(0 + 0 + 2) + (3 + 4 + 3), (2 + 5 + 2) + (6 + 7 + 4)]


def test_regular_needs_every_row_below_one() -> None:
    fine = FixedPoint(20, Work(), 0)
    one = 1 << 20
    wide = exact(one, 0)[:2]
    assert fine.is_regular([[(*wide, 0), (0, 0, 0)], [(0, 0, 0), (*wide, one // 3)]])
    assert not fine.is_regular([[(*wide, 0), (0, 0, 0)], [(0, 0, 0), (*wide, one // 2)]])
    third = (0, 0, one // 5)
    assert fine.is_regular([[(*wide, one // 5), third], [third, (*wide, 0)]])


def test_boxes_that_meet() -> None:
    apart, touching = box("1", ("0", "0"), ("0", "0")), box("1", ("2", "0"), ("0", "0"))
    with pytest.raises(Rejected, match="box 0 is not disjoint from box 1"):
        check_disjoint([apart, touching], Work())
    check_disjoint([apart, box("1", ("0", "0"), ("33/16", "0"))], Work())
    check_disjoint([box("1", ("0", "0")), box("1/4", ("3/2", "0")), box("1", ("3", "0"))], Work())
    upper, lower = box("1", ("-100", "5"), ("0", "0")), box("1", ("-100", "-5"), ("0", "0"))
    with pytest.raises(Rejected, match=r"is not disjoint from box [01] or its conjugate"):
        check_disjoint([upper, lower], Work())
    with pytest.raises(Rejected, match="box 0 is not disjoint from its conjugate"):
        check_disjoint([box("1/2", ("0", "1/2"))], Work())


def test_a_box_is_real_only_if_every_coordinate_is() -> None:
    assert box("1", ("1", "0"), ("2", "0")).is_real
    assert not box("1", ("1", "0"), ("2", "1")).is_real
    assert not box("1", ("1", "1"), ("2", "0")).is_real


@given(st.integers(1, 5), st.lists(st.integers(-3, 3), min_size=25, max_size=25))
def test_determinants_by_permutations(size: int, entries: list[int]) -> None:
    rows = [entries[i * size : (i + 1) * size] for i in range(size)]
    total = 0
    for order in permutations(range(len(rows))):
        inversions = sum(order[i] > order[j] for j in range(len(order)) for i in range(j))
        total += (-1) ** inversions * prod(row[j] for row, j in zip(rows, order, strict=True))
    assert determinant(rows, Work()) == total


def test_squares_around_real_numbers_are_around_the_real_line() -> None:
    for value, radius in ((Fraction(1, 3), Fraction(0)), (Fraction(-5, 7), Fraction(1, 9)), (Fraction(2), Fraction(1))):
        assert FIXED.around(value, radius)[1] == 0


def points(rows: list[list[int]]) -> list[Line]:
    """Squares that are integers."""
    return [[exact(c << FIXED.places, 0) for c in row] for row in rows]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([[0, 1], [1, 0]], (1, 1, 0)),
        ([[0, -3], [-3, 0]], (1, 1, 0)),
        ([[0, 2, 0], [2, 0, 0], [0, 0, 0]], (1, 1, 1)),
        ([[0, 1, 1], [1, 0, 1], [1, 1, 0]], (1, 1, 1)),
        ([[0, 0, 0, 1], [0, 0, 1, 0], [0, 1, 0, 0], [1, 0, 0, 0]], (1, 1, 2)),
        ([[2, 1], [1, -5]], (1, 1, 0)),
        ([[-2, 1], [1, -5]], (0, 2, 0)),
        ([[2, 1], [1, 5]], (2, 0, 0)),
        ([[1, 2, 0], [2, 4, 0], [0, 0, 3]], (2, 0, 1)),
        ([[3, 0, 0], [0, 0, 1], [0, 1, 0]], (2, 1, 0)),
        ([[0, 0], [0, 0]], (0, 0, 2)),
        ([[-7]], (0, 1, 0)),
    ],
)
def test_squares_of_either_sign(rows: list[list[int]], expected: tuple[int, int, int]) -> None:
    """Where the diagonal has only zeros one pair is enough: nothing else is asked for then."""
    assert FIXED.squares(points(rows)) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([[2]], (0, 0, 1)),
        ([[-2]], (0, 0, 1)),
        ([[3]], (1, 0, 0)),
        ([[0, 5], [5, 0]], (1, 1, 0)),
        ([[0, 4], [4, 0]], (0, 0, 2)),
        ([[2, 6], [6, 1]], (0, 0, 2)),
        ([[2, 7], [7, 1]], (1, 1, 0)),
    ],
)
def test_squares_are_told_apart_to_the_last_unit(rows: list[list[int]], expected: tuple[int, int, int]) -> None:
    assert FIXED.squares([[(c, 0, 2) for c in row] for row in rows]) == expected


def test_the_diagonal_and_what_is_off_it_are_compared_in_size() -> None:
    """All matrices with the entries −4 to 0 on the diagonal and 3 off it: the one with −4 is negative definite."""
    assert FIXED.squares([[(-2, 0, 2), (3, 0, 0)], [(3, 0, 0), (-2, 0, 2)]]) == (0, 0, 2)
    assert FIXED.squares([[(-2, 0, 2), (5, 0, 0)], [(5, 0, 0), (-2, 0, 2)]]) == (1, 1, 0)
    # the largest entry of the diagonal may be zero, the other one is not
    assert FIXED.squares([[(10, 0, 10), (0, 0, 0)], [(0, 0, 0), (5, 0, 0)]]) == (1, 0, 1)
    assert FIXED.squares([[(1, 0, 0)]]) == (1, 0, 0)
    assert FIXED.squares([[(-1, 0, 0)]]) == (0, 1, 0)


@pytest.mark.parametrize(
    ("square", "expected"),
    [
        ((48, 0, 5), (5, 0, 2)),
        ((-48, 0, 5), (-6, 0, 2)),
        ((20, 0, 10), (12, 0, 14)),
        ((-20, 0, 10), (-13, 0, 14)),
        ((16, 0, 0), (16, 0, 2)),
        ((3, 0, 2), (85, 0, 172)),
    ],
)
def test_reciprocals_are_enclosed_to_the_last_unit(square: Square, expected: Square) -> None:
    assert FIXED.reciprocal(square) == expected
    re, _, rad = square
    for x in (re - rad, re, re + rad):
        assert abs(Fraction(UNIT * UNIT, x) - expected[0]) <= expected[2]


def test_pivots_are_enclosed() -> None:
    """No matrix in the squares has other squares than those that are told, whatever the pivots are divided by."""
    rng, told = random.Random(5), 0
    fixed = FixedPoint(12, Work(), 64)
    for _ in range(400):
        size, radius = rng.randint(1, 4), rng.choice([0, 1, 40, 400])
        centre = symmetric([[rng.randint(-9000, 9000) for _ in range(size)] for _ in range(size)])
        positive, negative, left = fixed.squares([[(c, 0, radius) for c in row] for row in centre])
        assert positive + negative + left == size
        told += not left
        for _ in range(6):
            moved = symmetric([[c + rng.randint(-radius, radius) for c in row] for row in centre])
            found = inertia([[Fraction(c) for c in row] for row in moved])
            assert found.positive >= positive
            assert found.negative >= negative
    assert told > 200


def symmetric(rows: list[list[int]]) -> list[list[int]]:
    return [[rows[max(i, j)][min(i, j)] for j in range(len(rows))] for i in range(len(rows))]
