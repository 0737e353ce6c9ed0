"""The command: `python -m tests.mutation`."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.mutation.declared import Account, account
from tests.mutation.equivalents import EQUIVALENTS, KINDS
from tests.mutation.run import Mutants, Outcome, all_sites, chosen, trees
from tests.mutation.sites import Site

KEY = ("file", "function", "before", "after")
HOW = ("corpus", "tests", "crash", "timeout")


def main(arguments: Sequence[str]) -> int:
    """Exit status 0: every survivor is declared, and every declaration holds."""
    options = _parser().parse_args(arguments)
    parsed = trees()
    picked = chosen(all_sites(parsed), options.files, options.without, options.only)
    if options.again:
        before = {
            (*(row[key] for key in KEY), row["number"])
            for row in json.loads(options.again.read_text())
            if not (row["killed"] or row["declared"])
        }
        picked = [site for site in picked if (*site.key, site.number) in before]
    begin = time.perf_counter()
    mutants = Mutants(parsed, options.jobs, None if options.corpus else _tested)
    done = Counter[str]()

    def told(outcome: Outcome) -> None:
        done[outcome.how] += 1
        if options.only:
            print(f"{outcome.site}: {outcome.killed or 'survived'}", flush=True)
        elif outcome.killed is None and not account([outcome], EQUIVALENTS, KINDS, False).declared:
            print(f"survived: {outcome.site}", flush=True)
        if sum(done.values()) % 100 == 0:
            print(f"{sum(done.values())} of {len(picked)} mutants", file=sys.stderr)

    outcomes = [o for o in mutants.outcomes(picked, told) if o.killed != "no mutant: not Python"]
    complete = not (options.files or options.without or options.only or options.again)
    found = account(outcomes, EQUIVALENTS, KINDS, complete)
    if options.json:
        _keep(options.json, outcomes, found)
    _report(outcomes, found)
    print(f"{time.perf_counter() - begin:.0f} s with {options.jobs} at a time, {_processor():.0f} s of processor time")
    return 1 if found.undeclared or found.problems else 0


def _tested(site: Site) -> bool:
    return not any(kind.matches(site) for kind in KINDS)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--files", nargs="+", default=[], metavar="NAME", help="only these files of the checker")
    parser.add_argument("--without", nargs="+", default=[], metavar="NAME", help="all files but these")
    parser.add_argument("--only", nargs="+", default=[], metavar="FILE:LINE", help="only these lines, one by one")
    parser.add_argument("--jobs", type=int, choices=(1, 2), default=1, help="processes at a time")
    parser.add_argument("--corpus", action="store_true", help="without the rule tests")
    parser.add_argument(
        "--again", type=Path, metavar="FILE", help="only what survived undeclared in a run kept with --json"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the outcome of every mutant")
    return parser


def _report(outcomes: Sequence[Outcome], found: Account) -> None:
    for problem in found.problems:
        print(problem)
    reasons = Counter(declaration.reason for _, declaration in found.declared)
    for reason, number in reasons.most_common():
        print(f"declared, {number}: {reason}")
    print(f"{'file':20} {'mutants':>8} {'killed':>8}" + "".join(f"{how:>9}" for how in HOW) + "  declared survivors")
    declared = Counter(site.file for site, _ in found.declared)
    survivors = Counter(site.file for site in found.undeclared)
    by_file = {
        file: [o for o in outcomes if o.site.file == file] for file in dict.fromkeys(o.site.file for o in outcomes)
    }
    for file, those in [*by_file.items(), ("all", list(outcomes))]:
        counts = Counter(o.how for o in those)
        row = "".join(f"{counts[how]:9}" for how in HOW)
        left = (sum(declared.values()), sum(survivors.values())) if file == "all" else (declared[file], survivors[file])
        print(f"{file:20} {len(those):8} {len(those) - counts['survived']:8}{row} {left[0]:9} {left[1]:9}")


def _keep(path: Path, outcomes: Sequence[Outcome], found: Account) -> None:
    declared = {id(site): declaration.reason for site, declaration in found.declared}
    rows = [
        {
            **{key: getattr(o.site, key) for key in (*KEY, "operator", "number")},
            "line": o.site.lines[0],
            "killed": o.killed,
            "declared": declared.get(id(o.site)),
        }
        for o in outcomes
    ]
    path.write_text(json.dumps(rows, indent=1) + "\n")


def _processor() -> float:
    import resource

    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
