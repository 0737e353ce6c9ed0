"""Output files that are there completely or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO


def is_device(path: str) -> bool:
    """Whether something is there that is no regular file, such as a device or a named pipe; links are followed."""
    return os.path.exists(path) and not os.path.isfile(path)


@contextmanager
def output_file(path: str) -> Iterator[BinaryIO]:
    """A new file, which gets the name at the end if nothing was raised; a link is kept, and its target is replaced.

    What is there already and is no regular file, such as a device, is kept too: it gets the content at the end.

    Raises:
        OSError: the file cannot be written.
    """
    if is_device(path):
        with TemporaryFile() as file:
            yield file
            file.seek(0)
            with open(path, "wb") as device:
                shutil.copyfileobj(file, device)
        return
    target = Path(os.path.realpath(path))
    draft = target.with_name(f".lcnsym-{os.getpid()}.tmp")
    try:
        with draft.open("xb") as opened:
            yield opened
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
