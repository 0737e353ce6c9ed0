"""Options about the square loss, and how it is read from them."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from ..errors import BadInputError
from .options import from_source, read_filter
from .parser import Parser

if TYPE_CHECKING:
    from ..algebra.numbers import Number
    from ..landscape.loss import AnyLoss, SquareLoss
    from ..network.networks import Filter, Network

    Rows = Sequence[Sequence[Number | int]]
L = TypeVar("L")


def add_loss(parser: Parser, *, data: bool = True) -> None:
    """Add --target and --gram and, for `data`, --inputs and --outputs, which are files."""
    parser.value("--target", "FILTER", "target filter u: coefficients such as 1,-2,3/2, or @FILE")
    parser.value(
        "--gram", "FILE", "Gram matrix Q of (w − u)ᵀ Q (w − u), rows in .json, .csv, .npy, or - (or @FILE)", reads=True
    )
    if data:
        parser.value(
            "--inputs", "FILE", "inputs, one sample a row (.csv, .npy, .json), instead of a target", reads=True
        )
        parser.value("--outputs", "FILE", "outputs, one sample a row, as many as inputs", reads=True)


def read_loss(options: Namespace, architecture: Network) -> SquareLoss:
    """The loss of the options. Raises BadInputError or UnsupportedError, also for a singular Gram matrix."""
    from ..landscape.loss import SquareLoss

    return _read(options, architecture, SquareLoss.with_gram, SquareLoss.of_data)


def read_any_loss(options: Namespace, architecture: Network) -> AnyLoss:
    """The same where the Gram matrix may be singular."""
    from ..landscape.loss import loss_of_data, loss_with_gram

    return _read(options, architecture, loss_with_gram, loss_of_data)


def _read(
    options: Namespace,
    architecture: Network,
    with_gram: Callable[[Rows, Filter], L],
    of_data: Callable[[Network, Rows, Rows], L],
) -> L:
    from ..landscape.loss import identity

    inputs, outputs = getattr(options, "inputs", None), getattr(options, "outputs", None)
    if (inputs is None) is not (outputs is None):
        raise BadInputError("--inputs and --outputs belong together; one of them was given")
    if inputs is not None and outputs is not None:
        given = [name for name in ("target", "gram") if getattr(options, name) is not None]
        if given:
            told = " and ".join(f"--{name}" for name in given)
            raise BadInputError(f"--inputs and --outputs say what the loss is, and {told} was given as well")
        xs, ys = read_rows(inputs), read_rows(outputs)
        return of_data(with_outputs(architecture, len(ys[0])), xs, ys)
    if options.target is None:
        raise BadInputError("a loss is required: --target FILTER, or --inputs FILE and --outputs FILE")
    target = read_filter(options.target, architecture)
    return with_gram(identity(len(target.coefficients)) if options.gram is None else read_rows(options.gram), target)


def read_rows(name: str) -> list[list[Number]]:
    """The matrix in a file, or for - on stdin; an @ before the name, as filters have it, is accepted too.

    Raises:
        BadInputError or UnsupportedError: as `read_matrix`.
    """
    from ..network.filter_files import read_matrix

    return from_source(name.removeprefix("@"), read_matrix)


def with_outputs(architecture: Network, outputs: int) -> Network:
    """The architecture whose last layer has this many outputs, with several axes in all: a power of those along one.

    Raises:
        BadInputError: there is no such power.
    """
    from dataclasses import replace
    from itertools import count

    along = outputs
    if architecture.axes > 1:
        along = next(n for n in count(1) if n**architecture.axes >= outputs)
    if along**architecture.axes != outputs:
        raise BadInputError(
            f"{outputs} outputs are not as many along each of the {architecture.axes} axes of {architecture}"
        )
    return replace(architecture, output_size=along)
