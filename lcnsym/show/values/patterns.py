"""The view of the table of root patterns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...fibres.compatibility import PatternPackings, all_pattern_packings
from ...membership.patterns import RootPattern
from ...membership.positions import Position, position_of_pattern
from ...network.architecture import Architecture
from ..palette import position_text, yes_no
from ..views import Table, View

PATTERN_HEADERS = ("pattern", "dimension", "member", "position", "packings", "compatible", "compatible example")
PATTERN_NUMBERS = (1, 4, 5)
"""Which columns of a table of patterns hold numbers."""


def pattern_entries(architecture: Architecture) -> Iterator[dict[str, object]]:
    """The JSON entries of the command `patterns`, in the slides' order, as they are found.

    Raises:
        UnsupportedError: a larger stride matters.
        InconclusiveError: counting exceeds its budget.
    """
    found = all_pattern_packings(architecture)
    return (_pattern_entry(architecture, pattern, packings) for pattern, packings in found)


def _pattern_entry(architecture: Architecture, pattern: RootPattern, found: PatternPackings) -> dict[str, object]:
    position = position_of_pattern(pattern, architecture.even_filters)
    entry: dict[str, object] = {**pattern.to_dict(), "dimension": pattern.dimension}
    entry |= {"member": position is not Position.OUTSIDE, "position": str(position)}
    return entry | found.to_dict()


def pattern_row(entry: Mapping[str, object]) -> tuple[str, ...]:
    """The row under PATTERN_HEADERS of an entry of the command `patterns`."""
    return (
        str(entry["text"]),
        str(entry["dimension"]),
        yes_no(bool(entry["member"])),
        position_text(str(entry["position"])),
        str(entry["packings"]),
        str(entry["compatible_packings"]),
        str(entry["example"] or "-"),
    )


def patterns_view(architecture: Architecture, entries: Sequence[Mapping[str, object]]) -> View:
    """Of entries of the command `patterns`."""
    title = f"Root patterns of {architecture}, degree {architecture.degree}, e = {architecture.even_filters}"
    return View(title, parts=(Table(PATTERN_HEADERS, tuple(map(pattern_row, entries)), PATTERN_NUMBERS),))
