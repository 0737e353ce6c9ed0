"""The entry point: find the command, answer, write at the end, turn errors into one line and a status."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TextIO

from ..cost import Allowance, allowing
from ..errors import BadInputError, LcnsymError, TooCostlyError, shorten
from ..interrupts import came
from ..supervision import (
    INTERRUPTED,
    answering,
    causes,
    is_near_memory_limit,
    lack_told,
    limited,
    memory_told,
    time_is_over,
    time_told,
)
from .command_table import QUESTIONS, SUMMARIES, find, load, verbs_of
from .words import STATUSES

if TYPE_CHECKING:
    from argparse import Namespace

    from .command import Answer

BAD_INPUT = 2
DEFECT = 70
NO_READER = 141
LONGEST_LINE = 400
MAX_LIMIT = 999_999


def run() -> None:
    """The command `lcnsym`."""
    from ..__main__ import run as command

    command()


def main(argv: list[str]) -> int:
    """Run one command line, without the program's name, and return the exit status."""
    try:
        return _dispatch(argv)
    except BrokenPipeError:
        _silence(sys.stdout)
        return NO_READER
    except KeyboardInterrupt:
        return _stopped()
    except Exception as error:
        interrupted = not isinstance(error, LcnsymError) and (came() or _is_interrupt(error))
        return _stopped() if interrupted else _refused(error)


def _refused(error: Exception) -> int:
    """The status after an error, which is told."""
    _complain(_one_line(error))
    expected = isinstance(error, (LcnsymError, RecursionError)) or lack_told(error) or is_near_memory_limit()
    return BAD_INPUT if expected else DEFECT


def _stopped() -> int:
    """The status after Ctrl-C, or at the time limit, without an answer."""
    _complain(f"error: {time_told()}" if time_is_over() else "interrupted")
    return BAD_INPUT if time_is_over() else INTERRUPTED


def _is_interrupt(error: BaseException) -> bool:
    """Whether it came of Ctrl-C, which Python and libraries at times turn into another error, as within imports."""
    return any(isinstance(one, KeyboardInterrupt) for one in causes(error))


def _one_line(error: Exception) -> str:
    """What to tell the user about an error; one that is not expected is raised again on request."""
    if isinstance(error, TooCostlyError):
        return f"error: {error}; --max-seconds and --max-memory say what is allowed"
    if isinstance(error, LcnsymError):
        return f"error: {error}"
    lacking = lack_told(error)
    if lacking is not None:
        return f"error: {lacking}"
    if isinstance(error, RecursionError):
        return f"error: the input is too large to be handled ({type(error).__name__})"
    if os.environ.get("LCNSYM_TRACEBACK"):
        raise error
    if is_near_memory_limit():
        return f"error: {memory_told()}"
    return f"internal error: {type(error).__name__}: {error} (LCNSYM_TRACEBACK=1 shows where)"


def _dispatch(argv: list[str]) -> int:
    first, *others = argv or [""]
    if first in ("--version", "--cite") and others:
        raise BadInputError(f"{first} stands alone, '{shorten(others[0], 40)}' was given too")
    if first == "--version":
        _print("lcnsym " + _version() + "\n")
        return 0
    if first == "--cite":
        from .citation import bibtex

        _print(bibtex(_version()))
        return 0
    if not argv or first in ("-h", "--help") or (verbs_of(first) and others[:1] in (["-h"], ["--help"])):
        _print(_help(first if verbs_of(first) else ""))
        return 0
    name, words = find(argv)
    command = load(name)
    parser = command.parser()
    try:
        options = parser.options(words)
    except SystemExit:
        # argparse has put the help of the command into the stream
        _print("")
        return 0
    from ..output_files import release_pipes
    from .files import prepare_outputs

    seconds, megabytes = _limits(options) if parser.is_limited else (None, None)
    usual = Allowance()
    allowed = Allowance(seconds or usual.seconds, megabytes or usual.megabytes)
    with limited(seconds, megabytes), allowing(allowed):
        try:
            prepare_outputs(options, parser.inputs(options))
            return _deliver(command.answer(options), as_json=options.json)
        finally:
            release_pipes()


def _limits(options: Namespace) -> tuple[int | None, int | None]:
    """The values of --max-seconds and --max-memory. Raises BadInputError."""
    given = {"--max-seconds": options.max_seconds, "--max-memory": options.max_memory}
    if not any(value is not None for value in given.values()):
        return None, None
    from .options import read_integer

    seconds, megabytes = (
        None if value is None else read_integer(value, name, 1, MAX_LIMIT) for name, value in given.items()
    )
    return seconds, megabytes


def _version() -> str:
    from .. import __version__

    return __version__


def _help(group: str) -> str:
    names = [name for name in SUMMARIES if name.startswith(group)]
    width = max(map(len, names))
    asked = QUESTIONS if not group else {"commands": group}
    blocks = []
    for question, words in asked.items():
        listed = [name for word in words.split() for name in names if name.split(" ")[0] == word]
        blocks.append("\n".join([f"{question}", *(f"  {name:<{width}}  {SUMMARIES[name]}" for name in listed)]))
    commands = "\n\n".join(blocks)
    example = load(names[0]).example if group else "lcnsym member -k 3,2,2 --filter 1,0,-5,0,4"
    return (
        f"usage: lcnsym {group}{' ' if group else ''}COMMAND [options]\n\n"
        "The exact geometry of linear convolutional networks, with certificates.\n\n"
        f"lcnsym {group}{' ' if group else ''}COMMAND -h tells the options of a command.\n\n{commands}\n\n"
        "options:\n  --json     print one JSON object (every command)\n  --version  print the version\n"
        "  --cite     print how to cite lcnsym and the paper, as BibTeX\n"
        "  -h, --help\n\n"
        f"example:\n  {example}\n\n{STATUSES}\n"
    )


def _deliver(answer: Answer, *, as_json: bool) -> int:
    """Write files, then the answer, then notes. A file that cannot be written is told at the end, with BAD_INPUT."""
    printed: str | bytes = _rendered(answer, as_json=as_json)
    answering()
    from .files import STANDARD, write

    complaints = [] if answer.complaint is None else [answer.complaint]
    notes, status = list(answer.notes), answer.status
    for file in answer.files:
        if file.path == STANDARD:
            # the file takes the place of the answer
            printed = file.content
        else:
            try:
                write(file.path, file.content)
            except BadInputError as error:
                complaints, status = [*complaints, str(error)], BAD_INPUT
                continue
        notes += [] if file.told is None else [file.told]
    for note in notes:
        _complain(f"note: {note}")
    if not (answer.is_about_files and complaints):
        _print(printed)
    if status == INTERRUPTED and time_is_over():
        complaints, status = [f"{time_told()}; the answer is about what was done", *complaints], BAD_INPUT
    if complaints:
        more = f" (and {len(complaints) - 1} more)" if len(complaints) > 1 else ""
        _complain(f"error: {complaints[0]}{more}")
    return status


def _rendered(answer: Answer, *, as_json: bool) -> str:
    if answer.document is None:
        return ""
    if as_json:
        return _json_text(answer.document() if callable(answer.document) else answer.document)
    if isinstance(answer.shown, str):
        return answer.shown + "\n"
    from ..show.palette import Palette

    coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return answer.shown().text(Palette(coloured)) + "\n"


def _json_text(document: dict[str, object]) -> str:
    """The document on one line, integers in full whatever their length."""
    import json

    digits = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        return json.dumps(document) + "\n"
    finally:
        sys.set_int_max_str_digits(digits)


def _print(content: str | bytes) -> None:
    """Write to stdout, text in whatever encoding it has."""
    encoding = sys.stdout.encoding or "utf-8"
    try:
        if isinstance(content, bytes):
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
        else:
            sys.stdout.write(content.encode(encoding, "backslashreplace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _silence(sys.stdout)
        raise LcnsymError(f"cannot write the answer to stdout: {error.strerror or error}") from None


def _complain(text: str) -> None:
    """One line on stderr, without control characters, short whatever was given."""
    from ..show.layout import one_line

    try:
        sys.stderr.write(f"lcnsym: {one_line(shorten(text, LONGEST_LINE))}\n")
        sys.stderr.flush()
    except OSError:
        _silence(sys.stderr)


def _silence(stream: TextIO) -> None:
    """Point a stream that nobody can read to nowhere, so that closing it at exit does not complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
