"""From a drawing to the bytes of a file, the same every time; the only door to matplotlib's figures."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from ...errors import BadInputError
from ...packages import module_if_installed

FORMATS = ("svg", "png")
SETTINGS = {"svg.hashsalt": "lcnsym", "svg.fonttype": "none"}


@dataclass(frozen=True)
class Drawing:
    """What is to be drawn.

    Attributes:
        title: of the whole figure.
        size: width and height in inches.
        draw: fills the empty matplotlib figure that it is given.
    """

    title: str
    size: tuple[float, float]
    draw: Callable[[Any], None]

    def rendered(self, form: str, *, titled: bool = True) -> bytes:
        """The file, "svg" or "png"; a figure that has a caption elsewhere need not be `titled`.

        Raises:
            BadInputError: another format, or matplotlib is not installed.
        MemoryError: there is too little memory to load matplotlib.
        """
        if form not in FORMATS:
            raise BadInputError(f"pictures are written as {' or '.join(FORMATS)}, '{form[:40]}' was asked for")
        figures = _figures()
        matplotlib = import_module("matplotlib")
        # before matplotlib's settings of this machine are looked at, the same picture everywhere
        defaults = {k: v for k, v in matplotlib.rcParamsDefault.items() if not k.startswith("backend")}
        with io.BytesIO() as file, matplotlib.rc_context({**defaults, **SETTINGS}):
            figure = figures.Figure(figsize=self.size, layout="constrained")
            self.draw(figure)
            if titled:
                figure.suptitle(self.title)
            metadata = {"Date": None, "Creator": None} if form == "svg" else {"Software": None}
            figure.savefig(file, format=form, dpi=150, metadata=metadata)
            return file.getvalue()


def _figures() -> Any:
    what = "is absent"
    try:
        found = module_if_installed("matplotlib.figure")
    except MemoryError:
        raise
    except Exception as error:  # an installation that is broken says so in many ways
        found, what = None, f"cannot be loaded ({type(error).__name__})"
    if found is None:
        raise BadInputError(f"pictures need matplotlib, which {what}: pip install 'lcnsym[pictures]'")
    return found
