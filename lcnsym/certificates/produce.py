"""From a verdict to a certificate: one function a claim."""

from __future__ import annotations

from ..algebra.fields import RATIONALS
from ..algebra.forms import BinaryForm, FormLike, as_form
from ..algebra.squarefree import SquarefreeDecomposition, squarefree_decomposition
from ..errors import CertificateError
from ..membership.filling import missing_filter
from ..membership.larger_strides import StridedFactorization, StridedVerdict
from ..membership.patterns import RootPattern
from ..membership.positions import OneAxisVerdict, Position, require_stride_one
from ..membership.verdict import decide
from ..network.architecture import Architecture, ArchitectureLike, as_architecture
from ..network.jacobian import coprime_filters, jacobian
from ..network.networks import check_one_axis
from ..roots.roots import isolation
from . import evidence
from . import larger_strides as strides
from .claims import (
    AboutFilter,
    Boundary,
    ComplexMember,
    Filling,
    FullDimensional,
    HasPattern,
    Interior,
    Member,
    NotComplexMember,
    NotFilling,
    NotFullDimensional,
    NotMember,
)
from .document import Certificate
from .values import Json, check_size

MAX_JACOBIAN_DEGREE = 256
"""The checker's elimination is cubic in the degree; beyond this it refuses."""


def certify_membership(architecture: Architecture, form: BinaryForm) -> Certificate:
    """A certificate of the claim "member" or "not-member", whichever is true, for all strides.

    Raises:
        BadInputError: as `lcnsym.membership.verdict.decide`.
        UnsupportedError: a degree that is too large.
        InconclusiveError: no prime was found that bounds the divisors in powers.
    """
    check_size(form.degree)
    verdict = decide(architecture, form)
    if not verdict.is_member:
        return _about_filter(verdict, NotMember, _not_member(verdict))
    return _about_filter(verdict, Member, _member(verdict))


def certify_complex_membership(architecture: ArchitectureLike, form: FormLike) -> Certificate:
    """A certificate of the claim "complex-member" or "not-complex-member", whichever is true, for all strides.

    Raises:
        BadInputError: as `lcnsym.membership.verdict.decide`.
        UnsupportedError: a degree that is too large.
        InconclusiveError: no prime was found that bounds the divisors in powers.
    """
    architecture, form = check_one_axis(architecture, form)
    check_size(form.degree)
    verdict = decide(architecture, form)
    problem = verdict.factorization if isinstance(verdict, StridedVerdict) else None
    if problem is None:
        return _about_filter(verdict, ComplexMember, evidence.ARITHMETIC)
    if problem.failing_level is not None:
        return _about_filter(verdict, NotComplexMember, strides.classes(problem))
    return _about_filter(verdict, ComplexMember, strides.divisors(problem, count_roots=False))


def certify_position(architecture: ArchitectureLike, form: FormLike) -> Certificate:
    """A certificate of the claim "interior", "boundary" or "not-member", whichever is true.

    Raises:
        BadInputError: as `lcnsym.membership.verdict.decide`.
        UnsupportedError: a larger stride that matters, or a degree that is too large.
    """
    architecture, form = check_one_axis(architecture, form)
    require_stride_one(architecture)
    check_size(form.degree)
    verdict = decide(architecture, form)
    if verdict.position is Position.OUTSIDE:
        return _about_filter(verdict, NotMember, _not_member(verdict))
    if verdict.position is Position.INTERIOR:
        return _about_filter(verdict, Interior, _member(verdict))
    shown = evidence.ARITHMETIC
    if not form.is_zero:
        shown = evidence.few_odd_roots(form, squarefree_decomposition(form))
    return _about_filter(verdict, Boundary, shown)


def certify_pattern(form: FormLike) -> Certificate:
    """A certificate of the claim "pattern".

    Raises:
        CertificateError: the form is zero and has no pattern.
        InconclusiveError: no prime was found that proves the square-free parts coprime.
        UnsupportedError: a degree that is too large.
    """
    form = as_form(form)
    pattern, shown = shown_pattern(form)
    return Certificate.of(form.field, HasPattern(form, pattern), shown)


def shown_pattern(form: BinaryForm) -> tuple[RootPattern, Json]:
    """The root pattern, with evidence for it. Raises as `certify_pattern`."""
    check_size(form.degree)
    if form.is_zero:
        raise CertificateError("the zero filter has no root pattern, so there is nothing to certify")
    decomposition = squarefree_decomposition(form)
    return _isolated_pattern(decomposition), evidence.pattern(form, decomposition)


def _isolated_pattern(decomposition: SquarefreeDecomposition) -> RootPattern:
    """The root pattern, read off the isolation of the roots, which the evidence needs anyway."""
    real: list[int] = []
    pairs: list[int] = []
    for multiplicity, part in decomposition.parts:
        count = isolation(part).n_roots + part.order_at_infinity
        real += [multiplicity] * count
        pairs += [multiplicity] * ((part.degree - count) // 2)
    return RootPattern(tuple(real), tuple(pairs))


def certify_filling(architecture: ArchitectureLike) -> Certificate:
    """A certificate of the claim "filling", or "not-filling" with a missing filter, whichever is true, for all strides.

    Raises:
        UnsupportedError: a degree that is too large.
    """
    architecture = as_architecture(architecture)
    check_size(architecture.degree)
    if architecture.is_filling:
        return Certificate.of(RATIONALS, Filling(architecture), evidence.ARITHMETIC)
    witness = missing_filter(architecture)
    if architecture.is_stride_one:
        shown = evidence.descartes(witness, architecture.even_filters - 1)
    else:
        shown = strides.classes(StridedFactorization(architecture, witness))
    return Certificate.of(RATIONALS, NotFilling(architecture, witness), shown)


def certify_full_dimensional(architecture: ArchitectureLike) -> Certificate:
    """A certificate of the claim "full-dimensional" or "not-full-dimensional", whichever is true, for all strides.

    The first shows filters at which the multiplication map is a submersion, the second counts parameters.

    Raises:
        UnsupportedError: a degree that is too large.
    """
    architecture = as_architecture(architecture)
    if not architecture.is_full_dimensional:
        check_size(architecture.degree)
        return Certificate.of(RATIONALS, NotFullDimensional(architecture), evidence.ARITHMETIC)
    check_size(architecture.degree, MAX_JACOBIAN_DEGREE)
    filters = coprime_filters(architecture)
    lines = [form.coefficients for form in filters]
    shown = evidence.jacobian(lines, jacobian(architecture, filters), architecture.filter_size)
    if shown is None:
        raise CertificateError(f"no submersion was found for {architecture} modulo {evidence.JACOBIAN_PRIME}")
    return Certificate.of(RATIONALS, FullDimensional(architecture), shown)


def _about_filter(verdict: OneAxisVerdict, claim: type[AboutFilter], shown: Json) -> Certificate:
    return Certificate.of(verdict.form.field, claim(verdict.architecture, verdict.form), shown)


def _member(verdict: OneAxisVerdict) -> Json:
    """Evidence that a member is one, and that it is interior if it is."""
    e = verdict.required_real_roots
    if verdict.form.is_zero:
        return evidence.ARITHMETIC
    if isinstance(verdict, StridedVerdict):
        return _shared_out(verdict)
    if e <= 1:
        return evidence.ARITHMETIC
    if verdict.position is Position.INTERIOR:
        return evidence.sign_changes(verdict.form, e)
    return evidence.many_roots(verdict.form, squarefree_decomposition(verdict.form))


def _not_member(verdict: OneAxisVerdict) -> Json:
    if isinstance(verdict, StridedVerdict):
        return _shared_out(verdict)
    return evidence.descartes(verdict.form, verdict.required_real_roots - 1)


def _shared_out(verdict: StridedVerdict) -> Json:
    """Evidence for larger strides that the roots of a non-zero form can be shared out among the layers, or cannot."""
    problem = StridedFactorization(verdict.architecture, verdict.form)
    if problem.failing_level is not None:
        return strides.classes(problem)
    return strides.divisors(problem, count_roots=True)
