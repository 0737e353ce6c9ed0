"""Certificates about critical points with rational layers that a checker must accept."""

from __future__ import annotations

from typing import Any

from tests.corpora.good_landscape import loss
from tests.corpora.parts import Json, architecture, certificate

HESSIAN: Json = {"kind": "hessian"}
Rows = list[list[str]]


def exact_critical(
    k: tuple[int, ...], of: Json, layers: Rows, value: Any, nature: Any, *, s: list[int] | None = None
) -> Json:
    return {
        "kind": "exact-critical-point",
        "architecture": architecture(*k, s=s),
        "loss": of,
        "layers": layers,
        "value": value,
        "nature": nature,
    }


def exact_spurious(
    k: tuple[int, ...], of: Json, layers: Rows, value: Any, filters: Any, *, s: list[int] | None = None
) -> Json:
    return {
        "kind": "exact-spurious-minimum",
        "architecture": architecture(*k, s=s),
        "loss": of,
        "layers": layers,
        "value": value,
        "filters": filters,
    }


def exact(claim: Json) -> Json:
    return certificate(claim, HESSIAN, version=2)


# w = x³ − 3xy² + 2y³ = (x² + xy − 2y²)(x − y)
CUBIC = loss(["2", "1", "-2", "3"])
CUBIC_LAYERS: Rows = [["1", "1", "-2"], ["1", "-1"]]
BETTER: Rows = [["2", "-2", "2"], ["1", "3/2"]]
WORSE: Rows = [["2", "-2", "2"], ["1", "1"]]
"""w = 2x³ + 2y³, with loss 6."""
SADDLE = loss(["1", "0", "-1"])
WEIGHTED = loss(["1", "0", "-1"], [["2", "0", "0"], ["0", "3", "0"], ["0", "0", "1/2"]])
QUARTIC = loss(["4", "0", "0", "0", "3"])
QUARTIC_LAYERS: Rows = [["0", "3"], ["0", "1"], ["0", "1"], ["0", "1"]]
"""w = 3y⁴, a minimum whose Hessian is singular."""
# w = x²y²: for x + e₁y, x + e₂y, y + f₁x, y + f₂x the Hessian is that of (e₁ + e₂)² − 4e₁e₂ + (f₁ + f₂)² + 2f₁f₂
SINGULAR = loss(["-1", "0", "1", "0", "2"])
SINGULAR_LAYERS: Rows = [["1", "0"], ["1", "0"], ["0", "1"], ["0", "1"]]
STRIDED = loss(["-2", "-2", "-1", "3/2", "-3"])
STRIDED_LAYERS: Rows = [["-2", "-2", "-1"], ["1", "0"]]
STRIDED_BETTER: Rows = [["-1", "2", "-3"], ["0", "1"]]

EXACT_POINTS: dict[str, Json] = {
    "exact-spurious-minimum": exact(exact_spurious((3, 2), CUBIC, CUBIC_LAYERS, "4", BETTER)),
    "exact-spurious-minimum-larger-stride": exact(
        exact_spurious((3, 2), STRIDED, STRIDED_LAYERS, "45/4", STRIDED_BETTER, s=[2, 1])
    ),
    "exact-minimum": exact(exact_critical((3, 2), CUBIC, CUBIC_LAYERS, "4", "minimum")),
    "exact-minimum-other-scaling": exact(
        exact_critical((3, 2), CUBIC, [["-2/3", "-2/3", "4/3"], ["-3/2", "3/2"]], "4", "minimum")
    ),
    "exact-minimum-layers-of-size-one": exact(
        exact_critical((1, 3, 1, 2), CUBIC, [["2"], ["1/6", "1/6", "-1/3"], ["-3"], ["-1", "1"]], "4", "minimum")
    ),
    "exact-saddle": exact(exact_critical((2, 2), SADDLE, [["1", "0"], ["1", "0"]], "1", "saddle")),
    "exact-saddle-gram": exact(exact_critical((2, 2), WEIGHTED, [["1", "0"], ["1", "0"]], "1/2", "saddle")),
    "exact-saddle-larger-stride": exact(
        exact_critical((2, 2), loss(["1", "0", "0", "2"]), [["1", "0"], ["1", "0"]], "4", "saddle", s=[2, 1])
    ),
    "exact-saddle-singular": exact(exact_critical((2, 2, 2, 2), SINGULAR, SINGULAR_LAYERS, "5", "saddle")),
    "exact-nature-open": exact(exact_critical((2, 2, 2, 2), QUARTIC, QUARTIC_LAYERS, "16", None)),
    "exact-maximum": exact(
        exact_critical((2,), loss(["1", "2"], [["-1", "0"], ["0", "-1"]]), [["1", "2"]], "0", "maximum")
    ),
    "exact-one-number": exact(exact_critical((1, 1), loss(["6"]), [["2"], ["3"]], "0", "minimum")),
}
