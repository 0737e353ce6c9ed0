"""`lcnsym patterns`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..errors import BadInputError
from ..show.palette import Palette
from .command import Answer, Command, Json
from .options import add_architecture, read_architecture
from .parser import Parser

if TYPE_CHECKING:
    from ..network.architecture import Architecture

MAX_PATTERNS = 400_000
LARGE_DEGREE = 200


def _configure(parser: Parser) -> None:
    add_architecture(parser)


def _answer(options: Namespace) -> Answer:
    from ..space.verdict import require_stride_one

    architecture = read_architecture(options)
    require_stride_one(architecture)
    _check_number(architecture.degree)
    entries = _entries(architecture)
    return Answer({"patterns": entries}, lambda palette: _table(architecture, entries, palette))


def _check_number(degree: int) -> None:
    """Refuse degrees with too many patterns; beyond LARGE_DEGREE the number is not even counted."""
    from ..space.patterns import number_of_patterns

    count = number_of_patterns(min(degree, LARGE_DEGREE))
    if count > MAX_PATTERNS:
        told = f"{count}" if degree <= LARGE_DEGREE else f"over {count}"
        raise BadInputError(
            f"filters of degree {degree} have {told} root patterns, at most {MAX_PATTERNS} are listed; "
            "smaller filter sizes -k are required"
        )


def _entries(architecture: Architecture) -> list[Json]:
    from ..fibres.compatibility import all_pattern_packings
    from ..space.verdict import Position, position_of_pattern

    entries = []
    for pattern, found in all_pattern_packings(architecture):
        position = position_of_pattern(pattern, architecture.even_filters)
        entry: Json = {**pattern.to_dict(), "dimension": pattern.dimension}
        entry |= {"member": position is not Position.OUTSIDE, "position": str(position)}
        entries.append(entry | found.to_dict())
    return entries


def _table(architecture: Architecture, entries: Sequence[Json], palette: Palette) -> str:
    from ..show.tables import table

    rows = [
        (
            str(entry["text"]),
            str(entry["dimension"]),
            palette.yes_no(bool(entry["member"])),
            palette.position(str(entry["position"])),
            str(entry["packings"]),
            str(entry["compatible_packings"]),
            str(entry["example"] or "-"),
        )
        for entry in entries
    ]
    e = architecture.even_filters
    title = palette.bold(f"Root patterns of {architecture}, degree {architecture.degree}, e = {e}")
    headers = ("pattern", "dimension", "member", "position", "packings", "compatible", "compatible example")
    return f"{title}\n\n{table(headers, rows, right=(1, 4, 5), palette=palette)}"


COMMAND = Command(
    "patterns",
    "All root multiplicity patterns of filters of the end-to-end size: dimension, membership, position, packings.",
    "lcnsym patterns -k 3,2,2",
    _configure,
    _answer,
)
