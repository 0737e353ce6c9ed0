"""Time coqc on exported certificates of random forms; proofs/check must have built the proofs.

Run as a script: python tests/bench/bench_coq.py
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import tempfile
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from statistics import median

from lcnsym.algebra.forms import BinaryForm
from lcnsym.certificates.document import Certificate
from lcnsym.certificates.produce import certify_membership, certify_pattern, certify_position
from lcnsym.membership.patterns import root_pattern
from lcnsym.network.architecture import Architecture
from lcnsym.show.notation.coq import coq_text

SIZES = ((20, 8), (30, 53))
HEADER = ("degree", "bits", "claim", "bytes", "coqc, clock", "coqc, processor")
PROOFS = Path(__file__).parents[2] / "proofs"
COQC = ("coqc", "-R", str(PROOFS / "theories"), "LCN", "-R", str(PROOFS / "checker"), "LCNCheck")


def random_form(rng: random.Random, degree: int, bits: int) -> tuple[BinaryForm, int]:
    """A form with coefficients of so many bits and a sign that has real roots, and how many."""
    while True:
        form = BinaryForm(tuple(Fraction(rng.choice((-1, 1)) * rng.getrandbits(bits)) for _ in range(degree + 1)))
        pattern = root_pattern(form)
        if pattern is not None and pattern.real:
            return form, sum(pattern.real)


def architecture(degree: int, even: int) -> Architecture:
    """So many even filter sizes that add up to the degree."""
    last = degree + 1 - even
    return Architecture((2,) * (even - 1) + (last,) if last % 2 == 0 else (2,) * even + (last,))


def certificates(rng: random.Random, degree: int, bits: int) -> Iterator[Certificate]:
    """Claims about a random form, and about the square of one of half the degree."""
    form, roots = random_form(rng, degree, bits)
    yield certify_membership(architecture(degree, roots), form)
    yield certify_position(architecture(degree, roots), form)
    yield certify_membership(architecture(degree, roots + 2), form)
    yield certify_pattern(form)
    half, _ = random_form(rng, degree // 2, bits // 2)
    yield certify_position(architecture(degree, 2), half * half)
    yield certify_pattern(half * half)


def coqc(path: Path, rounds: int) -> tuple[float, float]:
    """Median seconds by the clock and of the processor."""
    clock, processor = [], []
    for _ in range(rounds):
        start, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([*COQC, str(path)], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        clock.append(time.monotonic() - start)
        processor.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return median(clock), median(processor)


def row(*cells: object) -> None:
    """One row of a Markdown table."""
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    row(*HEADER)
    row(*["---"] * len(HEADER))
    with tempfile.TemporaryDirectory() as name:
        target = Path(name) / "exported.v"
        for degree, bits in SIZES:
            for certificate in certificates(random.Random(degree), degree, bits):
                target.write_text(coq_text(json.loads(certificate.text), str(certificate.kind)), encoding="utf-8")
                clock, processor = coqc(target, options.rounds)
                size = target.stat().st_size
                row(degree, bits, certificate.kind, size, f"{clock:.2f} s", f"{processor:.2f} s")


if __name__ == "__main__":
    main()
