"""Views of packings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...fibres.packing import bins_text
from ..numbers import count_text
from ..palette import yes_no
from ..views import Lines, View

if TYPE_CHECKING:
    from ...fibres.balls import Balls
    from ...fibres.packing import Contents, Packing
    from ...fibres.problem import PackingProblem
    from ...network.architecture import Architecture

MOST_NAMES = 12


def packing_view(packing: Packing) -> View:
    """Of one packing."""
    return View(f"Packing {packing}", (("compatible", yes_no(packing.is_compatible)),))


def packings_view(
    architecture: Architecture, problem: PackingProblem, count: int | None, listed: Sequence[Contents]
) -> View:
    """Of a packing problem; count: how many packings there are, None if that is not known; the bins of those listed."""
    facts = (
        ("architecture", str(architecture)),
        ("balls", _balls(problem.balls)),
        ("bins", ", ".join(map(str, problem.bins.capacities))),
        ("compatible only", yes_no(problem.compatible)),
        ("packings", "not known" if count is None else count_text(count)),
    )
    if not listed:
        return View("Packings", facts)
    left = () if count is None or count == len(listed) else (f"… and {count_text(count - len(listed))} more",)
    return View("Packings", facts, (Lines((*map(bins_text, listed), *left)),))


def _balls(balls: Balls) -> str:
    single = [f"p{i}" + (f"·{m}" if m > 1 else "") for i, m in enumerate(balls.single, start=1)]
    double = [f"q{j}" + (f"·{m}" if m > 1 else "") for j, m in enumerate(balls.double, start=1)]
    names = single + double
    more = [f"… ({len(names)} colours)"] if len(names) > MOST_NAMES else []
    return " ".join(names[:MOST_NAMES] + more) or "none"
