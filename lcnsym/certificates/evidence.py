"""Evidence for claims about real roots, in the terms of docs/certificate-format.md."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from ..algebra.fields import RealField
from ..algebra.forms import BinaryForm, product
from ..algebra.linear import rank_modulo
from ..algebra.numbers import Number, text
from ..algebra.squarefree import SquarefreeDecomposition, squarefree_prime
from ..errors import CertificateError, InconclusiveError
from ..network.convolution import Matrix
from ..roots.alternation import alternating_points, points_between_roots
from ..roots.descartes import covering
from ..roots.line_polynomials import line_polynomial
from ..roots.roots import isolation
from .values import Json, encode_form, encode_number, encode_rationals

Part = Callable[[int, BinaryForm], Json]
"""From a multiplicity m and the part A_m to the evidence for its number of real roots."""

ARITHMETIC: Json = {"kind": "arithmetic"}
JACOBIAN_PRIME = 2**31 - 1


def sign_changes(form: BinaryForm, needed: int) -> Json:
    """Points that show `needed` real roots of odd multiplicity.

    Raises:
        CertificateError: the form has fewer.
    """
    points = alternating_points(form, needed)
    if points is None:
        raise CertificateError(f"the form has fewer than {needed} real roots of odd multiplicity")
    return {"kind": "sign-changes", "points": encode_rationals(points)}


def descartes(form: BinaryForm, at_most: int) -> Json:
    """Breakpoints that show at most this many real roots with multiplicity.

    Raises:
        CertificateError: the form has more.
    """
    infinity = form.order_at_infinity
    points = covering(line_polynomial(form), at_most, infinity)
    if points is None:
        raise CertificateError(f"the form has more than {at_most} real roots with multiplicity")
    return {"kind": "descartes", "breakpoints": encode_rationals(points)}


def _points(_multiplicity: int, part: BinaryForm) -> Json:
    return {"points": encode_rationals(points_between_roots(part))}


def _exactly(multiplicity: int, part: BinaryForm) -> Json:
    """Breakpoints; but where all roots are real points are enough, and faster to check."""
    found = isolation(part)
    if found.n_roots + part.order_at_infinity == part.degree:
        return _points(multiplicity, part)
    return {"breakpoints": encode_rationals(found.breakpoints)}


def _exactly_if_odd(multiplicity: int, part: BinaryForm) -> Json:
    return (_exactly if multiplicity % 2 else _points)(multiplicity, part)


def _factored(form: BinaryForm, decomposition: SquarefreeDecomposition, part_evidence: Part, prime: int | None) -> Json:
    factors = [
        {"multiplicity": m, "form": encode_form(part, form.field), **part_evidence(m, part)}
        for m, part in decomposition.parts
    ]
    return {
        "kind": "factored",
        "scalar": encode_number(decomposition.scalar, form.field),
        "factors": factors,
        "prime": None if prime is None else str(prime),
    }


def many_roots(form: BinaryForm, decomposition: SquarefreeDecomposition) -> Json:
    """Shows that the form has at least the real roots, with multiplicity, that it has."""
    return _factored(form, decomposition, _points, None)


def few_odd_roots(form: BinaryForm, decomposition: SquarefreeDecomposition) -> Json:
    """Shows the number of real roots with multiplicity from below, and of those of odd multiplicity from above."""
    return _factored(form, decomposition, _exactly_if_odd, None)


def pattern(form: BinaryForm, decomposition: SquarefreeDecomposition) -> Json:
    """Shows all multiplicities exactly.

    Raises:
        InconclusiveError: no prime was found that proves the parts square-free and coprime.
    """
    radical = product(part for _, part in decomposition.parts)
    prime = squarefree_prime(radical)
    if prime is None:
        raise InconclusiveError("no prime among the first few was found that shows the square-free parts to be coprime")
    return _factored(form, decomposition, _exactly, prime)


def filters(forms: Sequence[BinaryForm], field: RealField) -> Json:
    """The layers' filters themselves."""
    return {"kind": "filters", "filters": [encode_form(form, field) for form in forms]}


def jacobian(integer_filters: Sequence[Sequence[Number]], derivative: Matrix, rank: int) -> Json | None:
    """Integer filters at which the derivative of composition has a rank; None: modulo JACOBIAN_PRIME it has another.

    Args:
        integer_filters: the entries of a filter a layer.
        derivative: the matrix there.
        rank: to be shown.
    """
    rows = [[entry.numerator for entry in row if isinstance(entry, Fraction)] for row in derivative]
    if rank_modulo(rows, JACOBIAN_PRIME) != rank:
        return None
    lines = [[text(w) for w in line] for line in integer_filters]
    return {"kind": "jacobian", "filters": lines, "prime": str(JACOBIAN_PRIME)}
