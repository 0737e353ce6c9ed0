"""Packing problems for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from lcnsym import Balls, Bins, PackingProblem


@st.composite
def problems(
    draw: st.DrawFn, *, max_size: int = 9, max_bins: int = 4, compatible: bool | None = None, feasible: bool = False
) -> PackingProblem:
    """Balls of total size up to max_size, and bins that have their total capacity, empty ones among them.

    feasible: the balls are thrown into the bins, so that there is a packing.
    """
    together = draw(st.booleans()) if compatible is None else compatible
    if feasible:
        return _thrown(draw, max_bins, together)
    double = draw(st.lists(st.integers(1, 3), max_size=3).filter(lambda m: 2 * sum(m) <= max_size))
    room = max_size - 2 * sum(double)
    single = draw(st.lists(st.integers(1, 4), max_size=5).filter(lambda m: sum(m) <= room))
    size = sum(single) + 2 * sum(double)
    places = draw(st.lists(st.integers(0, max_bins - 1), min_size=size, max_size=size))
    capacities = [places.count(i) for i in range(draw(st.integers(max([*places, 0]) + 1, max_bins)))]
    return PackingProblem(Balls(tuple(single), tuple(double)), Bins(tuple(capacities)), compatible=together)


def _thrown(draw: st.DrawFn, bins: int, compatible: bool) -> PackingProblem:
    rows = st.lists(st.integers(0, 1 if compatible else 2), min_size=bins, max_size=bins).filter(any)
    double, single = draw(st.lists(rows, max_size=2)), draw(st.lists(rows, max_size=4))
    capacities = [sum(row[i] for row in single) + 2 * sum(row[i] for row in double) for i in range(bins)]
    balls = Balls(tuple(map(sum, single)), tuple(map(sum, double)))
    return PackingProblem(balls, Bins(tuple(capacities)), compatible=compatible)
