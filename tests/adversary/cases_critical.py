"""Claims about critical points of the square loss: boxes around them, and all of one stratum."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np

from .cases_lines import prime
from .contraries import patterns
from .documents import Json, factored
from .exact import inverse
from .oracle_critical import Interval, Problem, critical_points, inertia, placed, problem_of, whole_problem
from .oracle_roots import is_zero, pattern
from .oracle_stratum import candidates, elimination, gram_of, in_chart, target_of

NETWORKS = [
    *[((2, 2), (1, 1)), ((3, 2), (1, 1)), ((2, 3), (1, 1)), ((2, 2), (2, 1)), ((3, 2), (2, 1)), ((3,), (1,))],
    *[((2, 1, 2), (1, 1, 1)), ((2, 2), (3, 1)), ((1, 2, 2), (2, 1, 1))],
]
Layers = list[list[Interval]]


def loss(rng: random.Random, size: int) -> Json:
    """The identity, a positive definite matrix or now and then an indefinite one; small integer targets."""
    target = [str(rng.randint(-4, 4)) for _ in range(size)]
    kind = rng.random()
    if kind < 0.5:
        return {"gram": None, "target": target}
    rows = [[0] * size for _ in range(size)]
    for i in range(size):
        rows[i][i] = rng.choice([2, 3, 5]) if kind < 0.93 else rng.choice([1, -1, 2])
        if i and rng.random() < 0.5:
            rows[i][i - 1] = rows[i - 1][i] = rng.choice([1, -1])
    return {"gram": [list(map(str, row)) for row in rows], "target": target}


@dataclass(frozen=True)
class Network:
    """A loss, an architecture, and its critical points where they are known."""

    loss: Json
    k: tuple[int, ...]
    s: tuple[int, ...]

    @property
    def about(self) -> Json:
        return {"architecture": {"k": list(self.k), "s": list(self.s)}, "loss": self.loss}


def network(rng: random.Random) -> Network:
    k, s = rng.choice(NETWORKS)
    size, stride = 1, 1
    for n, step in zip(k, s, strict=True):
        size, stride = size + (n - 1) * stride, stride * step
    return Network(loss(rng, size), k, s)


def claim(rng: random.Random, kind: str, of: Network) -> tuple[Json, Layers] | None:
    """A box around a critical point, and the filters there; None: none is known."""
    problem, kept = problem_of(of.about)
    known = critical_points(problem)
    if not known:
        return None
    point = _spurious(problem, known) if kind == "spurious-minimum" and rng.random() < 0.85 else rng.choice(known)
    if point is None:
        return None
    centre, fixed = _gauge(rng, point, kept, of)
    layers = placed(point, kept, centre, fixed)
    if layers is None or any(abs(c[0]) > 1000 for layer in layers for c in layer):
        return None
    middle = [[_dyadic(c, 24) for c in layer] for layer in layers]
    for i, left_out in enumerate(fixed):
        if left_out is not None:
            middle[i][left_out] = centre[i][left_out]
    lo, hi = whole_problem(of.about).loss(layers)
    margin = Fraction(1, rng.choice([1, 8, 64]))
    found = {
        "kind": kind,
        **of.about,
        "box": {"centre": _texts(middle), "radius": f"1/{2 ** rng.choice([8, 10, 14, 18])}", "fixed": fixed},
        "value": [str(_dyadic((lo, lo), 12) - margin), str(_dyadic((hi, hi), 12) + margin)],
    }
    if kind == "spurious-minimum":
        found["filters"] = _better(rng, of, known, kept)
    else:
        found["nature"] = rng.choice([None, _nature(found, layers), _nature(found, layers), "saddle", "minimum"])
    return found, layers


def _spurious(problem: Problem, known: Sequence[Any]) -> Any:
    """A minimum that is not the best point, if there is one; its Hessian is that of the layers that are no scalars."""
    best = min(problem.loss(point)[1] for point in known)
    for point in known:
        largest = [max(range(len(layer)), key=lambda j, own=layer: abs(own[j][0])) for layer in point]
        free = [(i, j) for i, layer in enumerate(point) for j in range(len(layer)) if i == 0 or j != largest[i]]
        signs = inertia(problem.hessian(point, free))
        if problem.loss(point)[0] > best and signs is not None and not signs[1]:
            return point
    return None


def _gauge(
    rng: random.Random, point: Sequence[Sequence[Interval]], kept: Sequence[int], of: Network
) -> tuple[list[list[Fraction]], list[int | None]]:
    """For every layer but one a coordinate to fix, mostly the largest, and its value."""
    free = rng.choice(kept)
    centre = [[Fraction(1)] * n for n in of.k]
    fixed: list[int | None] = [0] * len(of.k)
    for i, layer in zip(kept, point, strict=True):
        sizes = [abs(lo) for lo, _ in layer]
        fixed[i] = sizes.index(max(sizes)) if rng.random() < 0.85 else rng.randrange(len(sizes))
    fixed[free] = None
    return centre, fixed


def _dyadic(value: Interval, places: int) -> Fraction:
    return Fraction(round((value[0] + value[1]) / 2 * 2**places), 2**places)


def _texts(rows: Sequence[Sequence[Fraction]]) -> list[list[str]]:
    return [[str(c) for c in row] for row in rows]


def _better(rng: random.Random, of: Network, known: Sequence[Any], kept: Sequence[int]) -> list[list[str]]:
    """Near another critical point, mostly the best one, or anything."""
    if rng.random() < 0.2:
        return [[str(rng.randint(-3, 3)) for _ in range(n)] for n in of.k]
    problem, _ = problem_of(of.about)
    best = min(known, key=lambda point: problem.loss(point)[0])
    layers = [["1"] * n for n in of.k]
    for i, layer in zip(kept, best, strict=True):
        layers[i] = [str(_dyadic(c, 12)) for c in layer]
    return layers


def _free(of_claim: Json) -> list[tuple[int, int]]:
    k, fixed = of_claim["architecture"]["k"], of_claim["box"]["fixed"]
    return [(i, j) for i, n in enumerate(k) for j in range(n) if j != fixed[i]]


def _hessian(of_claim: Json, layers: Layers) -> list[list[Fraction]]:
    rows = whole_problem(of_claim).hessian(layers, _free(of_claim))
    return [[(lo + hi) / 2 for lo, hi in row] for row in rows]


def _nature(of_claim: Json, layers: Layers) -> str:
    values = np.linalg.eigvalsh(np.array([[float(c) for c in row] for row in _hessian(of_claim, layers)]))
    return "minimum" if min(values) > 0 else "maximum" if max(values) < 0 else "saddle"


def evidence(of_claim: Json, layers: Layers) -> Json:
    """The inverse of the Hessian, and its eigenvectors over the roots of their values."""
    rows = _hessian(of_claim, layers)
    back = inverse(rows) or rows
    values, vectors = np.linalg.eigh(np.array([[float(c) for c in row] for row in rows]))
    scaled = vectors / np.sqrt(np.maximum(np.abs(values), 1e-9))
    return {
        "kind": "krawczyk",
        "preconditioner": [[str(_dyadic((c, c), 16)) for c in row] for row in back],
        "congruence": [[str(Fraction(round(float(c) * 2**16), 2**16)) for c in row] for row in scaled],
    }


def stratum(rng: random.Random) -> tuple[Json, Json] | None:
    """A claim stratum-critical-points with honest evidence."""
    size = rng.choice([3, 4, 4])
    of, m = loss(rng, size), rng.randint(2, size - 1)
    found = _elimination_form(_key(of), m)
    if found is None:
        return None
    form = list(found)
    right = str(pattern(form)) if rng.random() < 0.65 else rng.choice(patterns(len(form) - 1))
    document = {
        "kind": "stratum-critical-points",
        "loss": of,
        "multiplicity": m,
        "elimination": [str(c) for c in form],
        "pattern": right,
    }
    return document, factored(form, None, prime(rng))


def _key(of: Json) -> tuple[Any, Any]:
    return gram_of(of), target_of(of)


@lru_cache(maxsize=2048)
def _elimination_form(key: tuple[Any, Any], m: int) -> tuple[Fraction, ...] | None:
    """The determinant, with leading zeros up to the degree it has in general."""
    f = elimination(*key, m)
    d = len(key[1]) - m
    degree = (2 * d + 1) * m - d - 1
    if not f or len(f) - 1 > degree:
        return None
    form = [Fraction(0)] * (degree + 1 - len(f)) + list(reversed(f))
    return None if is_zero(form) else tuple(form)


PARTITIONS = ([2], [2], [3], [2, 1])
CHARTS = ([1, 0, 0, 1], [1, 0, 0, 1], [2, 1, 1, 1], [1, 1, 0, 1], [0, 1, 1, 0], [1, 2, -1, 1])


def boxes(rng: random.Random) -> Json | None:
    """A claim all-critical-points; now and then of a loss for which one of the solutions is zero."""
    partition = rng.choice(PARTITIONS)
    size = sum(partition) + 1
    of = loss(rng, size)
    if rng.random() < 0.25:
        t = rng.choice([1, 2, -1, 3])
        of = {"gram": None, "target": [str(t**i) for i in range(size)]}
    chart = rng.choice(CHARTS)
    gram, target = in_chart(of, chart)
    if inverse(gram) is None:
        return None
    try:
        found = candidates(gram, target, partition[0])
    except ArithmeticError:
        return None
    if not found:
        return None
    entries, real = [], 0
    for point in found:
        is_real = not any(im for _, im in point)
        real += is_real
        if is_real or next(im for _, im in point if im) > 0:
            centre = [[str(_dyadic((c, c), 30)) for c in z] for z in point]
            entries.append({"centre": centre, "radius": f"1/{2 ** rng.choice([10, 14, 18])}"})
    return {
        "kind": "all-critical-points",
        "loss": of,
        "partition": list(partition),
        "chart": list(chart),
        "boxes": entries,
        "real": real,
    }
