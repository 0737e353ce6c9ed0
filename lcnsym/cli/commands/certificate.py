"""`lcnsym certificate check`, `export`, `checker-archive` and `bundle`."""

from __future__ import annotations

import json
import os
import re
from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...errors import BadInputError, shorten
from ..command import Answer, Command, Json, OutputFile
from ..files import STANDARD, check_standard_input, check_suffix, check_writable, shown_name
from ..options import choice, read_integer
from ..parser import Parser

if TYPE_CHECKING:
    from ...checker import Result
    from ...checker.guard import Answer as Verdict
    from ...checker.guard import Limits
    from ...show.values.certificates import Checked

PROVERS = ("coq",)
_COQ_FILE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\.v", re.ASCII)
"""File names that coqc takes: the file is a module with that name."""
REJECTED = 1
MALFORMED = 2
MAX_LIMIT = 999_999


def _configure(parser: Parser) -> None:
    from ...checker.guard import Limits

    usual = Limits()
    parser.words("files", "FILE", "certificate files; - reads standard input")
    parser.flag("--full", "show the whole claim with its field, of which the digest is")
    parser.value("--max-seconds", "N", f"give a file up after N seconds of processor time (default: {usual.seconds})")
    parser.value("--max-memory", "MB", f"give a file up that takes more memory (default: {usual.megabytes} MB)")


def _answer(options: Namespace) -> Answer:
    from ...checker.guard import NO_LIMITS, Limits, has_limits
    from ...show.values.certificates import checked_view

    if options.files.count(STANDARD) > 1:
        raise BadInputError("stdin can be read once; - is given twice")
    usual = Limits()
    limits = Limits(
        _limit(options.max_seconds, "--max-seconds", usual.seconds),
        _limit(options.max_memory, "--max-memory", usual.megabytes),
    )
    answers = [_checked(name, limits, full=options.full) for name in options.files]
    readable = [answer for answer in answers if not answer.is_malformed]
    complaints = [_complaint(answer) for answer in answers if answer.is_malformed]
    status = 0 if all(answer.accepted for answer in readable) else REJECTED
    document: Json | None = (
        {"results": [_result(answer, full=options.full) for answer in readable]} if readable else None
    )
    return Answer(
        document,
        lambda: checked_view(map(_said, readable)),
        MALFORMED if complaints else status,
        notes=() if has_limits() else (NO_LIMITS,),
        complaint=_joined(complaints),
    )


def _limit(given: str | None, option: str, usual: int) -> int:
    return usual if given is None else read_integer(given, option, 1, MAX_LIMIT)


def _checked(name: str, limits: Limits, *, full: bool) -> Verdict:
    from ...checker.guard import check_guarded

    if name == STANDARD:
        check_standard_input()
    return check_guarded(name, limits, full)


def _result(answer: Verdict, *, full: bool) -> Json:
    found: Json = {
        "file": answer.file,
        "accepted": answer.accepted,
        "claim": answer.claim,
        "reason": answer.reason,
        "digest": answer.digest,
    }
    return {**found, "statement": json.loads(answer.statement) if answer.statement else None} if full else found


def _complaint(answer: Verdict) -> str:
    what = "" if answer.is_unreadable else "is no certificate: "
    return f"{_called(answer.file)} {what}{shorten(answer.reason_alone, 200)}"


def _called(name: str) -> str:
    return "what stands on stdin" if name == STANDARD else f"'{shorten(name)}'"


def _joined(complaints: Sequence[str]) -> str | None:
    """One line about all the files that could not be checked."""
    if not complaints:
        return None
    more = f"; and {len(complaints) - 3} more" if len(complaints) > 3 else ""
    return "; ".join(complaints[:3]) + more


def _said(answer: Verdict) -> Checked:
    from ...show.values.certificates import Checked

    name = "stdin" if answer.file == STANDARD else answer.file
    given = (answer.claim, answer.reason, answer.digest, answer.statement)
    return Checked(name, answer.accepted, _refusal(answer), *given)


def _refusal(answer: Verdict) -> str:
    return "given up" if answer.is_given_up else "rejected"


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
    from ...show.notation.coq import coq_text

    to = choice(options.to, PROVERS, "--to")
    if options.o is not None:
        _check_coq_name(options.o)
        check_writable(options.o)
    document, claim = _accepted(options.file)
    written = coq_text(document, claim)
    facts: Json = {"to": to, "claim": claim}
    if options.o is None:
        return Answer({**facts, "text": written}, written.removesuffix("\n"))
    told = f"a file for {to} written to {shown_name(options.o)}"
    files = (OutputFile(options.o, written),)
    return Answer({**facts, "file": options.o}, told, files=files, is_about_files=True)


def _check_coq_name(path: str) -> None:
    """Refuse a file that coqc would refuse for its name. Raises BadInputError."""
    if path != STANDARD and not _COQ_FILE.fullmatch(os.path.basename(path)):
        raise BadInputError(
            f"coqc takes files whose names are letters, digits and _, not a digit first, and end in .v; "
            f"'{shorten(path, 60)}' was given"
        )


def _accepted(name: str) -> tuple[Json, str]:
    """The document of a certificate that the checker accepts, and its claim; BadInputError for any other file."""
    from ...checker.kernel.reading import parse_json

    text, result = _accepted_text(name)
    document = parse_json(text)
    if not isinstance(document, dict):
        raise BadInputError(f"{_called(name)} is no certificate: an object is required")
    return document, result.claim


def _accepted_text(name: str) -> tuple[str, Result]:
    """The text of a certificate that the checker accepts, and what it says; BadInputError for any other file."""
    from ...checker import Malformed, check_text
    from ...checker.files import read_text

    if name == STANDARD:
        check_standard_input()
    try:
        text = read_text(name)
        result = check_text(text)
    except Malformed as error:
        raise BadInputError(f"{_called(name)} is no certificate: {shorten(str(error), 200)}") from None
    if not result.accepted:
        reason = shorten(str(result.reason), 200)
        raise BadInputError(f"{_called(name)} is not accepted by the checker, so there is nothing to prove: {reason}")
    return text, result


EXPORT = Command(
    "certificate export",
    "A certificate as a Coq file that the verified checker replays to a theorem about the network and the filter.",
    "lcnsym certificate export --to coq member.json -o member.v",
    _configure_export,
    _export,
)


def _configure_archive(parser: Parser) -> None:
    parser.value("-o", "FILE", "write to this file, .pyz; - is stdout", required=True)


def _archive(options: Namespace) -> Answer:
    from ...certificates.archives import checker_archive

    check_suffix(options.o, ("pyz",))
    check_writable(options.o)
    told = f"the checker written to {shown_name(options.o)}; python3 runs it, as in python3 checker.pyz FILE …"
    files = (OutputFile(options.o, checker_archive()),)
    return Answer({"file": options.o}, told, files=files, is_about_files=True)


CHECKER_ARCHIVE = Command(
    "certificate checker-archive",
    "The independent checker as one file, a zip application that runs with any Python from 3.11 on.",
    "lcnsym certificate checker-archive -o checker.pyz",
    _configure_archive,
    _archive,
)


def _configure_bundle(parser: Parser) -> None:
    parser.words("files", "FILE", "certificate files; - reads standard input")
    parser.value("-o", "ARCHIVE", "write to this file, .zip; - is stdout", required=True)


def _bundle(options: Namespace) -> Answer:
    from ...certificates.archives import Packed, bundle
    from ...show.notation.statements import statements_latex

    if options.files.count(STANDARD) > 1:
        raise BadInputError("stdin can be read once; - is given twice")
    check_suffix(options.o, ("zip",))
    check_writable(options.o)
    packed = []
    for file in options.files:
        text, result = _accepted_text(file)
        name = "stdin.json" if file == STANDARD else os.path.basename(file)
        packed.append(Packed(name, text.encode(), result.claim, result.digest or ""))
    statements = statements_latex((one.name, one.claim, one.digest) for one in packed)
    content, names = bundle(packed, statements)
    several = f"{len(packed)} certificates, the checker and what they claim"
    what = "one certificate, the checker and what it claims" if len(packed) == 1 else several
    told = f"{what} written to {shown_name(options.o)}"
    files = (OutputFile(options.o, content),)
    return Answer({"files": list(names)}, told, files=files, is_about_files=True)


BUNDLE = Command(
    "certificate bundle",
    "Certificates that the checker accepts, packed with the checker, their claims in LaTeX and a README.",
    "lcnsym certificate bundle member.json missing.json -o supplement.zip",
    _configure_bundle,
    _bundle,
)
