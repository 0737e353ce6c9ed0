"""From the examination of one filter to that of one filter of every root pattern."""

from __future__ import annotations

from collections.abc import Callable, Collection

from ...algebra.forms import BinaryForm
from ...errors import BadInputError
from ...membership.patterns import RootPattern, number_of_patterns, patterns_of_degree
from ...network.architecture import Architecture
from ..statement import Examination, Finding, require
from .representatives import representative

MAX_PATTERNS = 500


def of_each_filter(examine: Callable[[Architecture, BinaryForm], Finding], *, nonzero: bool = False) -> Examination:
    """Examine the given filter, or without one a filter of every root pattern and, unless `nonzero`, zero."""

    def examination(architecture: Architecture, form: BinaryForm | None) -> Finding:
        if form is not None:
            return examine(architecture, form)
        forms = one_of_each_pattern(architecture.degree)[: -1 if nonzero else None]
        findings = [examine(architecture, one) for one in forms]
        certificates = tuple(certificate for finding in findings for certificate in finding.certificates)
        return Finding(
            f"checked on one filter of each of the {len(findings) - (not nonzero)} root patterns of degree "
            f"{architecture.degree}{'' if nonzero else ' and on the zero filter'}; the first: "
            f"{findings[0].explanation}",
            certificates,
        )

    return examination


def of_each_row(patterns: Collection[str], examine: Callable[[Architecture, BinaryForm], Finding]) -> Examination:
    """Examine the given filter, or without one a filter of each root pattern of a table, which must have them all."""

    def examination(architecture: Architecture, form: BinaryForm | None) -> Finding:
        if form is not None:
            return examine(architecture, form)
        wanted = {str(pattern) for pattern in patterns_of_degree(architecture.degree)}
        require(set(patterns) == wanted, f"the table's patterns are not the patterns of degree {architecture.degree}")
        rows = [examine(architecture, representative(RootPattern.parse(text))) for text in patterns]
        certificates = tuple(certificate for row in rows for certificate in row.certificates)
        return Finding("; ".join(row.explanation for row in rows), certificates)

    return examination


def one_of_each_pattern(degree: int) -> list[BinaryForm]:
    """A filter of every root pattern, in the slides' order, and the zero filter last.

    Raises:
        BadInputError: the degree has more than MAX_PATTERNS patterns.
    """
    if number_of_patterns(degree) > MAX_PATTERNS:
        raise BadInputError(
            f"degree {degree} has more than {MAX_PATTERNS} root patterns: give the filter to be checked"
        )
    return [*map(representative, patterns_of_degree(degree)), BinaryForm((0,) * (degree + 1))]
