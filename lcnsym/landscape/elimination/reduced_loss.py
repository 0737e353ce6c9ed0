"""The loss with one layer eliminated, as polynomials in the coefficients of the others.

For other layers a the best last layer is b(a) = N⁻¹c with N = Mᵀ·Q·M, M·b the end-to-end filter and c = Mᵀ·Q·u. With
s = det N and B = adj(N)·c, so that b = B/s, everything is a polynomial in a: the least loss F = uᵀQu − cᵀB/s, and the
slopes ⟨(∂_jM)B, Q(s·u − M·B)⟩ = −(s²/2)·∂_jF. At real a that are not zero s is positive if Q is positive definite.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import prod

from flint import Ordering, fmpz_mpoly, fmpz_mpoly_ctx

from ...algebra.coefficients import correlation, difference, image, inner
from ...algebra.copies import LeanCopies
from ...algebra.numbers import as_rational
from ...network.convolution import composed, composed_without
from ..equations.quadrics import Quadric

MAX_UNKNOWNS = 2
MAX_DEGREE = 520
"""Of the polynomials with one unknown that are expected."""

Template = tuple[tuple[int | None, ...], ...]
"""For every kept layer its coefficients: a number, or None for an unknown."""


@dataclass(frozen=True)
class Kept:
    """Which layers are kept, and which is eliminated.

    Attributes:
        sizes, stride_products: k_i and S_i of at least two layers, all k_i > 1.
    """

    sizes: tuple[int, ...]
    stride_products: tuple[int, ...]

    @property
    def last(self) -> int:
        """The index of the layer that is eliminated, a largest one."""
        return self.sizes.index(max(self.sizes))

    @property
    def others(self) -> tuple[int, ...]:
        """The sizes of the layers that are kept."""
        return tuple(k for i, k in enumerate(self.sizes) if i != self.last)

    @property
    def dimension(self) -> int:
        """The number of unknowns in a chart."""
        return sum(k - 1 for k in self.others)

    @property
    def degree(self) -> int:
        """Of the polynomial with one unknown to which elimination leads, or a little more."""
        slope = 4 * self.sizes[self.last]
        return slope if self.dimension < MAX_UNKNOWNS else slope * slope * len(self.others)

    def cells(self) -> Iterator[Template]:
        """Disjoint cells that cover all layers up to scaling: the first coefficient that is not zero is 1."""
        for places in product(*(range(k) for k in self.others)):
            yield tuple(
                (*(0,) * place, 1, *(None,) * (k - 1 - place)) for k, place in zip(self.others, places, strict=True)
            )

    def charts(self) -> Iterator[Template]:
        """Open charts that cover all layers up to scaling: one coefficient is 1."""
        for places in product(*(range(k) for k in self.others)):
            yield tuple(
                tuple(1 if a == place else None for a in range(k)) for k, place in zip(self.others, places, strict=True)
            )


def best_multiple(
    quadric: Quadric, divisor: Sequence[fmpz_mpoly], size: int, stride: int
) -> tuple[fmpz_mpoly, list[fmpz_mpoly], list[fmpz_mpoly]]:
    """s = det N, B = adj(N)·c and c for the multiples of a form h ≠ 0, with Q and u times their denominators.

    Elimination without fractions. Leading minors of N are positive at real points where h is not zero, so that none of
    the pivots, which they are, is the zero polynomial.

    Args:
        divisor: the coefficients of h.
        size: how many coefficients the other factor b has.
        stride: b is a form in the powers with this exponent.
    """
    zero = divisor[0] * 0
    one = zero + 1
    columns = []
    for start in range(0, size * stride, stride):
        columns.append([zero] * start + list(divisor) + [zero] * (quadric.degree + 1 - start - len(divisor)))
    _, gram = quadric.gram_integers
    images = [image(gram, column) for column in columns]
    moments = [inner(moved, [one * c for c in quadric.centre_integers]) for moved in images]
    rows = [
        [*(inner(column, moved) for moved in images), moment] for column, moment in zip(columns, moments, strict=True)
    ]
    before = one
    for t in range(size):
        pivot = rows[t][t]
        for i in (i for i in range(size) if i != t):
            factor = rows[i][t]
            rows[i] = [(pivot * a - factor * b) / before for a, b in zip(rows[i], rows[t], strict=True)]
        before = pivot
    return before, [row[size] for row in rows], moments


class ReducedLoss(LeanCopies):
    """Polynomials in the unknowns of a cell or a chart.

    Args:
        quadric: Q, positive definite, and u, rational.
        kept: the layers.
        template: with which unknowns.
    """

    def __init__(self, quadric: Quadric, kept: Kept, template: Template) -> None:
        self.quadric, self.kept, self.template = quadric, kept, template

    @property
    def unknowns(self) -> int:
        """How many there are."""
        return sum(c is None for layer in self.template for c in layer)

    @cached_property
    def _ring(self) -> fmpz_mpoly_ctx:
        return fmpz_mpoly_ctx.get(tuple(f"a{i}" for i in range(max(1, self.unknowns))), Ordering.lex)

    @property
    def one(self) -> fmpz_mpoly:
        """The polynomial 1."""
        return self._ring.constant(1)

    @cached_property
    def forms(self) -> list[list[fmpz_mpoly]]:
        """The layers that are kept."""
        supply = iter(self._ring.gens())
        return [[next(supply) if c is None else self._ring.constant(c) for c in layer] for layer in self.template]

    @cached_property
    def _solved(self) -> tuple[fmpz_mpoly, list[fmpz_mpoly], list[fmpz_mpoly]]:
        """s, B and c, with Q and u times their denominators."""
        kept, one = self.kept, self.one
        size, stride = kept.sizes[kept.last], kept.stride_products[kept.last]
        rest = composed_without({kept.last}, self.with_last([one] * size), kept.stride_products, one)
        return best_multiple(self.quadric, rest, size, stride)

    @property
    def scale(self) -> fmpz_mpoly:
        """s."""
        return self._solved[0]

    @property
    def best(self) -> list[fmpz_mpoly]:
        """B."""
        return self._solved[1]

    def with_last(self, last: Sequence[fmpz_mpoly]) -> list[list[fmpz_mpoly]]:
        """All layers, with this one in the place of the one that is eliminated."""
        supply = iter(self.forms)
        return [list(last) if i == self.kept.last else next(supply) for i in range(len(self.kept.sizes))]

    @cached_property
    def slopes(self) -> list[list[fmpz_mpoly]]:
        """For every kept layer those by all its coefficients; a positive number times s² times −∂F."""
        layers, strides, one = self.with_last(self.best), self.kept.stride_products, self.one
        filter_ = composed(layers, strides, one)
        _, gram = self.quadric.gram_integers
        residual = image(gram, difference([self.scale * c for c in self.quadric.centre_integers], filter_))
        return [
            correlation(composed_without({i}, layers, strides, one), residual, S)
            for i, S in enumerate(strides)
            if i != self.kept.last
        ]

    @property
    def equations(self) -> list[fmpz_mpoly]:
        """All slopes but those by the coefficients that are 1: F does not depend on scaling, so that ⟨a, ∂F⟩ = 0."""
        found = []
        for slopes, layer in zip(self.slopes, self.template, strict=True):
            one = layer.index(1)
            found += [slope for a, slope in enumerate(slopes) if a != one]
        return found

    @property
    def trace(self) -> fmpz_mpoly:
        """A positive number times s² times that of the Hessian of F in the unknowns, where all slopes are zero."""
        names = iter(self._ring.names())
        total = self.one - self.one
        for slopes, layer in zip(self.slopes, self.template, strict=True):
            for slope, c in zip(slopes, layer, strict=True):
                if c is None:
                    total -= slope.derivative(next(names))
        return total

    @cached_property
    def fall(self) -> fmpz_mpoly:
        """cᵀB, with Q and u times their denominators; zero exactly where c is."""
        return inner(self._solved[2], self.best)

    @property
    def fall_unit(self) -> Fraction:
        """uᵀQu − F is this times cᵀB/s."""
        common, _ = self.quadric.gram_integers
        return Fraction(1, common * self.quadric.centre_common[0] ** 2)

    @property
    def value(self) -> fmpz_mpoly:
        """A positive number times s·F."""
        full, unit = as_rational(self.quadric.squared_norm), self.fall_unit
        common = full.denominator * unit.denominator
        return int(full * common) * self.scale - int(unit * common) * self.fall

    def above(self, value: Fraction) -> fmpz_mpoly:
        """A positive number times s·(F − value)."""
        common = as_rational(self.quadric.squared_norm).denominator * self.fall_unit.denominator
        return value.denominator * self.value - value.numerator * common * self.scale

    @property
    def last_unit(self) -> Fraction:
        """b is this times B/s."""
        return Fraction(1, self.quadric.centre_common[0])


def can_eliminate(sizes: Sequence[int], stride_products: Sequence[int]) -> bool:
    """Whether there are at most two unknowns, and polynomials of a degree at which all is fast.

    Args:
        sizes, stride_products: k_i and S_i of layers with k_i > 1.
    """
    if len(sizes) < 2:
        return False
    kept = Kept(tuple(sizes), tuple(stride_products))
    return kept.dimension <= MAX_UNKNOWNS and kept.degree <= MAX_DEGREE and prod(kept.others) > 1
