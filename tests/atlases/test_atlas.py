"""Atlases against lists of critical points at many losses that the atlas was not asked about."""

from __future__ import annotations

import json
import random
from collections import Counter
from fractions import Fraction
from itertools import pairwise

import pytest

from lcnsym.algebra.forms import BinaryForm
from lcnsym.atlases.answers import Inquiry
from lcnsym.atlases.atlas import Atlas, AtlasCell, atlas
from lcnsym.atlases.families import LossFamily
from lcnsym.atlases.ordered_roots import has_root_between
from lcnsym.atlases.plane_survey import PlaneSurvey
from lcnsym.atlases.walls import Curve, Event, Question, walls_of
from lcnsym.errors import BadInputError, LcnsymError
from lcnsym.network.architecture import Architecture
from lcnsym.theorems.critical.rotation_invariant_cubics import spurious_by_discriminants
from lcnsym.theorems.critical.two_layer_minima import root_numbers
from tests.atlases.support import (
    ROTATION_INVARIANT,
    answer_by_critical_points,
    random_family,
    random_form,
    random_gram,
    random_point,
)

CASES = [
    ((2, 2), "minima"),
    ((3, 2), "spurious"),
    ((4, 2), "patterns"),
    ((2, 2, 2), "spurious"),
    ((2, 2, 2), "least"),
    ((4, 2), "least"),
    ((3, 2, 2), "spurious"),
    ((3, 3), "patterns"),
    ((2, 2, 2, 2), "minima"),
]


def _cell_at(found: Atlas, s: Fraction) -> AtlasCell:
    """The segment that a point is in."""
    for cell in found.cells:
        lower, upper = cell.ends
        above = lower is None or lower.refined(60).interval[1] < s
        if above and (upper is None or s < upper.refined(60).interval[0]):
            return cell
    raise AssertionError(f"no cell at {s}")


@pytest.mark.quick
@pytest.mark.parametrize(("sizes", "question"), CASES)
def test_lines_agree_with_critical_points(sizes: tuple[int, ...], question: str) -> None:
    """At random points of random lines; and neighbours have different answers."""
    draw = random.Random(7)
    architecture = Architecture(sizes)
    for _ in range(2):
        family = random_family(draw, architecture.degree, 1)
        found = atlas(architecture, family, question)
        assert found.is_complete
        for below, above in pairwise(found.cells):
            if below.answer is None or above.answer is None:
                continue
            assert below.answer.about(found.question) != above.answer.about(found.question)
        for _ in range(8):
            point = random_point(draw, family)
            here = _cell_at(found, point[0]).answer
            if here is None:
                continue
            expected = answer_by_critical_points(architecture, family, point)
            assert here.about(found.question) == expected.about(found.question)


@pytest.mark.quick
def test_lines_of_gram_matrices() -> None:
    """Targets and Gram matrices change together; by `two-layer-minima` the numbers of roots tell the minima."""
    draw = random.Random(3)
    for _ in range(3):
        gram, direction = random_gram(draw, 4), random_gram(draw, 4)
        family = LossFamily(
            random_form(draw, 3), (random_form(draw, 3),), gram, (direction,), ((Fraction(0), Fraction(3)),)
        )
        found = atlas(Architecture((3, 2)), family)
        assert found.is_complete
        for _ in range(10):
            point = random_point(draw, family)
            numbers = root_numbers(family.loss(point))
            here = _cell_at(found, point[0]).answer
            assert numbers is not None
            assert here is not None
            assert here.spurious_minima == (numbers[0] - numbers[1]) // 2


@pytest.mark.quick
def test_planes_of_gram_matrices() -> None:
    """The Gram matrix alone changes, in two directions; by `two-layer-minima` the numbers of roots tell the minima."""
    draw = random.Random(4)
    grams = [random_gram(draw, 4) for _ in range(3)]
    window = ((Fraction(0), Fraction(3)),) * 2
    family = LossFamily(random_form(draw, 3), (), grams[0], tuple(grams[1:]), window)
    survey, _ = _survey(Architecture((3, 2)), family, Question.SPURIOUS)
    seen = 0
    for _ in range(40):
        point = random_point(draw, family)
        numbers, here = root_numbers(family.loss(point)), survey.answer_at(*point)
        if numbers is not None and here is not None:
            seen += 1
            assert here.spurious_minima == (numbers[0] - numbers[1]) // 2
    assert seen > 35


@pytest.mark.quick
def test_targets_through_zero() -> None:
    """Multiples of one target have the same landscape; at zero itself it is another one, which is on no open part."""
    for origin, along in (((0, 0, 0, 0), (2, 1, -2, 3)), ((2, 1, -2, 3), (2, 1, -2, 3))):
        window = ((Fraction(-2), Fraction(2)),)
        found = atlas((3, 2), LossFamily(BinaryForm(origin), (BinaryForm(along),), window=window))
        assert found.is_complete
        assert [cell.answer.spurious_minima for cell in found.cells if cell.answer] == [1]


@pytest.mark.quick
@pytest.mark.parametrize(
    ("origin", "along", "message"),
    [
        ((1, 2, 1, 0), (0, 1, 2, 1), "every target has a repeated root"),
        ((1, 0, 0, 0), (0, 0, 0, 0), "the direction is zero"),
    ],
)
def test_families_inside_a_wall(origin: tuple[int, ...], along: tuple[int, ...], message: str) -> None:
    with pytest.raises(LcnsymError, match=message):
        atlas((3, 2), LossFamily(BinaryForm(origin), (BinaryForm(along),)))


@pytest.mark.quick
def test_shares() -> None:
    """Bounds for the share of every answer, which the numbers of roots at random points agree with."""
    draw = random.Random(9)
    family = random_family(draw, 3, 2)
    shares = atlas((3, 2), family).shares
    assert sum(low for low, _ in shares.values()) <= 1 <= sum(high for _, high in shares.values())
    assert all(high - low < Fraction(3, 100) for low, high in shares.values())
    points, counts = 300, Counter[object]()
    for _ in range(points):
        numbers = root_numbers(family.loss(random_point(draw, family)))
        assert numbers is not None
        counts[(numbers[0] - numbers[1]) // 2] += 1
    for value, (low, high) in shares.items():
        # four standard deviations
        assert float(low) - 0.116 < counts[value] / points < float(high) + 0.116


@pytest.mark.quick
def test_where_the_global_minimum_changes_hands() -> None:
    """A wall of degree 72, as two minima of (2,2,2) with one and with three classes exchange the least loss."""
    found = atlas(Architecture((2, 2, 2)), random_family(random.Random(1), 3, 1))
    walls = [wall for wall in found.walls if wall.event is Event.EXCHANGE]
    assert walls
    assert {wall.degree for wall in walls} == {72}
    assert walls[0].strata == ((2, 1), (3,))
    for wall in walls:
        (root,) = wall.roots
        lo, hi = root.refined(40).interval
        sides = [answer_by_critical_points(found.architecture, found.family, (s,)) for s in (lo, hi)]
        assert sides[0].least != sides[1].least
        assert [side.minima for side in sides] == [sides[0].minima] * 2


def _survey(architecture: Architecture, family: LossFamily, question: Question) -> tuple[PlaneSurvey, list[Curve]]:
    walls = walls_of(architecture, family, question)
    curves = list(dict.fromkeys(wall.curve for wall in walls))
    survey = PlaneSurvey(family, curves, question)
    survey.run(Inquiry(architecture, family, use_cache=True), lambda *_: None, 6)
    return survey, curves


@pytest.mark.parametrize(("sizes", "question"), [((3, 2), "spurious"), ((4, 2), "minima"), ((2, 2, 2), "critical")])
def test_planes_agree_with_critical_points(sizes: tuple[int, ...], question: str) -> None:
    """At random points of random planes; areas are shares of the random points, within bounds and chance."""
    draw = random.Random(5)
    architecture, asked = Architecture(sizes), Question(question)
    family = random_family(draw, architecture.degree, 2)
    survey, _ = _survey(architecture, family, asked)
    seen = 0
    for _ in range(50):
        point = random_point(draw, family)
        here = survey.answer_at(*point)
        if here is not None:
            seen += 1
            assert here.about(asked) == answer_by_critical_points(architecture, family, point).about(asked)
    assert seen > 44
    assert sum(region.area[0] for region in survey.regions) <= family.area <= sum(r.area[1] for r in survey.regions)


def test_changes_on_a_grid_are_explained_by_walls() -> None:
    """Between neighbours of a grid with different numbers of spurious minima a separating wall is crossed."""
    draw = random.Random(11)
    architecture = Architecture((3, 2))
    family = random_family(draw, 3, 2)
    survey, curves = _survey(architecture, family, Question.SPURIOUS)
    size = 14
    values = [[Fraction(-2) + Fraction(4 * (2 * i + 1), 2 * size) for i in range(size)] for _ in range(2)]
    numbers = {
        (i, j): root_numbers(family.loss((s, t))) for i, s in enumerate(values[0]) for j, t in enumerate(values[1])
    }
    changes = 0
    for (i, j), here in numbers.items():
        for p, q in ((i + 1, j), (i, j + 1)):
            if (p, q) in numbers and here is not None and numbers[p, q] is not None:
                there = numbers[p, q]
                assert there is not None
                if here[0] - here[1] != there[0] - there[1]:
                    changes += 1
                    assert any(_crosses(curves[k], values, (i, j), (p, q)) for k in survey.separating)
    assert changes > 5


def _crosses(curve: Curve, values: list[list[Fraction]], start: tuple[int, int], end: tuple[int, int]) -> bool:
    """Whether a curve may meet the side of the grid between two neighbours."""
    from lcnsym.atlases.plane import PlaneCurve

    drawn = PlaneCurve(curve.in_last_parameter())
    if start[0] == end[0]:
        return has_root_between(drawn.at_s(values[0][start[0]]), values[1][start[1]], values[1][end[1]])
    return has_root_between(drawn.at_t(values[1][start[1]]), values[0][start[0]], values[0][end[0]])


@pytest.mark.quick
def test_the_deltoids() -> None:
    """`rotation-invariant-cubics` in the plane (1 + s, −t, s − 3, −t): a deltoid without the opposite inscribed one.

    Three tips are left, on each of which there is one spurious minimum; the inner deltoid and three parts outside.
    """
    forms = [BinaryForm(c) for c in ((1, 0, -3, 0), (1, 0, 1, 0), (0, -1, 0, -1))]
    window = ((Fraction(-5), Fraction(5)),) * 2
    family = LossFamily(forms[0], tuple(forms[1:]), ROTATION_INVARIANT, window=window)
    found = atlas(Architecture((3, 2)), family)
    assert found.is_complete
    assert len(found.cells) == 7
    assert sorted(cell.answer.spurious_minima for cell in found.cells if cell.answer) == [0, 0, 0, 0, 1, 1, 1]
    for cell in found.cells:
        assert cell.answer is not None
        assert cell.answer.spurious_minima == spurious_by_discriminants(cell.target)


@pytest.mark.quick
def test_losses_that_rotations_do_not_change() -> None:
    """Their elimination forms have factors 1 + p² in common, which are no walls."""
    draw = random.Random(2)
    family = random_family(draw, 3, 1)
    rotated = LossFamily(family.origin, family.along, ROTATION_INVARIANT, window=family.window)
    found = atlas((2, 2, 2), rotated, "minima")
    assert found.is_complete
    for _ in range(10):
        point = random_point(draw, rotated)
        here = _cell_at(found, point[0]).answer
        assert here is not None
        assert here.minima == answer_by_critical_points(Architecture((2, 2, 2)), rotated, point).minima


@pytest.mark.quick
def test_an_interrupt_keeps_what_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cells that come later have no answer, and the atlas is not complete."""
    from lcnsym.atlases import answers

    calls = []
    real = answers.critical_points

    def stopped(*words: object, **options: object) -> object:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*words, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(answers, "critical_points", stopped)
    found = atlas(Architecture((3, 2)), random_family(random.Random(1), 3, 1))
    assert found.is_interrupted
    assert not found.is_complete
    assert found.undecided_area > 0
    assert found.cells[0].answer is not None
    assert found.cells[-1].answer is None
    assert len(calls) == 2


@pytest.mark.quick
def test_json() -> None:
    """The keys are those of the interface; the document can be written."""
    found = atlas(Architecture((3, 2)), random_family(random.Random(1), 3, 1))
    document = json.loads(json.dumps(found.to_dict()))
    assert {"cells", "walls", "undecided_area", "complete"} <= set(document)
    assert {"sample", "window_area", "spurious_minima", "minima", "critical", "least"} <= set(document["cells"][0])
    assert {"event", "strata", "polynomial", "degree", "proved"} <= set(document["walls"][0])
    value = document["walls"][0]["values"][0]
    polynomial = value["minpoly"]
    lo, hi = (Fraction(end) for end in value["interval"])
    signs = [sum(c * x**i for i, c in enumerate(map(int, polynomial))) for x in (lo, hi)]
    assert signs[0] * signs[1] < 0


@pytest.mark.quick
def test_other_questions() -> None:
    with pytest.raises(BadInputError, match="one of spurious, minima"):
        atlas(Architecture((3, 2)), random_family(random.Random(1), 3, 1), "maxima")
    with pytest.raises(BadInputError, match="filters of size 5"):
        atlas(Architecture((4, 2)), random_family(random.Random(1), 3, 1))
