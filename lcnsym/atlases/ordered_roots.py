"""Real roots of several polynomials in one interval, in their order, and rational points between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from flint import fmpz, fmpz_poly

from ..algebra.breakpoints import simplest_between
from ..algebra.flintio import primitive_part
from ..algebra.forms import BinaryForm
from ..roots.roots import RealRoot, isolate_roots

Interval = tuple[Fraction, Fraction]
SIDES = ((Fraction(1, 8), Fraction(3, 8)), (Fraction(5, 8), Fraction(7, 8)))
"""Where in a gap, whose ends are 0 and 1, other points are taken."""


@dataclass(frozen=True)
class OrderedRoots:
    """The roots of pairwise coprime polynomials in an open interval, ascending, with disjoint enclosures.

    Attributes:
        bounds: the interval.
        roots: ascending; the enclosures are inside the interval, and no two have a point in common.
        sources: which polynomial each root is of.
    """

    bounds: Interval
    roots: tuple[RealRoot, ...]
    sources: tuple[int, ...]

    def gap(self, index: int) -> Interval:
        """A part of the gap below the root of that index, or above the last root, without roots inside."""
        lo = self.roots[index - 1].interval[1] if index else self.bounds[0]
        hi = self.roots[index].interval[0] if index < len(self.roots) else self.bounds[1]
        return lo, hi

    def sample(self, index: int) -> Fraction:
        """A rational number in a gap, a short one near the middle."""
        return short_between(*self.gap(index))

    def samples(self, index: int) -> Iterator[Fraction]:
        """Rational numbers in a gap: the short one, and others, at which less should be special."""
        lo, hi = self.gap(index)
        yield short_between(lo, hi)
        yield from (short_between(lo + a * (hi - lo), lo + b * (hi - lo)) for a, b in SIDES)

    def place(self, value: Fraction) -> int | None:
        """In which gap a number is; None: it may be a root."""
        for index, enclosed in enumerate(self.roots):
            root = enclosed
            while root.interval[0] <= value <= root.interval[1]:
                if root.interval[0] == root.interval[1] or _is_root(root, value):
                    return None
                root = root.narrowed()
            if value < root.interval[0]:
                return index
        return len(self.roots)


def ordered_roots(polynomials: Sequence[fmpz_poly], bounds: Interval) -> OrderedRoots:
    """The real roots of square-free, pairwise coprime polynomials inside an interval, which are not its ends.

    A root at an end is left out.
    """
    found: list[tuple[RealRoot, int]] = []
    for source, polynomial in enumerate(polynomials):
        if polynomial.degree() < 1:
            continue
        form = BinaryForm([int(c) for c in reversed(polynomial.coeffs())])
        for root in isolate_roots(form):
            if isinstance(root, RealRoot):
                inside = _inside(root, bounds)
                if inside is not None:
                    found.append((inside, source))
    return OrderedRoots(bounds, *_separated(found))


def short_between(lo: Fraction, hi: Fraction) -> Fraction:
    """A rational number of small height in the middle half of an interval."""
    quarter = (hi - lo) / 4
    return simplest_between(lo + quarter, hi - quarter)


def coprime_parts(polynomials: Iterable[fmpz_poly]) -> list[fmpz_poly]:
    """Square-free polynomials without common roots that have the same roots together."""
    parts: list[fmpz_poly] = []
    for polynomial in polynomials:
        for factor, _ in polynomial.factor_squarefree()[1]:
            rest, kept = factor, []
            for part in parts:
                common = part.gcd(rest)
                if common.degree() < 1:
                    kept.append(part)
                    continue
                rest //= common
                kept += [common, part // common]
            parts = [primitive_part(part) for part in (*kept, rest) if part.degree() > 0]
    return parts


def has_root_between(polynomial: fmpz_poly, lo: Fraction, hi: Fraction, cuts: int = 6) -> bool:
    """Whether there may be a root in lo ≤ x ≤ hi. False: there is none, by Descartes' rule on up to 2^cuts parts."""
    moved = _moved(polynomial, lo, hi)
    signs = [c > 0 for c in moved if c]
    if moved and moved[0] and moved[-1] and len(set(signs)) == 1:
        return False
    if not cuts:
        return True
    middle = (lo + hi) / 2
    return has_root_between(polynomial, lo, middle, cuts - 1) or has_root_between(polynomial, middle, hi, cuts - 1)


def _moved(polynomial: fmpz_poly, lo: Fraction, hi: Fraction) -> list[fmpz]:
    """The coefficients of (1 + x)^d·f((lo + hi·x)/(1 + x)), times a positive integer."""
    scale = lo.denominator * hi.denominator
    coefficients = polynomial.coeffs()
    d = len(coefficients) - 1
    top = fmpz_poly([lo.numerator * hi.denominator, hi.numerator * lo.denominator])
    bottom = fmpz_poly([scale, scale])
    found, power = fmpz_poly([coefficients[-1]]), fmpz_poly([1])
    for c in reversed(coefficients[:-1]):
        power *= bottom
        found = found * top + c * power
    values = found.coeffs()
    return values + [fmpz(0)] * (d + 1 - len(values))


def _is_root(root: RealRoot, value: Fraction) -> bool:
    return root.part is not None and root.part.sign_at(value) == 0


def _inside(root: RealRoot, bounds: Interval) -> RealRoot | None:
    """The root with an enclosure inside the open interval; None: it is outside, or an end."""
    for end in bounds:
        while root.interval[0] <= end <= root.interval[1]:
            if root.part is None or _is_root(root, end):
                return None
            root = root.narrowed()
    return root if bounds[0] < root.interval[0] and root.interval[1] < bounds[1] else None


def _separated(found: list[tuple[RealRoot, int]]) -> tuple[tuple[RealRoot, ...], tuple[int, ...]]:
    while True:
        found.sort(key=lambda entry: entry[0].interval)
        close = {
            j
            for i, (first, second) in enumerate(pairwise(found))
            if first[0].interval[1] >= second[0].interval[0]
            for j in (i, i + 1)
        }
        if not close:
            return tuple(root for root, _ in found), tuple(source for _, source in found)
        found = [(root.narrowed(), s) if i in close else (root, s) for i, (root, s) in enumerate(found)]
