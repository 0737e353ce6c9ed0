"""What an experiment does: the distributions of targets, losses and starts, and one run's data drawn from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import comb, sqrt

import numpy as np
from numpy.typing import NDArray

from ...algebra.forms import BinaryForm, product
from ...errors import BadInputError, InconclusiveError, UnsupportedError, require_integer, shorten
from ...fibres.balls import Balls, Bins
from ...fibres.problem import PackingProblem
from ...landscape.loss import Gram, SquareLoss, identity
from ...membership.patterns import RootPattern, root_pattern
from ...network.architecture import Architecture
from .layer_arrays import Floats
from .limits import DEFAULT_STEPS, MAX_SAMPLES, MAX_SEED, MAX_SIZE, MAX_STEPS
from .matching import check_experiment
from .step_rules import ADAPTIVE_STEPS, USUAL_START, StartDistribution, StepRule
from .step_rules import NORMAL as START_NORMAL

TARGET_BITS = 16
WINDOW_BITS = 10
START_BITS = 16
BLOCK = 500
MAX_ROUNDS = 2000
LEAST_SAMPLES = 10
NORMAL, BOMBIERI, GIVEN = "normal", "bombieri", "given"
Generator = np.random.Generator


@dataclass(frozen=True)
class Protocol:
    """How the runs of an experiment are made.

    Attributes:
        architecture: of stride one.
        seed: of all that is random.
        start_pattern: the root pattern of the end-to-end filters at the start; None: any.
        targets: `normal`, independent coefficients; `bombieri`, with standard deviations √C(n, i); or forms, which the
            runs take in turn.
        samples: m, for Q = X·Xᵀ/m with m standard normal input windows X; None: `gram` is Q in all runs.
        gram: Q where `samples` is None.
        steps: how many steps of descent a run may try.
        start: how the filters' coefficients at the start are drawn.
        rule: how steps are made.
        discard: runs with a gradient of a larger norm at the end of descent are left out of the tables. None: no run.

    Raises:
        BadInputError: numbers out of range, targets or Q of another size, start patterns that no start has.
        UnsupportedError: a larger stride matters, the degree is too high, too many strata, or irrational targets.
    """

    architecture: Architecture
    seed: int
    start_pattern: RootPattern | None = None
    targets: str | tuple[BinaryForm, ...] = NORMAL
    samples: int | None = None
    gram: Gram | None = None
    steps: int = DEFAULT_STEPS
    start: StartDistribution = USUAL_START
    rule: StepRule = ADAPTIVE_STEPS
    discard: float | None = None

    def __post_init__(self) -> None:
        check_experiment(self.architecture)
        size = self.architecture.filter_size
        object.__setattr__(self, "seed", require_integer(self.seed, "the seed", 0, MAX_SEED))
        object.__setattr__(self, "steps", require_integer(self.steps, "the number of steps", 1, MAX_STEPS))
        if self.samples is not None:
            samples = require_integer(self.samples, "the number of input windows", 1, MAX_SAMPLES)
            object.__setattr__(self, "samples", samples)
            if samples < size:
                raise BadInputError(
                    f"{self.samples} input windows do not span the filters of size {size}; at least {size} are needed"
                )
        if self.start_pattern is not None:
            _check_start(self.architecture, self.start_pattern)
        for target in self.targets if isinstance(self.targets, tuple) else ():
            _check_target(target, size)
        if self.gram is not None:
            _check_gram(self.gram, size)

    def block(self, number: int, runs: int) -> Block:
        """The data of the first runs of a block of BLOCK; more runs do not change those of the first.

        Raises:
            InconclusiveError: MAX_ROUNDS draws of starts had none with the start pattern.
        """
        rng = np.random.default_rng([self.seed, number])
        targets = self._targets(rng, number)
        losses = [self._loss(rng, target) for target in targets]
        return Block(losses[:runs], *self._starts(rng, runs))

    def _targets(self, rng: Generator, number: int) -> list[BinaryForm]:
        if isinstance(self.targets, tuple):
            return [self.targets[(number * BLOCK + i) % len(self.targets)] for i in range(BLOCK)]
        n = self.architecture.degree
        deviations = [sqrt(comb(n, i)) if self.targets == BOMBIERI else 1.0 for i in range(n + 1)]
        found: list[BinaryForm] = []
        while len(found) < BLOCK:
            target = BinaryForm(dyadic(rng.normal(size=n + 1) * deviations, TARGET_BITS))
            found += [] if target.is_zero else [target]
        return found

    def _loss(self, rng: Generator, target: BinaryForm) -> SquareLoss:
        size = self.architecture.filter_size
        if self.samples is None:
            return SquareLoss(self.gram or identity(size), target)
        for _ in range(MAX_ROUNDS):
            windows = np.rint(rng.normal(size=(size, self.samples)) * 2**WINDOW_BITS).astype(np.int64)
            scale = self.samples << (2 * WINDOW_BITS)
            try:
                return SquareLoss(
                    tuple(tuple(Fraction(q, scale) for q in row) for row in exact_products(windows)), target
                )
            except BadInputError:
                continue  # the windows do not span
        raise InconclusiveError(f"{MAX_ROUNDS} draws of {self.samples} input windows do not span")

    def _starts(self, rng: Generator, runs: int) -> tuple[Floats, tuple[RootPattern, ...]]:
        """Filters with random coefficients, stacked, and the patterns of their products.

        They are drawn for the whole block, until the first of them are found.
        """
        sizes = self.architecture.filter_sizes
        stack = np.zeros((sum(sizes), BLOCK))
        patterns: dict[int, RootPattern] = {}
        missing = list(range(BLOCK))
        for _ in range(MAX_ROUNDS):
            drawn = self._coefficients(rng, (len(missing), sum(sizes)))
            left = []
            for run, values in zip(missing, drawn, strict=True):
                pattern = _pattern_of_product(sizes, values.tolist())
                if pattern is None or (self.start_pattern is not None and pattern != self.start_pattern):
                    left.append(run)
                    continue
                stack[:, run], patterns[run] = values, pattern
            missing = left
            if not missing or missing[0] >= runs:
                return stack[:, :runs], tuple(patterns[run] for run in range(runs))
        lacking = sum(run < runs for run in missing)
        raise InconclusiveError(
            f"{MAX_ROUNDS} draws of normal filters for each run had no start with the pattern {self.start_pattern} for "
            f"{lacking} of {runs} runs"
        )

    def _coefficients(self, rng: Generator, shape: tuple[int, int]) -> Floats:
        """Of starts: of scale 1 rounded, then scaled."""
        drawn = rng.normal(size=shape) if self.start.name == START_NORMAL else rng.uniform(-1, 1, size=shape)
        return np.asarray(np.rint(drawn * 2.0**START_BITS) / 2.0**START_BITS * self.start.scale)

    def to_dict(self) -> dict[str, object]:
        """What is not in the table itself."""
        given = [[str(c) for c in t.rationals] for t in self.targets] if isinstance(self.targets, tuple) else None
        gram = None if self.gram is None else [[str(q) for q in row] for row in self.gram]
        return {
            "k": list(self.architecture.filter_sizes),
            "start_pattern": None if self.start_pattern is None else str(self.start_pattern),
            "target_distribution": self.targets if given is None else GIVEN,
            "given_targets": given,
            "gram": "sample" if self.samples is not None else gram or "identity",
            "samples": self.samples,
            "steps": self.steps,
            "start_from": str(self.start),
            "step": str(self.rule),
            "discard": self.discard,
            "target_bits": TARGET_BITS if given is None else None,
            "start_bits": START_BITS,
            "window_bits": None if self.samples is None else WINDOW_BITS,
        }


@dataclass(frozen=True, eq=False)
class Block:
    """The data of some runs.

    Attributes:
        losses: one for each run, exact.
        stack: the filters at the start, Σ k_i × runs.
        start_patterns: of their products.
    """

    losses: list[SquareLoss]
    stack: Floats
    start_patterns: tuple[RootPattern, ...]


def default_samples(architecture: Architecture) -> int:
    """10, or 2(n + 1) if that is more: what reproduces the slides at n = 4."""
    return max(LEAST_SAMPLES, 2 * architecture.filter_size)


def exact_products(windows: NDArray[np.int64]) -> list[list[int]]:
    """X·Xᵀ for integers, in which nothing overflows."""
    largest = max(abs(int(windows.max())), abs(int(windows.min())))
    taken = windows if largest**2 * windows.shape[1] < 2**63 else windows.astype(object)
    found: list[list[int]] = (taken @ taken.T).tolist()
    return found


def dyadic(values: Floats, bits: int) -> tuple[Fraction, ...]:
    """The values rounded to multiples of 2^−bits."""
    return tuple(Fraction(int(c), 1 << bits) for c in np.rint(values * 2.0**bits))


def with_gram(protocol: Protocol, rows: Sequence[Sequence[object]]) -> Protocol:
    """The same with this Q in all runs.

    Raises:
        BadInputError: not rational, not symmetric and positive definite, also rounded to doubles, or of another size.
    """
    loss = SquareLoss.with_gram(rows, _unit(protocol.architecture.filter_size))  # type: ignore[arg-type]
    return replace(protocol, samples=None, gram=loss.gram)


def _unit(size: int) -> BinaryForm:
    return BinaryForm((1, *([0] * (size - 1))))


def _check_target(target: BinaryForm, size: int) -> None:
    if target.degree != size - 1 or target.is_zero:
        given = shorten(", ".join(map(str, target.coefficients)), 40)
        raise BadInputError(f"targets are non-zero filters of size {size}; '{given}' was given")
    if not target.is_rational:
        raise UnsupportedError("experiments need rational targets; irrational coefficients were given")
    _check_size(target.rationals, "the largest coefficient of a target")


def _check_size(values: Sequence[Fraction], what: str) -> None:
    """Refuse what leads out of the range of doubles."""
    if not Fraction(1, MAX_SIZE) <= max(map(abs, values)) <= MAX_SIZE:
        digits = len(str(MAX_SIZE)) - 1
        raise BadInputError(
            f"{what} must be from 10^-{digits} to 10^{digits} in absolute value, for descent in doubles"
        )


def _check_gram(gram: Gram, size: int) -> None:
    """Refuse a Q that is not positive definite, or is not any more when it is rounded to doubles."""
    unit = _unit(size)
    SquareLoss(gram, unit)
    _check_size([gram[i][i] for i in range(size)], "the largest entry of the Gram matrix")
    try:
        SquareLoss(tuple(tuple(Fraction(float(q)) for q in row) for row in gram), unit)
    except BadInputError as error:
        raise BadInputError(f"descent sees the Gram matrix rounded to doubles, and of that: {error}") from None


def _pattern_of_product(sizes: Sequence[int], values: Sequence[float]) -> RootPattern | None:
    layers, start = [], 0
    for size in sizes:
        layers.append(BinaryForm([Fraction(c) for c in values[start : start + size]]))
        start += size
    return root_pattern(product(layers))


def _check_start(architecture: Architecture, pattern: RootPattern) -> None:
    """Refuse a pattern that random filters have with probability zero."""
    if pattern.degree != architecture.degree:
        raise BadInputError(
            f"the start pattern {pattern} has degree {pattern.degree}, "
            f"filters of {architecture} have degree {architecture.degree}"
        )
    if any(m > 1 for m in pattern.real + pattern.complex):
        raise BadInputError(f"random starts have simple roots only, the start pattern {pattern} has repeated ones")
    if not PackingProblem(Balls.of_pattern(pattern), Bins.of_architecture(architecture)).is_feasible():
        raise BadInputError(f"no filter of {architecture} has the start pattern {pattern}")
