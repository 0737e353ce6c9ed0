"""Time deciding, certifying and checking, and starting the program; print ratios.

Run as a script: python tests/bench/bench_certificates.py
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median

from counting_families import FAMILIES, member

from lcnsym.algebra.forms import BinaryForm
from lcnsym.certificates.document import Certificate
from lcnsym.certificates.produce import certify_pattern, certify_position
from lcnsym.checker import check_text
from lcnsym.membership.patterns import root_pattern
from lcnsym.membership.verdict import decide
from lcnsym.network.architecture import Architecture

HEADER = ("family", "degree", "claim", "decide", "produce", "check", "produce / decide", "check / produce")
SHORTEST = 0.01
STARTS = {
    "import lcnsym": ["-c", "import lcnsym"],
    "lcnsym member (README example)": ["-m", "lcnsym", "member", "-k", "3,2,2", "--filter", "1,0,2,0,1"],
    "bare interpreter": ["-c", "pass"],
}


def seconds(call: Callable[[], object], rounds: int) -> float:
    """Median processor time of one call, over rounds of at least SHORTEST seconds each."""
    call()
    found = []
    for _ in range(rounds):
        count, begin = 0, time.process_time()
        while time.process_time() - begin < SHORTEST:
            call()
            count += 1
        found.append((time.process_time() - begin) / count)
    return median(found)


def fresh(form: BinaryForm) -> BinaryForm:
    """The same form with nothing computed yet."""
    return BinaryForm(form.coefficients)


def row(family: str, degree: int, claim: str, rounds: int) -> tuple[str, ...]:
    """One line of the table."""
    form = BinaryForm([int(c) for c in reversed(member(family, degree).coeffs())])
    even = degree // 2 if degree // 2 % 2 == degree % 2 else degree // 2 + 1
    architecture = Architecture((degree - even + 1,) + (2,) * even)
    decide_it: Callable[[], object] = lambda: decide(architecture, fresh(form))  # noqa: E731 - two short variants
    produce_it: Callable[[], Certificate] = lambda: certify_position(architecture, fresh(form))  # noqa: E731
    if claim == "pattern":
        decide_it = lambda: root_pattern(fresh(form))  # noqa: E731
        produce_it = lambda: certify_pattern(fresh(form))  # noqa: E731
    certificate = produce_it()
    if not check_text(certificate.text).accepted:
        raise AssertionError(f"{family}, degree {degree}: the certificate is not accepted")
    decided, produced = seconds(decide_it, rounds), seconds(produce_it, rounds)
    checked = seconds(lambda: check_text(certificate.text), rounds)
    times = (f"{1e3 * t:.3g} ms" for t in (decided, produced, checked))
    return (
        family,
        str(degree),
        certificate.kind,
        *times,
        f"{produced / decided:.1f}",
        f"{checked / produced:.1f}",
    )


def start(arguments: list[str], rounds: int) -> float:
    """Median wall-clock seconds of a whole process."""
    found = []
    for _ in range(rounds + 1):
        begin = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
        found.append(time.perf_counter() - begin)
    return median(found[1:])


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--degrees", default="8,32,64", help="comma-separated")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    print("| " + " | ".join(HEADER) + " |")
    print("| " + " | ".join(["---"] * len(HEADER)) + " |")
    for family in FAMILIES:
        for degree in map(int, arguments.degrees.split(",")):
            for claim in ("position", "pattern"):
                print("| " + " | ".join(row(family, degree, claim, arguments.rounds)) + " |", flush=True)
    print("\n| whole process | seconds |\n| --- | --- |")
    for name, command in STARTS.items():
        print(f"| {name} | {start(command, arguments.rounds):.3f} |")


if __name__ == "__main__":
    main()
