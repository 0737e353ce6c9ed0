"""What a form's roots say, by Sturm's theorem and by trying every way to put roots into layers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise, product
from typing import Any

from .exact import Algebraic, Poly, derivative, gcd, real_roots, sign, trim

Multiplicities = tuple[int, ...]


@dataclass(frozen=True)
class Pattern:
    """The multiplicities of the distinct real roots and of the distinct pairs, ascending."""

    real: Multiplicities
    pairs: Multiplicities

    def __str__(self) -> str:
        return f"{_half(self.real)}|{_half(self.pairs)}"


def _half(parts: Multiplicities) -> str:
    if max(parts, default=0) < 10:
        return "".join(map(str, parts)) or "0"
    return ",".join(map(str, parts)) + ("," if len(parts) == 1 else "")


def affine(form: Sequence[Any]) -> tuple[int, Poly]:
    """The order at infinity of a form that is not zero, and P(x, 1)."""
    f = trim(list(reversed(form)))
    return len(form) - len(f), f


def counts(f: Poly, lo: Fraction | None = None, hi: Fraction | None = None) -> list[tuple[int, int]]:
    """(real roots in the open interval, complex roots) with multiplicity above i, distinct, for i = 0, 1, …"""
    found = []
    while len(f) > 1:
        repeated = gcd(f, derivative(f))
        found.append((real_roots(f, lo, hi), len(f) - len(repeated)))
        f = repeated
    return found


def pattern(form: Sequence[Any]) -> Pattern:
    """The root pattern of a form that is not zero."""
    return _pattern(tuple((c.root, tuple(c.c)) if isinstance(c, Algebraic) else c for c in form))


@lru_cache(maxsize=20_000)
def _pattern(form: tuple[Any, ...]) -> Pattern:
    infinity, f = affine([Algebraic(*c) if isinstance(c, tuple) else c for c in form])
    above = [*counts(f), (0, 0)]
    real, pairs = [infinity] if infinity else [], []
    for i, ((r, c), (s, d)) in enumerate(pairwise(above), start=1):
        real += [i] * (r - s)
        pairs += [i] * ((c - r - d + s) // 2)
    return Pattern(tuple(sorted(real)), tuple(sorted(pairs)))


def is_zero(form: Sequence[Any]) -> bool:
    return not any(sign(c) for c in form)


def packings(of: Pattern, capacities: Sequence[int], compatible: bool) -> int:
    """In how many ways the roots fill the layers, every row of the matrix tried."""
    rows = tuple((1, m) for m in of.real) + tuple((2, m) for m in of.pairs)
    return _packings(rows, tuple(capacities), compatible)


@lru_cache(maxsize=20_000)
def _packings(rows: tuple[tuple[int, int], ...], room: tuple[int, ...], compatible: bool) -> int:
    if not rows:
        return int(not any(room))
    (size, number), rest = rows[0], rows[1:]
    most = [min(c // size, 1 if compatible else number) for c in room]
    return sum(
        _packings(rest, tuple(c - size * n for c, n in zip(room, taken, strict=True)), compatible)
        for taken in product(*(range(m + 1) for m in most))
        if sum(taken) == number
    )


def is_member(form: Sequence[Any], capacities: Sequence[int]) -> bool:
    """For stride one."""
    return is_zero(form) or packings(pattern(form), capacities, False) > 0


def is_interior(form: Sequence[Any], capacities: Sequence[int]) -> bool:
    """For stride one: all forms near it are members. Where a real root parts, a number of its parity stays real."""
    if is_zero(form):
        return is_filling(capacities)
    of = pattern(form)
    splits = [range(m % 2, m + 1, 2) for m in of.real]
    for kept in product(*splits):
        pairs = sum(m - r for m, r in zip(of.real, kept, strict=True)) // 2 + sum(of.pairs)
        if not packings(Pattern((1,) * sum(kept), (1,) * pairs), capacities, False):
            return False
    return True


def is_filling(capacities: Sequence[int]) -> bool:
    """For stride one: forms with distinct roots, which are dense, are members, whatever the number of real ones."""
    n = sum(capacities)
    return all(packings(Pattern((1,) * (n - 2 * c), (1,) * c), capacities, False) for c in range(n // 2 + 1))


@dataclass(frozen=True)
class Level:
    """Layers that share a stride: their degree together, and how many of them have odd degree."""

    stride: int
    degree: int
    odd: int


def levels(k: Sequence[int], s: Sequence[int]) -> list[Level]:
    """Strides ascending."""
    found: dict[int, list[int]] = {}
    stride = 1
    for size, step in zip(k, s, strict=True):
        if size > 1:
            found.setdefault(stride, []).append(size - 1)
        stride *= step
    return [Level(t, sum(degrees), sum(d % 2 for d in degrees)) for t, degrees in sorted(found.items())]


def largest_divisor(form: Sequence[Any], stride: int) -> tuple[int, int, Poly]:
    """Orders at infinity and zero of the largest D with D(x^T, y^T) | P, and the rest of D."""
    infinity, f = affine(form)
    zero = next(i for i, c in enumerate(f) if sign(c))
    core, common = f[zero:], []
    for first in range(min(stride, len(core))):
        common = gcd(common, core[first::stride])
    return infinity // stride, zero // stride, common


def is_strided_member(form: Sequence[Any], k: Sequence[int], s: Sequence[int], real: bool) -> bool:
    """Whether real, or complex, layers exist, by going through all ways to share out the roots."""
    if is_zero(form):
        return True
    of = levels(k, s)
    divisors = [largest_divisor(form, level.stride) for level in of]
    for j, (level, (infinity, zero, core)) in enumerate(zip(of, divisors, strict=True)):
        needed = sum(above.degree * above.stride for above in of[j:]) // level.stride
        if infinity + zero + len(core) - 1 < needed:
            return False
    return not real or _shared(of, [_sorts(*divisor) for divisor in divisors])


Sorts = tuple[int, int, int, int]
"""Positive and negative roots, those at zero and infinity, and pairs."""


def _sorts(infinity: int, zero: int, core: Poly) -> Sorts:
    positive = sum(r for r, _ in counts(core, Fraction(0), None))
    negative = sum(r for r, _ in counts(core, None, Fraction(0)))
    return positive, negative, infinity + zero, (len(core) - 1 - positive - negative) // 2


def _shared(of: Sequence[Level], available: Sequence[Sorts]) -> bool:
    def fits(j: int, used: Sorts) -> bool:
        """Levels 0 to j can be filled with what the levels above leave of their roots."""
        left = [a - u for a, u in zip(available[j], used, strict=True)]
        if min(left) < 0:
            return False
        for chosen in _choices(left, of[j]):
            taken = [u + c for u, c in zip(used, chosen, strict=True)]
            if j == 0 or fits(j - 1, _preimages(taken, of[j].stride // of[j - 1].stride)):
                return True
        return False

    return not of or fits(len(of) - 1, (0, 0, 0, 0))


def _choices(left: Sequence[int], level: Level) -> Iterator[Sorts]:
    for p, q, f, c in product(*(range(n + 1) for n in left)):
        if p + q + f + 2 * c == level.degree and p + q + f >= level.odd:
            yield p, q, f, c


def _preimages(taken: Sequence[int], r: int) -> Sorts:
    """Roots of Q(x^r) from those of Q: one real r-th root for odd r; two of a positive number for even r."""
    p, q, f, c = taken
    real = (p, q) if r % 2 else (p, p)
    return (*real, r * f, (r * (p + q + 2 * c) - sum(real)) // 2)
