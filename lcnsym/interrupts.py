"""Ctrl-C and SIGTERM: what they do while a command starts, works, waits for other processes, and ends.

A command leaves at once before there is anything to lose. Then Ctrl-C raises KeyboardInterrupt, also where Python as a
library would. SIGTERM ends a process at once, which nothing in it can delay; only where there are others to be ended
with it, it is raised like Ctrl-C. Where what is done must not be torn, both are noted, and asked for.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import NoReturn

from .supervision import BAD_INPUT, INTERRUPTED, heard, is_near_memory_limit, lack_told, leaving, say

_ENDINGS = (signal.SIGTERM, signal.SIGHUP)
Handler = Callable[[int, FrameType | None], None]

_came: list[int] = []
_is_command = False


def run_as_command(load: Callable[[], Callable[[], int]]) -> NoReturn:
    """Leave the process with a status, as a command does; no interrupt has a traceback.

    Args:
        load: loads what the command needs to begin, and returns what it does, which returns the status.

    SIGINT is left alone where it is ignored, as in the background of a shell.
    """
    global _is_command  # noqa: PLW0603 - a fact about the process
    _is_command = True
    # one that is raised where Python cannot hand it on, as when an object is deleted, would be lost
    sys.unraisablehook = _unraisable
    _react(_leave)
    try:
        main = load()
        _react(signal.default_int_handler)
        status = main()
    except KeyboardInterrupt:
        # between the lines, or while another one was told
        status = INTERRUPTED
    except Exception as error:
        # before there is a command that could tell it, or while it does
        told = lack_told(error)
        if told is None:
            raise
        say(f"error: {told}")
        status = BAD_INPUT
    finally:
        _react(_leave_silently)
        leaving()
    if status == BAD_INPUT:
        _end_without_memory(status)
    sys.exit(128 + _came[-1] if status == INTERRUPTED and _came else status)


def _end_without_memory(status: int) -> None:
    """Where memory ran out, end at once: Python's own end needs some, and says on stderr that there is none."""
    try:
        near = is_near_memory_limit()
    except (MemoryError, ImportError, OSError):
        near = True
    if near:
        os._exit(status)


def _react(handler: Handler) -> None:
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, handler)


def came() -> bool:
    """Whether a signal that ends processes has interrupted this command, whatever became of the exception."""
    return bool(_came)


def leave() -> NoReturn:
    """End the process because of Ctrl-C, without anything that could be interrupted."""
    _leave(signal.SIGINT, None)


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    say("interrupted")
    _leave_silently(number, None)


def _leave_silently(number: int, _frame: FrameType | None) -> NoReturn:
    leaving()
    os._exit(128 + number)


def _raise(number: int, _frame: FrameType | None) -> None:
    _came.append(number)
    heard()
    raise KeyboardInterrupt


def _unraisable(error: sys.UnraisableHookArgs) -> None:
    if issubclass(error.exc_type, KeyboardInterrupt):
        leave()
    sys.__unraisablehook__(error)


@contextlib.contextmanager
def endings_raised() -> Iterator[None]:
    """In a command, let SIGTERM and SIGHUP raise KeyboardInterrupt: there are other processes to be ended too."""
    with _handled({number: _raise for number in _ENDINGS if _is_command and _usual(number) is signal.SIG_DFL}):
        yield


@contextlib.contextmanager
def interrupts_noted() -> Iterator[Callable[[], bool]]:
    """Let what raises KeyboardInterrupt do nothing: Ctrl-C, the time limit, in a command SIGTERM and SIGHUP.

    What is yielded tells whether one came. A second one is raised, so that nothing can be waited for for ever. Other
    threads than the main one get no interrupts.
    """
    noted: list[int] = []

    def noting(usual: Handler) -> Handler:
        def note(number: int, frame: FrameType | None) -> None:
            noted.append(number)
            with contextlib.nullcontext() if len(noted) > 1 else contextlib.suppress(KeyboardInterrupt):
                usual(number, frame)

        return note

    with endings_raised():
        usual = {number: _usual(number) for number in (signal.SIGINT, signal.SIGALRM, *_ENDINGS)}
        with _handled({number: noting(handler) for number, handler in usual.items() if callable(handler)}):
            yield lambda: bool(noted)


def _usual(number: int) -> object:
    """The handler that is there; None: one that could not be put back, or this thread gets no signals."""
    return signal.getsignal(number) if threading.current_thread() is threading.main_thread() else None


@contextlib.contextmanager
def _handled(handlers: dict[int, Handler]) -> Iterator[None]:
    """Put these in the places of the handlers that are there, and those back at the end."""
    before = {number: signal.getsignal(number) for number in handlers}
    try:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        yield
    finally:
        for number, usual in before.items():
            signal.signal(number, usual)


@contextlib.contextmanager
def hidden_from_children() -> Iterator[None]:
    """Let processes that are started here never see Ctrl-C, which reaches all processes of a terminal.

    They inherit that it is blocked; one that comes meanwhile takes effect here at the end.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
