"""What the checker says: the claim that was accepted, the step that failed, and how long numbers are cut."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest

from lcnsym.checker import Malformed, check_text
from lcnsym.checker.kernel.outcome import Result, shorten
from tests.corpora.good_certificates import GOOD
from tests.corpora.parts import ARITHMETIC, SQRT2, Json, about, certificate, factored, fibre_count, text
from tests.corpora.wrong_certificates import MALFORMED, REJECTED

pytestmark = pytest.mark.quick

CLAIMS = {
    "filling-arithmetic": "k = (3,2) is filling: every filter is an end-to-end filter",
    "factorization-strides": "the filter (1, 2, 2, -2, -3) is the end-to-end filter of the given filters of "
    "k = (3,2), s = (2,1)",
    "member-factored-points": "the filter (1, 0, -4, 0, 4) is an end-to-end filter of k = (2,2,2,2)",
    "axes-factorization-three-axes": "the filter (1, 2, 3, 6, 2, 4, 6, 12) is the end-to-end filter of the given "
    "filters of k = (2x1x2,1x2x1)",
    "factorization-biquadratic": "the filter (1, 1*a, 1/2*a^2-5/2) with a the root of 1*x^4-10*x^2+1 in (3, 4) is the "
    "end-to-end filter of the given filters of k = (2,2)",
    "pattern-factored-comma-above-nine": "the filter (0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) has the root pattern 1,10|0",
    "pattern-factored-alone-above-nine": "the filter (1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, …) "
    "has the root pattern 12,|0",
    "fibre-count-zero-of-a-non-member": "the number of factorizations of the filter (1, 0, 2, 0, 1) over k = (3,2,2), "
    "up to scaling, is 0",
    "fibre-count-compatible-of-double-roots": "the number of factorizations without double roots of the filter "
    "(1, 0, -4, 0, 4) over k = (3,2,2), up to scaling, is 2",
    "dimension-strides": "the function space of k = (3,2), s = (2,1) has dimension 4",
    "compatible-pair": "filters with the root pattern 2|1 have factorizations without double roots over k = (3,2,2)",
    "critical-nature-left-open": "the square loss of k = (2,2) with the target (1, 0, -1) and the identity as Gram "
    "matrix has exactly one critical point in the box, with a loss in [9/10, 11/10]",
    "critical-saddle": "the square loss of k = (2,2) with the target (1, 0, -1) and the identity as Gram matrix has "
    "exactly one critical point in the box, a saddle up to scaling, with a loss in [9/10, 11/10]",
    "stratum-double-root": "the real critical points of the square loss with the target (1, -2, -3, 4) and the "
    "identity as Gram matrix on the forms with a real root of multiplicity exactly 2 have it at a real root of the "
    "form (2, 7, -12, 5, -10, 3, -8, -3), which has the root pattern 111|11",
    "stratum-target-with-a-complex-double-root": "the real critical points of the square loss with the target "
    "(1, 0, 2, 0, 1) and the identity as Gram matrix on the forms with a real root of multiplicity exactly 2 have it "
    "at a real root of the form (0, -3, 0, -4, 0, 0, 0, 4, 0, 3, 0), which has the root pattern 1111|111",
    "all-critical-points-gram": "given that generic data have 13 complex critical points with the root multiplicities "
    "2,2 (cited), the square loss with the target (1/2, -2, 0, 3, 1) and the given Gram matrix has exactly 13, all "
    "isolated, one in each box or its conjugate, and 3 of them are real",
    "all-critical-points-one-root": "given that generic data have 4 complex critical points with the root "
    "multiplicities 2 (cited), the square loss with the target (1, 1, 3) and the identity as Gram matrix has exactly "
    "4, all isolated, one in each box or its conjugate, and 2 of them are real",
    "satisfies-the-second-alternative": "the filter (1, 0, 1) satisfies the formula -4*w0*w2 +w1^2 >= 0 or "
    "-4*w0*w2 +w1^2 < 0 and w0 > 0",
    "satisfies-with-the-zero-polynomial": "the filter (5, 7) satisfies the formula 0 = 0",
    "satisfies-what-is-always-true": "the filter (0) satisfies the formula true",
    "violates-what-is-never-true": "the filter (0) does not satisfy the formula false",
}
REASONS = {
    "factored-points-on-a-root": "rule factored, factor 1: the form vanishes at point 2",
    "factored-degree-too-small": "rule factored: the factors do not multiply to the filter's form",
    "factored-scalar-hidden-zero": "rule factored: the factors do not multiply to the filter's form",
    "axes-not-irreducible-without-planes": "rule multidegrees, factor 1: the axes of its planes do not connect all of "
    "its axes",
    "axes-variable-hidden-in-a-factor": "rule multidegrees, factor 1, plane 1: Ruppert's matrix does "
    "not have full rank modulo p, so irreducibility is not shown",
    "axes-plane-where-the-first-degree-drops": "rule multidegrees, factor 1, plane 1: Ruppert's matrix does "
    "not have full rank modulo p, so irreducibility is not shown",
    "axes-plane-where-the-second-degree-drops": "rule multidegrees, factor 1, plane 1: Ruppert's matrix does "
    "not have full rank modulo p, so irreducibility is not shown",
    "axes-plane-first-axis-without-degree": "rule multidegrees, factor 1, plane 1: the form has degree 0 along an "
    "axis, so irreducibility is not shown",
    "axes-plane-second-axis-without-degree": "rule multidegrees, factor 1, plane 1: the form has degree 0 along an "
    "axis, so irreducibility is not shown",
    "packing-ball-in-a-layer-of-size-one": "rule packing: the balls of bin 2 have size 1, its capacity is 0",
    "packing-colour-too-often": "rule packing: colour 1 occurs 3 times, its multiplicity is 2",
    "strides-divisor-not-in-powers": "rule divisors, level 2: cofactor and factors do not multiply to the "
    "filter's form",
    "strides-breakpoints-without-zero": "rule divisors, level 1, factor 1: 0 is not among the breakpoints",
    "strides-last-roots-not-counted": "rule divisors: the roots of a level that matters are not counted, breakpoints "
    "are needed",
    "fibre-count-one-too-many": "rule factored: the number of packings of 1111|0 is 12, not 13",
    "fibre-count-zero-of-a-member": "rule factored: the number of packings of 1111|0 is 12, not 0",
    "critical-fixed-at-zero": "rule krawczyk: the image of the box is not shown to lie inside it, in coordinate 2",
    "critical-where-the-first-filter-is-zero": "rule krawczyk: a filter in the box may be zero",
    "critical-where-a-filter-at-a-corner-is-zero": "rule krawczyk: a filter in the box may be zero",
    "boxes-singular-derivative": "rule tangency, box 0: the derivative of the equations seems to be singular",
    "boxes-a-pair-as-real": "rule tangency: box 9 is not disjoint from box 8 or its conjugate",
    "boxes-a-real-point-as-a-pair": "rule tangency: box 3 is not disjoint from its conjugate",
    "boxes-one-invented": "rule tangency, box 4: its image is not shown to lie inside it",
    "boxes-deeper-stratum": "rule tangency, box 1: the roots are not shown to be distinct",
    "stratum-zero-form": "rule factored, elimination: the form is not the elimination form of this loss",
}
MESSAGES = {
    "duplicate-key-in-evidence.json": "the key 'kind' occurs twice in one object",
    "breakpoints-unsorted-in-a-factor.json": "breakpoints of factor 1 must be strictly ascending",
    "filters-coordinates-without-a-field.json": "a coefficient of filter 2 must be a rational as a string where the "
    "field is null",
    "filters-permuted-with-other-degrees.json": "filter 1 has 2 coefficients, its layer has size 3",
    "axes-plane-axis-zero.json": "an axis of plane 1 of factor 1 must be an integer from 1 to 6, found 0",
    "axes-plane-of-one-axis.json": "the axes of plane 1 of factor 1 must be a list of 2 entries",
    "strides-factor-of-degree-zero.json": "the form of factor 1 of level 2 must have degree 1 at least",
    "colour-as-text.json": "a colour in bin 2 must be an integer from -2048 to 2048, found '2'",
    "axes-format-mixed-with-sizes.json": "an entry of claim.architecture.k must be a list of 1 to 6 entries",
}


@pytest.mark.parametrize("name", CLAIMS)
def test_claims(name: str) -> None:
    result = check_text(text(GOOD[name]))
    assert result.accepted
    assert result.claim == CLAIMS[name]


@pytest.mark.parametrize("name", REASONS)
def test_reasons(name: str) -> None:
    assert check_text(text(REJECTED[name])).reason == REASONS[name]


@pytest.mark.parametrize("name", MESSAGES)
def test_messages(name: str) -> None:
    content = MALFORMED[name]
    assert isinstance(content, str)
    with pytest.raises(Malformed) as caught:
        check_text(content)
    assert str(caught.value) == MESSAGES[name]


def test_the_key_that_occurs_twice_is_named() -> None:
    with pytest.raises(Malformed, match="the key 'b' occurs twice in one object"):
        check_text('{"a": 1, "b": 2, "c": 3, "b": 4}')


def claim_about(form: list[Any], field: Json | None = None) -> str:
    """What is said of a filter."""
    document = certificate(about("complex-member", (len(form),), form), ARITHMETIC, field)
    return check_text(text(document)).claim.removesuffix(
        f" is an end-to-end filter of complex filters of k = ({len(form)})"
    )


def test_long_filters() -> None:
    assert claim_about(["1"] * 12) == f"the filter ({', '.join(['1'] * 12)})"
    assert claim_about(["1"] * 13) == f"the filter ({', '.join(['1'] * 12)}, …)"
    assert claim_about([["3/2", "-7"]], SQRT2) == "the filter (-7*a+3/2) with a the root of 1*x^2-2 in (1, 2)"
    assert claim_about(["7" * 41]) == f"the filter ({'7' * 20}…{'7' * 15})"
    long = "7" * 5000
    huge: Json = {**SQRT2, "interval": ["1", long]}
    assert claim_about(["1"], huge).endswith(f"in (1, a number of {int('7' * 4000).bit_length() + 3322} bits)")


@pytest.mark.parametrize(("bits", "shown"), [(1499, True), (1500, False)])
def test_long_numbers(bits: int, shown: bool) -> None:
    count = str(2 ** (bits - 1))
    said = check_text(text(certificate(fibre_count((1,), ["1"], count), factored(prime="2")))).claim
    assert said.endswith(f"is {shorten(count) if shown else f'a number of {bits} bits'}")


def formula(*terms: tuple[int, list[int]], alternatives: int = 1) -> str:
    """A formula about w0 and w1 as it is said."""
    condition = {"polynomial": [[str(c), exponents] for c, exponents in terms], "relation": "="}
    claim = {"kind": "satisfies", "filter": ["0", "0"], "formula": [[condition]] * alternatives}
    return check_text(text(certificate(claim, ARITHMETIC))).claim.removeprefix(
        "the filter (0, 0) satisfies the formula "
    )


def test_formulas_as_they_are_said() -> None:
    assert formula((1, [1, 0]), (-1, [0, 1])) == "w0 -w1 = 0"
    assert formula((-2, [2, 1]), (0, [1, 2])) == "-2*w0^2*w1 +0*w0*w1^2 = 0"
    assert formula((5, [0, 0])) == "5 = 0"
    assert formula(*[(1, [1, 0])] * 20) == " +".join(["w0"] * 20) + " = 0"
    assert formula(*[(1, [1, 0])] * 21) == " +".join(["w0"] * 20) + " + … = 0"
    assert formula((2**199, [1, 0])) == f"{2**199}*w0 = 0"
    assert formula((-(2**200), [1, 0])) == "-…*w0 = 0"
    assert formula((1, [1, 0]), alternatives=20) == " or ".join(["w0 = 0"] * 20)
    assert formula((1, [1, 0]), alternatives=21) == " or ".join(["w0 = 0"] * 20)


@pytest.mark.parametrize(
    ("relation", "signs"),
    [("<", {-1}), ("=", {0}), (">", {1}), ("<=", {-1, 0}), (">=", {0, 1}), ("!=", {-1, 1})],
)
def test_relations(relation: str, signs: set[int]) -> None:
    for sign in (-1, 0, 1):
        claim = {
            "kind": "satisfies",
            "filter": [str(7 * sign)],
            "formula": [[{"polynomial": [["1", [1]]], "relation": relation}]],
        }
        assert check_text(text(certificate(claim, ARITHMETIC))).accepted == (sign in signs)


def test_texts_are_cut_in_the_middle() -> None:
    letters = "".join(chr(ord("a") + i % 26) for i in range(61))
    assert shorten(letters[:60]) == letters[:60]
    assert shorten(letters) == letters[:40] + "…" + letters[-15:]
    assert shorten("a\nb\x1b") == "a b "
    assert json.dumps(shorten("é" * 10)) == json.dumps("é" * 10)


def test_whether_a_check_was_finished() -> None:
    assert Result(False, "", "given up: more work than is allowed").is_given_up
    assert not Result(False, "a claim", "rule filters: another product").is_given_up
    assert not Result(True, "a claim", None).is_given_up


def test_what_identifies_a_claim() -> None:
    statement = {"field": None, "claim": {"kind": "häufig", "filter": ["1", "0"]}}
    result = Result(True, "a claim", None, statement)
    assert result.canonical == '{"claim":{"filter":["1","0"],"kind":"häufig"},"field":null}'
    assert result.digest == sha256(result.canonical.encode()).hexdigest()
    assert Result(True, "a claim", None).digest is None
    # results are compared and shown without it
    assert result == Result(True, "a claim", None)
    assert "statement" not in repr(result)
