"""Membership where no stride matters, by the root pattern.

Source: arXiv 2108.01538, the theorems on membership and on the boundary.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from .positions import OneAxisVerdict, Position, position_of_pattern


@dataclass(frozen=True, repr=False)
class StrideOneVerdict(OneAxisVerdict):
    """The answer where no stride matters: by the root pattern."""

    @cached_property
    def position(self) -> Position:
        """Interior, boundary or outside of M."""
        return position_of_pattern(self.pattern, self.required_real_roots)

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
