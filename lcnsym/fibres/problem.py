"""The packings of given balls into given bins: how many there are, which, and random ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..algebra.short_repr import short_repr
from ..errors import BadInputError
from ..network.architecture import ArchitectureLike, as_architecture
from . import counting_packings as counting
from . import enumeration, sampling
from . import state_graph as graphs
from .balls import Balls, Bins
from .feasibility import is_feasible
from .packing import Packing

if TYPE_CHECKING:
    import networkx


@short_repr
@dataclass(frozen=True)
class PackingProblem:
    """Fill every bin exactly.

    The packings of the balls of a non-zero form's roots into the bins of an architecture are the points of the fibre
    of the composition map over its filter, up to scaling; the compatible ones are those where no layer's filter has a
    double root. Source: arXiv 2108.01538.

    Args:
        balls, bins: what is packed, and where.
        compatible: whether only the packings count in which no bin holds two balls of one colour.

    Raises:
        BadInputError: the balls' total size is not the bins' total capacity.

    Examples:
        >>> from lcnsym import Architecture, RootPattern
        >>> balls = Balls.of_pattern(RootPattern.parse("112|0"))
        >>> problem = PackingProblem(balls, Bins.of_architecture(Architecture((3, 2, 2))), compatible=True)
        >>> problem.count(), str(problem.first())
        (5, 'p1 p2 . p3 . p3')
    """

    balls: Balls
    bins: Bins
    compatible: bool = field(default=False, kw_only=True)

    def __post_init__(self) -> None:
        if not isinstance(self.balls, Balls) or not isinstance(self.bins, Bins):
            given = f"{type(self.balls).__name__} and {type(self.bins).__name__}"
            raise BadInputError(f"a packing problem is made of Balls and Bins, {given} was given")
        if self.balls.size != self.bins.capacity:
            size, capacity = self.balls.size, self.bins.capacity
            raise BadInputError(f"balls of total size {size} cannot fill bins of total capacity {capacity} exactly")

    def count(self, budget: int = counting.BUDGET) -> int:
        """The number of packings, without listing them.

        Args:
            budget: steps of about a microsecond that the count may take by its estimate.

        Raises:
            InconclusiveError: the estimate exceeds the budget; said at once.
        """
        return counting.count(self.balls, self.bins, budget, compatible=self.compatible)

    def is_feasible(self) -> bool:
        """Whether there is a packing, decided at once."""
        return is_feasible(self.balls, self.bins, compatible=self.compatible)

    def first(self) -> Packing | None:
        """The first packing in canonical order; None: there is none."""
        first = enumeration.FirstPackings(self.bins, compatible=self.compatible)
        return first.of(self.balls) if self.is_feasible() else None

    def packings(self) -> Iterator[Packing]:
        """All packings in canonical order, as they are found; memory does not grow with their number.

        The order: colours −1, −2, …, 1, 2, …; each colour's numbers of balls in bin 1, 2, … in descending
        lexicographic order, so that earlier bins come first.
        """
        return enumeration.packings(self.balls, self.bins, compatible=self.compatible)

    def sample(self, number: int, seed: int, budget: int = counting.BUDGET) -> tuple[Packing, ...]:
        """Independent random packings, each with the same probability, computed from exact counts.

        Args:
            number: how many.
            seed: of random.Random; the same seed gives the same packings.
            budget: as for `count`.

        Raises:
            BadInputError: there is no packing, the number is no integer ≥ 0, or the seed no integer.
            InconclusiveError: the estimate exceeds the budget.
        """
        return sampling.sample(
            self.balls, self.bins, compatible=self.compatible, number=number, seed=seed, budget=budget
        )

    def state_graph(self, max_states: int = graphs.MAX_STATES) -> networkx.DiGraph:
        """The graph whose paths from source to sink are the packings, with bins of equal capacity identified.

        Nodes are (index of a colour in canonical order, remaining capacities in descending order), edges the ways to
        place that colour, with the attributes `placement` (numbers of its balls in the bins, aligned with the node's
        capacities; the first in descending order) and `ways`, the number of placements for which the edge stands: the
        rearrangements among equal bins, and without compatibility other placements that lead to the same node. The sum
        over all paths of the product of the ways is the number of packings. Every node lies on a path. The graph's
        attributes `source` and `sink` name the ends; without a packing the graph is empty.

        Raises:
            BadInputError: max_states is no positive integer.
            InconclusiveError: the graph has more states, or far more placements.
        """
        return graphs.state_graph(self.balls, self.bins, max_states, compatible=self.compatible)


def number_of_complex_packings(
    architecture: ArchitectureLike, partition: Sequence[int], budget: int = counting.BUDGET, *, compatible: bool = True
) -> int:
    """N_k(λ), the number of packings of a complex form with root multiplicities λ into the layers.

    Compatible ones are the 0/1 matrices with row sums λ and column sums k_i − 1.

    Raises:
        BadInputError: λ is no sequence of positive integers, or not a partition of Σ (k_i − 1).
        UnsupportedError: a stride larger than one matters.
        InconclusiveError: the count exceeds the budget.

    Examples:
        >>> architecture = Architecture((3, 2, 2))
        >>> [number_of_complex_packings(architecture, partition) for partition in [(1, 1, 1, 1), (2, 1, 1), (4,)]]
        [12, 5, 0]
    """
    problem = PackingProblem(
        Balls.of_partition(partition), Bins.of_architecture(as_architecture(architecture)), compatible=compatible
    )
    return problem.count(budget)
