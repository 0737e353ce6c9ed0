"""Filters for larger strides: compositions of layers with known roots, and filters that miss a condition."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice

from ...algebra.forms import BinaryForm, product
from ...network.architecture import Architecture
from ...network.convolution import compose
from ...network.levels import levels
from .representatives import linear_factor, quadratic_factor


def layers_with_positive_roots(architecture: Architecture) -> list[BinaryForm]:
    """A filter for every layer, all with different roots 1, 2, 3, …, so that no form in x^s, s > 1, divides one."""
    return _layers(architecture, map(_with_root, count(1)))


def _layers(architecture: Architecture, factors: Iterator[BinaryForm]) -> list[BinaryForm]:
    return [product([BinaryForm((1,)), *islice(factors, k - 1)]) for k in architecture.filter_sizes]


def _with_root(root: int) -> BinaryForm:
    return BinaryForm((1, -root))


def strided_examples(architecture: Architecture) -> list[BinaryForm]:
    """Members, the first COMPOSED are compositions of real layers, and other filters; the zero filter last."""
    composed = [
        compose(architecture, _layers(architecture, map(linear_factor, count()))),
        compose(architecture, layers_with_positive_roots(architecture)),
        compose(architecture, [_definite(k - 1) for k in architecture.filter_sizes]),
    ]
    spread = product(
        [BinaryForm((1,)), *(_definite(level.degree).in_powers(level.stride) for level in levels(architecture))]
    )
    n = architecture.degree
    moved = composed[1] + BinaryForm(int(i == n // 2) for i in range(n + 1))
    powers = [BinaryForm((1, *[0] * (n - 1), sign)) for sign in (1, -1)] if n else []
    zero = BinaryForm((0,) * (n + 1))
    return [*composed, spread, moved, *powers, zero]


COMPOSED = 3


def _definite(degree: int) -> BinaryForm:
    """A form with as few real roots as its degree allows."""
    pairs = product([BinaryForm((1,)), *map(quadratic_factor, range(degree // 2))])
    return pairs * BinaryForm((1, -2)) if degree % 2 else pairs
