"""Time all critical points of a dense random square loss against general solvers of polynomial systems.

Run as a script: python tests/bench/bench_landscape.py
The peers are msolve on (a) the gradient in the layers' filters with leading coefficients 1 in all layers but the first,
(b) one stratum after the other, Q(w − u) ⟂ G·forms in the coefficients of the A_i, and (c) Singular's `std` on (b).
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from lcnsym.algebra.forms import BinaryForm
from lcnsym.algebra.partitions import partitions
from lcnsym.errors import LcnsymError
from lcnsym.fibres.problem import number_of_complex_packings
from lcnsym.landscape.critical import critical_points
from lcnsym.landscape.loss import SquareLoss
from lcnsym.landscape.strata.strata import critical_functions, critical_strata
from lcnsym.landscape.systems import EquationSystem, gradient_system, stratum_system
from lcnsym.network.architecture import Architecture
from lcnsym.show.notation.programs import system_text
from lcnsym.show.notation.terms import Notation
from tests import msolve

ARCHITECTURES = ((4, 2), (2, 2, 2), (3, 3), (3, 2, 2), (2, 2, 2, 2), (3, 3, 2), (3, 3, 3))


def random_loss(n: int, seed: int = 1) -> SquareLoss:
    """A dense Gram matrix of small integers."""
    rng = random.Random(seed)
    rows = [[rng.randint(-9, 9) for _ in range(n + 1)] for _ in range(n + 1)]
    gram = [[sum(a * b for a, b in zip(r, c, strict=True)) for c in rows] for r in rows]
    return SquareLoss.with_gram(gram, BinaryForm([rng.randint(-99, 99) for _ in range(n + 1)]))


def zeros(system: EquationSystem, seconds: float) -> None:
    """The zeros by msolve."""
    written = [Notation().polynomial(equation.terms, system.names) for equation in system.equations]
    msolve.parametrization(system.names, written, seconds)


def singular(system: EquationSystem, seconds: float) -> None:
    """The degree of the ideal by a standard basis over ℚ."""
    source = system_text(system, "singular") + "vdim(std(I));\nquit;\n"
    with tempfile.NamedTemporaryFile("w", suffix=".sing", delete=False) as file:
        file.write(source)
    try:
        subprocess.run(["Singular", "-q", file.name], timeout=seconds, capture_output=True, check=True)  # noqa: S607
    finally:
        Path(file.name).unlink()


def timed(call: Callable[[], object]) -> str:
    begin = time.perf_counter()
    try:
        call()
    except (subprocess.TimeoutExpired, LcnsymError) as error:
        spent = time.perf_counter() - begin
        return f"> {spent:.0f} s" if "finish" in str(error) or "timed out" in str(error) else f"no: {error}"[:40]
    return f"{time.perf_counter() - begin:.3f} s"


def by_msolve(loss: SquareLoss, strata: Sequence[tuple[int, ...]], limit: float) -> None:
    """(b) for some strata, within the limit in all."""
    for partition in strata:
        begin = time.perf_counter()
        zeros(stratum_system(partition, loss), limit)
        limit -= time.perf_counter() - begin


def rows(limit: float, chosen: Sequence[tuple[int, ...]]) -> None:
    heads = ("lcnsym, all", "lcnsym, functions", "(a) msolve, filters", "(b) msolve, strata", "(c) Singular, strata")
    print(f"| architecture | n | {' | '.join(heads)} |\n|---|---|---|---|---|---|---|")
    for sizes in chosen:
        architecture = Architecture(sizes)
        loss = random_loss(architecture.degree)
        strata = [p for p in partitions(architecture.degree) if number_of_complex_packings(architecture, p)]

        def functions(strata: list[tuple[int, ...]] = strata, loss: SquareLoss = loss) -> None:
            list(critical_strata(loss, strata))

        def by_singular(strata: list[tuple[int, ...]] = strata, loss: SquareLoss = loss) -> None:
            left = limit
            for partition in strata:
                begin = time.perf_counter()
                singular(stratum_system(partition, loss), left)
                left -= time.perf_counter() - begin

        cells = [
            timed(lambda a=architecture, u=loss: critical_points(a, u)),  # type: ignore[misc]
            timed(functions),
            timed(lambda a=architecture, u=loss: zeros(gradient_system(a, u), limit)),  # type: ignore[misc]
            timed(lambda u=loss, s=strata: by_msolve(u, s, limit)),  # type: ignore[misc]
            timed(by_singular) if shutil.which("Singular") else "absent",
        ]
        print(f"| {architecture} | {architecture.degree} | " + " | ".join(cells) + " |", flush=True)


def pairs(sizes: tuple[int, ...], losses: int, limit: float) -> None:
    """Functions against (b) for several losses, one after the other: how many times as long (b) takes."""
    architecture = Architecture(sizes)
    strata = [p for p in partitions(architecture.degree) if number_of_complex_packings(architecture, p)]
    ratios = []
    for seed in range(1, losses + 1):
        loss = random_loss(architecture.degree, seed)
        begin = time.perf_counter()
        complete = all(stratum.is_complete for stratum in critical_strata(loss, strata))
        between = time.perf_counter()
        by_msolve(loss, strata, limit)
        ratios.append((time.perf_counter() - between) / (between - begin))
        print(
            f"loss {seed}: {between - begin:.3f} s, all complete: {complete}, (b) {ratios[-1]:.1f} times as long",
            flush=True,
        )
    print(f"\n(b) takes {min(ratios):.1f} to {max(ratios):.1f} times as long, the median is {median(ratios):.1f}")


def degrees(highest: int, limit: float) -> None:
    """All strata of a degree, and the discriminant stratum at degree 100."""
    print(
        "\n| n | strata | complex solutions | all complete | lcnsym | (b) msolve, strata |\n|---|---|---|---|---|---|"
    )
    for n in range(4, highest + 1):
        loss, begin = random_loss(n), time.perf_counter()
        found = list(critical_strata(loss, partitions(n)))
        spent = time.perf_counter() - begin
        total, complete = sum(s.complex or 0 for s in found), all(s.is_complete for s in found)
        strata = list(partitions(n))
        peer = timed(lambda u=loss, s=strata: by_msolve(u, s, limit))  # type: ignore[misc]
        print(f"| {n} | {len(found)} | {total} | {complete} | {spent:.2f} s | {peer} |", flush=True)
    loss, begin = random_loss(100), time.perf_counter()
    stratum = critical_functions(loss, (2, *[1] * 98))
    spent = time.perf_counter() - begin
    print(f"| 100 | (2,1^98) | {stratum.complex} | {stratum.is_complete} | {spent:.2f} s | |")


def main() -> None:
    """Print the tables in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=float, default=60, help="seconds for a peer on one architecture")
    parser.add_argument("--highest", type=int, default=7, help="the largest degree of which all strata are timed")
    parser.add_argument("--only", help="one architecture, as 3,3,3")
    parser.add_argument("--losses", type=int, default=0, help="functions against (b) for so many losses; with --only")
    options = parser.parse_args()
    print(f"Python {sys.version.split()[0]}, msolve: {msolve.program() is not None}\n")
    if options.only:
        only = tuple(map(int, options.only.split(",")))
        if options.losses:
            pairs(only, options.losses, options.limit)
        else:
            rows(options.limit, [only])
        return
    rows(options.limit, ARCHITECTURES)
    degrees(options.highest, options.limit)


if __name__ == "__main__":
    main()
