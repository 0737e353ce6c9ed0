"""What is common to membership and fibres of every network: for each level the largest divisor in powers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from ..algebra.forms import BinaryForm
from ..algebra.multihomogeneous import TensorForm
from ..algebra.multihomogeneous_factors import largest_divisor_in_powers
from ..network.levels import Level, Vector, levels, required_degrees
from ..network.networks import Filter, Network
from ..roots.powers import divisor_in_powers

F = TypeVar("F", BinaryForm, TensorForm)
N = TypeVar("N", bound=Network)


@dataclass(frozen=True)
class Divisors(Generic[N, F]):
    """The largest divisors of a form P ≠ 0 at the levels of a network, of any strides and any number of axes.

    If P has layers over some field, P = Π Q_S(x^S, y^S) over the levels, then Π Q_T(x^T, y^T) over the levels T ≥ S is
    a form in x_j^{S_j}, y_j^{S_j} and divides P, so that, read in t_j = x_j^{S_j}, it divides D_S(P).

    Args:
        architecture: with any strides.
        form: P ≠ 0, of the format of the architecture's end-to-end filters.

    Source: `docs/larger-strides.md`, lemmas 1 and 7.
    """

    architecture: N
    form: F

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels, S ascending."""
        return levels(self.architecture)

    @cached_property
    def divisors(self) -> tuple[F, ...]:
        """D_S(P) as a form in t_j = x_j^{S_j} for every level, S ascending: of this Q_S and those above are made.

        Each comes from the one before, as D_S(P) = D_{S/T}(D_T(P)) where T divides S.
        """
        found: list[F] = []
        before, below = (1,) * self.architecture.axes, self.form
        for level in self.levels:
            below = largest_divisor(below, level.ratio(before))
            before = level.strides
            found.append(below)
        return tuple(found)

    @property
    def required_degrees(self) -> tuple[Vector, ...]:
        """The least degrees of D_S(P) for every level."""
        return required_degrees(self.architecture)

    @cached_property
    def failing_level(self) -> int | None:
        """The index of a level with too small a D_S(P); None: there is none.

        Where there is one, no complex layers exist. With one axis they exist where there is none.
        """
        pairs = zip(self.divisors, self.required_degrees, strict=True)
        return next((j for j, (divisor, least) in enumerate(pairs) if _too_small(divisor, least)), None)


def largest_divisor(form: F, exponents: Vector) -> F:
    """D_S(P) for a form that is not zero, S = `exponents`.

    Raises:
        UnsupportedError: several axes, and coefficients that are not rational up to a common factor.
    """
    if set(exponents) <= {1}:
        return form
    if isinstance(form, TensorForm):
        return largest_divisor_in_powers(form, exponents)
    (exponent,) = exponents
    return divisor_in_powers(form, exponent)


def degrees_of(form: Filter) -> Vector:
    """Along every axis."""
    return form.degrees if isinstance(form, TensorForm) else (form.degree,)


def _too_small(divisor: Filter, least: Vector) -> bool:
    return any(degree < needed for degree, needed in zip(degrees_of(divisor), least, strict=True))
