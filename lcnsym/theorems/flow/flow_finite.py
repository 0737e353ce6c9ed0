"""Gradient flow can reach finitely many critical points: each class meets an invariant set in finitely many points."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from itertools import product as choices
from math import prod

from ...algebra.forms import BinaryForm, product
from ...errors import UnsupportedError
from ...landscape.critical import critical_points
from ...landscape.flow import ReachablePoint, gradient_flow
from ...network.architecture import Architecture
from ...roots.roots import RealRoot, isolate_roots
from ..critical.critical_points import MAX_DEGREE, loss_text, sample_loss
from ..statement import PAPER, SLIDES, Finding, Hypothesis, Theorem, require, require_agreement

BITS = 200
WIDTH = Fraction(1, 1 << 80)
Interval = tuple[Fraction, Fraction]


def _examine(architecture: Architecture, form: BinaryForm | None) -> Finding:
    """Every class of critical points of one loss on the invariant set of one start."""
    if architecture.degree > MAX_DEGREE:
        raise UnsupportedError(f"all strata are searched up to degree {MAX_DEGREE}; {architecture} was given")
    landscape = critical_points(architecture, sample_loss(architecture.degree, form))
    start = [
        BinaryForm([Fraction(2 * a + 1 - i, 1 + i) for a in range(k)]) for i, k in enumerate(architecture.filter_sizes)
    ]
    flow = gradient_flow(architecture, start, landscape)
    shifts = (Fraction(0), *flow.invariants)
    reachable = flow.reachable or ()
    require_agreement({"reachable classes": len(reachable), "classes": landscape.parameter_classes})
    signs = [choice for choice in choices((1, -1), repeat=architecture.layers) if prod(choice) == 1]
    require_agreement({"2^(L − 1)": flow.sign_choices, "signs with product one": len(signs)})
    for found in reachable:
        _examine_point(found, shifts)
    return Finding(
        f"for {loss_text(landscape.square_loss)}: on the invariant set of a start each of {len(reachable)} critical "
        f"classes has exactly one admissible t, by its real roots and by Descartes' rule, and {len(signs)} points; "
        f"flow from there reaches at most {len(reachable) * len(signs)} critical points with a filter that is not zero"
    )


def _examine_point(found: ReachablePoint, shifts: tuple[Fraction, ...]) -> None:
    """t from the norms of a representative of the class, against the point that the engine found."""
    norms = [_square(layer) for layer in found.parameters.filters.enclosures(BITS)]
    low, high = (prod((norm[end] for norm in norms), start=Fraction(1)) for end in (0, 1))
    require(low > 0, "a layer of a critical point may be zero")
    # more of Π ‖w_i‖² gives a larger t
    between = [admissible_root(shifts, value) for value in (low, high)]
    own = [_square(layer) for layer in found.filters.enclosures(BITS)]
    for shift, norm in zip(shifts, own, strict=True):
        lo, hi = norm[0] - shift, norm[1] - shift
        inside = lo <= between[1][1] and between[0][0] <= hi and hi - lo < WIDTH
        require(inside, "the engine's point is not where Π (t + δ_i) = Π ‖w_i‖² has its admissible root")


def admissible_root(shifts: tuple[Fraction, ...], value: Fraction) -> Interval:
    """The root t of Π (t + δ_i) = value with all t + δ_i > 0, in a short interval, after it was counted twice."""
    lowest = max(-shift for shift in shifts)
    # s = t − lowest > 0
    factors = [BinaryForm((1, lowest + shift)) for shift in shifts]
    moved = product(factors) + BinaryForm([*[0] * len(shifts), -value])
    roots = [_signed(root) for root in isolate_roots(moved) if isinstance(root, RealRoot)]
    positive = [root for root in roots if root.interval[0] > 0]
    signs = [c > 0 for c in moved.rationals if c]
    require_agreement(
        {
            "admissible real roots, isolated": sum(root.multiplicity for root in positive),
            "sign changes of the coefficients": sum(a != b for a, b in pairwise(signs)),
            "one": 1,
        }
    )
    lo, hi = positive[0].refined(BITS).interval
    return lo + lowest, hi + lowest


def _signed(root: RealRoot) -> RealRoot:
    """Refined until its interval has one sign; the root is not zero."""
    while root.interval[0] <= 0 <= root.interval[1]:
        root = root.narrowed()
    return root


def _square(layer: tuple[Interval, ...]) -> Interval:
    """The squared norm."""
    low = sum((Fraction(0) if lo <= 0 <= hi else min(lo * lo, hi * hi) for lo, hi in layer), Fraction(0))
    return low, sum((max(lo * lo, hi * hi) for lo, hi in layer), Fraction(0))


FLOW_FINITE = Theorem(
    name="flow-finite",
    title="Gradient flow reaches finitely many critical points",
    statement=(
        "For given δ_i = ‖w_i‖² − ‖w_1‖² every class α_1·w_1, …, α_L·w_L, Π α_i = 1, of non-zero filters has exactly "
        "2^(L − 1) points with these differences: Π (t + δ_i) = Π ‖w_i‖² has exactly one root with all t + δ_i > 0, so "
        "that every |α_i| is determined, and the signs are free up to their product. So for generic data finitely many "
        "critical points with a non-zero end-to-end filter can be reached from a start."
    ),
    source=f"{SLIDES}: gradient flow; {PAPER}",
    hypothesis=Hypothesis(nonzero=True),
    examination=_examine,
)
