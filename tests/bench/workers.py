"""Measurements in processes that can be stopped: one process per method, asked again and again."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median
from typing import Any

Prepare = Callable[..., Callable[[], Any]]

SHORTEST = 0.002
"""CPU seconds that one measurement must last; quick calls are repeated within it."""


@dataclass
class Result:
    """What became of a method: CPU seconds per call of every round, the answer, or why there is none."""

    seconds: list[float] = field(default_factory=list)
    answer: Any = None
    failure: str | None = None

    @property
    def median(self) -> float | None:
        return None if self.failure or not self.seconds else median(self.seconds)


def _serve(pipe: Any, prepare: Prepare, arguments: tuple[Any, ...]) -> None:
    """Answer every message with (answer, seconds per call), or with the name of an exception."""
    try:
        call = prepare(*arguments)
        pipe.send("ready")
        while pipe.recv():
            pipe.send(_measure(call))
    except EOFError:
        return
    except ImportError:
        pipe.send("absent")
    except Exception as error:
        pipe.send(f"{type(error).__name__}")


def _measure(call: Callable[[], Any]) -> tuple[Any, float]:
    repetitions = 1
    while True:
        start = time.process_time()
        for _ in range(repetitions):
            answer = call()
        seconds = time.process_time() - start
        if seconds >= SHORTEST:
            return answer, seconds / repetitions
        repetitions *= 4


class Worker:
    """A process that prepares one call and measures it on demand."""

    def __init__(self, prepare: Prepare, arguments: tuple[Any, ...]) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.result = Result()
        self.process = context.Process(target=_serve, args=(theirs, prepare, arguments), daemon=True)
        self.process.start()
        theirs.close()

    def wait_until_ready(self, timeout: float) -> None:
        """Wait for the preparation, which is not measured."""
        reply = self._reply(timeout)
        if reply != "ready":
            self._fail(reply)

    def measure(self, timeout: float) -> None:
        """One more measurement, unless an earlier one failed."""
        if self.result.failure:
            return
        self.pipe.send(True)
        reply = self._reply(timeout)
        if isinstance(reply, str):
            self._fail(reply)
        else:
            self.result.answer, seconds = reply
            self.result.seconds.append(seconds)

    def _reply(self, timeout: float) -> Any:
        if not self.pipe.poll(timeout):
            return f"> {timeout:g} s"
        try:
            return self.pipe.recv()
        except EOFError:
            return "crash"

    def _fail(self, why: str) -> None:
        self.result.failure = why
        self.stop()

    def stop(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        self.process.join()


def interleaved(calls: dict[str, tuple[Prepare, tuple[Any, ...]]], rounds: int, timeout: float) -> dict[str, Result]:
    """Measure all calls in turn, several rounds, one at a time."""
    workers = {name: Worker(*call) for name, call in calls.items()}
    try:
        for worker in workers.values():
            worker.wait_until_ready(timeout + 60)
        for _ in range(rounds):
            for worker in workers.values():
                worker.measure(timeout)
    finally:
        for worker in workers.values():
            worker.stop()
    return {name: worker.result for name, worker in workers.items()}
