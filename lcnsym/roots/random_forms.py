"""How many real roots a random form has: probabilities in certified bounds, for degrees up to 4 or 5.

The numbers of real roots have at most three values then, so their mean and the mean number of pairs of real roots tell
the probabilities. Both are integrals over the real projective line of densities of roots, which are known explicitly
(Kac 1943, Rice 1945); they are integrated by FLINT's balls.

Source: `docs/probabilities.md`, with the formulas; Edelman and Kostlan, How many zeros of a random polynomial are
real?, Bull. Amer. Math. Soc. 32 (1995).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property, lru_cache
from math import comb

import flint
from flint import acb, acb_mat, arb

from ..algebra.fields import ball_bounds
from ..errors import InconclusiveError

GUARD_BITS = 40
PIECES, HEIGHT = 40, 2
"""Of the interval from 0 to π/2, and how many of them a strip is wide on both sides."""
Bounds = tuple[Fraction, Fraction]


class Distribution(StrEnum):
    """Of independent normal coefficients w_0, …, w_n with mean 0.

    Source: Edelman and Kostlan, Bull. Amer. Math. Soc. 32 (1995).

    Examples:
        >>> Distribution.ROTATION_INVARIANT.variances(2), Distribution("normal").variances(2)
        ((1, 2, 1), (1, 1, 1))
    """

    ROTATION_INVARIANT = "rotation-invariant"
    """The variance of w_i is the binomial coefficient C(n, i), so rotations of x and y change nothing (Kostlan)."""
    NORMAL = "normal"
    """All variances are 1."""

    @property
    def most_degree(self) -> int:
        """Up to this degree of forms probabilities are known."""
        return 4 if self is Distribution.NORMAL else 5

    def variances(self, degree: int) -> tuple[int, ...]:
        """Of w_0, …, w_n."""
        if self is Distribution.NORMAL:
            return (1,) * (degree + 1)
        return tuple(comb(degree, i) for i in range(degree + 1))


@lru_cache(maxsize=64)
def real_root_probabilities(degree: int, distribution: Distribution, bits: int) -> dict[int, Bounds]:
    """For every number of real roots that is possible, bounds of its probability that differ by less than 2^−bits.

    Args:
        degree: from 0 to the largest one of the distribution.
        distribution: of the coefficients.
        bits: from 1 to 100.
    """
    numbers = range(degree % 2, degree + 1, 2)
    with flint.ctx.workprec(bits + GUARD_BITS):
        probabilities = _probabilities(_Density(degree, distribution), bits + 12)
        found = {number: ball_bounds(p) for number, p in zip(numbers, probabilities, strict=True)}
    if any(hi - lo >= Fraction(1, 1 << bits) for lo, hi in found.values()):
        raise InconclusiveError(f"the integrals are not known to {bits} bits")
    return {number: (max(lo, Fraction(0)), min(hi, Fraction(1))) for number, (lo, hi) in found.items()}


def _probabilities(density: _Density, bits: int) -> list[arb]:
    """From E[R] and E[R(R − 1)]."""
    n = density.degree
    if n < 2:
        return [arb(1)]
    mean = density.mean(bits)
    if n < 4:
        most = (mean - n % 2) / 2
        return [1 - most, most]
    low = n % 2
    # with R = low + 2·B, B from 0 to 2: E[B] and E[B(B − 1)]
    pairs = density.mean_of_pairs(bits)
    first = (mean - low) / 2
    # R(R − 1) = 4·B(B − 1) + (2 + 4·low)·B + low·(low − 1), and low·(low − 1) = 0
    second = (pairs - (2 + 4 * low) * first) / 4
    return [1 - first + second / 2, first - second, second / 2]


@dataclass(frozen=True)
class _Density:
    """Densities of real roots, by angles.

    Attributes:
        degree: n, of the forms.
        distribution: of their coefficients.
    """

    degree: int
    distribution: Distribution

    @cached_property
    def variances(self) -> tuple[int, ...]:
        return self.distribution.variances(self.degree)

    def mean(self, bits: int) -> arb:
        """E[R]."""
        if self.distribution is Distribution.ROTATION_INVARIANT:
            return arb(self.degree).sqrt()
        return 4 * _integral(self._single, arb.pi() / 4, bits).real

    def mean_of_pairs(self, bits: int) -> arb:
        """E[R(R − 1)]."""
        if self.distribution is Distribution.NORMAL:
            return _mean_of_pairs_of_normal_quartics(bits)
        return arb.pi() * _integral(self._partners, arb.pi(), bits).real

    def _single(self, angle: acb, analytic: bool) -> acb:  # noqa: FBT001 - as FLINT calls it
        """(1/π)·√(a/K): f = [p, ·]·g, a and K are the variances of g(p) if f(p) = 0, and of f(p)."""
        point = (angle.cos(), angle.sin())
        inverse = self._precision((-point[1], point[0])).inv()
        values = acb_mat([_powers(point, self.degree - 1)])
        ratio = (values * inverse * values.transpose())[0, 0] / self._variance(point)
        return ratio.sqrt(analytic=analytic) / acb.pi()

    def _partners(self, turn: acb, analytic: bool) -> acb:  # noqa: FBT001
        """The density of roots at p = (1, 0) and at an angle from it: f = [p, ·]·[q, ·]·g if f(p) = f(q) = 0."""
        n = self.degree
        p, q = (acb(1), acb(0)), (turn.cos(), turn.sin())
        # [p, ·]·[q, ·] in powers of x and y
        product = (p[1] * q[1], -p[1] * q[0] - p[0] * q[1], p[0] * q[0])
        inverse = self._precision(product).inv()
        at_p, at_q = (acb_mat([_powers(point, n - 2)]) for point in (p, q))
        a, c = ((row * inverse * row.transpose())[0, 0] for row in (at_p, at_q))
        b = (at_p * inverse * at_q.transpose())[0, 0]
        apart = turn.sin()
        root = apart * self._wedge(p, q, inverse).sqrt(analytic=analytic)
        scale = (a * c).sqrt(analytic=analytic)
        # arcsin(b/√(ac)), as the angle of √(ac − b²) + i·b
        arcsine = ((root + acb(0, 1) * b) / scale).log(analytic=analytic) / acb(0, 1)
        absolute = 2 * (root + b * arcsine) / acb.pi()
        spread = self._pair_determinant(p, q).sqrt(analytic=analytic)
        return apart * absolute / (2 * acb.pi() * spread)

    def _precision(self, factor: tuple[acb, ...]) -> acb_mat:
        """Of g, the inverse covariances: Σ (factor·g)_i²/σ_i² as a quadratic form in g."""
        size = self.degree + 2 - len(factor)
        rows = [[acb(0)] * size for _ in range(self.degree + 1)]
        for j in range(size):
            for k, c in enumerate(factor):
                rows[j + k][j] = c
        scaled = [[c / variance for c in row] for row, variance in zip(rows, self.variances, strict=True)]
        return acb_mat(rows).transpose() * acb_mat(scaled)

    def _variance(self, point: tuple[acb, acb]) -> acb:
        return sum((v * c * c for v, c in zip(self.variances, _powers(point, self.degree), strict=True)), acb(0))

    def _pair_determinant(self, p: tuple[acb, acb], q: tuple[acb, acb]) -> acb:
        """That of the covariances of f(p) and f(q), divided by [p, q]²."""
        minors = _minors(p, q, self.degree)
        return sum((self.variances[i] * self.variances[j] * c * c for (i, j), c in minors.items()), acb(0))

    def _wedge(self, p: tuple[acb, acb], q: tuple[acb, acb], inverse: acb_mat) -> acb:
        """(ac − b²)/[p, q]², by Cauchy's and Binet's formula."""
        minors = _minors(p, q, self.degree - 2)
        return sum(
            (
                c * d * (inverse[i, k] * inverse[j, m] - inverse[i, m] * inverse[j, k])
                for (i, j), c in minors.items()
                for (k, m), d in minors.items()
            ),
            acb(0),
        )


def _mean_of_pairs_of_normal_quartics(bits: int) -> arb:
    """E[R(R − 1)] by the trapezoidal rule in φ, of which the error is bounded by the values in a strip.

    With roots at the angles α and α + θ and φ = 2α + θ, it is 2·∫∫ ρ dθ dφ, θ from 0 to π/2, φ from 0 to π. The inner
    integral I is even, of period π, and analytic for |Im φ| ≤ a. If |I| ≤ M there, N points make an error of at most
    2π·M/(e^{2aN} − 1).
    """
    sizes = [
        abs(_normal_quartic(_box(j, k), acb(_strip(i)), analytic=True))
        for i in range(PIECES)
        for j in range(PIECES)
        for k in range(HEIGHT)
    ]
    if not all(size.is_finite() for size in sizes):
        raise InconclusiveError("the strip in which the integrand is analytic is not as wide as is needed")
    bound = arb.pi() / 2 * max(size.upper() for size in sizes)
    width = HEIGHT * arb.pi() / PIECES
    number = 2
    while not 2 * arb.pi() * bound / ((width * number).exp() - 1) < arb(2) ** (-bits - 2):
        number += 2
    half = number // 2
    values = [_inner(acb(arb.pi() * k / number), bits + 2) for k in range(half + 1)]
    total = arb.pi() / number * (values[0] + 2 * sum(values[1:half], arb(0)) + values[half])
    error = 2 * arb.pi() * bound / ((width * number).exp() - 1)
    return 2 * (total + arb(0, error.upper()))


def _inner(phi: acb, bits: int) -> arb:
    """I at a real φ."""
    return _integral(lambda turn, analytic: _normal_quartic(phi, turn, analytic=analytic), arb.pi() / 2, bits).real


def _strip(i: int) -> arb:
    """The interval number i of PIECES from 0 to π/2."""
    step = arb.pi() / (2 * PIECES)
    return (step * i).union(step * (i + 1))


def _box(j: int, k: int) -> acb:
    """φ from 0 to π/2 + a·i, where a is HEIGHT pieces; the reflections of these boxes are the strip."""
    return acb(_strip(j), _strip(k))


def _normal_quartic(phi: acb, turn: acb, *, analytic: bool) -> acb:
    """The density of two roots, in C = cos² θ and X = cos² φ.

    f = h·g with the quadratic form h that has these roots; D is the determinant of the precision of g, which is that of
    the covariances at the roots, without sin² θ; b = B/D and N/D are the covariance of the values of g, and the
    determinant of their covariances without sin² θ.
    """
    sine = turn.sin()
    c, x = 1 - sine * sine, phi.cos() ** 2
    z, q = (c - x) / 4, (1 - x) * c
    first, second = 1 + z, (1 + 2 * z) * (1 + 3 * z) - 2 * q
    determinant, wedge = first * second, (1 + 2 * z) ** 2 + 2 * q + 2 * z * z
    covariance = first * ((1 + 2 * z) / 2 + q + (1 + 3 * z) * z) + second * (c + x - 1) / 2
    root = sine * (wedge * determinant).sqrt(analytic=analytic)
    absolute = root + covariance * _arctangent(covariance, root)
    return sine * absolute / (acb.pi() ** 2 * determinant * determinant.sqrt(analytic=analytic))


def _arctangent(above: acb, below: acb) -> acb:
    """arctan(above/below), which is analytic on a ball, or not finite; below is real and positive, or near to that."""
    if abs(above) < abs(below):
        return (above / below).atan()
    inverse = below / above
    if not (inverse.real > 0 or abs(inverse) < 1):
        return acb("nan")
    if above.real > 0:
        return acb.pi() / 2 - inverse.atan()
    return -acb.pi() / 2 - inverse.atan() if above.real < 0 else acb("nan")


def _integral(function: Callable[[acb, bool], acb], end: arb, bits: int) -> acb:
    """From 0 to a number, to an absolute and relative error of about 2^−bits."""
    tolerance = arb(2) ** -bits

    def regular(point: acb, analytic: bool) -> acb:  # noqa: FBT001
        try:
            return function(point, analytic)
        except ZeroDivisionError:
            # a matrix of balls may be singular
            return acb("nan")

    return acb.integral(regular, 0, end, abs_tol=tolerance, rel_tol=tolerance)


def _powers(point: tuple[acb, acb], degree: int) -> list[acb]:
    """x^n, x^{n−1}·y, …, y^n at a point."""
    return [point[0] ** (degree - i) * point[1] ** i for i in range(degree + 1)]


def _minors(p: tuple[acb, acb], q: tuple[acb, acb], degree: int) -> dict[tuple[int, int], acb]:
    """The minors i < j of the two rows of powers, divided by [p, q]: no cancellation where the points are near."""
    outer, inner = p[0] * q[0], p[1] * q[1]
    first, second = p[0] * q[1], p[1] * q[0]
    found = {}
    for i in range(degree + 1):
        for j in range(i + 1, degree + 1):
            quotient = sum((first**k * second ** (j - i - 1 - k) for k in range(j - i)), acb(0))
            found[i, j] = outer ** (degree - j) * inner**i * quotient
    return found
