"""The first premise of `factored` for `stratum-critical-points`: the form is the elimination form of the loss.

Theorem. Let D_b be the derivatives of order m − 2 at p = (t : 1), H_a those of order m − 1, d = n − m + 1. Premises:
`rational`, the form E is rational; `gram`, Q is regular; `elimination`, E is not zero and a multiple of the determinant
in t of [−H_a Q⁻¹ D_b | H_a u], of degree (2d + 1)m − d − 1. Conclusion: real critical points with a real
root of multiplicity exactly m have it at a real root of E.

Proof. In the format, under `factored`. Both sides are polynomials of that degree in t, so agreement up to one factor at
one point more is enough. By Schur's complement the determinant of [[Q, D | 0], [H, 0 | H u]] is det Q times it. ∎
"""

from __future__ import annotations

from math import perm
from operator import mul

from ...claims.critical import StratumCriticalPoints
from ...kernel.linear import determinant
from ...kernel.outcome import of_part, require
from ...kernel.polynomials import value
from .losses import in_integers


def check_elimination(claim: StratumCriticalPoints) -> None:
    """The premises of the theorem."""
    form, m = claim.form, claim.multiplicity
    work, size, degree = form.field.work, len(claim.loss.target), form.degree
    with of_part("elimination"):
        require("rational", form.field.degree == 1, "the form must be rational")
        gram, target, _ = in_integers(claim.loss, work)
        work.products((degree + 1) * (degree + size * m), form.bits + 8 * degree, 8 * size)
        mine = [value(form.rows[0], t, 1) for t in range(degree + 1)]
        other = [determinant(_bordered(gram, target, m, t), work) for t in range(degree + 1)]
        i = next((i for i, (a, b) in enumerate(zip(mine, other, strict=True)) if a and b), 0)
        holds = mine[i] != 0 and all(a * other[i] == b * mine[i] for a, b in zip(mine, other, strict=True))
        require("elimination", holds and other[i] != 0, "the form is not the elimination form of this loss")


def _bordered(gram: list[list[int]], target: list[int], m: int, t: int) -> list[list[int]]:
    """[[Q, D | 0], [H, 0 | H u]], a column for each D_b and a row for each H_a."""
    n = len(target) - 1
    low = [_derivative(n, m - 2 - b, b, t) for b in range(m - 1)]
    above = [[*row, *(vector[k] for vector in low), 0] for k, row in enumerate(gram)]
    high = [_derivative(n, m - 1 - a, a, t) for a in range(m)]
    return above + [[*vector, *([0] * (m - 1)), sum(map(mul, vector, target))] for vector in high]


def _derivative(n: int, in_x: int, in_y: int, t: int) -> list[int]:
    """∂_x^i ∂_y^j of the monomials x^{n−k}·y^k at (t, 1)."""
    return [
        perm(n - k, in_x) * perm(k, in_y) * t ** (n - k - in_x) if n - k >= in_x and k >= in_y else 0
        for k in range(n + 1)
    ]
