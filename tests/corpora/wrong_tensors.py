"""Documents about filters with several axes, and about dimensions, that a checker must not accept."""

from __future__ import annotations

from tests.corpora.good_tensors import (
    ALPHA,
    COLUMN_EVIDENCE,
    CUBE,
    DEFINITE,
    DIFFERENCE,
    GENERIC,
    LINES,
    PRODUCT,
    SQUARES,
    TENSORS,
    about_tensor,
    along,
    dimension,
    irreducible,
    multidegrees,
    plane,
    tensors,
)
from tests.corpora.parts import (
    ARITHMETIC,
    SQRT2,
    Json,
    about,
    architecture,
    certificate,
    changed,
    filters,
    jacobian,
    points,
    text,
    without,
)

COLUMN = ["1", "0", "0", "0", "0", "0", "1", "0", "0"]
"""(x1² + y1²) x2²."""
OTHER_CUBE = ["1", "0", "0", "1", "0", "1", "0", "1"]
"""x1 x2 x3 + x1 y2 y3 + y1 x2 y3 + y1 y2 y3: for x3 = y3 the product of x1 + y1 and x2 + y2."""
SPLIT = ["1", "0", "0", "0", "0", "0", "0", "0", "-1"]
"""(x1 x2 − y1 y2)(x1 x2 + y1 y2)."""

REJECTED_TENSORS: dict[str, Json] = {
    "axes-false-not-member-that-splits": certificate(
        about_tensor("not-member", SQUARES, SPLIT), multidegrees(irreducible(1, [3, 3], SPLIT, plane(1, 2, 1, 1)))
    ),
    "axes-false-not-member-that-splits-over-a-field": certificate(
        about_tensor("not-member", SQUARES, DIFFERENCE),
        multidegrees(irreducible(1, [3, 3], DIFFERENCE, plane(1, 2, 1, 1))),
    ),
    "axes-false-not-member-with-its-factors": certificate(
        about_tensor("not-member", SQUARES, PRODUCT),
        multidegrees(
            irreducible(1, [2, 2], ["1", "2", "3", "4"], plane(1, 2, 1, 1)),
            irreducible(1, [2, 2], ["1", "0", "0", "-1"], plane(1, 2, 1, 1)),
        ),
    ),
    "axes-false-not-member-of-lines": certificate(
        about_tensor("not-member", SQUARES, LINES),
        multidegrees(along(1, [3, 1], ["1", "1", "0"], "-2", "-1/2"), along(2, [1, 2], ["1", "0"], "0")),
    ),
    "axes-false-not-complex-member-of-a-definite-column": certificate(
        about_tensor("not-complex-member", SQUARES, COLUMN), COLUMN_EVIDENCE
    ),
    "axes-not-irreducible-without-planes": certificate(
        about_tensor("not-member", SQUARES, GENERIC), multidegrees(irreducible(1, [3, 3], GENERIC))
    ),
    "axes-planes-that-do-not-connect": certificate(
        about_tensor("not-member", [[2, 1, 1], [1, 2, 2]], CUBE),
        multidegrees(irreducible(1, [2, 2, 2], CUBE, plane(1, 2, 0, 0, 3))),
    ),
    "axes-plane-where-the-form-splits": certificate(
        about_tensor("not-member", [[2, 1, 1], [1, 2, 2]], OTHER_CUBE),
        multidegrees(irreducible(1, [2, 2, 2], OTHER_CUBE, plane(1, 2, 0, 0, 1), plane(2, 3, 2, 0, 0))),
    ),
    "axes-plane-modulo-a-divisor-of-the-first-coefficient": certificate(
        about_tensor("not-member", SQUARES, ["3", "0", "0", "0", "1", "0", "0", "0", "0"]),
        multidegrees(
            irreducible(1, [3, 3], ["3", "0", "0", "0", "1", "0", "0", "0", "0"], plane(1, 2, 1, 1, prime="3"))
        ),
    ),
    "axes-variable-hidden-in-a-factor": certificate(
        about_tensor("not-member", [[2, 1], [2, 2]], ["0", "1", "0", "0", "0", "-1"]),
        multidegrees(irreducible(1, [3, 2], ["0", "1", "0", "0", "0", "-1"], plane(1, 2, 1, 1))),
    ),
    "axes-factors-of-another-filter": certificate(
        about_tensor("not-member", SQUARES, GENERIC),
        multidegrees(irreducible(1, [3, 3], [*GENERIC[:-1], "11"], plane(1, 2, 1, 1))),
    ),
    "axes-scalar-zero": certificate(
        about_tensor("not-member", SQUARES, GENERIC),
        multidegrees(irreducible(1, [3, 3], GENERIC, plane(1, 2, 1, 1)), scalar="0"),
    ),
    "axes-zero-filter": certificate(
        about_tensor("not-member", SQUARES, ["0"] * 9),
        multidegrees(irreducible(1, [3, 3], GENERIC, plane(1, 2, 1, 1)), scalar="0"),
    ),
    "axes-transposed-factor": certificate(
        about_tensor("not-member", SQUARES, COLUMN),
        multidegrees(along(1, [1, 3], DEFINITE, "0"), along(2, [2, 1], ["1", "0"], "0")),
    ),
    "axes-real-roots-not-counted": certificate(
        about_tensor("not-member", SQUARES, COLUMN),
        multidegrees(along(1, [3, 1], DEFINITE), along(2, [1, 2], ["1", "0"], "0")),
    ),
    "axes-real-roots-not-counted-exactly": certificate(
        about_tensor("not-member", SQUARES, COLUMN),
        multidegrees(along(1, [3, 1], DEFINITE, "5"), along(2, [1, 2], ["1", "0"], "0")),
    ),
    "axes-irrational-factor": certificate(
        about_tensor("not-member", [[2, 1], [1, 2]], ["1", "0", "0", ALPHA]),
        multidegrees(irreducible(1, [2, 2], ["1", "0", "0", ALPHA], plane(1, 2, 1, 1))),
        SQRT2,
    ),
    "axes-multidegrees-for-one-axis": certificate(
        about("not-member", (2, 2), ["1", "0", "1"]), multidegrees(along(1, [3], DEFINITE, "0"))
    ),
    "axes-filters-that-compose-to-another": certificate(
        about_tensor("member", SQUARES, PRODUCT), filters(["1", "2", "3", "4"], ["1", "0", "0", "1"])
    ),
    "axes-filters-transposed": certificate(
        about_tensor("member", [[2, 1], [1, 2]], ["1", "2", "3", "6"]), filters(["1", "2"], ["1", "3"])
    ),
    "axes-filters-for-not-member": certificate(
        about_tensor("not-member", SQUARES, PRODUCT), filters(["1", "2", "3", "4"], ["1", "0", "0", "-1"])
    ),
    "axes-member-by-arithmetic": certificate(about_tensor("member", SQUARES, PRODUCT), ARITHMETIC),
    "axes-complex-member-by-arithmetic": certificate(about_tensor("complex-member", SQUARES, DIFFERENCE), ARITHMETIC),
    "axes-member-by-sign-changes": certificate(about_tensor("member", SQUARES, PRODUCT), points("0", "5")),
    "axes-filling-of-two-layers": certificate({"kind": "filling", "architecture": tensors(SQUARES)}, ARITHMETIC),
    "axes-filling-along-one-axis": certificate(
        {"kind": "filling", "architecture": tensors([[2, 1], [2, 1]])}, ARITHMETIC
    ),
    "axes-not-full-dimensional-of-one-layer": certificate(
        {"kind": "not-full-dimensional", "architecture": tensors([[3, 3], [1, 1]])}, ARITHMETIC
    ),
    "axes-dimension-too-small": certificate(
        dimension(tensors(SQUARES), 6), jacobian(["1", "2", "3", "4"], ["1", "0", "0", "-1"])
    ),
    "axes-dimension-too-large": certificate(
        dimension(tensors(SQUARES), 8), jacobian(["1", "2", "3", "4"], ["1", "0", "0", "-1"])
    ),
    "axes-dimension-at-proportional-filters": certificate(
        dimension(tensors(SQUARES), 7), jacobian(["1", "2", "3", "4"], ["2", "4", "6", "8"])
    ),
    "dimension-strides-too-large": certificate(
        dimension(architecture(3, 2, s=[2, 1]), 5), jacobian(["1", "2", "3"], ["1", "-1"])
    ),
    "dimension-strides-at-filters-with-a-common-factor": certificate(
        dimension(architecture(3, 2, s=[2, 1]), 4), jacobian(["1", "0", "-1"], ["1", "-1"])
    ),
    "dimension-by-arithmetic": certificate(dimension(architecture(2, 2), 3), ARITHMETIC),
}

_GOOD = TENSORS["axes-not-member"]
_MEMBER = TENSORS["axes-factorization"]
_DIMENSION = TENSORS["axes-dimension"]
_FACTOR = ("evidence", "factors", 0)

MALFORMED_TENSORS_BY_SCHEMA: dict[str, str] = {
    "axes-format-empty.json": changed(_GOOD, *_FACTOR, "format", to=[]),
    "axes-format-with-zero.json": changed(_GOOD, *_FACTOR, "format", to=[3, 0]),
    "axes-format-a-string.json": changed(_GOOD, *_FACTOR, "format", to="3x3"),
    "axes-plane-of-one-axis.json": changed(_GOOD, *_FACTOR, "planes", 0, "axes", to=[1]),
    "axes-plane-axis-zero.json": changed(_GOOD, *_FACTOR, "planes", 0, "axes", to=[0, 1]),
    "axes-plane-value-a-fraction.json": changed(_GOOD, *_FACTOR, "planes", 0, "values", to=["1/2", 1]),
    "axes-plane-without-prime.json": without(_GOOD, "evidence", "factors", 0, "planes", 0, "prime"),
    "axes-factor-without-planes.json": without(_GOOD, *_FACTOR, "planes"),
    "axes-factor-multiplicity-zero.json": changed(_GOOD, *_FACTOR, "multiplicity", to=0),
    "axes-scalar-a-number.json": changed(_GOOD, "evidence", "scalar", to=1),
    "axes-stride-two.json": changed(_MEMBER, "claim", "architecture", "s", to=[2, 1]),
    "axes-format-mixed-with-sizes.json": changed(_MEMBER, "claim", "architecture", "k", to=[[2, 2], 2]),
    "axes-seven.json": changed(_MEMBER, "claim", "architecture", "k", to=[[1] * 7, [1] * 7]),
    "dimension-zero.json": changed(_DIMENSION, "claim", "dimension", to=0),
    "dimension-a-string.json": changed(_DIMENSION, "claim", "dimension", to="7"),
    "dimension-missing.json": without(_DIMENSION, "claim", "dimension"),
}
MALFORMED_TENSORS: dict[str, str] = {
    **MALFORMED_TENSORS_BY_SCHEMA,
    "axes-different-numbers-of-axes.json": changed(_MEMBER, "claim", "architecture", "k", to=[[2, 2], [2, 2, 1]]),
    "axes-filter-too-short.json": changed(_MEMBER, "claim", "filter", to=PRODUCT[:-1]),
    "axes-filter-of-a-layer-too-long.json": changed(_MEMBER, "evidence", "filters", 0, to=["1"] * 5),
    "axes-end-to-end-too-large.json": text(
        certificate({"kind": "filling", "architecture": tensors([[40, 60]])}, ARITHMETIC)
    ),
    "axes-factor-of-other-axes.json": changed(_GOOD, *_FACTOR, "format", to=[9]),
    "axes-factor-too-short.json": changed(_GOOD, *_FACTOR, "form", to=GENERIC[:-1]),
    "axes-factor-constant.json": text(
        certificate(about_tensor("not-member", SQUARES, GENERIC), multidegrees(irreducible(1, [1, 1], ["1", "2"])))
    ),
    "axes-plane-axes-descending.json": changed(_GOOD, *_FACTOR, "planes", 0, "axes", to=[2, 1]),
    "axes-plane-beyond-the-axes.json": changed(_GOOD, *_FACTOR, "planes", 0, "axes", to=[1, 3]),
    "axes-plane-too-few-values.json": changed(_GOOD, *_FACTOR, "planes", 0, "values", to=[1]),
    "axes-plane-prime-too-large.json": changed(_GOOD, *_FACTOR, "planes", 0, "prime", to="2147483659"),
    "axes-in-a-pattern-claim.json": text(
        certificate({"kind": "compatible", "architecture": tensors(SQUARES), "pattern": "11|0"}, ARITHMETIC)
    ),
    "axes-in-an-interior-claim.json": text(certificate(about_tensor("interior", [[3, 3]], GENERIC), ARITHMETIC)),
}
