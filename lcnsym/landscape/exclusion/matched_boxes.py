"""From boxes with at most one solution each to distinct solutions that are proved elsewhere, with any precision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flint import arb

from .filter_families import Family
from .subdivision import Search, SmallBox

T = TypeVar("T")

Forms = Sequence[Sequence[arb]]
"""The forms a of a family up to scaling, by their coefficients, that of the highest power of x first."""

Proved = tuple[Forms, T]


@dataclass(frozen=True, eq=False)
class Matched(Generic[T]):
    """Distinct real solutions.

    Attributes:
        solutions: that are proved.
        note: why others may be missing; empty if it is proved that none is.
    """

    solutions: tuple[T, ...]
    note: str

    @property
    def is_complete(self) -> bool:
        """Whether it is proved that no real solution is missing. False: not proved."""
        return not self.note


def matched(
    found: Search,
    family: Family,
    prove: Callable[[SmallBox], Proved[T] | None],
    known: Sequence[Proved[T]] = (),
    is_void: Callable[[SmallBox], bool] = lambda _: False,
) -> Matched[T]:
    """The solutions in the boxes of a search.

    A solution that is proved to be in a box is the only one there, so a box that holds a known one is done with. A new
    one, from a box without a known one, is another than these if it is apart from them.

    Args:
        prove: looks for the solution in a box: its forms a, as balls that hold it, and what is kept of it. None: no
            proof succeeds.
        known: solutions that are known already, distinct.
        is_void: whether it is proved that a zero of the equations in the box is no solution; it is the only zero there.
    """
    solutions, missing = list(known), 0
    for box in found.boxes:
        if any(is_inside(forms, box, family) for forms, _ in solutions) or is_void(box):
            continue
        new = prove(box)
        if new is None or not is_inside(new[0], box, family):
            missing += 1
        elif all(are_apart(new[0], forms) for forms, _ in solutions):
            solutions.append(new)
        else:
            missing += 1
    return Matched(tuple(kept for _, kept in solutions), _note(found, missing))


def is_inside(forms: Forms, box: SmallBox, family: Family) -> bool:
    """Whether a point, given by balls, is proved to be in a box. False: not proved."""
    scaled = [[c / form[place] for c in form] for form, place in zip(forms, box.chart, strict=True)]
    ends = zip(box.lower.tolist(), box.upper.tolist(), strict=True)
    return all(low < scaled[i][c] < high for (low, high), (i, c) in zip(ends, family.unknowns(box.chart), strict=True))


def are_apart(first: Forms, second: Forms) -> bool:
    """Whether some form of the one point is proved to be no multiple of that of the other. False: not proved."""
    return any(
        not (a[i] * b[j] - a[j] * b[i]).contains(0)
        for a, b in zip(first, second, strict=True)
        for i in range(len(a))
        for j in range(i)
    )


def _note(found: Search, missing: int) -> str:
    notes = []
    if found.stopped:
        notes.append(found.stopped)
    if found.left:
        why = "multiple solutions, or solutions too near to one another; more time does not change this"
        told = "" if found.stopped else f" ({why})"
        notes.append(f"{len(found.left)} small boxes are left in which there may be solutions{told}")
    if missing:
        notes.append(f"{missing} boxes hold at most one solution each that is not proved")
    return "; ".join(notes)
