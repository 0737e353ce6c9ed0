"""Certificates as Coq files that the verified checker in proofs/checker replays to theorems."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from textwrap import wrap
from typing import Any

from ..errors import UnsupportedError, shorten

MAX_DIGITS = 4000
"""Numbers with more decimal digits are refused: Coq's kernel needs minutes for forms with such coefficients."""

Document = Mapping[str, Any]

_MEMBERSHIP = {"member": "representable", "not-member": "~ representable", "not-filling": "~ representable"}
_PLACES = {"interior": "interior", "boundary": "on_boundary"}
_KINDS = (*_MEMBERSHIP, *_PLACES, "pattern")

_HEAD = """(* {sentence}

   To check it, in a clone of lcnsym in which proofs/check has been run:
     coqc -R proofs/theories LCN -R proofs/checker LCNCheck FILE.v
   Exit status 0: the theorem at the end is proved. After one more line, Print Assumptions {name}.
   Coq also says what it assumes: nothing, "Closed under the global context". That takes some seconds.

   {scaling} *)

Set Warnings "-notation-overridden,-ambiguous-paths".
From Coq Require Import ZArith.
From mathcomp Require Import ssreflect ssrbool eqtype ssrnat seq ssralg poly ssrnum.
From LCN Require Import Architecture Interior.
From LCNCheck Require Import Integers Descartes Certificates Patterns Membership Position.

Local Open Scope Z_scope.
"""

_FUNCTION_SPACE_TEXT = """
{sizes}

{filter}

{certificate}

Lemma accepted : {check} certificate = true.
Proof. by vm_compute. Qed.

Theorem {name} (R : rcfType) : {statement} layer_sizes (form R coefficients).
Proof. exact: ({check}_sound R accepted). Qed.
"""

_PATTERN_TEXT = """
{filter}

{real}

{pairs}

{certificate}

Lemma accepted : check_pattern certificate = true.
Proof. by vm_compute. Qed.

Theorem {name} (R : rcfType) :
  has_pattern (Descartes.degree coefficients) (form R coefficients) real_multiplicities pair_multiplicities.
Proof. exact: (check_pattern_sound R accepted). Qed.
"""


def coq_text(document: Document, sentence: str) -> str:
    """A Coq file that replays a certificate and ends in a theorem for every real closed field.

    Args:
        document: a certificate (docs/certificate-format.md) that the Python checker accepts.
        sentence: what is claimed, for a comment.

    Returns:
        The text. The theorem is about the filter times a positive integer that clears its denominators.

    Raises:
        UnsupportedError: the verified checker has no counterpart of the claim, its evidence, field or architecture.
    """
    claim, evidence = document["claim"], document["evidence"]
    kind = claim["kind"]
    if kind not in _KINDS:
        raise UnsupportedError(f"the claim {kind} has no counterpart in Coq; {', '.join(_KINDS)} have one")
    if document["field"] is not None:
        raise UnsupportedError("Coq replays certificates of rational filters only; this one is about a number field")
    unit, coefficients = _cleared(claim["witness" if kind == "not-filling" else "filter"])
    parts = {
        "name": f"filter_{kind}".replace("-", "_"),
        "sentence": _comment(sentence),
        "scaling": _scaling(unit),
        "filter": _definition("coefficients", "seq Z", _integers(coefficients)),
    }
    if kind == "pattern":
        return (_HEAD + _PATTERN_TEXT).format(**parts, **_pattern_parts(claim, evidence, unit))
    return (_HEAD + _FUNCTION_SPACE_TEXT).format(**parts, **_function_space_parts(claim, evidence, unit))


def _function_space_parts(claim: Document, evidence: Document, unit: int) -> dict[str, str]:
    kind = claim["kind"]
    if kind in _PLACES:
        record, check, statement, yes = "Position", "check_position", _PLACES[kind], kind == "interior"
    else:
        record, check, statement, yes = "Membership", "check_membership", _MEMBERSHIP[kind], kind == "member"
    sizes = _naturals(_sizes(claim["architecture"]))
    term = f"{record} layer_sizes coefficients {str(yes).lower()} {_evidence(evidence, unit)}"
    return {
        "sizes": _definition("layer_sizes", "seq nat", sizes),
        "certificate": _definition("certificate", record.lower(), term),
        "check": check,
        "statement": statement,
    }


def _pattern_parts(claim: Document, evidence: Document, unit: int) -> dict[str, str]:
    prime = _integer(int(_number(evidence["prime"])))
    term = f"Pattern coefficients real_multiplicities pair_multiplicities {_factored(evidence, unit)} {prime}"
    real, _, pairs = claim["pattern"].partition("|")
    return {
        "real": _definition("real_multiplicities", "seq nat", _naturals(_multiplicities(real))),
        "pairs": _definition("pair_multiplicities", "seq nat", _naturals(_multiplicities(pairs))),
        "certificate": _definition("certificate", "pattern", term),
    }


def _evidence(evidence: Document, unit: int) -> str:
    kind = evidence["kind"]
    if kind == "arithmetic":
        return "Arithmetic"
    if kind in ("descartes", "sign-changes"):
        return f"(Roots (Counted {_count(evidence)}))"
    if kind == "factored":
        return f"(Roots (Factored {_factored(evidence, unit)}))"
    raise UnsupportedError(
        f"evidence of the kind {kind} has no counterpart in Coq; "
        "arithmetic, descartes, sign-changes and factored have one"
    )


def _factored(evidence: Document, unit: int) -> str:
    """Two integers and the factors: the first times the cleared filter is the second times the product of powers."""
    scalar = _number(evidence["scalar"]) * unit
    factors = []
    for factor in evidence["factors"]:
        own_unit, coefficients = _cleared(factor["form"])
        scalar /= Fraction(own_unit) ** factor["multiplicity"]
        factors.append(f"Factor {factor['multiplicity']}%nat {_integers(coefficients)} {_count(factor)}")
    return f"{_integer(scalar.denominator)} {_integer(scalar.numerator)} {_listed(factors)}"


def _count(evidence: Document) -> str:
    """How the real roots of one form are counted."""
    key, constructor = ("breakpoints", "Breakpoints") if "breakpoints" in evidence else ("points", "Points")
    places = map(_number, evidence[key])
    return f"({constructor} {_listed(f'({_integer(t.numerator)}, {_integer(t.denominator)})' for t in places)})"


def _sizes(architecture: Document) -> list[int]:
    """The filter sizes; the strides and the formats of the checker's format do not all have a counterpart."""
    product, sizes = 1, []
    for size, stride in zip(architecture["k"], architecture["s"], strict=True):
        if isinstance(size, list):
            raise UnsupportedError("Coq replays certificates of filters with one axis only")
        if product > 1 and size > 1:
            raise UnsupportedError("Coq replays certificates of architectures of stride one only")
        product *= stride
        sizes.append(size)
    return sizes


def _multiplicities(half: str) -> list[int]:
    """What stands on one side of a pattern's bar: 211, or 12,1 or 12, with commas; 0 for none."""
    if half == "0":
        return []
    return [int(part) for part in (half.rstrip(",").split(",") if "," in half else half)]


def _cleared(numbers: Sequence[str]) -> tuple[int, list[int]]:
    """A positive common denominator, and the numbers times it."""
    fractions = [_number(number) for number in numbers]
    unit = lcm(*(fraction.denominator for fraction in fractions))
    return unit, [fraction.numerator * (unit // fraction.denominator) for fraction in fractions]


def _number(text: str) -> Fraction:
    if max(map(len, text.lstrip("-").split("/"))) > MAX_DIGITS:
        raise UnsupportedError(f"numbers of more than {MAX_DIGITS} digits are not written for Coq")
    return Fraction(text)


def _integer(value: int) -> str:
    """Hexadecimal, in the scope that the file opens: Coq takes minutes for long decimal numbers."""
    return f"(-{hex(-value)})" if value < 0 else hex(value)


def _integers(values: Iterable[int]) -> str:
    return _listed(map(_integer, values))


def _naturals(values: Iterable[int]) -> str:
    return _listed(f"{value}%nat" for value in values)


def _listed(items: Iterable[str]) -> str:
    inner = "; ".join(items)
    return f"[:: {inner}]" if inner else "[::]"


def _definition(name: str, type_: str, body: str) -> str:
    lines = wrap(f"{body}.", 114, break_long_words=False, break_on_hyphens=False)
    return f"Definition {name} : {type_} :=\n  " + "\n    ".join(lines)


def _comment(sentence: str) -> str:
    """The sentence as it can stand in a comment: a quote or a parenthesis with a star would begin or end something."""
    plain = re.sub(r'\*\s*\)|\(\s*\*|"', " ", shorten(sentence, 400))
    return "\n   ".join(wrap(plain[:1].upper() + plain[1:] + ".", 110))


def _scaling(unit: int) -> str:
    if unit == 1:
        return "The coefficients are those of the filter, leading coefficient first."
    shown = shorten(str(unit)) if unit.bit_length() < 10_000 else f"a number of {unit.bit_length()} bits"
    return (
        f"The coefficients, leading coefficient first, are those of the filter times {shown},\n"
        "   which changes neither membership nor roots."
    )
