"""One rational filter of every root pattern."""

from __future__ import annotations

from ...algebra.forms import BinaryForm, product
from ...membership.patterns import RootPattern


def linear_factor(index: int) -> BinaryForm:
    """The index-th of the pairwise coprime linear forms with roots ∞, 0, 1, −1, 2, −2, …"""
    if index == 0:
        return BinaryForm((0, 1))
    root = index // 2 if index % 2 == 0 else -(index // 2)
    return BinaryForm((1, -root))


def quadratic_factor(index: int) -> BinaryForm:
    """The index-th of the pairwise coprime definite forms x² + y², x² + 2y², x² + 3y², …"""
    return BinaryForm((1, 0, index + 1))


def representative(pattern: RootPattern) -> BinaryForm:
    """A form with integer coefficients whose roots have exactly this pattern."""
    real = (linear_factor(i) ** m for i, m in enumerate(pattern.real))
    pairs = (quadratic_factor(i) ** m for i, m in enumerate(pattern.complex))
    return product((*real, *pairs))
