"""Spurious minima of two layers, one of size two, from the roots of the target and of the elimination form."""

from __future__ import annotations

from ...algebra.forms import BinaryForm, product
from ...algebra.squarefree import squarefree_decomposition
from ...errors import BadInputError, UnsupportedError
from ...landscape.critical import critical_points
from ...landscape.equations.elimination_form import elimination_form
from ...landscape.equations.quadrics import Quadric
from ...landscape.layers.natures import Nature
from ...landscape.loss import SquareLoss
from ...network.architecture import Architecture
from ...roots.common_roots import without_common_roots
from ...roots.roots import distinct_real_roots, root_multiplicities
from ..statement import Finding, Hypothesis, Theorem, require_agreement
from .critical_points import loss_text, sample_loss

MAX_DEGREE = 12


def _examine(architecture: Architecture, form: BinaryForm | None) -> Finding:
    """Roots are counted on one side; on the other, minima by exact Hessians or terms of higher order."""
    if architecture.filter_sizes[1] != 2 or architecture.degree < 2:
        raise BadInputError(f"theorem 'two-layer-minima' is about k = (n,2), n ≥ 2, but {architecture} was given")
    if architecture.degree > MAX_DEGREE:
        raise UnsupportedError(f"minima are found up to degree {MAX_DEGREE}; {architecture} was given")
    loss = sample_loss(architecture.degree, form)
    found = root_numbers(loss)
    if found is None:
        raise BadInputError("theorem 'two-layer-minima' needs a loss that is not the same at all double roots")
    N, rho = found
    landscape = critical_points(architecture, loss)
    if landscape.spurious_minima is None:
        raise UnsupportedError(f"the minima are not all decided: {landscape.undecided_minima}")
    spurious = landscape.spurious_minima
    minima = sum(c.nature is Nature.MINIMUM for point in landscape.points for c in point.classes)
    require_agreement({"minima found": minima, "(N + ρ)/2": (N + rho) // 2}, loss.target)
    if rho:
        require_agreement({"spurious minima found": spurious, "(N − ρ)/2": (N - rho) // 2}, loss.target)
    return Finding(
        f"for {loss_text(loss)}: N = {N} and ρ = {rho}; of {minima} minima {spurious} are above the least loss"
    )


def root_numbers(loss: SquareLoss) -> tuple[int, int] | None:
    """N and ρ of the theorem; None: the elimination form is zero."""
    target = loss.target
    E = elimination_form(Quadric(loss.gram, target), 2)
    if E is None:
        return None
    odd = product([BinaryForm((1,)), *(part for power, part in squarefree_decomposition(E).parts if power % 2)])
    return distinct_real_roots(without_common_roots(odd, target)), len(root_multiplicities(target).real)


TWO_LAYER_MINIMA = Theorem(
    name="two-layer-minima",
    title="Spurious minima of two layers",
    statement=(
        "Let k = (n,2), stride one, κ(p) = ν(p)ᵀQ⁻¹ν(p) with ν(p) = (p^n, …, 1), and E = 2u′κ − uκ′ ≠ 0. Let ρ be the "
        "number of distinct real roots of u, and N the number of real roots of odd multiplicity of E that are no roots "
        "of u, infinity included. Up to scaling the square loss has (N + ρ)/2 minima. If ρ > 0, (N − ρ)/2 of them are "
        "spurious; else all but those of least loss. So the filling architecture (3,2) has a spurious minimum exactly "
        "if N > ρ."
    ),
    source="docs/critical-points.md, two layers, with a proof",
    hypothesis=Hypothesis(nonzero=True, layers=2),
    examination=_examine,
)
