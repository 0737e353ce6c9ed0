"""What works on cases: a function for other machines, and a process that is fed through a pipe."""

from __future__ import annotations

import signal
import time
from collections.abc import Sequence
from ctypes import c_longlong
from multiprocessing.connection import Connection
from threading import Thread

from .cases import Row, SweepPlan
from .kinds import plan_of_text
from .processes import leave, leave_with_the_parent

SECONDS_BETWEEN_REPORTS = 0.2

Report = tuple[list[Row], float | None]
"""Rows, and the seconds that the chunk took if all of it is reported; the first report is of an empty chunk."""


def rows_of(text: str, numbers: Sequence[int]) -> list[Row]:
    """The cases of these numbers of the plan with this text. Raises BadInputError if this version cannot."""
    plan = plan_of_text(text)
    return [plan.row(number) for number in numbers]


def serve(pipe: Connection, plan: SweepPlan, current: c_longlong) -> None:
    """Read lists of numbers from the pipe until it is closed, send reports, and tell in `current` which case is on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, leave)
    Thread(target=leave_with_the_parent, daemon=True).start()
    try:
        pipe.send(([], 0.0))
        while True:
            numbers, rows = pipe.recv(), []
            begin = reported = time.monotonic()
            for number in numbers:
                current.value = number
                rows.append(plan.row(number))
                now = time.monotonic()
                if now - reported > SECONDS_BETWEEN_REPORTS:
                    pipe.send((rows, None))
                    rows, reported = [], now
            pipe.send((rows, time.monotonic() - begin))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
