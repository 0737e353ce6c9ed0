"""Numbers, forms and fields as documents write them, and honest evidence worked out from a form."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np

from .exact import Algebraic, Poly, Root, derivative, gcd, multiply, number, quotient, root_of, sign
from .oracle_roots import affine, largest_divisor

VERSION = 2
Json = dict[str, Any]
Form = list[Any]
"""Coefficients, leading one first."""

FIELDS: dict[str, Json] = {
    "sqrt2": {"minpoly": ["-2", "0", "1"], "interval": ["1", "2"]},
    "not monic": {"minpoly": ["-1", "0", "2"], "interval": ["1/2", "1"]},
    "not primitive": {"minpoly": ["-6", "0", "3"], "interval": ["1", "3/2"]},
    "cubic": {"minpoly": ["-2", "0", "0", "1"], "interval": ["1", "2"]},
    "reducible": {"minpoly": ["6", "0", "-5", "0", "1"], "interval": ["1", "3/2"]},
    "reducible, other root": {"minpoly": ["6", "0", "-5", "0", "1"], "interval": ["3/2", "2"]},
    "a repeated factor": {"minpoly": ["-50", "20", "23", "-10", "1"], "interval": ["1", "2"]},
    "a rational root": {"minpoly": ["-3", "2", "1"], "interval": ["1/2", "2"]},
}
BAD_FIELDS: dict[str, Json] = {
    "two roots": {"minpoly": ["-2", "0", "1"], "interval": ["-2", "2"]},
    "two roots, reducible": {"minpoly": ["6", "0", "-5", "0", "1"], "interval": ["1", "2"]},
    "no root": {"minpoly": ["-2", "0", "1"], "interval": ["2", "3"]},
    "no real root": {"minpoly": ["2", "0", "1"], "interval": ["-1", "1"]},
    "a root at the end": {"minpoly": ["-4", "0", "1"], "interval": ["2", "3"]},
    "roots at both ends": {"minpoly": ["0", "-4", "0", "1"], "interval": ["-2", "2"]},
    "a root at an end, one inside": {"minpoly": ["2", "-2", "-1", "1"], "interval": ["1", "2"]},
    "a double root": {"minpoly": ["4", "0", "-4", "0", "1"], "interval": ["1", "2"]},
    "three roots": {"minpoly": ["0", "-1", "0", "1"], "interval": ["-2", "2"]},
}
HIDDEN_ZEROS = {
    "reducible": ["-2", "0", "1", "0"],
    "reducible, other root": ["-3", "0", "1", "0"],
    "a repeated factor": ["-2", "0", "1", "0"],
    "a rational root": ["-1", "1"],
}
"""Lists that are not zero but mean zero, for fields whose polynomial is reducible."""
PRIMES = ("2147483647", "10007", "101")
POOR_PRIMES = ("2", "3", "4", "5", "6", "7", "9", "15", "25", "49", "1000001")


def root_of_field(field: Json | None) -> Root | None:
    if field is None:
        return None
    found = root_of(tuple(field["minpoly"]), tuple(field["interval"]))
    if found is None:
        raise AssertionError("only good fields are drawn")
    return found


def written(value: Any, field: Json | None) -> Any:
    """A number as a document writes it."""
    if not isinstance(value, Algebraic):
        return str(Fraction(value))
    if field is None:
        raise AssertionError("an algebraic number needs a field")
    size = len(field["minpoly"]) - 1
    c = [*value.c, *[Fraction(0)] * (size - len(value.c))]
    return [str(x) for x in c] if any(c[1:]) else str(c[0])


def write(form: Sequence[Any], field: Json | None) -> list[Any]:
    return [written(c, field) for c in form]


def read(form: Sequence[Any], field: Json | None) -> Form:
    """A form of a document; a field that is none gives a rational stand-in for its generator, for forgeries only."""
    root = None if field is None else root_of(tuple(field["minpoly"]), tuple(field["interval"]))
    return [number(c if root is not None or isinstance(c, str) else c[0], root) for c in form]


def approximate(value: Any) -> float:
    if isinstance(value, Algebraic):
        middle = (value.root.lo + value.root.hi) / 2
        return float(sum((c * middle**i for i, c in enumerate(value.c)), Fraction(0)))
    return float(value)


def copied(document: Json) -> Json:
    return json.loads(json.dumps(document))  # type: ignore[no-any-return]


def certificate(claim: Json, evidence: Json, field: Json | None) -> Json:
    """Of the last version, which has all kinds."""
    return {"format": "lcnsym-certificate", "version": VERSION, "field": field, "claim": claim, "evidence": evidence}


def in_powers(form: Sequence[Any], stride: int) -> Form:
    found: Form = []
    for c in form:
        found += [c, *[Fraction(0)] * (stride - 1)]
    return found[: len(found) - stride + 1]


def random_root(rng: random.Random, root: Root | None) -> Any:
    t: Any = Fraction(rng.choice([-3, -2, -2, -1, -1, 0, 0, 1, 1, 2, 2, 3]), rng.choice([1, 1, 1, 2]))
    if root is not None and rng.random() < 0.5:
        return Algebraic(root, [t, Fraction(rng.choice([1, -1, 2]))])
    return t


def random_form(rng: random.Random, degree: int, root: Root | None, definite: bool = False) -> Form:
    """Products of linear and quadratic forms with repetitions, roots at infinity and zero; now and then anything.

    With `definite` there are as few real roots as the degree allows.
    """
    kind = 1.0 if definite else rng.random()
    if kind < 0.04:
        return [Fraction(0)] * (degree + 1)
    if kind < 0.15:
        return [Fraction(rng.randint(-4, 4)) for _ in range(degree)] + [random_root(rng, root)]
    form: Form = [Fraction(rng.choice([1, 1, -1, 2, -3]))]
    definite = definite or rng.random() < 0.35
    while len(form) <= degree:
        room = degree + 1 - len(form)
        factor: Form
        if room >= 2 and (definite or rng.random() < 0.3):
            b, c = rng.randint(-2, 2), rng.randint(2, 5)
            factor = [Fraction(1), Fraction(b), Fraction(c)]
        elif rng.random() < 0.12:
            factor = [Fraction(0), Fraction(1)]
        else:
            factor = [Fraction(1), -random_root(rng, root)]
        times = min(rng.choice([1, 1, 1, 2, 2, 3]), room // (len(factor) - 1))
        for _ in range(times):
            form = multiply(form, factor)
    return form


@dataclass(frozen=True)
class Parts:
    """P = scalar · Π part^multiplicity, the parts square-free and coprime, leading coefficient first."""

    scalar: Any
    of: tuple[tuple[int, Form], ...]


def parts_of(form: Sequence[Any]) -> Parts:
    """For a form that is not zero."""
    infinity, f = affine(form)
    found: dict[int, Form] = {}
    left, m = f, 1
    radical = quotient(f, gcd(f, derivative(f))) if len(f) > 1 else f
    while len(radical) > 1:
        left = quotient(left, radical)
        following = gcd(left, radical)
        part = quotient(radical, following)
        if len(part) > 1:
            found[m] = [c / part[-1] for c in reversed(part)]
        radical, m = following, m + 1
    if infinity:
        found[infinity] = multiply([Fraction(0), Fraction(1)], found.get(infinity, [Fraction(1)]))
    return Parts(f[-1], tuple(sorted(found.items())))


def places_of(form: Sequence[Any]) -> tuple[list[float], list[float]]:
    """Where a form seems to have real roots, and the real parts of the others."""
    _, f = affine(form)
    if len(f) < 2:
        return [], []
    roots = np.roots([approximate(c) for c in reversed(f)])
    real = [abs(z.imag) < 1e-4 * (1 + abs(z)) for z in roots]
    parts = [
        sorted(float(z.real) for z, own in zip(roots, real, strict=True) if bool(own) is kind) for kind in (True, False)
    ]
    return parts[0], parts[1]


def between(places: Sequence[float]) -> list[Fraction]:
    """Short rationals below, between and above numbers, zero among them where it is free."""
    distinct = [x for i, x in enumerate(places) if i == 0 or x - places[i - 1] > 1e-3]
    if not distinct:
        return [Fraction(0)]
    gaps = [(a + b) / 2 for a, b in pairwise(distinct)]
    found = {Fraction(gap).limit_denominator(8 if len(gaps) < 3 else 100) for gap in gaps}
    return sorted(found or {Fraction(distinct[0]).__floor__() - Fraction(1)})


def breakpoints(form: Sequence[Any], with_zero: bool) -> list[str]:
    """Between real roots, and near the real parts of the others, which Descartes' rule may count otherwise."""
    real, parts = places_of(form)
    found = set(between(real)) | {Fraction(round(8 * x), 8) for x in parts}
    return [str(b) for b in sorted(found | {Fraction(0)} if with_zero else found)]


def points(form: Sequence[Any]) -> list[str]:
    """One on every arc between real roots, infinity excepted."""
    places, _ = places_of(form)
    if not places:
        return ["0"]
    inner = between(places) if len(places) > 1 else []
    ends = [Fraction(places[0]).__floor__() - Fraction(1), Fraction(places[-1]).__ceil__() + Fraction(1)]
    return [str(t) for t in sorted({*inner, *ends})]


def factored(form: Sequence[Any], field: Json | None, prime: str | None, by_points: bool = False) -> Json:
    """Honest evidence of the kind factored."""
    found = parts_of(form)
    factors = []
    for m, part in found.of:
        places: Json = {"points": points(part)} if by_points else {"breakpoints": breakpoints(part, False)}
        factors.append({"multiplicity": m, "form": write(part, field), **places})
    return {"kind": "factored", "scalar": written(found.scalar, field), "factors": factors, "prime": prime}


def divisor_level(form: Sequence[Any], stride: int, field: Json | None, prime: str) -> Json:
    """Honest evidence for one level."""
    infinity, zero, core = largest_divisor(form, stride)
    divisor: Form = [Fraction(0)] * infinity + list(reversed(core)) + [Fraction(0)] * zero
    order, f = affine(form)
    powers: Poly = list(reversed(in_powers(list(reversed([*[Fraction(0)] * zero, *core])), stride)))
    cofactor: Form = [Fraction(0)] * (order - stride * infinity) + list(reversed(quotient(f, powers)))
    factors = [
        {"multiplicity": m, "form": write(part, field), "breakpoints": breakpoints(part, True)}
        for m, part in parts_of(divisor).of
    ]
    return {"cofactor": write(cofactor, field), "prime": prime, "factors": factors}


def nonzero(form: Sequence[Any]) -> bool:
    return any(sign(c) for c in form)
