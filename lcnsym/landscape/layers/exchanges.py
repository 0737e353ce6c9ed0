"""Critical points with the same end-to-end filter, because layers between which no stride stands exchange roots.

Let the layers of a block have the same S, so that only their product matters for w, and let P_i be their filters. Where
every layer of the block has distinct roots, D is the product of the roots of the block, each as often as it is in the
block but once, and the derivatives of w in the block's layers are the multiples of D and the other layers. The same is
true after roots were exchanged, as long as no layer gets a root twice. So then the point is critical as well. With
several axes this holds for layers along one of them with the same S, and others that are equal can be permuted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, permutations
from math import factorial

import flint
from flint import acb, arb

from ...algebra.coefficients import Step, places_of, polynomial_product
from ...fibres.balls import Balls, Bins
from ...fibres.problem import PackingProblem
from ...network.convolution import composed
from ..effort import UNLIMITED, Effort
from ..equations.charts import CHARTS, Chart, adjugate
from ..exclusion.matched_boxes import are_apart
from ..strata.critical_forms import isolated_roots, substituted
from .composed_forms import ComposedForm
from .eliminated_layers import EliminatedLayers
from .gauged_gradients import GaugedLayers

FINER = 4
"""Exchanged layers are computed with so many times the bits of the boxes in which they are to be found."""

MAX_EXCHANGES = 20_000

Layers = Sequence[Sequence[arb]]
Found = GaugedLayers | EliminatedLayers


@dataclass
class _Cluster:
    """Roots of different layers of a block that are not told apart, the upper one of a pair."""

    is_real: bool
    members: list[acb]
    layers: set[int] = field(default_factory=set)


def with_one_filter(points: Sequence[Found], effort: Effort = UNLIMITED) -> list[list[Found]]:
    """Critical points in parameter space that are proved to have the same end-to-end filter, by exchanges of roots.

    That two lists have different filters is not proved.

    Args:
        points: in disjoint boxes, or found by elimination; if some are, these are all isolated ones.
        effort: what it may take; points that were not looked at in time are by themselves.
    """
    values = [ComposedForm(point).value_enclosure(point.precision // 2) for point in points]
    group = list(range(len(points)))
    for i, point in enumerate(points):
        near = [
            j
            for j, (low, high) in enumerate(values)
            if group[j] != group[i] and low <= values[i][1] and values[i][0] <= high
        ]
        for layers in _exchanged(point) if near and not effort.is_over else ():
            for j in near:
                if group[j] != group[i] and _is_at(points, j, layers):
                    joined, old = group[i], group[j]
                    group = [joined if g == old else g for g in group]
    found: dict[int, list[Found]] = {}
    for g, point in zip(group, points, strict=True):
        found.setdefault(g, []).append(point)
    return list(found.values())


def _is_at(points: Sequence[Found], which: int, layers: Layers) -> bool:
    """Whether critical layers, up to scaling, are proved to be one of the points.

    Near exchanged layers the loss is the same function as near those before, so that they are isolated, and where all
    isolated points are known they are the only one of these from which they are not told apart.
    """
    point = points[which]
    if isinstance(point, GaugedLayers):
        return is_in_box(point, layers)
    with flint.ctx.workprec(FINER * point.precision):
        others = (other.filters(FINER * point.precision) for i, other in enumerate(points) if i != which)
        return all(other is not None and are_apart(other, layers) for other in others)


def is_in_box(point: GaugedLayers, layers: Layers) -> bool:
    """Whether the box of a point holds other critical layers, up to scaling; then they are this point.

    False: not proved, as they are given in balls.
    """
    with flint.ctx.workprec(FINER * point.box.precision):
        coordinates, tau = [], arb(1)
        for layer, one in zip(layers, point.gauge.ones, strict=True):
            by = layer[one]
            if by.contains(0):
                return False
            tau *= by
            coordinates += [c / by for a, c in enumerate(layer) if a != one]
        return all(z.contains(acb(c)) for z, c in zip(point.box.coordinates, [*coordinates, tau], strict=True))


def _exchanged(point: Found) -> Iterator[list[list[arb]]]:
    """The layers after all exchanges of roots within one block, at a precision for which the boxes hold them."""
    precision = point.precision * FINER
    layers = point.filters(precision)
    if layers is None:
        return
    with flint.ctx.workprec(precision):
        filter_ = composed(layers, point.steps, arb(1))
        for step, block in _blocks(layers, point.steps).items():
            own = [layers[i] for i in block]
            for exchanged in _exchanged_in(own) if isinstance(step, int) else _permuted(own):
                found = [list(layer) for layer in layers]
                for i, layer in zip(block, exchanged, strict=True):
                    found[i] = layer
                product = composed(found, point.steps, arb(1))
                largest = max(range(len(product)), key=lambda m: product[m].abs_lower())
                factor = filter_[largest] / product[largest]
                found[block[0]] = [factor * c for c in found[block[0]]]
                yield found


def _blocks(layers: Layers, steps: Sequence[Step]) -> dict[Step, list[int]]:
    """Layers of more than one coefficient with the same S along one axis, or the same places, where there are several.

    Different axes have different distances between neighbours: those along an axis are less than one step along any
    axis before it.
    """
    found: dict[Step, list[int]] = {}
    for i, (layer, step) in enumerate(zip(layers, steps, strict=True)):
        if len(layer) > 1:
            places = places_of(step, len(layer))
            distances = {b - a for a, b in pairwise(places)}
            found.setdefault(distances.pop() if len(distances) == 1 else tuple(places), []).append(i)
    return {step: block for step, block in found.items() if len(block) > 1}


def _permuted(layers: Layers) -> Iterator[list[list[arb]]]:
    """The layers of one block in other orders."""
    if factorial(len(layers)) <= MAX_EXCHANGES:
        _, *others = permutations(layers)
        yield from ([list(layer) for layer in order] for order in others)


def _exchanged_in(layers: Layers) -> Iterator[list[list[arb]]]:
    """The layers of one block up to scaling, with roots exchanged in all ways; none if they are not told apart."""
    moved = _without_infinity(layers)
    clusters = None if moved is None else _clusters(moved[1])
    if moved is None or clusters is None:
        return
    by_sort = [[c for c in clusters if c.is_real is sort] for sort in (True, False)]
    balls = Balls(*(tuple(len(c.members) for c in sort) for sort in by_sort))
    problem = PackingProblem(balls, Bins(tuple(len(layer) - 1 for layer in layers)), compatible=True)
    if problem.count() > MAX_EXCHANGES:
        return
    real, pairs = by_sort
    for packing in problem.packings():
        supply = [iter(c.members) for c in (*real, *pairs)]
        found = []
        for colours in packing.bins:
            layer = [arb(1)]
            for colour in colours:
                root = next(supply[colour - 1 if colour > 0 else len(real) - colour - 1])
                factor = [arb(1), -root.real] if colour > 0 else [arb(1), -2 * root.real, abs(root) ** 2]
                layer = polynomial_product(layer, factor)
            found.append(substituted(layer, adjugate(moved[0])))
        yield found


def _without_infinity(layers: Layers) -> tuple[Chart, list[list[arb]]] | None:
    """Coordinates in which no layer has a root at infinity, and the layers there. None: none that are tried."""
    for chart in CHARTS:
        moved = [substituted(layer, chart) for layer in layers]
        if not any(layer[0].contains(0) for layer in moved):
            return chart, moved
    return None


def _clusters(layers: Layers) -> list[_Cluster] | None:
    """The roots of the layers of a block, of each pair one. None: a layer's own roots are not told apart."""
    found: list[_Cluster] = []
    for i, layer in enumerate(layers):
        roots = isolated_roots([acb(c) for c in reversed(layer)])
        if roots is None:
            return None
        for root, is_real in roots:
            if not is_real and not root.imag > 0:
                continue
            same = [c for c in found if any(root.overlaps(member) for member in c.members)]
            if len(same) > 1 or (same and (same[0].is_real is not is_real or i in same[0].layers)):
                return None
            cluster = same[0] if same else _Cluster(is_real, [])
            if not same:
                found.append(cluster)
            cluster.members.append(root)
            cluster.layers.add(i)
    return found
