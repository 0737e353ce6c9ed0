"""Time the fibre over filters of degree 12 with about ten thousand classes: the first, all decimals, exact ones.

Run as a script: python tests/bench/bench_fibres.py
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from itertools import islice
from statistics import median

from flint import fmpz_poly

from lcnsym.algebra.forms import BinaryForm
from lcnsym.fibres.fibre import Factorization, Fibre
from lcnsym.network.architecture import Architecture

HEADER = ("filter", "architecture", "classes", "first, decimals", "first, exact", "all, decimals", "1000 exact")
ARCHITECTURES = ((9, 2, 2, 2, 2), (8, 4, 2, 2))
FEW = 24
"""Exact coefficients are timed for all classes where they have at most so many conjugates."""


def filters() -> dict[str, BinaryForm]:
    """Totally real filters: rational roots; roots of an irreducible polynomial; roots of six quadratic ones."""
    x = fmpz_poly([0, 1])
    rational, quadratics = fmpz_poly([1]), fmpz_poly([1])
    for i in range(12):
        rational *= x - i
    for i in range(6):
        quadratics *= x**2 - (7 * i + 2)
    irreducible = 7 * rational + 13 * x + 5
    found = {"12 rational roots": rational, "irreducible": irreducible, "6 quadratics": quadratics}
    return {name: BinaryForm([int(c) for c in reversed(f.coeffs())]) for name, f in found.items()}


def seconds(call: Callable[[], object], rounds: int) -> float:
    """Median processor time of one call."""
    found = []
    for _ in range(rounds):
        begin = time.process_time()
        call()
        found.append(time.process_time() - begin)
    return median(found)


def row(name: str, sizes: tuple[int, ...], form: BinaryForm, rounds: int) -> tuple[str, ...]:
    """One line of the table; every call begins with a new fibre."""
    architecture = Architecture(sizes)

    def new() -> Fibre:
        return Fibre(architecture, BinaryForm(form.coefficients))

    def first() -> Factorization:
        return next(new().factorizations())

    def all_decimals() -> None:
        for found in new().factorizations():
            found.enclosures(64)

    def thousand_exact() -> None:
        for found in islice(new().factorizations(), 1000):
            _ = found.filters

    quick = all(layer.chosen.n_conjugates <= FEW for layer in first().layers)
    exact = f"{seconds(thousand_exact, 1):.2f} s" if quick else "-"
    return (
        name,
        str(architecture),
        str(new().count()),
        f"{1e3 * seconds(lambda: first().enclosures(64), rounds):.1f} ms",
        f"{seconds(lambda: first().filters, 1):.3f} s",
        f"{seconds(all_decimals, 1):.3f} s",
        exact,
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    print("| " + " | ".join(HEADER) + " |")
    print("| " + " | ".join(["---"] * len(HEADER)) + " |")
    for name, form in filters().items():
        for sizes in ARCHITECTURES:
            print("| " + " | ".join(row(name, sizes, form, rounds)) + " |", flush=True)


if __name__ == "__main__":
    main()
