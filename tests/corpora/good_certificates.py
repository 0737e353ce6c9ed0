"""Certificates that a checker must accept: every claim and evidence of the format, over ℚ and over number fields."""

from __future__ import annotations

from tests.corpora.good_algebraic_points import ALGEBRAIC_POINTS
from tests.corpora.good_corners import CORNERS
from tests.corpora.good_exact_points import EXACT_POINTS
from tests.corpora.good_factorizations import FACTORIZATIONS
from tests.corpora.good_formulas import FORMULAS
from tests.corpora.good_landscape import LANDSCAPE
from tests.corpora.good_stratum_boxes import STRATUM_BOXES
from tests.corpora.good_strides import STRIDES
from tests.corpora.good_tensors import TENSORS
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
    descartes,
    factored,
    has_pattern,
    jacobian,
    part,
    points,
)

FOUR_ROOTS = ["1", "0", "-5", "0", "4"]
"""(x² − 1)(x² − 4)."""
SQUARED = ["1", "0", "-4", "0", "4"]
"""(x² − 2)²."""
ALPHA = ["0", "1"]
"""The generator of a quadratic field."""
NEGATIVE_ALPHA = ["0", "-1"]
SQUARE_OF_LINE = ["1", ["0", "-2"], "2"]
"""(x − √2 y)²."""

GOOD: dict[str, Json] = {
    "filling-arithmetic": certificate({"kind": "filling", "architecture": architecture(3, 2)}, ARITHMETIC),
    "filling-strides-behind": certificate(
        {"kind": "filling", "architecture": architecture(3, 1, 1, s=[1, 7, 9])}, ARITHMETIC
    ),
    "member-arithmetic": certificate(about("member", (3, 2), ["1", "2", "3/7", "-4"]), ARITHMETIC),
    "member-arithmetic-zero": certificate(about("member", (2, 2), ["0", "0", "0"]), ARITHMETIC),
    "member-arithmetic-degree-zero": certificate(about("member", (1,), ["5"]), ARITHMETIC),
    "interior-arithmetic": certificate(about("interior", (3, 3), ["1", "0", "0", "0", "1"]), ARITHMETIC),
    "interior-arithmetic-sqrt2": certificate(about("interior", (3,), [ALPHA, "0", "0"]), ARITHMETIC, SQRT2),
    "boundary-arithmetic-zero": certificate(about("boundary", (2, 2), ["0", "0", "0"]), ARITHMETIC),
    "boundary-arithmetic-hidden-zero": certificate(
        about("boundary", (2, 2), [["-2", "0", "1", "0"], "0", "0"]), ARITHMETIC, REDUCIBLE
    ),
    "member-sign-changes": certificate(about("member", (3, 2, 2), FOUR_ROOTS), points("0", "3/2", "3")),
    "member-sign-changes-through-infinity": certificate(about("member", (2, 2), ["0", "1", "0"]), points("-1", "1")),
    "interior-sign-changes": certificate(
        about("interior", (2, 2, 2, 2), FOUR_ROOTS), points("-3", "-3/2", "0", "3/2", "3")
    ),
    "interior-sign-changes-one-point": certificate(about("interior", (2,), ["1", "0"]), points("5")),
    "interior-sign-changes-sqrt2": certificate(
        about("interior", (2, 2), ["1", "0", NEGATIVE_ALPHA]), points("0", "2"), SQRT2
    ),
    "member-sign-changes-cubic": certificate(
        about("member", (2, 2), ["1", ["0", "-1", "0"], "0"]), points("-1", "1/2", "2"), CUBIC
    ),
    "not-member-descartes-of-two-real-roots": certificate(
        about("not-member", (2, 2, 2, 2), ["1", "0", "0", "0", "-1"]), descartes("0")
    ),
    "not-member-descartes": certificate(about("not-member", (2, 2), ["1", "0", "1"]), descartes("0")),
    "not-member-descartes-root-at-breakpoint": certificate(
        about("not-member", (2, 2, 2), ["1", "0", "1", "0"]), descartes("-1", "0", "1")
    ),
    "not-member-descartes-infinity": certificate(about("not-member", (2, 2, 2), ["0", "1", "0", "1"]), descartes("0")),
    "not-member-descartes-biquadratic": certificate(
        about("not-member", (2, 2), ["1", ["0", "1/7", "0", "0"], ["0", "1", "0", "0"]]),
        descartes("-1", "0"),
        BIQUADRATIC,
    ),
    "not-filling-descartes": certificate(about("not-filling", (2, 2), ["1", "0", "1"]), descartes("0")),
    "not-filling-descartes-strides": certificate(
        about("not-filling", (2, 2), ["1", "1", "1"], s=[1, 5]), descartes("-1", "0")
    ),
    "member-factored-points": certificate(
        about("member", (2, 2, 2, 2), SQUARED), factored(part(2, ["1", "0", "-2"], "-2", "0", "2", key="points"))
    ),
    "member-factored-breakpoints": certificate(
        about("member", (2, 2, 2, 2), SQUARED), factored(part(2, ["1", "0", "-2"], "0"))
    ),
    "member-factored-not-squarefree-parts": certificate(
        about("member", (2, 2), ["1", "-2", "1"]), factored(part(1, ["1", "-2", "1"], "1"))
    ),
    "not-member-factored": certificate(
        about("not-member", (2, 2, 2, 2), ["1", "0", "2", "0", "1"]), factored(part(2, ["1", "0", "1"], "0"))
    ),
    "not-member-factored-scalar": certificate(
        about("not-member", (2, 2), ["-3/2", "0", "-3/2"]), factored(part(1, ["1", "0", "1"], "0"), scalar="-3/2")
    ),
    "not-filling-factored": certificate(
        about("not-filling", (3, 2, 2), ["1", "0", "2", "0", "1"]), factored(part(2, ["1", "0", "1"], "0"))
    ),
    "boundary-factored": certificate(about("boundary", (3, 2, 2), SQUARED), factored(part(2, ["1", "0", "-2"], "0"))),
    "boundary-factored-infinity": certificate(
        about("boundary", (2, 2), ["0", "0", "1"]), factored(part(2, ["0", "1"], "0"))
    ),
    "boundary-factored-two-parts": certificate(
        about("boundary", (2, 2, 2), ["1", "-3", "0", "4"]),
        factored(part(1, ["1", "1"], "0"), part(2, ["1", "-2"], "0")),
    ),
    "boundary-factored-sqrt2": certificate(
        about("boundary", (2, 2), SQUARE_OF_LINE), factored(part(2, ["1", NEGATIVE_ALPHA], "0")), SQRT2
    ),
    "boundary-factored-reducible": certificate(
        about("boundary", (2, 2), ["1", ["0", "-2", "0", "0"], "2"]),
        factored(part(2, ["1", ["0", "-1", "0", "0"]], "0")),
        REDUCIBLE,
    ),
    "pattern-factored": certificate(
        has_pattern(FOUR_ROOTS, "1111|0"), factored(part(1, FOUR_ROOTS, "-3/2", "0", "3/2"), prime="5")
    ),
    "pattern-factored-composite-modulus": certificate(
        has_pattern(["1", "0", "-2"], "11|0"), factored(part(1, ["1", "0", "-2"], "0"), prime="15")
    ),
    "pattern-factored-degree-zero": certificate(has_pattern(["-7/3"], "0|0"), factored(scalar="-7/3", prime="2")),
    "pattern-factored-infinity": certificate(
        has_pattern(["0", "0", "1", "0", "1"], "2|1"),
        factored(part(1, ["1", "0", "1"], "0"), part(2, ["0", "1"], "0"), prime="3"),
    ),
    "pattern-factored-alone-above-nine": certificate(
        has_pattern(["1", *["0"] * 12], "12,|0"), factored(part(12, ["1", "0"], "0"), prime="2")
    ),
    "pattern-factored-comma-above-nine": certificate(
        has_pattern(["0", "1", *["0"] * 10], "1,10|0"),
        factored(part(1, ["0", "1"], "0"), part(10, ["1", "0"], "0"), prime="2"),
    ),
    "pattern-factored-sqrt2": certificate(
        has_pattern(SQUARE_OF_LINE, "2|0"), factored(part(2, ["1", NEGATIVE_ALPHA], "0"), prime="3"), SQRT2
    ),
    "pattern-factored-cubic": certificate(
        has_pattern(["1", "0", "0", ["0", "-1", "0"]], "1|1"),
        factored(part(1, ["1", "0", "0", ["0", "-1", "0"]], "0"), prime="7"),
        CUBIC,
    ),
    "pattern-factored-biquadratic": certificate(
        has_pattern(["1", "0", ["0", "-1", "0", "0"]], "11|0"),
        factored(part(1, ["1", "0", ["0", "-1", "0", "0"]], "0"), prime="5"),
        BIQUADRATIC,
    ),
    "pattern-factored-reducible": certificate(
        has_pattern(["1", "0", ["0", "-1", "0", "0"]], "11|0"),
        factored(part(1, ["1", "0", ["0", "-1", "0", "0"]], "0"), prime="5"),
        REDUCIBLE,
    ),
    "pattern-factored-hidden-root-at-infinity": certificate(
        has_pattern([["-2", "0", "1", "0"], "1", "0"], "11|0"),
        factored(part(1, [["-2", "0", "1", "0"], "1", "0"], "0"), prime="5"),
        REDUCIBLE,
    ),
    "pattern-factored-non-monic": certificate(
        has_pattern(["1", ["0", "-2"], "1/2"], "2|0"),
        factored(part(2, ["1", NEGATIVE_ALPHA], "0"), prime="5"),
        NON_MONIC,
    ),
    "full-dimensional-jacobian": certificate(
        {"kind": "full-dimensional", "architecture": architecture(2, 2)}, jacobian(["1", "0"], ["0", "1"])
    ),
    "full-dimensional-jacobian-three": certificate(
        {"kind": "full-dimensional", "architecture": architecture(3, 2, 2)},
        jacobian(["1", "0", "1"], ["1", "2"], ["1", "-3"], prime="2147483647"),
    ),
    "full-dimensional-jacobian-one-layer": certificate(
        {"kind": "full-dimensional", "architecture": architecture(4)}, jacobian(["0", "0", "0", "0"])
    ),
    **FACTORIZATIONS,
    **FORMULAS,
    **STRIDES,
    **LANDSCAPE,
    **EXACT_POINTS,
    **ALGEBRAIC_POINTS,
    **STRATUM_BOXES,
    **TENSORS,
    **CORNERS,
}
