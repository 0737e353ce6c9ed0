"""Certificates of factorizations, of their number, and of compatible packings convince the checker and the oracle."""

from __future__ import annotations

import json
from math import factorial

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lcnsym.algebra.fields import RealField
from lcnsym.algebra.forms import BinaryForm, product
from lcnsym.certificates.claims import FibreCount
from lcnsym.certificates.document import Certificate
from lcnsym.certificates.factorizations import certify_compatibility, certify_factorization, certify_fibre_count
from lcnsym.certificates.values import encode_field
from lcnsym.checker import check_text
from lcnsym.errors import BadInputError, CertificateError, UnsupportedError
from lcnsym.fibres.balls import Balls, Bins
from lcnsym.fibres.problem import PackingProblem
from lcnsym.membership.patterns import RootPattern, patterns_of_degree, root_pattern
from lcnsym.network.architecture import Architecture
from lcnsym.network.convolution import compose
from tests.certificates.test_produce import accepted, cases, small, surds
from tests.oracles import packings_by_search

PARTITIONS = st.lists(st.integers(0, 3), min_size=1, max_size=4).filter(lambda sizes: sum(sizes) <= 7)


def problem(pattern: RootPattern, architecture: Architecture, compatible: bool) -> PackingProblem:
    return PackingProblem(Balls.of_pattern(pattern), Bins.of_architecture(architecture), compatible=compatible)


@st.composite
def layers(draw: st.DrawFn, coefficients: st.SearchStrategy[object]) -> tuple[Architecture, list[BinaryForm]]:
    """An architecture with any strides and a filter for each layer; filters may be zero."""
    k = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    s = draw(st.lists(st.integers(1, 3), min_size=len(k), max_size=len(k)))
    filters = [BinaryForm(draw(st.lists(coefficients, min_size=size, max_size=size))) for size in k]
    return Architecture(tuple(k), tuple(s)), filters


def claim(certificate: Certificate) -> dict[str, object]:
    return dict(json.loads(certificate.text)["claim"])


@given(layers(small))
def test_factorizations_over_the_rationals(case: tuple[Architecture, list[BinaryForm]]) -> None:
    certificate = certify_factorization(*case)
    assert accepted(certificate) == "factorization"
    assert claim(certificate)["filter"] == [str(w) for w in compose(*case).coefficients]


@given(layers(surds))
def test_factorizations_over_number_fields(case: tuple[Architecture, list[BinaryForm]]) -> None:
    assert accepted(certify_factorization(*case)) == "factorization"


@pytest.mark.quick
def test_filters_over_different_fields_meet_in_one() -> None:
    filters = [BinaryForm.parse(words) for words in ("1,sqrt(2)", "1,sqrt(3)", "1,0,sqrt(6)", "1,-sqrt(2)")]
    certificate = certify_factorization(Architecture((2, 2, 3, 2), (1, 2, 1, 1)), filters)
    assert accepted(certificate) == "factorization"
    assert len(certificate.to_dict()["field"]["minpoly"]) == 5  # type: ignore[index]


@pytest.mark.quick
def test_a_rational_filter_with_irrational_factors() -> None:
    filters = [BinaryForm.parse(words) for words in ("1,sqrt(2)", "1,-sqrt(2)")]
    certificate = certify_factorization(Architecture((2, 2)), filters)
    assert claim(certificate)["filter"] == ["1", "0", "-2"]
    assert accepted(certificate) == "factorization"


@given(cases(), st.booleans())
def test_numbers_of_factorizations(case: tuple[Architecture, BinaryForm], compatible: bool) -> None:
    architecture, form = case
    assume(not form.is_zero)
    assume(architecture.degree <= 8)
    certificate = certify_fibre_count(architecture, form, compatible=compatible)
    assert accepted(certificate) == "fibre-count"
    assert claim(certificate)["compatible"] is compatible
    again = certify_fibre_count(architecture, form, compatible=compatible, count=int(str(claim(certificate)["count"])))
    assert again == certificate


@given(cases(surds), st.booleans())
def test_numbers_of_factorizations_over_number_fields(case: tuple[Architecture, BinaryForm], compatible: bool) -> None:
    architecture, form = case
    assume(not form.is_zero)
    assume(architecture.degree <= 6)
    assert accepted(certify_fibre_count(architecture, form, compatible=compatible)) == "fibre-count"


@given(cases(), st.integers(0, 200))
def test_a_wrong_number_is_rejected(case: tuple[Architecture, BinaryForm], count: int) -> None:
    architecture, form = case
    pattern = root_pattern(form)
    assume(pattern is not None)
    assume(architecture.degree <= 8)
    right = pattern is not None and problem(pattern, architecture, False).count() == count
    assert check_text(certify_fibre_count(architecture, form, count=count).text).accepted == right


@pytest.mark.quick
@given(PARTITIONS.flatmap(lambda sizes: st.tuples(st.just(sizes), st.sampled_from(patterns_of_degree(sum(sizes))))))
def test_compatibility(case: tuple[list[int], RootPattern]) -> None:
    sizes, pattern = case
    architecture = Architecture(tuple(size + 1 for size in sizes))
    packings = packings_by_search(pattern, sizes, True)
    certificate = certify_compatibility(architecture, pattern)
    assert accepted(certificate) == ("compatible" if packings else "not-compatible")
    for packing in sorted(packings)[:5]:
        assert accepted(certify_compatibility(architecture, pattern, packing)) == "compatible"


@pytest.mark.quick
@given(PARTITIONS.flatmap(lambda sizes: st.tuples(st.just(sizes), st.sampled_from(patterns_of_degree(sum(sizes))))))
def test_the_engine_of_packings(case: tuple[list[int], RootPattern]) -> None:
    sizes, pattern = case
    architecture = Architecture(tuple(size + 1 for size in sizes))
    for compatible in (False, True):
        found = problem(pattern, architecture, compatible)
        listed = [tuple(tuple(sorted(colours)) for colours in packing.bins) for packing in found.packings()]
        expected = packings_by_search(pattern, sizes, compatible)
        assert found.count() == len(listed) == len(expected)
        assert set(listed) == set(expected)


@pytest.mark.quick
def test_many_layers() -> None:
    form = product(BinaryForm((1, -i)) for i in range(48))
    certificate = certify_fibre_count(Architecture((2,) * 48), form)
    assert check_text(certificate.text).accepted
    assert claim(certificate)["count"] == str(factorial(48))
    factors = [BinaryForm((1, -i)) for i in range(200)]
    assert check_text(certify_factorization(Architecture((2,) * 200), factors).text).accepted
    pattern = RootPattern((1,) * 100 + (2,) * 50, (1,) * 20)
    assert check_text(certify_compatibility(Architecture((5,) * 60), pattern).text).accepted


@pytest.mark.quick
def test_refusals() -> None:
    four = Architecture((3, 2, 2))
    with pytest.raises(BadInputError, match="one for each"):
        certify_factorization(four, [BinaryForm((1, 0, 1))])
    with pytest.raises(BadInputError, match="layer 1"):
        certify_factorization(Architecture((3, 2)), [BinaryForm((1, 0)), BinaryForm((1, 0, 1))])
    with pytest.raises(UnsupportedError, match="2048"):
        certify_factorization(Architecture((2, 2), (3000, 1)), [BinaryForm((1, 0))] * 2)
    with pytest.raises(CertificateError, match="infinitely many"):
        certify_fibre_count(four, BinaryForm((0, 0, 0, 0, 0)))
    with pytest.raises(BadInputError, match="an integer ≥ 0"):
        certify_fibre_count(four, BinaryForm((1, 0, -5, 0, 4)), count=-1)
    with pytest.raises(UnsupportedError, match="stride"):
        certify_fibre_count(Architecture((2, 2), (2, 1)), BinaryForm((1, 0, 0, 1)))
    with pytest.raises(UnsupportedError, match="stride"):
        certify_compatibility(Architecture((2, 2), (2, 1)), RootPattern((1, 2), ()))
    with pytest.raises(BadInputError, match="degree"):
        certify_compatibility(four, RootPattern((1, 2), ()))
    with pytest.raises(UnsupportedError, match="64"):
        encode_field(RealField((-2, *[0] * 64, 1), 0))


@pytest.mark.quick
@pytest.mark.parametrize("packing", [[[3, 3], [1], [2]], [[1, 3], [2]], [[1, 3], [2], [1]], [[1, -1], [2], [3]], []])
def test_wrong_packings_are_not_certified(packing: list[list[int]]) -> None:
    with pytest.raises(CertificateError, match="112"):
        certify_compatibility(Architecture((3, 2, 2)), RootPattern((1, 1, 2), ()), packing)


@pytest.mark.quick
def test_claims_with_long_numbers_are_shown() -> None:
    claim = FibreCount(Architecture((2, 2)), BinaryForm((1, 3, 2)), compatible=False, count=10**5000)
    assert repr(claim).startswith("FibreCount(architecture=Architecture(")
    assert repr(claim).endswith(f"count=1{'0' * 5000})")
