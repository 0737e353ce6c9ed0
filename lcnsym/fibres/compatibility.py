"""Which root patterns are compatible with an architecture: some factorization has no double root in any layer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..algebra.partitions import partitions
from ..algebra.short_repr import short_repr
from ..cost import steps_text
from ..errors import InconclusiveError
from ..membership.patterns import RootPattern, as_pattern, patterns_with_pairs
from ..network.architecture import Architecture, ArchitectureLike, as_architecture
from .balls import Balls, Bins
from .counting_packings import BUDGET, require_budget
from .counting_patterns import PatternProgram
from .enumeration import FirstPackings
from .estimates_patterns import MAX_BYTES, table_bytes, table_steps
from .packing import Packing
from .problem import PackingProblem


@short_repr
@dataclass(frozen=True)
class PatternPackings:
    """The scaling classes of the fibre over a filter with a given root pattern.

    Attributes:
        packings: how many there are.
        compatible_packings: how many of them have no layer whose filter has a double root.
        example: the first of these in canonical order; None: the pattern is not compatible.

    Source: arXiv 2108.01538, compatible root multiplicity patterns.

    Examples:
        >>> found = pattern_packings(Architecture((3, 2, 2)), RootPattern.parse("112|0"))
        >>> found.packings, found.compatible_packings, found.is_compatible
        (7, 5, True)
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


def pattern_packings(architecture: ArchitectureLike, pattern: RootPattern | str) -> PatternPackings:
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
    balls, bins = Balls.of_pattern(as_pattern(pattern)), Bins.of_architecture(as_architecture(architecture))
    compatible = PackingProblem(balls, bins, compatible=True)
    return PatternPackings(PackingProblem(balls, bins).count(), compatible.count(), compatible.first())


def all_pattern_packings(
    architecture: Architecture, budget: int = BUDGET
) -> Iterator[tuple[RootPattern, PatternPackings]]:
    """Every root pattern of the filters' degree, in the order of `patterns_of_degree`, with its packings.

    The same as `pattern_packings` of each pattern, but the patterns are counted together. What the call refuses it
    refuses at once, before the first pattern is asked for.

    Args:
        architecture: of stride one.
        budget: steps of about a microsecond that the whole table may take by its estimate.

    Raises:
        BadInputError: the budget is no positive integer.
        UnsupportedError: the architecture has a larger stride that matters.
        InconclusiveError: the estimate exceeds the budget, or the memory of the counts exceeds MAX_BYTES.

    Examples:
        >>> [str(pattern) for pattern, found in all_pattern_packings(Architecture((4, 2))) if found.is_compatible]
        ['1111|0', '112|0', '11|1', '2|1']
    """
    require_budget(budget)
    bins = Bins.of_architecture(architecture)
    steps, size = table_steps(bins), table_bytes(bins)
    table = f"the packings of all root patterns of degree {bins.capacity} into {len(bins.capacities)} layers"
    if steps > budget:
        told = f"counting {table} takes {steps_text(steps)} steps, the budget is {budget}"
        raise InconclusiveError(f"{told}; smaller filter sizes are required, or fewer layers")
    if size > MAX_BYTES:
        told = f"counting {table} takes {size // 10**6} MB, at most {MAX_BYTES // 10**6} MB are used"
        raise InconclusiveError(f"{told}; smaller filter sizes are required, or fewer layers")
    return _all(bins)


def _all(bins: Bins) -> Iterator[tuple[RootPattern, PatternPackings]]:
    """The table; the counts are made for one number of pairs at a time."""
    programs = PatternProgram(bins, False), PatternProgram(bins, True)
    first, width = FirstPackings(bins, compatible=True), programs[0].width
    for pairs in range(bins.capacity // 2 + 1):
        tables = [program.tables(pairs) for program in programs]
        degree = bins.capacity - 2 * pairs
        fields = {real[::-1]: slice(i * width, (i + 1) * width) for i, real in enumerate(partitions(degree))}
        for pattern in patterns_with_pairs(bins.capacity, pairs):
            field = fields[pattern.real]
            count, compatible = (int.from_bytes(table[pattern.complex][field], "little") for table in tables)
            example = first.of(Balls.of_pattern(pattern)) if compatible else None
            yield pattern, PatternPackings(count, compatible, example)
