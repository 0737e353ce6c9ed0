"""The members of public classes that docs/stability.md says to be provisional."""

from __future__ import annotations

import re
from pathlib import Path

PROVISIONAL = frozenset(
    member
    for line in Path(__file__).with_name("stability.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| `")
    for member in re.findall(r"`(\w+\.\w+)`", line.split("|")[1])
)
"""As Class.member."""
