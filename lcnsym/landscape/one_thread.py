"""Small linear systems on one thread: shared out among more, they take longer, above all on a busy machine."""

from __future__ import annotations

from contextlib import ContextDecorator
from threading import Lock
from typing import Any

import numpy as np  # noqa: F401 - its BLAS is loaded before it is looked for


class _OneBlasThread(ContextDecorator):
    """While any thread is inside, BLAS uses one thread in the whole process; afterwards as many as before."""

    def __init__(self) -> None:
        self._lock, self._inside = Lock(), 0
        self._libraries: Any = None
        self._limits: Any = None

    def __enter__(self) -> None:
        with self._lock:
            if self._libraries is None:
                from threadpoolctl import ThreadpoolController  # noqa: PLC0415 - it looks through all loaded libraries

                self._libraries = ThreadpoolController()
            if self._inside == 0:
                self._limits = self._libraries.limit(limits=1, user_api="blas")
            self._inside += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                self._limits.restore_original_limits()


one_blas_thread = _OneBlasThread()
"""For `with`, and to decorate functions."""
