"""Output files that are there completely or not at all, whoever else writes beside them.

A file is written as a draft in the folder of its target: under an unpredictable name that nobody else can have taken,
locked as long as its writer lives, put onto the disk and then renamed. What is there already and is no regular file,
such as a pipe or a terminal, gets the content at the end.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from typing import BinaryIO

from .errors import BadInputError, shorten
from .streams import is_given

SECONDS_OF_A_DRAFT = 3600
"""A draft that is older than this and has no living writer is removed by the next one who writes in that folder."""

SECONDS_FOR_A_READER = 0.5
"""A pipe may have its reader a moment later than its writer, as both are often started together."""

MOST_LOOKED_AT = 10_000
ATTEMPTS = 100
BYTES_AT_ONCE = 1 << 20
_DRAFT = re.compile(r"\.lcnsym-[0-9a-f]+\.tmp", re.ASCII)
_DESCRIPTOR = re.compile(r"/(?:dev|proc/self)/fd/(\d{1,6})", re.ASCII)
_STREAMS = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}
_CANNOT_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EROFS)

_pipes: dict[str, int] = {}
"""Named pipes that are open from the check on, so that their readers wait for the content."""


def descriptor_of(path: str) -> int | None:
    """The number of the open file that a name such as /dev/stdout or /dev/fd/3 stands for; None: for none."""
    found = _DESCRIPTOR.fullmatch(path)
    return _STREAMS.get(path) if found is None else int(found[1])


def check_output(path: str) -> None:
    """Refuse a path that cannot be an output file, before any work is done for it.

    A named pipe is opened, so that its reader waits; `output_file` or `release_pipes` closes it.

    Raises:
        BadInputError: no name; a folder, a block device, a socket, a pipe that nobody reads; write-protected; or in a
            folder that does not exist or in which no file can be made.
    """
    if path == "" or path.endswith(os.sep) or "\0" in path:
        raise BadInputError(f"'{shorten(path)}' is not the name of an output file")
    try:
        _check(path)
    except OSError as error:
        raise BadInputError(f"cannot write '{shorten(path)}': {_told(error)}") from None


def _check(path: str) -> None:
    number = descriptor_of(path)
    if number is not None:
        if fcntl.fcntl(_where_it_is(number), fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
            raise _not_open()
        return
    target = os.path.realpath(path)
    found = _status(target)
    if found is not None and not stat.S_ISREG(found.st_mode):
        _check_special(path, found)
        return
    folder = os.path.dirname(target)
    if not os.path.isdir(folder):
        raise BadInputError(f"cannot write '{shorten(path)}': there is no folder '{shorten(folder)}'")
    if found is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    # whether a file can be made here is known when one has been made
    name, handle = _new_draft(folder, 0o600)
    os.unlink(name)
    os.close(handle)


def _check_special(path: str, found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise BadInputError(f"cannot write '{shorten(path)}': it is a folder; the name of a file is required")
    if stat.S_ISBLK(found.st_mode) or stat.S_ISSOCK(found.st_mode):
        raise BadInputError(f"cannot write '{shorten(path)}': it is a block device or a socket")
    if stat.S_ISFIFO(found.st_mode):
        if path not in _pipes:
            _pipes[path] = _opened(path)
    elif not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def check_distinct(path: str, inputs: Iterable[str | int]) -> None:
    """Refuse an output file that is one of the inputs, under whatever name.

    Args:
        inputs: names of files, or descriptors of open ones; those that cannot be looked at are left out.

    Raises:
        BadInputError: it is one.
    """
    ours = _looked_at(path)
    for name in inputs:
        theirs = None if ours is None else _looked_at(name)
        if ours and theirs and stat.S_ISREG(theirs.st_mode) and os.path.samestat(ours, theirs):
            shown = "stdin" if isinstance(name, int) else f"'{shorten(name)}'"
            raise BadInputError(f"'{shorten(path)}' is the same file as the input {shown}; give another name")


def _looked_at(path: str | int) -> os.stat_result | None:
    number = path if isinstance(path, int) else descriptor_of(path)
    try:
        return os.stat(path if number is None else _where_it_is(number))
    except (OSError, ValueError):
        return None


def release_pipes() -> None:
    """Close the pipes that were checked and not written to."""
    while _pipes:
        os.close(_pipes.popitem()[1])


@contextmanager
def output_file(path: str) -> Iterator[BinaryIO]:
    """A new file, which gets the name at the end if nothing was raised; a link is kept, and its target is replaced.

    Raises:
        OSError: the file cannot be written; what was there is as it was.
    """
    found = _status(path)
    if descriptor_of(path) is None and (found is None or stat.S_ISREG(found.st_mode)):
        with (
            draft_of(path) as (_, handle),
            # what wraps the file may close it, and the draft goes on
            open(handle, "wb", closefd=False) as file,
        ):
            yield file
        return
    from tempfile import TemporaryFile  # noqa: PLC0415 - every start would pay for what few files need

    with TemporaryFile() as spool:
        yield spool
        spool.seek(0)
        with open(_opened(path), "wb") as device:
            while piece := spool.read(BYTES_AT_ONCE):
                device.write(piece)


@contextmanager
def draft_of(path: str) -> Iterator[tuple[str, int]]:
    """The name and the descriptor of an empty file, which gets the name `path` at the end if nothing was raised.

    The draft has the permissions of the file that it replaces, or those of a new file.

    Raises:
        OSError: it cannot be made, put onto the disk or renamed; what was there is as it was.
    """
    target = os.path.realpath(path)
    folder = os.path.dirname(target)
    _remove_old_drafts(folder)
    before = _status(target)
    # nobody who may not read the old file reads the draft
    name, handle = _new_draft(folder, 0o666 if before is None else 0o600)
    try:
        yield name, handle
        if before is not None:
            _take_rights(handle, before)
        _sync(handle)
        os.replace(name, target)
        _sync_folder(folder)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    finally:
        os.close(handle)


def _new_draft(folder: str, mode: int) -> tuple[str, int]:
    for _ in range(ATTEMPTS):
        name = os.path.join(folder, f".lcnsym-{os.urandom(12).hex()}.tmp")
        with suppress(FileExistsError):
            handle = os.open(name, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW, mode)
            # where there are no locks, drafts are still told apart by their age
            with suppress(OSError):
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return name, handle
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))


def _take_rights(handle: int, before: os.stat_result) -> None:
    now = os.fstat(handle)
    if (now.st_uid, now.st_gid) != (before.st_uid, before.st_gid):
        # only root gives files away
        with suppress(OSError):
            os.fchown(handle, before.st_uid, before.st_gid)
    os.fchmod(handle, stat.S_IMODE(before.st_mode) & 0o777)


def _sync(handle: int) -> None:
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC:
            raise


def _sync_folder(folder: str) -> None:
    """Put the new name onto the disk; the content is there already, so what fails here is no failure to write."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _remove_old_drafts(folder: str) -> None:
    """Remove drafts whose writers were killed: ours by name and owner, old, and locked by nobody."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in islice(entries, MOST_LOOKED_AT):
            if _DRAFT.fullmatch(entry.name):
                with suppress(OSError):
                    _remove_if_left(entry.path)


def _remove_if_left(path: str) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        found = os.fstat(handle)
        is_ours = stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid() and found.st_nlink == 1
        if is_ours and time.time() - found.st_mtime > SECONDS_OF_A_DRAFT:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # a writer that renamed it meanwhile has made a file of it
            if os.path.samestat(found, os.stat(path, follow_symlinks=False)):
                os.unlink(path)
    finally:
        os.close(handle)


def _opened(path: str) -> int:
    """What is no regular file, open for writing; a pipe must have a reader."""
    number = descriptor_of(path)
    if number is not None:
        return os.dup(_where_it_is(number))
    if path in _pipes:
        return _pipes.pop(path)
    end = time.monotonic() + SECONDS_FOR_A_READER
    while True:
        try:
            handle = os.open(path, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
            if time.monotonic() > end:
                raise OSError(errno.ENXIO, "nobody reads this pipe") from None
            time.sleep(SECONDS_FOR_A_READER / 50)
        else:
            os.set_blocking(handle, True)
            return handle


def _where_it_is(number: int) -> int:
    """The descriptor of a standard stream may be another one than its usual number.

    Raises:
        OSError: none was given to the process under this number.
    """
    if not is_given(number):
        raise _not_open()
    stream = {1: sys.__stdout__, 2: sys.__stderr__}.get(number)
    return number if stream is None or stream.closed else stream.fileno()


def _not_open() -> OSError:
    return OSError(errno.EBADF, os.strerror(errno.EBADF))


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _told(error: OSError) -> str:
    return error.strerror or str(error)
