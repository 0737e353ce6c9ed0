"""Rational points at which a form alternates in sign: the smallest evidence for real roots of odd multiplicity."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from .breakpoints import simplest_between
from .forms import BinaryForm, product
from .roots import RealRoot, affine_real_roots
from .squarefree import squarefree_decomposition


def alternating_points(form: BinaryForm, needed: int) -> tuple[Fraction, ...] | None:
    """At least one point, ascending, with at least `needed` sign changes of P once round the projective line.

    The changes are those between neighbours, and one more if P(last)·(−1)ⁿ·P(first) < 0. None: the form has fewer than
    `needed` real roots of odd multiplicity. `needed` must have the parity of the degree; the form is not zero.
    """
    odd = product(part for m, part in squarefree_decomposition(form).parts if m % 2)
    finite = _apart(form, affine_real_roots(odd))
    at_infinity = odd.order_at_infinity
    if len(finite) + at_infinity < needed:
        return None
    first = 0 if needed > len(finite) else 1
    gaps = _gaps(finite)[first : max(first + needed, first + 1)]
    return tuple(_point(form, lo, hi) for lo, hi in gaps)


def _apart(form: BinaryForm, roots: list[RealRoot]) -> list[tuple[Fraction, Fraction]]:
    """The roots' intervals, refined where two of them touch at a root of the form."""
    while any(a.interval[1] == b.interval[0] and form.sign_at(b.interval[0]) == 0 for a, b in pairwise(roots)):
        roots = [root.narrowed() for root in roots]
    return [root.interval for root in roots]


def _gaps(intervals: list[tuple[Fraction, Fraction]]) -> list[tuple[Fraction | None, Fraction | None]]:
    """The gaps between the intervals, ascending, with the two unbounded ones; one whole line for none."""
    ends: list[Fraction | None] = [None, *(end for interval in intervals for end in interval), None]
    gaps = list(zip(ends[::2], ends[1::2], strict=True))
    return gaps if intervals else [*gaps, *gaps]


def _point(form: BinaryForm, lo: Fraction | None, hi: Fraction | None) -> Fraction:
    """A short rational in the open gap, or its only point if it has just one, that is no root of the form."""
    if lo is not None and lo == hi:
        return lo
    point = simplest_between(lo, hi)
    while form.sign_at(point) == 0:
        point = simplest_between(lo, point)
    return point
