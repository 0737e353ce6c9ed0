"""Rational numbers from their residues, much smaller than the modulus."""

from __future__ import annotations

from collections.abc import Sequence

from flint import fmpz_mat

SPARE_BITS = 40
TOGETHER = 4


def cleared(residues: list[int], modulus: int) -> tuple[int, list[int]] | None:
    """A common denominator and the numerators of rational numbers with these residues; None: there are none small."""
    scale = 1
    if not all(_is_small(residue, modulus) for residue in residues[:TOGETHER]):
        scale = _common_denominator(residues[:TOGETHER], modulus)
    for residue in residues:
        value = residue * scale % modulus
        if not _is_small(value, modulus):
            denominator = _denominator(value, modulus)
            if denominator is None:
                return None
            scale *= denominator
    found = []
    for residue in residues:
        value = residue * scale % modulus
        if not _is_small(value, modulus):
            return None
        found.append(value - modulus if 2 * value > modulus else value)
    return scale, found


def _common_denominator(residues: Sequence[int], modulus: int) -> int:
    """The denominator of the shortest vector in the lattice of (d, d·residues) modulo m.

    Several rational numbers with one denominator need little more than half of the modulus that one of them needs.
    """
    number = len(residues)
    rows = [[1, *residues], *([0] * (i + 1) + [modulus] + [0] * (number - 1 - i) for i in range(number))]
    return abs(int(fmpz_mat(rows).lll()[0, 0])) or 1


def _is_small(residue: int, modulus: int) -> bool:
    """Whether it is the residue of an integer much smaller than the modulus, as next to no residue is by chance."""
    return min(residue, modulus - residue).bit_length() < modulus.bit_length() - SPARE_BITS


def _denominator(residue: int, modulus: int) -> int | None:
    """The denominator of a rational number with this residue whose size no chance explains; None: there is none."""
    a, b, u, v = modulus, residue, 0, 1
    while b * abs(v) >> (modulus.bit_length() - SPARE_BITS):
        q = a // b
        a, b, u, v = b, a - q * b, v, u - q * v
        if not b:
            return None
    return abs(v)
