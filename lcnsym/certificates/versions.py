"""The versions of the format: which one is current, and the kinds of claims and of evidence that each brought.

A kind that a published version has is never changed and never taken away; what is new gets a new kind in a new version.
A certificate is of the first version that has both its kinds, so that older programs read what they can.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..errors import BadInputError, shorten

FORMAT = "lcnsym-certificate"


@dataclass(frozen=True)
class Kinds:
    """Kinds of claims and of evidence, in the order of the schema."""

    claim: tuple[str, ...]
    evidence: tuple[str, ...]


NEW_IN: Mapping[int, Kinds] = {
    1: Kinds(
        claim=(
            *("member", "not-member", "complex-member", "not-complex-member", "interior", "boundary", "factorization"),
            *("pattern", "filling", "full-dimensional", "not-full-dimensional", "not-filling", "fibre-count"),
            *("compatible", "not-compatible", "satisfies", "violates", "dimension", "critical-point"),
            *("spurious-minimum", "stratum-critical-points", "all-critical-points"),
        ),
        evidence=(
            *("arithmetic", "sign-changes", "descartes", "factored", "jacobian", "filters", "packing", "classes"),
            *("divisors", "multidegrees", "krawczyk", "tangency"),
        ),
    ),
    2: Kinds(claim=("exact-critical-point", "exact-spurious-minimum"), evidence=("hessian",)),
}
"""The kinds that are new in each version; a version has its own and all earlier ones."""

CURRENT = max(NEW_IN)
"""The version that has all kinds."""


def kinds_of(version: int) -> Kinds:
    """All kinds of a version. Raises BadInputError for a version that is not known."""
    if isinstance(version, bool) or not isinstance(version, int) or version not in NEW_IN:
        known = " or ".join(map(str, sorted(NEW_IN)))
        raise BadInputError(
            f"version {shorten(ascii(version), 20)} of the format of certificates is not known; this lcnsym reads "
            f"version {known}"
        )
    until = [NEW_IN[number] for number in sorted(NEW_IN) if number <= version]
    return Kinds(
        tuple(kind for new in until for kind in new.claim), tuple(kind for new in until for kind in new.evidence)
    )


def version_with(claim: object, evidence: object) -> int:
    """The first version that has both kinds. Raises BadInputError if none has."""
    for version in sorted(NEW_IN):
        kinds = kinds_of(version)
        if claim in kinds.claim and evidence in kinds.evidence:
            return version
    told = f"claim {shorten(str(claim), 20)} and evidence {shorten(str(evidence), 20)}"
    raise BadInputError(f"no version of the format of certificates has the kinds of the {told}")
