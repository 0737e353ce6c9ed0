"""Descent: values, gradients and Hessians against plain code, and the laws of gradient descent."""

from __future__ import annotations

import numpy as np
import pytest

from lcnsym.lab.experiments.descent import CONVERGED, Descended, Descent, descend
from lcnsym.lab.experiments.layer_arrays import Floats, Losses, relative_gradients
from lcnsym.lab.experiments.polishing import polished
from lcnsym.lab.experiments.runs import losses_of
from lcnsym.landscape.critical import critical_points
from lcnsym.landscape.layers.natures import Nature
from lcnsym.network.architecture import Architecture
from tests.landscape.support import euclidean

SIZES = [(2, 2), (4, 2), (3, 2, 2), (2, 1, 3), (2, 2, 2, 2), (3,)]


def some_losses(sizes: tuple[int, ...], runs: int, seed: int = 0, one_gram: bool = False) -> tuple[Losses, Floats]:
    """Sample covariances of few windows, normal targets and starts."""
    rng = np.random.default_rng([seed, *sizes])
    size = sum(k - 1 for k in sizes) + 1
    windows = rng.normal(size=(size, 2 * size, 1 if one_gram else runs))
    gram = np.einsum("ikr,jkr->ijr", windows, windows) / (2 * size)
    return Losses(sizes, gram, rng.normal(size=(size, runs))), rng.normal(size=(sum(sizes), runs))


def without_polish(losses: Losses, stack: Floats, steps: int) -> Descended:
    """Descent alone: no run is so near to its end that Newton's method takes over."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lcnsym.lab.experiments.descent.POLISHED_BELOW", 0.0)
        return descend(losses, stack, steps)


def plain_loss(losses: Losses, stack: Floats, run: int) -> float:
    """The loss of one run, written down as it is defined."""
    product = np.ones(1)
    start = 0
    for size in losses.sizes:
        product = np.convolve(product, stack[start : start + size, run])
        start += size
    residual = product - losses.target[:, run]
    return float(residual @ losses.gram[:, :, min(run, losses.gram.shape[2] - 1)] @ residual)


@pytest.mark.quick
@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("one_gram", [False, True])
def test_values_gradients_and_hessians(sizes: tuple[int, ...], one_gram: bool) -> None:
    losses, stack = some_losses(sizes, 3, one_gram=one_gram)
    values, gradient = losses.values_and_gradients(stack)
    assert values == pytest.approx([plain_loss(losses, stack, run) for run in range(3)])
    hessian = losses.hessians(stack)
    h = 1e-5
    for p in range(len(stack)):
        up, down = stack.copy(), stack.copy()
        up[p] += h
        down[p] -= h
        quotients = [(plain_loss(losses, up, run) - plain_loss(losses, down, run)) / (2 * h) for run in range(3)]
        assert gradient[p] == pytest.approx(quotients, rel=1e-6, abs=1e-6)
        slopes = (losses.values_and_gradients(up)[1] - losses.values_and_gradients(down)[1]) / (2 * h)
        assert hessian[:, p] == pytest.approx(slopes.T, rel=1e-6, abs=1e-6)


@pytest.mark.quick
@pytest.mark.parametrize("sizes", SIZES)
def test_the_loss_falls_with_every_step(sizes: tuple[int, ...]) -> None:
    losses, stack = some_losses(sizes, 40)
    descent = Descent(losses, stack)
    for _ in range(200):
        before = descent.values.copy()
        taken = descent.advance()
        assert (descent.values <= before * (1 + 1e-12)).all()
        assert (descent.values[~taken] == before[~taken]).all()
    assert (descent.values < losses.values(stack)).all()
    # the values that are carried along are those of the filters
    assert descent.values == pytest.approx(losses.values(descent.stack))


def drift_of_invariants(sizes: tuple[int, ...], step: float, steps: int) -> float:
    """The largest change of ‖w_i‖² − ‖w_1‖² after so many steps of one length."""
    losses, stack = some_losses(sizes, 20)
    descent = Descent(losses, stack)
    for _ in range(steps):
        descent.step[:] = step
        assert descent.advance().all()
    squares = [[(layer**2).sum(axis=0) for layer in losses.layers(filters)] for filters in (stack, descent.stack)]
    before, after = (np.array(square[1:]) - square[0] for square in squares)
    return float(abs(after - before).max())


@pytest.mark.quick
@pytest.mark.parametrize("sizes", [(4, 2), (3, 2, 2)])
def test_invariants_of_gradient_flow_are_kept_up_to_the_step(sizes: tuple[int, ...]) -> None:
    coarse, fine = drift_of_invariants(sizes, 1e-4, 100), drift_of_invariants(sizes, 1e-5, 1000)
    assert coarse < 0.1
    # the same time in steps ten times shorter
    assert 5 < coarse / fine < 20


def test_scaling_the_target_scales_the_path() -> None:
    """By a power of two, so that rounding is the same: u ↦ 4u and every filter of two layers twice as large."""
    losses, stack = some_losses((4, 2), 30)
    larger = Losses(losses.sizes, losses.gram, 4 * losses.target)
    first, second = without_polish(losses, stack, 1500), without_polish(larger, 2 * stack, 1500)
    assert (second.stack == 2 * first.stack).all()
    assert (second.losses == 16 * first.losses).all()
    assert (second.steps == first.steps).all()


@pytest.mark.quick
def test_a_run_does_not_depend_on_the_others() -> None:
    losses, stack = some_losses((3, 2, 2), 30)
    together = without_polish(losses, stack, 1500)
    some = np.array([3, 11, 29])
    apart = without_polish(losses.chosen(some), stack[:, some], 1500)
    assert (apart.stack == together.stack[:, some]).all()
    assert (apart.steps == together.steps[some]).all()


@pytest.mark.parametrize("sizes", SIZES)
def test_ends_are_critical_and_polishing_stays_where_descent_goes(sizes: tuple[int, ...]) -> None:
    losses, stack = some_losses(sizes, 60)
    plain = without_polish(losses, stack, 4000)
    finished = descend(losses, stack, 4000)
    both = plain.converged & finished.converged
    assert both.mean() > 0.7
    assert finished.steps.sum() < plain.steps.sum()
    for ends in (plain, finished):
        gradient = losses.values_and_gradients(ends.stack)[1]
        assert relative_gradients(losses, ends.stack, gradient)[ends.converged].max() <= CONVERGED
        assert ends.losses == pytest.approx(losses.values(ends.stack), rel=1e-9, abs=1e-14)
    filters = [losses.composed(ends.stack)[:, both] for ends in (plain, finished)]
    assert abs(filters[0] - filters[1]).max() < 1e-5


@pytest.mark.quick
def test_a_run_started_at_a_minimum_stays() -> None:
    losses, stack = some_losses((3, 2, 2), 10)
    at_target = Losses(losses.sizes, losses.gram, losses.composed(stack))
    ends = descend(at_target, stack)
    assert ends.converged.all()
    assert abs(ends.stack - stack).max() < 1e-12


@pytest.mark.quick
def test_unconverged_runs_are_told() -> None:
    losses, stack = some_losses((4, 2), 50)
    ends = descend(losses, stack, 4)
    assert not ends.converged.any()
    assert ends.steps.max() <= 4
    assert (ends.losses < losses.values(stack)).all()


@pytest.mark.quick
def test_only_minima_attract_polishing() -> None:
    architecture, loss = Architecture((2, 2, 2)), euclidean(1, -2, -3, 4)
    rng = np.random.default_rng(0)
    natures, columns = [], []
    for point in critical_points(architecture, loss).points:
        for found in point.classes:
            middles = [float((lo + hi) / 2) for layer in found.filters.enclosures(60) for lo, hi in layer]
            columns.append(np.array(middles) * (1 + 1e-5 * rng.normal(size=6)))
            natures.append(found.nature)
    stack = np.array(columns).T
    ends, trusted = polished(losses_of(architecture, [loss] * len(columns)), stack)
    assert set(natures) == {Nature.MINIMUM, Nature.SADDLE}
    assert trusted.tolist() == [nature is Nature.MINIMUM for nature in natures]
    assert abs(ends - stack)[:, trusted].max() < 1e-2
