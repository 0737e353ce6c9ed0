"""Output files that are there completely or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ..errors import BadInputError, shorten
from ..show.layout import one_line

STANDARD = "-"
"""The name that stands for stdin where a file is read, and for stdout where one is written."""


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


def check_writable(path: str) -> None:
    """Refuse a path that cannot be an output file, before any work is done for it; - is stdout.

    Raises:
        BadInputError: no name, a folder, or in a folder that does not exist or may not be written to.
    """
    name = shorten(path)
    if path == STANDARD:
        return
    if path == "" or path.endswith(os.sep) or "\0" in path:
        raise BadInputError(f"'{name}' is not the name of an output file")
    try:
        target = Path(os.path.realpath(path))
        if target.is_dir():
            raise BadInputError(f"cannot write '{name}': it is a folder; the name of a file is required")
        if not target.parent.is_dir():
            raise BadInputError(f"cannot write '{name}': there is no folder '{shorten(str(target.parent))}'")
        if not os.access(target if _is_device(target) else target.parent, os.W_OK):
            raise BadInputError(f"cannot write '{name}': permission denied")
    except OSError as error:
        raise BadInputError(f"cannot write '{name}': {error.strerror or error}") from None


def write(path: str, content: str | bytes) -> None:
    """Write a file, text as UTF-8, at once: under another name in the same folder, then renamed.

    What is there already and is no regular file, such as a device, is written to directly.

    Raises:
        BadInputError: the file cannot be written.
    """
    target = Path(os.path.realpath(path))
    written = content.encode() if isinstance(content, str) else content
    try:
        if _is_device(target):
            target.write_bytes(written)
        else:
            _replace(target, written)
    except OSError as error:
        raise BadInputError(f"cannot write '{shorten(path)}': {error.strerror or error}") from None


def _is_device(target: Path) -> bool:
    return target.exists() and not target.is_file()


def _replace(target: Path, content: bytes) -> None:
    draft = target.with_name(f".lcnsym-{os.getpid()}.tmp")
    try:
        with draft.open("xb") as file:
            file.write(content)
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


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
