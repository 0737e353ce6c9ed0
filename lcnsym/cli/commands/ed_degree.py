"""`lcnsym ed-degree`."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from ..command import Answer, Command, Json
from ..gathering import Gathering
from ..options import add_architecture, read_network
from ..parser import Parser

if TYPE_CHECKING:
    pass


def _configure(parser: Parser) -> None:
    add_architecture(parser, tensors=True)


def _answer(options: Namespace) -> Answer:
    from ...landscape.ed_degrees import ed_degree
    from ...show.values.landscape import ed_degree_view

    gathering = Gathering("strata")
    found = ed_degree(read_network(options), gathering)
    document: Json = {**found.to_dict(), "complete": gathering.is_complete}
    return gathering.marked(Answer(document, lambda: ed_degree_view(found)))


COMMAND = Command(
    "ed-degree",
    "The number of complex critical points of a generic square loss, in all and by root multiplicities.",
    "lcnsym ed-degree -k 3,2,2",
    _configure,
    _answer,
)
"""The command."""
