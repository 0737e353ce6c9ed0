"""Squares in the complex plane, in fixed point: arithmetic rounded outwards, and regular matrices of them.

A real interval is the real part of a square whose centre is real.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import chain
from typing import TypeAlias

from .limits import Work
from .linear import Arithmetic

Square: TypeAlias = tuple[int, int, int]
"""Real and imaginary part of the centre, and half the side ≥ 0, in units of 2^−p: all z with
|Re z − re| ≤ rad and |Im z − im| ≤ rad."""
Line: TypeAlias = list[Square]
"""A polynomial, constant coefficient first, or a row or column."""
Point: TypeAlias = tuple[int, int]


def exact(re: int, im: int) -> Square:
    """The square that is one point."""
    return re, im, 0


ZERO = Fraction(0)
TERM = 900
"""What a term of an inner product costs beside its arithmetic, in nanoseconds."""


class FixedPoint(Arithmetic[Square]):
    """Arithmetic in units of 2^−p.

    A product (a + δ)(b + ε) differs from ab by aε + bδ + δε, and |Re aε|, |Im aε| are at most (|Re a| + |Im a|)·|ε| for
    ε in a square around zero.

    Args:
        places: p.
        bits: a bound of the lengths of all numbers, which the meter is told.
    """

    zero = (0, 0, 0)

    def __init__(self, places: int, work: Work, bits: int) -> None:
        self.places, self.work, self.bits = places, work, bits
        self.one = exact(1 << places, 0)
        self.term = TERM + 3 * work.product(bits, bits)

    def near(self, value: Fraction) -> int:
        """The number rounded down."""
        return (value.numerator << self.places) // value.denominator

    def around(self, value: Fraction, radius: Fraction = ZERO) -> Square:
        """A square that holds all numbers within the radius ≥ 0 of a real one."""
        re, rest = divmod(value.numerator << self.places, value.denominator)
        return re, 0, -self.near(-radius) + bool(rest)

    def ends(self, square: Square) -> tuple[Fraction, Fraction]:
        """The least and the greatest real part."""
        re, _, rad = square
        return Fraction(re - rad, self.one[0]), Fraction(re + rad, self.one[0])

    def inner(self, first: Sequence[Square], second: Sequence[Square]) -> Square:
        """Σ a_i·b_i, rounded once."""
        self.work.steps(len(first), self.term)
        re = im = rad = 0
        for (a, b, r), (c, d, s) in zip(first, second, strict=True):
            re += a * c - b * d
            im += a * d + b * c
            if s:
                rad += (abs(a) + abs(b) + 2 * r) * s
            if r:
                rad += (abs(c) + abs(d)) * r
        # the centre is rounded down by less than one unit, and so is the half side
        return re >> self.places, im >> self.places, (rad >> self.places) + 2

    def plus(self, a: Square, b: Square) -> Square:
        """The sum, exact."""
        return a[0] + b[0], a[1] + b[1], a[2] + b[2]

    def inverse(self, rows: Sequence[Sequence[Square]]) -> list[Line] | None:
        """Near the inverse of the matrix of centres, by elimination; None: it is singular, or seems nearly so.

        Nothing is concluded from it.
        """
        size, places = len(rows), self.places
        self.work.products(8 * size**3, self.bits, self.bits)
        self.work.divisions(8 * size**2, 3 * self.bits, 2 * self.bits)
        longest = 4 * max(places, *(abs(part).bit_length() for row in rows for c in row for part in c))
        unit = [[self.one if i == j else self.zero for j in range(size)] for i in range(size)]
        work = [[(re, im) for re, im, _ in chain(*both)] for both in zip(rows, unit, strict=True)]
        for column in range(size):
            pivot = max(range(column, size), key=lambda i: max(map(abs, work[i][column])))
            p, q = work[pivot][column]
            length = p * p + q * q
            if length.bit_length() <= places // 2:
                return None
            work[column], work[pivot] = work[pivot], work[column]
            quotients = ((a * p + b * q, b * p - a * q) for a, b in work[column])
            scaled = [((re << places) // length, (im << places) // length) for re, im in quotients]
            if max(abs(part).bit_length() for point in scaled for part in point) > longest:
                return None
            for i, row in enumerate(work):
                products = (self._times(c, row[column]) for c in scaled)
                work[i] = [(a - c, b - d) for (a, b), (c, d) in zip(row, products, strict=True)]
            work[column] = scaled
        return [[exact(re, im) for re, im in row[size:]] for row in work]

    def _times(self, first: Point, second: Point) -> Point:
        """The product, rounded down."""
        (a, b), (c, d) = first, second
        return (a * c - b * d) >> self.places, (a * d + b * c) >> self.places

    def deviations(
        self, preconditioner: Sequence[Sequence[Square]], rows: Sequence[Sequence[Square]], parts: int = 2
    ) -> list[int]:
        """For each row of 1 − Y·M a bound of Σ_j (|Re| + |Im|), for all matrices M in the squares.

        If all are below one, v ↦ (1 − Y·M)·v is a contraction for the largest |Re v_j| or |Im v_j|, so Y and M are
        regular.

        Args:
            preconditioner: Y, of points.
            parts: 2, or 1 where everything is real.
        """
        columns, found = list(zip(*rows, strict=True)), []
        for i, line in enumerate(preconditioner):
            total = 0
            for j, column in enumerate(columns):
                re, im, rad = self.inner(line, column)
                total += abs((self.one[0] if i == j else 0) - re) + abs(im) + parts * rad
            found.append(total)
        return found

    def leaves_box(
        self,
        preconditioner: Sequence[Sequence[Square]],
        rows: Sequence[Sequence[Square]],
        values: Line,
        radius: int,
        parts: int = 2,
    ) -> int | None:
        """Krawczyk's test: a coordinate in which −Y·v + (1 − Y·M)·(box around 0) is not shown to lie inside the box.

        None: it lies inside, so a function with these values at the centre of the box and with derivatives in M on it
        has exactly one zero there, and all M are regular.
        """
        for i, deviation in enumerate(self.deviations(preconditioner, rows, parts)):
            re, im, rad = self.inner(preconditioner[i], values)
            if ((max(abs(re), abs(im)) + rad) << self.places) + deviation * radius >= radius << self.places:
                return i
        return None

    def reciprocal(self, square: Square) -> Square:
        """Around 1/x for all real x in a real square without zero."""
        (re, _, rad), unit = square, self.one[0] ** 2
        self.work.divisions(2, self.bits + 2 * self.places, 2 * self.bits)
        return unit // re, 0, unit * rad // (abs(re) * (abs(re) - rad)) + 2

    def squares(self, rows: Sequence[Line]) -> tuple[int, int, int]:
        """How many squares of a symmetric matrix in real squares are positive, negative, and not told apart from zero.

        After a pivot on the diagonal that is not zero Schur's complement has the other ones. A pair of coordinates with
        an entry off the diagonal that is larger than both on it has one of either sign.
        """
        left, signs = list(map(list, rows)), []
        while left:
            k = max(range(len(left)), key=lambda i: abs(left[i][i][0]) - left[i][i][2])
            re, _, rad = left[k][k]
            if abs(re) <= rad:
                break
            signs.append(re > 0)
            reciprocal, pivot = self.reciprocal(left[k][k]), multiple(-1, left.pop(k))
            del pivot[k]
            factors = [self.inner([row.pop(k)], [reciprocal]) for row in left]
            left = [
                [self.plus(a, self.inner([factor], [b])) for a, b in zip(row, pivot, strict=True)]
                for factor, row in zip(factors, left, strict=True)
            ]
        sizes = [abs(row[i][0]) + row[i][2] for i, row in enumerate(left)]
        entries = ((abs(row[j][0]) - row[j][2], i, j) for i, row in enumerate(left) for j in range(i))
        both = any(entry > max(sizes[i], sizes[j]) for entry, i, j in entries)
        return sum(signs) + both, len(signs) - sum(signs) + both, len(left) - 2 * both

    def is_regular(self, rows: Sequence[Sequence[Square]]) -> bool:
        """Whether it is shown that all matrices in the squares are regular. False: not shown."""
        preconditioner = self.inverse(rows)
        return preconditioner is not None and max(self.deviations(preconditioner, rows)) < self.one[0]


def log_bound(numbers: Iterable[Fraction]) -> int:
    """A bound of the base-two logarithms of the numbers, 0 at least."""
    return max([0, *(abs(c.numerator).bit_length() - c.denominator.bit_length() + 1 for c in numbers)])


def multiple(factor: int, line: Sequence[Square]) -> Line:
    """An integer times a polynomial, exact."""
    return [(factor * re, factor * im, abs(factor) * rad) for re, im, rad in line]


def combined(factors: Sequence[int], line: Sequence[Square]) -> Square:
    """Σ q_i·a_i for integers q_i, exact."""
    re = im = rad = 0
    for q, (a, b, r) in zip(factors, line, strict=True):
        if q:
            re += q * a
            im += q * b
            rad += abs(q) * r
    return re, im, rad
