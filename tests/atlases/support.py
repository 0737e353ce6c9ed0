"""Families of losses for the tests of atlases, and answers that know nothing of walls."""

from __future__ import annotations

import random
from fractions import Fraction

from lcnsym.algebra.forms import BinaryForm
from lcnsym.atlases.answers import LocalAnswer, answer_of
from lcnsym.atlases.families import LossFamily
from lcnsym.landscape.critical import critical_points
from lcnsym.landscape.loss import Gram
from lcnsym.network.architecture import Architecture

ROTATION_INVARIANT: Gram = tuple(
    tuple(Fraction(int(i == j), 3 if i in {1, 2} else 1) for j in range(4)) for i in range(4)
)
"""Of cubics, up to scaling the one that no rotation changes."""


def random_form(draw: random.Random, degree: int) -> BinaryForm:
    return BinaryForm([draw.randint(-5, 5) for _ in range(degree + 1)])


def random_family(draw: random.Random, degree: int, dimension: int, size: int = 2) -> LossFamily:
    """A line or a plane of targets; parameters from −size to size."""
    window = ((Fraction(-size), Fraction(size)),) * dimension
    along = tuple(random_form(draw, degree) for _ in range(dimension))
    return LossFamily(random_form(draw, degree), along, window=window)


def random_gram(draw: random.Random, size: int) -> Gram:
    """A + Aᵀ for a matrix with small entries and a heavy diagonal, so positive definite."""
    half = [[Fraction(draw.randint(-1, 1), 2) for _ in range(size)] for _ in range(size)]
    return tuple(tuple(half[i][j] + half[j][i] + size * (i == j) for j in range(size)) for i in range(size))


def random_point(draw: random.Random, family: LossFamily) -> tuple[Fraction, ...]:
    return tuple(lo + (hi - lo) * Fraction(draw.randint(1, 9999), 10000) for lo, hi in family.bounds)


def answer_by_critical_points(
    architecture: Architecture, family: LossFamily, point: tuple[Fraction, ...]
) -> LocalAnswer:
    return answer_of(critical_points(architecture, family.loss(point)))
