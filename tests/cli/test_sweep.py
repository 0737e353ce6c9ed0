"""The commands `sweep …`: killed, interrupted and resumed as processes; what they print and refuse."""

from __future__ import annotations

import csv
import json
import os
import pty
import random
import shlex
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from lcnsym.cli.command_table import SUMMARIES
from lcnsym.cli.progress import duration
from lcnsym.lab.sweeps.kinds import MembershipSweep, TheoremSweep
from lcnsym.lab.sweeps.store import Store

from .support import CommandLine, is_gone, wait_for

CASES = 40_000
RUN = ["sweep", "run", "membership", "-k", "3,2,2", "--random-filters", str(CASES), "--seed", "4", "--workers", "2"]


def started(path: Path) -> subprocess.Popen[bytes]:
    """A sweep in a process group of its own, some of whose cases are done."""
    words = [sys.executable, "-m", "lcnsym", *RUN, "-o", str(path)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    assert wait_for(lambda: done(path) > 0), process.poll()
    return process


def done(path: Path) -> int:
    """How many cases are committed; read from beside the process that works."""
    if not path.exists():
        return 0
    with closing(sqlite3.connect(path, timeout=10)) as database:
        return int(database.execute("SELECT count(*) FROM cases").fetchone()[0])


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The table of the same sweep, run in one go by one process."""
    folder = tmp_path_factory.mktemp("undisturbed")
    words = [*RUN[:-1], "1", "-o", "some.sqlite"]
    for line in (words, ["sweep", "export", "some.sqlite", "-o", "some.csv"]):
        subprocess.run([sys.executable, "-m", "lcnsym", *line], cwd=folder, check=True, capture_output=True)
    return (folder / "some.csv").read_bytes()


@pytest.mark.slow
def test_a_killed_sweep_goes_on_where_it_was(lcnsym: CommandLine, tmp_path: Path, undisturbed: bytes) -> None:
    path = tmp_path / "some.sqlite"
    process = started(path)
    process.kill()
    process.communicate()
    assert wait_for(lambda: is_gone(process.pid))
    before = done(path)
    assert 0 < before < CASES
    assert lcnsym.json("sweep", "status", str(path))["done"] == before
    rows = list(Store(str(path)).rows())
    assert lcnsym.json("sweep", "resume", str(path), "--workers", "1")["complete"]
    kept = {row["number"]: row for row in Store(str(path)).rows()}
    assert all(kept[row["number"]] == row for row in rows)
    assert lcnsym("sweep", "export", str(path), "-o", str(tmp_path / "some.csv")).status == 0
    assert (tmp_path / "some.csv").read_bytes() == undisturbed


def test_an_interrupt_keeps_what_is_done(lcnsym: CommandLine, tmp_path: Path, undisturbed: bytes) -> None:
    path = tmp_path / "some.sqlite"
    process = started(path)
    # the keyboard interrupts all processes of the group
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.decode() == "lcnsym: note: interrupted; lcnsym sweep resume goes on\n"
    # Python's own helper of multiprocessing leaves a moment later
    assert wait_for(lambda: is_gone(process.pid))
    assert 0 < done(path) < CASES
    assert f"{done(path)} of {CASES} cases" in out.decode()
    assert [item.name for item in tmp_path.iterdir()] == ["some.sqlite"]
    part = lcnsym("sweep", "export", str(path), "-o", str(tmp_path / "part.csv"))
    assert f"not in the table: {CASES - done(path)} of {CASES}\n" in part.err
    # the same call goes on too
    assert lcnsym(*RUN, "-o", str(path)).status == 0
    assert lcnsym("sweep", "export", str(path), "-o", str(tmp_path / "some.csv")).status == 0
    assert (tmp_path / "some.csv").read_bytes() == undisturbed


def test_a_bar_on_a_terminal_and_nothing_elsewhere(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "lcnsym", *RUN, "-o", str(tmp_path / "some.sqlite")]
    here, there = pty.openpty()
    shown = subprocess.run(words, stdout=subprocess.PIPE, stderr=there, check=True, timeout=120).stdout
    os.close(there)
    drawn = os.read(here, 1_000_000).decode()
    os.close(here)
    assert f" of {CASES} cases, " in drawn
    assert " left" in drawn
    assert drawn.endswith("\r\x1b[K")
    again = subprocess.run(words, capture_output=True, check=True, timeout=120)
    assert again.stderr == b""
    assert again.stdout == shown


@pytest.mark.parametrize(
    ("seconds", "told"), [(0.4, "0 s"), (59, "59 s"), (60, "1 min 00 s"), (3599, "59 min 59 s"), (7260, "2 h 01 min")]
)
def test_durations(seconds: float, told: str) -> None:
    assert duration(seconds) == told


def test_the_examples_run_one_after_the_other(
    lcnsym: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in SUMMARIES if name.startswith("sweep ")]:
        example = lcnsym(*name.split(" "), "-h").out.partition("example:\n")[2].splitlines()[0]
        assert lcnsym(*shlex.split(example)[1:]).status == 0, name
    assert (tmp_path / "membership.csv").read_text(encoding="utf-8").count("\n") == 22


def test_the_document_and_its_text(lcnsym: CommandLine, tmp_path: Path) -> None:
    words = ["sweep", "run", "spurious-minima", "-k", "3,2", "--targets", "20", "-o", str(tmp_path / "some.sqlite")]
    found = lcnsym.json(*words, "--workers", "1")
    assert found["plan"]["kind"] == "spurious-minima"
    assert found["cases"] == found["done"] == 20
    assert sum(outcome["cases"] for outcome in found["outcomes"]) == 20
    for outcome in found["outcomes"]:
        low, high = outcome["interval"]
        assert low <= outcome["share"] == outcome["cases"] / 20 <= high
    assert sum(found["counts"]["spurious_minima"].values()) == 20
    text = lcnsym("sweep", "status", str(tmp_path / "some.sqlite")).out
    assert "20 of 20 cases" in text
    assert lcnsym.json("sweep", "status", str(tmp_path / "some.sqlite")) == found


def test_a_violated_theorem_has_status_one_and_failed_cases_are_tried_again(
    lcnsym: CommandLine, tmp_path: Path
) -> None:
    path = str(tmp_path / "some.sqlite")
    plan = TheoremSweep(0, "filling", 2)
    with Store.create(path, plan).writing() as writer:
        _, _, text = plan.row(1)
        told = json.dumps({**json.loads(text), "explanation": "it is not so"})
        writer.add([(1, "violated", told), plan.failed_row(2, "it died")])
    shown = lcnsym("sweep", "resume", path)
    assert shown.status == 1
    assert "violated: it is not so" in shown.out
    assert "failed: it died" in shown.out
    again = lcnsym("sweep", "resume", path, "--again", "--workers", "1")
    assert again.status == 1
    assert "failed" not in again.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("run membership", "-o"),
        ("run -o x.sqlite", "KIND"),
        ("run membrship -o x.sqlite", "did you mean membership?"),
        ("run membership -k 3,2 -o x.sqlite", "needs --random-filters"),
        ("run theorem --theorem membership -o x.sqlite", "needs --highest-degree"),
        ("run spurious-minima --targets 3 -o x.sqlite", "needs -k"),
        (
            "run membership -k 3,2 --filters 3 --gram random -o x.sqlite",
            "--gram belongs to sweeps of the kind spurious",
        ),
        ("run theorem --theorem filling --highest-degree 3 -k 3 -o x.sqlite", "-k belongs to"),
        ("run theorem --theorem nonsense --highest-degree 3 -o x.sqlite", "there is no theorem"),
        ("run membership -k 3,2 --filters x -o x.sqlite", "--random-filters takes an integer"),
        ("run membership -k 3,2 --filters 0 -o x.sqlite", "--random-filters takes an integer from 1"),
        ("run spurious-minima -k 3,2 --targets 0 -o x.sqlite", "--random-targets takes an integer from 1"),
        ("run membership -k 3,2 --filters 3 --largest 0 -o x.sqlite", "--largest takes an integer from 1"),
        ("run membership -k 3,2 --filters 3 --largest 1000000001 -o x.sqlite", "--largest takes an integer from 1"),
        ("run membership -k 1000000 --filters 2 -o x.sqlite", "of degree up to 1000"),
        ("run membership -k 3,2 --filters 3 -o -", "whose name is required"),
        ("run membership -k 3,2 --filters 3 -o .", "'.' is a folder"),
        ("run membership -k 3,2 --filters 3 -o /dev/null", "is a device or a pipe"),
        ("run membership -k 3x3 --filters 2 -o x.sqlite", "one-dimensional"),
        ("run membership -k 3,2 --filters 3 --workers 0 -o x.sqlite", "--workers takes an integer from 1"),
        ("run membership -k 3,2 --filters 3 --workers 2 --scheduler a:1 -o x.sqlite", "brings its own workers"),
        ("run membership -k 3,2 --filters 3 -o nowhere/x.sqlite", "there is no folder"),
        ("run spurious-minima -k 3,2 --targets 3 --gram x -o x.sqlite", "--gram must be one of identity, random"),
        ("resume nothing.sqlite", "there is no file"),
        ("status nothing.sqlite", "there is no file"),
        ("export nothing.sqlite -o x.csv", "there is no file"),
        ("export nothing.sqlite -o x.txt", "ends in .csv or .parquet"),
        ("status .", "is a folder"),
    ],
)
def test_bad_words_are_refused_and_leave_nothing(
    lcnsym: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert told in lcnsym.refused("sweep", *words.split(" "))
    assert list(tmp_path.iterdir()) == []


def test_files_of_others_are_refused_and_left_alone(lcnsym: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("my notes", encoding="ascii")
    for words in (["resume", str(path)], ["status", str(path)], [*RUN[1:], "-o", str(path)]):
        assert "is not a file of results of a sweep" in lcnsym.refused("sweep", *words)
    assert path.read_text(encoding="ascii") == "my notes"
    other = str(tmp_path / "other.sqlite")
    Store.create(other, MembershipSweep(1, (3, 2, 2), (), 5, 100))
    assert "has another plan: seed 1 instead of 4" in lcnsym.refused(*RUN, "-o", other)


def _killed_at_random_moments(folder: Path, kills: int, seed: int, undisturbed: bytes) -> int:
    """Kill and resume a sweep until it is done, the last time without a kill; how many kills hit a sweep at work."""
    rng, path, hits = random.Random(seed), folder / "some.sqlite", 0
    words = [sys.executable, "-m", "lcnsym", *RUN, "-o", str(path)]
    for _ in range(kills):
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
        try:
            process.communicate(timeout=rng.random() * 1.6)
        except subprocess.TimeoutExpired:
            hits += 1
            # the whole group, or the one that writes alone
            os.killpg(process.pid, signal.SIGKILL) if rng.random() < 0.5 else process.kill()
            process.communicate()
            assert wait_for(partial(is_gone, process.pid))
    last = subprocess.run(words, capture_output=True, timeout=120, check=False)
    assert (last.returncode, last.stderr) == (0, b"")
    export = [sys.executable, "-m", "lcnsym", "sweep", "export", str(path), "-o", str(folder / "some.csv")]
    subprocess.run(export, check=True, capture_output=True)
    assert (folder / "some.csv").read_bytes() == undisturbed
    assert sorted(p.name for p in folder.iterdir() if not p.name.startswith(".")) == ["some.csv", "some.sqlite"]
    return hits


def test_a_sweep_killed_at_random_moments_has_the_same_table(tmp_path: Path, undisturbed: bytes) -> None:
    assert _killed_at_random_moments(tmp_path, 4, 1, undisturbed) > 0


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20))
def test_sweeps_killed_at_many_random_moments_have_the_same_table(
    tmp_path: Path, undisturbed: bytes, seed: int
) -> None:
    assert _killed_at_random_moments(tmp_path, 5, 100 + seed, undisturbed) > 0


def test_old_names_of_numbers_are_told(lcnsym: CommandLine, tmp_path: Path) -> None:
    words = ["sweep", "run", "membership", "-k", "3,2", "--workers", "1", "--json"]
    old = lcnsym(*words, "--filters", "5", "-o", str(tmp_path / "old.sqlite"))
    new = lcnsym(*words, "--random-filters", "5", "-o", str(tmp_path / "new.sqlite"))
    assert (old.document, old.status) == (new.document, 0)
    assert "--filters with a number is now --random-filters" in old.err
    assert "now" not in new.err
    both = ["--filters", "5", "--random-filters", "5", "-o", str(tmp_path / "x.sqlite")]
    assert "both were given" in lcnsym.refused(*words[:-1], *both)


def test_targets_of_a_file(lcnsym: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "u.csv").write_text("2,1,-2,3\n1,0,0,1\n1/2,0.25,-3,4\n")
    words = ["sweep", "run", "spurious-minima", "-k", "3,2", "--workers", "1", "--targets", str(tmp_path / "u.csv")]
    found = lcnsym.json(*words, "-o", str(tmp_path / "s.sqlite"))
    assert found["done"] == 3
    lcnsym("sweep", "export", str(tmp_path / "s.sqlite"), "-o", str(tmp_path / "s.csv"))
    rows = list(csv.DictReader((tmp_path / "s.csv").read_text().splitlines()))
    assert [row["target"] for row in rows] == ["2,1,-2,3", "1,0,0,1", "1/2,1/4,-3,4"]
    single = [lcnsym.json("critical", "-k", "3,2", f"--target={row['target']}")["spurious_minima"] for row in rows]
    assert [int(row["spurious_minima"]) for row in rows] == single
    assert single[0] == 1
    (tmp_path / "u.csv").write_text("1,2,3\n")
    assert "filters of size" in lcnsym.refused(*words, "-o", str(tmp_path / "t.sqlite"))
