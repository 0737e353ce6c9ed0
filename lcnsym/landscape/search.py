"""A search for spurious minima of filling architectures, as the slides say there are."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from ..algebra.forms import BinaryForm
from ..algebra.partitions import partitions
from ..errors import require_integer
from ..network.architecture import Architecture
from .critical import Landscape, critical_points
from .loss import SquareLoss


def filling_architectures(degree: int) -> Iterator[Architecture]:
    """The filling architectures of stride one with end-to-end filters of this degree, sizes descending, none 1."""
    for parts in sorted(partitions(degree), key=lambda parts: (len(parts), parts[::-1])):
        if parts:
            architecture = Architecture(tuple(part + 1 for part in parts))
            if architecture.is_filling:
                yield architecture


def spurious_minima(
    architectures: Sequence[Architecture], tries: int, seed: int, largest: int = 9
) -> Iterator[tuple[Landscape, int]]:
    """Landscapes with spurious minima, and how many, for random integer targets and the squared distance.

    Only complete answers count: all critical points are proved to be known, and the minima to be minima.

    Args:
        architectures: of stride one.
        tries: how many targets for each.
        seed: of the targets.
        largest: the size of their coefficients.

    Raises:
        BadInputError: tries or largest is not positive.
    """
    tries, largest = require_integer(tries, "tries", 1), require_integer(largest, "largest", 1)
    rng = random.Random(seed)
    for architecture in architectures:
        for _ in range(tries):
            target = BinaryForm([rng.randint(-largest, largest) for _ in range(architecture.filter_size)])
            if target.is_zero:
                continue
            landscape = critical_points(architecture, SquareLoss.euclidean(target))
            number = landscape.spurious_minima
            if number:
                yield landscape, number
