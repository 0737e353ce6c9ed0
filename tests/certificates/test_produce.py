"""Every certificate that is produced says what the engine found, fits the schema, and convinces the checker."""

from __future__ import annotations

import json
from fractions import Fraction

import jsonschema
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lcnsym.algebra.forms import BinaryForm, product
from lcnsym.algebra.literals import parse_number
from lcnsym.certificates.document import Certificate, schema
from lcnsym.certificates.produce import (
    certify_filling,
    certify_full_dimensional,
    certify_membership,
    certify_pattern,
    certify_position,
)
from lcnsym.checker import check_text
from lcnsym.errors import BadInputError, CertificateError, UnsupportedError
from lcnsym.membership.verdict import decide
from lcnsym.network.architecture import Architecture
from tests.certificates.evidence_oracle import proves

# made once: making one checks the schema itself, which takes a while
VALIDATOR = jsonschema.Draft202012Validator(schema())
small = st.fractions(min_value=-6, max_value=6, max_denominator=4)
surds = st.one_of(small, st.sampled_from([parse_number(t) for t in ("sqrt(2)", "1-sqrt(3)", "root(x^3-2,0)")]))
sizes = st.lists(st.integers(1, 5), min_size=1, max_size=5).map(tuple)


@st.composite
def cases(draw: st.DrawFn, coefficients: st.SearchStrategy[object] = small) -> tuple[Architecture, BinaryForm]:
    """An architecture of degree ≤ 12 with a filter that may have repeated roots, leading zeros, or be zero."""
    architecture = Architecture(draw(sizes))
    degree = architecture.degree
    assume(degree <= 12)
    form = BinaryForm((draw(coefficients),))
    while form.degree < degree:
        base = BinaryForm(draw(st.lists(coefficients, min_size=2, max_size=min(degree - form.degree, 4) + 1)))
        form = form * base ** draw(st.integers(1, max(1, (degree - form.degree) // base.degree)))
    return architecture, form


def accepted(certificate: Certificate) -> str:
    """The kind of claim, after the checker, the schema and the oracle have agreed to it."""
    result = check_text(certificate.text)
    assert result.accepted, (result.reason, certificate.text)
    document = json.loads(certificate.text)
    VALIDATOR.validate(document)
    assert proves(document)
    assert Certificate.from_dict(document) == certificate
    return certificate.kind


@given(cases())
def test_membership_and_position_over_the_rationals(case: tuple[Architecture, BinaryForm]) -> None:
    check_case(*case)


@given(cases(surds))
def test_membership_and_position_over_number_fields(case: tuple[Architecture, BinaryForm]) -> None:
    assume(case[0].degree <= 7)
    check_case(*case)


def check_case(architecture: Architecture, form: BinaryForm) -> None:
    verdict = decide(architecture, form)
    assert accepted(certify_membership(architecture, form)) == ("member" if verdict.is_member else "not-member")
    position = "not-member" if not verdict.is_member else str(verdict.position)
    assert accepted(certify_position(architecture, form)) == position
    if not form.is_zero:
        assert accepted(certify_pattern(form)) == "pattern"


@pytest.mark.quick
@pytest.mark.parametrize("k", [(1,), (1, 1), (2, 2), (2, 2, 2), (3, 2, 2), (5,), (4, 3, 3), (2, 1, 2), (6, 4, 2, 2)])
def test_filling_and_full_dimension(k: tuple[int, ...]) -> None:
    architecture = Architecture(k)
    assert accepted(certify_filling(architecture)) == ("filling" if architecture.is_filling else "not-filling")
    assert accepted(certify_full_dimensional(architecture)) == "full-dimensional"


@pytest.mark.quick
@pytest.mark.parametrize(
    "literals",
    [
        "1,-2*sqrt(2),2,0,0",
        "0,0,1,0,sqrt(2)+sqrt(3)",
        "1,0,-5*10^300,0,4*10^600",
        "1e-300,0,1,0,1e300",
        "1,0,0,0,-sqrt(2+sqrt(2))",
        "0,0,0,0,7",
    ],
)
def test_degenerate_filters(literals: str) -> None:
    check_case(Architecture((3, 2, 2)), BinaryForm.parse(literals))


@pytest.mark.quick
def test_canonical_text_is_stable() -> None:
    certificate = certify_membership(Architecture((3, 2, 2)), BinaryForm((1, 0, 2, 0, 1)))
    assert certificate.text == (
        '{"claim":{"architecture":{"k":[3,2,2],"s":[1,1,1]},"filter":["1","0","2","0","1"],"kind":"not-member"},'
        '"evidence":{"breakpoints":["0"],"kind":"descartes"},"field":null,"format":"lcnsym-certificate","version":1}\n'
    )


@pytest.mark.quick
def test_high_degree() -> None:
    wilkinson = product(BinaryForm((1, -i)) for i in range(1, 65))
    architecture = Architecture((2,) * 64)
    assert accepted(certify_position(architecture, wilkinson)) == "interior"
    assert check_text(certify_pattern(wilkinson).text).accepted
    squared = wilkinson**2
    assert check_text(certify_position(Architecture((2,) * 128), squared).text).accepted


@pytest.mark.quick
def test_refusals() -> None:
    with pytest.raises(CertificateError, match="zero filter"):
        certify_pattern(BinaryForm((0, 0)))
    with pytest.raises(BadInputError):
        certify_membership(Architecture((2, 2)), BinaryForm((1, 2)))
    with pytest.raises(UnsupportedError, match="stride one"):
        certify_position(Architecture((2, 2), (2, 1)), BinaryForm((1, 0, 0, 1)))
    with pytest.raises(UnsupportedError, match="2048"):
        certify_pattern(BinaryForm((1, *[Fraction(0)] * 3000)))


def test_the_largest_jacobian_that_is_certified_is_accepted() -> None:
    largest = Architecture((2,) * 256)
    assert check_text(certify_full_dimensional(largest).text).accepted
    with pytest.raises(UnsupportedError, match="256"):
        certify_full_dimensional(Architecture((2,) * 257))
