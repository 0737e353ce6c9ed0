"""All critical points: literature values, counts for every partition, gradients, and descent as an oracle."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from lcnsym.algebra.forms import BinaryForm
from lcnsym.algebra.partitions import partitions
from lcnsym.errors import BadInputError
from lcnsym.fibres.fibre import Fibre
from lcnsym.lab.experiments.descent import CONVERGED, Descent, relative_gradients
from lcnsym.lab.experiments.runs import losses_of
from lcnsym.landscape.critical import Landscape, critical_points
from lcnsym.landscape.layers.natures import Nature
from lcnsym.landscape.loss import SquareLoss
from lcnsym.landscape.strata.strata import critical_functions
from lcnsym.network.architecture import Architecture

from .support import euclidean, random_loss


def losses(landscape: Landscape, pattern: str) -> list[float]:
    return [float(sum(p.loss) / 2) for p in landscape.points if str(p.pattern) == pattern]


@pytest.mark.quick
def test_values_of_the_cubic() -> None:
    landscape = critical_points(Architecture((2, 2, 2)), euclidean(1, -2, -3, 4))
    assert losses(landscape, "12|0") == pytest.approx([0.135028, 1.495559, 20.04344], abs=1e-5)
    assert losses(landscape, "3|0") == pytest.approx([7.406286, 24.719684, 27.605434], abs=1e-5)
    assert landscape.is_complete
    assert landscape.is_generic
    assert landscape.complex_classes == landscape.expected_classes == 34
    assert landscape.parameter_classes == 18
    assert landscape.spurious_minima == 0


@pytest.mark.quick
def test_the_target_outside_the_function_space() -> None:
    landscape = critical_points(Architecture((2, 2, 2)), euclidean(2, 1, 3, 5))
    least = landscape.global_minimum
    assert least is not None
    assert float(least.loss[0]) == pytest.approx(3.94159, abs=1e-5)
    assert losses(landscape, "12|0") == pytest.approx([37.523905], abs=1e-5)


@pytest.mark.parametrize("n", range(1, 7))
@pytest.mark.parametrize("seed", [1, 2])
def test_counts_of_every_stratum(n: int, seed: int) -> None:
    loss = random_loss(n, seed)
    for partition in partitions(n):
        stratum = critical_functions(loss, partition)
        assert stratum.complex == stratum.expected, partition
        assert stratum.is_complete
        assert stratum.is_generic
        assert (stratum.expected - len(stratum.functions)) % 2 == 0


@pytest.mark.quick
def test_three_repeated_roots() -> None:
    stratum = critical_functions(random_loss(6, 5), (2, 2, 2))
    assert stratum.complex == stratum.expected == 40
    assert stratum.is_complete


def test_out_of_time_the_rest_is_answered() -> None:
    landscape = critical_points(Architecture((3, 3, 3)), random_loss(6, 1), seconds=0)
    missing = [s for s in landscape.strata if s.complex is None]
    several = [s.partition for s in landscape.strata if sum(part > 1 for part in s.partition) > 1]
    assert [s.partition for s in missing] == several == [(2, 2, 1, 1), (2, 2, 2), (3, 2, 1), (3, 3)]
    assert all("took too long" in s.note for s in missing)
    assert not landscape.is_complete
    # the target is in the function space, so that its loss is the least, but a minimum may be missing
    assert landscape.global_minimum is landscape.points[0]
    assert landscape.points[0].is_target
    assert landscape.spurious_minima is None
    outside = critical_points(Architecture((2, 2, 2, 2, 2, 2)), random_loss(6, 1), seconds=0)
    assert not any(point.is_target for point in outside.points)
    assert outside.global_minimum is None
    assert outside.points


@pytest.mark.quick
def test_long_layers_have_few_strata() -> None:
    target = tuple(range(1, 101))
    single = critical_points(Architecture((100,)), euclidean(*target))
    assert [stratum.partition for stratum in single.strata] == [(1,) * 99]
    assert single.is_complete
    assert single.global_minimum is single.points[0]


def test_roots_of_very_different_sizes() -> None:
    target = [Fraction(10) ** 300, Fraction(2), Fraction(3, 10**300), Fraction(-2), 4 * Fraction(10) ** 300]
    landscape = critical_points(Architecture((3, 2, 2)), SquareLoss.euclidean(BinaryForm(target)))
    assert {stratum.partition: len(stratum.functions) for stratum in landscape.strata}[2, 1, 1] == 4
    assert not landscape.is_complete


@pytest.mark.quick
@pytest.mark.parametrize(("sizes", "seed"), [((3, 2), 1), ((2, 2, 2), 2), ((3, 3), 3), ((4, 2), 4), ((3, 2, 2), 5)])
def test_totals_and_gradients(sizes: tuple[int, ...], seed: int) -> None:
    architecture = Architecture(sizes)
    loss = random_loss(architecture.degree, seed)
    landscape = critical_points(architecture, loss)
    assert landscape.is_complete
    assert landscape.complex_classes == landscape.expected_classes
    gram = np.array(loss.gram, dtype=float)
    target = np.array(loss.target.coefficients, dtype=float)
    assert landscape.points
    for point in landscape.points:
        for found in point.classes:
            filters = [np.array([float((lo + hi) / 2) for lo, hi in layer]) for layer in found.filters.enclosures(60)]
            gradient = numerical_gradient(filters, gram, target)
            scale = max(1.0, *(abs(f).max() for f in filters)) * abs(gram).max() * abs(target).max()
            assert max(abs(g).max() for g in gradient) < 1e-9 * scale
            if found.inertia is not None:
                assert tuple(numerical_inertia(filters, gram, target)) == (
                    found.inertia.positive,
                    found.inertia.negative,
                    architecture.layers - 1,
                )


def composed(filters: list[np.ndarray]) -> np.ndarray:
    product = np.ones(1)
    for layer in filters:
        product = np.convolve(product, layer)
    return product


def jacobian(filters: list[np.ndarray]) -> list[np.ndarray]:
    columns = []
    for i, layer in enumerate(filters):
        rest = composed([f for j, f in enumerate(filters) if j != i])
        columns += [np.convolve(rest, np.eye(len(layer))[a]) for a in range(len(layer))]
    return columns


def numerical_gradient(filters: list[np.ndarray], gram: np.ndarray, target: np.ndarray) -> list[np.ndarray]:
    residual = gram @ (composed(filters) - target)
    return [np.array([column @ residual]) for column in jacobian(filters)]


def numerical_inertia(filters: list[np.ndarray], gram: np.ndarray, target: np.ndarray) -> list[int]:
    """By numpy: the Hessian's eigenvalues, those much smaller than the others counted as zero."""
    # scaling the layers alike changes no inertia and helps the eigenvalues
    residual = gram @ (composed(filters) - target)
    size = sum(map(len, filters))
    hessian = np.zeros((size, size))
    columns = jacobian(filters)
    places = [(i, a) for i, layer in enumerate(filters) for a in range(len(layer))]
    for p, (i, a) in enumerate(places):
        for q, (j, b) in enumerate(places):
            hessian[p, q] = columns[p] @ gram @ columns[q]
            if i != j:
                rest = composed([f for l, f in enumerate(filters) if l not in (i, j)])  # noqa: E741
                second = np.convolve(np.convolve(rest, np.eye(len(filters[i]))[a]), np.eye(len(filters[j]))[b])
                hessian[p, q] += second @ residual
    scaling = np.concatenate([np.full(len(f), 1 / np.linalg.norm(f)) for f in filters])
    balance = np.linalg.norm(composed(filters)) ** (1 / len(filters))
    values = np.linalg.eigvalsh(hessian * np.outer(1 / scaling, 1 / scaling) / balance**2)
    smallest = np.sort(abs(values))[: len(filters) - 1].max(initial=0)
    zero = max(smallest, 1e-9 * abs(values).max())
    return [int((values > zero).sum()), int((values < -zero).sum()), int((abs(values) <= zero).sum())]


DESCENT_LOSSES = {
    (2, 2, 2): [euclidean(2, 1, 3, 5), euclidean(1, 0, 2, -1), random_loss(3, 31), random_loss(3, 32)],
    (3, 2): [euclidean(1, -2, -3, 4), random_loss(3, 33), random_loss(3, 34)],
    (3, 2, 2): [euclidean(1, 2, 3, -2, 4), random_loss(4, 35), random_loss(4, 36)],
    (4, 2): [euclidean(1, 2, 3, -2, 4), random_loss(4, 37)],
}


@pytest.mark.parametrize("sizes", DESCENT_LOSSES)
def test_gradient_descent_ends_in_listed_minima(sizes: tuple[int, ...]) -> None:
    """Descent in floating point, without Newton's steps, knows nothing of strata."""
    architecture, runs = Architecture(sizes), 60
    losses = [loss for loss in DESCENT_LOSSES[sizes] for _ in range(runs)]
    rng = np.random.default_rng(7)
    start = rng.normal(size=(sum(sizes), len(losses)))
    descent = Descent(losses_of(architecture, losses), start)
    for _ in range(12_000):
        descent.advance()
    at_end = relative_gradients(descent.losses, descent.stack, descent.gradient) <= CONVERGED
    for number, loss in enumerate(DESCENT_LOSSES[sizes]):
        minima = [
            float(sum(point.loss) / 2)
            for point in critical_points(architecture, loss).points
            if any(c.nature is Nature.MINIMUM for c in point.classes)
        ]
        part = slice(number * runs, (number + 1) * runs)
        reached = descent.values[part][at_end[part]]
        assert len(reached) >= runs / 2
        for value in reached:
            assert min(abs(value - m) for m in minima) < 1e-6 * max(1, value)


@pytest.mark.quick
def test_losses_ascend_and_natures_are_consistent() -> None:
    landscape = critical_points(Architecture((3, 2, 2)), euclidean(1, 2, 3, -2, 4))
    bounds = [point.loss for point in landscape.points]
    assert all(a[1] <= b[0] for a, b in pairwise(bounds))
    least = landscape.global_minimum
    assert least is landscape.points[0]
    assert all(c.nature is Nature.MINIMUM for c in least.classes)
    assert landscape.spurious_minima == 3


@pytest.mark.quick
def test_a_filling_architecture_can_have_spurious_minima() -> None:
    architecture = Architecture((3, 3, 2))
    assert architecture.is_filling
    landscape = critical_points(architecture, euclidean(1, 2, 3, -2, 4, 1))
    assert landscape.is_complete
    assert landscape.global_minimum is not None
    assert landscape.global_minimum.is_target
    assert landscape.spurious_minima == 5


def test_a_repeated_root_at_infinity_is_found() -> None:
    # with Q = I the target's mirror image turns the root t into 1/t; one has the repeated root at infinity
    loss = euclidean(0, 1, 0, 1)
    stratum = critical_functions(loss, (2, 1))
    mirrored = critical_functions(euclidean(1, 0, 1, 0), (2, 1))
    assert stratum.complex == mirrored.complex
    values = [sorted(f.form.value_enclosure(40)[0] for f in s.functions) for s in (stratum, mirrored)]
    assert len(values[0]) == len(values[1]) > 0
    assert all(abs(a - b) < Fraction(1, 10**9) for a, b in zip(*values, strict=True))
    directions = [root.point for f in stratum.functions for root in f.form.roots(128) or () if root.multiplicity == 2]
    assert any(y.contains(0) for _, y in directions) or any(x.contains(0) for x, _ in directions)


@pytest.mark.quick
def test_pairs_of_double_roots_are_found() -> None:
    found = [
        str(function.pattern)
        for seed in range(4)
        for function in critical_functions(random_loss(4, seed), (2, 2)).functions
    ]
    assert "0|2" in found
    assert "22|0" in found


@pytest.mark.quick
@pytest.mark.parametrize("seed", range(3))
def test_changing_coordinates_changes_nothing(seed: int) -> None:
    """GL₂: another basis of the binary forms, with the Gram matrix and the target carried along."""
    from lcnsym.landscape.equations.quadrics import Quadric

    rng = random.Random(seed)
    n = 4
    loss = random_loss(n, seed + 20)
    matrix = ((1, rng.randint(1, 3)), (rng.randint(1, 2), rng.randint(7, 9)))
    moved = Quadric(loss.gram, loss.target).transformed(matrix)
    other = SquareLoss(moved.gram, moved.centre)
    for partition in partitions(n):
        first, second = critical_functions(loss, partition), critical_functions(other, partition)
        assert first.complex == second.complex
        assert sorted(str(f.pattern) for f in first.functions) == sorted(str(f.pattern) for f in second.functions)
        values = [sorted(f.form.value_enclosure(40)[0] for f in s.functions) for s in (first, second)]
        assert all(abs(a - b) < Fraction(1, 10**9) for a, b in zip(*values, strict=True))


def test_scaling_the_target_scales_the_losses() -> None:
    first = critical_points(Architecture((3, 2)), euclidean(1, -2, -3, 4))
    second = critical_points(Architecture((3, 2)), euclidean(10, -20, -30, 40))
    for a, b in zip(first.points, second.points, strict=True):
        assert str(a.pattern) == str(b.pattern)
        assert abs(100 * a.loss[0] - b.loss[0]) < Fraction(1, 10**12)


def test_a_target_with_a_repeated_root() -> None:
    landscape = critical_points(Architecture((3, 2)), euclidean(1, 0, -3, -2))
    assert landscape.is_complete
    assert landscape.is_generic is False
    least = landscape.points[0]
    assert least.is_target
    assert str(least.pattern) == "12|0"
    # all factorizations of the target are minima, compatible or not
    assert len(least.classes) == 2


def test_degenerate_architectures_and_targets() -> None:
    one = critical_points(Architecture((1, 3, 1)), euclidean(1, 0, -3))
    assert one.parameter_classes == 1
    assert one.is_complete
    constant = critical_points(Architecture((1, 1)), euclidean(3))
    assert constant.parameter_classes == 1
    zero = critical_points(Architecture((2, 2)), euclidean(0, 0, 0))
    assert not zero.points
    assert zero.is_complete
    assert zero.global_minimum is None
    assert zero.to_dict()["global_minimum"] == {"pattern": None, "loss": "0", "filter": ["0", "0", "0"]}
    assert zero.spurious_minima == 0
    single = critical_points(Architecture((4,)), euclidean(1, 0, -3, -1))
    assert [p.is_target for p in single.points] == [True]


@pytest.mark.quick
@pytest.mark.parametrize(
    ("sizes", "target"),
    [
        ((3, 2), (1, -3, 3, -1)),
        ((4, 2), (1, 2, 1, 0, 0)),
        ((3, 3), (1, -3, 3, -1, 0)),
        ((5,), (1, 2, 1, 0, 0)),
        ((1, 3, 1), (1, 2, 1)),
        ((3, 2, 2), (1, 4, 6, 4, 1)),
        ((3, 3), (1, 0, 0, 0, 0)),
    ],
)
def test_targets_without_compatible_factorizations(sizes: tuple[int, ...], target: tuple[int, ...]) -> None:
    architecture = Architecture(sizes)
    landscape = critical_points(architecture, euclidean(*target))
    least = landscape.global_minimum
    assert least is not None
    assert least.is_target
    assert least.loss == (0, 0)
    # all factorizations of the target are critical, compatible or not
    assert len(least.classes) == Fibre(architecture, BinaryForm(target)).count()
    assert sum(point.is_target for point in landscape.points) == 1


def test_targets_outside_are_not_listed() -> None:
    landscape = critical_points(Architecture((2, 2)), euclidean(1, 0, 1))
    assert not any(point.is_target for point in landscape.points)


@pytest.mark.quick
def test_families_with_a_zero_filter() -> None:
    landscape = critical_points(Architecture((2, 2)), euclidean(1, 0, -1))
    # layer 1 zero: w_2 = (a, b) with Σ u_{i+j} w_j = 0: a = 0 and b = 0
    assert [family.dimension for family in landscape.zero_families] == [0, 0]
    landscape = critical_points(Architecture((2, 2)), euclidean(1, 1, 1))
    assert [family.dimension for family in landscape.zero_families] == [1, 1]
    assert [family.exists for family in landscape.zero_families] == [True, True]
    # w_2·w_3 is in the kernel of [[1, 2, -1], [2, -1, -2]]: x² + y²
    landscape = critical_points(Architecture((2, 2, 2)), euclidean(1, 2, -1, -2))
    assert [(f.dimension, f.exists) for f in landscape.zero_families] == [(1, False)] * 3


@pytest.mark.quick
def test_an_interrupt_keeps_what_is_done() -> None:
    told: list[str] = []

    def progress(what: str) -> None:
        told.append(what)
        if what == "stratum 2,2":
            raise KeyboardInterrupt

    landscape = critical_points(Architecture((3, 2, 2)), euclidean(1, 2, 3, -2, 4), progress=progress)
    assert landscape.is_interrupted
    assert not landscape.is_complete
    assert [s.complex for s in landscape.strata] == [1, 10, None, None]
    assert landscape.strata[-1].note == "interrupted"
    assert landscape.points


@pytest.mark.quick
def test_bad_input() -> None:
    with pytest.raises(BadInputError, match="filters of size 3"):
        critical_points(Architecture((2, 2)), euclidean(1, 2))
    with pytest.raises(BadInputError, match="partition of 5"):
        critical_functions(euclidean(1, 2, 3), (3, 2))


@pytest.mark.quick
def test_degenerate_points_are_decided_exactly() -> None:
    """At w = x² of x² + 2y² the Hessian has the square (b − d)² where two directions are free."""
    landscape = critical_points(Architecture((2, 2)), euclidean(1, 0, 2))
    assert [[str(c.nature) for c in p.classes] for p in landscape.points] == [["minimum"], ["saddle"]]
    (found,) = landscape.points[1].classes
    assert found.inertia is not None
    assert (found.inertia.positive, found.inertia.negative, found.inertia.zero) == (2, 0, 1)


@pytest.mark.quick
def test_minimal_polynomials_of_losses() -> None:
    landscape = critical_points(Architecture((2, 2, 2)), euclidean(1, -2, -3, 4))
    for point in landscape.points:
        minpoly = point.loss_minimal_polynomial()
        assert minpoly is not None
        lo, hi = point.loss
        values = [sum(c * x**i for i, c in enumerate(minpoly)) for x in (lo, hi)]
        assert values[0] * values[1] <= 0
    assert len(minpoly) == 8
    (first, _) = critical_points(Architecture((2, 2)), euclidean(1, 0, 2)).points
    assert first.loss_minimal_polynomial() == (-1, 1)


def test_the_zero_filter_is_no_critical_function() -> None:
    """For u = y³ the equations also hold at a triple root where the form is zero."""
    landscape = critical_points(Architecture((2, 2, 2)), euclidean(0, 0, 0, 1))
    assert [p.loss[0] for p in landscape.points] == [0]
    assert "zero filter" in landscape.strata[-1].note


def test_a_target_with_two_double_roots_is_recognised() -> None:
    landscape = critical_points(Architecture((3, 3)), euclidean(1, 0, 2, 0, 1))
    first = landscape.points[0]
    assert first.is_target
    assert str(first.pattern) == "0|2"
    assert first.loss == (0, 0)
    assert sum(p.is_target for p in landscape.points) == 1


def test_equal_least_losses_are_decided() -> None:
    """The target is symmetric under x ↦ −x, and the two least points are mirror images."""
    landscape = critical_points(Architecture((2, 2, 2)), euclidean(1, 0, 2, 0))
    least = landscape.global_minimum
    assert least is landscape.points[0]


def test_huge_coefficients() -> None:
    landscape = critical_points(Architecture((2, 2)), euclidean(10**300, 1, 2))
    assert landscape.is_complete
    assert landscape.spurious_minima is not None
    assert all(c.nature is not None for p in landscape.points for c in p.classes)


def test_filters_on_smaller_strata_are_told_apart_exactly() -> None:
    """x⁴ + 2x²y² + y⁴: (x ± y)⁴/5 solve the equations of all strata with repeated roots."""
    landscape = critical_points(Architecture((3, 2, 2)), euclidean(1, 0, 2, 0, 1))
    assert all(stratum.is_complete for stratum in landscape.strata)
    for stratum in landscape.strata[1:]:
        assert sorted(form.scaled(5).coefficients for form in stratum.smaller) == [(1, -4, 6, -4, 1), (1, 4, 6, 4, 1)]
    least = landscape.global_minimum
    assert least is not None
    assert least.loss == (1, 1)
    assert landscape.is_complete


def test_a_triple_root_found_over_a_double_one() -> None:
    """(x + 1)³(7x − 8)/5, by hand, for u = (3, 1, 1, −5, 0)."""
    stratum = critical_functions(euclidean(3, 1, 1, -5, 0), (2, 1, 1))
    assert stratum.is_complete
    assert stratum.is_generic is False
    assert [form.scaled(5).coefficients for form in stratum.smaller] == [(7, 13, -3, -17, -8)]


@pytest.mark.parametrize(("sizes", "target"), [((3, 2, 2), (1, 2, 3, 4, 5)), ((3, 2, 2), (1, 1, 2, 3, 5))])
def test_solutions_that_are_the_zero_filter_leave_no_doubt(sizes: tuple[int, ...], target: tuple[int, ...]) -> None:
    """The matrix of the target's catalecticants is singular, so a square of a quadric is orthogonal to it."""
    landscape = critical_points(Architecture(sizes), euclidean(*target))
    double = next(stratum for stratum in landscape.strata if stratum.partition == (2, 2))
    assert "real solutions that are the zero filter: 1" in double.note
    assert double.is_complete
    assert double.complex == 12
    assert landscape.is_complete
    assert landscape.global_minimum is not None


def test_a_target_on_a_stratum_that_is_not_generic_is_listed() -> None:
    """Neither a count nor exclusion decides there; by elimination it and −(x² + y²)²/3 are among the solutions."""
    landscape = critical_points(Architecture((3, 2, 2)), euclidean(1, 0, -2, 0, 1))
    double = next(stratum for stratum in landscape.strata if stratum.partition == (2, 2))
    forms = [function.rational_form for function in double.functions]
    assert forms.count(BinaryForm((1, 0, -2, 0, 1))) == 1
    third = Fraction(-1, 3)
    assert forms.count(BinaryForm((third, 0, 2 * third, 0, third))) == 1
    assert double.complex is None
    assert str(double.proof) == "polynomial"
    assert landscape.complex_classes is None
    assert (landscape.is_complete, landscape.points[0].is_target) == (True, True)


@pytest.mark.quick
@pytest.mark.parametrize(
    ("sizes", "target", "proofs", "weakest"),
    [
        ((2, 2), (1, 0, -1), {(1, 1): "polynomial", (2,): "polynomial"}, "polynomial"),
        ((3, 3), (1, 3, -2, 5, 7), {(2, 2): "count", (2, 1, 1): "polynomial"}, "count"),
    ],
)
def test_how_completeness_is_proved(
    sizes: tuple[int, ...], target: tuple[int, ...], proofs: dict[tuple[int, ...], str], weakest: str
) -> None:
    """The weakest way of all strata."""
    landscape = critical_points(Architecture(sizes), euclidean(*target))
    found = {tuple(stratum["partition"]): stratum for stratum in landscape.to_dict()["strata"]}  # type: ignore[index]
    assert {parts: found[parts]["proof"] for parts in proofs} == proofs
    assert landscape.to_dict()["proof"] == weakest
