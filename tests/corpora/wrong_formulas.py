"""Documents about formulas that a checker must not accept, each named by its attack."""

from __future__ import annotations

from typing import Any

from tests.corpora.good_formulas import DEFINITE, DISCRIMINANT, FIRST, SPLIT, about_formula, condition
from tests.corpora.parts import ARITHMETIC, REDUCIBLE, SQRT2, Json, certificate, changed, points, text

REJECTED_FORMULAS: dict[str, Json] = {
    "formula-false": certificate(about_formula("satisfies", ["1", "0", "1"], SPLIT), ARITHMETIC),
    "formula-true": certificate(about_formula("violates", ["1", "2", "1"], SPLIT), ARITHMETIC),
    "formula-strict-on-the-boundary": certificate(
        about_formula("satisfies", ["1", "2", "1"], [condition(DISCRIMINANT, ">")]), ARITHMETIC
    ),
    "formula-one-condition-of-two": certificate(about_formula("satisfies", ["-1", "0", "-1"], DEFINITE), ARITHMETIC),
    "formula-never-true": certificate(about_formula("satisfies", ["1", "2"]), ARITHMETIC),
    "formula-always-true": certificate(about_formula("violates", ["1", "2"], []), ARITHMETIC),
    "formula-zero-polynomial-unequal": certificate(
        about_formula("satisfies", ["1", "2"], [condition([], "!=")]), ARITHMETIC
    ),
    "formula-nearly-zero": certificate(
        about_formula("satisfies", ["1", "2", "1000000000000000000001/1000000000000000000000"], SPLIT), ARITHMETIC
    ),
    "formula-with-the-other-root-of-the-field": certificate(
        about_formula("satisfies", [["0", "1"], "0", "0"], [condition([["-1", [1, 0, 0]]], ">")]), ARITHMETIC, SQRT2
    ),
    "formula-zero-by-the-other-factor-of-the-field": certificate(
        about_formula("satisfies", ["1", ["0", "2", "0", "0"], "3"], [condition(DISCRIMINANT, "=")]),
        ARITHMETIC,
        REDUCIBLE,
    ),
    "formula-with-evidence-for-roots": certificate(about_formula("satisfies", ["1", "0", "-1"], SPLIT), points("0")),
}

_GOOD = certificate(about_formula("satisfies", ["1", "0", "-1"], SPLIT), ARITHMETIC)


def _with(polynomial: Any, relation: Any = ">=") -> str:
    claim = about_formula("satisfies", ["1", "0", "-1"], [condition(polynomial, relation)])
    return text(certificate(claim, ARITHMETIC))


MALFORMED_FORMULAS_BY_SCHEMA: dict[str, str] = {
    "formula-relation-unknown.json": _with(DISCRIMINANT, "=="),
    "formula-relation-a-list.json": _with(DISCRIMINANT, ["<"]),
    "formula-negative-exponent.json": _with([["1", [1, -1, 0]]]),
    "formula-exponent-a-string.json": _with([["1", ["1", 0, 0]]]),
    "formula-exponent-too-large.json": _with([["1", [1001, 0, 0]]]),
    "formula-coefficient-a-number.json": _with([[1, [1, 0, 0]]]),
    "formula-coefficient-a-fraction.json": _with([["1/2", [1, 0, 0]]]),
    "formula-term-without-exponents.json": _with([["1"]]),
    "formula-polynomial-an-object.json": _with({}),
    "formula-missing.json": text(certificate({"kind": "satisfies", "filter": ["1"]}, ARITHMETIC)),
    "formula-with-an-architecture.json": changed(_GOOD, "claim", "architecture", to={"k": [2, 2], "s": [1, 1]}),
    "formula-an-object.json": changed(_GOOD, "claim", "formula", to={}),
    "formula-alternative-an-object.json": changed(_GOOD, "claim", "formula", to=[{}]),
    "formula-extra-key.json": changed(_GOOD, "claim", "formula", 0, 0, "name", to="D2"),
    "formula-about-first-coefficient-of-none.json": text(
        certificate({"kind": "violates", "filter": [], "formula": [[condition(FIRST, "=")]]}, ARITHMETIC)
    ),
}
MALFORMED_FORMULAS: dict[str, str] = {
    **MALFORMED_FORMULAS_BY_SCHEMA,
    "formula-too-few-exponents.json": _with([["1", [1, 0]]]),
    "formula-not-homogeneous.json": _with([["1", [1, 0, 0]], ["1", [2, 0, 0]]]),
}
