"""The command `experiment`."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from lcnsym.errors import InconclusiveError
from lcnsym.lab.experiments import runs
from lcnsym.lab.experiments.limits import MAX_SEED
from lcnsym.lab.experiments.protocol import Protocol

from .support import CommandLine, assert_one_line

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
        (("--targets", "uniform"), "--targets is normal, bombieri or FILE; 'uniform' was given"),
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


def test_files_with_and_without_an_at_sign_and_on_stdin(
    lcnsym: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    targets, gram = tmp_path / "u.csv", tmp_path / "q.json"
    targets.write_text("1,0,-1/2\n2,1,3\n")
    gram.write_text(json.dumps([[2, 1, 0], [1, 2, 0], [0, 0, "1/3"]]))
    expected = lcnsym.json(*WORDS, "--targets", f"@{targets}", "--gram", f"@{gram}")
    assert lcnsym.json(*WORDS, "--targets", str(targets), "--gram", str(gram)) == expected
    for word in ("-", "@-"):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(targets.read_bytes())))
        assert lcnsym.json(*WORDS, "--targets", word, "--gram", str(gram)) == expected
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(gram.read_bytes())))
        assert lcnsym.json(*WORDS, "--targets", str(targets), "--gram", word) == expected
    assert "stdin can be read once" in lcnsym.refused(*WORDS, "--targets", "-", "--gram", "@-")
    critical = ("critical", "-k", "2,2", "--target", "1,2,5", "--gram")
    assert lcnsym.json(*critical, f"@{gram}") == lcnsym.json(*critical, str(gram))


def test_runs_in_a_table(lcnsym: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "runs.csv"
    words = ("experiment", "-k", "3,2,2", "--runs", "30", "--seed", "2", "--steps", "500", "--workers", "1")
    document = lcnsym.json(*words, "--runs-to", str(path))
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["number"] for row in rows] == [str(i) for i in range(30)]
    counted = Counter((row["target"], row["end"]) for row in rows if row["end"])
    told = {(t["pattern"], s["pattern"]): s["count"] for t in document["targets"] for s in t["solutions"]}
    assert counted == told
    assert sum(row["converged"] == "false" for row in rows) == document["unconverged"] > 0
    assert {row["reason"] for row in rows if row["converged"] == "false"} == {"not converged"}
    for row in rows:
        assert int(row["steps"]) <= 500
        if row["end"]:
            assert float(row["loss"]) == pytest.approx(float(row["exact_loss"]), rel=1e-6, abs=1e-20)
            assert (row["is_target"] == "true") is (row["packing"] == "") is (float(row["exact_loss"]) == 0)
    shown = lcnsym(*words, "--runs-to", "-")
    assert shown.out == path.read_text(encoding="utf-8")
    assert "both print on stdout" in lcnsym.refused(*words, "--json", "--runs-to", "-")
    assert "no folder" in lcnsym.refused(*words, "--runs-to", str(tmp_path / "nowhere" / "runs.csv"))


def test_fewer_runs_are_the_beginning_of_more(lcnsym: CommandLine, tmp_path: Path) -> None:
    for number in ("7", "30"):
        words = ("experiment", "-k", "2,2", "--seed", "4", "--workers", "1", "--runs", number)
        assert lcnsym(*words, "--runs-to", str(tmp_path / number)).status == 0
    few, many = ((tmp_path / number).read_text(encoding="utf-8").splitlines() for number in ("7", "30"))
    assert few == many[:8]


def test_a_block_that_fails_leaves_the_table_so_far(
    lcnsym: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("lcnsym.lab.experiments.runs.BLOCK", 20)

    def shared(protocol: Protocol, sizes: list[int], _workers: int) -> Iterator[list[runs.Run]]:
        yield runs.block_of_runs(protocol, 0, sizes[0])
        raise InconclusiveError("no starts any more")

    monkeypatch.setattr("lcnsym.lab.experiments.experiment.shared_runs", shared)
    run = lcnsym(*WORDS, "--json", "--runs-to", str(tmp_path / "runs.csv"))
    assert run.status == 2
    assert_one_line(run.err)
    assert "no starts any more; this ended the experiment after 20 of 30 runs; the table is about these" in run.err
    assert (run.document["runs"], run.document["failure"]) == (20, "no starts any more")
    assert (tmp_path / "runs.csv").read_text(encoding="utf-8").count("\n") == 21


@pytest.mark.parametrize("sizes", ["1000000", "500,500", ",".join(["1"] * 300)])
def test_too_large_networks_are_refused(lcnsym: CommandLine, sizes: str) -> None:
    assert "experiments are for up to" in lcnsym.refused("experiment", "-k", sizes)


@pytest.mark.parametrize(
    ("option", "rows", "told"),
    [
        ("--targets", [[f"10^{400}", 0, 1]], "the largest coefficient of a target must be from 10^-40 to 10^40"),
        ("--targets", [["1e200", 1, 1]], "from 10^-40 to 10^40"),
        ("--targets", [["1e-400", 0, 0]], "from 10^-40 to 10^40"),
        ("--gram", [["1e-400", 0, 0], [0, "1e-400", 0], [0, 0, "1e-400"]], "the largest entry of the Gram matrix"),
        ("--gram", [["1e300", 0, 0], [0, 1, 0], [0, 0, 1]], "the largest entry of the Gram matrix"),
        ("--gram", [[1, 0, 0], [0, "1e-400", 0], [0, 0, 1]], "rounded to doubles"),
        ("--gram", [[1, 1, 0], [1, "1+1e-30", 0], [0, 0, 1]], "rounded to doubles"),
    ],
)
def test_numbers_beyond_doubles_are_refused(
    lcnsym: CommandLine, tmp_path: Path, option: str, rows: list[list[object]], told: str
) -> None:
    file = tmp_path / "some.json"
    file.write_text(json.dumps(rows))
    assert told in lcnsym.refused(*WORDS, option, f"@{file}")


@pytest.mark.parametrize("power", [-40, 40])
@pytest.mark.filterwarnings("error")
def test_the_largest_and_smallest_numbers_are_descended_on(lcnsym: CommandLine, tmp_path: Path, power: int) -> None:
    u, q = tmp_path / "u.json", tmp_path / "q.json"
    u.write_text(json.dumps([[f"10^{power}", 0, f"-10^{power}"], [f"10^{power}", 0, f"10^{power}"]]))
    for other in (-40, 40):
        q.write_text(json.dumps([[f"10^{other}" if i == j else "0" for j in range(3)] for i in range(3)]))
        run = lcnsym(*WORDS, "--targets", str(u), "--gram", str(q), "--steps", "1000", "--json")
        assert (run.status, run.err) == (0, "")
        assert run.document["unmatched"] == 0


def test_the_line_about_progress_is_cleared_after_an_error(
    lcnsym: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setattr("lcnsym.lab.experiments.protocol.MAX_ROUNDS", 0)
    run = lcnsym(*WORDS)
    assert run.status == 2
    assert run.err.startswith("\r\x1b[K0 of 30 runs … \r\x1b[Klcnsym: error: 0 draws")


def test_the_limits_that_are_told_are_those_that_hold(lcnsym: CommandLine) -> None:
    assert lcnsym(*WORDS[:5], "--workers", "1", "--seed", str(MAX_SEED)).status == 0
    assert f"from 0 to {MAX_SEED}, '{MAX_SEED + 1}' was given" in lcnsym.refused(
        *WORDS[:5], "--seed", str(MAX_SEED + 1)
    )


def test_ends_at_the_target_and_elsewhere_of_one_pattern(lcnsym: CommandLine, tmp_path: Path) -> None:
    """The target has the pattern 12|0, and so has a minimum with a loss above zero."""
    u, q = tmp_path / "u.csv", tmp_path / "q.csv"
    u.write_text("1,-5,7,-3\n")
    q.write_text("100,0,0,0\n0,1/100,0,0\n0,0,10,0\n0,0,0,10\n")
    words = ("experiment", "-k", "3,2", "--runs", "38", "--seed", "2", "--workers", "1")
    out = lcnsym(*words, "--targets", str(u), "--gram", str(q)).out
    first, second = [line.split() for line in out.partition("mean loss")[2].splitlines() if "12|0" in line]
    assert first[:3] == ["12|0", "100", "%"]
    assert first[3:6] == ["12|0,", "the", "target"]
    assert second[0] == "12|0"
    assert float(first[-2]) < 1e-20
    assert float(second[-2]) == pytest.approx(1.14, abs=0.01)
