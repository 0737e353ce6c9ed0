"""The function space for larger strides as inequalities, against a search that places every root in a layer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from ...algebra.forms import BinaryForm
from ...algebra.forms import product as product_of_forms
from ...certificates.formulas import certify_formula
from ...description.description import describe
from ...fibres.fibre import Fibre
from ...network.architecture import Architecture
from ...network.levels import levels
from ..methods.strided_examples import strided_examples
from ..statement import Finding, Hypothesis, Theorem, require_agreement


def _examine(architecture: Architecture, form: BinaryForm | None) -> Finding:
    """The formulas are evaluated exactly; layers are looked for by the roots."""
    description = describe(architecture)
    forms = [*strided_examples(architecture), *_of_every_degree(architecture)] if form is None else [form]
    members = 0
    for one in forms:
        exists = one.is_zero or next(Fibre(architecture, one).factorizations(), None) is not None
        require_agreement(
            {
                "formula of the function space": description.function_space.holds(one),
                "not the formula of the complement": not description.complement.holds(one),
                "search over the roots": exists,
            },
            one,
        )
        members += exists
    return Finding(
        f"{members} of {len(forms)} filters have real layers, by the formula of the function space, by that of its "
        "complement, and by a search that places every root in a layer",
        tuple(certify_formula(description.function_space, one) for one in forms if one.is_rational),
    )


def _of_every_degree(architecture: Architecture) -> Iterator[BinaryForm]:
    """Filters with divisors in powers of every degree that there can be, with few and with many real roots."""
    found = levels(architecture)
    if not found:
        return
    top = found[-1]
    for degree in range(top.degree, architecture.degree // top.stride + 1):
        rest = architecture.degree - degree * top.stride
        for divisor, cofactor in product((_positive, _negative, _few), (_positive, _few)):
            yield divisor(degree).in_powers(top.stride) * cofactor(rest)


def _positive(degree: int) -> BinaryForm:
    return product_of_forms([BinaryForm((1,)), *(BinaryForm((1, -i)) for i in range(1, degree + 1))])


def _negative(degree: int) -> BinaryForm:
    return product_of_forms([BinaryForm((1,)), *(BinaryForm((1, i)) for i in range(1, degree + 1))])


def _few(degree: int) -> BinaryForm:
    """With one real root or none."""
    pairs = product_of_forms([BinaryForm((1,)), *(BinaryForm((1, 1, i)) for i in range(1, degree // 2 + 1))])
    return pairs * BinaryForm((1, 5)) if degree % 2 else pairs


STRIDED_INEQUALITIES = Theorem(
    name="strided-inequalities",
    title="The function space as inequalities, for larger strides",
    statement=(
        "For two levels, the function space is the union over the degrees of the largest divisor D(x^T, y^T) of "
        "filters, T the larger stride, of the filters that satisfy rank conditions and sign conditions: the "
        "coefficients of D are minors of the matrix of the rank condition, and signs of these coefficients, of their "
        "subdiscriminants, and of those of the filter tell the numbers of roots that decide membership."
    ),
    source="docs/larger-strides.md, the function space as inequalities, with a proof",
    hypothesis=Hypothesis(any_stride=True),
    examination=_examine,
)
