"""Critical points in parameter space are compatible factorizations of critical points on strata."""

from __future__ import annotations

from fractions import Fraction

from ...algebra.forms import BinaryForm
from ...errors import UnsupportedError
from ...landscape.critical import Landscape, critical_points
from ...landscape.layers.parameter_points import ParameterClass
from ...landscape.loss import SquareLoss
from ...network.architecture import Architecture
from ..statement import PAPER, SLIDES, Finding, Hypothesis, Theorem, require, require_agreement

MAX_DEGREE = 5
"""Beyond it some strata have three repeated roots, which need another program."""
BITS = 80
WIDTH = Fraction(1, 1 << 50)
Interval = tuple[Fraction, Fraction]


def _examine(architecture: Architecture, form: BinaryForm | None) -> Finding:
    """A generic loss: the gradient at every class in interval arithmetic, and the number over ℂ."""
    if architecture.degree > MAX_DEGREE:
        raise UnsupportedError(f"all strata are searched up to degree {MAX_DEGREE}; {architecture} was given")
    loss = sample_loss(architecture.degree, form)
    landscape = critical_points(architecture, loss)
    require(landscape.is_complete, "the list of critical points is not proved to be complete", loss.target)
    if landscape.is_generic:
        require_agreement(
            {
                "Σ packings times solutions on the stratum": landscape.complex_classes,
                "gED of the Segre product": landscape.expected_classes,
            },
            loss.target,
        )
    for point in landscape.points:
        for found in point.classes:
            for value in gradient(landscape, found):
                require(
                    value[0] <= 0 <= value[1] and value[1] - value[0] < WIDTH,
                    f"the gradient at a factorization with pattern {point.pattern} is not zero",
                    loss.target,
                )
    over_complex = landscape.complex_classes or "others, not all counted"
    return Finding(
        f"for {loss_text(loss)}: at all {landscape.parameter_classes} real classes the gradient in the filters is zero "
        f"within 2^−50, in interval arithmetic; over ℂ there are {over_complex}"
    )


def sample_loss(degree: int, target: BinaryForm | None = None) -> SquareLoss:
    """A dense integer Gram matrix, and the target or a fixed one."""
    size = degree + 1
    rows = [[(3 * i * i + 5 * i * j + 7 * j + 2) % 11 - 5 for j in range(size)] for i in range(size + 1)]
    gram = [[sum(row[i] * row[j] for row in rows) + (i == j) * (size + 3) for j in range(size)] for i in range(size)]
    chosen = BinaryForm([(7 * i * i + 3 * i + 5) % 13 - 6 for i in range(size)]) if target is None else target
    return SquareLoss.with_gram(gram, chosen)


def loss_text(loss: SquareLoss) -> str:
    """A loss in words, so that it can be asked about elsewhere."""
    rows = "; ".join(", ".join(map(str, row)) for row in loss.gram)
    return f"the target {loss.target} and the Gram matrix ({rows})"


def gradient(landscape: Landscape, found: ParameterClass) -> list[Interval]:
    """The gradient of half the loss in all filters, with intervals of rationals for the filters' coefficients."""
    loss = landscape.square_loss
    filters = [list(layer) for layer in found.filters.enclosures(BITS)]
    end = _product(filters)
    difference = [_plus(w, (-u, -u)) for w, u in zip(end, loss.target.rationals, strict=True)]
    residual = []
    for row in loss.gram:
        total: Interval = (Fraction(0), Fraction(0))
        for q, d in zip(row, difference, strict=True):
            total = _plus(total, _times((q, q), d))
        residual.append(total)
    values = []
    for i, layer in enumerate(filters):
        others = _product(filters[:i] + filters[i + 1 :])
        for a in range(len(layer)):
            total = (Fraction(0), Fraction(0))
            for b, c in enumerate(others):
                total = _plus(total, _times(c, residual[a + b]))
            values.append(total)
    return values


def _product(filters: list[list[Interval]]) -> list[Interval]:
    found: list[Interval] = [(Fraction(1), Fraction(1))]
    for layer in filters:
        result: list[Interval] = [(Fraction(0), Fraction(0))] * (len(found) + len(layer) - 1)
        for i, a in enumerate(found):
            for j, b in enumerate(layer):
                result[i + j] = _plus(result[i + j], _times(a, b))
        found = result
    return found


def _plus(a: Interval, b: Interval) -> Interval:
    return a[0] + b[0], a[1] + b[1]


def _times(a: Interval, b: Interval) -> Interval:
    ends = (a[0] * b[0], a[0] * b[1], a[1] * b[0], a[1] * b[1])
    return min(ends), max(ends)


CRITICAL_STRATA = Theorem(
    name="critical-points",
    title="Critical points of the square loss",
    statement=(
        "For generic data, filters with a non-zero composition w are a critical point of the square loss exactly if no "
        "layer has a double root and w is a critical point of the loss on the stratum of its root multiplicities."
    ),
    source=f"{SLIDES}: critical points; {PAPER}, critical points of the square loss",
    hypothesis=Hypothesis(nonzero=True),
    examination=_examine,
    coq=(
        "Main.critical_implies_critical_on_stratum",
        "Main.critical_on_stratum_compatible",
    ),
    coq_leaves=("that for generic data no layer of a critical point has a double root"),
)
