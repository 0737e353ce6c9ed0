"""Products of layers against the filter they came from: exact where the numbers stay small, else by enclosures."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from math import prod

from ...algebra.forms import BinaryForm
from ...algebra.numbers import sign
from ...algebra.precision import precisions
from ...errors import InconclusiveError
from ...fibres.fibre import Factorization
from ...network.convolution import compose

Interval = tuple[Fraction, Fraction]
Intervals = tuple[Interval, ...]

MOST_CONJUGATES = 100
"""Layers are multiplied exactly where their coefficients have no more conjugates than this, layer times layer."""

FIRST_BITS, MOST_BITS = 64, 4096
WIDTH = Fraction(1, 2**40)


def is_exact(factorization: Factorization) -> bool:
    """Whether the layers' coefficients generate a field so small that they are multiplied exactly.

    False: it may be larger, and enclosures of the coefficients are multiplied.
    """
    return prod(layer.chosen.n_conjugates for layer in factorization.layers) <= MOST_CONJUGATES


def multiplies_to(factorization: Factorization, form: BinaryForm) -> bool:
    """Whether the layers multiply to the form.

    Where `is_exact` says no, True means that certified enclosures of the product's coefficients, narrower than
    WIDTH, contain those of the form; False is proved in either case.

    Raises:
        InconclusiveError: MOST_BITS of the layers' coefficients are too few for enclosures of this width.
    """
    if is_exact(factorization):
        return compose(factorization.fibre.architecture, factorization.filters) == form
    for bits in precisions(FIRST_BITS, MOST_BITS):
        total: Intervals = ((Fraction(1), Fraction(1)),)
        for layer in factorization.enclosures(bits):
            total = _times(total, layer)
        if all(hi - lo < WIDTH for lo, hi in total):
            pairs = zip(form.coefficients, total, strict=True)
            return all(sign(w - lo) >= 0 and sign(hi - w) >= 0 for w, (lo, hi) in pairs)
    raise InconclusiveError(f"enclosures of {MOST_BITS} bits do not give the product's coefficients to 40 bits")


def _times(first: Intervals, second: Intervals) -> Intervals:
    """The product of two forms with enclosed coefficients."""
    sums = [[Fraction(0), Fraction(0)] for _ in range(len(first) + len(second) - 1)]
    for i, a in enumerate(first):
        for j, b in enumerate(second):
            ends = [s * t for s in a for t in b]
            sums[i + j][0] += min(ends)
            sums[i + j][1] += max(ends)
    return tuple((lo, hi) for lo, hi in sums)


def all_differ(found: Sequence[Factorization]) -> bool:
    """Whether no two are in one scaling class.

    Layers but the first must begin with 1: then the factorizations of one filter that are in one class are equal, and
    enclosures that are disjoint for some coefficient tell two apart. False: some layer does not begin with 1.

    Raises:
        InconclusiveError: two factorizations are not told apart by enclosures of MOST_BITS.
    """
    if not all(_begins_with_one(layer) for one in found for layer in one.enclosures()[1:]):
        return False
    pairs = list(combinations(found, 2))
    for bits in precisions(FIRST_BITS, MOST_BITS):
        pairs = [(a, b) for a, b in pairs if not _apart(a.enclosures(bits), b.enclosures(bits))]
        if not pairs:
            return True
    raise InconclusiveError(f"two factorizations are not told apart by enclosures of {MOST_BITS} bits")


def _begins_with_one(layer: Intervals) -> bool:
    lo, hi = next((lo, hi) for lo, hi in layer if lo or hi)
    return lo == hi == 1


def _apart(first: Sequence[Intervals], second: Sequence[Intervals]) -> bool:
    ends = ((a, b) for one, other in zip(first, second, strict=True) for a, b in zip(one, other, strict=True))
    return any(a[1] < b[0] or b[1] < a[0] for a, b in ends)
