"""Compares the verdicts of the engine, the Python checker and the extracted Coq checker on random certificates.

python proofs/compare.py [--cases N] [--changes N] [--seed S]: exit status 1 where two of them disagree.

A case is a certificate that the engine produced; of every other one there is a copy with something changed. Both
checkers must say the same of each, accept what was produced, and accept nothing that the engine takes to be false.
Then good files of the corpus are changed at random places, --changes of them: none may be accepted by one checker and
rejected by the other.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

from lcnsym.algebra.forms import BinaryForm
from lcnsym.certificates.produce import certify_filling, certify_membership, certify_pattern, certify_position
from lcnsym.checker import Malformed, check_text
from lcnsym.membership.patterns import root_pattern
from lcnsym.membership.positions import Position
from lcnsym.membership.verdict import decide
from lcnsym.network.architecture import Architecture

PROGRAM = Path(__file__).parent / "checker" / "extraction" / "build" / "check-certificates"
CLAIMS = ("member", "not-member", "interior", "boundary")


def product(forms: list[list[Fraction]]) -> list[Fraction]:
    """The coefficients of a product of forms, leading coefficient first."""
    found = [Fraction(1)]
    for form in forms:
        longer = [Fraction(0)] * (len(found) + len(form) - 1)
        for i, a in enumerate(found):
            for j, b in enumerate(form):
                longer[i + j] += a * b
        found = longer
    return found


def random_form(rng: random.Random, degree: int) -> list[Fraction]:
    """Dense, or a product of small forms, some of them repeated; sometimes zero or with a root at infinity."""
    if rng.random() < 0.4:
        return [Fraction(rng.randint(-9, 9), rng.choice([1, 1, 2, 3])) for _ in range(degree + 1)]
    forms: list[list[Fraction]] = []
    while (left := degree - sum(len(form) - 1 for form in forms)) > 0:
        size = rng.randint(1, min(2, left))
        form = [Fraction(rng.randint(-3, 3)) for _ in range(size + 1)]
        forms += [form] * rng.randint(1, left // size)
    return product(forms)


def random_certificate(rng: random.Random) -> str:
    """A certificate that the engine produces."""
    architecture = Architecture(tuple(rng.randint(1, 4) for _ in range(rng.randint(1, 5))))
    form = BinaryForm(tuple(random_form(rng, architecture.degree)))
    kind = rng.choices(["membership", "position", "pattern", "filling"], [3, 3, 3, 1])[0]
    if kind == "filling" and not architecture.is_filling:
        return certify_filling(architecture).text
    if kind == "pattern" and not form.is_zero:
        return certify_pattern(form).text
    return (certify_membership if kind == "membership" else certify_position)(architecture, form).text


def changed(rng: random.Random, text: str) -> str:
    """The certificate with one thing changed: another claim, a coefficient, a place, a factor."""
    document: dict[str, Any] = json.loads(text)
    claim, evidence = document["claim"], document["evidence"]
    numbers = claim.get("filter") or claim["witness"]
    places = evidence.get("points") or evidence.get("breakpoints")
    choice = rng.randrange(4)
    if choice == 0 and claim["kind"] in CLAIMS:
        claim["kind"] = rng.choice([kind for kind in CLAIMS if kind != claim["kind"]])
    elif choice == 0 and claim["kind"] == "pattern":
        claim["pattern"] = "|".join(reversed(claim["pattern"].split("|")))
    elif choice == 1 and places and len(places) > 1:
        places.pop(rng.randrange(len(places)))
    elif choice == 2 and evidence.get("factors"):
        evidence["factors"].pop(rng.randrange(len(evidence["factors"])))
    else:
        i = rng.randrange(len(numbers))
        numbers[i] = str(Fraction(numbers[i]) + rng.choice([-7, -1, 1, 7]))
    return json.dumps(document)


def places(value: Any, found: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Where a JSON value can be changed: containers with a key or an index."""
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        found.append((value, key))
        places(value[key], found)
    return found


def other_value(rng: random.Random, value: Any) -> Any:
    """Another value of much the same sort."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + rng.choice([-2, -1, 1, 2])
    if isinstance(value, str):
        try:
            return str(Fraction(value) + Fraction(rng.choice([-14, -2, 1, 2, 14]), 2))
        except (ValueError, ZeroDivisionError):
            return rng.choice([value[::-1], value + "1", "member", "not-member", "interior", "boundary", "<", ">="])
    if isinstance(value, list) and value:
        return rng.choice([value[:-1], value[1:], value + value[:1], value[::-1]])
    return value


def changed_somewhere(rng: random.Random, text: str) -> str:
    """A certificate with one or two things changed anywhere."""
    document = json.loads(text)
    for _ in range(rng.randint(1, 2)):
        container, key = rng.choice(places({"claim": document["claim"], "evidence": document["evidence"]}, [])[2:])
        container[key] = other_value(rng, container[key])
    return json.dumps(document)


def compare_changes(rng: random.Random, changes: int) -> list[str]:
    """Changed files of the corpus that one checker accepts and the other rejects; prints counts."""
    good = sorted((Path(__file__).parent.parent / "tests" / "corpora" / "good").glob("*.json"))
    originals = [path.read_text(encoding="utf-8") for path in good]
    read = [text for text, word in zip(originals, verified_verdicts(originals), strict=True) if word == "accepted"]
    texts = [changed_somewhere(rng, rng.choice(read)) for _ in range(changes)]
    pairs = list(zip(map(python_verdict, texts), verified_verdicts(texts), strict=True))
    for (python, verified), count in sorted(Counter(pairs).items()):
        print(f"{count} changed files of the corpus: Python checker {python}, verified checker {verified}")
    return [text for text, pair in zip(texts, pairs, strict=True) if set(pair) == {"accepted", "rejected"}]


def engine_agrees(text: str) -> bool:
    """Whether the engine takes the claim to be true."""
    claim = json.loads(text)["claim"]
    kind: str = claim["kind"]
    form = BinaryForm(tuple(map(Fraction, claim.get("filter") or claim["witness"])))
    if kind == "pattern":
        return not form.is_zero and str(root_pattern(form)) == str(claim["pattern"])
    verdict = decide(Architecture(tuple(claim["architecture"]["k"])), form)
    if kind in ("interior", "boundary"):
        return verdict.position == Position(kind)
    return verdict.is_member == (kind == "member")


def python_verdict(text: str) -> str:
    """What the Python checker says."""
    try:
        result = check_text(text)
    except Malformed:
        return "not understood"
    if result.is_given_up:
        return "not understood"
    return "accepted" if result.accepted else "rejected"


def verified_verdicts(texts: list[str]) -> list[str]:
    """What the extracted checker says, one word a certificate."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{i}.json" for i in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        run = subprocess.run([PROGRAM, *paths], capture_output=True, text=True, check=False)  # noqa: S603
    return [line.split(": ")[1].replace("given up", "not understood") for line in run.stdout.splitlines()]


def main() -> int:
    """Run the comparison and print counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--changes", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    start, rng = time.monotonic(), random.Random(options.seed)
    produced = [random_certificate(rng) for _ in range(options.cases)]
    texts = produced + [changed(rng, text) for text in produced[::2]]
    verdicts = list(zip(map(engine_agrees, texts), map(python_verdict, texts), verified_verdicts(texts), strict=True))
    wrong = [
        text
        for i, (text, (true, python, verified)) in enumerate(zip(texts, verdicts, strict=True))
        if python != verified or (python == "accepted" and not true) or (i < len(produced) and python != "accepted")
    ]
    for name, part in (("produced", verdicts[: len(produced)]), ("changed", verdicts[len(produced) :])):
        for (true, python, verified), count in sorted(Counter(part).items()):
            engine = "true" if true else "false"
            print(f"{count} {name}: engine {engine}, Python checker {python}, verified checker {verified}")
    wrong += compare_changes(rng, options.changes)
    print(f"{len(texts) + options.changes} certificates, seed {options.seed}, {time.monotonic() - start:.1f} s")
    for text in wrong:
        print(f"disagreement: {text.strip()}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
