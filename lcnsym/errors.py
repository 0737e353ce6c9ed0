"""The errors that lcnsym raises, all below one root."""

from __future__ import annotations


class LcnsymError(Exception):
    """Root of every error that lcnsym raises on purpose; the text is one line for the reader."""


class BadInputError(LcnsymError, ValueError):
    """The input is not what is required: the text says what was given and what is accepted."""


class UnsupportedError(LcnsymError):
    """The question is meaningful, but this version has no exact method for it."""


class MissingProgramError(UnsupportedError):
    """The question needs a program that is not installed; with it this version may answer."""


class InconclusiveError(LcnsymError):
    """A stated budget was used up before the question was decided; a larger budget may decide it."""


class TooCostlyError(InconclusiveError):
    """Work whose predicted cost is above what is allowed; nothing of it was begun."""


class CertificateError(LcnsymError):
    """No certificate of this claim can be written, because the claim is false."""


def shorten(text: str, limit: int = 60) -> str:
    """The text on one line for a message, with its middle cut out if it is longer than `limit`."""
    line = " ".join(text.split()) if len(text) <= 10 * limit else text
    if len(line) <= limit:
        return line
    half = limit // 2 - 2
    head, tail = (" ".join(part.split()) for part in (line[:half], line[-half:]))
    return f"{head}…{tail} ({len(text)} characters)"
