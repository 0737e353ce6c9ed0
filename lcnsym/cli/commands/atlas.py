"""`lcnsym atlas`."""

from __future__ import annotations

import json
from argparse import Namespace
from fractions import Fraction
from typing import TYPE_CHECKING

from ...errors import BadInputError, UnsupportedError, shorten
from ...supervision import INTERRUPTED
from ..command import Answer, Command, OutputFile
from ..files import check_suffix, check_writable
from ..losses import read_rows
from ..options import add_architecture, add_no_cache, choice, read_architecture, read_form
from ..parser import Parser
from ..progress import show_progress

if TYPE_CHECKING:
    from ...atlases.atlas import Atlas
    from ...atlases.families import LossFamily, Window
    from ...landscape.loss import Gram

SUFFIXES = ("svg", "png", "html", "json")
QUESTIONS = ("spurious", "minima", "critical", "patterns", "least")


def _configure(parser: Parser) -> None:
    add_architecture(parser)
    parser.value("--from", "FILTER", "target u0: coefficients such as 1,-2,3/2, or @FILE", required=True)
    parser.value("--along", "FILTER", "direction u1: targets u0 + s·u1")
    parser.value("--and", "FILTER", "second direction u2: targets u0 + s·u1 + t·u2")
    parser.value("--window", "a,b[;c,d]", "the values of s, and of t (default: -1,1 for each)")
    parser.value(
        "--gram", "FILE", "Gram matrix Q0, rows in .json, .csv, .npy, or - (default: the identity)", reads=True
    )
    parser.value("--gram-along", "FILE", "direction Q1: Gram matrices Q0 + s·Q1", reads=True)
    parser.value("--gram-and", "FILE", "second direction Q2: Gram matrices Q0 + s·Q1 + t·Q2", reads=True)
    parser.value(
        "--of",
        "WHAT",
        f"what is the same in every cell: {', '.join(QUESTIONS)} (default: {QUESTIONS[0]})",
        choices=QUESTIONS,
    )
    parser.value("-o", "FILE", "a picture, .svg or .png, a page, .html, or the JSON object, .json; - is SVG on stdout")
    add_no_cache(parser)


def _answer(options: Namespace) -> Answer:
    from ...atlases.atlas import atlas
    from ...show.values.atlases import atlas_view

    question = choice(options.of, QUESTIONS, "--of")
    suffix = None if options.o is None else check_suffix(options.o, SUFFIXES)
    if options.o is not None:
        check_writable(options.o)
    architecture = read_architecture(options)
    found = atlas(architecture, _family(options), question, show_progress, use_cache=not options.no_cache)
    return Answer(
        found.to_dict,
        lambda: atlas_view(found),
        status=INTERRUPTED if found.is_interrupted else 0,
        notes=_notes(found),
        files=() if suffix is None else (OutputFile(options.o, _content(found, suffix)),),
    )


def _content(found: Atlas, suffix: str) -> str | bytes:
    if suffix == "json":
        return json.dumps(found.to_dict(), indent=1) + "\n"
    if suffix == "html":
        from ...show.report.atlas_page import atlas_page

        return atlas_page(found)
    from ...show.pictures.atlas import atlas_picture

    return atlas_picture(found).rendered(suffix)


def _notes(found: Atlas) -> tuple[str, ...]:
    if found.is_interrupted:
        return ("interrupted before all cells were done",)
    if found.is_complete:
        return ()
    share = float(found.undecided_area / found.family.area)
    return (f"the atlas is not complete: up to {100 * share:.2g} % of the window have no answer",)


def _family(options: Namespace) -> LossFamily:
    from ...atlases.families import LossFamily

    given = vars(options)
    along = _directions(given["along"], given["and"], "--along", "--and")
    gram_along = _directions(options.gram_along, options.gram_and, "--gram-along", "--gram-and")
    if not along and not gram_along:
        raise BadInputError("a direction is required: --along FILTER, or --gram-along FILE")
    return LossFamily(
        read_form(given["from"]),
        tuple(read_form(words) for words in along),
        None if options.gram is None else _gram(options.gram),
        tuple(_gram(name) for name in gram_along),
        None if options.window is None else _window(options.window),
    )


def _directions(first: str | None, second: str | None, option: str, other: str) -> list[str]:
    if first is None and second is not None:
        raise BadInputError(f"{other} is given without {option}, the first direction")
    return [words for words in (first, second) if words is not None]


def _gram(name: str) -> Gram:
    rows = read_rows(name)
    if any(not isinstance(c, Fraction) for row in rows for c in row):
        raise UnsupportedError(f"Gram matrices must have rational entries; '{shorten(name, 40)}' has others")
    return tuple(tuple(c for c in row if isinstance(c, Fraction)) for row in rows)


def _window(words: str) -> Window:
    from ...algebra.literals import parse_numbers

    found = []
    for part in words.split(";"):
        ends = parse_numbers(part)
        rational = [end for end in ends if isinstance(end, Fraction)]
        if len(ends) != 2 or len(rational) != 2:
            raise BadInputError(
                f"--window takes two rational numbers for each parameter, '{shorten(part, 40)}' was given"
            )
        found.append((rational[0], rational[1]))
    return tuple(found)


COMMAND = Command(
    "atlas",
    "Where along a line or in a plane of targets, or of Gram matrices, the landscape is the same, and the walls in "
    "between.",
    "lcnsym atlas -k 3,2 --from 2,1,-2,3 --along 0,0,1,0",
    _configure,
    _answer,
)
"""The command."""
