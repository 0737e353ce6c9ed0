"""Filter tensors and multihomogeneous forms: the D-dimensional counterpart of binary forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import product as cartesian
from math import prod
from operator import mul
from typing import Any, TypeAlias

from ..errors import BadInputError, require_integers, require_sequence
from .forms import BinaryForm, FormLike
from .literals import parse_numbers
from .numbers import Number, fields_repr, number, sign, text
from .short_repr import short_repr

Format = tuple[int, ...]
"""k^(1) × … × k^(D), all positive."""


@short_repr
@dataclass(frozen=True)
class TensorForm:
    """A form homogeneous of degree k^(j) − 1 in each pair (x_j, y_j), by the tensor of its coefficients.

    The entry at (i_1, …, i_D), counted from 0, belongs to Π x_j^{k^(j) − 1 − i_j} y_j^{i_j}. For D = 1
    this is a binary form.

    Args:
        format: k^(1), …, k^(D).
        coefficients: the entries, exact numbers, the last index running fastest.

    Raises:
        BadInputError: no axes, an axis of length 0, or a number of entries that is not Π k^(j).

    Examples:
        >>> print(TensorForm((2, 2), (1, 2, 3, 4)))
        x1*x2 + 2*x1*y2 + 3*y1*x2 + 4*y1*y2
    """

    format: Format
    coefficients: tuple[Number, ...]

    def __init__(self, format: Sequence[int], coefficients: Iterable[Number | int | float]) -> None:
        sizes = require_integers(format, "the length of an axis", 1)
        exact = tuple(number(c) for c in require_sequence(coefficients, "the entries of a tensor"))
        if not sizes:
            raise BadInputError("a tensor has at least one axis, none was given")
        if len(exact) != prod(sizes):
            shape = "x".join(map(str, sizes))
            raise BadInputError(f"a {shape} tensor has {prod(sizes)} entries, {len(exact)} were given")
        object.__setattr__(self, "format", sizes)
        object.__setattr__(self, "coefficients", exact)

    def __reduce__(self) -> tuple[object, ...]:
        return TensorForm, (self.format, self.coefficients)

    @classmethod
    def along(cls, axis: int, axes: int, form: BinaryForm) -> TensorForm:
        """A binary form as a form in the pair of one axis out of D = `axes`, counted from 0."""
        return cls(tuple(form.degree + 1 if j == axis else 1 for j in range(axes)), form.coefficients)

    @property
    def degrees(self) -> tuple[int, ...]:
        """k^(j) − 1 for every axis."""
        return tuple(size - 1 for size in self.format)

    @property
    def is_zero(self) -> bool:
        """Whether every coefficient is zero."""
        return not any(self.coefficients)

    @property
    def leading(self) -> Number:
        """The first coefficient that is not zero, of a form that is not zero."""
        return next(w for w in self.coefficients if w)

    @cached_property
    def terms(self) -> dict[tuple[int, ...], Number]:
        """From (i_1, …, i_D) to the coefficients that are not zero."""
        indices = cartesian(*map(range, self.format))
        return {index: w for index, w in zip(indices, self.coefficients, strict=True) if w}

    def with_coefficients(self, coefficients: Iterable[Number]) -> TensorForm:
        """The form of the same format with other coefficients. Raises BadInputError for a wrong number of them."""
        return TensorForm(self.format, coefficients)

    def scaled(self, factor: Number | int) -> TensorForm:
        """The form times a number."""
        return TensorForm(self.format, (w * factor for w in self.coefficients))

    def in_powers(self, exponents: Sequence[int]) -> TensorForm:
        """The form in x_j^{S_j}, y_j^{S_j}, S = `exponents`, which are positive."""
        wide = tuple(d * S + 1 for d, S in zip(self.degrees, exponents, strict=True))
        entries: list[Number | int] = [0] * prod(wide)
        steps = [step * S for step, S in zip(steps_of(wide), exponents, strict=True)]
        for index, w in self.terms.items():
            entries[sum(i * step for i, step in zip(index, steps, strict=True))] = w
        return TensorForm(wide, entries)

    def monic(self) -> TensorForm:
        """The form divided by its first coefficient that is not zero."""
        first = self.leading
        return TensorForm(self.format, (w / first for w in self.coefficients))

    def __mul__(self, other: TensorForm) -> TensorForm:
        """The product, the convolution of the tensors: as one of binary forms, by Kronecker's substitution."""
        wide = tuple(a + b - 1 for a, b in zip(self.format, other.format, strict=True))
        return TensorForm(wide, _gathered(self.spread(wide) * other.spread(wide), wide))

    def __pow__(self, exponent: int) -> TensorForm:
        one = TensorForm((1,) * len(self.format), (1,))
        return reduce(mul, [self] * exponent, one)

    def spread(self, wide: Format) -> BinaryForm:
        """The entries on a line, as they lie in a tensor of a larger format, up to the last of them."""
        places = [sum(i * step for i, step in zip(index, steps_of(wide), strict=True)) for index in self.indices()]
        line: list[Number | int] = [0] * (places[-1] + 1)
        for place, w in zip(places, self.coefficients, strict=True):
            line[place] = w
        return BinaryForm(line)

    def nested(self, write: Callable[[Number], object]) -> list[object]:
        """The entries as nested lists, each written by a function."""
        return _nested([write(w) for w in self.coefficients], self.format)

    def indices(self) -> Iterable[tuple[int, ...]]:
        """All (i_1, …, i_D), in the order of the coefficients."""
        return cartesian(*map(range, self.format))

    def __repr__(self) -> str:
        return fields_repr(self)

    def __str__(self) -> str:
        written = [_term(w, index, self.format) for index, w in self.terms.items()]
        return " ".join(written).removeprefix("+ ") or "0"


TensorLike: TypeAlias = TensorForm | FormLike | Sequence[Sequence[Any]]
"""A form in several pairs of variables, an array, nested lists, or all entries with the last index running fastest."""


def as_tensor(value: TensorLike, format: Format) -> TensorForm:
    """A form from what people have, exactly; entries that are not nested are taken in this format.

    Raises:
        BadInputError: the value is no array of numbers, or its entries are too few or too many.
    """
    if isinstance(value, TensorForm):
        return value
    if isinstance(value, str):
        return TensorForm(format, parse_numbers(value))
    given: object = value.tolist() if hasattr(value, "tolist") else value
    if isinstance(given, bytes | Mapping | Set | BinaryForm) or not isinstance(given, Iterable):
        kind = type(value).__name__
        raise BadInputError(f"with several axes a filter is a TensorForm or an array; a {kind} was given")
    rows: list[object] = list(given)
    shape: tuple[int, ...] = (len(rows),)
    while rows and all(isinstance(row, list | tuple) for row in rows):
        lengths = {len(row) for row in rows}  # type: ignore[arg-type]
        if len(lengths) > 1:
            raise BadInputError(f"the rows of an array are equally long, {min(lengths)} and {max(lengths)} were given")
        shape = (*shape, *lengths)
        rows = [entry for row in rows for entry in row]  # type: ignore[attr-defined]
    return TensorForm(shape if len(shape) > 1 else format, rows)  # type: ignore[arg-type]


def steps_of(format: Format) -> tuple[int, ...]:
    """How far apart neighbours along each axis are when the last index runs fastest."""
    return tuple(prod(format[j + 1 :]) for j in range(len(format)))


def tensor_product(forms: Iterable[TensorForm], axes: int) -> TensorForm:
    """The product of forms in the same D = `axes` pairs; 1 for none."""
    return reduce(mul, forms, TensorForm((1,) * axes, (1,)))


def _gathered(line: BinaryForm, format: Format) -> Sequence[Number | int]:
    missing = prod(format) - len(line.coefficients)
    return [*line.coefficients, *[0] * missing]


def _nested(entries: list[object], format: Format) -> list[object]:
    if len(format) == 1:
        return entries
    step = prod(format[1:])
    return [_nested(entries[i * step : (i + 1) * step], format[1:]) for i in range(format[0])]


def _term(w: Number, index: tuple[int, ...], format: Format) -> str:
    powers = []
    for j, (i, size) in enumerate(zip(index, format, strict=True), start=1):
        for name, exponent in ((f"x{j}", size - 1 - i), (f"y{j}", i)):
            if exponent:
                powers.append(name if exponent == 1 else f"{name}^{exponent}")
    magnitude = text(w if sign(w) >= 0 else -w)
    if " " in magnitude or "+" in magnitude[1:] or "-" in magnitude[1:]:
        magnitude = f"({magnitude})"
    shown = "*".join(([magnitude] if magnitude != "1" or not powers else []) + powers)
    return f"{'-' if sign(w) < 0 else '+'} {shown}"
