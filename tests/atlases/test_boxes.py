"""Planes for filters of degree 4, whose walls have too large degrees for exact cells: boxes, the wall of degree 36."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from lcnsym.algebra.forms import BinaryForm
from lcnsym.atlases.answers import Inquiry
from lcnsym.atlases.areas import box_bounds, owners
from lcnsym.atlases.box_survey import BoxSurvey
from lcnsym.atlases.double_roots import births_of_double_roots
from lcnsym.atlases.families import LossFamily
from lcnsym.atlases.parametric_strata import CONTEXT, ParametricStrata, S, T
from lcnsym.atlases.plane import PlaneCurve
from lcnsym.atlases.plane_births import births_in_plane
from lcnsym.atlases.walls import Curve, Question, walls_of
from lcnsym.errors import UnsupportedError
from lcnsym.landscape.equations.charts import CHARTS
from lcnsym.network.architecture import Architecture
from tests.atlases.support import answer_by_critical_points, random_family, random_form, random_gram, random_point


@pytest.mark.quick
def test_the_wall_of_two_double_roots_on_lines() -> None:
    """On lines that it was not made of, the polynomial of degree 36 is that of the line."""
    draw = random.Random(3)
    family = random_family(draw, 4, 2)
    wall = Curve.of(births_in_plane(family, CHARTS[0]))
    assert wall.degree == 36
    for _ in range(2):
        t = Fraction(draw.randint(-9, 9), 10)
        line = LossFamily(family.target_at((Fraction(0), t)), family.along[:1])
        expected = births_of_double_roots(ParametricStrata(line, CHARTS[0]))
        found = PlaneCurve(wall.in_last_parameter()).at_t(t)
        assert found.degree() == expected.degree() == 36
        assert found.gcd(expected).degree() == 36


@pytest.mark.quick
def test_the_wall_is_refused_where_coordinates_always_meet() -> None:
    """For targets in x² and y² critical A and their images under x → −x have one coordinate in common."""
    family = LossFamily(BinaryForm((1, 0, 0, 0, 0)), (BinaryForm((0, 0, 0, 0, 1)), BinaryForm((0, 0, 1, 0, 0))))
    with pytest.raises(UnsupportedError, match="wall"):
        walls_of(Architecture((3, 2, 2)), family, Question.MINIMA)


@pytest.mark.quick
def test_boxes_that_a_curve_of_large_degree_meets() -> None:
    """(s² + t² − 1)·(s² + t² − 1/4)^9 near its zeros: small values do not make boxes doubtful, and none is missed."""
    circle, inner = S**2 + T**2 - CONTEXT.constant(1), 4 * S**2 + 4 * T**2 - CONTEXT.constant(1)
    window = ((Fraction(-2), Fraction(2)),) * 2
    depth = 9
    plain = owners([Curve.of(circle), Curve.of(inner)], window, depth) != 0
    power = owners([Curve.of(circle * inner**3)], window, depth) != 0
    assert plain.mean() < 0.02
    assert power.mean() < 0.06
    assert not (plain & ~power).any()
    for i in range(0, 1 << depth, 7):
        for j in range(0, 1 << depth, 7):
            corners = [(s, t) for s in box_bounds(window, depth, i, j)[0] for t in box_bounds(window, depth, i, j)[1]]
            signs = {s * s + t * t > 1 for s, t in corners}
            assert len(signs) == 1 or plain[i, j]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sizes", "question"),
    [((3, 2, 2), "minima"), pytest.param((3, 3), "patterns", marks=pytest.mark.long)],
)
def test_planes_of_degree_4_agree_with_critical_points(sizes: tuple[int, ...], question: str) -> None:
    """At random points of a small window; what is undecided is told."""
    draw = random.Random(5)
    family = random_family(draw, 4, 2)
    centre = random_point(draw, family)
    window = tuple((c - Fraction(1, 20), c + Fraction(1, 20)) for c in centre)
    family = LossFamily(family.origin, family.along, window=window)
    architecture, asked = Architecture(sizes), Question(question)
    curves = list(dict.fromkeys(wall.curve for wall in walls_of(architecture, family, asked)))
    survey = BoxSurvey(family, curves, asked)
    survey.run(Inquiry(architecture, family, use_cache=True), lambda *_: None, 8)
    assert survey.undecided_area < family.area / 10
    seen, values = 0, set()
    for _ in range(20):
        point = random_point(draw, family)
        here = survey.answer_at(*point)
        if here is not None:
            seen += 1
            values.add(here.about(asked))
            assert here.about(asked) == answer_by_critical_points(architecture, family, point).about(asked)
    assert seen > 15
    assert sum(region.area[0] for region in survey.regions) <= family.area
    assert sum(region.area[1] for region in survey.regions) >= family.area - survey.undecided_area


@pytest.mark.long
def test_a_plane_of_gram_matrices_of_degree_4() -> None:
    """The wall's degree is larger where the Gram matrix changes too; on a line it is that of the line."""
    draw = random.Random(2)
    gram, direction = random_gram(draw, 5), random_gram(draw, 5)
    window = ((Fraction(-1), Fraction(1)), (Fraction(0), Fraction(1)))
    zero = tuple((Fraction(0),) * 5 for _ in range(5))
    family = LossFamily(random_form(draw, 4), (random_form(draw, 4),), gram, (zero, direction), window)
    wall = Curve.of(births_in_plane(family, CHARTS[0]))
    line = LossFamily(family.origin, family.along, family.gram_at((Fraction(0), Fraction(1, 3))))
    expected = births_of_double_roots(ParametricStrata(line, CHARTS[0]))
    found = PlaneCurve(wall.in_last_parameter()).at_t(Fraction(1, 3))
    assert found.gcd(expected).degree() == expected.degree() > 30
