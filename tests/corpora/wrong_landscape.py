"""Documents about critical points that a checker must not accept, each named by its attack."""

from __future__ import annotations

from tests.corpora.good_landscape import (
    BETTER,
    CUBIC_LOSS,
    ELIMINATION,
    ELIMINATION_EVIDENCE,
    LANDSCAPE,
    ONE_LAYER,
    ONE_LAYER_EVIDENCE,
    SADDLE_BOX,
    SADDLE_EVIDENCE,
    SADDLE_LOSS,
    SPURIOUS_BOX,
    SPURIOUS_EVIDENCE,
    SPURIOUS_LOSS,
    STRIDED,
    UNIT,
    box,
    critical,
    krawczyk,
    loss,
    spurious,
    stratum,
)
from tests.corpora.parts import ARITHMETIC, SQRT2, Json, about, certificate, text

ZERO = [["0"] * 3] * 3
DOUBLED = [["2", "0", "0", "0"], ["0", "1", "0", "0"], ["0", "0", "1", "0"], ["0", "0", "0", "1"]]
VALUE = ["159/10", "161/10"]
NEAR = ["9/10", "11/10"]

REJECTED_LANDSCAPE: dict[str, Json] = {
    "critical-shifted-box": certificate(
        critical((2, 2), SPURIOUS_LOSS, box([["11/10", "0"], ["3", "0"]], [None, 0]), ["0", "20"], "minimum"),
        SPURIOUS_EVIDENCE,
    ),
    "critical-box-too-large": certificate(
        critical((2, 2), SPURIOUS_LOSS, box([["1", "0"], ["3", "0"]], [None, 0], "2"), ["0", "1000"], "minimum"),
        SPURIOUS_EVIDENCE,
    ),
    "critical-loss-elsewhere": certificate(
        critical((2, 2), SPURIOUS_LOSS, SPURIOUS_BOX, ["8", "10"], "minimum"), SPURIOUS_EVIDENCE
    ),
    "critical-loss-interval-reversed": certificate(
        critical((2, 2), SPURIOUS_LOSS, SPURIOUS_BOX, ["161/10", "159/10"], "minimum"), SPURIOUS_EVIDENCE
    ),
    "critical-loss-too-narrow": certificate(
        critical((2, 2), SPURIOUS_LOSS, SPURIOUS_BOX, ["16", "16"], "minimum"), SPURIOUS_EVIDENCE
    ),
    "critical-saddle-as-minimum": certificate(
        critical((2, 2), SADDLE_LOSS, SADDLE_BOX, NEAR, "minimum"), SADDLE_EVIDENCE
    ),
    "critical-minimum-as-saddle": certificate(
        critical((2, 2), SPURIOUS_LOSS, SPURIOUS_BOX, VALUE, "saddle"), SPURIOUS_EVIDENCE
    ),
    "critical-minimum-as-maximum": certificate(
        critical((2, 2), SPURIOUS_LOSS, SPURIOUS_BOX, VALUE, "maximum"), SPURIOUS_EVIDENCE
    ),
    "critical-singular-preconditioner": certificate(
        critical((2, 2), SPURIOUS_LOSS, SPURIOUS_BOX, VALUE, "minimum"),
        krawczyk(ZERO, SPURIOUS_EVIDENCE["congruence"]),
    ),
    "critical-singular-congruence": certificate(
        critical((2, 2), SPURIOUS_LOSS, SPURIOUS_BOX, VALUE, "minimum"),
        krawczyk(SPURIOUS_EVIDENCE["preconditioner"], ZERO),
    ),
    "critical-no-congruence": certificate(
        critical((2, 2), SPURIOUS_LOSS, SPURIOUS_BOX, VALUE, "minimum"),
        krawczyk(SPURIOUS_EVIDENCE["preconditioner"], None),
    ),
    # at the centre 1 − Y·H is zero
    "critical-in-a-box-that-is-too-large": certificate(
        critical((2, 2), SPURIOUS_LOSS, box([["1", "0"], ["3", "0"]], [None, 0], "1/8"), ["-1000", "1000"], None),
        krawczyk(SPURIOUS_EVIDENCE["preconditioner"], None),
    ),
    "critical-congruence-not-dominant": certificate(
        critical((2, 2), SADDLE_LOSS, SADDLE_BOX, NEAR, "saddle"), krawczyk(SADDLE_EVIDENCE["preconditioner"], UNIT)
    ),
    "critical-fixed-at-zero": certificate(
        critical((2, 2), SPURIOUS_LOSS, box([["1", "0"], ["3", "0"]], [None, 1]), VALUE, "minimum"), SPURIOUS_EVIDENCE
    ),
    "critical-zero-filter": certificate(
        critical((2, 2), SADDLE_LOSS, box([["0", "0"], ["1", "0"]], [None, 0]), ["0", "3"], None),
        krawczyk(SADDLE_EVIDENCE["preconditioner"], None),
    ),
    "critical-of-another-loss": certificate(
        critical((2, 2), loss(["3", "1", "4"]), SPURIOUS_BOX, ["0", "20"], "minimum"), SPURIOUS_EVIDENCE
    ),
    "critical-of-another-gram": certificate(
        critical(
            (2, 2),
            loss(["3", "0", "4"], [["1", "0", "1"], ["0", "1", "0"], ["1", "0", "2"]]),
            SPURIOUS_BOX,
            ["0", "50"],
            "minimum",
        ),
        SPURIOUS_EVIDENCE,
    ),
    "critical-another-stride": certificate({**STRIDED, "loss": loss(["1", "0", "1", "0"])}, krawczyk(UNIT, UNIT)),
    "spurious-but-a-saddle": certificate(
        spurious((2, 2), SADDLE_LOSS, SADDLE_BOX, NEAR, [["1", "-1"], ["1", "1"]]), SADDLE_EVIDENCE
    ),
    "spurious-with-worse-filters": certificate(
        spurious((2, 2), SPURIOUS_LOSS, SPURIOUS_BOX, VALUE, [["1", "0"], ["0", "0"]]), SPURIOUS_EVIDENCE
    ),
    "spurious-against-itself": certificate(
        spurious((2, 2), SPURIOUS_LOSS, SPURIOUS_BOX, VALUE, [["1", "0"], ["3", "0"]]), SPURIOUS_EVIDENCE
    ),
    "stratum-of-another-loss": certificate(
        stratum(loss(["1", "-2", "-3", "5"]), 2, ELIMINATION, "111|11"), ELIMINATION_EVIDENCE
    ),
    "stratum-of-another-multiplicity": certificate(stratum(CUBIC_LOSS, 3, ELIMINATION, "111|11"), ELIMINATION_EVIDENCE),
    "stratum-of-another-gram": certificate(
        stratum({**CUBIC_LOSS, "gram": DOUBLED}, 2, ELIMINATION, "111|11"), ELIMINATION_EVIDENCE
    ),
    "stratum-singular-gram": certificate(
        stratum({**CUBIC_LOSS, "gram": [["0"] * 4] * 4}, 2, ELIMINATION, "111|11"), ELIMINATION_EVIDENCE
    ),
    "stratum-wrong-number": certificate(stratum(CUBIC_LOSS, 2, ELIMINATION, "1|111"), ELIMINATION_EVIDENCE),
    "stratum-zero-form": certificate(stratum(CUBIC_LOSS, 2, ["0"] * 8, "111|11"), ELIMINATION_EVIDENCE),
    "stratum-by-arithmetic": certificate(stratum(CUBIC_LOSS, 2, ELIMINATION, "111|11"), ARITHMETIC),
    "critical-by-arithmetic": certificate(ONE_LAYER, ARITHMETIC),
}

_GOOD = LANDSCAPE["critical-minimum"]
_CLAIM, _EVIDENCE = _GOOD["claim"], _GOOD["evidence"]


def _claim(**changes: object) -> str:
    return text(certificate({**_CLAIM, **changes}, _EVIDENCE))


def _box(**changes: object) -> str:
    return _claim(box={**_CLAIM["box"], **changes})


MALFORMED_LANDSCAPE: dict[str, str] = {
    "stratum-degree.json": text(certificate(stratum(CUBIC_LOSS, 2, ["1", "2"], "11|0"), ELIMINATION_EVIDENCE)),
    "stratum-multiplicity-one.json": text(
        certificate(stratum(CUBIC_LOSS, 1, ELIMINATION, "111|11"), ELIMINATION_EVIDENCE)
    ),
    "stratum-multiplicity-text.json": text(
        certificate(stratum(CUBIC_LOSS, "2", ELIMINATION, "111|11"), ELIMINATION_EVIDENCE)
    ),
    "stratum-multiplicity-large.json": text(
        certificate(stratum(CUBIC_LOSS, 4, ELIMINATION, "111|11"), ELIMINATION_EVIDENCE)
    ),
    "stratum-without-prime.json": text(
        certificate(stratum(CUBIC_LOSS, 2, ELIMINATION, "111|11"), {**ELIMINATION_EVIDENCE, "prime": None})
    ),
    "critical-nothing-free.json": _box(fixed=[0, 0]),
    "critical-two-free.json": _box(fixed=[None, None]),
    "critical-fixed-outside.json": _box(fixed=[None, 2]),
    "critical-fixed-too-few.json": _box(fixed=[None]),
    "critical-radius-zero.json": _box(radius="0"),
    "critical-radius-negative.json": _box(radius="-1/2"),
    "critical-centre-size.json": _box(centre=[["1", "0"], ["3"]]),
    "critical-nature-unknown.json": _claim(nature="degenerate"),
    "critical-nature-list.json": _claim(nature=["minimum"]),
    "critical-value-one-end.json": _claim(value=["16"]),
    "critical-target-size.json": _claim(loss=loss(["3", "0"])),
    "critical-gram-size.json": _claim(loss=loss(["3", "0", "4"], [["1", "0"], ["0", "1"]])),
    "critical-gram-not-symmetric.json": _claim(
        loss=loss(["3", "0", "4"], [["1", "1", "0"], ["0", "1", "0"], ["0", "0", "1"]])
    ),
    "critical-preconditioner-size.json": text(certificate(_CLAIM, krawczyk([["1"]], None))),
    "critical-float.json": _claim(value=[15.9, 16.1]),
    "krawczyk-for-a-filter.json": text(certificate(about("member", (2, 2), ["1", "0", "-1"]), _EVIDENCE)),
    "spurious-filters-missing.json": text(certificate({**_CLAIM, "kind": "spurious-minimum"}, _EVIDENCE)),
    "critical-over-a-field.json": text(certificate({**_CLAIM, "value": [["0", "1"], "20"]}, _EVIDENCE, SQRT2)),
    "critical-one-layer-fixed.json": text(
        certificate({**ONE_LAYER, "box": {**ONE_LAYER["box"], "fixed": [1]}}, ONE_LAYER_EVIDENCE)
    ),
    "spurious-filters-null.json": text(
        certificate({**spurious((2, 2), SPURIOUS_LOSS, SPURIOUS_BOX, VALUE, BETTER), "filters": None}, _EVIDENCE)
    ),
}
