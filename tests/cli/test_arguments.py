"""Five thousand argument vectors over all commands: every one ends soon, in one of three ways."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import pytest

from lcnsym.cli import main as entry
from lcnsym.cost import Allowance
from lcnsym.errors import InconclusiveError

from .vectors import vectors

LEAST, PARTS = 5000, 20
SECONDS, MEGABYTES = 0.4, 400
LONGEST_LINE = 1000


@pytest.fixture(autouse=True)
def little_is_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is predicted to take longer is refused; no other processes; files go to a folder of their own."""

    def no_processes(*_: object) -> None:
        raise InconclusiveError("no processes are started here")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(entry, "Allowance", lambda seconds=SECONDS, megabytes=MEGABYTES: Allowance(seconds, megabytes))
    monkeypatch.setattr("lcnsym.lab.experiments.experiment.run_experiment", no_processes)
    monkeypatch.setattr("lcnsym.lab.sweeps.sweep.Sweep.run", no_processes)
    monkeypatch.setattr("lcnsym.lab.sweeps.sweep.Sweep.verify", no_processes)
    monkeypatch.setattr("sys.stdin", None)


def test_there_are_five_thousand() -> None:
    assert sum(1 for _ in vectors()) >= LEAST


@pytest.mark.parametrize("part", range(PARTS))
def test_argument_vectors(part: int, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    for words in islice(vectors(), part, None, PARTS):
        capsysbinary.readouterr()
        status = entry.main(words)
        answer, told = capsysbinary.readouterr()
        # archives and pictures may be asked for on stdout
        out, err = answer.decode(errors="replace"), told.decode()
        shown = [word[:80] for word in words]
        assert status in (0, 1, 2), (shown, status, err[-500:])
        assert "Traceback" not in out + err, shown
        lines = err.splitlines()
        assert all(len(line) < LONGEST_LINE for line in lines), (shown, err[:300])
        if status == 2:
            assert lines, shown
            assert lines[-1].startswith("lcnsym: error: "), (shown, err[-500:])
        if status == 0 and "--json" in words and not {"-h", "--help"} & set(words) and out:
            json.loads(out)


SIZES_APART = (
    "1/3,1e100000,7,2,7,1e-99999,1,1/3,2,-0,root(x^64-2,1),1e100000,sqrt(3)^200,-1,sqrt(3)^200,sqrt(3)^200,2,"
    f"root(x^64-2,1),-1e20000,{'9' * 3000},sqrt(3)^200,-1,1/3"
)
MANY_ROOTS = "0,-1,-8,-6,8,9,7,7,5,-1,2,-4,9,9,2,-1,3,8,4,-7,5,6,-8,6,8"
CLOSE_CONJUGATES = f"1/{'7' * 500},7,sqrt(3)^200;-1,-5/2,1,root(x^3-2,0),-0;3,8,1;2,4,8"
MANY_SIZES = f"-2,-4,-6,4,3;-5/2,sqrt(3)^200,1e100000,3,-5/2,-5/2,1,sqrt(2),1,root(x^64-2,1),3,{'9' * 3000},1,1,1,1;1"


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        (["member", "-k", "4,16,3,3", "--filter", SIZES_APART], "to tell apart the roots of a polynomial of degree 22"),
        (["pattern", "--filter", SIZES_APART], "to tell apart the roots of a polynomial of degree 22"),
        (["fibre", "-k", "4,4,4,16", "--filter", MANY_ROOTS, "--json"], "a list of 86400 factorizations would take"),
        (["fibre", "-k", "4,4,4,16", "--filter", MANY_ROOTS, "--json", "--limit", "5"], None),
        (["compose", "-k=3,5,3,3", "--filters", CLOSE_CONJUGATES, "--json"], None),
        (["fibre", "-k", "3,2", "--filter", "1,1e40,1,-1", "--json"], None),
        (["fibre", "-k", "3,2", "--filter", "1,-2e40,4e20,-2", "--json"], None),
        (["fibre", "-k", "3,2", "--filter=-1,5,1e60,1", "--json"], None),
        (["fibre", "-k", "3,2", "--filter", "1,1e1000,1,-1", "--json"], None),
        (["pattern", "--filter", "1e40,0,2e40,0,1e40-1", "--json"], None),
        (["pattern", "--filter", "1,1e400,1,-1,7", "--json"], None),
        (["pattern", "--filter", "2^100000,-5/2", "--json"], None),
        (
            ["compose", "-k", "5,16,1", "--filters", MANY_SIZES, "--json"],
            "the minimal polynomial of a number of degree",
        ),
    ],
)
def test_what_was_slow(words: list[str], refused: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    assert entry.main(words) == (0 if refused is None else 2)
    out, err = capsys.readouterr()
    if refused is None:
        json.loads(out)
    else:
        assert err.startswith(f"lcnsym: error: {refused}")
        assert "at most 0.4 seconds are allowed" in err
