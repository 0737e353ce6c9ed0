"""The common zeros of polynomials in two unknowns: resultants modulo a prime, then lifting to rational numbers.

What comes out is where approximations are taken from; zeros are proved elsewhere, so that no bound on the size of the
numbers is needed here, and the lifting ends as soon as rational numbers much smaller than the modulus come out.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

import flint
from flint import (
    acb,
    acb_poly,
    arb,
    fmpz,
    fmpz_mod_poly,
    fmpz_mpoly,
    fmpz_poly,
    nmod_mpoly_ctx,
    nmod_poly,
)

from ...algebra.precision import precisions
from ..effort import Rounds
from .parametrizations import MAX_PRECISION, PRECISIONS, Parametrization, half_of_roots, newton_refined
from .quotient_rings import QuotientRing, integers
from .rational_residues import cleared

GROWTH = 3
"""How many times as long a step takes if numbers have twice the digits, at most."""

PRIME = 2**62 - 57
TRIES = 4
FIRST_BITS = 160
MAX_BITS = 1 << 21
WEIGHTS = 1 << 30
GUARD_BITS = 32

Rows = list[fmpz_poly]
"""A polynomial in a and b as its coefficients of 1, b, b², …, polynomials in a."""


@dataclass(frozen=True, eq=False)
class CommonZeros:
    """The common zeros (a, b) of polynomials, by the values of t = a + shear·b and where two of them meet there.

    It is where approximations come from; nothing is concluded from it.

    Attributes:
        elimination: E, the polynomial of the values of t, square-free.
    """

    elimination: fmpz_poly
    _shear: int
    _pair: tuple[Rows, Rows]
    _lifting: _Lifting
    _deadline: float = inf
    precisions = PRECISIONS

    @property
    def degree(self) -> int:
        """The number of complex zeros."""
        return int(self.elimination.degree())

    def points(self, precision: int) -> Iterator[tuple[list[acb], bool]]:
        """Approximations of the zeros, and whether they are real; of a conjugate pair one."""
        for root, is_real in half_of_roots(self.elimination, precision, self._deadline):
            if time.monotonic() > self._deadline:
                return
            point = self._point(root, precision)
            if point is not None:
                yield point, is_real

    def _point(self, root: acb, precision: int) -> list[acb] | None:
        """(a, b) at a value of t, from Euclid's algorithm in balls. None: not accurate with MAX_PRECISION bits."""
        for bits in precisions(precision + GUARD_BITS, MAX_PRECISION):
            with flint.ctx.workprec(bits):
                # from the root itself, as with too few bits nothing may be left
                t = newton_refined(self.elimination, root, bits - GUARD_BITS)
                f, g = (acb_poly([acb_poly(row)(t) for row in rows]) for rows in self._pair)
                b = _common_root_in_balls(f, g)
                if b is not None and _is_narrow(b, 3 * precision // 4):
                    return [t - self._shear * b, b]
        return None

    def parametrization(self) -> Parametrization | None:
        """(a, b) as rational functions of t over ℚ. None: the numbers are too large."""
        lifted = self._lifting.parametrization()
        if lifted is None:
            return None
        polynomial, derivative, (first, second) = lifted
        # a = t − shear·b
        return Parametrization(polynomial, derivative, ((first - self._shear * second, 1), (second, 1)))


def common_zeros(equations: Sequence[fmpz_mpoly], deadline: float = inf) -> CommonZeros | None:
    """The common zeros of polynomials in two unknowns (a, b), by the roots of an elimination polynomial of a + shear·b.

    Args:
        deadline: of `time.monotonic`; then lifting ends, and no more points are given.

    None: they are not finitely many simple points over different values of the forms tried, as far as this method sees,
    or the deadline is past.
    """
    rng = random.Random(20210803)
    rows = [_rows(equation) for equation in equations]
    for shear in range(TRIES):
        if time.monotonic() > deadline:
            break
        sheared = [_sheared(r, shear) for r in rows]
        pair = (_mixed(sheared, rng), _mixed(sheared, rng))
        third = _mixed(sheared, rng)
        elimination = _elimination(pair, third)
        if elimination is None:
            continue
        below = _common_root([_reduced(rows, elimination) for rows in pair], elimination)
        if below is None:
            continue
        inverse = _determinant_inverse(pair, elimination, below)
        if inverse is None:
            continue
        lifting = _Lifting(pair, elimination, below, inverse)
        polynomial = lifting.elimination(deadline)
        if polynomial is not None:
            return CommonZeros(polynomial, shear, pair, lifting, deadline)
    return None


def _is_narrow(ball: acb, bits: int) -> bool:
    """Whether the radius is below 2^−bits, or this many bits of a large number are right."""
    return bool(ball.rad() < arb(2) ** -bits * (1 + abs(ball.mid())))


def _common_root_in_balls(f: acb_poly, g: acb_poly) -> acb | None:
    """The common root of two polynomials that have just one. None: the balls are too wide to tell."""
    try:
        while g.degree() > 1:
            f, g = g, f % g
        return None if g.degree() < 1 or g[1].contains(0) else -g[0] / g[1]
    except (ValueError, ZeroDivisionError):
        return None


def _rows(equation: fmpz_mpoly) -> Rows:
    found: dict[int, dict[int, int]] = {}
    for (i, j), coefficient in equation.to_dict().items():
        found.setdefault(j, {})[i] = int(coefficient)
    return [
        fmpz_poly([terms.get(i, 0) for i in range(1 + max(terms, default=-1))])
        for terms in (found.get(j, {}) for j in range(1 + max(found, default=-1)))
    ]


def _sheared(rows: Rows, shear: int) -> Rows:
    """The polynomial in (t, b) with a = t − shear·b."""
    if not shear:
        return rows
    total: Rows = []
    for j, row in enumerate(rows):
        # Taylor's expansion of row(t − shear·b) in b
        derivative, factor = row, fmpz(1)
        for i in range(int(row.degree()) + 1):
            term = fmpz_poly([(c * (-shear) ** i) // factor for c in derivative.coeffs()])
            while len(total) <= i + j:
                total.append(fmpz_poly())
            total[i + j] += term
            derivative, factor = derivative.derivative(), factor * (i + 1)
    return total


def _mixed(polynomials: Sequence[Rows], rng: random.Random) -> Rows:
    """A random combination."""
    total: Rows = []
    for rows in polynomials:
        weight = rng.randrange(1, WEIGHTS)
        for j, row in enumerate(rows):
            if j == len(total):
                total.append(fmpz_poly())
            total[j] += row * weight
    return total


def _elimination(pair: tuple[Rows, Rows], third: Rows) -> nmod_poly | None:
    """E modulo the prime, monic, the polynomial of the values of t at the common zeros. None: it is not square-free."""
    first, second = _resultant(pair[0], pair[1]), _resultant(pair[0], third)
    elimination = first.gcd(second)
    if elimination.degree() < 1 or elimination.gcd(elimination.derivative()).degree() > 0:
        return None
    return _monic(elimination)


def _monic(polynomial: nmod_poly) -> nmod_poly:
    return polynomial * (polynomial.leading_coefficient() ** -1)


def _reduced(rows: Rows, modulus: nmod_poly) -> list[nmod_poly]:
    return [nmod_poly(row.coeffs(), PRIME) % modulus for row in rows]


def _resultant(first: Rows, second: Rows) -> nmod_poly:
    """The resultant with respect to b modulo the prime."""
    context = nmod_mpoly_ctx.get(["a", "b"], modulus=PRIME)
    f, g = (
        context.from_dict({(i, j): int(c) % PRIME for j, row in enumerate(rows) for i, c in enumerate(row.coeffs())})
        for rows in (first, second)
    )
    terms = {i: int(c) for (i, _), c in f.resultant(g, "b").to_dict().items()}
    return nmod_poly([terms.get(i, 0) for i in range(1 + max(terms, default=0))], PRIME)


def _inverse(element: nmod_poly, modulus: nmod_poly) -> nmod_poly | None:
    divisor, factor, _ = element.xgcd(modulus)
    if divisor.degree() != 0:
        return None
    inverse: nmod_poly = factor * (divisor[0] ** -1) % modulus
    return inverse


def _common_root(pair: list[list[nmod_poly]], modulus: nmod_poly) -> nmod_poly | None:
    """B for the one common root of two polynomials over F_p[t]/E, by Euclid's algorithm."""
    f, g = (_trimmed(p) for p in pair)
    while len(g) > 2:
        if len(f) < len(g):
            f, g = g, f
        inverse = _inverse(g[-1], modulus)
        if inverse is None:
            return None
        while len(f) >= len(g):
            factor = f[-1] * inverse % modulus
            shift = len(f) - len(g)
            f = _trimmed([c if i < shift else (c - factor * g[i - shift]) % modulus for i, c in enumerate(f[:-1])])
        f, g = g, f
    if len(g) < 2:
        return None
    inverse = _inverse(g[1], modulus)
    return None if inverse is None else -g[0] * inverse % modulus


def _trimmed(polynomial: list[nmod_poly]) -> list[nmod_poly]:
    end = len(polynomial)
    while end and polynomial[end - 1].degree() < 0:
        end -= 1
    return polynomial[:end]


class _Lifting:
    """Newton's iteration on (E, B) modulo higher powers of the prime, until rational numbers come out.

    They are much smaller than the modulus; a wrong E would only give approximations of nothing.
    """

    def __init__(self, pair: tuple[Rows, Rows], elimination: nmod_poly, below: nmod_poly, inverse: nmod_poly) -> None:
        self._pair = pair
        self._partials = _partials(pair)
        self._modulus = PRIME
        self._e, self._b, self._inverse = integers(elimination), integers(below), integers(inverse)

    def elimination(self, deadline: float = inf) -> fmpz_poly | None:
        """E with integer coefficients. None: they are too large, or it is not found before the deadline."""
        rounds = Rounds(deadline, GROWTH)
        while rounds.has_time() and self._step():
            if self._modulus.bit_length() > FIRST_BITS:
                found = cleared(self._e, self._modulus)
                if found is not None:
                    return fmpz_poly(found[1])
        return None

    def parametrization(self) -> tuple[Any, ...] | None:
        """Integer polynomials E, E′ and (t·E′, B·E′) modulo E. None: the coefficients are too large."""
        while True:
            found = _rational(QuotientRing(self._modulus, self._e), self._b, self._modulus)
            if found is not None or not self._step():
                return found

    def _step(self) -> bool:
        """Twice the digits. False: they are too many."""
        modulus, e, b = self._modulus, self._e, self._b
        if modulus.bit_length() >= MAX_BITS:
            return False
        ring, finer = QuotientRing(modulus, e), QuotientRing(modulus * modulus, e)
        here = finer.element(b)
        powers = _powers(finer, here, max(map(len, self._pair)))
        values = [finer.value(finer.reduced(rows), powers) for rows in self._pair]
        # slopes and the inverse of their determinant at the precision before the step
        rough = _powers(ring, ring.element(b), len(powers))
        slopes = [[ring.value(ring.reduced(rows), rough) for rows in both] for both in self._partials]
        determinant = ring.remainder(slopes[0][0] * slopes[1][1] - slopes[0][1] * slopes[1][0])
        first = ring.element(self._inverse)
        self._inverse = integers(ring.times(first, 2 - ring.times(determinant, first)))
        inverted = finer.element(self._inverse)
        (fa, fb), (ga, gb) = [[finer.element(integers(s)) for s in both] for both in slopes]
        step_a = finer.times(inverted, finer.remainder(gb * values[0] - fb * values[1]))
        step_b = finer.times(inverted, finer.remainder(fa * values[1] - ga * values[0]))
        # the unknowns at t are (t − step_a, B − step_b); the new t is t − step_a
        new_b = here - step_b + finer.times(step_a, here.derivative())
        new_e = finer.elimination + finer.times(step_a, finer.elimination.derivative())
        self._modulus, self._e, self._b = modulus * modulus, integers(new_e), integers(new_b)
        return True


def _partials(pair: tuple[Rows, Rows]) -> list[tuple[Rows, Rows]]:
    return [(_derived_a(rows), _derived_b(rows)) for rows in pair]


def _determinant_inverse(pair: tuple[Rows, Rows], elimination: nmod_poly, below: nmod_poly) -> nmod_poly | None:
    slopes = []
    for both in _partials(pair):
        row = []
        for rows in both:
            total, power = nmod_poly([0], PRIME), nmod_poly([1], PRIME)
            for polynomial in _reduced(rows, elimination):
                total = (total + polynomial * power) % elimination
                power = power * below % elimination
            row.append(total)
        slopes.append(row)
    determinant = (slopes[0][0] * slopes[1][1] - slopes[0][1] * slopes[1][0]) % elimination
    return _inverse(determinant, elimination)


def _powers(ring: QuotientRing, element: fmpz_mod_poly, number: int) -> list[fmpz_mod_poly]:
    found = [ring.element([1])]
    while len(found) < number:
        found.append(ring.times(found[-1], element))
    return found


def _derived_a(rows: Rows) -> Rows:
    return [row.derivative() for row in rows]


def _derived_b(rows: Rows) -> Rows:
    return [row * j for j, row in enumerate(rows)][1:] or [fmpz_poly()]


def _rational(ring: QuotientRing, below: list[int], modulus: int) -> tuple[Any, ...] | None:
    """Integer polynomials E, E′ and (t·E′, B·E′) modulo E, from residues; None: the modulus is too small."""
    elimination = cleared(integers(ring.elimination), modulus)
    if elimination is None:
        return None
    scale, e = elimination
    numerator = ring.times(ring.element(below), ring.elimination.derivative())
    with_slope = cleared([int(c) * scale % modulus for c in integers(numerator)], modulus)
    if with_slope is None:
        return None
    further, second = with_slope
    polynomial = fmpz_poly(e) * further
    derivative = polynomial.derivative()
    top = fmpz_poly([0, *derivative.coeffs()]) - int(polynomial.degree()) * polynomial
    return polynomial, derivative, (top, fmpz_poly(second))
