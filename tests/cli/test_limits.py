"""Costs that are refused, limits of time and memory, and interrupts, in processes of their own."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from lcnsym.cli.command_table import SUMMARIES
from lcnsym.packages import module_if_installed
from tests.bench.bench_limits import CALLS

from .support import CommandLine, assert_one_line

LCNSYM = [sys.executable, "-m", "lcnsym"]
STUCK = ("pattern", "--filter", "root(x^64-2,1),root(x^64-3,1),1")
"""The factors of a polynomial of degree 4096: seconds in a single function of FLINT."""
MANY = ("fibre", "-k", "7,7", "--filter", "1,-1,2,-3,5,-7,11,1,-2,-40,1,1,-2", "--json")


LONG = ("critical", "-k", "4,4,4,4", "--target", "1,2,3,4,5,6,7,8,9,10,11,12,-3")


def started(
    *words: str, megabytes: int | None = None, limits: dict[int, int] | None = None, **environment: str
) -> subprocess.Popen[str]:
    """A command under limits of the system, of which `megabytes` is that of the address space."""
    taken = dict(limits or {}) | ({} if megabytes is None else {resource.RLIMIT_AS: megabytes << 20})

    def limit() -> None:
        for what, most in taken.items():
            resource.setrlimit(what, (most, most))

    return subprocess.Popen(
        [*LCNSYM, *words],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=limit,  # noqa: PLW1509 - this process has one thread
        start_new_session=True,
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """The status, stdout and stderr of a command."""
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


def assert_memory_line(found: tuple[int, str, str]) -> None:
    status, out, err = found
    assert (status, out) == (2, ""), found
    assert_one_line(err)
    assert "memory ran out" in err


def assert_answer_or_memory_line(found: tuple[int, str, str]) -> None:
    if found[0] != 0 or found[2]:
        assert_memory_line(found)


LIBRARY = """
import ctypes, os, sys
from lcnsym.cli import main

def work(words):
    os.write(2, sys.argv.pop().encode())
    ctypes.CDLL(None).exit(1)

main._dispatch = work
main.run()
"""


@pytest.mark.parametrize(
    ("printed", "status", "told"),
    [
        ("OpenBLAS error: Memory allocation still failed", 2, "error: memory ran out"),
        ("no licence", 70, "internal error: the process was ended with status 1 by a library: no licence"),
    ],
)
def test_a_library_that_ends_the_process_is_one_line(printed: str, status: int, told: str) -> None:
    found = subprocess.run(
        [sys.executable, "-c", LIBRARY, "member", printed], capture_output=True, text=True, check=False, timeout=60
    )
    assert (found.returncode, found.stdout) == (status, "")
    assert found.stderr.startswith(f"lcnsym: {told}")
    assert found.stderr.count("\n") == 1


@pytest.mark.parametrize("threads", ["1", "4"])
@pytest.mark.parametrize("megabytes", [65, 90, 120, 130, 150, 170])
def test_blas_without_memory_is_one_line(tmp_path: Path, megabytes: int, threads: str) -> None:
    np.save(tmp_path / "f.npy", np.array([1.0, 0, 2, 0, 1]))
    for words in (
        ("member", "-k", "3,2,2", "--filter", f"@{tmp_path}/f.npy"),
        ("experiment", "-k", "2,2", "--runs", "3"),
        ("experiment", "-k", "2,2", "--runs", "1000", "--workers", "1"),
    ):
        found = ended(started(*words, "--max-memory", str(megabytes), OPENBLAS_NUM_THREADS=threads))
        if found[0] == 2 and "fewer --workers need less memory" in found[2]:
            assert_one_line(found[2])
        else:
            assert_answer_or_memory_line(found)


@pytest.mark.needs("matplotlib")
@pytest.mark.parametrize("megabytes", [60, 70, 80, 90, 100, 120, 140, 160])
def test_a_package_that_is_there_is_not_called_absent(tmp_path: Path, megabytes: int) -> None:
    for words in (("picture", "-k", "3,2,2", "-o", f"{tmp_path}/p.svg"), ("report", "-k", "2,2", "-o", "-")):
        found = ended(started(*words, "--max-memory", str(megabytes)))
        assert "matplotlib" not in found[1] + found[2]
        assert_answer_or_memory_line(found)


@pytest.mark.needs("pyarrow")
@pytest.mark.parametrize("megabytes", [55, 80, 120, 195])
def test_a_table_without_memory_for_its_package(tmp_path: Path, megabytes: int) -> None:
    sweep = f"{tmp_path}/s.sqlite"
    words = ("sweep", "run", "membership", "-k", "3,2", "--filters", "3", "--workers", "1", "-o", sweep)
    assert ended(started(*words))[0] == 0
    found = ended(started("sweep", "export", sweep, "-o", f"{tmp_path}/t.parquet", megabytes=megabytes))
    if found[0] != 0:
        assert_memory_line(found)


def test_modules_that_may_be_absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, content in {
        "small": "raise ImportError('x.so: failed to map segment from shared object')",
        "wrapped": "try:\n    1 / 0\nexcept Exception:\n    raise ImportError('see above') from MemoryError()",
        "broken": "raise RuntimeError('no')",
        "needy": "import lcnsym_has_no_such_module",
        "whole": "fact = 1",
    }.items():
        (tmp_path / f"lcnsym_{name}.py").write_text(content, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("small", "wrapped"):
        with pytest.raises(MemoryError):
            module_if_installed(f"lcnsym_{name}")
    with pytest.raises(RuntimeError):
        module_if_installed("lcnsym_broken")
    assert module_if_installed("lcnsym_needy") is None
    assert module_if_installed("lcnsym_absent") is None
    assert getattr(module_if_installed("lcnsym_whole"), "fact", None) == 1


def test_a_parent_that_is_killed_as_it_forks_leaves_no_child(tmp_path: Path) -> None:
    killing = "import os\nos.register_at_fork(after_in_parent=lambda: os.kill(os.getpid(), 9))\n"
    (tmp_path / "sitecustomize.py").write_text(killing, encoding="utf-8")
    path = os.pathsep.join((str(tmp_path), *filter(None, sys.path)))
    process = started(*LONG, PYTHONPATH=path)
    try:
        # the pipes are closed when the child is gone
        assert ended(process)[0] == -signal.SIGKILL
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def test_a_child_that_cannot_be_forked_is_one_line(tmp_path: Path) -> None:
    failing = "import errno, os\ndef fork():\n    raise OSError(errno.EAGAIN, 'not now')\nos.fork = fork\n"
    (tmp_path / "sitecustomize.py").write_text(failing, encoding="utf-8")
    path = os.pathsep.join((str(tmp_path), *filter(None, sys.path)))
    found = ended(started("member", "-k", "2,2", "--filter", "1,0,1", PYTHONPATH=path))
    assert found == (2, "", "lcnsym: error: no process can be started: not now\n")


@pytest.fixture(scope="module")
def long_numbers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Gram matrix whose definiteness takes long, and a target whose root does."""
    folder = tmp_path_factory.mktemp("long")
    rows = [",".join("7" * 15_000 if i == j else "3" * 7_500 for j in range(33)) for i in range(33)]
    (folder / "gram.csv").write_text("\n".join(rows), encoding="ascii")
    (folder / "root.csv").write_text('"root(x^64-10^90000*x-1,0)",1,1\n', encoding="ascii")
    return folder


GRAM, ROOT = ("-k", "32,2", "--gram", "gram.csv"), ("-k", "2,2", "--targets", "root.csv")


@pytest.mark.parametrize(
    ("words", "limit"),
    [(GRAM, "interrupt"), (ROOT, "limit"), (ROOT, "interrupt")],
    ids=["gram-interrupt", "target-limit", "target-interrupt"],
)
def test_the_input_of_experiments_is_checked_under_limits(
    long_numbers: Path, words: tuple[str, ...], limit: str
) -> None:
    call = ("experiment", *words[:-1], str(long_numbers / words[-1]), "--runs", "3", "--workers", "1")
    begin = time.monotonic()
    process = started(*call, *(("--max-seconds", "3") if limit == "limit" else ()))
    if limit == "interrupt":
        time.sleep(3)
        process.send_signal(signal.SIGINT)
    status, out, err = ended(process)
    assert time.monotonic() - begin < 9
    told = "error: stopped after 3 seconds, the limit of --max-seconds" if limit == "limit" else "interrupted"
    assert (status, out, err) == (2 if limit == "limit" else 130, "", f"lcnsym: {told}\n")


def test_the_inertia_of_a_matrix_is_predicted(lcnsym: CommandLine, long_numbers: Path) -> None:
    begin = time.process_time()
    for words in (("experiment", "-k", "32,2", "--runs", "1"), ("critical", "-k", "32,2", "--target", "1" + ",0" * 32)):
        told = lcnsym.refused(*words, "--gram", str(long_numbers / "gram.csv"), "--max-seconds", "15")
        assert "the inertia of a 33 x 33 matrix would take about" in told
    assert time.process_time() - begin < 12


def test_numbers_that_are_too_long_for_the_memory_of_an_experiment(tmp_path: Path) -> None:
    rows = [",".join("6" * 60_000 if i == j else "3" * 30_000 for j in range(33)) for i in range(33)]
    (tmp_path / "gram.csv").write_text("\n".join(rows), encoding="ascii")
    words = ("experiment", "-k", "32,2", "--runs", "3", "--workers", "1", "--gram", f"{tmp_path}/gram.csv")
    assert_memory_line(ended(started(*words, "--max-memory", "345")))


def test_a_limit_of_processor_time_is_one_line() -> None:
    found = ended(started(*LONG, limits={resource.RLIMIT_CPU: 1}))
    assert found == (2, "", "lcnsym: error: the limit of processor time was reached, this process has 1 seconds\n")


@pytest.mark.parametrize("number", [5, 6, 7, 8, 9, 10])
def test_few_open_files_are_one_line(number: int) -> None:
    for words in (("member", "-k", "2,2", "--filter", "1,0,1"), ("experiment", "-k", "2,2", "--runs", "3")):
        status, out, err = ended(started(*words, limits={resource.RLIMIT_NOFILE: number}))
        if status == 0:
            assert err == ""
            continue
        assert (status, out) == (2, "")
        assert_one_line(err)
        assert "too many files are open" in err


@pytest.mark.parametrize("kilobytes", [14_000, 15_000, 16_500, 18_000, 20_000, 25_000])
def test_hardly_any_memory_is_one_line(kilobytes: int) -> None:
    status, out, err = ended(started("environment", limits={resource.RLIMIT_AS: kilobytes << 10}))
    if status == 0:
        assert err == ""
    elif "/lcnsym/" in err or not err.endswith("MemoryError\n"):
        # otherwise Python has not begun to run lcnsym
        assert_memory_line((status, out, err))


def test_many_factorizations_are_counted_before_their_roots_are_placed(lcnsym: CommandLine) -> None:
    ones = ",".join(["1"] * 2000)
    begin = time.process_time()
    assert "give --limit N" in lcnsym.refused("fibre", "-k", "1001,1000", "--filter", ones)
    told = lcnsym.refused("fibre", "-k", "1001,1000", "--filter", ones, "--limit", "1", "--max-seconds", "20")
    assert "the places of 1999 roots would take about" in told
    assert time.process_time() - begin < 15
