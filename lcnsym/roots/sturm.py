"""Sturm's theorem by primitive signed remainders over ℤ."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from flint import fmpz_poly


def signed_remainders(f: fmpz_poly) -> Iterator[fmpz_poly]:
    """f, f′, then always minus the remainder of the last two, up to positive factors, while not zero."""
    previous, current = f, f.derivative()
    yield previous
    while current.degree() >= 0:
        yield current
        previous, current = current, _primitive(-pseudo_remainder(previous, current))


def pseudo_remainder(f: fmpz_poly, g: fmpz_poly) -> fmpz_poly:
    """A positive multiple of the remainder of f by g ≠ 0, in ℤ[x]."""
    lead = g.leading_coefficient()
    power = max(f.degree() - g.degree() + 1, 0)
    if lead < 0:
        lead, g = -lead, -g
    return f * lead**power % g


def _primitive(f: fmpz_poly) -> fmpz_poly:
    content = f.content()
    return f // content if content > 1 else f


def sturm_steps(f: fmpz_poly) -> Iterator[int | None]:
    """None after every division, at last the number of distinct real roots of a non-zero polynomial."""
    at_plus: list[bool] = []
    at_minus: list[bool] = []
    for g in signed_remainders(f):
        positive = g.leading_coefficient() > 0
        at_plus.append(positive)
        at_minus.append(positive != bool(g.degree() % 2))
        yield None
    yield _changes(at_minus) - _changes(at_plus)


def _changes(signs: list[bool]) -> int:
    return sum(a != b for a, b in pairwise(signs))
