"""How many things a command lists."""

from __future__ import annotations

from argparse import Namespace

from ..errors import BadInputError
from .options import read_integer
from .parser import Parser

MAX_LIMIT = 1_000_000
MAX_LISTED = 100_000
"""The most that are listed without --limit."""


def add_limit(parser: Parser, what: str) -> None:
    """Add --limit."""
    parser.value("--limit", "N", f"list only the first N {what}; needed where there are more than {MAX_LISTED}")


def read_limit(options: Namespace) -> int | None:
    """The value of --limit; None if it is not given. Raises BadInputError."""
    return None if options.limit is None else read_integer(options.limit, "--limit", 1, MAX_LIMIT)


def check_listed(count: int, what: str) -> None:
    """Refuse to list too many without --limit. Raises BadInputError."""
    if count > MAX_LISTED:
        from ..show.numbers import count_text

        raise BadInputError(
            f"there are {count_text(count)} {what}, more than {MAX_LISTED}: give --limit N to list the first N"
        )
