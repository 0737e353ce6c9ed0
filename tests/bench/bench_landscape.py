"""Time all critical points of square losses against general solvers of polynomial systems.

Run as a script: python tests/bench/bench_landscape.py peers strides degrees exclusion
The peers are msolve on (a) the gradient in the layers' filters with leading coefficients 1 in all layers but the first,
(b) one stratum after the other, Q(w − u) ⟂ G·forms in the coefficients of the A_i, and (c) Singular's `std` on (b).

All times are processor time, that of other programs included. Calls are made in turn, one loss after the other, and of
their ratios the median and the extremes are printed, with how many processes waited for a processor meanwhile.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import comb
from pathlib import Path
from statistics import median

from lcnsym.algebra.forms import BinaryForm
from lcnsym.algebra.partitions import partitions
from lcnsym.errors import LcnsymError
from lcnsym.fibres.problem import number_of_complex_packings
from lcnsym.landscape.critical import critical_points
from lcnsym.landscape.effort import Effort
from lcnsym.landscape.equations.quadrics import Quadric
from lcnsym.landscape.loss import SquareLoss
from lcnsym.landscape.strata.real_solutions import real_solutions
from lcnsym.landscape.strata.strata import critical_functions, critical_strata
from lcnsym.landscape.systems import EquationSystem, gradient_system, stratum_system
from lcnsym.network.architecture import Architecture
from lcnsym.show.notation.programs import system_text
from lcnsym.show.notation.terms import Notation
from tests import msolve

PLAIN = ((4, 2), (2, 2, 2), (3, 3), (3, 2, 2), (2, 2, 2, 2), (3, 3, 2), (3, 3, 3))
STRIDED = (
    ((2, 2, 2), (1, 2, 1)),
    ((2, 2, 2), (2, 1, 1)),
    ((3, 2, 2), (1, 2, 1)),
    ((3, 2, 2), (2, 1, 1)),
    ((3, 3), (2, 1)),
)
STRATA = ((2, 2), (3, 2), (2, 2, 1, 1), (3, 3), (2, 2, 2), (3, 2, 2))
EXCLUDED = (
    ((2, 2, 2), (1, 2, 1)),
    ((3, 3), (2, 1)),
    ((2, 2, 2, 2), (2, 2, 2, 1)),
    ((2, 2, 2, 2), (1, 1, 1, 1)),
    ((3, 3, 2), (1, 1, 1)),
)
EFFORT = Effort(3600)

Call = Callable[[], object]


def random_loss(n: int, seed: int = 1) -> SquareLoss:
    """A dense Gram matrix of small integers."""
    rng = random.Random(seed)
    rows = [[rng.randint(-9, 9) for _ in range(n + 1)] for _ in range(n + 1)]
    gram = [[sum(a * b for a, b in zip(r, c, strict=True)) for c in rows] for r in rows]
    return SquareLoss.with_gram(gram, BinaryForm([rng.randint(-99, 99) for _ in range(n + 1)]))


def weighted_loss(n: int, seed: int, *, bombieri: bool) -> SquareLoss:
    """Bombieri weights or Q = 1, and a small target."""
    rng = random.Random(seed)
    weights = [Fraction(1, comb(n, i)) if bombieri else Fraction(1) for i in range(n + 1)]
    gram = [[q if i == j else Fraction(0) for j in range(n + 1)] for i, q in enumerate(weights)]
    return SquareLoss.with_gram(gram, BinaryForm([rng.randint(-9, 9) for _ in range(n + 1)]))


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


def processor_time() -> float:
    """Seconds of this process and of the programs that it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def timed(call: Call) -> float | str:
    """Processor time, or why there is none."""
    begin = processor_time()
    try:
        call()
    except (subprocess.TimeoutExpired, LcnsymError) as error:
        if "finish" in str(error) or "timed out" in str(error):
            return "too long"
        return f"no: {error}"[:40]
    return processor_time() - begin


def one_by_one(systems: Sequence[EquationSystem], solve: Callable[[EquationSystem, float], None], limit: float) -> None:
    """Systems one after the other, within the limit in all."""
    for system in systems:
        begin = processor_time()
        solve(system, limit)
        limit -= processor_time() - begin


def row(title: str, ours: Sequence[str], calls: Iterator[dict[str, Call]], limit: float) -> str:
    """A row of medians, and of how many times as long each peer takes as each of our calls.

    Args:
        ours: which calls are ours; the others are peers.
        calls: of every round; what took too long once is not asked again.
    """
    times: dict[str, list[float]] = {}
    failures: dict[str, str] = {}
    for named in calls:
        for name, call in named.items():
            if name in failures:
                continue
            found = timed(call)
            if isinstance(found, str):
                failures[name] = f"> {limit:.0f} s" if found == "too long" else found
            else:
                times.setdefault(name, []).append(found)
        names = list(named)
    cells = [failures.get(name) or f"{median(times[name]):.3f} s" for name in names]
    for own in ours:
        for peer in names:
            if peer in failures:
                cells.append("-")
            elif peer not in ours:
                ratios = [b / a for a, b in zip(times[own], times[peer], strict=False)]
                cells.append(f"{median(ratios):.1f} ({min(ratios):.1f} to {max(ratios):.1f})")
    return f"| {title} | {' | '.join(cells)} |"


def told_load() -> str:
    """How many processes waited for a processor or had one, on average over the last minute."""
    return f"{os.getloadavg()[0]:.1f}"


def with_load(title: str, ours: Sequence[str], calls: Iterator[dict[str, Call]], limit: float) -> None:
    text = row(title, ours, calls, limit)
    sys.stdout.write(f"{text} {told_load()} |\n")
    sys.stdout.flush()


def peers(losses: int, limit: float, chosen: Sequence[tuple[int, ...]]) -> None:
    """Stride one."""
    heads = ["all", "functions", "(a) msolve, filters", "(b) msolve, strata"]
    if shutil.which("Singular"):
        heads.append("(c) Singular, strata")
    ratios = [f"{peer[:3]} / {own}" for own in heads[:2] for peer in heads[2:]]
    head("k", *heads, *ratios, "load")
    for sizes in chosen:
        architecture = Architecture(sizes)
        rounds = (plain_calls(architecture, seed, limit) for seed in range(1, losses + 1))
        with_load(str(sizes), ("all", "functions"), rounds, limit)


def plain_calls(architecture: Architecture, seed: int, limit: float) -> dict[str, Call]:
    """All critical points, and those of the strata, for one loss."""
    n = architecture.degree
    loss = random_loss(n, seed)
    strata = [p for p in partitions(n) if number_of_complex_packings(architecture, p)]
    systems = [stratum_system(p, loss) for p in strata]
    found: dict[str, Call] = {
        "all": lambda: critical_points(architecture, loss),
        "functions": lambda: list(critical_strata(loss, strata, EFFORT)),
        "(a)": lambda: zeros(gradient_system(architecture, loss), limit),
        "(b)": lambda: one_by_one(systems, zeros, limit),
    }
    if shutil.which("Singular"):
        found["(c)"] = lambda: one_by_one(systems, singular, limit)
    return found


def strides(losses: int, limit: float) -> None:
    """Larger strides, in parameter space."""
    head("k", "s", "all", "(a) msolve, filters", "(a) / all", "load")
    for sizes, steps in STRIDED:
        architecture = Architecture(sizes, steps)
        rounds = (strided_calls(architecture, seed, limit) for seed in range(1, losses + 1))
        with_load(f"{sizes} | {steps}", ("all",), rounds, limit)


def strided_calls(architecture: Architecture, seed: int, limit: float) -> dict[str, Call]:
    """All critical points for one loss."""
    loss = random_loss(architecture.degree, seed)
    return {
        "all": lambda: critical_points(architecture, loss),
        "(a)": lambda: zeros(gradient_system(architecture, loss), limit),
    }


def degrees(lowest: int, highest: int) -> None:
    """All strata of a degree, start systems being at hand after the first call, and the discriminant at degree 100."""
    head("n", "strata", "complex solutions", "complete", "first call", "second call", "peak memory", "load")
    for n in range(lowest, highest + 1):
        spent = []
        for seed in (1, 2):
            begin = processor_time()
            found = list(critical_strata(random_loss(n, seed), list(partitions(n)), EFFORT))
            spent.append(processor_time() - begin)
        total, complete = sum(s.complex or 0 for s in found), all(s.is_complete for s in found)
        tell(n, len(found), total, complete, *(f"{seconds:.2f} s" for seconds in spent), memory(), told_load())
    begin = processor_time()
    stratum = critical_functions(random_loss(100), (2, *[1] * 98))
    spent = [processor_time() - begin]
    tell(100, "(2,1^98)", stratum.complex, stratum.is_complete, f"{spent[0]:.2f} s", "", memory(), told_load())


def exclusion() -> None:
    """Everything but the real points excluded, D the dimension of what is cut into boxes."""
    head("D", "what", "loss", "real points", "complete", "proof", "time", "peak memory", "load")
    kinds: dict[str, Callable[[int], SquareLoss]] = {
        "dense": lambda n: random_loss(n, 3),
        "Q = 1": lambda n: weighted_loss(n, 3, bombieri=False),
        "Bombieri": lambda n: weighted_loss(n, 3, bombieri=True),
    }
    for partition, (kind, made) in product(STRATA, kinds.items()):
        loss = made(sum(partition))
        begin = processor_time()
        found = real_solutions(Quadric(loss.gram, loss.target), partition, 600)
        spent = f"{processor_time() - begin:.2f} s"
        known = (len(found.solutions), found.is_complete, "exclusion")
        tell(sum(p > 1 for p in partition), f"stratum {partition}", kind, *known, spent, memory(), told_load())
    for (sizes, steps), kind in product(EXCLUDED, ("Q = 1", "Bombieri")):
        architecture = Architecture(sizes, steps)
        loss = kinds[kind](architecture.degree)
        begin = processor_time()
        landscape = critical_points(architecture, loss)
        spent = f"{processor_time() - begin:.2f} s"
        known = (landscape.parameter_classes, landscape.is_complete, str(landscape.proof))
        dimension = sum(k - 1 for k in sizes) - max(sizes) + 1
        tell(dimension, architecture, kind, *known, spent, memory(), told_load())


def memory() -> str:
    """The most that this process has had so far."""
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MB"


def tell(*cells: object) -> None:
    """A row."""
    sys.stdout.write(f"| {' | '.join(map(str, cells))} |\n")
    sys.stdout.flush()


def head(*heads: str) -> None:
    """The first two rows of a table."""
    sys.stdout.write("\n")
    tell(*heads)
    tell(*["---"] * len(heads))


def main() -> None:
    """Print tables in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", nargs="*", default=["peers", "strides", "degrees", "exclusion"])
    parser.add_argument("--limit", type=float, default=60, help="seconds for a peer on one loss")
    parser.add_argument("--lowest", type=int, default=4, help="the least degree of which all strata are timed")
    parser.add_argument("--highest", type=int, default=8, help="the largest one")
    parser.add_argument("--only", help="one architecture of stride one, as 3,3,3")
    parser.add_argument("--losses", type=int, default=5, help="how many losses against the peers")
    options = parser.parse_args()
    sys.stdout.write(f"Python {sys.version.split()[0]}, msolve: {msolve.program() is not None}\n")
    # numpy and the start systems are loaded before the clock runs
    critical_points(Architecture((2, 2, 2), (2, 1, 1)), random_loss(5))
    if "peers" in options.tables:
        peers(options.losses, options.limit, [tuple(map(int, options.only.split(",")))] if options.only else PLAIN)
    if "strides" in options.tables:
        strides(options.losses, options.limit)
    if "degrees" in options.tables:
        degrees(options.lowest, options.highest)
    if "exclusion" in options.tables:
        exclusion()


if __name__ == "__main__":
    main()
