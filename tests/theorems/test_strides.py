"""The theorems about larger strides: laws on random architectures, and wrong engines that the checks notice."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lcnsym import Architecture, BinaryForm, missing_filter, strategies, theorems
from lcnsym.checker import check_text
from lcnsym.errors import BadInputError
from lcnsym.network.convolution import compose
from lcnsym.theorems.larger_strides import last_stride
from lcnsym.theorems.methods.strided_examples import COMPOSED, strided_examples

from ..root_orbits import Point, architectures_and_roots

OF_ARCHITECTURES = ("dimension", "filling-strides", "containment", "last-stride", "size-one-layers")
OF_FILTERS = ("size-one-layers", "complex-membership", "membership-strides")
small = strategies.architectures(max_layers=3, max_filter_size=4, max_stride=3).filter(lambda a: a.degree <= 30)


def holds(name: str, architecture: Architecture, form: BinaryForm | None = None) -> None:
    found = theorems.theorem(name).check(architecture, form)
    assert found.holds, (found.explanation, found.counterexample)
    assert found.certificates
    assert all(check_text(certificate.text).accepted for certificate in found.certificates)


@pytest.mark.parametrize("name", [*OF_ARCHITECTURES, "complex-membership", "membership-strides"])
@given(architecture=small)
def test_architectures(name: str, architecture: Architecture) -> None:
    holds(name, architecture)


@pytest.mark.quick
@given(st.integers(1, 7), st.integers(1, 5), st.integers(1, 4))
def test_two_layers(first: int, second: int, stride: int) -> None:
    holds("jacobian-two-layers", Architecture((first, second), (stride, 1)))


@pytest.mark.parametrize("name", OF_FILTERS)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(case=architectures_and_roots())
def test_filters_with_known_roots(name: str, case: tuple[Architecture, BinaryForm, Counter[Point]]) -> None:
    architecture, form, _ = case
    holds(name, architecture, form)


@pytest.mark.parametrize("name", OF_FILTERS)
@given(data=st.data(), architecture=strategies.architectures(max_layers=2, max_filter_size=3, max_stride=3))
def test_filters_over_number_fields(name: str, data: st.DataObject, architecture: Architecture) -> None:
    layers = [data.draw(strategies.forms(k - 1, irrational=i == 0)) for i, k in enumerate(architecture.filter_sizes)]
    holds(name, architecture, compose(architecture, layers))


@pytest.mark.quick
def test_the_examples_are_of_both_kinds() -> None:
    architecture = Architecture((2, 2, 2), (1, 2, 1))
    found = [theorems.theorem("membership-strides").check(architecture, f) for f in strided_examples(architecture)]
    kinds = [check.certificate.kind for check in found if check.certificate]
    assert kinds[:COMPOSED] == ["member"] * COMPOSED
    assert set(kinds) == {"member", "not-member"}


@pytest.mark.quick
@pytest.mark.parametrize(
    ("name", "place", "wrong", "told"),
    [
        ("dimension", "lcnsym.theorems.larger_strides.dimension.jacobian_rank", lambda *_: 3, "answers differ"),
        (
            "filling-strides",
            "lcnsym.theorems.larger_strides.filling_strides.missing_filter",
            lambda _: BinaryForm((1, 0, 0, 0, 1)),
            "closure",
        ),
        (
            "size-one-layers",
            "lcnsym.theorems.larger_strides.size_one_layers.filter_by_matrices",
            lambda *_: BinaryForm((1,) * 5),
            "differ",
        ),
        (
            "containment",
            "lcnsym.theorems.larger_strides.containment.compare_spaces",
            lambda *_: SimpleNamespace(is_contained=True, in_first_only=None),
            "said to have all filters",
        ),
        (
            "containment",
            "lcnsym.theorems.larger_strides.containment.compare_spaces",
            lambda first, _: SimpleNamespace(is_contained=False, in_first_only=missing_filter(first)),
            "the filter that",
        ),
        (
            "jacobian-two-layers",
            "lcnsym.theorems.larger_strides.jacobian_two_layers.jacobian_rank",
            lambda *_: 4,
            "answers differ",
        ),
    ],
)
def test_wrong_computations(name: str, place: str, wrong: Any, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, wrong)
    found = theorems.theorem(name).check(Architecture((3, 2), (2, 1)))
    assert not found.holds
    assert told in found.explanation
    assert found.certificate is None


@pytest.mark.quick
@pytest.mark.parametrize("name", ["complex-membership", "membership-strides"])
def test_wrong_engines(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module = name.replace("-", "_")
    decide = theorems.theorem(name).examination.__globals__["decide"]
    stride_one = Architecture((3, 3))

    def lying(_architecture: Architecture, _form: BinaryForm) -> object:
        return decide(stride_one, BinaryForm((1, 0, 0, 0, 1)))

    monkeypatch.setattr(f"lcnsym.theorems.larger_strides.{module}.decide", lying)
    form = BinaryForm((1, 1, 0, 0, 1))
    found = theorems.theorem(name).check(Architecture((3, 2), (2, 1)), form)
    assert not found.holds
    assert found.counterexample == form


@pytest.mark.quick
def test_wrong_matrices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(last_stride, "filter_by_matrices", lambda *_: BinaryForm((1, 2, 3, 4, 5)))
    assert not theorems.theorem("last-stride").check(Architecture((3, 2), (2, 1))).holds


@pytest.mark.quick
def test_hypotheses() -> None:
    with pytest.raises(BadInputError, match="2 layers"):
        theorems.theorem("jacobian-two-layers").check(Architecture((3, 2, 2)))
    with pytest.raises(BadInputError, match="stride one"):
        theorems.theorem("membership").check(Architecture((3, 2), (2, 1)))
