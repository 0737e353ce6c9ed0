"""Larger strides: levels of layers, sorts of roots, and whether the roots can be shared out among the levels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .architectures import Architecture
from .limits import Work

_STEP = 4_000
"""What one choice costs in nanoseconds."""
_ROOM = 2_500
"""What the sorts that levels have taken need in bits."""


@dataclass(frozen=True)
class Level:
    """The layers with k_i > 1 that share S_i = stride: their forms make one of this degree in x^stride."""

    stride: int
    degree: int
    even: int


def levels(architecture: Architecture) -> tuple[Level, ...]:
    """The levels, strides ascending."""
    found: dict[int, list[int]] = {}
    for stride, size in zip(architecture.stride_products, architecture.sizes, strict=True):
        if size > 1:
            found.setdefault(stride, []).append(size)
    return tuple(
        Level(stride, sum(k - 1 for k in sizes), sum(k % 2 == 0 for k in sizes)) for stride, sizes in found.items()
    )


def required_degree(all_levels: tuple[Level, ...], j: int) -> int:
    """What the levels from the one at j on take together, as a degree in x^stride of that level."""
    return sum(level.degree * level.stride for level in all_levels[j:]) // all_levels[j].stride


@dataclass(frozen=True, slots=True)
class Sorts:
    """Numbers of roots with multiplicity: positive, negative, at 0 and infinity, and conjugate pairs."""

    positive: int = 0
    negative: int = 0
    fixed: int = 0
    pairs: int = 0

    def __add__(self, other: Sorts) -> Sorts:
        return Sorts(
            self.positive + other.positive,
            self.negative + other.negative,
            self.fixed + other.fixed,
            self.pairs + other.pairs,
        )

    def less(self, other: Sorts) -> Sorts | None:
        """What is left without these; None if there are not this many."""
        left = (
            self.positive - other.positive,
            self.negative - other.negative,
            self.fixed - other.fixed,
            self.pairs - other.pairs,
        )
        return None if min(left) < 0 else Sorts(*left)

    def spread(self, r: int) -> Sorts:
        """The roots x with x^r among these."""
        real = self.positive + self.negative
        positive = self.positive
        negative = self.negative if r % 2 else self.positive
        return Sorts(positive, negative, r * self.fixed, r * self.pairs + (r * real - positive - negative) // 2)

    def parts(self, degree: int, even: int) -> Iterator[Sorts]:
        """Choices of these roots that make a form of a degree with at least this many real roots."""
        for pairs in range(min(self.pairs, (degree - even) // 2) + 1):
            real = degree - 2 * pairs
            for fixed in range(min(self.fixed, real) + 1):
                rest = real - fixed
                for positive in range(max(0, rest - self.negative), min(self.positive, rest) + 1):
                    yield Sorts(positive, rest - positive, fixed, pairs)


def has_real_layers(all_levels: tuple[Level, ...], roots: tuple[Sorts | None, ...], work: Work) -> bool | None:
    """Whether the roots can be shared out; None: the roots of a level that matters are not given.

    The levels are gone through from the largest stride down, with all numbers of roots that those above can take.

    Args:
        roots: for every level the roots of the largest divisor in x^stride; None: not known.
    """
    taken = {Sorts()}
    certain = _certain(all_levels)
    for j in range(len(all_levels) - 1, certain - 1, -1):
        available = roots[j]
        if available is None:
            return None
        reached: set[Sorts] = set()
        for above in taken:
            left = available.less(above)
            if left is None:
                continue
            for chosen in left.parts(all_levels[j].degree, all_levels[j].even):
                work.steps(1, _STEP)
                reached.add(above + chosen)
                work.room(len(taken) + len(reached), _ROOM)
        if not reached:
            return False
        taken = {sorts.spread(all_levels[j].stride // all_levels[j - 1].stride) for sorts in reached} if j else reached
    return True


def _certain(all_levels: tuple[Level, ...]) -> int:
    """So many first levels succeed whatever the others take: the first with at most one even size, then without."""
    count = 0
    while count < len(all_levels) and all_levels[count].even <= (count == 0):
        count += 1
    return count
