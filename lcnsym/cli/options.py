"""Options that several commands share, and how their values are read."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from ..errors import BadInputError, LcnsymError, UnsupportedError, shorten
from .command import Answer, Json, OutputFile
from .files import STANDARD, check_writable, read_standard_input, shown_name
from .parser import Parser
from .words import suggestion

if TYPE_CHECKING:
    from ..algebra.forms import BinaryForm
    from ..algebra.multihomogeneous import TensorForm
    from ..certificates.document import Certificate
    from ..network.architecture import Architecture
    from ..network.networks import Filter, Network

T = TypeVar("T")
F = TypeVar("F", "BinaryForm", "TensorForm", "Filter")

FILTER = "coefficients such as 1,-5/2,sqrt(2), or x^2-2y^2, or @FILE (.json, .csv, .npy), @- for stdin"


def add_architecture(parser: Parser, *, outputs: bool = False, tensors: bool = False) -> None:
    """Add -k, which may be about filters with several axes, -s and, where layer sizes matter, --outputs."""
    sizes = "filter sizes, first layer first, such as 3,2,2"
    parser.value("-k", "K", f"{sizes}, or with several axes 3x3,2x2" if tensors else sizes, required=True)
    parser.value("-s", "S", "strides, one for each layer, such as 2,1,1 (default: all 1)")
    if outputs:
        parser.value("--outputs", "N", "number d_L of outputs of the last layer (default: 1)")


def read_architecture(options: Namespace, *, sized: bool = True) -> Architecture:
    """The architecture of the options, with one-dimensional filters. Raises BadInputError or UnsupportedError.

    Args:
        sized: whether an option --outputs is the number of outputs; else it is something else, and the number is 1.
    """
    from ..network.architecture import Architecture
    from ..network.networks import names_several_axes

    if names_several_axes(options.k):
        raise UnsupportedError(
            f"this command is for one-dimensional filters, -k 3,2,2 and the like; '{shorten(options.k)}' was given"
        )
    return Architecture.parse(options.k, options.s, _outputs(options) if sized else 1)


def read_network(options: Namespace, *, sized: bool = True) -> Network:
    """The network of the options, with one axis or several. Raises BadInputError or UnsupportedError.

    `sized` is as for `read_architecture`.
    """
    from ..network.networks import parse_network

    return parse_network(options.k, options.s, _outputs(options) if sized else 1)


def _outputs(options: Namespace) -> int:
    from ..network.architecture import MAX_FILTER_SIZE

    outputs = getattr(options, "outputs", None)
    return 1 if outputs is None else read_integer(outputs, "--outputs", 1, MAX_FILTER_SIZE)


def read_filter(words: str, network: Network) -> Filter:
    """An end-to-end filter as literals, of several axes with the last index running fastest, or @FILE.

    Raises as `read_form`.
    """
    from ..network.networks import check_fit
    from ..network.several_axes import TensorArchitecture

    if isinstance(network, TensorArchitecture):
        return check_fit(network, _read_tensor(words, network.format)).form
    return check_fit(network, read_form(words)).form


def read_layers(words: str, network: Network, option: str = "--filters") -> list[Filter]:
    """The layers' filters, first layer first, separated by semicolons. Raises as `read_form`, and names the option."""
    given = words.split(";")
    if len(given) != network.layers:
        raise BadInputError(
            f"{option} lists {len(given)} filters, but {network} has {network.layers} layers; "
            "one filter for each is required, separated by semicolons"
        )
    forms = []
    for i, word in enumerate(given, start=1):
        try:
            forms.append(_read_layer(word, network, i - 1))
        except BadInputError as error:
            raise BadInputError(f"filter of layer {i}: {error}") from None
    return forms


def _read_layer(words: str, network: Network, i: int) -> Filter:
    from ..network.several_axes import TensorArchitecture

    return _read_tensor(words, network.formats[i]) if isinstance(network, TensorArchitecture) else read_form(words)


def _read_tensor(words: str, format: tuple[int, ...]) -> TensorForm:
    """The tensor of a list of literals, the last index running fastest, or of @FILE. Raises as `read_form`."""
    if words.strip().startswith("@"):
        from ..network.filter_files import read_tensor

        return from_source(words.strip()[1:], lambda source: read_tensor(source, format))
    from ..algebra.literals import parse_numbers
    from ..algebra.multihomogeneous import TensorForm

    return TensorForm(format, parse_numbers(words))


def add_filter(parser: Parser, *, required: bool = True) -> None:
    """Add --filter."""
    parser.value("--filter", "FILTER", FILTER, required=required)


def read_form(words: str) -> BinaryForm:
    """The form of a list of literals or of @FILE. Raises BadInputError or UnsupportedError."""
    if words.strip().startswith("@"):
        from ..network.filter_files import read_filter

        return from_source(words.strip()[1:], read_filter)
    from ..algebra.forms import BinaryForm

    return BinaryForm.parse(words)


def from_source(name: str, read: Callable[[str | bytes], T]) -> T:
    """What `read` makes of a file, or for - of what stands on stdin. Raises as `read`."""
    if name != STANDARD:
        return read(name)
    content = read_standard_input()
    try:
        return read(content)
    except LcnsymError as error:
        raise type(error)(f"on stdin: {error}") from None


def choice(given: str | None, accepted: Sequence[str], option: str) -> str:
    """The value of an option that takes one of a few words, the first of them by default. Raises BadInputError."""
    if given is None:
        return accepted[0]
    if given not in accepted:
        advice = suggestion(given, accepted)
        meant = f"; {advice}" if advice.endswith("?") else ""
        raise BadInputError(f"{option} must be one of {', '.join(accepted)}; '{shorten(given, 40)}' was given{meant}")
    return given


MAX_INTEGER = 10**6
"""The largest value of options that need no larger one: seconds, places in a list, multiplicities."""


def read_integer(word: str, what: str, least: int, most: int) -> int:
    """An integer in decimal digits. Raises BadInputError."""
    digits = word.strip().removeprefix("-")
    value = int(word) if digits.isascii() and digits.isdigit() and len(digits) <= 18 else None
    if value is None or not least <= value <= most:
        given = shorten(word, 40)
        raise BadInputError(f"{what} takes an integer from {least} to {most}, '{given}' was given")
    return value


def add_rationalize(parser: Parser) -> None:
    """Add --rationalize."""
    meaning = "first round the coefficients to the nearest fractions with denominators up to 2^BITS"
    parser.value("--rationalize", "BITS", meaning)


def rounded(form: F, options: Namespace) -> tuple[F, Json, tuple[str, ...]]:
    """The form after --rationalize, the key `rationalized` of the JSON and a note, both empty without it."""
    if options.rationalize is None:
        return form, {}, ()
    from ..algebra.numbers import to_json
    from ..network.filter_files import MAX_ROUNDING_BITS, rationalize
    from ..show.numbers import short_number

    bits = read_integer(options.rationalize, "--rationalize", 0, MAX_ROUNDING_BITS)
    new, change = rationalize(form, bits)
    note = (
        f"the coefficients were rounded to denominators up to 2^{bits}, the largest change is "
        f"{short_number(change)}; the answer is about the rounded filter"
    )
    return new, {"rationalized": {"bits": bits, "largest_change": to_json(Fraction(change))}}, (note,)


def add_certificate(parser: Parser, meaning: str) -> None:
    """Add --certificate."""
    parser.value("--certificate", "FILE", meaning)


def add_no_cache(parser: Parser) -> None:
    """Add --no-cache."""
    parser.flag("--no-cache", "neither read nor write the cache folder, where starts of searches are kept")


def check_certificate(options: Namespace) -> None:
    """Refuse a --certificate that cannot be written, before any work is done. Raises BadInputError."""
    if options.certificate is not None:
        check_writable(options.certificate)


def check_claim(options: Namespace, claims: Sequence[str]) -> None:
    """Refuse a --claim that is none of these, or that has no --certificate. Raises BadInputError."""
    if options.claim is None:
        return
    if options.claim not in claims:
        raise BadInputError(f"--claim is one of {', '.join(claims)}; '{shorten(options.claim, 40)}' was given")
    if options.certificate is None:
        raise BadInputError(f"--claim {options.claim} is about a certificate; --certificate FILE is missing")


def with_certificate(answer: Answer, path: str, certificate: Certificate) -> Answer:
    """The answer with the certificate to be written, and a note that says what it states."""
    told = f"certificate of '{certificate.kind}' written to {shown_name(path)}"
    return replace(answer, files=(OutputFile(path, certificate.text, told),))
