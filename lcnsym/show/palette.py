"""Colour for terminals."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """Marks text with the terminal's colours, or leaves it as it is when not `enabled`."""

    enabled: bool = False

    def bold(self, text: str) -> str:
        """A title."""
        return self._marked(text, 1)

    def dim(self, text: str) -> str:
        """A label."""
        return self._marked(text, 2)

    def bad(self, text: str) -> str:
        """A negative answer."""
        return self._marked(text, 31)

    def good(self, text: str) -> str:
        """A positive answer."""
        return self._marked(text, 32)

    def fair(self, text: str) -> str:
        """An answer between the two."""
        return self._marked(text, 33)

    def yes_no(self, value: bool) -> str:  # noqa: FBT001
        """Yes or no."""
        return self.good("yes") if value else self.bad("no")

    def position(self, name: str) -> str:
        """The name of a position in the function space."""
        marks = {"interior": self.good, "boundary": self.fair, "outside": self.bad}
        return marks[name](name) if name in marks else name

    def _marked(self, text: str, code: int) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.enabled else text
