"""Critical points of the square loss on the forms with one root of multiplicity m, the others free, by elimination.

w = (x − p·y)^m·v is critical exactly if Q(w − u) is orthogonal to (x − p·y)^{m−1} times all forms of degree
d = n − m + 1: one linear equation more than v has coefficients, so that a determinant vanishes at p.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from math import comb
from typing import Any

from .exact import (
    Poly,
    add,
    apply,
    derivative,
    gcd,
    inverse,
    multiply,
    polynomial_determinant,
    product,
    quotient,
    real_roots,
    square_free,
    trim,
)
from .oracle_roots import is_zero, pattern

Json = dict[str, Any]
Rows = tuple[tuple[Fraction, ...], ...]
Point = tuple[Fraction, Fraction]
"""A complex number."""


def gram_of(loss: Json) -> Rows:
    size = len(loss["target"])
    rows = loss["gram"] or [[str(int(i == j)) for j in range(size)] for i in range(size)]
    return tuple(tuple(map(Fraction, row)) for row in rows)


def target_of(loss: Json) -> tuple[Fraction, ...]:
    return tuple(map(Fraction, loss["target"]))


def _multiple(n: int, m: int, shift: int) -> list[Poly]:
    """The coefficients of (x − p·y)^m times the shift-th monomial, as polynomials in p; leading coefficient first."""
    found: list[Poly] = [[] for _ in range(n + 1)]
    for i in range(m + 1):
        found[i + shift] = [Fraction(0)] * i + [Fraction((-1) ** i * comb(m, i))]
    return found


def _equations(gram: Rows, target: Sequence[Fraction], m: int) -> list[list[Poly]]:
    """A row an equation, a column a coefficient of v, and last the right side."""
    n = len(target) - 1
    columns = [_multiple(n, m, j) for j in range(n - m + 1)]
    tests = [_multiple(n, m - 1, j) for j in range(n - m + 2)]
    moments = apply(gram, target)
    rows = []
    for test in tests:
        image = [_combined(row, test) for row in gram]
        rows.append([*(_inner(image, column) for column in columns), _combined(moments, test)])
    return rows


def _combined(numbers: Sequence[Fraction], line: Sequence[Poly]) -> Poly:
    width = max(map(len, line))
    return trim(
        [sum((q * f[i] for q, f in zip(numbers, line, strict=True) if i < len(f)), Fraction(0)) for i in range(width)]
    )


def _inner(first: Sequence[Poly], second: Sequence[Poly]) -> Poly:
    total = [Fraction(0)] * (max(map(len, first)) + max(map(len, second)))
    for f, g in zip(first, second, strict=True):
        for i, a in enumerate(f):
            for j, b in enumerate(g):
                total[i + j] += a * b
    return trim(total)


@lru_cache(maxsize=4096)
def elimination(gram: Rows, target: tuple[Fraction, ...], m: int) -> tuple[Fraction, ...]:
    """The determinant as a polynomial in p, constant term first; empty: it vanishes identically."""
    return tuple(trim(polynomial_determinant(_equations(gram, target, m))))


def judge_stratum(claim: Json) -> bool | None:
    """Whether a claim stratum-critical-points is true: whether every real critical point has its root at one of E.

    If Q is not definite some points have no best cofactor. Then the determinant is asked, which vanishes at all places,
    and perhaps at more. None: it vanishes where E does not.
    """
    gram, target = gram_of(claim["loss"]), target_of(claim["loss"])
    form = [Fraction(c) for c in claim["elimination"]]
    if is_zero(form) or str(pattern(form)) != claim["pattern"]:
        return False
    m, given, definite = claim["multiplicity"], trim(form[::-1]), is_definite(gram)
    places = critical_places if definite else vanishing_places
    finite = places(gram, target, m)
    if finite is None:
        return False if definite else None
    turned = places(tuple(row[::-1] for row in gram[::-1]), target[::-1], m)
    at_infinity = turned is None or (len(turned) > 0 and turned[0] == 0)
    holds = real_roots(gcd(finite, given)) == real_roots(finite) and not (at_infinity and form[0])
    return True if holds else False if definite else None


def vanishing_places(gram: Rows, target: tuple[Fraction, ...], m: int) -> Poly | None:
    """The determinant; None: it vanishes identically."""
    return list(elimination(gram, target, m)) or None


@lru_cache(maxsize=4096)
def critical_places(gram: Rows, target: tuple[Fraction, ...], m: int) -> Poly | None:
    """A polynomial whose real roots are the repeated roots p of the real critical points, for a definite Q.

    The squared distance from u to the multiples of (x − p·y)^m is N(p)/D(p), quotient of Gram's determinants with u and
    without, D > 0. Its slope is zero exactly if w = (x − p·y)^m·v, v the best cofactor, is critical or v(p) = 0; then p
    is no root of multiplicity exactly m. Nothing is put into equations of tangency.

    None: all places are critical.
    """
    n = len(target) - 1
    columns = [_multiple(n, m, j) for j in range(n - m + 1)]
    own = [[c] if c else [] for c in target]
    inner = [[_inner([_combined(row, b) for row in gram], a) for b in [*columns, own]] for a in [*columns, own]]
    size = len(columns)
    without = polynomial_determinant([row[:size] for row in inner[:size]])
    whole = polynomial_determinant(inner)
    slope = trim(_minus(multiply(derivative(whole), without), multiply(whole, derivative(without))))
    # D·v(p) by Cramer's rule: the determinant with the powers of p below
    powers = [[Fraction(0)] * (n - m - j) + [Fraction(1)] for j in range(size)]
    value = trim(polynomial_determinant([*inner[:size], [*powers, []]]))
    if not value:
        return [Fraction(1)]
    if not slope:
        return None
    places = square_free(slope)
    return quotient(places, gcd(places, value))


def _minus(f: Poly, g: Poly) -> Poly:
    return add(f, [-c for c in g])


def is_definite(gram: Rows) -> bool:
    return all(_determinant([row[:k] for row in gram[:k]]) > 0 for k in range(1, len(gram) + 1))


def _determinant(rows: Sequence[Sequence[Fraction]]) -> Fraction:
    found = polynomial_determinant([[[c] for c in row] for row in rows])
    return found[0] if found else Fraction(0)


def in_chart(loss: Json, chart: Sequence[int]) -> tuple[Rows, tuple[Fraction, ...]]:
    """Q and u for W = w(ax + by, cx + dy)."""
    gram, target = gram_of(loss), target_of(loss)
    n = len(target) - 1
    columns = [_substituted(n, i, chart) for i in range(n + 1)]
    matrix = [list(row) for row in zip(*columns, strict=True)]
    back = inverse(matrix)
    if back is None:
        raise AssertionError("the chart is regular")
    moved = product(product([list(row) for row in zip(*back, strict=True)], gram), back)
    return tuple(map(tuple, moved)), tuple(apply(matrix, target))


def _substituted(n: int, i: int, chart: Sequence[int]) -> list[Fraction]:
    """(ax + by)^{n−i}(cx + dy)^i, leading coefficient first."""
    a, b, c, d = chart
    line = [Fraction(1)]
    for p, q in [(a, b)] * (n - i) + [(c, d)] * i:
        line = [x * p + y * q for x, y in zip([*line, Fraction(0)], [Fraction(0), *line], strict=True)]
    return line


Solution = tuple[Point, ...]
"""The coefficients of A_m and of A_1 as in a box, each a complex number within ERROR."""
ERROR = Fraction(1, 2**60)


def all_points(gram: Rows, target: tuple[Fraction, ...], m: int) -> tuple[Solution, ...] | None:
    """All complex critical points with a root of multiplicity exactly m and the others simple.

    None: there are fewer than in general, because a solution is multiple, at infinity, or on a smaller stratum.
    """
    found = candidates(gram, target, m)
    if found is None or not all(_is_exact_stratum(_neg(a), v[::-1]) for a, *v in found):
        return None
    return found


@lru_cache(maxsize=2048)
def candidates(gram: Rows, target: tuple[Fraction, ...], m: int) -> tuple[Solution, ...] | None:
    """The solutions of the equations of tangency; None: there are fewer than in general."""
    f = elimination(gram, target, m)
    d = len(target) - m
    if len(f) - 1 != (2 * d + 1) * m - d - 1 or len(square_free(list(f))) != len(f):
        return None
    equations = _equations(gram, target, m)
    found = []
    for p in complex_roots(list(f)):
        solved = _solution(equations, p)
        if solved is None:
            return None
        # A_m = x − p; A_1 has the coefficients of v, constant first
        found.append((_neg(p), *(_exact_real(z, p) for z in reversed(solved))))
    return tuple(found)


def _exact_real(z: Point, p: Point) -> Point:
    return z if p[1] else (z[0], Fraction(0))


def complex_roots(f: Poly) -> list[Point]:
    """The simple roots of a rational polynomial, by Durand and Kerner's iteration and Newton's, proved apart."""
    f = [c / f[-1] for c in f]
    n = len(f) - 1
    radius = 1 + max(abs(float(c)) for c in f[:-1]) ** (1 / n) if n else 1
    floats = [complex(float(c)) for c in f]
    points = [radius * (0.4 + 0.9j) ** i for i in range(n)]
    for _ in range(300):
        points = [z - _at(floats, z) / _others(points, i) for i, z in enumerate(points)]
    exact = [(Fraction(z.real), Fraction(z.imag)) for z in points]
    slope = derivative(f)
    for _ in range(4):
        exact = [_short(_sub(z, _div(_horner(f, z), _horner(slope, z)))) for z in exact]
    # one root lies within n·|f/f′| of each; real ones are found real as their conjugates are not apart from them
    exact = [(re, Fraction(0)) if abs(im) < ERROR else (re, im) for re, im in exact]
    for z in exact:
        if n * _size(_div(_horner(f, z), _horner(slope, z))) > ERROR / 2**40:
            raise ArithmeticError("the iteration did not come near a root")
    if any(_size(_sub(a, b)) < 4 * ERROR for i, a in enumerate(exact) for b in exact[:i]):
        raise ArithmeticError("two roots were not kept apart")
    return exact


def _at(f: Sequence[complex], z: complex) -> complex:
    found = 0j
    for c in reversed(f):
        found = found * z + c
    return found


def _others(points: Sequence[complex], i: int) -> complex:
    found = 1 + 0j
    for j, z in enumerate(points):
        if j != i:
            found *= points[i] - z
    return found or 1e-30 + 0j


def _sub(a: Point, b: Point) -> Point:
    return a[0] - b[0], a[1] - b[1]


def _neg(a: Point) -> Point:
    return -a[0], -a[1]


def _mul(a: Point, b: Point) -> Point:
    return a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]


def _div(a: Point, b: Point) -> Point:
    length = b[0] ** 2 + b[1] ** 2
    re, im = _mul(a, (b[0], -b[1]))
    return re / length, im / length


def _size(a: Point) -> Fraction:
    return abs(a[0]) + abs(a[1])


def _short(a: Point) -> Point:
    return Fraction(round(a[0] * 2**256), 2**256), Fraction(round(a[1] * 2**256), 2**256)


def _horner(f: Poly, z: Point) -> Point:
    found = (Fraction(0), Fraction(0))
    for c in reversed(f):
        re, im = _mul(found, z)
        found = (re + c, im)
    return found


def _solution(equations: Sequence[Sequence[Poly]], p: Point) -> list[Point] | None:
    """v from the equations at p: elimination; None: they do not determine it well."""
    rows = [[_short(_horner(entry, p)) for entry in row] for row in equations]
    size = len(rows[0]) - 1
    for k in range(size):
        pivot = max(range(k, len(rows)), key=lambda i: _size(rows[i][k]))
        if _size(rows[pivot][k]) < Fraction(1, 2**40):
            return None
        rows[k], rows[pivot] = rows[pivot], rows[k]
        for i in range(len(rows)):
            if i != k:
                factor = _div(rows[i][k], rows[k][k])
                rows[i] = [_short(_sub(x, _mul(factor, y))) for x, y in zip(rows[i], rows[k], strict=True)]
    if _size(rows[size][size]) > ERROR:
        return None
    return [_div(row[size], row[i]) for i, row in enumerate(rows[:size])]


def _is_exact_stratum(p: Point, v: Sequence[Point]) -> bool:
    """v does not vanish at p and has distinct roots, one of which may be infinity; degree up to two."""
    at_p: Point = (Fraction(0), Fraction(0))
    for c in v:
        re, im = _mul(at_p, p)
        at_p = re + c[0], im + c[1]
    if _size(at_p) < ERROR:
        return False
    if len(v) < 3:
        return True
    four = (Fraction(4), Fraction(0))
    return _size(_sub(_mul(v[1], v[1]), _mul(four, _mul(v[0], v[2])))) > ERROR


def judge_all(claim: Json) -> bool | None:
    """Whether a claim all-critical-points about one repeated root is true, with at most two simple ones."""
    partition = claim["partition"]
    if any(part != 1 for part in partition[1:]) or len(partition) > 3:
        return None
    gram, target = in_chart(claim["loss"], claim["chart"])
    if inverse(gram) is None:
        return None
    try:
        points = all_points(gram, target, partition[0])
    except ArithmeticError:
        return None
    if points is None:
        return False
    hits = [0] * len(points)
    real = 0
    for box in claim["boxes"]:
        centre = [(Fraction(re), Fraction(im)) for re, im in box["centre"]]
        radius = Fraction(box["radius"])
        inside = [i for i, point in enumerate(points) if _in(point, centre, radius)]
        if len(inside) != 1:
            return False
        real += not any(im for _, im in points[inside[0]])
        twins = {inside[0], *(i for i, point in enumerate(points) if _in(_conjugate(point), centre, radius))}
        for i in twins:
            hits[i] += 1
    return all(hit == 1 for hit in hits) and real == claim["real"]


def _conjugate(point: Solution) -> Solution:
    return tuple((re, -im) for re, im in point)


def _in(point: Solution, centre: Sequence[Point], radius: Fraction) -> bool:
    return all(abs(a - b) <= radius for z, c in zip(point, centre, strict=True) for a, b in zip(z, c, strict=True))
