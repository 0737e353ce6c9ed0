"""Claims about critical points of the square loss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ...claims import Claim, Keys, WithArchitecture, WithRoots, read_written_form
from ...claims.patterns import read_pattern
from ...kernel.fields import Field
from ...kernel.outcome import shorten
from ...kernel.reading import spelled
from .elimination import Elimination, check_elimination, read_elimination
from .hessian import ExactClaim, read_exact
from .krawczyk import CriticalClaim, read_critical
from .losses import Loss
from .tangency import AllCriticalPoints, read_all_critical_points


def said(loss: Loss) -> str:
    """Which square loss a claim is about."""
    target = shorten(", ".join(map(spelled, loss.target)), 200)
    return f"with the target ({target}) and {'the identity as' if loss.gram is None else 'the given'} Gram matrix"


@dataclass(frozen=True)
class WithBox(WithArchitecture):
    """A claim about the critical point in a box of filters."""

    any_stride: ClassVar[bool] = True

    point: CriticalClaim

    @classmethod
    def read(cls, of: Keys, field: Field) -> Claim:  # noqa: ARG003 - all numbers are rational
        architecture = cls.read_architecture(of)
        return cls(architecture, read_critical(of, architecture))

    @property
    def loss(self) -> str:
        return f"the square loss of {self.architecture} {said(self.point.loss)}"

    @property
    def value(self) -> str:
        """The interval of the loss."""
        return "[" + ", ".join(shorten(spelled(end), 40) for end in self.point.value) + "]"


class CriticalPoint(WithBox):
    kind = "critical-point"
    keys = ("architecture", "loss", "box", "value", "nature")
    says = "{0.loss} has exactly one critical point in the box, {0.nature}with a loss in {0.value}"

    @property
    def nature(self) -> str:
        return f"a {self.point.nature} up to scaling, " if self.point.nature else ""


class SpuriousMinimum(WithBox):
    kind = "spurious-minimum"
    keys = ("architecture", "loss", "box", "value", "filters")
    says = (
        "{0.loss} has exactly one critical point in the box, a minimum up to scaling with a loss in {0.value}, and "
        "filters with a smaller loss"
    )


@dataclass(frozen=True)
class WithLayers(WithArchitecture):
    """A claim about a critical point that is known exactly."""

    any_stride: ClassVar[bool] = True

    point: ExactClaim

    @classmethod
    def read(cls, of: Keys, field: Field) -> Claim:  # noqa: ARG003 - all numbers are rational
        architecture = cls.read_architecture(of)
        return cls(architecture, read_exact(of, architecture))

    @property
    def known(self) -> str:
        """The point, the loss and, up to scaling, the nature if it is claimed."""
        layers = ("(" + ", ".join(shorten(spelled(c), 40) for c in layer) + ")" for layer in self.point.layers)
        nature = f"a {self.point.nature} up to scaling, " if self.point.nature else ""
        value = shorten(spelled(self.point.value), 60)
        return (
            f"the filters {shorten(', '.join(layers), 400)} are a critical point of the square loss of "
            f"{self.architecture} {said(self.point.loss)}, {nature}with the loss {value}"
        )


class ExactCriticalPoint(WithLayers):
    kind = "exact-critical-point"
    keys = ("architecture", "loss", "layers", "value", "nature")
    says = "{0.known}"


class ExactSpuriousMinimum(WithLayers):
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
