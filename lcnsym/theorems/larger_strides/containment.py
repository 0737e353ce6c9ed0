"""Which function space holds which: levels of architectures, against filters whose roots are placed in layers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise, product

from ...algebra.forms import BinaryForm
from ...certificates.produce import certify_membership
from ...fibres.fibre import Fibre
from ...membership.containment import compare_spaces, members_with_few_real_roots
from ...network.architecture import Architecture
from ...network.levels import levels
from ..methods.strided_examples import COMPOSED, strided_examples
from ..statement import Finding, Hypothesis, Theorem, require

MOST_OTHERS = 12
MOST_MEMBERS = 3


def _examine(architecture: Architecture, _form: BinaryForm | None) -> Finding:
    """The engine compares levels; filters of one space are looked for in the other by placing every root in a layer."""
    members = list(islice(members_with_few_real_roots(architecture), MOST_MEMBERS))
    members += strided_examples(architecture)[:COMPOSED]
    held: list[Architecture] = []
    missed: list[tuple[Architecture, BinaryForm]] = []
    for other in islice(_others(architecture), MOST_OTHERS):
        found = compare_spaces(architecture, other)
        if found.is_contained:
            for member in members:
                require(_has_layers(other, member), f"{other} is said to have all filters, not layers for this", member)
            held.append(other)
            continue
        form = found.in_first_only
        if form is None:
            require(False, f"{other} is said to miss a filter, and none was found")
            continue
        require(_has_layers(architecture, form), f"the filter that {other} misses has no layers", form)
        require(not _has_layers(other, form), f"the filter that {other} is said to miss has layers", form)
        missed.append((other, form))
    certified = [(other, members[0]) for other in held] + missed
    certificates = tuple(certify_membership(other, form) for other, form in certified)
    return Finding(
        f"of {len(certified)} function spaces {len(held)} hold this one, by their levels, and have layers for "
        f"{len(members)} filters of it; {len(missed)} do not, and each misses a filter of it, by a search that places "
        "every root in a layer",
        certificates,
    )


def _has_layers(architecture: Architecture, form: BinaryForm) -> bool:
    return form.is_zero or next(Fibre(architecture, form).factorizations(), None) is not None


def _others(architecture: Architecture) -> Iterator[Architecture]:
    """Those of stride one, and those with the same levels and other numbers of even filter sizes."""
    n = architecture.degree
    for e in range(n % 2, n + 1, 2):
        yield _with_levels([(1, n, e)])
    found = levels(architecture)
    if len(found) > 1:
        choices = [range(level.degree % 2, level.degree + 1, 2) for level in found]
        for numbers in product(*choices):
            rows = zip(found, numbers, strict=True)
            yield _with_levels([(level.stride, level.degree, e) for level, e in rows])


def _with_levels(rows: list[tuple[int, int, int]]) -> Architecture:
    """The architecture with these strides, degrees and numbers of even filter sizes of levels."""
    first, last = rows[0][0], rows[-1][0]
    sizes, strides = ([1], [first]) if first > 1 else ([], [])
    for (stride, degree, e), (above, *_) in pairwise([*rows, (last, 0, 0)]):
        layers = [2] * e + ([degree - e + 1] if degree > e else [])
        sizes += layers
        strides += [1] * (len(layers) - 1) + [above // stride] if layers else []
    return Architecture(tuple(sizes or [1]), tuple(strides))


CONTAINMENT = Theorem(
    name="containment",
    title="Which function space holds which",
    statement=(
        "The function space of one architecture is contained in that of another with filters of the same size exactly "
        "when the real factors that its levels surely have, for every even filter size a linear form in x^S, y^S with "
        "a negative root and else quadratic ones without real roots, can be shared out to the other's levels, with a "
        "real root for every even filter size there. For stride one: when e ≥ e′ or e′ ≤ 1, with the numbers e and e′ "
        "of even filter sizes. Function spaces are equal exactly when the levels have the same strides and degrees and "
        "at each the numbers of even filter sizes are equal or both at most 1."
    ),
    source="docs/comparing-function-spaces.md, with a proof",
    hypothesis=Hypothesis(about_filters=False, any_stride=True),
    examination=_examine,
)
