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
        """The form itself, if it has rational coordinates with short numerators; None: none are found.

        The simplest rationals in the box are put into the equations, if their denominators are so short that chance
        does not explain them; the box holds one solution only. The longer the numbers in the data, the more bits.
        """
        found = simplest_point(self._box(HEIGHTS * self.quadric.height).coordinates)
        form = None if found is None else self.tangency.form_at(found)
        return None if form is None else out_of_chart(form, self.chart)

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
