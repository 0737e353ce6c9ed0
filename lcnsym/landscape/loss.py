"""The square loss of end-to-end filters: a positive definite quadratic form around a target, from data or given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from math import lcm, prod
from operator import mul
from typing import TypeAlias

from ..algebra.coefficients import difference, image, inner
from ..algebra.forms import BinaryForm, FormLike, as_form
from ..algebra.linear import Inertia, inertia, kernel, rank, solution
from ..algebra.multihomogeneous import Format, TensorForm, as_tensor, steps_of
from ..algebra.numbers import Number, enclosure_to_json, number, text, to_json
from ..algebra.short_repr import short_repr
from ..errors import BadInputError, UnsupportedError, require_sequence
from ..network.networks import FilterLike, Network, NetworkLike, as_filter, as_network
from ..network.several_axes import TensorArchitecture

Gram = tuple[tuple[Fraction, ...], ...]
Rows: TypeAlias = Iterable[Iterable[Number | int | float]]
"""A matrix as people have it: nested lists, or an array."""


@dataclass(frozen=True)
class QuadraticLoss:
    """ℓ(w) = (w − u)ᵀ Q (w − u) for end-to-end filters w: what losses with regular and singular Q have in common."""

    gram: Gram
    target: BinaryForm
    residual: Fraction | None = None
    format: Format | None = field(default=None, kw_only=True)

    @property
    def degree(self) -> int:
        """n, one less than the number of coefficients of the target and of all filters."""
        return self.target.degree

    @property
    def is_euclidean(self) -> bool:
        """Whether Q is the identity."""
        return self.gram == identity(self.degree + 1)

    def value(self, form: FilterLike) -> Number:
        """ℓ(w), exact. Raises BadInputError for a filter of another size."""
        in_line = self.format is None or isinstance(form, BinaryForm)
        line, _ = _in_one_line(form if in_line else as_tensor(form, self.format or ()))  # type: ignore[arg-type]
        if line.degree != self.degree:
            raise BadInputError(f"the loss is for filters of size {self.degree + 1}, not {line.degree + 1}")
        away = difference(line.coefficients, self.target.coefficients)
        return inner(away, image(self.gram, away))

    @property
    def value_at_zero(self) -> Number:
        """uᵀ Q u, the loss of the zero filter."""
        return inner(image(self.gram, self.target.coefficients), self.target.coefficients)

    def to_dict(self) -> dict[str, object]:
        """{target, gram, offset}; gram is null for the identity, offset is the residual, 0 without data."""
        gram = None if self.is_euclidean else [[str(q) for q in row] for row in self.gram]
        return {
            "target": [to_json(u) for u in self.target.coefficients],
            "gram": gram,
            "offset": str(self.residual or 0),
        }

    def residual_json(self) -> str | None:
        """The residual, null without data."""
        return None if self.residual is None else text(self.residual)

    def total_json(self, loss: tuple[Fraction, Fraction]) -> dict[str, object]:
        """{total}: the sum of squared errors over the data where the loss is in these bounds; {} without data."""
        lo, hi = loss
        return {} if self.residual is None else {"total": enclosure_to_json(lo + self.residual, hi + self.residual)}

    def _found_inertia(self) -> Inertia:
        """Of Q. Raises what `SquareLoss` raises for the shapes, a matrix that is not symmetric, and the target."""
        object.__setattr__(self, "gram", rational_rows(self.gram, "the Gram matrix"))
        object.__setattr__(self, "target", as_form(self.target))
        size = self.target.degree + 1
        if self.format is not None and prod(self.format) != size:
            raise BadInputError(f"the target has {size} coefficients, not {prod(self.format)} as its format says")
        if len(self.gram) != size or any(len(row) != size for row in self.gram):
            shape = f"{len(self.gram)} x {len(self.gram[0]) if self.gram else 0}"
            raise BadInputError(
                f"the Gram matrix is {shape}; the target has {size} coefficients, so it must be {size} x {size}"
            )
        if any(self.gram[i][j] != self.gram[j][i] for i in range(size) for j in range(i)):
            raise BadInputError("the Gram matrix must be symmetric")
        return inertia(self.gram)


@short_repr
@dataclass(frozen=True)
class SquareLoss(QuadraticLoss):
    """ℓ(w) = (w − u)ᵀ Q (w − u) for end-to-end filters w with n + 1 coefficients.

    Args:
        gram: Q, (n+1) × (n+1), symmetric and positive definite, rational.
        target: u, of degree n, over ℚ or a real number field; with several axes its entries in one line, the last index
            running fastest.
        residual: what no filter can lower: the sum of squared errors over them is ℓ(w) + residual, a sum
            over samples and outputs and no mean. None: the loss is of no data.
        format: of filters with several axes. None: they have one axis.

    Raises:
        BadInputError: the shapes differ, or Q is not symmetric and positive definite (decided exactly).
        TooCostlyError: deciding whether Q is definite is predicted to take too long.

    Source: arXiv 2108.01538, the square loss in function space.

    Examples:
        >>> loss = SquareLoss.with_gram([[1, 0, 0], [0, 2, 0], [0, 0, 1]], BinaryForm((1, 0, 1)))
        >>> print(loss.value(BinaryForm((1, 1, 0))))
        3
    """

    def __post_init__(self) -> None:
        found = self._found_inertia()
        if found.positive < self.degree + 1:
            raise BadInputError(
                f"the Gram matrix must be positive definite; it has {found.positive} positive, {found.negative} "
                f"negative and {found.zero} zero squares{_explained(found.zero, found.negative)}"
            )

    @classmethod
    def euclidean(cls, target: FormLike | TensorForm) -> SquareLoss:
        """The squared distance Σ (w_i − u_i)². Raises BadInputError for what is no form."""
        line, format_ = _in_one_line(target)
        return cls(identity(line.degree + 1), line, format=format_)

    @classmethod
    def with_gram(cls, gram: Rows, target: FormLike | TensorForm) -> SquareLoss:
        """With a given Gram matrix Q, of several axes for the entries with the last index running fastest.

        Raises:
            BadInputError: an entry is not rational, or as for the class.
        """
        line, format_ = _in_one_line(target)
        return cls(rational_rows(gram, "the Gram matrix"), line, format=format_)

    @classmethod
    def of_data(
        cls,
        architecture: NetworkLike,
        inputs: Rows,
        outputs: Rows,
    ) -> SquareLoss:
        """The sum of squared errors Σ ‖y − W·x‖² over the samples, W the convolutional matrix of w.

        Q is the sum of v·vᵀ over all windows v of the inputs, as long as the filter and as far apart as the stride.

        Args:
            architecture: gives the filter's size, the stride and the sizes d_0 and d_L.
            inputs: one row of length d_0 for each sample; with several axes a tensor of the format d_0, the last index
                running fastest.
            outputs: one row of length d_L for each sample, likewise.

        Raises:
            BadInputError: the rows have other lengths, or the windows do not span: then Q is singular, and filters that
                differ by an element of its kernel cannot be told apart.
        """
        architecture = as_network(architecture)
        data = data_moments(architecture, inputs, outputs)
        size, found = architecture.ambient_dimension, inertia(data.gram).positive
        if found < size:
            raise BadInputError(
                f"the {data.windows} windows of the inputs span a space of dimension {found}, {size} is needed: the "
                f"Gram matrix is singular, and filters that differ by an element of its kernel have the same loss"
            )
        target = solution(data.gram, data.moments)
        return cls(
            data.gram, BinaryForm(target), data.squares - inner(data.moments, target), format=_format(architecture)
        )


@short_repr
@dataclass(frozen=True)
class SemidefiniteLoss(QuadraticLoss):
    """ℓ(w) = (w − u)ᵀ Q (w − u) with a singular Gram matrix Q, as few data have it.

    Filters that differ by an element of the kernel of Q have the same loss.

    Args:
        gram: Q, (n+1) × (n+1), symmetric, positive semidefinite and singular, rational.
        target: u, rational, of degree n; any one of those with the same Q·u.
        residual, format: as for `SquareLoss`.

    Raises:
        BadInputError: the shapes differ, or Q is not symmetric, positive semidefinite and singular (decided exactly).
        UnsupportedError: an irrational target.
        TooCostlyError: deciding whether Q is semidefinite is predicted to take too long.

    Source: arXiv 2108.01538, the square loss in function space; arXiv 2512.21029 for few data.

    Examples:
        >>> loss = SemidefiniteLoss(((Fraction(1), Fraction(0)), (Fraction(0), Fraction(0))), BinaryForm((1, 5)))
        >>> print(loss.value(BinaryForm((3, 8))), loss.kernel_dimension)
        4 1
    """

    def __post_init__(self) -> None:
        found = self._found_inertia()
        require_rational_target(self, "a singular Gram matrix needs")
        if found.negative or not found.zero:
            raise BadInputError(
                f"the Gram matrix must be positive semidefinite and singular; it has {found.positive} positive, "
                f"{found.negative} negative and {found.zero} zero squares"
            )

    @property
    def kernel_dimension(self) -> int:
        """The dimension of the kernel of Q."""
        return self.degree + 1 - rank(self.gram)


AnyLoss = SquareLoss | SemidefiniteLoss


def loss_with_gram(gram: Rows, target: FormLike | TensorForm) -> AnyLoss:
    """With a given Gram matrix, singular or not.

    Raises:
        BadInputError: an entry is not rational, or the matrix is not symmetric and positive semidefinite.
        UnsupportedError, TooCostlyError: as for `SquareLoss`.

    Source: arXiv 2108.01538, the square loss in function space.

    Examples:
        >>> type(loss_with_gram([[1, 0], [0, 0]], BinaryForm((1, 5)))).__name__
        'SemidefiniteLoss'
        >>> type(loss_with_gram([[1, 0], [0, 2]], BinaryForm((1, 5)))).__name__
        'SquareLoss'
    """
    rows = rational_rows(gram, "the Gram matrix")
    line, format_ = _in_one_line(target)
    found = QuadraticLoss(rows, line, format=format_)._found_inertia()
    kind = SemidefiniteLoss if found.zero and not found.negative else SquareLoss
    return kind(rows, line, format=format_)


def loss_of_data(architecture: NetworkLike, inputs: Rows, outputs: Rows) -> AnyLoss:
    """As `SquareLoss.of_data`, also where the windows of the inputs do not span.

    Raises:
        BadInputError: the rows have other lengths.

    Source: arXiv 2108.01538, the square loss from data.

    Examples:
        >>> loss = loss_of_data(Architecture((2, 2), (1, 1), 2), [[1, 2, 3, 4]], [[1, 2]])
        >>> loss.residual, loss.kernel_dimension
        (Fraction(0, 1), 1)
    """
    architecture = as_network(architecture)
    return loss_of_moments(data_moments(architecture, inputs, outputs), _format(architecture))


def loss_of_moments(data: DataMoments, format: Format | None = None) -> AnyLoss:
    """The sum of squared errors over data of which the moments are known, for filters of a format with several axes."""
    if inertia(data.gram).zero == 0:
        target = BinaryForm(solution(data.gram, data.moments))
        squares = data.squares - inner(data.moments, target.rationals)
        return SquareLoss(data.gram, target, squares, format=format)
    augmented = [[*row, -m] for row, m in zip(data.gram, data.moments, strict=True)]
    # Q·u = Σ y·v has solutions, as the right side is a combination of the windows v
    u = next(v[:-1] for v in kernel(augmented) if v[-1] == 1)
    return SemidefiniteLoss(data.gram, BinaryForm(u), data.squares - inner(data.moments, u), format=format)


@dataclass(frozen=True)
class DataMoments:
    """Sums over the windows v of the inputs and the outputs y that belong to them.

    Attributes:
        gram: Σ v·vᵀ.
        moments: Σ y·v.
        squares: Σ y².
        windows: how many there are.
        window_sums: Σ v.
        output_sum: Σ y.
    """

    gram: Gram
    moments: tuple[Fraction, ...]
    squares: Fraction
    windows: int
    window_sums: tuple[Fraction, ...]
    output_sum: Fraction

    def centred(self) -> DataMoments:
        """Of the windows and outputs less their means: what the best constant beside a filter leaves of the loss."""
        m, sums, total = self.windows, self.window_sums, self.output_sum
        gram = tuple(
            tuple(q - a * b / m for q, b in zip(row, sums, strict=True)) for row, a in zip(self.gram, sums, strict=True)
        )
        moments = tuple(c - a * total / m for c, a in zip(self.moments, sums, strict=True))
        zeros = (Fraction(0),) * len(sums)
        return DataMoments(gram, moments, self.squares - total * total / m, m, zeros, Fraction(0))


def data_moments(architecture: Network, inputs: Rows, outputs: Rows) -> DataMoments:
    """The moments of data. Raises BadInputError for rows of other lengths than the architecture's."""
    xs, ys = rational_rows(inputs, "the inputs"), rational_rows(outputs, "the outputs")
    if len(xs) != len(ys) or not xs:
        raise BadInputError(
            f"{len(xs)} inputs and {len(ys)} outputs were given; as many of both are needed, at least one"
        )
    windows = _windows(architecture)
    if isinstance(architecture, TensorArchitecture):
        width, height = prod(architecture.sizes[0]), prod(architecture.sizes[-1])
    else:
        width, height = architecture.sizes[0], architecture.sizes[-1]
    for rows, length, what in ((xs, width, "input"), (ys, height, "output")):
        for i, row in enumerate(rows):
            if len(row) != length:
                raise BadInputError(
                    f"{what} {i} has {len(row)} entries; {architecture} with {height} outputs needs {length}"
                )
    # with one denominator for all, products are of integers
    left, right = _denominator(xs), _denominator(ys)
    scaled = [[c.numerator * (left // c.denominator) for c in row] for row in xs]
    columns = [[x[place] for x in scaled for place in places] for places in zip(*windows, strict=True)]
    values = [c.numerator * (right // c.denominator) for row in ys for c in row]
    gram = [[Fraction(sum(map(mul, a, b)), left * left) for b in columns[: i + 1]] for i, a in enumerate(columns)]
    return DataMoments(
        tuple(tuple(gram[max(i, j)][min(i, j)] for j in range(len(columns))) for i in range(len(columns))),
        tuple(Fraction(sum(map(mul, a, values)), left * right) for a in columns),
        Fraction(sum(map(mul, values, values)), right * right),
        len(values),
        tuple(Fraction(sum(a), left) for a in columns),
        Fraction(sum(values), right),
    )


def _denominator(rows: Gram) -> int:
    return lcm(*(c.denominator for row in rows for c in row))


def _windows(architecture: Network) -> list[Sequence[int]]:
    """For each output the places of the inputs that it depends on, in the order of the filter's coefficients."""
    if not isinstance(architecture, TensorArchitecture):
        stride, size = architecture.stride, architecture.filter_size
        return [range(j * stride, j * stride + size) for j in range(architecture.sizes[-1])]
    steps = steps_of(architecture.sizes[0])
    inside = [
        sum(a * b for a, b in zip(index, steps, strict=True)) for index in product(*map(range, architecture.format))
    ]
    starts = [
        sum(a * s * b for a, s, b in zip(index, architecture.stride, steps, strict=True))
        for index in product(*map(range, architecture.sizes[-1]))
    ]
    return [[start + place for place in inside] for start in starts]


def _format(architecture: Network) -> Format | None:
    return architecture.format if isinstance(architecture, TensorArchitecture) else None


def _in_one_line(target: FormLike | TensorForm) -> tuple[BinaryForm, Format | None]:
    """The coefficients in one line, and the format if there are several axes. Raises BadInputError for no form."""
    if isinstance(target, TensorForm):
        return BinaryForm(target.coefficients), target.format
    return as_form(target), None


def as_loss(value: AnyLoss | FilterLike, network: Network) -> AnyLoss:
    """A loss, or the squared distance of a target from what people have. Raises BadInputError."""
    return (
        value if isinstance(value, SquareLoss | SemidefiniteLoss) else SquareLoss.euclidean(as_filter(value, network))
    )


def require_loss(loss: object, architecture: Network) -> SquareLoss:
    """The loss, if it is a SquareLoss for filters of this architecture. Raises BadInputError."""
    if not isinstance(loss, SquareLoss):
        given = type(loss).__name__
        asked = "; singular_critical_points takes that" if isinstance(loss, SemidefiniteLoss) else ""
        raise BadInputError(
            f"a SquareLoss is required, such as SquareLoss.euclidean(form), not a value of type {given}{asked}"
        )
    require_fitting(loss, architecture)
    return loss


def require_fitting(loss: QuadraticLoss, architecture: Network) -> None:
    """Refuse a loss for filters of another size or format. Raises BadInputError."""
    if (loss.degree + 1, loss.format) != (architecture.ambient_dimension, _format(architecture)):
        given, needed = (
            str(size) if format_ is None else "x".join(map(str, format_))
            for size, format_ in (
                (loss.degree + 1, loss.format),
                (architecture.ambient_dimension, _format(architecture)),
            )
        )
        raise BadInputError(f"the loss is for filters of size {given}, {architecture} has filters of size {needed}")


def require_rational_target(loss: QuadraticLoss, what: str) -> None:
    """Refuse an irrational target for what is about rational ones, which the words say. Raises UnsupportedError."""
    given = next((c for c in loss.target.coefficients if not isinstance(c, Fraction)), None)
    if given is not None:
        raise UnsupportedError(f"{what} a rational target, {text(given)} is in the one given")


def identity(size: int) -> Gram:
    """The identity matrix."""
    return tuple(tuple(Fraction(int(i == j)) for j in range(size)) for i in range(size))


def rational_rows(rows: Rows, what: str) -> Gram:
    """Rows of rationals, floats as the binary fractions they are. Raises BadInputError, which says what they are."""
    entries = [
        [c if type(c) is Fraction else number(c) for c in require_sequence(row, f"the rows of {what}")]
        for row in require_sequence(rows, f"the rows of {what}")
    ]
    found = tuple(tuple(c for c in row if isinstance(c, Fraction)) for row in entries)
    if any(len(rational) < len(row) for rational, row in zip(found, entries, strict=True)):
        raise BadInputError(f"{what} must have rational entries")
    return found


def _explained(zero: int, negative: int) -> str:
    if zero and not negative:
        return (
            "; it is singular, so filters that differ by an element of its kernel have the same loss: "
            "loss_with_gram and loss_of_data take it"
        )
    return ""
