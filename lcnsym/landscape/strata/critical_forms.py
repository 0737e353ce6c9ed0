"""Critical forms of a quadric on a stratum of root multiplicities, as certified balls of any precision."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache, partial
from typing import TypeVar

import flint
from flint import Ordering, acb, acb_mat, acb_poly, arb, arb_mat, fmpz, fmpz_mpoly_ctx, fmpz_poly

from ...algebra.coefficients import correlation, difference, image, inner, polynomial_product
from ...algebra.copies import LeanCopies
from ...algebra.enclosures import enclosed
from ...algebra.fields import complex_roots, irreducible_factor_at
from ...algebra.flintio import primitive_part
from ...algebra.forms import BinaryForm
from ...algebra.linear import inverse
from ...algebra.numbers import Number, ball_of, minimal_polynomial
from ...algebra.precision import decided, decided_within
from ...roots.roots import RealRoot
from ..equations.charts import CHARTS, IDENTITY, Chart, adjugate, determinant, in_chart, out_of_chart
from ..equations.elimination_form import derivative, value_fraction
from ..equations.quadrics import Quadric

Ball = TypeVar("Ball", arb, acb)
REFERENCE_PRECISION = 256
MAX_REFERENCE = 1 << 15
MOST_DEGREES = 24
"""Of the fields over ℚ in which losses with irrational targets are computed."""


@dataclass(frozen=True)
class BallRoot:
    """A root of a critical form: a real one, or the one above the real line of a conjugate pair.

    Attributes:
        multiplicity: of the root.
        is_real: real, or one of a pair.
        point: homogeneous coordinates (X, Y), balls.
    """

    multiplicity: int
    is_real: bool
    point: tuple[acb, acb]


class CriticalForm(LeanCopies, ABC):
    """A real critical form in some chart, given by the factors A_i of its multiplicities.

    Args:
        quadric: in the chart's coordinates.
        chart: forms there are w(a·x + b·y, c·x + d·y).
    """

    def __init__(self, quadric: Quadric, chart: Chart) -> None:
        self.quadric = quadric
        self.chart = chart

    @abstractmethod
    def factors(self, precision: int) -> dict[int, acb_poly]:
        """A_i by i, in x with y = 1, computed with this many bits; coefficients real."""

    @abstractmethod
    def degrees(self) -> dict[int, int]:
        """The formal degree of A_i by i."""

    def enclosures(self, bits: int) -> tuple[tuple[Fraction, Fraction], ...]:
        """For every coefficient w_0, …, w_n certified rationals lo ≤ w ≤ hi with hi − lo < 2^−bits."""
        return enclosed(lambda precision: list(self.coefficients(precision)), bits)

    def value_enclosure(self, bits: int) -> tuple[Fraction, Fraction]:
        """Certified rationals lo ≤ q(w) ≤ hi with hi − lo < 2^−bits."""
        return enclosed(lambda precision: [self.value(precision)], bits)[0]

    @lru_cache(maxsize=8)  # noqa: B019 - a few precisions, as long-lived as the form
    def coefficients(self, precision: int) -> tuple[arb, ...]:
        """w_0, …, w_n in the coordinates of the filters."""
        with flint.ctx.workprec(precision):
            product = acb_poly([1])
            for i, factor in self.factors(precision).items():
                product *= factor**i
            n = self.quadric.degree
            here = [arb(product[n - k].real) for k in range(n + 1)]
            scale = determinant(self.chart) ** n
            return tuple(c / scale for c in substituted(here, adjugate(self.chart)))

    def value(self, precision: int) -> arb:
        """q(w) = uᵀQu − uᵀQw, as w is the point nearest to u in a linear space."""
        with flint.ctx.workprec(precision):
            product = acb_poly([1])
            for i, factor in self.factors(precision).items():
                product *= factor**i
            n = self.quadric.degree
            total = ball_of(self.quadric.squared_norm)
            for k, moment in enumerate(self.quadric.balls()[1]):
                total -= moment * product[n - k].real
            return total

    @lru_cache(maxsize=8)  # noqa: B019
    def roots(self, precision: int) -> tuple[BallRoot, ...] | None:
        """All roots, isolated from one another: real ones and one of each pair. None: not at this precision.

        None also means that it is not proved that the form is not zero and lies on no smaller stratum. Their order is
        the same for all precisions.
        """
        found, reference = self._isolated_roots(precision, accurate=True), self._reference
        if found is None or reference is None:
            return None
        with flint.ctx.workprec(precision):
            ordered = [[root for root in found if _may_be_same(root, known)] for known in reference]
        return tuple(same[0] for same in ordered) if all(len(same) == 1 for same in ordered) else None

    def multiplicities(self, precision: int) -> tuple[tuple[int, bool], ...] | None:
        """(multiplicity, is_real) of all real roots and pairs. None: as for `roots`."""
        found = self._isolated_roots(precision, accurate=False)
        return None if found is None else tuple((root.multiplicity, root.is_real) for root in found)

    @cached_property
    def _reference(self) -> tuple[BallRoot, ...] | None:
        """The roots with many bits, in the order that all others follow."""
        return decided_within(partial(self._isolated_roots, accurate=True), REFERENCE_PRECISION, MAX_REFERENCE)

    def _isolated_roots(self, precision: int, *, accurate: bool) -> tuple[BallRoot, ...] | None:
        with flint.ctx.workprec(precision):
            factors = self.factors(precision)
            if all(factors[1][j].contains(0) for j in range(self.degrees()[1] + 1)):
                return None
            chart = _without_infinity(factors, self.degrees())
            if chart is None:
                return None
            found = _roots_in_chart(factors, self.degrees(), chart, accurate=accurate)
            if found is None:
                return None
            return tuple(
                BallRoot(root.multiplicity, root.is_real, _moved(self.chart, _moved(chart, root.point)))
                for root in found
            )

    @lru_cache(maxsize=8)  # noqa: B019
    def has_no_smaller_tangent(self, precision: int) -> bool | None:
        """Whether Q(w − u) is orthogonal to no larger space of forms than G·ℝ[x, y]_d. None: not decided.

        If so, no other factorization of w than the compatible ones is critical.
        """
        roots = self.roots(precision)
        if roots is None:
            return None
        with flint.ctx.workprec(precision):
            residual = [acb(r) for r in self.gram_and_residual(precision)[1]]
            repeated = [root for root in roots if root.multiplicity > 1]
            sides = repeated + [_conjugate(root) for root in repeated if not root.is_real]
            for root in repeated:
                low = [acb(1)]
                for other in sides:
                    exponent = other.multiplicity - 1 - int(other is root)
                    for _ in range(exponent):
                        x, y = other.point
                        low = polynomial_product(low, [y, -x])
                if not any(not value.contains(0) for value in correlation(low, residual)):
                    return None
        return True

    @cached_property
    def _original(self) -> Quadric:
        """The quadric in the coordinates of the filters."""
        # the adjugate is the inverse but for a factor, which forms of degree n have to the power n
        there = in_chart(self.quadric, adjugate(self.chart))
        scale = determinant(self.chart) ** self.quadric.degree
        if scale == 1:
            return there
        gram = [[q * scale**2 for q in row] for row in there.gram]
        return Quadric(gram, BinaryForm([c / scale for c in there.centre.coefficients]))

    @lru_cache(maxsize=8)  # noqa: B019
    def gram_and_residual(self, precision: int) -> tuple[list[list[arb]], list[arb]]:
        """Q and Q(w − u) in the coordinates of the filters."""
        original = self._original
        w = self.coefficients(precision)
        with flint.ctx.workprec(precision):
            gram, moments = original.balls()
            return gram, difference(image(gram, w), moments)


class OneRepeatedRoot(CriticalForm):
    """The form nearest to u among those with a root of multiplicity m − 1 at t, where that makes it one of m.

    Args:
        root: t, of the elimination form.
        multiplicity: m.
    """

    def __init__(self, quadric: Quadric, root: RealRoot, multiplicity: int, chart: Chart) -> None:
        super().__init__(quadric, chart)
        self.root = root
        self.multiplicity = multiplicity

    def repeated_root(self) -> Number:
        """t as an exact number, in the coordinates of the chart."""
        return self.root.value()

    def value_minimal_polynomial(self) -> tuple[int, ...] | None:
        """The minimal polynomial of q(w) over ℤ, constant term first, primitive, leading coefficient positive.

        None: u is irrational, and the field of u and t has a degree above MOST_DEGREES.
        """
        if not self.quadric.is_rational:
            return self._irrational_minimal_polynomial()
        numerator, denominator, a, b = value_fraction(self.quadric, self.multiplicity)
        if self.root.part is None:
            t = self.root.interval[0]
            value = Fraction(a, b) * polynomial_at(numerator, t) / polynomial_at(denominator, t)
            return -value.numerator, value.denominator
        factor, _ = irreducible_factor_at(self.root.part.integer_polynomial, self.root.ball_at)
        ring = fmpz_mpoly_ctx.get(("t", "v"), Ordering.lex)
        own: dict[tuple[int, ...], fmpz | int] = {(j, 0): c for j, c in enumerate(factor.coeffs()) if c}
        t_only = ring.from_dict(own)
        terms: dict[tuple[int, ...], fmpz | int] = {(j, 0): -c * a for j, c in enumerate(numerator.coeffs()) if c}
        terms |= {(j, 1): c * b for j, c in enumerate(denominator.coeffs()) if c}
        norm = t_only.resultant(ring.from_dict(terms), "t").to_dict()
        polynomial = fmpz_poly([norm.get((0, i), 0) for i in range(1 + max(i for _, i in norm))])
        found, _ = irreducible_factor_at(polynomial, self.value)
        return tuple(int(c) for c in primitive_part(found).coeffs())

    def _irrational_minimal_polynomial(self) -> tuple[int, ...] | None:
        degree = 1 if self.root.part is None else self.root.part.degree
        if degree * self.quadric.centre.field.degree > MOST_DEGREES:
            return None
        w = nearest_form(self.quadric, self.multiplicity, self.repeated_root())
        return minimal_polynomial(self.quadric.squared_norm - inner(self.quadric.moments, w.coefficients))

    @cached_property
    def exact_form(self) -> BinaryForm | None:
        """The form itself, where t is known to be in the field of u; None: it is not."""
        part = self.root.part
        if part is not None and part.degree > 1:
            return None
        t = self.root.interval[0] if part is None else -part.coefficients[1] / part.coefficients[0]
        return out_of_chart(nearest_form(self.quadric, self.multiplicity, t), self.chart)

    @lru_cache(maxsize=8)  # noqa: B019
    def factors(self, precision: int) -> dict[int, acb_poly]:
        """A_i by i; see the class.

        The linear equations for the form are regular, as Q is positive definite and t real, so that more bits show it.
        """
        return decided(self._factors, precision)

    def _factors(self, precision: int) -> dict[int, acb_poly] | None:
        with flint.ctx.workprec(precision):
            # later calls go on from where this one has come
            self.root = self.root.refined(precision)
            t = self.root.ball_at(precision)
            try:
                quotient = [acb(c) for c in _cofactor(self.quadric, self.multiplicity, t)]
            except ZeroDivisionError:
                return None
            return {self.multiplicity: acb_poly([-acb(t), 1]), 1: acb_poly(list(reversed(quotient)))}

    def degrees(self) -> dict[int, int]:
        """The formal degree of A_i by i."""
        return {self.multiplicity: 1, 1: self.quadric.degree - self.multiplicity}


def nearest_form(quadric: Quadric, m: int, t: Number) -> BinaryForm:
    """The form nearest to u among those with a root of multiplicity m − 1 at t: w = u − Q⁻¹ Σ c_b D_b.

    The derivatives D_b of w of order m − 2 vanish at t.
    """
    n = quadric.degree
    powers: list[Number] = [Fraction(1)]
    while len(powers) <= n:
        powers.append(powers[-1] * t)
    derivatives = [
        [powers[e] * factor if factor else Fraction(0) for factor, e in zip(*derivative(n, m - 2 - b, b), strict=True)]
        for b in range(m - 1)
    ]
    numerators, denominator = quadric.inverse_integers
    rows = [[Fraction(int(numerators[i, j]), denominator) for j in range(n + 1)] for i in range(n + 1)]
    images = [image(rows, d) for d in derivatives]
    w = list(quadric.centre.coefficients)
    pairings = [[inner(d, moved) for moved in images] for d in derivatives]
    dual = image(inverse(pairings), [inner(d, w) for d in derivatives])
    for c, moved in zip(dual, images, strict=True):
        w = [a - c * b for a, b in zip(w, moved, strict=True)]
    return BinaryForm(w)


def _cofactor(quadric: Quadric, m: int, t: Ball) -> list[Ball]:
    """w/(x − t)^m, leading coefficient first, for the form w nearest to u with a root of multiplicity m − 1 at t.

    w = u − Q⁻¹ Σ c_b D_b, with c such that the derivatives D_b of w of order m − 2 vanish at t; that those of order
    m − 1 vanish too is taken for granted.
    """
    n, one = quadric.degree, t * 0 + 1
    matrix = acb_mat if isinstance(t, acb) else arb_mat
    numerators, denominator = quadric.inverse_integers
    powers = [one]
    while len(powers) <= n:
        powers.append(powers[-1] * t)
    functionals = matrix(
        [
            [factor * powers[e] if factor else one * 0 for factor, e in zip(*derivative(n, m - 2 - b, b), strict=True)]
            for b in range(m - 1)
        ]
    ).transpose()
    images = matrix(numerators) * functionals / denominator
    centre = matrix([[one * ball_of(c)] for c in quadric.centre.coefficients])
    dual = (functionals.transpose() * images).solve(functionals.transpose() * centre)
    w = centre - images * dual
    quotient = [w[k, 0] for k in range(n + 1)]
    for _ in range(m):
        total, divided = one * 0, []
        for c in quotient[:-1]:
            total = c + t * total
            divided.append(total)
        quotient = divided
    return quotient


def is_on_open_stratum(quadric: Quadric, multiplicity: int, part: BinaryForm, precision: int) -> bool | None:
    """Whether the critical forms with one repeated root, at the finite roots of a form, have no other repeated root.

    None: not decided.

    Args:
        part: irreducible over the field of u. The forms of conjugate roots are conjugate, so that one root tells.
    """
    degree = quadric.degree - multiplicity
    with flint.ctx.workprec(precision):
        roots = complex_roots(part.integer_polynomial, precision) if part.is_rational else _ball_roots(part)
        for t in roots[-1:]:
            try:
                cofactor = acb_poly(list(reversed(_cofactor(quadric, multiplicity, t))))
            except ZeroDivisionError:
                return None
            if not are_separate({multiplicity: acb_poly([-t, 1]), 1: cofactor}, {multiplicity: 1, 1: degree}):
                return None
    return bool(roots) or None


def _ball_roots(form: BinaryForm) -> list[acb]:
    """The finite roots of a square-free form in disjoint balls at the current precision; none if that is too low."""
    try:
        return list(acb_poly([acb(ball_of(c)) for c in reversed(form.coefficients)]).roots())
    except ValueError:
        return []


def are_separate(factors: dict[int, acb_poly], degrees: dict[int, int]) -> bool | None:
    """Whether all roots of the factors are different, and finite. None: not proved."""
    product = acb_poly([1])
    for factor in factors.values():
        product *= factor
    degree = sum(degrees.values())
    if product[degree].contains(0):
        return None
    try:
        return len(acb_poly([product[i] for i in range(degree + 1)]).roots()) == degree or None
    except ValueError:
        return None


def polynomial_at(polynomial: fmpz_poly, point: Fraction) -> Fraction:
    """The value of an integer polynomial at a rational number."""
    total = Fraction(0)
    for c in reversed(polynomial.coeffs()):
        total = total * point + int(c)
    return total


def substituted(coefficients: Sequence[arb], chart: Chart) -> list[arb]:
    """w(a·x + b·y, c·x + d·y)."""
    if chart == IDENTITY:
        return list(coefficients)
    (a, b), (c, d) = chart
    n = len(coefficients) - 1
    total = [arb(0)] * (n + 1)
    for k, w in enumerate(coefficients):
        line: list[arb] = [arb(1)]
        for factor in [[arb(a), arb(b)]] * (n - k) + [[arb(c), arb(d)]] * k:
            line = polynomial_product(line, factor)
        total = [s + w * v for s, v in zip(total, line, strict=True)]
    return total


def _may_be_same(first: BallRoot, second: BallRoot) -> bool:
    (a, b), (c, d) = first.point, second.point
    alike = first.multiplicity == second.multiplicity and first.is_real == second.is_real
    return alike and (a * d - b * c).contains(0)


def _conjugate(root: BallRoot) -> BallRoot:
    return BallRoot(root.multiplicity, False, (root.point[0].conjugate(), root.point[1].conjugate()))


def _moved(chart: Chart, point: tuple[acb, acb]) -> tuple[acb, acb]:
    """The root of w for a root of w(a·x + b·y, c·x + d·y)."""
    (a, b), (c, d) = chart
    x, y = point
    return (a * x + b * y, c * x + d * y)


def _without_infinity(factors: dict[int, acb_poly], degrees: dict[int, int]) -> Chart | None:
    """The first chart in which no root is at infinity. None: there is none for which this is certain."""
    for chart in CHARTS:
        leading = [_in_chart(factors[i], degree, chart)[degree] for i, degree in degrees.items() if degree]
        if not any(c.contains(0) for c in leading):
            return chart
    return None


def _roots_in_chart(
    factors: dict[int, acb_poly], degrees: dict[int, int], chart: Chart, *, accurate: bool
) -> list[BallRoot] | None:
    """The roots of the factors after a change of coordinates, none at infinity; None: two are not isolated."""
    found: list[BallRoot] = []
    everything: list[acb] = []
    for i, degree in degrees.items():
        if degree == 0:
            continue
        moved = _in_chart(factors[i], degree, chart)
        roots = isolated_roots(moved, accurate=accurate)
        if roots is None:
            return None
        everything += [root for root, _ in roots]
        found += [BallRoot(i, is_real, (root, acb(1))) for root, is_real in roots if is_real or root.imag > 0]
    for j, root in enumerate(everything):
        if any(root.overlaps(other) for other in everything[:j]):
            # balls that isolate the roots of one factor may meet the root of another
            return None if accurate else _roots_in_chart(factors, degrees, chart, accurate=True)
    return found


def _in_chart(factor: acb_poly, degree: int, chart: Chart) -> list[acb]:
    """The coefficients, constant first, of the form of this formal degree in other coordinates."""
    entries = [factor[j] for j in range(degree + 1)]
    if chart == IDENTITY:
        return entries
    (a, b), (c, d) = chart
    total = acb_poly([0])
    for j, entry in enumerate(entries):
        total += entry * acb_poly([b, a]) ** j * acb_poly([d, c]) ** (degree - j)
    return [total[j] for j in range(degree + 1)]


def isolated_roots(coefficients: Sequence[acb], *, accurate: bool = True) -> list[tuple[acb, bool]] | None:
    """The roots in disjoint balls, and which of them are real. None: they are not isolated at this precision.

    Args:
        coefficients: real, constant first, the last one certainly not zero.
        accurate: whether the balls are to be small, and not only disjoint.
    """
    polynomial, degree = acb_poly(list(coefficients)), len(coefficients) - 1
    if degree == 1:
        return [(-polynomial[0] / polynomial[1], True)]
    try:
        tolerance = arb(2) ** (-flint.ctx.prec // 2) if accurate else None
        roots = polynomial.roots(tol=tolerance, maxprec=2 * flint.ctx.prec)
    except ValueError:
        return None
    if len(roots) != degree:
        return None
    sides = []
    for j, root in enumerate(roots):
        twins = [k for k, other in enumerate(roots) if other.overlaps(root.conjugate())]
        if len(twins) != 1:
            return None
        is_real = twins == [j]
        if not is_real and root.imag.contains(0):
            return None
        sides.append((acb(root.real) if is_real else root, is_real))
    return sides
