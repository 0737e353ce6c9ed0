"""Sets of things that are joined step by step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

H = TypeVar("H", bound=Hashable)


class Joined(Generic[H]):
    """Disjoint sets, each with one of its members as its name."""

    def __init__(self, members: Iterable[H]) -> None:
        self._above = {member: member for member in members}

    def name(self, member: H) -> H:
        """The name of a member's set."""
        while self._above[member] != member:
            self._above[member] = self._above[self._above[member]]
            member = self._above[member]
        return member

    def join(self, first: H, second: H) -> None:
        """Make one set of the sets of two members."""
        self._above[self.name(second)] = self.name(first)

    def sets(self) -> dict[H, list[H]]:
        """All sets by their names."""
        found: dict[H, list[H]] = defaultdict(list)
        for member in self._above:
            found[self.name(member)].append(member)
        return dict(found)
