"""Balls of size one and two with colours, and the bins that they fill: the roots of a form and the layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ..algebra.short_repr import short_repr
from ..errors import BadInputError, UnsupportedError, require_integers
from ..membership.patterns import RootPattern
from ..network.architecture import Architecture

MAX_TOTAL = 1_000_000


@short_repr
@dataclass(frozen=True)
class Balls:
    """Balls of size 1 and 2 by colour; balls of one colour are alike.

    Args:
        single: how many balls of size 1 there are of the colours 1, 2, …: the multiplicities of the real roots.
        double: how many balls of size 2 there are of the colours −1, −2, …: the multiplicities of the conjugate pairs.

    Raises:
        BadInputError: a multiplicity is not a positive integer.

    Source: arXiv 2108.01538, the factors of the end-to-end filter distributed over the layers.

    Examples:
        >>> balls = Balls.of_pattern(RootPattern.parse("12|1"))
        >>> balls.size, balls.colours
        (5, (-1, 1, 2))
    """

    single: tuple[int, ...]
    double: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "single", require_integers(self.single, "a multiplicity", 1))
        object.__setattr__(self, "double", require_integers(self.double, "a multiplicity", 1))
        if self.size > MAX_TOTAL:
            raise BadInputError(f"balls of total size at most {MAX_TOTAL} are handled, {self.size} was given")

    @classmethod
    def of_pattern(cls, pattern: RootPattern) -> Balls:
        """The balls of a real form: colour i for the i-th entry of ρ, colour −j for the j-th of γ, ascending."""
        if not isinstance(pattern, RootPattern):
            raise BadInputError(f"a RootPattern is required, a {type(pattern).__name__} was given")
        return cls(pattern.real, pattern.complex)

    @classmethod
    def of_partition(cls, partition: Sequence[int]) -> Balls:
        """The balls of a complex form: all of size 1, colour i for the i-th multiplicity in ascending order."""
        return cls(tuple(sorted(require_integers(partition, "a multiplicity", 1))))

    @cached_property
    def size(self) -> int:
        """The total size of the balls, the degree of the form."""
        return sum(self.single) + 2 * sum(self.double)

    @property
    def colours(self) -> tuple[int, ...]:
        """All colours in the canonical order −1, −2, …, 1, 2, …."""
        return (*range(-1, -len(self.double) - 1, -1), *range(1, len(self.single) + 1))


@short_repr
@dataclass(frozen=True)
class Bins:
    """Bins with integer capacities ≥ 0; a packing fills every bin exactly.

    Args:
        capacities: one for each bin; k_i − 1 for layer i.

    Raises:
        BadInputError: a capacity is not an integer ≥ 0.

    Source: arXiv 2108.01538, the factors of the end-to-end filter distributed over the layers.

    Examples:
        >>> Bins.of_architecture(Architecture((3, 2, 2))).capacities
        (2, 1, 1)
    """

    capacities: tuple[int, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "capacities", require_integers(self.capacities, "a capacity", 0))
        if self.capacity > MAX_TOTAL:
            raise BadInputError(f"bins of total capacity at most {MAX_TOTAL} are handled, {self.capacity} was given")

    @classmethod
    def of_architecture(cls, architecture: Architecture) -> Bins:
        """One bin of capacity k_i − 1 for every layer, first layer first.

        Raises:
            BadInputError: the argument is no Architecture.
            UnsupportedError: a stride larger than one matters, so that the layers' roots are not those of the filter.
        """
        if not isinstance(architecture, Architecture):
            raise BadInputError(f"an Architecture is required, a {type(architecture).__name__} was given")
        if not architecture.is_stride_one:
            raise UnsupportedError(f"packings are counted for stride one, {architecture} was given")
        return cls(tuple(k - 1 for k in architecture.filter_sizes))

    @cached_property
    def capacity(self) -> int:
        """The total capacity."""
        return sum(self.capacities)
