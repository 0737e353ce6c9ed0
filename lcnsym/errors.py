"""The errors that lcnsym raises, all below one root, and the refusal of what is no integer in a range."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Integral
from typing import Any, TypeGuard, TypeVar

T = TypeVar("T")


class LcnsymError(Exception):
    """Root of every error that lcnsym raises on purpose; the text is one line for the reader."""


class BadInputError(LcnsymError, ValueError):
    """The input is not what is required: the text says what was given and what is accepted."""


class UnsupportedError(LcnsymError):
    """The question is meaningful, but this version has no exact method for it."""


class InconclusiveError(LcnsymError):
    """A stated budget was used up before the question was decided; a larger budget may decide it."""


class TooCostlyError(InconclusiveError):
    """Work whose predicted cost is above what is allowed; nothing of it was begun."""


class CertificateError(LcnsymError):
    """No certificate of this claim can be written, because the claim is false."""


def shorten(text: str, limit: int = 60) -> str:
    """The text on one line for a message, with its middle cut out if it is longer than `limit`."""
    line = _printable(text) if len(text) <= 10 * limit else text
    if len(line) <= limit:
        return line
    half = limit // 2 - 2
    head, tail = map(_printable, (line[:half], line[-half:]))
    return f"{head}…{tail} ({len(text)} characters)"


def _printable(text: str) -> str:
    """On one line, without marks that steer a terminal."""
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(c if c.isprintable() else "�" for c in line)


def require_integer(value: object, what: str, least: int | None = None, most: int | None = None) -> int:
    """The value as an int, if it is an integer in this range and no bool.

    Args:
        what: the value, as the subject of a sentence.
        least, most: the ends of the range, which belong to it; None: there is none.

    Raises:
        BadInputError: it is another value.
    """
    if _is_integer(value):
        number = int(value)
        if (least is None or number >= least) and (most is None or number <= most):
            return number
    raise BadInputError(f"{what} is {_range(least, most)}, {_given(value)} was given")


def require_integers(values: object, what: str, least: int | None = None, most: int | None = None) -> tuple[int, ...]:
    """The values as ints, if they are a sequence of integers in this range; `what` says what one of them is.

    Raises:
        BadInputError: one is another value, or they are no sequence.
    """
    if isinstance(values, str | bytes) or not isinstance(values, Iterable):
        raise BadInputError(f"a sequence of integers is required, {_given(values)} was given")
    found = tuple(values)
    for value in found:
        if type(value) is not int or (least is not None and value < least) or (most is not None and value > most):
            return tuple(require_integer(each, what, least, most) for each in found)
    return found


def require_kind(value: object, kind: type[T], example: str = "") -> T:
    """The value, if it is of this class.

    Args:
        example: how one is made, if the line shall say so.

    Raises:
        BadInputError: it is no such value.
    """
    if isinstance(value, kind):
        return value
    such = f", such as {example}," if example else ""
    raise BadInputError(f"a {kind.__name__}{such} is required; a {type(value).__name__} was given")


def require_bool(value: object, what: str) -> bool:
    """The value, if it is True or False; `what` is the subject of a sentence. Raises BadInputError."""
    if not isinstance(value, bool):
        raise BadInputError(f"{what} is True or False, {_given(value)} was given")
    return value


def require_sequence(values: object, what: str) -> tuple[Any, ...]:
    """The values, if they can be gone through and are no text; `what` says what they are. Raises BadInputError."""
    if isinstance(values, str | bytes) or not isinstance(values, Iterable):
        raise BadInputError(f"{what} are a sequence, {_given(values)} was given")
    return tuple(values)


def _is_integer(value: object) -> TypeGuard[Integral]:
    return isinstance(value, Integral) and not isinstance(value, bool)


def _range(least: int | None, most: int | None) -> str:
    if most is not None:
        return f"an integer up to {most}" if least is None else f"an integer from {least} to {most}"
    if least is None:
        return "an integer"
    return "a positive integer" if least == 1 else f"an integer ≥ {least}"


def _given(value: object) -> str:
    try:
        shown = f"'{shorten(str(value), 40)}'"
    except ValueError:
        # Python writes no integers of thousands of digits
        return "one with thousands of digits"
    return shown if _is_integer(value) else f"{shown} ({type(value).__name__})"
