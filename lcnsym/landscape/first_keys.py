"""The JSON keys that answers about all critical points begin with, whatever the Gram matrix is."""

from __future__ import annotations

from typing import Protocol

from ..network.networks import Network
from .completeness import Proof
from .layers.parameter_points import CriticalPoint
from .loss import AnyLoss


class Found(Protocol):
    """An answer about the critical points of a square loss."""

    @property
    def architecture(self) -> Network:
        """Of the network."""

    @property
    def square_loss(self) -> AnyLoss:
        """The loss."""

    @property
    def points(self) -> tuple[CriticalPoint, ...]:
        """The critical points, ascending by loss."""

    @property
    def parameter_classes(self) -> int:
        """Their number in parameter space up to scaling."""

    @property
    def is_complete(self) -> bool:
        """Whether it is proved that none is missing."""

    @property
    def complex_classes(self) -> int | None:
        """How many there are over ℂ up to scaling. None: not known, or infinite."""

    @property
    def expected_classes(self) -> int:
        """How many there are for generic data."""

    @property
    def proof(self) -> Proof | None:
        """How it is proved that none is missing. None: it is not proved."""

    @property
    def is_generic(self) -> bool | None:
        """Whether the data are generic. None: not decided."""


def first_keys(found: Found, strata: list[dict[str, object]], *, minimal_polynomials: bool) -> dict[str, object]:
    """{architecture, square_loss, residual, functions, strata, …, generic}.

    Args:
        strata: their JSON.
        minimal_polynomials: as for `CriticalPoint.to_dict`.
    """
    loss = found.square_loss
    return {
        "architecture": found.architecture.to_dict(),
        "square_loss": loss.to_dict(),
        "residual": loss.residual_json(),
        "functions": [
            {**point.to_dict(minimal_polynomials=minimal_polynomials), **loss.total_json(point.loss)}
            for point in found.points
        ],
        "strata": strata,
        "parameter_classes": found.parameter_classes,
        "complex_parameter_classes": found.complex_classes,
        "expected_parameter_classes": found.expected_classes,
        "complete": found.is_complete,
        "proof": None if found.proof is None else str(found.proof),
        "generic": found.is_generic,
    }
