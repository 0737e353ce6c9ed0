"""Numbers of packings as coefficients of symmetric polynomials, multiplied out term by term.

Of the balls of one colour with multiplicity m every bin z_1, …, z_L takes some: the terms of the complete symmetric
polynomial h_m(z) are all ways to do so, those of the elementary one e_m(z) the ways with at most one ball a bin. Balls
of size 2 fill two places: z_i² in place of z_i. The product over the colours has one term for every packing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...errors import UnsupportedError
from ...membership.patterns import RootPattern
from ...network.architecture import Architecture
from .shares import layer_sizes

Exponents = tuple[int, ...]
Polynomial = dict[Exponents, int]

MOST_TERMS = 300


def require_few_terms(architecture: Architecture) -> None:
    """Refuse architectures for which the polynomials have more than MOST_TERMS terms. Raises UnsupportedError."""
    terms = 1
    for size in layer_sizes(architecture):
        terms *= size + 1
        if terms > MOST_TERMS:
            raise UnsupportedError(
                f"symmetric polynomials are multiplied out with up to Π k_i = {MOST_TERMS} terms; "
                f"{architecture} has more"
            )


def coefficient(architecture: Architecture, pattern: RootPattern, *, compatible: bool) -> int:
    """The coefficient of Π z_i^(k_i − 1) in Π h_(ρ_i)(z)·Π h_(γ_j)(z²); with e in place of h for compatible packings.

    Raises:
        UnsupportedError: there are more than MOST_TERMS terms.
    """
    require_few_terms(architecture)
    wanted = layer_sizes(architecture)
    total: Polynomial = {(0,) * len(wanted): 1}
    for step, multiplicities in ((1, pattern.real), (2, pattern.complex)):
        for multiplicity in multiplicities:
            total = _times(total, _symmetric(multiplicity, step, wanted, elementary=compatible), wanted)
    return total.get(wanted, 0)


def _symmetric(degree: int, step: int, wanted: Exponents, *, elementary: bool) -> Polynomial:
    """h_degree or e_degree in z_i^step, without the terms that exceed a wanted exponent."""
    most = [min(size // step, 1) if elementary else size // step for size in wanted]
    return {tuple(step * a for a in exponents): 1 for exponents in _exponents(degree, most)}


def _exponents(total: int, most: Sequence[int]) -> Iterator[Exponents]:
    """All vectors with this sum and entries from 0 to the given ones."""
    if not most:
        if total == 0:
            yield ()
        return
    for first in range(min(total, most[0]) + 1):
        for rest in _exponents(total - first, most[1:]):
            yield (first, *rest)


def _times(first: Polynomial, second: Polynomial, wanted: Exponents) -> Polynomial:
    """The product, without the terms that exceed a wanted exponent."""
    found: Polynomial = {}
    for a, m in first.items():
        for b, n in second.items():
            sums = tuple(i + j for i, j in zip(a, b, strict=True))
            if all(i <= most for i, most in zip(sums, wanted, strict=True)):
                found[sums] = found.get(sums, 0) + m * n
    return found
