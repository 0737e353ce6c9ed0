"""What a verdict says: is a filter an end-to-end filter, and where in the function space does it lie?"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from ..algebra.forms import BinaryForm
from ..errors import UnsupportedError, shorten
from ..network.architecture import Architecture
from ..network.networks import Filter, Network
from .patterns import RootPattern, root_pattern


class Position(StrEnum):
    """Where a filter lies with respect to the function space M, a closed set, in the Euclidean topology.

    Examples:
        >>> from lcnsym import Architecture, BinaryForm, decide
        >>> print(decide(Architecture((2, 2)), BinaryForm((1, 2, 1))).position)
        boundary
    """

    INTERIOR = "interior"
    BOUNDARY = "boundary"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Verdict(ABC):
    """The answer for one network and one filter, whatever its strides and the number of its axes.

    Attributes:
        architecture: of any strides with one axis, or with several axes.
        form: the filter's.

    Source: arXiv 2108.01538, the function space for stride one, the theorem on the boundary, and D-dimensional
    convolutions; arXiv 2401.16613 for two layers and larger strides; `docs/larger-strides.md` for all.

    Examples:
        >>> from lcnsym import Architecture, BinaryForm, decide
        >>> verdict = decide(Architecture((3, 2, 2)), BinaryForm((1, 0, 2, 0, 1)))
        >>> verdict.is_member, verdict.reason
        (False, '0 real roots with multiplicity < e = 2')
    """

    architecture: Network
    form: Filter

    @property
    @abstractmethod
    def position(self) -> Position | None:
        """Interior, boundary or outside of M; None: M is a closed thin set without interior points.

        So it is for larger strides, and for several axes unless all layers that matter are along one of them; members
        are then on the boundary, and others outside.
        """

    @property
    def pattern(self) -> RootPattern | None:
        """The root pattern of the end-to-end filter; None for the zero filter and for several axes: there is none."""
        return None

    @property
    def required_real_roots(self) -> int | None:
        """e, the number of even filter sizes; None for several axes."""
        return None

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

    def __bool__(self) -> bool:
        """Whether the filter is a member."""
        return self.is_member

    def __str__(self) -> str:
        return f"{'a member' if self.is_member else 'not a member'} of the function space of {self.architecture}"

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {shorten(str(self))}>"

    def to_dict(self) -> dict[str, object]:
        """The JSON of the command `member`."""
        return {
            "member": self.is_member,
            "position": None if self.position is None else str(self.position),
            "pattern": self.pattern.to_dict() if self.pattern else None,
            "required_real_roots": self.required_real_roots,
            "complex_member": self.is_complex_member,
            **self._evidence(),
            "reason": self.reason,
        }

    def _evidence(self) -> dict[str, object]:
        """What else the JSON tells."""
        return {}


@dataclass(frozen=True, repr=False)
class OneAxisVerdict(Verdict):
    """The answer for filters with one axis, which have a root pattern.

    Attributes:
        architecture: of any strides.
        form: π(w) of the filter.

    Source: as for `Verdict`.

    Examples:
        >>> from lcnsym import Architecture, BinaryForm, decide
        >>> str(decide(Architecture((3, 2)), BinaryForm((1, 2, 1, 0))).pattern)
        '12|0'
    """

    architecture: Architecture
    form: BinaryForm

    @cached_property
    def pattern(self) -> RootPattern | None:
        """The root pattern of the end-to-end filter; None for the zero filter, which has none."""
        return self.form.remembered(root_pattern)

    @property
    def required_real_roots(self) -> int:
        """e, the number of even filter sizes."""
        return self.architecture.even_filters


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
