"""The slides' examples: tables of root patterns, and of compatible root patterns with their factorizations."""

from __future__ import annotations

from .methods.compatible_tables import FOR_42, FOR_322, compatible_example
from .methods.tables import CUBICS, QUARTICS, example

EXAMPLE_222 = example("example-222", (2, 2, 2), CUBICS)
EXAMPLE_322 = example("example-322", (3, 2, 2), QUARTICS)
EXAMPLE_42 = example("example-42", (4, 2), QUARTICS)
EXAMPLE_322_COMPATIBLE = compatible_example("example-322-compatible", (3, 2, 2), FOR_322)
EXAMPLE_42_COMPATIBLE = compatible_example("example-42-compatible", (4, 2), FOR_42)
