"""A guard of last resort: every file is checked in a child process with little processor time and address space.

The meter refuses what is announced to cost too much; what costs more than was announced ends here, even in the midst
of an operation on long integers, which no signal handler of Python interrupts.
"""

from __future__ import annotations

import json
import os
import signal
import warnings
from dataclasses import asdict, dataclass
from pathlib import Path

from .files import UNREADABLE, Unreadable, check_file
from .kernel.outcome import GIVEN_UP, Malformed, shorten

try:
    import resource
except ImportError:  # not a Unix
    _HAS_LIMITS = False
else:
    _HAS_LIMITS = hasattr(os, "fork") and hasattr(resource, "RLIMIT_AS")

MALFORMED = "malformed: "
NO_LIMITS = "this platform does not limit processes: files are checked without limits of time and memory"


@dataclass(frozen=True)
class Limits:
    """Processor time in seconds, and memory in MB beside what the process has when it begins."""

    seconds: int = 38
    megabytes: int = 460


@dataclass(frozen=True)
class Answer:
    """What is said about one file.

    Attributes:
        file: its name.
        accepted: whether the evidence proves the claim.
        claim: the sentence; None: no claim could be read.
        reason: None when accepted, else why not; it begins with MALFORMED, UNREADABLE or GIVEN_UP where that is the
            outcome.
        digest: of the claim, see Result; None without one.
        statement: what the digest is of, in full, if that was asked for.
    """

    file: str
    accepted: bool
    claim: str | None
    reason: str | None
    digest: str | None
    statement: str | None

    @property
    def is_malformed(self) -> bool:
        """Whether the file is no certificate, or cannot be read."""
        return self.is_unreadable or (self.reason or "").startswith(MALFORMED)

    @property
    def is_unreadable(self) -> bool:
        """Whether the file cannot be read."""
        return (self.reason or "").startswith(UNREADABLE)

    @property
    def reason_alone(self) -> str:
        """The reason without the word for the outcome."""
        return (self.reason or "").removeprefix(MALFORMED).removeprefix(GIVEN_UP)

    @property
    def is_given_up(self) -> bool:
        """Whether the check was not finished."""
        return (self.reason or "").startswith(GIVEN_UP)


def has_limits() -> bool:
    """Whether files are checked in limited processes here; elsewhere NO_LIMITS should be said."""
    return _HAS_LIMITS


def check_guarded(file: str, limits: Limits | None = None, full: bool = False) -> Answer:
    """Check a file, or standard input for "-", within limits.

    Args:
        file: its name.
        limits: by default enough for every file that the meter lets pass on an ordinary machine.
        full: whether the statement is wanted.
    """
    if not _HAS_LIMITS:
        return _answer(file, full)
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # other threads of this process do not matter: the child computes, writes its answer, and exits
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        os.close(reading)
        _run_child(writing, file, limits or Limits(), full)
    os.close(writing)
    try:
        with os.fdopen(reading, "rb") as stream:
            text = stream.read()
    except BaseException:
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        _, status = os.waitpid(child, 0)
    # a child that was stopped may have written a part of its answer
    return _unfinished(file, _ending(status, limits or Limits())) if status else Answer(**json.loads(text))


def _run_child(writing: int, file: str, limits: Limits, full: bool) -> None:
    """Write the answer and exit."""
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGXCPU, signal.SIG_DFL)
        _limit(limits)
        text = json.dumps(asdict(_answer(file, full))).encode()
        with os.fdopen(writing, "wb") as stream:
            stream.write(text)
        status = 0
    finally:
        os._exit(status)


def _limit(limits: Limits) -> None:
    _set(resource.RLIMIT_CORE, 0)
    _set(resource.RLIMIT_CPU, limits.seconds)
    _set(resource.RLIMIT_AS, _mapped() + limits.megabytes * 2**20)


def _set(kind: int, value: int) -> None:
    """Lower the limit, where it is not lower already."""
    _, hard = resource.getrlimit(kind)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (value, hard))


def _mapped() -> int:
    """The bytes that the process has mapped; where that is not known, more than it usually has."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        return 2**29
    return pages * resource.getpagesize()


def _answer(file: str, full: bool) -> Answer:
    try:
        result = check_file(file)
        statement = result.canonical if full else None
        return Answer(file, result.accepted, result.claim or None, result.reason, result.digest, statement)
    except Unreadable as error:
        return Answer(file, False, None, str(error), None, None)
    except Malformed as error:
        return Answer(file, False, None, f"{MALFORMED}{error}", None, None)
    except MemoryError:
        return _unfinished(file, "out of memory")
    except Exception as error:
        # a fault of the checker must not hide what it says of other files
        return _unfinished(file, f"the checker failed: {type(error).__name__}: {shorten(str(error))}")


def _unfinished(file: str, reason: str) -> Answer:
    return Answer(file, False, None, f"{GIVEN_UP}{reason}", None, None)


def _ending(status: int, limits: Limits) -> str:
    """Why a child ended without an answer."""
    if os.WIFSIGNALED(status):
        if os.WTERMSIG(status) == signal.SIGXCPU:
            return f"more than {limits.seconds} seconds of processor time"
        return f"the process ended by signal {os.WTERMSIG(status)}"
    return "out of memory"
