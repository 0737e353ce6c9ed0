"""Criticality is a property of the scaling class: rescaled filters have the same image of the derivative."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice
from math import prod

from ...algebra.forms import BinaryForm, product
from ...algebra.linear import rank
from ...certificates.produce import certify_membership
from ...errors import UnsupportedError, shorten
from ...fibres.fibre import Fibre
from ...network.architecture import Architecture
from ...network.convolution import compose
from ...network.jacobian import coprime_filters, jacobian
from ..function_space.full_dimensional import derivative_by_differences
from ..methods.common_factor import common_factor, multiples
from ..methods.sample_loss import is_critical, is_orthogonal, targets
from ..statement import PAPER, SLIDES, Finding, Hypothesis, Theorem, require, require_agreement

Filters = tuple[BinaryForm, ...]
Rows = list[list[Fraction]]

MAX_DEGREE = 64
MOST_CLASSES = 3
CLASSES_TRIED = 60


def _examine(architecture: Architecture, form: BinaryForm | None) -> Finding:
    """Rational factorizations of the filter, or without them filters made for the architecture."""
    if architecture.degree > MAX_DEGREE:
        raise UnsupportedError(
            f"scaling classes are examined up to degree {MAX_DEGREE}; {architecture} has degree {architecture.degree}"
        )
    own = [] if form is None else list(islice(rational_factorizations(architecture, form), MOST_CLASSES))
    chosen = own or made_for(architecture)
    told = "; ".join(_examine_class(architecture, filters) for filters in chosen)
    if form is not None and not own:
        tried = f"no rational factorization is among the first {CLASSES_TRIED} of the filter"
        told = f"{tried}, so that filters made for {architecture} were taken: {told}"
    composed = dict.fromkeys(compose(architecture, filters) for filters in chosen)
    return Finding(told, tuple(certify_membership(architecture, W) for W in composed))


def rational_factorizations(architecture: Architecture, form: BinaryForm) -> Iterator[Filters]:
    """Those of the first CLASSES_TRIED factorizations of a non-zero filter whose layers are all rational."""
    for found in islice(Fibre(architecture, form).factorizations(), CLASSES_TRIED):
        if all(layer.chosen.n_conjugates == 1 for layer in found.layers):
            yield found.filters


def made_for(architecture: Architecture) -> list[Filters]:
    """Pairwise coprime filters, filters that all have a common root, and filters with one root only."""
    sizes = architecture.filter_sizes
    common = BinaryForm((1, -2))
    sharing = tuple(common * BinaryForm((1, i)) ** (k - 2) if k > 1 else BinaryForm((3,)) for i, k in enumerate(sizes))
    return [coprime_filters(architecture), sharing, tuple(BinaryForm((0, 1)) ** (k - 1) for k in sizes)]


def rescalings(layers: int) -> list[tuple[Fraction, ...]]:
    """Factors α_i with product 1, one a layer, not all 1; none for a single layer."""
    samples = (
        [Fraction(i + 2) for i in range(layers - 1)],
        [Fraction(-1)] * (layers - 1),
        [Fraction((-1) ** i * 3, i + 5) for i in range(layers - 1)],
    )
    return [(*first, 1 / prod(first, start=Fraction(1))) for first in samples if first]


def _examine_class(architecture: Architecture, filters: Filters) -> str:
    """The image of dμ, and the gradients of sample losses, at some points of one class."""
    W = compose(architecture, filters)
    g = common_factor([product(filters[:i] + filters[i + 1 :]) for i in range(len(filters))])
    points = [filters, *(_rescaled(filters, factors) for factors in rescalings(len(filters)))]
    expected = multiples(g, W.degree)
    images = []
    for point in points:
        require(compose(architecture, point) == W, "rescaled filters do not compose to the same filter", W)
        images.append(_rationals(jacobian(architecture, point)))
        same = images[-1] == derivative_by_differences(architecture, list(point))
        require(same, f"the Jacobian at {_shown(point)} is not the exact difference of compositions", W)
        _compare_images(images[0], images[-1], expected, W)
    _compare_gradients(images, expected, W, g)
    return (
        f"at {_shown(filters)} and {len(points) - 1} rescalings the image of the derivative is the same space of "
        f"dimension {len(expected)}, the multiples of {shorten(str(g))}; of two square losses one has gradient zero at "
        "all of them, the other at none"
    )


def _compare_images(first: Rows, here: Rows, expected: Rows, W: BinaryForm) -> None:
    """One row space: the ranks of the matrices, and of any two of them stacked, are k − deg g."""
    require_agreement(
        {
            "k − deg g": len(expected),
            "rank of the multiples of g": rank(expected),
            "rank of the derivative": rank(here),
            "rank with that at the first point": rank(first + here),
            "rank with the multiples of g": rank(here + expected),
        },
        W,
    )


def _compare_gradients(images: Sequence[Rows], expected: Rows, W: BinaryForm, g: BinaryForm) -> None:
    """The gradient vanishes exactly where Q(W − u) is orthogonal to the multiples of g, at every point."""
    for u, critical in targets(W, g):
        answers = {"the target": critical, "Q(W − u) orthogonal to the multiples of g": is_orthogonal(expected, W, u)}
        for i, image in enumerate(images):
            answers[f"zero gradient at point {i} of the class"] = is_critical(image, W, u)
        require_agreement(answers, W)


def _rescaled(filters: Filters, factors: Sequence[Fraction]) -> Filters:
    return tuple(form.scaled(a) for form, a in zip(filters, factors, strict=True))


def _rationals(matrix: Sequence[Sequence[object]]) -> Rows:
    return [[entry for entry in row if isinstance(entry, Fraction)] for row in matrix]


def _shown(filters: Filters) -> str:
    return shorten(" ".join(f"({', '.join(map(str, form.coefficients))})" for form in filters))


FIBRE_SCALING = Theorem(
    name="fibre-scaling",
    title="Criticality is a property of the scaling class",
    statement=(
        "For stride one and filters w_i ≠ 0 with forms P_i and product P, the image of the derivative of the "
        "composition map is g·ℝ[x,y]_(n − deg g), g the greatest common divisor of the P/P_i, of dimension k − deg g. "
        "At rescaled filters α_i·w_i with Π α_i = 1 it is the same; hence the gradient of a loss on end-to-end "
        "filters vanishes at all points of a scaling class or at none."
    ),
    source=(
        f"{SLIDES}: critical points, from functions to parameters; {PAPER}, on critical points in parameter space; the "
        "formula for the image: by induction on the layers from the theorem on the Sylvester matrix"
    ),
    hypothesis=Hypothesis(nonzero=True),
    examination=_examine,
    coq=(
        "TangentImageLayers.image_layersP",
        "LayersRank.layers_rank",
        "Main.critical_scaling_class",
    ),
)
