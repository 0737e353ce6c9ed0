"""The factorizations of a target that is in the function space: critical points where the loss is zero."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import flint
from flint import arb

from ...algebra.coefficients import Step
from ...algebra.flintio import to_fmpq
from ...algebra.multihomogeneous import TensorForm
from ...algebra.numbers import AlgebraicNumber
from ...fibres.fibre import Factorization
from ...fibres.fibres import fibre_of
from ...fibres.tensor_fibre import TensorFactorization
from ...membership.verdict import decide
from ...network.networks import Network, form_of
from ..equations.quadrics import Quadric
from .composed_forms import ComposedForm
from .exchanges import FINER, is_in_box
from .gauged_gradients import GaugedLayers
from .layer_hessians import CriticalLayers
from .rational_layers import RationalLayers, in_lowest_terms


@dataclass(frozen=True, eq=False)
class TargetLayers(CriticalLayers):
    """The layers of a factorization of the target. Their gradient is zero, as Q(w − u) is.

    Attributes:
        quadric: Q and u, u rational.
        factorization: of u.
    """

    quadric: Quadric
    factorization: Factorization | TensorFactorization

    @property
    def steps(self) -> tuple[Step, ...]:
        """See `CriticalLayers`."""
        return self.factorization.fibre.architecture.steps

    @cached_property
    def tensors(self) -> tuple[TensorForm, ...]:
        """The layers' filters, exact, where there are several axes; none with one axis. Raises InconclusiveError."""
        return self.factorization.filters if isinstance(self.factorization, TensorFactorization) else ()

    @lru_cache(maxsize=8)  # noqa: B019 - a few precisions
    def filters(self, precision: int) -> tuple[tuple[arb, ...], ...]:
        """The layers' filters; the first begins like u, the others with 1."""
        if isinstance(self.factorization, Factorization):
            return tuple(tuple(layer.chosen.balls(precision)) for layer in self.factorization.layers)
        with flint.ctx.workprec(precision):
            return tuple(
                tuple(
                    c.ball(precision) if isinstance(c, AlgebraicNumber) else arb(to_fmpq(c)) for c in layer.coefficients
                )
                for layer in self.tensors
            )

    def gram_and_residual(self, precision: int) -> tuple[list[list[arb]], list[arb]]:
        """Q and Q(w − u) = 0."""
        with flint.ctx.workprec(precision):
            gram, moments = self.quadric.balls()
        return gram, [arb(0)] * len(moments)

    @property
    def rational_layers(self) -> RationalLayers | None:
        """The layers exactly. None: they are not rational.

        A filter that begins with a rational number is rational exactly if it has conjugate roots equally often.
        """
        if not isinstance(self.factorization, Factorization):
            known = [[c for c in layer.coefficients if not isinstance(c, AlgebraicNumber)] for layer in self.tensors]
            is_rational = all(len(a) == len(b.coefficients) for a, b in zip(known, self.tensors, strict=True))
            return in_lowest_terms(known) if is_rational else None
        layers = self.factorization.layers
        if any(layer.conjugates > 1 for layer in layers):
            return None
        return in_lowest_terms([layer.form.rationals for layer in layers])


def target_layers(architecture: Network, quadric: Quadric) -> list[TargetLayers]:
    """All factorizations of the target u up to scaling, in the canonical order; none if it is no member.

    They are finitely many, at most the degree N!/Π (k_i − 1)! of the Segre variety for layers with k_i coefficients,
    N = Σ (k_i − 1), as no tensor of rank one has the end-to-end filter zero; so at most gED(Segre).

    Args:
        architecture: of any strides, with one axis or several.
        quadric: Q and u ≠ 0.

    Raises:
        InconclusiveError: to place the roots of u costs too much; with several axes, how u factors is not decided, or a
            factor has too many conjugates.

    Source: arXiv 2108.01538, the proposition on fibres, and on D-dimensional convolutions; `docs/larger-strides.md`.
    """
    target = form_of(architecture, quadric.centre.coefficients)
    if not decide(architecture, target).is_member:
        return []
    listed: Iterator[Factorization | TensorFactorization] = fibre_of(architecture, target).factorizations()
    found = [TargetLayers(quadric, factorization) for factorization in listed]
    for layers in found:
        # made exact here, where it may be said that they cannot
        _ = layers.tensors
    return found


def matched(factorizations: Sequence[TargetLayers], zeros: Sequence[GaugedLayers]) -> list[GaugedLayers | None]:
    """For every factorization the certified zero of the gradient that it is. None: it is not proved to be one.

    A factorization is a zero of the gradient, and a box holds one zero: if it is in the box, it is this one.
    """
    free = [zero for zero in zeros if _may_be_target(zero)]
    found: list[GaugedLayers | None] = []
    for layers in factorizations:
        same = next((z for z in free if is_in_box(z, layers.filters(FINER * z.box.precision))), None)
        free = [zero for zero in free if zero is not same]
        found.append(same)
    return found


def _may_be_target(zero: GaugedLayers) -> bool:
    low, high = ComposedForm(zero).value_enclosure(zero.box.precision // 2)
    return low <= 0 <= high
