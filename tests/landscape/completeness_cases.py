"""Square losses whose critical points must all be found, and proved to be all: random ones, and special families."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from math import comb

from lcnsym.algebra.forms import BinaryForm
from lcnsym.landscape.ed_degrees import segre_ed_degree
from lcnsym.landscape.loss import SquareLoss
from lcnsym.network.architecture import Architecture

Rows = list[list[Fraction]]

MOST_POINTS = 3000
"""As many complex points as are followed in parameter space."""
STRIDES = (1, 2, 3)


@dataclass(frozen=True, eq=False)
class Question:
    """Of which network and loss all critical points are asked for.

    Attributes:
        kind: "random", or the family.
    """

    kind: str
    architecture: Architecture
    loss: SquareLoss

    def __str__(self) -> str:
        gram = "; ".join(",".join(map(str, row)) for row in self.loss.gram)
        target = ",".join(map(str, self.loss.target.coefficients))
        return f"{self.kind}: {self.architecture}, u = {target}, Q = {gram}"


@cache
def architectures(degree: int, excluded: int) -> tuple[Architecture, ...]:
    """All of up to a degree, with filters of two entries and more.

    Args:
        excluded: up to how many dimensions there are without a largest layer.
    """
    found = []
    for length in range(2, excluded + 2):
        for sizes in product(range(2, degree + 2), repeat=length):
            if sum(sizes) - length - (max(sizes) - 1) > excluded:
                continue
            for strides in product(STRIDES, repeat=length - 1):
                architecture = Architecture(sizes, (*strides, 1))
                if architecture.degree <= degree and segre_ed_degree(sizes) <= MOST_POINTS:
                    found.append(architecture)
    return tuple(found)


def random_questions(number: int) -> Iterator[Question]:
    """Random rational Q and u, n ≤ 8, at most three dimensions without a largest layer; half of stride one."""
    every = architectures(8, 3)
    plain = [a for a in every if set(a.strides) == {1}]
    strided = [a for a in every if set(a.strides) != {1}]
    for i in range(number):
        rng = random.Random(f"complete {i}")
        architecture = rng.choice(strided if i % 2 else plain)
        n = architecture.degree
        yield Question("random", architecture, SquareLoss.with_gram(_dense(n, rng), _random_target(n, rng)))


def families() -> Iterator[Question]:
    """Q that are not generic, and targets with symmetries: n ≤ 6 at stride one, two dimensions with strides."""
    plain = [a for a in architectures(6, 6) if set(a.strides) == {1} and list(a.filter_sizes) == _falling(a)]
    strided = [a for a in architectures(6, 2) if set(a.strides) != {1}]
    for architecture, (kind, made) in product(plain + strided, FAMILIES.items()):
        rng = random.Random(f"{kind} {architecture}")
        n = architecture.degree
        gram, target = made(n, rng)
        if any(target):
            yield Question(kind, architecture, SquareLoss.with_gram(gram, BinaryForm(target)))


def _falling(architecture: Architecture) -> list[int]:
    return sorted(architecture.filter_sizes, reverse=True)


def _rational(rng: random.Random) -> Fraction:
    return Fraction(rng.randint(-99, 99), rng.randint(1, 20))


def _random_target(n: int, rng: random.Random) -> BinaryForm:
    return BinaryForm([_rational(rng) for _ in range(n + 1)])


def _dense(n: int, rng: random.Random) -> Rows:
    """A Gram matrix of n + 3 rational samples, of full rank but for a hyperplane."""
    rows = [[Fraction(rng.randint(-9, 9), rng.randint(1, 4)) for _ in range(n + 1)] for _ in range(n + 3)]
    return [[sum((r[i] * r[j] for r in rows), Fraction(0)) for j in range(n + 1)] for i in range(n + 1)]


def _diagonal(entries: list[Fraction]) -> Rows:
    return [[q if i == j else Fraction(0) for j in range(len(entries))] for i, q in enumerate(entries)]


def _identity(n: int) -> Rows:
    return _diagonal([Fraction(1)] * (n + 1))


def _integers(n: int, rng: random.Random) -> list[Fraction]:
    return [Fraction(rng.randint(-9, 9)) for _ in range(n + 1)]


def _bombieri(n: int, rng: random.Random) -> tuple[Rows, list[Fraction]]:
    return _diagonal([Fraction(1, comb(n, i)) for i in range(n + 1)]), _integers(n, rng)


def _euclidean(n: int, rng: random.Random) -> tuple[Rows, list[Fraction]]:
    return _identity(n), _integers(n, rng)


def _palindromic(n: int, rng: random.Random) -> tuple[Rows, list[Fraction]]:
    half = _integers(n, rng)
    return _identity(n), [half[min(i, n - i)] for i in range(n + 1)]


def _antisymmetric(n: int, rng: random.Random) -> tuple[Rows, list[Fraction]]:
    half = _integers(n, rng)
    return _identity(n), [half[min(i, n - i)] * ((i < n - i) - (i > n - i)) for i in range(n + 1)]


def _even(n: int, rng: random.Random) -> tuple[Rows, list[Fraction]]:
    """Fixed by x ↦ −x, up to sign."""
    return _identity(n), [c * (i % 2 == 0) for i, c in enumerate(_integers(n, rng))]


def _toeplitz(n: int, rng: random.Random) -> tuple[Rows, list[Fraction]]:
    taps = [rng.randint(-4, 4) for _ in range(3)]
    lags = [sum(a * b for a, b in zip(taps, taps[lag:], strict=False)) for lag in range(3)]
    entries = [*map(Fraction, (lags[0] + 1, *lags[1:])), *[Fraction(0)] * n]
    return [[entries[abs(i - j)] for j in range(n + 1)] for i in range(n + 1)], _integers(n, rng)


def _nearly_singular(n: int, rng: random.Random) -> tuple[Rows, list[Fraction]]:
    """Of rank n, and a little more."""
    rows = [[rng.randint(-5, 5) for _ in range(n + 1)] for _ in range(n)]
    little = Fraction(1, 10 ** rng.randint(2, 6))
    gram = [[sum(r[i] * r[j] for r in rows) + little * (i == j) for j in range(n + 1)] for i in range(n + 1)]
    return gram, _integers(n, rng)


FAMILIES: dict[str, Callable[[int, random.Random], tuple[Rows, list[Fraction]]]] = {
    "Bombieri weights": _bombieri,
    "Q = 1": _euclidean,
    "palindromic": _palindromic,
    "antisymmetric": _antisymmetric,
    "even": _even,
    "Toeplitz": _toeplitz,
    "nearly singular": _nearly_singular,
}
