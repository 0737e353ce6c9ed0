"""`python -m lcnsym.checker [--json] FILE …`: check certificates with nothing but the standard library."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Sequence

from .files import check_file
from .outcome import Malformed, shorten

USAGE = "usage: python -m lcnsym.checker [--json] FILE …   (- is standard input)"


def main(arguments: Sequence[str]) -> int:
    """Check the files; 0 all accepted, 1 some rejected, 2 some malformed."""
    files = [argument for argument in arguments if argument != "--json"]
    options = [name for name in files if name.startswith("-") and name != "-"]
    if options in (["-h"], ["--help"]):
        print(USAGE)
        return 0
    if options or not files:
        problem = f"unknown option {shorten(options[0])}" if options else "no file given"
        print(f"{problem}; {USAGE}", file=sys.stderr)
        return 2
    results, malformed = _check_all(files)
    if "--json" in arguments:
        print(json.dumps({"results": results}))
    else:
        for result in results:
            verdict = "accepted" if result["accepted"] else f"NOT accepted ({result['reason']})"
            print(f"{shorten(str(result['file']), 200)}: {verdict}: {result['claim'] or 'no claim could be read'}")
    if malformed:
        print(malformed[0] + (f" (and {len(malformed) - 1} more)" if len(malformed) > 1 else ""), file=sys.stderr)
        return 2
    return 0 if all(result["accepted"] for result in results) else 1


def _check_all(files: Sequence[str]) -> tuple[list[dict[str, object]], list[str]]:
    results: list[dict[str, object]] = []
    malformed: list[str] = []
    for name in files:
        try:
            result = check_file(name)
        except Malformed as error:
            malformed.append(f"{shorten(name, 200)}: malformed certificate: {error}")
            results.append({"file": name, "accepted": False, "claim": None, "reason": f"malformed: {error}"})
        else:
            results.append({"file": name, "accepted": result.accepted, "claim": result.claim, "reason": result.reason})
    return results, malformed


def run() -> int:
    """`main` for a process: on terminals of any encoding, and quietly when nobody reads on."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    return status


if __name__ == "__main__":
    sys.exit(run())
