"""Critical forms that are known exactly, with coefficients in the field of the target."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property

import flint
from flint import acb, acb_poly

from ...algebra.coefficients import correlation, difference, image, polynomial_product
from ...algebra.forms import BinaryForm, product
from ...algebra.irreducible_factors import irreducible_factors
from ...algebra.numbers import Number, ball_of
from ...algebra.precision import precisions
from ...algebra.squarefree import squarefree_decomposition
from ..equations.charts import IDENTITY
from ..equations.quadrics import Quadric
from .critical_forms import MAX_REFERENCE, CriticalForm

FIRST_PRECISION = 128
LAST_PRECISION = 4096


class ExactForm(CriticalForm):
    """A form w over the field of u that is not zero, with Q(w − u) orthogonal to w.

    Args:
        form: w.
    """

    def __init__(self, quadric: Quadric, form: BinaryForm) -> None:
        super().__init__(quadric, IDENTITY)
        self.form = form

    @cached_property
    def _parts(self) -> dict[int, BinaryForm]:
        """The square-free parts by multiplicity; the constant factor is with the simple roots."""
        parts = dict(squarefree_decomposition(self.form).parts)
        repeated = product([BinaryForm((1,)), *(part for i, part in parts.items() if i > 1 for _ in range(i))])
        simple = parts.get(1, BinaryForm((1,)))
        leading = next(c for c in (repeated * simple).coefficients if c)
        scale = next(c for c in self.form.coefficients if c) / leading
        return {
            **{i: part for i, part in parts.items() if i > 1},
            1: BinaryForm([scale * c for c in simple.coefficients]),
        }

    def factors(self, precision: int) -> dict[int, acb_poly]:
        """A_i by i; see the class."""
        with flint.ctx.workprec(precision):
            return {
                i: acb_poly([acb(ball_of(c)) for c in reversed(part.coefficients)]) for i, part in self._parts.items()
            }

    def degrees(self) -> dict[int, int]:
        """The formal degree of A_i by i."""
        return {i: part.degree for i, part in self._parts.items()}

    def coordinates(self) -> tuple[Number, ...] | None:
        """As of a `Box`: the lower coefficients of the monic A_i, i ≥ 2 descending, then the coefficients of A_1.

        Constant coefficients first. None: a repeated root is at infinity.
        """
        found: list[Number] = []
        scale: Number = Fraction(1)
        for i in sorted((i for i in self._parts if i > 1), reverse=True):
            leading, *lower = self._parts[i].coefficients
            if not leading:
                return None
            scale = scale * leading**i
            found += [c / leading for c in reversed(lower)]
        return (*found, *(scale * c for c in reversed(self._parts[1].coefficients)))

    def is_critical_with(self, exponents: Sequence[int]) -> bool | None:
        """Whether Q(w − u) is orthogonal to all multiples of the divisor of w with the roots' exponents.

        Args:
            exponents: for every root of `roots`, at most its multiplicity; a pair stands for both its roots.

        Returns:
            None: not decided, as the divisor is not over the field of u and no inner product is shown not to be zero.
        """
        exponents = tuple(exponents)
        by_factor: dict[int, set[int]] = {}
        for place, exponent in zip(self._places or (), exponents, strict=False):
            by_factor.setdefault(place, set()).add(exponent)
        if self._places is not None and all(len(found) == 1 for found in by_factor.values()):
            powers = [self._irreducible[place] for place, (e,) in by_factor.items() for _ in range(e)]
            divisor = product([BinaryForm((1,)), *powers]).coefficients
            return all(value == 0 for value in correlation(divisor, self._residual))
        return False if self._is_certainly_not(exponents) else None

    def _is_certainly_not(self, exponents: tuple[int, ...]) -> bool:
        for precision in precisions(FIRST_PRECISION, LAST_PRECISION, 4):
            roots = self.roots(precision)
            with flint.ctx.workprec(precision):
                divisor = [acb(1)]
                for root, exponent in zip(roots or (), exponents, strict=False):
                    x, y = root.point
                    lines = [[y, -x]] if root.is_real else [[y, -x], [y.conjugate(), -x.conjugate()]]
                    for line in lines * exponent:
                        divisor = polynomial_product(divisor, line)
                values = correlation(divisor, [acb(ball_of(r)) for r in self._residual])
                if roots is not None and any(not value.contains(0) for value in values):
                    return True
        return False

    @cached_property
    def _residual(self) -> list[Number]:
        """Q(w − u)."""
        return difference(image(self.quadric.gram, self.form.coefficients), self.quadric.moments)

    @cached_property
    def _irreducible(self) -> list[BinaryForm]:
        return coprime_factors(self.form)

    @cached_property
    def _places(self) -> tuple[int, ...] | None:
        return places_of_roots(self, self._irreducible)


def coprime_factors(form: BinaryForm) -> list[BinaryForm]:
    """The irreducible factors over its field of a form that is not zero, each once; over ℚ with coprime integers.

    Where these are not found, which is over larger fields and in high degrees, the square-free parts.
    """
    found = irreducible_factors(form, form.field)
    return [part for part, _ in found] if found is not None else [p for _, p in squarefree_decomposition(form).parts]


def places_of_roots(form: CriticalForm, factors: Sequence[BinaryForm]) -> tuple[int, ...] | None:
    """For every root of `form.roots` the place of its irreducible factor. None: not told apart with MAX_REFERENCE bits.

    Args:
        factors: exact and pairwise coprime; their roots are those of the form.
    """
    for precision in precisions(FIRST_PRECISION, MAX_REFERENCE):
        roots = form.roots(precision)
        if roots is not None:
            near = [
                [i for i, factor in enumerate(factors) if _value(factor, root.point, precision).contains(0)]
                for root in roots
            ]
            if all(len(places) == 1 for places in near):
                return tuple(places[0] for places in near)
    return None


def _value(form: BinaryForm, point: tuple[acb, acb], precision: int) -> acb:
    with flint.ctx.workprec(precision):
        (x, y), n = point, form.degree
        return sum((ball_of(c) * x ** (n - k) * y**k for k, c in enumerate(form.coefficients)), acb(0))


class GivenForm(ExactForm):
    """The quadric's centre u itself, which is not zero."""

    def __init__(self, quadric: Quadric) -> None:
        super().__init__(quadric, quadric.centre)
