"""`python -m lcnsym` is the command `lcnsym`."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def run() -> None:
    """The command `lcnsym`. Little is loaded before an interrupt is a quiet end."""
    try:
        from .streams import occupy  # noqa: PLC0415 - an interrupt while it is loaded

        occupy()
        from .interrupts import run_as_command  # noqa: PLC0415

        run_as_command(_main)
    except KeyboardInterrupt:
        os._exit(130)
    except (MemoryError, OSError, ImportError) as error:
        _leave(error)


def _leave(error: Exception) -> None:
    """End the process where too little is there to load what would tell it better."""
    words = str(error)
    if isinstance(error, MemoryError) or "failed to map" in words or "allocate memory" in words:
        told = "memory ran out"
    elif "Too many open files" in words:
        told = "too many files are open"
    else:
        raise error
    try:
        os.write(2, f"lcnsym: error: {told}\n".encode())
    finally:
        os._exit(2)


def _main() -> Callable[[], int]:
    import sys  # noqa: PLC0415

    from .cli.main import main  # noqa: PLC0415
    from .supervisor import enter  # noqa: PLC0415

    def command() -> int:
        enter(sys.argv[1:])
        return main(sys.argv[1:])

    return command


if __name__ == "__main__":
    run()
