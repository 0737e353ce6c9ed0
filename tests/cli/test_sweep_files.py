"""The commands `sweep …` and files: foreign ones, one that two begin, pipes, stdout; what a summary says of them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from lcnsym.cli.progress import ProgressBar
from lcnsym.lab.sweeps.cases import SweepPlan
from lcnsym.lab.sweeps.kinds import MembershipSweep, SpuriousMinimaSweep
from lcnsym.lab.sweeps.store import Store

from ..data import make_sweep_format_1
from .support import CommandLine

PLAN = MembershipSweep(1, (3, 2), (), 4, 9)


def file_with(path: Path, outcome: str, *changes: dict[str, object], plan: SweepPlan = PLAN) -> str:
    """A file whose first rows have this outcome and these cells."""
    with Store.create(str(path), plan).writing() as writer:
        for number, change in enumerate(changes):
            _, _, text = plan.row(number)
            writer.add([(number, outcome, json.dumps({**json.loads(text), **change}))])
    return str(path)


def test_several_that_begin_the_same_sweep_at_once(tmp_path: Path) -> None:
    words = ["sweep", "run", "membership", "-k", "3,2", "--filters", "50", "--workers", "1", "-o", "some.sqlite"]
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "lcnsym", *words], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(3)
    ]
    ends = [(*process.communicate(timeout=120), process.returncode) for process in processes]
    for out, err, status in ends:
        assert status in (0, 2)
        assert (b"50 of 50 cases" in out) if status == 0 else (b"another process works on" in err)
    assert any(status == 0 for _, _, status in ends)
    assert [item.name for item in tmp_path.iterdir()] == ["some.sqlite"]
    assert len(list(Store(str(tmp_path / "some.sqlite")).rows())) == 50


@pytest.mark.parametrize("outcome", ["member", "violated", "failed", "refused", "\x1b[31mred"])
def test_a_foreign_file_sends_no_controls_to_the_terminal(lcnsym: CommandLine, tmp_path: Path, outcome: str) -> None:
    evil = "\x1b]0;title\x07\x9b2J\r\nnew line\u202e"
    cells: dict[str, object] = dict.fromkeys(("k", "s", "filter", "position", "pattern", "note"), evil)
    shown = lcnsym("sweep", "status", file_with(tmp_path / "some.sqlite", outcome, cells, cells))
    assert shown.status == 0
    assert all(character.isprintable() or character == "\n" for character in shown.out)
    assert "title" in shown.out


def test_the_summary_says_why_cases_have_no_answer(lcnsym: CommandLine, tmp_path: Path) -> None:
    path = file_with(tmp_path / "some.sqlite", "undecided", {"note": "too\nlong"}, {"note": "too long"})
    with Store(path).writing() as writer:
        writer.add([PLAN.row(2)])
    shown = lcnsym("sweep", "status", path).out
    assert "2  too long" in shown
    lines = [line.split() for line in shown.splitlines()]
    assert ["undecided", "2"] in lines
    assert "shares are of cases with an answer (1);" in shown
    assert "the sweep is not complete" in shown
    assert lcnsym.json("sweep", "status", path)["notes"] == [{"outcome": "undecided", "note": "too long", "cases": 2}]
    # without undecided cases, and complete, there is nothing to warn of
    done = file_with(tmp_path / "done.sqlite", "member", {}, {}, {}, {})
    assert "share" in lcnsym("sweep", "status", done).out
    assert "shares " not in lcnsym("sweep", "status", done).out


def test_numbers_are_counted_in_their_order(lcnsym: CommandLine, tmp_path: Path) -> None:
    plan = SpuriousMinimaSweep(1, (3, 2), (), 5, 9)
    cells: list[dict[str, object]] = [{"spurious_minima": number} for number in (10, 2, 10, None, 0)]
    path = file_with(tmp_path / "some.sqlite", "spurious", *cells, plan=plan)
    counts = lcnsym.json("sweep", "status", path)["counts"]["spurious_minima"]
    assert list(counts.items()) == [("0", 1), ("2", 1), ("10", 2), ("none", 1)]


def test_cases_without_an_answer_are_not_counted(lcnsym: CommandLine, tmp_path: Path) -> None:
    plan = SpuriousMinimaSweep(1, (3, 2), (), 2, 9)
    path = file_with(
        tmp_path / "some.sqlite", "unavailable", {"spurious_minima": None}, {"note": "no msolve"}, plan=plan
    )
    status = lcnsym.json("sweep", "status", path)
    assert status["counts"] == {"spurious_minima": {}}
    assert status["outcomes"][0]["outcome"] == "unavailable"


def test_positions_where_there_is_no_interior(lcnsym: CommandLine, tmp_path: Path) -> None:
    path = str(tmp_path / "strided.sqlite")
    words = ("-k", "3,2", "-s", "2,1", "--filters", "5", "--seed", "1", "--workers", "1", "-o", path)
    assert lcnsym.json("sweep", "run", "membership", *words)["counts"]["position"] == {"none": 5}


def test_a_table_on_stdout_and_in_a_pipe(lcnsym: CommandLine, tmp_path: Path) -> None:
    path = file_with(tmp_path / "some.sqlite", "member", {}, {})
    assert lcnsym("sweep", "export", path, "-o", str(tmp_path / "table.csv")).status == 0
    table = (tmp_path / "table.csv").read_bytes()
    words = [sys.executable, "-m", "lcnsym", "sweep", "export", path, "-o", "-"]
    printed = subprocess.run(words, capture_output=True, check=True)
    assert printed.stdout == table
    assert printed.stderr == b"lcnsym: note: cases not done, which are not in the table: 2 of 4\n"
    assert "both print on stdout" in lcnsym.refused("sweep", "export", path, "-o", "-", "--json")
    pipe, got = tmp_path / "pipe.csv", list[bytes]()
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()), daemon=True)
    reader.start()
    assert lcnsym("sweep", "export", path, "-o", str(pipe)).status == 0
    reader.join(10)
    assert got == [table]
    assert pipe.is_fifo()


def test_a_pipe_or_the_file_of_another_plan_is_no_place_for_a_sweep(lcnsym: CommandLine, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    words = ["sweep", "run", "membership", "-k", "3,2", "--seed", "1", "--largest", "9", "--workers", "1", "--filters"]
    assert "is a device or a pipe" in lcnsym.refused(*words, "3", "-o", str(pipe))
    assert pipe.is_fifo()
    path = file_with(tmp_path / "some.sqlite", "member", {})
    assert "another plan: filters 4 instead of 3" in lcnsym.refused(*words, "3", "-o", path)


def test_seeds_are_the_same_numbers_for_plans_and_commands(lcnsym: CommandLine, tmp_path: Path) -> None:
    words = ["sweep", "run", "membership", "-k", "3,2", "--filters", "1", "--workers", "1", "-o"]
    path = str(tmp_path / "some.sqlite")
    assert lcnsym.json(*words, path, "--seed", "9" * 18)["plan"]["seed"] == 10**18 - 1
    assert "from 0 to 999999999999999999" in lcnsym.refused(*words, path, "--seed", "1" + "0" * 18)
    with pytest.raises(ValueError, match="from 0 to 999999999999999999"):
        MembershipSweep(10**18, (3,), (), 1, 9)


@pytest.mark.parametrize("group", ["sweep", "theorem", "certificate"])
def test_the_example_of_a_group_is_one_of_the_group(lcnsym: CommandLine, group: str) -> None:
    assert f"example:\n  lcnsym {group} " in lcnsym(group, "-h").out


def test_a_damaged_file_is_one_line_whatever_is_asked(lcnsym: CommandLine, tmp_path: Path) -> None:
    path = file_with(tmp_path / "some.sqlite", "member", {}, {}, {})
    content = Path(path).read_bytes()
    for start in (0, 20, 56, 100, 4096, 8192, len(content) - 40):
        Path(path).write_bytes(content[:start] + b"\xff\x1b" * 16 + content[start + 32 :])
        for words in (["status"], ["resume"], ["verify"], ["export", "-o", str(tmp_path / "table.csv")]):
            assert "some.sqlite" in lcnsym.refused("sweep", words[0], path, *words[1:])
    assert not (tmp_path / "table.csv").exists()


def test_rows_are_worked_out_once_more(lcnsym: CommandLine, tmp_path: Path) -> None:
    path = str(tmp_path / "some.sqlite")
    with Store.create(path, PLAN).writing() as writer:
        writer.add(map(PLAN.row, range(3)))
    document = {"verified": 3, "differing": [], "unanswered": 0, "chosen": 3, "complete": True}
    assert lcnsym.json("sweep", "verify", path, "--workers", "1") == document
    assert "verified   2 of 2 cases" in lcnsym("sweep", "verify", path, "--sample", "2", "--seed", "5").out
    assert "--sample is required" in lcnsym.refused("sweep", "verify", path, "--seed", "5")
    assert "--sample takes an integer from 1" in lcnsym.refused("sweep", "verify", path, "--sample", "0")
    assert "there is no file" in lcnsym.refused("sweep", "verify", str(tmp_path / "nothing.sqlite"))


def test_rows_that_differ_are_named_and_have_status_one(lcnsym: CommandLine, tmp_path: Path) -> None:
    path = file_with(tmp_path / "some.sqlite", "undecided", {}, {"filter": "1,2,3,4"}, {"k": "2,3"})
    shown = lcnsym("sweep", "verify", path, "--workers", "1", "--json")
    assert shown.status == 1
    assert shown.document == {"verified": 0, "differing": [1, 2], "unanswered": 1, "chosen": 3, "complete": True}
    text = lcnsym("sweep", "verify", path, "--workers", "1")
    assert text.status == 1
    assert "2: case 1, 2" in text.out
    assert "unanswered  1, in the file or now" in text.out


def test_an_interrupt_of_verifying_keeps_what_was_compared(
    lcnsym: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(tmp_path / "some.sqlite")
    with Store.create(path, PLAN).writing() as writer:
        writer.add(map(PLAN.row, range(4)))

    def interrupt(_bar: ProgressBar, done: int, _of: int | None) -> None:
        if done == 1:
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(ProgressBar, "__call__", interrupt)
    shown = lcnsym("sweep", "verify", path, "--workers", "1", "--json")
    assert shown.status == 130
    assert shown.document == {"verified": 1, "differing": [], "unanswered": 0, "chosen": 4, "complete": False}
    assert "until then" in shown.err


def test_a_file_of_format_1_is_read_with_a_note(lcnsym: CommandLine, tmp_path: Path) -> None:
    path = str(tmp_path / "old.sqlite")
    shutil.copy(make_sweep_format_1.PATH, path)
    table = str(tmp_path / "table.csv")
    for words in (["status", path], ["export", path, "-o", table], ["verify", path, "--sample", "3"]):
        shown = lcnsym("sweep", *words)
        assert shown.status == 0
        assert "without checksums" in shown.err
    assert Path(table).read_bytes() == make_sweep_format_1.PATH.with_suffix(".csv").read_bytes()
    assert "which can be read, exported and verified" in lcnsym.refused("sweep", "resume", path)


def test_a_file_of_an_earlier_version_says_so(
    lcnsym: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("lcnsym.lab.sweeps.cases.__version__", "0.0.9")
        path = file_with(tmp_path / "some.sqlite", "member", {}, plan=replace(PLAN, version="0.0.9"))
    shown = lcnsym("sweep", "status", path)
    assert "begun with  lcnsym 0.0.9" in shown.out
    assert shown.err == ""
    assert "only the version that began a sweep continues it" in lcnsym.refused("sweep", "resume", path)
