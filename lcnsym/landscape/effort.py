"""What a search for critical points may take, and may use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Effort:
    """What a search may take, and may use.

    Attributes:
        seconds: how long each way to approximations may take.
        use_cache: whether data whose solutions were found once are looked for, and kept, in the user's cache folder.
    """

    seconds: float = 600
    use_cache: bool = True
