"""Help, version, and the words before a command's options."""

from __future__ import annotations

import errno
import shlex
from pathlib import Path

import pytest

from lcnsym import __version__
from lcnsym.cli.command_table import QUESTIONS, SUMMARIES
from lcnsym.cli.main import DEFECT
from lcnsym.supervision import INTERRUPTED

from .support import CommandLine

NEED_FILES = (
    "certificate check",
    "certificate export",
    "certificate bundle",
    "model",
    "sweep resume",
    "sweep status",
    "sweep verify",
    "sweep export",
)


@pytest.mark.quick
def test_help_lists_the_commands_and_the_exit_statuses(lcnsym: CommandLine) -> None:
    run = lcnsym("-h")
    assert run.status == 0
    assert all(name in run.out for name in SUMMARIES)
    assert "exit status" in run.out
    assert lcnsym("--help") == run
    assert lcnsym() == run


@pytest.mark.quick
def test_every_command_answers_a_question_once() -> None:
    words = [word for line in QUESTIONS.values() for word in line.split()]
    assert sorted(words) == sorted({name.split(" ")[0] for name in SUMMARIES})


@pytest.mark.quick
@pytest.mark.parametrize("name", SUMMARIES)
def test_every_command_has_help_with_an_example_that_works(lcnsym: CommandLine, name: str) -> None:
    run = lcnsym(*name.split(" "), "-h")
    assert run.status == 0
    assert run.err == ""
    assert f"usage: lcnsym {name}" in run.out
    assert "--json" in run.out
    assert "exit status" in run.out
    assert f"  lcnsym {name}" in run.out.partition("example:\n")[2]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.needs("matplotlib")] if name == "picture" else [])
        for name in SUMMARIES
        if name not in NEED_FILES
    ],
)
def test_the_examples_run(lcnsym: CommandLine, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    example = lcnsym(*name.split(" "), "-h").out.partition("example:\n")[2].splitlines()[0]
    assert lcnsym(*shlex.split(example)[1:]).status == 0


@pytest.mark.quick
@pytest.mark.parametrize("group", ["theorem", "certificate"])
def test_groups_have_help(lcnsym: CommandLine, group: str) -> None:
    run = lcnsym(group, "-h")
    assert run.status == 0
    assert f"{group} check" in run.out


@pytest.mark.quick
def test_version(lcnsym: CommandLine) -> None:
    assert lcnsym("--version").out == f"lcnsym {__version__}\n"


@pytest.mark.quick
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("membr",), "did you mean member?"),
        (("pattrn", "--filter", "1"), "did you mean pattern?"),
        (("qqq",), "accepted: architecture, architectures, atlas, certificate"),
        (("theorem",), "a theorem command is required: list, check"),
        (("theorem", "chek"), "did you mean check?"),
        (("certificate", "zzz"), "accepted: check"),
        (("--json", "member"), "the command comes first"),
        (("member", "--fliter", "1"), "did you mean --filter?"),
        (("member", "-k", "3", "--filter", "1", "--jsn"), "did you mean --json?"),
        (("member", "-k", "3"), "--filter"),
        (("member", "--filter", "1,2"), "-k"),
        (("member", "-k"), "-k needs a value"),
        (("member", "-k", "--filter", "1"), "-k needs a value"),
        (("member", "--filter", "--json", "-k", "2"), "--filter needs a value"),
        (("member", "-k", "3", "--filter", "1", "extra"), "'extra'"),
        (("member", "-k", "3", "--filter", "1", "--json=yes"), "--json takes no value"),
        (("member", "-k", "3", "--filter", "1,2,3", "--filter", "1,2,3"), "--filter is given twice"),
        (("member", "-k", "3", "-k3", "--filter", "1,2,3"), "-k is given twice"),
        (("member", "--filt", "1,2,3", "-k", "3"), "unknown option '--filt'"),
        (("compose", "-x", "3"), "unknown option '-x'"),
        (("theorem", "check"), "NAME"),
        (("certificate", "check"), "FILE"),
        (("a" * 100_000,), "unknown command"),
        (("member", "--" + "a" * 100_000), "unknown option"),
        (("\x1b[31m\nred",), "unknown command"),
    ],
)
def test_wrong_words_are_refused_with_advice(lcnsym: CommandLine, words: tuple[str, ...], told: str) -> None:
    assert told in lcnsym.refused(*words)


@pytest.mark.quick
def test_no_control_characters_reach_the_terminal(lcnsym: CommandLine) -> None:
    assert "\x1b" not in lcnsym.refused("\x1b[31mred")
    assert "\x1b" not in lcnsym.refused("member", "-k", "\x1b[2J", "--filter", "1")


@pytest.mark.quick
def test_an_interrupt_ends_with_status_130(lcnsym: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("lcnsym.network.architecture.Architecture.parse", interrupt)
    run = lcnsym("architecture", "-k", "3")
    assert (run.status, run.out, run.err) == (130, "", "lcnsym: interrupted\n")


@pytest.mark.parametrize("is_cause", [True, False])
def test_an_interrupt_that_became_another_error_is_one(
    lcnsym: CommandLine, monkeypatch: pytest.MonkeyPatch, is_cause: bool
) -> None:
    """Python before 3.12 makes a RuntimeError of what is raised while a class is made, as in an import."""

    def interrupt(*_: object) -> None:
        try:
            raise KeyboardInterrupt
        except KeyboardInterrupt as error:
            if is_cause:
                raise RuntimeError("Error calling __set_name__") from error
            raise RuntimeError("Error calling __set_name__")  # noqa: B904 - the context alone tells

    monkeypatch.setattr("lcnsym.network.architecture.Architecture.parse", interrupt)
    run = lcnsym("architecture", "-k", "3")
    assert (run.status, run.out, run.err) == (130, "", "lcnsym: interrupted\n")


@pytest.mark.quick
def test_the_help_tells_all_statuses(lcnsym: CommandLine) -> None:
    for words in (("-h",), ("experiment", "-h")):
        told = lcnsym(*words).out.partition("exit status:")[2]
        assert [int(line.split()[0]) for line in told.strip().splitlines()] == [0, 1, 2, DEFECT, INTERRUPTED, 143]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (MemoryError(), "memory ran out"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "memory ran out"),
        (ImportError("libflint.so: failed to map segment from shared object"), "memory ran out"),
        (RecursionError(), "too large"),
    ],
)
def test_inputs_beyond_the_machine_are_one_line(
    lcnsym: CommandLine, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("lcnsym.network.architecture.Architecture.parse", fail)
    assert told in lcnsym.refused("architecture", "-k", "3")


@pytest.mark.quick
def test_a_defect_is_one_line_and_shows_its_place_on_request(
    lcnsym: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("deep inside")

    monkeypatch.setattr("lcnsym.network.architecture.Architecture.parse", fail)
    run = lcnsym("architecture", "-k", "3")
    assert run.status == 70
    assert run.err.startswith("lcnsym: internal error: ZeroDivisionError: deep inside")
    assert run.err.count("\n") == 1
    monkeypatch.setenv("LCNSYM_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        lcnsym("architecture", "-k", "3")
