"""Newton's iteration and the least curvature at a critical point with 60 digits or more, from the loss itself."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import prod
from typing import Any

import mpmath

from .oracle_cases import Case

DIGITS = 240
STEPS = 120
SMALL = 1e-150
PRECISIONS = ((60, 1e-50, 1e-22), (240, 1e-200, 1e-90))
"""Digits, the gradient at a critical point, and the curvature, relative to the largest, that needs more digits."""
Layers = list[list[Any]]


def confirmed(case: Case, layers: Sequence[Sequence[float]]) -> list[list[float]] | None:
    """The critical point with w ≠ 0 that the iteration finds from these layers; None: it finds none to 150 digits."""
    with mpmath.workdps(DIGITS):
        found = _refined(case, [[mpmath.mpf(c) for c in layer] for layer in layers], SMALL)
        if found is None or mpmath.norm(mpmath.matrix(_product(found, _steps(case)))) < 1e-6:
            return None
        return [[float(c) for c in layer] for layer in found]


def curvature_sign(case: Case, layers: Sequence[Sequence[Fraction]]) -> int | None:
    """The sign of the least eigenvalue of the Hessian modulo scaling, at the critical point near these layers.

    0: the eigenvalue is zero to all digits. None: the iteration does not find the point.
    """
    for digits, small, flat in PRECISIONS:
        with mpmath.workdps(digits):
            found = _refined(case, [[_number(c) for c in layer] for layer in layers], small)
            if found is None:
                return None
            _, hessian = _derivatives(found, _steps(case), _places(found), *_scaled(case))
            values = mpmath.eigsy(hessian, eigvals_only=True)
            least, top = min(values), max(map(abs, values))
            if abs(least) >= flat * top:
                return int(mpmath.sign(least))
    return 0


def _refined(case: Case, here: Layers, small: float) -> Layers | None:
    target, gram = _scaled(case)
    places = _places(here)
    for _ in range(STEPS):
        gradient, hessian = _derivatives(here, _steps(case), places, target, gram)
        length = mpmath.norm(gradient)
        if length < small:
            return here
        # Levenberg's step, which is as quick on curves of solutions
        transposed = hessian.T
        try:
            step = mpmath.lu_solve(transposed * hessian + length**2 * mpmath.eye(len(places)), transposed * gradient)
        except ZeroDivisionError:
            return None
        for (i, a), move in zip(places, step, strict=True):
            here[i][a] -= move
    return None


def _places(layers: Layers) -> list[tuple[int, int]]:
    """The coordinates but one of every layer besides the first, its largest, so that nothing can be scaled."""
    fixed = [-1, *(max(range(len(layer)), key=lambda a: abs(layer[a])) for layer in layers[1:])]
    return [(i, a) for i, layer in enumerate(layers) for a in range(len(layer)) if a != fixed[i]]


def _scaled(case: Case) -> tuple[list[Any], list[list[Any]]]:
    """u and Q over their largest entries."""
    size, largest = max(map(abs, case.target)), max(abs(q) for row in case.gram for q in row)
    return [_number(u / size) for u in case.target], [[_number(q / largest) for q in row] for row in case.gram]


def _number(value: Fraction) -> Any:
    return mpmath.mpf(value.numerator) / value.denominator


def _steps(case: Case) -> list[int]:
    """The stride products S_i."""
    return [prod(case.strides[:i]) for i in range(len(case.sizes))]


def _derivatives(
    layers: Layers, steps: Sequence[int], places: Sequence[tuple[int, int]], target: list[Any], gram: list[list[Any]]
) -> Any:
    """Half the gradient and half the Hessian in the coordinates."""
    residual = [mpmath.fdot(row, [w - u for w, u in zip(_product(layers, steps), target, strict=True)]) for row in gram]
    columns = [_product(_with_units(layers, [place]), steps) for place in places]
    images = [[mpmath.fdot(row, column) for row in gram] for column in columns]
    gradient = mpmath.matrix([mpmath.fdot(column, residual) for column in columns])
    hessian = mpmath.matrix(len(places))
    for p, first in enumerate(places):
        for q, second in enumerate(places):
            hessian[p, q] = mpmath.fdot(columns[p], images[q])
            if first[0] != second[0]:
                hessian[p, q] += mpmath.fdot(_product(_with_units(layers, [first, second]), steps), residual)
    return gradient, hessian


def _with_units(layers: Layers, places: Sequence[tuple[int, int]]) -> Layers:
    """Some layers replaced by unit vectors."""
    units = {i: [mpmath.mpf(int(a == b)) for b in range(len(layers[i]))] for i, a in places}
    return [units.get(i, layer) for i, layer in enumerate(layers)]


def _product(layers: Layers, steps: Sequence[int]) -> list[Any]:
    found = [mpmath.mpf(1)]
    for layer, step in zip(layers, steps, strict=True):
        longer = [mpmath.mpf(0)] * (len(found) + step * (len(layer) - 1))
        for i, a in enumerate(found):
            for j, b in enumerate(layer):
                longer[i + step * j] += a * b
        found = longer
    return found
