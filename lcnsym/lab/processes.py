"""Worker processes: started where Ctrl-C does not reach them, and gone when their parent is."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterator
from multiprocessing import parent_process, resource_tracker
from multiprocessing.connection import wait
from types import FrameType

SECONDS_TO_TIDY = 5


@contextlib.contextmanager
def interrupts_blocked() -> Iterator[None]:
    """Ctrl-C reaches all processes: those that are started here must not see it while they load what they need.

    They inherit that it is blocked; one that comes meanwhile takes effect here at the end.
    """
    # multiprocessing's helper, which comes with the first process, would let interrupts through again
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave(_signal: int, _frame: FrameType | None) -> None:
    """The handler of SIGTERM in a worker."""
    # an exception, so that programmes that were started are stopped on the way
    sys.exit(128 + signal.SIGTERM)


def leave_with_the_parent() -> None:
    """What a thread of a worker does: wait for the end of the parent, then end this process."""
    parent = parent_process()
    if parent is None:
        return
    wait([parent.sentinel])
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(SECONDS_TO_TIDY)
    os._exit(1)
