"""Finitely many critical points in parameter space up to scaling, for generic targets."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ...algebra.forms import BinaryForm, product
from ...algebra.linear import rank
from ...algebra.partitions import partitions
from ...errors import UnsupportedError
from ...landscape.critical import critical_points
from ...network.architecture import Architecture
from ..function_space.full_dimensional import derivative_by_differences
from ..methods.representatives import linear_factor
from ..statement import PAPER, SLIDES, Finding, Hypothesis, Theorem, require, require_agreement
from .critical_points import MAX_DEGREE as MOST_SEARCHED
from .critical_points import loss_text, sample_loss

MAX_DEGREE = 9
MOST_PACKINGS = 4000

Packing = tuple[tuple[int, ...], ...]
"""One row for each distinct root over ℂ: how often it is a root of every layer."""


def _examine(architecture: Architecture, _form: BinaryForm | None) -> Finding:
    """Dimensions of critical points with their targets, packing by packing; then one loss, its points isolated."""
    if architecture.degree > MAX_DEGREE:
        raise UnsupportedError(f"packings are examined up to degree {MAX_DEGREE}; {architecture} was given")
    columns = tuple(k - 1 for k in architecture.filter_sizes)
    number, critical = 0, set[tuple[int, ...]]()
    for partition in partitions(architecture.degree):
        for packing in packings(partition, columns):
            number += 1
            if number > MOST_PACKINGS:
                raise UnsupportedError(f"more than {MOST_PACKINGS} packings would have to be examined")
            is_full = targets_of_dimension(architecture, packing) == architecture.degree + 1
            simple = all(entry <= 1 for row in packing for entry in row)
            require_agreement({f"no double root in a layer, for {packing}": simple, "its targets are dense": is_full})
            if is_full:
                critical.add(partition)
    told = (
        f"for each of {number} packings of complex roots the critical points with their targets have at most the "
        f"dimension {architecture.degree + 1} of the targets, so that over a generic target they are finitely many; "
        "for those with a double root in a layer they have less, and there are none"
    )
    return Finding(told + _sample(architecture, critical))


def packings(partition: tuple[int, ...], columns: tuple[int, ...]) -> Iterator[Packing]:
    """Matrices of natural numbers with these row and column sums, up to exchanging rows with equal sums."""

    def rows(total: int, left: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if not left:
            if total == 0:
                yield ()
            return
        for first in range(min(total, left[0]) + 1):
            for rest in rows(total - first, left[1:]):
                yield (first, *rest)

    def descend(done: Packing, left: tuple[int, ...]) -> Iterator[Packing]:
        if len(done) == len(partition):
            if not any(left):
                yield done
            return
        size = partition[len(done)]
        for row in rows(size, left):
            if not done or partition[len(done) - 1] != size or row >= done[-1]:
                yield from descend((*done, row), tuple(a - b for a, b in zip(left, row, strict=True)))

    return descend((), columns)


def targets_of_dimension(architecture: Architecture, packing: Packing) -> int:
    """The dimension of the pairs of a critical point, up to scaling, and a target, for one way to pack the roots.

    At a point where the derivative of composition has rank r, the targets for which it is critical are those with
    Q(w − u) orthogonal to its image: n + 1 − r dimensions, for every Q.
    """
    roots = [linear_factor(i) for i in range(len(packing))]
    layers = [
        product([BinaryForm((1,)), *(root for root, row in zip(roots, packing, strict=True) for _ in range(row[i]))])
        for i in range(architecture.layers)
    ]
    multiplicities = [sum(row) for row in packing]
    moves = [list(product([BinaryForm((1,)), *_powers(roots, multiplicities)]).rationals)]
    for i in range(len(roots)):
        # the root moves: its linear form is replaced by any other in one factor
        fewer = [m - int(j == i) for j, m in enumerate(multiplicities)]
        rest = product([BinaryForm((1,)), *_powers(roots, fewer)])
        moves += [list((rest * BinaryForm(line)).rationals) for line in ((1, 0), (0, 1))]
    points = rank(moves)
    size = architecture.degree + 1
    image: list[list[Fraction]] = derivative_by_differences(architecture, layers)
    return points + size - rank(image)


def _powers(roots: list[BinaryForm], exponents: list[int]) -> Iterator[BinaryForm]:
    return (root for root, m in zip(roots, exponents, strict=True) for _ in range(m))


def _sample(architecture: Architecture, critical: set[tuple[int, ...]]) -> str:
    """One loss: that its critical points are isolated, and on the strata in question."""
    if architecture.degree > MOST_SEARCHED:
        return ""
    loss = sample_loss(architecture.degree)
    landscape = critical_points(architecture, loss)
    require(landscape.is_complete, "the list of critical points of the sample loss is not proved to be complete")
    for point in landscape.points:
        require(point.function.partition in critical, f"there is a critical point with pattern {point.pattern}")
        for found in point.classes:
            if not point.is_target:
                isolated = found.inertia is not None and found.inertia.zero == 0
                require(isolated, f"a critical point with pattern {point.pattern} may not be isolated up to scaling")
    return (
        f". For a sample loss, with {loss_text(loss)}, the Hessian is certified to be nonsingular modulo scaling at "
        f"all {landscape.parameter_classes} real classes, so that each is isolated"
    )


CRITICAL_FINITE = Theorem(
    name="critical-finite",
    title="Finitely many critical points",
    statement=(
        "For stride one, every Q and generic u the loss (w − u)ᵀQ(w − u) has, up to scaling of the layers, finitely "
        "many critical points with a non-zero end-to-end filter, over ℝ and over ℂ; in none of them has a layer a "
        "double root."
    ),
    source=f"{SLIDES}: finitely many critical points; {PAPER}, critical points in parameter space",
    hypothesis=Hypothesis(about_filters=False),
    examination=_examine,
)
