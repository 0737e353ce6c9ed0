"""The nearest filters of closures of strata of root multiplicities, and of boundaries, for stride one.

`docs/distances.md` proves which strata are needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from ..algebra.partitions import Partition
from ..errors import UnsupportedError
from ..membership.closure_order import in_closure
from ..membership.patterns import RootPattern, number_of_patterns, patterns_of_degree, root_pattern
from ..network.architecture import Architecture
from .completeness import Proof
from .distances import Distance, ExactFilter, Near
from .effort import Effort
from .equations.quadrics import Quadric
from .layers.parameter_points import CriticalFilter
from .loss import SquareLoss
from .nearest_candidates import Doubt, decided, nearest_of
from .strata.strata import critical_strata
from .strata.stratum import Stratum

MAX_STRATA = 200
"""From so many strata of root multiplicities a distance is worked out at most."""
BOUNDING_SECONDS = 120.0
"""So long a lower bound is looked for where critical filters may be missing."""
MAX_PATTERNS = 5000
"""Of so many root patterns it is asked which are in a closure."""


def boundary_pattern(architecture: Architecture) -> RootPattern:
    """The pattern of codimension one whose stratum has the boundary of M as its closure, for stride one and e ≥ 2.

    It has e − 2 simple real roots, a double one and simple pairs.
    """
    e = architecture.even_filters
    return RootPattern((1,) * (e - 2) + (2,), (1,) * ((architecture.degree - e) // 2))


def strata_needed(patterns: Sequence[RootPattern]) -> tuple[Partition, ...]:
    """The root multiplicities on whose strata the nearest filter of the closures of some strata is critical.

    Where all pairs of a pattern are simple, pairs count as simple wherever they collide: `docs/distances.md`,
    pairs that collide.

    Raises:
        UnsupportedError: there are more than MAX_PATTERNS root patterns of the degree.
    """
    number = number_of_patterns(patterns[0].degree)
    if number > MAX_PATTERNS:
        raise UnsupportedError(
            f"there are {number} root patterns of degree {patterns[0].degree}; distances from strata are worked out "
            f"for at most {MAX_PATTERNS}"
        )
    found: dict[Partition, None] = {}
    for above in patterns:
        pairs_are_simple = _has_simple_pairs(above)
        for below in patterns_of_degree(above.degree):
            if in_closure(below, above):
                pairs = (1,) * (2 * below.complex_pairs) if pairs_are_simple else below.complex * 2
                found[tuple(sorted(below.real + pairs, reverse=True))] = None
    return tuple(sorted(found, key=lambda parts: (-len(parts), parts)))


def _has_simple_pairs(pattern: RootPattern) -> bool:
    return all(m == 1 for m in pattern.complex)


def distance_from_closures(
    patterns: Sequence[RootPattern], loss: SquareLoss, to: str, effort: Effort, progress: Callable[[str], None] | None
) -> Distance:
    """For a target that is in none of the closures, so not zero."""
    strata = strata_needed(patterns)
    if len(strata) > MAX_STRATA:
        raise UnsupportedError(
            f"{to} has {len(strata)} strata of root multiplicities; distances are worked out for at most {MAX_STRATA}"
        )

    def holds(pattern: RootPattern | None) -> bool:
        return pattern is not None and any(in_closure(pattern, above) for above in patterns)

    found: list[Near] = []
    proofs: set[Proof] = set()
    doubts: list[Doubt] = []
    for stratum in critical_strata(loss, strata, effort, progress):
        found += _candidates(stratum, loss, holds)
        if stratum.curves:
            doubts += _doubts_on_curves(stratum, holds)
            proofs.add(Proof.POLYNOMIAL)
        elif stratum.proof is None:
            told = f"critical filters may be missing on {_shown(stratum)}: {stratum.note}"
            doubts.append(Doubt(_bounded(patterns, stratum.partition, loss, effort), told))
            proofs.add(Proof.EXCLUSION)
        else:
            proofs.add(stratum.proof)
    return decided(loss, to, nearest_of(found), doubts, _weakest(proofs))


def _bounded(patterns: Sequence[RootPattern], partition: Partition, loss: SquareLoss, effort: Effort) -> Fraction:
    """A lower bound for the loss on the filters of the closures with some root multiplicities.

    Where all pairs of the patterns are simple, only repeated roots that are real are needed: a factor for each.
    """
    from .exclusion.filter_families import Factor, Family  # noqa: PLC0415 - numpy is loaded where it is needed
    from .exclusion.least_values import least_value  # noqa: PLC0415

    family = Family.of_stratum(partition)
    if all(map(_has_simple_pairs, patterns)):
        family = Family(tuple(Factor(1, 1, m) for m in partition if m > 1), family.last)
    found = least_value(Quadric(loss.gram, loss.target), family, min(effort.seconds, BOUNDING_SECONDS))
    return Fraction(0) if found is None else found.lower


def _candidates(stratum: Stratum, loss: SquareLoss, holds: Callable[[RootPattern | None], bool]) -> Iterator[Near]:
    """The solutions of a stratum's equations that are in the set."""
    for function in stratum.functions:
        if holds(function.pattern):
            yield CriticalFilter(loss, function, function.pattern)
    for form in stratum.smaller:
        if holds(root_pattern(form)):
            yield ExactFilter(form, loss.value(form))
    for curve in stratum.curves:
        if curve.example is not None and holds(root_pattern(curve.example)):
            # all filters of an arc have its pattern
            yield ExactFilter(curve.example, curve.loss, is_on_curve=holds(curve.pattern))


def _doubts_on_curves(stratum: Stratum, holds: Callable[[RootPattern | None], bool]) -> Iterator[Doubt]:
    """The losses on curves of which filters may be in the set though none is known there."""
    for curve in stratum.curves:
        is_known = curve.example is not None and holds(curve.pattern)
        is_elsewhere = curve.is_whole and curve.pattern is not None and not holds(curve.pattern)
        if not (is_known or is_elsewhere):
            yield Doubt(curve.loss, f"the curve of critical filters on {_shown(stratum)} is not known well enough")


def _shown(stratum: Stratum) -> str:
    return "the stratum " + ",".join(map(str, stratum.partition))


def _weakest(proofs: set[Proof]) -> Proof:
    return next((proof for proof in (Proof.EXCLUSION, Proof.COUNT) if proof in proofs), Proof.POLYNOMIAL)
