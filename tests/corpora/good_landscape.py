"""Certificates about critical points of the square loss that a checker must accept."""

from __future__ import annotations

from typing import Any

from tests.corpora.parts import Json, architecture, certificate, factored, part

Rows = list[list[str]]

UNIT: Rows = [["1", "0", "0"], ["0", "1", "0"], ["0", "0", "1"]]


def box(centre: Rows, fixed: list[int | None], radius: Any = "1/1000") -> Json:
    return {"centre": centre, "radius": radius, "fixed": fixed}


def loss(target: list[str], gram: Rows | None = None) -> Json:
    return {"gram": gram, "target": target}


def krawczyk(preconditioner: Rows, congruence: Rows | None) -> Json:
    return {"kind": "krawczyk", "preconditioner": preconditioner, "congruence": congruence}


def critical(
    k: tuple[int, ...], of: Json, at: Json, value: list[str], nature: str | None, *, s: list[int] | None = None
) -> Json:
    return {
        "kind": "critical-point",
        "architecture": architecture(*k, s=s),
        "loss": of,
        "box": at,
        "value": value,
        "nature": nature,
    }


def spurious(k: tuple[int, ...], of: Json, at: Json, value: list[str], filters: Rows) -> Json:
    return {
        "kind": "spurious-minimum",
        "architecture": architecture(*k),
        "loss": of,
        "box": at,
        "value": value,
        "filters": filters,
    }


# w = 3x² for u = 3x² + 4y²: half the Hessian in a_0, a_1, b_1 is [[9, 0, 0], [0, 9, −1], [0, −1, 1]]
SPURIOUS_LOSS = loss(["3", "0", "4"])
SPURIOUS_BOX = box([["1", "0"], ["3", "0"]], [None, 0])
SPURIOUS_EVIDENCE = krawczyk(
    [["1/9", "0", "0"], ["0", "1/8", "1/8"], ["0", "1/8", "9/8"]], [["1", "0", "0"], ["0", "1", "0"], ["0", "0", "2"]]
)
BETTER: Rows = [["0", "1"], ["0", "4"]]
"""w = 4y², with loss 9."""
# w = x² for u = x² − y²: [[1, 0, 0], [0, 1, 2], [0, 2, 1]]
SADDLE_LOSS = loss(["1", "0", "-1"])
SADDLE_BOX = box([["1", "0"], ["1", "0"]], [None, 0])
SADDLE_EVIDENCE = krawczyk(
    [["1", "0", "0"], ["0", "-1/3", "2/3"], ["0", "2/3", "-1/3"]],
    [["1", "0", "0"], ["0", "1", "1"], ["0", "1", "-1"]],
)
ONE_LAYER = critical(
    (3,), loss(["1", "2", "3"], [["2", "1", "0"], ["1", "2", "0"], ["0", "0", "1"]]),
    box([["1", "2", "3"]], [None]), ["-1/100", "1/100"], "minimum",
)  # fmt: skip
ONE_LAYER_EVIDENCE = krawczyk([["2/3", "-1/3", "0"], ["-1/3", "2/3", "0"], ["0", "0", "1"]], UNIT)
# k = (2, 2), s = (2, 1): w = (a_0 b_0, a_1 b_0, a_0 b_1, a_1 b_1); at (1, 0), (1, 0) of u = w the map has rank 3
STRIDED = critical(
    (2, 2),
    loss(["1", "0", "0", "0"]),
    box([["1", "0"], ["1", "0"]], [None, 0]),
    ["-1/100", "1/100"],
    "minimum",
    s=[2, 1],
)

CUBIC_LOSS = loss(["1", "-2", "-3", "4"])
ELIMINATION = ["2", "7", "-12", "5", "-10", "3", "-8", "-3"]
"""u·κ′ − 2u′·κ, κ = 1 + t² + t⁴ + t⁶, up to a factor; three real roots."""
ELIMINATION_EVIDENCE = factored(part(1, ELIMINATION, "-1", "0", "1"), prime="2147483647")
EVEN = ["0", "-3", "0", "-4", "0", "0", "0", "4", "0", "3", "0"]
"""The elimination form of (x² + y²)² for double roots: four real roots, and pairs, one of them i and −i."""


def stratum(of: Json, multiplicity: Any, form: list[str], pattern: str) -> Json:
    return {
        "kind": "stratum-critical-points",
        "loss": of,
        "multiplicity": multiplicity,
        "elimination": form,
        "pattern": pattern,
    }


LANDSCAPE: dict[str, Json] = {
    "stratum-double-root": certificate(stratum(CUBIC_LOSS, 2, ELIMINATION, "111|11"), ELIMINATION_EVIDENCE),
    # the target is a critical point with double roots that are not real
    "stratum-target-with-a-complex-double-root": certificate(
        stratum(loss(["1", "0", "2", "0", "1"]), 2, EVEN, "1111|111"),
        factored(part(1, EVEN, "-2", "-1", "-1/2", "0", "1/2", "1", "2"), prime="7"),
    ),
    "critical-spurious-minimum": certificate(
        spurious((2, 2), SPURIOUS_LOSS, SPURIOUS_BOX, ["159/10", "161/10"], BETTER), SPURIOUS_EVIDENCE
    ),
    # twice the sizes of the intervals of 1 − Y·H would be too much
    "critical-in-a-large-box": certificate(
        critical((2, 2), SPURIOUS_LOSS, box([["1", "0"], ["3", "0"]], [None, 0], "1/20"), ["-1000", "1000"], None),
        krawczyk(SPURIOUS_EVIDENCE["preconditioner"], None),
    ),
    "critical-minimum": certificate(
        critical((2, 2), SPURIOUS_LOSS, SPURIOUS_BOX, ["159/10", "161/10"], "minimum"), SPURIOUS_EVIDENCE
    ),
    "critical-saddle": certificate(
        critical((2, 2), SADDLE_LOSS, SADDLE_BOX, ["9/10", "11/10"], "saddle"), SADDLE_EVIDENCE
    ),
    "critical-nature-left-open": certificate(
        critical((2, 2), SADDLE_LOSS, SADDLE_BOX, ["9/10", "11/10"], None),
        krawczyk(SADDLE_EVIDENCE["preconditioner"], None),
    ),
    "critical-one-layer": certificate(ONE_LAYER, ONE_LAYER_EVIDENCE),
    "critical-larger-stride": certificate(STRIDED, krawczyk(UNIT, UNIT)),
}
