"""A slow second reading of the claim "all-critical-points", by the engine's balls; nothing of the checker is used."""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

from flint import acb, fmpq

from lcnsym.algebra.fields import ball_bounds
from lcnsym.algebra.forms import BinaryForm
from lcnsym.algebra.linear import rank
from lcnsym.landscape.ed_degrees import generic_ed_degree
from lcnsym.landscape.equations.quadrics import Quadric
from lcnsym.landscape.equations.tangency import Tangency
from lcnsym.landscape.krawczyk import Box, disjoint
from lcnsym.landscape.strata.boxed_forms import box_is_on_open_stratum

Document = dict[str, Any]
Point = list[tuple[Fraction, Fraction]]
Corners = list[tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]]]


def boxes_hold_all(claim: Document) -> bool:
    """Whether the claim is true, if the number gED(λ) is right."""
    return _hold_all(json.dumps(claim, sort_keys=True))


@lru_cache(maxsize=64)
def _hold_all(text: str) -> bool:
    claim = json.loads(text)
    target = BinaryForm([Fraction(u) for u in claim["loss"]["target"]])
    n, gram = target.degree, claim["loss"]["gram"]
    unit = [[Fraction(int(i == j)) for j in range(n + 1)] for i in range(n + 1)]
    rows = unit if gram is None else [[Fraction(q) for q in row] for row in gram]
    partition = tuple(claim["partition"])
    if rank(rows) <= n or sum(partition) != n or partition != tuple(sorted(partition, reverse=True)):
        return False
    a, b, c, d = claim["chart"]
    tangency = Tangency(Quadric(rows, target).transformed(((a, b), (c, d))), partition)
    solutions = [_solution(tangency, box) for box in claim["boxes"]]
    proved = [box for box in solutions if box is not None]
    real = sum(box.is_real for box in proved)
    return (
        len(proved) == len(claim["boxes"])
        and real == claim["real"]
        and 2 * len(proved) - real == generic_ed_degree(partition)
        and len(disjoint(proved)) == len(proved)
        and all(box_is_on_open_stratum(tangency, box) for box in proved)
        and all(_only_one_in(i, claim["boxes"], proved) for i in range(len(proved)))
    )


def _solution(tangency: Tangency, box: Document) -> Box | None:
    """The solution near the centre."""
    centre = [acb(_ball(re), _ball(im)) for re, im in box["centre"]]
    found = tangency.box(centre, is_real=all(z.imag == 0 for z in centre))
    return None if found is None else tangency.refined(found, 512)


def _ball(number: str) -> fmpq:
    return fmpq(*Fraction(number).as_integer_ratio())


def _only_one_in(i: int, boxes: Sequence[Document], solutions: Sequence[Box]) -> bool:
    """Whether the solution of box i lies in it, and none of the others, nor any conjugate of one that is not real."""
    centre = [(Fraction(re), Fraction(im)) for re, im in boxes[i]["centre"]]
    radius = Fraction(boxes[i]["radius"])
    for j, solution in enumerate(solutions):
        corners = [(ball_bounds(z.real), ball_bounds(z.imag)) for z in solution.coordinates]
        twins = [corners, [(re, (-im[1], -im[0])) for re, im in corners]]
        for twin in twins[: 1 if solution.is_real else 2]:
            wanted = i == j and twin is corners
            if wanted != _within(twin, centre, radius) or wanted == _outside(twin, centre, radius):
                return False
    return True


def _within(corners: Corners, centre: Point, radius: Fraction) -> bool:
    return all(
        middle - radius <= lo and hi <= middle + radius
        for point, place in zip(corners, centre, strict=True)
        for (lo, hi), middle in zip(point, place, strict=True)
    )


def _outside(corners: Corners, centre: Point, radius: Fraction) -> bool:
    return any(
        hi < middle - radius or lo > middle + radius
        for point, place in zip(corners, centre, strict=True)
        for (lo, hi), middle in zip(point, place, strict=True)
    )
