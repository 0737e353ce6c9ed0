"""What a command is, and what it answers."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .parser import Parser

if TYPE_CHECKING:
    from ..show.views import View

Json = dict[str, object]


@dataclass(frozen=True)
class OutputFile:
    """A file that is to be written.

    Attributes:
        path: its name; - is stdout, where the content takes the place of the answer.
        content: what stands in it.
        told: a remark for stderr when it is written.
    """

    path: str
    content: str | bytes
    told: str | None = None


@dataclass(frozen=True)
class Answer:
    """The result of a command, before anything is written.

    Attributes:
        document: the JSON object, or what makes it when it is wanted; None when there is nothing to print.
        shown: what makes the same for a reader, a view, when it is wanted; or text that is printed as it stands.
        status: the exit status.
        notes: remarks for stderr.
        complaint: one line about bad input beside a partial answer.
        files: what is to be written to files.
        is_about_files: whether the answer only tells that the files are written, so that it is not given if one is not.
    """

    document: Json | Callable[[], Json] | None
    shown: Callable[[], View] | str
    status: int = 0
    notes: tuple[str, ...] = ()
    complaint: str | None = None
    files: tuple[OutputFile, ...] = ()
    is_about_files: bool = False


def add_limits(parser: Parser) -> None:
    """Add --max-seconds and --max-memory, unless the command has its own, which it sees to itself."""
    if any(word.name == "--max-seconds" for word in parser.vocabulary):
        return
    parser.value("--max-seconds", "S", "stop after S seconds, and allow work that is predicted to take as long")
    parser.value("--max-memory", "MB", "use no more than MB megabytes of memory, and allow work predicted to")
    parser.is_limited = True


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
        add_limits(parser)
        parser.flag("--json", "print one JSON object")
        return parser
