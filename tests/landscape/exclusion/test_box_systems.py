"""The equations on boxes, against rational arithmetic: values and slopes at all points of a box are enclosed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest

from lcnsym.algebra.forms import BinaryForm
from lcnsym.algebra.linear import solution
from lcnsym.landscape.equations.quadrics import Quadric
from lcnsym.landscape.exclusion.box_systems import GradientSystem, System, TangencySystem
from lcnsym.landscape.exclusion.filter_families import Factor, Family
from lcnsym.landscape.exclusion.intervals import Intervals, exact
from lcnsym.landscape.exclusion.projection import Data, Solver
from lcnsym.landscape.loss import identity
from lcnsym.network.architecture import Architecture
from lcnsym.network.several_axes import TensorArchitecture

from ..support import random_loss
from .support import Form, half_gradient, tangency

pytestmark = pytest.mark.quick

STRATA = [(2, 2), (3, 2), (2, 2, 1), (3, 2, 1, 1), (4, 3, 2), (2, 2, 2)]
NETWORKS = [
    ((2, 2), (2, 1)),
    ((3, 2, 2), (1, 2, 1)),
    ((2, 3, 2), (2, 1, 1)),
    ((2, 2, 2, 2), (2, 2, 1, 1)),
    ((3, 3), (3, 1)),
]


def family_of(sizes: tuple[int, ...], strides: tuple[int, ...]) -> Family:
    architecture = Architecture(sizes, strides)
    return Family.of_network(sizes, architecture.stride_products, sizes.index(max(sizes)))


def scaled(quadric: Quadric) -> Quadric:
    """By the powers of two that the computation in double precision divides by."""
    of_gram, of_target = Data.of(quadric).scales
    gram = [[q / of_gram for q in row] for row in quadric.gram]
    return Quadric(gram, BinaryForm([u / of_target for u in quadric.centre.rationals]))


def point_in(middle: np.ndarray, radius: np.ndarray, rng: random.Random) -> Form:
    return [
        Fraction(m) + Fraction(r) * Fraction(rng.randint(-8, 8), 8)
        for m, r in zip(middle.tolist(), radius.tolist(), strict=True)
    ]


def forms_at(family: Family, chart: tuple[int, ...], point: Form) -> list[Form]:
    found = [[Fraction(1)] * (factor.degree + 1) for factor in family.factors]
    for value, (i, c) in zip(point, family.unknowns(chart), strict=True):
        found[i][c] = value
    return found


def holds(value: Intervals, number: Fraction, parameters: Sequence[Fraction] = ()) -> bool:
    """Whether a number is in an interval at the parameters, if these are in it."""
    rad, lin = float(value.rad), [] if value.lin is None else value.lin.tolist()
    if not np.isfinite(rad):
        return True
    centre = Fraction(float(value.mid)) + sum(
        (Fraction(a) * e for a, e in zip(lin, parameters, strict=True)), Fraction(0)
    )
    return abs(centre - number) <= Fraction(rad)


def check(system: System, quadric: Quadric, rng: random.Random) -> float:
    """Values at the midpoints, on the boxes, and slopes; the share of boxes with a finite enclosure is returned."""
    family, size = system.family, system.family.dimension
    number, exactly = 12, scaled(quadric)
    middles = np.array([[rng.uniform(-1, 1) for _ in range(number)] for _ in range(size)])
    radii = np.array([[0.0, 1e-9, 1e-4, 3e-3, 3e-2, 0.3] * 2] * size)
    with np.errstate(all="ignore"):
        found, (linear, excluded) = system.evaluated(middles, radii), system.linearized(middles, radii)
    assert not excluded.all()
    for b in range(number):
        values = []
        middle: Form = [Fraction(m) for m in middles[:, b].tolist()]
        sides = [Fraction(r) or Fraction(1) for r in radii[:, b].tolist()]
        for point in (middle, point_in(middles[:, b], radii[:, b], rng)):
            forms = forms_at(family, system.chart, point)
            if isinstance(system, TangencySystem):
                values.append(tangency(family, exactly, forms))
            else:
                values.append(half_gradient(family, exactly, forms, system.chart))
        for a, (centre, other) in enumerate(zip(*values, strict=True)):
            assert holds(found.centre[a, b], centre)
            assert holds(linear[a, b], other, [(x - m) / r for x, m, r in zip(point, middle, sides, strict=True)])
            # the mean value theorem, for a point of the box
            slope, reach = Fraction(0), Fraction(0)
            for j, (x, m) in enumerate(zip(point, middle, strict=True)):
                if not np.isfinite(found.jacobian.rad[a, j, b]):
                    break
                slope += Fraction(float(found.jacobian.mid[a, j, b])) * (x - m)
                reach += Fraction(float(found.jacobian.rad[a, j, b])) * abs(x - m)
            else:
                assert abs(other - centre - slope) <= reach
    is_finite = np.isfinite(found.jacobian.rad).all(axis=(0, 1)) & np.isfinite(linear.rad).all(axis=0)
    return float(is_finite.mean())


@pytest.mark.parametrize("size", [1, 2, 3])
def test_inverses_near_one(size: int) -> None:
    """N⁻¹z in rational arithmetic, for N with 1 − N of norm up to 0.9, and beyond, where nothing is known."""
    rng = random.Random(size)
    for norm in (0.0, 1e-8, 0.1, 0.5, 0.85, 0.95):
        matrix = np.eye(size) - np.array(
            [[rng.choice([-1, 1]) * norm / size for _ in range(size)] for _ in range(size)]
        )
        vector = np.array([rng.uniform(-1, 1) for _ in range(size)])
        with np.errstate(all="ignore"):
            found = Solver.near_one(exact(matrix[:, :, None]))(exact(vector[:, None]))
        wanted = solution(
            [[Fraction(c) for c in row] for row in matrix.tolist()], [Fraction(c) for c in vector.tolist()]
        )
        for i, number in enumerate(wanted):
            assert holds(found[i, 0], Fraction(number))
        assert np.isfinite(found.rad).all() == (norm < 0.9)


@pytest.mark.parametrize("partition", STRATA)
def test_tangency_on_boxes(partition: tuple[int, ...]) -> None:
    rng, family = random.Random(str(partition)), Family.of_stratum(partition)
    loss = random_loss(sum(partition), 5)
    quadric = Quadric(loss.gram, loss.target)
    shares = [
        check(TangencySystem(family, Data.of(quadric), rng.choice(family.charts)), quadric, rng) for _ in range(4)
    ]
    assert min(shares) >= 0.5


@pytest.mark.parametrize(("sizes", "strides"), NETWORKS)
def test_gradients_on_boxes(sizes: tuple[int, ...], strides: tuple[int, ...]) -> None:
    rng, family = random.Random(f"{sizes} {strides}"), family_of(sizes, strides)
    loss = random_loss(Architecture(sizes, strides).degree, 6)
    quadric = Quadric(loss.gram, loss.target)
    shares = [
        check(GradientSystem(family, Data.of(quadric), rng.choice(family.charts)), quadric, rng) for _ in range(4)
    ]
    assert min(shares) >= 0.5


@pytest.mark.parametrize(
    ("formats", "strides"), [("2x2,2x1", None), ("2x1,1x3,2x2", "2,1,1"), ("1x2,2x2,2x2", "1x2,1x1,1x1")]
)
def test_gradients_on_boxes_with_several_axes(formats: str, strides: str | None) -> None:
    architecture, rng = TensorArchitecture.parse(formats, strides), random.Random(formats)
    loss = random_loss(architecture.ambient_dimension - 1, 8)
    entries = architecture.entries
    family = Family.of_network(entries, architecture.steps, entries.index(max(entries)))
    quadric = Quadric(loss.gram, loss.target)
    shares = [
        check(GradientSystem(family, Data.of(quadric), rng.choice(family.charts)), quadric, rng) for _ in range(4)
    ]
    assert min(shares) >= 0.5


def test_zero_filters_are_excluded_and_critical_points_are_not() -> None:
    """Rank-one approximations of a matrix of rank two: the last layer is zero where the first is in its kernel."""
    matrix = np.array([[1, 2, 3], [2, 4, 6], [-1, -2, -4]])
    architecture = TensorArchitecture(((3, 1), (1, 3)))
    quadric = Quadric(identity(9), BinaryForm(matrix.ravel().tolist()))
    family = Family.of_network((3, 3), architecture.steps, 1)
    left, sizes, _ = np.linalg.svd(matrix)
    assert sizes[2] < 1e-9
    for column, is_zero in ((0, False), (1, False), (2, True)):
        place = int(abs(left[:, column]).argmax())
        system = GradientSystem(family, Data.of(quadric), (place,))
        at = np.delete(left[:, column] / left[place, column], place)
        radii = np.array([[2.0**-i for i in range(2, 20)]] * 2)
        middles = at[:, None] + radii * np.random.default_rng(column).uniform(-0.9, 0.9, radii.shape)
        _, excluded = system.linearized(middles, radii)
        assert excluded[-8:].all() if is_zero else not excluded.any()
        assert system.evaluated(middles, radii).is_wanted[-8:].all() != is_zero


def test_badly_scaled_data_are_scaled_exactly() -> None:
    """Q and u beyond the range of doubles."""
    loss = random_loss(4, 7)
    huge, tiny = Fraction(10) ** 400, Fraction(1, 10**500)
    quadric = Quadric(
        [[q * huge for q in row] for row in loss.gram], BinaryForm([u * tiny for u in loss.target.rationals])
    )
    family = Family.of_stratum((2, 2))
    check(TangencySystem(family, Data.of(quadric), (0,)), quadric, random.Random(1))


def test_families() -> None:
    """Dimensions and charts: Π P^(m_i)."""
    family = Family.of_stratum((3, 3, 2, 1, 1))
    assert family.factors == (Factor(2, 1, 3), Factor(1, 1, 2))
    assert (family.last.degree, family.degree, family.dimension, len(family.charts)) == (2, 10, 3, 6)
    assert family_of((3, 2, 2), (2, 1, 1)).degree == Architecture((3, 2, 2), (2, 1, 1)).degree
