"""Whether a form in several variables is positive definite, or negative somewhere: proved, or left open."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import pairwise, product
from math import comb
from typing import Any

import flint
from flint import arb, fmpq

from ...algebra.flintio import to_fmpq
from ...algebra.forms import BinaryForm
from ...algebra.numbers import AlgebraicNumber, Number, sign
from ...roots.roots import InfiniteRoot, RealRoot, isolate_roots
from .series import as_number, sign_of

Box = Sequence[tuple[Fraction, Fraction]]
Terms = Mapping[tuple[int, ...], Any]
Vector = tuple[Fraction, ...]
BALL_BITS = 256
SAMPLES = 300
MAX_STEPS = 4_000_000
"""Additions of coefficients that a subdivision may take."""


@dataclass(frozen=True)
class FormSign:
    """What is known of the signs of a form.

    Attributes:
        is_definite: positive at all vectors but zero. None: not decided; False: not, be it negative somewhere or zero.
        negative: a vector at which it is negative; None: none is known.
        zeros: in two variables, of a form that is nowhere negative, the lines on which it is zero.
    """

    is_definite: bool | None
    negative: Vector | None = None
    zeros: tuple[RealRoot | InfiniteRoot, ...] = ()


def form_sign(terms: Terms, variables: int, degree: int) -> FormSign:
    """The signs of a form that is not zero; decided for one and two variables."""
    if variables == 1:
        [value] = terms.values()
        side = sign_of(value)
        if degree % 2:
            return FormSign(False, (Fraction(-side),))
        return FormSign(True) if side > 0 else FormSign(False, (Fraction(1),))
    if degree % 2:
        return FormSign(False, _odd_negative(terms, variables))
    return _binary_sign(terms, degree) if variables == 2 else _by_subdivision(terms, variables, degree)


def value_at(terms: Terms, vector: Sequence[Fraction]) -> Number:
    """The value of a polynomial at a rational vector."""
    total: Number = Fraction(0)
    for exponents, c in terms.items():
        factor = Fraction(1)
        for base, exponent in zip(vector, exponents, strict=True):
            factor *= base**exponent
        total = total + as_number(c) * factor
    return total


def _odd_negative(terms: Terms, variables: int) -> Vector:
    """A polynomial that is not zero has values that are not zero on every large enough grid."""
    size = 1
    while True:
        for point in product(range(-size, size + 1), repeat=variables):
            side = sign_of(value_at(terms, [Fraction(x) for x in point]))
            if side:
                return tuple(Fraction(-side * x) for x in point)
        size += 1


def _binary_sign(terms: Terms, degree: int) -> FormSign:
    """By the real roots and their multiplicities."""
    form = BinaryForm([as_number(terms.get((degree - k, k), Fraction(0))) for k in range(degree + 1)])
    lines = [root for root in isolate_roots(form) if isinstance(root, (RealRoot, InfiniteRoot))]
    for point in between(lines):
        if form.sign_at(*point) < 0:
            return FormSign(False, point)
    return FormSign(False, None, tuple(lines)) if lines else FormSign(True)


def between(lines: Sequence[RealRoot | InfiniteRoot]) -> list[Vector]:
    """A rational point on each arc of the projective line between neighbours of the roots, (1, 0) if there is none."""
    ends = sorted(line.interval for line in lines if isinstance(line, RealRoot))
    if not ends:
        # infinity is at most one root, and (0, 1) is not it
        return [(Fraction(0 if lines else 1), Fraction(int(bool(lines))))]
    inner = [(a[1] + b[0]) / 2 for a, b in pairwise(ends)]
    return [(x, Fraction(1)) for x in (ends[0][0] - 1, *inner, ends[-1][1] + 1)]


def _by_subdivision(terms: Terms, variables: int, degree: int) -> FormSign:
    """Bernstein coefficients on the faces of a cube, halved again and again; even degree, so half of the faces."""
    negative = _sampled_negative(terms, variables)
    if negative is not None:
        return FormSign(False, negative)
    exact = all(isinstance(c, (fmpq, Fraction)) for c in terms.values())
    dimension, cost = variables - 1, (degree + 1) ** variables
    budget, has_zero = MAX_STEPS, False
    if variables * cost > budget:
        return FormSign(None)
    with flint.ctx.workprec(BALL_BITS):
        queue = deque(
            (face, _bernstein(terms, variables, degree, face, exact=exact), _whole(dimension))
            for face in range(variables)
        )
        while queue:
            face, coefficients, box = queue.popleft()
            budget -= cost
            if budget < 0:
                return FormSign(False if has_zero else None)
            if all(c > 0 for c in coefficients):
                continue
            for corner, value in _corners(coefficients, box, degree):
                if value < 0:
                    return FormSign(False, (*corner[:face], Fraction(1), *corner[face:]))
                if exact and value == 0 and not has_zero:
                    has_zero, budget = True, min(budget, MAX_STEPS // 10)
            axis = max(range(dimension), key=lambda a: box[a][1] - box[a][0])
            queue += [(face, *half) for half in _halves(coefficients, box, axis, degree)]
    return FormSign(True)


def _sampled_negative(terms: Terms, variables: int) -> Vector | None:
    """One of a few hundred integer vectors with a negative value, the same for the same form."""
    rng = random.Random(variables)
    units = [tuple(int(i in (a, b)) - 2 * int(i == b != a) for i in range(variables)) for a, b in _pairs(variables)]
    drawn = (tuple(rng.randint(-3, 3) for _ in range(variables)) for _ in range(SAMPLES))
    vectors = (tuple(map(Fraction, vector)) for vector in (*units, *drawn))
    return next((vector for vector in vectors if sign(value_at(terms, vector)) < 0), None)


def _pairs(number: int) -> Iterator[tuple[int, int]]:
    return ((a, b) for b in range(number) for a in range(b + 1))


def _whole(dimension: int) -> Box:
    return ((Fraction(-1), Fraction(1)),) * dimension


def _bernstein(terms: Terms, variables: int, degree: int, face: int, *, exact: bool) -> list[Any]:
    """On [−1, 1] in every variable but one, which is 1; exactly, or in balls."""
    dimension, size = variables - 1, degree + 1
    found: list[Any] = [fmpq(0) if exact else arb(0)] * size**dimension
    for exponents, c in terms.items():
        key = 0
        for e in (*exponents[:face], *exponents[face + 1 :]):
            key = key * size + e
        found[key] = found[key] + _scalar(as_number(c), exact=exact)
    change = _monomials_to_bernstein(degree)
    for axis in range(dimension):
        found = _along(found, axis, dimension, size, partial(_combined, change))
    return found


def _scalar(value: Number, *, exact: bool) -> fmpq | arb:
    if isinstance(value, AlgebraicNumber):
        return value.ball(BALL_BITS)
    return to_fmpq(value) if exact else arb(to_fmpq(value))


def _monomials_to_bernstein(degree: int) -> list[list[fmpq]]:
    """Row b: the b-th Bernstein coefficient on [−1, 1] of 1, x, …, x^degree."""
    rows = []
    for b in range(degree + 1):
        row = []
        for e in range(degree + 1):
            # x = 2s − 1, x^e = Σ_i C(e, i)·(2s)^i·(−1)^(e−i), and s^i has the coefficients C(b, i)/C(degree, i)
            terms = (fmpq(comb(e, i) * 2**i * (-1) ** (e - i) * comb(b, i), comb(degree, i)) for i in range(e + 1))
            row.append(sum(terms, fmpq(0)))
        rows.append(row)
    return rows


def _combined(rows: Sequence[Sequence[fmpq]], line: Sequence[Any]) -> list[Any]:
    return [sum((c * v for c, v in zip(row, line, strict=True)), line[0] * 0) for row in rows]


def _along(
    values: list[Any], axis: int, dimension: int, size: int, change: Callable[[list[Any]], list[Any]]
) -> list[Any]:
    """Every line of a cubic array in the direction of an axis, changed."""
    step = size ** (dimension - 1 - axis)
    found = list(values)
    for start in range(len(values)):
        if start // step % size == 0:
            line = change([values[start + i * step] for i in range(size)])
            for i, value in enumerate(line):
                found[start + i * step] = value
    return found


def _corners(coefficients: Sequence[Any], box: Box, degree: int) -> Iterator[tuple[Vector, Any]]:
    size = degree + 1
    for ends in product((0, 1), repeat=len(box)):
        key = 0
        for end in ends:
            key = key * size + end * degree
        yield tuple(side[end] for side, end in zip(box, ends, strict=True)), coefficients[key]


def _halves(coefficients: list[Any], box: Box, axis: int, degree: int) -> list[tuple[list[Any], Box]]:
    """De Casteljau's algorithm at the middle."""
    size, dimension = degree + 1, len(box)
    left: list[Any] = list(coefficients)
    right: list[Any] = list(coefficients)
    step = size ** (dimension - 1 - axis)
    for start in range(len(coefficients)):
        if start // step % size == 0:
            line = [coefficients[start + i * step] for i in range(size)]
            for i in range(size):
                left[start + i * step] = line[0]
                right[start + (degree - i) * step] = line[-1]
                line = [(a + b) / 2 for a, b in pairwise(line)]
    lo, hi = box[axis]
    middle = (lo + hi) / 2
    return [
        (left, (*box[:axis], (lo, middle), *box[axis + 1 :])),
        (right, (*box[:axis], (middle, hi), *box[axis + 1 :])),
    ]
