"""The command and the guard within this process: what becomes of an answer, which status is returned, which limits."""

from __future__ import annotations

import io
import json
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from lcnsym.checker import __main__ as command
from lcnsym.checker import guard
from lcnsym.checker.guard import Answer, Limits
from lcnsym.checker.kernel.outcome import GIVEN_UP, Malformed

CORPUS = Path(__file__).parents[1] / "corpora"
GOOD, OTHER_GOOD = (str(path) for path in sorted(CORPUS.glob("good/member-*"))[:2])
REJECTED = str(min(CORPUS.glob("wrong/rejected/factored-*")))
MALFORMED = str(min(CORPUS.glob("wrong/malformed/float-*")))


@pytest.mark.quick
@pytest.mark.parametrize(
    ("files", "status"),
    [
        ([GOOD], 0),
        ([GOOD, OTHER_GOOD], 0),
        ([REJECTED], 1),
        ([GOOD, REJECTED], 1),
        ([REJECTED, GOOD], 1),
        ([MALFORMED], 2),
        ([GOOD, MALFORMED, REJECTED], 2),
    ],
)
@pytest.mark.parametrize("as_json", [False, True])
def test_the_status_is_that_of_the_worst_file(
    files: list[str], status: int, as_json: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main([*(["--json"] if as_json else []), *files]) == status
    said = capsys.readouterr()
    bad = files.count(MALFORMED)
    if as_json:
        assert [r["accepted"] for r in json.loads(said.out)["results"]] == [
            file in (GOOD, OTHER_GOOD) for file in files
        ]
        assert said.err == (f"{bad} of {len(files)} files malformed\n" if bad else "")
    else:
        assert len(said.out.splitlines()) == len(files) - bad
        assert len(said.err.splitlines()) == bad
        assert [": accepted: " in line for line in said.out.splitlines()] == [
            file in (GOOD, OTHER_GOOD) for file in files if file != MALFORMED
        ]
        assert [": NOT accepted (rule " in line for line in said.out.splitlines()] == [
            file == REJECTED for file in files if file != MALFORMED
        ]


@pytest.mark.quick
def test_answers_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--full", GOOD]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert " [sha256 " in first
    assert json.loads(second)["claim"] == json.loads(Path(GOOD).read_text())["claim"]
    for full in (True, False):
        assert command.main(["--json", *(["--full"] if full else []), GOOD, MALFORMED]) == 2
        good, bad = json.loads(capsys.readouterr().out)["results"]
        assert ("statement" in good, "statement" in bad) == (full, full)
        assert not full or (good["statement"]["version"] == 1 and bad["statement"] is None)


@pytest.mark.quick
def test_help_and_options(capsys: pytest.CaptureFixture[str]) -> None:
    for option in ("-h", "--help"):
        assert command.main([option]) == 0
        assert capsys.readouterr().out == f"{command.USAGE}\n{command.HELP}\n"
    options = command._read(["--max-seconds", "1", "a", "--max-memory", "999999", "-", "--json", "--full"])
    assert options == command._Options(True, True, Limits(1, 999999), ("a", "-"))
    assert command._read(["a"]) == command._Options(False, False, Limits(38, 460), ("a",))
    for wrong in ("0", "1000000", "-1", "²", "", "1.5", "x"):
        with pytest.raises(ValueError, match="--max-seconds takes an integer from 1 to 999999, found"):
            command._read(["--max-seconds", wrong, "a"])
    with pytest.raises(ValueError, match=r"--max-memory takes .* found nothing"):
        command._read(["a", "--max-memory"])
    for arguments, reason in (([], "no file given"), (["--jsn", "a"], "unknown option --jsn"), (["-x"], "unknown")):
        assert command.main(arguments) == 2
        assert capsys.readouterr().err.startswith(reason)


def test_standard_input_may_be_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert guard._answer("-", False).reason == "cannot be read: standard input is closed"
    assert guard._answer(GOOD, False).accepted


def test_a_file_that_cannot_be_read_is_not_called_malformed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, reason in (("missing.json", "No such file or directory"), (".", "Is a directory")):
        path = str(tmp_path / name)
        assert command.main([path]) == 2
        said = capsys.readouterr()
        assert (said.out, said.err) == ("", f"{path}: cannot be read: {reason}\n")
        assert command.main(["--json", path, GOOD]) == 2
        said = capsys.readouterr()
        first, second = json.loads(said.out)["results"]
        assert (first["accepted"], first["claim"], first["reason"]) == (False, None, f"cannot be read: {reason}")
        assert second["accepted"]
        assert said.err == "1 of 2 files malformed or not readable\n"
        answer = guard._answer(path, False)
        assert (answer.is_unreadable, answer.is_malformed, answer.is_given_up) == (True, True, False)
    assert not guard._answer(MALFORMED, False).is_unreadable
    assert not guard._answer(GOOD, False).is_unreadable


def test_files_are_checked_in_children(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "check_file", lambda _: os._exit(7))
    assert guard.check_guarded(GOOD).reason == f"{GIVEN_UP}out of memory"
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_how_a_child_ended_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed_long_before_the_end(_: str) -> None:
        os.closerange(3, 256)
        time.sleep(0.3)
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(guard, "check_file", closed_long_before_the_end)
    assert guard.check_guarded(GOOD).reason == f"{GIVEN_UP}the process ended by signal {int(signal.SIGKILL)}"
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_limits_and_statements_as_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(_: str) -> None:
        while True:
            pass

    assert guard.check_guarded(GOOD).statement is None
    monkeypatch.setattr(guard, "check_file", endless)
    assert guard.check_guarded(GOOD, Limits(1, 200)).reason == f"{GIVEN_UP}more than 1 seconds of processor time"


@pytest.mark.quick
def test_lines_on_files(capsys: pytest.CaptureFixture[str]) -> None:
    command._print(Answer("n" * 200, False, None, f"{GIVEN_UP}out of memory", None, None))
    line = capsys.readouterr().out
    assert line == f"{'n' * 200}: NOT accepted ({GIVEN_UP}out of memory): no claim could be read\n"
    command._print(Answer("n" * 201, True, "a claim", None, "abc", "{}"))
    assert "…" in (out := capsys.readouterr().out)
    assert out.endswith(": accepted: a claim [sha256 abc]\n  {}\n")


def test_platforms_without_limits_say_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(guard, "_HAS_LIMITS", False)
    assert command.main([GOOD, REJECTED]) == 1
    said = capsys.readouterr()
    assert said.err == f"{guard.NO_LIMITS}\n"
    assert len(said.out.splitlines()) == 2


def test_the_whole_process(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for files, status in (([GOOD], 0), ([REJECTED], 1), ([MALFORMED], 2)):
        monkeypatch.setattr(sys, "argv", ["checker", *files])
        assert command.run() == status

    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "main", interrupted)
    capsys.readouterr()
    assert command.run() == 130
    assert capsys.readouterr().err == "interrupted\n"


def test_names_that_no_terminal_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(sys, "argv", ["checker", "--json", "-h"])
    monkeypatch.setattr(command, "main", lambda _: print("é") or 0)
    assert command.run() == 0


ANSWERS = {"good": GOOD, "rejected": REJECTED, "malformed": MALFORMED}


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("full", [False, True])
def test_the_guard_passes_on_what_the_checker_says(name: str, full: bool) -> None:
    answer = guard._answer(ANSWERS[name], full)
    assert answer == guard.check_guarded(ANSWERS[name], None, full)
    assert answer == guard.check_guarded(ANSWERS[name], Limits(30, 400), full)
    assert answer.file == ANSWERS[name]
    assert answer.accepted == (name == "good")
    assert (answer.reason is None) == (name == "good")
    assert (answer.claim is None) == (answer.digest is None) == (name == "malformed")
    assert (answer.statement is None) == (not full or name == "malformed")
    assert (answer.is_malformed, answer.is_given_up) == (name == "malformed", False)
    assert not answer.reason_alone.startswith("malformed")


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (MemoryError(), f"{GIVEN_UP}out of memory"),
        (ArithmeticError("x"), f"{GIVEN_UP}the checker failed: ArithmeticError: x"),
        (Malformed("no"), "malformed: no"),
    ],
)
def test_what_is_raised_is_never_accepted(error: Exception, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> None:
        raise error

    monkeypatch.setattr(guard, "check_file", fail)
    answer = guard._answer("f", True)
    assert answer == Answer("f", False, None, reason, None, None)
    assert guard.check_guarded("f") == answer
    assert answer.reason_alone == reason.partition(": ")[2]
    assert answer.is_given_up == reason.startswith(GIVEN_UP)


def test_a_child_writes_its_answer_and_exits(monkeypatch: pytest.MonkeyPatch) -> None:
    limits: list[Limits] = []
    statuses: list[int] = []
    monkeypatch.setattr(guard, "_limit", limits.append)
    monkeypatch.setattr(os, "_exit", statuses.append)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    reading, writing = os.pipe()
    guard._run_child(writing, GOOD, Limits(3, 5), True)
    with os.fdopen(reading, "rb") as stream:
        assert Answer(**json.loads(stream.read())) == guard._answer(GOOD, True)
    assert (limits, statuses) == ([Limits(3, 5)], [0])


@pytest.mark.parametrize("limits", [None, Limits(3, 5)])
def test_a_child_has_the_limits_that_are_asked_for(limits: Limits | None, monkeypatch: pytest.MonkeyPatch) -> None:
    class ExitedError(Exception):
        pass

    def child(writing: int, *arguments: object) -> None:
        os.close(writing)
        raise ExitedError(*arguments)

    monkeypatch.setattr(os, "fork", lambda: 0)
    monkeypatch.setattr(guard, "_run_child", child)
    with pytest.raises(ExitedError) as caught:
        guard.check_guarded(GOOD, limits, True)
    assert caught.value.args == (GOOD, limits or Limits(38, 460), True)


def test_limits_of_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[int, tuple[int, int]] = {}
    hard = {guard.resource.RLIMIT_CPU: 2}
    infinite = guard.resource.RLIM_INFINITY
    monkeypatch.setattr(guard.resource, "getrlimit", lambda kind: (0, hard.get(kind, infinite)))
    monkeypatch.setattr(guard.resource, "setrlimit", kept.__setitem__)
    monkeypatch.setattr(guard, "_mapped", lambda: 1000)
    guard._limit(Limits(3, 5))
    assert kept == {
        guard.resource.RLIMIT_CORE: (0, infinite),
        guard.resource.RLIMIT_CPU: (2, 2),
        guard.resource.RLIMIT_AS: (1000 + 5 * 2**20, infinite),
    }


def test_bytes_that_are_mapped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: "7 5 3")
    assert guard._mapped() == 7 * guard.resource.getpagesize()
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: "x")
    assert guard._mapped() == 2**29


def test_why_a_child_ended() -> None:
    assert guard._ending(signal.SIGXCPU, Limits(3, 5)) == "more than 3 seconds of processor time"
    assert guard._ending(signal.SIGKILL, Limits(3, 5)) == f"the process ended by signal {int(signal.SIGKILL)}"
    assert guard._ending(1 << 8, Limits(3, 5)) == "out of memory"
