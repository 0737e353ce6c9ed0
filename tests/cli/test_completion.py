"""Completion scripts, asked by the shells themselves."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from lcnsym.cli.command_table import SUMMARIES, load
from lcnsym.cli.commands.completion import SHELLS
from lcnsym.cli.commands.picture import COMMAND as PICTURE
from lcnsym.show.pictures.families import KINDS
from lcnsym.theorems import all_theorems

from .support import CommandLine

SECONDS = 30
FIRSTS = {name.split(" ")[0] for name in SUMMARIES}

OFFERED = {
    "lcnsym ": {*FIRSTS, "--version", "--cite", "--help"},
    "lcnsym arch": {"architecture", "architectures"},
    "lcnsym theorem ": {"list", "check", "--help"},
    "lcnsym theorem check membership": {"membership", "membership-probability", "membership-strides"},
    "lcnsym theorem check ": {known.name for known in all_theorems()},
    "lcnsym describe --format ": {"text", "latex", "sympy", "smtlib", "qepcad"},
    "lcnsym describe -k 2,2 --format s": {"sympy", "smtlib"},
    "lcnsym member --claim ": {"member", "complex-member", "position", "pattern"},
    "lcnsym member -k ": set(),
    "lcnsym completion ": set(SHELLS),
    "lcnsym picture --kind ": set(KINDS),
}


@pytest.fixture
def script(lcnsym: CommandLine, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The script for the shell that a test is about, and a file to be found."""
    (tmp_path / "found here.json").touch()
    path = tmp_path / "completion"
    path.write_text(lcnsym("completion", request.param).out, encoding="utf-8")
    return path


def path_of(shell: str) -> str:
    return str(shutil.which(shell))


def asked(words: list[str], folder: Path) -> list[str]:
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=SECONDS, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def bash(script: Path, line: str) -> set[str]:
    words = line.split(" ")
    listed = " ".join(f"'{word}'" for word in words)
    ask = f"source '{script}'; COMP_WORDS=({listed}); COMP_CWORD={len(words) - 1}; _lcnsym"
    ask += "; printf '%s\\n' \"${COMPREPLY[@]}\""
    return {word for word in asked([path_of("bash"), "--norc", "-c", ask], script.parent) if word}


def fish(script: Path, line: str) -> set[str]:
    lines = asked([path_of("fish"), "--no-config", "-c", f"source '{script}'; complete -C '{line}'"], script.parent)
    return {found.partition("\t")[0] for found in lines}


@pytest.mark.parametrize("line", OFFERED)
@pytest.mark.needs("bash")
@pytest.mark.parametrize("script", ["bash"], indirect=True)
def test_bash_offers(script: Path, line: str) -> None:
    assert bash(script, line) == OFFERED[line]


@pytest.mark.parametrize("line", OFFERED)
@pytest.mark.needs("fish")
@pytest.mark.parametrize("script", ["fish"], indirect=True)
def test_fish_offers(script: Path, line: str) -> None:
    """Options are offered after a hyphen only."""
    assert fish(script, line) == {word for word in OFFERED[line] if not word.startswith("-")}


@pytest.mark.parametrize("name", SUMMARIES)
@pytest.mark.needs("bash")
@pytest.mark.parametrize("script", ["bash"], indirect=True)
def test_all_options_of_every_command_in_bash(script: Path, name: str) -> None:
    assert bash(script, f"lcnsym {name} -") == {word.name for word in load(name).parser().vocabulary if word.name}


@pytest.mark.needs("fish")
@pytest.mark.parametrize("script", ["fish"], indirect=True)
def test_all_options_of_every_command_in_fish(script: Path) -> None:
    for name in SUMMARIES:
        expected = {word.name for word in load(name).parser().vocabulary if word.name}
        assert fish(script, f"lcnsym {name} -") == expected


@pytest.mark.needs("bash")
@pytest.mark.parametrize("script", ["bash"], indirect=True)
def test_files_in_bash(script: Path) -> None:
    assert bash(script, "lcnsym certificate check fou") == {"found here.json"}
    assert bash(script, "lcnsym member --certificate fou") == {"found here.json"}
    assert bash(script, "lcnsym describe --format = sm") == {"smtlib"}


@pytest.mark.needs("fish")
@pytest.mark.parametrize("script", ["fish"], indirect=True)
def test_files_in_fish(script: Path) -> None:
    assert fish(script, "lcnsym certificate check fou") == {"found\\ here.json"} or "found here.json" in fish(
        script, "lcnsym certificate check fou"
    )
    assert fish(script, "lcnsym describe --format=sm") == {"--format=smtlib"}


def typed(words: list[str], setup: str, line: str, folder: Path) -> str:
    """What stands on the command line of an interactive shell after a line and the tabulator key."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        settings = {**os.environ, "TERM": "dumb", "PS1": "> ", "HOME": str(folder), "ZDOTDIR": str(folder)}
        os.execve(words[0], words, settings)  # noqa: S606 - a shell that a test asks
    try:
        os.write(terminal, f"{setup}\necho rea''dy\n".encode())
        assert b"ready\r\n" in until(terminal, b"ready\r\n")
        os.write(terminal, f"{line}\t".encode())
        time.sleep(0.3)
        # to the beginning of the line, and to its end: the line becomes what echo prints
        os.write(terminal, b"\x01echo '<<\x05>>'\n")
        shown = until(terminal, b">>\r\n").decode(errors="replace")
        return shown.rpartition("\n<<")[2].partition(">>\r\n")[0].strip()
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(terminal)


def until(terminal: int, mark: bytes) -> bytes:
    found, end = b"", time.monotonic() + SECONDS
    while mark not in found and time.monotonic() < end:
        if select.select([terminal], [], [], 0.1)[0]:
            found += os.read(terminal, 65536)
    return found


TYPED = {
    "lcnsym desc": "lcnsym describe",
    "lcnsym theorem ch": "lcnsym theorem check",
    "lcnsym theorem check member": "lcnsym theorem check membership",
    "lcnsym describe --format sm": "lcnsym describe --format smtlib",
    "lcnsym describe --format=sm": "lcnsym describe --format=smtlib",
    "lcnsym member --cert": "lcnsym member --certificate",
    "lcnsym certificate check comp": "lcnsym certificate check completion",
    "lcnsym member -k 3": "lcnsym member -k 3",
}


@pytest.mark.parametrize("line", TYPED)
@pytest.mark.needs("zsh")
@pytest.mark.parametrize("script", ["zsh"], indirect=True)
def test_zsh_completes(script: Path, line: str) -> None:
    setup = f"autoload -U compinit; compinit -u -D; source '{script}'"
    assert typed([path_of("zsh"), "-f", "-i"], setup, line, script.parent) == TYPED[line]


@pytest.mark.parametrize("line", ["lcnsym theorem ch", "lcnsym describe --format=sm"])
@pytest.mark.needs("bash")
@pytest.mark.parametrize("script", ["bash"], indirect=True)
def test_bash_completes(script: Path, line: str) -> None:
    assert typed([path_of("bash"), "--norc", "-i"], f"source '{script}'", line, script.parent) == TYPED[line]


@pytest.mark.quick
def test_json(lcnsym: CommandLine) -> None:
    for shell in SHELLS:
        assert lcnsym.json("completion", shell)["script"] == lcnsym("completion", shell).out


@pytest.mark.quick
def test_kinds_of_pictures() -> None:
    (kind,) = (word for word in PICTURE.parser().vocabulary if word.name == "--kind")
    assert kind.choices == KINDS
