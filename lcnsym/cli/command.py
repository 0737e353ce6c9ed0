"""What a command is, and what it answers."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass

from ..show.palette import Palette
from .parser import Parser

Json = dict[str, object]


@dataclass(frozen=True)
class Answer:
    """The result of a command, before anything is written.

    Attributes:
        document: the JSON object, or what makes it when it is wanted; None when there is nothing to print.
        text: the same for a reader, made when it is wanted.
        status: the exit status.
        notes: remarks for stderr.
        complaint: one line about bad input beside a partial answer.
        files: paths and what is to be written there.
    """

    document: Json | Callable[[], Json] | None
    text: Callable[[Palette], str]
    status: int = 0
    notes: tuple[str, ...] = ()
    complaint: str | None = None
    files: tuple[tuple[str, str | bytes], ...] = ()


@dataclass(frozen=True)
class Command:
    """One command of the command line."""

    name: str
    description: str
    example: str
    configure: Callable[[Parser], None]
    answer: Callable[[Namespace], Answer]

    def parser(self) -> Parser:
        """The parser of its options."""
        parser = Parser(self.name, self.description, self.example)
        self.configure(parser)
        parser.flag("--json", "print one JSON object")
        return parser
