"""One way to fill the bins with the balls."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..errors import BadInputError, require_integers, shorten
from .balls import MAX_TOTAL

EMPTY = "-"

Contents = tuple[tuple[int, ...], ...]
"""The colours in each bin, with repetition."""


@dataclass(frozen=True, slots=True, order=True)
class Packing:
    """A packing by the placement of every colour; what it looks like bin by bin is worked out when asked for.

    The constructor checks nothing, since enumerations make millions of packings; `of_bins` and `from_dict` do.

    Args:
        placements: one vector for each colour −1, −2, …, 1, 2, …: the numbers of its balls in bin 1, 2, ….
        pairs: how many of the colours are negative, of balls of size 2.
        layers: the number of bins.

    Examples:
        >>> packing = Packing.of_bins([[1, -1], [2], [2]])
        >>> str(packing), packing.is_compatible
        ('p1 q1 . p2 . p2', True)
    """

    placements: tuple[tuple[int, ...], ...]
    pairs: int
    layers: int

    @classmethod
    def of_bins(cls, bins: Sequence[Sequence[int]]) -> Packing:
        """The packing with these colours in the bins, as `bins` lists them, in any order within a bin.

        Raises:
            BadInputError: a colour is 0 or no integer, or the colours do not form two runs 1, 2, … and −1, −2, ….
        """
        content = [require_integers(colours, "a colour", -MAX_TOTAL) for colours in bins]
        found = {c for colours in content for c in colours}
        pairs = sum(c < 0 for c in found)
        order = _colours(pairs, len(found) - pairs)
        if found != set(order):
            given = shorten(str(sorted(found)))
            raise BadInputError(f"colours must be 1, 2, … and −1, −2, … without gaps, {given} was given")
        return cls(tuple(tuple(colours.count(c) for colours in content) for c in order), pairs, len(content))

    @property
    def bins(self) -> Contents:
        """The colours in each bin, with repetition: first 1, 2, …, then −1, −2, …."""
        order = _colours(self.pairs, len(self.placements) - self.pairs)
        shown = [*range(self.pairs, len(order)), *range(self.pairs)]
        return tuple(
            tuple(order[i] for i in shown for _ in range(self.placements[i][bin_])) for bin_ in range(self.layers)
        )

    @property
    def is_compatible(self) -> bool:
        """Whether no bin holds two balls of one colour; False: the filter of some layer has a double root."""
        return all(number <= 1 for placement in self.placements for number in placement)

    def __str__(self) -> str:
        """The bins, separated by dots: p1, p2, … are balls of real roots, q1, q2, … of pairs."""
        return bins_text(self.bins)

    def to_dict(self) -> dict[str, object]:
        """{text, bins}, the bins as lists of colours."""
        return {"text": str(self), "bins": [list(colours) for colours in self.bins]}

    @classmethod
    def from_dict(cls, document: dict[str, object]) -> Packing:
        """The packing of a `to_dict` result. Raises BadInputError if it is none."""
        bins = document.get("bins")
        if not isinstance(bins, list):
            raise BadInputError("a packing's bins must be a list of lists of colours")
        return cls.of_bins(bins)


def bins_text(bins: Iterable[Sequence[int]]) -> str:
    """The colours bin by bin, separated by dots, such as p1 q2 . - . p1."""
    words = ([f"p{c}" if c > 0 else f"q{-c}" for c in colours] for colours in bins)
    return " . ".join(" ".join(found) or EMPTY for found in words)


def _colours(pairs: int, reals: int) -> tuple[int, ...]:
    return (*range(-1, -pairs - 1, -1), *range(1, reals + 1))
