"""The entry points to certificates about networks of every kind: any strides with one axis, or several axes.

Where all layers of several axes are along one of them, a certificate is about the same layers with one axis; filters
have the same entries.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..algebra.forms import BinaryForm
from ..errors import UnsupportedError
from ..network.architecture import Architecture
from ..network.networks import (
    Filter,
    Fit,
    Layers,
    Network,
    NetworkLike,
    TensorFit,
    TensorLayers,
    along_one_axis,
    as_network,
    check_fit,
    check_kinds,
)
from . import factorizations, produce, several_axes
from .document import Certificate


def certify_membership(architecture: Network, form: Filter) -> Certificate:
    """A certificate of the claim "member" or "not-member".

    Raises:
        BadInputError: the filter's size, format or kind is wrong.
        UnsupportedError: the filter is too large, or there is no evidence for its case, which the line names.
        InconclusiveError: how a factor splits, or what decides, is out of reach.

    Source: arXiv 2108.01538, the function space for stride one, and D-dimensional convolutions; for larger strides
    `docs/larger-strides.md`. The format: `docs/certificate-format.md`.

    Examples:
        >>> from lcnsym import checker
        >>> certificate = certify_membership(Architecture((2, 2)), BinaryForm((1, 0, 1)))
        >>> certificate.kind, checker.check_text(certificate.text).accepted
        ('not-member', True)
    """
    fitting = _fitting(architecture, form)
    if isinstance(fitting, TensorFit):
        return several_axes.certify_tensor_membership(*fitting)
    return produce.certify_membership(*fitting)


def certify_complex_membership(architecture: Network, form: Filter) -> Certificate:
    """A certificate of the claim "complex-member" or "not-complex-member".

    Raises:
        BadInputError: the filter's size, format or kind is wrong.
        UnsupportedError: the filter is too large, or there is no evidence for its case, which the line names.
        InconclusiveError: how a factor splits, or what decides, is out of reach.

    Source: as for `certify_membership`.

    Examples:
        >>> certify_complex_membership(Architecture((3, 2), (2, 1)), BinaryForm((-2, 0, -3, 0, -3))).kind
        'complex-member'
    """
    fitting = _fitting(architecture, form)
    if isinstance(fitting, TensorFit):
        return several_axes.certify_tensor_complex_membership(*fitting)
    return produce.certify_complex_membership(*fitting)


def certify_position(architecture: NetworkLike, form: Filter) -> Certificate:
    """A certificate of the claim "interior", "boundary" or "not-member", whichever is true.

    Raises:
        BadInputError: the filter's size, format or kind is wrong.
        UnsupportedError: the function space has no interior, for larger strides or layers along several axes, so that
            membership tells the position; or the filter is too large.

    Source: arXiv 2108.01538, theorem on the boundary.

    Examples:
        >>> certify_position(Architecture((2, 2)), BinaryForm((1, 2, 1))).kind
        'boundary'
    """
    architecture = as_network(architecture)
    why_not = _ALL_INTERIOR if architecture.is_filling else _NO_POSITION
    return produce.certify_position(*_with_one_axis(architecture, form, why_not))


def certify_fibre_count(
    architecture: Network, form: Filter, *, compatible: bool = False, count: int | None = None
) -> Certificate:
    """A certificate of the claim "fibre-count": how many factorizations a filter has, up to scaling of the layers.

    Args:
        architecture: of stride one.
        form: the filter's, not zero.
        compatible: count only the factorizations in which no layer has a double root.
        count: the number, if it is known; the checker will reject a wrong one.

    Raises:
        BadInputError: the filter's size, format or kind is wrong, or the count is negative.
        UnsupportedError: a larger stride that matters, layers along several axes, or a filter that is too large.
        InconclusiveError: the count exceeds its budget.
        CertificateError: the form is zero, and its factorizations are infinitely many.

    Examples:
        >>> certify_fibre_count(Architecture((2, 2)), BinaryForm((1, 0, -2))).claim.count
        2
    """
    fit = _with_one_axis(architecture, form, _NO_COUNT)
    return factorizations.certify_fibre_count(*fit, compatible=compatible, count=count)


_NO_POSITION = (
    "the function space has no interior: a member is on its boundary, any other filter outside; "
    "the claims member and not-member say which"
)
_ALL_INTERIOR = "every filter is in the interior, as the claim filling says"
_NO_COUNT = (
    "certificates count the packings of a root pattern; with several axes they would need evidence that irreducible "
    "factors are different, which the format has not"
)


def _with_one_axis(architecture: Network, form: Filter, why_not: str) -> Fit:
    """The same layers and entries with one axis. Raises BadInputError, and UnsupportedError with this reason."""
    fitting = _fitting(architecture, form)
    if isinstance(fitting, Fit):
        return fitting
    raise UnsupportedError(f"{fitting.architecture} has layers along several axes; {why_not}")


def _fitting(architecture: Network, form: Filter) -> Fit | TensorFit:
    """With one axis where all layers are along one. Raises BadInputError."""
    fitting = check_fit(architecture, form)
    line = along_one_axis(fitting.architecture)
    return fitting if line is None else Fit(line, BinaryForm(fitting.form.coefficients))


def certify_factorization(architecture: Network, filters: Sequence[Filter]) -> Certificate:
    """A certificate of the claim "factorization": the filters' composition is an end-to-end filter.

    Raises:
        BadInputError: a filter too many or too few, or one of the wrong size, format or kind.
        UnsupportedError: the end-to-end filter, or the field that all coefficients generate, is too large.

    Examples:
        >>> certify_factorization(Architecture((2, 2)), [BinaryForm((1, 2)), BinaryForm((1, 3))]).kind
        'factorization'
    """
    layers = check_kinds(architecture, filters)
    line = along_one_axis(layers.architecture)
    if line is not None:
        layers = Layers(line, tuple(BinaryForm(form.coefficients) for form in layers.filters))
    if isinstance(layers, TensorLayers):
        return several_axes.certify_tensor_factorization(*layers)
    return factorizations.certify_factorization(*layers)


def certify_filling(architecture: NetworkLike) -> Certificate:
    """A certificate of the claim "filling" or "not-filling"; with several axes "dimension" may take its place.

    Raises:
        UnsupportedError: the end-to-end filter is too large.

    Source: arXiv 2108.01538, filling architectures.

    Examples:
        >>> certify_filling(Architecture((3, 2))).kind, certify_filling(TensorArchitecture(((2, 2), (2, 2)))).kind
        ('filling', 'dimension')
    """
    architecture = as_network(architecture)
    if isinstance(architecture, Architecture):
        return produce.certify_filling(architecture)
    return several_axes.certify_tensor_filling(architecture)
