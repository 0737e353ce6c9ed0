"""Critical forms with several repeated roots, in certified boxes."""

from __future__ import annotations

from functools import cached_property, lru_cache

import flint
from flint import acb, acb_poly

from ...algebra.forms import BinaryForm
from ..equations.charts import Chart, out_of_chart
from ..equations.tangency import Tangency
from ..krawczyk import Box
from ..simplest_points import HEIGHTS, simplest_point
from .critical_forms import CriticalForm, are_separate
from .solution_fields import SolutionValues


class BoxedForm(CriticalForm):
    """A critical form in a box of the equations of tangency.

    Args:
        values: the values of the quadric at the forms of the stratum.
    """

    def __init__(self, tangency: Tangency, box: Box, chart: Chart, values: SolutionValues) -> None:
        super().__init__(tangency.quadric, chart)
        self.tangency = tangency
        self.box = box
        self._values = values

    def value_minimal_polynomial(self) -> tuple[int, ...] | None:
        """The minimal polynomial of q(w) over ℤ, and what None means: see `SolutionValues.minimal_polynomial`."""
        return self._values.minimal_polynomial(self.box)

    @cached_property
    def exact_form(self) -> BinaryForm | None:
        """The form itself, if its A_i, i ≥ 2, are rational with short denominators; None: none are found.

        The simplest rationals in the box are put into the equations, which A_1 then solves over the field of u, if
        their denominators are so short that chance does not explain them. If the box holds the solution it is this one,
        as it holds one only. The longer the numbers in the data, the more bits.
        """
        box = self._box(HEIGHTS * self.quadric.height)
        repeated = simplest_point(box.coordinates[: self.tangency.unknowns.number])
        found = None if repeated is None else self.tangency.coordinates_with(repeated)
        if found is None or not box.holds(found):
            return None
        return out_of_chart(self.tangency.form_at(found), self.chart)

    def _box(self, precision: int) -> Box:
        return self.box if precision <= self.box.precision else self.tangency.refined(self.box, precision)

    @lru_cache(maxsize=8)  # noqa: B019
    def factors(self, precision: int) -> dict[int, acb_poly]:
        """A_i by i; see the class."""
        real = [acb(z.real) for z in self._box(precision).coordinates]
        with flint.ctx.workprec(precision):
            return self.tangency.factors(real)

    def degrees(self) -> dict[int, int]:
        """The formal degree of A_i by i."""
        return {**self.tangency.unknowns.degrees, 1: self.tangency.simple}


def box_is_on_open_stratum(tangency: Tangency, box: Box) -> bool | None:
    """Whether the factors of the form in a box are square-free and coprime. None: not decided."""
    with flint.ctx.workprec(box.precision):
        degrees = {**tangency.unknowns.degrees, 1: tangency.simple}
        return are_separate(tangency.factors(box.coordinates), degrees)
