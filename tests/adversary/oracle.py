"""Whether the claim of a certificate is true: True, False, or None where the plain methods do not tell.

Nothing of lcnsym is used here. `factorization` speaks of the filters in the evidence, so that documents are judged.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache
from math import prod
from typing import Any

from . import oracle_axes, oracle_critical, oracle_exact, oracle_roots, oracle_stratum
from .exact import Root, number, rank, root_of, sign

Json = dict[str, Any]


def judge(document: Json) -> bool | None:
    """The verdict on the claim of a well-formed document. In a field that is none no claim is true."""
    claim = document["claim"]
    given = document["evidence"].get("filters") if claim["kind"] == "factorization" else None
    return _judged(json.dumps([claim, document["field"], given], sort_keys=True))


@lru_cache(maxsize=100_000)
def _judged(text: str) -> bool | None:
    claim, field, given = json.loads(text)
    root = None
    if field is not None:
        root = root_of(tuple(field["minpoly"]), tuple(field["interval"]))
        if root is None:
            return False
    return _JUDGES[claim["kind"]](claim, root, given)


def _form(claim: Json, root: Root | None) -> list[Any]:
    return [number(w, root) for w in claim.get("filter", claim.get("witness"))]


def _layers(claim: Json) -> tuple[list[Any], list[int]]:
    return claim["architecture"]["k"], claim["architecture"]["s"]


def _formats(claim: Json) -> list[tuple[int, ...]] | None:
    k = claim["architecture"]["k"]
    return [tuple(sizes) for sizes in k] if isinstance(k[0], list) else None


def _capacities(claim: Json) -> list[int]:
    return [k - 1 for k in claim["architecture"]["k"]]


def _member(claim: Json, root: Root | None, real: bool) -> bool | None:
    form, formats = _form(claim, root), _formats(claim)
    if formats is not None:
        return oracle_axes.is_member(form, formats, real)
    k, s = _layers(claim)
    if _is_stride_one(claim):
        return not real or oracle_roots.is_member(form, _capacities(claim))
    return oracle_roots.is_strided_member(form, k, s, real)


def _not(verdict: bool | None) -> bool | None:
    return None if verdict is None else not verdict


def _is_stride_one(claim: Json) -> bool:
    k, s = _layers(claim)
    return _formats(claim) is None and all(level.stride == 1 for level in oracle_roots.levels(k, s))


def _interior(claim: Json, root: Root | None) -> bool | None:
    if not _is_stride_one(claim):
        return None
    return oracle_roots.is_interior(_form(claim, root), _capacities(claim))


def _boundary(claim: Json, root: Root | None) -> bool | None:
    if not _is_stride_one(claim):
        return None
    return bool(_member(claim, root, True)) and not _interior(claim, root)


def _pattern(claim: Json, root: Root | None, _: Any) -> bool:
    form = _form(claim, root)
    return not oracle_roots.is_zero(form) and str(oracle_roots.pattern(form)) == claim["pattern"]


def _filling(claim: Json, *_: Any) -> bool | None:
    formats = _formats(claim)
    if formats is not None:
        return oracle_axes.is_filling(formats)
    # with a larger stride there are fewer coefficients than dimensions
    return _is_stride_one(claim) and oracle_roots.is_filling(_capacities(claim))


def composed(filters: Sequence[Sequence[Any]], claim: Json) -> list[Any]:
    """The end-to-end filter of filters, by the definition."""
    formats = _formats(claim)
    if formats is not None:
        return oracle_axes.product_of(filters, formats)
    found: list[Any] = [Fraction(1)]
    stride = 1
    for w, s in zip(filters, claim["architecture"]["s"], strict=True):
        wider: list[Any] = [Fraction(0)] * (len(found) + stride * (len(w) - 1))
        for i, a in enumerate(found):
            for j, b in enumerate(w):
                wider[i + stride * j] = wider[i + stride * j] + a * b
        found, stride = wider, stride * s
    return found


def _factorization(claim: Json, root: Root | None, given: Any) -> bool | None:
    if given is None:
        return None
    filters = [[number(w, root) for w in entry] for entry in given]
    return all(sign(a - b) == 0 for a, b in zip(composed(filters, claim), _form(claim, root), strict=True))


def _size(claim: Json) -> int:
    formats = _formats(claim)
    if formats is not None:
        return prod(oracle_axes.end_format(formats))
    return len(composed([[0] * k for k in claim["architecture"]["k"]], claim))


_POINTS = (1, 2, -1, 3, 5, -2, 7, 4, -3, 1, 1, 9, -4, 6, 2, -7)


def dimension(claim: Json) -> int | None:
    """The rank of the derivative at a few filters, where it is as large as the number of coefficients allows."""
    sizes = [prod(k) if isinstance(k, list) else k for k in claim["architecture"]["k"]]
    return _dimension(json.dumps(claim["architecture"]), min(_size(claim), 1 + sum(k - 1 for k in sizes)))


@lru_cache(maxsize=4096)
def _dimension(architecture: str, most: int) -> int | None:
    claim = {"architecture": json.loads(architecture)}
    sizes = [prod(k) if isinstance(k, list) else k for k in claim["architecture"]["k"]]
    for start in range(4):
        filters = [[Fraction(_POINTS[(start + 5 * i + j) % 16]) for j in range(k)] for i, k in enumerate(sizes)]
        rows = [
            composed([*filters[:i], [Fraction(int(j == a)) for j in range(k)], *filters[i + 1 :]], claim)
            for i, k in enumerate(sizes)
            for a in range(k)
        ]
        if rank(rows) == most:
            return most
    return None


def _full(claim: Json, *_: Any) -> bool | None:
    found = dimension(claim)
    return None if found is None else found == _size(claim)


def _has_dimension(claim: Json, *_: Any) -> bool | None:
    found = dimension(claim)
    return None if found is None else found == claim["dimension"]


def _fibre_count(claim: Json, root: Root | None, _: Any) -> bool:
    form = _form(claim, root)
    if oracle_roots.is_zero(form):
        return False
    of = oracle_roots.pattern(form)
    return oracle_roots.packings(of, _capacities(claim), claim["compatible"]) == int(claim["count"])


def read_pattern(text: str) -> oracle_roots.Pattern | None:
    """A pattern, if it is written in its only way."""
    halves = []
    for half in text.split("|"):
        words = half.removesuffix(",").split(",") if "," in half else list(half)
        halves.append(tuple(sorted(int(word) for word in words if word != "0")))
    found = oracle_roots.Pattern(*halves)
    return found if str(found) == text else None


def _compatible(claim: Json, wanted: bool) -> bool:
    of = read_pattern(claim["pattern"])
    return of is not None and (oracle_roots.packings(of, _capacities(claim), True) > 0) == wanted


_RELATIONS: dict[str, Callable[[int], bool]] = {
    "<": lambda s: s < 0,
    "=": lambda s: s == 0,
    ">": lambda s: s > 0,
    "<=": lambda s: s <= 0,
    ">=": lambda s: s >= 0,
    "!=": lambda s: s != 0,
}


def _holds(claim: Json, root: Root | None) -> bool:
    form = _form(claim, root)
    return any(all(_condition(condition, form) for condition in alternative) for alternative in claim["formula"])


def _condition(condition: Json, form: Sequence[Any]) -> bool:
    total: Any = Fraction(0)
    for coefficient, exponents in condition["polynomial"]:
        term: Any = Fraction(coefficient)
        for w, exponent in zip(form, exponents, strict=True):
            for _ in range(exponent):
                term = term * w
        total = total + term
    return _RELATIONS[condition["relation"]](sign(total))


Judge = Callable[[Json, Root | None, Any], bool | None]
_JUDGES: dict[str, Judge] = {
    "member": lambda claim, root, _: _member(claim, root, True),
    "not-member": lambda claim, root, _: _not(_member(claim, root, True)),
    "not-filling": lambda claim, root, _: _not(_member(claim, root, True)),
    "complex-member": lambda claim, root, _: _member(claim, root, False),
    "not-complex-member": lambda claim, root, _: _not(_member(claim, root, False)),
    "interior": lambda claim, root, _: _interior(claim, root),
    "boundary": lambda claim, root, _: _boundary(claim, root),
    "pattern": _pattern,
    "filling": _filling,
    "full-dimensional": _full,
    "not-full-dimensional": lambda claim, *_: _not(_full(claim)),
    "dimension": _has_dimension,
    "factorization": _factorization,
    "fibre-count": _fibre_count,
    "satisfies": lambda claim, root, _: _holds(claim, root),
    "violates": lambda claim, root, _: not _holds(claim, root),
    "critical-point": lambda claim, *_: oracle_critical.judge(claim),
    "spurious-minimum": lambda claim, *_: oracle_critical.judge(claim),
    "exact-critical-point": lambda claim, root, _: oracle_exact.judge(claim, root),
    "exact-spurious-minimum": lambda claim, root, _: oracle_exact.judge(claim, root),
    "stratum-critical-points": lambda claim, *_: oracle_stratum.judge_stratum(claim),
    "all-critical-points": lambda claim, *_: oracle_stratum.judge_all(claim),
    "compatible": lambda claim, *_: _compatible(claim, True),
    "not-compatible": lambda claim, *_: _compatible(claim, False),
}
