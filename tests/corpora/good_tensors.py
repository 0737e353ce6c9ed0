"""Certificates about filters with several axes, and about dimensions, that a checker must accept."""

from __future__ import annotations

from typing import Any

from tests.corpora.parts import ARITHMETIC, SQRT2, Json, architecture, certificate, filters, jacobian

SQUARES: list[list[int]] = [[2, 2], [2, 2]]
"""k = (2x2, 2x2): end-to-end filters of format 3x3."""
PRODUCT = ["1", "2", "0", "3", "3", "-2", "0", "-3", "-4"]
"""(x1 x2 + 2 x1 y2 + 3 y1 x2 + 4 y1 y2)(x1 x2 − y1 y2)."""
DIFFERENCE = ["1", "0", "0", "0", "0", "0", "0", "0", "-2"]
"""(x1 x2)² − 2 (y1 y2)²."""
GENERIC = ["1", "2", "3", "4", "5", "6", "7", "8", "10"]
"""Irreducible over ℂ."""
LINES = ["1", "0", "0", "1", "0", "0", "0", "0", "0"]
"""x1 (x1 + y1) x2²."""
ALPHA = ["0", "1"]
NEGATIVE_ALPHA = ["0", "-1"]


def tensors(k: list[list[int]]) -> Json:
    return {"k": k, "s": [1] * len(k)}


def about_tensor(kind: str, k: list[list[int]], form: list[Any]) -> Json:
    return {"kind": kind, "architecture": tensors(k), "filter": form}


def dimension(of: Json, number: Any) -> Json:
    return {"kind": "dimension", "architecture": of, "dimension": number}


def plane(a: Any, b: Any, *values: int, prime: Any = "101") -> Json:
    return {"axes": [a, b], "values": list(values), "prime": prime}


def irreducible(m: Any, format_: list[int], form: list[Any], *planes: Json) -> Json:
    return {"multiplicity": m, "format": format_, "form": form, "planes": list(planes), "breakpoints": None}


def along(m: Any, format_: list[int], form: list[Any], *breakpoints: str) -> Json:
    """A factor along one axis; without breakpoints its roots are not counted."""
    return {"multiplicity": m, "format": format_, "form": form, "planes": [], "breakpoints": list(breakpoints) or None}


def multidegrees(*factors: Json, scalar: Any = "1") -> Json:
    return {"kind": "multidegrees", "scalar": scalar, "factors": list(factors)}


GENERIC_EVIDENCE = multidegrees(irreducible(1, [3, 3], GENERIC, plane(1, 2, 1, 1)))
CUBE = ["1", "0", "0", "1", "0", "1", "1", "1"]
"""x1 x2 x3 + x1 y2 y3 + y1 x2 y3 + y1 y2 x3 + y1 y2 y3."""
CUBE_EVIDENCE = multidegrees(irreducible(1, [2, 2, 2], CUBE, plane(1, 2, 0, 0, 3), plane(2, 3, 2, 0, 0)))
DEFINITE = ["1", "0", "1"]
COLUMN_EVIDENCE = multidegrees(along(1, [3, 1], DEFINITE, "0"), along(2, [1, 2], ["1", "0"], "0"))

TENSORS: dict[str, Json] = {
    "axes-factorization": certificate(
        about_tensor("factorization", SQUARES, PRODUCT), filters(["1", "2", "3", "4"], ["1", "0", "0", "-1"])
    ),
    "axes-factorization-three-axes": certificate(
        about_tensor("factorization", [[2, 1, 2], [1, 2, 1]], ["1", "2", "3", "6", "2", "4", "6", "12"]),
        filters(["1", "2", "2", "4"], ["1", "3"]),
    ),
    "axes-member-over-a-field": certificate(
        about_tensor("member", SQUARES, DIFFERENCE),
        filters(["1", "0", "0", NEGATIVE_ALPHA], ["1", "0", "0", ALPHA]),
        SQRT2,
    ),
    "axes-complex-member": certificate(
        about_tensor("complex-member", SQUARES, PRODUCT), filters(["1", "2", "3", "4"], ["1", "0", "0", "-1"])
    ),
    "axes-member-zero": certificate(about_tensor("member", SQUARES, ["0"] * 9), ARITHMETIC),
    "axes-complex-member-zero": certificate(about_tensor("complex-member", SQUARES, ["0"] * 9), ARITHMETIC),
    "axes-not-member": certificate(about_tensor("not-member", SQUARES, GENERIC), GENERIC_EVIDENCE),
    "axes-not-complex-member": certificate(about_tensor("not-complex-member", SQUARES, GENERIC), GENERIC_EVIDENCE),
    "axes-not-member-scaled-by-a-root": certificate(
        about_tensor("not-member", SQUARES, [["0", w] for w in GENERIC]),
        multidegrees(irreducible(1, [3, 3], GENERIC, plane(1, 2, 1, 1)), scalar=ALPHA),
        SQRT2,
    ),
    "axes-not-member-three-axes": certificate(about_tensor("not-member", [[2, 1, 1], [1, 2, 2]], CUBE), CUBE_EVIDENCE),
    "axes-not-member-by-a-definite-column": certificate(
        about_tensor("not-member", SQUARES, ["1", "0", "0", "0", "0", "0", "1", "0", "0"]), COLUMN_EVIDENCE
    ),
    "axes-member-by-filters-of-one-axis": certificate(
        {"kind": "member", "architecture": architecture(3, 2, s=[2, 1]), "filter": ["1", "2", "2", "-2", "-3"]},
        filters(["1", "2", "3"], ["1", "-1"]),
    ),
    "axes-filling-one-layer": certificate({"kind": "filling", "architecture": tensors([[3, 3], [1, 1]])}, ARITHMETIC),
    "axes-not-full-dimensional": certificate(
        {"kind": "not-full-dimensional", "architecture": tensors(SQUARES)}, ARITHMETIC
    ),
    "axes-dimension": certificate(
        dimension(tensors(SQUARES), 7), jacobian(["1", "2", "3", "4"], ["1", "0", "0", "-1"])
    ),
    "axes-dimension-of-one-layer": certificate(dimension(tensors([[2, 2]]), 4), jacobian(["0", "0", "0", "0"])),
    "dimension-strides": certificate(
        dimension(architecture(3, 2, s=[2, 1]), 4), jacobian(["1", "2", "3"], ["1", "-1"])
    ),
    "dimension-stride-one": certificate(dimension(architecture(2, 2), 3), jacobian(["1", "0"], ["0", "1"])),
}
