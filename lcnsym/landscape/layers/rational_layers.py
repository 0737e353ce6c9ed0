"""Which factorizations of an exact critical filter have layers over its field, and these layers exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import gcd, lcm

from ...algebra.coefficients import Step, correlation, difference, image
from ...algebra.copies import LeanCopies
from ...algebra.forms import BinaryForm, product
from ...algebra.numbers import text
from ...network.convolution import composed, composed_without
from ..equations.quadrics import Quadric
from ..strata.critical_forms import CriticalForm
from ..strata.exact_forms import coprime_factors, places_of_roots

RationalLayers = tuple[tuple[Fraction, ...], ...]
"""The coefficients of every layer's filter, first layer first."""


@dataclass(frozen=True, eq=False)
class ExactRoots(LeanCopies):
    """The roots of a filter that is known exactly and not zero, each with its irreducible factor over the field.

    A layer is over the field up to scaling exactly if it has conjugate roots equally often: then it is a product of
    irreducible factors, up to scaling.

    Args:
        form: the filter in balls, whose roots are counted.
        exact: the same filter.
    """

    form: CriticalForm
    exact: BinaryForm

    @cached_property
    def _factors(self) -> list[BinaryForm]:
        return coprime_factors(self.exact)

    @cached_property
    def _roots_of_factors(self) -> list[list[int]] | None:
        """For every factor the places of its roots in `form.roots`. None: not told apart."""
        places = places_of_roots(self.form, self._factors)
        if places is None:
            return None
        return [[i for i, place in enumerate(places) if place == which] for which in range(len(self._factors))]

    def forms(self, chosen: Sequence[Sequence[int]]) -> tuple[BinaryForm, ...] | None:
        """Layers over the field with these roots whose composition, for stride one, is the filter.

        Args:
            chosen: for every layer indices into `form.roots` with repetition; a pair stands for both its roots.

        Returns:
            All but the first are products of irreducible factors. None: some layer is not over the field up to scaling,
            or the roots are not told apart with MAX_REFERENCE bits.
        """
        found = [self._layer(list(roots)) for roots in chosen]
        known = [layer for layer in found if layer is not None]
        if len(known) < len(found):
            return None
        composed = product([BinaryForm((1,)), *known])
        place = next(i for i, c in enumerate(self.exact.coefficients) if c)
        scale = self.exact.coefficients[place] / composed.coefficients[place]
        return (known[0].scaled(scale), *known[1:])

    def _layer(self, chosen: list[int]) -> BinaryForm | None:
        """The product of irreducible factors with these roots. None: there is none."""
        powers = []
        for factor, roots in zip(self._factors, self._roots_of_factors or [], strict=False):
            exponents = {chosen.count(i) for i in roots}
            if len(exponents) > 1:
                return None
            powers += [factor] * exponents.pop()
        return product([BinaryForm((1,)), *powers]) if self._roots_of_factors is not None else None


class RationalRoots(ExactRoots):
    """The roots of a rational filter."""

    def layers(self, chosen: Sequence[Sequence[int]]) -> RationalLayers | None:
        """As `forms`, in the scaling of `in_lowest_terms`."""
        found = self.forms(chosen)
        return None if found is None else in_lowest_terms([layer.rationals for layer in found])


def is_critical(quadric: Quadric, layers: RationalLayers, steps: Sequence[Step]) -> bool:
    """Whether the gradient of the loss in the layers' filters is zero, exactly.

    Args:
        steps: where the layers' coefficients go.
    """
    one = Fraction(1)
    residual = difference(image(quadric.gram, composed(layers, steps, one)), quadric.moments)
    slopes = (correlation(composed_without({i}, layers, steps, one), residual, step) for i, step in enumerate(steps))
    return all(slope == 0 for of_layer in slopes for slope in of_layer)


def in_lowest_terms(layers: Sequence[Sequence[Fraction]]) -> RationalLayers:
    """The same up to scaling with the same composition: all layers but the first have coprime integers.

    The first of these that is not zero is positive; the first layer takes what is left.

    Args:
        layers: none of them zero.
    """
    first, *others = layers
    scale = Fraction(1)
    found = []
    for layer in others:
        content = _content(layer)
        found.append(tuple(c / content for c in layer))
        scale *= content
    return (tuple(scale * c for c in first), *found)


def _content(layer: Sequence[Fraction]) -> Fraction:
    """The rational by which the layer is divided to have coprime integers, the first that is not zero positive."""
    numerator = gcd(*(c.numerator for c in layer))
    denominator = lcm(*(c.denominator for c in layer))
    sign = 1 if next(c for c in layer if c) > 0 else -1
    return Fraction(sign * numerator, denominator)


def layers_to_json(layers: RationalLayers | None) -> list[list[str]] | None:
    """A list of rationals a layer; null for None."""
    return None if layers is None else [[text(c) for c in layer] for layer in layers]
