"""Losses for the tests of the landscape."""

from __future__ import annotations

import random
from fractions import Fraction
from math import comb

import pytest

from lcnsym.algebra.forms import BinaryForm
from lcnsym.landscape.loss import SquareLoss

needs_msolve = pytest.mark.needs("msolve")


def random_loss(n: int, seed: int, bits: int = 9) -> SquareLoss:
    """A dense Gram matrix and a target with small random integers; generic as far as the tests go."""
    rng = random.Random(f"{n} {seed}")
    rows = [[rng.randint(-bits, bits) for _ in range(n + 1)] for _ in range(n + 2)]
    gram = [[sum(row[i] * row[j] for row in rows) for j in range(n + 1)] for i in range(n + 1)]
    for i in range(n + 1):
        gram[i][i] += 1
    return SquareLoss.with_gram(gram, BinaryForm([rng.randint(-99, 99) for _ in range(n + 1)]))


def euclidean(*target: int) -> SquareLoss:
    """The squared distance from a filter."""
    return SquareLoss.euclidean(BinaryForm(target))


def bombieri(*target: int) -> SquareLoss:
    """Q = diag(1/C(n, i)), which all rotations of the plane leave as it is."""
    n = len(target) - 1
    gram = [[Fraction(int(i == j), comb(n, i)) for j in range(n + 1)] for i in range(n + 1)]
    return SquareLoss.with_gram(gram, BinaryForm(target))
