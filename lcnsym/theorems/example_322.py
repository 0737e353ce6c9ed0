"""The slides' example k = (3,2,2)."""

from __future__ import annotations

from .tables import QUARTICS, example

EXAMPLE_322 = example("example-322", (3, 2, 2), QUARTICS)
