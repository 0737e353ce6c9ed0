"""The square loss (w − u)ᵀQ(w − u) of claims about critical points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TypeAlias

from ...kernel.limits import Work
from ...kernel.linear import determinant
from ...kernel.outcome import Malformed, require
from ...kernel.reading import fields, items, rational

Matrix: TypeAlias = tuple[tuple[Fraction, ...], ...]


@dataclass(frozen=True)
class Loss:
    """Q, or None for the identity, and u."""

    gram: Matrix | None
    target: tuple[Fraction, ...]

    def integers(self, work: Work) -> tuple[list[list[int]], list[int], int]:
        """A multiple of Q, c·u and c. Q must be regular: `gram`."""
        size = len(self.target)
        rows = self.gram or tuple(tuple(Fraction(int(i == j)) for j in range(size)) for i in range(size))
        bits = max(max(abs(c.numerator), c.denominator).bit_length() for row in [*rows, self.target] for c in row)
        long = (size * size + 1) * bits
        work.room(size * size, long)
        work.divisions(4 * size * size, long, bits)
        scale = lcm(*(entry.denominator for row in rows for entry in row))
        common = lcm(*(entry.denominator for entry in self.target))
        gram = [[entry.numerator * (scale // entry.denominator) for entry in row] for row in rows]
        require("gram", determinant(gram, work) != 0, "the Gram matrix is singular")
        return gram, [u.numerator * (common // u.denominator) for u in self.target], common


def read_loss(document: object, most: int, least: int = 2) -> Loss:
    """Q and u, of a size in the given range."""
    gram, target = fields(document, ("gram", "target"), "claim.loss")
    entries = items(target, "claim.loss.target", least, most)
    u = tuple(rational(entry, "an entry of claim.loss.target") for entry in entries)
    return Loss(None if gram is None else _symmetric(gram, len(u), "claim.loss.gram"), u)


def read_numbers(document: object, length: int, where: str) -> tuple[Fraction, ...]:
    """A list of so many rationals."""
    return tuple(rational(entry, f"an entry of {where}") for entry in items(document, where, length, length))


def read_filters(document: object, sizes: Sequence[int], where: str) -> Matrix:
    """A list of rationals a layer."""
    lists = items(document, where, len(sizes), len(sizes))
    return tuple(read_numbers(entry, size, where) for entry, size in zip(lists, sizes, strict=True))


def read_square(document: object, size: int, where: str) -> Matrix:
    """A square matrix."""
    return read_filters(document, [size] * size, where)


def _symmetric(document: object, size: int, where: str) -> Matrix:
    rows = read_square(document, size, where)
    if any(rows[i][j] != rows[j][i] for i in range(size) for j in range(i)):
        raise Malformed(f"{where} must be symmetric")
    return rows
