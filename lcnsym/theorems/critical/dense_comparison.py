"""Fully-connected linear networks have no spurious minima, convolutional ones may have."""

from __future__ import annotations

from ...algebra.forms import BinaryForm
from ...certificates.landscape import certify_spurious_minimum
from ...errors import InconclusiveError, UnsupportedError
from ...landscape.dense import compare_with_dense
from ...network.architecture import Architecture
from ..statement import PAPER, SLIDES, Finding, Hypothesis, Theorem, require
from .critical_points import MAX_DEGREE

TARGETS = ((1, 2, 3, -2, 4, 1), (-5, 9, -7, -1, -6, 6), (5, -9, 4, 8, 2, -3))


def _examine(architecture: Architecture, form: BinaryForm | None) -> Finding:
    """The number of spurious minima of the network with full matrices, next to that of the convolutional one."""
    if architecture.degree > MAX_DEGREE:
        raise UnsupportedError(f"all strata are searched up to degree {MAX_DEGREE}; {architecture} was given")
    told, certificates = [], []
    for coefficients in TARGETS:
        target = BinaryForm(coefficients[: architecture.filter_size]) if form is None else form
        comparison = compare_with_dense(architecture, target)
        dense, convolutional = comparison.dense, comparison.convolutional
        require(dense.spurious_minima == 0, "a fully-connected network has a spurious minimum", target)
        number = convolutional.spurious_minima
        told.append("undecided" if number is None else str(number))
        if number:
            try:
                certificates.append(certify_spurious_minimum(convolutional))
            except InconclusiveError:
                told[-1] += " (not certified)"
        if form is not None:
            break
    return Finding(
        f"the fully-connected network has no spurious minimum for {len(told)} targets; the convolutional one has "
        f"{', '.join(told)}",
        tuple(certificates),
    )


DENSE_COMPARISON = Theorem(
    name="dense-comparison",
    title="Convolutional against fully-connected networks",
    statement=(
        "For generic whitened data the square loss of a fully-connected linear network has no spurious minimum. That "
        "of a convolutional one may have some, even if the architecture is filling."
    ),
    source=f"{SLIDES}: comparison with fully-connected networks; {PAPER}",
    hypothesis=Hypothesis(nonzero=True),
    examination=_examine,
    coq=("SpuriousMinimum.spurious_minimum_of_filling_network",),
    coq_leaves=("that fully-connected networks have no spurious minima"),
)
