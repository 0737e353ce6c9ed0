"""Rational points at which a form alternates in sign: the smallest evidence for real roots of odd multiplicity."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from .forms import BinaryForm, product
from .roots import InfiniteRoot, RealRoot, isolate_roots
from .squarefree import squarefree_decomposition


def alternating_points(form: BinaryForm, needed: int) -> tuple[Fraction, ...] | None:
    """At least one point, ascending, with at least `needed` sign changes of P once round the projective line.

    The changes are those between neighbours, and one more if P(last)·(−1)ⁿ·P(first) < 0. None: the form has fewer than
    `needed` real roots of odd multiplicity. `needed` must have the parity of the degree; the form is not zero.
    """
    odd = product(part for m, part in squarefree_decomposition(form).parts if m % 2)
    roots = isolate_roots(odd)
    finite = [root.interval for root in roots if isinstance(root, RealRoot)]
    at_infinity = any(isinstance(root, InfiniteRoot) for root in roots)
    if len(finite) + at_infinity < needed:
        return None
    first = 0 if needed > len(finite) else 1
    gaps = _gaps(finite)[first : max(first + needed, first + 1)]
    return tuple(_point(form, lo, hi) for lo, hi in gaps)


def _gaps(intervals: list[tuple[Fraction, Fraction]]) -> list[tuple[Fraction | None, Fraction | None]]:
    """The gaps between the intervals, ascending, with the two unbounded ones; one whole line for none."""
    ends: list[Fraction | None] = [None, *(end for interval in intervals for end in interval), None]
    gaps = list(zip(ends[::2], ends[1::2], strict=True))
    return gaps if intervals else [*gaps, *gaps]


def _point(form: BinaryForm, lo: Fraction | None, hi: Fraction | None) -> Fraction:
    """A short rational in the open gap (or its only point, if it has just one) that is no root of the form."""
    if lo is not None and lo == hi:
        return lo
    point = simplest_between(lo, hi)
    while form.sign_at(point) == 0:
        point = simplest_between(lo, point)
    return point


def simplest_between(lo: Fraction | None, hi: Fraction | None) -> Fraction:
    """The rational with the least denominator, then the least absolute value, in an open interval; None is infinite."""
    if lo is None and hi is None:
        return Fraction(0)
    if hi is not None and (lo is None or lo < 0) and hi <= 0:
        return -simplest_between(-hi, None if lo is None else -lo)
    if lo is None or lo < 0:
        return Fraction(0)
    whole = floor(lo)
    if hi is None or whole + 1 < hi:
        return Fraction(whole + 1)
    rest = simplest_between(1 / (hi - whole), None if lo == whole else 1 / (lo - whole))
    return whole + 1 / rest
