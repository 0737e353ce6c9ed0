"""Documents about critical points with rational layers that a checker must not accept, each named by its attack."""

from __future__ import annotations

from typing import Any

from tests.corpora.good_exact_points import (
    BETTER,
    CUBIC,
    CUBIC_LAYERS,
    EXACT_POINTS,
    HESSIAN,
    QUARTIC,
    QUARTIC_LAYERS,
    SADDLE,
    SINGULAR,
    SINGULAR_LAYERS,
    STRIDED,
    STRIDED_BETTER,
    STRIDED_LAYERS,
    WEIGHTED,
    WORSE,
    Rows,
    exact,
    exact_critical,
    exact_spurious,
)
from tests.corpora.good_landscape import LANDSCAPE, loss
from tests.corpora.parts import ARITHMETIC, Json, about, certificate, changed, text, without

LINES: Rows = [["1", "0"], ["1", "0"]]


def _minimum(**changes: Any) -> Json:
    return exact({**exact_critical((3, 2), CUBIC, CUBIC_LAYERS, "4", "minimum"), **changes})


def _spurious(**changes: Any) -> Json:
    return exact({**exact_spurious((3, 2), CUBIC, CUBIC_LAYERS, "4", BETTER), **changes})


REJECTED_EXACT_POINTS: dict[str, Json] = {
    "exact-wrong-layer": _minimum(layers=[["1", "1", "-2"], ["1", "1"]]),
    "exact-layer-a-little-wrong": _minimum(layers=[["1", "1", "-2"], ["1", "-999999999999/1000000000000"]]),
    "exact-layer-rescaled": _minimum(layers=[["1", "1", "-2"], ["2", "-2"]]),
    "exact-wrong-loss": _minimum(value="5"),
    "exact-loss-a-little-wrong": _minimum(value="4000000000001/1000000000000"),
    "exact-loss-negative": _minimum(value="-4"),
    "exact-not-critical": _minimum(layers=BETTER, value="1"),
    "exact-critical-in-the-first-layer-only": exact(
        exact_critical((3, 2), loss(["0", "0", "1", "1"]), [["0", "0", "1"], ["1", "0"]], "1", None)
    ),
    "exact-critical-in-the-last-layer-only": exact(
        exact_critical((3, 2), loss(["0", "1", "1", "0"]), [["1", "0", "0"], ["0", "1"]], "1", None)
    ),
    "exact-zero-filter": exact(exact_critical((2, 2), SADDLE, [["0", "0"], ["0", "0"]], "2", None)),
    "exact-one-zero-filter": exact(exact_critical((2, 2), loss(["0", "0", "0"]), [["0", "0"], ["1", "0"]], "0", None)),
    "exact-zero-filter-of-size-one": exact(exact_critical((1, 2), loss(["0", "0"]), [["0"], ["1", "0"]], "0", None)),
    "exact-saddle-as-minimum": exact(exact_critical((2, 2), SADDLE, LINES, "1", "minimum")),
    "exact-saddle-as-maximum": exact(exact_critical((2, 2), SADDLE, LINES, "1", "maximum")),
    "exact-minimum-as-saddle": _minimum(nature="saddle"),
    "exact-minimum-as-maximum": _minimum(nature="maximum"),
    "exact-singular-as-minimum": exact(exact_critical((2, 2, 2, 2), QUARTIC, QUARTIC_LAYERS, "16", "minimum")),
    "exact-singular-as-saddle": exact(exact_critical((2, 2, 2, 2), QUARTIC, QUARTIC_LAYERS, "16", "saddle")),
    "exact-singular-saddle-as-minimum": exact(exact_critical((2, 2, 2, 2), SINGULAR, SINGULAR_LAYERS, "5", "minimum")),
    "exact-of-another-target": _minimum(loss=loss(["2", "1", "-2", "2"])),
    "exact-of-another-gram": _minimum(
        loss=loss(
            CUBIC["target"], [["1", "0", "0", "0"], ["0", "1", "0", "0"], ["0", "0", "1", "0"], ["0", "0", "0", "2"]]
        )
    ),
    "exact-without-its-gram": exact(exact_critical((2, 2), SADDLE, LINES, "1/2", "saddle")),
    "exact-gram-of-another-sign": exact(
        exact_critical(
            (2, 2),
            {**WEIGHTED, "gram": [["-2", "0", "0"], ["0", "3", "0"], ["0", "0", "1/2"]]},
            LINES,
            "1/2",
            "minimum",
        )
    ),
    "exact-larger-stride-as-saddle": exact(exact_critical((3, 2), STRIDED, STRIDED_LAYERS, "45/4", "saddle", s=[2, 1])),
    "exact-spurious-worse-filters": _spurious(filters=WORSE),
    "exact-spurious-equal-loss": _spurious(filters=[["2", "2", "-4"], ["1/2", "-1/2"]]),
    "exact-spurious-against-zero": _spurious(filters=[["0", "0", "0"], ["0", "0"]]),
    "exact-spurious-wrong-loss": _spurious(value="2"),
    "exact-spurious-not-critical": _spurious(layers=WORSE, value="6"),
    "exact-spurious-but-a-saddle": exact(exact_spurious((2, 2), SADDLE, LINES, "1", [["1", "-1"], ["1", "1"]])),
    "exact-spurious-but-singular": exact(
        exact_spurious((2, 2, 2, 2), QUARTIC, QUARTIC_LAYERS, "16", [["4", "0"], ["1", "0"], ["1", "0"], ["1", "0"]])
    ),
    "exact-spurious-of-another-gram": exact(
        exact_spurious(
            (3, 2),
            {**STRIDED, "gram": [[str(int(i == j) + int(i == j == 4)) for j in range(5)] for i in range(5)]},
            *(STRIDED_LAYERS, "45/4", STRIDED_BETTER),
            s=[2, 1],
        )
    ),
    "exact-by-arithmetic": certificate(exact_critical((2, 2), SADDLE, LINES, "1", "saddle"), ARITHMETIC, version=2),
    "box-by-hessian": certificate(LANDSCAPE["critical-minimum"]["claim"], HESSIAN, version=2),
}

_GOOD = EXACT_POINTS["exact-spurious-minimum"]
_CRITICAL = EXACT_POINTS["exact-minimum"]

MALFORMED_EXACT_POINTS: dict[str, str] = {
    "exact-in-version-1.json": changed(_GOOD, "version", to=1),
    "hessian-in-version-1.json": text(certificate(about("member", (2, 2), ["1", "0", "-1"]), HESSIAN)),
    "exact-layers-too-few.json": changed(_GOOD, "claim", "layers", to=[["1", "1", "-2"]]),
    "exact-layer-of-another-size.json": changed(_GOOD, "claim", "layers", to=[["1", "1"], ["1", "1", "-2"]]),
    "exact-spurious-filters-outside.json": changed(_GOOD, "claim", "filters", to=[["2", "1", "-2", "3"], ["1"]]),
    "exact-spurious-filters-null.json": changed(_GOOD, "claim", "filters", to=None),
    "exact-spurious-filters-missing.json": without(_GOOD, "claim", "filters"),
    "exact-spurious-with-nature.json": changed(_GOOD, "claim", "nature", to="minimum"),
    "exact-value-interval.json": changed(_GOOD, "claim", "value", to=["4", "4"]),
    "exact-value-float.json": changed(_GOOD, "claim", "value", to=4.0),
    "exact-value-not-lowest.json": changed(_GOOD, "claim", "value", to="8/2"),
    "exact-nature-unknown.json": changed(_CRITICAL, "claim", "nature", to="degenerate"),
    "exact-nature-list.json": changed(_CRITICAL, "claim", "nature", to=["minimum"]),
    "exact-target-size.json": changed(_CRITICAL, "claim", "loss", to=loss(["1", "0", "-1"])),
    "exact-gram-not-symmetric.json": changed(
        _CRITICAL, "claim", "loss", "gram", to=[[str(int(j >= i)) for j in range(4)] for i in range(4)]
    ),
    "exact-with-box.json": changed(_CRITICAL, "claim", "box", to=LANDSCAPE["critical-minimum"]["claim"]["box"]),
    "exact-list-without-a-field.json": changed(_CRITICAL, "claim", "value", to=["4", "1"]),
    "exact-too-many-unknowns.json": text(exact(exact_critical((65,), loss(["1"] * 65), [["1"] * 65], "0", "minimum"))),
    "hessian-with-keys.json": changed(_CRITICAL, "evidence", "congruence", to=None),
}
