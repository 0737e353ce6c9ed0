"""Certificates about formulas that a checker must accept."""

from __future__ import annotations

from typing import Any

from tests.corpora.parts import ARITHMETIC, REDUCIBLE, SQRT2, Json, certificate

DISCRIMINANT: list[Any] = [["-4", [1, 0, 1]], ["1", [0, 2, 0]]]
FIRST: list[Any] = [["1", [1, 0, 0]]]


def condition(polynomial: list[Any], relation: str) -> Json:
    return {"polynomial": polynomial, "relation": relation}


def about_formula(kind: str, form: list[Any], *alternatives: list[Json]) -> Json:
    return {"kind": kind, "filter": form, "formula": list(alternatives)}


SPLIT = [condition(DISCRIMINANT, ">=")]
DEFINITE = [condition(DISCRIMINANT, "<"), condition(FIRST, ">")]

FORMULAS: dict[str, Json] = {
    "satisfies-an-inequality": certificate(about_formula("satisfies", ["1", "0", "-1"], SPLIT), ARITHMETIC),
    "satisfies-with-equality": certificate(about_formula("satisfies", ["1/2", "1", "1/2"], SPLIT), ARITHMETIC),
    "violates-an-inequality": certificate(about_formula("violates", ["1", "0", "1"], SPLIT), ARITHMETIC),
    "satisfies-the-second-alternative": certificate(
        about_formula("satisfies", ["1", "0", "1"], SPLIT, DEFINITE), ARITHMETIC
    ),
    "violates-both-alternatives": certificate(
        about_formula("violates", ["-1", "0", "-1"], SPLIT, DEFINITE), ARITHMETIC
    ),
    "satisfies-over-a-field": certificate(
        about_formula("satisfies", ["1", ["0", "2"], "2"], [condition(DISCRIMINANT, "=")]), ARITHMETIC, SQRT2
    ),
    "violates-over-a-reducible-field": certificate(
        about_formula("violates", ["1", ["0", "2", "0", "0"], "2"], [condition(DISCRIMINANT, "!=")]),
        ARITHMETIC,
        REDUCIBLE,
    ),
    "satisfies-what-is-always-true": certificate(about_formula("satisfies", ["0"], []), ARITHMETIC),
    "violates-what-is-never-true": certificate(about_formula("violates", ["0"]), ARITHMETIC),
    "satisfies-with-the-zero-polynomial": certificate(
        about_formula("satisfies", ["5", "7"], [condition([], "=")]), ARITHMETIC
    ),
}
