"""What takes too much time or memory is given up, whatever was announced; and what was accepted has a digest."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lcnsym.checker import check_file, check_text, guard
from lcnsym.checker.guard import GIVEN_UP, Answer, Limits, check_guarded
from lcnsym.checker.kernel.limits import Work
from lcnsym.checker.kernel.outcome import GivenUp, Result
from tests.checker.hostile import HOSTILE
from tests.checker.test_corpus import GOOD, MALFORMED, REJECTED, run

ROOT = Path(__file__).parents[2]


def check_instead(monkeypatch: pytest.MonkeyPatch, work: object) -> Answer:
    """The answer about a file whose check does something else."""
    monkeypatch.setattr(guard, "check_file", lambda _: work())  # type: ignore[operator]
    return check_guarded("some file", Limits(1, 200))


def power() -> object:
    """One operation on integers that takes minutes."""
    return (3 ** (10**8)) ** 100


def list_of_lists() -> object:
    return [bytes(10_000) for _ in range(10**9)]


def loop() -> object:
    while True:
        pass


def failing() -> object:
    raise AssertionError("a claim has an architecture")


@pytest.mark.parametrize(
    ("work", "reason"),
    [
        (power, "more than 1 seconds of processor time"),
        (loop, "more than 1 seconds of processor time"),
        (list_of_lists, "out of memory"),
        (lambda: bytes(10**9), "out of memory"),
        (failing, "the checker failed: AssertionError: a claim has an architecture"),
        (lambda: os.kill(os.getpid(), signal.SIGKILL), f"the process ended by signal {int(signal.SIGKILL)}"),
    ],
)
def test_what_takes_too_much_is_given_up(monkeypatch: pytest.MonkeyPatch, work: object, reason: str) -> None:
    started = time.monotonic()
    answer = check_instead(monkeypatch, work)
    assert time.monotonic() - started < 30
    assert answer == Answer("some file", False, None, f"{GIVEN_UP}{reason}", None, None)
    assert answer.is_given_up
    assert not answer.is_malformed


def test_a_part_of_an_answer_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(writing: int, *_: object) -> None:
        os.write(writing, b'{"file": "some file", "accepted"')
        os.kill(os.getpid(), signal.SIGXCPU)

    monkeypatch.setattr(guard, "_run_child", stop)
    answer = check_guarded("some file", Limits(1, 200))
    reason = f"{GIVEN_UP}more than 1 seconds of processor time"
    assert answer == Answer("some file", False, None, reason, None, None)


def test_a_file_may_be_given_up_beside_others(tmp_path: Path) -> None:
    slow = tmp_path / "slow.json"
    slow.write_text(HOSTILE["hidden-zeros"]())
    status, out, err = run(GOOD[0], slow, REJECTED[0], "--max-seconds", "1")
    first, second, third = out.splitlines()
    assert (status, err) == (1, "")
    assert ": accepted: " in first
    assert "slow.json: NOT accepted (given up: more than 1 seconds of processor time)" in second
    assert ": NOT accepted (rule " in third
    status, out, err = run("--json", slow, MALFORMED[0], "--max-seconds", "1")
    results = json.loads(out)["results"]
    assert status == 2
    assert [result["reason"].partition(": ")[0] for result in results] == ["given up", "malformed"]
    assert err == "1 of 2 files malformed\n"


def test_the_memory_may_be_limited() -> None:
    text = json.dumps([[]] * 4_000_000).encode()
    status, out, err = run("-", "--max-memory", "100", text=text)
    assert (status, err) == (1, "")
    assert "NOT accepted (given up: out of memory)" in out


def test_what_the_meter_refuses_is_given_up_and_not_malformed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Work, __: int, ___: int) -> None:
        raise GivenUp("too large for this checker")

    monkeypatch.setattr(Work, "steps", refuse)
    results = [check_file(path) for path in GOOD]
    given_up = [result for result in results if not result.accepted]
    assert len(given_up) > 20
    assert all(result.reason == "given up: too large for this checker" for result in given_up)
    assert all(result.is_given_up for result in given_up)
    assert any(result.claim and result.digest for result in given_up)
    # what has to be multiplied out to be read has no claim yet
    assert all(bool(result.claim) == bool(result.digest) for result in given_up)


def test_an_interrupt_ends_parent_and_child(tmp_path: Path) -> None:
    slow = tmp_path / "slow.json"
    slow.write_text(HOSTILE["hidden-zeros"]())
    command = [sys.executable, "-m", "lcnsym.checker", str(slow)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True) as process:
        time.sleep(1.5)
        os.kill(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=10)
        assert (process.returncode, err) == (130, b"interrupted\n")
        with pytest.raises(ProcessLookupError):
            os.killpg(process.pid, 0)


def test_digests_are_those_of_the_documents_values() -> None:
    digests = set()
    for path in GOOD:
        document = json.loads(path.read_text())
        claim = {key: document[key] for key in ("format", "version", "field", "claim")}
        text = json.dumps(claim, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        result = check_file(path)
        assert result.digest == hashlib.sha256(text.encode()).hexdigest()
        # neither layout nor evidence matters
        assert check_text(json.dumps(dict(reversed(document.items())), indent=3)).digest == result.digest
        digests.add(result.digest)
    claims = {json.dumps([json.loads(path.read_text())[key] for key in ("field", "claim")]) for path in GOOD}
    assert len(digests) == len(claims)
    assert Result(False, "", "given up: out of memory").digest is None


def test_full_statements() -> None:
    status, out, err = run("--full", GOOD[0], REJECTED[0])
    assert (status, err) == (1, "")
    lines = out.splitlines()
    assert len(lines) == 4
    for path, line, told in zip((GOOD[0], REJECTED[0]), lines[1::2], lines[::2], strict=True):
        document = json.loads(path.read_text())
        assert json.loads(line) == {key: document[key] for key in ("format", "version", "field", "claim")}
        assert f"[sha256 {hashlib.sha256(line.strip().encode()).hexdigest()}]" in told
    _, out, _ = run("--full", "--json", GOOD[0], MALFORMED[0])
    good, bad = json.loads(out)["results"]
    assert good["statement"]["claim"] == json.loads(GOOD[0].read_text())["claim"]
    assert set(good) == {"file", "accepted", "claim", "reason", "digest", "statement"}
    assert bad["statement"] is None
    assert bad["digest"] is None
