"""`lcnsym ed-degree`."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from ..show.palette import Palette
from .command import Answer, Command, Json
from .gathering import Gathering
from .options import add_architecture, read_architecture
from .parser import Parser

if TYPE_CHECKING:
    from ..landscape.ed_degrees import EDDegree


def _configure(parser: Parser) -> None:
    add_architecture(parser)


def _answer(options: Namespace) -> Answer:
    from ..landscape.ed_degrees import ed_degree

    gathering = Gathering("strata")
    found = ed_degree(read_architecture(options), gathering)
    document: Json = {**found.to_dict(), "complete": gathering.is_complete}
    return gathering.marked(Answer(document, lambda palette: _text(found, palette)))


def _text(found: EDDegree, palette: Palette) -> str:
    from ..algebra.numbers import text
    from ..show.cards import card
    from ..show.tables import table

    facts = [("complex critical points", f"{text(found.total)}, not zero, up to scaling, for generic data")]
    lines = [card(f"Architecture {found.architecture}", facts, palette)]
    if found.strata is not None:
        rows = [
            (",".join(map(str, s.partition)), *map(text, (s.ed_degree, s.packings, s.ed_degree * s.packings)))
            for s in found.strata
            if s.packings
        ]
        lines += ["", table(("multiplicities", "on the stratum", "packings", "product"), rows, (1, 2, 3), palette)]
    return "\n".join(lines)


COMMAND = Command(
    "ed-degree",
    "The number of complex critical points of a generic square loss, in all and by root multiplicities.",
    "lcnsym ed-degree -k 3,2,2",
    _configure,
    _answer,
)
"""The command."""
