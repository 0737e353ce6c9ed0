"""Gradient descent on the square loss, for many starts and losses at once, by several rules for the steps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .layer_arrays import Flags, Floats, Losses, relative_gradients
from .limits import DEFAULT_STEPS
from .polishing import polished
from .step_rules import ADAM, ADAM_EPSILON, ADAM_FIRST, ADAM_SECOND, ADAPTIVE_STEPS, StepRule

ARMIJO = 0.5
SLOPE = 0.5
GROWTH = 1.25
SHRINK = 0.5
CHECK_EVERY = 100
CONVERGED = 1e-11
POLISHED_BELOW = 1e-3
ROUNDING = 16 * np.finfo(float).eps


@dataclass(frozen=True, eq=False)
class Descended:
    """Where descent ended.

    Attributes:
        stack: the filters of all layers, Σ k_i × runs.
        losses: the loss of every run at its end.
        converged: which runs ended because the gradient vanished up to rounding, or by polishing.
        steps: how many steps every run took, Newton's last ones not counted.
        slopes: the norm of the gradient at the end of descent, before Newton's last steps.
    """

    stack: Floats
    losses: Floats
    converged: Flags
    steps: NDArray[np.int64]
    slopes: Floats


class Descent:
    """Gradient descent θ ← θ − t·∇ℓ(θ), each run with a step t of its own.

    A step is taken if the loss falls by half of what the slope promises, and if the slope along the step is still half
    of what it was: then t is at most about half of the inverse of the curvature along the step. Otherwise t is halved;
    after a step it grows by a quarter. The path follows that of gradient flow roughly and not exactly: where this one
    passes near the border of two basins, it may end in the other one.

    A run is at its end when the relative gradient (`relative_gradients`) is below CONVERGED. Runs that have come so
    near to a minimum that Newton's method converges to it through points with a positive Hessian are finished by that.

    Args:
        losses: of the runs.
        stack: the filters at the start, Σ k_i × runs.
    """

    def __init__(self, losses: Losses, stack: Floats) -> None:
        self.losses = losses
        self.stack = stack.copy()
        self.values, self.gradient = losses.values_and_gradients(self.stack)
        self.step = 0.1 / np.maximum(_largest_curvature(losses, self.stack), np.finfo(float).tiny)

    def advance(self) -> Flags:
        """One step of every run that can take it; which runs moved."""
        moved = self.stack - self.step * self.gradient
        values, gradient = self.losses.values_and_gradients(moved)
        square = (self.gradient * self.gradient).sum(axis=0)
        falls = values <= self.values - ARMIJO * self.step * square + ROUNDING * self.values
        taken: Flags = falls & ((gradient * self.gradient).sum(axis=0) >= SLOPE * square)
        self.stack = np.where(taken, moved, self.stack)
        self.gradient = np.where(taken, gradient, self.gradient)
        self.values = np.where(taken, values, self.values)
        self.step = self.step * np.where(taken, GROWTH, SHRINK)
        return taken

    def keep(self, runs: Flags) -> None:
        """Go on with these runs only."""
        self.losses = self.losses.chosen(runs)
        self.stack, self.gradient = self.stack[:, runs], self.gradient[:, runs]
        self.values, self.step = self.values[runs], self.step[runs]


def descend(losses: Losses, stack: Floats, steps: int = DEFAULT_STEPS, rule: StepRule = ADAPTIVE_STEPS) -> Descended:
    """Descent of all runs until each is at its end, or has taken its steps.

    Args:
        losses: of the runs.
        stack: the filters at the start, Σ k_i × runs.
        steps: how many steps a run may try, taken or not; those that need more are unconverged. With other rules than
            adaptive steps every run takes all of them.
        rule: how steps are made.

    With adaptive steps, runs that are at their end are taken out, so that the slow ones alone are gone on with.
    """
    if rule.size is not None:
        return _descend_in_steps(losses, stack, steps, rule)
    runs = stack.shape[1]
    ends, values, slopes = stack.copy(), losses.values(stack), np.full(runs, np.inf)
    converged, taken = np.zeros(runs, dtype=bool), np.zeros(runs, dtype=np.int64)
    active = np.arange(runs)
    descent = Descent(losses, stack)
    done = 0
    while len(active) and done < steps:
        count = min(CHECK_EVERY, steps - done)
        for _ in range(count):
            taken[active] += descent.advance()
        done += count
        slopes[active] = _norms(descent.gradient)
        at_end = _finish(descent.losses, descent.stack, descent.values, descent.gradient)
        ends[:, active], values[active] = descent.stack, descent.values
        converged[active[at_end]] = True
        active = active[~at_end]
        descent.keep(~at_end)
    return Descended(ends, values, converged, taken, slopes)


def _finish(losses: Losses, stack: Floats, values: Floats, gradient: Floats) -> Flags:
    """Which runs are at their end; those that Newton's method brings there are moved, with their losses."""
    small = relative_gradients(losses, stack, gradient)
    at_end: Flags = small <= CONVERGED
    near = np.flatnonzero((small <= POLISHED_BELOW) & ~at_end)
    better, ok = polished(losses.chosen(near), stack[:, near])
    stack[:, near[ok]] = better[:, ok]
    values[near[ok]] = losses.chosen(near[ok]).values(better[:, ok])
    at_end[near[ok]] = True
    return at_end


def _descend_in_steps(losses: Losses, stack: Floats, steps: int, rule: StepRule) -> Descended:
    """All steps of a rule with a size, whatever happens; the losses are those at the end of descent itself.

    Runs that leave the range of doubles are where they were when they left it, and not converged.
    """
    ends, size = stack.copy(), rule.size or 0.0
    velocity, square = np.zeros_like(stack), np.zeros_like(stack)
    with np.errstate(all="ignore"):
        for step in range(1, steps + 1):
            gradient = losses.values_and_gradients(ends)[1]
            if rule.name == ADAM:
                velocity = ADAM_FIRST * velocity + (1 - ADAM_FIRST) * gradient
                square = ADAM_SECOND * square + (1 - ADAM_SECOND) * gradient * gradient
                spread = np.sqrt(square / (1 - ADAM_SECOND**step)) + ADAM_EPSILON
                ends -= size * velocity / (1 - ADAM_FIRST**step) / spread
            else:
                velocity = (rule.momentum or 0.0) * velocity + gradient
                ends -= size * velocity
        values, gradient = losses.values_and_gradients(ends)
        slopes = _norms(gradient)
        lost = ~np.isfinite(slopes)
        ends[:, lost], values[lost], slopes[lost] = stack[:, lost], np.inf, np.inf
    before = values.copy()
    converged = np.zeros(len(values), dtype=bool)
    kept = np.flatnonzero(~lost)
    finished = ends[:, kept]
    converged[kept] = _finish(losses.chosen(kept), finished, values[kept], gradient[:, kept])
    ends[:, kept] = finished
    return Descended(ends, before, converged, np.full(len(values), steps, dtype=np.int64), slopes)


def _norms(gradient: Floats) -> Floats:
    return np.asarray(np.sqrt((gradient * gradient).sum(axis=0)))


def _largest_curvature(losses: Losses, stack: Floats) -> Floats:
    """The Hessian's largest absolute row sum, no less than its largest eigenvalue."""
    return np.asarray(abs(losses.hessians(stack)).sum(axis=2).max(axis=1))
