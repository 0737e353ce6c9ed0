"""Singular Gram matrices: the filters of loss zero, and isolated critical points."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcnsym import Architecture, BinaryForm, decide
from lcnsym.certificates.landscape import certify_critical_point, certify_spurious_minimum
from lcnsym.checker import check_text
from lcnsym.errors import BadInputError, CertificateError
from lcnsym.landscape.layers.natures import Nature
from lcnsym.landscape.loss import SemidefiniteLoss, SquareLoss, loss_of_data, loss_with_gram
from lcnsym.landscape.singular_landscape import singular_critical_points
from lcnsym.landscape.zero_loss import zero_loss
from lcnsym.membership.positions import Position
from lcnsym.network.convolution import end_to_end_matrix


def without(size: int, *places: int) -> list[list[Fraction]]:
    """The identity but for some coefficients, which do not count."""
    return [[Fraction(int(i == j and i not in places)) for j in range(size)] for i in range(size)]


CASES = [
    # filling: everything near the target
    ((3, 2), (0,), (1, 0, 0, 1), (False, 1)),
    # x² + t·xy + y² has real roots for |t| ≥ 2; x² + (1 + t)y² for t ≤ −1
    ((2, 2), (1,), (1, 0, 1), (False, 1)),
    # t·x⁴ + 2x²y² + y⁴ and x⁴ + t·x²y² − y⁴ have at most two real roots
    ((2, 2, 2, 2), (0,), (3, 0, 2, 0, 1), (True, None)),
    ((2, 2, 2, 2), (2,), (1, 0, 0, 0, -1), (True, None)),
    # x⁴ + t·x²y² + y⁴ has four for t ≤ −2
    ((2, 2, 2, 2), (2,), (1, 0, 0, 0, 1), (False, 1)),
    ((2, 2, 2, 2), (1, 2), (1, 0, 0, 0, 1), (False, 2)),
    ((2, 2, 2, 2), (1, 2, 3), (1, 0, 0, 0, 1), (False, 3)),
]


@pytest.mark.parametrize(("sizes", "places", "target", "expected"), CASES)
def test_the_filters_of_loss_zero(sizes, places, target, expected):
    architecture, u = Architecture(sizes), BinaryForm(target)
    gram = without(architecture.filter_size, *places)
    found = zero_loss(architecture, gram, u)
    assert (found.is_empty, found.dimension) == expected
    if found.member is not None:
        assert decide(architecture, found.member).is_member
        assert SemidefiniteLoss(tuple(map(tuple, gram)), u).value(found.member) == 0


def across(f: tuple[int, ...]) -> list[list[Fraction]]:
    """The projection along a filter, whose kernel it spans."""
    length = sum(c * c for c in f)
    return [[Fraction(int(i == j)) - Fraction(a * b, length) for j, b in enumerate(f)] for i, a in enumerate(f)]


@pytest.mark.parametrize("square", [1, 2, 9])
def test_a_single_filter_of_loss_zero(square):
    """t·x⁴ + s·x²y² − t·y⁴ has two real roots, but for t = 0, where it has four with multiplicity."""
    found = zero_loss(Architecture((2, 2, 2, 2)), across((1, 0, 0, 0, -1)), BinaryForm((5, 0, square, 0, -5)))
    assert (found.is_empty, found.dimension, found.member) == (False, 0, BinaryForm((0, 0, square, 0, 0)))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_lines_against_samples(seed):
    """For a kernel of dimension one a denser search finds no member where there is none."""
    rng = random.Random(seed)
    architecture = Architecture(rng.choice([(2, 2), (2, 2, 2), (2, 2, 2, 2), (3, 2, 2), (4, 2)]))
    size = architecture.filter_size
    u = BinaryForm([rng.randint(-3, 3) for _ in range(size)])
    f = [rng.randint(-2, 2) for _ in range(size)]
    if not any(f):
        return
    gram = across(tuple(f))
    found = zero_loss(architecture, gram, u)
    verdicts = []
    for t in [Fraction(a, b) for a, b in product(range(-12, 13), (1, 3))]:
        form = BinaryForm([a + t * b for a, b in zip(u.rationals, f, strict=True)])
        verdicts.append(decide(architecture, form))
    if found.is_empty:
        assert not any(verdict.is_member for verdict in verdicts)
    if found.dimension == 0:
        assert not any(verdict.position is Position.INTERIOR for verdict in verdicts)
    if found.is_empty is None:
        assert not any(verdict.position is Position.INTERIOR for verdict in verdicts)


@pytest.mark.parametrize(("k", "s"), [((2, 2, 2), (1, 1, 1)), ((3, 2), (2, 1)), ((2, 2), (2, 1))])
def test_isolated_points_are_certified(k, s):
    architecture = Architecture(k, s)
    size = architecture.filter_size
    loss = loss_with_gram(without(size, 1), BinaryForm([1, 0, 1, 2, -3][:size]))
    assert isinstance(loss, SemidefiniteLoss)
    landscape = singular_critical_points(architecture, loss)
    assert landscape.points
    for point in landscape.points:
        assert point.loss[0] >= 0
        assert check_text(certify_critical_point(landscape, point.classes[0]).text).accepted
    document = landscape.to_dict()
    assert set(document["zero_loss"]) == {"empty", "dimension", "member"}
    assert document["complete"] is False
    assert document["proof"] is None
    assert "others may be missing" in document["note"]


def test_a_minimum_above_loss_zero_is_spurious():
    loss = loss_with_gram(without(4, 1), BinaryForm((1, 0, 1, 2)))
    landscape = singular_critical_points(Architecture((2, 2, 2)), loss)
    assert landscape.zero_loss.dimension == 1
    assert str(landscape.points[0].natures[0]) == "minimum"
    assert check_text(certify_spurious_minimum(landscape).text).accepted
    # without a filter of loss zero there is nothing better to show
    empty = singular_critical_points(Architecture((2, 2, 2)), loss_with_gram(without(4, 3), BinaryForm((1, 0, 1, 0))))
    assert empty.zero_loss.is_empty
    with pytest.raises(CertificateError):
        certify_spurious_minimum(empty)


def test_all_critical_points_by_their_number():
    """The target is Π of two layers, and the line through it along the kernel meets the function space twice."""
    architecture = Architecture((2, 2), (2, 1))
    windows = [(-2, 2, 0, 1), (3, 1, 0, 0), (2, 3, -2, -2)]
    gram = [[sum(v[i] * v[j] for v in windows) for j in range(4)] for i in range(4)]
    landscape = singular_critical_points(architecture, loss_with_gram(gram, BinaryForm((-2, 4, 2, -4))))
    assert landscape.is_complete
    assert (landscape.space.complex, landscape.space.expected, str(landscape.space.proof)) == (6, 6, "count")
    assert (landscape.zero_loss.dimension, landscape.zero_loss.member) == (0, landscape.square_loss.target)
    assert landscape.spurious_minima == 0
    zeros = [point for point in landscape.points if point.loss[0] <= 0]
    # (w0, w1, w2, w3) is a composition exactly if w0·w3 = w1·w2
    kernel_vector = BinaryForm((2, -6, -23, 16))
    assert all(sum(a * b for a, b in zip(v, kernel_vector.rationals, strict=True)) == 0 for v in windows)
    u, f = landscape.square_loss.target.rationals, kernel_vector.rationals
    assert u[0] * u[3] == u[1] * u[2]
    t = -Fraction(u[0] * f[3] + f[0] * u[3] - u[1] * f[2] - f[1] * u[2], f[0] * f[3] - f[1] * f[2])
    other = tuple(a + t * b for a, b in zip(u, f, strict=True))
    assert other[0] * other[3] == other[1] * other[2]
    assert {point.function.rational_form for point in zeros} == {BinaryForm(u), BinaryForm(other)}
    assert all(point.natures == (Nature.MINIMUM,) for point in zeros)


@pytest.mark.parametrize(
    ("k", "s", "places", "target"),
    [((2, 2), (2, 1), (0, 1, 2, 3), (1, 0, 1, 2)), ((2, 2, 2), (1, 1, 1), (1,), (0, 1, 0, 0))],
)
def test_targets_in_the_kernel(k, s, places, target):
    """Then the zero filter has loss zero, and no critical point is isolated."""
    landscape = singular_critical_points(Architecture(k, s), loss_with_gram(without(4, *places), BinaryForm(target)))
    assert landscape.points == ()
    assert not landscape.is_complete
    assert landscape.zero_loss.is_empty is False


def test_no_path_may_end_where_data_are_badly_scaled():
    gram = [[Fraction(1, 10**12), 0, 0], [0, 0, 0], [0, 0, 10**12]]
    landscape = singular_critical_points(Architecture((2, 2)), loss_with_gram(gram, BinaryForm((1, 0, 1))))
    assert (landscape.zero_loss.dimension, landscape.is_complete) == (1, False)


def test_filters_of_loss_zero_where_critical_points_are_too_many_to_be_looked_for():
    loss = loss_with_gram(without(9, 3), BinaryForm((1, 0, 1, 2, 3, 4, 5, 6, 7)))
    landscape = singular_critical_points(Architecture((2,) * 8), loss)
    assert landscape.zero_loss.is_empty is not None
    assert landscape.points == ()
    assert "none was looked for" in landscape.note


def test_few_data():
    architecture = Architecture((2, 2), (1, 1), 2)
    inputs, outputs = [[1, 2, 3, 4]], [[1, 2]]
    loss = loss_of_data(architecture, inputs, outputs)
    assert isinstance(loss, SemidefiniteLoss)
    assert loss.kernel_dimension == 1
    form = BinaryForm((2, -1, 5))
    matrix = end_to_end_matrix(architecture, form)
    error = sum(
        (sum(m * x for m, x in zip(row, inputs[0], strict=True)) - y) ** 2
        for row, y in zip(matrix, outputs[0], strict=True)
    )
    assert loss.residual is not None
    assert loss.value(form) + loss.residual == error
    with pytest.raises(BadInputError, match="singular"):
        SquareLoss.of_data(architecture, inputs, outputs)


@pytest.mark.parametrize("gram", [[[1, 0], [0, 1]], [[1, 0], [0, -1]], [[0, 0], [0, -1]], [[1, 2], [3, 4]]])
def test_what_is_not_semidefinite_and_singular_is_refused(gram):
    with pytest.raises(BadInputError):
        SemidefiniteLoss(tuple(tuple(map(Fraction, row)) for row in gram), BinaryForm((1, 2)))


def test_regular_data_and_matrices_are_as_before():
    assert isinstance(loss_with_gram([[2, 0], [0, 1]], BinaryForm((1, 2))), SquareLoss)
    with pytest.raises(BadInputError, match="positive definite"):
        loss_with_gram([[1, 0], [0, -1]], BinaryForm((1, 2)))
