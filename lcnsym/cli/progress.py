"""On stderr while much is done: a bar, on a terminal in place, elsewhere a plain line now and then; or a line."""

from __future__ import annotations

import sys
import time

WIDTH = 30
SECONDS_BETWEEN_FRAMES = 0.1
SECONDS_BETWEEN_LINES = 30.0


class ProgressBar:
    """Shows how many things are done, how fast, and how long the rest will take at that pace.

    Args:
        what: the plural of what is counted.
    """

    def __init__(self, what: str) -> None:
        self._what = what
        self._is_terminal = sys.stderr.isatty()
        self._start = self._shown = time.monotonic()
        self._first: int | None = None
        self._is_drawn = False

    def __call__(self, done: int, total: int | None) -> None:
        """This many of a total are done; None: nobody knows of how many."""
        now = time.monotonic()
        if self._first is None:
            self._first, self._start = done, now
        pause = SECONDS_BETWEEN_FRAMES if self._is_terminal else SECONDS_BETWEEN_LINES
        if now - self._shown < pause:
            return
        self._shown = now
        if total is None:
            told = f"{done} {self._what}"
        else:
            told = f"{done} of {total} {self._what}{_pace(done - self._first, total - done, now - self._start)}"
        if self._is_terminal and total is None:
            self._write(f"\r\x1b[K{told} … ")
            self._is_drawn = True
        elif self._is_terminal:
            full = WIDTH * done // max(total or 1, 1)
            self._write(f"\r\x1b[K[{'#' * full}{'.' * (WIDTH - full)}] {told}")
            self._is_drawn = True
        else:
            self._write(f"lcnsym: {told}\n")

    def close(self) -> None:
        """Leave a clean line."""
        if self._is_drawn:
            self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()


def _pace(done: int, left: int, seconds: float) -> str:
    if done <= 0 or seconds <= 0:
        return ""
    rate = done / seconds
    return f", {rate:.3g} a second, {duration(left / rate)} left"


def duration(seconds: float) -> str:
    """Hours, minutes and seconds, as far as they are needed."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes:02d} min"
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


def show_progress(what: str) -> None:
    """Tell on a terminal what comes next, and nothing elsewhere; nothing more is told with ""."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{what} … " if what else "\r\x1b[K")
        sys.stderr.flush()
