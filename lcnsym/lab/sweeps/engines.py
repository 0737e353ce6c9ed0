"""Where the cases of a sweep are worked out: processes on this machine, or a Dask cluster."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Protocol

from ..worker import Part
from ..workers import Lost, News, Workers
from .cases import Row, SweepPlan

SECONDS_A_CHUNK = 0.5
SECONDS_AT_LEAST = 0.05
LARGEST_CHUNK = 5000
GROWTH = 8
SECONDS_BETWEEN_REPORTS = 0.2


Batches = Generator[list[Row], None, None]


class Engine(Protocol):
    """Works out cases."""

    def rows(self, plan: SweepPlan, pending: Pending) -> Batches:
        """Lists of rows, in any order and some of them empty, until every pending case has had one row.

        Closing the iterator ends the work.
        """


def hand_on(
    engine: Engine,
    plan: SweepPlan,
    pending: Pending,
    take: Callable[[list[Row]], None],
    interrupted: Callable[[], bool],
) -> bool:
    """Give all rows to `take`; returns whether an interrupt came before the last one.

    Args:
        interrupted: whether one was noted; KeyboardInterrupt is one too.
    """
    if not pending.left:
        return False
    try:
        with closing(engine.rows(plan, pending)) as batches:
            for rows in batches:
                take(rows)
                if interrupted():
                    return True
    except KeyboardInterrupt:
        return True
    return False


class Pending:
    """The numbers of cases that nobody works on yet; those that a worker died over come first, alone."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = deque(spans)
        self._suspects: deque[int] = deque()
        self._alone: Counter[int] = Counter()
        self.left = sum(stop - start for start, stop in self._spans)

    def take(self, most: int) -> list[int]:
        """The next numbers, at most this many; empty: none is left."""
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

    def suspect(self, numbers: Iterable[int]) -> list[int]:
        """Put back what a worker died over, to be tried alone; returns the one that workers died over twice alone."""
        given = list(numbers)
        self._alone.update(given if len(given) == 1 else ())
        again = [number for number in given if self._alone[number] < 2]
        self._suspects.extend(again)
        self.left += len(again)
        return [number for number in given if self._alone[number] >= 2]


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
        """A chunk of this many cases took so long."""
        if cases:
            pace = seconds / cases
            self._seconds = pace if self._seconds is None else (self._seconds + pace) / 2
            self._last = max(self._last, cases)

    def next(self, left: int) -> int:
        """The size of the next chunk, of this many cases that are left."""
        if self._seconds is None:
            return 1
        pace = max(self._seconds, 1e-7)
        # towards the end chunks get shorter, but never so short that handing them out takes the time
        fair = max(left / (2 * self.workers), SECONDS_AT_LEAST / pace)
        return max(1, int(min(SECONDS_A_CHUNK / pace, GROWTH * self._last, LARGEST_CHUNK, fair, left)))


@dataclass
class Chunk:
    """Some cases, handed out at once.

    Attributes:
        numbers: of the cases.
        left: those that are not reported.
    """

    numbers: list[int]
    left: dict[int, None] = field(init=False)

    def __post_init__(self) -> None:
        self.left = dict.fromkeys(self.numbers)


@dataclass(frozen=True)
class Cases:
    """What a worker does with a chunk: the rows, a few times a second."""

    plan: SweepPlan

    def __call__(self, chunk: Chunk) -> Iterator[list[Row]]:
        rows: list[Row] = []
        reported = time.monotonic()
        for number in chunk.numbers:
            rows.append(self.plan.row(number))
            now = time.monotonic()
            if now - reported > SECONDS_BETWEEN_REPORTS:
                yield rows
                rows, reported = [], now
        yield rows


class LocalProcesses:
    """Processes on this machine, started afresh.

    A process that dies, because it took too much memory for instance, is replaced. The cases that it had not reported
    are tried again one by one; one that ends a process twice alone is recorded as failed.

    Args:
        workers: how many.
    """

    def __init__(self, workers: int) -> None:
        self._number = workers

    def rows(self, plan: SweepPlan, pending: Pending) -> Batches:
        """As for `Engine`. Raises InconclusiveError if processes end before they begin to work."""
        sizes = ChunkSizes(self._number)

        def take() -> Chunk | None:
            numbers = pending.take(sizes.next(pending.left))
            return Chunk(numbers) if numbers else None

        with Workers(self._number, Cases(plan)) as workers:
            while workers.feed(take, lambda: pending.left):
                yield [row for news in workers.news() for row in _heard(news, plan, pending, sizes)]


def _heard(news: News, plan: SweepPlan, pending: Pending, sizes: ChunkSizes) -> list[Row]:
    """The rows that came, or that are given up."""
    chunk, message = news
    if isinstance(message, Part):
        for number, _, _ in message.value:
            del chunk.left[number]
        rows: list[Row] = message.value
        return rows
    if isinstance(message, Lost):
        why = f"the process that worked on this case alone ended {message.how}, as an earlier one had"
        return [plan.failed_row(number, why) for number in pending.suspect(chunk.left)]
    sizes.learn(len(chunk.numbers), message.seconds)
    return []
