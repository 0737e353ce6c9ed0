"""Which claim denies which: at most one of a claim and its contraries is true."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

Json = dict[str, Any]
Change = Callable[[random.Random, Json], Json]


@dataclass(frozen=True)
class Contraries:
    """The claims that are false if this one is true.

    Attributes:
        changes: each makes a contrary of a claim, which keeps the keys of its own kind.
        reason: why there are no others; of a claim without contraries, why it has none.
    """

    changes: tuple[Change, ...]
    reason: str


def _to(kind: str, *, witness: bool = False) -> Change:
    """The same claim of another kind; the filter becomes the witness, or the other way round."""

    def change(_: random.Random, claim: Json) -> Json:
        keys = {"filter": "witness"} if witness else {"witness": "filter"}
        return {**{keys.get(key, key): of for key, of in claim.items()}, "kind": kind}

    return change


def _about_the_witness(_: random.Random, claim: Json) -> Json:
    return {"kind": "filling", "architecture": claim["architecture"]}


def _missing(kind: str) -> Change:
    """A claim about the architecture becomes that some filter is missing, or of lesser dimension."""

    def change(rng: random.Random, claim: Json) -> Json:
        architecture = claim["architecture"]
        if kind != "not-filling" or isinstance(architecture["k"][0], list):
            return {"kind": "not-full-dimensional", "architecture": architecture}
        size = 1 + sum(k - 1 for k in architecture["k"])
        form = [str(rng.choice([1, 1, 0, 2, -1])) for _ in range(size)]
        return {"kind": "not-filling", "architecture": architecture, "witness": form}

    return change


def _another_pattern(rng: random.Random, claim: Json) -> Json:
    real, pairs = claim["pattern"].split("|")
    degree = sum(map(int, real)) + 2 * sum(map(int, pairs)) if (real + pairs).isdigit() else 0
    choices = [p for p in patterns(degree) if p != claim["pattern"]]
    return {**claim, "pattern": rng.choice(choices)} if choices else {**claim, "pattern": "1|0"}


def _another_number(key: str) -> Change:
    def change(rng: random.Random, claim: Json) -> Json:
        known = int(claim[key])
        others = [n for n in {known - 1, known + 1, known + 2, 2 * known, 0} if n >= 0 and n != known]
        number = rng.choice(sorted(others))
        return {**claim, key: str(number) if isinstance(claim[key], str) else number}

    return change


def _another_nature(rng: random.Random, claim: Json) -> Json:
    """With no nature claimed another interval of the loss denies the claim."""
    if claim["nature"] is None:
        return _another_value(rng, claim)
    others = [nature for nature in ("minimum", "maximum", "saddle") if nature != claim["nature"]]
    return {**claim, "nature": rng.choice(others)}


def _another_value(rng: random.Random, claim: Json) -> Json:
    """An interval for the loss that does not meet the claimed one."""
    lo, hi = sorted(map(Fraction, claim["value"]))
    width = hi - lo + 1
    moved = (lo - 2 * width, lo - width) if rng.random() < 0.5 else (hi + width, hi + 2 * width)
    return {**claim, "value": [str(end) for end in moved]}


def _another_exact_nature(rng: random.Random, claim: Json) -> Json:
    """With no nature claimed another loss denies the claim."""
    return _another_exact_value(rng, claim) if claim["nature"] is None else _another_nature(rng, claim)


def _another_exact_value(rng: random.Random, claim: Json) -> Json:
    old, step = claim["value"], rng.choice([-1, 1, Fraction(1, 10**6)])
    constant, *rest = [old] if isinstance(old, str) else old
    moved = str(Fraction(constant) + step)
    return {**claim, "value": [moved, *rest] if rest else moved}


def _not_exactly_spurious(_: random.Random, claim: Json) -> Json:
    kept = {key: of for key, of in claim.items() if key != "filters"}
    return {**kept, "kind": "exact-critical-point", "nature": "saddle"}


def _not_spurious(_: random.Random, claim: Json) -> Json:
    kept = {key: of for key, of in claim.items() if key != "filters"}
    return {**kept, "kind": "critical-point", "nature": "saddle"}


def patterns(degree: int) -> list[str]:
    """All root patterns of a small degree."""
    found = []
    for pairs in range(degree // 2 + 1):
        for real in _partitions(degree - 2 * pairs):
            found += [f"{_digits(real)}|{_digits(of)}" for of in _partitions(pairs)]
    return found


def _digits(parts: tuple[int, ...]) -> str:
    return "".join(map(str, parts)) or "0"


def _partitions(number: int, least: int = 1) -> list[tuple[int, ...]]:
    if number == 0:
        return [()]
    return [(first, *rest) for first in range(least, number + 1) for rest in _partitions(number - first, first)]


_BOTH = "membership is decided one way or the other"
CONTRARIES: dict[str, Contraries] = {
    "member": Contraries((_to("not-member"), _to("not-member"), _to("not-filling", witness=True)), _BOTH),
    "not-member": Contraries(
        tuple(map(_to, ("member", "factorization", "interior", "boundary"))),
        "what has a factorization, or lies inside or on the boundary, is a member, as M is closed for stride one",
    ),
    "complex-member": Contraries((_to("not-complex-member"),), _BOTH),
    "not-complex-member": Contraries(
        tuple(map(_to, ("complex-member", "member", "factorization"))), "real filters are complex ones"
    ),
    "interior": Contraries((_to("boundary"), _to("not-member")), "the interior has no boundary points"),
    "boundary": Contraries((_to("interior"), _to("not-member")), "M is closed for stride one"),
    "factorization": Contraries(
        (_to("not-member"), _to("not-complex-member"), _to("not-filling", witness=True)),
        "the evidence is part of the claim; filters with another product deny nothing else",
    ),
    "pattern": Contraries((_another_pattern,), "a form has one pattern"),
    "filling": Contraries((_missing("not-filling"), _missing("not-full-dimensional")), "no filter is missing"),
    "not-filling": Contraries(
        (_about_the_witness, _to("member"), _to("factorization"), _to("interior")), "the witness is no member"
    ),
    "full-dimensional": Contraries((_missing("not-full-dimensional"),), "one of the two holds"),
    "not-full-dimensional": Contraries(
        (_to("full-dimensional"), _to("filling")), "what is filling is full-dimensional"
    ),
    "dimension": Contraries((_another_number("dimension"),), "M has one dimension"),
    "fibre-count": Contraries((_another_number("count"),), "the number is one"),
    "compatible": Contraries((_to("not-compatible"),), "one of the two holds"),
    "not-compatible": Contraries((_to("compatible"),), "one of the two holds"),
    "satisfies": Contraries((_to("violates"),), "one of the two holds"),
    "violates": Contraries((_to("satisfies"),), "one of the two holds"),
    "critical-point": Contraries(
        (_another_nature, _another_value),
        "the one point has one nature and one loss; that there is none or more than one is no claim of the format",
    ),
    "spurious-minimum": Contraries((_not_spurious, _another_value), "the one point is a minimum, with one loss"),
    "exact-critical-point": Contraries(
        (_another_exact_nature, _another_exact_value),
        "the point has one nature and one loss; that it is not critical is no claim of the format",
    ),
    "exact-spurious-minimum": Contraries(
        (_not_exactly_spurious, _another_exact_value), "the point is a minimum, with one loss"
    ),
    "stratum-critical-points": Contraries(
        (_another_pattern,), "the form has one pattern; that a critical point lies elsewhere is no claim of the format"
    ),
    "all-critical-points": Contraries(
        (_another_number("real"),), "the boxes hold one number of real points; that there are others is no claim"
    ),
}
"""By kind. Every kind of the checker's has an entry, even one without contraries."""


def contrary(rng: random.Random, claim: Json) -> Json | None:
    """A claim that denies this one, if there is one."""
    changes = CONTRARIES[claim["kind"]].changes
    return rng.choice(changes)(rng, claim) if changes else None
