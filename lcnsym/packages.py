"""Packages that only some answers need, and that need not be installed."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from .supervision import is_lack_of_memory, is_near_memory_limit


def module_if_installed(name: str) -> ModuleType | None:
    """A module; None: its package, or one that this needs, is not installed.

    Raises:
        MemoryError: it is installed, and there is too little memory to load it, whatever it says of that.
        Exception: it is installed and broken in another way.
    """
    try:
        return import_module(name)
    except Exception as error:
        if is_lack_of_memory(error):
            raise MemoryError from error
        if is_near_memory_limit() and find_spec(name.partition(".")[0]) is not None:
            raise MemoryError from error
        if isinstance(error, ImportError):
            return None
        raise
