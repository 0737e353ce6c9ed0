"""The Zariski closure of the boundary is the discriminant hypersurface."""

from __future__ import annotations

from ...algebra.bezout import distinct_roots
from ...algebra.forms import BinaryForm, product
from ...algebra.generic_discriminant import GenericDiscriminant
from ...algebra.linear import rank
from ...certificates.produce import certify_position
from ...errors import shorten
from ...membership.patterns import RootPattern, patterns_of_degree
from ...membership.positions import Position
from ...membership.verdict import decide
from ...network.architecture import Architecture
from ..methods.representatives import linear_factor, quadratic_factor, representative
from ..methods.topology import observed_position
from ..statement import PAPER, SLIDES, Finding, Hypothesis, Theorem, require, require_agreement
from .full_dimensional import derivative_by_differences

MAX_COMPUTED_DEGREE = 8
CLASSICAL = "Gelfand, Kapranov, Zelevinsky, Discriminants, Resultants and Multidimensional Determinants"


def _examine(architecture: Architecture, _form: BinaryForm | None) -> Finding:
    """An n-dimensional piece of the boundary inside the discriminant hypersurface, and its irreducibility."""
    n, e = architecture.degree, architecture.even_filters
    pattern = RootPattern((*[1] * (e - 2), 2), (1,) * ((n - e) // 2))
    form = representative(pattern)
    _check_on_boundary(architecture, form)
    _check_piece(e, n, form)
    if n <= MAX_COMPUTED_DEGREE:
        swept = _check_vanishing(architecture)
        irreducible = _check_irreducible(form)
    else:
        swept = "That every boundary filter has a repeated root follows from Σρ ≥ e > the number of odd ρ_i."
        irreducible = (
            f"That the generic discriminant of degree {n} is irreducible is classical ({CLASSICAL}); it is "
            f"cited, not computed, for degrees above {MAX_COMPUTED_DEGREE}."
        )
    return Finding(
        f"{shorten(str(form))} of pattern {pattern} is on the boundary; its stratum, which near it consists of "
        f"boundary filters, has dimension {n} = dim − 1 by the exact rank of its tangent space. {swept} {irreducible}",
        (certify_position(architecture, form),),
    )


def _check_on_boundary(architecture: Architecture, form: BinaryForm) -> None:
    observed = observed_position(architecture, form)
    require_agreement(
        {
            "expected": Position.BOUNDARY,
            f"neighbourhood ({observed.evidence})": observed.position,
            "engine": decide(architecture, form).position,
        },
        form,
    )


def _check_piece(e: int, n: int, form: BinaryForm) -> None:
    """The map (A_1, A_2) ↦ A_1·A_2² has a derivative of rank n at the form, deg A_2 = 1.

    Near the form its values keep the pattern: simple real roots, pairs and the double root stay such.
    """
    double = linear_factor(e - 2)
    pairs = (quadratic_factor(i) for i in range((n - e) // 2))
    simple = product((*(linear_factor(i) for i in range(e - 2)), *pairs))
    require(simple * double * double == form, "the filter does not have its factors", form)
    stratum = Architecture((n - 1, 2, 2))
    found = rank(derivative_by_differences(stratum, [simple, double, double]))
    require(found == n, f"the stratum has dimension {found} in place of {n}", form)


def _check_vanishing(architecture: Architecture) -> str:
    """The discriminant vanishes at boundary filters of every pattern, in two ways to compute it."""
    discriminant = GenericDiscriminant(architecture.degree)
    boundary = 0
    for pattern in patterns_of_degree(architecture.degree):
        form = representative(pattern).substituted(2, 1, 1, 1)
        if decide(architecture, form).position is not Position.BOUNDARY:
            continue
        boundary += 1
        repeated = distinct_roots(form)[1] < form.degree
        zero = not discriminant.value(form)
        require_agreement({"repeated root": True, "Bezoutian singular": repeated, "discriminant 0": zero}, form)
    return f"The discriminant vanishes on filters of all {boundary} boundary patterns."


def _check_irreducible(form: BinaryForm) -> str:
    """Irreducible over ℚ with a smooth rational point, hence over ℂ: conjugate factors would meet there."""
    n = form.degree
    discriminant = GenericDiscriminant(n)
    require(discriminant.is_irreducible, f"the generic discriminant of degree {n} is reducible")
    require(discriminant.is_smooth_at(form), "the discriminant hypersurface is singular there", form)
    return (
        f"The generic discriminant of degree {n} with {len(discriminant.terms)} terms is irreducible over "
        "ℚ by "
        "factorisation and smooth at this rational filter, hence irreducible over ℂ; the closure is all of "
        "it."
    )


BOUNDARY_CLOSURE = Theorem(
    name="boundary-closure",
    title="The Zariski closure of the boundary",
    statement=("For stride one and e ≥ 2, the Zariski closure of the boundary of M is the discriminant hypersurface."),
    source=f"{SLIDES}: boundary theorem, on the Zariski closure; {PAPER}, theorem on the boundary",
    hypothesis=Hypothesis(least_even=2, about_filters=False),
    examination=_examine,
)
