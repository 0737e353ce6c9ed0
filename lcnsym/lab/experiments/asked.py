"""Experiments by what is asked: the function behind the command `experiment`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ...algebra.forms import BinaryForm, FormLike, as_form
from ...algebra.numbers import Number
from ...errors import BadInputError, require_sequence, shorten
from ...membership.patterns import RootPattern, as_pattern
from ...network.architecture import ArchitectureLike, as_architecture
from .experiment import run_experiment
from .limits import DEFAULT_RUNS, DEFAULT_STEPS
from .protocol import BOMBIERI, NORMAL, Protocol, default_samples, with_gram
from .step_rules import StartDistribution, StepRule


def experiment(  # noqa: PLR0913 - all that a protocol says
    architecture: ArchitectureLike,
    runs: int = DEFAULT_RUNS,
    seed: int = 0,
    *,
    start_pattern: RootPattern | str | None = None,
    start_from: str = "normal:1",
    targets: str | Sequence[FormLike] = NORMAL,
    gram: str | int | Sequence[Sequence[Number | int]] | None = None,
    step: str = "adaptive",
    steps: int = DEFAULT_STEPS,
    discard: float | None = None,
    workers: int = 1,
    told: Callable[[int], None] | None = None,
) -> dict[str, object]:
    """Gradient descent for many targets and starts, every end named by an exact critical point of its own loss.

    Args:
        architecture: of stride one, or filter sizes.
        runs, seed: how many, and of all that is random.
        start_pattern: of the end-to-end filters at the start. None: any.
        start_from: `normal:SCALE` or `uniform:SCALE`.
        targets: `normal`, `bombieri`, or targets that the runs take in turn.
        gram: a number m of input windows for Q = X·Xᵀ/m, `identity`, or Q. None: 10 windows, or 2(n + 1) if more.
        step: `adaptive`, `fixed:T`, `momentum:T,B` or `adam:T`.
        steps: how many a run may take.
        discard: runs with a longer gradient at the end are left out of the tables. None: no run.
        workers: processes; the answer does not depend on it.
        told: is told how many runs are done.

    Returns:
        The JSON of the command `experiment`: `targets`, `runs`, `unconverged`, `discarded`, `protocol` and others.

    Raises:
        BadInputError, UnsupportedError, InconclusiveError: as the command says.

    Source: slides, gradient descent by initialization and target; `docs/experiments.md`.

    Examples:
        >>> found = experiment((2, 2), runs=20, seed=1)
        >>> found["runs"], found["protocol"]["step"], found["unconverged"]
        (20, 'adaptive', 0)
    """
    network = as_architecture(architecture)
    protocol = Protocol(
        network,
        seed,
        None if start_pattern is None else as_pattern(start_pattern),
        _targets(targets),
        steps=steps,
        start=StartDistribution.parse(_text(start_from, "start_from")),
        rule=StepRule.parse(_text(step, "step")),
        discard=_limit(discard),
    )
    if gram is None:
        protocol = replace(protocol, samples=default_samples(network))
    elif isinstance(gram, int):
        protocol = replace(protocol, samples=gram)
    elif gram != "identity":
        protocol = with_gram(protocol, gram)
    return run_experiment(protocol, runs, workers, told).to_dict()


def _targets(given: str | Sequence[FormLike]) -> str | tuple[BinaryForm, ...]:
    if isinstance(given, str):
        if given not in {NORMAL, BOMBIERI}:
            raise BadInputError(f"targets are normal, bombieri or a list; '{shorten(given, 40)}' was given")
        return given
    found = tuple(map(as_form, require_sequence(given, "targets")))
    if not found:
        raise BadInputError("a list of targets has at least one")
    return found


def _limit(value: float | None) -> float | None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float) or not value > 0):
        raise BadInputError(f"the limit of gradients is positive, {shorten(repr(value))} was given")
    return value


def _text(value: str, what: str) -> str:
    if not isinstance(value, str):
        raise BadInputError(f"{what} is text, a {type(value).__name__} was given")
    return value
