"""Certificates of membership for larger strides: whatever the engine answers, the checker accepts."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lcnsym import Architecture, BinaryForm, Certificate, decide, strategies
from lcnsym.algebra.forms import product
from lcnsym.certificates.produce import (
    certify_complex_membership,
    certify_filling,
    certify_full_dimensional,
    certify_membership,
)
from lcnsym.checker import check_text
from lcnsym.network.convolution import compose

from ..root_orbits import Point, architectures_and_roots

pytestmark = pytest.mark.quick


def kind(certificate: Certificate) -> str:
    result = check_text(certificate.text)
    assert result.accepted, (certificate.text, result.reason)
    return certificate.kind


def assert_certified(architecture: Architecture, form: BinaryForm) -> None:
    verdict = decide(architecture, form)
    over_reals, over_complex = certify_membership(architecture, form), certify_complex_membership(architecture, form)
    assert kind(over_reals) == ("member" if verdict.is_member else "not-member")
    assert kind(over_complex) == ("complex-member" if verdict.is_complex_member else "not-complex-member")


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(architectures_and_roots())
def test_forms_with_known_roots(case: tuple[Architecture, BinaryForm, Counter[Point]]) -> None:
    architecture, form, _ = case
    assert_certified(architecture, form)
    assert kind(certify_filling(architecture)) == ("filling" if architecture.is_filling else "not-filling")
    full = "full-dimensional" if architecture.is_full_dimensional else "not-full-dimensional"
    assert kind(certify_full_dimensional(architecture)) == full


@given(st.data(), strategies.architectures(max_layers=3, max_filter_size=3, max_stride=3))
def test_over_number_fields(data: st.DataObject, architecture: Architecture) -> None:
    layers = [data.draw(strategies.forms(k - 1, irrational=i == 0)) for i, k in enumerate(architecture.filter_sizes)]
    form = compose(architecture, layers)
    assert_certified(architecture, form)
    moved = form + BinaryForm([1, *[0] * form.degree])
    assert_certified(architecture, moved)


@pytest.mark.parametrize("scale", [10**300, 10**-300])
def test_huge_coefficients(scale: float) -> None:
    architecture = Architecture((3, 2, 3), (2, 2, 1))
    layers = [BinaryForm((1, 10**300, 3)), BinaryForm((7, -(10**299))), BinaryForm((1, 0, -(10**301)))]
    assert_certified(architecture, compose(architecture, layers).scaled(int(scale) or 1))


def test_degree_sixty() -> None:
    architecture = Architecture((9, 9, 9, 6), (2, 2, 1, 1))
    roots = [product(BinaryForm((1, -(7 * i + j))) for j in range(k - 1)) for i, k in enumerate((9, 9, 9, 6))]
    form = compose(architecture, roots)
    assert form.degree == 76
    assert_certified(architecture, form)
