"""Claims about critical points of the square loss."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from ...claims import Claim, Keys, WithArchitecture, WithRoots, read_written_form
from ...claims.patterns import read_pattern
from ...kernel.fields import Field
from ...kernel.outcome import Malformed, shorten
from ...kernel.reading import fields, integer, items, rational, shown, spelled
from .elimination import Elimination, check_elimination, read_elimination
from .losses import Loss, Matrix, read_filters, read_loss, read_numbers
from .tangency import AllCriticalPoints, read_all_critical_points

MAX_UNKNOWNS = 64
MAX_SIZE = 256
NATURES = ("minimum", "maximum", "saddle")


def said(loss: Loss) -> str:
    """Which square loss a claim is about."""
    target = shorten(", ".join(map(spelled, loss.target)), 200)
    return f"with the target ({target}) and {'the identity as' if loss.gram is None else 'the given'} Gram matrix"


@dataclass(frozen=True)
class AboutPoint(WithArchitecture):
    """A claim about a critical point, in a box of filters or at filters.

    Attributes:
        loss: Q and u.
        layers: the filters, or those at the centre of the box, first layer first.
        value: an interval for the loss; of length zero where it is known.
        nature: one of NATURES, or None.
        witness: filters with a smaller loss, or None; with them the nature is a minimum.
        radius: half the box's side; 0 without a box.
        fixed: for every layer of a box the coordinate that is not an unknown; None for the one layer without.
    """

    any_stride: ClassVar[bool] = True

    loss: Loss
    layers: Matrix
    value: tuple[Fraction, Fraction]
    nature: str | None
    witness: Matrix | None
    radius: Fraction = Fraction(0)
    fixed: tuple[int | None, ...] = ()

    @classmethod
    def read(cls, of: Keys, field: Field) -> Claim:  # noqa: ARG003 - all numbers are rational
        architecture = cls.read_architecture(of)
        sizes, size, radius, fixed = architecture.sizes, architecture.filter_size, Fraction(0), tuple[int | None, ...]()
        if architecture.formats is not None:
            raise Malformed("claim.architecture: critical points are about filters with one axis")
        if sum(sizes) - len(sizes) + 1 > MAX_UNKNOWNS or size > MAX_SIZE:
            bounds = f"up to {MAX_UNKNOWNS} unknowns and filters of size {MAX_SIZE} are checked"
            raise Malformed(f"claim.architecture: {bounds}")
        loss = read_loss(of["loss"], size, size)
        if "box" in of:
            layers, radius, fixed = _read_box(of["box"], sizes)
            lo, hi = read_numbers(of["value"], 2, "claim.value")
        else:
            layers = read_filters(of["layers"], sizes, "claim.layers")
            lo = hi = rational(of["value"], "claim.value")
        witness = None if "filters" not in of else read_filters(of["filters"], sizes, "claim.filters")
        nature = "minimum" if witness is not None else _read_nature(of["nature"])
        return cls(architecture, loss, layers, (lo, hi), nature, witness, radius, fixed)

    @property
    def of_loss(self) -> str:
        return f"the square loss of {self.architecture} {said(self.loss)}"

    @property
    def up_to_scaling(self) -> str:
        """The nature, if it is claimed for itself."""
        return f"a {self.nature} up to scaling, " if self.nature and self.witness is None else ""

    @property
    def interval(self) -> str:
        """Of the loss."""
        return "[" + ", ".join(shorten(spelled(end), 40) for end in self.value) + "]"

    @property
    def known(self) -> str:
        """The point and the loss."""
        layers = ("(" + ", ".join(shorten(spelled(c), 40) for c in layer) + ")" for layer in self.layers)
        value = shorten(spelled(self.value[0]), 60)
        return (
            f"the filters {shorten(', '.join(layers), 400)} are a critical point of {self.of_loss}, "
            f"{self.up_to_scaling}with the loss {value}"
        )


def _read_box(document: object, sizes: Sequence[int]) -> tuple[Matrix, Fraction, tuple[int | None, ...]]:
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
    return read_filters(centre, sizes, "claim.box.centre"), r, left_out


def _read_nature(document: object) -> str | None:
    if document is not None and document not in NATURES:
        raise Malformed(f"claim.nature must be null or one of {', '.join(NATURES)}, found {shown(document)}")
    return None if document is None else str(document)


class CriticalPoint(AboutPoint):
    kind = "critical-point"
    keys = ("architecture", "loss", "box", "value", "nature")
    says = "{0.of_loss} has exactly one critical point in the box, {0.up_to_scaling}with a loss in {0.interval}"


class SpuriousMinimum(AboutPoint):
    kind = "spurious-minimum"
    keys = ("architecture", "loss", "box", "value", "filters")
    says = (
        "{0.of_loss} has exactly one critical point in the box, a minimum up to scaling with a loss in {0.interval}, "
        "and filters with a smaller loss"
    )


class ExactCriticalPoint(AboutPoint):
    kind = "exact-critical-point"
    keys = ("architecture", "loss", "layers", "value", "nature")
    says = "{0.known}"


class ExactSpuriousMinimum(AboutPoint):
    kind = "exact-spurious-minimum"
    keys = ("architecture", "loss", "layers", "value", "filters")
    says = "{0.known}, a minimum up to scaling, and other filters have a smaller one"


@dataclass(frozen=True)
class StratumCriticalPoints(WithRoots):
    kind = "stratum-critical-points"
    keys = ("loss", "multiplicity", "elimination", "pattern")

    elimination: Elimination

    @property
    def sentence(self) -> str:
        return (
            f"the real critical points of the square loss {said(self.elimination.loss)} on the forms with a root of "
            f"multiplicity {self.elimination.multiplicity} have it at a real root of the form {self.written}, which "
            f"has the root pattern {self.shown}"
        )

    def check_form(self) -> None:
        check_elimination(self.elimination, self.form)

    @classmethod
    def read(cls, of: Keys, field: Field) -> Claim:
        form, written = read_written_form(of, "elimination", field)
        pattern = read_pattern(of["pattern"])
        return cls(form, written, pattern, read_elimination(of["loss"], of["multiplicity"], form))


@dataclass(frozen=True)
class AllCritical(Claim):
    kind = "all-critical-points"
    keys = ("loss", "partition", "chart", "boxes", "real")

    points: AllCriticalPoints

    @property
    def sentence(self) -> str:
        found = self.points
        parts = ",".join(map(str, found.partition))
        return (
            f"given that generic data have {found.expected} complex critical points with the root multiplicities "
            f"{parts} (cited), the square loss {said(found.loss)} has exactly {found.expected}, all "
            f"isolated, one in each box or its conjugate, and {found.real} of them are real"
        )

    @classmethod
    def read(cls, of: Keys, field: Field) -> Claim:  # noqa: ARG003 - all numbers are rational
        return cls(read_all_critical_points(*of.values()))
