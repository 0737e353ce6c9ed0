"""How many critical points there are over ℂ: strata by strata, and in parameter space at once."""

from __future__ import annotations

from itertools import product as choices

from ...algebra.forms import BinaryForm
from ...algebra.partitions import partitions
from ...errors import UnsupportedError
from ...landscape.ed_degrees import generic_ed_degree, segre_ed_degree
from ...network.architecture import Architecture
from ..statement import COMPLEXITY_PAPER, SLIDES, Finding, Hypothesis, Theorem, require_agreement

MAX_DEGREE = 16
MAX_MATRICES = 2_000_000


def _examine(architecture: Architecture, _form: BinaryForm | None) -> Finding:
    """Σ N_k(λ)·gED(λ), packings counted as 0/1 matrices, against the formula for the Segre product."""
    if architecture.degree > MAX_DEGREE:
        raise UnsupportedError(f"the strata are counted up to degree {MAX_DEGREE}; {architecture} was given")
    columns = tuple(k - 1 for k in architecture.filter_sizes)
    total = 0
    for partition in partitions(architecture.degree):
        total += zero_one_matrices(partition, columns) * generic_ed_degree(partition)
    segre = segre_ed_degree(architecture.filter_sizes)
    require_agreement({"Σ N_k(λ)·gED(λ) over the strata": total, "gED of the Segre product": segre})
    return Finding(f"both formulas give {total} complex critical points modulo scaling for generic data")


def zero_one_matrices(rows: tuple[int, ...], columns: tuple[int, ...]) -> int:
    """The 0/1 matrices with these row and column sums, row by row; states are the columns' remaining sums."""
    states = {columns: 1}
    for row in rows:
        grown: dict[tuple[int, ...], int] = {}
        for left, number in states.items():
            for chosen in choices((0, 1), repeat=len(columns)):
                if sum(chosen) == row and all(a >= b for a, b in zip(left, chosen, strict=True)):
                    rest = tuple(a - b for a, b in zip(left, chosen, strict=True))
                    grown[rest] = grown.get(rest, 0) + number
        states = grown
        if len(states) << len(columns) > MAX_MATRICES:
            raise UnsupportedError("the compatible packings of this architecture are too many for this check")
    return states.get((0,) * len(columns), 0)


CRITICAL_NUMBERS = Theorem(
    name="critical-numbers",
    title="The number of critical points",
    statement=(
        "For generic data the square loss has finitely many critical points with a non-zero end-to-end filter, up to "
        "scaling of the layers. Over ℂ they are gED(Segre ΠP^(k_i − 1)) many, for stride one the sum over root "
        "multiplicities λ of the number of compatible packings times gED(λ)."
    ),
    source=f"{SLIDES}: finitely many critical points; {COMPLEXITY_PAPER}, the Euclidean distance degree",
    hypothesis=Hypothesis(about_filters=False),
    examination=_examine,
)
