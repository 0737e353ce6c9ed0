"""What critical points in parameter space are, from the inertia of the Hessian."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ...algebra.linear import Inertia
from ..degenerate.local_shape import LocalShape


class Nature(StrEnum):
    """What a critical point in parameter space is, modulo the scaling of the layers.

    A singular Hessian that is negative in some direction is that of a saddle: scaling one layer is a direction in which
    it is 2·wᵀQw, which is positive where the end-to-end filter w is not zero. So no such point is a maximum. A singular
    Hessian that is negative nowhere is called degenerate: the point may be a minimum or not.

    Examples:
        >>> print(*Nature)
        minimum saddle maximum degenerate
    """

    MINIMUM = "minimum"
    SADDLE = "saddle"
    MAXIMUM = "maximum"
    DEGENERATE = "degenerate"


@dataclass(frozen=True)
class Decided:
    """What is decided of a critical point with w ≠ 0.

    Attributes:
        inertia: of the Hessian on a complement of the scaling directions; None: not decided, or not needed.
        nature: None: not decided.
        strict: of a minimum, whether all other classes near it have a larger loss; None: no minimum, or not decided.
        shape: what the terms of higher order decide, where the Hessian is singular; None: it is not, or they are not
            known.
    """

    inertia: Inertia | None
    nature: Nature | None
    strict: bool | None = None
    shape: LocalShape | None = None

    @classmethod
    def by_inertia(cls, inertia: Inertia) -> Decided:
        """From the whole inertia of the Hessian modulo scaling."""
        if inertia.negative:
            return cls(inertia, Nature.SADDLE)
        return cls(inertia, Nature.DEGENERATE) if inertia.zero else cls(inertia, Nature.MINIMUM, True)

    @classmethod
    def by_shape(cls, shape: LocalShape) -> Decided:
        """From the terms of the loss of any order."""
        if not shape.inertia.zero or shape.inertia.negative:
            return cls.by_inertia(shape.inertia)
        if shape.is_minimum is None:
            return cls(shape.inertia, Nature.DEGENERATE, None, shape)
        return cls(shape.inertia, Nature.MINIMUM if shape.is_minimum else Nature.SADDLE, shape.is_strict, shape)

    @property
    def may_be_minimum(self) -> bool:
        """Whether it is not decided if the point is a minimum."""
        return self.nature in {Nature.DEGENERATE, None}

    def to_dict(self) -> dict[str, object]:
        """{nature, strict, inertia}, and {order, lowest_form, arc, note} where terms of higher order were looked at."""
        return {
            "nature": None if self.nature is None else str(self.nature),
            "strict": self.strict,
            "inertia": None if self.inertia is None else [self.inertia.positive, self.inertia.negative],
            **({} if self.shape is None else {**self.shape.to_dict(), "note": self.shape.note}),
        }


UNDECIDED = Decided(None, None)
LEAST = Decided(None, Nature.MINIMUM, True)
"""At an end-to-end filter of least loss that is isolated from others: it has finitely many factorizations."""


class Judged:
    """A critical point of which it is decided what it is, as far as `decided` says."""

    decided: Decided

    @property
    def inertia(self) -> Inertia | None:
        """See `Decided`."""
        return self.decided.inertia

    @property
    def nature(self) -> Nature | None:
        """See `Decided`."""
        return self.decided.nature

    @property
    def strict(self) -> bool | None:
        """See `Decided`."""
        return self.decided.strict


def singular_note(number: int) -> str:
    """What to say of this many critical points that may be minima; nothing of none."""
    if not number:
        return ""
    have = "1 critical point has" if number == 1 else f"{number} critical points have"
    may = "may be a minimum" if number == 1 else "may be minima"
    return f"{have} a Hessian that is singular up to scaling, or not shown to be regular, and {may} or not"
