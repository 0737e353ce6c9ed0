"""The tools of planes: projections, ordered roots, boxes, losses of minima, against slow or independent ways."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from flint import fmpz_mpoly, fmpz_poly

from lcnsym.algebra.forms import BinaryForm
from lcnsym.atlases.answers import Inquiry, answer_of, first_decided
from lcnsym.atlases.areas import box_bounds, components, owners
from lcnsym.atlases.atlas import atlas
from lcnsym.atlases.concave_boxes import ConcaveBoxes, by_critical_points, by_elimination
from lcnsym.atlases.families import LossFamily
from lcnsym.atlases.minimal_losses import MinimalLosses
from lcnsym.atlases.ordered_roots import coprime_parts, has_root_between, ordered_roots
from lcnsym.atlases.parametric_strata import CONTEXT, S, T
from lcnsym.atlases.plane import PlaneCells
from lcnsym.atlases.projections import discriminant_in_t, resultant_in_t
from lcnsym.atlases.walls import Curve, Event, Question, walls_of
from lcnsym.landscape.critical import critical_points
from lcnsym.landscape.layers.natures import Nature
from lcnsym.network.architecture import Architecture
from tests.atlases.support import random_family, random_point

pytestmark = pytest.mark.quick

ONE = CONTEXT.constant(1)
CIRCLE = Curve.of(S**2 + T**2 - ONE)
LINE = Curve.of(2 * T - S)
WINDOW = ((Fraction(-2), Fraction(2)), (Fraction(-2), Fraction(2)))


def _random_curve(draw: random.Random, degree: int) -> Curve:
    return Curve.of(
        sum((draw.randint(-9, 9) * S**i * T**j for i in range(degree + 1) for j in range(degree + 1 - i)), 0 * S)
    )


def test_projections_against_flint() -> None:
    """Discriminants and resultants by interpolation, also where leading coefficients depend on s."""
    draw = random.Random(2)
    for _ in range(5):
        first, second = _random_curve(draw, 4), _random_curve(draw, 3)
        third = Curve.of((S**2 - 4 * ONE) * T**3 + (S - 2 * ONE) * T**2 + T * S + draw.randint(1, 9) * ONE)
        for curve in (first, third):
            found = discriminant_in_t(curve.in_last_parameter())
            assert _is_multiple(found, Curve.of(_polynomial(curve).discriminant("t")).on_line())
            found = resultant_in_t(curve.in_last_parameter(), second.in_last_parameter())
            assert _is_multiple(found, Curve.of(_polynomial(curve).resultant(_polynomial(second), "t")).on_line())


def _polynomial(curve: Curve) -> fmpz_mpoly:
    return CONTEXT.from_dict({(i, j, 0, 0): c for i, j, c in curve.terms})


def _is_multiple(first: fmpz_poly, second: fmpz_poly) -> bool:
    return bool(first * second.leading_coefficient() == second * first.leading_coefficient())


def test_ordered_roots() -> None:
    """Of (x² − 2)(x² − 3) and 3x − 4 in (0, 2): 4/3, √2, √3; not the root 0 at an end, nor those outside."""
    found = ordered_roots(
        [fmpz_poly([6, 0, -5, 0, 1]), fmpz_poly([-4, 3]), fmpz_poly([0, 1])], (Fraction(0), Fraction(2))
    )
    assert found.sources == (1, 0, 0)
    samples = [found.sample(i) for i in range(4)]
    assert samples[0] < Fraction(4, 3) < samples[1]
    assert samples[1] ** 2 < 2 < samples[2] ** 2 < 3 < samples[3] ** 2
    assert found.place(Fraction(7, 5)) == 1
    assert found.place(Fraction(3, 2)) == 2
    assert found.place(Fraction(4, 3)) is None


def test_coprime_parts() -> None:
    """No common roots, no repeated ones, and none lost."""
    x = fmpz_poly([0, 1])
    parts = coprime_parts([(x - 1) ** 2 * (x - 2), (x - 2) * (x - 3), 5 * (x - 1)])
    product = fmpz_poly([1])
    for part in parts:
        product *= part
    assert abs(product.leading_coefficient()) == 1
    assert product.degree() == 3
    assert all(product(value) == 0 for value in (1, 2, 3))


def test_roots_between() -> None:
    """√2 is in [1, 2] and in no part of [3/2, 2]."""
    f = fmpz_poly([-2, 0, 1])
    assert has_root_between(f, Fraction(1), Fraction(2))
    assert not has_root_between(f, Fraction(3, 2), Fraction(2))


def test_cells_of_a_circle_and_a_line() -> None:
    """Inside and outside, above and below: four connected parts."""
    cells = PlaneCells([CIRCLE, LINE], WINDOW)
    joined = {cell: cell for cell in cells.cells}

    def name(cell: tuple[int, int]) -> tuple[int, int]:
        return cell if joined[cell] == cell else name(joined[cell])

    for first, second, curves in cells.neighbours():
        if not curves:
            joined[name(first)] = name(second)
    assert len({name(cell) for cell in joined}) == 4
    inside = [cell for cell in joined if sum(c * c for c in cells.sample(cell)) < 1]
    assert {cells.sample(cell)[1] * 2 > cells.sample(cell)[0] for cell in inside} == {True, False}
    assert len({name(cell) for cell in inside}) == 2
    assert cells.locate(Fraction(1, 10), Fraction(1, 10)) in inside


def test_boxes_without_curves() -> None:
    """Free boxes have the same signs at all corners, and so do those that they are joined to."""
    curves = [CIRCLE, LINE]
    free = owners(curves, WINDOW, 6) == 0
    assert 0.9 < free.mean() < 0.97
    labels, number = components(free)
    assert number == 4
    for label in range(1, number + 1):
        signs = set()
        for i, j in np.argwhere(labels == label):
            for s in box_bounds(WINDOW, 6, int(i), int(j))[0]:
                for t in box_bounds(WINDOW, 6, int(i), int(j))[1]:
                    signs.add((s * s + t * t > 1, 2 * t > s))
        assert len(signs) == 1
    circle = sum(int((labels == label).sum()) for label in range(1, number + 1) if _is_in_circle(labels == label))
    assert circle * Fraction(16, 64 * 64) < Fraction(355, 113) < (circle + int((~free).sum())) * Fraction(16, 64 * 64)


def _is_in_circle(mask: np.ndarray) -> bool:
    i, j = np.argwhere(mask)[0]
    (s, _), (t, _) = box_bounds(WINDOW, 6, int(i), int(j))
    return s * s + t * t < 1


def test_losses_of_minima() -> None:
    """By the curvature of one function for each multiplicity, against all critical points with their Hessians."""
    draw = random.Random(4)
    seen = 0
    family = random_family(draw, 3, 2)
    known = MinimalLosses(family, (2, 3))
    for _ in range(30):
        point = random_point(draw, family)
        loss = family.loss(point)
        landscape = critical_points(Architecture((2, 2, 2)), loss)
        minima = [p for p in landscape.points if any(c.nature is Nature.MINIMUM for c in p.classes)]
        found = known.at(point)
        if found is None or any(point.is_target for point in minima):
            continue
        assert found is not None
        assert len(found) == len(minima)
        for m, (lo, hi) in ((minimum.multiplicity, minimum.loss) for minimum in found):
            near = [p for p in minima if p.loss[0] <= hi and lo <= p.loss[1]]
            assert len(near) == 1
            assert near[0].pattern is not None
            assert max(near[0].pattern.real) == m
            seen += 1
    assert seen > 15


def test_boxes_in_which_the_global_minimum_stays() -> None:
    """Where tangents decide which minima have the least loss, all critical points agree at the corners of the box.

    A box around a place where the global minimum changes hands on a line is not decided, those beside it are.
    """
    line = random_family(random.Random(1), 3, 1)
    family = LossFamily(line.origin, (*line.along, BinaryForm((1, 0, 0, 0))))
    curves = [wall.curve for wall in walls_of(Architecture((2, 2, 2)), family, Question.SPURIOUS)]
    kinds: dict[int, object] = {2: 3, 3: 1}
    wall = next(wall for wall in atlas((2, 2, 2), line).walls if wall.event is Event.EXCHANGE)
    place = Fraction(round(sum(wall.roots[0].refined(30).interval) * 5000), 10000)
    seen = []
    for s in (place - Fraction(1, 500), place, place + Fraction(1, 500)):
        box = ((s - Fraction(1, 4000), s + Fraction(1, 4000)), (Fraction(-1, 4000), Fraction(1, 4000)))
        assert not owners(curves, box, 0).any()
        rivals = answer_of(critical_points(Architecture((2, 2, 2)), family.loss((s, Fraction(0))))).rivals
        seen.append(ConcaveBoxes(family, by_elimination(family, kinds), len(rivals)).kind_in(box))
        asked = Inquiry(Architecture((2, 2, 2)), family, use_cache=True)
        slow = by_critical_points(family, asked, Question.SPURIOUS)
        assert ConcaveBoxes(family, slow, len(rivals)).kind_in(box) == seen[-1]
        for point in product(*box):
            found = critical_points(Architecture((2, 2, 2)), family.loss(point)).global_minimum
            assert found is not None
            assert seen[-1] in {None, len(found.classes)}
    assert seen[1] is None
    assert {seen[0], seen[2]} == {1, 3}


def test_slopes() -> None:
    """The derivative of the loss of a minimum against a difference of exact losses."""
    forms = [BinaryForm(c) for c in ((2, 1, 5, 3), (1, 0, -2, 1), (Fraction(1, 3), 1, 0, 0))]
    known = MinimalLosses(LossFamily(forms[0], tuple(forms[1:])), (2, 3))
    start, step = (Fraction(1, 7), Fraction(-1, 9)), Fraction(1, 10**6)
    here = known.at(start)
    assert here
    for j in range(2):
        there = known.at(tuple(x + step * (i == j) for i, x in enumerate(start)))
        assert there
        assert len(here) == len(there)
        for minimum in here:
            lo, hi = known.slopes(start, minimum)[j]
            assert lo <= hi
            near = min(there, key=lambda other: abs(other.loss[0] - minimum.loss[0]))
            assert float((near.loss[0] - minimum.loss[0]) / step) == pytest.approx(float(lo + hi) / 2, rel=1e-4)


def test_samples() -> None:
    """All are in their cell."""
    cells = PlaneCells([CIRCLE, LINE], WINDOW)
    for cell in cells.cells:
        points = list(cells.samples(cell))
        assert points[0] == cells.sample(cell)
        assert len(set(points)) > 3
        assert all(cells.locate(*point) == cell for point in points)


@pytest.mark.parametrize("question", [Question.CRITICAL, Question.PATTERNS])
def test_a_critical_point_that_is_the_zero_filter_at_the_sample_is_counted(question: Question) -> None:
    # at s = 1/2, the short number in its cell, (x − y)² has the factor 0 with the target −5/2 (x² + xy + y²)
    family = LossFamily(BinaryForm((-2, -1, -1)), (BinaryForm((-1, -3, -3)),))
    for cell in atlas((2, 2), family, question).cells:
        for s in (Fraction(-9, 10), Fraction(-1, 5), Fraction(1, 3), Fraction(4, 5)):
            answer = Inquiry(Architecture((2, 2)), family, use_cache=False)([s])
            if (s < Fraction(-1, 3)) is (cell.point[0] < Fraction(-1, 3)):
                assert answer is not None
                assert cell.answer is not None
                assert answer.about(question) == cell.answer.about(question)


def test_special_samples_are_left_for_others() -> None:
    """At x³ + 3x²y − 3xy² + 3y³ critical points that are not real are multiple; its neighbours have one answer."""
    gram = tuple(tuple(Fraction(3 if i in (0, 3) else 1) * (i == j) for j in range(4)) for i in range(4))
    family = LossFamily(BinaryForm((1, 0, -3, 0)), (BinaryForm((1, 0, 1, 0)), BinaryForm((0, -1, 0, -1))), gram)
    asked = Inquiry(Architecture((3, 2)), family, use_cache=False)
    special, usual = (Fraction(0), Fraction(-3)), (Fraction(0), Fraction(-2))
    assert first_decided([special], asked, Question.SPURIOUS)[0] == special
    point, answer = first_decided([special, usual], asked, Question.SPURIOUS)
    assert point == usual
    assert answer is not None
    assert answer.spurious_minima == 1
