"""Names of files on the command line, and - for the standard streams."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from ..errors import BadInputError, shorten
from ..output_files import check_distinct, check_output, descriptor_of, output_file
from ..show.layout import one_line

STANDARD = "-"
"""The name that stands for stdin where a file is read, and for stdout where one is written."""

OUTPUTS = {"-o": "o", "--certificate": "certificate", "--runs-to": "runs_to"}
"""The options that name output files, and where their values are kept."""


def shown_name(path: str) -> str:
    """An output file in a message."""
    return "stdout" if path == STANDARD else one_line(shorten(path))


def check_standard_input() -> None:
    """Refuse a stdin on which nothing can stand. Raises BadInputError."""
    if sys.stdin is None or sys.stdin.closed:
        raise BadInputError("stdin is closed; a pipe or a file is required for -")
    if sys.stdin.isatty():
        raise BadInputError("stdin is a terminal; a pipe or a file is required for -, as in lcnsym … < FILE")


def read_standard_input() -> bytes:
    """What stands on stdin, whole.

    Raises:
        BadInputError: it is a terminal, closed, too long, or cannot be read.
    """
    from ..network.filter_files import MAX_BYTES

    check_standard_input()
    try:
        content = sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        raise BadInputError(f"cannot read stdin: {error.strerror or error}") from None
    if len(content) > MAX_BYTES:
        raise BadInputError(f"stdin has over {MAX_BYTES} bytes, which is the limit")
    return content


def prepare_outputs(options: Namespace, inputs: Sequence[str]) -> None:
    """Refuse output files that are inputs, before any work is done; names of stdout become -.

    Args:
        options: of a command; those of OUTPUTS that it has are names of output files.
        inputs: names of files that it reads, - for stdin.

    Raises:
        BadInputError: such a file, or two things are to be printed on stdout.
    """
    for option, name in OUTPUTS.items():
        path = getattr(options, name, None)
        if path is None:
            continue
        if path == STANDARD or descriptor_of(path) == 1:
            if options.json:
                raise BadInputError(f"--json and {option} - both print on stdout; give {option} the name of a file")
            setattr(options, name, STANDARD)
        else:
            check_distinct(path, [0 if name == STANDARD else name for name in inputs])


def check_writable(path: str) -> None:
    """Refuse a path that cannot be an output file, before any work is done; - is stdout. Raises BadInputError."""
    if path != STANDARD:
        check_output(path)


def write(path: str, content: str | bytes) -> None:
    """Write a file, text as UTF-8, completely or not at all.

    Raises:
        BadInputError: the file cannot be written.
    """
    try:
        with output_file(path) as file:
            file.write(content.encode() if isinstance(content, str) else content)
    except OSError as error:
        raise BadInputError(f"cannot write '{shorten(path)}': {error.strerror or error}") from None


def check_suffix(path: str, suffixes: Sequence[str]) -> str:
    """Which of the suffixes a file's name has, in lower case; stdout takes the first of them.

    Raises:
        BadInputError: it has none of them, or nothing before it: that would be a hidden file.
    """
    if path == STANDARD:
        return suffixes[0]
    stem, dot, suffix = os.path.basename(path).rpartition(".")
    if not dot or suffix.lower() not in suffixes or not stem.strip("."):
        accepted = " or ".join(f".{s}" for s in suffixes)
        raise BadInputError(f"-o takes a file name that ends in {accepted}, '{shorten(path, 60)}' was given")
    return suffix.lower()
