"""The slides' example k = (4,2)."""

from __future__ import annotations

from .tables import QUARTICS, example

EXAMPLE_42 = example("example-42", (4, 2), QUARTICS)
