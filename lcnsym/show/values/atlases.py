"""The view of an atlas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..numbers import decimal
from ..palette import yes_no
from ..views import Facts, Table, View

if TYPE_CHECKING:
    from fractions import Fraction

    from ...atlases.atlas import Atlas, AtlasCell, AtlasWall
    from ...atlases.walls import Question
    from ...roots.roots import RealRoot

MOST_CELLS = 40
ASKED = {
    "spurious": "spurious minima",
    "minima": "minima",
    "critical": "critical functions",
    "patterns": "critical functions by root pattern",
    "least": "root pattern of the global minimum",
}


def atlas_view(found: Atlas) -> View:
    """The cells with their answers, and the walls."""
    family = found.family
    parameters = ("s", "t")[: family.dimension]
    window = ", ".join(f"{lo} < {name} < {hi}" for name, (lo, hi) in zip(parameters, family.bounds, strict=True))
    facts: Facts = (
        ("asked for", ASKED[found.question]),
        ("window", window),
        ("cells", str(len(found.cells))),
        ("complete", yes_no(found.is_complete)),
    )
    if found.undecided_area:
        facts = (*facts, ("without an answer", f"at most {_percent(found.undecided_area / family.area)}"))
    where = "line" if family.dimension == 1 else "plane"
    cells = [_cell_row(cell, found) for cell in found.cells[:MOST_CELLS]]
    if len(found.cells) > MOST_CELLS:
        cells.append(("…", *[""] * (len(cells[0]) - 1)))
    headers = ("sample", ASKED[found.question], *(("from", "to") if where == "line" else ("share of the window",)))
    parts = [Table(headers, tuple(cells))] if cells else []
    walls = [wall for wall in found.walls if wall.separates]
    if walls:
        ends = ("at",) if where == "line" else ()
        parts.append(Table(("wall", "strata", "degree", *ends), tuple(_wall_row(wall, where) for wall in walls), (2,)))
    return View(f"Atlas of {found.architecture} on a {where} of losses", facts, tuple(parts))


def _cell_row(cell: AtlasCell, found: Atlas) -> tuple[str, ...]:
    sample = ", ".join(map(str, cell.point))
    told = _answer_text(cell, found.question)
    if not cell.ends:
        lo, hi = (area / found.family.area for area in cell.area)
        return sample, told, f"{_percent(lo)} to {_percent(hi)}"
    window = found.family.bounds[0]
    ends = [str(w) if end is None else _root_text(end) for end, w in zip(cell.ends, window, strict=True)]
    return sample, told, *ends


def _answer_text(cell: AtlasCell, question: Question) -> str:
    value = None if cell.answer is None else cell.answer.about(question)
    if value is None:
        return "not decided"
    return ", ".join(f"{p}: {number}" for p, number in value) if isinstance(value, tuple) else str(value)


def _wall_row(wall: AtlasWall, where: str) -> tuple[str, ...]:
    strata = " and ".join(",".join(map(str, parts)) for parts in wall.strata)
    ends = (", ".join(map(_root_text, wall.roots)),) if where == "line" else ()
    return str(wall.event), strata, "–" if wall.degree is None else str(wall.degree), *ends


def _root_text(root: RealRoot) -> str:
    lo, hi = root.refined(40).interval
    return decimal((lo + hi) / 2)


def _percent(share: Fraction) -> str:
    return f"{float(100 * share):.1f} %"
