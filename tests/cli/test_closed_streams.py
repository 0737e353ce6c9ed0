"""Every command, and the checker, with closed standard streams and on a full disk."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy
import pytest

from lcnsym.cli.command_table import SUMMARIES
from lcnsym.lab.sweeps.kinds import MembershipSweep
from lcnsym.lab.sweeps.store import Store

CALLS = {
    "architecture": "-k 3,2",
    "architectures": "--degree 3",
    "compare": "-k 2,2 --with 3",
    "distance": "-k 2,2 --filter 1,0,1",
    "compose": "-k 2,2 --filters 1,2;3,4",
    "pattern": "--filter 1,2,3",
    "member": "-k 2,2 --filter 1,0,1",
    "model": "layer.npy",
    "probability": "-k 3,2",
    "patterns": "-k 2,2",
    "packings": "-k 3,2 --pattern 111|0",
    "fibre": "-k 2,2 --filter 1,0,-2",
    "discriminant": "--degree 2",
    "describe": "-k 2,2",
    "closure": "--partition 2,1",
    "picture": "-k 2,2 -o -",
    "report": "-k 2,2 -o page.html",
    "ed-degree": "-k 2,2",
    "critical": "-k 2,2 --target 1,2,5",
    "atlas": "-k 2,2 --from 1,0,1 --along 0,1,0",
    "flow": "-k 2,2 --start 1,2;3,4",
    "experiment": "-k 2,2 --runs 3",
    "sweep run": "membership -k 3,2 --filters 3 --workers 1 -o new.sqlite",
    "sweep resume": "some.sqlite --workers 1",
    "sweep status": "some.sqlite",
    "sweep verify": "some.sqlite --workers 1",
    "sweep export": "some.sqlite -o -",
    "theorem list": "",
    "theorem check": "membership -k 2,2",
    "certificate check": "c.json",
    "certificate export": "--to coq c.json",
    "certificate bundle": "c.json -o archive.zip",
    "certificate checker-archive": "-o checker.pyz",
    "export": "--to sympy -k 2,2 --target 1,2,5",
    "completion": "bash",
    "environment": "",
}
PICTURES = ("picture", "report")
DRAWS = [pytest.mark.slow, pytest.mark.needs("matplotlib")]
NAMES = [pytest.param(n, marks=DRAWS) if n in PICTURES else n for n in CALLS]
OPEN, CLOSED_OUT, CLOSED_ERR, CLOSED_BOTH, FULL = "", ">&-", "2>&-", ">&- 2>&-", "> /dev/full"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the commands read."""
    path = tmp_path_factory.mktemp("streams")
    words = ["member", "-k", "2,2", "--filter", "1,0,1", "--certificate", "c.json"]
    subprocess.run([sys.executable, "-m", "lcnsym", *words], cwd=path, check=True, capture_output=True)
    numpy.save(path / "layer.npy", [1.0, 2.0])
    with Store.create(str(path / "some.sqlite"), MembershipSweep(1, (3, 2), (), 2, 9)).writing() as writer:
        writer.add(map(MembershipSweep(1, (3, 2), (), 2, 9).row, range(2)))
    return path


def run(folder: Path, words: list[str], redirected: str) -> subprocess.CompletedProcess[str]:
    """A call whose streams a shell redirects."""
    shell = ["/bin/sh", "-c", f'exec "$@" {redirected}', "sh", sys.executable, "-m", *words]
    return subprocess.run(shell, cwd=folder, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.quick
def test_every_command_is_called() -> None:
    assert set(CALLS) == set(SUMMARIES)


@pytest.mark.skipif(not Path("/bin/sh").exists(), reason="needs a shell")
@pytest.mark.parametrize("name", NAMES)
def test_commands(folder: Path, name: str) -> None:
    words = ["lcnsym", *name.split(" "), *CALLS[name].split(" ")]
    words = [word for word in words if word]
    expected = run(folder, words, OPEN)
    assert expected.returncode == 0, expected.stderr
    deaf = run(folder, words, CLOSED_ERR)
    assert (deaf.returncode, deaf.stderr) == (0, "")
    if name != "environment":
        assert deaf.stdout == expected.stdout
    for redirected, told in ((CLOSED_OUT, "Bad file descriptor"), (FULL, "No space left on device")):
        if redirected == FULL and not Path("/dev/full").exists():
            continue
        mute = run(folder, words, redirected)
        assert mute.returncode == 2
        assert mute.stderr.splitlines()[-1].startswith("lcnsym: error: cannot write the answer to stdout")
        assert told in mute.stderr
        assert "Traceback" not in mute.stderr
    assert run(folder, words, CLOSED_BOTH).returncode == 2


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["--cite"], ["member", "-h"]])
def test_what_is_no_command(folder: Path, words: list[str]) -> None:
    assert run(folder, ["lcnsym", *words], CLOSED_ERR).returncode == 0
    mute = run(folder, ["lcnsym", *words], CLOSED_OUT)
    assert mute.returncode == 2
    assert mute.stderr.count("\n") == 1


def test_bad_input_and_closed_streams(folder: Path) -> None:
    for redirected in (CLOSED_OUT, CLOSED_ERR, CLOSED_BOTH, "<&-", "<&- >&- 2>&-"):
        found = run(folder, ["lcnsym", "pattern", "--filter", "z"], redirected)
        assert found.returncode == 2
        assert found.stdout == ""
        assert found.stderr.count("\n") == ("2>" not in redirected)
        assert "stdin is closed" in run(folder, ["lcnsym", "pattern", "--filter", "@-"], "<&-").stderr


def test_the_checker(folder: Path) -> None:
    (folder / "bad.json").write_text((folder / "c.json").read_text(encoding="ascii").replace('"1"', '"2"'))
    for name, status in (("c.json", 0), ("bad.json", None), ("nothing.json", 2)):
        usual = run(folder, ["lcnsym.checker", name], OPEN)
        assert status in (None, usual.returncode)
        assert run(folder, ["lcnsym.checker", name], CLOSED_ERR).returncode == usual.returncode
        assert run(folder, ["lcnsym.checker", name], CLOSED_ERR).stderr == ""
    for redirected in (CLOSED_OUT, FULL) if Path("/dev/full").exists() else (CLOSED_OUT,):
        mute = run(folder, ["lcnsym.checker", "c.json"], redirected)
        assert mute.returncode == 2
        assert mute.stderr.count("\n") == 1
        assert "cannot write to standard output" in mute.stderr
        assert run(folder, ["lcnsym.checker", "--json", "c.json"], redirected).returncode == 2
    assert run(folder, ["lcnsym.checker", "c.json"], CLOSED_BOTH).returncode == 2
    nothing = run(folder, ["lcnsym.checker", "-"], "<&-")
    assert nothing.returncode == 2
    assert "Traceback" not in nothing.stderr


def test_files_that_are_opened_get_no_number_of_a_standard_stream(folder: Path) -> None:
    words = ["lcnsym", "member", "-k", "2,2", "--filter", "1,0,1", "--certificate", "d.json"]
    run(folder, words, "<&- >&- 2>&-")
    assert (folder / "d.json").read_bytes() == (folder / "c.json").read_bytes()
    assert not [name for name in os.listdir(folder) if name.endswith(".tmp")]
