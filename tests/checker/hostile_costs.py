"""Measures the hostile documents: `python -m tests.checker.hostile_costs [NAME …]`.

Prints for every kind of evidence the one that takes most processor time and the one that takes most memory.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass

from tests.checker.hostile import HOSTILE
from tests.checker.hostile_factorizations import HOSTILE_FACTORIZATIONS
from tests.checker.hostile_landscape import HOSTILE_LANDSCAPE
from tests.checker.hostile_strides import HOSTILE_STRIDES
from tests.checker.true_boxes import true_box

TRUE = {
    "true box, 64 unknowns, 80 bits": lambda: true_box([2] * 63, 80),
    "true box, 64 unknowns, 1000 bits": lambda: true_box([2] * 63, 1000),
}
# a small process in between, as memory is counted from the process that begins another one
_WRAPPER = """
import json, resource, subprocess, sys
answer = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode()
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([answer, used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""
DOCUMENTS = HOSTILE | HOSTILE_FACTORIZATIONS | HOSTILE_LANDSCAPE | HOSTILE_STRIDES | TRUE


@dataclass(frozen=True)
class Cost:
    """What one document took."""

    name: str
    kind: str
    size: int
    seconds: float
    megabytes: float
    outcome: str


def measured(name: str, text: str) -> Cost:
    """Check the document in a process of its own."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as stream:
        stream.write(text)
        stream.flush()
        command = [sys.executable, "-m", "lcnsym.checker", "--json", stream.name]
        done = subprocess.run([sys.executable, "-c", _WRAPPER, *command], capture_output=True, check=True)
    answer, seconds, memory = json.loads(done.stdout)
    (result,) = json.loads(answer)["results"]
    outcome = "accepted" if result["accepted"] else str(result["reason"]).partition(": ")[0]
    return Cost(
        name, kind_of(text), len(text), seconds, memory / 1024, "rejected" if outcome[:4] == "rule" else outcome
    )


def kind_of(text: str) -> str:
    """The kind of evidence; what is no such document is about reading."""
    try:
        return str(json.loads(text)["evidence"]["kind"])
    except (ValueError, KeyError, RecursionError):
        return "reading"


def worst(costs: list[Cost]) -> list[Cost]:
    """The two worst of every kind."""
    found = []
    for kind in sorted({cost.kind for cost in costs}):
        own = [cost for cost in costs if cost.kind == kind]
        slowest, largest = max(own, key=lambda cost: cost.seconds), max(own, key=lambda cost: cost.megabytes)
        found += [slowest] if slowest is largest else [slowest, largest]
    return found


def main() -> None:
    """Print the table."""
    names = sys.argv[1:] or list(DOCUMENTS)
    costs = []
    for name in names:
        costs.append(measured(name, DOCUMENTS[name]()))
        print(costs[-1], file=sys.stderr, flush=True)
    print("| evidence | document | KB | seconds | MB | outcome |\n|---|---|---|---|---|---|")
    for cost in worst(costs):
        print(
            f"| `{cost.kind}` | {cost.name} | {cost.size / 1000:.0f} | {cost.seconds:.1f} | {cost.megabytes:.0f} | "
            f"{cost.outcome} |"
        )


if __name__ == "__main__":
    main()
