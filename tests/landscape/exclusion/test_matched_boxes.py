"""Boxes with at most one solution and solutions that are proved: which is in which, and what is missing."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from flint import arb, fmpq

from lcnsym.algebra.forms import BinaryForm
from lcnsym.landscape.equations.quadrics import Quadric
from lcnsym.landscape.exclusion.box_systems import TangencySystem, systems
from lcnsym.landscape.exclusion.filter_families import Family, Places
from lcnsym.landscape.exclusion.matched_boxes import Forms, are_apart, is_inside, matched
from lcnsym.landscape.exclusion.projection import Data
from lcnsym.landscape.exclusion.subdivision import Search, SmallBox, search

from ..support import bombieri

pytestmark = pytest.mark.quick

FAMILY = Family.of_stratum((3, 2))
"""Two linear forms, a point of P¹ × P¹."""


def box(chart: Places, *middle: float, side: float = 0.25) -> SmallBox:
    centre = np.array(middle)
    return SmallBox(chart, centre - side, centre + side, centre)


def point(*coefficients: str) -> Forms:
    values = [fmpq(*(map(int, c.split("/")))) if "/" in c else fmpq(int(c)) for c in coefficients]
    return [[arb(values[0]), arb(values[1])], [arb(values[2]), arb(values[3])]]


def test_inside_a_box_in_every_chart() -> None:
    """(2 : 1), (−1 : 3) is y = 1/2, y = −3 where the first coefficients are 1."""
    there = point("2", "1", "-1", "3")
    assert is_inside(there, box((0, 0), 0.5, -3.0), FAMILY)
    assert is_inside(there, box((1, 1), 2.1, -0.3), FAMILY)
    assert is_inside(there, box((0, 1), 0.7, -0.4), FAMILY)
    assert not is_inside(there, box((0, 0), 0.5, 3.0), FAMILY)
    # the end of a box is not inside
    assert not is_inside(there, box((0, 0), 0.75, -3.0), FAMILY)
    # a point at infinity of the chart
    assert not is_inside(point("0", "1", "1", "1"), box((0, 0), 0.0, 1.0), FAMILY)


def test_apart_up_to_scaling() -> None:
    first = point("2", "1", "-1", "3")
    assert not are_apart(first, point("-4", "-2", "1/3", "-1"))
    assert are_apart(first, point("2", "1", "-1", "4"))
    wide = [[arb(2, 0.5), arb(1)], [arb(-1), arb(3)]]
    assert not are_apart(first, wide)


def test_known_solutions_are_kept_and_not_proved_again() -> None:
    first, second = box((0, 0), 0.0, 0.0), box((0, 0), 2.0, 2.0)
    known, new = point("1", "0", "1", "0"), point("1", "2", "1", "2")
    asked = []

    def prove(found: SmallBox) -> tuple[Forms, str] | None:
        asked.append(found)
        return new, "new"

    everything = matched(Search([first, second, second]), FAMILY, prove, [(known, "known")])
    assert everything.solutions == ("known", "new")
    assert everything.is_complete
    assert asked == [second]


def test_what_is_proved_elsewhere_does_not_count() -> None:
    """A solution outside the box, one that may be a known one, and none: the box is not done with."""
    here = box((0, 0), 2.0, 2.0)
    outside = matched(Search([here]), FAMILY, lambda _: (point("1", "0", "1", "0"), 1))
    assert not outside.is_complete
    assert outside.solutions == ()
    near = [[arb(1), arb(2, 1)], [arb(1), arb(2, 1)]]
    doubtful = matched(Search([here]), FAMILY, lambda _: (point("1", "2", "1", "2"), 1), [(near, 0)])
    assert not doubtful.is_complete
    assert doubtful.solutions == (0,)
    assert not matched(Search([here]), FAMILY, lambda _: None).is_complete
    assert not matched(Search([], [((0, 0), np.zeros((2, 2)))]), FAMILY, lambda _: None).is_complete
    assert not matched(Search([], stopped="stopped"), FAMILY, lambda _: None).is_complete
    assert matched(Search([]), FAMILY, lambda _: None).is_complete


@pytest.mark.parametrize("power", [400, -1000])
def test_units_are_of_no_account(power: int) -> None:
    """Q and u times powers of two far beyond doubles: the same boxes, bit by bit."""
    loss, family = bombieri(1, 2, -5, 3, 1), Family.of_stratum((2, 2))
    results = []
    for exponent in (0, power):
        factor = Fraction(2) ** exponent
        gram = [[q * factor for q in row] for row in loss.gram]
        quadric = Quadric(gram, BinaryForm([u / factor for u in loss.target.rationals]))
        results.append(search(systems(TangencySystem, family, Data.of(quadric)), 60))
    first, second = results
    assert first.is_complete
    assert first.looked_at == second.looked_at
    assert [b.lower.tolist() for b in first.boxes] == [b.lower.tolist() for b in second.boxes]


def test_badly_scaled_coordinates() -> None:
    """Filters in units from 10^−16 to 10^16: as many solutions as in good ones."""
    loss, family = bombieri(1, 2, -5, 3, 1), Family.of_stratum((2, 2))
    numbers = []
    for scale in (Fraction(1), Fraction(10) ** 16, Fraction(1, 10**16)):
        gram = [[q * scale**2 for q in row] for row in loss.gram]
        quadric = Quadric(gram, BinaryForm([u * scale for u in loss.target.rationals]))
        found = search(systems(TangencySystem, family, Data.of(quadric)), 60)
        assert found.is_complete
        numbers.append(len(found.boxes))
    assert min(numbers) > 0
