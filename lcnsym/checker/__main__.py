"""`python -m lcnsym.checker FILE …`: check certificates with nothing but the standard library."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace

from .guard import NO_LIMITS, Answer, Limits, check_guarded, has_limits
from .kernel.outcome import shorten

USAGE = (
    "usage: python -m lcnsym.checker [--json] [--full] [--max-seconds N] [--max-memory MB] FILE …   "
    "(- is standard input)"
)
HELP = (
    "--full prints what was accepted in full. "
    "Exit status: 0 all accepted, 1 some not accepted, 2 some malformed or not readable."
)


@dataclass(frozen=True)
class _Options:
    """The command line."""

    json: bool = False
    full: bool = False
    limits: Limits = field(default_factory=Limits)
    files: tuple[str, ...] = ()


def main(arguments: Sequence[str]) -> int:
    """Check the files; 0 all accepted, 1 some rejected or given up, 2 some malformed or not readable."""
    if arguments in (["-h"], ["--help"]):
        print(f"{USAGE}\n{HELP}")
        return 0
    try:
        options = _read(arguments)
    except ValueError as error:
        print(f"{error}; {USAGE}", file=sys.stderr)
        return 2
    if not has_limits():
        print(NO_LIMITS, file=sys.stderr)
    answers = []
    for name in options.files:
        answers.append(check_guarded(name, options.limits, options.full))
        if not options.json:
            _print(answers[-1])
    malformed = sum(answer.is_malformed for answer in answers)
    if options.json:
        print(json.dumps({"results": [_document(answer, options.full) for answer in answers]}))
        if malformed:
            what = "malformed or not readable" if any(answer.is_unreadable for answer in answers) else "malformed"
            print(f"{malformed} of {len(answers)} files {what}", file=sys.stderr)
    return 2 if malformed else 0 if all(answer.accepted for answer in answers) else 1


def _read(arguments: Sequence[str]) -> _Options:
    """The options. Raises ValueError for what is none."""
    options, rest = _Options(), list(arguments)
    while rest:
        name = rest.pop(0)
        if name == "--json":
            options = replace(options, json=True)
        elif name == "--full":
            options = replace(options, full=True)
        elif name == "--max-seconds":
            options = replace(options, limits=replace(options.limits, seconds=_number(name, rest)))
        elif name == "--max-memory":
            options = replace(options, limits=replace(options.limits, megabytes=_number(name, rest)))
        elif name.startswith("-") and name != "-":
            raise ValueError(f"unknown option {shorten(name)}")
        else:
            options = replace(options, files=(*options.files, name))
    if not options.files:
        raise ValueError("no file given")
    return options


def _number(name: str, rest: list[str]) -> int:
    value = rest.pop(0) if rest else "nothing"
    if not (value.isascii() and value.isdigit() and len(value) < 7 and int(value) > 0):
        raise ValueError(f"{name} takes an integer from 1 to 999999, found {shorten(value)}")
    return int(value)


def _document(answer: Answer, full: bool) -> dict[str, object]:
    found: dict[str, object] = asdict(answer)
    statement = found.pop("statement")
    return {**found, "statement": json.loads(str(statement)) if statement else None} if full else found


def _print(answer: Answer) -> None:
    """One line on the file: on standard error if it is malformed; and the statement, if it was asked for."""
    name = shorten(answer.file, 200)
    if answer.is_malformed:
        print(f"{name}: {answer.reason}", file=sys.stderr)
        return
    verdict = "accepted" if answer.accepted else f"NOT accepted ({answer.reason})"
    digest = f" [sha256 {answer.digest}]" if answer.digest else ""
    print(f"{name}: {verdict}: {answer.claim or 'no claim could be read'}{digest}")
    if answer.statement:
        print(f"  {answer.statement}")


def run() -> int:
    """`main` for a process: on terminals of any encoding, and quietly when nobody reads on or it is interrupted."""
    try:
        _occupy()
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        status = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        _silence()
        return 2
    except OSError as error:
        _silence()
        print(f"cannot write to standard output: {error.strerror or error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    return status


def _occupy() -> None:
    """Take the numbers of standard streams that are closed; what is written to a closed output then fails."""
    for number, flags in ((0, os.O_RDONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            # the lowest number that is free
            os.open(os.devnull, flags)
    if sys.stdout is None:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
    if sys.stderr is None:
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


def _silence() -> None:
    """Point standard output to nowhere, so that closing it at exit does not complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(run())
