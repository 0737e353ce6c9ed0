"""Values in files, exactly: `save` writes JSON, `load` reads it; nothing in a file is evaluated, and no answer trusted.

What describes something (numbers, forms, patterns, architectures, function spaces, losses, fibres, trained models) is
read as it was written. What was worked out (verdicts, landscapes) is written with what it was worked out from, and is
worked out again on reading; that it says what the file says is checked.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from fractions import Fraction
from typing import Any, NoReturn, TypeAlias, TypeVar

from ...algebra.forms import BinaryForm
from ...algebra.multihomogeneous import TensorForm
from ...algebra.numbers import AlgebraicNumber, Number, to_json
from ...certificates.document import Certificate
from ...errors import BadInputError, LcnsymError, require_integers, shorten
from ...fibres.fibre import Fibre
from ...landscape.critical import Landscape, critical_points
from ...landscape.function_spaces import FunctionSpace
from ...landscape.loss import AnyLoss, SemidefiniteLoss, SquareLoss
from ...landscape.singular_landscape import SingularLandscape, singular_critical_points
from ...landscape.trained.networks import TrainedModel, TrainedNetwork
from ...membership.patterns import RootPattern
from ...membership.positions import Verdict
from ...membership.verdict import decide
from ...network.architecture import Architecture
from ...network.filter_files import file_content, read_filter
from ...network.model_layers import MAX_PADDING
from ...network.networks import Filter, Network, compose
from ...network.several_axes import TensorArchitecture
from ...output_files import check_output, output_file

FORMAT, VERSION = "lcnsym-value", 1
Json: TypeAlias = Any
T = TypeVar("T")
Saved: TypeAlias = (
    Number
    | BinaryForm
    | TensorForm
    | RootPattern
    | Architecture
    | TensorArchitecture
    | FunctionSpace
    | SquareLoss
    | SemidefiniteLoss
    | Verdict
    | Fibre
    | Landscape
    | SingularLandscape
    | Certificate
    | TrainedModel
)


def save(value: Saved, path: str | os.PathLike[str]) -> None:
    """Write a value to a file, as JSON; a certificate as the document that the checker reads.

    Args:
        value: of one of the kinds that the module names.
        path: of the file, which is written completely or not at all.

    Raises:
        BadInputError: another kind of value, or a file that cannot be written.

    Examples:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     save(BinaryForm.parse("1,0,-sqrt(2)"), f"{folder}/form.json")
        ...     print(load(f"{folder}/form.json"))
        x^2 + (-sqrt(2))*y^2
    """
    name = _path(path)
    if isinstance(value, Certificate):
        text = value.text
    else:
        kind = next((k for k in KINDS if isinstance(value, KINDS[k][0])), None)
        if kind is None:
            names = ", ".join(KINDS)
            raise BadInputError(
                f"values of the kinds {names} and certificates are saved; a {type(value).__name__} was given"
            )
        document = {"format": FORMAT, "version": VERSION, "kind": kind, "value": KINDS[kind][1](value)}
        text = json.dumps(document, indent=1) + "\n"
    check_output(name)
    with output_file(name) as file:
        file.write(text.encode())


def load(path: str | os.PathLike[str]) -> Saved:
    """The value in a file that `save` wrote.

    What was worked out is worked out again, with the time limits that are usual, and compared.

    Raises:
        BadInputError: no such file, another format, or what is worked out is not what the file says.
        LcnsymError: as what is worked out raises.

    Examples:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     save(critical_points((2, 2), (1, 0, 1)), f"{folder}/landscape.json")
        ...     load(f"{folder}/landscape.json")
        <Landscape of k = (2,2): 4 critical points>
    """
    name = shorten(_path(path))
    content = file_content(path)
    try:
        document = json.loads(content, parse_constant=_refuse_constant)
        if isinstance(document, dict) and document.get("format") == "lcnsym-certificate":
            return Certificate.from_dict(document)
    except (ValueError, RecursionError):
        raise BadInputError(f"'{name}' is not JSON") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT or document.get("version") != VERSION:
        raise BadInputError(f"'{name}' is no file that lcnsym.save wrote, of the format '{FORMAT}', version {VERSION}")
    kind = document.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise BadInputError(f"'{name}' has a value of the kind '{shorten(str(kind), 20)}', which is not known")
    try:
        found: Saved = KINDS[kind][2](document["value"])
    except LcnsymError:
        raise
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError, RecursionError) as error:
        raise BadInputError(f"'{name}' is not of the format: {shorten(str(error), 80)}") from None
    return found


def _path(path: str | os.PathLike[str]) -> str:
    if not isinstance(path, str | os.PathLike):
        raise BadInputError(f"a path is text, a {type(path).__name__} was given")
    return os.fspath(path)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _rational(value: Json) -> Fraction:
    """A rational as text, by the reader of filters, which bounds its size."""
    (found,) = _numbers([value])
    if not isinstance(value, str) or not isinstance(found, Fraction):
        raise BadInputError(f"a rational is written like -5/2, {shorten(repr(value), 40)} was given")
    return found


def _numbers(values: Json) -> tuple[Number, ...]:
    """Exact numbers of JSON, by the reader of filters."""
    return read_filter(json.dumps(values).encode()).coefficients


def _form(form: Filter) -> Json:
    entries = [to_json(c) for c in form.coefficients]
    return {"format": list(form.format), "entries": entries} if isinstance(form, TensorForm) else entries


def _read_form(document: Json) -> Filter:
    if isinstance(document, dict):
        return TensorForm(tuple(document["format"]), _numbers(document["entries"]))
    return BinaryForm(_numbers(document))


def _network(network: Network) -> Json:
    if isinstance(network, TensorArchitecture):
        return {"formats": network.formats, "strides": network.strides, "outputs": network.output_size}
    return {"k": network.filter_sizes, "s": network.strides, "outputs": network.output_size}


def _read_network(document: Json) -> Network:
    strides = document["strides"] if "formats" in document else document["s"]
    if "formats" in document:
        formats = tuple(map(tuple, document["formats"]))
        return TensorArchitecture(formats, document["outputs"], strides=tuple(map(tuple, strides)))
    return Architecture(tuple(document["k"]), tuple(strides), document["outputs"])


def _loss(loss: AnyLoss) -> Json:
    return {
        "gram": [[str(q) for q in row] for row in loss.gram],
        "target": _form(loss.target),
        "residual": None if loss.residual is None else str(loss.residual),
        "axes": loss.format,
        "singular": isinstance(loss, SemidefiniteLoss),
    }


def _read_loss(document: Json) -> AnyLoss:
    gram = tuple(tuple(map(_rational, row)) for row in document["gram"])
    residual = None if document["residual"] is None else _rational(document["residual"])
    axes = None if document["axes"] is None else tuple(document["axes"])
    kind = SemidefiniteLoss if document["singular"] else SquareLoss
    return kind(gram, BinaryForm(_numbers(document["target"])), residual, format=axes)


def _landscape(found: Landscape | SingularLandscape) -> Json:
    return {"architecture": _network(found.architecture), "loss": _loss(found.square_loss), "answer": found.to_dict()}


def _read_landscape(document: Json) -> Landscape | SingularLandscape:
    network, loss = _read_network(document["architecture"]), _read_loss(document["loss"])
    if isinstance(loss, SemidefiniteLoss):
        return _checked(singular_critical_points(network, loss), document)
    return _checked(critical_points(network, loss), document)


def _verdict(verdict: Verdict) -> Json:
    form: Filter = verdict.form
    return {"architecture": _network(verdict.architecture), "filter": _form(form), "answer": verdict.to_dict()}


def _read_verdict(document: Json) -> Verdict:
    return _checked(decide(_read_network(document["architecture"]), _read_form(document["filter"])), document)


def _model(model: TrainedModel) -> Json:
    return {
        "names": model.names,
        "architecture": _network(model.architecture),
        "channels": [
            {
                "layers": [_form(layer) for layer in channel.layers],
                "constant": None if channel.constant is None else str(channel.constant),
                "padding": channel.padding,
            }
            for channel in model.channels
        ],
    }


def _read_model(document: Json) -> TrainedModel:
    network = _read_network(document["architecture"])
    channels = tuple(_read_channel(network, channel) for channel in document["channels"])
    names = document["names"]
    if not channels or len(names) != len(channels[0].layers) or not all(isinstance(name, str) for name in names):
        raise BadInputError("a trained model has at least one channel, and a name for each layer")
    return TrainedModel(tuple(names), channels)


def _read_channel(network: Network, document: Json) -> TrainedNetwork:
    layers = tuple(map(_read_form, document["layers"]))
    compose(network, layers)  # refuses other sizes
    constant = None if document["constant"] is None else _rational(document["constant"])
    padding = require_integers(document["padding"], "one of the padding", 0, MAX_PADDING)
    if len(padding) != network.axes:
        raise BadInputError(f"padding is given for {len(padding)} axes, the layers have {network.axes}")
    return TrainedNetwork(network, layers, constant, padding)


def _fibre(fibre: Fibre) -> Json:
    return {"architecture": _network(fibre.architecture), "filter": _form(fibre.form), "compatible": fibre.compatible}


def _read_fibre(document: Json) -> Fibre:
    network, form = _read_network(document["architecture"]), _read_form(document["filter"])
    if not isinstance(document["compatible"], bool):
        raise BadInputError("'compatible' is true or false")
    return Fibre(network, form, document["compatible"])  # type: ignore[arg-type]


def _read_pattern(document: Json) -> RootPattern:
    found = RootPattern.from_dict(document)
    if not agree(found.to_dict(), document):
        raise BadInputError(f"the root pattern {found} does not have the multiplicities that the file says")
    return found


def _checked(found: T, document: Json) -> T:
    """What was worked out, if it says what the file says. Raises BadInputError."""
    answer = json.loads(json.dumps(found.to_dict()))  # type: ignore[attr-defined]
    if not agree(answer, document["answer"]):
        raise BadInputError(f"what is worked out is not what the file says of {shorten(repr(found))}")
    return found


def agree(first: Json, second: Json) -> bool:
    """Whether two documents say the same, intervals around the same numbers taken for the same."""
    if isinstance(first, dict) and isinstance(second, dict):
        if "interval" in first and "interval" in second:
            (a, b), (c, d) = (map(Fraction, each["interval"]) for each in (first, second))
            return a <= d and c <= b
        return first.keys() == second.keys() and all(agree(first[key], second[key]) for key in first)
    if isinstance(first, list) and isinstance(second, list):
        return len(first) == len(second) and all(map(agree, first, second))
    return bool(first == second)


KINDS: dict[str, tuple[Any, Callable[[Any], Json], Callable[[Json], Any]]] = {
    "number": (Fraction | AlgebraicNumber, to_json, lambda value: _numbers([value])[0]),
    "form": (BinaryForm, _form, _read_form),
    "tensor": (TensorForm, _form, _read_form),
    "pattern": (RootPattern, RootPattern.to_dict, _read_pattern),
    "architecture": (Architecture, _network, _read_network),
    "tensor-architecture": (TensorArchitecture, _network, _read_network),
    "function-space": (FunctionSpace, lambda s: _network(s.architecture), lambda d: FunctionSpace(_read_network(d))),
    "loss": (SquareLoss, _loss, _read_loss),
    "singular-loss": (SemidefiniteLoss, _loss, _read_loss),
    "verdict": (Verdict, _verdict, _read_verdict),
    "fibre": (Fibre, _fibre, _read_fibre),
    "landscape": (Landscape, _landscape, _read_landscape),
    "singular-landscape": (SingularLandscape, _landscape, _read_landscape),
    "trained-model": (TrainedModel, _model, _read_model),
}
"""By the kind that the file names: the type, and how a value is written and read."""
