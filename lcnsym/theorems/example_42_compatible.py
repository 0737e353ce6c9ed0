"""The slides' example k = (4,2): compatible root patterns."""

from __future__ import annotations

from .compatible_tables import FOR_42, compatible_example

EXAMPLE_42_COMPATIBLE = compatible_example("example-42-compatible", (4, 2), FOR_42)
