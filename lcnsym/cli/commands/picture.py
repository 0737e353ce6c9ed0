"""`lcnsym picture`."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from ...errors import BadInputError, shorten
from ..command import Answer, Command, OutputFile
from ..files import check_suffix, check_writable, shown_name
from ..losses import add_loss, read_loss
from ..options import add_architecture, add_no_cache, read_architecture
from ..parser import Parser

if TYPE_CHECKING:
    from ...network.architecture import Architecture
    from ...show.pictures.drawing_files import Drawing

LOSS = ("target", "gram", "inputs", "outputs")
PACKINGS = ("pattern", "compatible")
COMPARISON = ("with",)


def _configure(parser: Parser) -> None:
    add_architecture(parser)
    parser.value(
        "--kind",
        "KIND",
        "strata (degrees 2, 3 and 4); order, the closure order; loss, along lines through the critical points; "
        "packings, as paths of a graph; comparison, which filters this architecture and that of --with have "
        "(default: strata)",
        choices=("strata", "order", "loss", "packings", "comparison"),
    )
    add_loss(parser)
    add_no_cache(parser)
    parser.value("--pattern", "PATTERN", "for packings: the root pattern, such as 112|0")
    parser.flag("--compatible", "for packings: only those without two balls of one colour in a bin")
    parser.value("--with", "K", "for comparison: filter sizes of the other architecture")
    parser.value("-o", "FILE", "the file, .svg or .png; - writes SVG to stdout", required=True)


def _answer(options: Namespace) -> Answer:
    from ...show.pictures.drawing_files import FORMATS
    from ...show.pictures.families import KINDS

    path: str = options.o
    suffix = check_suffix(path, FORMATS)
    kind = KINDS[0] if options.kind is None else options.kind
    if kind not in KINDS:
        raise BadInputError(f"--kind is one of {', '.join(KINDS)}; '{shorten(kind, 40)}' was given")
    _refuse_others(options, kind)
    architecture = read_architecture(options, sized=False)
    check_writable(path)
    content = _drawing(options, kind, architecture).rendered(suffix)
    return Answer(
        {"file": path, "bytes": len(content)},
        f"picture written to {shown_name(path)}",
        files=(OutputFile(path, content),),
        is_about_files=True,
    )


def _refuse_others(options: Namespace, kind: str) -> None:
    """Refuse options that belong to another kind."""
    for owner, names in (("loss", LOSS), ("packings", PACKINGS), ("comparison", COMPARISON)):
        given = [name for name in names if getattr(options, name)]
        if given and kind != owner:
            raise BadInputError(f"--{given[0]} belongs to --kind {owner}; --kind {kind} was asked for")


def _drawing(options: Namespace, kind: str, architecture: Architecture) -> Drawing:
    from ...membership.patterns import RootPattern
    from ...network.architecture import Architecture
    from ...show.pictures.drawn import drawing_of

    if kind == "packings" and options.pattern is None:
        raise BadInputError("--kind packings is about the roots of a pattern; --pattern, such as 112|0, is required")
    given = getattr(options, "with")
    if kind == "comparison" and given is None:
        raise BadInputError("--kind comparison is about two architectures; --with, such as 2,2,2, is required")
    other = None if given is None else Architecture.parse(given, None)
    loss = read_loss(options, architecture) if kind == "loss" else None
    pattern = None if options.pattern is None else RootPattern.parse(options.pattern)
    use_cache = not options.no_cache
    return drawing_of(
        architecture, kind, loss, pattern, compatible=options.compatible, other=other, use_cache=use_cache
    )


COMMAND = Command(
    "picture",
    "A picture of the function space and its strata, of the closure order of the root patterns, of the loss along "
    "lines through its critical points, of the packings of a pattern, or of two function spaces.",
    "lcnsym picture -k 3,2,2 -o quartics.svg",
    _configure,
    _answer,
)
