"""The polynomial arithmetic that evidence asks for, announced to the meter before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from .limits import Work, bit_size
from .polynomials import Row, above, between, primitive, pseudo_remainder, trimmed, value


def all_above(rows: Sequence[Row], point: Fraction, work: Work) -> tuple[list[Row], Fraction]:
    """`above` for every row: the polynomials moved to a point, and the common unit of length r > 0."""
    _announce_move(rows, point, work)
    moved = [above(row, point) for row in rows]
    return [row for row, _ in moved], moved[0][1]


def all_between(rows: Sequence[Row], length: Fraction, work: Work) -> list[Row]:
    """`between` for every row: the arc of this length above the point that the rows were moved to."""
    _announce_move(rows, length, work)
    return [between(row, length) for row in rows]


def _announce_move(rows: Sequence[Row], ratio: Fraction, work: Work) -> None:
    """Scaling by numerator and denominator, then sums of sums."""
    n, count = len(rows[0]), len(rows)
    bits = bit_size(rows)
    for size in _sizes(ratio):
        work.products(2 * count * n, max(bits, n * size), n * size)
        bits += n * size
    work.room(count * n, bits + n)
    work.sums(count * n * (n + 1) // 2, bits + n)


def values(rows: Sequence[Row], point: Fraction, work: Work) -> Row:
    """`value` of every row."""
    n, count, bits = len(rows[0]), len(rows), bit_size(rows)
    top, bottom = (abs(point.numerator).bit_length(), point.denominator.bit_length())
    work.products(count * n, bits + n * max(top, bottom), top)
    work.products(2 * count * n, max(bits, n * bottom) if bottom > 1 else bits, n * bottom if bottom > 1 else 1)
    return [value(row, point) for row in rows]


def _sizes(ratio: Fraction) -> list[int]:
    return [abs(part).bit_length() for part in (ratio.numerator, ratio.denominator) if abs(part) > 1]


def greatest_common_divisor(f: Sequence[int], g: Sequence[int], work: Work) -> Row:
    """A primitive greatest common divisor over ℚ, by pseudo-division."""
    a, b = _primitive(f, work), _primitive(g, work)
    while b:
        rounds = max(len(a) - len(b) + 1, 0)
        bits, lead = bit_size([a]) + 3 * rounds * bit_size([b]), 2 * bit_size([b])
        work.products(2 * rounds * len(a), bits, lead)
        a, b = b, _primitive(pseudo_remainder(a, b), work)
    return a


def _primitive(f: Sequence[int], work: Work) -> Row:
    f = trimmed(f)
    bits = bit_size([f])
    work.divisions(2 * len(f), bits, bits)
    return primitive(f)
