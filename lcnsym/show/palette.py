"""Colour for terminals, and text that tells which colour it wants."""

from __future__ import annotations

from dataclasses import dataclass

CODES = {"bold": 1, "dim": 2, "bad": 31, "good": 32, "fair": 33}


class Toned(str):
    """Text with a tone, one of CODES, which a terminal shows in colour and everything else leaves out."""

    __slots__ = ("tone",)
    tone: str

    def __new__(cls, text: str, tone: str) -> Toned:
        """The text in that tone."""
        found = super().__new__(cls, text)
        found.tone = tone
        return found

    def __reduce__(self) -> tuple[type[Toned], tuple[str, str]]:
        """For copies."""
        return Toned, (str(self), self.tone)


def bad(text: str) -> Toned:
    """A negative answer."""
    return Toned(text, "bad")


def good(text: str) -> Toned:
    """A positive answer."""
    return Toned(text, "good")


def fair(text: str) -> Toned:
    """An answer between the two."""
    return Toned(text, "fair")


def yes_no(value: bool) -> Toned:  # noqa: FBT001
    """Yes or no."""
    return good("yes") if value else bad("no")


def decided(value: bool | None) -> str:  # noqa: FBT001
    """Yes, no, or for None that it is not decided."""
    return "not decided" if value is None else yes_no(value)


def position_text(name: str) -> str:
    """The name of a position in the function space."""
    tones = {"interior": "good", "boundary": "fair", "outside": "bad"}
    return Toned(name, tones[name]) if name in tones else name


@dataclass(frozen=True)
class Palette:
    """Marks text with the terminal's colours, or leaves it as it is when not `enabled`."""

    enabled: bool = False

    def bold(self, text: str) -> str:
        """A title."""
        return self.toned(Toned(text, "bold"))

    def dim(self, text: str) -> str:
        """A label."""
        return self.toned(Toned(text, "dim"))

    def toned(self, text: str) -> str:
        """Text in its tone, if it has one."""
        if not (self.enabled and isinstance(text, Toned)):
            return text
        return f"\x1b[{CODES[text.tone]}m{text}\x1b[0m"
