"""Coordinates x, y in which forms and quadrics are looked at, and those in which a quadric is balanced."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from math import comb, gcd

from flint import fmpq, fmpz_mat

from ...algebra.forms import BinaryForm
from .quadrics import Quadric, substitution

Chart = tuple[tuple[int, int], tuple[int, int]]
"""A regular integer matrix ((a, b), (c, d)): forms there are w(a·x + b·y, c·x + d·y)."""

IDENTITY: Chart = ((1, 0), (0, 1))
CHARTS: tuple[Chart, ...] = (IDENTITY, ((2, 1), (1, 1)), ((1, 2), (-1, -1)), ((3, -2), (-4, 3)))
"""A few charts of determinant one, for forms with roots at infinity in one of them."""

GAIN = 2
"""By what factor a step to other coordinates makes a quadric smaller; steps that gain less are not taken."""

Step = Callable[[int], Chart]
SHEARS: tuple[Step, ...] = (
    lambda number: ((1, number), (0, 1)),
    lambda number: ((1, -number), (0, 1)),
    lambda number: ((1, 0), (number, 1)),
    lambda number: ((1, 0), (-number, 1)),
)
SCALINGS: tuple[Step, ...] = (
    lambda number: ((1 << number, 0), (0, 1)),
    lambda number: ((1, 0), (0, 1 << number)),
)
"""Steps by integers, and by powers of two in one coordinate; the larger the number, the longer the step."""


def composed(first: Chart, second: Chart) -> Chart:
    """The chart that the second one leads to from the first."""
    (a, b), (c, d) = first
    (p, q), (r, s) = second
    return (a * p + b * r, a * q + b * s), (c * p + d * r, c * q + d * s)


def determinant(chart: Chart) -> int:
    """a·d − b·c."""
    (a, b), (c, d) = chart
    return a * d - b * c


def adjugate(chart: Chart) -> Chart:
    """The inverse times the determinant."""
    (a, b), (c, d) = chart
    return (d, -b), (-c, a)


def out_of_chart(form: BinaryForm, chart: Chart) -> BinaryForm:
    """The form in the original coordinates."""
    if chart == IDENTITY:
        return form
    (a, b), (c, d) = adjugate(chart)
    scale = Fraction(1, determinant(chart) ** form.degree)
    return BinaryForm([scale * w for w in form.substituted(a, b, c, d).coefficients])


def in_chart(quadric: Quadric, chart: Chart) -> Quadric:
    """The quadric for the forms of the chart."""
    return quadric if chart == IDENTITY else quadric.transformed(chart)


@lru_cache(maxsize=8)
def balanced_chart(quadric: Quadric) -> Chart:
    """Coordinates in which a quadric is about as small as it can be.

    The size of Q is the trace of Q·B⁻¹, B = diag(1/C(n, i)) the form that rotations do not change, times |det|ⁿ of the
    chart, so that multiples of a chart are as good. It is a sum of exponentials along every geodesic of the hyperbolic
    plane of charts up to rotation and scaling, so convex, with one minimum. Where coordinates were badly chosen for a
    quadric, the result is about what it is for good ones. A quadric that is not far from its least size is left, and
    scalings are tried where shears do not pay, as these keep numbers short.

    Source: Kempf and Ness, The length of vectors in representation spaces; for forms, Stoll and Cremona, On the
    reduction theory of binary forms.
    """
    found, least = IDENTITY, _size(quadric, IDENTITY)
    while True:
        before = least
        for steps in (SHEARS, SCALINGS):
            reached = [_furthest(quadric, found, step, least) for step in steps]
            size, chart = min(reached, key=lambda pair: pair[0])
            if size * GAIN <= least:
                found, least = chart, size
                break
        if least == before:
            common = gcd(*found[0], *found[1])
            (a, b), (c, d) = found
            return (a // common, b // common), (c // common, d // common)


def _furthest(quadric: Quadric, chart: Chart, step: Step, least: fmpq) -> tuple[fmpq, Chart]:
    """The size after steps of the lengths 1, 2, 4, … as long as it falls, and the chart."""
    number, best = 1, (least, chart)
    while True:
        moved = composed(chart, step(number))
        size = _size(quadric, moved)
        if size >= best[0]:
            return best
        number, best = 2 * number, (size, moved)


def _size(quadric: Quadric, chart: Chart) -> fmpq:
    n = quadric.degree
    common, rows = quadric.gram_integers
    # forms of the chart in the original coordinates, times detⁿ
    back = substitution(adjugate(chart), n)
    images = fmpz_mat(rows) * back
    trace = sum(comb(n, i) * sum(back[j, i] * images[j, i] for j in range(n + 1)) for i in range(n + 1))
    return fmpq(trace, common * abs(determinant(chart)) ** n)
