"""The slides' example k = (2,2,2)."""

from __future__ import annotations

from .tables import CUBICS, example

EXAMPLE_222 = example("example-222", (2, 2, 2), CUBICS)
