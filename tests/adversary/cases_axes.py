"""Claims about filters with several axes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import prod
from typing import Any

from .cases_lines import prime
from .documents import FIELDS, Json, breakpoints, nonzero, root_of_field, write, written
from .exact import Algebraic
from .oracle import dimension
from .oracle_axes import end_format, product_of

Format = tuple[int, ...]
FORMATS: list[list[Format]] = [
    *([[(2, 2), (2, 2)]] * 3),
    *[[(2, 1), (1, 2)], [(2, 1), (2, 2)], [(3, 1), (1, 2)], [(2, 2), (1, 2)], [(2, 2), (1, 1)], [(3, 2)]],
    *[[(2, 1, 1), (1, 2, 2)], [(2, 2, 1), (1, 1, 2)], [(1, 1), (2, 2), (2, 1)]],
]
KINDS = (
    *("member", "not-member", "complex-member", "not-complex-member", "factorization"),
    *("filling", "not-full-dimensional", "dimension"),
)
RULES = ("arithmetic", "filters", "jacobian", "multidegrees")


@dataclass(frozen=True)
class Subject:
    """A filter as a product of factors, and an architecture; `filters` compose to it, if some are known."""

    field: Json | None
    formats: list[Format]
    form: list[Any]
    factors: tuple[tuple[Format, list[Any]], ...]
    scalar: Any
    filters: list[list[Any]] | None

    @property
    def architecture(self) -> Json:
        return {"k": [list(sizes) for sizes in self.formats], "s": [1] * len(self.formats)}


def subject(rng: random.Random) -> Subject:
    """Factors of random multidegrees, in half of the cases those of the layers."""
    formats = rng.choice(FORMATS)
    field = rng.choice(list(FIELDS.values())) if rng.random() < 0.15 else None
    end = end_format(formats)
    if rng.random() < 0.04:
        return Subject(field, formats, [Fraction(0)] * prod(end), (), Fraction(1), None)
    own = rng.random() < 0.35
    shapes = formats if own else _shapes(rng, end)
    factors = [(shape, _random(rng, shape)) for shape in shapes]
    if len(factors) > 1 and rng.random() < 0.2 and factors[0][0] == factors[1][0]:
        factors[1] = factors[0]
    form = product_of([entries for _, entries in factors], [shape for shape, _ in factors])
    kept = [(shape, entries) for shape, entries in factors if prod(shape) > 1]
    if own:
        scalar = prod((entries[0] for shape, entries in factors if prod(shape) == 1), start=Fraction(1))
        return Subject(field, formats, form, tuple(kept), scalar, [entries for _, entries in factors])
    scalar: Any = Fraction(rng.choice([1, 1, 2, -1]))
    if field is not None and rng.random() < 0.5:
        scalar = Algebraic(root_of_field(field), [Fraction(0), scalar])
    form = [c * scalar for c in form]
    return Subject(field, formats, form, tuple(kept), scalar, None)


def _shapes(rng: random.Random, end: Format) -> list[Format]:
    left = [n - 1 for n in end]
    found = []
    while any(left):
        degrees = [rng.randint(0, n) for n in left]
        if any(degrees):
            found.append(tuple(d + 1 for d in degrees))
            left = [n - d for n, d in zip(left, degrees, strict=True)]
    return found


def _random(rng: random.Random, shape: Format) -> list[Any]:
    while True:
        entries: list[Any] = [Fraction(rng.choice([0, 1, 1, 2, -1, 3, -2])) for _ in range(prod(shape))]
        if any(entries):
            return entries


def claim(rng: random.Random, kind: str, of: Subject) -> Json:
    about = {"kind": kind, "architecture": of.architecture}
    if kind in ("filling", "not-full-dimensional"):
        return about
    if kind == "dimension":
        return {**about, "dimension": max(1, (dimension(about) or 1) + rng.choice([0, 0, 1, -1]))}
    return {**about, "filter": write(of.form, of.field)}


def evidence(rng: random.Random, rule: str, of: Subject) -> Json:
    if rule == "filters":
        given = of.filters or [_random(rng, sizes) for sizes in of.formats]
        return {"kind": rule, "filters": [write(w, of.field) for w in given]}
    if rule == "jacobian":
        given = [[str(rng.randint(-9, 9)) for _ in range(prod(sizes))] for sizes in of.formats]
        return {"kind": rule, "filters": given, "prime": prime(rng)}
    if rule == "multidegrees":
        return _multidegrees(rng, of)
    return {"kind": "arithmetic"}


def _multidegrees(rng: random.Random, of: Subject) -> Json:
    factors = []
    for shape, entries in of.factors:
        axes = [j for j, n in enumerate(shape) if n > 1]
        by_roots = len(axes) == 1 and nonzero(entries)
        entry = {
            "multiplicity": 1,
            "format": list(shape),
            "form": write(entries, of.field),
            "planes": [] if len(axes) == 1 else _planes(rng, axes, len(shape)),
            "breakpoints": breakpoints(entries, False) if by_roots else None,
        }
        factors.append(entry)
    return {"kind": "multidegrees", "scalar": written(of.scalar, of.field), "factors": factors}


def _planes(rng: random.Random, axes: Sequence[int], number: int) -> list[Json]:
    """Neighbouring axes, so that they connect."""
    return [
        {
            "axes": [a + 1, b + 1],
            "values": [rng.randint(0, 5) for _ in range(number)],
            "prime": rng.choice(["101", "10007"]),
        }
        for a, b in pairwise(axes)
    ]
