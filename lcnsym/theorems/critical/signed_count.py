"""Critical points counted with signs: Euler characteristics of projective spaces."""

from __future__ import annotations

from functools import partial
from math import prod

from ...algebra.coefficients import image
from ...algebra.forms import BinaryForm
from ...algebra.linear import kernel
from ...algebra.partitions import partitions
from ...algebra.precision import decided_within
from ...errors import UnsupportedError
from ...fibres.compatibility import pattern_packings
from ...landscape.critical import critical_points
from ...landscape.layers.stratum_hessians import inertia_of_form
from ...landscape.loss import SquareLoss
from ...landscape.strata.exact_forms import GivenForm
from ...landscape.strata.strata import critical_functions
from ...membership.patterns import RootPattern, root_pattern
from ...network.architecture import Architecture
from ..statement import Finding, Hypothesis, Theorem, require_agreement
from .critical_points import loss_text, sample_loss

MAX_DEGREE = 5
"""Beyond it some strata have three repeated roots, which take long."""
MAX_BITS = 4096


def _examine(architecture: Architecture, form: BinaryForm | None) -> Finding:
    """For stride one all architectures of the degree at once, from one list of critical filters with indices."""
    reduced = architecture.reduced
    loss = sample_loss(architecture.degree, form)
    if not reduced.is_stride_one:
        return _examine_strides(reduced, loss)
    if reduced.degree > MAX_DEGREE:
        raise UnsupportedError(f"all strata are searched up to degree {MAX_DEGREE}; {architecture} was given")
    indices = critical_indices(loss)
    told = []
    for parts in partitions(reduced.degree):
        sizes = tuple(part + 1 for part in parts)
        expected = signed_sum(sizes, loss)
        if expected is None:
            continue
        require_agreement(
            {"Euler characteristics": expected, "signed count": signed_count(sizes, indices)}, loss.target
        )
        told.append(f"{expected} for k = ({','.join(map(str, sizes))})")
    return Finding(
        f"for {loss_text(loss)}: the {len(indices)} critical filters, each with the number of its factorizations "
        f"without double roots in a layer and the sign of its index, give {', '.join(told)}, as do Euler "
        "characteristics"
    )


def _examine_strides(architecture: Architecture, loss: SquareLoss) -> Finding:
    """One architecture, all of its critical points certified."""
    sizes = architecture.filter_sizes
    N = sum(k - 1 for k in sizes)
    if N % 2 and 2 * (max(sizes) - 1) < N:
        raise UnsupportedError(f"the families with a zero filter are not counted for {architecture}")
    landscape = critical_points(architecture, loss)
    if not landscape.is_complete:
        raise UnsupportedError(f"the list of critical points for {architecture} is not complete")
    total = 0
    for parameters in (found for point in landscape.points for found in point.classes):
        if parameters.inertia is None or parameters.inertia.zero:
            raise UnsupportedError("a critical point is not shown to be non-degenerate")
        total += (-1) ** parameters.inertia.negative
    require_agreement(
        {"Euler characteristics": without_families(sizes), "signed count": total},
        loss.target,
    )
    return Finding(f"for {loss_text(loss)}: {landscape.parameter_classes} critical points with signs give {total}")


def critical_indices(loss: SquareLoss) -> list[tuple[RootPattern, int]]:
    """For every critical filter of every stratum its pattern and the index of the Hessian at compatible packings.

    Raises:
        UnsupportedError: the data are not generic, so that a filter is missing, or a Hessian is singular.
    """
    own = root_pattern(loss.target)
    if own is None or max((*own.real, *own.complex)) > 1:
        raise UnsupportedError("the signed count is checked for targets without repeated roots")
    found = [(own, 0)]
    for partition in partitions(loss.degree):
        if partition[0] == 1:
            continue
        stratum = critical_functions(loss, partition)
        if not stratum.is_complete or stratum.smaller or stratum.curves:
            raise UnsupportedError(f"the critical filters with the multiplicities {partition} are not all simple")
        for function in stratum.functions:
            inertia = decided_within(partial(inertia_of_form, function.with_roots), 128, MAX_BITS)
            if isinstance(function.form, GivenForm) or inertia is None or function.pattern is None:
                raise UnsupportedError("a critical filter is not shown to be non-degenerate")
            found.append((function.pattern, inertia.negative))
    return found


def signed_count(sizes: tuple[int, ...], indices: list[tuple[RootPattern, int]]) -> int:
    """Σ N_k(pattern)·(−1)^index."""
    architecture = Architecture(sizes)
    return sum(
        pattern_packings(architecture, pattern).compatible_packings * (-1) ** index for pattern, index in indices
    )


def without_families(sizes: tuple[int, ...]) -> int:
    """Π_{j≠i} χ(ℝP^{k_j−1}) for a largest layer i."""
    *others, _ = sorted(sizes)
    return prod(k % 2 for k in others)


def signed_sum(sizes: tuple[int, ...], loss: SquareLoss) -> int | None:
    """The right side for a largest layer i, less the part of the points with the one zero filter w_i.

    These are none, a closed manifold of odd dimension for even N, whose Euler characteristic is zero, or finitely many.

    None: they are more, or not shown to be simple.
    """
    N, k = sum(size - 1 for size in sizes), max(sizes)
    if N % 2 == 0 or 2 * (k - 1) >= N:
        return without_families(sizes)
    moments = image(loss.gram, loss.target.rationals)
    forms = kernel([[moments[a + j] for j in range(N - k + 2)] for a in range(k)])
    if len(forms) != 1:
        return None
    [form] = forms
    pattern = root_pattern(BinaryForm(form))
    if pattern is None or max((*pattern.real, *pattern.complex)) > 1:
        return None
    others = sorted(sizes)[:-1]
    points = pattern_packings(Architecture(tuple(others)), pattern).packings
    return without_families(sizes) + (points if k % 2 else -points)


SIGNED_COUNT = Theorem(
    name="signed-count",
    title="Critical points with signs",
    statement=(
        "All strides: let the critical points with w ≠ 0, up to scaling, be non-degenerate, with s(w) = 1 for an even "
        "index and s(w) = −1 for an odd one, and for a layer i let Z_i be the set of other layers, up to scaling, that "
        "are critical together with the zero filter w_i alone, cut out transversally, as for generic data. Then "
        "Σ s(w) + (−1)^(k_i)·χ(Z_i) = Π_(j≠i) χ(ℝP^(k_j − 1)). With N = Σ (k_i − 1) even the sum is 1 if all k_i are "
        "odd, else 0. For N odd and 2(k_i − 1) ≥ N, Z_i is empty. For stride one s(w) is the same at all "
        "factorizations of a filter and for all k, so that one list of critical filters gives the sums of all k of the "
        "degree, each filter counted with its number N_k of factorizations without double roots in a layer."
    ),
    source="docs/critical-points.md, counted with signs, with a proof",
    hypothesis=Hypothesis(nonzero=True, any_stride=True),
    examination=_examine,
)
