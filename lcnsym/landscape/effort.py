"""What a search for critical points may take, and may use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Effort:
    """What a search may take, and may use.

    Attributes:
        seconds: how long each way to approximations may take.
        use_cache: whether data whose solutions were found once are looked for, and kept, in the user's cache folder.
    """

    seconds: float = 600
    use_cache: bool = True
