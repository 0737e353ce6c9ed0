"""What every command costs for inputs of several sizes, and what is said at its limit: the table of docs/limits.md.

Run as a script: python -m tests.bench.bench_limits
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lcnsym.cli.command_table import SUMMARIES
from lcnsym.errors import shorten

LONGEST = 160
TWOS = ",".join(["2"] * 10_000)
IRREDUCIBLE = "1,-1,2,-3,5,-7,11,1,-2,-40,1,1,-2"
QUARTIC = ("-k", "3,2,2", "--filter", "1,0,-5,0,4")
SIMPLE = ",".join(["1"] * 20)
ONES = ",".join(["1"] * 31)
SIXTY = ",".join(["1"] * 60)
LINE = Path(__file__).parents[1] / "data" / "trained_line"
TRAINED = (f"{LINE}.safetensors", "--inputs", f"{LINE}_inputs.npy", "--outputs", f"{LINE}_outputs.npy")
SWEEP = ("membership", "-k", "3,2,2", "--filters")
CALLS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("architecture", "10,000 layers", ("-k", TWOS)),
    ("compose", "degrees 500 and 500", ("-k", "501,501", "--filters", ";".join([",".join(["1"] * 501)] * 2))),
    ("compose", "a matrix of 10^12 entries", ("-k", "2", "--filters", "1,2", "--matrix", "--outputs", "1000000")),
    ("pattern", "degree 2, 100,000 digits", ("--filter", "1e100000,1,1")),
    ("pattern", "fields of degrees 64 and 63", ("--filter", "root(x^64-2,0),root(x^63-3,0),1")),
    ("member", "degree 4", ("-k", "3,2,2", "--filter", "1,0,2,0,1")),
    ("member", "degree 500", ("-k", "250,252", "--filter", ",".join(str(1 + i % 7) for i in range(501)))),
    ("probability", "degree 5", ("-k", "2,2,2,2,2", "--bits", "60")),
    ("probability", "degree 4, variances 1", ("-k", "3,2,2", "--distribution", "normal")),
    ("patterns", "degree 20", ("-k", "11,11")),
    ("patterns", "degree 38", ("-k", "20,20")),
    ("patterns", "degree 40", ("-k", "41")),
    ("packings", "degree 40, counted", ("-k", ",".join(["2"] * 40), "--partition", ",".join(["1"] * 40), "--count")),
    ("packings", "degree 40, listed", ("-k", ",".join(["2"] * 40), "--partition", ",".join(["1"] * 40))),
    ("fibre", "degree 12, decimals", ("-k", "7,7", "--filter", IRREDUCIBLE)),
    ("fibre", "degree 12, 924 conjugates", ("-k", "7,7", "--filter", IRREDUCIBLE, "--json", "--limit", "2")),
    ("architectures", "degree 12", ("--degree", "12")),
    ("architectures", "degree 60", ("--degree", "60")),
    ("compare", "degree 4", ("-k", "3,2,2", "--with", "2,2,2,2")),
    ("compare", "degree 300, 300 layers", ("-k", ",".join(["2"] * 300), "--with", "150,152")),
    ("distance", "degree 4", ("-k", "3,2,2", "--filter", "1,0,2,0,1")),
    ("distance", "degree 6, 6 layers", ("-k", "2,2,2,2,2,2", "--filter", "3,1,-4,1,5,-9,2")),
    ("distance", "degree 24", ("-k", "2,24", "--filter", ",".join(["1"] * 25))),
    (
        "model",
        "k = (3,2), 192 outputs",
        TRAINED,
    ),
    ("discriminant", "degree 10", ("--degree", "10")),
    ("discriminant", "degree 11", ("--degree", "11")),
    ("describe", "degree 999,999, filling", ("-k", "1000000")),
    ("describe", "degree 7", ("-k", "2,2,2,2,2,2,2")),
    ("describe", "degree 8, not filling", ("-k", "2,8")),
    ("describe", "degree 6, strides", ("-k", "2,2,2,2,2", "-s", "1,1,1,2,1")),
    ("closure", "stride one, size 100,000", ("-k", "100000")),
    ("closure", "stride 10, degree 300,989", ("-k", "1000,30000", "-s", "10,1")),
    ("closure", "a partition of 6", ("--partition", "3,2,1")),
    ("closure", "a partition of 7", ("--partition", "4,3")),
    ("ed-degree", "degree 40", ("-k", "21,21")),
    ("ed-degree", "10,000 layers", ("-k", TWOS)),
    ("ed-degree", "10,000 layers, stride 2", ("-k", TWOS, "-s", ",".join(["2"] + ["1"] * 9_999), "--json")),
    ("critical", "degree 3", ("-k", "2,2,2", "--target", "2,1,3,5")),
    ("critical", "degree 5", ("-k", "3,3,2", "--target", "1,2,3,-2,4,1")),
    ("atlas", "a line, degree 3", ("-k", "2,2,2", "--from", "2,1,-2,3", "--along", "0,0,1,0")),
    ("atlas", "a plane, degree 3", ("-k", "3,2", "--from", "2,1,-2,3", "--along", "0,0,1,0", "--and", "0,1,0,1")),
    ("flow", "degree 3", ("-k", "2,3", "--start", "1,2;3,1,4", "--target", "1,0,2,5")),
    ("theorem check", "degree 4", ("membership", "-k", "3,2,2", "--filter", "1,0,-5,0,4")),
    ("export", "degree 3", ("--to", "singular", "-k", "3,2", "--target", "1,-2,-3,4")),
    ("picture", "degree 4", ("-k", "3,2,2", "-o", "quartics.svg")),
    ("report", "degree 4", ("-k", "3,2,2", "--filter", "1,0,-5,0,4", "-o", "report.html")),
    ("member", "degree 4, with a certificate", (*QUARTIC, "--certificate", "member.json")),
    ("certificate check", "membership in degree 4", ("member.json",)),
    ("certificate export", "membership in degree 4", ("--to", "coq", "member.json", "-o", "member.v")),
    ("certificate checker-archive", "", ("-o", "checker.pyz")),
    ("certificate bundle", "one certificate", ("member.json", "-o", "supplement.zip")),
    ("packings", "degree 20, 100,000 listed", ("-k", ",".join(["2"] * 20), "--partition", SIMPLE, "--limit", "100000")),
    ("packings", "degree 60, 10^6 listed", ("-k", "31,31", "--partition", SIXTY, "--limit", "1000000")),
    ("compose", "3,000 layers", ("-k", ",".join(["2"] * 3000), "--filters", ";".join(["1,2"] * 3000))),
    ("patterns", "degree 38, 200 MB allowed", ("-k", "20,20", "--max-memory", "200")),
    ("theorem list", "", ()),
    ("theorem check", "degree 38, all patterns", ("membership", "-k", "20,20")),
    ("sweep run", "1,000 filters of degree 4", (*SWEEP, "1000", "--workers", "1", "-o", "cases.sqlite")),
    ("sweep run", "10^12 filters of degree 4", (*SWEEP, "1000000000000", "-o", "many.sqlite")),
    ("sweep resume", "1,000 cases, all done", ("cases.sqlite",)),
    ("sweep status", "1,000 cases", ("cases.sqlite",)),
    ("sweep verify", "1,000 cases", ("cases.sqlite", "--workers", "1")),
    ("sweep export", "1,000 cases", ("cases.sqlite", "-o", "cases.csv")),
    ("experiment", "100 runs, degree 3", ("-k", "3,2", "--runs", "100", "--workers", "1")),
    ("experiment", "10^12 runs", ("-k", "3,2", "--runs", "1000000000000")),
    ("critical", "degree 30, 5 seconds", ("-k", "16,16", "--target", ONES, "--max-seconds", "5")),
    ("picture", "degree 5", ("-k", "3,3,2", "-o", "quintics.svg")),
    ("picture", "the order in degree 20", ("--kind", "order", "-k", "11,11", "-o", "order.svg")),
    ("report", "degree 20", ("-k", "11,11", "-o", "large.html", "--max-seconds", "60")),
    ("export", "degree 30", ("--to", "singular", "-k", "16,16", "--target", ONES)),
    ("completion", "bash", ("bash",)),
    ("environment", "", ()),
)


@dataclass(frozen=True)
class Measured:
    """One call: its processor time in seconds, memory in MB, exit status, and the line on stderr if it was refused."""

    seconds: float
    megabytes: float
    status: int
    told: str


def measured(words: Sequence[str], folder: str) -> Measured:
    """Call the command line in a process of its own."""
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "lcnsym", *words], stdout=subprocess.DEVNULL, stderr=errors, cwd=folder
        )
        _, status, usage = os.wait4(process.pid, 0)
        errors.seek(0)
        lines = errors.read().decode().splitlines()
    code = os.waitstatus_to_exitcode(status)
    told = lines[-1].removeprefix("lcnsym: ") if code and lines else ""
    return Measured(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, code, told)


def row(name: str, size: str, found: Measured) -> str:
    """A row of the table."""
    told = shorten(found.told.replace("|", r"\|").removeprefix("error: "), LONGEST)
    return f"| `{name}` | {size} | {found.seconds:.2g} s | {found.megabytes:.0f} MB | {told} |"


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", default="", help="commands that begin so")
    chosen = options.parse_args().only
    print("| command | input | processor time | memory | said at the limit |\n| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        # stable: a file is written by a command that stands before those that read it
        for name, size, words in sorted(CALLS, key=lambda call: list(SUMMARIES).index(call[0])):
            if name.startswith(chosen):
                print(row(name, size, measured([*name.split(" "), *words], folder)), flush=True)


if __name__ == "__main__":
    main()
