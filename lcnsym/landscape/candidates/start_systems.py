"""Random complex data and all solutions for them: from the package's file, from the user's cache, or found now.

Nothing is concluded from them: all solutions for other data that they lead to are proved.
"""

from __future__ import annotations

import io
import os
import zipfile
import zlib
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import numpy as np

from ...output_files import output_file
from ..effort import NO_CACHE
from ..equations.floating_quadrics import Array, Data, FollowedSystem
from .homotopy import distinct, is_solved, monodromy

FILE = Path(__file__).with_name("start_systems.npz")
SEED = 20210803
CACHE_VERSION = 1
DAMAGED = (
    OSError,
    ValueError,
    LookupError,
    TypeError,
    EOFError,
    MemoryError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What reading a damaged archive may raise."""

MOST_READ = 64
"""So many files of the cache are kept in memory, by their path, time and size."""
_READ: dict[tuple[str, int, int, int], tuple[Data, Array] | None] = {}

MOST_BYTES = 1 << 26
"""A longer file in the cache is none of ours."""


def start_system(
    system: FollowedSystem, deadline: float = float("inf"), *, use_cache: bool = True
) -> tuple[Data, Array]:
    """Random complex data and all solutions for them, from the package's file, from the user's cache, or found now.

    Args:
        deadline: of `time.monotonic`.
        use_cache: whether the cache is read, and what is found now is kept there.

    Raises:
        InconclusiveError: none is at hand, and the deadline is past before it is found.
    """
    found = _at_hand(system, use_cache=use_cache)
    if found is None:
        found = monodromy(system, SEED, deadline)
        if use_cache:
            _keep(system, found)
    return found


def is_at_hand(system: FollowedSystem, *, use_cache: bool = True) -> bool:
    """Whether a start system is in the package's file or in the cache."""
    return _at_hand(system, use_cache=use_cache) is not None


def _at_hand(system: FollowedSystem, *, use_cache: bool) -> tuple[Data, Array] | None:
    found = _shipped(system.name)
    return _cached(system) if found is None and use_cache else found


@lru_cache(maxsize=64)
def _shipped(name: str) -> tuple[Data, Array] | None:
    with np.load(FILE, allow_pickle=False) as file:
        if f"{name}-zeros" not in file:
            return None
        return _taken(file, f"{name}-")


def saved(systems: Iterable[tuple[str, tuple[Data, Array]]]) -> dict[str, Array]:
    """The arrays of the package's file, for systems by their names."""
    arrays: dict[str, Array] = {}
    for name, (data, zeros) in systems:
        arrays |= {f"{name}-gram": data.gram, f"{name}-moments": data.moments, f"{name}-zeros": zeros}
    return arrays


def _taken(file: np.lib.npyio.NpzFile, before: str) -> tuple[Data, Array]:
    gram, moments, zeros = (file[f"{before}{part}"].astype(complex) for part in ("gram", "moments", "zeros"))
    return Data(gram, moments), zeros


def cache_folder() -> Path | None:
    """Where start systems are kept: lcnsym in $XDG_CACHE_HOME, or else in ~/.cache.

    None: there is no such place, or $LCNSYM_NO_CACHE says that none is to be used.

    Source: XDG Base Directory Specification; a path that is not absolute is ignored.
    """
    if os.environ.get(NO_CACHE):
        return None
    named = os.environ.get("XDG_CACHE_HOME", "")
    try:
        base = Path(named) if os.path.isabs(named) else Path.home() / ".cache"
    except RuntimeError:
        return None
    return base / "lcnsym"


def _path(system: FollowedSystem) -> Path | None:
    folder = cache_folder()
    return None if folder is None else folder / f"start-system-{CACHE_VERSION}-{system.name}.npz"


def _cached(system: FollowedSystem) -> tuple[Data, Array] | None:
    """From the cache, if the file there is whole and holds what it should; it is read again when it has changed."""
    path = _path(system)
    if path is None:
        return None
    try:
        known = path.stat()
        state = (str(path), known.st_ino, known.st_mtime_ns, known.st_size)
        if state not in _READ:
            while len(_READ) >= MOST_READ:
                _READ.pop(next(iter(_READ)))
            _READ[state] = _read(system, path)
        return _READ[state]
    except DAMAGED:
        return None


def _read(system: FollowedSystem, path: Path) -> tuple[Data, Array] | None:
    if not path.is_file() or path.stat().st_size > MOST_BYTES:
        return None
    with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as file:
        data, zeros = _taken(file, "")
    return (data, zeros) if _is_whole(system, data, zeros) else None


def _is_whole(system: FollowedSystem, data: Data, zeros: Array) -> bool:
    """Whether there are as many different solutions for the data as there are for generic data."""
    size = system.data_size
    return (
        (data.gram.shape, data.moments.shape, zeros.shape) == ((size, size), (size,), (system.number, system.equations))
        and all(bool(np.isfinite(array).all()) for array in (data.gram, data.moments, zeros))
        and len(distinct(zeros)) == system.number
        and is_solved(system, data, zeros)
    )


def _keep(system: FollowedSystem, found: tuple[Data, Array]) -> None:
    """In the cache, if it can be written."""
    path = _path(system)
    if path is None:
        return
    data, zeros = found
    content = io.BytesIO()
    np.savez_compressed(content, gram=data.gram, moments=data.moments, zeros=zeros)
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with output_file(str(path)) as file:
            file.write(content.getvalue())
