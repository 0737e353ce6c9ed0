"""Newton's method from where gradient descent has come near to a minimum, and only to that minimum."""

from __future__ import annotations

import numpy as np

from .layer_arrays import Flags, Floats, Losses, layer_norms, relative_gradients

STEPS = 8
LONGEST_MOVE = 0.02
LEAST_CURVATURE = 1e-10
POLISHED = 1e-12
ROUNDING = 1e-12


def polished(losses: Losses, stack: Floats) -> tuple[Floats, Flags]:
    """The minima near the filters, and for which runs they are trusted; the filters of the others are meaningless.

    A run is trusted if at its start and after every step the Hessian is positive on the complement of the L − 1
    scaling directions, every step is at most half as long as the one before, all together are at most LONGEST_MOVE of
    the filters' size, the loss does not rise, and the gradient vanishes at the end up to rounding. Then the end is a
    minimum, and it is joined to the start by a short path through points of positive curvature, from which descent goes
    to it. This is evidence in floating point and no proof; what the end is, is proved later, without it.
    """
    runs = stack.shape[1]
    trusted = np.ones(runs, dtype=bool)
    if not runs:
        return stack, trusted
    with np.errstate(all="ignore"):
        norms = layer_norms(losses, stack)
        balance = np.exp(np.log(norms).mean(axis=0)) / norms
        balance[~np.isfinite(balance)] = 1.0
        factors = np.repeat(balance, losses.sizes, axis=0)
        point = stack * factors
        first = losses.values(point)
        size = np.sqrt((point * point).sum(axis=0))
        moved, before = np.zeros(runs), np.full(runs, np.inf)
        for _ in range(STEPS):
            step, positive = _newton_step(losses, point, trusted)
            length = np.sqrt((step * step).sum(axis=0))
            moved += length
            at_rest = length <= 1e-11 * size
            trusted &= positive & (moved <= LONGEST_MOVE * size) & ((length <= before / 2) | at_rest)
            point = np.where(trusted, point - step, point)
            before = length
            if (at_rest | ~trusted).all():
                break
        values, gradient = losses.values_and_gradients(point)
        trusted &= values <= first + ROUNDING * losses.scale
        trusted &= relative_gradients(losses, point, gradient) <= POLISHED
        trusted &= _newton_step(losses, point, trusted)[1]
        return point / factors, trusted


def _newton_step(losses: Losses, stack: Floats, wanted: Flags) -> tuple[Floats, Flags]:
    """H⁻¹∇ℓ on the complement of the scaling directions, and where H is positive there; zero for runs not wanted."""
    step, positive = np.zeros_like(stack), np.zeros(stack.shape[1], dtype=bool)
    runs = np.flatnonzero(wanted & np.isfinite(stack).all(axis=0))
    if not len(runs):
        return step, positive
    some, here = losses.chosen(runs), stack[:, runs]
    gradient = some.values_and_gradients(here)[1].T
    hessian = some.hessians(here)
    away = _complement(some, here)
    reduced = np.einsum("rpi,rpq,rqj->rij", away, hessian, away)
    values, vectors = np.linalg.eigh(reduced)
    ok = values[:, 0] > LEAST_CURVATURE * values[:, -1]
    inverse = np.where(ok[:, None], 1 / np.where(values == 0, 1, values), 0)
    inner = np.einsum("rij,ri->rj", vectors, np.einsum("rpi,rp->ri", away, gradient))
    step[:, runs] = np.einsum("rpi,rij,rj->pr", away, vectors, inverse * inner)
    positive[runs] = ok
    return step, positive


def _complement(losses: Losses, stack: Floats) -> Floats:
    """An orthonormal basis of the filters' changes that are orthogonal to all scalings, runs × Σ k_i × (Σ k_i − L + 1).

    A scaling multiplies layer i by 1 + α_i with Σ α_i = 0. It is found as the complement of the differences of layers.
    """
    runs, layers = stack.shape[1], len(losses.sizes)
    directions = np.zeros((runs, len(stack), layers - 1))
    first = losses.slices[0]
    for i, part in enumerate(losses.slices[1:]):
        directions[:, first, i] = stack[first].T
        directions[:, part, i] = -stack[part].T
    return np.asarray(np.linalg.qr(directions, mode="complete")[0][:, :, layers - 1 :])
