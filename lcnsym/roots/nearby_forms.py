"""What all forms near a given one have in common."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import flint
from flint import arb

from ..algebra.bezout import bezout_matrix
from ..algebra.flintio import to_fmpq

PRECISION = 64


def least_distinct_roots(centre: Sequence[Fraction], radius: Fraction) -> int:
    """A number of distinct complex roots that every form has whose coefficients differ by at most `radius` from these.

    It is one more than the rank that the Bezoutian certainly has, found by elimination in balls with full pivoting; 0
    where the zero form may be among them.

    Args:
        centre: w_0, …, w_n.
        radius: at least 0.
    """
    with flint.ctx.workprec(PRECISION):
        balls = [arb(to_fmpq(c), to_fmpq(radius)) for c in centre]
        if all(ball.contains(0) for ball in balls):
            return 0
        rows = bezout_matrix(balls, arb(0))
        return min(1 + _least_rank(rows), len(centre) - 1)


def _least_rank(rows: list[list[arb]]) -> int:
    rank = 0
    while rows and rows[0]:
        places = [(i, j) for i in range(len(rows)) for j in range(len(rows[0]))]
        p, q = max(places, key=lambda place: rows[place[0]][place[1]].abs_lower())
        pivot = rows[p][q]
        if pivot.contains(0):
            break
        rank += 1
        rows = [
            [rows[i][j] - rows[i][q] * rows[p][j] / pivot for j in range(len(rows[0])) if j != q]
            for i in range(len(rows))
            if i != p
        ]
    return rank
