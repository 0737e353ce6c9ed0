"""Ruppert's criterion: linear equations that prove forms in two pairs of variables absolutely irreducible."""

from __future__ import annotations

from fractions import Fraction
from math import lcm

from ..algebra.linear import rank_modulo
from ..algebra.multihomogeneous import TensorForm


def is_shown_irreducible(form: TensorForm, axes: tuple[int, int], values: tuple[int, ...], prime: int) -> bool:
    """Whether the rational form, restricted to a plane, is shown absolutely irreducible modulo a prime.

    f of degrees (m, n) is absolutely irreducible if f·∂g/∂y − g·∂f/∂y = f·∂h/∂x − h·∂f/∂x has no solution g, h but 0
    with g of degrees at most (m − 1, n) and h of degrees at most (m, n − 2).

    Args:
        form: of degrees m, n ≥ 1 in the two pairs.
        axes: the two axes, counted from 0.
        values: for every axis the value of x_j, which matters for the others only; all y_j are 1.
        prime: p.

    Returns:
        False: it is not shown with this plane and this prime; or the form has smaller degrees there.

    Source: Ruppert, Reducibility of polynomials f(x, y) modulo p, J. Number Theory 77 (1999).
    """
    m, n = (form.degrees[axis] for axis in axes)
    f = _on_plane(form, axes, values)
    if not any(a == m for a, _ in f) or not any(b == n for _, b in f):
        return False
    rows = []
    for i in range(m):
        for j in range(n + 1):
            rows.append(_row({(a + i, b + j - 1): (j - b) * c for (a, b), c in f.items()}, m, n))
    for i in range(m + 1):
        for j in range(n - 1):
            rows.append(_row({(a + i - 1, b + j): (a - i) * c for (a, b), c in f.items()}, m, n))
    return rank_modulo([[c % prime for c in row] for row in rows], prime) == len(rows)


def _on_plane(form: TensorForm, axes: tuple[int, int], values: tuple[int, ...]) -> dict[tuple[int, int], int]:
    """Integer coefficients by exponents of x in the two axes."""
    found: dict[tuple[int, int], Fraction] = {}
    for index, w in form.terms.items():
        exponents = [d - i for d, i in zip(form.degrees, index, strict=True)]
        value = w if isinstance(w, Fraction) else Fraction(0)
        for j, exponent in enumerate(exponents):
            if j not in axes:
                value *= values[j] ** exponent
        key = (exponents[axes[0]], exponents[axes[1]])
        found[key] = found.get(key, Fraction(0)) + value
    scale = lcm(*(c.denominator for c in found.values()))
    return {key: int(c * scale) for key, c in found.items() if c}


def _row(terms: dict[tuple[int, int], int], m: int, n: int) -> list[int]:
    row = [0] * (4 * m * n)
    for (a, b), c in terms.items():
        if c:
            row[a * 2 * n + b] += c
    return row
