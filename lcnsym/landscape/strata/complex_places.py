"""What is at the complex roots of an elimination form: critical forms on the open stratum, on smaller ones, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from flint import fmpq, fmpq_poly, fmpz_poly

from ...algebra.field_polynomials import FieldPolynomial
from ...algebra.fields import RealField
from ...algebra.forms import BinaryForm
from ...algebra.irreducible_factors import norm_polynomial
from ...algebra.numbers import generator, residue_in
from ..equations.elimination_form import confluent_system
from ..equations.quadrics import Quadric
from .critical_forms import is_on_open_stratum

BITS = (128, 512, 2048)
MAX_DEGREE = 40
"""Of the forms whose other roots are isolated, or whose gcds are taken."""
MAX_FIELD_DEGREE = 60
"""Of the number fields in which is computed."""
Row = list[fmpq_poly]


class Place(Enum):
    """What is at a root p of the elimination form E of `elimination_form`, and at all roots conjugate to it over ℚ."""

    OPEN = "one critical form, on the open stratum"
    SMALLER = "one critical form, on a smaller stratum"
    ZERO = "the zero form"
    EMPTY = "no form"
    FAMILY = "infinitely many forms"
    UNDECIDED = "not decided"


def place_of(quadric: Quadric, multiplicity: int, factor: BinaryForm, *, is_isotropic: bool) -> Place:
    """What is at the roots of an irreducible factor of E over the field of u, none of them at infinity.

    The linear equations for the c_b of `elimination_form`, m equations for m − 1 numbers, have a solution where the
    determinant of `isotropy` is not zero; where it is, E vanishes also without one, or with many. What is at conjugate
    roots is conjugate. Balls show that a form has no other repeated root; else and at isotropic roots all is computed
    in the number field of the factor's root over that of u.

    Args:
        is_isotropic: whether the factor divides `isotropy`.
    """
    if quadric.degree > MAX_DEGREE:
        return Place.UNDECIDED
    if not is_isotropic and any(is_on_open_stratum(quadric, multiplicity, factor, bits) for bits in BITS):
        return Place.OPEN
    field = _field_of_root(factor, quadric.centre.field)
    return Place.UNDECIDED if field is None else _in_field(quadric, multiplicity, field)


def place_of_target(quadric: Quadric, multiplicity: int, factor: BinaryForm, *, is_isotropic: bool) -> Place | None:
    """What is at the roots of an irreducible factor of E where the target has a root of the multiplicity.

    The target is a solution there. None: it is the only one.
    """
    if not is_isotropic:
        return None
    field = _field_of_root(factor, quadric.centre.field)
    if field is None:
        return Place.UNDECIDED
    return None if _has_one_form(quadric.rational_parts[0], multiplicity, field) else Place.FAMILY


@dataclass(frozen=True, eq=False)
class _FieldOfRoot:
    """ℚ[θ]/N, the field that u and a root p of an irreducible form over the field ℚ(α) of u generate.

    Attributes:
        modulus: N.
        root: p.
        generator: α.
    """

    modulus: fmpq_poly
    root: fmpq_poly
    generator: fmpq_poly

    def at_root(self, polynomial: fmpz_poly) -> fmpq_poly:
        """The value of a polynomial at p."""
        total = fmpq_poly()
        for c in reversed(polynomial.coeffs()):
            total = (total * self.root + fmpq_poly([fmpq(c)])) % self.modulus
        return total

    def combined(self, parts: Sequence[fmpq_poly]) -> fmpq_poly:
        """Σ α^j·x_j."""
        total = fmpq_poly()
        for part in reversed(parts):
            total = (total * self.generator + part) % self.modulus
        return total


def _field_of_root(factor: BinaryForm, field: RealField) -> _FieldOfRoot | None:
    """Of a form that is irreducible over the field. None: the degree is above MAX_FIELD_DEGREE.

    θ = p + s·α with an integer s for which the norm of the form with these roots is square-free, so that it is
    irreducible. Then α is the only common root of its own polynomial and the form's, with α for an unknown and θ − s·α
    for p: for another α of which this is a root, θ would be a multiple root of the norm.
    """
    if factor.degree * field.degree > MAX_FIELD_DEGREE:
        return None
    theta = fmpq_poly([0, 1])
    if field.degree == 1:
        modulus = fmpq_poly(factor.integer_polynomial)
        return _FieldOfRoot(modulus, theta % modulus, fmpq_poly())
    alpha, shift = generator(field), 0
    while True:
        norm = norm_polynomial(factor.substituted(1, alpha * -shift, 0, 1), field)
        if norm.gcd(norm.derivative()).degree() == 0:
            break
        shift = -shift if shift > 0 else 1 - shift
    modulus = fmpq_poly(norm)
    place = FieldPolynomial(modulus, [theta, fmpq_poly([-shift])])
    value = FieldPolynomial(modulus, [])
    for c in factor.coefficients:
        own = residue_in(field, c).coeffs()
        value = value * place + FieldPolynomial(modulus, [fmpq_poly([a]) for a in own])
    own_polynomial = FieldPolynomial(modulus, [fmpq_poly([c]) for c in field.minpoly])
    constant, leading = own_polynomial.gcd(value).coefficients
    found = -constant * leading.xgcd(modulus)[1] % modulus
    return _FieldOfRoot(modulus, (theta - shift * found) % modulus, found)


def _has_one_form(quadric: Quadric, multiplicity: int, field: _FieldOfRoot) -> bool:
    """Whether the c_b at the roots of an irreducible form are determined, if there are any."""
    rows, _ = confluent_system(quadric, multiplicity)
    found = [[field.at_root(entry) for entry in row[:-1]] for row in rows]
    return len(_reduced(found, field.modulus, multiplicity - 1)) == multiplicity - 1


def _in_field(quadric: Quadric, m: int, field: _FieldOfRoot) -> Place:
    parts, modulus = quadric.rational_parts, field.modulus
    systems = [confluent_system(part, m) for part in parts]
    images = [[field.at_root(c) for c in image] for image in systems[0][1]]
    # the equations are linear in u: those of its parts have the same left sides
    rows = [
        [*map(field.at_root, own[0][:-1]), field.combined([field.at_root(row[-1]) for row in own])]
        for own in zip(*(rows for rows, _ in systems), strict=True)
    ]
    solved = _reduced(rows, modulus, m)
    if any(not any(row[:-1]) for row in solved):
        return Place.EMPTY
    if len(solved) < m - 1:
        return Place.FAMILY
    integers = zip(*(part.centre_integers for part in parts), strict=True)
    w = [field.combined([fmpq_poly([c]) for c in own]) for own in integers]
    for row, image in zip(solved, images, strict=True):
        w = [(c - row[-1] * i) % modulus for c, i in zip(w, image, strict=True)]
    t = field.root
    for _ in range(m):
        quotient, total = [], fmpq_poly([0])
        for c in w[:-1]:
            total = (c + t * total) % modulus
            quotient.append(total)
        w = quotient
    return _sort_of_cofactor(w, t, modulus)


def _sort_of_cofactor(cofactor: Row, t: fmpq_poly, modulus: fmpq_poly) -> Place:
    """Of w/(x − t)^m, leading coefficient first: whether its roots are simple, infinity included, and none is t."""
    found = FieldPolynomial(modulus, reversed(cofactor))
    if found.degree() < 0:
        return Place.ZERO
    line = FieldPolynomial(modulus, [-t, fmpq_poly([1])])
    is_open = (
        found.degree() >= len(cofactor) - 2
        and bool(found.divmod(line)[1].coefficients)
        and found.gcd(found.derivative()).degree() < 1
    )
    return Place.OPEN if is_open else Place.SMALLER


def _reduced(rows: list[Row], modulus: fmpq_poly, columns: int) -> list[Row]:
    """The rows that are not zero of the reduced echelon form; pivots are looked for in the first columns."""
    found: list[Row] = []
    for column in range(columns):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows = [row for row in rows if row is not pivot]
        inverse = pivot[column].xgcd(modulus)[1]
        unit = [entry * inverse % modulus for entry in pivot]
        rows, found = (
            [
                [(a - row[column] * b) % modulus for a, b in zip(row, unit, strict=True)] if row[column] else row
                for row in part
            ]
            for part in (rows, found)
        )
        found.append(unit)
    return found
