"""The real common zeros of integer polynomials in at most two unknowns: isolated ones exactly, and curves.

With the greatest common divisor h of all polynomials divided out, finitely many zeros are left, over ℂ too. Their
coordinates are among the roots of two resultants; every pair of real roots is tried, and a polynomial is proved to be
zero at a pair by a bound below which no such number but zero is. The other zeros are those of h.

Source: for the bound Yap, Fundamental Problems of Algorithmic Algebra (2000), section 6.7, with the proof in
`docs/critical-points.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import pairwise

import flint
from flint import arb, arb_mat, fmpz_mpoly, fmpz_poly

from ...algebra.forms import BinaryForm
from ...algebra.numbers import Number
from ...algebra.precision import precisions
from ...errors import InconclusiveError
from ...roots.roots import RealRoot, isolate_roots
from ..effort import UNLIMITED, Effort

FIRST_BITS = 64
TRIED_BITS = 1024
"""With so many bits it is seen first that a polynomial is not zero."""
MANY_BITS = 256
"""With so many bits most pairs of coordinates are told from zeros."""
MAX_ZERO_BITS = 250_000
"""A polynomial is proved to be zero at a point with at most so many bits."""
MAX_COMBINATIONS = 20

Coordinates = tuple[RealRoot, ...]
"""A point with real algebraic coordinates: roots of irreducible polynomials, or rational."""


@dataclass(frozen=True, eq=False)
class Curve:
    """The real zeros of an irreducible polynomial in two unknowns.

    Attributes:
        polynomial: that is zero on it.
        samples: points on it, at least one on every arc between its tangents and asymptotes in the second direction;
            none if it has isolated points only.
        singular: the points on it where both derivatives are zero.
    """

    polynomial: fmpz_mpoly
    samples: tuple[Coordinates, ...]
    singular: tuple[Coordinates, ...]


@dataclass(frozen=True, eq=False)
class PlaneZeros:
    """Real common zeros.

    Attributes:
        points: zeros of all polynomials divided by their greatest common divisor; they may be on curves.
        curves: the zeros of the factors of the greatest common divisor.
        is_everything: whether all polynomials are zero.
    """

    points: tuple[Coordinates, ...] = ()
    curves: tuple[Curve, ...] = ()
    is_everything: bool = False

    @cached_property
    def isolated(self) -> tuple[Coordinates, ...]:
        """Those that are on no curve with arcs, and the isolated points of curves that have no arcs."""
        arcs = [curve.polynomial for curve in self.curves if curve.samples]
        found = list(self.points)
        for curve in self.curves:
            if not curve.samples:
                found += [point for point in curve.singular if point not in found]
        return tuple(point for point in found if not any(is_zero(polynomial, point) for polynomial in arcs))


def common_zeros(polynomials: Sequence[fmpz_mpoly], effort: Effort = UNLIMITED) -> PlaneZeros:
    """All real common zeros of polynomials in one ring with one or two unknowns.

    Raises:
        InconclusiveError: MAX_ZERO_BITS bits are not enough to prove that a polynomial is zero at a point, or it takes
            longer than it may.
    """
    given = [f for f in polynomials if f]
    if not given:
        return PlaneZeros(is_everything=True)
    divisor = given[0]
    for f in given[1:]:
        divisor = divisor.gcd(f)
    if given[0].context().nvars() == 1:
        return PlaneZeros(tuple((root,) for root in _real_roots(univariate(divisor, 0))))
    curves = [curve_of(factor, effort) for factor, _ in divisor.factor()[1]]
    return PlaneZeros(tuple(_isolated([f / divisor for f in given], effort)), tuple(curves))


def _isolated(polynomials: Sequence[fmpz_mpoly], effort: Effort) -> Iterator[Coordinates]:
    """The real common zeros of polynomials in two unknowns without a common divisor."""
    if any(f.is_constant() for f in polynomials):
        return
    first, *others = polynomials
    second = _coprime(first, others)
    axes = []
    for i in (0, 1):
        effort.check("it")
        axes.append(_real_roots(univariate(_eliminated(first, second, 1 - i), i)))
    across, along = axes
    pair = _Pair(first, second)
    for x in across:
        for y in along:
            effort.check("it")
            here = x, y
            if any(_is_certainly_not_zero(f, here, MANY_BITS) for f in polynomials):
                continue
            is_known = len(polynomials) == 2 and pair.is_simple_zero(here, (across, along))
            if is_known or all(is_zero(f, here) for f in polynomials):
                yield here


class _Pair:
    """Two polynomials in two unknowns without a common divisor."""

    def __init__(self, first: fmpz_mpoly, second: fmpz_mpoly) -> None:
        self.polynomials = first, second
        self._slopes = [[f.derivative(name) for name in f.context().names()] for f in self.polynomials]

    def is_simple_zero(self, point: Coordinates, others: tuple[Sequence[RealRoot], Sequence[RealRoot]]) -> bool:
        """Whether Krawczyk's test proves a zero in a box that no other coordinates of zeros reach. False: not proved.

        Args:
            others: the real numbers that are coordinates of zeros.
        """
        for bits in precisions(FIRST_BITS, TRIED_BITS, 4):
            with flint.ctx.workprec(2 * bits):
                middles = [arb(ball_of(root, bits).mid()) for root in point]
                side = arb(0, arb(2) ** -(bits // 2))
                box = [middle + side for middle in middles]
                is_alone = all(
                    root == own or not ball_of(root, bits).overlaps(there)
                    for own, there, roots in zip(point, box, others, strict=True)
                    for root in roots
                )
                if is_alone and self._maps_into_itself(middles, box):
                    return True
        return False

    def _maps_into_itself(self, middles: Sequence[arb], box: Sequence[arb]) -> bool:
        values = arb_mat([[_evaluated(f, middles)] for f in self.polynomials])
        jacobian = arb_mat([[_evaluated(f, box) for f in row] for row in self._slopes])
        try:
            inverse = arb_mat([[_evaluated(f, middles) for f in row] for row in self._slopes]).inv().mid()
        except ZeroDivisionError:
            return False
        steps, products = inverse * values, inverse * jacobian
        defect = arb_mat([[int(i == j) - products[i, j] for j in range(2)] for i in range(2)])
        offsets = arb_mat([[whole - middle] for whole, middle in zip(box, middles, strict=True)])
        moved = defect * offsets
        return all(
            whole.contains_interior(middle - steps[i, 0] + moved[i, 0])
            for i, (whole, middle) in enumerate(zip(box, middles, strict=True))
        )


def _coprime(first: fmpz_mpoly, others: Sequence[fmpz_mpoly]) -> fmpz_mpoly:
    """A combination of the others without a common divisor with the first; all together have none."""
    for weight in range(1, MAX_COMBINATIONS + 1):
        found = sum((weight**i * f for i, f in enumerate(others)), first - first)
        if first.gcd(found).is_constant():
            return found
    raise InconclusiveError("no combination of the equations has finitely many solutions with the first one")


def _eliminated(first: fmpz_mpoly, second: fmpz_mpoly, which: int) -> fmpz_mpoly:
    """A polynomial without one unknown that is zero at common zeros; it is not 0, as they have no common divisor."""
    for f in (first, second):
        if not f.degrees()[which]:
            return f
    return first.resultant(second, first.context().names()[which])


def univariate(polynomial: fmpz_mpoly, which: int) -> fmpz_poly:
    """The same, which has no other unknown."""
    found = {int(exponents[which]): int(c) for exponents, c in polynomial.terms()}
    return fmpz_poly([found.get(i, 0) for i in range(1 + max(found, default=0))])


def _real_roots(polynomial: fmpz_poly) -> list[RealRoot]:
    """Ascending within each irreducible factor, each once."""
    return [root for factor, _ in polynomial.factor()[1] for root in _roots_of_irreducible(factor)]


def _roots_of_irreducible(polynomial: fmpz_poly) -> list[RealRoot]:
    found = isolate_roots(BinaryForm([int(c) for c in reversed(polynomial.coeffs())]))
    return [root for root in found if isinstance(root, RealRoot)]


def curve_of(polynomial: fmpz_mpoly, effort: Effort = UNLIMITED, cuts: Sequence[Coordinates] = ()) -> Curve:
    """Of an irreducible polynomial in two unknowns.

    Args:
        cuts: points on it; there are samples on every part of an arc between them.

    Between neighbouring real zeros of the discriminant and the leading coefficient in the second unknown, the curve
    has the same number of arcs over all points. Where there are none at all, its real points are isolated, so that both
    derivatives are zero there: near a point where one is not, there is an arc.

    Raises:
        InconclusiveError: as for `common_zeros`.
    """
    x, y = polynomial.context().names()
    slopes = [polynomial.derivative(name) for name in (x, y)]
    if not polynomial.degrees()[1]:
        places = _between(_ascending([cut[1] for cut in cuts]))
        along = [RealRoot(1, (place, place), None) for place in places]
        lines = _real_roots(univariate(polynomial, 0))
        return Curve(polynomial, tuple((root, place) for root in lines for place in along), ())
    effort.check("it")
    walls = _walls(polynomial, [cut[0] for cut in cuts])
    samples: list[Coordinates] = []
    for place in _between(walls):
        effort.check("it")
        here = RealRoot(1, (place, place), None)
        samples += [(here, root) for root in _real_roots(_at(polynomial, place))]
    return Curve(polynomial, tuple(samples), tuple(_isolated([polynomial, *filter(None, slopes)], effort)))


def _walls(polynomial: fmpz_mpoly, cuts: Sequence[RealRoot]) -> list[RealRoot]:
    """Roots of the discriminant in the second unknown, of the leading coefficient, and cuts, ascending and disjoint."""
    size = polynomial.degrees()[1]
    leading = {int(e[0]): int(c) for e, c in polynomial.terms() if e[1] == size}
    product = fmpz_poly([leading.get(i, 0) for i in range(1 + max(leading))])
    if size > 1:
        product *= univariate(polynomial.discriminant(polynomial.context().names()[1]), 0)
    return _ascending(cuts, product)


def _ascending(numbers: Sequence[RealRoot], polynomial: fmpz_poly | None = None) -> list[RealRoot]:
    """The real roots of a polynomial, if one is given, and of those at which numbers are, in disjoint intervals."""
    product = fmpz_poly([1]) if polynomial is None else polynomial
    for factor in {tuple(map(int, _defining(number).coeffs())) for number in numbers}:
        product *= fmpz_poly(list(factor))
    found = isolate_roots(BinaryForm([int(c) for c in reversed(product.coeffs())]))
    return [root for root in found if isinstance(root, RealRoot)]


def _between(roots: Sequence[RealRoot]) -> list[Fraction]:
    """Rationals below, between and above ascending roots in disjoint intervals."""
    if not roots:
        return [Fraction(0)]
    found = [roots[0].interval[0] - 1]
    for left, right in pairwise(roots):
        lower, upper = left, right
        while lower.interval[1] >= upper.interval[0]:
            lower, upper = lower.narrowed(), upper.narrowed()
        found.append((lower.interval[1] + upper.interval[0]) / 2)
    return [*found, roots[-1].interval[1] + 1]


def _at(polynomial: fmpz_mpoly, place: Fraction) -> fmpz_poly:
    """In the second unknown, with a rational for the first one, times a power of its denominator."""
    size = polynomial.degrees()[0]
    found = [0] * (1 + polynomial.degrees()[1])
    for (i, j), c in polynomial.terms():
        found[j] += int(c) * place.numerator**i * place.denominator ** (size - i)
    return fmpz_poly(found)


def is_zero(polynomial: fmpz_mpoly, point: Coordinates) -> bool:
    """Whether a polynomial is zero at a point with algebraic coordinates, proved either way.

    The product of z − v over all values v at conjugates of the coordinates, those of different ones independently, has
    integer coefficients after multiplication by powers of the leading coefficients. The last coefficient that is not
    zero is at least 1, so a value that is not zero is not less than 1 over the product of the others that exceed 1.

    Raises:
        InconclusiveError: this takes more than MAX_ZERO_BITS bits.
    """
    if _is_certainly_not_zero(polynomial, point, TRIED_BITS):
        return False
    needed = _bits_of_least_value(polynomial, point)
    if needed > MAX_ZERO_BITS:
        raise InconclusiveError(f"{needed} bits would be needed to decide whether an equation holds at a point")
    bits = needed + FIRST_BITS
    while True:
        found = value_at(polynomial, point, bits)
        if not found.contains(0):
            return False
        if found.abs_upper() < arb(2) ** -needed:
            return True
        bits *= 2


def _is_certainly_not_zero(polynomial: fmpz_mpoly, point: Coordinates, most: int) -> bool:
    return any(not value_at(polynomial, point, bits).contains(0) for bits in precisions(FIRST_BITS, most, 4))


def _bits_of_least_value(polynomial: fmpz_mpoly, point: Coordinates) -> int:
    """b such that the value is 0 or at least 2^−b in absolute value."""
    defining = [_defining(root) for root in point]
    number = 1
    for p in defining:
        number *= p.degree()
    size = sum(abs(int(c)) for c in polynomial.coeffs()).bit_length()
    leading = 0
    for p, degree in zip(defining, polynomial.degrees(), strict=False):
        size += degree * _bits_of_roots(p)
        leading += degree * (number // p.degree()) * abs(int(p[p.degree()])).bit_length()
    return int(number * size + leading)


def _defining(root: RealRoot) -> fmpz_poly:
    if root.part is None:
        value = root.interval[0]
        return fmpz_poly([-value.numerator, value.denominator])
    return root.part.integer_polynomial


def _bits_of_roots(polynomial: fmpz_poly) -> int:
    """b ≥ 0 such that all complex roots are at most 2^b: Fujiwara's bound."""
    *lower, leading = (int(c).bit_length() for c in polynomial.coeffs())
    n = len(lower)
    return max([0, *(1 - (leading - 1 - bits) // (n - i) for i, bits in enumerate(lower) if bits)])


def value_at(polynomial: fmpz_mpoly, point: Coordinates, bits: int) -> arb:
    """The value at a point, in a ball."""
    balls = [ball_of(root, bits) for root in point]
    with flint.ctx.workprec(2 * bits):
        return _evaluated(polynomial, balls)


def _evaluated(polynomial: fmpz_mpoly, balls: Sequence[arb]) -> arb:
    powers = [[arb(1)] for _ in balls]
    for ball, known, degree in zip(balls, powers, polynomial.degrees(), strict=False):
        for _ in range(degree):
            known.append(known[-1] * ball)
    total = arb(0)
    for exponents, c in polynomial.terms():
        term = arb(c)
        for known, e in zip(powers, exponents, strict=False):
            term *= known[int(e)]
        total += term
    return total


@lru_cache(maxsize=512)
def ball_of(root: RealRoot, bits: int) -> arb:
    """A ball around a coordinate."""
    return root.ball_at(bits)


def exact_value(polynomial: fmpz_mpoly, values: Sequence[Number]) -> Number:
    """The value at numbers of one field."""
    total: Number = Fraction(0)
    for exponents, c in polynomial.terms():
        term: Number = Fraction(int(c))
        for value, e in zip(values, exponents, strict=False):
            for _ in range(int(e)):
                term = term * value
        total = total + term
    return total
