"""Layers' filters on a terminal."""

from __future__ import annotations

from fractions import Fraction

from ..fibres.fibre import Layer
from .numbers import DIGITS, decimal, short_number

FEW_CONJUGATES = 12
"""Coefficients of at most this degree are written exactly where that is short."""

MAX_BITS = 1024


def layer_text(layer: Layer) -> str:
    """The coefficients in parentheses: exact where that is quick and short, else certified decimals."""
    if layer.chosen.n_conjugates <= FEW_CONJUGATES:
        return f"({', '.join(map(short_number, layer.form.coefficients))})"
    return f"({', '.join(_decimal(layer, i) for i in range(layer.chosen.degree + 1))})"


def _decimal(layer: Layer, i: int) -> str:
    """The coefficient to ten significant digits, or how small it is."""
    bits = 64
    while bits <= MAX_BITS:
        lo, hi = layer.enclosures(bits)[i]
        if lo == hi:
            return short_number(lo)
        if (hi - lo) * 10 ** (DIGITS + 5) < max(abs(lo), abs(hi)):
            return f"≈ {decimal((lo + hi) / 2)}"
        bits *= 2
    return f"|·| < {decimal(Fraction(1, 2**MAX_BITS), 2)}"
