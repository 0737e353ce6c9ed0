"""Whether layers are a critical point of the square loss, and what it is, by differences of its values.

The loss is quadratic in every coefficient and within every layer, so that these differences are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from .exact import Root, number, sign
from .oracle_critical import Problem, whole_problem

Json = dict[str, Any]
Layers = list[list[Any]]
"""Of rational numbers, or of numbers of a field."""
Step = tuple[int, int, int]
"""A layer, a place in it, and what is added there."""


def judge(claim: Json, root: Root | None = None) -> bool:
    """Whether a claim of the kind exact-critical-point or exact-spurious-minimum is true, over the field of a root."""
    problem = whole_problem(claim)
    layers, value = read(claim["layers"], root), number(claim["value"], root)
    if not all(any(map(sign, layer)) for layer in layers) or sign(loss(problem, layers) - value):
        return False
    if not is_critical(problem, layers):
        return False
    if "filters" in claim:
        better = sign(loss(problem, read(claim["filters"], root)) - value) < 0
        return better and nature(problem, layers) == "minimum"
    return claim["nature"] in (None, nature(problem, layers))


def read(layers: Any, root: Root | None) -> Layers:
    return [[number(c, root) for c in layer] for layer in layers]


def loss(problem: Problem, layers: Layers, *steps: Step) -> Any:
    moved = [list(layer) for layer in layers]
    for i, a, step in steps:
        moved[i][a] = moved[i][a] + step
    composed: dict[int, Any] = {0: Fraction(1)}
    for places, layer in zip(problem.places, moved, strict=True):
        found: dict[int, Any] = {}
        for p, c in composed.items():
            for q, d in zip(places, layer, strict=True):
                found[p + q] = found.get(p + q, Fraction(0)) + c * d
        composed = found
    away = [composed.get(p, Fraction(0)) - u for p, u in enumerate(problem.target)]
    pairs = ((i, j, q) for i, row in enumerate(problem.gram) for j, q in enumerate(row) if q)
    return sum((away[i] * q * away[j] for i, j, q in pairs), Fraction(0))


def is_critical(problem: Problem, layers: Layers) -> bool:
    places = [(i, a) for i, layer in enumerate(layers) for a in range(len(layer))]
    return not any(sign(loss(problem, layers, (i, a, 1)) - loss(problem, layers, (i, a, -1))) for i, a in places)


def nature(problem: Problem, layers: Layers) -> str | None:
    """None: the Hessian modulo scaling is singular, without squares of both signs."""
    positive, negative, zero = squares(hessian(problem, layers))
    if positive and negative:
        return "saddle"
    return None if zero else "minimum" if positive else "maximum"


def hessian(problem: Problem, layers: Layers) -> Layers:
    """Four times that of the coefficients which scaling leaves: of all layers but the last one is left out."""
    fixed = [max(a for a, c in enumerate(layer) if sign(c)) for layer in layers[:-1]]
    free = [(i, a) for i, layer in enumerate(layers) for a in range(len(layer)) if [a] != fixed[i : i + 1]]

    def entry(p: tuple[int, int], q: tuple[int, int]) -> Any:
        def at(*steps: tuple[tuple[int, int], int]) -> Any:
            return loss(problem, layers, *((*place, step) for place, step in steps))

        if p[0] == q[0]:
            return 4 * (at((p, 1), (q, 1)) - at((p, 1)) - at((q, 1)) + at())
        return at((p, 1), (q, 1)) - at((p, 1), (q, -1)) - at((p, -1), (q, 1)) + at((p, -1), (q, -1))

    return [[entry(p, q) for q in free] for p in free]


def squares(rows: Sequence[Sequence[Any]]) -> tuple[int, int, int]:
    """Positive, negative and zero ones, by Descartes' rule on the characteristic polynomial, whose roots are real."""
    size = len(rows)
    coefficients: list[Any] = [Fraction(1)]
    power: Layers = [[Fraction(0)] * size for _ in range(size)]
    for k in range(1, size + 1):
        for i in range(size):
            power[i][i] = power[i][i] + coefficients[-1]
        power = [[sum((a * power[j][m] for j, a in enumerate(row)), Fraction(0)) for m in range(size)] for row in rows]
        coefficients.append(-sum((power[i][i] for i in range(size)), Fraction(0)) / k)
    signs = list(map(sign, coefficients))
    zero = next((i for i, found in enumerate(reversed(signs)) if found), size)
    known = [found for found in signs if found]
    positive = sum(a != b for a, b in pairwise(known))
    return positive, size - zero - positive, zero
