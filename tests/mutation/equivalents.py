"""The declared equivalents."""

from __future__ import annotations

from tests.mutation.declared import Equivalent, Kind

KINDS: tuple[Kind, ...] = ()
EQUIVALENTS: tuple[Equivalent, ...] = ()
