"""What is at the complex roots of an elimination form: critical forms on the open stratum, on smaller ones, or none."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from flint import fmpq_poly, fmpz_poly

from ...algebra.field_polynomials import FieldPolynomial
from ...algebra.forms import BinaryForm
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
    in the number field of the factor.

    Args:
        is_isotropic: whether the factor divides `isotropy`.
    """
    if quadric.degree > MAX_DEGREE:
        return Place.UNDECIDED
    if not is_isotropic and any(is_on_open_stratum(quadric, multiplicity, factor, bits) for bits in BITS):
        return Place.OPEN
    if factor.degree > MAX_FIELD_DEGREE:
        return Place.UNDECIDED
    if not factor.is_rational:
        return Place.UNDECIDED
    # the equations are linear in u, and so are their solutions; the powers of α are independent over the field of p
    modulus = fmpq_poly(factor.integer_polynomial)
    found = [_in_field(part, multiplicity, modulus) for part in quadric.rational_parts]
    if Place.EMPTY in found or Place.FAMILY in found or len(found) == 1:
        return next((place for place in (Place.EMPTY, Place.FAMILY) if place in found), found[0])
    return Place.UNDECIDED


def place_of_target(quadric: Quadric, multiplicity: int, factor: BinaryForm, *, is_isotropic: bool) -> Place | None:
    """What is at the roots of an irreducible factor of E where the target has a root of the multiplicity.

    The target is a solution there. None: it is the only one.
    """
    if not is_isotropic:
        return None
    if not factor.is_rational:
        return Place.UNDECIDED
    return None if _has_one_form(quadric.rational_parts[0], multiplicity, factor) else Place.FAMILY


def _has_one_form(quadric: Quadric, multiplicity: int, factor: BinaryForm) -> bool:
    """Whether the c_b at the roots of an irreducible form are determined, if there are any."""
    modulus = fmpq_poly(factor.integer_polynomial)
    rows, _ = confluent_system(quadric, multiplicity)
    return len(_reduced(_residues(rows, modulus), modulus, multiplicity - 1)) == multiplicity - 1


def _in_field(quadric: Quadric, m: int, modulus: fmpq_poly) -> Place:
    rows, images = confluent_system(quadric, m)
    solved = _reduced(_residues(rows, modulus), modulus, m)
    if any(not any(row[:-1]) for row in solved):
        return Place.EMPTY
    if len(solved) < m - 1:
        return Place.FAMILY
    w = [fmpq_poly([c]) for c in quadric.centre_integers]
    for row, image in zip(solved, images, strict=True):
        w = [(c - row[-1] * fmpq_poly(i)) % modulus for c, i in zip(w, image, strict=True)]
    t = fmpq_poly([0, 1]) % modulus
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


def _residues(rows: Sequence[Sequence[fmpz_poly]], modulus: fmpq_poly) -> list[Row]:
    return [[fmpq_poly(entry) % modulus for entry in row] for row in rows]


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
