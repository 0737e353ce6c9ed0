"""The rules by which descent makes its steps, and the distributions of starts: as text, as values, as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from ...errors import BadInputError, shorten

ADAPTIVE, FIXED, MOMENTUM, ADAM = "adaptive", "fixed", "momentum", "adam"
NUMBERS = {ADAPTIVE: 0, FIXED: 1, MOMENTUM: 2, ADAM: 1}
NORMAL, UNIFORM = "normal", "uniform"
STEPS = "adaptive, fixed:T, momentum:T,B or adam:T"
STARTS = "normal:SCALE or uniform:SCALE"
ADAM_FIRST, ADAM_SECOND, ADAM_EPSILON = 0.9, 0.999, 1e-8
LARGEST, LEAST = 1e6, 1e-12


@dataclass(frozen=True)
class StepRule:
    """How a step is made of the gradient g.

    Attributes:
        name: `adaptive`: each run has a step of its own that keeps it near gradient flow; `fixed`: θ ← θ − T·g;
            `momentum`: v ← B·v + g, θ ← θ − T·v, as PyTorch's SGD; `adam`: Adam with β = (0.9, 0.999), ε = 10^−8.
        size: T. None: adaptive.
        momentum: B. None: another rule.
    """

    name: str = ADAPTIVE
    size: float | None = None
    momentum: float | None = None

    def __post_init__(self) -> None:
        given = tuple(v for v in (self.size, self.momentum) if v is not None)
        if self.name not in NUMBERS or len(given) != NUMBERS[self.name] or (given and self.size is None):
            raise BadInputError(f"the step is {STEPS}; '{shorten(str(self.name), 40)}' with {given} was given")
        if self.size is not None:
            _check(self.size, "a step T", LEAST, LARGEST)
        if self.momentum is not None and not 0 <= self.momentum < 1:
            raise BadInputError(f"a momentum B is from 0 to less than 1, {self.momentum} was given")

    @classmethod
    def parse(cls, text: str) -> StepRule:
        """From text such as fixed:0.05 or momentum:0.05,0.9. Raises BadInputError."""
        name, numbers = _read(text, STEPS)
        if name not in NUMBERS or len(numbers) != NUMBERS[name]:
            raise BadInputError(f"the step is {STEPS}; '{shorten(text, 40)}' was given")
        return cls(name, *numbers)

    def __str__(self) -> str:
        numbers = [f"{v:g}" for v in (self.size, self.momentum) if v is not None]
        return f"{self.name}:{','.join(numbers)}" if numbers else self.name


@dataclass(frozen=True)
class StartDistribution:
    """How the coefficients of the filters at the start are drawn, independently.

    Attributes:
        name: `normal`, with standard deviation `scale`; `uniform`, between −scale and scale.
        scale: positive.
    """

    name: str = NORMAL
    scale: float = 1.0

    def __post_init__(self) -> None:
        if self.name not in {NORMAL, UNIFORM}:
            raise BadInputError(f"starts are {STARTS}; '{shorten(str(self.name), 40)}' was given")
        _check(self.scale, "the scale of starts", 1e-6, LARGEST)

    @classmethod
    def parse(cls, text: str) -> StartDistribution:
        """From text such as normal:0.5. Raises BadInputError."""
        name, numbers = _read(text, STARTS)
        if len(numbers) > 1:
            raise BadInputError(f"starts are {STARTS}; '{shorten(text, 40)}' was given")
        return cls(name, *numbers)

    def __str__(self) -> str:
        return f"{self.name}:{self.scale:g}"


def read_gradient(text: str, what: str) -> float:
    """A positive number. Raises BadInputError, which names what takes it."""
    return _check(_number(text, f"{what} takes a positive number"), what, 1e-300, 1e300)


def _read(text: str, accepted: str) -> tuple[str, list[float]]:
    name, _, rest = text.strip().partition(":")
    return name, [_number(word, accepted) for word in rest.split(",")] if rest else []


def _number(word: str, accepted: str) -> float:
    try:
        value = float(word)
    except ValueError:
        value = float("nan")
    if not isfinite(value) or "_" in word:
        raise BadInputError(f"{accepted}; '{shorten(word, 40)}' was given")
    return value


def _check(value: float, what: str, least: float, most: float) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not least <= value <= most:
        raise BadInputError(f"{what} is from {least:g} to {most:g}, {value} was given")
    return value


ADAPTIVE_STEPS = StepRule()
USUAL_START = StartDistribution()
