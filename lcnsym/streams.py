"""What was open when the process started; standard streams may have been closed, as by `>&-` in a shell."""

from __future__ import annotations

import os
import sys

_given: set[int] | None = None


def is_given(number: int) -> bool:
    """Whether a descriptor was open when the command started; all others are its own. True where that is not known."""
    return _given is None or number in _given


def _note_given() -> None:
    global _given  # noqa: PLW0603 - a fact about the process
    try:
        listed = [int(name) for name in os.listdir("/dev/fd")]
    except (OSError, ValueError):
        return
    found = set()
    for number in listed:
        try:
            # Python's own are not inherited
            if os.get_inheritable(number):
                found.add(number)
        except OSError:
            pass
    _given = found


def occupy() -> None:
    """Take the numbers of closed standard streams, so that no file that is opened gets one of them.

    What is written to a closed stdout fails; what is written to a closed stderr is lost.
    """
    _note_given()
    for number, flags in ((0, os.O_RDONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            # the lowest number that is free
            os.open(os.devnull, flags)
    if sys.stdout is None:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
    if sys.stderr is None:
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
