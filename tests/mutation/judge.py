"""Judging one mutant, in a process of its own: the files of the corpus that run it, then the rule tests that do."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any

ROOT = Path(__file__).parents[2]
PACKAGE = "lcnsym.checker"
CODE = ROOT / "lcnsym" / "checker"
CORPUS = ROOT / "tests" / "corpora"
EXPECTED = {"good": "accepted", "wrong/rejected": "rejected", "wrong/malformed": "malformed"}
MEMORY = 2**30
"""Bytes that a mutant may use beside what the process had."""
Lines = dict[str, set[int]]
"""Lines that ran, by file."""


@dataclass(frozen=True)
class Case:
    """A file of the corpus and the verdict that it must get."""

    name: str
    path: Path
    expected: str


def cases() -> list[Case]:
    """The whole corpus."""
    return [
        Case(f"{folder}/{path.name}", path, expected)
        for folder, expected in EXPECTED.items()
        for path in sorted((CORPUS / folder).glob("*"))
    ]


class _Code(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports the checker from code objects, of which some may be mutated."""

    def __init__(self, codes: dict[str, CodeType]) -> None:
        self._codes = codes

    def find_spec(self, name: str, _path: object, _target: object = None) -> importlib.machinery.ModuleSpec | None:
        file = self._file(name)
        if file is None:
            return None
        is_package = file.endswith("__init__.py")
        return importlib.util.spec_from_file_location(
            name,
            CODE / file,
            loader=self,
            submodule_search_locations=[str((CODE / file).parent)] if is_package else None,
        )

    def exec_module(self, module: ModuleType) -> None:
        file = self._file(module.__name__)
        assert file is not None
        exec(self._codes[file], module.__dict__)  # noqa: S102 - the checker's own code

    def _file(self, name: str) -> str | None:
        if name != PACKAGE and not name.startswith(PACKAGE + "."):
            return None
        inner = name[len(PACKAGE) + 1 :].replace(".", "/")
        options = (f"{inner}.py", f"{inner}/__init__.py") if inner else ("__init__.py",)
        return next((file for file in options if file in self._codes), None)


def install(codes: dict[str, CodeType]) -> None:
    """From now on this process imports the checker from these code objects."""
    for name in [name for name in sys.modules if name == PACKAGE or name.startswith(PACKAGE + ".")]:
        del sys.modules[name]
    sys.meta_path.insert(0, _Code(codes))


def judge_file() -> Callable[[Path], str]:
    """The checker of this process as a function from files to verdicts; what its lines look like is judged too."""
    checker = importlib.import_module(PACKAGE)

    def verdict(path: Path) -> str:
        try:
            result = checker.check_file(path)
        except checker.Malformed as error:
            return "malformed" if _is_line(str(error)) else "malformed, in no short line"
        if not _is_line(result.claim):
            return "a claim in no short line"
        if result.accepted:
            return "accepted" if result.reason is None else "accepted, with a reason"
        return "rejected" if _is_line(result.reason) and result.reason.startswith("rule ") else "rejected by no rule"

    return verdict


def _is_line(text: str) -> bool:
    return bool(text) and len(text) < 1200 and text.isprintable()


class TimeIsUpError(BaseException):
    """The limit of processor time for one file."""


def _time_is_up(_number: int, _frame: FrameType | None) -> None:
    raise TimeIsUpError


@contextmanager
def seconds(limit: float) -> Iterator[None]:
    """Raises TimeIsUpError in the block after so much processor time."""
    signal.signal(signal.SIGPROF, _time_is_up)
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def bounded(processor_seconds: float) -> None:
    """Limits of this process beyond what it used: a signal ends it where no exception can."""
    used = int(time.process_time() + processor_seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (used, used + 1))
    pages = int(Path("/proc/self/statm").read_text().split()[0]) if Path("/proc/self/statm").exists() else None
    if pages is not None:
        most = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def through_corpus(files: Sequence[tuple[Case, float]]) -> str | None:
    """What kills the mutant of this process, in words that begin with how; None: nothing.

    Args:
        files: cases with limits of seconds.
    """
    try:
        verdict = judge_file()
    except Exception as error:
        return f"crash: {type(error).__name__} at import"
    for case, limit in files:
        try:
            with seconds(limit):
                found = verdict(case.path)
        except TimeIsUpError:
            return f"timeout: {case.name}"
        except Exception as error:
            return f"crash: {type(error).__name__} in {case.name}"
        if found != case.expected:
            return f"corpus: {case.name} is {found}"
    return None


class Tracer:
    """Collects the lines of the checker that run."""

    def __init__(self) -> None:
        self.lines: Lines = {}
        self._root = str(CODE) + "/"

    def __enter__(self) -> None:
        self.lines = {}
        sys.settrace(self._enter)

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)

    def _enter(self, frame: FrameType, _event: str, _argument: Any) -> Any:
        if not frame.f_code.co_filename.startswith(self._root):
            return None
        known = self.lines.setdefault(frame.f_code.co_filename.removeprefix(self._root), set())

        def line(frame: FrameType, _event: str, _argument: Any) -> Any:
            known.add(frame.f_lineno)
            return line

        known.add(frame.f_lineno)
        return line


def corpus_coverage() -> list[tuple[Case, float, Lines]]:
    """For every file of the corpus the seconds that it takes and the lines that it runs."""
    verdict, found = judge_file(), []
    tracer = Tracer()
    for case in cases():
        # the first time, as rules are loaded when they are asked for
        with tracer:
            assert verdict(case.path) == case.expected, f"{case.name} is {verdict(case.path)}"
        begin = time.process_time()
        verdict(case.path)
        found.append((case, time.process_time() - begin, tracer.lines))
    return found


def silent() -> None:
    """No output from this process."""
    null = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(null, number)
