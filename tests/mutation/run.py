"""Runs mutants in forked processes, a few at a time."""

from __future__ import annotations

import ast
import gc
import os
import pickle
import signal
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import CodeType
from typing import Any

from tests.mutation import judge, rule_tests
from tests.mutation.judge import CODE, Case, Lines
from tests.mutation.sites import Site, sites

FACTOR, EXTRA = 20, 2.0
"""A mutant may take so many times what a file takes, and so many seconds more."""
TEST_SECONDS = 300.0
MOST_SECONDS = 1800
"""On the wall, for what waits and takes no processor time."""


@dataclass(frozen=True)
class Outcome:
    """A mutant and what killed it: "corpus: …", "tests: …", "crash: …", "timeout: …"; None: it survives."""

    site: Site
    killed: str | None

    @property
    def how(self) -> str:
        """The first word."""
        return self.killed.partition(":")[0] if self.killed else "survived"


def trees() -> dict[str, ast.Module]:
    """The syntax trees of the checker's files."""
    return {str(path.relative_to(CODE)): ast.parse(path.read_text()) for path in sorted(CODE.glob("**/*.py"))}


def all_sites(parsed: dict[str, ast.Module]) -> list[Site]:
    """All mutations of all files."""
    return [site for file, tree in parsed.items() for site in sites(file, tree)]


class Mutants:
    """The mutants of the checker, judged by the corpus and the rule tests.

    Args:
        parsed: the trees that the sites are in.
        jobs: processes at a time.
        tested: whether a mutant that survives the corpus is put through the rule tests.
    """

    def __init__(self, parsed: dict[str, ast.Module], jobs: int, tested: Callable[[Site], bool] | None) -> None:
        self._trees, self._jobs, self._tested = parsed, jobs, tested
        self._codes = {file: _compiled(file, tree) for file, tree in parsed.items()}
        if tested:
            rule_tests.prepare()
        gc.freeze()
        self._cases: list[tuple[Case, float, Lines]] = _alone(self._covered_by_corpus)
        self._names: list[tuple[str, float, Lines]] = _alone(self._covered_by_tests) if tested else []
        self._cases.sort(key=lambda case: case[1])
        self._names.sort(key=lambda name: name[1])

    def outcomes(self, chosen: Sequence[Site], told: Callable[[Outcome], None]) -> list[Outcome]:
        """Every site's outcome, in the order of the sites; each is told as soon as it is known."""
        found: dict[int, Outcome] = {}
        left = list(enumerate(chosen))[::-1]
        running: dict[int, tuple[int, int]] = {}
        while left or running:
            while left and len(running) < self._jobs:
                i, site = left.pop()
                pid, pipe = _forked(lambda report, site=site: self._child(site, report))
                running[pid] = (i, pipe)
            pid, status = os.wait()
            if pid not in running:
                continue
            i, pipe = running.pop(pid)
            with os.fdopen(pipe, "rb") as stream:
                said = stream.read().decode()
            found[i] = Outcome(chosen[i], _told(said, status))
            told(found[i])
        return [found[i] for i in range(len(chosen))]

    def _covered_by_corpus(self) -> list[tuple[Case, float, Lines]]:
        judge.install(self._codes)
        return judge.corpus_coverage()

    def _covered_by_tests(self) -> list[tuple[str, float, Lines]]:
        judge.install(self._codes)
        return rule_tests.coverage()

    def _child(self, site: Site, report: Callable[[str], None]) -> None:
        site.apply()
        try:
            codes = {**self._codes, site.file: _compiled(site.file, self._trees[site.file])}
        except SyntaxError:
            report("no mutant: not Python")
            return
        files = [(case, EXTRA + FACTOR * taken) for case, taken, lines in self._cases if _runs(site, lines)]
        judge.install(codes)
        judge.bounded(sum(taken for _, taken, _ in self._cases) + TEST_SECONDS)
        killed = judge.through_corpus(files)
        if killed is None and self._tested and self._tested(site):
            limits = {name: EXTRA + FACTOR * taken for name, taken, lines in self._names if _runs(site, lines)}
            killed = rule_tests.through_tests(limits) if limits else None
        report(killed or "survived")


def _runs(site: Site, lines: Lines) -> bool:
    first, last = site.lines
    return site.at_import or any(first <= line <= last for line in lines.get(site.file, ()))


def _compiled(file: str, tree: ast.Module) -> CodeType:
    return compile(tree, str(CODE / file), "exec", dont_inherit=True)


def _told(said: str, status: int) -> str | None:
    """What a process reported; without a report it was ended by its limits, or crashed."""
    if said:
        return None if said == "survived" else said
    number = os.waitstatus_to_exitcode(status)
    if number in (-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGPROF, -signal.SIGALRM):
        return "timeout: ended by its limit of time"
    return f"crash: the process ended with {number}"


def _forked(work: Callable[[Callable[[str], None]], None]) -> tuple[int, int]:
    """A child that works in silence; its pid and where its report is read."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writer)
        return pid, reader
    status = 1
    try:
        os.close(reader)
        # a mutant of the guard may end its whole process group
        os.setsid()
        signal.alarm(MOST_SECONDS)
        judge.silent()
        work(lambda text: _written(writer, text))
        status = 0
    finally:
        os._exit(status)


def _written(writer: int, text: str) -> None:
    os.write(writer, text.encode())


def _alone(work: Callable[[], Any]) -> Any:
    """What work returns, done in a child, so that nothing that it imports stays."""
    with tempfile.NamedTemporaryFile() as kept:

        def child(report: Callable[[str], None]) -> None:
            try:
                done: tuple[Any, str] = (work(), "")
            except BaseException as error:
                done = (None, f"{type(error).__name__}: {error}")
            with open(kept.name, "wb") as stream:
                pickle.dump(done, stream)
            report("done")

        pid, pipe = _forked(child)
        os.waitpid(pid, 0)
        os.close(pipe)
        with open(kept.name, "rb") as stream:
            found, error = pickle.load(stream)  # noqa: S301 - written by the child above
    if error:
        raise RuntimeError(error)
    return found


def chosen(found: Iterable[Site], files: Sequence[str], without: Sequence[str], only: Sequence[str]) -> list[Site]:
    """Those of some files, or on some lines FILE:LINE."""
    lines = [(file, int(line)) for file, _, line in (text.rpartition(":") for text in only)]
    return [
        site
        for site in found
        if (not files or site.file in files)
        and site.file not in without
        and (not lines or any(file == site.file and site.lines[0] <= line <= site.lines[1] for file, line in lines))
    ]
