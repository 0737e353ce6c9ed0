"""The last stride does not matter for the end-to-end filter."""

from __future__ import annotations

from ...algebra.forms import BinaryForm
from ...certificates.factorizations import certify_factorization
from ...network.architecture import Architecture
from ...network.convolution import Matrix, compose, filter_of_matrix, layer_matrices
from ..methods.strided_examples import layers_with_positive_roots
from ..statement import SLIDES, Finding, Hypothesis, Theorem, require_agreement

MOST_ENTRIES = 200_000
"""Matrices of more entries are not multiplied out."""


def _examine(architecture: Architecture, _form: BinaryForm | None) -> Finding:
    """The same layers with other last strides: products of polynomials, and of matrices."""
    layers = layers_with_positive_roots(architecture)
    k, s = architecture.filter_sizes, architecture.strides
    answers: dict[str, object] = {}
    for last in sorted({1, s[-1], 3}):
        other = Architecture(k, (*s[:-1], last), 2)
        answers[f"product of polynomials, s_L = {last}"] = compose(other, layers)
        if sum(a * b for a, b in zip(other.sizes, other.sizes[1:], strict=False)) <= MOST_ENTRIES:
            answers[f"product of matrices, s_L = {last}"] = filter_by_matrices(other, layers)
    require_agreement(answers)
    return Finding(
        f"the same layers have the same end-to-end filter, by {len(answers)} computations: products of polynomials and "
        "of convolutional matrices with two rows at the end, for different last strides",
        (certify_factorization(architecture, layers),),
    )


def filter_by_matrices(architecture: Architecture, layers: list[BinaryForm]) -> BinaryForm:
    """The filter read off the product of the layers' matrices, which must be a convolutional matrix."""
    product: Matrix | None = None
    for matrix in layer_matrices(architecture, layers):
        product = matrix if product is None else _times(matrix, product)
    return filter_of_matrix(product or [], architecture.stride)


def _times(a: Matrix, b: Matrix) -> Matrix:
    columns = list(zip(*b, strict=True))
    return [
        [sum((x * y for x, y in zip(row, column, strict=True)), start=0 * row[0]) for column in columns] for row in a
    ]


LAST_STRIDE = Theorem(
    name="last-stride",
    title="The last stride does not matter",
    statement="Architectures that differ in the last stride only have the same end-to-end filters.",
    source=f"{SLIDES}: larger strides, lemma",
    hypothesis=Hypothesis(about_filters=False, any_stride=True),
    examination=_examine,
    coq=("Main.last_stride_irrelevant",),
)
