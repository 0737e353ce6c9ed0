"""A worker process: it reads tasks from a pipe, sends what comes out, and leaves when the pipe ends."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread
from types import FrameType
from typing import Any, Protocol

SECONDS_TO_TIDY = 5


class Work(Protocol):
    """What is done with every task; it is pickled once for every worker, and so are tasks and parts."""

    def __call__(self, task: Any, /) -> Iterable[Any]:
        """The parts of the result, each sent as soon as it is there."""


@dataclass(frozen=True)
class Ready:
    """The worker has loaded what it needs."""


@dataclass(frozen=True)
class Part:
    """A part of the result of the task."""

    value: Any


@dataclass(frozen=True)
class Done:
    """All of the result has been sent; it took this many seconds."""

    seconds: float


@dataclass(frozen=True)
class Failed:
    """The task raised an exception."""

    error: Exception


Message = Ready | Part | Done | Failed

STARTING = """
import sys
from multiprocessing.connection import Connection
pipe = Connection(int(sys.argv[1]))
sys.path[:] = pipe.recv()
from lcnsym.lab.worker import serve
serve(pipe)
"""
"""What the process runs: it is told where its modules are before it needs any."""


def serve(pipe: Connection) -> None:
    """Read what is to be done, then tasks, until the pipe ends; then this process ends, whatever it is at."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    try:
        work: Work = pipe.recv()
        tasks: SimpleQueue[Any] = SimpleQueue()
        Thread(target=_read, args=(pipe, tasks), daemon=True).start()
        pipe.send(Ready())
        while True:
            _work(work, tasks.get(), pipe)
    except (EOFError, OSError, SystemExit):
        # the pipe has ended; whatever was started is stopped
        os._exit(0)


def _work(work: Work, task: Any, pipe: Connection) -> None:
    begin = time.monotonic()
    try:
        for value in work(task):
            pipe.send(Part(value))
    except BrokenPipeError:
        raise
    except Exception as error:
        pipe.send(Failed(_sendable(error)))
    else:
        pipe.send(Done(time.monotonic() - begin))


def _sendable(error: Exception) -> Exception:
    """The exception, or one that tells the same, if it cannot be pickled."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - what was made here
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _read(pipe: Connection, tasks: SimpleQueue[Any]) -> None:
    try:
        while True:
            tasks.put(pipe.recv())
    except (EOFError, OSError):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(SECONDS_TO_TIDY)
        os._exit(1)


def _leave(_signal: int, _frame: FrameType | None) -> None:
    # an exception, so that programs that were started are stopped on the way
    sys.exit(128 + signal.SIGTERM)
