"""Claims about critical points with layers over a number field: a double root is a root of the elimination form."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

from .cases_exact import better
from .documents import Json, write
from .edits_claims import Edit
from .edits_critical import another_loss, another_nature
from .exact import Algebraic, Poly, Root, inverse, isolated, multiply, number, root_of, sign, square_free
from .oracle_critical import whole_problem
from .oracle_exact import Layers, loss, nature
from .oracle_stratum import elimination, gram_of, target_of

SIZES = ((2, 2), (2, 2), (2, 2), (2, 2), (2, 2), (2, 2), (2, 2), (3, 2))


def claim(rng: random.Random, kind: str) -> tuple[Json, Json] | None:
    """A claim of the kind, mostly a true one, with its field; None: the loss drawn has no such point."""
    k = rng.choice(SIZES)
    n = sum(k) - len(k)
    weights = [str(rng.choice([1, 1, 2, 3])) for _ in range(n + 1)]
    gram = [[weights[i] if i == j else "0" for j in range(n + 1)] for i in range(n + 1)]
    found: Json = {
        "architecture": {"k": list(k), "s": [1, 1]},
        "loss": {
            "gram": gram if rng.random() < 0.4 else None,
            "target": [str(rng.randint(-3, 3)) for _ in range(n + 1)],
        },
    }
    polynomial = list(elimination(gram_of(found["loss"]), target_of(found["loss"]), 2))
    if len(polynomial) != 3 * n - 1 or len(square_free(polynomial)) != len(polynomial):
        return None
    polynomial = [c * (1 if polynomial[-1] > 0 else -1) for c in polynomial]
    intervals = [(lo, hi) for lo, hi in isolated(polynomial, Fraction(1, 32)) if lo < hi]
    if not intervals:
        return None
    field: Json = {"minpoly": list(map(str, polynomial)), "interval": list(map(str, rng.choice(intervals)))}
    root = root_of(tuple(field["minpoly"]), tuple(field["interval"]))
    layers = None if root is None else _layers(found, root)
    if layers is None:
        return None
    problem = whole_problem(found)
    is_what, value = nature(problem, layers), loss(problem, layers)
    document = {"kind": kind, **found, "layers": [write(layer, field) for layer in layers]}
    document["value"] = write([value], field)[0]
    if kind == "exact-critical-point":
        return {**document, "nature": rng.choice([None, is_what, is_what, "minimum", "saddle"])}, field
    if is_what != "minimum" and rng.random() < 0.9:
        return None
    return {**document, "filters": better(rng, problem, layers)}, field


def _layers(of: Json, root: Root) -> Layers | None:
    """w = u − (u(a)/κ)·Q⁻¹ν(a), ν(a) = (aⁿ, …, a, 1), divided by (x − a·y)², with one such factor in both layers."""
    back, target = inverse(gram_of(of["loss"])), target_of(of["loss"])
    a, n = Algebraic(root, [Fraction(0), Fraction(1)]), len(target) - 1
    powers: list[Any] = [Fraction(1)]
    for _ in range(n):
        powers.append(powers[-1] * a)
    nu = powers[::-1]
    image = [sum((q * x for q, x in zip(row, nu, strict=True)), Fraction(0)) for row in back or []]
    top = sum((u * x for u, x in zip(target, nu, strict=True)), Fraction(0))
    factor = top / sum((x * y for x, y in zip(nu, image, strict=True)), Fraction(0))
    rest: list[Any] = [u - factor * x for u, x in zip(target, image, strict=True)]
    for _ in range(2):
        total: Any = Fraction(0)
        divided = []
        for c in rest:
            total = c + a * total
            divided.append(total)
        if sign(divided.pop()):
            return None
        rest = divided
    if not any(map(sign, rest)):
        return None
    first = multiply(rest, [Fraction(1), -a])
    return [first, [Fraction(1), -a]]


def _lists(document: Json) -> list[tuple[list[Any], int]]:
    """Where numbers of the field stand."""
    claim = document["claim"]
    layers = [layer for key in ("layers", "filters") for layer in claim.get(key, ())]
    return [(layer, i) for layer in layers for i in range(len(layer))]


def another_number(rng: random.Random, document: Json) -> None:
    """A coordinate is changed a little or much."""
    layer, i = rng.choice(_lists(document))
    layer[i] = _moved(rng, layer[i])


def another_value(rng: random.Random, document: Json) -> None:
    document["claim"]["value"] = _moved(rng, document["claim"]["value"])


def _moved(rng: random.Random, old: Any) -> Any:
    step = Fraction(rng.choice([-1, 1]), rng.choice([1, 2, 10**9]))
    if isinstance(old, str):
        return str(Fraction(old) + step)
    j = rng.randrange(len(old))
    found = [str(Fraction(c) + step) if i == j else c for i, c in enumerate(old)]
    return found if any(c != "0" for c in found[1:]) else found[0]


def another_root(rng: random.Random, document: Json) -> None:
    """An interval around another root of the polynomial, or around none, or two."""
    polynomial: Poly = [Fraction(c) for c in document["field"]["minpoly"]]
    intervals = [(lo, hi) for lo, hi in isolated(polynomial, Fraction(1, 32)) if lo < hi]
    if not intervals:
        return
    lo, hi = rng.choice(intervals)
    if rng.random() < 0.2:
        lo, hi = rng.choice([(lo - 5, hi + 5), (hi, hi + Fraction(1, 64)), (lo, lo + (hi - lo) / 3)])
    document["field"]["interval"] = [str(lo), str(hi)]


def another_factor(rng: random.Random, document: Json) -> None:
    """The polynomial is multiplied by another one, whose root may take the old one's place; zeros may be hidden."""
    field = document["field"]
    if len(field["minpoly"]) > 9:
        return
    other, interval = rng.choice(
        [([-2, 0, 1], ["7/5", "3/2"]), ([-3, 2], ["11/8", "13/8"]), ([1, 0, 1], field["interval"])]
    )
    polynomial = multiply([Fraction(c) for c in field["minpoly"]], [Fraction(c) for c in other])
    more = ["0"] * (len(polynomial) - len(field["minpoly"]))
    for layer, i in _lists(document):
        layer[i] = layer[i] if isinstance(layer[i], str) else layer[i] + more
    claim = document["claim"]
    claim["value"] = claim["value"] if isinstance(claim["value"], str) else claim["value"] + more
    hidden = [*map(str, other), *["0"] * (len(polynomial) - 1 - len(other))]
    document["field"] = {"minpoly": list(map(str, polynomial)), "interval": field["interval"]}
    kind = rng.random()
    if kind < 0.3:
        document["field"]["interval"] = interval
    if kind < 0.5:
        layer, i = rng.choice(_lists(document))
        layer[i] = hidden
    elif kind < 0.6:
        layers = claim["layers"]
        layers[rng.randrange(len(layers))] = [hidden] * 2


def scaled_by_the_root(rng: random.Random, document: Json) -> None:
    """One layer times the generator, and the other divided by it, or not."""
    field, layers = document["field"], document["claim"]["layers"]
    root = root_of(tuple(field["minpoly"]), tuple(field["interval"]))
    if root is None:
        return
    a = Algebraic(root, [Fraction(0), Fraction(1)])
    i = rng.randrange(2)
    layers[i] = write([number(c, root) * a for c in layers[i]], field)
    if rng.random() < 0.7 and sign(a):
        layers[1 - i] = write([number(c, root) / a for c in layers[1 - i]], field)


def other_filters(rng: random.Random, document: Json) -> None:
    """The layers themselves, zero, or others."""
    claim = document["claim"]
    if "filters" in claim:
        claim["filters"] = rng.choice([claim["layers"], [["0"] * len(layer) for layer in claim["layers"]]])


EDITS: tuple[Edit, ...] = (
    *(another_number, another_value, another_root, another_root, another_factor, another_factor),
    *(scaled_by_the_root, another_nature, another_nature, another_loss, other_filters),
)
