"""Evidence `factored`, and its cases of one factor, `sign-changes` and `descartes`: the real roots of factors.

Theorem. Let P = C·Π A_m^m for a scalar C and forms A_m with at least L_m and at most U_m real roots, with multiplicity.
Premises of all conclusions: `not-zero`, P ≠ 0; `product`, the equation; `points`, no A_m vanishes at its points, for
bounds by sign changes. Conclusions, by further premises, with e the number of even filter sizes:

- `enough`, Σ m·L_m ≥ e: P is a member. For one factor A_1 = P with bounds by sign changes: it is in the interior.
- `few`, Σ m·U_m < e: P is not a member.
- `enough` and `few-odd`, e ≥ 2 and the U_m with odd m add up to e − 2 at most: P is on the boundary.
- `square-free` and `unit`, Π A_m is square-free, by the theorem on square-freeness modulo p in the format; `counted`,
  L_m = U_m; `pattern`: P has this root pattern.
- The same with `count`, the number of packings of the pattern: P has so many factorizations, up to scaling.

Proof. C and the A_m are not zero as P is not. The number of real roots of P with multiplicity lies between the two
sums, and a real root of odd multiplicity is one of some A_m with m odd; sign changes show roots of odd multiplicity.
The rest is the theorem of Kohn, Merkh, Montúfar and Trager on stride one: "Why the claims follow" in the format. The
bounds are Descartes' rule on arcs, or sign changes: `kernel.counts`. In Coq for rational filters: `proofs/checker`. ∎
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from ..claims import Claim, FibreCount, WithFilter, WithForm, WithRoots
from ..claims.patterns import Multiplicities
from ..kernel.counts import Bounds, descartes, read_points, sign_changes
from ..kernel.fields import Field
from ..kernel.forms import Form, constant, read_form, read_number
from ..kernel.limits import MAX_DEGREE
from ..kernel.outcome import Malformed, of_part, require, shorten
from ..kernel.reading import fields, integer, items, modulus, spelled
from ..kernel.residues import check_squarefree
from . import enter
from .packings import number_of_packings

Count = Callable[[Form, list[Fraction]], Bounds]
STRATUM = "stratum-critical-points"
EXACT = ("pattern", "fibre-count", STRATUM)
"""The claims for which the factors must show all multiplicities exactly."""


@dataclass(frozen=True)
class Factor:
    """A_m with its multiplicity, and how its real roots are bounded at these points."""

    multiplicity: int
    form: Form
    count: Count
    points: list[Fraction]


@dataclass(frozen=True)
class Factored:
    """The evidence as read; nothing is checked but its shape."""

    scalar: Form
    factors: tuple[Factor, ...]
    prime: int | None


def read_factored(document: object, claim: Claim, field: Field) -> Factored:
    """The evidence of kind `factored`."""
    _, scalar, factors, prime = fields(document, ("kind", "scalar", "factors", "prime"), "evidence")
    read = tuple(
        _read_factor(factor, field, f"factor {i}")
        for i, factor in enumerate(items(factors, "evidence.factors", 0, MAX_DEGREE), start=1)
    )
    if any(a.multiplicity >= b.multiplicity for a, b in pairwise(read)):
        raise Malformed("the multiplicities of evidence.factors must increase strictly")
    p = None if prime is None else modulus(prime, "evidence.prime")
    if (claim.kind in EXACT) != (p is not None):
        kinds = " and ".join(EXACT)
        raise Malformed(f"evidence.prime must be an integer for the claims {kinds}, null for the other claims")
    return Factored(constant(field, read_number(scalar, field, "evidence.scalar")), read, p)


def _read_factor(document: object, field: Field, where: str) -> Factor:
    by_points = isinstance(document, dict) and "points" in document
    key = "points" if by_points else "breakpoints"
    multiplicity, form_document, places = fields(document, ("multiplicity", "form", key), where)
    m = integer(multiplicity, f"the multiplicity of {where}", 1, MAX_DEGREE)
    form = read_form(form_document, field, f"the form of {where}")
    if form.degree < 1:
        raise Malformed(f"the form of {where} must have degree 1 at least")
    return Factor(m, form, sign_changes if by_points else descartes, read_points(places, f"{key} of {where}"))


def check_factored(evidence: Factored, claim: WithForm, field: Field) -> None:
    """The premises of the theorem, those of all conclusions first."""
    claim.check_form()
    check_product(evidence, claim.form)
    if evidence.prime is not None:
        check_coprime_parts(evidence, evidence.prime)
    bounds = []
    for i, factor in enumerate(evidence.factors, start=1):
        with of_part(f"factor {i}"):
            bounds.append((factor, factor.count(factor.form, factor.points)))
    if claim.kind in EXACT:
        check_exactly(claim, pattern_of(bounds), field)
    elif isinstance(claim, WithFilter):
        check_bounds(claim, bounds)


def check_product(evidence: Factored, form: Form) -> None:
    """`not-zero` and `product`."""
    require("not-zero", not form.is_zero(), "the zero filter is no product of forms that are not zero")
    fits = form.is_product(evidence.scalar, [(factor.form, factor.multiplicity) for factor in evidence.factors])
    require("product", fits, "the factors do not multiply to the filter's form")


def check_coprime_parts(evidence: Factored, prime: int) -> None:
    """`square-free` and `unit`."""
    radical: Form | None = None
    for factor in evidence.factors:
        radical = factor.form if radical is None else radical.times(factor.form)
    if radical is not None:
        check_squarefree(radical, prime)


def pattern_of(bounds: list[tuple[Factor, Bounds]]) -> Multiplicities:
    """The root pattern, by `counted`."""
    real: list[int] = []
    pairs: list[int] = []
    for factor, bound in bounds:
        m, exactly = factor.multiplicity, bound.lower == bound.upper
        require("counted", exactly, f"the real roots of multiplicity {m} are not counted exactly")
        real += [m] * bound.lower
        pairs += [m] * ((factor.form.degree - bound.lower) // 2)
    return Multiplicities(tuple(real), tuple(pairs))


def check_exactly(claim: WithForm, found: Multiplicities, field: Field) -> None:
    """`count`, or `pattern`."""
    pattern = shorten(str(found))
    if isinstance(claim, FibreCount):
        count = number_of_packings(found, claim.architecture.capacities, claim.compatible, field.work)
        what, number = "compatible packings" if claim.compatible else "packings", shorten(spelled(Fraction(count)))
        require("count", count == claim.count, f"the number of {what} of {pattern} is {number}, not {claim.number}")
    elif isinstance(claim, WithRoots):
        require("pattern", str(found) == claim.pattern, f"the pattern is {pattern}, not {claim.shown}")


def check_bounds(claim: WithFilter, bounds: list[tuple[Factor, Bounds]]) -> None:
    """`enough`, `few`, or `enough` and `few-odd`."""
    e = claim.architecture.even
    lower = sum(factor.multiplicity * bound.lower for factor, bound in bounds)
    upper = sum(factor.multiplicity * bound.upper for factor, bound in bounds)
    odd = sum(bound.upper for factor, bound in bounds if factor.multiplicity % 2)
    if claim.kind in ("member", "interior", "boundary"):
        require("enough", lower >= e, f"only {lower} real roots are shown, e = {e} are needed")
    else:
        require("few", upper < e, f"up to {upper} real roots, fewer than e = {e} must be shown")
    if claim.kind == "boundary":
        message = f"up to {odd} real roots of odd multiplicity; e ≥ 2 and at most e − 2 are required, e = {e}"
        require("few-odd", odd <= e - 2, message)


def _points_under(key: str) -> Callable[[object, Claim, Field], list[Fraction]]:
    def read(document: object, _claim: Claim, _field: Field) -> list[Fraction]:
        return read_points(fields(document, ("kind", key), "evidence")[1], f"evidence.{key}")

    return read


def check_sign_changes(points: list[Fraction], claim: WithFilter, _field: Field) -> None:
    """The theorem for P = 1·P¹; at a point where P does not vanish it is not zero."""
    check_bounds(claim, [(Factor(1, claim.form, sign_changes, points), sign_changes(claim.form, points))])


def check_descartes(points: list[Fraction], claim: WithFilter, _field: Field) -> None:
    """The theorem for P = 1·P¹."""
    require("not-zero", not claim.form.is_zero(), "the zero filter is a member")
    check_bounds(claim, [(Factor(1, claim.form, descartes, points), descartes(claim.form, points))])


enter("sign-changes", ("member", "interior"), _points_under("points"), check_sign_changes)
enter("descartes", ("not-member", "not-filling"), _points_under("breakpoints"), check_descartes)
enter("factored", ("member", "not-member", "not-filling", "boundary", *EXACT), read_factored, check_factored)
