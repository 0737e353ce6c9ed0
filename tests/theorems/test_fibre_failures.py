"""The checks about fibres notice a wrong engine, wrong evidence, or a wrong statement."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from lcnsym import theorems
from lcnsym.algebra.forms import BinaryForm
from lcnsym.errors import InconclusiveError
from lcnsym.fibres import compatibility, problem
from lcnsym.fibres.fibre import Factorization, Fibre, Layer
from lcnsym.fibres.packing import Packing
from lcnsym.network import jacobian
from lcnsym.network.architecture import Architecture
from lcnsym.theorems import TheoremCheck
from lcnsym.theorems.methods import compatible_tables, distributions, products

pytestmark = pytest.mark.quick

QUARTIC = Architecture((3, 2, 2))
FORM = BinaryForm.parse("1,0,-5,0,4")
IRRATIONAL = BinaryForm.parse("1,0,-5-sqrt(2),0,2")

true_count, true_factorizations, true_layer = Fibre.count, Fibre.factorizations, Fibre.layer
true_enclosures = Layer.enclosures


def failed(name: str, told: str, form: BinaryForm | None = FORM, k: tuple[int, ...] = (3, 2, 2)) -> TheoremCheck:
    """The outcome of a check that must fail, with these words."""
    check = theorems.theorem(name).check(Architecture(k), form)
    assert not check.holds
    assert told in check.explanation
    assert check.counterexample is not None
    assert check.certificates == ()
    return check


def without_the_last(fibre: Fibre) -> Iterator[Factorization]:
    yield from list(true_factorizations(fibre))[:-1]


def one_twice(fibre: Fibre) -> Iterator[Factorization]:
    *others, _ = true_factorizations(fibre)
    yield from (*others, others[0])


@pytest.mark.parametrize(
    ("attribute", "wrong", "told"),
    [
        ("count", lambda fibre: true_count(fibre) + 1, "engine's count: 13"),
        ("count", lambda _: 0, "engine's count of the fibre is not 0: False"),
        ("factorizations", without_the_last, "length of the enumeration: 11"),
        ("factorizations", one_twice, "distribute the factors differently"),
        (
            "layer",
            lambda fibre, level, colours, *, is_first: true_layer(fibre, level, (1,) * len(colours), is_first=is_first),
            "is not one of",
        ),
    ],
)
def test_wrong_fibres(attribute: str, wrong: object, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Fibre, attribute, wrong)
    assert failed("fibre-finite", told).counterexample == FORM


def test_a_wrong_search(monkeypatch: pytest.MonkeyPatch) -> None:
    def short(*given: Any) -> frozenset[distributions.Content]:
        return frozenset(sorted(distributions.distributions(*given) or ())[1:])

    monkeypatch.setattr("lcnsym.theorems.fibres.fibre_finite.distributions", short)
    failed("fibre-finite", "search: 11")
    monkeypatch.setattr("lcnsym.theorems.fibres.fibre_finite.distributions", lambda *_: None)
    monkeypatch.setattr("lcnsym.theorems.fibres.fibre_finite.coefficient", lambda *_, **__: 11)
    failed("fibre-finite", "coefficient of symmetric polynomials: 11")


def test_wrong_enclosures(monkeypatch: pytest.MonkeyPatch) -> None:
    def shifted(layer: Layer, bits: int) -> tuple[tuple[Fraction, Fraction], ...]:
        return tuple((lo + Fraction(1, 1000), hi + Fraction(1, 1000)) for lo, hi in true_enclosures(layer, bits))

    monkeypatch.setattr(Layer, "enclosures", shifted)
    failed("fibre-finite", "is not one of the filter", IRRATIONAL)


def test_enclosures_that_stay_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(products, "MOST_BITS", 32)
    with pytest.raises(InconclusiveError, match="32 bits"):
        theorems.theorem("fibre-finite").check(QUARTIC, IRRATIONAL)
    with pytest.raises(InconclusiveError, match="not told apart"):
        products.all_differ(list(true_factorizations(Fibre(QUARTIC, FORM))))


def test_classes_that_are_not_different(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lcnsym.theorems.fibres.fibre_finite.all_differ", lambda _: False)
    failed("fibre-finite", "two factorizations are in one scaling class")


def test_layers_that_do_not_begin_with_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert products.all_differ(list(true_factorizations(Fibre(QUARTIC, FORM))))
    doubled = FORM.scaled(2)
    monkeypatch.setattr(
        Fibre,
        "layer",
        lambda fibre, level, colours, *, is_first: true_layer(fibre, level, colours, is_first=not is_first),
    )
    assert not products.all_differ(list(true_factorizations(Fibre(QUARTIC, doubled))))


@pytest.mark.parametrize("wrong", [BinaryForm((1,)), BinaryForm((1, 0)), BinaryForm((0, 0, 1)), BinaryForm((1, 0, 0))])
def test_wrong_common_factors(wrong: BinaryForm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lcnsym.theorems.fibres.fibre_scaling.common_factor", lambda _: wrong)
    failed("fibre-scaling", "k − deg g", BinaryForm.parse("0,0,1,1,0"))


def test_wrong_jacobians(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*given: Any) -> list[list[Any]]:
        rows = jacobian.jacobian(*given)
        return [*rows[1:], rows[0]]

    monkeypatch.setattr("lcnsym.theorems.fibres.fibre_scaling.jacobian", wrong)
    failed("fibre-scaling", "is not the exact difference")
    monkeypatch.setattr("lcnsym.theorems.fibres.fibre_scaling.derivative_by_differences", wrong)
    monkeypatch.setattr("lcnsym.theorems.fibres.fibre_scaling.jacobian", lambda *given: wrong(*given)[:2])
    monkeypatch.setattr(
        "lcnsym.theorems.fibres.fibre_scaling.derivative_by_differences", lambda *given: wrong(*given)[:2]
    )
    failed("fibre-scaling", "rank of the derivative: 2")


def test_rescalings_that_leave_the_fibre(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lcnsym.theorems.fibres.fibre_scaling.rescalings", lambda layers: [(Fraction(2),) * layers])
    failed("fibre-scaling", "do not compose to the same filter")


@pytest.mark.parametrize(
    ("function", "wrong", "told"),
    [
        ("is_critical", lambda *_: True, "the target: False"),
        ("is_critical", lambda image, *_: image[0][0] == 1, "zero gradient at point 1"),
        ("is_orthogonal", lambda *_: False, "orthogonal to the multiples of g: False"),
        ("targets", lambda W, _: [(W + BinaryForm((1, 0, 0, 0, 0)), True)], "the target: True"),
    ],
)
def test_wrong_gradients(function: str, wrong: object, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"lcnsym.theorems.fibres.fibre_scaling.{function}", wrong)
    failed("fibre-scaling", told)


Packings = compatibility.PatternPackings


def one_more(found: Packings) -> Packings:
    return replace(found, packings=found.packings + 1)


def one_more_compatible(found: Packings) -> Packings:
    return replace(found, compatible_packings=found.compatible_packings + 1)


def another(found: Packings) -> Packings:
    return replace(found, example=Packing.of_bins(((1,), (1,))) if found.example is None else None)


@pytest.mark.parametrize(
    ("name", "module", "wrong", "told"),
    [
        ("packing-counts", "fibres.packing_counts", one_more, "for packings of"),
        ("packing-counts", "fibres.packing_counts", one_more_compatible, "for compatible packings of"),
        ("example-322-compatible", "methods.compatible_tables", another, "engine: None"),
        ("example-322-compatible", "methods.compatible_tables", one_more_compatible, "engine's count"),
    ],
)
def test_wrong_packings_of_patterns(
    name: str, module: str, wrong: Callable[[Packings], Packings], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        f"lcnsym.theorems.{module}.pattern_packings", lambda *given: wrong(compatibility.pattern_packings(*given))
    )
    failed(name, told, None)


def test_wrong_numbers_of_complex_packings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "lcnsym.theorems.fibres.packing_counts.number_of_complex_packings",
        lambda *given, **named: problem.number_of_complex_packings(*given, **named) + 1,
    )
    failed("packing-counts", "engine on complex roots", None)


def test_a_wrong_coefficient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lcnsym.theorems.fibres.packing_counts.coefficient", lambda *_, **__: 0)
    failed("packing-counts", "coefficient for packings of 1111|0: 0", None)


@pytest.mark.parametrize(
    ("text", "packing", "told"),
    [
        ("22|0", None, "the slides on 22|0: None"),
        ("4|0", "p1 p1 . p1 . p1", "the slides on 4|0: p1 p1"),
        ("112|0", "p1 p3 . p2 . p3", "engine: p1 p2 . p3 . p3"),
        ("5|0", None, "are not the patterns of degree 4"),
    ],
)
def test_wrong_compatible_tables(text: str, packing: str | None, told: str) -> None:
    wrong = compatible_tables.compatible_example("wrong", (3, 2, 2), {**compatible_tables.FOR_322, text: packing})
    check = wrong.check()
    assert not check.holds
    assert told in check.explanation
    short = compatible_tables.compatible_example("short", (3, 2, 2), {"5|0": None})
    assert "is not in the table" in short.check(form=FORM).explanation


def test_layers_with_a_double_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compatible_tables, "Fibre", lambda architecture, form, **_: Fibre(architecture, form))
    failed("example-322-compatible", "has 1 distinct roots", BinaryForm.parse("0,0,1,0,0"))
    monkeypatch.setattr(compatible_tables, "compose", lambda *_: FORM.scaled(2))
    failed("example-322-compatible", "does not multiply", FORM)


def test_a_filter_that_is_not_factored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Fibre, "factorizations", lambda _: iter(()))
    failed("example-322-compatible", "the filter is factored: False")


def test_a_search_that_misses_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compatible_tables, "distributions", lambda *_, **__: None)
    failed("example-42-compatible", "the search finds any: False", FORM, (4, 2))
