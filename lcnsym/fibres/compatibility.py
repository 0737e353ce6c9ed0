"""Which root patterns are compatible with an architecture: some factorization has no layer with a double root."""

from __future__ import annotations

from dataclasses import dataclass

from ..network.architecture import Architecture
from ..space.patterns import RootPattern
from .balls import Balls, Bins
from .packing import Packing
from .problem import PackingProblem


@dataclass(frozen=True)
class PatternPackings:
    """The scaling classes of the fibre over a filter with a given root pattern.

    Attributes:
        packings: how many there are.
        compatible_packings: how many of them have no layer whose filter has a double root.
        example: the first of these in canonical order; None: the pattern is not compatible.
    """

    packings: int
    compatible_packings: int
    example: Packing | None

    @property
    def is_compatible(self) -> bool:
        """Whether some factorization has no layer with a double root. False: proved that none has."""
        return self.example is not None

    def to_dict(self) -> dict[str, object]:
        """{compatible, packings, compatible_packings, example}; the example as text such as "p1 p2 . p3"."""
        return {
            "compatible": self.is_compatible,
            "packings": self.packings,
            "compatible_packings": self.compatible_packings,
            "example": None if self.example is None else str(self.example),
        }


def pattern_packings(architecture: Architecture, pattern: RootPattern) -> PatternPackings:
    """The packings of a root pattern into the layers of a stride-one architecture.

    Raises:
        BadInputError: the pattern is not one of the filters' degree.
        UnsupportedError: the architecture has a larger stride that matters.
        InconclusiveError: counting exceeds its budget.

    Source: arXiv 2108.01538, compatible root multiplicity patterns; slides, the tables "compatible architectures with
    factorizations".

    Examples:
        >>> str(pattern_packings(Architecture((4, 2)), RootPattern.parse("112|0")).example)
        'p1 p2 p3 . p3'
    """
    balls, bins = Balls.of_pattern(pattern), Bins.of_architecture(architecture)
    compatible = PackingProblem(balls, bins, compatible=True)
    return PatternPackings(PackingProblem(balls, bins).count(), compatible.count(), compatible.first())
