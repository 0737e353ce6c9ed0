"""Root patterns as text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .outcome import Malformed
from .reading import shown

_HALF = r"(?:0|[1-9]+|[1-9][0-9]*(?:,[1-9][0-9]*)+|[1-9][0-9]+,)"
_PATTERN = re.compile(rf"{_HALF}\|{_HALF}", re.ASCII)


def written(real: Sequence[int], pairs: Sequence[int]) -> str:
    """The pattern ρ|γ: digits run together, or commas where a multiplicity exceeds 9, after it if it is alone."""
    return f"{_half(real)}|{_half(pairs)}"


def _half(multiplicities: Sequence[int]) -> str:
    ordered = sorted(multiplicities)
    if not ordered:
        return "0"
    if ordered[-1] <= 9:
        return "".join(map(str, ordered))
    return f"{ordered[0]}," if len(ordered) == 1 else ",".join(map(str, ordered))


def read_pattern(document: object) -> str:
    """A pattern's text; whether it is the right one is for the rule to say."""
    if not isinstance(document, str) or len(document) > 100_000 or not _PATTERN.fullmatch(document):
        raise Malformed(f"claim.pattern must be written like 112|0 or 1,12|0, found {shown(document)}")
    return document
