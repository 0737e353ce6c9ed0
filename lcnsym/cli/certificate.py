"""`lcnsym certificate check` and `lcnsym certificate export`."""

from __future__ import annotations

import os
import re
from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..errors import BadInputError, shorten
from ..show.palette import Palette
from .command import Answer, Command, Json, OutputFile
from .files import STANDARD, check_standard_input, check_writable, shown_name
from .options import choice
from .parser import Parser

if TYPE_CHECKING:
    from ..checker import Result

PROVERS = ("coq",)
_COQ_FILE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\.v", re.ASCII)
"""File names that coqc takes: the file is a module with that name."""
REJECTED = 1
MALFORMED = 2


def _configure(parser: Parser) -> None:
    parser.words("files", "FILE", "certificate files; - reads standard input")


def _answer(options: Namespace) -> Answer:
    if options.files.count(STANDARD) > 1:
        raise BadInputError("stdin can be read once; - is given twice")
    results: list[Json] = []
    complaints: list[str] = []
    for name in options.files:
        try:
            result = _checked(name)
        except BadInputError as error:
            complaints.append(str(error))
        else:
            claim, reason = result.claim, result.reason
            results.append({"file": name, "accepted": result.accepted, "claim": claim, "reason": reason})
    status = 0 if all(result["accepted"] for result in results) else REJECTED
    document: Json | None = {"results": results} if results else None
    return Answer(
        document,
        lambda palette: _cards(results, palette),
        MALFORMED if complaints else status,
        complaint=_joined(complaints),
    )


def _checked(name: str) -> Result:
    """The checker's answer about one file; BadInputError for one that is malformed or cannot be read."""
    from ..checker import Malformed, check_file

    if name == STANDARD:
        check_standard_input()
    try:
        return check_file(name)
    except Malformed as error:
        raise BadInputError(f"{_called(name)} is no certificate: {shorten(str(error), 200)}") from None


def _called(name: str) -> str:
    return "what stands on stdin" if name == STANDARD else f"'{shorten(name)}'"


def _joined(complaints: Sequence[str]) -> str | None:
    """One line about all the files that could not be checked."""
    if not complaints:
        return None
    more = f"; and {len(complaints) - 3} more" if len(complaints) > 3 else ""
    return "; ".join(complaints[:3]) + more


def _cards(results: Sequence[Json], palette: Palette) -> str:
    from ..show.cards import card
    from ..show.layout import one_line

    cards = []
    for result in results:
        verdict = palette.good("accepted") if result["accepted"] else palette.bad("rejected")
        facts = [("verdict", verdict), ("claim", one_line(str(result["claim"])))]
        if result["reason"]:
            facts.append(("reason", one_line(str(result["reason"]))))
        cards.append(card(_title(str(result["file"])), facts, palette))
    return "\n\n".join(cards)


def _title(name: str) -> str:
    from ..show.layout import one_line

    return "stdin" if name == STANDARD else one_line(name)


CHECK = Command(
    "certificate check",
    "Check certificate files with the independent checker; a malformed one is bad input.",
    "lcnsym certificate check member.json",
    _configure,
    _answer,
)


def _configure_export(parser: Parser) -> None:
    parser.value("--to", "PROVER", "the proof assistant: coq", required=True, choices=PROVERS)
    parser.word("file", "FILE", "a certificate file; - reads standard input")
    parser.value("-o", "FILE", "write to this file, .v, instead of stdout")


def _export(options: Namespace) -> Answer:
    from ..show.coq import coq_text

    to = choice(options.to, PROVERS, "--to")
    if options.o is not None:
        _check_coq_name(options.o)
        check_writable(options.o)
    document, claim = _accepted(options.file)
    written = coq_text(document, claim)
    facts: Json = {"to": to, "claim": claim}
    if options.o is None:
        return Answer({**facts, "text": written}, lambda _: written.removesuffix("\n"))
    told = f"a file for {to} written to {shown_name(options.o)}"
    files = (OutputFile(options.o, written),)
    return Answer({**facts, "file": options.o}, lambda _: told, files=files, is_about_files=True)


def _check_coq_name(path: str) -> None:
    """Refuse a file that coqc would refuse for its name. Raises BadInputError."""
    if path != STANDARD and not _COQ_FILE.fullmatch(os.path.basename(path)):
        raise BadInputError(
            f"coqc takes files whose names are letters, digits and _, not a digit first, and end in .v; "
            f"'{shorten(path, 60)}' was given"
        )


def _accepted(name: str) -> tuple[Json, str]:
    """The document of a certificate that the checker accepts, and its claim; BadInputError for any other file."""
    from ..checker import Malformed, check_text
    from ..checker.files import read_text
    from ..checker.reading import parse_json

    if name == STANDARD:
        check_standard_input()
    try:
        text = read_text(name)
        result = check_text(text)
        document = parse_json(text)
    except Malformed as error:
        raise BadInputError(f"{_called(name)} is no certificate: {shorten(str(error), 200)}") from None
    if not result.accepted or not isinstance(document, dict):
        reason = shorten(str(result.reason), 200)
        raise BadInputError(f"{_called(name)} is rejected by the checker, so there is nothing to prove: {reason}")
    return document, result.claim


EXPORT = Command(
    "certificate export",
    "A certificate as a Coq file that the verified checker replays to a theorem about the network and the filter.",
    "lcnsym certificate export --to coq member.json -o member.v",
    _configure_export,
    _export,
)
