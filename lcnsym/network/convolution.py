"""Filters, the forms π(w), convolutional matrices, and composition of layers for every stride."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import TypeVar

from ..algebra.coefficients import Step, polynomial_product
from ..algebra.forms import BinaryForm, FormLike, as_form, product
from ..algebra.numbers import Number
from ..errors import BadInputError, require_integer, shorten
from .architecture import Architecture, ArchitectureLike, as_architecture

R = TypeVar("R")
Matrix = list[list[Number]]


def check_filter(architecture: Architecture, form: BinaryForm) -> None:
    """Refuse a form that is not as long as the architecture's end-to-end filter.

    Raises:
        BadInputError: the number of coefficients is wrong.
    """
    given, required = len(form.coefficients), architecture.filter_size
    if given != required:
        raise BadInputError(
            f"the filter has {given} coefficients, but {shorten(str(architecture))} has end-to-end filters of size "
            f"{required}"
        )


def check_layers(architecture: Architecture, filters: Sequence[BinaryForm]) -> None:
    """Refuse filters that do not fit the layers. Raises BadInputError."""
    if len(filters) != architecture.layers:
        raise BadInputError(
            f"{len(filters)} filters were given for {architecture.layers} layers; one for each is required"
        )
    for i, (form, size) in enumerate(zip(filters, architecture.filter_sizes, strict=True), start=1):
        if len(form.coefficients) != size:
            raise BadInputError(
                f"the filter of layer {i} has {len(form.coefficients)} coefficients; {size} are required"
            )


def compose(architecture: Architecture, filters: Sequence[BinaryForm]) -> BinaryForm:
    """The end-to-end filter of the layers' filters, first layer first: Π π(w_i)(x^{S_i}, y^{S_i}) [S].

    Args:
        filters: one form π(w_i) with k_i coefficients for each layer.

    Returns:
        The form of the end-to-end filter, with `architecture.filter_size` coefficients.

    Raises:
        BadInputError: a filter too many or too few, or one of the wrong size.

    Examples:
        >>> print(compose(Architecture((2, 2), (2, 1)), [BinaryForm((1, 2)), BinaryForm((1, 3))]))
        x^3 + 2*x^2*y + 3*x*y^2 + 6*y^3
    """
    check_layers(architecture, filters)
    return product(form.in_powers(S) for form, S in zip(filters, architecture.stride_products, strict=True))


def composed(filters: Sequence[Sequence[R]], steps: Sequence[Step], one: R) -> list[R]:
    """The coefficients of the end-to-end filter over any ring: those of Π π(w_i)(x^{S_i}, y^{S_i}), 1 for no layers.

    Args:
        steps: `Architecture.steps`, or `TensorArchitecture.steps` for filters and an end-to-end filter in one line, the
            last index running fastest.
    """
    found = [one]
    for layer, step in zip(filters, steps, strict=True):
        found = polynomial_product(found, layer, step)
    return found


def composed_without(
    left_out: Collection[int], filters: Sequence[Sequence[R]], steps: Sequence[Step], one: R
) -> list[R]:
    """The same without some of the layers, which are counted from 0."""
    kept = [i for i in range(len(filters)) if i not in left_out]
    return composed([filters[i] for i in kept], [steps[i] for i in kept], one)


def convolution_matrix(form: FormLike, stride: int, rows: int) -> Matrix:
    """The convolutional matrix with `rows` rows: row i holds the filter from column i·stride on [S].

    Its shape is rows × ((rows − 1)·stride + k), k the filter size.

    Raises:
        BadInputError: the filter is no BinaryForm, or stride or rows is not positive.

    Examples:
        >>> for row in convolution_matrix(BinaryForm((1, 2)), stride=2, rows=2):
        ...     print(*row)
        1 2 0 0
        0 0 1 2
    """
    form = as_form(form)
    require_integer(stride, "the stride", 1)
    require_integer(rows, "the number of rows", 1)
    columns = (rows - 1) * stride + len(form.coefficients)
    matrix: Matrix = [[Fraction(0)] * columns for _ in range(rows)]
    for i, row in enumerate(matrix):
        row[i * stride : i * stride + len(form.coefficients)] = form.coefficients
    return matrix


def layer_matrices(architecture: Architecture, filters: Sequence[BinaryForm]) -> list[Matrix]:
    """W_1, …, W_L as matrices of shapes d_i × d_{i−1}. Raises BadInputError as `compose`."""
    check_layers(architecture, filters)
    sizes = architecture.sizes
    return [
        convolution_matrix(form, stride, rows)
        for form, stride, rows in zip(filters, architecture.strides, sizes[1:], strict=True)
    ]


def end_to_end_matrix(architecture: ArchitectureLike, form: FormLike) -> Matrix:
    """The matrix W = W_L⋯W_1, d_L × d_0, of an end-to-end filter. Raises BadInputError for a wrong size.

    Examples:
        >>> for row in end_to_end_matrix(Architecture((2, 2), output_size=2), BinaryForm((1, 2, 3))):
        ...     print(*row)
        1 2 3 0
        0 1 2 3
    """
    architecture, form = as_architecture(architecture), as_form(form)
    check_filter(architecture, form)
    return convolution_matrix(form, architecture.stride, architecture.output_size)


def filter_of_matrix(matrix: Matrix, stride: int) -> BinaryForm:
    """The filter of a convolutional matrix of the given stride.

    Raises:
        BadInputError: the matrix is not convolutional.
    """
    width = len(matrix[0]) - (len(matrix) - 1) * stride if matrix else 0
    if width < 1 or any(len(row) != len(matrix[0]) for row in matrix):
        raise BadInputError("a convolutional matrix has rows of one length, at least (rows − 1)·stride + 1")
    form = BinaryForm(tuple(matrix[0][:width]))
    if convolution_matrix(form, stride, len(matrix)) != matrix:
        raise BadInputError(f"the matrix is not convolutional with stride {stride}")
    return form
