"""How much work and memory it is to count the packings of all root patterns of a degree, before it starts."""

from __future__ import annotations

from collections.abc import Sequence

from .balls import Bins
from .counting_bins import ascending
from .counting_patterns import PatternProgram
from .estimates import HOPELESS, multisets_below

MAX_BYTES = 200_000_000
MAX_DEGREE = 200

BYTES_PER_STEP = 3_000
"""What arithmetic of long integers does in a microsecond."""
LAYERS_PER_STEP = 10
"""So many layers of a draw without a state are passed by in a microsecond."""
PATTERN_STEPS = 10
EXAMPLE_STEPS = 40
EXAMPLE_STEPS_PER_BIN = 3


def table_bytes(bins: Bins) -> int:
    """The memory for the counts of both kinds, at most; HOPELESS: beyond all limits."""
    below = _states(bins.capacities)
    if below is None:
        return HOPELESS
    program = PatternProgram(bins, False)
    fields = (row[-1] * below[bins.capacity - total] for total, row in enumerate(program.fields))
    return 2 * program.width * sum(fields)


def table_steps(bins: Bins) -> int:
    """The estimate for the table with counts of both kinds and examples; HOPELESS: beyond all limits."""
    below, filled = _states(bins.capacities), _states([c // 2 for c in bins.capacities])
    if below is None or filled is None:
        return HOPELESS
    program = PatternProgram(bins, False)
    real = sum(
        _draw_steps(program, m, below[bins.capacity - total], total)
        for m in range(1, bins.capacity + 1)
        for total in range(bins.capacity - m + 1)
    )
    doubles = sum(
        states * _draw_steps(program, m, filled[total - m], total - m)
        for total, states in enumerate(filled)
        for m in range(1, total + 1)
    )
    return real + doubles + _pattern_steps(program, filled)


def _states(capacities: Sequence[int]) -> tuple[int, ...] | None:
    """How many multisets of remaining capacities there are for each total; None: the degree is beyond all limits."""
    return multisets_below(tuple(ascending(capacities))) if sum(capacities) <= MAX_DEGREE else None


def _draw_steps(program: PatternProgram, m: int, states: int, total: int) -> int:
    """One colour of m balls, for all partitions of a total."""
    largest = program.family.largest
    classes = min(len(program.bins.capacities), largest)
    layers = sum(min(m, source) for source in range(1, largest + 1)) * m
    size = program.width * program.fields[total][min(m, total)]
    return layers // LAYERS_PER_STEP + states * (1 + min(m, 8)) * classes * (1 + size // BYTES_PER_STEP)


def _pattern_steps(program: PatternProgram, filled: tuple[int, ...]) -> int:
    """What is left to be done for every pattern, and for those that may have an example."""
    bins, fields, width = program.bins, program.fields, program.width
    several = sum(c > 1 for c in bins.capacities)
    example = EXAMPLE_STEPS + EXAMPLE_STEPS_PER_BIN * len(bins.capacities)
    steps = 0
    for pairs, row in enumerate(fields[: bins.capacity // 2 + 1]):
        real = fields[bins.capacity - 2 * pairs]
        steps += row[-1] * real[-1] * PATTERN_STEPS
        if pairs < len(filled):
            sums = row[-1] * filled[pairs]
            steps += sums * (1 + real[-1] * width * (1 + width // 4) // BYTES_PER_STEP)
            steps += row[min(several, pairs)] * real[min(len(bins.capacities), len(real) - 1)] * example
    return steps
