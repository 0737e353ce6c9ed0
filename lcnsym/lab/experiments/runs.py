"""The runs of an experiment: descended, matched, in blocks that processes share out among themselves."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ...errors import InconclusiveError
from ...landscape.layers.natures import Nature
from ...landscape.loss import SquareLoss
from ...membership.patterns import RootPattern
from ...network.architecture import Architecture
from ..worker import Part
from ..workers import Lost, Workers
from .descent import Descended, descend
from .layer_arrays import Losses
from .matching import ExactCriticalPoints, Match
from .protocol import BLOCK, Protocol


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
        is_discarded: whether the protocol leaves it out, as its gradient was too large.
    """

    number: int
    target: RootPattern
    start: RootPattern
    loss: float
    converged: bool
    steps: int
    match: Match
    is_discarded: bool = False

    @property
    def pattern(self) -> RootPattern | None:
        """The pattern of the critical point at its end; None: not converged, or not matched."""
        return self.match.pattern

    @property
    def nature(self) -> Nature | None:
        """The nature of the critical point at its end; None: as for `pattern`, or not decided."""
        return self.match.nature


def block_of_runs(protocol: Protocol, number: int, runs: int) -> list[Run]:
    """The first runs of one block."""
    block = protocol.block(number, runs)
    losses = losses_of(protocol.architecture, block.losses)
    ends = descend(losses, block.stack, protocol.steps, protocol.rule)
    known: dict[SquareLoss, ExactCriticalPoints] = {}
    found = []
    for i, (loss, start) in enumerate(zip(block.losses, block.start_patterns, strict=True)):
        if loss not in known:
            known[loss] = ExactCriticalPoints(protocol.architecture, loss)
        value, steps = float(ends.losses[i]), int(ends.steps[i])
        is_discarded = protocol.discard is not None and not ends.slopes[i] <= protocol.discard
        converged = bool(ends.converged[i]) or (protocol.discard is not None and not is_discarded)
        match = _matched(losses, ends, i, known[loss], "" if converged else "not converged")
        target = known[loss].target_pattern
        found.append(Run(number * BLOCK + i, target, start, value, converged, steps, match, is_discarded))
    return found


def _matched(losses: Losses, ends: Descended, i: int, exact: ExactCriticalPoints, unmatched: str) -> Match:
    if unmatched:
        return Match.none(unmatched)
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


@dataclass(frozen=True)
class Blocks:
    """What a worker does with the number and the size of a block."""

    protocol: Protocol

    def __call__(self, block: tuple[int, int]) -> Iterator[list[Run]]:
        yield block_of_runs(self.protocol, *block)


def shared_runs(protocol: Protocol, sizes: Sequence[int], workers: int) -> Generator[list[Run], None, None]:
    """The runs, block by block in any order, from processes that are replaced when they end; some lists are empty.

    What is in a block does not depend on the number of workers. An iterator that is closed early ends the processes.

    Args:
        sizes: of the blocks.
        workers: how many processes.

    Raises:
        InconclusiveError: processes end before they begin to work, or two at the same block.
    """
    left, lost, found = deque(enumerate(sizes)), set[int](), set[int]()
    with Workers(workers, Blocks(protocol)) as shared:
        while shared.feed(lambda: left.popleft() if left else None, lambda: len(left)):
            for block, message in shared.news():
                if isinstance(message, Part):
                    found.add(block[0])
                    yield message.value
                elif isinstance(message, Lost) and block[0] not in found:
                    if block[0] in lost:
                        raise InconclusiveError(
                            f"a worker process ended {message.how}, as an earlier one had at the same runs; "
                            "fewer --workers need less memory"
                        )
                    lost.add(block[0])
                    left.appendleft(block)
            yield []
