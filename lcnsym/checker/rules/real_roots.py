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
from fractions import Fraction
from functools import reduce
from typing import Any

from ..claims import Claim, FibreCount, WithFilter, WithForm, WithRoots
from ..claims.patterns import Multiplicities
from ..kernel.counts import Bounds, Factor, read_factors, read_points
from ..kernel.fields import Field
from ..kernel.forms import Form, constant, read_number
from ..kernel.outcome import Malformed, of_part, require, shorten
from ..kernel.reading import fields, modulus, spelled
from ..kernel.residues import check_squarefree
from . import enter
from .packing import number_of_packings

STRATUM = "stratum-critical-points"
EXACT = ("pattern", "fibre-count", STRATUM)
"""The claims for which the factors must show all multiplicities exactly."""


def read_factored(document: object, claim: Claim, field: Field) -> tuple[Form, tuple[Factor, ...], int | None]:
    """The scalar, the factors, and the modulus if they must show the multiplicities exactly."""
    _, scalar, factors, prime = fields(document, ("kind", "scalar", "factors", "prime"), "evidence")
    read = read_factors(factors, field, "evidence.factors")
    p = None if prime is None else modulus(prime, "evidence.prime")
    if (claim.kind in EXACT) != (p is not None):
        kinds = " and ".join(EXACT)
        raise Malformed(f"evidence.prime must be an integer for the claims {kinds}, null for the other claims")
    return constant(field, read_number(scalar, field, "evidence.scalar")), read, p


def check_factored(evidence: tuple[Form, tuple[Factor, ...], int | None], claim: WithForm, field: Field) -> None:
    """The premises of the theorem, those of all conclusions first."""
    scalar, factors, prime = evidence
    if claim.kind == STRATUM:
        from .critical.elimination import check_elimination  # noqa: PLC0415 - nothing of it is loaded for other claims

        stratum: Any = claim
        check_elimination(stratum)
    require("not-zero", not claim.form.is_zero(), "the zero filter is no product of forms that are not zero")
    fits = claim.form.is_product(scalar, [(factor.form, factor.multiplicity) for factor in factors])
    require("product", fits, "the factors do not multiply to the filter's form")
    if prime is not None and factors:
        check_squarefree(reduce(Form.times, (factor.form for factor in factors)), prime)
    bounds = []
    for i, factor in enumerate(factors, start=1):
        with of_part(f"factor {i}"):
            bounds.append((factor, factor.bounds))
    if claim.kind in EXACT:
        check_exactly(claim, pattern_of(bounds), field)
    elif isinstance(claim, WithFilter):
        check_bounds(claim, bounds)


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


def _places_under(key: str) -> Callable[[object, Claim, Field], list[Fraction]]:
    def read(document: object, _claim: Claim, _field: Field) -> list[Fraction]:
        return read_points(fields(document, ("kind", key), "evidence")[1], f"evidence.{key}")

    return read


def check_sign_changes(points: list[Fraction], claim: WithFilter, _field: Field) -> None:
    """The theorem for P = 1·P¹; at a point where P does not vanish it is not zero."""
    whole = Factor(1, claim.form, points, by_signs=True)
    check_bounds(claim, [(whole, whole.bounds)])


def check_descartes(points: list[Fraction], claim: WithFilter, _field: Field) -> None:
    """The theorem for P = 1·P¹."""
    require("not-zero", not claim.form.is_zero(), "the zero filter is a member")
    whole = Factor(1, claim.form, points)
    check_bounds(claim, [(whole, whole.bounds)])


enter("sign-changes", ("member", "interior"), _places_under("points"), check_sign_changes)
enter("descartes", ("not-member", "not-filling"), _places_under("breakpoints"), check_descartes)
enter("factored", ("member", "not-member", "not-filling", "boundary", *EXACT), read_factored, check_factored)
