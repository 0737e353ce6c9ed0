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
