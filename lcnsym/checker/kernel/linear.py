"""Ranks modulo p, and determinants of integer matrices."""

from __future__ import annotations

from collections.abc import Sequence

from .limits import Work, bit_size


def inverse(value: int, p: int) -> int | None:
    """1/value modulo p, which need not be prime; None if the value is not a unit."""
    try:
        return pow(value, -1, p)
    except ValueError:
        return None


def unit_rank(rows: list[list[int]], p: int) -> int:
    """The number of unit pivots that elimination modulo p finds: at most the rank over ℚ, whether or not p is prime.

    The caller announces the work, and the rows are changed.
    """
    rank = 0
    for column in range(len(rows[0])):
        for i in range(rank, len(rows)):
            unit = inverse(rows[i][column], p) if rows[i][column] else None
            if unit is not None:
                break
        else:
            continue
        rows[rank], rows[i] = rows[i], rows[rank]
        pivot = rows[rank]
        for row in rows[rank + 1 :]:
            if row[column]:
                factor = row[column] * unit % p
                row[column:] = [(a - factor * b) % p for a, b in zip(row[column:], pivot[column:], strict=True)]
        rank += 1
    return rank


def determinant(matrix: Sequence[Sequence[int]], work: Work) -> int:
    """By elimination in which all divisions are exact, as all entries are minors."""
    rows, size, sign, last = [list(row) for row in matrix], len(matrix), 1, 1
    long = size * (bit_size(rows) + size.bit_length())
    work.products(2 * size**3 // 3, long, long)
    work.divisions(size**3 // 3, 2 * long, long)
    while rows:
        place = next((i for i, row in enumerate(rows) if row[0]), None)
        if place is None:
            return 0
        pivot = rows.pop(place)
        sign *= (-1) ** place
        rows = [[(pivot[0] * a - row[0] * b) // last for a, b in zip(row[1:], pivot[1:], strict=True)] for row in rows]
        last = pivot[0]
    return sign * last
