"""Atlases of random lines and planes against lists of critical points, or numbers of roots, at many random targets.

    python -m tests.atlases.random_checks --lines 20 --planes 2 --points 20 --seed 1
    python -m tests.atlases.random_checks --grid 400

The first command takes every architecture and question in turn. The second one counts spurious minima of (3,2) by
`two-layer-minima` on a grid in a plane, and demands a wall that is listed between neighbours with different numbers.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction

from lcnsym.atlases.answers import Inquiry, LocalAnswer
from lcnsym.atlases.atlas import Atlas, atlas
from lcnsym.atlases.box_survey import BoxSurvey
from lcnsym.atlases.families import LossFamily
from lcnsym.atlases.ordered_roots import has_root_between
from lcnsym.atlases.plane import PlaneCurve
from lcnsym.atlases.plane_survey import PlaneSurvey
from lcnsym.atlases.walls import Question, has_pairs, walls_of
from lcnsym.network.architecture import Architecture
from lcnsym.theorems.critical.two_layer_minima import root_numbers
from tests.atlases.support import answer_by_critical_points, random_family, random_form, random_gram, random_point

SMALL = ((2, 2), (3, 2), (4, 2), (2, 2, 2))
QUARTIC = ((3, 2, 2), (3, 3), (2, 2, 2, 2))
LookUp = Callable[[tuple[Fraction, ...]], LocalAnswer | None]
DEPTH = 8


def _line_look_up(found: Atlas) -> LookUp:
    def answer_at(point: tuple[Fraction, ...]) -> LocalAnswer | None:
        (s,) = point
        for cell in found.cells:
            ends = [None if end is None else end.refined(60).interval for end in cell.ends]
            if (ends[0] is None or ends[0][1] < s) and (ends[1] is None or s < ends[1][0]):
                return cell.answer
        return None

    return answer_at


def _plane_look_up(architecture: Architecture, family: LossFamily, question: Question) -> LookUp:
    curves = list(dict.fromkeys(wall.curve for wall in walls_of(architecture, family, question)))
    inquiry = Inquiry(architecture, family, use_cache=True)
    if has_pairs(architecture):
        boxes = BoxSurvey(family, curves, question)
        boxes.run(inquiry, lambda *_: None, DEPTH)
        return lambda point: boxes.answer_at(*point)
    survey = PlaneSurvey(family, curves, question)
    survey.run(inquiry, lambda *_: None, 6)

    def answer_at(point: tuple[Fraction, ...]) -> LocalAnswer | None:
        found = survey.answer_at(*point)
        # inside such a part the global minimum may change hands without a curve
        return None if found is not None and found.may_be_exchanged(question) else found

    return answer_at


def _families(draw: random.Random, degree: int, dimension: int, count: int) -> Iterator[LossFamily]:
    """Every third one with a random Gram matrix, every sixth one with one that changes."""
    for i in range(count):
        family = random_family(draw, degree, dimension)
        gram = random_gram(draw, degree + 1) if i % 3 == 2 else None
        moved = (random_gram(draw, degree + 1),) * (i % 6 == 5)
        window = ((Fraction(0), Fraction(2)), *family.bounds[1:]) if moved else family.window
        along = family.along
        yield LossFamily(random_form(draw, degree), along, gram, moved, window)


def compare(lines: int, planes: int, points: int, seed: int) -> Counter[str]:
    """How many targets agreed, and how many were in no cell with an answer. Raises AssertionError at a difference."""
    draw, seen = random.Random(seed), Counter[str]()
    for dimension, count in ((1, lines), (2, planes)):
        for sizes in (*SMALL, *QUARTIC):
            architecture = Architecture(sizes)
            for i, family in enumerate(_families(draw, architecture.degree, dimension, count)):
                question = list(Question)[(i + len(sizes)) % len(Question)]
                if dimension == 1:
                    look_up = _line_look_up(atlas(architecture, family, question))
                else:
                    look_up = _plane_look_up(architecture, family, question)
                for _ in range(points):
                    point = random_point(draw, family)
                    here = look_up(point)
                    if here is None or here.about(question) is None:
                        seen["no answer"] += 1
                        continue
                    there = answer_by_critical_points(architecture, family, point)
                    if there.about(question) is None:
                        seen["critical points not decided"] += 1
                        continue
                    what = f"{sizes} {question} at {point} of {family}"
                    assert here.about(question) == there.about(question), what
                    seen["agreed"] += 1
            print(f"{dimension} {architecture}: {dict(seen)}", file=sys.stderr, flush=True)
    return seen


def check_grid(size: int, seed: int) -> Counter[str]:
    """Changes between neighbours that are explained by a wall. Raises AssertionError where one is not."""
    family = random_family(random.Random(seed), 3, 2)
    found = atlas((3, 2), family)
    walls = [wall.curve for wall in found.walls if wall.separates and wall.curve is not None]
    curves = [PlaneCurve(curve.in_last_parameter()) for curve in walls]
    values = [[lo + (hi - lo) * Fraction(2 * i + 1, 2 * size) for i in range(size)] for lo, hi in family.bounds]
    before: list[int | None] = []
    seen = Counter[str]()
    for i, s in enumerate(values[0]):
        column: list[int | None] = []
        for j, t in enumerate(values[1]):
            numbers = root_numbers(family.loss((s, t)))
            column.append(None if numbers is None else numbers[0] - numbers[1])
            pairs = []
            if j:
                pairs.append((column[-2], [curve.at_s(s) for curve in curves], (values[1][j - 1], t)))
            if i:
                pairs.append((before[j], [curve.at_t(t) for curve in curves], (values[0][i - 1], s)))
            for other, cuts, (lo, hi) in pairs:
                if column[-1] == other:
                    seen["equal"] += 1
                else:
                    explained = any(has_root_between(cut, lo, hi) for cut in cuts)
                    assert explained, f"a change at {s}, {t} without a wall"
                    seen["explained"] += 1
        before = column
    return seen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("lines", 0), ("planes", 0), ("points", 20), ("grid", 0), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    if options.grid:
        print(dict(check_grid(options.grid, options.seed)))
    if options.lines or options.planes:
        print(dict(compare(options.lines, options.planes, options.points, options.seed)))


if __name__ == "__main__":
    main()
