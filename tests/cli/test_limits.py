"""Costs that are refused, limits of time and memory, and interrupts, in processes of their own."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lcnsym.cli.registry import SUMMARIES
from tests.bench.bench_limits import CALLS

from .support import CommandLine, assert_one_line

LCNSYM = [sys.executable, "-m", "lcnsym"]
STUCK = ("pattern", "--filter", "root(x^64-2,1),root(x^64-3,1),1")
"""The factors of a polynomial of degree 4096: seconds in a single function of FLINT."""
MANY = ("fibre", "-k", "7,7", "--filter", "1,-1,2,-3,5,-7,11,1,-2,-40,1,1,-2", "--json")


def started(*words: str, megabytes: int | None = None) -> subprocess.Popen[str]:
    def limit() -> None:
        if megabytes is not None:
            resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))

    return subprocess.Popen(
        [*LCNSYM, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=limit,  # noqa: PLW1509 - this process has one thread
        start_new_session=True,
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


@pytest.mark.parametrize(
    "words",
    [
        ("closure", "-k", "100000"),
        ("closure", "-k", "1000000", "--json"),
        ("describe", "-k", "16"),
        ("describe", "-k", "1000000"),
        ("describe", "-k", "1000000", "--json"),
    ],
)
def test_filling_architectures_are_described_at_once(words: tuple[str, ...]) -> None:
    status, out, err = ended(started(*words, megabytes=500))
    assert (status, err) == (0, "")
    assert "true" in out or "whole space" in out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("pattern", "--filter", "root(x^64-2,0),root(x^63-3,0),1"), "degree 4032 at least"),
        (("closure", "-k", "1000,30000", "-s", "10,1", "--json"), "would take about"),
        (("pattern", "--filter", "root(x^64-2,0),root(x^64-3,0),1", "--max-seconds", "1"), "at most 1 seconds"),
        (("ed-degree", "-k", ",".join(["2"] * 10_000)), "more than 400 strata"),
        (("packings", "-k", "31,31", "--partition", ",".join(["1"] * 60), "--limit", "1000000"), "MB of memory"),
    ],
)
def test_costs_are_refused_before_the_work(lcnsym: CommandLine, words: tuple[str, ...], told: str) -> None:
    begin = time.process_time()
    run = lcnsym(*words)
    assert (run.status, run.out) == (2, "")
    assert told in run.err
    assert time.process_time() - begin < 5


@pytest.mark.slow
@pytest.mark.parametrize(
    "words", [STUCK, ("closure", "--partition", "3,2,1"), MANY, ("discriminant", "--degree", "10")]
)
@pytest.mark.parametrize("megabytes", [20, 60, 120])
def test_little_memory_is_one_line(words: tuple[str, ...], megabytes: int) -> None:
    status, out, err = ended(started(*words, "--max-memory", str(megabytes)))
    if status == 0:
        assert err == ""
        return
    assert (status, out) == (2, "")
    assert_one_line(err)
    assert f"--max-memory is {megabytes} MB" in err


@pytest.mark.slow
@pytest.mark.parametrize("words", [STUCK, MANY])
def test_a_low_limit_of_the_system_is_one_line(words: tuple[str, ...]) -> None:
    status, out, err = ended(started(*words, megabytes=100))
    assert (status, out) == (2, "")
    assert_one_line(err)


@pytest.mark.parametrize("whole_group", [False, True])
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_functions_of_flint_are_stopped(number: int, status: int, whole_group: bool) -> None:
    process = started(*STUCK)
    time.sleep(1.5)
    (os.killpg if whole_group else os.kill)(process.pid, number)
    begin = time.monotonic()
    found, out, err = ended(process)
    assert (found, out) == (status, "")
    assert err == ("lcnsym: interrupted\n" if number == signal.SIGINT else "")
    assert time.monotonic() - begin < 10


def test_the_work_ends_with_the_process_that_was_started() -> None:
    process = started(*STUCK)
    time.sleep(1.5)
    process.kill()
    # the pipes are closed when the child is gone
    assert ended(process)[0] == -signal.SIGKILL


def test_a_partial_answer_at_the_time_limit() -> None:
    status, out, err = ended(started("patterns", "-k", "20,20", "--json", "--max-seconds", "2"))
    assert status == 2
    assert "stopped after 2 seconds, the limit of --max-seconds" in err
    if out:
        assert json.loads(out)["complete"] is False
        assert "the answer is about what was done" in err


def test_describe_says_in_one_line_that_its_time_is_over(lcnsym: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: object) -> None:
        while True:
            time.sleep(0.01)

    monkeypatch.setattr("lcnsym.description.description.classified", endless)
    told = lcnsym.refused("describe", "-k", "3,2,2", "--max-seconds", "1")
    assert told == "lcnsym: error: stopped after 1 seconds, the limit of --max-seconds\n"


def test_every_command_is_in_the_table_of_costs() -> None:
    page = (Path(__file__).parents[2] / "docs" / "limits.md").read_text(encoding="utf-8")
    rows = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `")}
    assert rows == {name for name, _, _ in CALLS} == set(SUMMARIES)


@pytest.mark.parametrize("given", ["0", "-1", "x", "", "1.5", "9" * 40])
@pytest.mark.parametrize("option", ["--max-seconds", "--max-memory"])
def test_limits_that_are_none(lcnsym: CommandLine, option: str, given: str) -> None:
    assert option in lcnsym.refused("architecture", "-k", "3", option, given)


def test_a_table_larger_than_the_limit_is_refused_before_the_work() -> None:
    status, out, err = ended(started("patterns", "-k", "20,20", "--max-memory", "200"))
    assert (status, out) == (2, "")
    assert "a table of 301086 root patterns" in err


def test_less_memory_than_the_program_has_is_refused(lcnsym: CommandLine) -> None:
    for words in (("theorem", "check", "membership", "-k", "3,2,2"), ("member", "-k", "3,2", "--filter", "1,0,0,1")):
        assert "the limit of --max-memory is 1 MB" in lcnsym.refused(*words, "--max-memory", "1")


def test_data_and_a_gram_matrix(lcnsym: CommandLine) -> None:
    data = ("critical", "-k", "2,2", "--inputs", "x.csv", "--outputs", "y.csv")
    assert "--gram was given as well" in lcnsym.refused(*data, "--gram", "q.json")
    assert "--target and --gram was given as well" in lcnsym.refused(*data, "--gram", "q.json", "--target", "1,0,2")
