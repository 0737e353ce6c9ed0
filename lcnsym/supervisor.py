"""A command in a child process, so that it can be ended whatever it does, and its end is told in one line.

The parent does nothing but wait: it passes signals on, kills the child if that does not come back to Python soon
afterwards, and puts the right line and exit status in the place of an abort.
"""

from __future__ import annotations

import contextlib
import os
import resource
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
    LEAVING,
    LIMITED,
    become_child,
    memory_text,
    say,
    time_text,
)

PASSED_ON = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
MOST_NOISE = 4000
LONGEST_LINE = 200
NEARLY, TICKS = 0.9, 0.4
"""The kernel counts ticks of processor time: what is measured may be behind its limit, by a part and by seconds."""
OUT_OF_MEMORY = (b"memory", b"alloc", b"Overflow", b"overflow")
"""What FLINT and GMP say where they abort, and OpenBLAS where it exits, for lack of memory or of numbers for sizes."""


UNSUPERVISED = frozenset({"certificate", "completion", "environment"})
"""The first words of commands that call no library that could hold them up or end them."""


def enter(words: Sequence[str]) -> None:
    """Go on in a child process; the process that called this waits for it, and leaves with its status.

    Where processes cannot be forked, and for commands that need no supervision, go on as before.

    Args:
        words: of the command line, without the program's name.
    """
    if not hasattr(os, "fork") or not words or words[0] in UNSUPERVISED:
        return
    lifeline, told, awake = os.pipe(), os.pipe(), os.pipe()
    try:
        child = os.fork()
    except OSError as error:
        say(f"error: no process can be started: {error.strerror}")
        os._exit(BAD_INPUT)
    if child == 0:
        for number in (lifeline[1], told[0], *awake):
            os.close(number)
        become_child(lifeline[0], told[1])
        return
    os.close(lifeline[0])
    os.close(told[1])
    os._exit(Supervisor(child, told[0], awake).status())


class Supervisor:
    """Waits for one child.

    Args:
        child: its process id.
        told: the descriptor from which what it tells is read.
        awake: both ends of a pipe for signals.
    """

    def __init__(self, child: int, told: int, awake: tuple[int, int]) -> None:
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
        self._is_leaving = False
        self._awake, wake = awake
        for end in (*awake, told):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        for number in (*PASSED_ON, signal.SIGCHLD):
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, lambda *_: None)

    def status(self) -> int:
        """Wait for the end of the child; the exit status for it, after the line that belongs to it."""
        while True:
            ended, status, used = os.wait4(self._child, os.WNOHANG)
            if ended:
                self._listen()
                return self._told_status(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime)
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
            elif head == LEAVING:
                self._is_leaving = True
            elif head[0] in PASSED_ON:
                self._pending.pop(head[0], None)
                self._reached[head[0]] = now
            else:
                self._noise = (self._noise + head)[-MOST_NOISE:]

    def _told_status(self, code: int, processor_seconds: float) -> int:
        """The exit status for an exit code of the child; negative: the signal that ended it."""
        if code == 0 or (code > 0 and self._is_leaving):
            return code
        if self._signal is not None and (self._was_killed or -code == self._signal):
            if -code == signal.SIGKILL:
                say("interrupted")
            return 128 + self._signal
        told, status = self._reason(code, processor_seconds)
        if told:
            say(told)
        return status

    def _reason(self, code: int, processor_seconds: float) -> tuple[str, int]:
        """What to say of a child that did not end by itself, if anything, and the exit status."""
        if self._was_killed:
            return f"error: {time_text(self._seconds or 0)}", BAD_INPUT
        limit, _ = resource.getrlimit(resource.RLIMIT_CPU)
        is_over = limit != resource.RLIM_INFINITY and processor_seconds >= NEARLY * limit - TICKS
        if code == -signal.SIGXCPU or (code == -signal.SIGKILL and is_over):
            return f"error: the limit of processor time was reached, this process has {limit} seconds", BAD_INPUT
        if (code > 0 or code == -signal.SIGABRT) and not any(word in self._noise for word in OUT_OF_MEMORY):
            said = " ".join(self._noise.decode(errors="replace").split())[:LONGEST_LINE]
            how = "was aborted" if code < 0 else f"was ended with status {code} by a library"
            return f"internal error: the process {how}: {said}", DEFECT
        if code > 0 or code in (-signal.SIGABRT, -signal.SIGKILL, -signal.SIGSEGV, -signal.SIGBUS):
            return f"error: {memory_text(self._megabytes)}", BAD_INPUT
        return "", 128 - code
