"""Write certificates as a Coq file that replays them: python replay.py FILE... > Certificates.v.

Claims member, not-member, not-filling, interior, boundary and pattern of architectures of stride one with one axis,
about rational filters, with evidence of the kinds arithmetic, sign-changes, descartes and factored. The script is not
trusted: Coq checks what it writes, and the statement checked is the one that stands in the file.
"""

from __future__ import annotations

import json
import re
import sys
from fractions import Fraction
from math import lcm
from pathlib import Path
from textwrap import wrap
from typing import Any

HEADER = """From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect.
From LCNCheck Require Import Descartes Certificates Modular Patterns Membership.

Local Open Scope Z_scope.
"""


class UnsupportedError(Exception):
    """The claim or its evidence has no counterpart in the Coq checker."""


def integer(value: int) -> str:
    """Hexadecimal: Coq takes minutes for long decimal numbers."""
    return f"(-{hex(-value)})" if value < 0 else hex(value)


def listed(items: list[str]) -> str:
    """A list in Coq."""
    return f"[:: {'; '.join(items)}]" if items else "[::]"


def naturals(values: list[int]) -> str:
    """A list of natural numbers."""
    return listed([f"{value}%nat" for value in values])


def cleared(numbers: list[str]) -> tuple[int, list[int]]:
    """A common denominator, and the numbers times it."""
    fractions = [Fraction(number) for number in numbers]
    unit = lcm(*(f.denominator for f in fractions))
    return unit, [int(f * unit) for f in fractions]


def points(texts: list[str]) -> str:
    """Rationals as pairs."""
    return listed([f"({integer(f.numerator)}, {integer(f.denominator)})" for f in map(Fraction, texts)])


def count(document: dict[str, Any]) -> str:
    """How the real roots of one form are counted."""
    if document.get("breakpoints"):
        return f"(Breakpoints {points(document['breakpoints'])})"
    return f"(Points {points(document['points'])})"


def factored(evidence: dict[str, Any], unit: int) -> tuple[str, str, str]:
    """Two integers and the factors: the first times the cleared filter is the second times the product."""
    scalar = Fraction(evidence["scalar"]) * unit
    factors = []
    for factor in evidence["factors"]:
        own_unit, form = cleared(factor["form"])
        scalar /= Fraction(own_unit) ** factor["multiplicity"]
        factors.append(f"Factor {factor['multiplicity']} {listed([integer(c) for c in form])} {count(factor)}")
    return integer(scalar.denominator), integer(scalar.numerator), listed(factors)


def evidence_term(evidence: dict[str, Any], unit: int) -> str:
    """The evidence of a bound on numbers of roots."""
    if evidence["kind"] in ("descartes", "sign-changes"):
        return f"(Counted {count(evidence)})"
    if evidence["kind"] == "factored":
        return f"(Factored {' '.join(factored(evidence, unit))})"
    raise UnsupportedError(f"evidence of the kind {evidence['kind']}")


def multiplicities(pattern: str) -> list[int]:
    """The real part of a pattern."""
    real = pattern.split("|", maxsplit=1)[0]
    if real == "0":
        return []
    return [int(part) for part in (real.rstrip(",").split(",") if "," in real else real)]


def sizes(architecture: dict[str, Any]) -> list[int]:
    """The filter sizes; stride one and one axis only."""
    k, s = architecture["k"], architecture["s"]
    stride = 1
    for size, step in zip(k, s, strict=True):
        if not isinstance(size, int) or (stride > 1 and size > 1):
            raise UnsupportedError("an architecture of larger strides or with several axes")
        stride *= step
    return list(k)


def statements(document: dict[str, Any]) -> list[tuple[str, str]]:
    """Pairs of a checker and a term that it is to accept."""
    if document["field"] is not None:
        raise UnsupportedError("a filter that is not rational")
    claim, evidence = document["claim"], document["evidence"]
    kind = claim["kind"]
    if kind not in ("member", "not-member", "not-filling", "interior", "boundary", "pattern"):
        raise UnsupportedError(f"the claim {kind}")
    unit, numbers = cleared(claim["witness" if kind == "not-filling" else "filter"])
    form = listed([integer(c) for c in numbers])
    if kind == "pattern":
        scale, scalar, factors = factored(evidence, unit)
        real = naturals(multiplicities(claim["pattern"]))
        term = f"Pattern {form} {real} {scale} {scalar} {factors} {integer(int(evidence['prime']))}"
        return [("check_pattern", term)]
    k = sizes(claim["architecture"])
    if kind in ("member", "not-member", "not-filling"):
        arithmetic = evidence["kind"] == "arithmetic"
        shown = "Arithmetic" if arithmetic else f"(Roots {evidence_term(evidence, unit)})"
        return [("check_membership", f"Membership {naturals(k)} {form} {str(kind == 'member').lower()} {shown}")]
    even = sum(size % 2 == 0 for size in k)
    shown = evidence_term(evidence, unit)
    claims = [f"OddAtLeast {even}"] if kind == "interior" else [f"AtLeast {even}", f"OddAtMost {even - 2}"]
    return [("check", f"Certificate {form} ({words}) {shown}") for words in claims]


def example(name: str, checker: str, term: str) -> str:
    """One definition and the example that replays it."""
    body = "\n".join(wrap(f"{term}.", 116, break_long_words=False, break_on_hyphens=False))
    body = body.replace("\n", "\n  ")
    return (
        f"Definition {name} :=\n  {body}\n\nExample {name}_accepted :\n  {checker} {name} = true.\n"
        "Proof. by vm_compute. Qed.\n"
    )


def main(files: list[str]) -> int:
    """Write the Coq file; a certificate without counterpart is named on standard error, exit status 1."""
    blocks, status = [HEADER], 0
    for file in map(Path, files):
        name = re.sub(r"\W", "_", file.stem)
        try:
            found = statements(json.loads(file.read_text(encoding="utf-8")))
        except UnsupportedError as error:
            print(f"replay: {file.name}: no counterpart for {error}", file=sys.stderr)
            status = 1
            continue
        for i, (checker, term) in enumerate(found):
            own = name if len(found) == 1 else f"{name}_{i + 1}"
            blocks.append(f"(** [{file.name}] *)\n{example(own, checker, term)}")
    print("\n".join(blocks), end="")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
