"""Is a filter an end-to-end filter of an architecture, and where in the function space does it lie?"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from ..algebra.forms import BinaryForm
from ..errors import UnsupportedError
from ..network.architecture import Architecture
from ..network.convolution import check_filter
from .larger_strides import StridedFactorization
from .patterns import RootPattern, root_pattern


class Position(StrEnum):
    """Where a filter lies with respect to the function space M, a closed set, in the Euclidean topology."""

    INTERIOR = "interior"
    BOUNDARY = "boundary"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Verdict(ABC):
    """The answer for one architecture and one filter.

    Attributes:
        position: interior, boundary or outside of M; None for larger strides, where M is closed and has no interior:
            members are on the boundary.
    """

    architecture: Architecture
    form: BinaryForm
    position: Position | None

    @cached_property
    def pattern(self) -> RootPattern | None:
        """The root pattern of the end-to-end filter; None for the zero filter, which has none."""
        return self.form.remembered(root_pattern)

    @property
    def required_real_roots(self) -> int:
        """e, the number of even filter sizes."""
        return self.architecture.even_filters

    @property
    @abstractmethod
    def is_member(self) -> bool:
        """Whether real layers with this end-to-end filter exist; False: proved that none do."""

    @property
    @abstractmethod
    def is_complex_member(self) -> bool:
        """Whether complex layers exist; False: proved that none do."""

    @property
    @abstractmethod
    def reason(self) -> str:
        """One sentence that says why, in the terms of the theorem."""

    def to_dict(self) -> dict[str, object]:
        """The JSON of the command `member`."""
        return {
            "member": self.is_member,
            "position": None if self.position is None else str(self.position),
            "pattern": self.pattern.to_dict() if self.pattern else None,
            "required_real_roots": self.required_real_roots,
            "complex_member": self.is_complex_member,
            "reason": self.reason,
        }


@dataclass(frozen=True)
class StrideOneVerdict(Verdict):
    """The answer where no stride matters: by the root pattern."""

    @property
    def is_member(self) -> bool:
        """Whether real layers with this end-to-end filter exist; False: proved that none do."""
        return self.position is not Position.OUTSIDE

    @property
    def is_complex_member(self) -> bool:
        """Whether complex layers exist; over ℂ every form splits, so always True."""
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


@dataclass(frozen=True)
class StridedVerdict(Verdict):
    """The answer for larger strides: by divisors in powers and the sorts of their roots."""

    @cached_property
    def factorization(self) -> StridedFactorization | None:
        """What decides; None for the zero filter."""
        return None if self.form.is_zero else StridedFactorization(self.architecture, self.form)

    @property
    def is_member(self) -> bool:
        """Whether real layers with this end-to-end filter exist; False: proved that none do."""
        return self.factorization is None or self.factorization.is_real

    @property
    def is_complex_member(self) -> bool:
        """Whether complex layers exist; False: proved that none do."""
        return self.factorization is None or self.factorization.failing_level is None

    @property
    def reason(self) -> str:
        """One sentence that says why, in the terms of the criterion for larger strides."""
        found = self.factorization
        if found is None:
            return "the zero filter is always a member"
        if found.failing_level is not None:
            j = found.failing_level
            stride, degree = found.levels[j].stride, found.divisors[j].degree
            wanted = found.required_degrees[j]
            return f"the largest divisor in x^{stride}, y^{stride} has degree {degree} in them, layers ask for {wanted}"
        if self.is_member:
            return (
                "the roots can be shared out, in conjugate pairs and as S_i asks, with a real one for each even filter"
            )
        return "complex layers exist, but no choice of roots closed under conjugation leaves real ones for even filters"


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
    """Membership of a filter, and for stride one its position, exactly.

    Args:
        form: π(w) of the filter, with `architecture.filter_size` coefficients in ℚ or a real number field.

    Raises:
        BadInputError: the filter's size is wrong.

    Source: arXiv 2108.01538 for stride one: a filter is a member iff it has at least e real roots, counted with
    multiplicity. arXiv 2401.16613 for two layers and larger strides; `docs/larger-strides.md` for all.

    Examples:
        >>> str(decide(Architecture((3, 2, 2)), BinaryForm((1, 0, 2, 0, 1))).position)
        'outside'
        >>> verdict = decide(Architecture((3, 2), (2, 1)), BinaryForm((-2, 0, -3, 0, -3)))
        >>> verdict.is_member, verdict.is_complex_member
        (False, True)
    """
    check_filter(architecture, form)
    if architecture.is_stride_one:
        position = position_of_pattern(form.remembered(root_pattern), architecture.even_filters)
        return StrideOneVerdict(architecture, form, position)
    return StridedVerdict(architecture, form, None)
