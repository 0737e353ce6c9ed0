"""Rational critical points: their layers are exact where they are rational, and None where they are not."""

from __future__ import annotations

import json
from fractions import Fraction
from math import gcd

import pytest
from flint import acb
from hypothesis import given, settings
from hypothesis import strategies as st

from lcnsym import Architecture, BinaryForm, Fibre, SquareLoss, compose, critical_points
from lcnsym.algebra.forms import product
from lcnsym.algebra.numbers import Number
from lcnsym.landscape.equations.quadrics import Quadric
from lcnsym.landscape.layers.composed_forms import ComposedForm
from lcnsym.landscape.layers.gauged_gradients import GaugedGradient, GaugedLayers
from lcnsym.landscape.layers.rational_layers import RationalLayers, in_lowest_terms, is_critical
from lcnsym.show.renderings import html
from lcnsym.show.values.landscape import critical_point_view, landscape_view

ONE, ZERO = Fraction(1), Fraction(0)


def layers_of(k: tuple[int, ...], u: list[str]) -> dict[str, list[list[list[str]] | None]]:
    """The layers in JSON by the exact loss."""
    landscape = critical_points(Architecture(k), SquareLoss.euclidean(BinaryForm([Fraction(c) for c in u])))
    document = json.loads(json.dumps(landscape.to_dict()))
    functions = [f for f in document["functions"] if isinstance(f["loss"], str)]
    return {f["loss"]: [c["layers"] for c in f["classes"]] for f in functions}


@pytest.mark.parametrize(
    ("u", "loss", "layers"),
    [
        (["2", "1", "-2", "3"], "4", [["1", "1", "-2"], ["1", "-1"]]),
        (["3/2", "-1/2", "-1/2", "3/2"], "1", [["1", "0", "-1"], ["1", "-1"]]),
    ],
)
def test_the_known_spurious_minima_are_rational(u, loss, layers):
    assert layers_of((3, 2), u)[loss] == [layers]


def test_rational_filters_without_rational_layers():
    # (x² − 2)·x² for k = (2, 2, 2, 2): every layer with a root of x² − 2 is irrational
    found = layers_of((2, 2, 2, 2), ["1", "0", "-2", "0", "0"])
    assert found["0"] == [None] * 12
    # with the pair in one layer of size 3 one class is rational, the other ones are not
    found = layers_of((3, 3), ["1", "0", "-2", "0", "0"])["0"]
    assert len(found) == 4
    assert found.count(None) == 2
    assert [["1", "0", "-2"], ["1", "0", "0"]] in found


def test_conjugate_pairs_and_roots_at_infinity():
    assert layers_of((3, 2, 2), ["0", "3", "0", "0", "3"])["0"] == [
        [["3", "-3", "3"], ["0", "1"], ["1", "1"]],
        [["3", "-3", "3"], ["1", "1"], ["0", "1"]],
    ]


def gradient(loss: SquareLoss, architecture: Architecture, layers: RationalLayers) -> list[Fraction]:
    """By differences of the loss, which is quadratic in every layer: exact."""

    def value(i: int, a: int, step: int) -> Fraction:
        moved = [list(layer) for layer in layers]
        moved[i][a] += step
        return Fraction(loss.value(compose(architecture, [BinaryForm(layer) for layer in moved])))

    places = [(i, a) for i, layer in enumerate(layers) for a in range(len(layer))]
    return [(value(i, a, 1) - value(i, a, -1)) / 2 for i, a in places]


small = st.fractions(min_value=-4, max_value=4, max_denominator=5)


@settings(max_examples=40, deadline=None)
@given(small, small.filter(bool), st.lists(small, min_size=1, max_size=3).filter(any))
def test_planted_points_are_found_with_rational_layers(a, c, rest):
    """For a double root a of w, u = w − c·ν(a) makes w critical."""
    line, cofactor = BinaryForm((1, -a)), BinaryForm(rest)
    w = product([line, line, cofactor])
    n = w.degree
    u = BinaryForm([x - c * a ** (n - i) for i, x in enumerate(w.rationals)])
    architecture, loss = Architecture((n, 2)), SquareLoss.euclidean(u)
    landscape = critical_points(architecture, loss)
    own = [p for p in landscape.points if p.function.rational_form == w]
    cofactor_vanishes = cofactor(a) == 0
    assert own or cofactor_vanishes
    for point in landscape.points:
        for parameters in point.classes:
            layers = parameters.layers
            if point.function.rational_form is None:
                assert layers is None
            if layers is not None:
                composed = compose(architecture, [BinaryForm(layer) for layer in layers])
                assert composed == point.function.rational_form
                assert not any(gradient(loss, architecture, layers))
                bounds = parameters.filter_enclosures(30)
                assert all(_may_be_proportional(x, y) for x, y in zip(layers, bounds, strict=True))
    assert not own or any(
        c.layers == in_lowest_terms([(line * cofactor).rationals, line.rationals]) for c in own[0].classes
    )


def _may_be_proportional(layer: tuple[Fraction, ...], bounds: tuple[tuple[Fraction, Fraction], ...]) -> bool:
    place = next(i for i, c in enumerate(layer) if c)
    lo, hi = sorted(end / layer[place] for end in bounds[place])
    return all(
        min(lo * c, hi * c) <= right and left <= max(lo * c, hi * c)
        for c, (left, right) in zip(layer, bounds, strict=True)
    )


def scaled(layer: BinaryForm) -> list[Number]:
    """With the first coefficient that is not zero equal to 1."""
    first = next(c for c in layer.coefficients if c)
    return [c / first for c in layer.coefficients]


@pytest.mark.parametrize("k", [(3, 3), (2, 3, 2), (3, 2, 2), (2, 2, 2, 2)])
@pytest.mark.parametrize("w", [(1, 0, -3, 2, 0), (2, 1, 0, 0, 0), (1, 0, 2, 0, 1), (1, 0, -1, 0, -2), (3, 0, 0, 0, -3)])
def test_rational_classes_are_those_of_the_fibre(k, w):
    """The factorizations of the target that the fibre writes with rational numbers."""
    form = BinaryForm(w)
    landscape = critical_points(Architecture(k), SquareLoss.euclidean(form))
    expected = set()
    for found in Fibre(Architecture(k), form).factorizations():
        ratios = [scaled(layer) for layer in found.filters]
        if all(isinstance(c, Fraction) for layer in ratios for c in layer):
            place = next(i for i, c in enumerate(w) if c)
            factor = w[place] / product(map(BinaryForm, ratios)).rationals[place]
            expected.add(in_lowest_terms([[factor * c for c in ratios[0]], *ratios[1:]]))
    classes = [c.layers for point in landscape.points if point.is_target for c in point.classes]
    assert {layers for layers in classes if layers is not None} == expected
    assert sum(layers is not None for layers in classes) == len(expected)


@given(st.lists(st.lists(small, min_size=2, max_size=3).filter(any), min_size=1, max_size=3))
def test_lowest_terms(layers):
    found = in_lowest_terms(layers)
    assert product(map(BinaryForm, found)) == product(map(BinaryForm, layers))
    for layer in found[1:]:
        assert all(c.denominator == 1 for c in layer)
        assert gcd(*(c.numerator for c in layer)) == 1
        assert next(c for c in layer if c) > 0
    for layer, written in zip(layers, found, strict=True):
        assert all(
            a * d == b * c for a, b in zip(layer, written, strict=True) for c, d in zip(layer, written, strict=True)
        )


def strided_point(target: tuple[int, ...], near: list[float]) -> ComposedForm:
    loss = SquareLoss.euclidean(BinaryForm(target))
    gauge = GaugedGradient(Quadric(loss.gram, loss.target), (2, 2), (1, 2), (0, 0))
    box = gauge.box([acb(c) for c in near], is_real=True)
    assert box is not None
    return ComposedForm(GaugedLayers(gauge, box))


def test_larger_strides():
    # w = x³ for u = x³ + 2y³, s = (2, 1): (a_0 b_0, a_1 b_0, a_0 b_1, a_1 b_1)
    point = strided_point((1, 0, 0, 2), [0.001, 0.0001, 1.001])
    assert point.layers.rational_layers == ((1, 0), (1, 0))
    assert point.exact_value == 4
    assert point.exact_form == BinaryForm((1, 0, 0, 0))
    irrational = strided_point((1, 1, 0, 2), [0.5, 0.1, 1.1])
    assert irrational.layers.rational_layers is None
    assert irrational.exact_value is None
    landscape = critical_points(Architecture((2, 2), (2, 1)), SquareLoss.euclidean(BinaryForm((1, 0, 0, 2))))
    known = {str(found.exact_loss[0]): found.classes[0].layers for found in landscape.points if found.exact_loss}
    assert known == {"1": ((0, 2), (0, 1)), "4": ((1, 0), (1, 0))}
    assert landscape.to_dict()["functions"][1]["layers"] == [["1", "0"], ["1", "0"]]  # type: ignore[index]


def test_the_target_itself_with_larger_strides():
    # (1 + 3z)(1 + 2z²): the loss is zero, so it is the least whatever else is missing
    landscape = critical_points(Architecture((2, 2), (2, 1)), SquareLoss.euclidean(BinaryForm((1, 3, 2, 6))))
    assert landscape.complex_classes is None
    assert landscape.points[0].is_target
    assert landscape.global_minimum is landscape.points[0]
    assert landscape.points[0].classes[0].layers == ((1, 3), (1, 2))


def test_only_critical_layers_are_critical():
    loss = SquareLoss.euclidean(BinaryForm((1, 0, 0, 2)))
    quadric = Quadric(loss.gram, loss.target)
    assert is_critical(quadric, ((ONE, ZERO), (ONE, ZERO)), (1, 2))
    assert not is_critical(quadric, ((2 * ONE, ZERO), (ONE, ZERO)), (1, 2))
    assert not is_critical(quadric, ((ONE, ZERO), (ONE, ONE)), (1, 2))


def test_readers_see_them():
    landscape = critical_points(Architecture((3, 2)), SquareLoss.euclidean(BinaryForm((2, 1, -2, 3))))
    assert "(1, 1, -2)  (1, -1)" in html(landscape_view(landscape))
    assert "(1, 1, -2)  (1, -1)" in html(critical_point_view(landscape.points[1]))
    assert "layers" not in html(critical_point_view(landscape.points[2]))
