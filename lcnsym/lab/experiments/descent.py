"""Gradient descent on the square loss, for many starts and losses at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .layer_arrays import Flags, Floats, Losses, relative_gradients
from .limits import DEFAULT_STEPS
from .polishing import polished

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
    """

    stack: Floats
    losses: Floats
    converged: Flags
    steps: NDArray[np.int64]


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


def descend(losses: Losses, stack: Floats, steps: int = DEFAULT_STEPS) -> Descended:
    """Gradient descent of all runs until each is at its end.

    Args:
        losses: of the runs.
        stack: the filters at the start, Σ k_i × runs.
        steps: how many steps a run may try, taken or not; those that need more are unconverged.

    Runs that are at their end are taken out, so that the slow ones alone are gone on with.
    """
    runs = stack.shape[1]
    ends, values = stack.copy(), losses.values(stack)
    converged, taken = np.zeros(runs, dtype=bool), np.zeros(runs, dtype=np.int64)
    active = np.arange(runs)
    descent = Descent(losses, stack)
    done = 0
    while len(active) and done < steps:
        count = min(CHECK_EVERY, steps - done)
        for _ in range(count):
            taken[active] += descent.advance()
        done += count
        small = relative_gradients(descent.losses, descent.stack, descent.gradient)
        at_end: Flags = small <= CONVERGED
        near = np.flatnonzero((small <= POLISHED_BELOW) & ~at_end)
        better, ok = polished(descent.losses.chosen(near), descent.stack[:, near])
        descent.stack[:, near[ok]] = better[:, ok]
        descent.values[near[ok]] = descent.losses.chosen(near[ok]).values(better[:, ok])
        at_end[near[ok]] = True
        ends[:, active], values[active] = descent.stack, descent.values
        converged[active[at_end]] = True
        active = active[~at_end]
        descent.keep(~at_end)
    return Descended(ends, values, converged, taken)


def _largest_curvature(losses: Losses, stack: Floats) -> Floats:
    """The Hessian's largest absolute row sum, no less than its largest eigenvalue."""
    return np.asarray(abs(losses.hessians(stack)).sum(axis=2).max(axis=1))
