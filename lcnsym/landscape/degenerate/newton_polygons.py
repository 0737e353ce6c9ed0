"""Whether a power series in two variables is positive near zero: Newton polygons and the arcs through their edges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest
from math import comb

from ...algebra.coefficients import polynomial_product
from ...algebra.forms import BinaryForm
from ...algebra.numbers import Number, sign
from ...roots.roots import InfiniteRoot, RealRoot, isolate_roots
from .lowest_forms import Terms, between
from .series import as_number

MAX_FIELD = 12
MAX_DEPTH = 40

Polynomial = tuple[Number, ...]
"""In one variable, constant coefficient first."""


@dataclass(frozen=True)
class Positivity:
    """Whether a power series is positive near zero but for zero itself.

    Attributes:
        answer: False: it is negative on an arc to zero. None: the terms that are known do not decide.
        arc: polynomials in s for the variables, with negative values for small s > 0; None: there is none.
    """

    answer: bool | None
    arc: tuple[Polynomial, ...] | None = None


OPEN = Positivity(None)


def positivity(terms: Terms, order: int, degree: int, zeros: Sequence[RealRoot | InfiniteRoot]) -> Positivity:
    """Of a power series in two variables of which all terms through an order are known.

    An analytic function is negative near zero only if it is so on an analytic arc (x(s), y(s)), s > 0, to zero. If its
    lowest form is positive on the tangent of the arc, so is the function. Else the tangent is one of the zeros; then
    x = ±s, y = s·(a + v), or with x and y exchanged, leads to a power series in s with polynomials in v as
    coefficients, and to its Newton polygon.

    Args:
        terms: coefficients by exponents.
        order: of the last terms that are known.
        degree: of the lowest form, which is nowhere negative.
        zeros: the lines on which it is zero.
    """
    is_open = False
    for line in zeros:
        is_finite = isinstance(line, RealRoot)
        place = _number(line) if isinstance(line, RealRoot) else Fraction(0)
        if place is None:
            return OPEN
        turned: Terms = terms if is_finite else {(j, i): c for (i, j), c in terms.items()}
        rows = _shifted(turned, place, degree, order)
        for side in (1, -1):
            found = _one_side([[c * side**i for c in row] for i, row in enumerate(rows)], MAX_DEPTH)
            if found.arc is not None:
                s = tuple(side * c for c in found.arc[0])
                along = _along(s, place, found.arc[1])
                return Positivity(False, (along, s) if is_finite else (s, along))
            is_open = is_open or found.answer is None
    return OPEN if is_open else Positivity(True)


def _number(root: RealRoot) -> Number | None:
    """The root, if it is in a small field."""
    if root.part is not None and root.part.degree * root.part.field.degree > MAX_FIELD:
        return None
    return root.value()


def _shifted(terms: Terms, place: Number, degree: int, order: int) -> list[list[Number]]:
    """Σ c·x^i·y^j at x = s·(place + v), y = s, divided by s^degree: for every power of s the coefficients in v."""
    rows: list[list[Number]] = [[] for _ in range(order - degree + 1)]
    for (i, j), c in terms.items():
        line = [as_number(c) * _power(place, i - k) * comb(i, k) for k in range(i + 1)]
        rows[i + j - degree] = _plus(rows[i + j - degree], line)
    return rows


def _one_side(rows: Sequence[Sequence[Number]], depth: int) -> Positivity:
    """Of Σ s^i·rows[i](v) for s > 0 and (s, v) near zero, where powers of s from len(rows) on are not known.

    The polynomial rows[0] is not zero. Below the Newton polygon's first edge, v = s^(p/q)·a, nothing is as large as the
    lowest power of v. On the edge the leading coefficient is the edge's polynomial at a. Its zeros are looked at in
    the same way, a = 0 for all later edges.
    """
    top = next(j for j, c in enumerate(rows[0]) if c)
    lead = sign(rows[0][top])
    if top % 2 or lead < 0:
        # the term of s^0 is far the largest on s = r^(top + 1), v = ±r
        return Positivity(False, (_monomial(1, top + 1), _monomial(-lead if top % 2 else 1, 1)))
    if top == 0:
        return Positivity(True)
    slopes = [Fraction(i, top - j) for i, row in enumerate(rows) for j, c in enumerate(row[:top]) if c]
    if not slopes or min(slopes) * top >= len(rows) or depth == 0:
        return OPEN
    return _on_edge(rows, top, min(slopes), depth)


def _on_edge(rows: Sequence[Sequence[Number]], top: int, slope: Fraction, depth: int) -> Positivity:
    """The same from the first edge of the Newton polygon, which goes down from v^top."""
    p, q = slope.numerator, slope.denominator
    edge: list[Number] = []
    for j in range(top, -1, -1):
        i = slope * (top - j)
        row = rows[int(i)] if i.denominator == 1 else ()
        edge.append(row[j] if j < len(row) else Fraction(0))
    form = BinaryForm(edge)
    roots = [root for root in isolate_roots(form) if isinstance(root, RealRoot)]
    for x, y in between(roots):
        if form.sign_at(x, y) < 0:
            return Positivity(False, (_monomial(1, q), _monomial(x / y, p)))
    is_open = False
    for place in map(_number, roots):
        found = OPEN if place is None else _one_side(_substituted(rows, place, slope, top), depth - 1)
        if found.arc is not None and place is not None:
            s, v = found.arc
            return Positivity(False, (_to_the(s, q), _along(_to_the(s, p), place, v)))
        is_open = is_open or found.answer is None
    return OPEN if is_open else Positivity(True)


def _substituted(rows: Sequence[Sequence[Number]], place: Number, slope: Fraction, top: int) -> list[list[Number]]:
    """At s = r^q, v = r^p·(place + v'), slope p/q, divided by r^(p·top), in powers of r and v'."""
    p, q = slope.numerator, slope.denominator
    known = q * len(rows) - p * top
    found: list[list[Number]] = [[] for _ in range(known)]
    for i, row in enumerate(rows):
        for j, c in enumerate(row):
            power = q * i + p * j - p * top
            if c and power < known:
                line = [c * _power(place, j - k) * comb(j, k) for k in range(j + 1)]
                found[power] = _plus(found[power], line)
    return found


def _power(base: Number, exponent: int) -> Number:
    return base**exponent if exponent else Fraction(1)


def _monomial(value: Fraction | int, exponent: int) -> Polynomial:
    return (*[Fraction(0)] * exponent, Fraction(value))


def _plus(first: Sequence[Number], second: Sequence[Number]) -> list[Number]:
    return [a + b for a, b in zip_longest(first, second, fillvalue=Fraction(0))]


def _along(s: Polynomial, place: Number, v: Polynomial) -> Polynomial:
    """s·(place + v)."""
    return tuple(polynomial_product(s, _plus([place], v)))


def _to_the(base: Polynomial, exponent: int) -> Polynomial:
    found: Polynomial = (Fraction(1),)
    for _ in range(exponent):
        found = tuple(polynomial_product(found, base))
    return found
