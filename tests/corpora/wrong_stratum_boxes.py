"""Documents with boxes of critical points that a checker must not accept, each named by its attack."""

from __future__ import annotations

from typing import Any

from tests.corpora.good_landscape import loss
from tests.corpora.good_stratum_boxes import (
    QUARTIC,
    QUARTIC_CLAIM,
    QUARTIC_LOSS,
    SYMMETRIC,
    SYMMETRIC_LOSS,
    TANGENCY,
    box,
    complete,
)
from tests.corpora.parts import ARITHMETIC, Json, about, certificate, text

REAL, PAIRS = QUARTIC[:5], QUARTIC[5:]
RANK_FOUR = [["1" if i == j < 4 else "0" for j in range(5)] for i in range(5)]
DOUBLED = [["2" if i == j == 0 else str(int(i == j)) for j in range(5)] for i in range(5)]


def negative(number: str) -> str:
    return number[1:] if number.startswith("-") else f"-{number}"


def conjugate(of: Json) -> Json:
    return box([[re, negative(im)] for re, im in of["centre"]], of["radius"])


def flat(first: str) -> Json:
    """The real part of the last pair, with another first coordinate."""
    return box([[first, "0"], *([re, "0"] for re, _ in PAIRS[3]["centre"][1:])], PAIRS[3]["radius"])


def enlarged(of: Json, radius: str) -> Json:
    return box(of["centre"], radius)


def moved(of: Json, re: str, im: str) -> Json:
    """With another first coordinate."""
    return box([[re, im], *of["centre"][1:]], of["radius"])


def quartic(boxes: list[Json], real: int = 5, partition: list[Any] | None = None, **changes: Any) -> Json:
    return certificate({**complete(QUARTIC_LOSS, partition or [2, 2], boxes, real), **changes}, TANGENCY)


DEEPER_LOSS = loss(["1", "0", "0", "-1", "-1"])
DEEPER = [
    box([["-8292801/524288", "0"], ["-7699153/1048576", "0"], ["-4305/1048576", "0"]], "1/262144"),
    box([["0", "0"], ["0", "0"], ["1", "0"]], "1/1024"),
    box([["23627/16384", "0"], ["-168605/65536", "0"], ["2345/65536", "0"]], "1/16384"),
    box([["-1675/2048", "193/1024"], ["257/2048", "5753/4096"], ["-689/2048", "433/256"]], "1/1024"),
    box([["-2493/4096", "415/1024"], ["1005/1024", "-2957/4096"], ["735/4096", "785/4096"]], "1/1024"),
    box([["-133/512", "2997/4096"], ["239/1024", "619/1024"], ["-3921/4096", "1425/2048"]], "1/1024"),
    box([["65/4096", "4909/4096"], ["139/256", "-335/2048"], ["-3657/4096", "-1/32"]], "1/1024"),
    box([["-21041/32768", "173151/65536"], ["-158975/65536", "621/2048"], ["-295/32768", "-313/2048"]], "1/16384"),
]
"""The second box is around x⁴, where the equations have a simple zero, and its roots coincide."""

REJECTED_STRATUM_BOXES: dict[str, Json] = {
    "boxes-one-twice": quartic([*REAL[:4], REAL[0], *PAIRS]),
    "boxes-one-pair-twice": quartic([*REAL, *PAIRS[:3], PAIRS[0]]),
    "boxes-one-twice-with-another-radius": quartic([*REAL[:4], enlarged(REAL[0], "1/4096"), *PAIRS]),
    "boxes-one-pair-twice-by-its-conjugate": quartic([*REAL, *PAIRS[:3], conjugate(PAIRS[0])]),
    "boxes-overlapping": quartic([*REAL[:4], moved(REAL[0], "-13887/4096", "0"), *PAIRS]),
    # one real point is left out, and another is called a pair
    "boxes-a-real-point-as-a-pair": quartic([*REAL[:3], moved(REAL[3], "313/1024", "1/8192"), *PAIRS], real=3),
    # one pair is left out, and its real part stands for two real points
    "boxes-a-pair-as-real": quartic([*REAL, *PAIRS[:3], flat("-265/512"), flat("-133/256")], real=7),
    "boxes-deeper-stratum": certificate(complete(DEEPER_LOSS, [2, 2], DEEPER, 3), TANGENCY),
    "boxes-one-missing": quartic(REAL[:4] + PAIRS, real=4),
    "boxes-one-pair-missing": quartic(REAL + PAIRS[:3]),
    "boxes-one-too-many": quartic([*QUARTIC, moved(REAL[0], "7", "0")], real=6),
    "boxes-one-invented": quartic([*REAL[:4], moved(REAL[0], "7", "0"), *PAIRS]),
    "boxes-one-enlarged": quartic([enlarged(REAL[0], "1/4"), *REAL[1:], *PAIRS]),
    "boxes-one-pair-enlarged": quartic([*REAL, *PAIRS[:3], enlarged(PAIRS[3], "1/4")]),
    "boxes-one-too-small": quartic([enlarged(REAL[0], "1/1048576"), *REAL[1:], *PAIRS]),
    "boxes-one-moved": quartic([moved(REAL[0], "-13873/4096", "0"), *REAL[1:], *PAIRS]),
    "boxes-more-real-ones": quartic(QUARTIC, real=7),
    "boxes-fewer-real-ones": quartic(QUARTIC, real=3),
    "boxes-another-partition": quartic(QUARTIC, partition=[3, 1]),
    "boxes-another-partition-of-twelve": quartic(REAL[:4] + PAIRS, real=4, partition=[3, 1]),
    "boxes-another-target": quartic(QUARTIC, loss=loss(["3", "-1", "4", "1", "-4"])),
    "boxes-another-gram": quartic(QUARTIC, loss=loss(QUARTIC_LOSS["target"], DOUBLED)),
    "boxes-singular-gram": quartic(QUARTIC, loss=loss(QUARTIC_LOSS["target"], RANK_FOUR)),
    "boxes-zero-gram": quartic(QUARTIC, loss=loss(QUARTIC_LOSS["target"], [["0"] * 5] * 5)),
    "boxes-zero-target": quartic(QUARTIC, loss=loss(["0"] * 5)),
    "boxes-another-chart": quartic(QUARTIC, chart=[1, 1, 0, 1]),
    "boxes-inverse-chart": certificate(complete(SYMMETRIC_LOSS, [2, 2], SYMMETRIC, 5, [1, -1, -1, 2]), TANGENCY),
    "boxes-by-arithmetic": certificate(QUARTIC_CLAIM, ARITHMETIC),
}


def _claim(**changes: object) -> str:
    return text(certificate({**QUARTIC_CLAIM, **changes}, TANGENCY))


def _box(**changes: object) -> str:
    return _claim(boxes=[{**QUARTIC[0], **changes}, *QUARTIC[1:]])


MALFORMED_STRATUM_BOXES: dict[str, str] = {
    "boxes-none.json": _claim(boxes=[]),
    "boxes-an-object.json": _claim(boxes={}),
    "boxes-radius-zero.json": _box(radius="0"),
    "boxes-radius-negative.json": _box(radius="-1/1024"),
    "boxes-radius-not-dyadic.json": _box(radius="1/1000"),
    "boxes-radius-null.json": _box(radius=None),
    "boxes-centre-not-dyadic.json": _box(centre=[["1/3", "0"], *QUARTIC[0]["centre"][1:]]),
    "boxes-centre-short.json": _box(centre=QUARTIC[0]["centre"][1:]),
    "boxes-centre-without-imaginary-part.json": _box(centre=[["1"], *QUARTIC[0]["centre"][1:]]),
    "boxes-centre-a-number.json": _box(centre=["1", *QUARTIC[0]["centre"][1:]]),
    "boxes-unknown-key.json": _box(multiplicity=2),
    "boxes-partition-ascending.json": _claim(partition=[1, 3]),
    "boxes-partition-of-another-degree.json": _claim(partition=[2, 2, 1]),
    "boxes-partition-simple.json": _claim(partition=[1, 1, 1, 1]),
    "boxes-partition-zero.json": _claim(partition=[4, 0]),
    "boxes-partition-text.json": _claim(partition="2,2"),
    "boxes-partition-empty.json": _claim(partition=[]),
    "boxes-chart-singular.json": _claim(chart=[1, 1, 1, 1]),
    "boxes-chart-short.json": _claim(chart=[1, 0, 1]),
    "boxes-chart-of-texts.json": _claim(chart=["1", "0", "0", "1"]),
    "boxes-chart-large.json": _claim(chart=[1001, 0, 0, 1]),
    "boxes-real-negative.json": _claim(real=-1),
    "boxes-real-text.json": _claim(real="5"),
    "boxes-real-missing.json": text(
        certificate({key: part for key, part in QUARTIC_CLAIM.items() if key != "real"}, TANGENCY)
    ),
    "boxes-gram-size.json": _claim(loss=loss(QUARTIC_LOSS["target"], [["1", "0"], ["0", "1"]])),
    "boxes-target-degree-seventeen.json": _claim(loss=loss(["1"] * 18), partition=[16, 1]),
    "boxes-evidence-with-a-key.json": text(certificate(QUARTIC_CLAIM, {**TANGENCY, "boxes": []})),
    "tangency-for-a-filter.json": text(certificate(about("member", (2, 2), ["1", "0", "-1"]), TANGENCY)),
    "krawczyk-for-boxes.json": text(
        certificate(QUARTIC_CLAIM, {"kind": "krawczyk", "preconditioner": [["1"]], "congruence": None})
    ),
}
