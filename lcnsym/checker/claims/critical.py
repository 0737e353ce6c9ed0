"""Claims about critical points of the square loss."""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import chain
from math import comb, factorial, prod
from typing import Any, ClassVar, TypeAlias

from ..kernel.fields import Field
from ..kernel.forms import Form, constant, read_form, read_number
from ..kernel.outcome import Malformed, shorten
from ..kernel.reading import fields, integer, items, rational, shown, spelled
from . import (
    Claim,
    Keys,
    WithArchitecture,
    WithRoots,
    generator,
    read_written_form,
    written_form,
    written_number,
)
from .patterns import read_pattern

MAX_UNKNOWNS = 64
MAX_SIZE = 256
MAX_FORM = 17
MAX_BOXES = 10_000
MAX_CHART = 1_000
NATURES = ("minimum", "maximum", "saddle")


Matrix: TypeAlias = tuple[tuple[Fraction, ...], ...]
Sides: TypeAlias = tuple[Fraction, tuple[int | None, ...]]
"""Half the side of a box, and the coordinates that are not unknowns."""


@dataclass(frozen=True)
class Loss:
    """(w − u)ᵀQ(w − u): Q, or None for the identity, and u."""

    gram: Matrix | None
    target: tuple[Fraction, ...]

    def __str__(self) -> str:
        target = shorten(", ".join(map(spelled, self.target)), 200)
        return f"with the target ({target}) and {'the identity as' if self.gram is None else 'the given'} Gram matrix"


def read_loss(document: object, least: int, most: int) -> Loss:
    """Q and u, of a size in the given range."""
    gram, target = fields(document, ("gram", "target"), "claim.loss")
    u = read_numbers(target, len(items(target, "claim.loss.target", least, most)), "claim.loss.target")
    rows = None if gram is None else read_square(gram, len(u), "claim.loss.gram")
    if rows and any(rows[i][j] != rows[j][i] for i in range(len(u)) for j in range(i)):
        raise Malformed("claim.loss.gram must be symmetric")
    return Loss(rows, u)


def read_numbers(document: object, length: int, where: str) -> tuple[Fraction, ...]:
    """A list of so many rationals."""
    return tuple(rational(entry, f"an entry of {where}") for entry in items(document, where, length, length))


def read_filters(document: object, sizes: Sequence[int], where: str) -> Matrix:
    """A list of rationals a layer."""
    lists = items(document, where, len(sizes), len(sizes))
    return tuple(read_numbers(entry, size, where) for entry, size in zip(lists, sizes, strict=True))


def read_square(document: object, size: int, where: str) -> Matrix:
    """A square matrix."""
    return read_filters(document, [size] * size, where)


@dataclass(frozen=True)
class OfLoss(WithArchitecture):
    """A claim about a critical point of an architecture's square loss, of any strides.

    Attributes:
        loss: Q and u.
        nature: one of NATURES, or None.
        witness: filters with a smaller loss, or None; with them the nature is a minimum.
    """

    any_stride: ClassVar[bool] = True

    loss: Loss
    nature: str | None
    witness: Any

    @classmethod
    def read(cls, of: Keys, field: Field) -> Claim:
        architecture = cls.read_architecture(of)
        sizes, size = architecture.sizes, architecture.filter_size
        if sum(sizes) - len(sizes) + 1 > MAX_UNKNOWNS or size > MAX_SIZE:
            bounds = f"up to {MAX_UNKNOWNS} unknowns and filters of size {MAX_SIZE} are checked"
            raise Malformed(f"claim.architecture: {bounds}")
        loss, point = read_loss(of["loss"], size, size), cls.read_point(of, sizes, field)
        witness = None if "filters" not in of else cls.read_layers(of["filters"], sizes, "claim.filters", field)
        nature = "minimum" if witness is not None else _read_nature(of["nature"])
        return cls(architecture, loss, nature, witness, *point)

    @classmethod
    @abstractmethod
    def read_point(cls, of: Keys, sizes: Sequence[int], field: Field) -> tuple[object, ...]:
        """The further attributes."""

    @staticmethod
    @abstractmethod
    def read_layers(document: object, sizes: Sequence[int], where: str, field: Field) -> object:
        """A filter a layer."""

    @property
    def of_loss(self) -> str:
        return f"the square loss of {self.architecture} {self.loss}"

    @property
    def up_to_scaling(self) -> str:
        """The nature, if it is claimed for itself."""
        return f"a {self.nature} up to scaling, " if self.nature and self.witness is None else ""


@dataclass(frozen=True)
class InBox(OfLoss):
    """A claim about a critical point in a box of filters.

    Attributes:
        layers: the filters at the centre of the box, first layer first.
        value: an interval for the loss.
        radius: half the box's side.
        fixed: for every layer the coordinate that is not an unknown; None for the one layer without.
    """

    layers: Matrix
    value: tuple[Fraction, Fraction]
    radius: Fraction
    fixed: tuple[int | None, ...]

    @classmethod
    def read_point(cls, of: Keys, sizes: Sequence[int], field: Field) -> tuple[object, ...]:  # noqa: ARG003 - rational
        layers, sides = _read_box(of["box"], sizes)
        lo, hi = read_numbers(of["value"], 2, "claim.value")
        return layers, (lo, hi), *sides

    @staticmethod
    def read_layers(document: object, sizes: Sequence[int], where: str, _field: Field) -> object:
        """Of rationals."""
        return read_filters(document, sizes, where)

    @property
    def interval(self) -> str:
        """Of the loss."""
        return "[" + ", ".join(shorten(spelled(end), 40) for end in self.value) + "]"


@dataclass(frozen=True)
class AtLayers(OfLoss):
    """A claim about a critical point at filters over the document's field.

    Attributes:
        layers: the filters, first layer first.
        value: the loss, of degree 0.
        written: filters and loss in a sentence.
    """

    layers: tuple[Form, ...]
    value: Form
    written: tuple[str, str]

    @classmethod
    def read_point(cls, of: Keys, sizes: Sequence[int], field: Field) -> tuple[object, ...]:
        layers = cls.read_layers(of["layers"], sizes, "claim.layers", field)
        value = constant(field, read_number(of["value"], field, "claim.value"))
        shown: Any = of
        filters = shorten(", ".join(written_form(entry, 400) for entry in shown["layers"]), 400)
        return layers, value, (filters + generator(field), written_number(shown["value"], 60))

    @staticmethod
    def read_layers(document: object, sizes: Sequence[int], where: str, field: Field) -> tuple[Form, ...]:
        """Of numbers of the field."""
        pairs = zip(items(document, where, len(sizes), len(sizes)), sizes, strict=True)
        return tuple(read_form(items(entry, where, size, size), field, where) for entry, size in pairs)

    @property
    def known(self) -> str:
        """The point and the loss."""
        filters, value = self.written
        return (
            f"the filters {filters} are a critical point of {self.of_loss}, {self.up_to_scaling}with the loss {value}"
        )


def _read_box(document: object, sizes: Sequence[int]) -> tuple[Matrix, Sides]:
    centre, radius, fixed = fields(document, ("centre", "radius", "fixed"), "claim.box")
    r = rational(radius, "claim.box.radius")
    if r <= 0:
        raise Malformed("claim.box.radius must be positive")
    left_out = tuple(
        None if entry is None else integer(entry, "an entry of claim.box.fixed", 0, size - 1)
        for entry, size in zip(items(fixed, "claim.box.fixed", len(sizes), len(sizes)), sizes, strict=True)
    )
    if left_out.count(None) != 1:
        raise Malformed("claim.box.fixed must be null for exactly one layer")
    return read_filters(centre, sizes, "claim.box.centre"), (r, left_out)


def _read_nature(document: object) -> str | None:
    if document is not None and document not in NATURES:
        raise Malformed(f"claim.nature must be null or one of {', '.join(NATURES)}, found {shown(document)}")
    return None if document is None else str(document)


_IN_BOX = "{0.of_loss} has exactly one critical point in the box, "
for _kind, _base, _keys, _says in (
    (
        *("critical-point", InBox, ("box", "value", "nature")),
        f"{_IN_BOX}{{0.up_to_scaling}}with a loss in {{0.interval}}",
    ),
    (
        *("spurious-minimum", InBox, ("box", "value", "filters")),
        f"{_IN_BOX}a minimum up to scaling with a loss in {{0.interval}}, and filters with a smaller loss",
    ),
    ("exact-critical-point", AtLayers, ("layers", "value", "nature"), "{0.known}"),
    (
        *("exact-spurious-minimum", AtLayers, ("layers", "value", "filters")),
        "{0.known}, a minimum up to scaling, and other filters have a smaller one",
    ),
):
    type(_kind, (_base,), {"kind": _kind, "says": _says, "keys": ("architecture", "loss", *_keys)})


@dataclass(frozen=True)
class StratumCriticalPoints(WithRoots):
    kind = "stratum-critical-points"
    keys = ("loss", "multiplicity", "elimination", "pattern")
    says = (
        "the real critical points of the square loss {0.loss} on the forms with a real root of multiplicity "
        "exactly {0.multiplicity} have it at a real root of the form {0.written}, which has the root pattern {0.shown}"
    )

    loss: Loss
    multiplicity: int

    @classmethod
    def read(cls, of: Keys, field: Field) -> Claim:
        form, written = read_written_form(of, "elimination", field)
        pattern, loss = read_pattern(of["pattern"]), read_loss(of["loss"], 3, MAX_FORM)
        m = integer(of["multiplicity"], "claim.multiplicity", 2, len(loss.target) - 1)
        d = len(loss.target) - m
        degree = (2 * d + 1) * m - d - 1
        if form.degree != degree:
            raise Malformed(f"claim.elimination has degree {form.degree}, the elimination form has {degree}")
        return cls(form, written, pattern, loss, m)


@dataclass(frozen=True)
class Box:
    """The points whose coordinates have real and imaginary parts within the radius of those of the centre."""

    centre: tuple[tuple[Fraction, Fraction], ...]
    radius: Fraction

    @property
    def is_real(self) -> bool:
        """Whether the centre is real, so that the box is symmetric under conjugation."""
        return not any(im for _, im in self.centre)

    @property
    def numbers(self) -> list[Fraction]:
        """All that it consists of."""
        return [self.radius, *chain(*self.centre)]


@dataclass(frozen=True)
class AllCritical(Claim):
    """The loss, the stratum λ, the chart (a, b, c, d), the boxes, of each conjugate pair one, and how many are real."""

    kind = "all-critical-points"
    keys = ("loss", "partition", "chart", "boxes", "real")
    says = (
        "given that generic data have {0.expected} complex critical points with the root multiplicities {0.parts} "
        "(cited), the square loss {0.loss} has exactly {0.expected}, all isolated, one in each box or its "
        "conjugate, and {0.real} of them are real"
    )

    loss: Loss
    partition: tuple[int, ...]
    chart: tuple[int, int, int, int]
    boxes: tuple[Box, ...]
    real: int

    @property
    def parts(self) -> str:
        return ",".join(map(str, self.partition))

    @cached_property
    def expected(self) -> int:
        """gED(λ)."""
        return generic_ed_degree(self.partition)

    @classmethod
    def read(cls, of: Keys, field: Field) -> Claim:  # noqa: ARG003 - all numbers are rational
        loss = read_loss(of["loss"], 3, MAX_FORM)
        degree, entry = len(loss.target) - 1, "an entry of claim."
        partition = items(of["partition"], "claim.partition", 1, MAX_FORM - 1)
        parts = tuple(integer(part, f"{entry}partition", 1, MAX_FORM - 1) for part in partition)
        if list(parts) != sorted(parts, reverse=True) or sum(parts) != degree:
            raise Malformed(f"claim.partition must descend and have the sum {degree}, the degree of the target")
        if parts[0] == 1:
            raise Malformed("claim.partition must have a part above 1")
        chart = items(of["chart"], "claim.chart", 4, 4)
        a, b, c, d = (integer(number, f"{entry}chart", -MAX_CHART, MAX_CHART) for number in chart)
        if a * d == b * c:
            raise Malformed("claim.chart must be an invertible matrix")
        boxes = items(of["boxes"], "claim.boxes", 1, MAX_BOXES)
        read = tuple(_read_complex_box(box, len(parts) + 1) for box in boxes)
        return cls(loss, parts, (a, b, c, d), read, integer(of["real"], "claim.real", 0, 2 * MAX_BOXES))


def _read_complex_box(document: object, size: int) -> Box:
    centre, radius = fields(document, ("centre", "radius"), "an entry of claim.boxes")
    where, points = "an entry of a box's centre", items(centre, "a box's centre", size, size)
    read = tuple((_dyadic(re, where), _dyadic(im, where)) for re, im in (items(point, where, 2, 2) for point in points))
    r = _dyadic(radius, "the radius of a box")
    if r <= 0:
        raise Malformed("the radius of a box must be positive")
    return Box(read, r)


def _dyadic(document: object, where: str) -> Fraction:
    found = rational(document, where)
    if found.denominator & (found.denominator - 1):
        raise Malformed(f"{where} must have a power of two as denominator, found {shown(document)}")
    return found


def generic_ed_degree(partition: Sequence[int]) -> int:
    """Σ_j C(d+1, j)·(d−j)!·j!/Π m_i!·[t^j] Π_k (λ_k + (λ_k − 1)t), d parts, m_i of them equal to i."""
    d, coefficients = len(partition), [1]
    for part in partition:
        padded = zip([*coefficients, 0], [0, *coefficients], strict=True)
        coefficients = [part * a + (part - 1) * b for a, b in padded]
    total = sum(comb(d + 1, j) * factorial(d - j) * factorial(j) * c for j, c in enumerate(coefficients))
    return total // prod(map(factorial, Counter(partition).values()))
