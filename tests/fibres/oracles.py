"""Slow and obvious second opinions on packings: search, symmetric functions multiplied out, a CP solver."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

Vector = tuple[int, ...]


def all_packings(
    single: Sequence[int], double: Sequence[int], capacities: Sequence[int], compatible: bool
) -> Iterator[tuple[Vector, ...]]:
    """Placements of the colours −1, −2, …, 1, 2, …: every vector of every colour is tried."""
    yield from _placed([(m, 2) for m in double] + [(m, 1) for m in single], tuple(capacities), compatible)


def _placed(colours: list[tuple[int, int]], left: Vector, compatible: bool) -> Iterator[tuple[Vector, ...]]:
    if not colours:
        if not any(left):
            yield ()
        return
    (number, size), rest = colours[0], colours[1:]
    for row in product(range((1 if compatible else number) + 1), repeat=len(left)):
        after = tuple(c - size * x for c, x in zip(left, row, strict=True))
        if sum(row) == number and min(after, default=0) >= 0:
            for others in _placed(rest, after, compatible):
                yield (row, *others)


def symmetric_coefficient(
    single: Sequence[int], double: Sequence[int], capacities: Sequence[int], compatible: bool
) -> int:
    """The coefficient of x^capacities in Π f_m(x) Π f_m(x²), f = e if compatible, else h; multiplied out by SymPy."""
    import sympy

    x = sympy.symbols(f"x:{len(capacities)}") if capacities else ()
    result = sympy.Poly(1, *x) if x else sympy.Integer(1)
    for size, multiplicities in ((1, single), (2, double)):
        for m in multiplicities:
            rows = (row for row in product(range((1 if compatible else m) + 1), repeat=len(x)) if sum(row) == m)
            terms = {tuple(size * exponent for exponent in row): 1 for row in rows}
            result = result * sympy.Poly.from_dict(terms, *x) if terms else result * 0
    return int(result.coeff_monomial(capacities)) if x else int(not (single or double))


def solver_packings(
    single: Sequence[int], double: Sequence[int], capacities: Sequence[int], compatible: bool
) -> set[tuple[Vector, ...]]:
    """All packings that OR-tools' CP-SAT finds."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    colours = [(m, 2) for m in double] + [(m, 1) for m in single]
    cells = [
        [model.new_int_var(0, 1 if compatible else m, f"x{i},{j}") for j in range(len(capacities))]
        for i, (m, _) in enumerate(colours)
    ]
    for row, (m, _) in zip(cells, colours, strict=True):
        model.add(sum(row) == m)
    for j, capacity in enumerate(capacities):
        model.add(sum(size * row[j] for row, (_, size) in zip(cells, colours, strict=True)) == capacity)
    found: set[tuple[Vector, ...]] = set()

    class Collect(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            found.add(tuple(tuple(self.value(cell) for cell in row) for row in cells))

    solver = cp_model.CpSolver()
    solver.parameters.enumerate_all_solutions = True
    solver.solve(model, Collect())
    return found
