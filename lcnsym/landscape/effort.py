"""What a search for critical points may take, and may use."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from math import inf, isinf
from typing import TypeVar

from ..algebra.precision import precisions
from ..errors import BadInputError, InconclusiveError, shorten

T = TypeVar("T")

NO_CACHE = "LCNSYM_NO_CACHE"
"""The environment variable that says, unless it is empty, that the cache is neither read nor written.

Worker processes on this machine have it from the process that starts them.
"""


@contextmanager
def cache_for_workers(*, use_cache: bool) -> Iterator[None]:
    """Without the cache as long as this is entered, in this process and in those that it starts; or as before."""
    if use_cache:
        yield
        return
    before = os.environ.get(NO_CACHE)
    os.environ[NO_CACHE] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[NO_CACHE]
        else:
            os.environ[NO_CACHE] = before


FOR_EXCLUSION = 3
"""The time of a search divided by it is kept for exclusion, where that may follow the ways to approximations."""


@dataclass(frozen=True)
class Effort:
    """What a search may take, and may use.

    Attributes:
        seconds: how long one search may take in all, of one stratum or of parameter space.
        use_cache: whether data whose solutions were found once are looked for, and kept, in the user's cache folder.
        deadline: of `time.monotonic`, when a search that was begun ends.
    """

    seconds: float = 600
    use_cache: bool = True
    deadline: float = inf

    def __post_init__(self) -> None:
        if isinstance(self.seconds, bool) or not isinstance(self.seconds, int | float) or not self.seconds >= 0:
            raise BadInputError(f"the limit of seconds is a number from 0 on, {shorten(repr(self.seconds))} was given")

    def begun(self) -> Effort:
        """Of a search that begins now; the same where it has begun."""
        return self if self.deadline < inf else replace(self, deadline=time.monotonic() + self.seconds)

    def ended(self) -> Effort:
        """Of a search that is to go on with nothing that may take long."""
        return replace(self, deadline=-inf)

    def shared(self) -> Effort:
        """The same without the time that is kept for exclusion."""
        return self if isinf(self.seconds) else replace(self, deadline=self.deadline - self.seconds / FOR_EXCLUSION)

    @property
    def left(self) -> float:
        """How many seconds are left."""
        return max(0.0, self.deadline - time.monotonic())

    @property
    def is_over(self) -> bool:
        """Whether no time is left."""
        return time.monotonic() >= self.deadline

    def check(self, what: str) -> None:
        """Raise InconclusiveError if no time is left for something."""
        if self.is_over:
            raise InconclusiveError(f"{what} took too long")

    def decided(self, compute: Callable[[int], T | None], first: int, last: int, factor: int = 2) -> T | None:
        """compute(bits) with the numbers of bits of `precisions` until it is not None, as long as time is left.

        The first number of bits is tried in any case, as it takes little. None: not even with the last number of bits,
        or not in time.
        """
        for bits in precisions(first, last, factor):
            if bits > first and self.is_over:
                return None
            found = compute(bits)
            if found is not None:
                return found
        return None


UNLIMITED = Effort()
"""Without a limit of time."""


class Rounds:
    """Rounds of work of which each takes longer than the one before. None is begun that may not be done in time.

    Args:
        deadline: of `time.monotonic`.
        growth: how many times as long as the one before a round takes at most.
    """

    def __init__(self, deadline: float, growth: int) -> None:
        self._deadline, self._growth = deadline, growth
        self._before: float | None = None
        self._longest = 0.0

    def has_time(self) -> bool:
        """Whether there is time for another round; called before every one."""
        now = time.monotonic()
        if self._before is not None:
            self._longest = max(self._longest, now - self._before)
        self._before = now
        return now + self._growth * self._longest < self._deadline
