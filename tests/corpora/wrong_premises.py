"""Documents that fail at one premise of a rule and at nothing else, each named after it.

The other premises have files elsewhere: tests/checker/premises.py.
"""

from __future__ import annotations

from tests.corpora.good_landscape import (
    SPURIOUS_BOX,
    SPURIOUS_EVIDENCE,
    SPURIOUS_LOSS,
    critical,
    krawczyk,
    loss,
    stratum,
)
from tests.corpora.good_stratum_boxes import TANGENCY, box, complete
from tests.corpora.good_strides import divisors, factor, level
from tests.corpora.parts import Json, about, certificate, factored, part, points

# of rank two; its kernel, spanned by x² + y², holds no square of a real form
SINGULAR_LOSS = loss(["3", "1", "1"], [["1", "0", "-1"], ["0", "2", "0"], ["-1", "0", "1"]])
SINGULAR = [
    box([["-277615/65536", "0"], ["-7735/65536", "0"]], "1/4096"),
    box([["15471/65536", "0"], ["138807/65536", "0"]], "1/4096"),
    box([["0", "1"], ["-1", "-1"]], "1/4096"),
]
"""The four critical points among the squares, at (x + (−2 ± √5)y)² and (x ± iy)²."""
MINORS = ["1", "-4", "0", "-4", "-1"]
"""What the determinant with Q in it is for that loss."""

REJECTED_PREMISES: dict[str, Json] = {
    "premise-sign-changes-stride-one": certificate(
        about("member", (3, 2), ["1", "0", "-5", "0", "4"], s=[2, 1]), points("0", "3/2", "3")
    ),
    "premise-divisors-zero": certificate(
        about("member", (2, 2), ["1", "2", "1"]), divisors(level(["1"], factor(2, ["1", "1"], "-1"), prime="3"))
    ),
    "premise-krawczyk-dominant": certificate(
        critical((2, 2), SPURIOUS_LOSS, SPURIOUS_BOX, ["159/10", "161/10"], "minimum"),
        krawczyk(SPURIOUS_EVIDENCE["preconditioner"], [["1", "1", "0"], ["0", "0", "0"], ["0", "0", "1"]]),
    ),
    "premise-tangency-gram": certificate(complete(SINGULAR_LOSS, [2], SINGULAR, 2), TANGENCY),
    "premise-factored-gram": certificate(
        stratum(SINGULAR_LOSS, 2, MINORS, "11|1"), factored(part(1, MINORS, "0"), prime="7")
    ),
}
