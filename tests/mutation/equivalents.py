"""The declared equivalents."""

from __future__ import annotations

from tests.mutation.declared import Equivalent, Kind

KINDS: tuple[Kind, ...] = (
    Kind(
        "zip's strict is an assertion: where lengths could differ the checker would crash, and nothing reads a crash",
        operator="strict dropped",
    ),
    Kind(
        "an estimate of cost: it moves where a file is refused as too large, and limits of the process stand behind it",
        for_meter=True,
    ),
    Kind(
        "the same, in functions that only announce work",
        function=r"(.*\.)?(_announce\w*|_sizes|_whole_bits)",
    ),
    Kind(
        "how many characters of a long text are shown",
        operator="constant",
        before=r"shorten\(.*, \d+\)",
    ),
)
EQUIVALENTS: tuple[Equivalent, ...] = ()
