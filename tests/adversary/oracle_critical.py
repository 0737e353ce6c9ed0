"""Critical points of the square loss for one layer, or for two of which one has two coefficients, by elimination.

Layers of size one are scalars. With b = (1, t) or (0, 1) the small layer, the large one solves N(t)·a = c(t), and all
real critical points are the real roots of one polynomial in t. They are enclosed in tiny intervals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Any

from .exact import Poly, add, apply, inverse, isolated, multiply, polynomial_determinant, real_roots, trim

Json = dict[str, Any]
Interval = tuple[Fraction, Fraction]
WIDTH = Fraction(1, 2**64)


@dataclass(frozen=True)
class Problem:
    """The loss, and where the entries of the layers that are no scalars lie in end-to-end filters."""

    gram: tuple[tuple[Fraction, ...], ...]
    target: tuple[Fraction, ...]
    places: tuple[tuple[int, ...], ...]

    def composed(self, layers: Sequence[Sequence[Interval]]) -> list[Interval]:
        found = [(Fraction(1), Fraction(1))] + [(Fraction(0), Fraction(0))] * (len(self.target) - 1)
        for places, layer in zip(self.places, layers, strict=True):
            found = _spread_product(found, places, layer)
        return found

    def difference(self, layers: Sequence[Sequence[Interval]]) -> list[Interval]:
        """w − u."""
        return [_minus(w, (u, u)) for w, u in zip(self.composed(layers), self.target, strict=True)]

    def loss(self, layers: Sequence[Sequence[Interval]]) -> Interval:
        d = self.difference(layers)
        return _inner(d, self.image(d))

    def image(self, vector: Sequence[Interval]) -> list[Interval]:
        return [_inner([(q, q) for q in row], vector) for row in self.gram]

    def hessian(self, layers: Sequence[Sequence[Interval]], free: Sequence[tuple[int, int]]) -> list[list[Interval]]:
        """Half of it, in some of the entries (layer, place)."""
        residual = self.image(self.difference(layers))
        columns = [self._derivative(layers, [at]) for at in free]
        images = [self.image(column) for column in columns]
        return [
            [
                _plus(
                    _inner(columns[i], images[j]),
                    _inner(self._derivative(layers, [one, two]), residual) if one[0] != two[0] else _ZERO,
                )
                for j, two in enumerate(free)
            ]
            for i, one in enumerate(free)
        ]

    def _derivative(self, layers: Sequence[Sequence[Interval]], at: Sequence[tuple[int, int]]) -> list[Interval]:
        """Of the end-to-end filter, in entries of different layers: those layers become unit vectors."""
        units = dict(at)
        return self.composed(
            [
                [_ONE if j == units[i] else _ZERO for j in range(len(layer))] if i in units else layer
                for i, layer in enumerate(layers)
            ]
        )


_ZERO: Interval = (Fraction(0), Fraction(0))
_ONE: Interval = (Fraction(1), Fraction(1))


def _plus(a: Interval, b: Interval) -> Interval:
    return a[0] + b[0], a[1] + b[1]


def _minus(a: Interval, b: Interval) -> Interval:
    return a[0] - b[1], a[1] - b[0]


def _times(a: Interval, b: Interval) -> Interval:
    ends = [x * y for x in a for y in b]
    return min(ends), max(ends)


def _over(a: Interval, b: Interval) -> Interval:
    return _times(a, (1 / b[1], 1 / b[0]))


def _inner(a: Sequence[Interval], b: Sequence[Interval]) -> Interval:
    found = _ZERO
    for x, y in zip(a, b, strict=True):
        if _ZERO not in (x, y):
            found = _plus(found, _times(x, y))
    return _rounded(found)


def _rounded(a: Interval) -> Interval:
    """Outwards to 2^−128, so that numbers stay short."""
    return Fraction((a[0] * 2**128).__floor__(), 2**128), Fraction((a[1] * 2**128).__ceil__(), 2**128)


def _spread_product(whole: list[Interval], places: Sequence[int], layer: Sequence[Interval]) -> list[Interval]:
    found = [_ZERO] * len(whole)
    for p, c in enumerate(whole):
        if c != _ZERO:
            for q, d in zip(places, layer, strict=True):
                if d != _ZERO:
                    found[p + q] = _plus(found[p + q], _times(c, d))
    return found


Point = tuple[tuple[Interval, ...], ...]
"""The filters of the layers that are no scalars, one representative of a class modulo scaling."""


@lru_cache(maxsize=4096)
def critical_points(problem: Problem) -> tuple[Point, ...] | None:
    """All real ones whose small layer is not zero; None: the elimination does not decide."""
    if len(problem.places) == 1:
        return _of_one_layer(problem)
    small = next((i for i, places in enumerate(problem.places) if len(places) == 2), None)
    if small is None or len(problem.places) != 2:
        return None
    columns = [[_unit(problem, small, j, b) for j in range(len(problem.places[1 - small]))] for b in (0, 1)]
    finite, infinite = _finite(problem, columns), _infinite(problem, columns)
    if finite is None or infinite is None:
        return None
    return tuple((a, b) if small else (b, a) for b, a in [*finite, *infinite])


def _of_one_layer(problem: Problem) -> tuple[Point, ...] | None:
    """Q(w − u) = 0 on the places of the layer, which are all."""
    if inverse(problem.gram) is None:
        return None
    return ((tuple((u, u) for u in problem.target),),)


def _unit(problem: Problem, small: int, j: int, b: int) -> list[Fraction]:
    """The end-to-end filter of unit vectors."""
    place = problem.places[1 - small][j] + problem.places[small][b]
    return [Fraction(int(i == place)) for i in range(len(problem.target))]


def _gram_inner(problem: Problem, a: Sequence[Fraction], b: Sequence[Fraction]) -> Fraction:
    return sum((x * y for x, y in zip(a, apply(problem.gram, b), strict=True)), Fraction(0))


Pairs = list[tuple[tuple[Interval, ...], tuple[Interval, ...]]]
Columns = Sequence[Sequence[list[Fraction]]]


def _finite(problem: Problem, columns: Columns) -> Pairs | None:
    """(b, a) for the stationary b = (1, t); None where a curve or a singular N(t) is in the way."""
    size = len(columns[0])
    m0, m1 = columns
    n: list[list[Poly]] = [
        [
            trim(
                [
                    _gram_inner(problem, m0[i], m0[j]),
                    _gram_inner(problem, m0[i], m1[j]) + _gram_inner(problem, m1[i], m0[j]),
                    _gram_inner(problem, m1[i], m1[j]),
                ]
            )
            for j in range(size)
        ]
        for i in range(size)
    ]
    c: list[Poly] = [
        trim([_gram_inner(problem, m0[i], problem.target), _gram_inner(problem, m1[i], problem.target)])
        for i in range(size)
    ]
    determinant = trim(polynomial_determinant(n))
    if not determinant or real_roots(determinant):
        return None
    # by Cramer's rule, determinant·a
    a = [polynomial_determinant([[*row[:j], c[i], *row[j + 1 :]] for i, row in enumerate(n)]) for j in range(size)]
    equation: Poly = []
    for i in range(size):
        inner: Poly = []
        for j in range(size):
            along = trim([_gram_inner(problem, m1[i], m0[j]), _gram_inner(problem, m1[i], m1[j])])
            inner = add(inner, multiply(along, a[j]))
        inner = add(inner, [-_gram_inner(problem, m1[i], problem.target) * d for d in determinant])
        equation = add(equation, multiply(a[i], inner))
    equation = trim(equation)
    if not equation:
        return None
    found: Pairs = []
    for t in isolated(equation, WIDTH):
        solved = _solved(problem, _sum(columns, (_ONE, t)))
        if solved is None:
            return None
        found.append(((_ONE, t), tuple(solved)))
    return found


def _sum(columns: Columns, b: tuple[Interval, Interval]) -> list[list[Interval]]:
    """The filters of the unit vectors of the large layer with the small layer b."""
    m0, m1 = columns
    return [
        [_plus(_times((x, x), b[0]), _times((y, y), b[1])) for x, y in zip(first, second, strict=True)]
        for first, second in zip(m0, m1, strict=True)
    ]


def _solved(problem: Problem, columns: Sequence[Sequence[Interval]]) -> list[Interval] | None:
    """a with ⟨column, Q(Σ a_j·column_j − u)⟩ = 0, by elimination with intervals; None: it is not regular."""
    images = [problem.image(column) for column in columns]
    target = [(u, u) for u in problem.target]
    rows = [
        [*(_inner(column, image) for image in images), _inner(target, own)]
        for column, own in zip(columns, images, strict=True)
    ]
    size = len(rows)
    for k in range(size):
        pivot = max(range(k, size), key=lambda i: abs(rows[i][k][0] + rows[i][k][1]))
        rows[k], rows[pivot] = rows[pivot], rows[k]
        if rows[k][k][0] <= 0 <= rows[k][k][1]:
            return None
        for i in range(size):
            if i != k:
                factor = _rounded(_over(rows[i][k], rows[k][k]))
                rows[i] = [_rounded(_minus(x, _times(factor, y))) for x, y in zip(rows[i], rows[k], strict=True)]
    return [_rounded(_over(row[size], row[i])) for i, row in enumerate(rows)]


def _infinite(problem: Problem, columns: Columns) -> Pairs | None:
    """(b, a) for b = (0, 1), if it is stationary. All is rational there."""
    m0, m1 = columns
    back = inverse([[_gram_inner(problem, one, two) for two in m1] for one in m1])
    if back is None:
        return None
    a = apply(back, [_gram_inner(problem, one, problem.target) for one in m1])
    w, along = (
        [sum(x[i] * c for x, c in zip(m, a, strict=True)) for i in range(len(problem.target))] for m in (m1, m0)
    )
    slope = _gram_inner(problem, along, [x - u for x, u in zip(w, problem.target, strict=True)])
    return [] if slope else [((_ZERO, _ONE), tuple((c, c) for c in a))]


def inertia(rows: Sequence[Sequence[Interval]]) -> tuple[int, int] | None:
    """Positive and negative eigenvalues of a symmetric matrix, by Descartes' rule; None: singular, or not decided."""
    coefficients = _characteristic(rows)
    signs = []
    for lo, hi in coefficients:
        if lo <= 0 <= hi and (lo, hi) != _ZERO:
            return None
        signs.append((lo > 0) - (hi < 0))
    if signs[-1] == 0:
        return None
    size = len(rows)
    positive = _changes(signs)
    negative = _changes([s * (-1) ** (size - i) for i, s in enumerate(signs)])
    return (positive, negative) if positive + negative == size else None


def _characteristic(rows: Sequence[Sequence[Interval]]) -> list[Interval]:
    """det(x − M), leading coefficient first, by sums of principal minors."""
    size = len(rows)
    found = [_ONE]
    for k in range(1, size + 1):
        total = _ZERO
        for chosen in _subsets(size, k):
            total = _plus(total, _determinant([[rows[i][j] for j in chosen] for i in chosen]))
        found.append(total if k % 2 == 0 else (-total[1], -total[0]))
    return found


def _subsets(size: int, k: int) -> list[list[int]]:
    if k == 0:
        return [[]]
    return [[*rest, last] for last in range(k - 1, size) for rest in _subsets(last, k - 1)]


def _determinant(rows: Sequence[Sequence[Interval]]) -> Interval:
    if not rows:
        return _ONE
    total = _ZERO
    for i, row in enumerate(rows):
        if row[0] != _ZERO:
            term = _times(row[0], _determinant([other[1:] for j, other in enumerate(rows) if j != i]))
            total = _minus(total, term) if i % 2 else _plus(total, term)
    return _rounded(total)


def _changes(signs: Sequence[int]) -> int:
    known = [s for s in signs if s]
    return sum(a != b for a, b in pairwise(known))


def judge(claim: Json) -> bool | None:
    """Whether a claim of the kind critical-point or spurious-minimum is true."""
    problem, kept = problem_of(claim)
    if not kept:
        return None
    points = critical_points(problem)
    if points is None:
        return None
    centre = [[Fraction(c) for c in layer] for layer in claim["box"]["centre"]]
    radius, fixed = Fraction(claim["box"]["radius"]), claim["box"]["fixed"]
    if any(
        all(abs(c) <= radius if j != left_out else c == 0 for j, c in enumerate(layer))
        for layer, left_out in zip(centre, fixed, strict=True)
    ):
        return None
    inside = []
    for point in points:
        layers = placed(point, kept, centre, fixed)
        if layers is None:
            continue
        where = _position(layers, centre, radius)
        if where is None:
            return None
        if where:
            inside.append(layers)
    if len(inside) != 1:
        return False
    return _said(claim, inside[0])


def problem_of(claim: Json) -> tuple[Problem, list[int]]:
    """The problem without the layers that are scalars, and the numbers of the other layers."""
    whole = whole_problem(claim)
    kept = [i for i, places in enumerate(whole.places) if len(places) > 1]
    return Problem(whole.gram, whole.target, tuple(whole.places[i] for i in kept)), kept


def whole_problem(claim: Json) -> Problem:
    """With all layers of the claim's architecture."""
    stride, places = 1, []
    for size, step in zip(claim["architecture"]["k"], claim["architecture"]["s"], strict=True):
        places.append(tuple(stride * j if size > 1 else 0 for j in range(size)))
        stride *= step
    loss = claim["loss"]
    n = len(loss["target"])
    gram = loss["gram"] or [[str(int(i == j)) for j in range(n)] for i in range(n)]
    return Problem(
        tuple(tuple(map(Fraction, row)) for row in gram), tuple(map(Fraction, loss["target"])), tuple(places)
    )


def placed(
    point: Sequence[Sequence[Interval]], kept: Sequence[int], centre: Sequence[Sequence[Fraction]], fixed: Sequence[Any]
) -> list[list[Interval]] | None:
    """The filters of the class with the fixed coordinates of the box; None: there are none."""
    layers = [[_ONE] for _ in centre]
    for i, layer in zip(kept, point, strict=True):
        layers[i] = list(layer)
    scale = _ONE
    for i, left_out in enumerate(fixed):
        if left_out is None:
            continue
        here = layers[i][left_out]
        if here[0] <= 0 <= here[1]:
            return None
        factor = _over((centre[i][left_out],) * 2, here)
        if factor == _ZERO:
            return None
        layers[i] = [_rounded(_times(c, factor)) for c in layers[i]]
        layers[i][left_out] = (centre[i][left_out],) * 2
        scale = _over(scale, factor)
    free = list(fixed).index(None)
    layers[free] = [_rounded(_times(c, scale)) for c in layers[free]]
    return layers


def _position(
    layers: Sequence[Sequence[Interval]], centre: Sequence[Sequence[Fraction]], radius: Fraction
) -> bool | None:
    """Whether the filters lie in the box; None: not decided, on its boundary."""
    undecided = False
    for layer, middle in zip(layers, centre, strict=True):
        for (lo, hi), c in zip(layer, middle, strict=True):
            if hi < c - radius or lo > c + radius:
                return False
            undecided = undecided or not c - radius <= lo <= hi <= c + radius
    return None if undecided else True


def _said(claim: Json, layers: list[list[Interval]]) -> bool | None:
    """Value, nature and better filters of the one critical point in the box."""
    whole = whole_problem(claim)
    lo, hi = whole.loss(layers)
    least, most = map(Fraction, claim["value"])
    if hi < least or lo > most:
        return False
    if not least <= lo <= hi <= most and lo != hi:
        return None
    nature = "minimum" if claim["kind"] == "spurious-minimum" else claim["nature"]
    if nature is not None:
        free = [(i, j) for i, layer in enumerate(layers) for j in range(len(layer)) if j != claim["box"]["fixed"][i]]
        signs = inertia(whole.hessian(layers, free))
        if signs is None:
            return None
        if nature != ("minimum" if not signs[1] else "saddle" if signs[0] else "maximum"):
            return False
    if "filters" in claim:
        better = whole.loss([[(Fraction(c), Fraction(c)) for c in layer] for layer in claim["filters"]])
        return True if better[1] < lo else False if better[0] >= hi else None
    return True
