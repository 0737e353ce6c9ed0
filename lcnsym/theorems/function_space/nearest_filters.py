"""Where the filters of the boundary are that are nearest to another."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from ...algebra.forms import BinaryForm, product
from ...certificates.produce import certify_position
from ...errors import UnsupportedError
from ...landscape.loss import SquareLoss
from ...landscape.nearest_filters import distance_from_boundary
from ...landscape.nearest_on_strata import boundary_pattern
from ...membership.closure_order import in_closure
from ...membership.patterns import patterns_of_degree
from ...membership.positions import Position
from ...network.architecture import Architecture
from ..methods.representatives import representative
from ..methods.topology import observed_position
from ..statement import PAPER, Finding, Hypothesis, Theorem, require

LARGEST_DEGREE = 8
SAMPLES = 60
LARGEST = 50
BITS = 40


def _examine(architecture: Architecture, form: BinaryForm | None) -> Finding:
    """The patterns of the boundary by neighbourhoods; the distance against filters of the boundary made of factors."""
    n, e = architecture.degree, architecture.even_filters
    if n > LARGEST_DEGREE:
        raise UnsupportedError(f"theorem 'nearest-filters' is checked up to degree {LARGEST_DEGREE}, {n} was given")
    above = boundary_pattern(architecture)
    patterns = patterns_of_degree(n)
    for pattern in patterns:
        one = representative(pattern)
        on_boundary = observed_position(architecture, one).position is Position.BOUNDARY
        told = f"the pattern {pattern} and the closure of the stratum {above} disagree about the boundary"
        require(in_closure(pattern, above) is on_boundary, told, one)
    told = f"{len(patterns)} root patterns are on the boundary, by neighbourhoods, exactly if they are below {above}"
    certificate = certify_position(architecture, representative(above))
    if form is None:
        return Finding(told, (certificate,))
    loss = SquareLoss.euclidean(form)
    found = distance_from_boundary(architecture, loss)
    if found is None:
        raise TypeError("the boundary is not empty for two even filter sizes")
    lo, hi = found.squared_enclosure(BITS)
    random, nearest = Random(n), None
    for _ in range(SAMPLES):
        other = _on_boundary(e, n, random, form)
        value = loss.value(other)
        require(value >= lo, f"{other} is on the boundary, and nearer than {float(lo)}", form)
        nearest = value if nearest is None or value < nearest else nearest
    exact = [one for one in found.nearest if isinstance(one, BinaryForm) and one.is_rational]
    for one in exact:
        require(lo <= loss.value(one) <= hi, f"the nearest filter {one} has another distance", form)
    certificates = (certificate, *(certify_position(architecture, one) for one in exact if not one.is_zero))
    return Finding(
        f"{told}; the squared distance of the filter from the boundary is about {float(hi):.6g}, and of {SAMPLES} "
        f"filters of the boundary, made of factors, the nearest has {float(nearest or 0):.6g}",
        certificates,
    )


def _on_boundary(e: int, n: int, random: Random, near: BinaryForm) -> BinaryForm:
    """A double root, e − 2 roots, and pairs; the factor before them is the best."""

    def entry() -> Fraction:
        return Fraction(random.randint(-LARGEST, LARGEST), random.randint(1, LARGEST))

    double = BinaryForm((entry(), entry()))
    factors = [double, double, *(BinaryForm((entry(), entry())) for _ in range(e - 2))]
    for _ in range((n - e) // 2):
        a, b = entry(), entry()
        factors.append(BinaryForm((1, 2 * a, a * a + b * b)))
    form = product(factors)
    norm = sum((c * c for c in form.rationals), Fraction(0))
    if not norm:
        return form
    inner = sum((a * b for a, b in zip(form.rationals, near.coefficients, strict=True)), Fraction(0))
    return form.scaled(inner / norm)


NEAREST_FILTERS = Theorem(
    name="nearest-filters",
    title="The nearest filters of the boundary",
    statement=(
        "For e ≥ 2 the boundary of the function space is the closure of the stratum with e − 2 simple real roots, a "
        "double one and simple pairs. A filter of the boundary that is nearest to a filter which is not on it is a "
        "critical point of the distance on the stratum of its real multiplicities, pairs counted as simple: "
        "Q(v − w) is orthogonal to all multiples of Π l_i^(ρ_i − 1), l_i the real roots of v."
    ),
    source=f"docs/distances.md, with proofs; the boundary: {PAPER}",
    hypothesis=Hypothesis(least_even=2),
    examination=_examine,
)
