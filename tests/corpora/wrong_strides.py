"""Documents about larger strides that a checker must not accept, each named by its attack."""

from __future__ import annotations

from tests.corpora.good_strides import (
    ALPHA,
    LAYERS,
    LAYERS_EVIDENCE,
    MIDDLE,
    NEGATIVE,
    NEGATIVE_ALPHA,
    NEGATIVE_EVIDENCE,
    NO_SQUARE,
    NO_SQUARE_EVIDENCE,
    NOT_COMPLEX,
    STRIDES,
    TWO,
    UNIT_EVIDENCE,
    UNIT_ROOTS,
    WHOLE,
    classes,
    divisors,
    factor,
    level,
    not_full_dimensional,
)
from tests.corpora.parts import (
    ARITHMETIC,
    SQRT2,
    Json,
    about,
    certificate,
    changed,
    descartes,
    factored,
    part,
    points,
    text,
    without,
)

DEFINITE = ["1", "0", "2", "0", "1"]
"""(x² + y²)(x² + y²): a member of k = (3, 2), s = (2, 1) without real roots."""
OWN_CLASS = level(["1"], factor(1, ["1", "0", "-1"], "0"), prime="3")

REJECTED_STRIDES: dict[str, Json] = {
    "strides-false-member": certificate(about("member", (3, 2), NO_SQUARE, s=TWO), NO_SQUARE_EVIDENCE),
    "strides-false-not-member": certificate(about("not-member", (2, 2, 2), UNIT_ROOTS, s=MIDDLE), UNIT_EVIDENCE),
    "strides-false-member-whatever-is-chosen": certificate(
        about("member", (2, 2, 2), NEGATIVE, s=MIDDLE), NEGATIVE_EVIDENCE
    ),
    "strides-false-complex-member": certificate(
        about("complex-member", (3, 2), NOT_COMPLEX, s=TWO),
        divisors(level(["1"], factor(1, NOT_COMPLEX)), level(NOT_COMPLEX)),
    ),
    "strides-false-not-complex-member": certificate(
        about("not-complex-member", (3, 2), NO_SQUARE, s=TWO), NO_SQUARE_EVIDENCE
    ),
    "strides-false-not-filling": certificate(about("not-filling", (3, 2), LAYERS, s=TWO), classes(2)),
    "strides-false-not-full-dimensional": certificate(not_full_dimensional(3, 2, s=[1, 2]), ARITHMETIC),
    # rules of stride one
    "strides-member-by-arithmetic": certificate(about("member", (3, 2), NO_SQUARE, s=TWO), ARITHMETIC),
    "strides-complex-member-by-arithmetic": certificate(
        about("complex-member", (3, 2), NOT_COMPLEX, s=TWO), ARITHMETIC
    ),
    "strides-member-by-sign-changes": certificate(
        about("member", (2, 2), ["1", "1", "1", "-3"], s=TWO), points("0", "5")
    ),
    "strides-not-member-by-descartes": certificate(about("not-member", (3, 2), DEFINITE, s=TWO), descartes("0")),
    "strides-not-member-by-factors": certificate(
        about("not-member", (3, 2), DEFINITE, s=TWO), factored(part(2, ["1", "0", "1"], "0"))
    ),
    "strides-not-filling-by-descartes": certificate(about("not-filling", (3, 2), DEFINITE, s=TWO), descartes("0")),
    # the classes
    "strides-classes-of-another-stride": certificate(about("not-member", (3, 2), NOT_COMPLEX, s=TWO), classes(3)),
    "strides-classes-of-stride-one": certificate(about("not-member", (3, 2), NOT_COMPLEX, s=TWO), classes(1)),
    "strides-classes-of-a-member": certificate(about("not-member", (3, 2), LAYERS, s=TWO), classes(2)),
    "strides-classes-prime-in-the-first-coefficient": certificate(
        about("not-member", (3, 2), ["5", "1", "0", "0", "1"], s=TWO), classes(2)
    ),
    "strides-classes-that-agree-modulo-the-prime": certificate(
        about("not-member", (3, 2), ["1", "1", "0", "6", "-1"], s=TWO), classes(2)
    ),
    "strides-classes-of-the-zero-filter": certificate(about("not-member", (3, 2), ["0"] * 5, s=TWO), classes(2)),
    "strides-classes-for-a-member-claim": certificate(about("member", (3, 2), NOT_COMPLEX, s=TWO), classes(2)),
    # the divisors
    "strides-divisors-of-the-zero-filter": certificate(
        about("not-member", (3, 2), ["0"] * 5, s=TWO),
        divisors(level(["0"], factor(4, ["1", "0"], "0")), level(["0"], factor(2, ["1", "0"], "0"))),
    ),
    "strides-divisor-that-is-not-the-largest": certificate(
        about("not-member", (2, 2, 2), UNIT_ROOTS, s=MIDDLE),
        divisors(level(["1"], factor(1, UNIT_ROOTS, "0")), level(["1", "0", "1"], factor(1, ["1", "-1"], "0"))),
    ),
    "strides-divisor-without-its-root-at-infinity": certificate(
        about("not-member", (2, 2), ["0", "0", "0", "1"], s=TWO),
        divisors(level(["1"], factor(3, ["0", "1"])), level(["0", "0", "0", "1"])),
    ),
    "strides-divisor-without-its-root-at-zero": certificate(
        about("not-member", (2, 2), ["1", "0", "0", "0"], s=TWO),
        divisors(level(["1"], factor(3, ["1", "0"])), level(["1", "0", "0", "0"])),
    ),
    "strides-divisor-of-another-form": certificate(
        about("member", (3, 2), LAYERS, s=TWO),
        divisors(WHOLE, level(["1", "2", "4"], factor(1, ["1", "-1"], "0"))),
    ),
    "strides-divisor-not-in-powers": certificate(
        about("member", (2, 2, 2), UNIT_ROOTS, s=MIDDLE),
        divisors(level(["1"], factor(1, UNIT_ROOTS, "0")), level(["1", "1"], factor(1, ["1", "-1"], "0"))),
    ),
    "strides-divisor-with-a-zero-cofactor": certificate(
        about("member", (3, 2), LAYERS, s=TWO),
        divisors(WHOLE, level(["0", "0", "0"], factor(1, ["1", "-1"], "0"))),
    ),
    "strides-divisor-prime-in-the-first-coefficient": certificate(
        about("not-member", (3, 2), NO_SQUARE, s=TWO),
        divisors(
            level(["1"], factor(1, NO_SQUARE)),
            level(["-1"], factor(1, ["2", "3", "3"], "-3/4", "0"), prime="2"),
        ),
    ),
    "strides-roots-not-counted": certificate(
        about("member", (2, 2, 2), UNIT_ROOTS, s=MIDDLE),
        divisors(level(["1"], factor(1, UNIT_ROOTS, "0")), level(["1"], factor(1, ["1", "0", "-1"]), prime="3")),
    ),
    "strides-last-roots-not-counted": certificate(
        about("not-member", (2, 2, 2), NEGATIVE, s=MIDDLE),
        divisors(level(["1"], factor(1, NEGATIVE)), level(["1"], factor(1, ["1", "3", "2"], "-3/2", "0"), prime="3")),
    ),
    "strides-breakpoints-without-zero": certificate(
        about("member", (2, 2, 2), UNIT_ROOTS, s=MIDDLE),
        divisors(level(["1"], factor(1, UNIT_ROOTS, "1/2")), OWN_CLASS),
    ),
    "strides-roots-not-counted-exactly": certificate(
        about("not-member", (3, 2), NO_SQUARE, s=TWO),
        divisors(level(["1"], factor(1, NO_SQUARE)), level(["-1"], factor(1, ["2", "3", "3"], "0"))),
    ),
    # level one, where the largest divisor is the form itself, with the form or a part of it hidden in the cofactor
    "strides-level-one-hidden-in-the-cofactor": certificate(
        about("not-member", (3, 2), ["1", "0", "0", "1"]), divisors(level(["1", "0", "0", "1"], prime="2"))
    ),
    "strides-level-one-partly-hidden-in-the-cofactor": certificate(
        about("not-member", (3, 2), ["1", "0", "0", "1"]),
        divisors(level(["1", "-1", "1"], factor(1, ["1", "1"], "-1", "0"))),
    ),
    "strides-level-one-hidden-over-a-number-field": certificate(
        about("not-member", (3, 2), ["1", "0", "0", ALPHA]), divisors(level(["1", "0", "0", ALPHA])), SQRT2
    ),
    "strides-level-one-hidden-below-a-larger-stride": certificate(
        about("not-member", (3, 2), LAYERS, s=TWO),
        divisors(level(LAYERS), level(["1", "2", "3"], factor(1, ["1", "-1"], "0"))),
    ),
    "strides-level-one-without-a-root-at-infinity": certificate(
        about("not-member", (2, 2), ["0", "1", "0"]), divisors(level(["0", "1"], factor(1, ["1", "0"], "0")))
    ),
    "strides-factor-twice": certificate(
        about("member", (3, 2), LAYERS, s=TWO),
        divisors(WHOLE, level(["1", "2", "3"], factor(2, ["1", "-1"], "0"))),
    ),
    "strides-over-the-other-root": certificate(
        about("member", (2, 2), ["1", ALPHA, NEGATIVE_ALPHA, "-2"], s=TWO),
        divisors(
            level(["1"], factor(1, ["1", ALPHA, NEGATIVE_ALPHA, "-2"])),
            level(["1", NEGATIVE_ALPHA], factor(1, ["1", ALPHA], "0")),
        ),
        SQRT2,
    ),
    "strides-divisors-for-interior": certificate(
        about("interior", (3, 2, 2), ["1", "0", "-5", "0", "4"]),
        divisors(level(["1"], factor(1, ["1", "0", "-5", "0", "4"], "-3/2", "0", "3/2"))),
    ),
}

_MEMBER = STRIDES["strides-member"]
_CLASSES = STRIDES["strides-not-member-by-classes"]
_LEVEL = ("evidence", "levels", 1)

MALFORMED_STRIDES_BY_SCHEMA: dict[str, str] = {
    "strides-levels-an-object.json": changed(_MEMBER, "evidence", "levels", to={}),
    "strides-level-without-prime.json": without(_MEMBER, *_LEVEL, "prime"),
    "strides-level-prime-null.json": changed(_MEMBER, *_LEVEL, "prime", to=None),
    "strides-level-prime-one.json": changed(_MEMBER, *_LEVEL, "prime", to="1"),
    "strides-level-with-its-stride.json": changed(_MEMBER, *_LEVEL, "stride", to=2),
    "strides-factor-with-points.json": changed(_MEMBER, *_LEVEL, "factors", 0, "points", to=["0"]),
    "strides-factor-without-breakpoints.json": without(_MEMBER, *_LEVEL, "factors", 0, "breakpoints"),
    "strides-factor-with-no-breakpoints.json": changed(_MEMBER, *_LEVEL, "factors", 0, "breakpoints", to=[]),
    "strides-factor-of-degree-zero.json": changed(_MEMBER, *_LEVEL, "factors", 0, "form", to=["1"]),
    "strides-cofactor-empty.json": changed(_MEMBER, *_LEVEL, "cofactor", to=[]),
    "strides-classes-stride-a-string.json": changed(_CLASSES, "evidence", "stride", to="2"),
    "strides-classes-stride-zero.json": changed(_CLASSES, "evidence", "stride", to=0),
    "strides-classes-prime-a-number.json": changed(_CLASSES, "evidence", "prime", to=5),
    "strides-classes-with-levels.json": changed(_CLASSES, "evidence", "levels", to=[]),
}
MALFORMED_STRIDES: dict[str, str] = {
    **MALFORMED_STRIDES_BY_SCHEMA,
    "strides-one-level-too-few.json": changed(_MEMBER, "evidence", "levels", to=LAYERS_EVIDENCE["levels"][:1]),
    "strides-one-level-too-many.json": changed(_MEMBER, "evidence", "levels", to=LAYERS_EVIDENCE["levels"] * 2),
    "strides-breakpoints-descending.json": changed(_MEMBER, *_LEVEL, "factors", 0, "breakpoints", to=["1", "0"]),
    "strides-multiplicities-descending.json": changed(
        _MEMBER, *_LEVEL, "factors", to=[factor(2, ["1", "0"], "0"), factor(1, ["1", "1"], "0")]
    ),
    "strides-in-an-interior-claim.json": text(certificate(about("interior", (3, 2), LAYERS, s=TWO), LAYERS_EVIDENCE)),
    "strides-in-a-filling-claim.json": text(
        certificate({"kind": "filling", "architecture": {"k": [3, 2], "s": [2, 1]}}, ARITHMETIC)
    ),
}
