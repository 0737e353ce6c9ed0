"""Certificates in files and on standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from .document import check_text
from .kernel.limits import MAX_BYTES
from .kernel.outcome import Malformed, Result

UNREADABLE = "cannot be read: "
"""How the reason begins where there is no text."""


class Unreadable(Malformed):
    """There is no file, or it cannot be read; one line says why."""


def check_file(path: str | Path) -> Result:
    """Check the certificate in a file; "-" is standard input.

    Raises:
        Unreadable: the file cannot be read. It is a Malformed too.
        Malformed: the file is no UTF-8 text, or no certificate.

    Examples:
        >>> import tempfile
        >>> from lcnsym import Architecture, certify_filling
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "filling.json")
        ...     _ = path.write_text(certify_filling(Architecture((3, 2))).text)
        ...     print(check_file(path).accepted)
        True
    """
    return check_text(read_text(path))


def read_text(path: str | Path) -> str:
    """The text of a file of bounded size."""
    try:
        if str(path) == "-" and sys.stdin is None:
            raise ValueError("standard input is closed")
        if str(path) == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(path).open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise Unreadable(f"{UNREADABLE}{reason}") from None
    if len(data) > MAX_BYTES:
        raise Malformed(f"the file is larger than {MAX_BYTES} bytes")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Malformed("not UTF-8 text") from None
