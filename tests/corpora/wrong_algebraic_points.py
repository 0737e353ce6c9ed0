"""Documents about critical points over a number field that a checker must not accept, each named by its attack."""

from __future__ import annotations

from typing import Any

from tests.corpora.good_algebraic_points import (
    ALGEBRAIC_POINTS,
    AT_MINIMUM,
    AT_SADDLE,
    CUBIC_BETTER,
    CUBIC_LAYERS,
    DOUBLE,
    HIDDEN,
    LINES,
    LONGER_DOUBLE,
    POLYNOMIAL,
    SEVENTH,
    SINGULAR,
    SQUARE_LOSS,
    SQUARES,
    WITH_ANOTHER_FACTOR,
    cubic,
    double,
    longer,
    over,
    times,
)
from tests.corpora.good_exact_points import QUARTIC, SADDLE, exact_critical, exact_spurious
from tests.corpora.good_landscape import loss
from tests.corpora.parts import REDUCIBLE, SQRT2, Json, changed, text, without

_A_LITTLE_WRONG = [[["1", "1/3", "-10/3", "-666666666667/1000000000000"], DOUBLE[0][1]], DOUBLE[1]]
_RATIONAL = [["-3377/1000", "-18117/1000"], ["1", "1073/200"]]


def _longer(nature: Any, field: Json) -> Json:
    return over(field, double(nature, LONGER_DOUBLE, longer(SQUARE_LOSS, 6)))


REJECTED_ALGEBRAIC_POINTS: dict[str, Json] = {
    # one premise each, and nothing else
    "premise-hessian-no-zero-filter": over(
        REDUCIBLE, exact_critical((2, 2), loss(["0", "0", "0"]), [[HIDDEN, HIDDEN], ["1", "0"]], "0", None)
    ),
    "premise-hessian-gradient": over(SQRT2, exact_critical((2, 2), SADDLE, [["1", ["0", "1"]], ["1", "0"]], "3", None)),
    "premise-hessian-value": over(AT_MINIMUM, double("minimum", value=["26/3", "5", "-1", "0"])),
    "premise-hessian-regular": over(SQRT2, exact_critical((2, 2, 2, 2), QUARTIC, SINGULAR, "16", "minimum")),
    "premise-hessian-nature": over(AT_SADDLE, double("minimum")),
    "premise-hessian-smaller": over(SEVENTH, cubic(CUBIC_LAYERS)),
    # the root
    "algebraic-saddle-at-the-minimum": over(AT_MINIMUM, double("saddle")),
    "algebraic-maximum-at-the-minimum": over(AT_MINIMUM, double("maximum")),
    "algebraic-two-roots-in-the-interval": over({**AT_MINIMUM, "interval": ["-6", "1"]}, double("minimum")),
    "algebraic-no-root-in-the-interval": over({**AT_MINIMUM, "interval": ["2", "3"]}, double("minimum")),
    "algebraic-another-root-at-the-end": _longer(
        "minimum", {"minpoly": times(POLYNOMIAL, [30, 11, 1]), "interval": ["-6", "-5"]}
    ),
    "algebraic-a-double-root": over(
        {"minpoly": times(POLYNOMIAL, [int(c) for c in POLYNOMIAL]), "interval": ["-6", "-5"]},
        double(
            "minimum",
            [[c if isinstance(c, str) else longer(c, 8) for c in layer] for layer in DOUBLE],
            longer(SQUARE_LOSS, 8),
        ),
    ),
    "algebraic-root-of-the-other-factor": _longer("minimum", {**WITH_ANOTHER_FACTOR, "interval": ["1", "3/2"]}),
    "algebraic-spurious-at-a-saddle": over({**SEVENTH, "interval": ["0", "1/2"]}, cubic()),
    "algebraic-of-another-polynomial": over({**AT_MINIMUM, "minpoly": ["-1", "1", "0", "5", "2"]}, double("minimum")),
    "algebraic-of-a-multiple": over(
        {"minpoly": times(POLYNOMIAL, [0, 1]), "interval": ["-1/2", "1/8"]},
        double(
            None,
            [[c if isinstance(c, str) else longer(c, 5) for c in layer] for layer in DOUBLE],
            longer(SQUARE_LOSS, 5),
        ),
    ),
    # the numbers
    "algebraic-layer-a-little-wrong": over(AT_MINIMUM, double(None, _A_LITTLE_WRONG)),
    "algebraic-layer-near-it-rational": over(AT_MINIMUM, double(None, _RATIONAL)),
    "algebraic-layer-rescaled": over(
        AT_MINIMUM, double(None, [DOUBLE[0], [["0", "1", "0", "0"], ["0", "0", "-1", "0"]]])
    ),
    "algebraic-loss-near-it-rational": over(AT_MINIMUM, double("minimum", value="4057/1000")),
    "algebraic-loss-of-the-conjugate": over(AT_MINIMUM, double("minimum", value=["26/3", "-5", "-1", "-1/3"])),
    "algebraic-loss-zero-hidden": _longer("minimum", WITH_ANOTHER_FACTOR)
    | {"claim": double("minimum", LONGER_DOUBLE, times(POLYNOMIAL, [0, 1]))},
    "algebraic-zero-filter-hidden": over(
        REDUCIBLE, exact_critical((2, 2), SADDLE, [[HIDDEN, HIDDEN], [HIDDEN, HIDDEN]], "2", None)
    ),
    "algebraic-scalar-zero-hidden": over(
        REDUCIBLE, exact_critical((1, 2), loss(["0", "0"]), [[HIDDEN], ["1", "0"]], "0", None)
    ),
    "algebraic-leading-zeros-hidden-as-minimum": over(
        REDUCIBLE, exact_critical((2, 2), loss(["1", "0", "-3"]), LINES, "1", "minimum")
    ),
    "algebraic-over-a-field-wrong-loss": over(
        SQRT2, exact_critical((2, 2), SADDLE, [["1", "0"], ["1", "0"]], ["1", "1"], None)
    ),
    # the Hessian
    "algebraic-singular-as-saddle": over(SQRT2, exact_critical((2, 2, 2, 2), QUARTIC, SINGULAR, "16", "saddle")),
    "algebraic-spurious-but-singular": over(
        SQRT2,
        exact_spurious((2, 2, 2, 2), QUARTIC, SINGULAR, "16", [["4", "0"], ["1", "0"], ["1", "0"], ["1", "0"]]),
    ),
    "algebraic-spurious-worse-filters": over(SEVENTH, cubic([["0", "0", "0"], ["1", "1"]])),
    "algebraic-spurious-filters-of-the-same-loss": over(
        AT_MINIMUM,
        exact_spurious((2, 2), SQUARES, DOUBLE, SQUARE_LOSS, DOUBLE),
    ),
}

_MINIMUM = ALGEBRAIC_POINTS["algebraic-minimum"]
_SPURIOUS = ALGEBRAIC_POINTS["algebraic-spurious-minimum"]

MALFORMED_ALGEBRAIC_POINTS: dict[str, str] = {
    "algebraic-in-version-1.json": changed(_MINIMUM, "version", to=1),
    "algebraic-without-its-field.json": changed(_MINIMUM, "field", to=None),
    "algebraic-field-missing.json": without(_MINIMUM, "field"),
    "algebraic-denominator-zero.json": changed(_MINIMUM, "claim", "layers", 0, 0, 1, to="1/0"),
    "algebraic-polynomial-zero.json": changed(_MINIMUM, "field", "minpoly", to=["0"] * 5),
    "algebraic-interval-reversed.json": changed(_MINIMUM, "field", "interval", to=["-5", "-6"]),
    "algebraic-coordinates-too-few.json": changed(_MINIMUM, "claim", "layers", 1, 1, to=["0", "-1", "0"]),
    "algebraic-coordinates-too-many.json": changed(_MINIMUM, "claim", "value", to=[*SQUARE_LOSS, "0"]),
    "algebraic-rational-as-a-list.json": changed(_MINIMUM, "claim", "layers", 1, 0, to=["1", "0", "0", "0"]),
    "algebraic-coordinate-not-lowest.json": changed(_MINIMUM, "claim", "layers", 0, 0, 0, to="2/2"),
    "algebraic-target.json": changed(_MINIMUM, "claim", "loss", "target", 0, to=["0", "1", "0", "0"]),
    "algebraic-layer-of-another-size.json": changed(_SPURIOUS, "claim", "layers", to=CUBIC_LAYERS[::-1]),
    "algebraic-filters-null.json": changed(_SPURIOUS, "claim", "filters", to=None),
    "algebraic-filters-of-another-field.json": changed(
        _SPURIOUS, "claim", "filters", to=[[["2", "1"], *CUBIC_BETTER[0][1:]], CUBIC_BETTER[1]]
    ),
    "algebraic-degree-65.json": text(
        over({"minpoly": ["-2", *["0"] * 64, "1"], "interval": ["1", "2"]}, double(None, [["1", "0"], ["1", "0"]], "1"))
    ),
}
