"""Critical forms with at most two repeated roots by elimination: all real ones, multiple solutions too."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property, lru_cache
from math import prod
from typing import Any

import flint
from flint import acb, acb_poly, fmpz_mpoly

from ...algebra.flintio import to_fmpq
from ...algebra.forms import BinaryForm, product
from ...algebra.numbers import Number
from ...algebra.precision import decided
from ...errors import InconclusiveError
from ..effort import Effort
from ..elimination.plane_zeros import Coordinates, common_zeros, exact_value, is_zero, value_at
from ..elimination.reduced_stratum import ReducedStratum, strata_cells
from ..equations.charts import IDENTITY
from ..equations.quadrics import Quadric
from .critical_forms import CriticalForm

GUARD_BITS = 32
OPEN_BITS = 256


class EliminatedForm(CriticalForm):
    """A critical form whose coefficients are rational functions of algebraic numbers.

    Args:
        reduced: the loss in a cell of the forms A_i, i ≥ 2.
        point: the unknowns there.
    """

    def __init__(self, reduced: ReducedStratum, point: Coordinates) -> None:
        super().__init__(reduced.quadric, IDENTITY)
        self.reduced = reduced
        self.point = point

    @cached_property
    def exact_form(self) -> BinaryForm | None:
        """The form itself; None: not all unknowns are rational."""
        if any(root.part is not None for root in self.point):
            return None
        parts = self.exact_parts()
        return product(part for i, part in parts.items() for _ in range(i))

    @property
    def field_degree(self) -> int:
        """A bound for the degree of the field of the unknowns."""
        return prod(1 if root.part is None else root.part.degree for root in self.point)

    @property
    def height(self) -> int:
        """The bits of the longest coefficient of the irrational unknowns' minimal polynomials; 0 if there are none."""
        parts = [root.part.integer_polynomial for root in self.point if root.part is not None]
        return max((abs(int(c)).bit_length() for part in parts for c in part.coeffs()), default=0)

    def exact_parts(self) -> dict[int, BinaryForm]:
        """A_i by i, over the field of the unknowns."""
        values = [root.value() for root in self.point]
        reduced = self.reduced
        unit = Fraction(1, self.quadric.centre_common[0]) / exact_value(reduced.scale, values)
        parts: dict[int, Sequence[Any]] = {i: _values(form, values) for i, form in reduced.forms.items()}
        parts[1] = [c * unit for c in _values(reduced.best, values)]
        return {i: BinaryForm(part) for i, part in parts.items()}

    @lru_cache(maxsize=8)  # noqa: B019 - a few precisions
    def factors(self, precision: int) -> dict[int, acb_poly]:
        """A_i by i; see the class."""
        return decided(self._factors, precision)

    def _factors(self, precision: int) -> dict[int, acb_poly] | None:
        reduced, bits = self.reduced, precision + GUARD_BITS
        scale = value_at(reduced.scale, self.point, bits)
        if scale.contains(0):
            return None
        with flint.ctx.workprec(bits):
            unit = 1 / (scale * to_fmpq(Fraction(self.quadric.centre_common[0])))
            found = {
                i: acb_poly([acb(value_at(c, self.point, bits)) for c in reversed(form)])
                for i, form in reduced.forms.items()
            }
            last = [acb(value_at(c, self.point, bits) * unit) for c in reversed(reduced.best)]
            return {**found, 1: acb_poly(last)}

    def degrees(self) -> dict[int, int]:
        """The formal degree of A_i by i."""
        return {**self.reduced.degrees, 1: self.reduced.partition.count(1)}


def _values(form: Sequence[fmpz_mpoly], values: Sequence[Number]) -> list[Number]:
    return [exact_value(c, values) for c in form]


def eliminated_forms(quadric: Quadric, partition: tuple[int, ...], effort: Effort) -> list[EliminatedForm]:
    """All real solutions w ≠ 0 of Q(w − u) ⟂ G·ℝ[x, y]_d, if they are finitely many.

    They are critical points of the least loss F for given A_i, i ≥ 2. At other critical points of F the equations of
    tangency do not hold; these are on smaller strata.

    Args:
        quadric: Q, positive definite, and u, rational.
        partition: a stratum for which `can_eliminate_simple_roots` says that it is fast.
        effort: what it may take.

    Raises:
        InconclusiveError: there are infinitely many, too many bits would be needed, or it takes too long.

    Source: docs/critical-points.md, elimination.
    """
    found = []
    for template in strata_cells(partition):
        effort.check("it")
        reduced = ReducedStratum(quadric, partition, template)
        forms = [
            EliminatedForm(reduced, point) for point in _points(reduced, effort) if not is_zero(reduced.fall, point)
        ]
        found += [form for form in forms if _is_solution(form)]
    return found


def _is_solution(form: EliminatedForm) -> bool:
    """Whether the equations of tangency hold at a critical point of F: on the open stratum they do."""
    equations = form.reduced.tangency
    if any(not value_at(f, form.point, OPEN_BITS).contains(0) for f in equations):
        return False
    return form.multiplicities(OPEN_BITS) is not None or all(is_zero(f, form.point) for f in equations)


def _points(reduced: ReducedStratum, effort: Effort) -> list[Coordinates]:
    """Isolated critical points of F, or of F and the equations of tangency if F has curves of them with w ≠ 0."""
    for equations in (reduced.slopes, reduced.tangency):
        if not reduced.unknowns:
            return [()]
        zeros = common_zeros(equations, effort)
        arcs = [curve.polynomial for curve in zeros.curves if curve.samples]
        if zeros.is_everything and not reduced.fall:
            return []
        if not zeros.is_everything and all(_is_zero_on(reduced.fall, polynomial) for polynomial in arcs):
            return list(zeros.isolated)
    raise InconclusiveError("there are infinitely many solutions, on curves")


def _is_zero_on(polynomial: fmpz_mpoly, curve: fmpz_mpoly) -> bool:
    """Whether a polynomial is divisible by an irreducible one."""
    return not polynomial or not polynomial.gcd(curve).is_constant()
