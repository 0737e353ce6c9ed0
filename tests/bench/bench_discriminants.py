"""Time generic discriminants next to the peers, and descriptions evaluated on filters next to the bare decision.

Run as a script: python tests/bench/bench_discriminants.py
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import time
from collections.abc import Callable
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from random import Random
from statistics import median
from typing import Any

from flint import Ordering, fmpz_mpoly_ctx
from workers import Result, interleaved

from lcnsym import Architecture, BinaryForm, decide, describe, parse_number
from lcnsym.algebra.polynomials import Polynomial
from lcnsym.algebra.subdiscriminants import bezoutian, determinant
from lcnsym.membership.patterns import patterns_of_degree
from lcnsym.theorems.methods.representatives import representative

Call = Callable[[], int]
"""Makes the discriminant and returns how many terms it has."""

ARCHITECTURES = ((2, 2), (2, 2, 2), (3, 2, 2), (2, 2, 2, 2, 2), (4, 2, 3), (2, 2, 2, 2, 2, 2))
FILTERS = 200


def ours(degree: int) -> Call:
    """The Bezoutian of the partial derivatives and its determinant, nothing remembered."""

    def call() -> int:
        minor = determinant(bezoutian(Polynomial.variables(degree + 1)))
        return minor.divided(degree ** (degree - 2)).number_of_terms

    return call


def flint(degree: int) -> Call:
    """python-flint's discriminant of a polynomial in n + 2 variables."""
    names = [*(f"w{i}" for i in range(degree + 1)), "x"]
    *w, x = fmpz_mpoly_ctx.get(names, Ordering.lex).gens()
    f = sum((c * x ** (degree - i) for i, c in enumerate(w)), start=x * 0)
    return lambda: len(f.discriminant("x"))


def sympy(degree: int) -> Call:
    """SymPy's discriminant."""
    from sympy import Poly, discriminant, symbols

    *w, x = symbols([*(f"w{i}" for i in range(degree + 1)), "x"])
    f = sum(c * x ** (degree - i) for i, c in enumerate(w))
    return lambda: len(Poly(discriminant(f, x), *w).terms())


def pari(degree: int) -> Call:
    """PARI's poldisc; its result is nested by variables, and its terms are counted level by level."""
    from cypari import pari as engine

    engine.allocatemem(2_000_000_000, silent=True)
    f = engine("+".join(f"w{i}*x^{degree - i}" for i in range(degree + 1)))
    return lambda: _nested_terms(f.poldisc("x"))


def _nested_terms(value: Any) -> int:
    if value.type() != "t_POL":
        return int(value != 0)
    return sum(_nested_terms(coefficient) for coefficient in value.list())


PEERS: dict[str, Callable[[int], Call]] = {"python-flint": flint, "SymPy": sympy, "PARI poldisc": pari}


def singular(degree: int, timeout: float) -> str | tuple[float, int]:
    """Seconds by its own clock, and terms, of Singular's resultant of P and its derivative; or why there are none."""
    program = shutil.which("Singular")
    if program is None:
        return "absent"
    names = ",".join([*(f"w{i}" for i in range(degree + 1)), "x"])
    polynomial = "+".join(f"w{i}*x^{degree - i}" for i in range(degree + 1))
    script = (
        f'system("--ticks-per-sec",1000000); ring r=0,({names}),lp; poly f={polynomial}; int t=timer; '
        "poly d=resultant(f,diff(f,x),x)/w0; timer-t; size(d); quit;"
    )
    try:
        done = subprocess.run(
            [program, "-q"], input=script, capture_output=True, text=True, timeout=timeout, check=False
        )
    except subprocess.TimeoutExpired:
        return f"> {timeout:g} s"
    numbers = [line for line in done.stdout.split() if line.lstrip("-").isdigit()]
    return (int(numbers[-2]) / 1e6, int(numbers[-1])) if len(numbers) >= 2 else "failed"


def discriminants(degrees: list[int], rounds: int, timeout: float) -> None:
    """One line for each degree; all that answer must have the same number of terms."""
    print("| degree | terms | lcnsym |", " | ".join([*PEERS, "Singular"]), "| best peer / lcnsym |")
    print("| --- |" + " --- |" * (len(PEERS) + 4))
    for degree in degrees:
        calls = {name: (peer, (degree,)) for name, peer in {"lcnsym": ours, **PEERS}.items()}
        results = interleaved(calls, rounds, timeout)
        answers = {result.answer for result in results.values() if result.median is not None}
        by_singular = singular(degree, timeout)
        if not isinstance(by_singular, str):
            answers.add(by_singular[1])
        if len(answers) != 1:
            raise AssertionError(f"degree {degree}: the numbers of terms differ: {answers}")
        times = [_time(result) for result in results.values()]
        times.append(by_singular if isinstance(by_singular, str) else _seconds(by_singular[0]))
        own = results["lcnsym"].median
        others = [result.median for name, result in results.items() if name != "lcnsym"]
        others.append(None if isinstance(by_singular, str) else by_singular[0])
        best = min((seconds for seconds in others if seconds is not None), default=None)
        ratio = "no peer answers" if best is None or own is None else f"{best / own:.0f}"
        print("|", " | ".join([str(degree), str(answers.pop()), *times, ratio]), "|", flush=True)


def _time(result: Result) -> str:
    return result.failure or "?" if result.median is None else _seconds(result.median)


def _seconds(seconds: float) -> str:
    return f"{seconds:.3g} s" if seconds >= 1 else f"{seconds * 1000:.3g} ms"


def descriptions(rounds: int) -> None:
    """Microseconds for one filter, for random filters and for one of each root pattern."""
    print("| architecture | filters | decide | function space | interior | function space / decide |")
    print("| --- | --- | --- | --- | --- | --- |")
    for sizes in ARCHITECTURES:
        architecture = Architecture(sizes)
        description = describe(architecture)
        for kind, coefficients in _filters(architecture).items():
            methods: dict[str, Callable[[BinaryForm], object]] = {
                "decide": partial(decide, architecture),
                "space": description.function_space.holds,
                "interior": description.interior.holds,
            }
            micro = {
                name: median(_each(method, coefficients) for _ in range(rounds)) for name, method in methods.items()
            }
            shown = (f"{micro[name]:.1f} µs" for name in methods)
            print("|", " | ".join([str(architecture), kind, *shown, f"{micro['space'] / micro['decide']:.2f}"]), "|")


def _filters(architecture: Architecture) -> dict[str, list[tuple[Any, ...]]]:
    random = Random(1)
    found: dict[str, list[tuple[Any, ...]]] = {
        f"{bits} bits": [
            tuple(random.randint(-(2**bits), 2**bits) for _ in range(architecture.filter_size)) for _ in range(FILTERS)
        ]
        for bits in (10, 100)
    }
    forms = [representative(pattern) for pattern in patterns_of_degree(architecture.degree)]
    change = (1, parse_number("sqrt(2)"), 1, 0)
    return {
        **found,
        "all patterns": [form.coefficients for form in forms],
        "all patterns, √2": [form.substituted(*change).coefficients for form in forms],
    }


def _each(method: Callable[[BinaryForm], object], coefficients: list[tuple[Any, ...]]) -> float:
    """Microseconds for each of some filters, made anew so that nothing is remembered."""
    forms = [BinaryForm(c) for c in coefficients]
    start = time.process_time()
    for form in forms:
        method(form)
    return (time.process_time() - start) / len(forms) * 1e6


def _setting() -> str:
    packages = []
    for package in ("python-flint", "cypari", "sympy"):
        try:
            packages.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            packages.append(f"{package} absent")
    return ", ".join([f"Python {platform.python_version()}", f"{os.cpu_count()} cores", *packages])


def main() -> None:
    """Both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--degrees", type=int, nargs="+", default=[6, 7, 8, 9])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--timeout", type=float, default=60.0, help="seconds for one run of a peer")
    options = parser.parse_args()
    print(_setting(), end="\n\n")
    discriminants(options.degrees, options.rounds, options.timeout)
    print()
    descriptions(options.rounds)


if __name__ == "__main__":
    main()
