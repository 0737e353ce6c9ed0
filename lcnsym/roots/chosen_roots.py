"""Real forms made of chosen roots of a form; their coefficients as balls at once, as exact numbers when asked for.

A coefficient is a symmetric function of the chosen roots. Its conjugates are among the values of the same function at
all choices of the same kind: for each irreducible polynomial over ℚ, as many of its roots, as often. The product of
X − D·value over these choices has integer coefficients for a D that makes the values algebraic integers (by Gauss's
lemma the leading coefficient of a polynomial will do, once for every time its roots are taken), so sharp enough balls
give them exactly; the minimal polynomial is a factor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache, reduce
from itertools import product as cartesian
from math import factorial, prod
from operator import mul

import flint
from flint import acb, acb_poly, arb, fmpq_poly, fmpz_poly

from ..algebra.copies import LeanCopies
from ..algebra.fields import START_PRECISION, BallAt, RealField, ball_bounds
from ..algebra.flintio import primitive_part, to_fmpq, to_fraction
from ..algebra.forms import BinaryForm
from ..algebra.numbers import AlgebraicNumber, Number, generator
from ..algebra.precision import decided
from ..cost import require
from ..errors import InconclusiveError
from .conjugates import Conjugates, overlapping
from .roots import ComplexPair, InfiniteRoot, RealRoot, Root, isolate_roots, norm

MAX_CONJUGATES = 1000
"""A coefficient is made exact if it has no more conjugates than this among the choices."""

Weights = tuple[int, ...]
"""How often each root of an irreducible polynomial is taken."""


@dataclass(frozen=True, eq=False)
class PlacedRoot:
    """A root of a form, or a pair of conjugate ones, among the roots of an irreducible integer polynomial.

    Attributes:
        root: what it is as a root of the form, with its multiplicity.
        conjugates: the roots of the polynomial; None for the root at infinity.
        numbers: the root's number among them; for a pair both.
    """

    root: Root
    conjugates: Conjugates | None
    numbers: tuple[int, ...]

    @property
    def degree(self) -> int:
        """1, for a pair 2."""
        return 2 if isinstance(self.root, ComplexPair) else 1


def placed_roots(form: BinaryForm) -> tuple[PlacedRoot, ...]:
    """The roots of a non-zero form in the order of `isolate_roots`. Raises TooCostlyError."""
    if not form.is_rational:
        what = f"placing the roots of a form of degree {form.degree} over a field of degree {form.field.degree}"
        require(what, steps=placing_steps(form))
    known: dict[BinaryForm, list[Conjugates]] = {}
    return tuple(_placed(root, known) for root in isolate_roots(form))


def placing_steps(form: BinaryForm) -> float:
    """The estimate for balls of roots over a number field: long coefficients take many bits of every power of α."""
    bits = max((int(c).bit_length() for g in form.integer_coordinates for c in g.coeffs()), default=0)
    bits += max(c.bit_length() for c in form.field.minpoly)
    return float(0.2 * (form.degree * form.field.degree) ** 2 * (64 + bits) ** 1.5)


def _placed(root: Root, known: dict[BinaryForm, list[Conjugates]]) -> PlacedRoot:
    if isinstance(root, InfiniteRoot):
        return PlacedRoot(root, None, ())
    if isinstance(root, RealRoot) and root.part is None:
        value = root.interval[0]
        return PlacedRoot(root, Conjugates(fmpz_poly([-value.numerator, value.denominator])), (0,))
    part = root.part
    if part is None:
        raise AssertionError("only a rational root has no part")
    if part not in known:
        known[part] = [Conjugates(primitive_part(factor)) for factor, _ in norm(part).factor()[1]]
    ball_at = root.ball if isinstance(root, ComplexPair) else root.ball_at
    conjugates, number = _place(known[part], lambda precision: acb(ball_at(precision)))
    partner = conjugates.partners[number]
    return PlacedRoot(root, conjugates, (number,) if isinstance(root, RealRoot) else (number, partner))


def _place(candidates: list[Conjugates], ball_at: Callable[[int], acb]) -> tuple[Conjugates, int]:
    """The only one of some irreducible polynomials, and the number of its root, that the balls shrink to."""

    def place_at(precision: int) -> tuple[Conjugates, int] | None:
        ball = ball_at(precision)
        found = [(c, number) for c in candidates for number in overlapping(ball, c.balls(precision))]
        return found[0] if len(found) == 1 else None

    return decided(place_at, START_PRECISION)


@dataclass(frozen=True, eq=False)
class ChosenRoots(LeanCopies):
    """The real form scalar · y^m · Π (x − t·y)^weight over chosen roots t, closed under conjugation.

    Attributes:
        scalar: its first coefficient that is not zero.
        at_infinity: m, its order at infinity.
        choices: irreducible polynomials, each once, with the weights of their roots.
    """

    scalar: Number
    at_infinity: int
    choices: tuple[tuple[Conjugates, Weights], ...]

    @classmethod
    def of(cls, taken: Sequence[tuple[PlacedRoot, int]], scalar: Number) -> ChosenRoots:
        """The form with these roots this many times (a pair: both its roots) and this first coefficient."""
        at_infinity = 0
        weights: dict[Conjugates, list[int]] = {}
        for placed, times in taken:
            if placed.conjugates is None:
                at_infinity += times
                continue
            row = weights.setdefault(placed.conjugates, [0] * placed.conjugates.degree)
            for number in placed.numbers:
                row[number] += times
        return cls(scalar, at_infinity, tuple((c, tuple(row)) for c, row in weights.items()))

    @property
    def degree(self) -> int:
        """The degree of the form."""
        return self.at_infinity + sum(sum(weights) for _, weights in self.choices)

    @property
    def n_conjugates(self) -> int:
        """How many choices of the same kind there are: no coefficient has more conjugates over ℚ."""
        return _number_of_choices(self.scalar, self.choices)

    def balls(self, precision: int) -> list[arb]:
        """Certified balls for the coefficients, the first one first, computed with this many bits."""
        with flint.ctx.workprec(precision):
            monic = acb_poly([1])
            for conjugates, weights in self.choices:
                monic *= _from_roots(conjugates, weights, precision)
            scalar = _scalar_ball(self.scalar, precision)
            finite = [scalar * c.real for c in reversed(monic.coeffs())]
        return [arb(0)] * self.at_infinity + finite

    def enclosures(self, bits: int) -> tuple[tuple[Fraction, Fraction], ...]:
        """For every coefficient certified rationals lo ≤ w ≤ hi with hi − lo < 2^−bits."""

        def bounds_at(precision: int) -> tuple[tuple[Fraction, Fraction], ...] | None:
            found = tuple(ball_bounds(ball) for ball in self.balls(precision))
            return found if all((hi - lo) * (1 << bits) < 1 for lo, hi in found) else None

        return decided(bounds_at, bits + START_PRECISION)

    @cached_property
    def form(self) -> BinaryForm:
        """The form with exact coefficients.

        Raises:
            InconclusiveError: a coefficient may have more than MAX_CONJUGATES conjugates.
        """
        zeros: list[Number] = [Fraction(0)] * self.at_infinity
        return BinaryForm(zeros + self._finite_coefficients())

    def _finite_coefficients(self) -> list[Number]:
        fixed = fmpq_poly([1])
        for conjugates, weights in self.choices:
            if len(set(weights)) > 1:
                kind = _kind(self.scalar, tuple((c, tuple(sorted(row))) for c, row in self.choices))
                return [self.scalar, *(self._number(kind, i) for i in range(self.degree - self.at_infinity))]
            fixed *= (fmpq_poly(conjugates.polynomial.coeffs()) / conjugates.leading) ** weights[0]
        return [to_fraction(c) * self.scalar for c in reversed(fixed.coeffs())]

    def _number(self, kind: _Kind, i: int) -> Number:
        """The coefficient i + 1 places behind the first."""
        place = self.at_infinity + 1 + i

        def root_at(precision: int) -> tuple[fmpz_poly, int] | None:
            with flint.ctx.workprec(precision):
                own = acb(self.balls(precision)[place] * kind.clearing)
            return _root_index(kind.factors[i], kind.distinct_values(i, precision), own, precision)

        factor, index = decided(root_at, kind.precision)
        minpoly = primitive_part(factor(fmpz_poly([0, kind.clearing])))
        nearby: BallAt = lambda bits: self.balls(bits)[place]  # noqa: E731 - the type is worth naming
        return generator(RealField(tuple(int(c) for c in minpoly.coeffs()), index, nearby))


class _Kind:
    """What the coefficients, but the first, are at all choices of one kind.

    Args:
        scalar: the first coefficient, whose conjugates are tried with every choice.
        choices: irreducible polynomials with the weights of their roots, in any order.

    Attributes:
        clearing: an integer that makes all values algebraic integers.
        precision: bits that were enough to find the resolvents.
        factors: for each coefficient the irreducible factors of its resolvent.

    Raises:
        InconclusiveError: there are more than MAX_CONJUGATES choices.
    """

    def __init__(self, scalar: Number, choices: tuple[tuple[Conjugates, Weights], ...]) -> None:
        self.choices = choices
        self.scalars = Conjugates(fmpz_poly(list(_minpoly(scalar))))
        count = _number_of_choices(scalar, choices)
        if count > MAX_CONJUGATES:
            raise InconclusiveError(
                f"a coefficient may have {count} conjugates, exact coefficients are worked out for up to "
                f"{MAX_CONJUGATES}; its certified decimals and the exact roots it is made of can be had"
            )
        require(f"exact coefficients with {count} conjugates", steps=exact_steps(count, scalar, choices))
        taken = prod(conjugates.leading ** max(weights) for conjugates, weights in choices)
        self.clearing = taken * self.scalars.leading
        self._columns: dict[int, list[list[acb]]] = {}
        self._distinct: dict[tuple[int, int], list[acb] | None] = {}
        self.precision, resolvents = self._resolvents()
        self.factors = [[factor for factor, _ in resolvent.factor()[1]] for resolvent in resolvents]

    def _resolvents(self) -> tuple[int, list[fmpz_poly]]:
        """For each coefficient an integer polynomial whose roots are the values, and the precision it took."""
        precision = 2 * START_PRECISION
        while True:
            columns = self.values(precision)
            with flint.ctx.workprec(precision):
                found = [acb_poly.from_roots(column).unique_fmpz_poly() for column in columns]
            resolvents = [resolvent for resolvent in found if resolvent is not None]
            if len(resolvents) == len(columns):
                return precision, resolvents
            precision = max(2 * precision, *(2 * START_PRECISION + _product_bits(column) for column in columns))

    def values(self, precision: int) -> list[list[acb]]:
        """For each coefficient but the first, the clearing integer times its values at all choices."""
        if precision not in self._columns:
            with flint.ctx.workprec(precision):
                scaled = [acb_poly([self.clearing * scalar]) for scalar in self.scalars.balls(precision)]
                options = [
                    [_from_roots(conjugates, arranged, precision) for arranged in arrangements(weights)]
                    for conjugates, weights in self.choices
                ]
                rows = [
                    reduce(mul, factors, start).coeffs()[-2::-1] for start in scaled for factors in cartesian(*options)
                ]
            self._columns[precision] = [list(column) for column in zip(*rows, strict=True)]
        return self._columns[precision]

    def distinct_values(self, i: int, precision: int) -> list[acb] | None:
        """Disjoint balls around the values of one coefficient, each once; None where balls are too wide for that."""
        if (i, precision) not in self._distinct:
            found = _distinct(self.values(precision)[i])
            wanted = sum(factor.degree() for factor in self.factors[i])
            self._distinct[i, precision] = found if found is not None and len(found) == wanted else None
        return self._distinct[i, precision]


BITS_OF_SMALL_VALUES = 17.5
"""Up to about so many it is the number of choices that matters."""


def exact_steps(count: int, scalar: Number, choices: Sequence[tuple[Conjugates, Weights]]) -> float:
    """The estimate for the resolvents, whose factors take the longest: by the choices, and the bits of a value at one.

    A value is made an algebraic integer by the leading coefficients, and is as large as the roots are.
    """
    bits: float = _minpoly(scalar)[-1].bit_length()
    for conjugates, weights in choices:
        leading = int(conjugates.leading).bit_length()
        height = max(int(c).bit_length() for c in conjugates.polynomial.coeffs())
        bits += leading * max(weights) + max(height - leading, 0) * sum(weights) / conjugates.degree
    return float(0.012 * count**3 * (1 + bits / BITS_OF_SMALL_VALUES) ** 1.9)


_kind = lru_cache(maxsize=64)(_Kind)


def _product_bits(values: Sequence[acb]) -> int:
    """About the bits of the greatest coefficient of the product of all X − value."""
    sizes = (to_fraction(abs(value).mid().fmpq()) for value in values)
    return sum(max(size.numerator.bit_length() - size.denominator.bit_length() + 2, 1) for size in sizes)


def _distinct(values: Sequence[acb]) -> list[acb] | None:
    """One ball of each that overlap; None where a ball overlaps two others that do not overlap each other."""
    found: list[acb] = []
    for value in values:
        near = overlapping(value, found)
        if len(near) > 1:
            return None
        if not near:
            found.append(value)
    return found


def _root_index(
    factors: Sequence[fmpz_poly], values: list[acb] | None, own: acb, precision: int
) -> tuple[fmpz_poly, int] | None:
    """The factor that a real number is a root of, and the number of that factor's real roots below it.

    `values` are disjoint balls around the roots of all factors, which are irreducible. None: the balls are too wide.
    """
    if values is None or len(overlapping(own, values)) != 1:
        return None
    with flint.ctx.workprec(precision):
        here = [factor for factor in factors if len(factors) == 1 or factor(own).contains(0)]
        if len(here) != 1:
            return None
        roots = [value for value in values if len(factors) == 1 or here[0](value).contains(0)]
        real = [root.real for root in roots if root.overlaps(root.conjugate())]
    if len(roots) != here[0].degree():
        return None
    return here[0], sum(root < own.real for root in real)


def _minpoly(number: Number) -> tuple[int, ...]:
    return number.minpoly if isinstance(number, AlgebraicNumber) else (-number.numerator, number.denominator)


def _scalar_ball(scalar: Number, precision: int) -> arb:
    return scalar.ball(precision) if isinstance(scalar, AlgebraicNumber) else arb(to_fmpq(scalar))


def _from_roots(conjugates: Conjugates, weights: Weights, precision: int) -> acb_poly:
    balls = conjugates.balls(precision)
    return acb_poly.from_roots([ball for ball, weight in zip(balls, weights, strict=True) for _ in range(weight)])


def _number_of_choices(scalar: Number, choices: Sequence[tuple[Conjugates, Weights]]) -> int:
    """Of the scalar's conjugates, and of the same numbers of roots of the same polynomials."""
    return (len(_minpoly(scalar)) - 1) * prod(_number_of_arrangements(weights) for _, weights in choices)


def _number_of_arrangements(weights: Weights) -> int:
    return factorial(len(weights)) // prod(factorial(weights.count(w)) for w in set(weights))


def arrangements(weights: Weights) -> Iterator[Weights]:
    """The different orders of some numbers, each once, in lexicographic order."""
    if not weights:
        yield ()
    for first in sorted(set(weights)):
        i = weights.index(first)
        for rest in arrangements(weights[:i] + weights[i + 1 :]):
            yield (first, *rest)
