"""Certified boxes around simple zeros of square systems of integer polynomials, by Krawczyk's test."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import flint
from flint import acb, acb_mat, arb, fmpq, fmpz_mpoly

FIRST_PRECISION = 128
MAX_PRECISION = 1 << 12
NEWTON_STEPS = 60

Terms = list[tuple[tuple[int, ...], int]]


class PolynomialSystem:
    """As many polynomials as unknowns, and their Jacobian matrix.

    Args:
        equations: in one ring.
    """

    def __init__(self, equations: Sequence[fmpz_mpoly]) -> None:
        self.size = len(equations)
        self._values = [_terms(e) for e in equations]
        self._slopes = [[_terms(e.derivative(j)) for j in range(self.size)] for e in equations]

    def box(self, approximation: Sequence[acb], *, is_real: bool) -> tuple[acb, ...] | None:
        """A box with exactly one zero, which is simple; real if `is_real`. None: the test does not succeed."""
        points = [_exact(z, is_real=is_real) for z in approximation]
        precision = FIRST_PRECISION
        while precision <= MAX_PRECISION:
            with flint.ctx.workprec(precision):
                found, is_box = self._krawczyk(points, is_real=is_real)
            if is_box:
                return tuple(found)
            points, precision = found, 2 * precision
        return None

    def refined(self, box: Sequence[acb], precision: int, *, is_real: bool) -> tuple[acb, ...]:
        """The same zero in a box from a computation with this many bits."""
        points = [_exact(z, is_real=is_real) for z in box]
        while True:
            with flint.ctx.workprec(precision):
                found, is_box = self._krawczyk(points, is_real=is_real)
                if is_box and all(old.contains(new) for old, new in zip(box, found, strict=True)):
                    return tuple(found)
            precision *= 2

    def _krawczyk(self, points: list[acb], *, is_real: bool) -> tuple[list[acb], bool]:
        size, precision = self.size, flint.ctx.prec
        before: arb | None = None
        for _ in range(NEWTON_STEPS):
            values = acb_mat([[_value(f, points)] for f in self._values])
            try:
                inverse = self._jacobian(points).mid().inv().mid()
            except ZeroDivisionError:
                return points, False
            step = inverse * values
            length = max(abs(step[i, 0]).upper() for i in range(size))
            if not length.is_finite():
                return points, False
            scale = max(abs(z).upper() for z in points) + 1
            if length < scale * arb(2) ** (-precision // 2) or (before is not None and length > before * 4):
                break
            points = [_exact(points[i] - step[i, 0], is_real=is_real) for i in range(size)]
            before = length
        else:
            # the last step belongs to the point before
            return points, False
        radius = max(length * 16, scale * arb(2) ** (-precision + 16))
        side = acb(arb(0, radius), arb(0, radius))
        thick = [z + side for z in points]
        unit = acb_mat([[int(i == j) for j in range(size)] for i in range(size)])
        image = (unit - inverse * self._jacobian(thick)) * acb_mat([[side] for _ in range(size)]) - step
        if all(abs(image[i, 0]).upper() < radius * fmpq(9, 10) for i in range(size)):
            return thick, True
        return points, False

    def _jacobian(self, points: Sequence[acb]) -> acb_mat:
        return acb_mat([[_value(f, points) for f in row] for row in self._slopes])


def _terms(polynomial: fmpz_mpoly) -> Terms:
    return [(tuple(map(int, exponents)), int(c)) for exponents, c in polynomial.to_dict().items()]


def _value(terms: Terms, points: Sequence[acb]) -> acb:
    powers: list[list[acb]] = [[acb(1)] for _ in points]
    total = acb(0)
    for exponents, c in terms:
        product = acb(c)
        for known, point, e in zip(powers, points, exponents, strict=True):
            while len(known) <= e:
                known.append(known[-1] * point)
            if e:
                product *= known[e]
        total += product
    return total


def _exact(value: acb, *, is_real: bool) -> acb:
    return acb(value.real.mid()) if is_real else acb(value.real.mid(), value.imag.mid())


def are_apart(boxes: Sequence[tuple[Sequence[acb], bool]]) -> bool:
    """Whether boxes, with whether they are real, and the conjugates of the others, are disjoint. False: not proved."""
    everything = [box for box, _ in boxes] + [[z.conjugate() for z in box] for box, is_real in boxes if not is_real]
    return all(
        any(not a.overlaps(b) for a, b in zip(first, second, strict=True))
        for first, second in combinations(everything, 2)
    )
