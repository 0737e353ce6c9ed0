"""`python -m tests.adversary --cases N --seed S`: the table, and whatever was accepted though it is false."""

from __future__ import annotations

import argparse
import json
import sys

from .run import run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.adversary", description=__doc__)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    tally = run(given.cases, given.seed)
    print(tally.table())
    print(f"\n{tally.seconds:.0f} s of processor time, {tally.slowest:.2f} s for one document at most")
    print(f"{len(tally.false)} accepted though false, {len(tally.crashes)} crashes")
    for document in tally.false:
        print("accepted though false:", json.dumps(document))
    for document, error in tally.crashes:
        print("crash:", error, json.dumps(document))
    return int(bool(tally.false or tally.crashes))


if __name__ == "__main__":
    sys.exit(main())
