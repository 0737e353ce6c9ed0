"""`lcnsym patterns`."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from ...cost import require
from ...errors import BadInputError
from ..command import Answer, Command, Json
from ..gathering import Gathering
from ..options import add_architecture, read_architecture
from ..parser import Parser

if TYPE_CHECKING:
    pass

MAX_PATTERNS = 400_000
LARGE_DEGREE = 200
BYTES_PER_PATTERN, BYTES_PER_LAYER = 1400, 20
"""Of a row of the table, measured. There is no estimate of the time: rows that are done are kept at its limit."""


def _configure(parser: Parser) -> None:
    add_architecture(parser)


def _answer(options: Namespace) -> Answer:
    from ...membership.positions import require_stride_one
    from ...show.values.patterns import pattern_entries, patterns_view

    architecture = read_architecture(options)
    require_stride_one(architecture)
    number = _number(architecture.degree)
    size = number * (BYTES_PER_PATTERN + architecture.layers * BYTES_PER_LAYER)
    require(f"a table of {number} root patterns", memory=size)
    gathering = Gathering("patterns", number)
    entries = gathering(pattern_entries(architecture))
    document: Json = {"patterns": entries, "complete": gathering.is_complete}
    return gathering.marked(Answer(document, lambda: patterns_view(architecture, entries)))


def _number(degree: int) -> int:
    """How many patterns there are; too many are refused, and beyond LARGE_DEGREE they are not even counted."""
    from ...membership.patterns import number_of_patterns

    count = number_of_patterns(min(degree, LARGE_DEGREE))
    if count > MAX_PATTERNS:
        told = f"{count}" if degree <= LARGE_DEGREE else f"over {count}"
        raise BadInputError(
            f"filters of degree {degree} have {told} root patterns, at most {MAX_PATTERNS} are listed; "
            "smaller filter sizes -k are required"
        )
    return count


COMMAND = Command(
    "patterns",
    "All root multiplicity patterns of filters of the end-to-end size: dimension, membership, position, packings.",
    "lcnsym patterns -k 3,2,2",
    _configure,
    _answer,
)
