"""Who may write to a file: one process at a time."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator

from ...errors import BadInputError, shorten

ATTEMPTS = 100


@contextlib.contextmanager
def locked(path: str) -> Iterator[None]:
    """Hold a lock beside a file, whichever link leads to it; the system gives it back however the process ends.

    The file need not be there yet.

    Raises:
        BadInputError: another process holds it, or there can be none in that folder.
    """
    name = f"{os.path.realpath(path)}-lock"
    handle = _held(name, path)
    try:
        yield
    finally:
        # removed while it is held, so that nobody else can hold a lock on the same name
        if _is_named(handle, name):
            with contextlib.suppress(OSError):
                os.unlink(name)
        os.close(handle)


def _held(name: str, path: str) -> int:
    """The lock's file, open and locked."""
    for _ in range(ATTEMPTS):
        try:
            handle = os.open(name, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
        except (OSError, ValueError) as error:
            raise BadInputError(f"cannot write '{shorten(name)}': {_told(error)}") from None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            break
        except OSError as error:
            os.close(handle)
            raise BadInputError(f"cannot lock '{shorten(name)}': {_told(error)}") from None
        if _is_named(handle, name):
            return handle
        # whoever held it has removed it since it was opened
        os.close(handle)
    raise BadInputError(f"another process works on '{shorten(path)}'; it has to end first")


def _is_named(handle: int, name: str) -> bool:
    """Whether an open file is still the one of that name."""
    try:
        return os.path.samestat(os.fstat(handle), os.stat(name, follow_symlinks=False))
    except OSError:
        return False


def _told(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
