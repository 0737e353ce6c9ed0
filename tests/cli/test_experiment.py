"""The command `experiment`."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .support import CommandLine

WORDS = ("experiment", "-k", "2,2", "--runs", "30", "--seed", "4", "--workers", "1")


def test_keys(lcnsym: CommandLine) -> None:
    document = lcnsym.json(*WORDS, "--start-pattern", "11|0")
    assert (document["runs"], document["seed"]) == (30, 4)
    assert document["protocol"]["samples"] == 10
    assert document["protocol"]["start_pattern"] == "11|0"
    assert sum(row["percent"] for row in document["targets"]) == pytest.approx(100)
    for row in document["targets"]:
        assert set(row) >= {"pattern", "percent", "solutions"}
        for solution in row["solutions"]:
            assert set(solution) >= {"pattern", "percent", "mean_loss", "nature"}
            lo, hi = solution["percent_interval"]
            assert lo <= solution["percent"] <= hi
    counted = sum(s["count"] for row in document["targets"] for s in row["solutions"])
    assert counted + document["unconverged"] + document["unmatched"] == 30
    assert [row["pattern"] for row in document["targets"]] == ["11|0", "0|1"]


def test_the_same_twice_and_with_more_workers(lcnsym: CommandLine) -> None:
    first = lcnsym(*WORDS, "--json").out
    assert lcnsym(*WORDS, "--json").out == first
    assert lcnsym(*WORDS[:-1], "2", "--json").out == first


def test_text(lcnsym: CommandLine) -> None:
    run = lcnsym(*WORDS, "--steps", "60")
    assert run.status == 0
    assert run.err == ""
    assert "Gradient descent on k = (2,2)" in run.out
    assert "after 60 steps" in run.out
    assert "unconverged" in run.out


def test_sorts_of_targets_and_losses(lcnsym: CommandLine, tmp_path: Path) -> None:
    targets, gram = tmp_path / "u.json", tmp_path / "q.json"
    targets.write_text(json.dumps([[1, 0, "-1/2"], [2, 1, 3]]))
    gram.write_text(json.dumps([[2, 1, 0], [1, 2, 0], [0, 0, "1/3"]]))
    document = lcnsym.json(*WORDS, "--targets", f"@{targets}", "--gram", f"@{gram}")
    assert document["protocol"]["given_targets"] == [["1", "0", "-1/2"], ["2", "1", "3"]]
    assert document["protocol"]["gram"][2] == ["0", "0", "1/3"]
    assert [row["count"] for row in document["targets"]] == [15, 15]
    other = lcnsym.json(*WORDS, "--targets", "bombieri", "--gram", "identity")["protocol"]
    assert (other["target_distribution"], other["gram"]) == ("bombieri", "identity")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--runs", "0"), "--runs takes an integer from 1"),
        (("--runs", "many"), "'many'"),
        (("--seed", "-1"), "--seed takes an integer from 0"),
        (("--workers", "0"), "--workers"),
        (("--steps", "0"), "--steps"),
        (("--start-pattern", "2|0"), "repeated"),
        (("--start-pattern", "0|1"), "no filter of k = (2,2) has the start pattern 0|1"),
        (("--start-pattern", "x"), "a pattern is written like"),
        (("--targets", "uniform"), "--targets is normal, bombieri or @FILE; 'uniform' was given"),
        (("--targets", "@nowhere.json"), "nowhere.json"),
        (("--gram", "sample:2"), "2 input windows do not span"),
        (("--gram", "sample:x"), "--gram sample:M takes an integer"),
        (("--gram", "unit"), "--gram is identity"),
        (("-s", "2,1"), "stride one"),
    ],
)
def test_bad_input(lcnsym: CommandLine, words: tuple[str, ...], told: str) -> None:
    assert told in lcnsym.refused("experiment", "-k", "2,2", *words)


def test_bad_files(lcnsym: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "u.json"
    for content, told in ([[0, 0, 0]], "non-zero filters"), ([[1, 2]], "size 3"), ([["sqrt(2)", 0, 1]], "rational"):
        file.write_text(json.dumps(content))
        assert told in lcnsym.refused(*WORDS, "--targets", f"@{file}")
    file.write_text(json.dumps([[1, 0, 0], [0, 1, 0], [0, 0, -1]]))
    assert "positive definite" in lcnsym.refused(*WORDS, "--gram", f"@{file}")


def interrupted(process: subprocess.Popen[str]) -> tuple[str, str]:
    """What a process prints after Ctrl-C, pressed again where the first falls into the loading of a module."""
    for _ in range(5):
        process.send_signal(signal.SIGINT)
        try:
            return process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            continue
    process.kill()
    return process.communicate()


def test_an_interrupt_gives_the_table_so_far() -> None:
    words = [sys.executable, "-m", "lcnsym", "experiment", "-k", "2,2", "--runs", "1000000", "--workers", "2", "--json"]
    for seconds in (4, 20, 60):
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(seconds)
        out, err = interrupted(process)
        assert process.returncode == 130, err
        if out:
            break
        # a busy machine had not begun yet
        assert err == "lcnsym: interrupted\n"
    document = json.loads(out)
    assert document["interrupted"] is True
    assert document["runs"] < document["requested_runs"] == 1_000_000
    assert err.startswith("lcnsym: note: interrupted after ")
    assert err.count("\n") == 1
