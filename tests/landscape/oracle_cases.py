"""Square losses for the oracle: random ones, and ones that are degenerate in some way; the same for the same number."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb, prod

Rows = list[list[Fraction]]

RANDOM = 405
DEGENERATE = 135
SIZES: tuple[tuple[int, ...], ...] = (
    (2, 2),
    (3, 2),
    (2, 2, 2),
    (3, 3),
    (4, 2),
    (3, 2, 2),
    (2, 2, 2, 2),
    (2, 3),
    (4, 3),
)
STRIDED: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = (
    ((2, 2), (2, 1)),
    ((2, 2), (3, 1)),
    ((3, 2), (2, 1)),
    ((2, 3), (2, 1)),
    ((2, 2, 2), (1, 2, 1)),
    ((2, 2, 2), (2, 1, 1)),
    ((2, 2, 2), (2, 2, 1)),
    ((3, 3), (2, 1)),
    ((3, 2, 2), (2, 1, 1)),
)
"""k and s."""


@dataclass(frozen=True)
class Case:
    """A square loss of a network.

    Attributes:
        kind: how it was made.
        sizes, strides: k and s.
        target: u.
        gram: Q, symmetric and positive definite.
    """

    kind: str
    sizes: tuple[int, ...]
    strides: tuple[int, ...]
    target: tuple[Fraction, ...]
    gram: tuple[tuple[Fraction, ...], ...]

    def __str__(self) -> str:
        rows = "; ".join(",".join(map(str, row)) for row in self.gram)
        return f"{self.kind}: k = {self.sizes}, s = {self.strides}, u = {','.join(map(str, self.target))}, Q = {rows}"


def cases(number: int = RANDOM + DEGENERATE) -> Iterator[Case]:
    """The first cases, of which every fourth is degenerate."""
    for i in range(number):
        yield _degenerate(i // 4) if i % 4 == 3 else _random(i)


def _random(i: int) -> Case:
    rng = random.Random(f"random {i}")
    sizes, strides = _network(rng)
    n = _degree(sizes, strides)
    gram = rng.choice((_identity, _dense, _diagonal))(n, rng)
    return _case("random", sizes, strides, [rng.randint(-20, 20) for _ in range(n + 1)], gram)


def _network(rng: random.Random) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Every third of larger strides."""
    if rng.randrange(3) == 0:
        return rng.choice(STRIDED)
    sizes = rng.choice(SIZES)
    return sizes, (1,) * len(sizes)


def _degree(sizes: Sequence[int], strides: Sequence[int]) -> int:
    return sum((k - 1) * prod(strides[:i]) for i, k in enumerate(sizes))


def _degenerate(i: int) -> Case:
    rng = random.Random(f"degenerate {i}")
    kinds: list[Callable[[random.Random, int], tuple[Sequence[Fraction | int], Rows]]] = [
        _on_a_stratum,
        _with_zeros_at_the_ends,
        _palindromic,
        _power_of_a_circle,
        _bombieri,
        _toeplitz,
        _nearly_singular,
        _badly_scaled,
        _even,
        _power,
        _very_badly_scaled,
        _in_other_units,
    ]
    make = kinds[i % len(kinds)]
    sizes, strides = _network(rng)
    while make is _power_of_a_circle and _degree(sizes, strides) % 2:
        sizes, strides = _network(rng)
    target, gram = make(rng, _degree(sizes, strides))
    return _case(make.__name__.strip("_"), sizes, strides, target, gram)


def _case(
    kind: str, sizes: tuple[int, ...], strides: tuple[int, ...], target: Sequence[Fraction | int], gram: Rows
) -> Case:
    u = [Fraction(c) for c in target]
    if not any(u):
        u[0] = Fraction(1)
    return Case(kind, sizes, strides, tuple(u), tuple(map(tuple, gram)))


def _product(factors: Sequence[Sequence[int]]) -> list[int]:
    found = [1]
    for factor in factors:
        found = [
            sum(found[i] * factor[k - i] for i in range(len(found)) if 0 <= k - i < len(factor))
            for k in range(len(found) + len(factor) - 1)
        ]
    return found


def _line(rng: random.Random) -> list[int]:
    a, b = rng.randint(0, 2), rng.randint(-3, 3)
    return [a, b] if a or b else [1, 0]


def _on_a_stratum(rng: random.Random, n: int) -> tuple[Sequence[int], Rows]:
    """With a root of multiplicity two or more."""
    double = _line(rng)
    times = rng.randint(2, n)
    return _product([double] * times + [_line(rng) for _ in range(n - times)]), _some_gram(n, rng)


def _with_zeros_at_the_ends(rng: random.Random, n: int) -> tuple[Sequence[int], Rows]:
    """Roots at zero or at infinity."""
    ends = [[1, 0]] * rng.randint(0, n // 2) + [[0, 1]] * rng.randint(1, n - n // 2)
    return _product([*ends, *(_line(rng) for _ in range(n - len(ends)))]), _some_gram(n, rng)


def _palindromic(rng: random.Random, n: int) -> tuple[Sequence[int], Rows]:
    half = [rng.randint(-6, 6) for _ in range(n // 2 + 1)]
    sign = rng.choice((1, -1))
    return [half[min(i, n - i)] * (sign if i > n - i else 1) for i in range(n + 1)], _identity(n, rng)


def _even(rng: random.Random, n: int) -> tuple[Sequence[int], Rows]:
    """With zeros at every other place: (4,0,0,0,3) and the like."""
    return [0 if i % 2 else rng.choice((0, rng.randint(-6, 6))) for i in range(n + 1)], _some_diagonal(n, rng)


def _power_of_a_circle(rng: random.Random, n: int) -> tuple[Sequence[int], Rows]:
    return _product([[1, 0, rng.randint(1, 2)]] * (n // 2)), rng.choice((_identity, _bombieri_gram))(n, rng)


def _power(rng: random.Random, n: int) -> tuple[Sequence[int], Rows]:
    """The power of a linear form, and a little beside it."""
    found = _product([_line(rng)] * n)
    found[rng.randrange(n + 1)] += rng.randint(-1, 1)
    return found, _identity(n, rng)


def _bombieri(rng: random.Random, n: int) -> tuple[Sequence[int], Rows]:
    return [rng.randint(-9, 9) for _ in range(n + 1)], _bombieri_gram(n, rng)


def _toeplitz(rng: random.Random, n: int) -> tuple[Sequence[int], Rows]:
    """The covariance of a moving average."""
    taps = [rng.randint(-4, 4) for _ in range(3)]
    lags = [sum(a * b for a, b in zip(taps, taps[lag:], strict=False)) for lag in range(3)]
    entries = [Fraction(lag) for lag in (lags[0] + 1, *lags[1:])] + [Fraction(0)] * n
    gram = [[entries[abs(i - j)] for j in range(n + 1)] for i in range(n + 1)]
    return [rng.randint(-9, 9) for _ in range(n + 1)], gram


def _nearly_singular(rng: random.Random, n: int) -> tuple[Sequence[int], Rows]:
    gram = _dense(n, rng, samples=n)
    for i in range(n + 1):
        gram[i][i] += Fraction(1, 10 ** rng.randint(2, 5)) - 1
    return [rng.randint(-9, 9) for _ in range(n + 1)], gram


def _badly_scaled(rng: random.Random, n: int) -> tuple[Sequence[Fraction], Rows]:
    target = [rng.randint(-9, 9) * Fraction(10) ** rng.choice((0, 0, 3, -3, 8, -8)) for _ in range(n + 1)]
    return target, _some_gram(n, rng)


def _very_badly_scaled(rng: random.Random, n: int) -> tuple[Sequence[Fraction], Rows]:
    target = [rng.randint(-9, 9) * Fraction(10) ** rng.choice((0, 0, 16, -16)) for _ in range(n + 1)]
    return target, _some_gram(n, rng)


def _in_other_units(rng: random.Random, n: int) -> tuple[Sequence[Fraction], Rows]:
    """The target times 10^±16, and Q too."""
    by, unit = (Fraction(10) ** rng.choice((16, -16)) for _ in "uQ")
    gram = [[q * unit for q in row] for row in _some_gram(n, rng)]
    return [rng.randint(-9, 9) * by for _ in range(n + 1)], gram


def _identity(n: int, _rng: random.Random) -> Rows:
    return [[Fraction(int(i == j)) for j in range(n + 1)] for i in range(n + 1)]


def _diagonal(n: int, rng: random.Random) -> Rows:
    entries = [Fraction(rng.randint(1, 9), rng.randint(1, 3)) for _ in range(n + 1)]
    return [[entries[i] if i == j else Fraction(0) for j in range(n + 1)] for i in range(n + 1)]


def _dense(n: int, rng: random.Random, samples: int = 0) -> Rows:
    rows = [[rng.randint(-5, 5) for _ in range(n + 1)] for _ in range(samples or n + 3)]
    return [[Fraction(sum(r[i] * r[j] for r in rows) + int(i == j)) for j in range(n + 1)] for i in range(n + 1)]


def _bombieri_gram(n: int, _rng: random.Random) -> Rows:
    return [[Fraction(int(i == j), comb(n, i)) for j in range(n + 1)] for i in range(n + 1)]


def _some_gram(n: int, rng: random.Random) -> Rows:
    return rng.choice((_identity, _identity, _dense))(n, rng)


def _some_diagonal(n: int, rng: random.Random) -> Rows:
    return rng.choice((_identity, _diagonal))(n, rng)
