"""Rows of an answer as they come: progress where it takes long, and what is there after Ctrl-C or at a time limit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from ..supervision import INTERRUPTED
from .command import Answer
from .progress import ProgressBar

T = TypeVar("T")


class Gathering:
    """Gathers the rows of one answer.

    Args:
        what: the plural of what the rows are.
        total: how many there will be, if that is known.

    Attributes:
        is_complete: whether all were gathered; False: an interrupt came.
    """

    def __init__(self, what: str, total: int | None = None) -> None:
        self._what, self._total = what, total
        self._done = 0
        self.is_complete = True

    def __call__(self, rows: Iterable[T]) -> list[T]:
        """The rows that there are before an interrupt."""
        found: list[T] = []
        bar = ProgressBar(self._what)
        try:
            for row in rows:
                found.append(row)
                bar(len(found), self._total)
        except KeyboardInterrupt:
            self.is_complete = False
        finally:
            bar.close()
        self._done += len(found)
        return found

    def marked(self, answer: Answer) -> Answer:
        """The answer, with the status and a note of an interrupt if one came."""
        if self.is_complete:
            return answer
        total = "" if self._total is None else f" of {self._total}"
        note = f"interrupted after {self._done}{total} {self._what}"
        return replace(answer, status=INTERRUPTED, notes=(*answer.notes, note))
