"""What a parametrization says of the critical forms over one irreducible factor, modulo a prime and then rational.

Nothing here is proved; `solution_fields` proves it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from flint import fmpz_mod_poly, fmpz_poly

from ...algebra.coefficients import polynomial_product
from ...algebra.numbers import as_rational
from ..equations.quadrics import Quadric
from ..equations.repeated_roots import RepeatedRoots, repeated_divisor, repeated_part
from .parametrizations import Parametrization
from .quotient_rings import QuotientRing, integers
from .rational_residues import cleared


@dataclass(frozen=True)
class Element:
    """numerator/(denominator·f′) in ℚ[t]/f."""

    numerator: fmpz_poly
    denominator: int


@dataclass(frozen=True)
class Candidate:
    """A critical form with coefficients in ℚ[t]/f, its value, and the way to the value's minimal polynomial.

    Attributes:
        factor: f, irreducible and primitive.
        repeated: the lower coefficients of the A_i, i ≥ 2, in the order of the unknowns' names.
        simple: the coefficients of A_1, constant coefficient first.
        value: v, the quadric's value at the form.
        minimal: integers m_0, …, m_e, with Σ m_i·v^i = 0.
        steps: E_0, …, E_{e−1}, with E_k/f′ the value of Horner's scheme after m_e, …, m_{e−k}.
    """

    factor: fmpz_poly
    repeated: tuple[Element, ...]
    simple: tuple[Element, ...]
    value: Element
    minimal: tuple[int, ...]
    steps: tuple[fmpz_poly, ...]


class _Residues:
    """ℚ[t]/f modulo a prime."""

    def __init__(self, factor: fmpz_poly, prime: int) -> None:
        self.prime = prime
        inverse = pow(int(factor.leading_coefficient()), -1, prime)
        self.ring = QuotientRing(prime, [int(c) * inverse for c in factor.coeffs()])
        self.one = self.ring.element([1])
        self.slope = self.ring.element(integers(factor.derivative()))

    def rational(self, value: Fraction) -> fmpz_mod_poly:
        return self.ring.element([value.numerator * pow(value.denominator, -1, self.prime)])

    def lifted(self, element: fmpz_mod_poly) -> Element | None:
        """None: the prime is too small."""
        found = cleared(integers(self.ring.times(element, self.slope)), self.prime)
        return None if found is None else Element(fmpz_poly(found[1]), found[0])

    def integral(self, element: fmpz_mod_poly) -> fmpz_poly:
        """The integers next to zero with the residues of element·f′."""
        residues = integers(self.ring.times(element, self.slope))
        return fmpz_poly([c - self.prime if 2 * c > self.prime else c for c in residues])


def candidate(
    quadric: Quadric, unknowns: RepeatedRoots, zeros: Parametrization, factor: fmpz_poly, prime: int
) -> Candidate | None:
    """The critical forms at the roots of a factor of the elimination polynomial. None: the prime is of no use."""
    field = _Residues(factor, prime)
    ring = field.ring
    below = ring.inverse(ring.remainder(ring.element(integers(zeros.denominator))))
    if below is None:
        return None
    repeated = [ring.times(ring.element(integers(p)), below * pow(scale, -1, prime)) for p, scale in zeros.numerators]
    parts = unknowns.parts(repeated, field.one)
    small, large = (list(map(ring.remainder, f(parts, field.one))) for f in (repeated_divisor, repeated_part))
    rows = [list(map(ring.remainder, row)) for row in unknowns.inner_products(quadric, small, large)]
    cofactor = _solution(ring, rows)
    if cofactor is None:
        return None
    scale = field.rational(Fraction(quadric.integer_moments[0], quadric.gram_integers[0]) ** -1)
    simple = [ring.times(scale, h) for h in cofactor]
    value = field.rational(as_rational(quadric.squared_norm))
    for moment, w in zip(reversed(quadric.moments), polynomial_product(large, simple), strict=True):
        value = value - ring.remainder(w * field.rational(as_rational(moment)))
    return _lifted(field, factor, repeated, simple, value)


def _lifted(
    field: _Residues,
    factor: fmpz_poly,
    repeated: Sequence[fmpz_mod_poly],
    simple: Sequence[fmpz_mod_poly],
    value: fmpz_mod_poly,
) -> Candidate | None:
    elements = []
    for residue in (*repeated, *simple, value):
        element = field.lifted(residue)
        if element is None:
            return None
        elements.append(element)
    minimal = _minimal_polynomial(field, value)
    if minimal is None:
        return None
    steps, here = [], field.ring.element([])
    for coefficient in reversed(minimal[1:]):
        here = field.ring.times(here, value) + coefficient
        # coefficients of m(x)/(x − v) are algebraic integers, and so are those of f(x)/(x − t): traces are integers
        steps.append(field.integral(here))
    *coordinates, last = elements
    number = len(repeated)
    return Candidate(factor, tuple(coordinates[:number]), tuple(coordinates[number:]), last, minimal, tuple(steps))


def _solution(ring: QuotientRing, rows: list[list[fmpz_mod_poly]]) -> list[fmpz_mod_poly] | None:
    """The solution of linear equations, right sides last, by the first rows that determine it."""
    number = len(rows[0]) - 1
    for column in range(number):
        for i in range(column, len(rows)):
            inverse = ring.inverse(rows[i][column]) if rows[i][column].degree() >= 0 else None
            if inverse is not None:
                break
        else:
            return None
        rows[column], rows[i] = rows[i], rows[column]
        pivot = [ring.times(c, inverse) for c in rows[column]]
        rows = [
            pivot if j == column else [c - ring.times(row[column], p) for c, p in zip(row, pivot, strict=True)]
            for j, row in enumerate(rows)
        ]
    return [row[-1] for row in rows[:number]]


def _minimal_polynomial(field: _Residues, value: fmpz_mod_poly) -> tuple[int, ...] | None:
    """From traces of powers by Newton's identities; the characteristic polynomial is a power of it."""
    ring, degree = field.ring, field.ring.elimination.degree()
    traces, power = [], ring.remainder(ring.elimination.derivative())
    for _ in range(degree):
        power = ring.times(power, value)
        # Euler: the trace of x/f′ is the coefficient of t^{d−1}, for monic f
        traces.append(int(power[degree - 1]))
    elementary = [1]
    for k in range(1, degree + 1):
        total = sum((-1) ** i * elementary[k - 1 - i] * traces[i] for i in range(k))
        elementary.append(total * pow(k, -1, field.prime) % field.prime)
    characteristic = ring.element([(-1) ** (degree - i) * elementary[degree - i] for i in range(degree + 1)])
    root = characteristic.exact_division(characteristic.gcd(characteristic.derivative()))
    found = cleared(integers(root), field.prime)
    if found is None:
        return None
    content = fmpz_poly(found[1]).content()
    return tuple(c // int(content) for c in found[1])
