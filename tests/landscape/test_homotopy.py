"""Following solutions from one square loss to another, against the exact equations, other methods and known numbers."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import numpy as np
import pytest

from lcnsym.algebra.forms import BinaryForm
from lcnsym.algebra.partitions import partitions
from lcnsym.errors import InconclusiveError
from lcnsym.landscape.candidates import homotopy, start_systems
from lcnsym.landscape.candidates.followed_forms import Approximations, approximations
from lcnsym.landscape.candidates.homotopy import CAREFUL, QUICK, Care, distinct, finite, followed, monodromy
from lcnsym.landscape.candidates.start_systems import start_system
from lcnsym.landscape.candidates.two_unknowns import common_zeros
from lcnsym.landscape.completeness import Proof
from lcnsym.landscape.ed_degrees import generic_ed_degree
from lcnsym.landscape.effort import Effort
from lcnsym.landscape.equations.charts import IDENTITY
from lcnsym.landscape.equations.floating_quadrics import Data
from lcnsym.landscape.equations.quadrics import Quadric
from lcnsym.landscape.equations.repeated_roots import RepeatedRoots
from lcnsym.landscape.equations.tangent_systems import TangentSystem
from lcnsym.landscape.loss import SquareLoss
from lcnsym.landscape.strata.strata import critical_functions

from .support import random_loss

KEPT = [p for n in range(6, 9) for p in partitions(n) if sum(part > 1 for part in p) > 1]


PARTITIONS = [(2, 2), (3, 2, 1), (2, 2, 1, 1), (4, 1), (3, 2, 2), (1, 1), (4, 2, 2)]


@pytest.mark.quick
@pytest.mark.parametrize("partition", PARTITIONS)
def test_values_and_slopes(partition: tuple[int, ...]) -> None:
    """Against the definition ⟨x^a·G, Q·w − m⟩ by numpy's polynomials, and difference quotients."""
    rng = np.random.default_rng(1)
    system, n = TangentSystem(partition), sum(partition)
    points = random_points(rng, 3, partition)
    start, end = (Data((q := rng.normal(size=(n + 1, n + 1))) + q.T + 0j, rng.normal(size=n + 1) + 0j) for _ in "ab")
    times, path, columns = np.array([0.0, 0.3, 1.0]), system.path(start, end), system.columns(points)
    right, jacobian = system.evaluated(columns, times, path)
    for i, t in enumerate(times):
        assert right[:, 0, i] == pytest.approx(defined(partition, points[i], t, start, end))
        later, before = (defined(partition, points[i], t + sign * 1e-6, start, end) for sign in (1, -1))
        assert right[:, 1, i] == pytest.approx((later - before) / 2e-6, rel=1e-5, abs=1e-5)
    for j in range(system.entries):
        step = np.zeros((system.entries, 1))
        step[j] = 1e-6
        later, before = (system.evaluated(columns + sign * step, times, path)[0][:, 0] for sign in (1, -1))
        assert jacobian[:, j] == pytest.approx((later - before) / 2e-6, rel=1e-5, abs=1e-5)


@pytest.mark.quick
@pytest.mark.parametrize("partition", PARTITIONS)
def test_the_same_point_in_other_scales(partition: tuple[int, ...]) -> None:
    """Each A_i times c, and A_1 divided by c^i; A_1 and h times c."""
    rng = np.random.default_rng(2)
    system = TangentSystem(partition)
    points = random_points(rng, 4, partition)
    columns = system.columns(points)
    assert system.points(columns) == pytest.approx(points)
    simple = slice(system.blocks[-1].start, system.blocks[-1].stop - 1)
    for i, block in zip([*system.multiplicities, 0], system.blocks, strict=True):
        columns[block] *= 2 - 1j
        columns[simple] /= (2 - 1j) ** i
    assert system.points(columns) == pytest.approx(points)


@pytest.mark.quick
@pytest.mark.parametrize("partition", PARTITIONS)
def test_coordinates_are_changed_as_those_of_forms(partition: tuple[int, ...]) -> None:
    """w at a point of the new coordinates is w at the point it stands for."""
    system, chart = TangentSystem(partition), ((2, 1), (-1, 3))
    columns = system.columns(random_points(np.random.default_rng(3), 4, partition))
    moved = system.in_chart(columns, chart)
    for x, y in ((0.3, 1.2), (-0.7, 0.4), (1.0, 0.0)):
        (a, b), (c, d) = chart
        assert at(system, moved, x, y) == pytest.approx(at(system, columns, a * x + b * y, c * x + d * y))


def at(system: TangentSystem, columns: np.ndarray, x: float, y: float) -> np.ndarray:
    w = system.forms(columns)[0] / columns[-1]
    return np.array([x**k * y ** (system.degree - k) for k in range(system.degree + 1)]) @ w


def random_points(rng: np.random.Generator, number: int, partition: tuple[int, ...]) -> np.ndarray:
    shape = (number, len(partition) + 1)
    return rng.normal(size=shape) + 1j * rng.normal(size=shape)


def defined(partition: tuple[int, ...], point: np.ndarray, t: float, start: Data, end: Data) -> np.ndarray:
    w, low, place = np.array([1 + 0j]), np.array([1 + 0j]), 0
    for i in sorted(set(partition) - {1}, reverse=True):
        degree = partition.count(i)
        factor = np.append(point[place : place + degree], 1)
        place += degree
        for _ in range(i):
            w = np.convolve(w, factor)
        for _ in range(i - 1):
            low = np.convolve(low, factor)
    w = np.convolve(w, point[place:])
    residual = ((1 - t) * start.gram + t * end.gram) @ w - (1 - t) * start.moments - t * end.moments
    return np.array([low @ residual[a : a + len(low)] for a in range(len(partition) + 1)])


@pytest.mark.parametrize("partition", KEPT)
def test_the_systems_at_hand(partition: tuple[int, ...]) -> None:
    """As many different solutions as the formula says, all solutions."""
    base, zeros = start_system(TangentSystem(partition))
    assert len(distinct(zeros)) == len(zeros) == generic_ed_degree(partition)
    for zero in zeros:
        values, slopes = (differenced(partition, zero, base, k) for k in (None, range(len(zero))))
        assert abs(np.linalg.solve(slopes, values)).max() < 1e-6 * (1 + abs(zero).max())


def differenced(partition: tuple[int, ...], point: np.ndarray, data: Data, unknowns: range | None) -> np.ndarray:
    """The values of the equations, or their derivatives in some unknowns, by differences."""
    if unknowns is None:
        return defined(partition, point, 0, data, data)
    size = 1e-6 * (1 + abs(point).max())
    steps = np.eye(len(point))[unknowns.start : unknowns.stop] * size
    ends = [[defined(partition, point + sign * step, 0, data, data) for sign in (1, -1)] for step in steps]
    return np.array([(later - before) / (2 * size) for later, before in ends]).T


@pytest.mark.parametrize("partition", [(2, 2), (3, 2), (2, 1, 1), (3,)])
def test_monodromy_finds_all(partition: tuple[int, ...]) -> None:
    number = generic_ed_degree(partition)
    base, zeros = monodromy(TangentSystem(partition), 5)
    assert len(zeros) == number
    largest = max(abs(defined(partition, zero, 0, base, base)).max() for zero in zeros)
    assert largest < 1e-6 * max(1, abs(zeros).max() ** sum(partition))


def test_monodromy_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(homotopy, "MOST_LOOPS", 8)
    monkeypatch.setattr(TangentSystem, "number", 8)
    with pytest.raises(InconclusiveError, match="7 of 8 solutions were found on 8 loops"):
        monodromy(TangentSystem((2, 1)), 1)
    with pytest.raises(InconclusiveError, match="too long"):
        monodromy(TangentSystem((2, 1)), 1, deadline=0.0)


@pytest.mark.parametrize("care", [QUICK, CAREFUL])
@pytest.mark.parametrize("partition", [(2, 1), (2, 2)])
def test_there_and_back(partition: tuple[int, ...], care: Care) -> None:
    system = TangentSystem(partition)
    base, zeros = monodromy(system, 5)
    other, _ = monodromy(system, 6)
    there = finite(system, followed(system, zeros, base, other, care))
    back = finite(system, followed(system, there, other, base, care))
    assert len(distinct(np.concatenate([zeros, back]))) == len(zeros)


@pytest.mark.parametrize("partition", [(2, 2), (3, 2, 1)])
def test_paths_that_jump_are_followed_again(partition: tuple[int, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """With hardly any care some solutions are missed, and all are found when lost paths are followed again."""
    system, reckless = TangentSystem(partition), Care(3.0, 1.0, 0.5)
    base, zeros = monodromy(system, 5)
    other, _ = monodromy(system, 6)
    monkeypatch.setattr(homotopy, "QUICK", reckless)
    assert len(finite(system, followed(system, zeros, base, other, reckless))) < system.number
    assert len(finite(system, homotopy.followed_twice(system, zeros, base, other, float("inf")))) == system.number


@pytest.mark.parametrize("partition", [(2, 2), (3, 2)])
def test_the_same_points_as_by_elimination(partition: tuple[int, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    loss = random_loss(sum(partition), 4)
    quadric = Quadric(loss.gram, loss.target)
    eliminated = common_zeros(RepeatedRoots(partition).equations(quadric))
    assert eliminated is not None
    kept = monodromy(TangentSystem(partition), 5)
    monkeypatch.setattr(start_systems, "_shipped", lambda _: kept)
    (followed_there,) = (f for f in approximations(quadric, partition, Effort(100)) if f.chart == IDENTITY)
    assert followed_there.degree == eliminated.degree
    own = sorted((complex(z[0]).real, complex(z[1]).real) for z, is_real in followed_there.points(64) if is_real)
    other = sorted((complex(z[0]).real, complex(z[1]).real) for z, is_real in eliminated.points(64) if is_real)
    assert [x for pair in own for x in pair] == pytest.approx([x for pair in other for x in pair])


def test_a_stratum_that_is_not_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start_systems, "_shipped", lambda _: None)
    stratum = critical_functions(random_loss(6, 3), (2, 2, 2), use_cache=False)
    assert stratum.is_complete
    assert stratum.complex == 40


@pytest.mark.quick
def test_pairs_are_given_once() -> None:
    zeros = np.array([[1 + 2j, 3], [1 - 2j, 3], [2, 1j], [2, -1j], [1, 5 + 1e-12j]])
    assert sorted(map(str, (is_real for _, is_real in Approximations(zeros, 2).points(64)))) == [
        "False",
        "False",
        "True",
    ]


def test_higher_degrees() -> None:
    """Every solution is in a box, and they are as many as the formula says."""
    for partition in [(2, 2, 2, 1), (3, 2, 2), (2, 2, 2, 2)]:
        stratum = critical_functions(random_loss(sum(partition), 2), partition)
        assert stratum.is_complete
        assert stratum.is_generic


def test_data_that_are_not_generic() -> None:
    """With Bombieri's weights 20 critical forms, as Gröbner bases say, not 40; exclusion proves that 6 are real."""
    gram = [[Fraction(int(i == j), comb(6, i)) for j in range(7)] for i in range(7)]
    loss = SquareLoss.with_gram(gram, BinaryForm((3, -1, 4, 1, -5, 9, 2)))
    stratum = critical_functions(loss, (2, 2, 2))
    assert stratum.proof is Proof.EXCLUSION
    assert stratum.complex is None
    assert len(stratum.functions) == 6
