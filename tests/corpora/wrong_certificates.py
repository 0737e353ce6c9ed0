"""Documents that a checker must not accept, each named by its attack."""

from __future__ import annotations

from typing import Any

from lcnsym.checker.claims.versions import VERSIONS
from tests.corpora.good_certificates import FOUR_ROOTS, GOOD, NEGATIVE_ALPHA, SQUARED
from tests.corpora.parts import (
    ARITHMETIC,
    BIQUADRATIC,
    NON_MONIC,
    REDUCIBLE,
    SQRT2,
    Json,
    about,
    architecture,
    certificate,
    changed,
    descartes,
    factored,
    has_pattern,
    jacobian,
    part,
    pell_times_other_factor,
    points,
    text,
    without,
)
from tests.corpora.wrong_algebraic_points import MALFORMED_ALGEBRAIC_POINTS, REJECTED_ALGEBRAIC_POINTS
from tests.corpora.wrong_corners import MALFORMED_CORNERS, MALFORMED_CORNERS_BY_SCHEMA, REJECTED_CORNERS
from tests.corpora.wrong_exact_points import MALFORMED_EXACT_POINTS, REJECTED_EXACT_POINTS
from tests.corpora.wrong_factorizations import (
    MALFORMED_FACTORIZATIONS,
    MALFORMED_FACTORIZATIONS_BY_SCHEMA,
    REJECTED_FACTORIZATIONS,
)
from tests.corpora.wrong_formulas import MALFORMED_FORMULAS, MALFORMED_FORMULAS_BY_SCHEMA, REJECTED_FORMULAS
from tests.corpora.wrong_landscape import MALFORMED_LANDSCAPE, REJECTED_LANDSCAPE
from tests.corpora.wrong_premises import REJECTED_PREMISES
from tests.corpora.wrong_stratum_boxes import MALFORMED_STRATUM_BOXES, REJECTED_STRATUM_BOXES
from tests.corpora.wrong_strides import MALFORMED_STRIDES, MALFORMED_STRIDES_BY_SCHEMA, REJECTED_STRIDES
from tests.corpora.wrong_tensors import MALFORMED_TENSORS, MALFORMED_TENSORS_BY_SCHEMA, REJECTED_TENSORS

ZERO_AT_ALPHA = ["-2", "0", "1", "0"]
"""α² − 2 where α = √2 is given by a polynomial of degree 4."""
UNIT_AND_ZERO = {"minpoly": ["0", "-1", "1"], "interval": ["1/2", "3/2"]}
"""x(x − 1), α = 1: a field of one idempotent too many."""
LINE = ["1", "0"]
EMPTY = ["1", "0", "1"]
IDEAL = ["1", "0", "-2"]
HALF = {"minpoly": ["-1", "0", "4"], "interval": ["0", "1"]}
"""(2x − 1)(2x + 1), α = 1/2."""


def member(k: tuple[int, ...], form: list[Any]) -> Json:
    return about("member", k, form)


REJECTED: dict[str, Json] = {
    # the claim is false
    "false-member-without-real-roots": certificate(member((2, 2), EMPTY), points("-1", "0", "1")),
    "false-interior-of-a-boundary-filter": certificate(about("interior", (3, 2, 2), SQUARED), points("-2", "0", "2")),
    "false-boundary-of-an-interior-filter": certificate(
        about("boundary", (2, 2), ["1", "0", "-2"]), factored(part(1, IDEAL, "0"))
    ),
    "false-boundary-of-a-filling-architecture": certificate(
        about("boundary", (3, 2), ["1", "0", "0", "0"]), factored(part(3, LINE, "0"))
    ),
    "false-boundary-of-a-filter-outside": certificate(
        about("boundary", (3, 2, 2), ["1", "0", "2", "0", "1"]), factored(part(2, EMPTY, "0"))
    ),
    "false-not-member-with-roots": certificate(about("not-member", (2, 2), IDEAL), descartes("0")),
    "false-not-filling-witness-inside": certificate(about("not-filling", (2, 2), IDEAL), descartes("0")),
    "false-not-filling-of-a-filling-architecture": certificate(
        about("not-filling", (3, 2), ["1", "0", "1", "0"]), descartes("0")
    ),
    "false-filling": certificate({"kind": "filling", "architecture": architecture(2, 2)}, ARITHMETIC),
    "false-full-dimensional-proportional-filters": certificate(
        {"kind": "full-dimensional", "architecture": architecture(2, 2)}, jacobian(["1", "2"], ["2", "4"])
    ),
    # the zero filter
    "zero-filter-not-member-descartes": certificate(about("not-member", (2, 2), ["0", "0", "0"]), descartes("0")),
    "zero-filter-not-filling-descartes": certificate(about("not-filling", (2, 2), ["0", "0", "0"]), descartes("0")),
    "zero-filter-interior-arithmetic": certificate(about("interior", (2, 2), ["0", "0", "0"]), ARITHMETIC),
    "zero-filter-interior-sign-changes": certificate(about("interior", (2, 2), ["0", "0", "0"]), points("0", "1")),
    "zero-filter-member-factored": certificate(
        member((2, 2), ["0", "0", "0"]), factored(part(2, LINE, "0"), scalar="0")
    ),
    "zero-filter-pattern": certificate(has_pattern(["0", "0"], "0|0"), factored(part(1, ["0", "0"], "0"), prime="5")),
    "zero-filter-pattern-degree-zero": certificate(has_pattern(["0"], "0|0"), factored(scalar="1", prime="5")),
    "zero-filter-hidden-not-member": certificate(
        about("not-member", (2, 2), [ZERO_AT_ALPHA, "0", ZERO_AT_ALPHA]), descartes("0"), REDUCIBLE
    ),
    "zero-filter-hidden-by-an-idempotent": certificate(
        about("not-member", (2, 2), [["1", "-1"], "0", ["1", "-1"]]), descartes("0"), UNIT_AND_ZERO
    ),
    "nonzero-filter-near-zero-and-zero-elsewhere": certificate(
        about("boundary", (2, 2), [pell_times_other_factor(10), "0", "0"]), ARITHMETIC, REDUCIBLE
    ),
    "nonzero-filter-boundary-arithmetic": certificate(about("boundary", (2, 2), EMPTY), ARITHMETIC),
    "nonzero-filter-hidden-boundary-arithmetic": certificate(
        about("boundary", (2, 2), [["-3", "0", "1", "0"], "0", "0"]), ARITHMETIC, REDUCIBLE
    ),
    # sign changes
    "points-parity-wrap-odd-degree": certificate(about("interior", (2, 2, 2), ["1", "0", "1", "0"]), points("-1", "1")),
    "points-parity-wrap-even-degree": certificate(member((2, 2), EMPTY), points("-1", "1")),
    "points-parity-wrap-one-point": certificate(member((2, 2), ["1", "0", "-1"]), points("0")),
    "points-on-a-root": certificate(member((3, 2, 2), FOUR_ROOTS), points("-1", "0", "3/2", "3")),
    "points-on-a-hidden-root": certificate(
        member((2, 2), ["1", [*ZERO_AT_ALPHA[:1], "0", "1", "0"], "0"]), points("0", "1"), REDUCIBLE
    ),
    "points-double-roots-do-not-change": certificate(member((2, 2), ["1", "-2", "1"]), points("0", "2")),
    "points-too-few": certificate(about("interior", (2, 2, 2, 2), FOUR_ROOTS), points("-3", "0", "3/2", "3")),
    "points-prove-no-boundary": certificate(about("boundary", (2, 2), ["1", "-2", "1"]), points("0", "2")),
    # Descartes
    "breakpoints-too-coarse": certificate(about("not-member", (2, 2), ["1", "-2", "2"]), descartes("0")),
    "breakpoint-on-a-double-root": certificate(about("not-member", (2, 2), ["1", "-2", "1"]), descartes("1")),
    "breakpoints-forget-infinity": certificate(about("not-member", (2, 2), ["0", "0", "1"]), descartes("0")),
    "breakpoints-forget-hidden-infinity": certificate(
        about("not-member", (2, 2), [ZERO_AT_ALPHA, ZERO_AT_ALPHA, "1"]), descartes("0"), REDUCIBLE
    ),
    "breakpoints-outer-arc-roots": certificate(
        about("not-member", (2, 2), ["1", "-21", "110"]), descartes("-1", "0", "1")
    ),
    "breakpoints-prove-no-member": certificate(member((2, 2), IDEAL), descartes("0")),
    # factored
    "factored-wrong-product": certificate(member((2, 2), EMPTY), factored(part(2, LINE, "0"))),
    "factored-wrong-scalar": certificate(member((2, 2), ["2", "0", "0"]), factored(part(2, LINE, "0"), scalar="3")),
    "factored-negative-scalar": certificate(member((2, 2), ["1", "0", "0"]), factored(part(2, LINE, "0"), scalar="-1")),
    "factored-scalar-hidden-zero": certificate(
        member((2, 2), ["1", "0", "0"]), factored(part(2, LINE, "0"), scalar=ZERO_AT_ALPHA), REDUCIBLE
    ),
    "factored-zero-divisors": certificate(
        about("not-member", (2, 2), [["0", "1"], "0", ["0", "1"]]),
        factored(part(1, [["1", "-1"], "0", ["1", "-1"]], "0"), scalar=["1", "1"]),
        UNIT_AND_ZERO,
    ),
    "factored-zero-form": certificate(member((2, 2), IDEAL), factored(part(1, ["0", "0", "0"], "0"))),
    "factored-degree-too-small": certificate(member((2, 2), ["0", "0", "1"]), factored(part(1, ["0", "1"], "0"))),
    "factored-degree-too-large": certificate(member((2,), ["1", "0"]), factored(part(2, LINE, "0"))),
    "factored-no-factors": certificate(member((2, 2), ["0", "0", "1"]), factored()),
    "factored-multiplicity-beyond-the-degree": certificate(member((2, 2), IDEAL), factored(part(2048, LINE, "0"))),
    "factored-bounds-from-a-coarse-covering": certificate(
        about("not-member", (2, 2, 2, 2), ["1", "-4", "8", "-8", "4"]), factored(part(2, ["1", "-2", "2"], "0"))
    ),
    "factored-points-give-no-upper-bound": certificate(
        about("not-member", (2, 2, 2, 2), ["1", "0", "2", "0", "1"]), factored(part(2, EMPTY, "0", key="points"))
    ),
    "factored-points-on-a-root": certificate(
        member((2, 2), ["1", "0", "0"]), factored(part(2, LINE, "-1", "0", "1", key="points"))
    ),
    "factored-proves-no-interior": certificate(about("interior", (2, 2), IDEAL), factored(part(1, IDEAL, "0"))),
    "factored-odd-roots-in-even-disguise": certificate(
        about("boundary", (2, 2, 2), ["1", "-3", "2", "0"]), factored(part(1, ["1", "-3", "2", "0"], "1/2", "3/2"))
    ),
    # pattern
    "pattern-wrong": certificate(has_pattern(SQUARED, "1111|0"), factored(part(2, IDEAL, "0"), prime="5")),
    "pattern-run-together-above-nine": certificate(
        has_pattern(["1", *["0"] * 11], "11|0"), factored(part(11, LINE, "0"), prime="2")
    ),
    "pattern-comma-after-a-digit": certificate(
        has_pattern(["1", "0", "0"], "1,1|0"), factored(part(2, LINE, "0"), prime="2")
    ),
    "pattern-descending": certificate(
        has_pattern(["1", "0", "0", "0", "0"], "31|0"),
        factored(part(4, LINE, "0"), prime="2"),
    ),
    "pattern-real-roots-as-pairs": certificate(has_pattern(IDEAL, "0|1"), factored(part(1, IDEAL, "0"), prime="5")),
    "pattern-inexact-count": certificate(
        has_pattern(["1", "-2", "2"], "11|0"), factored(part(1, ["1", "-2", "2"], "0"), prime="5")
    ),
    "pattern-by-too-few-points": certificate(
        has_pattern(IDEAL, "0|1"), factored(part(1, IDEAL, "0", key="points"), prime="5")
    ),
    "pattern-repeated-root-within-a-factor": certificate(
        has_pattern(["1", "-2", "1"], "11|0"), factored(part(1, ["1", "-2", "1"], "1"), prime="5")
    ),
    "pattern-root-shared-by-two-factors": certificate(
        has_pattern(["1", "0", "0", "0"], "12|0"), factored(part(1, LINE, "0"), part(2, LINE, "0"), prime="5")
    ),
    "pattern-root-at-infinity-shared": certificate(
        has_pattern(["0", "0", "0", "1"], "12|0"),
        factored(part(1, ["0", "1"], "0"), part(2, ["0", "1"], "0"), prime="5"),
    ),
    "pattern-hidden-root-at-infinity-shared": certificate(
        has_pattern([ZERO_AT_ALPHA, ZERO_AT_ALPHA, "1"], "11|0"),
        factored(part(1, [ZERO_AT_ALPHA, ZERO_AT_ALPHA, "1"], "0"), prime="5"),
        REDUCIBLE,
    ),
    "pattern-prime-divides-the-discriminant": certificate(
        has_pattern(IDEAL, "11|0"), factored(part(1, IDEAL, "0"), prime="2")
    ),
    "pattern-prime-divides-the-leading-coefficient": certificate(
        has_pattern(["5", "0", "-1"], "11|0"), factored(part(1, ["5", "0", "-1"], "0"), prime="5")
    ),
    "pattern-degree-drops-modulo-p": certificate(
        has_pattern(["7", "-14", "7"], "11|0"), factored(part(1, ["7", "-14", "7"], "1"), prime="7")
    ),
    "pattern-square-vanishes-modulo-p": certificate(
        has_pattern(["25", "35", "11", "1"], "111|0"),
        factored(part(1, ["25", "35", "11", "1"], "-1/5"), prime="5"),
    ),
    "pattern-prime-divides-the-content": certificate(
        has_pattern(["3", "0", "-6"], "11|0"), factored(part(1, ["3", "0", "-6"], "0"), prime="3")
    ),
    "pattern-composite-modulus-with-a-bad-factor": certificate(
        has_pattern(IDEAL, "11|0"), factored(part(1, IDEAL, "0"), prime="10")
    ),
    "pattern-derivative-vanishes-modulo-p": certificate(
        has_pattern(["1", "0", "0", "0", "0", "-1"], "1|11"),
        factored(part(1, ["1", "0", "0", "0", "0", "-1"], "0", "1"), prime="5"),
    ),
    "pattern-zero-divisor-in-the-residue-ring": certificate(
        has_pattern(["1", "0", ["-5", "0", "1", "0"]], "11|0"),
        factored(part(1, ["1", "0", ["-5", "0", "1", "0"]], "0"), prime="3"),
        REDUCIBLE,
    ),
    "pattern-prime-divides-the-minimal-leading-coefficient": certificate(
        has_pattern(["1", "0", NEGATIVE_ALPHA], "11|0"),
        factored(part(1, ["1", "0", NEGATIVE_ALPHA], "0"), prime="2"),
        NON_MONIC,
    ),
    "pattern-square-only-at-alpha": certificate(
        has_pattern(["1", ["0", "-2", "0", "0"], "2"], "11|0"),
        factored(part(1, ["1", ["0", "-2", "0", "0"], "2"], "1", "3/2"), prime="7"),
        REDUCIBLE,
    ),
    "pattern-missing-factor-of-a-constant": certificate(has_pattern(["1", "0"], "0|0"), factored(prime="5")),
    # the field
    "field-two-roots-in-the-interval": certificate(
        about("interior", (2,), LINE), ARITHMETIC, {**SQRT2, "interval": ["-2", "2"]}
    ),
    "field-no-root-in-the-interval": certificate(
        about("interior", (2,), LINE), ARITHMETIC, {**SQRT2, "interval": ["2", "3"]}
    ),
    "field-end-of-the-interval-is-a-root": certificate(
        about("interior", (2,), LINE), ARITHMETIC, {"minpoly": ["0", "-2", "0", "1"], "interval": ["0", "2"]}
    ),
    "field-root-only-at-an-end": certificate(
        about("interior", (2,), LINE), ARITHMETIC, {"minpoly": ["-4", "0", "1"], "interval": ["2", "3"]}
    ),
    "field-double-root-in-the-interval": certificate(
        about("interior", (2,), LINE), ARITHMETIC, {"minpoly": ["4", "0", "-4", "0", "1"], "interval": ["1", "2"]}
    ),
    "field-without-real-roots": certificate(
        about("interior", (2,), LINE), ARITHMETIC, {"minpoly": ["1", "0", "1"], "interval": ["-1", "1"]}
    ),
    "field-other-conjugate": certificate(
        about("interior", (2, 2), ["1", "0", ["0", "-1"]]),
        points("0", "2"),
        {**SQRT2, "interval": ["-2", "-1"]},
    ),
    "field-other-factor": certificate(
        about("boundary", (2, 2), [ZERO_AT_ALPHA, "0", "0"]), ARITHMETIC, {**REDUCIBLE, "interval": ["3/2", "2"]}
    ),
    "field-rational-generator-not-irrational": certificate(
        about("interior", (2, 2), ["1", "0", ["-1/2", "1"]]), points("-1", "0", "1"), HALF
    ),
    # jacobian
    "jacobian-modulus-hides-the-rank": certificate(
        {"kind": "full-dimensional", "architecture": architecture(2, 2)}, jacobian(["1", "0"], ["0", "5"], prime="5")
    ),
    "jacobian-zero-filter": certificate(
        {"kind": "full-dimensional", "architecture": architecture(2, 2)}, jacobian(["0", "0"], ["1", "1"])
    ),
    "jacobian-common-root": certificate(
        {"kind": "full-dimensional", "architecture": architecture(2, 3)}, jacobian(["1", "-1"], ["1", "0", "-1"])
    ),
    "jacobian-scalar-layer-zero": certificate(
        {"kind": "full-dimensional", "architecture": architecture(2, 1)}, jacobian(["0", "0"], ["0"])
    ),
    "jacobian-common-root-at-infinity": certificate(
        {"kind": "full-dimensional", "architecture": architecture(2, 2)}, jacobian(["0", "1"], ["0", "2"])
    ),
    "jacobian-proves-no-filling": certificate(
        {"kind": "filling", "architecture": architecture(2, 2)}, jacobian(["1", "0"], ["0", "1"])
    ),
    "biquadratic-element-near-zero": certificate(
        about("interior", (2, 2), ["1", "0", ["-1571136783/500111111", "1", "0", "0"]]), points("0", "1"), BIQUADRATIC
    ),
    **REJECTED_FACTORIZATIONS,
    **REJECTED_FORMULAS,
    **REJECTED_STRIDES,
    **REJECTED_LANDSCAPE,
    **REJECTED_EXACT_POINTS,
    **REJECTED_ALGEBRAIC_POINTS,
    **REJECTED_PREMISES,
    **REJECTED_STRATUM_BOXES,
    **REJECTED_TENSORS,
    **REJECTED_CORNERS,
}

BASE = GOOD["member-sign-changes"]
PATTERN = GOOD["pattern-factored"]
FIELD = GOOD["interior-sign-changes-sqrt2"]
JACOBIAN = GOOD["full-dimensional-jacobian"]


MALFORMED_BY_SCHEMA: dict[str, str] = {
    "root-a-list.json": text([BASE]),
    "root-null.json": text(None),
    "format-another.json": changed(BASE, "format", to="lcnsym-proof"),
    "version-another.json": changed(BASE, "version", to=max(VERSIONS) + 1),
    "version-as-text.json": changed(BASE, "version", to="1"),
    "version-true.json": changed(BASE, "version", to=True),
    "version-nested.json": changed(BASE, "version", to=[[[1]]]),
    "key-missing-field.json": without(BASE, "field"),
    "key-missing-evidence.json": without(BASE, "evidence"),
    "key-missing-prime.json": without(PATTERN, "evidence", "prime"),
    "key-missing-filter.json": without(BASE, "claim", "filter"),
    "key-unknown.json": changed(BASE, "comment", to="trust me"),
    "key-unknown-in-claim.json": changed(BASE, "claim", "trusted", to=True),
    "key-unknown-in-evidence.json": changed(BASE, "evidence", "trusted", to=True),
    "key-unknown-in-architecture.json": changed(BASE, "claim", "architecture", "r", to=[1]),
    "key-unknown-in-field.json": changed(FIELD, "field", "name", to="a"),
    "key-with-terminal-escapes.json": changed(BASE, "\x1b]0;owned\x07\x1b[2J\n", to=1),
    "key-lone-surrogate.json": changed(BASE, "\ud800", to=1),
    "key-both-points-and-breakpoints.json": changed(PATTERN, "evidence", "factors", 0, "points", to=["0"]),
    "kind-of-claim-unknown.json": changed(BASE, "claim", "kind", to="true"),
    "kind-of-claim-a-list.json": changed(BASE, "claim", "kind", to=["member"]),
    "kind-of-evidence-unknown.json": changed(BASE, "evidence", "kind", to="oracle"),
    "evidence-null.json": changed(BASE, "evidence", to=None),
    "claim-a-text.json": changed(BASE, "claim", to="member"),
    "number-plus-sign.json": changed(BASE, "evidence", "points", 0, to="+1"),
    "number-leading-zero.json": changed(BASE, "evidence", "points", 0, to="-01"),
    "number-negative-zero.json": changed(BASE, "evidence", "points", 0, to="-0"),
    "number-denominator-one.json": changed(BASE, "evidence", "points", 0, to="0/1"),
    "number-denominator-zero.json": changed(BASE, "evidence", "points", 0, to="1/0"),
    "number-denominator-negative.json": changed(BASE, "evidence", "points", 0, to="1/-2"),
    "number-decimal.json": changed(BASE, "evidence", "points", 0, to="0.5"),
    "number-exponent.json": changed(BASE, "evidence", "points", 0, to="1e2"),
    "number-white-space.json": changed(BASE, "evidence", "points", 0, to=" 0"),
    "number-underscore.json": changed(BASE, "evidence", "points", 2, to="1_0"),
    "number-arabic-digits.json": changed(BASE, "evidence", "points", 0, to="\u0661"),
    "number-nul-byte.json": changed(BASE, "evidence", "points", 0, to="0\x00"),
    "number-nan.json": changed(BASE, "evidence", "points", 0, to="nan"),
    "number-empty.json": changed(BASE, "evidence", "points", 0, to=""),
    "number-as-json-integer.json": changed(BASE, "claim", "filter", 0, to=1),
    "number-as-boolean.json": changed(BASE, "claim", "filter", 0, to=True),
    "number-too-many-coordinates.json": changed(FIELD, "claim", "filter", 2, to=["0"] * 65),
    "number-one-coordinate.json": changed(FIELD, "claim", "filter", 2, to=["1"]),
    "points-empty.json": changed(BASE, "evidence", "points", to=[]),
    "points-algebraic.json": changed(FIELD, "evidence", "points", 1, to=["0", "1"]),
    "breakpoints-empty.json": changed(PATTERN, "evidence", "factors", 0, "breakpoints", to=[]),
    "filter-empty.json": changed(BASE, "claim", "filter", to=[]),
    "size-zero.json": changed(BASE, "claim", "architecture", "k", to=[0, 3, 4]),
    "size-boolean.json": changed(BASE, "claim", "architecture", "k", to=[3, 2, True]),
    "size-as-text.json": changed(BASE, "claim", "architecture", "k", to=["3", "2", "2"]),
    "stride-zero.json": changed(BASE, "claim", "architecture", "s", to=[1, 1, 0]),
    "layers-empty.json": changed(BASE, "claim", "architecture", to={"k": [], "s": []}),
    "minpoly-linear.json": changed(FIELD, "field", "minpoly", to=["-1", "1"]),
    "minpoly-fractions.json": changed(FIELD, "field", "minpoly", to=["-1/2", "0", "1"]),
    "minpoly-degree-65.json": changed(FIELD, "field", "minpoly", to=["-2", *["0"] * 64, "1"]),
    "interval-three-ends.json": changed(FIELD, "field", "interval", to=["1", "3/2", "2"]),
    "multiplicity-zero.json": changed(PATTERN, "evidence", "factors", 0, "multiplicity", to=0),
    "multiplicity-huge.json": changed(PATTERN, "evidence", "factors", 0, "multiplicity", to=10**17),
    "multiplicity-boolean.json": changed(PATTERN, "evidence", "factors", 0, "multiplicity", to=True),
    "multiplicity-as-text.json": changed(PATTERN, "evidence", "factors", 0, "multiplicity", to="1"),
    "prime-fraction.json": changed(PATTERN, "evidence", "prime", to="5/2"),
    "prime-as-json-integer.json": changed(PATTERN, "evidence", "prime", to=5),
    "pattern-words.json": changed(PATTERN, "claim", "pattern", to="four"),
    "pattern-no-bar.json": changed(PATTERN, "claim", "pattern", to="1111"),
    "pattern-minus.json": changed(PATTERN, "claim", "pattern", to="11-1|0"),
    "jacobian-filter-empty.json": changed(JACOBIAN, "evidence", "filters", 0, to=[]),
    **MALFORMED_FACTORIZATIONS_BY_SCHEMA,
    **MALFORMED_FORMULAS_BY_SCHEMA,
    **MALFORMED_STRIDES_BY_SCHEMA,
    **MALFORMED_TENSORS_BY_SCHEMA,
    **MALFORMED_CORNERS_BY_SCHEMA,
}

MALFORMED: dict[str, str | bytes] = {
    **MALFORMED_BY_SCHEMA,
    **MALFORMED_FORMULAS,
    **MALFORMED_STRIDES,
    **MALFORMED_LANDSCAPE,
    **MALFORMED_EXACT_POINTS,
    **MALFORMED_ALGEBRAIC_POINTS,
    **MALFORMED_STRATUM_BOXES,
    **MALFORMED_TENSORS,
    **MALFORMED_CORNERS,
    "empty.json": "",
    "not-json.txt": "member: yes\n",
    "truncated.json": text(BASE)[:-9],
    "trailing-text.json": text(BASE) + "{}",
    "byte-order-mark.json": b"\xef\xbb\xbf" + text(BASE).encode(),
    "utf-16.json": text(BASE).encode("utf-16"),
    "invalid-utf-8.json": text(BASE).encode().replace(b"member", b"memb\xe9r"),
    "nul-byte-between-tokens.json": text(BASE).encode().replace(b",", b",\x00", 1),
    "overlong-utf-8.json": text(BASE).encode().replace(b"member", b"\xc1\xadember"),
    "version-float.json": text(BASE).replace('"version":1', '"version":1.0'),
    "version-exponent.json": text(BASE).replace('"version":1', '"version":1e0'),
    "version-infinity.json": text(BASE).replace('"version":1', '"version":Infinity'),
    "version-long-integer.json": text(BASE).replace('"version":1', '"version":1' + "0" * 5000),
    "size-float.json": text(BASE).replace('"k":[3,', '"k":[3.0,'),
    "duplicate-key.json": text(BASE).replace('{"claim"', '{"version":1,"claim"'),
    "duplicate-key-in-evidence.json": text(BASE).replace(
        '"kind":"sign-changes"', '"kind":"sign-changes","kind":"arithmetic"'
    ),
    "duplicate-key-by-escape.json": text(BASE).replace('{"claim"', '{"versio\\u006e":1,"claim"'),
    "deep-lists.json": '{"format":"lcnsym-certificate","version":' + "[" * 5000 + "]" * 5000 + "}",
    "deep-objects.json": '{"format":' * 3000 + "1" + "}" * 3000,
    "number-final-newline.json": changed(BASE, "evidence", "points", 0, to="0\n"),
    "number-not-in-lowest-terms.json": changed(BASE, "evidence", "points", 1, to="6/4"),
    "number-coordinates-without-a-field.json": changed(BASE, "claim", "filter", 0, to=["0", "1"]),
    "number-coordinates-of-a-rational.json": changed(FIELD, "claim", "filter", 0, to=["1", "0"]),
    "number-coordinates-too-few.json": changed(GOOD["member-sign-changes-cubic"], "claim", "filter", 1, to=["0", "1"]),
    "points-unsorted.json": changed(BASE, "evidence", "points", to=["3", "3/2", "0"]),
    "points-equal.json": changed(BASE, "evidence", "points", to=["0", "3/2", "3/2", "3"]),
    "breakpoints-unsorted.json": changed(GOOD["not-member-descartes"], "evidence", "breakpoints", to=["1", "-1"]),
    "breakpoints-equal.json": changed(GOOD["not-member-descartes"], "evidence", "breakpoints", to=["0", "0"]),
    "breakpoints-unsorted-in-a-factor.json": changed(
        PATTERN, "evidence", "factors", 0, "breakpoints", to=["0", "-3/2", "3/2"]
    ),
    "filter-too-short.json": changed(BASE, "claim", "filter", to=["1", "0", "-1"]),
    "filter-too-long.json": changed(BASE, "claim", "filter", to=["0", *FOUR_ROOTS]),
    "witness-too-short.json": changed(GOOD["not-filling-descartes"], "claim", "witness", to=["1", "1"]),
    "strides-too-few.json": changed(BASE, "claim", "architecture", "s", to=[1, 1]),
    "stride-before-a-filter.json": changed(BASE, "claim", "architecture", "s", to=[2, 1, 1]),
    "stride-two-layers-before.json": text(
        certificate({"kind": "filling", "architecture": architecture(1, 1, 2, s=[7, 1, 1])}, ARITHMETIC)
    ),
    "strides-multiply-to-overflow.json": text(
        certificate({"kind": "filling", "architecture": architecture(1, 1, 2, s=[10**9, 10**9, 1])}, ARITHMETIC)
    ),
    "sizes-add-up-beyond-the-limit.json": text(
        certificate({"kind": "filling", "architecture": architecture(2001, 2001)}, ARITHMETIC)
    ),
    "minpoly-negative-lead.json": changed(FIELD, "field", "minpoly", to=["2", "0", "-1"]),
    "minpoly-zero-lead.json": changed(FIELD, "field", "minpoly", to=["-2", "0", "1", "0"]),
    "interval-backwards.json": changed(FIELD, "field", "interval", to=["2", "1"]),
    "interval-empty.json": changed(FIELD, "field", "interval", to=["1", "1"]),
    "factors-repeated-multiplicity.json": text(
        certificate(has_pattern(IDEAL, "11|0"), factored(part(1, LINE, "0"), part(1, LINE, "0"), prime="5"))
    ),
    "factors-descending-multiplicity.json": text(
        certificate(
            has_pattern(["0", "0", "1", "0"], "12|0"), factored(part(2, ["0", "1"], "0"), part(1, LINE, "0"), prime="5")
        )
    ),
    "factor-of-degree-zero.json": text(
        certificate(has_pattern(LINE, "1|0"), factored(part(1, LINE, "0"), part(2, ["1"], "0"), prime="5"))
    ),
    "prime-missing-for-a-pattern.json": changed(PATTERN, "evidence", "prime", to=None),
    "prime-given-for-a-member.json": changed(GOOD["member-factored-points"], "evidence", "prime", to="5"),
    "prime-one.json": changed(PATTERN, "evidence", "prime", to="1"),
    "prime-zero.json": changed(PATTERN, "evidence", "prime", to="0"),
    "prime-negative.json": changed(PATTERN, "evidence", "prime", to="-5"),
    "prime-of-129-bits.json": changed(PATTERN, "evidence", "prime", to=str(2**128 + 51)),
    "jacobian-filter-too-short.json": changed(JACOBIAN, "evidence", "filters", 0, to=["1"]),
    "jacobian-filter-missing.json": changed(JACOBIAN, "evidence", "filters", to=[["1", "0"]]),
    "jacobian-prime-one.json": changed(JACOBIAN, "evidence", "prime", to="1"),
    "jacobian-prime-too-large.json": changed(JACOBIAN, "evidence", "prime", to=str(2**31 + 11)),
    "pattern-zero-with-digits.json": changed(PATTERN, "claim", "pattern", to="01|0"),
    "pattern-comma-alone.json": changed(PATTERN, "claim", "pattern", to=",|0"),
    "pattern-two-bars.json": changed(PATTERN, "claim", "pattern", to="11|0|0"),
    "malformed-evidence-behind-a-bad-field.json": text(
        certificate(about("interior", (2,), LINE), {"kind": "arithmetic", "x": 1}, {**SQRT2, "interval": ["2", "3"]})
    ),
    "malformed-evidence-of-another-claim.json": text(
        certificate({"kind": "filling", "architecture": architecture(3)}, descartes("1", "0"))
    ),
    "prime-given-behind-a-wrong-product.json": text(
        certificate(member((2, 2), EMPTY), factored(part(2, LINE, "0"), prime="5"))
    ),
    **MALFORMED_FACTORIZATIONS,
}
