"""Certificates about filters with several axes, and about dimensions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, islice

from ..algebra.fields import RATIONALS
from ..algebra.forms import BinaryForm
from ..algebra.multihomogeneous import TensorForm
from ..errors import CertificateError, InconclusiveError, UnsupportedError
from ..fibres.tensor_fibre import TensorFibre
from ..membership.factor_levels import RationalFactor
from ..membership.several_axes import TensorVerdict
from ..membership.verdict import decide
from ..network.jacobian import jacobian
from ..network.networks import Filter, NetworkLike, as_network
from ..network.several_axes import TensorArchitecture, compose_tensors
from ..roots.absolute_factors import POINTS
from ..roots.roots import isolation
from ..roots.ruppert import is_shown_irreducible
from . import evidence
from .claims import (
    AboutFilter,
    ComplexMember,
    Dimension,
    Factorization,
    Filling,
    Member,
    NotComplexMember,
    NotMember,
)
from .document import Certificate
from .evidence import JACOBIAN_PRIME
from .factorizations import over_one_field
from .produce import MAX_JACOBIAN_DEGREE, certify_filling
from .values import Json, check_size, check_strides, encode_form, encode_number, encode_rationals

FACTORIZATIONS_TRIED = 100
"""The one with the fewest conjugates among so many is written down."""


def certify_tensor_factorization(architecture: TensorArchitecture, filters: Sequence[TensorForm]) -> Certificate:
    """A certificate of the claim "factorization": the filters' composition is an end-to-end filter.

    Raises:
        BadInputError: a filter too many or too few, or one of the wrong format.
        UnsupportedError: the end-to-end filter, or the field that all entries generate, is too large.
    """
    check_strides(architecture)
    composed = compose_tensors(architecture, filters)
    return _by_filters(Factorization, architecture, composed, filters)


def certify_tensor_membership(architecture: TensorArchitecture, form: TensorForm) -> Certificate:
    """A certificate of the claim "member", by filters, or "not-member", by irreducible factors.

    Raises:
        BadInputError: the filter's format is wrong.
        UnsupportedError: the filter is too large; its coefficients are not rational up to a common factor; or
            that it is no member depends on factors that split over a number field, for which there is no evidence.
        InconclusiveError: how a factor splits is not decided.
    """
    check_strides(architecture)
    verdict = decide(architecture, form)
    if not verdict.is_member:
        return _by_multidegrees(NotMember, verdict)
    return _of_a_member(Member, verdict)


def certify_tensor_complex_membership(architecture: TensorArchitecture, form: TensorForm) -> Certificate:
    """A certificate of the claim "complex-member", by real filters, or "not-complex-member", by irreducible factors.

    Raises:
        BadInputError: the filter's format is wrong.
        UnsupportedError: as `certify_tensor_membership`; or complex layers exist and no real ones do, which the format
            has no evidence for, as its numbers are real.
        InconclusiveError: how a factor splits is not decided.
    """
    check_strides(architecture)
    verdict = decide(architecture, form)
    if verdict.is_member:
        return _of_a_member(ComplexMember, verdict)
    if verdict.is_complex_member:
        raise UnsupportedError("complex layers exist and no real ones; certificates have real numbers, and state none")
    return _by_multidegrees(NotComplexMember, verdict)


def _of_a_member(claim: type[AboutFilter], verdict: TensorVerdict) -> Certificate:
    """By the real filters with the fewest conjugates among the first, or for the zero filter by arithmetic."""
    architecture, form = verdict.architecture, verdict.form
    check_size(len(form.coefficients) - 1)
    if form.is_zero:
        return Certificate.of(RATIONALS, claim(architecture, BinaryForm(form.coefficients)), evidence.ARITHMETIC)
    factorizations = TensorFibre(architecture, form).factorizations()
    found = min(islice(factorizations, FACTORIZATIONS_TRIED), key=lambda one: one.conjugates, default=None)
    if found is None:
        raise CertificateError("no factorization of a member was found")
    return _by_filters(claim, architecture, form, found.filters)


def _by_multidegrees(claim: type[AboutFilter], verdict: TensorVerdict) -> Certificate:
    check_size(len(verdict.form.coefficients) - 1)
    line = BinaryForm(verdict.form.coefficients)
    shown: Json = {
        "kind": "multidegrees",
        "scalar": encode_number(verdict.form.leading, line.field),
        "factors": [_factor(factor) for factor in verdict.factors],
    }
    return Certificate.of(line.field, claim(verdict.architecture, line), shown)


def certify_tensor_filling(architecture: TensorArchitecture) -> Certificate:
    """A certificate of the claim "filling", or of "dimension", smaller than that of the space of filters.

    Where all layers are along one axis, it is about the architecture with one-dimensional filters.

    Raises:
        UnsupportedError: the end-to-end filter is too large.
    """
    along = architecture.one_dimensional
    if along is not None:
        return certify_filling(along)
    if architecture.is_filling:
        return Certificate.of(RATIONALS, Filling(architecture), evidence.ARITHMETIC)
    return certify_dimension(architecture)


def certify_dimension(architecture: NetworkLike) -> Certificate:
    """A certificate of the claim "dimension": filters at which the derivative of composition has that rank.

    Raises:
        UnsupportedError: the end-to-end filter is too large.
        InconclusiveError: the rank is smaller at the filters that were tried.
    """
    architecture = as_network(architecture)
    check_strides(architecture)
    check_size(architecture.ambient_dimension - 1, MAX_JACOBIAN_DEGREE)
    filters: list[Filter]
    if isinstance(architecture, TensorArchitecture):
        filters = [TensorForm(sizes, _integers(i, sizes)) for i, sizes in enumerate(architecture.formats)]
    else:
        filters = [BinaryForm(_integers(i, (k,))) for i, k in enumerate(architecture.filter_sizes)]
    lines, rows = [form.coefficients for form in filters], jacobian(architecture, filters)
    shown = evidence.jacobian(lines, rows, architecture.dimension)
    if shown is None:
        raise InconclusiveError(f"the derivative has a smaller rank than {architecture.dimension} at the filters tried")
    return Certificate.of(RATIONALS, Dimension(architecture, architecture.dimension), shown)


def _integers(layer: int, sizes: tuple[int, ...]) -> list[int]:
    """Entries without a pattern: residues of powers of 3 modulo a prime, none of them zero."""
    count = 1
    for size in sizes:
        count *= size
    return [pow(3, 17 * (layer + 1) + 7 * i * i + i, 10007) - 5003 for i in range(count)]


def _by_filters(
    claim: type[AboutFilter],
    architecture: TensorArchitecture,
    composed: TensorForm,
    filters: Sequence[TensorForm],
) -> Certificate:
    check_size(len(composed.coefficients) - 1)
    lines = [BinaryForm(form.coefficients) for form in (composed, *filters)]
    field, (whole, *layers) = over_one_field(lines)
    return Certificate.of(field, claim(architecture, whole), evidence.filters(layers, field))


def _factor(factor: RationalFactor) -> Json:
    form = factor.form
    axes = [j for j, degree in enumerate(form.degrees) if degree]
    breakpoints = None
    planes: list[Json] = []
    if len(axes) == 1:
        breakpoints = encode_rationals(isolation(BinaryForm(form.coefficients)).breakpoints)
    else:
        planes = _planes(factor, axes)
    return {
        "multiplicity": factor.multiplicity,
        "format": list(form.format),
        "form": encode_form(BinaryForm(form.coefficients), RATIONALS),
        "planes": planes,
        "breakpoints": breakpoints,
    }


def _planes(factor: RationalFactor, axes: list[int]) -> list[Json]:
    """Planes on which the form is shown irreducible, and whose axes connect all of its axes."""
    if factor.splitting.pieces > 1:
        raise UnsupportedError(
            "there is no certificate for filters with a factor that splits over a number field but along no single axis"
        )
    found: list[Json] = []
    reached = {axes[0]}
    pairs = list(combinations(axes, 2))
    while not reached >= set(axes):
        pair = next((p for p in pairs if len(reached & set(p)) == 1 and _plane(factor.form, p) is not None), None)
        if pair is None:
            raise InconclusiveError("no planes were found on which a factor is shown to be irreducible")
        values = _plane(factor.form, pair)
        if values is not None:
            axes_of = [pair[0] + 1, pair[1] + 1]
            found.append({"axes": axes_of, "values": list(values), "prime": str(JACOBIAN_PRIME)})
        reached |= set(pair)
    return found


def _plane(form: TensorForm, pair: tuple[int, int]) -> tuple[int, ...] | None:
    """Values for the other variables; None: none of those tried shows that the form is irreducible."""
    for values in POINTS:
        point = tuple(values[j % len(values)] for j in range(len(form.format)))
        if is_shown_irreducible(form, pair, point, JACOBIAN_PRIME):
            return point
    return None
