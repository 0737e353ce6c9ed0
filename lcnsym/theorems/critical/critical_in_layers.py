"""From critical layers to critical points on strata, for all data, and back where no layer has a double root."""

from __future__ import annotations

from itertools import islice

from ...algebra.bezout import distinct_roots
from ...algebra.forms import BinaryForm
from ...algebra.linear import rank
from ...errors import UnsupportedError
from ...network.architecture import Architecture
from ..fibres.fibre_scaling import Filters, rational_factorizations
from ..function_space.full_dimensional import derivative_by_differences
from ..methods.common_factor import multiples
from ..methods.every_pattern import of_each_filter
from ..methods.sample_loss import is_critical, is_orthogonal, targets
from ..statement import PAPER, SLIDES, Finding, Hypothesis, Theorem, require, require_agreement
from .critical_on_stratum import gcd_of_partials

MAX_DEGREE = 12
MOST_FACTORIZATIONS = 24


def _examine(architecture: Architecture, W: BinaryForm) -> Finding:
    """The image of the derivative at factorizations of a filter, against the tangent space of its stratum."""
    if not W.is_rational or architecture.degree > MAX_DEGREE:
        raise UnsupportedError(f"factorizations are examined for rational filters, up to degree {MAX_DEGREE}")
    chosen = list(islice(rational_factorizations(architecture, W), MOST_FACTORIZATIONS))
    compatible = sum(_examine_factorization(architecture, W, filters) for filters in chosen)
    if not chosen:
        return Finding("the filter has no rational factorization among the first, so that there is nothing to compare")
    return Finding(
        f"of {len(chosen)} factorizations {compatible} have no double root in a layer; there the image of the "
        "derivative is the tangent space of the stratum, and at the others it is larger"
    )


def _examine_factorization(architecture: Architecture, W: BinaryForm, filters: Filters) -> bool:
    """Whether no layer has a double root, after both spaces were compared."""
    simple = not any(map(has_double_root, filters))
    G = gcd_of_partials(W)
    tangent, image = multiples(G, W.degree), derivative_by_differences(architecture, list(filters))
    found = rank(image)
    require(found == rank(image + tangent), "the image of the derivative does not contain the tangent space", W)
    require_agreement({"no layer has a double root": simple, "the two are equal": found == len(tangent)}, W)
    for u, _ in targets(W, G):
        in_layers, on_stratum = is_critical(image, W, u), is_orthogonal(tangent, W, u)
        require(on_stratum or not in_layers, "the layers are critical, but the filter is not on its stratum", W)
        if simple:
            require_agreement({"critical in the layers": in_layers, "critical on the stratum": on_stratum}, W)
    return simple


def has_double_root(layer: BinaryForm) -> bool:
    """Whether a form that is not zero has a multiple root over ℂ, by its Bezoutian."""
    _, distinct = distinct_roots(layer)
    return distinct < layer.degree


CRITICAL_LAYERS = Theorem(
    name="critical-in-layers",
    title="From layers to strata",
    statement=(
        "For all data: if filters with a non-zero composition w are critical for the square loss, then w is critical "
        "for the loss on the stratum of its root multiplicities. If no layer has a double root, the converse holds. "
        "The image of the derivative of composition contains the tangent space of the stratum, and is equal to it "
        "exactly if no layer has a double root."
    ),
    source=f"{SLIDES}: critical points, from functions to parameters; {PAPER}, critical points in parameter space",
    hypothesis=Hypothesis(nonzero=True),
    examination=of_each_filter(_examine, nonzero=True),
    coq=(
        "Main.critical_implies_critical_on_stratum",
        "Main.critical_on_stratum_compatible",
    ),
    coq_leaves=("that the image of the derivative is larger than the tangent space where a layer has a double root"),
)
