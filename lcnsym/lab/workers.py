"""Processes on this machine that share tasks among themselves.

They are started afresh, so that no state of this one matters, and share nothing but a pipe with it: no lock that a
process could die with. The end of the pipe is the end of the process, however this one ends.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any

from ..errors import InconclusiveError
from ..interrupts import hidden_from_children
from .worker import STARTING, Done, Failed, Message, Part, Ready, Work

SECONDS_BETWEEN_LOOKS = 0.25
SECONDS_TO_LEAVE = 1.0
MOST_STILLBORN = 3
"""So many processes in a row may end before they are ready; then no more are started."""


@dataclass(frozen=True)
class Lost:
    """The process that worked on the task has ended.

    Attributes:
        how: in words.
    """

    how: str


News = tuple[Any, Part | Done | Lost]
"""A task, and what has become of it."""


@dataclass(eq=False)
class _Worker:
    process: subprocess.Popen[bytes]
    pipe: Connection
    is_ready: bool = False
    is_busy: bool = False
    task: Any = None


class Workers:
    """Some processes, each with one task at a time; leaving the context ends them.

    A process that ends is replaced. Whether its task is tried again is the caller's business.

    Args:
        number: how many processes.
        work: what is done with a task; it can be pickled, and so can tasks.
    """

    def __init__(self, number: int, work: Work) -> None:
        self._number = number
        self._work = work
        self._workers: dict[Connection, _Worker] = {}
        self._stillborn = 0
        self._how = ""

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        workers = list(self._workers.values())
        self._workers.clear()
        for worker in workers:
            worker.pipe.close()
        end = time.monotonic() + SECONDS_TO_LEAVE
        for worker in workers:
            _ended(worker.process, max(0.0, end - time.monotonic()))

    @property
    def processes(self) -> list[int]:
        """The numbers of the processes that are there."""
        return [worker.process.pid for worker in self._workers.values()]

    def feed(self, take: Callable[[], Any], left: Callable[[], int]) -> bool:
        """Give tasks to those who have none, and start processes as far as there are tasks for them.

        Args:
            take: the next task; None: there is none.
            left: how many tasks there may be at most, beside those that were taken.

        Returns:
            Whether anything is being worked on, or will be.

        Raises:
            InconclusiveError: there is work left, and no process lives to begin it.
        """
        for worker in [worker for worker in self._workers.values() if worker.is_ready and not worker.is_busy]:
            task = take()
            if task is None:
                break
            worker.task, worker.is_busy = task, True
            # one that has just ended is noticed at its pipe
            with contextlib.suppress(OSError):
                worker.pipe.send(task)
        busy = sum(worker.is_busy for worker in self._workers.values())
        more = left()
        while len(self._workers) < min(self._number, busy + more) and self._stillborn <= MOST_STILLBORN:
            self._start()
        if more and not self._workers:
            raise InconclusiveError(
                f"{self._stillborn} worker processes in a row ended before they began, the last {self._how}; "
                "fewer --workers need less memory"
            )
        return bool(busy or more)

    def news(self, seconds: float = SECONDS_BETWEEN_LOOKS) -> list[News]:
        """What has happened to tasks, waited for for so long at most.

        Raises:
            Exception: what a task raised.
        """
        found: list[News] = []
        ready = wait(list(self._workers), seconds)
        for worker in [self._workers[pipe] for pipe in ready if isinstance(pipe, Connection)]:
            try:
                message = worker.pipe.recv()
            except (EOFError, OSError):
                found += self._buried(worker)
            else:
                found += self._heard(worker, message)
        return found

    def _heard(self, worker: _Worker, message: Message) -> list[News]:
        if isinstance(message, Failed):
            raise message.error
        if isinstance(message, Ready):
            worker.is_ready, self._stillborn = True, 0
            return []
        task = worker.task
        if isinstance(message, Done):
            worker.task, worker.is_busy = None, False
        return [(task, message)]

    def _buried(self, worker: _Worker) -> list[News]:
        del self._workers[worker.pipe]
        worker.pipe.close()
        how = _ended(worker.process, SECONDS_TO_LEAVE)
        if not worker.is_ready:
            self._stillborn, self._how = self._stillborn + 1, how
        return [(worker.task, Lost(how))] if worker.is_busy else []

    def _start(self) -> None:
        """Start a process; one that cannot be started counts as one that ended."""
        try:
            ours, theirs = Pipe()
            words = [sys.executable, "-c", STARTING, str(theirs.fileno())]
            told = None if os.environ.get("LCNSYM_TRACEBACK") else subprocess.DEVNULL
            with theirs, hidden_from_children():
                process = subprocess.Popen(  # noqa: S603 - this Python
                    words,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=told,
                    pass_fds=(theirs.fileno(),),
                )
        except OSError as error:
            self._stillborn, self._how = self._stillborn + 1, f"before it was started ({error.strerror or error})"
            return
        self._workers[ours] = _Worker(process, ours)
        with contextlib.suppress(OSError):
            ours.send(sys.path)
            ours.send(self._work)


def _ended(process: subprocess.Popen[bytes], seconds: float) -> str:
    """Wait for the end of a process, then kill it; how it ended, in words."""
    try:
        status = process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        status = process.wait()
    if status < 0:
        with contextlib.suppress(ValueError):
            return f"by {signal.Signals(-status).name}"
    return f"with status {status}"
