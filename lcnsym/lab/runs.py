"""The runs of an experiment: descended, matched, in blocks that processes share out among themselves."""

from __future__ import annotations

import signal
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.synchronize import Event

import numpy as np

from ..errors import InconclusiveError
from ..landscape.critical import Nature
from ..landscape.loss import SquareLoss
from ..network.architecture import Architecture
from ..space.patterns import RootPattern
from .descent import Descended, DescentOptions, descend
from .layers import Losses
from .matching import ExactCriticalPoints, Match
from .protocol import BLOCK, Protocol

Asked = Callable[[], bool]


@dataclass(frozen=True)
class Run:
    """One run.

    Attributes:
        target: the target's root pattern.
        start: that of the end-to-end filter at the start.
        loss: at the end of descent.
        converged: False: descent was not at its end when it had taken all its steps.
        match: the critical point at its end; without a pattern if it did not converge, or there is no match.
    """

    target: RootPattern
    start: RootPattern
    loss: float
    converged: bool
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
    """The runs of one block. None: stopped."""
    block = protocol.block(number, runs)
    losses = losses_of(protocol.architecture, block.losses)
    ends = descend(losses, block.stack, DescentOptions(protocol.steps), stopped)
    known: dict[SquareLoss, ExactCriticalPoints] = {}
    found = []
    for i, (loss, start) in enumerate(zip(block.losses, block.start_patterns, strict=True)):
        if stopped is not None and stopped():
            return None
        if loss not in known:
            known[loss] = ExactCriticalPoints(protocol.architecture, loss)
        found.append(_finished(losses, ends, i, known[loss], start))
    return found


def _finished(losses: Losses, ends: Descended, i: int, exact: ExactCriticalPoints, start: RootPattern) -> Run:
    converged = bool(ends.converged[i])
    layers = [layer[:, i].tolist() for layer in losses.layers(ends.stack)]
    match = exact.match(layers) if converged else Match.none("not converged")
    return Run(exact.target_pattern, start, float(ends.losses[i]), converged, match)


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
) -> Generator[tuple[int, list[Run]], None, None]:
    """(number of a block, its runs), block by block in any order.

    What is in a block does not depend on the number of workers. An iterator that is closed early, or interrupted,
    stops its workers.

    Args:
        workers: processes; 1: everything is done in this one.
        told: is told the number of runs that are done.
    """
    sizes = blocks_of(runs)
    done = 0
    for number, found in (
        _here(protocol, sizes) if workers == 1 or len(sizes) == 1 else _shared(protocol, sizes, workers)
    ):
        done += len(found)
        yield number, found
        told(done)


def _here(protocol: Protocol, sizes: list[int]) -> Iterator[tuple[int, list[Run]]]:
    for number, size in enumerate(sizes):
        found = block_of_runs(protocol, number, size)
        if found is not None:
            yield number, found


def _shared(protocol: Protocol, sizes: list[int], workers: int) -> Iterator[tuple[int, list[Run]]]:
    # processes that are started afresh, so that no state of this one matters
    context = get_context("spawn")
    stop = context.Event()
    with ProcessPoolExecutor(min(workers, len(sizes)), context, _prepare, (stop,)) as pool:
        # an interrupt while tasks are handed out, which starts the processes, must stop them too
        try:
            futures = {pool.submit(_task, protocol, number, size): number for number, size in enumerate(sizes)}
            for future in as_completed(futures):
                found = future.result()
                if found is not None:
                    yield futures[future], found
        except BrokenProcessPool:
            raise InconclusiveError("a worker process was ended; fewer --workers need less memory") from None
        finally:
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)


_STOP: list[Event] = []


def _prepare(stop: Event) -> None:
    """In a worker: an interrupt is the parent's business, which tells the workers by the event."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _STOP[:] = [stop]


def _task(protocol: Protocol, number: int, size: int) -> list[Run] | None:
    return block_of_runs(protocol, number, size, _STOP[0].is_set)
