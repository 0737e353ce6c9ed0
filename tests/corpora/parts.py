"""Words for writing certificates by hand."""

from __future__ import annotations

import json
from typing import Any

Json = dict[str, Any]

SQRT2: Json = {"minpoly": ["-2", "0", "1"], "interval": ["1", "2"]}
CUBIC: Json = {"minpoly": ["-2", "0", "0", "1"], "interval": ["1", "2"]}
BIQUADRATIC: Json = {"minpoly": ["1", "0", "-10", "0", "1"], "interval": ["3", "4"]}
"""α = √2 + √3."""
REDUCIBLE: Json = {"minpoly": ["6", "0", "-5", "0", "1"], "interval": ["1", "3/2"]}
"""(x² − 2)(x² − 3), α = √2."""
NON_MONIC: Json = {"minpoly": ["-1", "0", "2"], "interval": ["1/2", "1"]}
"""α = 1/√2."""

ARITHMETIC: Json = {"kind": "arithmetic"}


def architecture(*k: int, s: list[int] | None = None) -> Json:
    return {"k": list(k), "s": s or [1] * len(k)}


def about(kind: str, k: tuple[int, ...], form: list[Any], s: list[int] | None = None) -> Json:
    """A claim about a filter, or with "not-filling" about a witness."""
    key = "witness" if kind == "not-filling" else "filter"
    return {"kind": kind, "architecture": architecture(*k, s=s), key: form}


def has_pattern(form: list[Any], pattern: str) -> Json:
    return {"kind": "pattern", "filter": form, "pattern": pattern}


def points(*ts: str) -> Json:
    return {"kind": "sign-changes", "points": list(ts)}


def descartes(*bs: str) -> Json:
    return {"kind": "descartes", "breakpoints": list(bs)}


def part(m: int, form: list[Any], *bs: str, key: str = "breakpoints") -> Json:
    """A factor with breakpoints, or with points."""
    return {"multiplicity": m, "form": form, key: list(bs)}


def factored(*parts: Json, scalar: Any = "1", prime: str | None = None) -> Json:
    return {"kind": "factored", "scalar": scalar, "factors": list(parts), "prime": prime}


def jacobian(*filters: list[str], prime: str = "101") -> Json:
    return {"kind": "jacobian", "filters": list(filters), "prime": prime}


def fibre_count(k: tuple[int, ...], form: list[Any], count: str, compatible: Any = False) -> Json:
    """A claim about the number of factorizations."""
    return {**about("fibre-count", k, form), "compatible": compatible, "count": count}


def compatibility(kind: str, k: tuple[int, ...], pattern: str) -> Json:
    """A claim about the compatible packings of a pattern."""
    return {"kind": kind, "architecture": architecture(*k), "pattern": pattern}


def filters(*forms: list[Any]) -> Json:
    return {"kind": "filters", "filters": list(forms)}


def packing(*bins: list[int]) -> Json:
    return {"kind": "packing", "bins": list(bins)}


def certificate(claim: Any, evidence: Any, field: Any = None, **more: Any) -> Json:
    return {"format": "lcnsym-certificate", "version": 1, "field": field, "claim": claim, "evidence": evidence, **more}


def text(document: Any) -> str:
    """Canonical JSON."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=True) + "\n"


def changed(document: Json, *path: str | int, to: Any) -> str:
    """The text of a document with another value at a path."""
    copy = json.loads(json.dumps(document))
    target = copy
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = to
    return text(copy)


def without(document: Json, *path: str | int) -> str:
    """The text of a document without a key."""
    copy = json.loads(json.dumps(document))
    target = copy
    for key in path[:-1]:
        target = target[key]
    del target[path[-1]]
    return text(copy)


def pell_times_other_factor(squarings: int) -> list[str]:
    """(α² − 3)(a − bα), a − bα = (1 − α)^(2^squarings): tiny but not zero at α = √2, and not coprime to the minpoly."""
    a, b = 1, 1
    for _ in range(squarings):
        a, b = a * a + 2 * b * b, 2 * a * b
    return [str(-3 * a), str(3 * b), str(a), str(-b)]
