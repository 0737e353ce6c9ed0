"""Bounds on the number of real roots of a form: Descartes' rule on arcs, and sign changes at points."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from .forms import Form
from .limits import MAX_POINTS
from .outcome import Malformed, require
from .polynomials import Row, above, between, mirror, sign, variations
from .reading import items, rational


@dataclass(frozen=True)
class Bounds:
    """lower ≤ number of real roots, with multiplicity ≤ upper."""

    lower: int
    upper: int


def read_points(document: object, where: str) -> list[Fraction]:
    """A non-empty, strictly ascending list of rationals."""
    points = [rational(point, f"an entry of {where}") for point in items(document, where, 1, MAX_POINTS)]
    if any(a >= b for a, b in pairwise(points)):
        raise Malformed(f"{where} must be strictly ascending")
    return points


def descartes(form: Form, breakpoints: list[Fraction]) -> Bounds:
    """Descartes' rule on the arcs between infinity and the breakpoints, which are in ascending order."""
    infinity, at_points, counts = arcs(form, breakpoints)
    known = infinity + sum(at_points)
    return Bounds(known + sum(count % 2 for count in counts), known + sum(counts))


def arcs(form: Form, breakpoints: list[Fraction]) -> tuple[int, list[int], list[int]]:
    """Multiplicities at infinity and at the breakpoints, and the sign variations on the arcs in ascending order."""
    work = form.field.work
    at_points: list[int] = []
    counts: list[int] = []
    signs: list[int] = []
    for point, following in zip(breakpoints, [*breakpoints[1:], None], strict=True):
        rows, unit = above(form.rows, point, work)
        signs = _signs(form, rows)
        at_points.append(next(i for i, s in enumerate(signs) if s))
        if point == breakpoints[0]:
            counts.append(variations(mirror(signs)))
        if following is not None:
            counts.append(variations(_signs(form, between(rows, (following - point) / unit, work))))
    counts.append(variations(signs))
    return form.order_at_infinity(), at_points, counts


def _signs(form: Form, rows: list[Row]) -> list[int]:
    if form.field.degree == 1:
        return list(map(sign, rows[0]))
    return [form.field.sign([row[i] for row in rows]) for i in range(form.degree + 1)]


def sign_changes(form: Form, points: list[Fraction]) -> Bounds:
    """Sign changes once round the projective line; the form must not vanish at a point."""
    signs = [form.sign_at(point) for point in points]
    for i, found in enumerate(signs, start=1):
        require("points", found != 0, f"the form vanishes at point {i}")
    around = [*signs, (-1) ** form.degree * signs[0]]
    return Bounds(sum(a != b for a, b in pairwise(around)), form.degree)
