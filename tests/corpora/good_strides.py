"""Certificates about larger strides that a checker must accept."""

from __future__ import annotations

from typing import Any

from tests.corpora.parts import ARITHMETIC, SQRT2, Json, about, architecture, certificate

TWO = [2, 1]
"""s for two layers."""
MIDDLE = [1, 2, 1]

LAYERS = ["1", "2", "2", "-2", "-3"]
"""(x² + 2xy + 3y²)(x² − y²)."""
NO_SQUARE = ["-2", "0", "-3", "0", "-3"]
"""−(2t² + 3t + 3) in t = x², without real roots t."""
NOT_COMPLEX = ["1", "1", "0", "0", "1"]
UNIT_ROOTS = ["1", "0", "0", "0", "-1"]
"""(t − 1)(t + 1): only t = −1 leaves two real roots x."""
NEGATIVE = ["1", "0", "3", "0", "2"]
"""(t + 1)(t + 2)."""
ALPHA = ["0", "1"]
NEGATIVE_ALPHA = ["0", "-1"]


def classes(stride: Any, prime: Any = "5") -> Json:
    return {"kind": "classes", "stride": stride, "prime": prime}


def level(cofactor: list[Any], *factors: Json, prime: Any = "5") -> Json:
    return {"cofactor": cofactor, "prime": prime, "factors": list(factors)}


def factor(m: Any, form: list[Any], *breakpoints: str) -> Json:
    """A factor of a divisor; without breakpoints its roots are not counted."""
    return {"multiplicity": m, "form": form, "breakpoints": list(breakpoints) or None}


def divisors(*levels: Json) -> Json:
    return {"kind": "divisors", "levels": list(levels)}


WHOLE = level(["1"], factor(1, LAYERS))
LAYERS_EVIDENCE = divisors(WHOLE, level(["1", "2", "3"], factor(1, ["1", "-1"], "0")))
NO_SQUARE_EVIDENCE = divisors(
    level(["1"], factor(1, NO_SQUARE)), level(["-1"], factor(1, ["2", "3", "3"], "-3/4", "0"))
)
UNIT_EVIDENCE = divisors(
    level(["1"], factor(1, UNIT_ROOTS, "0")), level(["1"], factor(1, ["1", "0", "-1"], "0"), prime="3")
)
NEGATIVE_EVIDENCE = divisors(
    level(["1"], factor(1, NEGATIVE, "0")), level(["1"], factor(1, ["1", "3", "2"], "-3/2", "0"), prime="3")
)


def not_full_dimensional(*k: int, s: list[int]) -> Json:
    return {"kind": "not-full-dimensional", "architecture": architecture(*k, s=s)}


STRIDES: dict[str, Json] = {
    "strides-member": certificate(about("member", (3, 2), LAYERS, s=TWO), LAYERS_EVIDENCE),
    "strides-complex-member": certificate(
        about("complex-member", (3, 2), NO_SQUARE, s=TWO),
        divisors(level(["1"], factor(1, NO_SQUARE)), level(["-1"], factor(1, ["2", "3", "3"]))),
    ),
    "strides-not-member-though-complex": certificate(about("not-member", (3, 2), NO_SQUARE, s=TWO), NO_SQUARE_EVIDENCE),
    "strides-not-member-by-classes": certificate(about("not-member", (3, 2), NOT_COMPLEX, s=TWO), classes(2)),
    "strides-not-complex-member": certificate(about("not-complex-member", (3, 2), NOT_COMPLEX, s=TWO), classes(2)),
    "strides-not-filling": certificate(about("not-filling", (3, 2), NOT_COMPLEX, s=TWO), classes(2)),
    "strides-not-member-by-divisors": certificate(
        about("not-member", (3, 2), NOT_COMPLEX, s=TWO),
        divisors(level(["1"], factor(1, NOT_COMPLEX)), level(NOT_COMPLEX)),
    ),
    "strides-member-by-the-negative-root": certificate(about("member", (2, 2, 2), UNIT_ROOTS, s=MIDDLE), UNIT_EVIDENCE),
    "strides-not-member-whatever-is-chosen": certificate(
        about("not-member", (2, 2, 2), NEGATIVE, s=MIDDLE), NEGATIVE_EVIDENCE
    ),
    "strides-member-with-repeated-roots": certificate(
        about("member", (1, 2, 2), ["1", "0", "2", "0", "1"], s=[2, 1, 1]),
        divisors(level(["1"], factor(2, ["1", "1"], "-1", "0"), prime="3")),
    ),
    "strides-member-at-infinity": certificate(
        about("member", (2, 2), ["0", "0", "0", "1"], s=TWO),
        divisors(level(["1"], factor(3, ["0", "1"])), level(["0", "1"], factor(1, ["0", "1"], "0"))),
    ),
    "strides-member-sqrt2": certificate(
        about("member", (2, 2), ["1", ALPHA, NEGATIVE_ALPHA, "-2"], s=TWO),
        divisors(
            level(["1"], factor(1, ["1", ALPHA, NEGATIVE_ALPHA, "-2"])),
            level(["1", ALPHA], factor(1, ["1", NEGATIVE_ALPHA], "0")),
        ),
        SQRT2,
    ),
    "strides-zero-filter": certificate(about("member", (3, 2), ["0"] * 5, s=TWO), ARITHMETIC),
    "strides-zero-filter-complex": certificate(about("complex-member", (3, 2), ["0"] * 5, s=TWO), ARITHMETIC),
    "strides-none-member-by-divisors": certificate(
        about("member", (3, 2, 2), ["1", "0", "-5", "0", "4"]),
        divisors(level(["1"], factor(1, ["1", "0", "-5", "0", "4"], "-3/2", "0", "3/2"))),
    ),
    "strides-none-not-member-by-divisors": certificate(
        about("not-member", (3, 2, 2), ["2", "0", "4", "0", "2"]),
        divisors(level(["2"], factor(2, ["1", "0", "1"], "0"))),
    ),
    "strides-none-complex-member": certificate(about("complex-member", (2, 2), ["1", "0", "1"]), ARITHMETIC),
    "strides-not-full-dimensional": certificate(not_full_dimensional(3, 2, s=TWO), ARITHMETIC),
}
