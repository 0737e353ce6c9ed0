"""Representations that fit on a screen, whatever the size of a value."""

from __future__ import annotations

from typing import TypeVar

from ..errors import shorten

LONGEST = 400
T = TypeVar("T")


def short_repr(cls: type[T]) -> type[T]:
    """A class whose `repr` has its middle cut out where it is longer than LONGEST characters, and says so.

    `str` of what has a notation is never cut, so that it can be read back.
    """
    whole = cls.__repr__

    def cut(self: T) -> str:
        return shorten(whole(self), LONGEST)

    cls.__repr__ = cut  # type: ignore[assignment,method-assign]
    return cls
