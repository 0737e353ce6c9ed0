"""`lcnsym picture`."""

from __future__ import annotations

from argparse import Namespace

from ..errors import BadInputError, shorten
from .command import Answer, Command
from .files import STANDARD, check_writable
from .options import add_architecture, read_architecture
from .parser import Parser


def _configure(parser: Parser) -> None:
    add_architecture(parser)
    parser.value(
        "--kind",
        "KIND",
        "strata (degrees 2, 3 and 4) or order, the closure order (default: strata)",
        choices=("strata", "order"),
    )
    parser.value("-o", "FILE", "the file, .svg or .png; - writes SVG to stdout", required=True)


def _answer(options: Namespace) -> Answer:
    from ..show.pictures import FORMATS, picture

    path: str = options.o
    suffix = "svg" if path == STANDARD else path.rpartition(".")[2].lower()
    if path != STANDARD and ("." not in path or suffix not in FORMATS):
        raise BadInputError(f"-o takes a file name that ends in .svg or .png, '{shorten(path, 60)}' was given")
    architecture = read_architecture(options)
    check_writable(path)
    content = picture(architecture, "strata" if options.kind is None else options.kind, suffix)
    return Answer(
        {"file": path, "bytes": len(content)}, lambda _: f"picture written to {path}", files=((path, content),)
    )


COMMAND = Command(
    "picture",
    "A picture of the function space and its strata, or of the closure order of the root patterns.",
    "lcnsym picture -k 3,2,2 -o quartics.svg",
    _configure,
    _answer,
)
