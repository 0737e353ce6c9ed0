"""Real number fields ℚ(α) ⊂ ℝ with a marked real generator, and the fields that two of them generate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import combinations
from math import ceil, comb, floor, lcm
from typing import Any

import flint
from flint import acb, arb, arb_poly, fmpq, fmpq_mat, fmpq_poly, fmpz, fmpz_poly

from ..cost import require
from ..errors import BadInputError, UnsupportedError
from .breakpoints import arc_variations
from .composed_sums import composed_sum, second_summand
from .flintio import primitive_part, to_fraction
from .precision import decided
from .shiftable import IntegerPolynomial

MAX_DEGREE = 64
LONG = 32
"""Bits to which roots agree that are close together; and bits, a degree, of coefficients where it is asked."""
START_PRECISION = 64

Residue = fmpq_poly
"""An element of ℚ(α): a polynomial in α of degree below the field's."""

BallAt = Callable[[int], arb]
"""From a precision in bits to a certified ball around one fixed real number."""


@dataclass(frozen=True)
class RealField:
    """The field ℚ(α), α a real root of an irreducible polynomial over ℚ; ℚ itself has α = 0.

    Equal values are equal fields with the same generator. It is what `BinaryForm.field` and `AlgebraicNumber.field`
    are; nothing is checked.

    Attributes:
        minpoly: integer coefficients of the polynomial, constant term first, primitive, the last one positive.
        root_index: the number of α among its real roots, ascending, from 0.
        nearby: provisional; a faster way to α than finding the roots.

    Examples:
        >>> from lcnsym import parse_number
        >>> field = parse_number("sqrt(2)").field
        >>> field.minpoly, field.root_index, field.degree
        ((-2, 0, 1), 1, 2)
    """

    minpoly: tuple[int, ...]
    root_index: int
    nearby: BallAt | None = field(default=None, compare=False, repr=False)

    def __reduce__(self) -> tuple[object, ...]:
        return RealField, (self.minpoly, self.root_index)

    def __repr__(self) -> str:
        return "RATIONALS" if self.degree == 1 else f"RealField({list(self.minpoly)}, {self.root_index})"

    @property
    def degree(self) -> int:
        """[ℚ(α) : ℚ]."""
        return len(self.minpoly) - 1

    @cached_property
    def modulus(self) -> fmpq_poly:
        """The monic minimal polynomial of α."""
        return fmpq_poly(list(self.minpoly)) / self.minpoly[-1]

    @cached_property
    def _powers(self) -> dict[int, list[arb]]:
        return {}

    def generator_ball(self, precision: int) -> arb:
        """A certified ball for α, computed with at least `precision` bits."""
        if self.nearby is not None:
            return decided(self._finite_ball, precision)
        return real_roots(fmpz_poly(list(self.minpoly)), precision)[self.root_index]

    def _finite_ball(self, precision: int) -> arb | None:
        ball = None if self.nearby is None else self.nearby(precision)
        return ball if ball is not None and ball.is_finite() else None

    def powers(self, precision: int) -> list[arb]:
        """Certified balls for 1, α, …, α^(d−1), computed with `precision` bits."""
        if precision not in self._powers:
            alpha = self.generator_ball(precision)
            with flint.ctx.workprec(precision):
                self._powers[precision] = [alpha**j for j in range(self.degree)]
        return self._powers[precision]

    def ball(self, element: Residue, precision: int) -> arb:
        """A certified ball for a real number of the field."""
        return self.ball_of(element.coeffs(), precision)

    def ball_of(self, coordinates: Sequence[fmpq | fmpz], precision: int) -> arb:
        """A certified ball for Σ coordinates[j]·α^j."""
        powers = self.powers(precision)
        with flint.ctx.workprec(precision):
            return sum((p * c for p, c in zip(powers, coordinates, strict=False)), start=arb(0))

    def sign(self, element: Residue) -> int:
        """The sign of an element, decided exactly: a non-zero element's ball excludes 0 at last."""
        return self.sign_of(element.coeffs() or [fmpq(0)])

    def sign_of(self, coordinates: Sequence[fmpq | fmpz]) -> int:
        """The sign of Σ coordinates[j]·α^j, as `sign`."""
        if not any(coordinates[1:]):
            constant = coordinates[0]
            return (constant > 0) - (constant < 0)

        def sign_at(precision: int) -> int | None:
            ball = self.ball_of(coordinates, precision)
            return None if ball.contains(0) else 1 if ball > 0 else -1

        return decided(sign_at, START_PRECISION)

    @cached_property
    def isolating_interval(self) -> tuple[Fraction, Fraction]:
        """Short rationals lo < α < hi between which Descartes' rule shows no other root of the minimal polynomial."""
        if self.degree == 1:
            value = Fraction(-self.minpoly[0], self.minpoly[1])
            return value - 1, value + 1
        polynomial = IntegerPolynomial(fmpz_poly(list(self.minpoly)))
        bits = 0
        lo, hi = ball_bounds(self.generator_ball(START_PRECISION))
        # precision is relative; the interval's ends are multiples of 2^−bits
        size = ceil(max(abs(lo), abs(hi))).bit_length()
        while True:
            lo, hi = outward(ball_bounds(self.generator_ball(START_PRECISION + size + 2 * bits)), bits)
            if arc_variations(polynomial, lo, hi) == 1:
                return lo, hi
            # by one while they are few, so that the rationals are short
            bits += 1 + bits // 64


RATIONALS = RealField((0, 1), 0)


def real_roots(polynomial: fmpz_poly, precision: int) -> list[arb]:
    """Disjoint certified balls for the distinct real roots, ascending; the polynomial is square-free."""
    roots = [root.real for root in complex_roots(polynomial, precision) if root.imag.is_zero()]
    return sorted(roots, key=lambda root: to_fraction(root.mid().fmpq()))


def complex_roots(polynomial: fmpz_poly, precision: int) -> list[acb]:
    """Disjoint certified balls for the roots of a square-free polynomial; real roots have imaginary part exactly 0."""
    if polynomial.degree() == 2:
        return _quadratic_roots(polynomial, precision)
    if polynomial.degree() > 2 and polynomial.height_bits() > LONG * polynomial.degree():
        mean = -fmpq(polynomial[polynomial.degree() - 1], polynomial.degree() * polynomial[polynomial.degree()])
        if mean and _may_be_near(polynomial, _log2(mean)):
            centred = fmpq_poly(polynomial)(fmpq_poly([mean, 1])).numer()
            if _log2_of_roots(centred) < _log2(mean) - LONG:
                return _roots_around(mean, centred, precision)
    return _flint_roots(polynomial, precision)


def _may_be_near(polynomial: fmpz_poly, exponent: int) -> bool:
    """Whether all roots may be a number of size 2^exponent, but for their last digits. False: they are not.

    The coefficients are then about as large as those of the power of one linear factor.
    """
    n = int(polynomial.degree())
    sizes = [int(abs(c)).bit_length() for c in reversed(polynomial.coeffs())]
    return all(
        size > 0 and abs(size - sizes[0] - k * exponent - comb(n, k).bit_length()) <= 2 * k + 4
        for k, size in enumerate(sizes)
    )


def _flint_roots(polynomial: fmpz_poly, precision: int) -> list[acb]:
    with flint.ctx.workprec(precision):
        found: Any = polynomial.complex_roots()
    return [root for root, _ in found]


def _roots_around(mean: fmpq, centred: fmpz_poly, precision: int) -> list[acb]:
    """Roots that are all close together: FLINT approaches them by a bit a step.

    Args:
        mean: of the roots.
        centred: the polynomial in the coordinate in which the mean is 0.
        precision: in bits.
    """
    n = int(centred.degree())
    exponent = _log2_of_roots(centred)
    steps = [i if exponent > 0 else i - n for i in range(n + 1)]
    near_one = primitive_part(fmpz_poly([c << exponent * i for c, i in zip(centred.coeffs(), steps, strict=True)]))
    centred_roots = _flint_roots(near_one, precision)

    def roots_at(bits: int) -> list[acb] | None:
        with flint.ctx.workprec(bits):
            scale, middle = arb(2) ** exponent, arb(mean)
            found = [acb(middle + scale * root.real, scale * root.imag) for root in centred_roots]
        # the sums may be rounded to more than the distances of some roots
        return None if any(root.overlaps(other) for root, other in combinations(found, 2)) else found

    return decided(roots_at, precision + _log2(mean) - exponent)


def _log2_of_roots(polynomial: fmpz_poly) -> int:
    """An exponent e such that all roots are less than 2^e, by Fujiwara's bound."""
    n = int(polynomial.degree())
    sizes = [int(abs(c)).bit_length() for c in polynomial.coeffs()]
    return 2 + max((size - sizes[n] + 1) // (n - i) for i, size in enumerate(sizes[:n]) if size)


def _log2(number: fmpq) -> int:
    """About the logarithm of a non-zero number's size."""
    return int(abs(number.p)).bit_length() - int(number.q).bit_length()


def _quadratic_roots(polynomial: fmpz_poly, precision: int) -> list[acb]:
    """By the formula: roots that agree to hundreds of digits cost no more than others."""
    c, b, a = polynomial.coeffs()
    height = max(int(x).bit_length() for x in (a, b, c))
    discriminant = b * b - 4 * a * c
    with flint.ctx.workprec(precision + 4 * height):
        root = arb(abs(discriminant)).sqrt()
        if discriminant > 0:
            # the sum without cancellation first; the product of the roots is c/a
            far = (-b - root if b > 0 else -b + root) / (2 * a)
            near = arb(c) / (a * far) if c else arb(0)
            return [acb(far), acb(near)]
        return [acb(arb(-b) / (2 * a), sign * root / (2 * abs(a))) for sign in (1, -1)]


def ball_bounds(ball: arb) -> tuple[Fraction, Fraction]:
    """The ends of a certified ball, as rationals."""
    lo, hi = ball_ends(ball)
    return to_fraction(lo), to_fraction(hi)


def ball_ends(ball: arb) -> tuple[fmpq, fmpq]:
    """The ends of a certified ball, as FLINT's rationals, which are quick where they are long."""
    middle, radius = ball.mid().fmpq(), ball.rad().fmpq()
    return middle - radius, middle + radius


def outward(bounds: tuple[Fraction, Fraction], bits: int) -> tuple[Fraction, Fraction]:
    """The interval rounded outward to multiples of 2^−bits, and not to a single point."""
    scale = 1 << bits
    low, high = floor(bounds[0] * scale), ceil(bounds[1] * scale)
    return Fraction(low, scale), Fraction(high + (low == high), scale)


def vanishing_factor(polynomial: fmpz_poly, ball_at: BallAt) -> fmpz_poly:
    """The irreducible factor that vanishes at the real number given by balls.

    `ball_at(precision)` is a ball that shrinks to the number, which must be a root of the polynomial.
    """
    factors = [primitive_part(f) for f, _ in polynomial.factor()[1]]
    if len(factors) == 1:
        return factors[0]

    def factor_at(precision: int) -> fmpz_poly | None:
        ball = ball_at(precision)
        with flint.ctx.workprec(precision):
            near = [factor for factor in factors if arb_poly(factor)(ball).contains(0)]
        return near[0] if len(near) == 1 else None

    return decided(factor_at, START_PRECISION)


def irreducible_factor_at(polynomial: fmpz_poly, ball_at: BallAt) -> tuple[fmpz_poly, int]:
    """The irreducible factor that vanishes at the real number given by balls, and the root's index in it.

    As `vanishing_factor`.
    """
    factor = vanishing_factor(polynomial, ball_at)

    def index_at(precision: int) -> int | None:
        ball = ball_at(precision)
        found = [index for index, root in enumerate(real_roots(factor, precision)) if root.overlaps(ball)]
        return found[0] if len(found) == 1 else None

    return factor, decided(index_at, START_PRECISION)


def field_of_root(polynomial: fmpz_poly, ball_at: BallAt) -> RealField:
    """ℚ(θ) for the real root θ of the polynomial that the balls shrink to; RATIONALS-like if θ is rational."""
    factor, index = irreducible_factor_at(polynomial, ball_at)
    return RealField(tuple(int(c) for c in factor.coeffs()), index)


def real_root_field(polynomial: fmpz_poly, index: int) -> RealField:
    """ℚ(θ), θ the index-th distinct real root, ascending from 0, of an integer polynomial of degree ≥ 1.

    Raises:
        BadInputError: the polynomial has no such real root.
    """
    radical = primitive_part(polynomial // polynomial.gcd(polynomial.derivative()))
    count = len(real_roots(radical, START_PRECISION))
    if not 0 <= index < count:
        raise BadInputError(f"real root number {index} asked for, but the polynomial has {count} real roots")
    return field_of_root(radical, lambda precision: real_roots(radical, precision)[index])


@lru_cache(maxsize=512)
def compositum(first: RealField, second: RealField) -> tuple[RealField, Residue, Residue]:
    """A field M that contains both, with the images of their generators α and θ in M.

    M is `first` itself when it contains θ, `second` when it contains α, else ℚ(α + cθ) for a small integer c.

    Raises:
        UnsupportedError: the degree of the common field would exceed MAX_DEGREE.
    """
    generator = fmpq_poly([0, 1])
    if second.degree == 1 or first == second:
        return first, generator % first.modulus, (generator if first == second else -second.modulus)
    if first.degree == 1:
        return second, -first.modulus, generator
    _require_small(first, second)
    multiplier, polynomial = _primitive_sum(first, second)

    def ball_at(precision: int) -> arb:
        with flint.ctx.workprec(precision):
            return first.powers(precision)[1] + multiplier * second.powers(precision)[1]

    factor = vanishing_factor(polynomial, ball_at)
    if factor.degree() > MAX_DEGREE:
        degree = factor.degree()
        raise UnsupportedError(f"the numbers generate a field of degree {degree}, at most {MAX_DEGREE} is handled")
    top = field_of_root(factor, ball_at)
    theta = _summand(top, first, second, multiplier, polynomial)
    alpha = generator - multiplier * theta
    if top.degree == first.degree:
        return first, generator, _rewritten(top, alpha, theta)
    if top.degree == second.degree:
        return second, _rewritten(top, theta, alpha), generator
    return top, alpha, theta


def _primitive_sum(first: RealField, second: RealField) -> tuple[int, fmpz_poly]:
    """A small integer c and the square-free polynomial of all sums α_i + c·θ_j."""
    for size in range(1, first.degree * second.degree + 2):
        for multiplier in (size, -size):
            polynomial = composed_sum(first.modulus, second.modulus, multiplier).numer()
            if polynomial.gcd(polynomial.derivative()).degree() == 0:
                return multiplier, polynomial
    raise AssertionError("only finitely many multipliers fail")


def _require_small(first: RealField, second: RealField) -> None:
    """Refuse a common field of too large a degree where that is known without making it, and what costs too much.

    The degree is a common multiple of both.
    """
    least = lcm(first.degree, second.degree)
    if least > MAX_DEGREE:
        raise UnsupportedError(
            f"the numbers generate a field of degree {least} at least, at most {MAX_DEGREE} is handled"
        )
    if min(first.degree, second.degree) > 1:
        what = f"a field that contains numbers of degrees {first.degree} and {second.degree}"
        require(what, steps=compositum_steps(first, second))


def compositum_steps(first: RealField, second: RealField) -> float:
    """The estimate for the polynomial of all sums, its factors and its roots: by their number and their size.

    The roots may be as close to one another, for their size, as their bits allow, which takes the cube of these.
    """
    number = first.degree * second.degree
    bits = sum(_bits(field.minpoly) / field.degree for field in (first, second))
    return 3.0 * number**2 * (2 + bits) + 1.4e-3 * number * bits**3


def _bits(coefficients: Sequence[int]) -> int:
    return max(c.bit_length() for c in coefficients)


def _summand(top: RealField, first: RealField, second: RealField, multiplier: int, sums: fmpz_poly) -> Residue:
    """θ as an element of ℚ(β), β = α + cθ a root of the square-free polynomial of all sums."""
    monic = fmpq_poly(sums) / sums[sums.degree()]
    numerator = second_summand(first.modulus, second.modulus, multiplier, monic) % top.modulus
    _, inverse, _ = (monic.derivative() % top.modulus).xgcd(top.modulus)
    return numerator * inverse % top.modulus


def _rewritten(top: RealField, base: Residue, element: Residue) -> Residue:
    """The element of ℚ(β) as a polynomial in `base`, another generator of the same field."""
    columns = [fmpq_poly([1])]
    for _ in range(top.degree - 1):
        columns.append(columns[-1] * base % top.modulus)
    d = top.degree
    matrix = fmpq_mat([[column[i] for column in columns] for i in range(d)])
    solution = matrix.solve(fmpq_mat([[element[i]] for i in range(d)]))
    return fmpq_poly([solution[i, 0] for i in range(d)])


def embed(element: Residue, image: Residue, target: RealField) -> Residue:
    """The element under α ↦ image, an element of the target field."""
    value = fmpq_poly([])
    for c in reversed(element.coeffs()):
        value = (value * image + c) % target.modulus
    return value


def common_field(fields: Sequence[RealField]) -> tuple[RealField, list[Residue]]:
    """A field that contains all of them, and the image of each generator there."""
    field = RATIONALS
    images: list[Residue] = []
    for other in fields:
        field, old, new = compositum(field, other)
        images = [embed(image, old, field) for image in images] + [new]
    return field, images
