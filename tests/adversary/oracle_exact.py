"""Whether layers are a critical point of the square loss, and what it is, by differences of its values.

The loss is quadratic in every coefficient and within every layer, so that these differences are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from .oracle_critical import Problem, whole_problem

Json = dict[str, Any]
Layers = list[list[Fraction]]
Step = tuple[int, int, int]
"""A layer, a place in it, and what is added there."""


def judge(claim: Json) -> bool:
    """Whether a claim of the kind exact-critical-point or exact-spurious-minimum is true."""
    problem = whole_problem(claim)
    layers = [[Fraction(c) for c in layer] for layer in claim["layers"]]
    value = Fraction(claim["value"])
    if not all(map(any, layers)) or loss(problem, layers) != value or not is_critical(problem, layers):
        return False
    if "filters" in claim:
        better = loss(problem, [[Fraction(c) for c in layer] for layer in claim["filters"]]) < value
        return better and nature(problem, layers) == "minimum"
    return claim["nature"] in (None, nature(problem, layers))


def loss(problem: Problem, layers: Layers, *steps: Step) -> Fraction:
    moved = [list(layer) for layer in layers]
    for i, a, step in steps:
        moved[i][a] += step
    composed = {0: Fraction(1)}
    for places, layer in zip(problem.places, moved, strict=True):
        found: dict[int, Fraction] = {}
        for p, c in composed.items():
            for q, d in zip(places, layer, strict=True):
                found[p + q] = found.get(p + q, Fraction(0)) + c * d
        composed = found
    away = [composed.get(p, Fraction(0)) - u for p, u in enumerate(problem.target)]
    return sum((away[i] * q * away[j] for i, row in enumerate(problem.gram) for j, q in enumerate(row)), Fraction(0))


def is_critical(problem: Problem, layers: Layers) -> bool:
    places = [(i, a) for i, layer in enumerate(layers) for a in range(len(layer))]
    return all(loss(problem, layers, (i, a, 1)) == loss(problem, layers, (i, a, -1)) for i, a in places)


def nature(problem: Problem, layers: Layers) -> str | None:
    """None: the Hessian modulo scaling is singular, without squares of both signs."""
    positive, negative, zero = squares(hessian(problem, layers))
    if positive and negative:
        return "saddle"
    return None if zero else "minimum" if positive else "maximum"


def hessian(problem: Problem, layers: Layers) -> list[list[Fraction]]:
    """Four times that of the coefficients which scaling leaves: of all layers but the last one is left out."""
    fixed = [max(a for a, c in enumerate(layer) if c) for layer in layers[:-1]]
    free = [(i, a) for i, layer in enumerate(layers) for a in range(len(layer)) if [a] != fixed[i : i + 1]]

    def entry(p: tuple[int, int], q: tuple[int, int]) -> Fraction:
        def at(*steps: tuple[tuple[int, int], int]) -> Fraction:
            return loss(problem, layers, *((*place, step) for place, step in steps))

        if p[0] == q[0]:
            return 4 * (at((p, 1), (q, 1)) - at((p, 1)) - at((q, 1)) + at())
        return at((p, 1), (q, 1)) - at((p, 1), (q, -1)) - at((p, -1), (q, 1)) + at((p, -1), (q, -1))

    return [[entry(p, q) for q in free] for p in free]


def squares(rows: Sequence[Sequence[Fraction]]) -> tuple[int, int, int]:
    """Positive, negative and zero ones, by Descartes' rule on the characteristic polynomial, whose roots are real."""
    size = len(rows)
    coefficients, power = [Fraction(1)], [[Fraction(0)] * size for _ in range(size)]
    for k in range(1, size + 1):
        for i in range(size):
            power[i][i] += coefficients[-1]
        power = [[sum((a * power[j][m] for j, a in enumerate(row)), Fraction(0)) for m in range(size)] for row in rows]
        coefficients.append(-sum((power[i][i] for i in range(size)), Fraction(0)) / k)
    zero = next((i for i, c in enumerate(reversed(coefficients)) if c), size)
    known = [c > 0 for c in coefficients if c]
    positive = sum(a != b for a, b in pairwise(known))
    return positive, size - zero - positive, zero
