"""Levels: the layers of a network that share S_i, in one protocol for any strides and any number of axes.

All that membership, fibres and closures need of an architecture is here: the levels, S ascending, each dividing the
next, what their layers take along every axis, and how large a divisor in powers x_j^{S_j}, y_j^{S_j} that asks for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Protocol

Vector = tuple[int, ...]
"""A number for every axis."""


class Layered(Protocol):
    """What levels are made from, which architectures of every kind have."""

    @property
    def capacities(self) -> tuple[Vector, ...]:
        """k_i − 1, for each layer and axis."""

    @property
    def strides_of_layers(self) -> tuple[Vector, ...]:
        """S_i, for each layer and axis."""

    def __hash__(self) -> int: ...


@dataclass(frozen=True)
class Level:
    """The layers with more than one entry that share one S: together they take a form in t_j = x_j^{S_j}.

    Attributes:
        strides: S, for each axis.
        layers: the indices of these layers in the architecture, from 0, ascending.
        capacities: their k_i − 1, for each layer and axis.

    Examples:
        >>> from lcnsym import Architecture
        >>> for level in levels(Architecture((3, 1, 2, 2), (2, 1, 1, 1))):
        ...     print(level.strides, level.layers, level.degrees)
        (1,) (0,) (2,)
        (2,) (2, 3) (2,)
    """

    strides: Vector
    layers: tuple[int, ...]
    capacities: tuple[Vector, ...]

    @cached_property
    def degrees(self) -> Vector:
        """Σ (k_i − 1) along every axis, the degrees of the form in t."""
        return tuple(map(sum, zip(*self.capacities, strict=True)))

    @property
    def stride(self) -> int:
        """S, for one axis."""
        (stride,) = self.strides
        return stride

    @property
    def degree(self) -> int:
        """The degree of the form in t, for one axis."""
        (degree,) = self.degrees
        return degree

    @cached_property
    def even_filters(self) -> int:
        """For one axis, how many k_i are even: this many real roots t, with multiplicity, the form needs."""
        return sum(capacity % 2 for (capacity,) in self.capacities)

    def ratio(self, below: Vector) -> Vector:
        """S divided by the S of a level below, for each axis."""
        return tuple(stride // lower for stride, lower in zip(self.strides, below, strict=True))


@lru_cache(maxsize=256)
def levels(network: Layered) -> tuple[Level, ...]:
    """The levels of a network, S ascending; none if no layer has more than one entry.

    Along an axis on which a layer has size 1 its S does not matter; the S of the layers before it is taken, so that
    levels are as few as can be.
    """
    kept: list[tuple[Vector, int, Vector]] = []
    highest = (1,) * len(network.capacities[0])
    for i, (strides, capacity) in enumerate(zip(network.strides_of_layers, network.capacities, strict=True)):
        if any(capacity):
            highest = tuple(S if c else before for S, c, before in zip(strides, capacity, highest, strict=True))
            kept.append((highest, i, capacity))
    return tuple(
        Level(strides, tuple(i for _, i, _ in group), tuple(capacity for _, _, capacity in group))
        for strides, group in ((S, list(found)) for S, found in groupby(kept, key=lambda layer: layer[0]))
    )


@lru_cache(maxsize=256)
def required_degrees(network: Layered) -> tuple[Vector, ...]:
    """The least degrees of D_S(P) for every level: what the layers of this level and those above take, in t."""
    found = levels(network)
    return tuple(
        tuple(
            sum(above.degrees[axis] * above.strides[axis] for above in found[j:]) // S
            for axis, S in enumerate(level.strides)
        )
        for j, level in enumerate(found)
    )
