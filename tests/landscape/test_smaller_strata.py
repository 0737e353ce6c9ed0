"""Filters on smaller strata than they were found for: which of their factorizations are critical."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lcnsym.algebra.forms import BinaryForm, product
from lcnsym.algebra.numbers import Number
from lcnsym.fibres.fibre import Fibre
from lcnsym.landscape.critical import critical_points
from lcnsym.landscape.equations.quadrics import Quadric
from lcnsym.landscape.layers.natures import Nature
from lcnsym.landscape.loss import SquareLoss
from lcnsym.landscape.strata.exact_forms import ExactForm
from lcnsym.network.architecture import Architecture

from .support import euclidean

SPECIAL = [
    ((3, 2, 2), (1, 0, 2, 0, 1)),
    ((4, 2), (1, 0, 0, 0, 1)),
    ((3, 3), (0, 0, 1, 0, 1)),
    ((3, 3), (0, 0, 2, 2, 1)),
    ((3, 2), (1, 0, 0, 1)),
    ((3, 2, 2), (3, 1, 1, -5, 0)),
    ((4, 2), (3, 1, 1, -5, 0)),
    ((3, 2, 2), (0, 0, 2, 0, -1)),
]


@pytest.mark.parametrize(("sizes", "target"), SPECIAL)
def test_the_critical_factorizations_are_those_with_gradient_zero(
    sizes: tuple[int, ...], target: tuple[int, ...]
) -> None:
    """Exactly, with every factorization of the fibre over every filter on a smaller stratum."""
    architecture, loss = Architecture(sizes), euclidean(*target)
    landscape = critical_points(architecture, loss)
    smaller = {form for stratum in landscape.strata for form in stratum.smaller}
    assert smaller
    assert not landscape.undecided
    for form in smaller:
        if form == loss.target:
            continue
        listed = list(Fibre(architecture, form).factorizations())
        number = sum(gradient_is_zero(loss, form, found.filters) for found in listed)
        points = [point for point in landscape.points if point.function.rational_form == form]
        assert sum(len(point.classes) for point in points) == number
        assert len(points) == int(number > 0)
        assert all(point.is_complete for point in points)


def gradient_is_zero(loss: SquareLoss, form: BinaryForm, filters: tuple[BinaryForm, ...]) -> bool:
    """⟨x^a·y^b·Π_{j≠i} w_j, Q(w − u)⟩ = 0 for all layers i and all a + b = k_i − 1."""
    difference = [w - u for w, u in zip(form.coefficients, loss.target.coefficients, strict=True)]
    residual = [inner(row, difference) for row in loss.gram]
    for i, layer in enumerate(filters):
        others = product([BinaryForm((1,)), *(w for j, w in enumerate(filters) if j != i)]).coefficients
        for shift in range(layer.degree + 1):
            if inner(others, residual[shift : shift + len(others)]) != 0:
                return False
    return True


def inner(first: object, second: object) -> Number:
    total: Number = Fraction(0)
    for a, b in zip(first, second, strict=True):  # type: ignore[call-overload]
        total = total + a * b
    return total


def test_all_classes_of_a_target_with_two_double_roots() -> None:
    """(x ± y)⁴/5 for x⁴ + 2x²y² + y⁴: one factorization each, with (x ± y)² in the first layer."""
    landscape = critical_points(Architecture((3, 2, 2)), euclidean(1, 0, 2, 0, 1))
    assert landscape.is_complete
    fourth = [point for point in landscape.points if str(point.pattern) == "4|0"]
    assert [point.loss for point in fourth] == [(Fraction(16, 5), Fraction(16, 5))] * 2
    assert [len(point.classes) for point in fourth] == [1, 1]
    # their Hessians are singular, and terms of fourth order are negative
    assert {(c.nature, c.to_dict()["order"]) for point in fourth for c in point.classes} == {(Nature.SADDLE, 4)}
    # 2x²y², where a third of 200 descents ended; it has two factorizations
    assert [p.loss[0] for p in landscape.points for c in p.classes if c.nature is Nature.MINIMUM] == [1, 1, 2, 2]
    assert landscape.spurious_minima == 2


def test_what_is_not_decided_leaves_the_list_incomplete(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ExactForm, "is_critical_with", lambda *_: None)
    landscape = critical_points(Architecture((3, 2, 2)), euclidean(1, 0, 2, 0, 1))
    assert sorted(form.scaled(5).coefficients for form in landscape.undecided) == [(1, -4, 6, -4, 1), (1, 4, 6, 4, 1)]
    assert not landscape.is_complete
    assert landscape.spurious_minima is None
    least = landscape.global_minimum
    assert least is not None
    assert least.loss == (1, 1)


UNIT = [[Fraction(int(i == j)) for j in range(5)] for i in range(5)]


def test_divisors_of_a_form() -> None:
    """w = (x² − 2y²)²: Q(w − u) is orthogonal to the multiples of the rational divisor, or to all, or to few."""
    w = BinaryForm((1, 0, -4, 0, 4))
    at_target = ExactForm(Quadric(UNIT, w), w)
    assert at_target.is_critical_with((1, 1)) is True
    assert at_target.is_critical_with((0, 0)) is True
    # not rational, and no inner product is other than zero
    assert at_target.is_critical_with((1, 0)) is None
    # r = w − u with ⟨r, (x² − 2y²)·f⟩ = 0 for all f of degree 2
    r = BinaryForm((4, 2, 2, 1, 1))
    beside = ExactForm(Quadric(UNIT, BinaryForm([a - b for a, b in zip(w.rationals, r.rationals, strict=True)])), w)
    assert beside.is_critical_with((1, 1)) is True
    assert beside.is_critical_with((2, 2)) is True
    assert beside.is_critical_with((0, 0)) is False
    assert beside.is_critical_with((1, 0)) is False
    assert beside.is_critical_with((0, 1)) is False


def test_divisors_with_roots_at_infinity_and_pairs() -> None:
    """w = y²·(x² + y²): multiples of y have no x⁴, multiples of x² + y² have."""
    w = BinaryForm((0, 0, 1, 0, 1))
    form = ExactForm(Quadric(UNIT, BinaryForm((-1, 0, 1, 0, 1))), w)
    roots = form.roots(128)
    assert roots is not None
    kinds = [(root.multiplicity, root.is_real) for root in roots]
    assert sorted(kinds) == [(1, False), (2, True)]
    double, pair = kinds.index((2, True)), kinds.index((1, False))

    def asked(infinite: int, pairs: int) -> bool | None:
        exponents = [0, 0]
        exponents[double], exponents[pair] = infinite, pairs
        return form.is_critical_with(exponents)

    assert asked(1, 0) is True
    assert asked(2, 0) is True
    assert asked(1, 1) is True
    assert asked(0, 0) is False
    assert asked(0, 1) is False


def test_an_interrupt_leaves_them_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("lcnsym.landscape.by_strata.searched_point", interrupted)
    landscape = critical_points(Architecture((3, 2, 2)), euclidean(1, 0, 2, 0, 1))
    assert landscape.is_interrupted
    assert len(landscape.undecided) == 2
    assert not landscape.is_complete
    assert landscape.points
