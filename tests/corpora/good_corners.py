"""Certificates that a checker must accept, each of which one term, sign or bound of a rule decides."""

from __future__ import annotations

from typing import Any

from tests.corpora.good_factorizations import FOUR_ROOTS
from tests.corpora.good_landscape import SPURIOUS_EVIDENCE, SPURIOUS_LOSS, box, critical, loss, stratum
from tests.corpora.good_strides import TWO, divisors, factor, level
from tests.corpora.good_tensors import DEFINITE, PRODUCT, about_tensor, along, irreducible, multidegrees, plane
from tests.corpora.parts import (
    Json,
    about,
    architecture,
    certificate,
    compatibility,
    factored,
    fibre_count,
    has_pattern,
    jacobian,
    part,
    points,
)

NO_ROOM = ["1", "0", "1", "0", "0", "1", "0", "1", "1", "0", "1", "0", "0", "1", "0", "1"]
"""(x1² + y1²)(x2² + y2²)(x1 x2 + y1 y2): two fit into one layer each, and leave no room for the third."""
EVEN_ODD = ["1", "1", "1", "3", "0", "2"]
"""(x² + 1)(x³ + x² + 2): the terms of even degree have the divisor t + 2 besides."""
BETWEEN = ["4", "4", "0", "0", "-1", "-1"]
"""(4x⁴ − 1)(x + 1)."""
GRAM = [["2", "1", "0", "0"], ["1", "1", "0", "1"], ["0", "0", "0", "1"], ["0", "1", "1", "3"]]
"""Regular, with a zero on the diagonal."""
TRIPLE_LOSS = loss(["-2", "-1", "1", "2"], GRAM)
TRIPLE = ["0", "-12", "24", "-67", "68", "-30", "20", "-3"]
"""(t − 1)(3t² + 1)(4t³ − 4t² + 17t − 3), and infinity."""
TRIPLE_EVIDENCE = factored(part(1, TRIPLE, "-1", "0", "1"), prime="2147483647")
EUCLIDEAN_TRIPLE = ["2", "-3", "1", "-6", "-12", "-1", "-1", "0"]
"""t(t + 1)(2t⁵ − 5t⁴ + 6t³ − 12t² − 1) for u = x³ + 2xy² − y³."""
IRREDUCIBLE = [
    ["0", "1", "1", "0", "1", "-2", "2", "2"],
    ["0", "2", "2", "-1", "1", "-1", "1", "-2"],
    ["0", "2", "0", "-2", "-2", "-2"],
    ["0", "0", "2", "2", "2", "-1"],
    ["2", "-2", "0", "-2", "2", "2"],
    ["-2", "1", "-2", "-1", "1", "0"],
]
BILINEAR = ["1", "0", "0", "1"]
TWO_FACTORS = multidegrees(
    irreducible(1, [2, 2], ["1", "2", "3", "4"], plane(1, 2, 1, 1)),
    irreducible(1, [2, 2], ["1", "0", "0", "-1"], plane(1, 2, 1, 1)),
)


def field(minpoly: list[str], lo: str, hi: str) -> Json:
    return {"minpoly": minpoly, "interval": [lo, hi]}


def over(of: Json) -> Json:
    """A line is interior for k = (2,), whatever the field is."""
    generator = ["0", "1", *["0"] * (len(of["minpoly"]) - 3)]
    return certificate(about("interior", (2,), ["1", generator]), points("5"), of)


def pattern(form: list[Any], name: str, *parts: Json) -> Json:
    return certificate(has_pattern(form, name), factored(*parts, prime="2147483647"))


FIVE_ROOTS = ["1", "0", "-13", "0", "60", "0", "-112", "0", "64", "0", "0"]
"""(x² − 1) x² (x² − 4)³."""
FIVE_EVIDENCE = factored(
    part(1, ["1", "0", "-1"], "0"), part(2, ["1", "0"], "0"), part(3, ["1", "0", "-4"], "0"), prime="101"
)

CORNERS: dict[str, Json] = {
    "axes-not-member-for-lack-of-room": certificate(
        about_tensor("not-member", [[3, 2], [2, 3]], NO_ROOM),
        multidegrees(
            along(1, [3, 1], DEFINITE, "0"),
            along(1, [1, 3], DEFINITE, "0"),
            irreducible(1, [2, 2], ["1", "0", "0", "1"], plane(1, 2, 1, 1)),
        ),
    ),
    **{
        f"axes-not-member-of-degrees-one-and-{len(form) // 2 - 1}-{number}": certificate(
            about_tensor("not-member", [[2, 1], [1, len(form) // 2]], form),
            multidegrees(irreducible(1, [2, len(form) // 2], form, plane(1, 2, 1, 1, prime="10007"))),
        )
        for number, form in enumerate(IRREDUCIBLE, start=1)
    },
    "full-dimensional-jacobian-with-a-layer-of-size-one": certificate(
        {"kind": "full-dimensional", "architecture": architecture(2, 1, 2)}, jacobian(["1", "0"], ["1"], ["0", "1"])
    ),
    "full-dimensional-jacobian-modulo-two": certificate(
        {"kind": "full-dimensional", "architecture": architecture(2, 2)}, jacobian(["1", "0"], ["0", "1"], prime="2")
    ),
    "fibre-count-compatible-of-three-multiplicities": certificate(
        fibre_count((3, 5, 3, 3), FIVE_ROOTS, "42", True), FIVE_EVIDENCE
    ),
    "pattern-factored-nine": pattern(["1", *["0"] * 9], "9|0", part(9, ["1", "0"], "0")),
    "compatible-nine": certificate(
        compatibility("compatible", (2,) * 9, "9|0"), {"kind": "packing", "bins": [[1]] * 9}
    ),
    # in the arc of the isolating interval a coefficient vanishes between two of one sign
    "field-with-a-zero-between-positive-coefficients": over(field(["-1", "2", "-1", "1"], "0", "3")),
    "field-with-a-zero-between-negative-coefficients": over(field(["-1", "1", "-1", "1"], "0", "3")),
    "strides-not-member-though-no-roots-are-counted": certificate(
        about("not-member", (2, 3), ["1", "0", "2", "1", "1", "1"], s=TWO),
        divisors(
            level(["1"], factor(1, ["1", "0", "2", "1", "1", "1"])), level(["1", "0", "1", "1"], factor(1, ["1", "1"]))
        ),
    ),
    "strides-none-not-member-of-two-factors": certificate(
        about("not-member", (3, 3, 2, 2), ["1", "0", "4", "0", "5", "0", "2"]),
        divisors(level(["1"], factor(1, ["1", "0", "2"], "0"), factor(2, ["1", "0", "1"], "0"))),
    ),
    "strides-none-not-member-whatever-the-prime": certificate(
        about("not-member", (3, 2, 2), ["5", "0", "10", "0", "5"]),
        divisors(level(["5"], factor(2, ["1", "0", "1"], "0"))),
    ),
    "strides-none-member-with-all-roots-at-breakpoints": certificate(
        about("member", (2, 2, 2, 2), FOUR_ROOTS),
        divisors(level(["1"], factor(1, FOUR_ROOTS, "-2", "-1", "0", "1", "2"))),
    ),
    "strides-member-with-a-simple-root-at-zero": certificate(
        about("member", (2, 2), ["1", "0", "-1", "0"], s=TWO),
        divisors(level(["1"], factor(1, ["1", "0", "-1", "0"])), level(["1", "0"], factor(1, ["1", "-1"], "0"))),
    ),
    "strides-member-with-a-double-root-at-zero": certificate(
        about("member", (2, 2), ["1", "1", "0", "0"], s=TWO),
        divisors(level(["1"], factor(1, ["1", "1", "0", "0"])), level(["1", "1"], factor(1, ["1", "0"], "0"))),
    ),
    "strides-member-with-stride-three": certificate(
        about("member", (2, 2), ["1", "5", "0", "-2", "-10"], s=[3, 1]),
        divisors(level(["1"], factor(1, ["1", "5", "0", "-2", "-10"])), level(["1", "5"], factor(1, ["1", "-2"], "0"))),
    ),
    "strides-member-of-odd-degree": certificate(
        about("member", (4, 2), EVEN_ODD, s=TWO),
        divisors(level(["1"], factor(1, EVEN_ODD)), level(["1", "1", "0", "2"], factor(1, ["1", "1"], "0"))),
    ),
    "strides-member-with-roots-of-both-signs": certificate(
        about("member", (2, 2, 2), BETWEEN, s=[2, 1, 1]),
        divisors(level(["1"], factor(1, BETWEEN)), level(["1", "1"], factor(1, ["4", "0", "-1"], "-1", "0", "1"))),
    ),
    "critical-negative-filters": certificate(
        critical((2, 2), SPURIOUS_LOSS, box([["-1", "0"], ["-3", "0"]], [None, 0]), ["159/10", "161/10"], "minimum"),
        SPURIOUS_EVIDENCE,
    ),
    "stratum-triple-root-gram": certificate(stratum(TRIPLE_LOSS, 3, TRIPLE, "111|11"), TRIPLE_EVIDENCE),
    "stratum-triple-root": certificate(
        stratum(loss(["1", "0", "2", "-1"]), 3, EUCLIDEAN_TRIPLE, "111|11"),
        factored(part(1, EUCLIDEAN_TRIPLE, "-1", "0", "2"), prime="2147483647"),
    ),
    "axes-not-member-bilinear": certificate(
        about_tensor("not-member", [[2, 1], [1, 2]], BILINEAR),
        multidegrees(irreducible(1, [2, 2], BILINEAR, plane(1, 2, 1, 1))),
    ),
    "axes-not-member-of-two-factors": certificate(about_tensor("not-member", [[3, 2], [1, 2]], PRODUCT), TWO_FACTORS),
}
