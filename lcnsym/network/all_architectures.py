"""All architectures whose end-to-end filters have a given degree."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ..cost import require
from ..errors import require_integer
from .architecture import MAX_FILTER_SIZE, Architecture

STEPS_PER_ARCHITECTURE = 50
BYTES_PER_ARCHITECTURE = 2500


def architectures_of_degree(degree: int, stride: int = 1) -> Iterator[Architecture]:
    """All architectures of a degree with k_i > 1 for all layers, s_L = 1 and a given S_L, fewest layers first.

    Strides after the last layer and layers with k_i = 1 change no function space but that of larger strides before.

    Args:
        degree: n = Σ (k_i − 1)·S_i, at least 1.
        stride: S_L = s_1⋯s_{L−1}, the end-to-end stride.

    Raises:
        BadInputError: one of them is no positive integer.
        TooCostlyError: there are too many.

    Examples:
        >>> [str(architecture) for architecture in architectures_of_degree(3)]
        ['k = (4)', 'k = (2,3)', 'k = (3,2)', 'k = (2,2,2)']
        >>> [str(architecture) for architecture in architectures_of_degree(3, 2)]
        ['k = (2,2), s = (2,1)']
    """
    degree = require_integer(degree, "the degree n", 1, MAX_FILTER_SIZE)
    stride = require_integer(stride, "the end-to-end stride S_L", 1, MAX_FILTER_SIZE)
    number = number_of_architectures(min(degree, 200), stride)
    size = number * BYTES_PER_ARCHITECTURE
    require(
        f"the list of {'over ' if degree > 200 else ''}{number} architectures",
        steps=number * STEPS_PER_ARCHITECTURE,
        memory=size,
    )
    found = _layers(degree, 1, stride)
    return (
        Architecture(tuple(k for k, _ in layers), tuple(s for _, s in layers))
        for layers in sorted(found, key=lambda layers: (len(layers), layers))
    )


@cache
def number_of_architectures(degree: int, stride: int) -> int:
    """How many there are. For stride one 2^(n−1), the compositions of n.

    Examples:
        >>> number_of_architectures(8, 1), number_of_architectures(6, 2)
        (128, 12)
    """
    return sum(
        int(ratio == 1) if left == 0 else number_of_architectures(left // s, ratio // s)
        for s in _divisors(stride)
        for left, ratio in _after_first(degree, stride, s)
    )


def _after_first(degree: int, stride: int, s: int) -> Iterator[tuple[int, int]]:
    """What is left of the degree and the stride after a first layer with stride s, of each size that is possible."""
    for k in range(2, degree + 2):
        left = degree - (k - 1)
        if left == 0:
            if s == 1:
                yield 0, stride
        elif left % s == 0:
            yield left, stride


def _divisors(number: int) -> list[int]:
    small = [d for d in range(1, int(number**0.5) + 1) if number % d == 0]
    return sorted({*small, *(number // d for d in small)})


def _layers(degree: int, product: int, stride: int) -> list[tuple[tuple[int, int], ...]]:
    """Layers (k, s) from one with this product of strides before it on; the last has s = 1 and S = `stride`."""
    found: list[tuple[tuple[int, int], ...]] = []
    for k in range(2, degree // product + 2):
        left = degree - (k - 1) * product
        if left == 0:
            found += [((k, 1),)] if product == stride else []
            continue
        for s in _divisors(stride // product):
            # the layers that follow take multiples of their S
            above, more = divmod(left, product * s)
            if not more and number_of_architectures(above, stride // (product * s)):
                found += [((k, s), *rest) for rest in _layers(left, product * s, stride)]
    return found
