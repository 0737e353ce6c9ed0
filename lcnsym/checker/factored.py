"""Rule factored: P = scalar · Π A_m^m, with the real roots of every A_m bounded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from .counts import Bounds, descartes, read_points, sign_changes
from .field import Field
from .forms import Form, constant, read_form, read_number
from .limits import MAX_DEGREE, MAX_PRIME_BITS
from .outcome import Malformed, Rejected
from .reading import fields, integer, integer_text, items
from .squarefree import check_squarefree

RULE = "rule factored"


@dataclass(frozen=True)
class Factor:
    """A_m with its multiplicity; `bounds` computes what the evidence says about its real roots."""

    multiplicity: int
    form: Form
    bounds: Callable[[], Bounds]


@dataclass(frozen=True)
class Factored:
    """The evidence as read; nothing is checked but its shape."""

    scalar: Form
    factors: tuple[Factor, ...]
    prime: int | None


def read_factored(document: object, field: Field) -> Factored:
    """The evidence of kind "factored"."""
    _, scalar, factors, prime = fields(document, ("kind", "scalar", "factors", "prime"), "evidence")
    read = tuple(
        _read_factor(factor, field, f"factor {i}")
        for i, factor in enumerate(items(factors, "evidence.factors", 0, MAX_DEGREE), start=1)
    )
    if any(a.multiplicity >= b.multiplicity for a, b in pairwise(read)):
        raise Malformed("the multiplicities of evidence.factors must increase strictly")
    p = None if prime is None else integer_text(prime, "evidence.prime")
    if p is not None and not (p > 1 and p.bit_length() <= MAX_PRIME_BITS):
        raise Malformed(f"evidence.prime must be above 1 and have {MAX_PRIME_BITS} bits at most")
    return Factored(constant(field, read_number(scalar, field, "evidence.scalar")), read, p)


def _read_factor(document: object, field: Field, where: str) -> Factor:
    by_points = isinstance(document, dict) and "points" in document
    key = "points" if by_points else "breakpoints"
    multiplicity, form_document, places = fields(document, ("multiplicity", "form", key), where)
    m = integer(multiplicity, f"the multiplicity of {where}", 1, MAX_DEGREE)
    form = read_form(form_document, field, f"the form of {where}")
    if form.degree < 1:
        raise Malformed(f"the form of {where} must have degree 1 at least")
    points = read_points(places, f"{key} of {where}")
    if by_points:
        return Factor(m, form, lambda: sign_changes(form, points, f"{RULE}, {where}"))
    return Factor(m, form, lambda: descartes(form, points))


def check_product(evidence: Factored, form: Form) -> None:
    """P = scalar · Π A_m^m, scalar ≠ 0."""
    if form.is_zero():
        raise Rejected(f"{RULE}: the zero filter is no product of forms that are not zero")
    if evidence.scalar.is_zero():
        raise Rejected(f"{RULE}: the scalar is zero")
    degree = sum(factor.multiplicity * factor.form.degree for factor in evidence.factors)
    if degree != form.degree:
        raise Rejected(f"{RULE}, product: the factors have degree {degree}, the filter's form has {form.degree}")
    product = evidence.scalar
    for factor in evidence.factors:
        product = product.times(power(factor.form, factor.multiplicity))
    if not product.equals(form):
        raise Rejected(f"{RULE}, product: the factors do not multiply to the filter's form")


def power(form: Form, exponent: int) -> Form:
    """form^exponent, exponent ≥ 1, by squaring."""
    if exponent == 1:
        return form
    half = power(form, exponent // 2)
    square = half.times(half)
    return square.times(form) if exponent % 2 else square


def check_coprime_parts(evidence: Factored, prime: int) -> None:
    """Π A_m is square-free, by the evidence's prime."""
    radical: Form | None = None
    for factor in evidence.factors:
        radical = factor.form if radical is None else radical.times(factor.form)
    if radical is None:
        return
    try:
        check_squarefree(radical, prime)
    except Rejected as error:
        raise Rejected(f"{RULE}, square-free: {error}") from None
