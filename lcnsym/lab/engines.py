"""Where the cases of a sweep are worked out: processes on this machine, or a Dask cluster."""

from __future__ import annotations

import contextlib
import signal
from collections import deque
from collections.abc import Generator, Iterable
from ctypes import c_longlong
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Protocol

from ..errors import InconclusiveError
from .cases import Row, SweepPlan
from .processes import interrupts_blocked
from .worker import serve

SECONDS_A_CHUNK = 0.5
SECONDS_AT_LEAST = 0.05
LARGEST_CHUNK = 5000
GROWTH = 8
SECONDS_BETWEEN_LOOKS = 0.25
SECONDS_TO_LEAVE = 1.0


Batches = Generator[list[Row], None, None]


class Engine(Protocol):
    """Works out cases."""

    def rows(self, plan: SweepPlan, pending: Pending) -> Batches:
        """Lists of rows, in any order and some of them empty, until every pending case has had one row.

        Closing the iterator ends the work.
        """


class Pending:
    """The numbers of cases that nobody works on yet; those that a worker died over come first, alone."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = deque(spans)
        self._suspects: deque[int] = deque()
        self._suspected: set[int] = set()
        self.left = sum(stop - start for start, stop in self._spans)

    def take(self, most: int) -> list[int]:
        """The next numbers, at most so many; empty: none is left."""
        if self._suspects:
            self.left -= 1
            return [self._suspects.popleft()]
        taken: list[int] = []
        while self._spans and len(taken) < most:
            start, stop = self._spans.popleft()
            end = min(stop, start + most - len(taken))
            taken += range(start, end)
            if end < stop:
                self._spans.appendleft((end, stop))
        self.left -= len(taken)
        return taken

    def put_back(self, numbers: Iterable[int]) -> None:
        """Numbers that were taken and not worked on."""
        spans = [(number, number + 1) for number in numbers]
        self._spans.extendleft(reversed(spans))
        self.left += len(spans)

    def suspect(self, numbers: Iterable[int]) -> list[int]:
        """Put back what a worker died over, to be tried once more; returns those that were tried twice."""
        twice = []
        for number in numbers:
            if number in self._suspected:
                twice.append(number)
            else:
                self._suspected.add(number)
                self._suspects.append(number)
                self.left += 1
        return twice


@dataclass
class ChunkSizes:
    """How many cases to hand out at once, so that a chunk takes about SECONDS_A_CHUNK and all end together.

    Args:
        workers: how many share the cases.
    """

    workers: int
    _last: int = 1
    _seconds: float | None = None

    def learn(self, cases: int, seconds: float) -> None:
        """A chunk of so many cases took so long."""
        if cases:
            pace = seconds / cases
            self._seconds = pace if self._seconds is None else (self._seconds + pace) / 2
            self._last = max(self._last, cases)

    def next(self, left: int) -> int:
        """The size of the next chunk, of so many cases that are left."""
        if self._seconds is None:
            return 1
        pace = max(self._seconds, 1e-7)
        # towards the end chunks get shorter, but never so short that handing them out takes the time
        fair = max(left / (2 * self.workers), SECONDS_AT_LEAST / pace)
        return max(1, int(min(SECONDS_A_CHUNK / pace, GROWTH * self._last, LARGEST_CHUNK, fair, left)))


@dataclass
class _Worker:
    """A process with the numbers it has been given and not reported, and the one it is at."""

    process: BaseProcess
    pipe: Connection
    current: c_longlong
    is_ready: bool = False
    chunk: int = 0
    given: dict[int, None] = field(default_factory=dict)

    def give(self, numbers: list[int]) -> None:
        """Hand out a chunk; a worker that has just died is noticed at its pipe."""
        self.given, self.chunk = dict.fromkeys(numbers), len(numbers)
        with contextlib.suppress(OSError):
            self.pipe.send(numbers)


class LocalProcesses:
    """Processes on this machine, started afresh.

    A process that dies, because it took too much memory for instance, is replaced. The case that it was at is tried
    once more; if it ends a process again it is recorded as failed.

    Args:
        workers: how many.
    """

    def __init__(self, workers: int) -> None:
        self._number = workers
        self._workers: dict[Connection, _Worker] = {}
        self._leaving: list[BaseProcess] = []

    def rows(self, plan: SweepPlan, pending: Pending) -> Batches:
        """As for `Engine`. Raises InconclusiveError if processes end before they begin to work."""
        sizes = ChunkSizes(self._number)
        try:
            for _ in range(min(self._number, pending.left)):
                self._start(plan)
            while self._workers:
                ready = wait(list(self._workers), SECONDS_BETWEEN_LOOKS)
                for worker in [self._workers[pipe] for pipe in ready if isinstance(pipe, Connection)]:
                    yield self._heard(worker, plan, pending, sizes)
                if not ready:
                    yield []
        finally:
            self._stop()

    def _start(self, plan: SweepPlan) -> None:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        current = context.RawValue("q", -1)
        process = context.Process(target=serve, args=(theirs, plan, current), daemon=True)
        with interrupts_blocked():
            process.start()
            theirs.close()
            self._workers[ours] = _Worker(process, ours, current)

    def _heard(self, worker: _Worker, plan: SweepPlan, pending: Pending, sizes: ChunkSizes) -> list[Row]:
        """What a worker reported; it has been given more work, or has been let go."""
        rows: list[Row]
        try:
            rows, seconds = worker.pipe.recv()
        except (EOFError, OSError):
            return self._buried(worker, plan, pending)
        for number, _, _ in rows:
            worker.given.pop(number)
        if seconds is not None:
            worker.is_ready = True
            sizes.learn(worker.chunk, seconds)
            self._give(worker, pending, sizes)
        return rows

    def _give(self, worker: _Worker, pending: Pending, sizes: ChunkSizes) -> None:
        numbers = pending.take(sizes.next(pending.left))
        if numbers:
            worker.give(numbers)
            return
        del self._workers[worker.pipe]
        self._leaving.append(worker.process)
        worker.pipe.close()

    def _buried(self, worker: _Worker, plan: SweepPlan, pending: Pending) -> list[Row]:
        """Replace a worker that died; the rows of cases that are given up."""
        del self._workers[worker.pipe]
        worker.pipe.close()
        worker.process.join()
        how = _ending(worker.process.exitcode)
        if not worker.is_ready:
            raise InconclusiveError(f"a worker process {how} before it began; fewer --workers need less memory")
        number = worker.current.value
        twice = pending.suspect([number] if worker.given.pop(number, False) is None else [])
        pending.put_back(worker.given)
        for _ in range(min(pending.left, self._number - len(self._workers))):
            self._start(plan)
        why = f"the process that worked on this case {how}, and so did an earlier one"
        return [plan.failed_row(number, why) for number in twice]

    def _stop(self) -> None:
        for worker in self._workers.values():
            worker.process.terminate()
            worker.pipe.close()
            self._leaving.append(worker.process)
        self._workers.clear()
        for process in self._leaving:
            process.join(SECONDS_TO_LEAVE)
            process.kill()
            process.join()
        self._leaving.clear()


def _ending(status: int | None) -> str:
    if status is not None and status < 0:
        with contextlib.suppress(ValueError):
            return f"was ended by {signal.Signals(-status).name}"
    return f"ended with status {status}"
