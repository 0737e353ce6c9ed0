"""The slides' example k = (3,2,2): compatible root patterns."""

from __future__ import annotations

from .compatible_tables import FOR_322, compatible_example

EXAMPLE_322_COMPATIBLE = compatible_example("example-322-compatible", (3, 2, 2), FOR_322)
