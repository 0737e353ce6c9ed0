"""The fixture `lcnsym`: the command line."""

from __future__ import annotations

import pytest

from .support import CommandLine


@pytest.fixture
def lcnsym(capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """Call the command line in this process."""
    return CommandLine(capsys)
