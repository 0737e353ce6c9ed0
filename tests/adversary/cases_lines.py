"""Claims about filters with one axis, of any strides, and about architectures, patterns and formulas."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from .contraries import patterns
from .documents import (
    FIELDS,
    POOR_PRIMES,
    PRIMES,
    Form,
    Json,
    breakpoints,
    divisor_level,
    factored,
    in_powers,
    nonzero,
    points,
    random_form,
    root_of_field,
    write,
)
from .exact import Root
from .oracle import composed, dimension, read_pattern
from .oracle_roots import levels, packings, pattern

ARCHITECTURES = [
    *[((2, 2), (1, 1)), ((3, 2), (1, 1)), ((2, 2, 2), (1, 1, 1)), ((3, 2, 2), (1, 1, 1)), ((4, 2), (1, 1))],
    *[((3, 3), (1, 1)), ((2, 1, 2), (1, 1, 1)), ((4, 3), (1, 1)), ((2, 2, 2, 2), (1, 1, 1, 1)), ((1, 2, 2), (1, 1, 3))],
    *[((5,), (2,)), ((2, 4), (1, 5)), ((1,), (1,)), ((3, 1, 2), (1, 1, 2)), ((2, 3, 2), (1, 1, 1))],
]
STRIDED = [
    *[((3, 2), (2, 1)), ((2, 2), (2, 1)), ((2, 2), (3, 1)), ((2, 2, 2), (1, 2, 1)), ((2, 2, 2), (2, 1, 1))],
    *[((3, 3), (2, 1)), ((4, 2), (2, 1)), ((1, 2, 2), (2, 1, 1)), ((2, 1, 2), (1, 2, 1)), ((2, 2, 2), (1, 2, 2))],
    *[((1, 2, 2), (2, 2, 1)), ((3, 2), (3, 1)), ((2, 1, 2), (2, 2, 1))],
]


@dataclass(frozen=True)
class Subject:
    """A filter and an architecture; `filters` compose to it, if some are known."""

    field: Json | None
    root: Root | None
    k: tuple[int, ...]
    s: tuple[int, ...]
    form: Form
    filters: list[Form] | None

    @property
    def architecture(self) -> Json:
        return {"k": list(self.k), "s": list(self.s)}

    @property
    def capacities(self) -> list[int]:
        return [k - 1 for k in self.k]

    def filter(self) -> list[Any]:
        return write(self.form, self.field)


def subject(rng: random.Random, strided: bool, definite: bool) -> Subject:
    """Composed of filters in half of the cases; with `definite` a filter with few real roots."""
    k, s = rng.choice(STRIDED if strided and rng.random() < 0.8 else ARCHITECTURES)
    field = rng.choice(list(FIELDS.values())) if rng.random() < 0.25 else None
    root = root_of_field(field)
    claim = {"architecture": {"k": list(k), "s": list(s)}}
    size = len(composed([[0] * n for n in k], claim))
    if not definite and rng.random() < (0.7 if strided else 0.4):
        filters = [random_form(rng, n - 1, root) for n in k]
        form = composed(filters, claim)
        if rng.random() < 0.15:
            i = rng.randrange(size)
            form[i] = form[i] + rng.choice([1, -1, 5, 101])
            return Subject(field, root, k, s, form, None)
        return Subject(field, root, k, s, form, filters)
    stride = max((level.stride for level in levels(k, s)), default=1)
    if stride > 1 and (size - 1) % stride == 0 and rng.random() < 0.8:
        # complex layers in the largest powers, real ones only if there are enough real roots
        return Subject(
            field, root, k, s, in_powers(random_form(rng, (size - 1) // stride, root, definite), stride), None
        )
    return Subject(field, root, k, s, random_form(rng, size - 1, root, definite), None)


def prime(rng: random.Random) -> str:
    return rng.choice(PRIMES) if rng.random() < 0.85 else rng.choice(POOR_PRIMES)


def _formula(rng: random.Random, size: int) -> list[Any]:
    def condition() -> Json:
        degree = rng.choice([1, 2, 2, 3])
        terms = []
        for _ in range(rng.randint(0, 3)):
            exponents = [0] * size
            for _ in range(degree):
                exponents[rng.randrange(size)] += 1
            terms.append([str(rng.choice([-4, -2, -1, 1, 1, 3])), exponents])
        return {"polynomial": terms, "relation": rng.choice(["<", "=", ">", "<=", ">=", "!="])}

    return [[condition() for _ in range(rng.choice([0, 1, 1, 2]))] for _ in range(rng.choice([0, 1, 1, 2]))]


def claim(rng: random.Random, kind: str, of: Subject) -> Json:
    """A claim of a kind about the subject, true or not."""
    about = {"kind": kind, "architecture": of.architecture}
    if kind in _OF_A_KIND:
        return _OF_A_KIND[kind](rng, about, of)
    return {**about, "witness" if kind == "not-filling" else "filter": of.filter()}


def _dimension(rng: random.Random, about: Json, _: Subject) -> Json:
    return {**about, "dimension": max(1, (dimension(about) or 1) + rng.choice([0, 0, 0, 1, -1]))}


def _formula_claim(rng: random.Random, about: Json, of: Subject) -> Json:
    return {"kind": about["kind"], "filter": of.filter(), "formula": _formula(rng, len(of.form))}


def _compatibility(rng: random.Random, about: Json, of: Subject) -> Json:
    return {**about, "pattern": rng.choice(patterns(sum(of.capacities)))}


def _pattern_claim(rng: random.Random, about: Json, of: Subject) -> Json:
    return {"kind": about["kind"], "filter": of.filter(), "pattern": _pattern(rng, of)}


def _pattern(rng: random.Random, of: Subject) -> str:
    if nonzero(of.form) and rng.random() < 0.75:
        return str(pattern(of.form))
    return rng.choice(patterns(len(of.form) - 1))


def _fibre_count(rng: random.Random, about: Json, of: Subject) -> Json:
    compatible = rng.random() < 0.5
    count = packings(pattern(of.form), of.capacities, compatible) if nonzero(of.form) else 0
    count = max(0, count + rng.choice([0, 0, 0, 1, -1]))
    return {**about, "filter": of.filter(), "compatible": compatible, "count": str(count)}


_OF_A_KIND: dict[str, Callable[[random.Random, Json, Subject], Json]] = {
    **dict.fromkeys(("filling", "full-dimensional", "not-full-dimensional"), lambda _, about, __: about),
    **dict.fromkeys(("satisfies", "violates"), _formula_claim),
    **dict.fromkeys(("compatible", "not-compatible"), _compatibility),
    "dimension": _dimension,
    "pattern": _pattern_claim,
    "fibre-count": _fibre_count,
}


def _factored(rng: random.Random, kind: str, of: Subject) -> Json:
    exact = kind in ("pattern", "fibre-count")
    if not nonzero(of.form):
        factors = [{"multiplicity": 1, "form": of.filter(), "breakpoints": ["0"]}] if len(of.form) > 1 else []
        return {"kind": "factored", "scalar": "1", "factors": factors, "prime": prime(rng) if exact else None}
    return factored(of.form, of.field, prime(rng) if exact else None, rng.random() < 0.2)


def _divisors(rng: random.Random, _: str, of: Subject) -> Json:
    entries = []
    for level in levels(of.k, of.s):
        if nonzero(of.form):
            entries.append(divisor_level(of.form, level.stride, of.field, prime(rng)))
        else:
            entries.append({"cofactor": of.filter(), "prime": prime(rng), "factors": []})
    return {"kind": "divisors", "levels": entries}


def _classes(rng: random.Random, _: str, of: Subject) -> Json:
    strides = [level.stride for level in levels(of.k, of.s)] or [1]
    return {"kind": "classes", "stride": rng.choice([strides[-1], strides[-1], *strides, 2]), "prime": prime(rng)}


def _filters(rng: random.Random, _: str, of: Subject) -> Json:
    given = of.filters or [random_form(rng, n - 1, of.root) for n in of.k]
    return {"kind": "filters", "filters": [write(w, of.field) for w in given]}


def _jacobian(rng: random.Random, _: str, of: Subject) -> Json:
    given = [[str(rng.randint(-9, 9)) for _ in range(n)] for n in of.k]
    return {"kind": "jacobian", "filters": given, "prime": prime(rng)}


def _packing(rng: random.Random, _: str, of: Subject) -> Json:
    """For the claim's pattern when it is known; here of a random one."""
    return packing(rng, rng.choice(patterns(sum(of.capacities))), of.capacities)


def packing(rng: random.Random, text: str, capacities: Sequence[int]) -> Json:
    """A compatible packing found by chance and patience, or at last one with balls of a colour in one bin."""
    of = read_pattern(text)
    colours = (
        []
        if of is None
        else [(-j, m, 2) for j, m in enumerate(of.pairs, 1)] + [(i, m, 1) for i, m in enumerate(of.real, 1)]
    )
    bins: list[list[int]] = [[] for _ in capacities]
    for patience in reversed(range(12)):
        bins = [[] for _ in capacities]
        room = list(capacities)
        for colour, m, size in sorted(colours, key=lambda c: (-c[1], rng.random())):
            places = sorted((i for i, r in enumerate(room) if r >= size), key=lambda i: (-room[i], rng.random()))
            if not patience:
                places = [i for i in places for _ in range(room[i] // size)]
            for i in places[:m]:
                bins[i].append(colour)
                room[i] -= size
        if not any(room):
            break
    return {"kind": "packing", "bins": bins}


EVIDENCE: dict[str, Callable[[random.Random, str, Subject], Json]] = {
    "arithmetic": lambda *_: {"kind": "arithmetic"},
    "sign-changes": lambda _, __, of: {
        "kind": "sign-changes",
        "points": points(of.form) if nonzero(of.form) else ["0"],
    },
    "descartes": lambda _, __, of: {
        "kind": "descartes",
        "breakpoints": breakpoints(of.form, False) if nonzero(of.form) else ["0"],
    },
    "factored": _factored,
    "divisors": _divisors,
    "classes": _classes,
    "filters": _filters,
    "jacobian": _jacobian,
    "packing": _packing,
}


def evidence(rng: random.Random, rule: str, of_claim: Json, of: Subject) -> Json:
    """As honest as the claim allows."""
    if rule == "packing" and "pattern" in of_claim and rng.random() < 0.75:
        return packing(rng, of_claim["pattern"], of.capacities)
    return EVIDENCE[rule](rng, of_claim["kind"], of)
