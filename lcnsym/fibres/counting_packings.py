"""The number of packings: the cheaper of the two programs, if it is cheap enough."""

from __future__ import annotations

from ..cost import steps_text
from ..errors import InconclusiveError, require_integer
from .balls import Balls, Bins
from .counting_bins import BinProgram
from .counting_colours import ColourProgram
from .estimates import LARGEST_POWER_SUM, bin_steps, colour_steps
from .feasibility import is_feasible

BUDGET = 20_000_000
"""Steps that a count may take by default; a step is about a microsecond."""


def plan(balls: Balls, bins: Bins, *, compatible: bool) -> tuple[int, BinProgram | ColourProgram]:
    """The program with the least estimate, and the estimate."""
    colours = ColourProgram(balls, bins, compatible)
    best: tuple[int, BinProgram | ColourProgram] = (colour_steps(colours), colours)
    for single in _thresholds(balls.single, LARGEST_POWER_SUM):
        for double in _thresholds(balls.double, LARGEST_POWER_SUM // 2):
            program = BinProgram(balls, bins, compatible, single, double)
            steps = bin_steps(program)
            if steps < best[0]:
                best = (steps, program)
    return best


def _thresholds(multiplicities: tuple[int, ...], most: int) -> list[int]:
    """The choices for the largest multiplicity that is handled by power sums; with 1 there is nothing to choose."""
    found = sorted({m for m in multiplicities if m <= most})
    return found if found[:1] == [1] else [0, *found]


def count(balls: Balls, bins: Bins, budget: int, *, compatible: bool) -> int:
    """The number of packings.

    Raises:
        InconclusiveError: the estimate of every program exceeds the budget, so that none was started.
    """
    require_budget(budget)
    if not is_feasible(balls, bins, compatible=compatible):
        return 0
    steps, program = plan(balls, bins, compatible=compatible)
    if steps > budget:
        raise InconclusiveError(f"counting these packings takes {steps_text(steps)} steps, the budget is {budget}")
    return program.count()


def require_budget(budget: int) -> None:
    """Raise BadInputError unless the budget is a positive integer."""
    require_integer(budget, "a budget", 1)
