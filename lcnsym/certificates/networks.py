"""The entry points to certificates about networks of every kind: any strides with one axis, or several axes."""

from __future__ import annotations

from collections.abc import Sequence

from ..network.architecture import Architecture
from ..network.networks import Filter, Network, TensorFit, TensorLayers, check_fit, check_kinds, require_network
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
    fitting = check_fit(architecture, form)
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
    fitting = check_fit(architecture, form)
    if isinstance(fitting, TensorFit):
        return several_axes.certify_tensor_complex_membership(*fitting)
    return produce.certify_complex_membership(*fitting)


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
    if isinstance(layers, TensorLayers):
        return several_axes.certify_tensor_factorization(*layers)
    return factorizations.certify_factorization(*layers)


def certify_filling(architecture: Network) -> Certificate:
    """A certificate of the claim "filling" or "not-filling"; with several axes "dimension" may take its place.

    Raises:
        UnsupportedError: the end-to-end filter is too large.

    Source: arXiv 2108.01538, filling architectures.

    Examples:
        >>> certify_filling(Architecture((3, 2))).kind, certify_filling(TensorArchitecture(((2, 2), (2, 2)))).kind
        ('filling', 'dimension')
    """
    require_network(architecture)
    if isinstance(architecture, Architecture):
        return produce.certify_filling(architecture)
    return several_axes.certify_tensor_filling(architecture)
