"""Certificates that a checker must accept: factorizations, their numbers, and compatible packings."""

from __future__ import annotations

from math import factorial

from tests.corpora.parts import (
    ARITHMETIC,
    BIQUADRATIC,
    CUBIC,
    NON_MONIC,
    REDUCIBLE,
    SQRT2,
    Json,
    about,
    architecture,
    certificate,
    compatibility,
    factored,
    fibre_count,
    filters,
    packing,
    part,
)

FOUR_ROOTS = ["1", "0", "-5", "0", "4"]
"""(x² − 1)(x² − 4)."""
SQUARED = ["1", "0", "-4", "0", "4"]
"""(x² − 2)²."""
NO_ROOTS = ["1", "0", "2", "0", "1"]
"""(x² + 1)²."""
ALPHA = ["0", "1"]
NEGATIVE_ALPHA = ["0", "-1"]
ROOT_OF_TWO = ["0", "-9/2", "0", "1/2"]
"""√2 = (α³ − 9α)/2 for α = √2 + √3."""
ROOT_OF_THREE = ["0", "11/2", "0", "-1/2"]

FOUR_EVIDENCE = factored(part(1, FOUR_ROOTS, "-3/2", "0", "3/2"), prime="5")
SQUARED_EVIDENCE = factored(part(2, ["1", "0", "-2"], "0"), prime="5")
NONE_EVIDENCE = factored(part(2, ["1", "0", "1"], "0"), prime="5")
LAYERS = filters(["1", "0", "-1"], ["1", "-2"], ["1", "2"])
ZERO_AT_ALPHA = ["-2", "0", "1", "0"]
"""α² − 2 where α = √2 is given by a polynomial of degree 4."""


def line_product(degree: int) -> list[str]:
    """Π (x − i y), i = 1, …, degree."""
    coefficients = [1]
    for i in range(1, degree + 1):
        coefficients = [a - i * b for a, b in zip([*coefficients, 0], [0, *coefficients], strict=True)]
    return [str(c) for c in coefficients]


def many_lines(degree: int, k: tuple[int, ...], count: int, compatible: bool) -> Json:
    """The number of factorizations of `line_product`."""
    form = line_product(degree)
    halves = [f"{2 * i + 1}/2" for i in range(1, degree)]
    evidence = factored(part(1, form, *halves), prime="2147483647")
    return certificate(fibre_count(k, form, str(count), compatible), evidence)


def factorization(k: tuple[int, ...], form: list[object], s: list[int] | None = None) -> Json:
    return about("factorization", k, form, s=s)


FACTORIZATIONS: dict[str, Json] = {
    "factorization-filters": certificate(factorization((3, 2, 2), FOUR_ROOTS), LAYERS),
    "factorization-one-layer": certificate(factorization((3,), ["1", "2", "3"]), filters(["1", "2", "3"])),
    "factorization-scalars-in-the-layers": certificate(
        factorization((2, 2), ["1", "6", "0"]), filters(["2", "0"], ["1/2", "3"])
    ),
    "factorization-strides": certificate(
        factorization((3, 2), ["1", "2", "2", "-2", "-3"], s=[2, 1]), filters(["1", "2", "3"], ["1", "-1"])
    ),
    "factorization-strides-three-layers": certificate(
        factorization((2, 2, 2), ["1", "1", "0", "-1", "-1", "0", "2", "2", "0", "-2", "-2"], s=[3, 2, 1]),
        filters(["1", "1"], ["1", "-1"], ["1", "2"]),
    ),
    "factorization-strides-and-size-one": certificate(
        factorization((1, 3, 1, 2, 1), ["-3/2", "0", "3/2", "0", "-3/2", "0", "3/2"], s=[2, 1, 1, 3, 1]),
        filters(["3"], ["1", "0", "1"], ["-1"], ["1", "-1"], ["1/2"]),
    ),
    "factorization-strides-behind-the-last-filter": certificate(
        factorization((2, 1, 1), ["6", "-6"], s=[10**9, 10**9, 10**9]), filters(["1", "-1"], ["2"], ["3"])
    ),
    "factorization-strides-sqrt2": certificate(
        factorization((2, 2), ["1", ALPHA, NEGATIVE_ALPHA, "-2"], s=[2, 1]),
        filters(["1", ALPHA], ["1", NEGATIVE_ALPHA]),
        SQRT2,
    ),
    "factorization-zero": certificate(
        factorization((2, 3), ["0", "0", "0", "0"]), filters(["0", "0"], ["1", "2", "3"])
    ),
    "factorization-zero-strides": certificate(
        factorization((2, 2), ["0", "0", "0", "0"], s=[2, 1]), filters(["5", "0"], ["0", "0"])
    ),
    "factorization-zero-hidden": certificate(
        factorization((2, 2), ["0", "0", ZERO_AT_ALPHA]), filters([ZERO_AT_ALPHA, "0"], ["1", "2"]), REDUCIBLE
    ),
    "factorization-infinity": certificate(
        factorization((2, 3), ["0", "0", "0", "1"]), filters(["0", "1"], ["0", "0", "1"])
    ),
    "factorization-without-real-roots": certificate(
        factorization((3, 3), NO_ROOTS), filters(["1", "0", "1"], ["1", "0", "1"])
    ),
    "factorization-sqrt2": certificate(
        factorization((2, 2), ["1", "0", "-2"]), filters(["1", NEGATIVE_ALPHA], ["1", ALPHA]), SQRT2
    ),
    "factorization-cubic": certificate(
        factorization((2, 3), ["1", "0", "0", "-2"]),
        filters(["1", ["0", "-1", "0"]], ["1", ["0", "1", "0"], ["0", "0", "1"]]),
        CUBIC,
    ),
    "factorization-biquadratic": certificate(
        factorization((2, 2), ["1", ["0", "1", "0", "0"], ["-5/2", "0", "1/2", "0"]]),
        filters(["1", ROOT_OF_TWO], ["1", ROOT_OF_THREE]),
        BIQUADRATIC,
    ),
    "factorization-reducible": certificate(
        factorization((2, 2), ["1", "0", "-2"]),
        filters(["1", ["0", "1", "0", "0"]], ["1", ["0", "-1", "0", "0"]]),
        REDUCIBLE,
    ),
    "factorization-non-monic": certificate(
        factorization((2, 2), ["1", "0", "-1/2"]), filters(["1", ALPHA], ["1", NEGATIVE_ALPHA]), NON_MONIC
    ),
    "fibre-count": certificate(fibre_count((3, 2, 2), FOUR_ROOTS, "12"), FOUR_EVIDENCE),
    "fibre-count-compatible-of-simple-roots": certificate(
        fibre_count((3, 2, 2), FOUR_ROOTS, "12", True), FOUR_EVIDENCE
    ),
    "fibre-count-of-double-roots": certificate(fibre_count((3, 2, 2), SQUARED, "4"), SQUARED_EVIDENCE),
    "fibre-count-compatible-of-double-roots": certificate(fibre_count((3, 2, 2), SQUARED, "2", True), SQUARED_EVIDENCE),
    "fibre-count-compatible-zero-of-a-member": certificate(
        fibre_count((3, 2, 2), ["1", "0", "0", "0", "0"], "0", True), factored(part(4, ["1", "0"], "0"), prime="2")
    ),
    "fibre-count-zero-of-a-non-member": certificate(fibre_count((3, 2, 2), NO_ROOTS, "0"), NONE_EVIDENCE),
    "fibre-count-compatible-zero-by-parity": certificate(
        fibre_count((3, 3), ["1", "0", "1", "0", "0"], "0", True),
        factored(part(1, ["1", "0", "1"], "0"), part(2, ["1", "0"], "0"), prime="5"),
    ),
    "fibre-count-degree-zero": certificate(fibre_count((1, 1), ["-5"], "1"), factored(scalar="-5", prime="2")),
    "fibre-count-size-one-layers": certificate(
        fibre_count((2, 1, 2), ["1", "0", "-1"], "2"), factored(part(1, ["1", "0", "-1"], "0"), prime="5")
    ),
    "fibre-count-strides-behind": certificate(
        {**about("fibre-count", (2, 2, 1), ["1", "0", "-1"], s=[1, 7, 9]), "compatible": True, "count": "2"},
        factored(part(1, ["1", "0", "-1"], "0"), prime="5"),
    ),
    "fibre-count-infinity": certificate(
        fibre_count((3, 2, 2), ["0", "0", "1", "0", "1"], "1"),
        factored(part(1, ["1", "0", "1"], "0"), part(2, ["0", "1"], "0"), prime="3"),
    ),
    "fibre-count-multiplicity-above-nine": certificate(
        fibre_count((7, 7), ["1", *["0"] * 12], "1"), factored(part(12, ["1", "0"], "0"), prime="2")
    ),
    "fibre-count-sqrt2": certificate(
        fibre_count((2, 2), ["1", "0", NEGATIVE_ALPHA], "2"),
        factored(part(1, ["1", "0", NEGATIVE_ALPHA], "0"), prime="5"),
        SQRT2,
    ),
    "fibre-count-cubic": certificate(
        fibre_count((2, 3), ["1", "0", "0", ["0", "-1", "0"]], "1", True),
        factored(part(1, ["1", "0", "0", ["0", "-1", "0"]], "0"), prime="7"),
        CUBIC,
    ),
    "fibre-count-reducible": certificate(
        fibre_count((2, 2), ["1", "0", ["0", "-1", "0", "0"]], "2"),
        factored(part(1, ["1", "0", ["0", "-1", "0", "0"]], "0"), prime="5"),
        REDUCIBLE,
    ),
    "fibre-count-forty-layers": many_lines(40, (2,) * 40, factorial(40), False),
    "fibre-count-two-large-layers": many_lines(24, (11, 15), 1961256, True),
    "compatible": certificate(compatibility("compatible", (3, 2, 2), "112|0"), packing([1, 3], [2], [3])),
    "compatible-any-order-in-a-bin": certificate(compatibility("compatible", (4, 2), "112|0"), packing([3, 1, 2], [3])),
    "compatible-pair": certificate(compatibility("compatible", (3, 2, 2), "2|1"), packing([-1], [1], [1])),
    "compatible-pairs-of-two-multiplicities": certificate(
        compatibility("compatible", (3, 3, 3), "0|12"), packing([-2], [-1], [-2])
    ),
    "compatible-size-one-layers": certificate(
        compatibility("compatible", (1, 2, 1, 2), "11|0"), packing([], [1], [], [2])
    ),
    "compatible-degree-zero": certificate(compatibility("compatible", (1,), "0|0"), packing([])),
    "compatible-multiplicity-above-nine": certificate(
        compatibility("compatible", (2,) * 12, "12,|0"), packing(*[[1]] * 12)
    ),
    "compatible-strides-behind": certificate(
        {"kind": "compatible", "architecture": architecture(3, 1, s=[2, 3]), "pattern": "0|1"}, packing([-1], [])
    ),
    "compatible-with-a-field": certificate(compatibility("compatible", (2,), "1|0"), packing([1]), SQRT2),
    "not-compatible-fourfold-root": certificate(compatibility("not-compatible", (3, 2, 2), "4|0"), ARITHMETIC),
    "not-compatible-without-real-roots": certificate(compatibility("not-compatible", (3, 2, 2), "0|11"), ARITHMETIC),
    "not-compatible-equal-pairs-in-one-layer": certificate(compatibility("not-compatible", (5,), "0|2"), ARITHMETIC),
    "not-compatible-by-parity": certificate(compatibility("not-compatible", (3, 3), "2|1"), ARITHMETIC),
    "not-compatible-more-balls-than-layers": certificate(
        compatibility("not-compatible", (5, 1, 1), "13|0"), ARITHMETIC
    ),
    "not-compatible-by-parity-of-forty-layers": certificate(
        compatibility("not-compatible", (3,) * 40, "40,|" + "1" * 20), ARITHMETIC
    ),
}
