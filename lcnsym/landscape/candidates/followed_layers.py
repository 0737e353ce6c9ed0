"""Approximations of all critical points in parameter space, for all strides, from data whose solutions are known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...algebra.coefficients import Step
from ..effort import Effort
from ..equations.floating_quadrics import Array, Data, floating, floating_scale
from ..equations.quadrics import Quadric
from ..equations.segre_systems import SegreSystem
from .homotopy import CAREFUL, distinct, followed, followed_twice
from .start_systems import start_system

REAL = 1e-9
TURN = 0.6 + 0.8j
INFINITE = 1e12
"""Filters so much larger than the data belong to isotropic tensors, which are at infinity."""
PREFERENCE = 0.99
"""Of several entries of about the same size the first is held at 1, whatever the last bits are."""


@dataclass(frozen=True)
class LayerApproximation:
    """Where a critical point seems to be, up to scaling of the layers; nothing is concluded from it.

    Attributes:
        ones: for every layer the index of the coefficient that is 1, its largest.
        coordinates: the other coefficients and τ, the factor of the end-to-end filter.
        is_real: whether it seems to be real.
    """

    ones: tuple[int, ...]
    coordinates: tuple[complex, ...]
    is_real: bool


def layer_approximations(
    quadric: Quadric, sizes: Sequence[int], steps: Sequence[Step], effort: Effort, *, only_quick: bool = False
) -> Iterator[list[LayerApproximation]]:
    """Approximations of all complex critical points with w ≠ 0, of a conjugate pair one; quick ones, then careful ones.

    Args:
        quadric: on end-to-end filters.
        sizes, steps: how many coefficients the layers have, and where these go.
        effort: what it may take in all.
        only_quick: whether the careful ones are left out.

    Raises:
        InconclusiveError: it takes longer.
    """
    data, scale = floating(quadric), floating_scale(quadric)
    if data is None or scale is None:
        return
    # start systems are for ascending sizes above 1
    large = [i for i, k in enumerate(sizes) if k > 1] or [0]
    order = sorted(large, key=lambda i: (sizes[i], i))
    system = SegreSystem([sizes[i] for i in order])
    given = system.pulled_back(data, [steps[i] for i in order])
    base, start = start_system(system, effort.deadline, use_cache=effort.use_cache)
    ends = np.empty((system.entries, 0), complex)
    for way, factor in ((followed_twice, 1), (_carefully, TURN))[: 1 if only_quick else 2]:
        # solutions for a multiple of the data are the same, the paths are others
        turned = Data(base.gram * factor, base.moments * factor)
        more = way(system, start, turned, given, effort.deadline)
        ends = np.concatenate([ends, more], axis=1)
        yield [_among(len(sizes), order, found) for found in _sorted_out(system, ends, scale, order)]


def _carefully(system: SegreSystem, points: Array, start: Data, end: Data, deadline: float) -> Array:
    return followed(system, points, start, end, replace(CAREFUL, deadline=deadline))


def _sorted_out(system: SegreSystem, columns: Array, scale: float, order: Sequence[int]) -> list[LayerApproximation]:
    layers, ones, tau = _normalised(system, columns)
    rows = np.concatenate([*layers, tau[None]]).T
    sizes = 1 + np.abs(rows).max(axis=1, initial=0)
    usable = np.isfinite(rows).all(axis=1) & (np.abs(tau) < INFINITE)
    is_real = usable & (np.abs(rows.imag).max(axis=1, initial=0) < REAL * sizes)
    # the sign of the first imaginary part that is not about zero
    large = np.abs(rows.imag) > REAL * sizes[:, None]
    first = rows.imag[np.arange(len(rows)), large.argmax(axis=1)]
    upper = np.where((first < 0)[:, None], rows.conj(), rows)
    found = []
    for chosen, real in ((is_real, True), (usable & ~is_real, False)):
        marked = np.concatenate([upper[chosen], ones.T[chosen]], axis=1)
        for row in distinct(marked):
            places = row[len(rows[0]) :].real.round().astype(int)
            row[len(rows[0]) - 1] *= scale
            found.append(_in_order(system, row[: len(rows[0])], places, order, is_real=real))
    return found


def _normalised(system: SegreSystem, columns: Array) -> tuple[list[Array], Array, Array]:
    """The layers' filters with the largest coefficient 1, which it is, and τ; not finite where there is none."""
    layers, ones = [], []
    start = 0
    with np.errstate(all="ignore"):
        tau = 1 / columns[-1]
        for k in system.sizes:
            layer = columns[start : start + k]
            place = (np.abs(layer) * PREFERENCE ** np.arange(k)[:, None]).argmax(axis=0)
            by = layer[place, np.arange(layer.shape[1])]
            layers.append(layer / by)
            ones.append(place)
            tau = tau * by
            start += k
    return layers, np.array(ones), tau


def _in_order(
    system: SegreSystem, row: Array, places: Array, order: Sequence[int], *, is_real: bool
) -> LayerApproximation:
    """With the layers as they were before they were sorted."""
    ends = np.cumsum(system.sizes)
    layers = dict(zip(order, zip(np.split(row[:-1], ends[:-1]), map(int, places), strict=True), strict=True))
    ones = [one for _, (_, one) in sorted(layers.items())]
    values = np.concatenate([*(np.delete(layer, one) for _, (layer, one) in sorted(layers.items())), row[-1:]])
    return LayerApproximation(
        tuple(ones), tuple((values.real if is_real else values).astype(complex).tolist()), is_real
    )


def _among(number: int, order: Sequence[int], found: LayerApproximation) -> LayerApproximation:
    """With the layers of one coefficient, which is 1."""
    ones = dict(zip(sorted(order), found.ones, strict=True))
    return replace(found, ones=tuple(ones.get(i, 0) for i in range(number)))
