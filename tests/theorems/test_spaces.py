"""The theorems on nearest filters, and on inequalities and positions for larger strides; wrong engines are noticed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from lcnsym import Architecture, BinaryForm, Components, RootPattern, StridedClosure, StridedDescription, theorems
from lcnsym.checker import check_text
from lcnsym.errors import BadInputError, UnsupportedError
from lcnsym.membership.positions import Position
from lcnsym.membership.probabilities import MembershipProbability
from lcnsym.membership.relative_positions import RelativePosition
from lcnsym.theorems.function_space import components, membership_probability, nearest_filters
from lcnsym.theorems.larger_strides import relative_interior, strided_inequalities

pytestmark = pytest.mark.quick

STRIDED = [Architecture((2, 2), (2, 1)), Architecture((3, 2), (2, 1)), Architecture((2, 2, 2), (1, 2, 1))]


def holds(name: str, architecture: Architecture, form: BinaryForm | None = None) -> None:
    found = theorems.theorem(name).check(architecture, form)
    assert found.holds, (found.explanation, found.counterexample)
    assert all(check_text(certificate.text).accepted for certificate in found.certificates)
    assert found.certificates


@pytest.mark.parametrize("k", [(2, 2), (2, 2, 2), (3, 2, 2), (2, 2, 2, 2), (3, 2, 2, 2)])
def test_nearest_filters(k: tuple[int, ...]) -> None:
    architecture = Architecture(k)
    holds("nearest-filters", architecture)
    holds(
        "nearest-filters", architecture, BinaryForm([(-1) ** i * (3 + 2 * i) for i in range(architecture.filter_size)])
    )


@pytest.mark.parametrize("architecture", STRIDED, ids=str)
@pytest.mark.parametrize("name", ["strided-inequalities", "relative-interior"])
def test_larger_strides(name: str, architecture: Architecture) -> None:
    holds(name, architecture)
    holds(name, architecture, BinaryForm([1, *[0] * (architecture.degree - 1), -1]))


def test_a_boundary_that_is_too_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest_filters, "boundary_pattern", lambda _: RootPattern.parse("22|0"))
    found = theorems.theorem("nearest-filters").check(Architecture((3, 2, 2)))
    assert not found.holds
    assert "disagree about the boundary" in found.explanation


def test_a_distance_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    real = nearest_filters.distance_from_boundary

    def wrong(architecture: Architecture, loss: object) -> object:
        found = real(architecture, loss)  # type: ignore[arg-type]
        return replace(found, candidates=(), bounds=(found.squared_enclosure(9)[0] * 9,) * 2)  # type: ignore[type-var, union-attr]

    monkeypatch.setattr(nearest_filters, "distance_from_boundary", wrong)
    found = theorems.theorem("nearest-filters").check(Architecture((2, 2)), BinaryForm((1, 0, 4)))
    assert not found.holds
    assert "nearer than" in found.explanation


def test_a_formula_of_another_function_space(monkeypatch: pytest.MonkeyPatch) -> None:
    other = StridedDescription(Architecture((2, 2, 2), (1, 2, 1)))
    monkeypatch.setattr(strided_inequalities, "describe", lambda _: other)
    found = theorems.theorem("strided-inequalities").check(Architecture((3, 2), (2, 1)))
    assert not found.holds
    assert "answers differ" in found.explanation


def test_a_boundary_that_is_said_to_be_interior(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "lcnsym.membership.relative_positions.relative_position",
        lambda _, factorization: RelativePosition(
            Position.INTERIOR if factorization is None or factorization.is_real else Position.OUTSIDE
        ),
    )
    found = theorems.theorem("relative-interior").check(Architecture((3, 2), (2, 1)), BinaryForm((1, 0, -2, 0, 1)))
    assert not found.holds
    assert "has no real layers" in found.explanation


def test_what_is_refused() -> None:
    with pytest.raises(BadInputError, match="e ≥ 2"):
        theorems.theorem("nearest-filters").check(Architecture((3, 3)))
    with pytest.raises(UnsupportedError, match="degree 8"):
        theorems.theorem("nearest-filters").check(Architecture((2, 2, 8)))
    with pytest.raises(UnsupportedError, match="two levels"):
        theorems.theorem("relative-interior").check(Architecture((2, 2, 2), (2, 2, 1)))
    with pytest.raises(UnsupportedError, match="has one"):
        theorems.theorem("relative-interior").check(Architecture((2, 2)))
    assert relative_interior.RELATIVE_INTERIOR.name == "relative-interior"


@pytest.mark.parametrize("k", [(3, 2), (2, 2), (2, 2, 2), (3, 2, 2), (2, 2, 2, 2), (3, 3, 2, 2)])
def test_components(k: tuple[int, ...]) -> None:
    assert theorems.theorem("components").check(Architecture(k)).holds


def test_a_wrong_number_of_components_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(components, "space_components", lambda _: Components(1, 1, 2))
    found = theorems.theorem("components").check(Architecture((2, 2)))
    assert not found.holds
    assert "boundary" in found.explanation
    monkeypatch.undo()
    # all strata of cubics are connected, those of quartics are not
    monkeypatch.setattr(components, "stratum_components", lambda _: 1)
    assert not theorems.theorem("components").check(Architecture((3, 2, 2))).holds
    with pytest.raises(UnsupportedError, match="degree 7"):
        theorems.theorem("components").check(Architecture((5, 5)))


@pytest.mark.parametrize("k", [(1,), (2,), (3, 2), (2, 2), (2, 2, 2), (3, 2, 2), (2, 2, 2, 2), (2, 2, 2, 3)])
def test_membership_probability(k: tuple[int, ...]) -> None:
    assert theorems.theorem("membership-probability").check(Architecture(k)).holds


def test_a_wrong_probability_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    right = membership_probability.membership_probability

    def wrong(architecture: Architecture) -> MembershipProbability:
        found = right(architecture)
        lo, hi = found.bounds
        return replace(found, bounds=(lo + Fraction(1, 100), hi + Fraction(1, 100)))

    monkeypatch.setattr(membership_probability, "membership_probability", wrong)
    for k in ((2, 2), (2, 2, 2), (2, 2, 2, 2), (2, 2, 2, 3)):
        assert not theorems.theorem("membership-probability").check(Architecture(k)).holds
    with pytest.raises(UnsupportedError, match="degree 5"):
        theorems.theorem("membership-probability").check(Architecture((5, 2, 2)))


@pytest.mark.parametrize(("k", "s"), [((3, 2), (2, 1)), ((3, 2, 2), (2, 2, 1)), ((4, 2), (3, 1)), ((2, 2), (1, 1))])
def test_closure_singular_locus(k: tuple[int, ...], s: tuple[int, ...]) -> None:
    assert theorems.theorem("closure-singular-locus").check(Architecture(k, s)).holds


def test_a_wrong_singular_locus_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StridedClosure, "is_singular_at", lambda *_: False)
    found = theorems.theorem("closure-singular-locus").check(Architecture((3, 2), (2, 1)), BinaryForm((1, 0, 0, 0, 1)))
    assert not found.holds
    with pytest.raises(UnsupportedError, match="up to degree 8"):
        theorems.theorem("closure-singular-locus").check(Architecture((6, 5), (2, 1)))
