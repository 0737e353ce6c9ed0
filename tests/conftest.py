"""Settings of the whole test suite."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from . import optional

settings.register_profile(
    "ci", deadline=None, max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", deadline=None, max_examples=1000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("LCNSYM_HYPOTHESIS_PROFILE", "ci"))

NOT_QUICK = {"slow", "browser", "long"}
"""Markers that no quick test has."""

# a shell starts commands in the background with interrupts ignored, and their children inherit that
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


_CACHE = tempfile.TemporaryDirectory(prefix="lcnsym-cache-")
os.environ["XDG_CACHE_HOME"] = _CACHE.name
"""What tests keep in a cache folder is gone when they end."""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of 256 KiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    words = [str(mount), "-t", "tmpfs", "-o", "size=256k", "lcnsym-test", str(folder)]
    if mount is None or umount is None or subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    yield folder
    subprocess.run([umount, str(folder)], check=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests are left out without what they need, and checks of minutes where -m does not ask for them.

    A bounded part of each kind of long check always runs.

    Raises:
        UsageError: a test has markers that contradict each other, or needs what tests/optional.py does not know.
    """
    is_long_asked_for = "long" in config.getoption("-m")
    for item in items:
        names = {marker.name for marker in item.iter_markers()}
        if "quick" in names and (wrong := names & NOT_QUICK):
            raise pytest.UsageError(f"{item.nodeid} is marked quick and {', '.join(sorted(wrong))}")
        if not is_long_asked_for and item.get_closest_marker("long"):
            item.add_marker(pytest.mark.skip(reason="long: run with -m long"))
        for name in (name for marker in item.iter_markers("needs") for name in marker.args):
            try:
                is_there = optional.is_there(name)
            except KeyError:
                raise pytest.UsageError(
                    f"{item.nodeid} needs {name!r}, which tests/optional.py does not know"
                ) from None
            if not is_there:
                item.add_marker(pytest.mark.skip(reason=optional.reason(name)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests were left out, and what they need."""
    lines = optional.summary(report.longrepr[2] for report in terminalreporter.stats.get("skipped", []))
    if lines:
        terminalreporter.section("tests left out")
        for line in lines:
            terminalreporter.line(line)
