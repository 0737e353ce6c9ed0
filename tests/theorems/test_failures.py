"""Every theorem check notices a wrong engine, wrong evidence, or a wrong statement."""

from __future__ import annotations

import pytest

from lcnsym import theorems
from lcnsym.algebra.forms import BinaryForm
from lcnsym.algebra.generic_discriminant import GenericDiscriminant
from lcnsym.membership.positions import Position, Verdict, position_of_pattern
from lcnsym.membership.verdict import decide
from lcnsym.network.architecture import Architecture
from lcnsym.theorems.methods import tables
from lcnsym.theorems.methods.topology import ObservedPosition

pytestmark = pytest.mark.quick

QUARTIC = Architecture((3, 2, 2))
OTHER = {
    Position.INTERIOR: Position.OUTSIDE,
    Position.BOUNDARY: Position.INTERIOR,
    Position.OUTSIDE: Position.BOUNDARY,
}


def told(truth: Verdict, position: Position) -> Verdict:
    """The same verdict with another position, in the place where a verdict keeps its own."""
    vars(truth)["position"] = position
    assert truth.position is position
    return truth


def lying_decide(architecture: Architecture, form: BinaryForm) -> Verdict:
    truth = decide(architecture, form)
    return told(truth, OTHER[truth.position])


def off_by_one(architecture: Architecture, form: BinaryForm) -> Verdict:
    """An engine that asks for e + 1 real roots of odd multiplicity in place of e."""
    truth = decide(architecture, form)
    return told(truth, position_of_pattern(truth.pattern, architecture.even_filters + 1))


@pytest.mark.parametrize(
    ("name", "module"),
    [
        ("membership", "function_space.membership"),
        ("complement-two-even", "function_space.complement_two_even"),
        ("boundary", "function_space.boundary"),
        ("interior", "function_space.interior"),
        ("boundary-closure", "function_space.boundary_closure"),
        ("example-322", "methods.tables"),
        ("example-42", "methods.tables"),
        ("example-222", "methods.tables"),
        ("fibre-finite", "fibres.fibre_finite"),
    ],
)
@pytest.mark.parametrize("wrong", [lying_decide, off_by_one])
def test_wrong_engines_are_noticed(name: str, module: str, wrong: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"lcnsym.theorems.{module}.decide", wrong)
    architecture = None if name.startswith("example") else QUARTIC
    check = theorems.theorem(name).check(architecture)
    assert not check.holds
    assert isinstance(check.counterexample, BinaryForm)
    assert check.certificate is None
    assert "engine" in check.explanation
    document = check.to_dict()
    assert document["holds"] is False
    assert document["certificate"] is None
    assert isinstance(document["counterexample"], dict)
    assert "filter" in document["counterexample"]


def test_a_wrong_position_with_an_empty_boundary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lcnsym.theorems.function_space.boundary_empty.decide", lying_decide)
    check = theorems.theorem("boundary-empty").check(Architecture((3, 2)), BinaryForm.parse("1,0,0,1"))
    assert not check.holds
    assert check.counterexample == BinaryForm.parse("1,0,0,1")


@pytest.mark.parametrize("k", [(3, 2), (2, 2)])
def test_a_wrong_filling_engine(k: tuple[int, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    truth = Architecture(k).is_filling
    monkeypatch.setattr(Architecture, "is_filling", not truth)
    check = theorems.theorem("filling").check(Architecture(k))
    assert not check.holds
    assert check.to_dict()["counterexample"] == {"k": list(k), "s": [1] * len(k)}


def test_a_wrong_number_of_even_filters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Architecture, "even_filters", 1)
    assert not theorems.theorem("filling").check(QUARTIC).holds
    assert not theorems.theorem("membership").check(QUARTIC).holds
    assert not theorems.theorem("boundary-empty").check(QUARTIC).holds


def test_a_witness_that_is_not_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "lcnsym.theorems.function_space.filling.missing_filter", lambda _: BinaryForm.parse("1,0,0,0,-1")
    )
    check = theorems.theorem("filling").check(QUARTIC)
    assert not check.holds
    assert check.counterexample == BinaryForm.parse("1,0,0,0,-1")


def test_a_wrong_dimension(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Architecture, "dimension", 4)
    check = theorems.theorem("full-dimensional").check(QUARTIC)
    assert not check.holds
    assert "rank of the derivative: 5" in check.explanation


def test_a_degenerate_derivative(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "lcnsym.theorems.function_space.full_dimensional.linear_factor", lambda _: BinaryForm.parse("1,0")
    )
    assert not theorems.theorem("full-dimensional").check(QUARTIC).holds


def test_a_wrong_neighbourhood(monkeypatch: pytest.MonkeyPatch) -> None:
    undecided = ObservedPosition(None, "nothing seen")
    for module in ("boundary", "interior", "boundary_closure"):
        monkeypatch.setattr(f"lcnsym.theorems.function_space.{module}.observed_position", lambda *_: undecided)
    for name in ("boundary", "interior", "boundary-closure"):
        check = theorems.theorem(name).check(QUARTIC)
        assert not check.holds
        assert "nothing seen" in check.explanation


def test_wrong_layers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lcnsym.theorems.methods.layers.composed_layers", lambda *_: BinaryForm.parse("1,0,0,0"))
    check = theorems.theorem("filling").check(Architecture((3, 2)))
    assert not check.holds
    assert "do not multiply" in check.explanation


@pytest.mark.parametrize(
    ("attribute", "value", "told"),
    [
        ("is_irreducible", False, "is reducible"),
        ("is_smooth_at", lambda *_: False, "singular there"),
        ("value", lambda *_: 1, "discriminant 0: False"),
    ],
)
def test_a_wrong_discriminant(attribute: str, value: object, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GenericDiscriminant, attribute, value)
    check = theorems.theorem("boundary-closure").check(QUARTIC)
    assert not check.holds
    assert told in check.explanation


def test_a_stratum_of_wrong_dimension(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lcnsym.theorems.function_space.boundary_closure.rank", lambda _: 3)
    assert "dimension 3 in place of 4" in theorems.theorem("boundary-closure").check(QUARTIC).explanation


def test_wrong_tables() -> None:
    flipped = {**tables.QUARTICS, "2|1": False}
    wrong = tables.example("wrong", (3, 2, 2), flipped).check()
    assert not wrong.holds
    assert "the slides on 2|1: False" in wrong.explanation
    short = {text: verdict for text, verdict in tables.CUBICS.items() if text != "3|0"}
    assert not tables.example("short", (2, 2, 2), short).check().holds
    assert not tables.example("short", (2, 2, 2), short).check(form=BinaryForm.parse("1,0,0,0")).holds
