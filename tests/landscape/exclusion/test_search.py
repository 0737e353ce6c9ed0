"""No real critical point is missing: against Newton's iteration, counts, exact values and topology."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest

from lcnsym.algebra.forms import BinaryForm
from lcnsym.landscape.critical import critical_points
from lcnsym.landscape.equations.quadrics import Quadric
from lcnsym.landscape.exclusion.box_systems import TangencySystem, systems
from lcnsym.landscape.exclusion.filter_families import Family
from lcnsym.landscape.exclusion.matched_boxes import matched
from lcnsym.landscape.exclusion.projection import Data
from lcnsym.landscape.exclusion.subdivision import Search, SmallBox, search
from lcnsym.landscape.layers.composed_forms import ComposedForm
from lcnsym.landscape.layers.real_layers import real_layers
from lcnsym.landscape.loss import SquareLoss
from lcnsym.landscape.strata.real_solutions import real_solutions
from lcnsym.landscape.strata.strata import critical_functions
from lcnsym.landscape.strata.stratum import Proof
from lcnsym.network.architecture import Architecture

from ..support import bombieri, euclidean, random_loss
from .support import losses_by_newton

SECONDS = 60.0


def quadric_of(loss: SquareLoss) -> Quadric:
    return Quadric(loss.gram, loss.target)


def targets(n: int, seed: int) -> list[int]:
    rng = random.Random(f"targets {n} {seed}")
    return [rng.randint(-20, 20) for _ in range(n + 1)]


def losses_of(architecture: Architecture, loss: SquareLoss) -> list[float]:
    """Of all real classes of critical layers, by exclusion, which must be complete."""
    found = real_layers(
        architecture.reduced.filter_sizes, architecture.reduced.stride_products, quadric_of(loss), SECONDS
    )
    assert found.note == ""
    return sorted(float(ComposedForm(point).value_enclosure(40)[0]) for point in found.solutions)


@pytest.mark.parametrize("partition", [(2, 2), (3, 2), (2, 2, 1)])
@pytest.mark.parametrize("seed", range(3))
def test_agrees_with_counts_on_strata(partition: tuple[int, ...], seed: int) -> None:
    """Where as many complex solutions are certified as there can be, the real ones are those of exclusion."""
    loss = random_loss(sum(partition), seed)
    counted = critical_functions(loss, partition)
    assert counted.proof is Proof.COUNT
    found = real_solutions(quadric_of(loss), partition, SECONDS)
    assert found.is_complete
    boxes = [f.form.box for f in counted.functions]  # type: ignore[attr-defined]
    assert len(found.solutions) == len(boxes)


@pytest.mark.parametrize("partition", [(2, 2, 1, 1), (2, 2, 2)])
def test_agrees_with_counts_in_degree_six(partition: tuple[int, ...]) -> None:
    loss = euclidean(*targets(6, 1))
    counted = critical_functions(loss, partition)
    assert counted.proof is Proof.COUNT
    found = real_solutions(quadric_of(loss), partition, SECONDS)
    assert found.is_complete
    assert len(found.solutions) == len(counted.functions)


@pytest.mark.quick
@pytest.mark.parametrize("rows", [((1, 2), (3, 4)), ((2, 0), (0, 1)), ((0, 1), (5, -3))])
def test_matrices_of_rank_one(rows: tuple[tuple[int, ...], ...]) -> None:
    """k = (2,2), s = (2,1), Q = 1: the critical points are the singular pairs; losses are the other σ²."""
    matrix = np.array(rows, float)
    squares = np.linalg.svd(matrix)[1] ** 2
    loss = euclidean(*(c for row in rows for c in row))
    assert losses_of(Architecture((2, 2), (2, 1)), loss) == pytest.approx(sorted(sum(squares) - squares))


def test_three_by_three_matrices_of_rank_one() -> None:
    """k = (3,3), s = (3,1): three singular pairs."""
    rng = random.Random(4)
    rows = [[rng.randint(-9, 9) for _ in range(3)] for _ in range(3)]
    squares = np.linalg.svd(np.array(rows, float))[1] ** 2
    found = losses_of(Architecture((3, 3), (3, 1)), euclidean(*(c for row in rows for c in row)))
    assert found == pytest.approx(sorted(sum(squares) - squares))


def assert_among(found: Sequence[float], listed: Sequence[float]) -> None:
    """Every loss found is one of the list, and no loss is found more often than it is listed."""
    left = list(listed)
    for value in found:
        nearest = min(left, key=lambda known: abs(known - value), default=float("inf"))
        assert abs(nearest - value) < 1e-6 * (1 + max(listed))
        left.remove(nearest)


NETWORKS: list[tuple[Sequence[int], Sequence[int]]] = [
    ((2, 2), (2, 1)),
    ((3, 2), (2, 1)),
    ((2, 2, 2), (2, 2, 1)),
    ((2, 2, 2), (1, 2, 1)),
    ((3, 3), (2, 1)),
    ((3, 2), (1, 1)),
    ((3, 3), (1, 1)),
]


@pytest.mark.parametrize(("sizes", "strides"), NETWORKS)
def test_newton_finds_no_other_point(sizes: tuple[int, ...], strides: tuple[int, ...]) -> None:
    """What Newton's iteration converges to from many starts is in the list: for every loss at most as many classes."""
    architecture = Architecture(sizes, strides)
    for seed, loss in enumerate([euclidean(*targets(architecture.degree, 7)), random_loss(architecture.degree, 7, 3)]):
        listed = losses_of(architecture, loss)
        found = losses_by_newton(architecture, quadric_of(loss), 400, seed)
        assert len(found) >= len(listed) / 2
        assert_among(found, listed)


@pytest.mark.parametrize(
    ("sizes", "strides"), [((2, 2), (2, 1)), ((3, 3), (2, 1)), ((2, 2, 2), (1, 2, 1)), ((3, 3), (1, 1))]
)
@pytest.mark.parametrize("seed", range(3))
def test_signs_of_critical_points_add_up(sizes: tuple[int, ...], strides: tuple[int, ...], seed: int) -> None:
    """Σ (−1)^index over all real classes is Σ over the projective space of the layers but one, as N ≤ 2(k_i − 1).

    The Euler characteristic of ΠP^(k_j−1), j ≠ i, for i with 2(k_i − 1) ≥ N and generic data, where no critical point
    has the zero layer i alone if N is odd; else those points count χ(Z_i)·(−1)^(k_i), so sums are taken where Z_i = ∅.
    """
    architecture = Architecture(sizes, strides)
    loss = euclidean(*targets(architecture.degree, 100 + seed))
    found = real_layers(
        architecture.reduced.filter_sizes, architecture.reduced.stride_products, quadric_of(loss), SECONDS
    )
    assert found.is_complete
    inertias = [point.inertia(256) for point in found.solutions]
    total = sum((-1) ** inertia.negative for inertia in inertias if inertia is not None)
    dimension = sum(sizes) - len(sizes)
    if dimension % 2 == 0:
        assert total == int(all(k % 2 for k in sizes))
    else:
        i = max(range(len(sizes)), key=lambda j: sizes[j])
        assert 2 * (sizes[i] - 1) < dimension or total == int(all(k % 2 for j, k in enumerate(sizes) if j != i))


@pytest.mark.parametrize("sizes", [(3, 3), (3, 2, 2), (2, 2, 2, 2)])
@pytest.mark.parametrize("seed", range(4))
def test_bombieri_weights(sizes: tuple[int, ...], seed: int) -> None:
    """Fewer complex points than for generic data, so no count is a proof; signs add up, and Newton finds the same."""
    architecture, rng = Architecture(sizes), random.Random(f"weights {sizes} {seed}")
    n = architecture.degree
    loss = bombieri(*(rng.randint(-20, 20) for _ in range(n + 1)))
    landscape = critical_points(architecture, loss)
    assert landscape.is_complete
    assert landscape.proof is Proof.EXCLUSION
    assert landscape.spurious_minima is not None
    classes = [c for point in landscape.points for c in point.classes]
    # N is even
    assert sum((-1) ** c.decided.inertia.negative for c in classes if c.decided.inertia) + _least(landscape) == int(
        all(k % 2 for k in sizes)
    )
    found = losses_by_newton(architecture, quadric_of(loss), 500, seed)
    listed = sorted(float(point.loss[0]) for point in landscape.points for _ in point.classes)
    assert_among(found, listed)


def _least(landscape: object) -> int:
    """Minima whose inertia is not kept, as they are known otherwise."""
    points = landscape.points  # type: ignore[attr-defined]
    return sum(c.decided.inertia is None for point in points for c in point.classes)


@pytest.mark.quick
def test_a_curve_is_not_taken_for_points() -> None:
    """All rank-one matrices nearest to the identity are a curve; and (x² + y²)² is the same for all rotations."""
    architecture = Architecture((2, 2), (2, 1))
    found = real_layers(architecture.filter_sizes, architecture.stride_products, quadric_of(euclidean(1, 0, 0, 1)), 2)
    assert not found.is_complete
    family, loss = Family.of_stratum((2, 2)), bombieri(1, 0, 2, 0, 1)
    # (x² + y²)² itself, and curves
    result = search(systems(TangencySystem, family, Data.of(quadric_of(loss))), 5, 20_000)
    assert not result.is_complete


@pytest.mark.quick
def test_an_indefinite_form_is_not_searched_to_an_end() -> None:
    """Where N is singular b is not determined, and such boxes are never excluded: with Q < 0 in some direction."""
    gram = [[Fraction(int(i == j) * (-1) ** i) for j in range(5)] for i in range(5)]
    family = Family.of_stratum((2, 2))
    quadric = Quadric(gram, BinaryForm((1, 2, -5, 3, 1)))
    assert not search(systems(TangencySystem, family, Data.of(quadric)), 5, 20_000).is_complete


@pytest.mark.quick
def test_a_search_that_is_stopped_proves_nothing() -> None:
    family, loss = Family.of_stratum((2, 2)), bombieri(1, 2, -5, 3, 1)
    problem = systems(TangencySystem, family, Data.of(quadric_of(loss)))
    for found in (search(problem, 60, 100), search(problem, 0.0)):
        assert found.stopped
        assert not found.is_complete
        assert not matched(found, family, lambda _: None).is_complete


@pytest.mark.quick
def test_a_box_whose_solution_is_not_proved_is_missing() -> None:
    """A list is complete only if every box is done with, and different boxes with one solution give it once."""
    family = Family.of_stratum((2, 2))
    loss = bombieri(1, 2, -5, 3, 1)
    found = search(systems(TangencySystem, family, Data.of(quadric_of(loss))), SECONDS)
    assert found.is_complete
    solutions = real_solutions(quadric_of(loss), (2, 2), SECONDS)
    assert solutions.is_complete
    assert len(solutions.solutions) <= len(found.boxes)
    assert not matched(found, family, lambda _: None).is_complete
    doubled = Search([*found.boxes, *found.boxes], [], found.looked_at)
    names = [object() for _ in found.boxes]

    def proved(box: SmallBox) -> tuple[list[list[object]], object]:
        from flint import arb

        return [[arb(c) for c in form] for form in box.forms(family)], names[found.boxes.index(box)]

    assert len(matched(doubled, family, proved).solutions) <= len(found.boxes)  # type: ignore[arg-type, type-var]


def test_every_chart_and_projective_point() -> None:
    """The same solutions in other coordinates: rotations by quarter turns, where repeated roots pass infinity."""
    u = targets(4, 3)
    numbers = set()
    for matrix in (((1, 0), (0, 1)), ((0, 1), (1, 0)), ((0, 1), (-1, 0)), ((1, 1), (-1, 1))):
        loss = bombieri(*u)
        moved = Quadric(loss.gram, loss.target).transformed(matrix)
        found = real_solutions(moved, (2, 2), SECONDS)
        assert found.is_complete
        numbers.add(len(found.solutions))
    assert len(numbers) == 1


@pytest.mark.quick
def test_what_is_left_shrinks_around_a_multiple_solution() -> None:
    """u = −4x⁴ + x²y² + 2y⁴, Q = 1: x²y² is critical on (2,2) and a threefold solution, at A_2 = xy."""
    loss = euclidean(-4, 0, 1, 0, 2)
    found = search(systems(TangencySystem, Family.of_stratum((2, 2)), Data.of(quadric_of(loss))), SECONDS)
    assert found.left
    assert not found.is_complete
    for chart, ends in found.left:
        assert chart == (1,)
        assert abs(ends).max() < 1e-4
    # where exclusion ends, elimination decides
    stratum = critical_functions(loss, (2, 2))
    assert stratum.proof is Proof.POLYNOMIAL


@pytest.mark.parametrize("kind", ["palindromic", "Toeplitz", "nearly singular", "scaled"])
def test_degenerate_data(kind: str) -> None:
    """Strata with two repeated roots in degree 4: the list is complete, and what is counted agrees."""
    for seed in range(3):
        rng = random.Random(f"{kind} {seed}")
        n, u, gram = (
            4,
            [rng.randint(-9, 9) for _ in range(5)],
            [[Fraction(int(i == j)) for j in range(5)] for i in range(5)],
        )
        if kind == "palindromic":
            u = [*u[:3], u[1], u[0]]
        elif kind == "Toeplitz":
            gram = [[Fraction(1, 2 ** abs(i - j)) for j in range(n + 1)] for i in range(n + 1)]
        elif kind == "nearly singular":
            gram = [[Fraction(1) + Fraction(int(i == j), 10**6) for j in range(n + 1)] for i in range(n + 1)]
        else:
            gram = [[gram[i][j] * Fraction(10) ** (4 * i) for j in range(n + 1)] for i in range(n + 1)]
        loss = SquareLoss.with_gram(gram, BinaryForm(u))
        found = critical_functions(loss, (2, 2))
        assert found.proof is not None, found.note
