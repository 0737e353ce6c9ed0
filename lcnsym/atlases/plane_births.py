"""The stratum (2,2) of quartics in a plane of losses: the wall where two of its critical filters meet.

The minors of `double_roots` are m₁ = α₀β₁ − α₁β₀ and m₂ = α₀β₂ − α₂β₀. The resultant of these with respect to q is
that of α₀ and β₀ times a form M in p, and the wall W divides the discriminant of M, and that of the same with p and q
exchanged. All of this is made of formulas in the coefficients, so it may be done on lines through one point P; there W
divides the greatest common divisor g of the two discriminants.

Let F be of degree e with F(P) ≠ 0, and equal to a multiple of g on each of e + 2 lines through P. Then W divides F: let
V be an irreducible factor of W, of degree v, that is none of F. On a line on which V has degree v − δ, the
multiplicities of its zeros have the sum v − δ, and F has there zeros of at least these multiplicities; so has the
intersection of V and F, as the local ring modulo V and F is at least as large as modulo the equation of the line too.
The sum of all δ is at most v, the degree of the leading form of V. So V and F have at least (e + 2)·v − v common
points, more than the e·v that there are by Bézout.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import count

from flint import fmpq, fmpq_poly, fmpz_mpoly, fmpz_poly

from ..algebra.coefficients import correlation, image, polynomial_product, total
from ..algebra.forms import BinaryForm
from ..errors import UnsupportedError
from ..landscape.equations.charts import Chart
from .double_roots import VARIABLES, columns_of
from .families import LossFamily
from .ordered_roots import short_between
from .parametric_strata import ONE, P, ParametricStrata, S, T, X
from .projections import discriminant_in_t

SOLUTIONS = 13
"""The generic ED degree of (2,2)."""
MOST_POOR = 20
"""So many lines that are not in general position are skipped."""


def births_in_plane(family: LossFamily, chart: Chart) -> fmpz_mpoly:
    """A polynomial in s and t that vanishes where two critical filters of (2,2) meet.

    Args:
        family: a plane.
        chart: of the projective line.

    Raises:
        UnsupportedError: some of them always meet, or the polynomial is not found.
    """
    s, t = (short_between(lo, hi) for lo, hi in family.bounds)
    directions: list[int] = []
    rows: list[list[fmpq]] = []
    degree, poor = -1, 0
    for place, found in _restrictions(family, chart, (s, t)):
        if not found or not found[0] or found.degree() < degree:
            poor += 1
        else:
            if found.degree() > degree:
                degree, directions, rows = found.degree(), [], []
            directions.append(place)
            rows.append([fmpq(c, found[0]) for c in found.coeffs()])
        if len(rows) == degree + 2:
            break
        if poor > MOST_POOR:
            raise UnsupportedError(
                "no polynomial was found for the wall at which two critical filters with two double roots meet"
            )
    left, up = s.denominator * S - s.numerator * ONE, t.denominator * T - t.numerator * ONE
    parts = []
    for d in range(degree + 1):
        coefficients = _interpolated(directions, [row[d] for row in rows], d)
        # Σ c_i·(s − s₀)^(d − i)·(t − t₀)^i; s.denominator·(s − s₀) is `left`
        for i, c in enumerate(coefficients.coeffs()):
            scale = c / (fmpq(s.denominator) ** (d - i) * fmpq(t.denominator) ** i)
            parts.append((scale, left ** (d - i) * up**i))
    common = fmpq_poly([scale for scale, _ in parts]).denom()
    return total(term * (scale * common).numer() for scale, term in parts if scale).primitive()[1]


def _restrictions(
    family: LossFamily, chart: Chart, point: tuple[Fraction, Fraction]
) -> Iterator[tuple[int, fmpz_poly]]:
    """The greatest common divisors g on the lines s = s₀ + r, t = t₀ + j·r, polynomials in r, with j."""
    near = min(hi - lo for lo, hi in family.bounds)
    target, gram = family.target_at(point), family.gram_at(point)
    for i in count():
        j = (i + 1) // 2 * (1 if i % 2 else -1)
        along = _direction([form.rationals for form in family.along], j)
        rows = tuple(_direction([moved[k] for moved in family.gram_along], j) for k in range(len(gram)))
        reach = near / (8 * (1 + abs(j)))
        line = LossFamily(
            target, (BinaryForm(along),) if along else (), gram, (rows,) if rows[0] else (), ((-reach, reach),)
        )
        yield j, _common_discriminant(ParametricStrata(line, chart))


def _direction(rows: list[tuple[Fraction, ...]], j: int) -> tuple[Fraction, ...]:
    """u1 + j·u2."""
    return tuple(image(list(zip(*rows, strict=True)), [Fraction(1), Fraction(j)][: len(rows)])) if rows else ()


def _common_discriminant(strata: ParametricStrata) -> fmpz_poly:
    root = [ONE, P, X]
    alpha, beta = (
        correlation(root, image(strata.gram, form)) for form in (polynomial_product(root, root), strata.target)
    )
    minors = [alpha[0] * beta[j] - alpha[j] * beta[0] for j in (1, 2)]
    found = fmpz_poly([0])
    for variable, place in VARIABLES:
        extraneous = alpha[0].resultant(beta[0], variable)
        resultant = minors[0].resultant(minors[1], variable)
        if not extraneous or not resultant:
            return fmpz_poly([0])
        columns = columns_of(resultant // extraneous, place)
        # fewer: on this line a critical filter is always at infinity
        if len(columns) != SOLUTIONS + 1:
            return fmpz_poly([0])
        found = found.gcd(discriminant_in_t(columns))
    return found


def _interpolated(places: list[int], values: list[fmpq], degree: int) -> fmpq_poly:
    """The polynomial of at most this degree with these values. Raises UnsupportedError: there is none."""
    found, product = fmpq_poly([0]), fmpq_poly([1])
    for place, value in zip(places, values, strict=True):
        wrong = value - found(fmpq(place))
        if wrong:
            found += product * (wrong / product(fmpq(place)))
        product *= fmpq_poly([-place, 1])
    if found.degree() > degree:
        raise UnsupportedError("the walls on lines are not those of one curve in the plane")
    return found
