"""Products of forms in several pairs of variables, for formats so small that ranks and discriminants decide.

Two layers are judged: with axes of their own, with one of them along one axis that both have, or both of format 2x2.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

from .exact import Poly, add, gcd, multiply, rank, real_roots, sign, trim
from .oracle_roots import affine, counts, is_zero

Format = tuple[int, ...]


def end_format(formats: Sequence[Format]) -> Format:
    return tuple(1 + sum(n - 1 for n in along) for along in zip(*formats, strict=True))


def product_of(filters: Sequence[Sequence[Any]], formats: Sequence[Format]) -> list[Any]:
    """The end-to-end filter, by the definition."""
    end = end_format(formats)
    terms: dict[Format, Any] = {(0,) * len(end): Fraction(1)}
    for entries, sizes in zip(filters, formats, strict=True):
        new: dict[Format, Any] = {}
        for index, w in zip(product(*map(range, sizes)), entries, strict=True):
            for place, c in terms.items():
                where = tuple(i + j for i, j in zip(place, index, strict=True))
                new[where] = new.get(where, Fraction(0)) + c * w
        terms = new
    return [terms.get(index, Fraction(0)) for index in product(*map(range, end))]


def is_filling(formats: Sequence[Format]) -> bool | None:
    """None: all layers lie along one axis, several of them."""
    layers = [sizes for sizes in formats if prod(sizes) > 1]
    if len(layers) <= 1:
        return True
    return False if _dimension(formats) < prod(end_format(formats)) else None


def _dimension(formats: Sequence[Format]) -> int:
    return 1 + sum(prod(sizes) - 1 for sizes in formats)


def is_member(form: Sequence[Any], formats: Sequence[Format], real: bool) -> bool | None:
    """Whether real or complex layers exist; None: the formats are not among those that are judged."""
    layers = [sizes for sizes in formats if prod(sizes) > 1]
    if is_zero(form) or len(layers) <= 1:
        return True
    if len(layers) > 2:
        return None
    first, second = layers
    axes = [{j for j, n in enumerate(sizes) if n > 1} for sizes in layers]
    end = end_format(formats)
    if not axes[0] & axes[1]:
        return _rank_one(form, end, axes[0])
    if end == (3, 3) and first == second == (2, 2):
        return _two_bilinear(form, real)
    for line, plane in ((first, second), (second, first)):
        if sorted(line) == [*[1] * (len(line) - 1), 2] and sorted(plane)[:-2] == [1] * (len(plane) - 2):
            return _linear_factor(form, end, line.index(2), real)
    return None


def _rank_one(form: Sequence[Any], end: Format, rows: set[int]) -> bool:
    """The filter as a matrix, the axes of one layer down and the others across, has rank one."""
    matrix: dict[Format, list[Any]] = {}
    for index, w in zip(product(*map(range, end)), form, strict=True):
        matrix.setdefault(tuple(i for j, i in enumerate(index) if j in rows), []).append(w)
    return rank(list(matrix.values())) <= 1


def _lines(form: Sequence[Any], end: Format, axis: int) -> list[list[Any]]:
    """The binary forms along an axis, one for every place on the others."""
    found: dict[Format, list[Any]] = {}
    for index, w in zip(product(*map(range, end)), form, strict=True):
        found.setdefault(index[:axis] + index[axis + 1 :], []).append(w)
    return [line for line in found.values() if not is_zero(line)]


def _content(lines: Sequence[Sequence[Any]]) -> tuple[int, Poly]:
    """The greatest common divisor of binary forms: its order at infinity, and its affine part."""
    infinity, common = min(affine(line)[0] for line in lines), []
    for line in lines:
        common = gcd(common, affine(line)[1])
    return infinity, common


def _linear_factor(form: Sequence[Any], end: Format, axis: int, real: bool) -> bool:
    """A linear form along the axis divides."""
    infinity, common = _content(_lines(form, end, axis))
    if infinity:
        return True
    return real_roots(common) > 0 if real else len(common) > 1


def _two_bilinear(form: Sequence[Any], real: bool) -> bool:
    """A form of bidegree (2, 2) is a product of two of bidegree (1, 1)."""
    contents = [_content(_lines(form, (3, 3), axis)) for axis in range(2)]
    degrees = tuple(infinity + len(common) - 1 for infinity, common in contents)
    if degrees == (1, 1):
        return True
    if degrees == (2, 2):
        return not real or all(infinity == 2 or infinity + _real(common) == 2 for infinity, common in contents)
    if degrees != (0, 0):
        # what is left has degree two along one axis and one along the other, and is irreducible
        return False
    return _splits(form, real)


def _real(f: Poly) -> int:
    """Real roots with multiplicity."""
    return sum(real for real, _ in counts(f))


def _splits(form: Sequence[Any], real: bool) -> bool:
    """a·z² + b·z + c over the forms in x, a, b, c without a common factor: the discriminant is a square."""
    a, b, c = ([form[3 * i + j] for i in range(3)] for j in range(3))
    discriminant = add(multiply(b, b), [-4 * t for t in multiply(a, c)])
    if is_zero(discriminant):
        return True
    infinity, f = affine(discriminant)
    if infinity % 2:
        return False
    # a square over the complex numbers: f = f[-1]·g², g monic
    root = _square_root([t / f[-1] for t in f])
    return root is not None and (not real or sign(f[-1]) > 0)


def _square_root(f: Poly) -> Poly | None:
    """The monic g with g² = f, of degree up to two; f is monic."""
    if len(f) % 2 == 0:
        return None
    if len(f) == 1:
        return [Fraction(1)]
    if len(f) == 3:
        g: Poly = [f[1] / 2, Fraction(1)]
    else:
        middle = f[3] / 2
        g = [(f[2] - middle * middle) / 2, middle, Fraction(1)]
    return None if trim(add(multiply(g, g), [-t for t in f])) else g
