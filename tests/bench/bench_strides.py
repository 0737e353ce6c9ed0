"""Time membership for larger strides: against the square-free factorisation of the filter, and against z3.

Run as a script: python tests/bench/bench_strides.py
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from statistics import median

from lcnsym.algebra.forms import BinaryForm, product
from lcnsym.algebra.numbers import Number
from lcnsym.algebra.squarefree import squarefree_decomposition
from lcnsym.membership.verdict import decide
from lcnsym.network.architecture import Architecture
from lcnsym.network.convolution import compose

LARGE = (
    Architecture((17, 8, 8, 3), (2, 1, 2, 1)),
    Architecture((16, 8, 4, 4), (1, 2, 2, 1)),
    Architecture((13, 9, 5, 3), (2, 2, 2, 1)),
    Architecture((4, 4, 4, 4), (2, 2, 2, 1)),
)
SMALL = (
    Architecture((2, 2), (2, 1)),
    Architecture((3, 2), (2, 1)),
    Architecture((2, 2, 2), (1, 2, 1)),
    Architecture((2, 3), (2, 1)),
    Architecture((3, 3), (2, 1)),
    Architecture((3, 2, 2), (1, 2, 1)),
)
SHORTEST = 0.01


def integers(rng: random.Random, size: int, bits: int = 16) -> BinaryForm:
    return BinaryForm([rng.randint(-(2**bits), 2**bits) or 1 for _ in range(size)])


def composed(architecture: Architecture, rng: random.Random) -> BinaryForm:
    """Random layers."""
    return compose(architecture, [integers(rng, k) for k in architecture.filter_sizes])


def real_roots(architecture: Architecture, rng: random.Random) -> BinaryForm:
    """Layers with rational roots only."""
    layers = [
        product([BinaryForm((rng.randint(1, 9), rng.randint(-99, 99))) for _ in range(k - 1)])
        for k in architecture.filter_sizes
    ]
    return compose(architecture, layers)


def repeated(architecture: Architecture, rng: random.Random) -> BinaryForm:
    """Layers with few different roots."""
    lines = [BinaryForm((1, rng.randint(-3, 3))) for _ in range(3)]
    return compose(
        architecture, [product([rng.choice(lines) for _ in range(k - 1)]) for k in architecture.filter_sizes]
    )


def definite(architecture: Architecture, rng: random.Random) -> BinaryForm:
    """Complex layers with few real roots, often no real layers."""
    parts = []
    for k, stride in zip(architecture.filter_sizes, architecture.stride_products, strict=True):
        pairs = [BinaryForm((1, rng.randint(-3, 3), rng.randint(9, 99))) for _ in range((k - 1) // 2)]
        parts.append(product([BinaryForm((1,)), *pairs]).in_powers(stride))
    form = product(parts)
    left = architecture.degree - form.degree
    pairs = [BinaryForm((1, *[0] * 7, rng.randint(2, 99))) for _ in range(left // 8)]
    return product([form, *pairs, BinaryForm((1,) + (0,) * (left % 8))])


def arbitrary(architecture: Architecture, rng: random.Random) -> BinaryForm:
    """Not even a complex member."""
    return integers(rng, architecture.filter_size)


FAMILIES: dict[str, Callable[[Architecture, random.Random], BinaryForm]] = {
    "composed": composed,
    "rational roots": real_roots,
    "few roots, repeated": repeated,
    "few real roots": definite,
    "arbitrary": arbitrary,
}


def seconds(call: Callable[[], object], rounds: int) -> float:
    """Median processor time of one call; quick calls are repeated."""
    found = []
    for _ in range(rounds):
        repetitions, spent = 1, 0.0
        while True:
            begin = time.process_time()
            for _ in range(repetitions):
                call()
            spent = time.process_time() - begin
            if spent >= SHORTEST:
                break
            repetitions *= 4
        found.append(spent / repetitions)
    return median(found)


def squarefree_rows(rounds: int) -> Iterator[tuple[str, ...]]:
    """Membership against the square-free factorisation of π(W): FLINT's of the polynomial, ours of the form by it."""
    yield ("architecture", "filter", "member", "FLINT, ms", "form, ms", "membership, ms", "to FLINT", "to form")
    for architecture in LARGE:
        for name, family in FAMILIES.items():
            coefficients = family(architecture, random.Random(7)).coefficients
            polynomial = BinaryForm(coefficients).integer_polynomial
            flint = seconds(polynomial.factor_squarefree, rounds)
            form = seconds(lambda c=coefficients: squarefree_decomposition(BinaryForm(c)), rounds)  # type: ignore[misc]
            own = seconds(_decision(architecture, coefficients), rounds)
            member = "yes" if _decision(architecture, coefficients)() else "no"
            times = tuple(f"{t * 1e3:.3f}" for t in (flint, form, own))
            yield (_label(architecture), name, member, *times, f"{own / flint:.1f}", f"{own / form:.1f}")


def _decision(architecture: Architecture, coefficients: tuple[Number, ...]) -> Callable[[], bool]:
    """The decision from the coefficients on, nothing remembered."""
    return lambda: decide(architecture, BinaryForm(coefficients)).is_member


def _label(architecture: Architecture) -> str:
    return f"{architecture}, n = {architecture.degree}"


def z3_rows(rounds: int, limit: float) -> Iterator[tuple[str, ...]]:
    """Membership against z3 on "there are filters with this product"."""
    import z3

    yield ("architecture", "filter", "membership, ms", "z3, ms", "ratio", "answers")
    for architecture in SMALL:
        for name in ("composed", "few real roots", "arbitrary"):
            form = FAMILIES[name](architecture, random.Random(3)) if name != "composed" else _small(architecture)
            own = seconds(_decision(architecture, form.coefficients), rounds)
            member = decide(architecture, form).is_member
            begin = time.perf_counter()
            answer = _asked(z3, architecture, form, limit)
            peer = time.perf_counter() - begin
            if answer is None:
                told, ratio, same = f"> {limit * 1e3:.0f}", f"> {peer / own:.0f}", "z3: none"
            else:
                told, ratio, same = f"{peer * 1e3:.1f}", f"{peer / own:.0f}", "agree" if answer == member else "DIFFER"
            yield (_label(architecture), name, f"{own * 1e3:.3f}", told, ratio, same)


def _small(architecture: Architecture) -> BinaryForm:
    rng = random.Random(5)
    return compose(architecture, [integers(rng, k, 3) for k in architecture.filter_sizes])


def _asked(z3: object, architecture: Architecture, form: BinaryForm, limit: float) -> bool | None:
    solver = z3.Solver()  # type: ignore[attr-defined]
    solver.set("timeout", int(limit * 1000))
    total = {0: z3.RealVal(1)}  # type: ignore[attr-defined]
    for i, (k, stride) in enumerate(zip(architecture.filter_sizes, architecture.stride_products, strict=True)):
        layer = [z3.Real(f"a{i}_{j}") for j in range(k)]  # type: ignore[attr-defined]
        spread: dict[int, object] = {}
        for place, value in total.items():
            for j, unknown in enumerate(layer):
                term = value * unknown
                spread[place + j * stride] = spread[place + j * stride] + term if place + j * stride in spread else term  # type: ignore[operator]
        total = spread
    for place, w in enumerate(form.coefficients):
        given = z3.Q(w.numerator, w.denominator) if isinstance(w, Fraction) else None  # type: ignore[attr-defined]
        solver.add((total[place] if place in total else z3.RealVal(0)) == given)  # type: ignore[attr-defined]
    return {"sat": True, "unsat": False}.get(str(solver.check()))


def table(rows: Iterator[tuple[str, ...]]) -> None:
    for i, row in enumerate(rows):
        print("| " + " | ".join(row) + " |", flush=True)
        if i == 0:
            print("|" + "---|" * len(row))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--limit", type=float, default=20.0, help="seconds that z3 gets for a question")
    options = parser.parse_args()
    table(squarefree_rows(options.rounds))
    print()
    table(z3_rows(options.rounds, options.limit))


if __name__ == "__main__":
    main()
