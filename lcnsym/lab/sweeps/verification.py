"""Rows of a sweep worked out once more, and compared with those in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from ...errors import BadInputError
from ...interrupts import interrupts_noted
from .cases import MAY_CHANGE, TOLD, WITHOUT_ANSWER, Cell, Progress, Row, SweepPlan
from .engines import Engine, Pending, hand_on
from .store import Span, Store


@dataclass(frozen=True)
class Verification:
    """What came out of working out rows once more.

    Attributes:
        plan: of the sweep.
        chosen: how many rows were to be worked out.
        verified: how many came out as they are in the file.
        differing: the numbers of those that did not, in increasing order.
        unanswered: how many can be neither, as there is no answer in the file or no answer now: time, memory and
            programs decide that.
        is_interrupted: whether it ended before all were worked out.

    Examples:
        >>> from lcnsym import MembershipSweep
        >>> plan = MembershipSweep(0, (2, 2), (1, 1), filters=4, largest=9)
        >>> Verification(plan, chosen=4, verified=3, differing=(2,), unanswered=0).is_complete
        True
    """

    plan: SweepPlan
    chosen: int
    verified: int
    differing: tuple[int, ...]
    unanswered: int
    is_interrupted: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether all that were chosen were worked out."""
        return self.verified + len(self.differing) + self.unanswered == self.chosen

    def to_dict(self) -> dict[str, object]:
        """The JSON of the command `sweep verify`."""
        return {
            "verified": self.verified,
            "differing": list(self.differing),
            "unanswered": self.unanswered,
            "chosen": self.chosen,
            "complete": self.is_complete,
        }


def spans_to_verify(done: list[Span], sample: int | None, seed: int) -> list[Span]:
    """All cases that are done, or a sample of them, drawn without putting back.

    Args:
        sample: how many; None, or no fewer than there are: all.
    """
    total = sum(stop - start for start, stop in done)
    if sample is None or sample >= total:
        return done
    places = sorted(Random(f"lcnsym sweep verify, seed {seed}").sample(range(total), sample))
    return [(number, number + 1) for number in _numbers_at(done, places)]


def _numbers_at(spans: list[Span], places: list[int]) -> Iterator[int]:
    """The numbers at increasing places of the spans, counted from 0."""
    ends = accumulate(stop - start for start, stop in spans)
    rest = iter(zip(spans, ends, strict=True))
    (_, stop), end = next(rest)
    for place in places:
        while place >= end:
            (_, stop), end = next(rest)
        yield stop - (end - place)


def verified(store: Store, engine: Engine, spans: list[Span], progress: Progress | None) -> Verification:
    """Work out the cases in the spans and compare them; an interrupt ends it early."""
    pending = Pending(spans)
    comparison = _Comparison(store, pending.left, progress)
    with interrupts_noted() as interrupted:
        is_interrupted = hand_on(engine, store.plan.of_this_version, pending, comparison.take, interrupted)
    return comparison.result(is_interrupted=is_interrupted)


class _Comparison:
    """Counts which rows are as in the file.

    Args:
        chosen: how many will come.
    """

    def __init__(self, store: Store, chosen: int, progress: Progress | None) -> None:
        self._store, self._chosen, self._progress = store, chosen, progress
        self._verified = self._unanswered = 0
        self._differing: list[int] = []

    def take(self, rows: list[Row]) -> None:
        """Compare rows that were worked out now."""
        kept = {row["number"]: row for row in self._store.rows_of(number for number, _, _ in rows)}
        for row in rows:
            # a case that failed may have been taken out meanwhile, to be tried again
            before, now = kept.get(row[0]), self._store.contents.cells(row)
            agrees = None if before is None else before == now or self._agrees(row[0], before, now)
            if agrees is None:
                self._unanswered += 1
            elif agrees:
                self._verified += 1
            else:
                self._differing.append(row[0])
        if self._progress is not None:
            self._progress(self._verified + self._unanswered + len(self._differing), self._chosen)

    def _agrees(self, number: int, before: dict[str, Cell], now: dict[str, Cell]) -> bool | None:
        """Whether two rows say the same; None: one has no answer, for reasons that may pass."""
        plan = self._store.plan
        is_ours = plan.is_of_this_version
        if any(before[name] != cell for name, cell in plan.case(number).inputs.items()):
            if is_ours:
                return False
            raise BadInputError(
                f"case {number} has other data in this version of lcnsym than in {plan.version}, which began the sweep "
                "and can verify it"
            )
        # another version may have other bounds and other words
        passing, ignored = (MAY_CHANGE, frozenset()) if is_ours else (WITHOUT_ANSWER, TOLD)
        if before["outcome"] in passing or now["outcome"] in passing:
            return None
        return all(before[name] == cell for name, cell in now.items() if name not in ignored)

    def result(self, *, is_interrupted: bool) -> Verification:
        """What was found until now."""
        differing = tuple(sorted(self._differing))
        return Verification(self._store.plan, self._chosen, self._verified, differing, self._unanswered, is_interrupted)
