"""Documents that a checker must not accept, each of which one term, sign or bound of a rule decides."""

from __future__ import annotations

from typing import Any

from tests.corpora.good_certificates import GOOD
from tests.corpora.good_corners import FIVE_EVIDENCE, FIVE_ROOTS
from tests.corpora.good_factorizations import FACTORIZATIONS
from tests.corpora.good_landscape import (
    BETTER,
    CUBIC_LOSS,
    ELIMINATION,
    ELIMINATION_EVIDENCE,
    STRIDED,
    UNIT,
    box,
    critical,
    krawczyk,
    loss,
    stratum,
)
from tests.corpora.good_stratum_boxes import QUARTIC, QUARTIC_CLAIM, TANGENCY, complete
from tests.corpora.good_strides import (
    MIDDLE,
    NO_SQUARE,
    STRIDES,
    TWO,
    UNIT_ROOTS,
    divisors,
    factor,
    level,
)
from tests.corpora.good_tensors import (
    ALPHA,
    COLUMN_EVIDENCE,
    PRODUCT,
    SQUARES,
    about_tensor,
    along,
    irreducible,
    multidegrees,
    plane,
)
from tests.corpora.parts import (
    ARITHMETIC,
    SQRT2,
    Json,
    about,
    architecture,
    certificate,
    changed,
    descartes,
    factored,
    fibre_count,
    has_pattern,
    jacobian,
    part,
    text,
)
from tests.corpora.wrong_stratum_boxes import enlarged, moved, quartic

NEGATIVE_HIDDEN = ["1", "1", "1", "0", "-1", "-1", "-1"]
"""(x⁴ − 1)(x² + x + 1)."""
AT_THE_ENDS = ["0", "0", "1", "1", "1", "0", "0"]
"""x²y²(x² + xy + y²)."""
TEN = ["1", "1", "-4", "-5", "0", "5", "0", "-5", "-1", "4", "4"]
"""(x⁴ + 1)(x² − 1)(x² − 4)(x² + x + 1)."""
WITHOUT_INFINITY = ["0", "0", "1", "1", "1", "1"]
"""y²(x² + y²)(x + y)."""
OUTER = ["1", "0", "0", "1", *["0"] * 8, "1", "0", "0", "1"]
"""(x1 x2 + y1 y2)(x3 x4 + y3 y4)."""
COLUMN = ["1", "0", "0", "0", "0", "0", "1", "0", "0"]
"""(x1² + y1²) x2²."""
SEVEN_POINTS = ["3", "-14", "163", "-730", "1614", "-1761", "712", "-3"]
"""The elimination form of `CUBIC_LOSS` plus Π (x − iy), i = 0, …, 6."""
REPEATED = ["1", ["0", "2"], "4", ["0", "2"], "1"]
"""(x² + √2 xy + y²)²."""
IRRATIONAL = [*ELIMINATION[:-1], ["-3", "1"]]
SHARED = factored(part(1, ["1", "0", "-1"], "0"), part(3, ["1", "0", "-4"], "0"))

REJECTED_CORNERS: dict[str, Json] = {
    # real roots at breakpoints, in factors, and of odd multiplicity add up
    "breakpoints-false-not-member-with-two-roots-at-them": certificate(
        about("not-member", (2, 2), ["1", "0", "-1"]), descartes("-1", "1")
    ),
    "factored-false-not-member-of-two-factors": certificate(
        about("not-member", (2, 2, 2), ["1", "1", "-1", "-1"]),
        factored(part(1, ["1", "-1"], "0"), part(2, ["1", "1"], "0")),
    ),
    "factored-false-boundary-of-two-factors": certificate(
        about("boundary", (2, 2, 2, 2, 5), ["1", "0", "-13", "0", "60", "0", "-112", "0", "64"]), SHARED
    ),
    "fibre-count-compatible-without-some-of-three-multiplicities": certificate(
        fibre_count((3, 5, 3, 3), FIVE_ROOTS, "36", True), FIVE_EVIDENCE
    ),
    "factored-zero-filter-of-a-zero-factor": certificate(
        about("not-member", (2, 2), ["0", "0", "0"]), factored(part(1, ["0", "0", "0"], "0"))
    ),
    "zero-filter-boundary-with-one-even-size": certificate(about("boundary", (3, 2), ["0"] * 4), ARITHMETIC),
    "jacobian-common-root-of-the-first-and-the-last-filter": certificate(
        {"kind": "full-dimensional", "architecture": architecture(2, 2, 2)},
        jacobian(["1", "1"], ["1", "2"], ["1", "1"]),
    ),
    # the sorts of roots
    "strides-breakpoints-beside-zero": certificate(
        about("member", (2, 2, 2), UNIT_ROOTS, s=MIDDLE),
        divisors(level(["1"], factor(1, UNIT_ROOTS, "0")), level(["1"], factor(1, ["1", "0", "-1"], "1/2"), prime="3")),
    ),
    "strides-false-member-by-sign-variations": certificate(
        about("member", (3, 2), NO_SQUARE, s=TWO),
        divisors(level(["1"], factor(1, NO_SQUARE)), level(["-1"], factor(1, ["2", "3", "3"], "0"))),
    ),
    "strides-false-member-with-a-positive-and-a-negative-root-as-a-pair": certificate(
        about("member", (2, 2, 3), NEGATIVE_HIDDEN, s=MIDDLE),
        divisors(
            level(["1"], factor(1, NEGATIVE_HIDDEN, "-3/2", "-3/4", "-1/2", "-1/4", "0", "1/2", "3/4", "3/2")),
            level(["1", "1", "1"], factor(1, ["1", "0", "-1"], "0")),
        ),
    ),
    "strides-false-member-with-zero-and-infinity-as-a-pair": certificate(
        about("member", (2, 2, 3), AT_THE_ENDS, s=MIDDLE),
        divisors(
            level(["1"], factor(1, AT_THE_ENDS, "-1", "-1/2", "0")),
            level(["1", "1", "1"], factor(1, ["0", "1", "0"], "0")),
        ),
    ),
    "strides-false-member-with-a-pair-counted-twice": certificate(
        about("member", (2, 2, 5), TEN, s=MIDDLE),
        divisors(
            level(["1"], factor(1, TEN, "-3/2", "-3/4", "-1/2", "-1/4", "0", "1/2", "3/4", "3/2")),
            level(["1", "1", "1"], factor(1, ["1", "-5", "5", "-5", "4"], "-1", "0", "2")),
        ),
    ),
    "strides-divisor-without-all-but-its-root-at-infinity": certificate(
        about("not-member", (2, 3), WITHOUT_INFINITY, s=TWO),
        divisors(level(["1"], factor(1, WITHOUT_INFINITY)), level(["1", "1", "1", "1"], factor(1, ["0", "1"]))),
    ),
    "strides-divisor-without-its-roots-at-zero-and-infinity": certificate(
        about("not-member", (2, 3), ["0", "0", "1", "1", "0", "0"], s=TWO),
        divisors(level(["1"], factor(1, ["0", "0", "1", "1", "0", "0"])), level(["0", "0", "1", "1", "0", "0"])),
    ),
    # the elimination form
    "stratum-agrees-at-as-many-points-as-its-degree": certificate(
        stratum(CUBIC_LOSS, 2, SEVEN_POINTS, "111|11"),
        factored(part(1, SEVEN_POINTS, "-1", "-1/2", "0", "1/2", "1", "2", "3", "4", "5", "6"), prime="2147483647"),
    ),
    "stratum-zero-target": certificate(stratum(loss(["0"] * 4), 2, ELIMINATION, "111|11"), ELIMINATION_EVIDENCE),
    "stratum-irrational-form": certificate(
        stratum(CUBIC_LOSS, 2, IRRATIONAL, "111|11"),
        factored(part(1, IRRATIONAL, "-1", "0", "1"), prime="2147483647"),
        SQRT2,
    ),
    # filters that are zero: half the Hessian in a_0, a_1, b_1 is [[2, 1, 1], [1, 2, −1], [1, −1, 0]]
    "critical-where-the-first-filter-is-zero": certificate(
        critical((2, 2), loss(["1", "-1", "1"]), box([["0", "0"], ["1", "1"]], [None, 0]), ["2", "4"], None),
        krawczyk(
            [["1/6", "1/6", "1/2"], ["1/6", "1/6", "-1/2"], ["1/2", "-1/2", "-1/2"]],
            None,
        ),
    ),
    "critical-where-a-filter-at-a-corner-is-zero": certificate(
        critical((3,), loss(["1/1000", "0", "0"]), box([["1/1000", "0", "0"]], [None]), ["-1", "1"], "minimum"),
        krawczyk(UNIT, UNIT),
    ),
    "boxes-singular-derivative": certificate(
        complete(loss(["0", "0", "0"]), [2], [enlarged({"centre": [[n, "0"], ["0", "0"]]}, "1/8") for n in "0123"], 4),
        TANGENCY,
    ),
    # several axes
    "axes-false-not-member-as-a-form-along-one-axis": certificate(
        about_tensor("not-complex-member", SQUARES, PRODUCT), multidegrees(along(1, [1, 9], PRODUCT))
    ),
    "axes-false-not-member-of-a-definite-column": certificate(
        about_tensor("not-member", [[3, 2], [1, 2]], COLUMN), COLUMN_EVIDENCE
    ),
    "axes-false-not-member-of-a-product": certificate(
        about_tensor("not-member", SQUARES, PRODUCT), multidegrees(irreducible(1, [3, 3], PRODUCT, plane(1, 2, 1, 1)))
    ),
    "axes-false-not-member-with-an-irrational-factor": certificate(
        about_tensor("not-member", [[2, 1], [1, 2]], ["1", ALPHA, ALPHA, "2"]),
        multidegrees(irreducible(1, [2, 2], ["1", ALPHA, ALPHA, "2"], plane(1, 2, 1, 1))),
        SQRT2,
    ),
    "axes-planes-in-two-pieces": certificate(
        about_tensor("not-member", [[2, 2, 1, 1], [1, 1, 2, 2]], OUTER),
        multidegrees(irreducible(1, [2, 2, 2, 2], OUTER, plane(1, 2, 1, 1, 2, 1), plane(3, 4, 2, 1, 1, 1))),
    ),
    "axes-plane-first-axis-without-degree": certificate(
        about_tensor("not-member", [[1, 2, 1], [1, 1, 2]], ["1", "0", "0", "1"]),
        multidegrees(irreducible(1, [1, 2, 2], ["1", "0", "0", "1"], plane(1, 2, 1, 1, 1))),
    ),
    "axes-plane-second-axis-without-degree": certificate(
        about_tensor("not-member", [[2, 1, 1], [1, 1, 2]], ["1", "0", "0", "1"]),
        multidegrees(irreducible(1, [2, 1, 2], ["1", "0", "0", "1"], plane(1, 2, 1, 1, 1))),
    ),
    "axes-plane-where-the-first-degree-drops": certificate(
        about_tensor("not-member", [[2, 1], [1, 2]], ["5", "0", "0", "1"]),
        multidegrees(irreducible(1, [2, 2], ["5", "0", "0", "1"], plane(1, 2, 1, 1, prime="5"))),
    ),
    "axes-plane-where-the-second-degree-drops": certificate(
        about_tensor("not-member", [[3, 1], [1, 2]], ["5", "1", "5", "1", "5", "2"]),
        multidegrees(irreducible(1, [3, 2], ["5", "1", "5", "1", "5", "2"], plane(1, 2, 1, 1, prime="5"))),
    ),
    "axes-planes-across-a-product": certificate(
        about_tensor("not-member", [[2, 2, 1, 1], [1, 1, 2, 2]], OUTER),
        multidegrees(
            irreducible(
                *(1, [2, 2, 2, 2], OUTER),
                *(plane(1, 2, 1, 1, 2, 1), plane(2, 3, 2, 1, 1, 3), plane(3, 4, 2, 1, 1, 1)),
            )
        ),
    ),
    "pattern-repeated-pair-over-a-field": certificate(
        has_pattern(REPEATED, "0|11"), factored(part(1, REPEATED, "-2", "-1", "-1/2", "0"), prime="101"), SQRT2
    ),
    # boxes
    "boxes-one-where-the-form-is-zero": quartic(
        [{"centre": [["1", "0"], ["1", "0"], ["0", "0"]], "radius": "1/1024"}, *QUARTIC[1:]]
    ),
    "boxes-one-enlarged-until-its-image-is-larger": quartic([enlarged(QUARTIC[0], "1/32"), *QUARTIC[1:]]),
    "boxes-one-moved-up": quartic([*QUARTIC[:8], moved(QUARTIC[8], "-265/512", "2639/2048")]),
    "boxes-one-moved-down": quartic([*QUARTIC[:8], moved(QUARTIC[8], "-265/512", "2627/2048")]),
    # a claim of any strides
    "spurious-larger-stride-without-smaller-loss": certificate(
        {
            **{key: part for key, part in STRIDED.items() if key != "nature"},
            "kind": "spurious-minimum",
            "filters": BETTER,
        },
        krawczyk(UNIT, UNIT),
    ),
}

_DIVISORS = STRIDES["strides-none-not-member-by-divisors"]
_COUNT = FACTORIZATIONS["fibre-count"]


def _boxes(size: int, part: list[str] | None = None, **changes: Any) -> str:
    """One box with so many coordinates."""
    boxes = [{"centre": [part or ["0", "0"]] * size, "radius": "1/1024"}]
    return text(certificate({**QUARTIC_CLAIM, "boxes": boxes, **changes}, TANGENCY))


MALFORMED_CORNERS_BY_SCHEMA: dict[str, str] = {
    "count-minus-one.json": changed(_COUNT, "claim", "count", to="-1"),
    "field-interval-of-one-end.json": changed(GOOD["boundary-factored-sqrt2"], "field", "interval", to=["1"]),
    "field-a-number.json": changed(GOOD["member-arithmetic"], "field", to=7),
    "factor-a-number.json": changed(GOOD["boundary-factored"], "evidence", "factors", 0, to=7),
}
MALFORMED_CORNERS: dict[str, str] = {
    "axes-factor-without-variables.json": text(
        certificate(about_tensor("not-member", SQUARES, PRODUCT), multidegrees(irreducible(1, [1, 1], ["2"])))
    ),
    "field-leading-coefficient-zero.json": changed(
        GOOD["member-arithmetic"], "field", to={**SQRT2, "minpoly": ["-2", "0", "1", "0"]}
    ),
    "boxes-partition-simple-with-boxes-of-its-size.json": _boxes(partition=[1] * 4, size=5),
    "boxes-partition-with-a-smaller-sum.json": _boxes(partition=[2, 1], size=3),
    "boxes-partition-ascending-from-two.json": _boxes(partition=[2, 3], size=3, loss=loss(["1"] * 6)),
    "boxes-chart-long.json": _boxes(partition=[2, 2], size=3, chart=[1, 0, 0, 1, 1]),
    "boxes-coordinate-of-three-parts.json": _boxes(partition=[2, 2], size=3, part=["0"] * 3),
    **MALFORMED_CORNERS_BY_SCHEMA,
    "stratum-multiplicity-above-the-degree.json": text(
        certificate(stratum(loss(["1", "2"]), 2, ["1", "2"], "1|0"), factored(part(1, ["1", "2"], "0"), prime="5"))
    ),
    "critical-fixed-coordinate-minus-one.json": changed(
        GOOD["critical-minimum"], "claim", "box", "fixed", to=[None, -1]
    ),
    "krawczyk-without-architecture.json": text(certificate(has_pattern(["1", "1"], "1|0"), krawczyk(UNIT, UNIT))),
    "float-in-place-of-null.json": text(GOOD["member-arithmetic"]).replace('"field":null', '"field":0.0'),
    "infinity-in-place-of-null.json": text(GOOD["member-arithmetic"]).replace('"field":null', '"field":Infinity'),
    "strides-multiplicities-equal.json": changed(
        _DIVISORS, "evidence", "levels", 0, "factors", to=[factor(1, ["1", "0", "1"], "0")] * 2
    ),
    "axes-planes-of-one-axis-twice.json": text(
        certificate(
            about_tensor("not-member", SQUARES, PRODUCT),
            multidegrees(irreducible(1, [3, 3], PRODUCT, plane(1, 1, 1, 1))),
        )
    ),
}
