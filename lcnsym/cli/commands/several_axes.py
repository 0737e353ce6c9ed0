"""What `architecture`, `compose`, `member` and `fibre` answer for filters with several axes, -k 3x3,2x2."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from ...errors import BadInputError, InconclusiveError, UnsupportedError
from ..command import Answer, Json
from ..gathering import Gathering
from ..listing import check_listed, read_limit
from ..options import check_certificate, check_claim, read_tensor, read_tensor_architecture, with_certificate

if TYPE_CHECKING:
    from ...algebra.multihomogeneous import TensorForm
    from ...certificates.document import Certificate
    from ...fibres.fibre import Fibre
    from ...fibres.tensor_fibre import TensorFibre
    from ...network.several_axes import TensorArchitecture

MEMBER_CLAIMS = ("member",)
FIBRE_CLAIMS = ("factorization",)


def architecture_answer(options: Namespace) -> Answer:
    """The answer of `architecture`."""
    from ...show.values.networks import tensor_architecture_view

    architecture = read_tensor_architecture(options)
    answer = Answer(architecture.to_dict(), lambda: tensor_architecture_view(architecture))
    if options.certificate is None:
        return answer
    from ...certificates.several_axes import certify_tensor_filling

    return with_certificate(answer, options.certificate, certify_tensor_filling(architecture))


def compose_answer(options: Namespace) -> Answer:
    """The answer of `compose`."""
    from ...algebra.numbers import to_json
    from ...network.several_axes import compose_tensors
    from ...show.values.networks import composed_tensor_view

    if options.matrix:
        raise UnsupportedError("--matrix is for one-dimensional filters")
    architecture = read_tensor_architecture(options)
    words = options.filters.split(";")
    if len(words) != architecture.layers:
        raise BadInputError(
            f"--filters lists {len(words)} filters, but {architecture} has {architecture.layers} layers; "
            "one filter for each is required, separated by semicolons"
        )
    composed = compose_tensors(architecture, [_layer(w, i, architecture) for i, w in enumerate(words)])
    document: Json = {"filter": [to_json(w) for w in composed.coefficients], "format": list(composed.format)}
    return Answer(document, lambda: composed_tensor_view(architecture, composed))


def _layer(words: str, i: int, architecture: TensorArchitecture) -> TensorForm:
    try:
        return read_tensor(words, architecture.formats[i])
    except BadInputError as error:
        raise BadInputError(f"filter of layer {i + 1}: {error}") from None


def member_answer(options: Namespace) -> Answer:
    """The answer of `member`."""
    from ...membership.several_axes import decide_tensor
    from ...show.values.membership import tensor_verdict_view

    check_claim(options, MEMBER_CLAIMS)
    check_certificate(options)
    _refuse_rounding(options)
    architecture = read_tensor_architecture(options)
    verdict = decide_tensor(architecture, read_tensor(options.filter, architecture.format))
    answer = Answer(verdict.to_dict(), lambda: tensor_verdict_view(verdict))
    if options.certificate is None:
        return answer
    from ...certificates.several_axes import certify_tensor_membership

    return with_certificate(answer, options.certificate, certify_tensor_membership(architecture, verdict.form))


def fibre_answer(options: Namespace) -> Answer:
    """The answer of `fibre`."""
    from ...fibres.tensor_fibre import TensorFibre

    limit = read_limit(options)
    check_claim(options, FIBRE_CLAIMS)
    check_certificate(options)
    _refuse_rounding(options)
    architecture = read_tensor_architecture(options)
    fibre = TensorFibre(architecture, read_tensor(options.filter, architecture.format), options.compatible)
    if limit is None and not fibre.form.is_zero:
        check_listed(fibre.count(), "factorizations")
    gathering = fibre_gathering(fibre, limit)
    answer = gathering.marked(_fibre_worked(fibre, limit, gathering, as_json=options.json))
    if options.certificate is None or not gathering.is_complete:
        return answer
    return with_certificate(answer, options.certificate, _first_certified(fibre))


def fibre_gathering(fibre: Fibre | TensorFibre, limit: int | None) -> Gathering:
    """For the factorizations that are listed; their number is not always known where there is a limit."""
    if fibre.form.is_zero:
        return Gathering("factorizations")
    try:
        count = fibre.count()
    except InconclusiveError:
        return Gathering("factorizations", limit)
    return Gathering("factorizations", count if limit is None else min(limit, count))


def _fibre_worked(fibre: TensorFibre, limit: int | None, gathering: Gathering, *, as_json: bool) -> Answer:
    if as_json:
        document = fibre.to_dict(limit, gathering)
        return Answer({**document, "complete": gathering.is_complete}, "")
    from ...show.values.fibres import tensor_factorization_rows, tensor_fibre_view

    count = 0 if fibre.form.is_zero else fibre.count()
    rows = gathering(tensor_factorization_rows(fibre, limit)) if count else []
    return Answer({}, lambda: tensor_fibre_view(fibre, rows, count))


def _first_certified(fibre: TensorFibre) -> Certificate:
    from ...certificates.several_axes import certify_tensor_factorization

    first = None if fibre.form.is_zero else next(fibre.factorizations(), None)
    if first is None:
        raise BadInputError("there is no factorization to certify")
    return certify_tensor_factorization(fibre.architecture, first.filters)


def _refuse_rounding(options: Namespace) -> None:
    if options.rationalize is not None:
        raise UnsupportedError("--rationalize is for one-dimensional filters")
