"""Certificates about factorizations: one that is written down, how many there are, whether compatible ones exist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..algebra.fields import RATIONALS, RealField
from ..algebra.forms import BinaryForm, FormLike
from ..algebra.numbers import element, in_common_field
from ..algebra.squarefree import squarefree_decomposition
from ..errors import BadInputError, CertificateError, require_bool, require_integer
from ..fibres.balls import Balls, Bins
from ..fibres.problem import PackingProblem
from ..membership.patterns import RootPattern, as_pattern, root_pattern
from ..membership.positions import require_stride_one
from ..network.architecture import Architecture, ArchitectureLike, as_architecture
from ..network.convolution import check_layers, compose
from ..network.networks import check_one_axis
from . import evidence
from .claims import Compatible, Factorization, FibreCount, NotCompatible
from .document import Certificate
from .values import Json, check_size


def certify_factorization(architecture: Architecture, filters: Sequence[BinaryForm]) -> Certificate:
    """A certificate of the claim "factorization": the filters' composition is an end-to-end filter.

    Args:
        architecture: of any strides.
        filters: one form π(w_i) with k_i coefficients for each layer; they may lie in different number fields.

    Raises:
        BadInputError: a filter too many or too few, or one of the wrong size.
        UnsupportedError: the degree, or that of the field that all coefficients generate, is too large.
    """
    check_layers(architecture, filters)
    check_size(architecture.degree)
    field, forms = over_one_field(filters)
    composed = compose(architecture, forms)
    return Certificate.of(field, Factorization(architecture, composed), evidence.filters(forms, field))


def over_one_field(forms: Sequence[BinaryForm]) -> tuple[RealField, list[BinaryForm]]:
    """A field that contains all coefficients, and the forms with coefficients written in it."""
    field, residues = in_common_field([w for form in forms for w in form.coefficients])
    numbers = iter([element(field, residue) for residue in residues])
    return field, [BinaryForm([next(numbers) for _ in form.coefficients]) for form in forms]


def certify_fibre_count(
    architecture: ArchitectureLike, form: FormLike, *, compatible: bool = False, count: int | None = None
) -> Certificate:
    """A certificate of the claim "fibre-count": how many factorizations a filter has, up to scaling of the layers.

    Args:
        architecture: of stride one.
        form: π(w) of the filter, not zero.
        compatible: count only the factorizations in which no layer has a double root.
        count: the number, if it is known; the checker will reject a wrong one.

    Raises:
        BadInputError: the filter's size is wrong, or the count is negative.
        UnsupportedError: a larger stride that matters, or a degree that is too large.
        InconclusiveError: the count exceeds its budget.
        CertificateError: the form is zero, and its factorizations are infinitely many.
    """
    architecture, form = check_one_axis(architecture, form)
    require_bool(compatible, "whether only compatible factorizations count")
    if count is not None:
        count = require_integer(count, "a number of factorizations", 0)
    require_stride_one(architecture)
    check_size(form.degree)
    pattern = root_pattern(form)
    if pattern is None:
        number = "one factorization" if architecture.layers == 1 else "infinitely many factorizations"
        raise CertificateError(
            f"the zero filter has {number}, and no root pattern to prove it by; a filter that is not zero is needed"
        )
    if count is None:
        count = _problem(architecture, pattern, compatible=compatible).count()
    claim = FibreCount(architecture, form, compatible, count)
    return Certificate.of(form.field, claim, evidence.pattern(form, squarefree_decomposition(form)))


def certify_compatibility(
    architecture: ArchitectureLike, pattern: RootPattern | str, packing: Sequence[Sequence[int]] | None = None
) -> Certificate:
    """A certificate of the claim "compatible" or "not-compatible", whichever is true.

    Args:
        architecture: of stride one.
        pattern: a root pattern of the architecture's degree.
        packing: the colours in the bin of each layer, if a compatible packing is known: i ≥ 1 is the i-th real root,
            −j the j-th conjugate pair, by ascending multiplicity.

    Raises:
        BadInputError: the pattern's degree is not the architecture's.
        UnsupportedError: a larger stride that matters, or a degree that is too large.
        CertificateError: the packing is no compatible packing.
    """
    architecture, pattern = as_architecture(architecture), as_pattern(pattern)
    require_stride_one(architecture)
    check_size(architecture.degree)
    if pattern.degree != architecture.degree:
        raise BadInputError(
            f"{pattern} has degree {pattern.degree}; filters of {architecture} have degree {architecture.degree}"
        )
    problem = _problem(architecture, pattern, compatible=True)
    if packing is None:
        first = problem.first()
        packing = None if first is None else first.bins
    if packing is None:
        return Certificate.of(RATIONALS, NotCompatible(architecture, pattern), evidence.ARITHMETIC)
    if not _is_compatible_packing(problem, packing):
        raise CertificateError(f"the packing is no compatible packing of {pattern} for {architecture}")
    shown: Json = {"kind": "packing", "bins": [sorted(colours) for colours in packing]}
    return Certificate.of(RATIONALS, Compatible(architecture, pattern), shown)


def _problem(architecture: Architecture, pattern: RootPattern, *, compatible: bool) -> PackingProblem:
    return PackingProblem(Balls.of_pattern(pattern), Bins.of_architecture(architecture), compatible=compatible)


def _is_compatible_packing(problem: PackingProblem, packing: Sequence[Sequence[int]]) -> bool:
    sizes = tuple(sum(1 if colour > 0 else 2 for colour in colours) for colours in packing)
    balls = problem.balls
    expected = dict(enumerate(balls.single, start=1)) | {-j: m for j, m in enumerate(balls.double, start=1)}
    used = Counter(colour for colours in packing for colour in colours)
    distinct = all(len(set(colours)) == len(colours) for colours in packing)
    return distinct and sizes == problem.bins.capacities and used == expected
