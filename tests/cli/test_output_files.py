"""The files that commands write: refused before the work, or told in one line beside the answer."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from lcnsym.lab.sweeps.kinds import MembershipSweep
from lcnsym.lab.sweeps.store import Store

from .support import CommandLine, assert_one_line

ANSWERS = {
    "member": ("member", "-k", "3,2", "--filter", "1,2,3,4", "--certificate"),
    "pattern": ("pattern", "--filter", "1,2,3", "--certificate"),
    "architecture": ("architecture", "-k", "3,2", "--certificate"),
    "fibre": ("fibre", "-k", "2,2", "--filter", "1,0,-2", "--certificate"),
    "theorem": ("theorem", "check", "membership", "-k", "3,2,2", "--filter", "1,0,-5,0,4", "--certificate"),
    "critical": ("critical", "-k", "2,2", "--target", "1,2,5", "--claim", "critical-point", "--certificate"),
    "experiment": ("experiment", "-k", "2,2", "--runs", "3", "--runs-to"),
}
"""Commands whose answers are about more than the file that they write."""

PRODUCTS = {
    "picture": ("picture", "-k", "2,2", "-o", "{}.svg"),
    "report": ("report", "-k", "2,2", "-o", "{}.html"),
    "export": ("export", "--to", "sympy", "-k", "2,2", "--target", "1,2,5", "-o", "{}.py"),
    "certificate export": ("certificate", "export", "--to", "coq", "c.json", "-o", "{}.v"),
    "certificate checker-archive": ("certificate", "checker-archive", "-o", "{}.pyz"),
    "certificate bundle": ("certificate", "bundle", "c.json", "-o", "{}.zip"),
    "sweep export": ("sweep", "export", "some.sqlite", "-o", "{}.csv"),
}
EACH_PRODUCT = [
    pytest.param(name, marks=[pytest.mark.needs("matplotlib")] if name == "picture" else []) for name in PRODUCTS
]
"""Commands that make a file and tell that they did."""


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lcnsym: CommandLine) -> None:
    """A folder with the files that the commands read."""
    monkeypatch.chdir(tmp_path)
    lcnsym("member", "-k", "2,2", "--filter", "1,0,1", "--certificate", "c.json")
    plan = MembershipSweep(1, (3, 2), (), 4, 9)
    with Store.create("some.sqlite", plan).writing() as writer:
        writer.add(map(plan.row, range(4)))


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be put onto the disk any more."""

    def fail(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fail)


@pytest.mark.usefixtures("full_disk")
@pytest.mark.parametrize("name", ANSWERS)
def test_the_answer_is_printed_where_its_file_fails(lcnsym: CommandLine, name: str) -> None:
    before = sorted(os.listdir())
    shown = lcnsym(*ANSWERS[name], "file")
    assert shown.status == 2
    assert_one_line(shown.err)
    assert "No space left" in shown.err
    assert shown.out
    run = lcnsym(*ANSWERS[name], "file", "--json")
    assert run.status == 2
    assert json.loads(run.out)
    assert sorted(os.listdir()) == before


@pytest.mark.usefixtures("full_disk")
@pytest.mark.parametrize("name", EACH_PRODUCT)
def test_no_command_says_that_it_wrote_what_it_did_not(lcnsym: CommandLine, name: str) -> None:
    before = sorted(os.listdir())
    for more in ((), ("--json",)):
        line = lcnsym.refused(*(word.format("file") for word in PRODUCTS[name]), *more)
        assert "No space left" in line
    assert sorted(os.listdir()) == before


@pytest.mark.parametrize("name", EACH_PRODUCT)
def test_an_output_that_is_no_regular_file(lcnsym: CommandLine, name: str) -> None:
    words = [word.format("pipe") for word in PRODUCTS[name]]
    os.mkfifo(words[-1])
    assert "nobody reads this pipe" in lcnsym.refused(*words)
    got = list[bytes]()
    reader = threading.Thread(target=lambda: got.append(Path(words[-1]).read_bytes()), daemon=True)
    reader.start()
    assert lcnsym(*words).status == 0
    reader.join(10)
    assert len(got[0]) > 20
    if Path("/dev/full").exists():
        full = words[-1].replace("pipe", "full")
        os.symlink("/dev/full", full)
        assert "No space left" in lcnsym.refused(*words[:-1], full)


def test_an_input_is_not_overwritten(lcnsym: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("w.csv").write_text("1,0,1\n", encoding="ascii")
    Path("rows.csv").write_text("2,0,0\n0,2,0\n0,0,2\n", encoding="ascii")
    for source, names in (
        ("w.csv", ("w.csv", "w.v", "w.json")),
        ("c.json", ("c.v",)),
        ("some.sqlite", ("some.csv",)),
        ("rows.csv", ("rows.svg",)),
    ):
        for name in names:
            if name != source:
                os.link(source, name)
        os.symlink(source, f"link.{source.partition('.')[0]}.csv")
    calls = [
        ("member", "-k", "2,2", "--filter", "@w.csv", "--certificate", "w.csv"),
        ("member", "-k", "2,2", "--filter", "@w.csv", "--certificate", "w.json"),
        ("member", "-k", "2,2", "--filter", "@link.w.csv", "--certificate", "w.json"),
        ("picture", "-k", "2,2", "--kind", "loss", "--target", "1,2,3", "--gram", "rows.csv", "-o", "rows.svg"),
        ("experiment", "-k", "2,2", "--runs", "1", "--targets", "w.csv", "--runs-to", "link.w.csv"),
        ("certificate", "export", "--to", "coq", "c.json", "-o", "c.v"),
        ("sweep", "export", "some.sqlite", "-o", "some.csv"),
        ("sweep", "export", "some.sqlite", "-o", "link.some.csv"),
    ]
    before = {path.name: path.read_bytes() for path in Path().iterdir()}
    for words in calls:
        assert "the same file as the input" in lcnsym.refused(*words)
    with open("w.csv", encoding="ascii") as stream:
        monkeypatch.setattr("sys.stdin", stream)
        found = subprocess.run(
            [sys.executable, "-m", "lcnsym", "member", "-k", "2,2", "--filter", "@-", "--certificate", "w.json"],
            stdin=stream,
            capture_output=True,
            text=True,
            check=False,
        )
    assert "the same file as the input stdin" in found.stderr
    assert found.returncode == 2
    assert {path.name: path.read_bytes() for path in Path().iterdir()} == before


def test_names_of_stdout_are_dashes(lcnsym: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("export", "--to", "sympy", "-k", "2,2", "--target", "1,2,5", "-o")
    expected = lcnsym(*words, "-").out
    for name in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"):
        assert lcnsym(*words, name).out == expected
        assert "both print on stdout" in lcnsym.refused(*words, name, "--json")
    # a shell has opened the file: it is not replaced behind its back
    with open("table.csv", "wb") as stream:
        subprocess.run([sys.executable, "-m", "lcnsym", *words, "/dev/stdout"], stdout=stream, check=True)
    assert Path("table.csv").read_text(encoding="ascii") == expected
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
    assert "closed" not in lcnsym(*words, "-").err


@pytest.mark.parametrize("name", [*EACH_PRODUCT, "member"])
def test_drafts_of_others_do_no_harm(lcnsym: CommandLine, name: str) -> None:
    for number in (1, os.getpid()):
        Path(f".lcnsym-{number}.tmp").write_text("left by a process that was killed", encoding="ascii")
    words = [word.format("file") for word in PRODUCTS[name]] if name in PRODUCTS else [*ANSWERS[name], "m.json"]
    assert lcnsym(*words).status == 0


def test_exports_at_once_do_not_get_each_others_tables(tmp_path: Path) -> None:
    """Each of several processes, all of number one in their own namespace where that can be, exports its own sweep."""
    expected = {}
    for seed in (2, 3, 4):
        plan = MembershipSweep(seed, (3, 2), (), 400, 9)
        with Store.create(f"{seed}.sqlite", plan).writing() as writer:
            writer.add(map(plan.row, range(400)))
        subprocess.run([*_export(seed), "-o", "first.csv"], check=True, capture_output=True)
        expected[seed] = Path("first.csv").read_bytes()
    assert len(set(expected.values())) == 3
    prefix = [str(shutil.which("unshare")), "--pid", "--fork"]
    if not Path(prefix[0]).exists() or subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode:
        prefix = []
    for _ in range(4):
        processes = {seed: subprocess.Popen([*prefix, *_export(seed), "-o", f"{seed}.csv"]) for seed in expected}
        assert {process.wait(60) for process in processes.values()} == {0}
        assert {seed: (tmp_path / f"{seed}.csv").read_bytes() for seed in expected} == expected


def _export(seed: int) -> list[str]:
    code = "import sys; from lcnsym.cli.main import run; run()"
    return [sys.executable, "-c", code, "sweep", "export", f"{seed}.sqlite"]


@pytest.mark.needs("matplotlib")
def test_a_small_disk_is_one_line(lcnsym: CommandLine, small_disk: Path) -> None:
    (small_disk / "rest").write_bytes(b"0" * 200_000)
    assert "No space left" in lcnsym.refused("picture", "-k", "5", "-o", str(small_disk / "p.png"))
    run = lcnsym("member", "-k", "3,2", "--filter", "1,2,3,4", "--certificate", str(small_disk / "c.json"))
    assert run.status == 0
    (small_disk / "more").write_bytes(b"0" * (os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize))
    run = lcnsym("member", "-k", "3,2", "--filter", "1,2,3,4", "--certificate", str(small_disk / "d.json"))
    assert run.status == 2
    assert "No space left" in run.err
    assert run.out
    assert sorted(path.name for path in small_disk.iterdir()) == ["c.json", "more", "rest"]


def _certified(redirected: str, name: str) -> subprocess.CompletedProcess[str]:
    """A certificate for the filter in x.json, by a shell that redirects descriptors."""
    words = ["-m", "lcnsym", "member", "-k", "2,2", "--filter", "@x.json", "--certificate", name]
    shell = ["/bin/sh", "-c", f'exec "$@" {redirected}', "sh", sys.executable, *words]
    return subprocess.run(shell, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.skipif(not Path("/bin/sh").exists(), reason="needs a shell")
def test_descriptors_that_nobody_gave_are_refused() -> None:
    Path("x.json").write_text("[1,0,1]", encoding="ascii")
    for number in (0, *range(3, 14)):
        found = _certified("", f"/dev/fd/{number}")
        assert found.returncode == 2
        assert_one_line(found.stderr)
        assert "Bad file descriptor" in found.stderr
        assert found.stdout == ""
    for redirected, name in (("2>&-", "/dev/stderr"), ("5<x.json", "/dev/fd/5")):
        found = _certified(redirected, name)
        assert (found.returncode, found.stdout) == (2, "")
    for number in (3, 5, 6, 9):
        found = _certified(f"{number}>given", f"/dev/fd/{number}")
        assert found.returncode == 0
        assert Path("given").read_bytes() == Path("c.json").read_bytes()


@pytest.mark.skipif(not Path("/bin/sh").exists(), reason="needs a shell")
def test_an_input_is_not_changed_through_stderr() -> None:
    Path("x.json").write_text("[1,0,1]", encoding="ascii")
    for name in ("/dev/fd/2", "/dev/stderr"):
        found = _certified("2>>x.json", name)
        assert (found.returncode, found.stdout) == (2, "")
        written = Path("x.json").read_text(encoding="ascii")
        assert written.startswith("[1,0,1]lcnsym: error: ")
        assert "the same file as the input 'x.json'" in written
        Path("x.json").write_text("[1,0,1]", encoding="ascii")
