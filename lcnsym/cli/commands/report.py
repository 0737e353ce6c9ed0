"""`lcnsym report`."""

from __future__ import annotations

import shlex
from argparse import Namespace
from typing import TYPE_CHECKING

from ...errors import BadInputError, UnsupportedError, shorten
from ..command import Answer, Command, OutputFile
from ..files import check_suffix, check_writable, shown_name
from ..losses import add_loss, read_loss
from ..options import (
    MAX_INTEGER,
    add_architecture,
    add_filter,
    add_no_cache,
    add_rationalize,
    read_filter,
    read_integer,
    rounded,
)
from ..parser import Parser
from ..progress import show_progress

if TYPE_CHECKING:
    from ...network.networks import Filter
    from ...show.report.report import Subject

SHOWN = {"k": "-k", "s": "-s", "filter": "--filter", "rationalize": "--rationalize", "target": "--target"}
SHOWN |= {"gram": "--gram", "inputs": "--inputs", "outputs": "--outputs", "o": "-o"}
LONGEST_WORD = 200


def _configure(parser: Parser) -> None:
    add_architecture(parser, tensors=True)
    add_filter(parser, required=False)
    add_rationalize(parser)
    add_loss(parser)
    parser.value("--timeout", "SECONDS", "for each search of a stratum with several repeated roots (default: 600)")
    parser.value("-o", "FILE", "the page, .html", required=True)
    add_no_cache(parser)


def _answer(options: Namespace) -> Answer:
    from ...show.report.report import report

    path: str = options.o
    check_suffix(path, ("html", "htm"))
    check_writable(path)
    made = report(_subject(options), _complaint, show_progress)
    content = made.html.encode()
    return Answer(
        {
            "file": path,
            "bytes": len(content),
            "sections": list(made.sections),
            "certificates": list(made.certificates),
        },
        f"report with {len(made.certificates)} certificates written to {shown_name(path)}",
        files=(OutputFile(path, content),),
        is_about_files=True,
    )


def _subject(options: Namespace) -> Subject:
    from ...network.architecture import Architecture
    from ...network.networks import parse_network
    from ...show.report.report import SECONDS, Subject

    seconds = SECONDS if options.timeout is None else read_integer(options.timeout, "--timeout", 1, MAX_INTEGER)
    words = _command(options)
    network = parse_network(options.k, options.s)
    wanted = [name for name in ("target", "gram", "inputs", "outputs") if getattr(options, name) is not None]
    if wanted and not isinstance(network, Architecture):
        raise UnsupportedError(f"--{wanted[0]} is for one-dimensional filters; '{shorten(options.k)}' was given")
    form: Filter | None = None
    notes: tuple[str, ...] = ()
    if options.filter is not None:
        form, _, notes = rounded(read_filter(options.filter, network), options)
    if options.filter is None and options.rationalize is not None:
        raise BadInputError("--rationalize belongs to --filter, which was not given")
    if not wanted and options.timeout is not None:
        raise BadInputError("--timeout belongs to --target or --inputs and --outputs, which were not given")
    loss = read_loss(options, network) if wanted and isinstance(network, Architecture) else None
    return Subject(network, form, loss, seconds, words, notes, not options.no_cache)


def _command(options: Namespace) -> str:
    """The words that ask for the same report, long values cut."""
    words = ["lcnsym", "report"]
    for name, option in SHOWN.items():
        value = getattr(options, name)
        if value is not None:
            words += [option, value if len(value) <= LONGEST_WORD else f"{value[:LONGEST_WORD]}…"]
    return shlex.join(words)


def _complaint(certificate: str) -> str | None:
    """What the checker has against a certificate."""
    from ...checker import Malformed, check_text

    try:
        return check_text(certificate).reason
    except Malformed as error:
        return str(error)


COMMAND = Command(
    "report",
    "A page of its own, .html, about an architecture, a filter and a square loss: tables, pictures and certificates.",
    "lcnsym report -k 3,2,2 --filter 1,0,-5,0,4 -o report.html",
    _configure,
    _answer,
)
