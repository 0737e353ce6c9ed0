"""What a command and the process that supervises it tell each other, and the limits of time and memory of a command.

FLINT's functions do not come back before they are done: no handler of Python runs meanwhile, and where FLINT gets no
memory it prints on stdout and aborts. So a command runs in a child of the process that the user started
(`lcnsym.supervisor`). What C libraries print never reaches the user's streams: descriptors 1 and 2 of the child lead to
the parent, and Python's streams to copies of what they were.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType
from typing import TextIO

GRACE = 1.5
"""Seconds in which the child has to come back to Python after a signal or at its time limit."""
ASSEMBLY = 10.0
"""Seconds that it then has to make an answer of what it has."""
ECHO = 0.05
"""Seconds in which a signal that was sent to all processes of a terminal has reached the child too."""
MEGABYTE = 1 << 20
MARGIN = 64 * MEGABYTE
"""What a single allocation may ask for when a library is loaded."""
INTERRUPTED, BAD_INPUT, DEFECT = 130, 2, 70

# what the child tells, a byte each; the numbers of signals that arrive are among them
HEARD, ANSWERING, LIMITED, LEAVING = b"\xfc", b"\xfd", b"\xfe", b"\xff"


@dataclass
class _Line:
    """The child's end of the pipe to the parent; −1: there is no parent that waits."""

    descriptor: int = -1

    def tell(self, what: bytes) -> None:
        """Tell the parent, if there is one and it listens."""
        if self.descriptor >= 0:
            try:
                os.write(self.descriptor, what)
            except OSError:
                self.descriptor = -1


_LINE = _Line()


def become_child(lifeline: int, line: int) -> None:
    """Die with the parent, tell it of signals, and leave it what C libraries print."""
    import fcntl  # noqa: PLC0415 - exists where fork does
    import select  # noqa: PLC0415
    import signal  # noqa: PLC0415

    # when the parent is gone, the pipe ends, and SIGIO ends this process
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGIO})
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)
    if select.select([lifeline], [], [], 0)[0]:
        # it was gone before, and no signal comes
        os._exit(DEFECT)
    os.set_blocking(line, False)
    _LINE.descriptor = line
    signal.set_wakeup_fd(line, warn_on_full_buffer=False)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt)
    for name in ("stdout", "stderr"):
        _moved(name, line)


def _interrupt(_number: int, frame: FrameType | None) -> None:
    heard()
    if frame is not None and frame.f_code.co_filename.startswith("<frozen importlib") and is_near_memory_limit():
        # where OpenBLAS gets no memory for its threads, it sends the signal to its own process
        raise MemoryError
    raise KeyboardInterrupt


def _moved(name: str, line: int) -> None:
    """Let Python's stream go on on a copy of its descriptor, which itself leads to the parent from now on."""
    stream: TextIO | None = getattr(sys, name)
    if stream is None:
        return
    stream.flush()
    number = stream.fileno()
    copy = open(  # noqa: SIM115 - as long as the process
        os.dup(number), "w", encoding=stream.encoding, errors=stream.errors, buffering=1 if stream.isatty() else -1
    )
    setattr(sys, name, copy)
    setattr(sys, f"__{name}__", copy)
    os.dup2(line, number)


@dataclass
class _Limits:
    """The limits of this process, and whether the time is over."""

    seconds: int | None = None
    megabytes: int | None = None
    is_over: bool = False


_LIMITS = _Limits()


class TimeIsOverError(KeyboardInterrupt):
    """The time limit was reached; like Ctrl-C, so that what is done is kept where an interrupt keeps it."""


@contextmanager
def limited(seconds: int | None, megabytes: int | None) -> Iterator[None]:
    """Limit the time by the clock, after which TimeIsOverError is raised, and the address space of this process.

    Args:
        seconds, megabytes: the limits; None: there is none. A lower one on the address space that is in force stays.
    """
    _LIMITS.seconds, _LIMITS.megabytes, _LIMITS.is_over = seconds, megabytes, False
    with _memory_limited(megabytes), _time_limited(seconds):
        if seconds is not None or megabytes is not None:
            _LINE.tell(LIMITED + f"{seconds or ''} {megabytes or ''}\n".encode())
        yield


@contextmanager
def _memory_limited(megabytes: int | None) -> Iterator[None]:
    if megabytes is None:
        yield
        return
    import resource  # noqa: PLC0415 - seldom needed

    before = resource.getrlimit(resource.RLIMIT_AS)
    known = [value for value in before if value != resource.RLIM_INFINITY]
    most = min([megabytes * MEGABYTE, *known])
    if _mapped() > most:
        raise MemoryError
    resource.setrlimit(resource.RLIMIT_AS, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def _mapped() -> int:
    """The bytes of this process's address space; 0 where that is not known."""
    import resource  # noqa: PLC0415 - seldom needed

    try:
        with open("/proc/self/statm", encoding="ascii") as stream:
            return int(stream.read().split()[0]) * resource.getpagesize()
    except (OSError, ValueError):
        return 0


@contextmanager
def _time_limited(seconds: int | None) -> Iterator[None]:
    if seconds is None:
        yield
        return
    import signal  # noqa: PLC0415 - seldom needed

    before = signal.signal(signal.SIGALRM, _time_is_over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _time_is_over(_number: int, _frame: object) -> None:
    _LIMITS.is_over = True
    heard()
    raise TimeIsOverError


def heard() -> None:
    """Tell the parent that a signal was acted upon: the rest is Python's, which can be waited for."""
    _LINE.tell(HEARD)


def leaving() -> None:
    """Tell the parent that this process ends by itself now; a library that ends it does not."""
    _LINE.tell(LEAVING)


def say(text: str) -> None:
    """One line on stderr, with as little as possible, where even memory may lack."""
    stream = sys.stderr
    with suppress(OSError, ValueError):
        os.write(2 if stream is None else stream.fileno(), f"lcnsym: {text}\n".encode("ascii", "backslashreplace"))


def answering() -> None:
    """The work is done and what remains is to write: no time limit ends that."""
    _LINE.tell(ANSWERING)
    if _LIMITS.seconds is not None:
        import signal  # noqa: PLC0415 - seldom needed

        signal.setitimer(signal.ITIMER_REAL, 0)


def time_is_over() -> bool:
    """Whether the time limit was reached."""
    return _LIMITS.is_over


def time_told() -> str:
    """What to say at the time limit."""
    return time_text(_LIMITS.seconds or 0)


def time_text(seconds: int) -> str:
    """What to say at a time limit."""
    return f"stopped after {seconds} seconds, the limit of --max-seconds"


def is_lack_of_memory(error: BaseException) -> bool:
    """Whether an error came of a failed allocation; loading a library may put it in words of its own."""
    return any(_is_failed_allocation(one) for one in causes(error))


def _is_failed_allocation(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM
    words = str(error)
    if isinstance(error, AttributeError):
        # NumPy asks for what every whole module of that name has
        return "datetime_CAPI" in words
    return isinstance(error, MemoryError) or (
        isinstance(error, ImportError) and ("failed to map" in words or "allocate" in words or "MemoryError" in words)
    )


def causes(error: BaseException) -> Iterator[BaseException]:
    """The error, and those that it came of or after."""
    seen: list[BaseException] = []
    found: BaseException | None = error
    while found is not None and found not in seen:
        yield found
        seen.append(found)
        found = found.__cause__ or found.__context__


def is_near_memory_limit() -> bool:
    """Whether a failed allocation may be behind an error that says nothing of it, as of a library half loaded."""
    import resource  # noqa: PLC0415 - seldom needed

    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    return soft != resource.RLIM_INFINITY and _most_mapped() + MARGIN > soft


def _most_mapped() -> int:
    """The bytes that this process's address space had at most; 0 where that is not known."""
    with suppress(OSError, ValueError), open("/proc/self/status", encoding="ascii", errors="replace") as stream:
        for line in stream:
            if line.startswith("VmPeak:"):
                return int(line.split()[1]) * 1024
    return 0


def lack_told(error: BaseException) -> str | None:
    """What to say where the system refused something that a process needs; None: that is not behind this error."""
    if is_lack_of_memory(error):
        return memory_told()
    if any(_is_lack_of_descriptors(one) for one in causes(error)):
        return "too many files are open for the limits of this process or of the system"
    return None


def _is_lack_of_descriptors(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in (errno.EMFILE, errno.ENFILE)
    return isinstance(error, ImportError) and os.strerror(errno.EMFILE) in str(error)


def memory_told() -> str:
    """What to say where memory ran out."""
    return memory_text(_LIMITS.megabytes)


def memory_text(megabytes: int | None) -> str:
    """The same at a limit of --max-memory; None: at those that the process was given, or without any."""
    if megabytes is not None:
        return f"memory ran out, the limit of --max-memory is {megabytes} MB"
    try:
        import resource  # noqa: PLC0415 - seldom needed
    except ImportError:
        return "memory ran out"
    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    return "memory ran out" + ("" if soft == resource.RLIM_INFINITY else f", this process has {soft // MEGABYTE} MB")
