"""Claims about critical points with rational layers: layers first, then a target for which they are critical."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from .cases_critical import NETWORKS
from .edits_claims import Edit
from .edits_critical import another_loss, another_nature
from .oracle_critical import Problem, whole_problem
from .oracle_exact import Layers, loss, nature

Json = dict[str, Any]
Row = list[Fraction]
Networks = Sequence[tuple[tuple[int, ...], tuple[int, ...]]]
HESSIAN: Json = {"kind": "hessian"}


def planted(rng: random.Random, networks: Networks = NETWORKS, *, far: bool = False) -> Json:
    """{architecture, loss, layers}, the layers critical: w − u is Q⁻¹ times what is orthogonal to the tangents.

    With `far` the target is far away, but so near that the layers are a minimum, if they are at one of the distances.
    """
    k, s = rng.choice(networks)
    layers = [[Fraction(rng.choice([-2, -1, 0, 1, 2, 3]), rng.choice([1, 1, 2])) for _ in range(n)] for n in k]
    root = Fraction(rng.choice([-1, 0, 1, 2]))
    for i, layer in enumerate(layers):
        if not any(layer):
            layer[rng.randrange(len(layer))] = Fraction(1)
        if set(s) == {1} and len(layer) > 1 and rng.random() < 0.8:
            # for stride one there are no such targets but where layers have a root in common
            layers[i] = [a - root * b for a, b in zip([*layer[1:], 0], [0, *layer[1:]], strict=True)]
            layers[i] = layers[i] if any(layers[i]) else [Fraction(1), -root, *layer[2:]]
    size = _size(k, s)
    weights = [Fraction(rng.choice([1, 1, 2, 3])) for _ in range(size)]
    gram = [[str(weights[i]) if i == j else "0" for j in range(size)] for i in range(size)]
    claim: Json = {
        "architecture": {"k": list(k), "s": list(s)},
        "loss": {"gram": gram if len(set(weights)) > 1 else None, "target": ["0"] * size},
        "layers": [[str(c) for c in layer] for layer in layers],
    }
    problem = whole_problem(claim)
    basis: list[Row] = []
    for tangent in _tangents(problem, layers):
        basis.append(_less_projections(tangent, basis))
    eta = _less_projections([Fraction(rng.randint(-3, 3)) for _ in range(size)], basis)
    w = composed(problem, layers)
    distances = [Fraction(8), *(Fraction(8 * 3**i, 4**i) for i in range(1, 12))]
    if not far:
        distances = [Fraction(rng.choice([-2, -1, 1, 1, 2]), rng.choice([1, 1, 2, 8]))]
    for distance in distances:
        target = [c - distance * e / q for c, e, q in zip(w, eta, weights, strict=True)]
        claim["loss"]["target"] = [str(c) for c in target]
        if not far or nature(whole_problem(claim), layers) == "minimum":
            break
    return claim


def _size(k: Sequence[int], s: Sequence[int]) -> int:
    size, stride = 1, 1
    for n, step in zip(k, s, strict=True):
        size, stride = size + (n - 1) * stride, stride * step
    return size


def composed(problem: Problem, layers: Layers) -> Row:
    found = [Fraction(1)] + [Fraction(0)] * (len(problem.target) - 1)
    for places, layer in zip(problem.places, layers, strict=True):
        spread = [Fraction(0)] * len(found)
        for p, c in enumerate(found):
            for q, d in zip(places, layer, strict=True):
                if c and d:
                    spread[p + q] += c * d
        found = spread
    return found


def _tangents(problem: Problem, layers: Layers) -> list[Row]:
    """The compositions with unit vectors in the place of one layer."""
    found = []
    for i, layer in enumerate(layers):
        for a in range(len(layer)):
            unit = [Fraction(int(a == b)) for b in range(len(layer))]
            found.append(composed(problem, [*layers[:i], unit, *layers[i + 1 :]]))
    return found


def _less_projections(vector: Row, basis: Sequence[Row]) -> Row:
    for other in basis:
        length = sum(c * c for c in other)
        if length:
            factor = sum((a * b for a, b in zip(vector, other, strict=True)), Fraction(0)) / length
            vector = [a - factor * b for a, b in zip(vector, other, strict=True)]
    return vector


def claim(rng: random.Random, kind: str) -> Json | None:
    """A claim of the kind, mostly a true one; None: the layers drawn are no minimum."""
    found = planted(rng, far=kind == "exact-spurious-minimum" and rng.random() < 0.9)
    problem, layers = whole_problem(found), [[Fraction(c) for c in layer] for layer in found["layers"]]
    found = {"kind": kind, **found, "value": str(loss(problem, layers))}
    is_what = nature(problem, layers)
    if kind == "exact-critical-point":
        return {**found, "nature": rng.choice([None, is_what, is_what, "minimum", "saddle"])}
    if is_what != "minimum" and rng.random() < 0.9:
        return None
    return {**found, "filters": better(rng, problem, layers)}


def better(rng: random.Random, problem: Problem, layers: Layers) -> list[list[str]]:
    """Mostly with a smaller loss, if alternating least squares find some."""
    best = [[Fraction(rng.randint(-3, 3)) for _ in layer] for layer in layers]
    gram, target = np.array(problem.gram, dtype=float), np.array(problem.target, dtype=float)
    for _ in range(6):
        moved = [[Fraction(rng.randint(-3, 3)) for _ in layer] for layer in layers]
        for i in [i for _ in range(12) for i in range(len(layers))]:
            units = [[Fraction(int(a == b)) for b in range(len(layers[i]))] for a in range(len(layers[i]))]
            columns = [composed(problem, [*moved[:i], unit, *moved[i + 1 :]]) for unit in units]
            matrix = np.array(columns, dtype=float).T
            solved = np.linalg.lstsq(matrix.T @ gram @ matrix, matrix.T @ gram @ target, rcond=None)[0]
            moved[i] = [Fraction(round(float(c) * 64), 64) for c in solved]
        if loss(problem, moved) < loss(problem, best):
            best = moved
    return [[str(c) for c in layer] for layer in best]


def another_layer(rng: random.Random, document: Json) -> None:
    """One number is changed a little or much, one layer is scaled, two are, or one is zero."""
    layers = document["claim"]["layers"]
    i, factor = rng.randrange(len(layers)), Fraction(rng.choice([-1, 2, 3]), rng.choice([1, 2]))
    kind = rng.random()
    if kind < 0.35:
        j = rng.randrange(len(layers[i]))
        layers[i][j] = str(Fraction(layers[i][j]) + Fraction(rng.choice([-1, 1]), rng.choice([1, 10**6])))
    elif kind < 0.9:
        j = rng.randrange(len(layers))
        layers[i] = [str(Fraction(c) * factor) for c in layers[i]]
        layers[j] = [str(Fraction(c) / factor) for c in layers[j]]
        if kind < 0.5:
            layers[i] = [str(Fraction(c) * factor) for c in layers[i]]
    else:
        layers[i] = ["0"] * len(layers[i])
    if rng.random() < 0.4:
        exact = [[Fraction(c) for c in layer] for layer in layers]
        document["claim"]["value"] = str(loss(whole_problem(document["claim"]), exact))


def another_exact_value(rng: random.Random, document: Json) -> None:
    claim = document["claim"]
    claim["value"] = str(Fraction(claim["value"]) + Fraction(rng.choice([-1, 1]), rng.choice([1, 10**9])))


def other_filters(rng: random.Random, document: Json) -> None:
    """The layers themselves, zero, or ones that are nearly as good."""
    claim = document["claim"]
    if "filters" not in claim:
        return
    kind = rng.random()
    if kind < 0.4:
        claim["filters"] = [list(layer) for layer in claim["layers"]]
    elif kind < 0.6:
        claim["filters"] = [["0"] * len(layer) for layer in claim["layers"]]
    else:
        layer = rng.choice(claim["filters"])
        j = rng.randrange(len(layer))
        layer[j] = str(Fraction(layer[j]) + Fraction(rng.choice([-2, -1, 1, 2]), rng.choice([1, 2, 64])))


def other_strides(_: random.Random, document: Json) -> None:
    """The strides in another order, with or without the same length of end-to-end filters."""
    architecture = document["claim"]["architecture"]
    architecture["s"] = architecture["s"][::-1]


EDITS: tuple[Edit, ...] = (
    *(another_layer, another_layer, another_exact_value, another_nature, another_nature, another_loss),
    *(other_filters, other_filters, other_strides),
)
