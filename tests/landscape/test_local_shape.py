"""Degenerate critical points: decided by terms of higher order, and contradicted by no descent."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from itertools import product as choices

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcnsym.algebra.coefficients import image, inner, polynomial_product
from lcnsym.algebra.forms import BinaryForm
from lcnsym.algebra.literals import parse_number
from lcnsym.algebra.numbers import Number, sign
from lcnsym.errors import BadInputError
from lcnsym.landscape.degenerate.layer_charts import LayerChart
from lcnsym.landscape.degenerate.local_shape import LocalShape, local_shape
from lcnsym.landscape.degenerate.lowest_forms import form_sign, value_at
from lcnsym.landscape.degenerate.newton_polygons import positivity
from lcnsym.landscape.degenerate.series import as_number
from lcnsym.landscape.effort import Effort
from lcnsym.landscape.loss import SquareLoss

from .support import bombieri, euclidean

HALF = Fraction(1, 2)
Layers = list[tuple[Number | int, ...]]


def diagonal(entries: Sequence[Fraction | int], *target: Fraction | int) -> SquareLoss:
    size = len(entries)
    return SquareLoss.with_gram(
        [[entries[i] * int(i == j) for j in range(size)] for i in range(size)], BinaryForm(target)
    )


EXAMPLES: dict[str, tuple[SquareLoss, Layers, list[int], bool, bool | None, int, int]] = {
    # loss, layers, S_i, minimum, strict, order, nullity
    "3y⁴": (euclidean(4, 0, 0, 0, 3), [(0, 3), (0, 1), (0, 1), (0, 1)], [1] * 4, True, True, 4, 3),
    "x²y": (diagonal((1, 1, 1, 8), 0, 1, 0, Fraction(1, 4)), [(0, 1, 0), (1, 0)], [1, 1], True, True, 4, 1),
    "x² of a circle": (bombieri(1, 0, 1), [(1, 0), (1, 0)], [1, 1], True, False, 7, 1),
    "x² of x² + 2y²": (euclidean(1, 0, 2), [(1, 0), (1, 0)], [1, 1], False, None, 4, 1),
    "−x²": (diagonal((3, HALF, 1), -1, 0, -1), [(-1, 0), (1, 0)], [1, 1], True, True, 4, 1),
    "−y²": (diagonal((3, HALF, 1), -1, 0, -1), [(0, -1), (0, 1)], [1, 1], False, None, 2, 0),
    "x²y²": (euclidean(0, 0, 1, 0, 2), [(0, 1, 0), (0, 1, 0)], [1, 1], False, None, 4, 2),
    "x²y², both double roots": (euclidean(0, 0, 1, 0, 2), [(1, 0), (1, 0), (0, 1), (0, 1)], [1] * 4, False, None, 4, 2),
    "a cubic lowest form": (euclidean(-1, 0, 0, 3), [(0, 3), (0, 1), (0, 1)], [1] * 3, False, None, 3, 2),
    "a cubic term": (diagonal((HALF, 3, 3, 2), 2, 0, 3, -1), [(2, 0), (1, 0), (1, 0)], [1] * 3, False, None, 3, 1),
    "x⁴, rotations": (bombieri(-1, 0, 0, 0, -1), [(-1, 0), (1, 0), (1, 0), (1, 0)], [1] * 4, False, None, 4, 3),
    "a matrix of rank two": (euclidean(1, 0, 0, 1), [(1, 0), (1, 0)], [1, 2], True, False, 7, 1),
    "the smaller singular value": (euclidean(2, 0, 0, 1), [(0, 1), (0, 1)], [1, 2], False, None, 2, 0),
    "(x − √2·y)²": (
        bombieri(1, 0, 1),
        [(Fraction(1, 3), -parse_number("sqrt(2)") / 3), (1, -parse_number("sqrt(2)"))],
        [1, 1],
        True,
        False,
        7,
        1,
    ),
}


def shape_of(name: str) -> LocalShape:
    loss, layers, powers, *_ = EXAMPLES[name]
    return local_shape(loss, [BinaryForm(layer) for layer in layers], powers)


@pytest.mark.quick
@pytest.mark.parametrize("name", EXAMPLES)
def test_examples(name: str) -> None:
    *_, is_minimum, is_strict, order, nullity = EXAMPLES[name]
    shape = shape_of(name)
    assert (shape.is_minimum, shape.is_strict, shape.order, shape.inertia.zero) == (
        is_minimum,
        is_strict,
        order,
        nullity,
    )
    assert (shape.arc is None) is is_minimum
    assert not shape.note


@pytest.mark.quick
def test_lowest_forms() -> None:
    """For 3y⁴ it is (9/4)p_2² − 24e_4 on Σε = 0, for x²y 4t⁴."""
    lowest = dict(shape_of("3y⁴").lowest_form)
    for point in choices((-2, -1, 0, 1, 3), repeat=3):
        every = [*map(Fraction, point), Fraction(-sum(point))]
        power = sum((x * x for x in every), Fraction(0))
        fourth = every[0] * every[1] * every[2] * every[3]
        assert value_at(lowest, every[:3]) == Fraction(9, 4) * power**2 - 24 * fourth
    assert shape_of("x²y").lowest_form == (((4,), Fraction(4)),)


@pytest.mark.quick
@pytest.mark.parametrize("name", [name for name, example in EXAMPLES.items() if not example[3]])
def test_the_loss_falls_along_arcs(name: str) -> None:
    """Exactly: the first coefficient of ℓ in s that is not zero, after the constant one, is negative."""
    loss, layers, powers, *_ = EXAMPLES[name]
    arc = shape_of(name).arc
    assert arc is not None
    assert [[c[0] for c in layer] for layer in arc] == [list(map(Fraction, layer)) for layer in layers]
    values = loss_along(loss, arc, powers)
    assert next(sign(c) for c in values[1:] if sign(c)) == -1


def loss_along(loss: SquareLoss, arc: Sequence[Sequence[Sequence[Number]]], powers: Sequence[int]) -> list[Number]:
    """The coefficients in s of the loss of layers that are polynomials in s."""
    size = len(loss.gram)
    w: list[list[Number]] = [[Fraction(1)]]
    for layer, S in zip(arc, powers, strict=True):
        total: list[list[Number]] = [[Fraction(0)] for _ in range(len(w) + (len(layer) - 1) * S)]
        for i, a in enumerate(w):
            for j, b in enumerate(layer):
                total[i + j * S] = added(total[i + j * S], polynomial_product(a, list(b)))
        w = total
    away = [added(c, [-u]) for c, u in zip(w, loss.target.rationals, strict=True)]
    found: list[Number] = [Fraction(0)]
    for i in range(size):
        for j in range(size):
            found = added(found, [loss.gram[i][j] * c for c in polynomial_product(away[i], away[j])])
    return found


def added(first: Sequence[Number], second: Sequence[Number]) -> list[Number]:
    size = max(len(first), len(second))
    zero = Fraction(0)
    return [
        a + b
        for a, b in zip([*first, *[zero] * (size - len(first))], [*second, *[zero] * (size - len(second))], strict=True)
    ]


@pytest.mark.parametrize("name", EXAMPLES)
def test_descent_agrees(name: str) -> None:
    """From points near a minimum descent stays above its loss, from points near others it ends below in some cases."""
    loss, layers, powers, is_minimum, *_ = EXAMPLES[name]
    start = [np.array([float(approximate(c)) for c in layer]) for layer in layers]
    gram = np.array([[float(q) for q in row] for row in loss.gram])
    target = np.array([float(u) for u in loss.target.rationals])
    value = loss_and_gradient(start, powers, gram, target)[0]
    rng = np.random.default_rng(7)
    ends = []
    for _ in range(8):
        near = [layer + 0.05 * rng.normal(size=len(layer)) for layer in start]
        for _ in range(1000):
            slopes = loss_and_gradient(near, powers, gram, target)[1]
            near = [layer - 0.01 * slope for layer, slope in zip(near, slopes, strict=True)]
        ends.append(loss_and_gradient(near, powers, gram, target)[0])
    assert (min(ends) > value - 1e-9) is is_minimum


def approximate(value: Number | int) -> Fraction:
    return value if isinstance(value, (int, Fraction)) else value.enclosure(60)[0]  # type: ignore[return-value]


def loss_and_gradient(
    layers: Sequence[np.ndarray], powers: Sequence[int], gram: np.ndarray, target: np.ndarray
) -> tuple[float, list[np.ndarray]]:
    spread = []
    for layer, S in zip(layers, powers, strict=True):
        wide = np.zeros((len(layer) - 1) * S + 1)
        wide[::S] = layer
        spread.append(wide)
    others = []
    for i in range(len(layers)):
        rest = np.ones(1)
        for j, layer in enumerate(spread):
            if j != i:
                rest = np.convolve(rest, layer)
        others.append(rest)
    away = np.convolve(others[0], spread[0]) - target
    residual = gram @ away
    slopes = [
        2 * np.correlate(residual, rest, "valid")[::S][: len(layer)]
        for rest, S, layer in zip(others, powers, layers, strict=True)
    ]
    return float(away @ residual), slopes


@pytest.mark.quick
def test_bad_input() -> None:
    with pytest.raises(BadInputError, match="the gradient at these layers is not zero"):
        local_shape(euclidean(1, 2, 3), [BinaryForm((1, 1)), BinaryForm((1, 1))], [1, 1])
    with pytest.raises(BadInputError, match="a zero layer"):
        local_shape(euclidean(1, 2, 3), [BinaryForm((0, 0)), BinaryForm((1, 1))], [1, 1])


@pytest.mark.quick
@pytest.mark.parametrize("limit", ["work", "time"])
def test_little_work_decides_nothing(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    loss, layers, powers, *_ = EXAMPLES["3y⁴"]
    if limit == "work":
        monkeypatch.setattr("lcnsym.landscape.degenerate.local_shape.MAX_WORK", 10)
    effort = Effort().ended() if limit == "time" else Effort()
    shape = local_shape(loss, [BinaryForm(layer) for layer in layers], powers, effort=effort)
    assert (shape.is_minimum, shape.is_strict, shape.order) == (None, None, 2)
    assert shape.note == "the terms of the loss through order 2 do not decide"


SERIES = [
    # terms, answer: (y − x² − x³)² and more, cusps, irrational tangents, a vertical tangent
    ({(0, 2): 1, (2, 1): -2, (4, 0): 1, (6, 0): 1}, True),
    ({(0, 2): 1, (2, 1): -2, (4, 0): 1, (5, 0): 1}, False),
    ({(0, 2): 1, (2, 1): -2, (4, 0): 1, (7, 0): -1}, False),
    ({(0, 2): 1, (2, 1): -2, (3, 1): -2, (4, 0): 1, (5, 0): 2, (6, 0): 1}, None),
    ({(0, 4): 1, (3, 2): -2, (6, 0): 1, (7, 0): 1}, True),
    ({(0, 4): 1, (3, 2): -2, (6, 0): 1, (7, 0): -1}, False),
    ({(0, 4): 1, (2, 2): -4, (4, 0): 4, (6, 0): 1}, True),
    ({(0, 4): 1, (2, 2): -4, (4, 0): 4, (4, 1): 1}, False),
    ({(0, 4): 1, (2, 2): -4, (4, 0): 4, (3, 3): 1}, False),
    ({(2, 2): 1, (6, 0): 1, (0, 6): 1}, True),
    ({(2, 2): 1, (6, 0): 1, (0, 5): 1}, False),
    ({(2, 0): 1, (1, 2): 2, (0, 4): 1, (0, 6): 1}, True),
]


@pytest.mark.quick
@pytest.mark.parametrize(("terms", "answer"), SERIES)
def test_newton_polygons(terms: dict[tuple[int, int], int], answer: bool | None) -> None:
    exact = {e: Fraction(c) for e, c in terms.items()}
    degree = min(map(sum, exact))
    signs = form_sign({e: c for e, c in exact.items() if sum(e) == degree}, 2, degree)
    assert signs.negative is None
    found = positivity(exact, 12, degree, signs.zeros)
    assert found.answer is answer
    if answer is False:
        assert found.arc is not None
        total: list[Number] = [Fraction(0)]
        for (i, j), c in exact.items():
            term: list[Number] = [c]
            for base in [found.arc[0]] * i + [found.arc[1]] * j:
                term = polynomial_product(term, list(base))
            total = added(total, term)
        assert next(sign(c) for c in total if sign(c)) == -1
    values = [
        sum(float(c) * x**i * y**j for (i, j), c in terms.items())
        for x in np.linspace(-0.2, 0.2, 81)
        for y in np.linspace(-0.2, 0.2, 801)
    ]
    assert answer is not True or min(values) >= -1e-18


@pytest.mark.quick
def test_terms_that_are_not_known_decide_nothing() -> None:
    """(y − x²)² through order 5 may be followed by x⁶ or −x⁶."""
    terms = {(0, 2): Fraction(1), (2, 1): Fraction(-2), (4, 0): Fraction(1)}
    signs = form_sign({(0, 2): Fraction(1)}, 2, 2)
    assert positivity(terms, 5, 2, signs.zeros).answer is None
    assert positivity({**terms, (6, 0): Fraction(1)}, 6, 2, signs.zeros).answer is True


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 4), st.integers(0, 10**6))
def test_forms_against_values(variables: int, seed: int) -> None:
    """Σ of squares and little more: definite only where no value is negative, negative only where one is."""
    rng = random.Random(seed)
    terms: dict[tuple[int, ...], Fraction] = {}
    squares = [[Fraction(rng.randint(-2, 2)) for _ in range(variables)] for _ in range(variables + 1)]
    for row in squares:
        for a, b, c, d in choices(range(variables), repeat=4):
            exponents = tuple(sum(x == i for x in (a, b, c, d)) for i in range(variables))
            terms[exponents] = terms.get(exponents, Fraction(0)) + row[a] * row[b] * row[c] * row[d]
    mixed = tuple(1 if i < 2 else 2 if i == 2 else 0 for i in range(variables))
    mixed = (*mixed[:-1], mixed[-1] + 4 - sum(mixed))
    terms[mixed] = terms.get(mixed, Fraction(0)) - rng.randint(-8, 8)
    terms = {e: c for e, c in terms.items() if c}
    if not terms:
        return
    found = form_sign(terms, variables, 4)
    if found.negative is not None:
        assert value_at(terms, found.negative) < 0  # type: ignore[operator]
    points = [[Fraction(rng.randint(-9, 9)) for _ in range(variables)] for _ in range(60)]
    values = [value_at(terms, point) for point in points if any(point)]
    if found.is_definite:
        assert all(value > 0 for value in values)  # type: ignore[operator]
    if any(value < 0 for value in values):  # type: ignore[operator]
        assert found.negative is not None


@pytest.mark.quick
def test_forms_of_three_variables() -> None:
    motzkin = {(4, 2, 0): 1, (2, 4, 0): 1, (0, 0, 6): 1, (2, 2, 2): -3}
    exact = {e: Fraction(c) for e, c in motzkin.items()}
    assert form_sign(exact, 3, 6).is_definite is False
    assert form_sign(exact, 3, 6).negative is None
    more = {**exact, (6, 0, 0): Fraction(1, 9), (0, 6, 0): Fraction(1, 9)}
    assert form_sign(more, 3, 6).is_definite is True
    assert form_sign({**exact, (2, 2, 2): Fraction(-4)}, 3, 6).negative is not None
    root = parse_number("sqrt(2)")
    irrational = {(4, 0, 0): Fraction(1), (0, 4, 0): Fraction(1), (0, 0, 4): root, (2, 2, 0): -root}
    assert form_sign(irrational, 3, 4).is_definite is True
    assert form_sign({**irrational, (2, 2, 0): -2 * root}, 3, 4).negative is not None


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_the_hessian_is_that_of_the_loss(seed: int) -> None:
    """A chart's Hessian by differences of the loss, with mixed strides."""
    rng = random.Random(seed)
    sizes, powers = rng.choice([((2, 2), (1, 2)), ((3, 2), (1, 1)), ((2, 2, 2), (1, 1, 2)), ((3, 3), (1, 2))])
    layers = [BinaryForm([rng.randint(1, 4) for _ in range(k)]) for k in sizes]
    size = 1 + sum((k - 1) * S for k, S in zip(sizes, powers, strict=True))
    loss = diagonal([rng.randint(1, 5) for _ in range(size)], *[rng.randint(-5, 5) for _ in range(size)])
    chart = LayerChart(loss, layers, powers)
    assert len(chart.places) == sum(sizes) - len(sizes) + 1

    def value(moves: dict[int, Fraction]) -> Fraction:
        filters = [list(layer.rationals) for layer in layers]
        for number, by in moves.items():
            i, a = chart.places[number]
            filters[i][a] += by
        w = [Fraction(1)]
        for f, S in zip(filters, powers, strict=True):
            w = polynomial_product(w, f, S)
        away = [a - b for a, b in zip(w, loss.target.rationals, strict=True)]
        return inner(away, image(loss.gram, away))

    step = Fraction(1, 1000)
    for i in range(len(chart.places)):
        for j in range(i):
            mixed = sum(a * b * value({i: a * step, j: b * step}) for a in (1, -1) for b in (1, -1)) / (4 * step**2)
            assert abs(2 * as_number(chart.hessian[i][j]) - mixed) < Fraction(1, 50)  # type: ignore[operator]
