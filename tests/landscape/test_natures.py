"""What critical points are, above all where the Hessian is singular: nothing is said that is not proved."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import sympy
from flint import arb

from lcnsym.algebra.forms import BinaryForm
from lcnsym.algebra.linear import Inertia
from lcnsym.landscape.critical import critical_points
from lcnsym.landscape.flow import gradient_flow
from lcnsym.landscape.layers.ball_matrices import has_negative_square, inertia_of_balls
from lcnsym.landscape.layers.natures import Decided, Nature
from lcnsym.landscape.loss import SquareLoss
from lcnsym.network.architecture import Architecture

from .support import euclidean, random_loss


def diagonal(entries: tuple[int, ...], *target: Fraction | int) -> SquareLoss:
    size = len(entries)
    return SquareLoss.with_gram(
        [[entries[i] * int(i == j) for j in range(size)] for i in range(size)], BinaryForm(target)
    )


QUARTIC = ((2, 2, 2, 2), euclidean(4, 0, 0, 0, 3), (0, 0, 0, 0, 3), 16)
CUBIC = ((3, 2), diagonal((1, 1, 1, 8), 0, 1, 0, Fraction(1, 4)), (0, 1, 0, 0), Fraction(1, 2))
Example = tuple[tuple[int, ...], SquareLoss, tuple[int, ...], Fraction]


@pytest.mark.parametrize("example", [QUARTIC, CUBIC])
def test_a_degenerate_minimum_is_counted(example: Example) -> None:
    sizes, loss, form, value = example
    landscape = critical_points(Architecture(sizes), loss)
    assert landscape.is_complete
    (point,) = (p for p in landscape.points if p.function.rational_form == BinaryForm(form))
    assert point.exact_loss == (value, value)
    assert [(c.nature, c.strict) for c in point.classes] == [(Nature.MINIMUM, True)]
    assert [c.to_dict()["order"] for c in point.classes] == [4]
    others = [c for p in landscape.points if p.loss != landscape.points[0].loss for c in p.classes]
    assert landscape.spurious_minima == sum(c.nature is Nature.MINIMUM for c in others) > 0


@pytest.mark.parametrize("example", [QUARTIC, CUBIC])
def test_a_point_that_is_not_decided_leaves_the_number_open(example: Example, monkeypatch: pytest.MonkeyPatch) -> None:
    """Terms of higher order are not found where they take more work than is allowed."""
    monkeypatch.setattr("lcnsym.landscape.degenerate.local_shape.MAX_WORK", 1)
    sizes, loss, form, value = example
    landscape = critical_points(Architecture(sizes), loss)
    assert landscape.is_complete
    assert landscape.global_minimum is landscape.points[0]
    (point,) = (p for p in landscape.points if p.function.rational_form == BinaryForm(form))
    assert point.exact_loss == (value, value)
    assert [(c.nature, c.strict) for c in point.classes] == [(Nature.DEGENERATE, None)]
    assert [c.to_dict()["note"] for c in point.classes] == ["the terms of the loss through order 2 do not decide"]
    assert landscape.spurious_minima is None
    assert "1 critical point has a Hessian that is singular up to scaling" in landscape.undecided_minima
    document = landscape.to_dict()
    assert document["note"] == landscape.undecided_minima
    assert document["spurious_minima"] is None
    assert document["curves"] == []


@pytest.mark.parametrize("example", [QUARTIC, CUBIC])
def test_these_are_minima(example: Example) -> None:
    """No filters near them that are drawn at random have a smaller loss, so that 0 would be a wrong number."""
    sizes, loss, _, value = example
    gram, target = np.array(loss.gram, dtype=float), np.array(loss.target.rationals, dtype=float)
    # for the quartic every layer is a multiple of y, for the cubic (0, 1, 0)·(1, 0)
    layers = [[0.0, 3.0], [0.0, 1.0], [0.0, 1.0], [0.0, 1.0]] if len(sizes) == 4 else [[0.0, 1.0, 0.0], [1.0, 0.0]]
    rng = np.random.default_rng(3)
    for size in (0.3, 0.1, 0.03):
        for _ in range(3000):
            w = np.ones(1)
            for layer in layers:
                w = np.convolve(w, np.array(layer) + size * rng.normal(size=len(layer)) / 10)
            assert (w - target) @ gram @ (w - target) > float(value) - 1e-12


@pytest.mark.quick
def test_the_loss_of_the_cubic_is_a_sum_of_squares() -> None:
    """The identity by which x²y is a minimum."""
    _, loss, _, value = CUBIC
    alpha, beta, gamma, c = sympy.symbols("alpha beta gamma c")
    w = [c * alpha, c * (1 + alpha * beta), c * (beta + gamma), c * beta * gamma]
    rest = [a - sympy.Rational(b.numerator, b.denominator) for a, b in zip(w, loss.target.rationals, strict=True)]
    weights = [sympy.Integer(int(loss.gram[i][i])) for i in range(4)]
    squares = (
        (c - 1 + c * alpha * beta + 2 * c * beta * gamma) ** 2
        + c**2 * (alpha - 2 * beta**2 * gamma) ** 2
        + 4 * c**2 * (1 - beta**2) * beta**2 * gamma**2
        + c**2 * (beta - gamma) ** 2
    )
    total = sum(q * a**2 for q, a in zip(weights, rest, strict=True))
    assert sympy.expand(total - sympy.Rational(value.numerator, value.denominator) - squares) == 0


@pytest.mark.quick
def test_the_inequality_of_the_quartic() -> None:
    """e_1² + e_2² ≥ 4e_4 where the a_i are near 0; with equality at (q, q, −q, −q)."""
    rng = np.random.default_rng(5)
    for _ in range(2000):
        e = np.poly(rng.uniform(-0.5, 0.5, size=4))
        assert e[1] ** 2 + e[2] ** 2 >= 4 * e[4] - 1e-12
    e = np.poly([0.1, 0.1, -0.1, -0.1])
    assert e[1] ** 2 + e[2] ** 2 == pytest.approx(4 * e[4])


@pytest.mark.quick
@pytest.mark.parametrize(("sizes", "inertias"), [((3, 3), {(3, 1, 1)}), ((3, 2, 2), {(3, 1, 1), (4, 1, 0)})])
def test_a_singular_hessian_with_a_negative_direction_is_a_saddle(
    sizes: tuple[int, ...], inertias: set[tuple[int, int, int]]
) -> None:
    """w = x²y², u = x²y² − 2y⁴: one of two double roots can be split without a change in second order."""
    landscape = critical_points(Architecture(sizes), euclidean(0, 0, 1, 0, -2))
    (point,) = (p for p in landscape.points if p.function.rational_form == BinaryForm((0, 0, 1, 0, 0)))
    found = [c.inertia for c in point.classes if c.inertia is not None]
    assert {(i.positive, i.negative, i.zero) for i in found} == inertias
    assert all((c.nature, c.strict) == (Nature.SADDLE, None) for c in point.classes)
    assert landscape.spurious_minima == 0


@pytest.mark.quick
def test_balls_show_a_negative_direction(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same point without exact arithmetic: the inertia is not known, but that it is a saddle."""
    monkeypatch.setattr("lcnsym.landscape.layers.parameter_points.compatible_shape", lambda *_: None)
    landscape = critical_points(Architecture((3, 3)), euclidean(0, 0, 1, 0, -2))
    (point,) = (p for p in landscape.points if p.function.rational_form == BinaryForm((0, 0, 1, 0, 0)))
    assert [(c.inertia, c.nature) for c in point.classes] == [(None, Nature.SADDLE)]
    # a semidefinite one is not decided, and neither is the number
    landscape = critical_points(Architecture(CUBIC[0]), CUBIC[1])
    (point,) = (p for p in landscape.points if p.function.rational_form == BinaryForm(CUBIC[2]))
    assert [(c.inertia, c.nature, c.strict) for c in point.classes] == [(None, None, None)]
    assert landscape.spurious_minima is None


@pytest.mark.quick
def test_negative_squares_of_balls() -> None:
    near_zero = arb(0, 1e-30)
    assert has_negative_square([[arb(1), near_zero], [near_zero, near_zero]], 128) is None
    assert has_negative_square([[arb(1), near_zero], [near_zero, arb(-1)]], 128) is True
    singular = [[arb(-1), near_zero], [near_zero, near_zero]]
    assert has_negative_square(singular, 128) is True
    assert inertia_of_balls(singular, 128) is None
    hyperbolic = [[near_zero, arb(1), near_zero], [arb(1), near_zero, near_zero], [near_zero] * 3]
    assert has_negative_square(hyperbolic, 128) is True
    assert inertia_of_balls([[arb(2), arb(1)], [arb(1), arb(2)]], 128) == Inertia(2, 0, 0)


@pytest.mark.quick
@pytest.mark.parametrize(
    ("inertia", "nature", "strict"),
    [
        ((3, 0, 0), Nature.MINIMUM, True),
        ((3, 0, 1), Nature.DEGENERATE, None),
        ((2, 1, 0), Nature.SADDLE, None),
        ((2, 1, 1), Nature.SADDLE, None),
    ],
)
def test_natures_by_inertia(inertia: tuple[int, int, int], nature: Nature, strict: bool | None) -> None:
    decided = Decided.by_inertia(Inertia(*inertia))
    assert (decided.nature, decided.strict) == (nature, strict)
    assert decided.may_be_minimum is (nature is Nature.DEGENERATE)


def test_a_point_of_least_loss_is_a_strict_minimum_whatever_its_hessian() -> None:
    """4x⁴, loss 9, has a singular Hessian too."""
    landscape = critical_points(Architecture(QUARTIC[0]), QUARTIC[1])
    least = landscape.points[0]
    assert least.function.rational_form == BinaryForm((4, 0, 0, 0, 0))
    assert [(c.nature, c.strict) for c in least.classes] == [(Nature.MINIMUM, True)]
    # the mirror image too
    landscape = critical_points(Architecture(QUARTIC[0]), euclidean(3, 0, 0, 0, 3))
    assert landscape.is_complete
    natures = {p.function.rational_form: p.natures for p in landscape.points if p.loss == landscape.points[0].loss}
    assert set(natures) == {BinaryForm((3, 0, 0, 0, 0)), BinaryForm((0, 0, 0, 0, 3))}
    assert set(natures.values()) == {(Nature.MINIMUM,)}
    assert landscape.spurious_minima == 0


@pytest.mark.parametrize("seed", range(4))
def test_strict_is_said_of_minima_only(seed: int) -> None:
    landscape = critical_points(Architecture((3, 2, 2)), random_loss(4, seed))
    assert landscape.undecided_minima == ""
    for point in landscape.points:
        assert all(c.strict is (True if c.nature is Nature.MINIMUM else None) for c in point.classes)
        document = point.to_dict()
        assert document["strict"] is (True if document["nature"] == "minimum" else None)


@pytest.mark.quick
def test_flow_tells_what_is_open() -> None:
    start = [BinaryForm((1, 2, 1)), BinaryForm((1, 1))]
    flow = gradient_flow(Architecture((3, 2)), start, critical_points(Architecture((3, 2)), CUBIC[1]))
    found = flow.to_dict()["reachable"]
    assert isinstance(found, list)
    assert [(entry["nature"], entry["strict"]) for entry in found] == [
        ("minimum", True),
        ("minimum", True),
        ("saddle", None),
        ("saddle", None),
    ]
