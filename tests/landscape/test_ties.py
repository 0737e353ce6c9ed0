"""Equal losses are proved to be equal, different ones are told apart, and symmetries are symmetries."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcnsym import Architecture, BinaryForm, SquareLoss, compose, critical_points, decide
from lcnsym.landscape.effort import Effort
from lcnsym.landscape.layers.parameter_points import CriticalPoint
from lcnsym.landscape.ties import Losses, Symmetry, ascending, order_by_bounds, symmetries
from tests.landscape.support import euclidean

NETWORKS = [
    *[Architecture((3, 2)), Architecture((2, 2, 2)), Architecture((3, 2), (2, 1)), Architecture((2, 3), (2, 1))],
    *[Architecture((2, 2, 2), (2, 2, 1)), Architecture((2, 2, 2), (1, 2, 1)), Architecture((2, 2), (3, 1))],
    Architecture((1, 3, 2), (2, 1, 1)),
]
small = st.integers(-3, 3).map(Fraction)


@dataclass(frozen=True)
class WithoutField:
    """A critical point of which no minimal polynomial is known."""

    point: CriticalPoint

    def loss_enclosure(self, bits: int) -> tuple[Fraction, Fraction]:
        return self.point.loss_enclosure(bits)

    def enclosures(self, bits: int) -> tuple[tuple[Fraction, Fraction], ...]:
        return self.point.enclosures(bits)

    def loss_minimal_polynomial(self) -> None:
        return None


def all_symmetries(architecture: Architecture) -> tuple[Symmetry, ...]:
    return symmetries(architecture, SquareLoss.euclidean(BinaryForm([0] * architecture.filter_size)))


def image(symmetry: Symmetry, form: BinaryForm) -> BinaryForm:
    return BinaryForm([c for c, _ in symmetry.of_bounds([(c, c) for c in form.rationals])])


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NETWORKS), st.data())
def test_symmetries_keep_the_function_space(architecture, data):
    layers = [BinaryForm(data.draw(st.lists(small, min_size=k, max_size=k))) for k in architecture.filter_sizes]
    symmetry = data.draw(st.sampled_from(all_symmetries(architecture)))
    assert decide(architecture, image(symmetry, compose(architecture, layers))).is_member


@pytest.mark.parametrize(
    ("architecture", "number"),
    # ±, x ↦ −x, exchange; where k_1 ≤ s_1, of each layer for itself; without the identity. For k = (3,2), s = (2,1)
    # the signs (1, ±1, −1) of a layer and (1, −1) of the next one, too
    [(Architecture((3, 2)), 7), (Architecture((2, 2), (2, 1)), 31), (Architecture((3, 2), (2, 1)), 15)],
)
def test_how_many_there_are(architecture, number):
    assert len(all_symmetries(architecture)) == number


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NETWORKS), st.data())
def test_symmetries_of_a_loss_keep_its_values(architecture, data):
    size = architecture.filter_size
    vectors = st.lists(st.integers(-1, 1).map(Fraction), min_size=size, max_size=size)
    weights = data.draw(st.lists(st.integers(1, 2), min_size=size, max_size=size))
    gram = [[weights[i] if i == j else Fraction(int(abs(i - j) == 1), 4) for j in range(size)] for i in range(size)]
    if data.draw(st.booleans()):
        gram = [[entry if i == j else 0 for j, entry in enumerate(row)] for i, row in enumerate(gram)]
    loss = SquareLoss.with_gram(gram, BinaryForm(data.draw(vectors)))
    form = BinaryForm(data.draw(vectors))
    found = symmetries(architecture, loss)
    for symmetry in all_symmetries(architecture):
        if symmetry in found:
            assert loss.value(image(symmetry, form)) == loss.value(form)
        else:
            units = [BinaryForm([int(i == j) for j in range(size)]) for i in range(size)]
            probes = [
                BinaryForm([a + b for a, b in zip(x.rationals, y.rationals, strict=True)]) for x in units for y in units
            ]
            assert any(loss.value(image(symmetry, w)) != loss.value(w) for w in probes + units)


TIED = [
    ((3, 2), (3, -1, -1, 3)),
    ((2, 2, 2), (1, 0, 2, 0)),
    ((2, 2, 2, 2), (1, 0, 1, 0, 1)),
    ((3, 2, 2), (3, 1, 4, 1, 3)),
]


@pytest.mark.parametrize(("sizes", "target"), TIED)
def test_a_symmetry_alone_decides(sizes, target):
    """As the minimal polynomials do, where they are known."""
    landscape = critical_points(Architecture(sizes), euclidean(*target))
    points = [WithoutField(point) for point in landscape.points]
    found = symmetries(landscape.architecture, landscape.square_loss)
    by_symmetry, by_field = Losses(points, found), Losses(landscape.points, ())
    pairs = [(i, j) for i in range(len(points)) for j in range(i)]
    equal = [(i, j) for i, j in pairs if by_field.order(landscape.points[i], landscape.points[j]) == 0]
    assert equal
    told = {pair: by_symmetry.order(points[pair[0]], points[pair[1]]) for pair in pairs}
    assert any(told[pair] == 0 for pair in equal)
    for pair, order in told.items():
        if pair not in equal:
            assert order in (-1, 1)
        else:
            assert order in (0, None)


def test_without_symmetry_or_field_a_tie_is_not_decided():
    landscape = critical_points(Architecture((3, 2)), euclidean(3, -1, -1, 3))
    first, second = (WithoutField(point) for point in landscape.points[2:])
    assert order_by_bounds(first, second) is None
    assert Losses([first, second], ()).order(first, second) is None
    # a symmetry of another loss does not carry one to the other
    turned = Symmetry((0, 1, 2, 3), (1, -1, 1, -1))
    assert Losses([first, second], (turned,)).order(first, second) is None


def test_signs_that_no_substitution_has():
    """(a, b, c) ↦ (a, −b, −c) and z² ↦ −z² in the others: a tie between fields of degree 40."""
    landscape = critical_points(Architecture((3, 2, 2), (2, 1, 1)), euclidean(0, 0, 2, 0, 0, 1, 0))
    assert landscape.orders[:2] == (0, 0)
    assert landscape.spurious_minima == 1
    first, second = landscape.points[:2]
    signs = [
        (lo > 0) == (low > 0) for (lo, _), (low, _) in zip(first.coefficients(), second.coefficients(), strict=True)
    ]
    assert signs == [False, True, True, False, False, True, True]


def test_nothing_is_begun_when_no_time_is_left():
    landscape = critical_points(Architecture((3, 2)), euclidean(3, -1, -1, 3))
    first, second = landscape.points[2:]
    over = Effort().ended()
    assert Losses(landscape.points, ()).order(first, second) == 0
    assert Losses(landscape.points, (), over).order(first, second) is None
    assert [Losses(landscape.points, (), over).order(a, first) for a in landscape.points[:2]] == [-1, -1]
    assert set(ascending(landscape.points[::-1], over)) == set(landscape.points)


def test_different_losses_have_an_order():
    landscape = critical_points(Architecture((2, 2, 2)), euclidean(1, -2, -3, 4))
    losses = Losses(landscape.points, ())
    for i, first in enumerate(landscape.points):
        for j, second in enumerate(landscape.points):
            assert losses.order(first, second) == (i > j) - (i < j)
    assert ascending(landscape.points[::-1]) == list(landscape.points)


@pytest.mark.parametrize(("sizes", "target"), [((2, 2, 2, 2), (1, 0, 1, 0, 1)), ((2,) * 4, (1, 2, 5, 2, 1))])
def test_ties_do_not_leave_the_minima_uncounted(sizes, target):
    landscape = critical_points(Architecture(sizes), euclidean(*target))
    assert landscape.global_minimum is not None
    assert landscape.spurious_minima is not None
