"""What work costs, predicted before it begins; what is too much is refused, everywhere in the same words.

An estimate stands beside the algorithm whose cost it predicts. Its unit is a step, about a microsecond of an ordinary
processor. Estimates were fitted to measurements and are right to a factor of three or so: they tell work that a person
waits for from work that nobody can wait for.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from .errors import BadInputError, TooCostlyError

STEPS_PER_SECOND = 10**6
BYTES_PER_MEGABYTE = 10**6
YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Allowance:
    """What a single computation may cost.

    Args:
        seconds: of processor time, by the estimate.
        megabytes: of memory, by the estimate.

    Raises:
        BadInputError: one of them is not positive.
    """

    seconds: float = 600.0
    megabytes: float = 2000.0

    def __post_init__(self) -> None:
        if not (self.seconds > 0 and self.megabytes > 0):
            raise BadInputError(f"seconds and megabytes are positive, {self.seconds} and {self.megabytes} were given")


_ALLOWED: ContextVar[Allowance | None] = ContextVar("allowed", default=None)


@contextmanager
def allowing(allowance: Allowance) -> Iterator[None]:
    """What computations inside may cost, instead of the default."""
    token = _ALLOWED.set(allowance)
    try:
        yield
    finally:
        _ALLOWED.reset(token)


def require(what: str, *, steps: float = 0, memory: float = 0) -> None:
    """Refuse work that costs more than is allowed.

    Args:
        what: the work, as the subject of a sentence.
        steps: the estimate of its processor time, in steps.
        memory: the estimate of the bytes that it holds at a time.

    Raises:
        TooCostlyError: it costs more.
    """
    allowed = _ALLOWED.get() or Allowance()
    if steps > allowed.seconds * STEPS_PER_SECOND:
        took = duration(steps / STEPS_PER_SECOND)
        raise TooCostlyError(f"{what} would take about {took}; at most {duration(allowed.seconds)} are allowed")
    if memory > allowed.megabytes * BYTES_PER_MEGABYTE:
        size = megabytes(memory)
        raise TooCostlyError(f"{what} would take about {size} of memory; at most {allowed.megabytes:g} MB are allowed")


def steps_text(steps: int) -> str:
    """An estimate of steps in words."""
    return f"an estimated {steps}" if steps < 10**12 else f"far more than {10**12}"


def duration(seconds: float) -> str:
    """A time in words, to the precision of an estimate."""
    if seconds >= YEAR:
        return "over a year"
    if seconds >= 100 * 3600:
        return f"{seconds / 86400:.0f} days"
    if seconds > 6000:
        return f"{seconds / 3600:.0f} hours"
    return f"{seconds:.2g} seconds" if seconds < 100 else f"{seconds:.0f} seconds"


def megabytes(memory: float) -> str:
    """A number of bytes in words."""
    return f"{memory / BYTES_PER_MEGABYTE:.0f} MB" if memory < 10**12 else "over a million MB"
