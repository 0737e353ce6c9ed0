"""All real solutions of the equations of tangency of a stratum, by exclusion of everything else."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import flint
from flint import acb, arb

from ...algebra.forms import BinaryForm
from ..equations.charts import CHARTS, Chart, adjugate, in_chart
from ..equations.quadrics import Quadric
from ..equations.tangency import Tangency
from ..exclusion.box_systems import TangencySystem, systems
from ..exclusion.filter_families import Family
from ..exclusion.matched_boxes import Forms, Matched, Proved, matched
from ..exclusion.projection import Data
from ..exclusion.subdivision import SmallBox, search
from ..krawczyk import FIRST_PRECISION, Box
from .critical_forms import substituted


@dataclass(frozen=True, eq=False)
class TangentSolution:
    """A real solution of the equations of tangency.

    Attributes:
        tangency: the equations, in a chart.
        chart: this one.
        box: around the solution, which is the only one in it.
    """

    tangency: Tangency
    chart: Chart
    box: Box


def real_solutions(quadric: Quadric, partition: Sequence[int], seconds: float) -> Matched[TangentSolution]:
    """All real solutions of Q(w − u) ⟂ G·ℝ[x, y]_d on the stratum of some root multiplicities, if it succeeds.

    Args:
        quadric: q(w) = (w − u)ᵀ Q (w − u), u not zero.
        partition: λ, at least one part above 1.
        seconds: how long the search may take.
    """
    family = Family.of_stratum(partition)
    deadline = time.monotonic() + seconds
    found = search(systems(TangencySystem, family, Data.of(quadric)), seconds)
    tangencies = {chart: Tangency(in_chart(quadric, chart), partition) for chart in CHARTS}

    def prove(box: SmallBox) -> Proved[TangentSolution] | None:
        # exact copies of the numbers in double precision
        parts = [BinaryForm([Fraction(c) for c in form]) for form in box.forms(family)]
        chart = max(CHARTS, key=lambda chart: _least_leading(parts, chart))
        repeated = [c for part in parts for c in _monic(part, chart)]
        tangency = tangencies[chart]
        proved = tangency.box_near(repeated, FIRST_PRECISION, is_real=True)
        return None if proved is None else (_forms(tangency, chart, proved), TangentSolution(tangency, chart, proved))

    return matched(found, family, lambda box: prove(box) if time.monotonic() < deadline else None)


def _least_leading(parts: Sequence[BinaryForm], chart: Chart) -> Fraction:
    """How large the leading coefficients of forms are in a chart, compared with all coefficients: the least of it."""
    found = []
    for part in parts:
        leading, *others = _moved(part, chart)
        found.append(abs(leading) / max(abs(leading), *map(abs, others)))
    return min(found)


def _moved(part: BinaryForm, chart: Chart) -> tuple[Fraction, ...]:
    (a, b), (c, d) = chart
    return part.substituted(a, b, c, d).rationals


def _monic(part: BinaryForm, chart: Chart) -> list[acb]:
    """The lower coefficients of the form in the chart if it is monic, constant first."""
    leading, *others = _moved(part, chart)
    return [acb(arb(c.numerator) / c.denominator) for c in (c / leading for c in reversed(others))]


def _forms(tangency: Tangency, chart: Chart, box: Box) -> Forms:
    """The A_i, i ≥ 2 descending, in the coordinates before the chart; the scaling is of no account."""
    with flint.ctx.workprec(box.precision):
        factors = tangency.factors([acb(z.real) for z in box.coordinates])
        found = []
        for i, degree in tangency.unknowns.degrees.items():
            here = [arb(factors[i][degree - k].real) for k in range(degree + 1)]
            found.append(substituted(here, adjugate(chart)))
        return found
