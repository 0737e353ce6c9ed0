"""The partitions of an integer."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import require_integers

Partition = tuple[int, ...]


def partitions(total: int, most: int | None = None) -> Iterator[Partition]:
    """The partitions of a number ≥ 0, parts descending, in lexicographic order: 1111, 211, 22, 31, 4.

    Args:
        total: the sum of the parts.
        most: the largest part there may be; None: the total. The partitions with smaller parts come first, in the order
            that they have among all.
    """
    most = total if most is None else most
    if most < 1 <= total:
        return
    parts = [1] * total
    while True:
        yield tuple(parts)
        # the last part that can be larger, with a part behind it that becomes smaller
        rest = 0
        while parts and (not rest or parts[-1] == (parts[-2] if len(parts) > 1 else most)):
            rest += parts.pop()
        if not parts:
            return
        parts[-1] += 1
        parts += [1] * (rest - 1)


def check_partition(parts: object) -> Partition:
    """The partition with its parts in descending order.

    Raises:
        BadInputError: it is no sequence of positive integers.
    """
    return tuple(sorted(require_integers(parts, "a part of a partition", 1), reverse=True))
