"""Standard streams that were closed when the process started, as by `>&-` in a shell."""

from __future__ import annotations

import os
import sys


def occupy() -> None:
    """Take the numbers of closed standard streams, so that no file that is opened gets one of them.

    What is written to a closed stdout fails; what is written to a closed stderr is lost.
    """
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
