"""Signs that alternate around the projective line, and how far a filter may move before one changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import gcd

from ...algebra.bezout import distinct_roots
from ...algebra.forms import BinaryForm, product
from ...algebra.numbers import AlgebraicNumber, Number
from ...algebra.precision import decided
from ...algebra.squarefree import squarefree_decomposition

Point = tuple[int, int]
"""An integer vector (x, y) ≠ 0; its point of the projective line is (x : y)."""


@dataclass(frozen=True)
class Alternation:
    """Points along a half turn v_0, …, v_m, −v_0, with the number of sign changes of a form.

    Between two neighbours at which the signs differ lies a real root, by the intermediate value theorem. At
    −v_0 the form has (−1)^n times its value at v_0.

    Attributes:
        points: the v_i; the form is not zero at any of them.
        changes: the number of sign changes: at least this many real roots are there, on disjoint arcs.
        radius: every form whose coefficients all differ by less than this has the same signs.
    """

    points: tuple[Point, ...]
    changes: int
    radius: Fraction


def alternation(form: BinaryForm) -> Alternation:
    """Signs of a non-zero form that change once for each real root of odd multiplicity.

    Points that separate these roots are found by bisection, the roots on an arc being counted by Bezoutians;
    the signs at the points are exact.
    """
    odd = product(part for multiplicity, part in squarefree_decomposition(form).parts if multiplicity % 2)
    points = tuple(_separating_points(form, odd))
    return Alternation(points, sign_changes(form, points), min(_tolerance(form, point) for point in points))


def sign_changes(form: BinaryForm, points: Sequence[Point]) -> int:
    """The number of sign changes of the form along the half turn, from the last point to −v_0 included."""
    signs = [form.sign_at(*point) for point in points]
    closing = signs[0] * (-1) ** form.degree
    return sum(before != after for before, after in pairwise([*signs, closing]))


def _tolerance(form: BinaryForm, point: Point) -> Fraction:
    """If every coefficient moves by less than |P(v)| / Σ |x|^{n−i} |y|^i, the sign at v stays."""
    x, y = map(abs, point)
    weight: int = sum(x ** (form.degree - i) * y**i for i in range(form.degree + 1))
    return _size_from_below(form(*point)) / weight


def _size_from_below(value: Number) -> Fraction:
    """A positive rational below the absolute value of a number that is not zero."""
    if not isinstance(value, AlgebraicNumber):
        return abs(value)
    number = value

    def size_at(bits: int) -> Fraction | None:
        lo, hi = number.enclosure(bits)
        return min(abs(lo), abs(hi)) if lo > 0 or hi < 0 else None

    return decided(size_at, 16)


def _separating_points(form: BinaryForm, odd: BinaryForm) -> Iterator[Point]:
    """Non-roots of the form along a half turn, so that at most one root of `odd` lies between neighbours."""
    start = _first_non_root(form, (-1, 1), (-1, -1))
    middle = _first_non_root(form, (1, 1), (1, -1))
    yield start
    yield from _split(form, odd, start, middle)
    yield middle
    yield from _split(form, odd, middle, (-start[0], -start[1]))


def _split(form: BinaryForm, odd: BinaryForm, left: Point, right: Point) -> Iterator[Point]:
    if roots_between(odd, left, right) <= 1:
        return
    near, middle, far = _bisected(form, left, right)
    yield from _split(form, odd, near, middle)
    yield middle
    yield from _split(form, odd, middle, far)


def roots_between(form: BinaryForm, left: Point, right: Point) -> int:
    """The number of distinct real roots on the arc u²·left + v²·right, u, v ≠ 0; its ends must not be roots.

    Each root on the arc is two roots (u : v) = (±√… : 1) of the form along the arc.
    """
    along = form.substituted(left[0], right[0], left[1], right[1]).in_powers(2)
    return distinct_roots(along)[0] // 2


def _bisected(form: BinaryForm, left: Point, right: Point) -> tuple[Point, Point, Point]:
    """Multiples of the ends, and a non-root about half way on the segment that joins the vectors."""
    parts = 2
    while True:
        for i in sorted(range(1, parts), key=lambda i: abs(2 * i - parts)):
            middle = ((parts - i) * left[0] + i * right[0], (parts - i) * left[1] + i * right[1])
            if form.sign_at(*middle):
                return _reduced(tuple(parts * c for c in left), middle, tuple(parts * c for c in right))
        parts *= 2


def _first_non_root(form: BinaryForm, start: Point, towards: Point) -> Point:
    """The first non-root among the start and points a little further on, in the direction of `towards`."""
    weight = form.degree + 2
    steps = range(form.degree + 1)
    candidates = [(weight * start[0] + i * towards[0], weight * start[1] + i * towards[1]) for i in steps]
    return next((x // gcd(x, y), y // gcd(x, y)) for x, y in candidates if form.sign_at(x, y))


def _reduced(*vectors: tuple[int, ...]) -> tuple[Point, Point, Point]:
    """The three vectors without their common factor, so that they stay on one segment."""
    common = gcd(*(c for vector in vectors for c in vector))
    first, second, third = ((x // common, y // common) for x, y in vectors)
    return first, second, third
