"""Runs cases through a checker and the oracle, and counts what comes out by kind of claim."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lcnsym.checker import Malformed, check_text

from .cases import KINDS, Cases
from .oracle import judge
from .premises import is_last

Json = dict[str, Any]
COLUMNS = (
    *("cases", "malformed", "rejected", "at the last premise", "accepted and confirmed", "accepted, not judged"),
    *("true but rejected", "not judged"),
)


@dataclass
class Tally:
    """What came out.

    Attributes:
        counts: by kind of claim and column.
        false: documents that were accepted though their claim is false.
        crashes: documents at which the checker raised something that is not its own, with what it raised.
        confirmed: accepted and confirmed ones, by evidence and claim.
        last: rejections at the last premise, by evidence and claim.
        seconds: of the processor.
        slowest: seconds on the clock that the checker took for one document, at most.
    """

    counts: dict[str, Counter[str]] = field(default_factory=lambda: {kind: Counter() for kind in KINDS})
    false: list[Json] = field(default_factory=list)
    crashes: list[tuple[Json, str]] = field(default_factory=list)
    confirmed: Counter[tuple[str, str]] = field(default_factory=Counter)
    last: Counter[tuple[str, str]] = field(default_factory=Counter)
    seconds: float = 0.0
    slowest: float = 0.0

    def total(self, column: str) -> int:
        return sum(of[column] for of in self.counts.values())

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            {kind: self.counts[kind] + other.counts[kind] for kind in KINDS},
            self.false + other.false,
            self.crashes + other.crashes,
            self.confirmed + other.confirmed,
            self.last + other.last,
            self.seconds + other.seconds,
            max(self.slowest, other.slowest),
        )

    def table(self) -> str:
        """Markdown, a row a kind, and the sums."""
        rows = [["kind", *COLUMNS], ["---", *["---:"] * len(COLUMNS)]]
        rows += [[f"`{kind}`", *(f"{of[column]:,}" for column in COLUMNS)] for kind, of in self.counts.items()]
        rows.append(["all", *(f"{self.total(column):,}" for column in COLUMNS)])
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def run(number: int, seed: int, check: Callable[[str], Any] = check_text, stop_at_first: bool = False) -> Tally:
    """So many cases; with stop_at_first until something false is accepted."""
    tally, cases, start = Tally(), Cases(seed), time.process_time()
    for _ in range(number):
        _count(tally, cases.draw(), check)
        if stop_at_first and tally.false:
            break
    tally.seconds = time.process_time() - start
    return tally


def _count(tally: Tally, document: Json, check: Callable[[str], Any]) -> None:
    pair = document["evidence"]["kind"], document["claim"]["kind"]
    of, start = tally.counts[pair[1]], time.perf_counter()
    of["cases"] += 1
    try:
        result = check(json.dumps(document))
    except Malformed:
        of["malformed"] += 1
        return
    except Exception as error:  # whatever it is, it is a finding
        tally.crashes.append((document, repr(error)))
        return
    finally:
        tally.slowest = max(tally.slowest, time.perf_counter() - start)
    truth = judge(document)
    of["not judged"] += truth is None
    if result.accepted:
        of[{True: "accepted and confirmed", None: "accepted, not judged", False: "false"}[truth]] += 1
        tally.confirmed[pair] += truth is True
        if truth is False:
            tally.false.append(document)
        return
    of["rejected"] += 1
    of["true but rejected"] += truth is True
    if is_last(document, result.reason):
        of["at the last premise"] += 1
        tally.last[pair] += 1
