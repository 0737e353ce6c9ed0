"""Is a filter an end-to-end filter of a stride-one architecture, and where in the function space does it lie?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..errors import UnsupportedError
from ..exact.forms import BinaryForm
from ..network.architecture import Architecture
from ..network.convolution import check_filter
from .patterns import RootPattern, root_pattern


class Position(StrEnum):
    """Where a filter lies with respect to the function space M, a closed set, in the Euclidean topology."""

    INTERIOR = "interior"
    BOUNDARY = "boundary"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Verdict:
    """The answer for one architecture and one filter.

    Attributes:
        pattern: the root pattern; None for the zero filter, which has none.
        position: interior, boundary or outside of M.
        required_real_roots: e, the number of even filter sizes.
    """

    architecture: Architecture
    form: BinaryForm
    pattern: RootPattern | None
    position: Position
    required_real_roots: int

    @property
    def is_member(self) -> bool:
        """Whether real layers with this end-to-end filter exist; False: proved that none do."""
        return self.position is not Position.OUTSIDE

    @property
    def is_complex_member(self) -> bool:
        """Whether complex layers exist; over ℂ every form splits, so always True for stride one."""
        return True

    @property
    def reason(self) -> str:
        """One sentence that says why, in the terms of the theorem."""
        e = self.required_real_roots
        if self.pattern is None:
            place = "M is everything" if e <= 1 else "M is not everything, so it lies on the boundary"
            return f"the zero filter is always a member; {place}"
        if e <= 1:
            return f"e = {e} ≤ 1 even filter sizes: the architecture is filling"
        count, odd = self.pattern.real_roots, self.pattern.odd_real_roots
        if self.position is Position.OUTSIDE:
            return f"{count} real roots with multiplicity < e = {e}"
        if self.position is Position.INTERIOR:
            return f"{odd} real roots of odd multiplicity ≥ e = {e}"
        return f"{count} real roots with multiplicity ≥ e = {e}, but only {odd} ≤ e − 2 of odd multiplicity"

    def to_dict(self) -> dict[str, object]:
        """The JSON of the command `member`."""
        return {
            "member": self.is_member,
            "position": str(self.position),
            "pattern": self.pattern.to_dict() if self.pattern else None,
            "required_real_roots": self.required_real_roots,
            "complex_member": self.is_complex_member,
            "reason": self.reason,
        }


def require_stride_one(architecture: Architecture) -> None:
    """Refuse larger strides.

    Raises:
        UnsupportedError: a stride larger than one stands before a layer with k_i > 1.
    """
    if not architecture.is_stride_one:
        raise UnsupportedError(
            f"stride one is required; {architecture} has a larger stride before a layer with k_i > 1"
        )


def position_of_pattern(pattern: RootPattern | None, even_filters: int) -> Position:
    """The position of every filter with this pattern (None: the zero filter), for e = `even_filters`.

    For e ≤ 1 all is interior. For e ≥ 2: outside ⇔ Σρ < e, interior ⇔ at least e odd ρ_i, boundary otherwise, which is
    Σρ ≥ e and at most e − 2 odd ρ_i. Source: arXiv 2108.01538, theorem on the boundary.
    """
    if even_filters <= 1:
        return Position.INTERIOR
    if pattern is None:
        return Position.BOUNDARY
    if pattern.real_roots < even_filters:
        return Position.OUTSIDE
    return Position.INTERIOR if pattern.odd_real_roots >= even_filters else Position.BOUNDARY


def decide(architecture: Architecture, form: BinaryForm) -> Verdict:
    """Membership and position of a filter for a stride-one architecture, exactly.

    Args:
        form: π(w) of the filter, with `architecture.filter_size` coefficients in ℚ or a real number field.

    Raises:
        BadInputError: the filter's size is wrong.
        UnsupportedError: the architecture has a larger stride that matters.

    Source: arXiv 2108.01538: a filter is a member iff it has at least e real roots, counted with multiplicity.

    Examples:
        >>> str(decide(Architecture((3, 2, 2)), BinaryForm((1, 0, 2, 0, 1))).position)
        'outside'
    """
    check_filter(architecture, form)
    require_stride_one(architecture)
    pattern = root_pattern(form)
    position = position_of_pattern(pattern, architecture.even_filters)
    return Verdict(architecture, form, pattern, position, architecture.even_filters)
