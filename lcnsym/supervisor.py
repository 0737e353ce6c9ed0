"""A command in a child process, so that it can be ended whatever it does, and its end is told in one line.

The parent does nothing but wait: it passes signals on, kills the child if that does not come back to Python soon
afterwards, and puts the right line and exit status in the place of an abort.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from collections.abc import Sequence

from .supervision import (
    ANSWERING,
    ASSEMBLY,
    BAD_INPUT,
    DEFECT,
    ECHO,
    GRACE,
    HEARD,
    LIMITED,
    become_child,
    memory_text,
    time_text,
)

PASSED_ON = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
MOST_NOISE = 4000
LONGEST_LINE = 200
OUT_OF_MEMORY = (b"memory", b"alloc", b"Overflow", b"overflow")
"""What FLINT and GMP say where they abort for lack of memory, or of numbers for sizes."""


UNSUPERVISED = frozenset({"experiment", "sweep", "certificate", "completion", "environment"})
"""The first words of commands that FLINT does not hold up: they have processes of their own, or none of its calls."""


def enter(words: Sequence[str]) -> None:
    """Go on in a child process; the process that called this waits for it, and leaves with its status.

    Where processes cannot be forked, and for commands that need no supervision, go on as before.

    Args:
        words: of the command line, without the program's name.
    """
    if not hasattr(os, "fork") or not words or words[0] in UNSUPERVISED:
        return
    lifeline, told = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        os.close(lifeline[1])
        os.close(told[0])
        become_child(lifeline[0], told[1])
        return
    os.close(lifeline[0])
    os.close(told[1])
    os._exit(Supervisor(child, told[0]).status())


class Supervisor:
    """Waits for one child.

    Args:
        child: its process id.
        told: the descriptor from which what it tells is read.
    """

    def __init__(self, child: int, told: int) -> None:
        self._child = child
        self._told: int | None = told
        self._noise = b""
        self._deadline = float("inf")
        self._pending: dict[int, float] = {}
        self._reached: dict[int, float] = {}
        self._heard = float("-inf")
        self._seconds: int | None = None
        self._megabytes: int | None = None
        self._signal: int | None = None
        self._was_killed = False
        self._awake, self._wake = os.pipe()
        for end in (self._awake, self._wake, told):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
        for number in (*PASSED_ON, signal.SIGCHLD):
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, lambda *_: None)

    def status(self) -> int:
        """Wait for the end of the child; the exit status for it, after the line that belongs to it."""
        while True:
            ended, status = os.waitpid(self._child, os.WNOHANG)
            if ended:
                self._listen()
                return self._told_status(os.waitstatus_to_exitcode(status))
            self._wait()

    def _wait(self) -> None:
        """Until something happens or is due."""
        due = min([self._deadline, *self._pending.values()])
        timeout = None if due == float("inf") else max(due - time.monotonic(), 0)
        ready, _, _ = select.select([self._awake] + ([] if self._told is None else [self._told]), [], [], timeout)
        if self._told in ready:
            self._listen()
        if self._awake in ready:
            for number in os.read(self._awake, 512):
                if number in PASSED_ON:
                    self._receive(number)
        now = time.monotonic()
        for number in [number for number, due in self._pending.items() if due <= now]:
            # it was sent to this process alone
            del self._pending[number]
            self._send(number)
        if self._deadline <= now:
            self._was_killed, self._deadline = True, float("inf")
            self._send(signal.SIGKILL)

    def _receive(self, number: int) -> None:
        """A signal came; the child has it already where it was sent to all processes of a terminal."""
        now = time.monotonic()
        self._signal = number
        if now - self._reached.get(number, float("-inf")) > ECHO:
            self._pending[number] = now + ECHO
        if now - self._heard > ECHO:
            self._deadline = min(self._deadline, now + ECHO + GRACE)

    def _send(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._child, number)

    def _listen(self) -> None:
        """Read what the child told, and what its libraries printed."""
        while self._told is not None:
            try:
                piece = os.read(self._told, 65536)
            except BlockingIOError:
                return
            if not piece:
                # the child goes on without it, or has ended: SIGCHLD tells which
                os.close(self._told)
                self._told = None
                return
            self._understand(piece)

    def _understand(self, piece: bytes) -> None:
        now = time.monotonic()
        while piece:
            head, piece = piece[:1], piece[1:]
            if head == LIMITED:
                line, _, piece = piece.partition(b"\n")
                self._seconds, self._megabytes = (int(word) if word else None for word in line.split(b" "))
                if self._seconds is not None:
                    self._deadline = now + self._seconds + GRACE
            elif head == HEARD:
                self._heard, self._deadline = now, now + ASSEMBLY
            elif head == ANSWERING:
                self._deadline = float("inf")
            elif head[0] in PASSED_ON:
                self._pending.pop(head[0], None)
                self._reached[head[0]] = now
            else:
                self._noise = (self._noise + head)[-MOST_NOISE:]

    def _told_status(self, code: int) -> int:
        """The exit status for an exit code of the child; negative: the signal that ended it."""
        if code >= 0:
            return code
        if self._signal is not None and (self._was_killed or -code == self._signal):
            if -code == signal.SIGKILL:
                _say("interrupted")
            return 128 + self._signal
        if self._was_killed:
            _say(f"error: {time_text(self._seconds or 0)}")
            return BAD_INPUT
        if code == -signal.SIGABRT and not any(word in self._noise for word in OUT_OF_MEMORY):
            said = " ".join(self._noise.decode(errors="replace").split())[:LONGEST_LINE]
            _say(f"internal error: the process was aborted: {said}")
            return DEFECT
        if code in (-signal.SIGABRT, -signal.SIGKILL, -signal.SIGSEGV, -signal.SIGBUS):
            _say(f"error: {memory_text(self._megabytes)}")
            return BAD_INPUT
        return 128 - code


def _say(text: str) -> None:
    with contextlib.suppress(OSError):
        os.write(2, f"lcnsym: {text}\n".encode("ascii", "backslashreplace"))
