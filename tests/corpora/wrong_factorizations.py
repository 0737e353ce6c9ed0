"""Documents about factorizations and packings that a checker must not accept, each named by its attack."""

from __future__ import annotations

from tests.corpora.good_factorizations import (
    ALPHA,
    FACTORIZATIONS,
    FOUR_EVIDENCE,
    FOUR_ROOTS,
    LAYERS,
    NEGATIVE_ALPHA,
    NO_ROOTS,
    NONE_EVIDENCE,
    SQUARED,
    SQUARED_EVIDENCE,
    factorization,
    many_lines,
)
from tests.corpora.parts import (
    ARITHMETIC,
    REDUCIBLE,
    SQRT2,
    Json,
    about,
    architecture,
    certificate,
    changed,
    compatibility,
    descartes,
    factored,
    fibre_count,
    filters,
    has_pattern,
    packing,
    part,
    pell_times_other_factor,
    points,
    text,
    without,
)

EXAMPLE = (3, 2, 2)
LINE = ["1", "0"]
DIFFERENCE = ["1", "0", "-1"]
DIFFERENCE_EVIDENCE = factored(part(1, DIFFERENCE, "0"), prime="5")
OTHER_CONJUGATE = {**SQRT2, "interval": ["-2", "-1"]}
OTHER_FACTOR = {**REDUCIBLE, "interval": ["3/2", "2"]}


def compatible(k: tuple[int, ...], pattern: str, *bins: list[int]) -> Json:
    return certificate(compatibility("compatible", k, pattern), packing(*bins))


def not_compatible(k: tuple[int, ...], pattern: str) -> Json:
    return certificate(compatibility("not-compatible", k, pattern), ARITHMETIC)


_FILTERS: dict[str, Json] = {
    "filters-product-off-in-one-coefficient": certificate(
        factorization(EXAMPLE, ["1", "0", "-5", "1/1000000007", "4"]), LAYERS
    ),
    "filters-product-up-to-a-scalar": certificate(factorization(EXAMPLE, ["2", "0", "-10", "0", "8"]), LAYERS),
    "filters-product-negated": certificate(factorization(EXAMPLE, ["-1", "0", "5", "0", "-4"]), LAYERS),
    "filters-coefficients-backwards": certificate(
        factorization((2, 2), ["1", "1", "-6"]), filters(["-2", "1"], ["3", "1"])
    ),
    "filters-stride-ignored": certificate(
        factorization((3, 2), ["0", "1", "1", "1", "-3"], s=[2, 1]), filters(["1", "2", "3"], ["1", "-1"])
    ),
    "filters-stride-on-the-wrong-layer": certificate(
        factorization((2, 2), ["1", "1", "-2", "-2"], s=[2, 1]), filters(["1", "-2"], ["1", "1"])
    ),
    "filters-permuted-among-strides": certificate(
        factorization((2, 2), ["1", "-2", "1", "-2"], s=[2, 1]), filters(["1", "1"], ["1", "-2"])
    ),
    "filters-a-root-repeated-and-another-lost": certificate(
        factorization((2, 2, 2), ["1", "0", "-1", "0"]), filters(["1", "0"], ["1", "-1"], ["1", "-1"])
    ),
    "filters-a-zero-layer": certificate(factorization((2, 2), DIFFERENCE), filters(["0", "0"], ["1", "1"])),
    "filters-a-scalar-layer-zero": certificate(factorization((2, 1), ["1", "1"]), filters(["1", "1"], ["0"])),
    "filters-of-the-zero-filter-not-zero": certificate(
        factorization((2, 2), ["0", "0", "0"]), filters(["0", "1"], ["0", "1"])
    ),
    "filters-zero-only-at-another-root": certificate(
        factorization((2,), ["0", "0"]), filters([["-3", "0", "1", "0"], "0"]), REDUCIBLE
    ),
    "filters-nearly-equal": certificate(
        factorization((2,), ["1", pell_times_other_factor(10)]), filters(["1", "0"]), REDUCIBLE
    ),
    "filters-root-of-another-factor": certificate(
        factorization((2, 2), ["1", "0", "-2"]),
        filters(["1", ["0", "1", "0", "0"]], ["1", ["0", "-1", "0", "0"]]),
        OTHER_FACTOR,
    ),
    "filters-conjugates-mixed-up": certificate(
        factorization((2, 2), ["1", ["0", "-2"], "2"]), filters(["1", NEGATIVE_ALPHA], ["1", ALPHA]), SQRT2
    ),
    "filters-field-without-a-root": certificate(
        factorization((2, 2), ["1", "0", "-2"]),
        filters(["1", NEGATIVE_ALPHA], ["1", ALPHA]),
        {**SQRT2, "interval": ["2", "3"]},
    ),
    "filters-for-a-filter-outside": certificate(factorization(EXAMPLE, NO_ROOTS), LAYERS),
    "filters-prove-no-fibre-count": certificate(fibre_count(EXAMPLE, FOUR_ROOTS, "12"), LAYERS),
    "filters-prove-no-pattern": certificate(has_pattern(FOUR_ROOTS, "1111|0"), LAYERS),
    "filters-prove-no-interior": certificate(about("interior", EXAMPLE, FOUR_ROOTS), LAYERS),
    "factorization-by-sign-changes": certificate(factorization(EXAMPLE, FOUR_ROOTS), points("0", "3/2", "3")),
    "factorization-by-arithmetic": certificate(factorization((2, 2), ["0", "0", "0"]), ARITHMETIC),
    "factorization-with-strides-by-arithmetic": certificate(
        factorization((3, 2), ["1", "1", "1", "1", "1"], s=[2, 1]), ARITHMETIC
    ),
}

_COUNTS: dict[str, Json] = {
    "fibre-count-one-too-many": certificate(fibre_count(EXAMPLE, FOUR_ROOTS, "13"), FOUR_EVIDENCE),
    "fibre-count-one-too-few": certificate(fibre_count(EXAMPLE, FOUR_ROOTS, "11"), FOUR_EVIDENCE),
    "fibre-count-zero-of-a-member": certificate(fibre_count(EXAMPLE, FOUR_ROOTS, "0"), FOUR_EVIDENCE),
    "fibre-count-compatible-sold-as-all": certificate(fibre_count(EXAMPLE, SQUARED, "2"), SQUARED_EVIDENCE),
    "fibre-count-all-sold-as-compatible": certificate(fibre_count(EXAMPLE, SQUARED, "4", True), SQUARED_EVIDENCE),
    "fibre-count-up-to-exchanging-equal-layers": certificate(fibre_count(EXAMPLE, FOUR_ROOTS, "6"), FOUR_EVIDENCE),
    "fibre-count-equal-balls-told-apart": certificate(fibre_count(EXAMPLE, SQUARED, "12"), SQUARED_EVIDENCE),
    "fibre-count-pairs-taken-for-real-roots": certificate(fibre_count(EXAMPLE, NO_ROOTS, "4"), NONE_EVIDENCE),
    "fibre-count-pairs-split-over-layers": certificate(
        fibre_count((2, 2), ["1", "0", "1"], "2"), factored(part(1, ["1", "0", "1"], "0"), prime="5")
    ),
    "fibre-count-balls-in-layers-of-size-one": certificate(
        fibre_count((2, 1, 2), DIFFERENCE, "6"), DIFFERENCE_EVIDENCE
    ),
    "fibre-count-infinity-forgotten": certificate(
        fibre_count(EXAMPLE, ["0", "0", "1", "0", "1"], "0"),
        factored(part(1, ["1", "0", "1"], "0"), part(2, ["0", "1"], "0"), prime="3"),
    ),
    "fibre-count-of-the-zero-filter": certificate(
        fibre_count((2, 2), ["0", "0", "0"], "1"), factored(part(2, LINE, "0"), scalar="0", prime="5")
    ),
    "fibre-count-zero-of-the-zero-filter": certificate(
        fibre_count((2, 2), ["0", "0", "0"], "0"), factored(part(2, LINE, "0"), prime="5")
    ),
    "fibre-count-of-another-filter": certificate(fibre_count(EXAMPLE, NO_ROOTS, "4"), SQUARED_EVIDENCE),
    "fibre-count-inexact-count-of-roots": certificate(
        fibre_count((3,), ["1", "-2", "2"], "1"), factored(part(1, ["1", "-2", "2"], "0"), prime="5")
    ),
    "fibre-count-by-too-few-points": certificate(
        fibre_count((2, 2), DIFFERENCE, "0"), factored(part(1, DIFFERENCE, "0", key="points"), prime="5")
    ),
    "fibre-count-repeated-root-within-a-factor": certificate(
        fibre_count((2, 2), ["1", "-2", "1"], "2"), factored(part(1, ["1", "-2", "1"], "1"), prime="5")
    ),
    "fibre-count-root-shared-by-two-factors": certificate(
        fibre_count((2, 2, 2), ["1", "0", "0", "0"], "3"),
        factored(part(1, LINE, "0"), part(2, LINE, "0"), prime="5"),
    ),
    "fibre-count-prime-divides-the-discriminant": certificate(
        fibre_count((2, 2), ["1", "0", "-2"], "2"), factored(part(1, ["1", "0", "-2"], "0"), prime="2")
    ),
    "fibre-count-other-conjugate": certificate(
        fibre_count((2, 2), ["1", "0", NEGATIVE_ALPHA], "2"),
        factored(part(1, ["1", "0", NEGATIVE_ALPHA], "0"), prime="5"),
        OTHER_CONJUGATE,
    ),
    "fibre-count-large-off-by-one": many_lines(40, (2,) * 40, 815915283247897734345611269596115894272000000001, False),
    "fibre-count-by-arithmetic": certificate(fibre_count((1,), ["5"], "1"), ARITHMETIC),
    "fibre-count-by-descartes": certificate(fibre_count((2, 2), ["1", "0", "1"], "0"), descartes("0")),
}

_PACKINGS: dict[str, Json] = {
    "packing-two-equal-balls-in-a-bin": compatible(EXAMPLE, "112|0", [3, 3], [1], [2]),
    "packing-two-equal-pairs-in-a-bin": compatible((5,), "0|2", [-1, -1]),
    "packing-of-a-fourfold-root": compatible(EXAMPLE, "4|0", [1, 1], [1], [1]),
    "packing-fourfold-root-once-a-bin": compatible(EXAMPLE, "4|0", [1], [1], [1]),
    "packing-overfull-bin": compatible(EXAMPLE, "112|0", [1, 2, 3], [3], []),
    "packing-bin-not-full": compatible(EXAMPLE, "112|0", [1, 3], [2], []),
    "packing-missing-colour": compatible(EXAMPLE, "1111|0", [1, 2], [3], [1]),
    "packing-colour-too-often": compatible(EXAMPLE, "22|0", [1, 2], [1], [1]),
    "packing-colours-of-unequal-multiplicities-swapped": compatible(EXAMPLE, "112|0", [1, 3], [2], [1]),
    "packing-colours-descending-by-multiplicity": compatible((4, 3, 2), "123|0", [1, 2, 3], [1, 2], [1]),
    "packing-pairs-of-unequal-multiplicities-swapped": compatible((3, 3, 3), "0|12", [-1], [-2], [-1]),
    "packing-unknown-colour": compatible(EXAMPLE, "112|0", [1, 3], [2], [4]),
    "packing-unknown-pair": compatible(EXAMPLE, "112|0", [-1], [1], [2]),
    "packing-real-roots-taken-for-a-pair": compatible(EXAMPLE, "1111|0", [-1], [1], [2]),
    "packing-pair-taken-for-a-real-root": compatible(EXAMPLE, "11|1", [1, 2], [3], [4]),
    "packing-pairs-without-size": compatible((2, 2, 2, 2), "0|11", [-1], [-1], [-2], [-2]),
    "packing-pair-halved": compatible((2, 2), "0|1", [-1], []),
    "packing-bins-in-another-order": compatible(EXAMPLE, "112|0", [3], [1, 3], [2]),
    "packing-ball-in-a-layer-of-size-one": compatible((2, 1, 2), "11|0", [1], [2], []),
    "packing-pattern-written-in-another-order": compatible(EXAMPLE, "211|0", [1, 3], [2], [3]),
    "packing-pattern-with-needless-commas": compatible(EXAMPLE, "1,1,2|0", [1, 3], [2], [3]),
    "packing-of-an-empty-pattern-not-empty": compatible((1,), "0|0", [1]),
    "packing-proves-no-incompatibility": certificate(
        compatibility("not-compatible", EXAMPLE, "112|0"), packing([1, 3], [2], [3])
    ),
    "packing-proves-no-pattern": certificate(has_pattern(FOUR_ROOTS, "1111|0"), packing([1, 2], [3], [4])),
    "packing-behind-a-bad-field": certificate(
        compatibility("compatible", (2,), "1|0"), packing([1]), {**SQRT2, "interval": ["2", "3"]}
    ),
    "compatible-by-arithmetic": certificate(compatibility("compatible", EXAMPLE, "112|0"), ARITHMETIC),
    "compatible-by-filters": certificate(compatibility("compatible", EXAMPLE, "1111|0"), LAYERS),
    "not-compatible-of-a-compatible-pattern": not_compatible(EXAMPLE, "112|0"),
    "not-compatible-of-a-compatible-pattern-with-a-pair": not_compatible(EXAMPLE, "2|1"),
    "not-compatible-of-the-empty-pattern": not_compatible((1, 1), "0|0"),
    "not-compatible-with-a-single-packing": not_compatible((2,) * 12, "12,|0"),
    "not-compatible-pattern-written-in-another-order": not_compatible((5,), "31|0"),
    "not-compatible-of-forty-layers": not_compatible((3,) * 40, "2" * 38 + "|11"),
}

REJECTED_FACTORIZATIONS: dict[str, Json] = {**_FILTERS, **_COUNTS, **_PACKINGS}

FILTERS = FACTORIZATIONS["factorization-filters"]
STRIDES = FACTORIZATIONS["factorization-strides"]
COUNT = FACTORIZATIONS["fibre-count"]
PACKING = FACTORIZATIONS["compatible"]

MALFORMED_FACTORIZATIONS_BY_SCHEMA: dict[str, str] = {
    "count-as-json-integer.json": changed(COUNT, "claim", "count", to=12),
    "count-negative.json": changed(COUNT, "claim", "count", to="-12"),
    "count-negative-zero.json": changed(COUNT, "claim", "count", to="-0"),
    "count-leading-zero.json": changed(COUNT, "claim", "count", to="012"),
    "count-plus-sign.json": changed(COUNT, "claim", "count", to="+12"),
    "count-fraction.json": changed(COUNT, "claim", "count", to="25/2"),
    "count-decimal.json": changed(COUNT, "claim", "count", to="12.0"),
    "count-exponent.json": changed(COUNT, "claim", "count", to="1e1"),
    "count-empty.json": changed(COUNT, "claim", "count", to=""),
    "count-infinite.json": changed(COUNT, "claim", "count", to="oo"),
    "count-null.json": changed(COUNT, "claim", "count", to=None),
    "compatible-as-text.json": changed(COUNT, "claim", "compatible", to="true"),
    "compatible-as-number.json": changed(COUNT, "claim", "compatible", to=1),
    "compatible-null.json": changed(COUNT, "claim", "compatible", to=None),
    "key-missing-count.json": without(COUNT, "claim", "count"),
    "key-missing-compatible.json": without(COUNT, "claim", "compatible"),
    "key-count-in-a-factorization.json": changed(FILTERS, "claim", "count", to="12"),
    "key-filter-beside-a-pattern.json": changed(PACKING, "claim", "filter", to=FOUR_ROOTS),
    "key-prime-beside-filters.json": changed(FILTERS, "evidence", "prime", to="5"),
    "key-scalar-beside-filters.json": changed(FILTERS, "evidence", "scalar", to="2"),
    "key-missing-filters.json": without(FILTERS, "evidence", "filters"),
    "key-missing-bins.json": without(PACKING, "evidence", "bins"),
    "key-unknown-in-packing.json": changed(PACKING, "evidence", "colours", to=3),
    "filters-empty.json": changed(FILTERS, "evidence", "filters", to=[]),
    "filters-a-text.json": changed(FILTERS, "evidence", "filters", to="1,0,-1"),
    "filters-filter-empty.json": changed(FILTERS, "evidence", "filters", 0, to=[]),
    "filters-filter-null.json": changed(FILTERS, "evidence", "filters", 1, to=None),
    "filters-number-as-json-integer.json": changed(FILTERS, "evidence", "filters", 1, to=[1, -2]),
    "filters-number-decimal.json": changed(FILTERS, "evidence", "filters", 1, 1, to="-2.0"),
    "filters-number-leading-zero.json": changed(FILTERS, "evidence", "filters", 1, 1, to="-02"),
    "filters-number-complex.json": changed(FILTERS, "evidence", "filters", 1, 1, to="2i"),
    "bins-empty.json": changed(PACKING, "evidence", "bins", to=[]),
    "bins-an-object.json": changed(PACKING, "evidence", "bins", to={"1": [1, 3]}),
    "bin-a-number.json": changed(PACKING, "evidence", "bins", 1, to=2),
    "colour-zero.json": changed(PACKING, "evidence", "bins", 1, 0, to=0),
    "colour-as-text.json": changed(PACKING, "evidence", "bins", 1, 0, to="2"),
    "colour-boolean.json": changed(PACKING, "evidence", "bins", 1, 0, to=True),
    "colour-null.json": changed(PACKING, "evidence", "bins", 1, 0, to=None),
    "colour-huge.json": changed(PACKING, "evidence", "bins", 1, 0, to=10**17),
    "colour-a-list.json": changed(PACKING, "evidence", "bins", 1, 0, to=[2]),
}

MALFORMED_FACTORIZATIONS: dict[str, str | bytes] = {
    "filters-too-few.json": changed(FILTERS, "evidence", "filters", to=[["1", "0", "-1"], ["1", "0", "-4"]]),
    "filters-too-many.json": changed(
        FILTERS, "evidence", "filters", to=[["1", "0", "-1"], ["1", "-2"], ["1", "2"], ["1"]]
    ),
    "filters-permuted-with-other-degrees.json": changed(
        FILTERS, "evidence", "filters", to=[["1", "-2"], ["1", "0", "-1"], ["1", "2"]]
    ),
    "filters-padded-with-a-zero.json": changed(FILTERS, "evidence", "filters", 1, to=["0", "1", "-2"]),
    "filters-written-with-their-strides.json": changed(STRIDES, "evidence", "filters", 1, to=["1", "0", "-1"]),
    "filters-not-in-lowest-terms.json": changed(FILTERS, "evidence", "filters", 1, 1, to="-4/2"),
    "filters-coordinates-without-a-field.json": changed(FILTERS, "evidence", "filters", 1, 1, to=["0", "1"]),
    "filters-coordinates-of-a-rational.json": changed(
        FACTORIZATIONS["factorization-sqrt2"], "evidence", "filters", 0, 1, to=["1", "0"]
    ),
    "filters-coordinates-too-many.json": changed(
        FACTORIZATIONS["factorization-sqrt2"], "evidence", "filters", 0, 1, to=["0", "1", "0"]
    ),
    "filter-of-a-length-that-forgets-the-stride.json": changed(STRIDES, "claim", "filter", to=["1", "1", "1", "-3"]),
    "filter-of-a-length-that-counts-the-last-stride.json": text(
        certificate(factorization((2, 2), ["1", "0", "0", "-1"], s=[1, 2]), filters(["1", "1"], ["1", "-1"]))
    ),
    "filter-beyond-the-limit-by-its-stride.json": text(
        certificate(factorization((2, 4), ["1", "0"], s=[1024, 1]), filters(LINE, ["1", "0", "0", "0"]))
    ),
    "filter-beyond-the-limit-by-strides-of-size-one.json": text(
        certificate(factorization((1, 1, 2), ["1", "0"], s=[10**9, 10**9, 1]), filters(["1"], ["1"], LINE))
    ),
    "stride-in-a-fibre-count.json": text(
        certificate(
            {**about("fibre-count", (2, 2), ["1", "0", "0", "-1"], s=[2, 1]), "compatible": False, "count": "1"},
            factored(part(1, ["1", "0", "0", "-1"], "0"), prime="5"),
        )
    ),
    "stride-in-a-compatibility.json": text(
        certificate(
            {"kind": "compatible", "architecture": architecture(2, 2, s=[2, 1]), "pattern": "111|0"},
            packing([1], [2, 3]),
        )
    ),
    "pattern-of-a-smaller-degree.json": changed(PACKING, "claim", "pattern", to="12|0"),
    "pattern-of-a-larger-degree.json": text(not_compatible((2, 2), "111|0")),
    "pattern-of-half-the-degree.json": text(compatible(EXAMPLE, "0|22", [-1], [-1], [-2])),
    "pattern-multiplicity-above-the-limit.json": changed(PACKING, "claim", "pattern", to="1" * 5000 + ",1|0"),
    "pattern-zero-multiplicity.json": changed(PACKING, "claim", "pattern", to="0,4|0"),
    "colour-float.json": changed(PACKING, "evidence", "bins", 1, 0, to=2).replace("[2]", "[2.0]"),
    "colour-long-integer.json": changed(PACKING, "evidence", "bins", 1, 0, to=2).replace("[2]", "[2" + "0" * 30 + "]"),
    "bins-too-few.json": changed(PACKING, "evidence", "bins", to=[[1, 3], [2, 3]]),
    "bins-too-many.json": changed(PACKING, "evidence", "bins", to=[[1, 3], [2], [3], []]),
    "prime-missing-for-a-fibre-count.json": changed(COUNT, "evidence", "prime", to=None),
    "count-final-newline.json": changed(COUNT, "claim", "count", to="12\n"),
    "count-filter-too-short.json": changed(COUNT, "claim", "filter", to=["1", "0", "-1"]),
}
