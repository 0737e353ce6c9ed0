"""Root patterns as text and as multiplicities."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..kernel.limits import MAX_DEGREE
from ..kernel.outcome import Malformed, require, shorten
from ..kernel.reading import shown

_HALF = r"(?:0|[1-9]+|[1-9][0-9]*(?:,[1-9][0-9]*)+|[1-9][0-9]+,)"
_PATTERN = re.compile(rf"{_HALF}\|{_HALF}", re.ASCII)


@dataclass(frozen=True)
class Multiplicities:
    """The multiplicities of the distinct real roots and of the distinct pairs of conjugate roots, ascending."""

    real: tuple[int, ...]
    pairs: tuple[int, ...]

    @property
    def degree(self) -> int:
        """Σρ + 2Σγ."""
        return sum(self.real) + 2 * sum(self.pairs)

    def __str__(self) -> str:
        return written(self.real, self.pairs)


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


def read_multiplicities(pattern: str) -> Multiplicities:
    """What the text of a pattern says, in ascending order even where the text is not.

    Raises:
        Malformed: a multiplicity beyond the greatest degree.
    """
    real, pairs = (_numbers(half) for half in pattern.split("|"))
    return Multiplicities(tuple(sorted(real)), tuple(sorted(pairs)))


def _numbers(half: str) -> list[int]:
    if half == "0":
        return []
    words = half.removesuffix(",").split(",") if "," in half else list(half)
    if any(len(word) > len(str(MAX_DEGREE)) for word in words):
        raise Malformed(f"claim.pattern has a multiplicity above {MAX_DEGREE}")
    return [int(word) for word in words]


def require_spelling(roots: Multiplicities, pattern: str) -> None:
    """The pattern must be written in the only way."""
    require("spelling", str(roots) == pattern, f"the claim's pattern is written {shorten(str(roots))}")
