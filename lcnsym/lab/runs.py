"""The runs of an experiment: descended, matched, in blocks that processes share out among themselves."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from threading import Thread

import numpy as np

from ..errors import InconclusiveError
from ..landscape.loss import SquareLoss
from ..landscape.parameter_points import Nature
from ..network.architecture import Architecture
from ..space.patterns import RootPattern
from .descent import Descended, descend
from .layers import Losses
from .matching import ExactCriticalPoints, Match
from .processes import interrupts_blocked, leave, leave_with_the_parent
from .protocol import BLOCK, Protocol

Asked = Callable[[], bool]


@dataclass(frozen=True)
class Run:
    """One run.

    Attributes:
        number: from 0, in the order of the draws.
        target: the target's root pattern.
        start: that of the end-to-end filter at the start.
        loss: at the end of descent.
        converged: False: descent was not at its end when it had taken all its steps.
        steps: how many steps of descent it took.
        match: the critical point at its end; without a pattern if it did not converge, or there is no match.
    """

    number: int
    target: RootPattern
    start: RootPattern
    loss: float
    converged: bool
    steps: int
    match: Match

    @property
    def pattern(self) -> RootPattern | None:
        """The pattern of the critical point at its end; None: not converged, or not matched."""
        return self.match.pattern

    @property
    def nature(self) -> Nature | None:
        """The nature of the critical point at its end; None: as for `pattern`, or not decided."""
        return self.match.nature


def block_of_runs(protocol: Protocol, number: int, runs: int, stopped: Asked | None = None) -> list[Run] | None:
    """The first runs of one block. None: stopped."""
    block = protocol.block(number, runs)
    losses = losses_of(protocol.architecture, block.losses)
    ends = descend(losses, block.stack, protocol.steps, stopped)
    known: dict[SquareLoss, ExactCriticalPoints] = {}
    found = []
    for i, (loss, start) in enumerate(zip(block.losses, block.start_patterns, strict=True)):
        if stopped is not None and stopped():
            return None
        if loss not in known:
            known[loss] = ExactCriticalPoints(protocol.architecture, loss)
        match = _matched(losses, ends, i, known[loss])
        value, converged, steps = float(ends.losses[i]), bool(ends.converged[i]), int(ends.steps[i])
        found.append(Run(number * BLOCK + i, known[loss].target_pattern, start, value, converged, steps, match))
    return found


def _matched(losses: Losses, ends: Descended, i: int, exact: ExactCriticalPoints) -> Match:
    if not ends.converged[i]:
        return Match.none("not converged")
    return exact.match([layer[:, i].tolist() for layer in losses.layers(ends.stack)])


def losses_of(architecture: Architecture, losses: list[SquareLoss]) -> Losses:
    """Exact losses in floating point, one for each run; one Q for all where they have the same."""
    taken = losses[:1] if len({loss.gram for loss in losses}) == 1 else losses
    gram = np.array([[[float(q) for q in row] for row in loss.gram] for loss in taken])
    target = np.array([[float(c) for c in loss.target.rationals] for loss in losses])
    columns = np.ascontiguousarray(gram.transpose(1, 2, 0)), np.ascontiguousarray(target.T)
    return Losses(architecture.filter_sizes, *columns)


def blocks_of(runs: int) -> list[int]:
    """How many runs are in every block."""
    return [min(BLOCK, runs - start) for start in range(0, runs, BLOCK)]


def all_runs(
    protocol: Protocol, runs: int, workers: int, told: Callable[[int], None]
) -> Generator[list[Run], None, None]:
    """The runs, block by block in any order.

    What is in a block does not depend on the number of workers. An iterator that is closed early, or interrupted,
    stops its workers.

    Args:
        workers: processes; 1: everything is done in this one.
        told: is told the number of runs that are done.
    """
    sizes = blocks_of(runs)
    done = 0
    for found in _here(protocol, sizes) if workers == 1 or len(sizes) == 1 else _shared(protocol, sizes, workers):
        done += len(found)
        yield found
        told(done)


def _here(protocol: Protocol, sizes: list[int]) -> Iterator[list[Run]]:
    for number, size in enumerate(sizes):
        yield block_of_runs(protocol, number, size) or []


def _shared(protocol: Protocol, sizes: list[int], workers: int) -> Iterator[list[Run]]:
    # processes that are started afresh, so that no state of this one matters
    context = get_context("spawn")
    stop = context.Event()
    with ProcessPoolExecutor(min(workers, len(sizes)), context, _prepare, (stop,)) as pool:
        # an interrupt while tasks are handed out, which starts the processes, must stop them too
        try:
            with interrupts_blocked():
                futures = [pool.submit(_task, protocol, number, size) for number, size in enumerate(sizes)]
            for future in as_completed(futures):
                yield future.result() or []
        except BrokenProcessPool:
            raise InconclusiveError("a worker process was ended; fewer --workers need less memory") from None
        finally:
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)


_STOP: list[Event] = []


def _prepare(stop: Event) -> None:
    """In a worker: an interrupt is the parent's business, which tells the workers by the event; they end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=leave_with_the_parent, daemon=True).start()
    _STOP[:] = [stop]


def _task(protocol: Protocol, number: int, size: int) -> list[Run] | None:
    # an exception, so that programmes that were started are stopped on the way
    before = signal.signal(signal.SIGTERM, leave)
    try:
        return block_of_runs(protocol, number, size, _STOP[0].is_set)
    except SystemExit as end:
        # the pool would hand it to the parent as the task's result
        os._exit(end.code if isinstance(end.code, int) else 1)
    finally:
        signal.signal(signal.SIGTERM, before)
