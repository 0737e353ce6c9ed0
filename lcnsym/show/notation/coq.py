"""Certificates as Coq files that the verified checker in proofs/checker replays to theorems."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm, prod
from textwrap import wrap
from typing import Any

from ...errors import UnsupportedError, shorten

MAX_DIGITS = 4000
"""Numbers with more decimal digits are refused: Coq's kernel needs minutes for forms with such coefficients."""

Document = Mapping[str, Any]

_MEMBERSHIP = ("member", "not-member", "not-filling")
_PLACES = {"interior": "interior", "boundary": "on_boundary"}
_CRITICAL = ("exact-critical-point", "exact-spurious-minimum")
_KINDS = (*_MEMBERSHIP, *_PLACES, "pattern", *_CRITICAL)
_COQ_NATURES = {"minimum": "Minimum", "maximum": "Maximum", "saddle": "Saddle", None: "Open"}
_NATURES = {
    "minimum": (
        "strict_minimum",
        "[/\\ critical_point f net, f net = {value} & strict_local_minimum f net]",
        "exact: (check_critical_rational R accepted)",
    ),
    "maximum": (
        "strict_maximum",
        "[/\\ critical_point f net, f net = {value} & strict_local_minimum (fun net' => - f net')%R net]",
        "exact: (check_critical_rational R accepted)",
    ),
    "saddle": (
        "saddle_point",
        "[/\\ critical_point f net, f net = {value} & saddle f net]",
        "exact: (check_critical_rational R accepted)",
    ),
    "spurious": (
        "spurious_minimum",
        "[/\\ critical_point f net, f net = {value}, strict_local_minimum f net &\n"
        "    exists2 net', architecture net' = architecture net & (f net' < f net)%R]",
        "exact: (check_spurious_rational R accepted)",
    ),
    None: (
        "critical_filters",
        "critical_point f net /\\ f net = {value}",
        "by have [] := check_critical_rational R accepted",
    ),
}
"""Name, statement and proof of the theorem about a critical point of this nature."""

_HEAD = """(* {sentence}

   To check it, in a clone of lcnsym in which proofs/check has been run:
     coqc -R proofs/theories LCN -R proofs/checker LCNCheck FILE.v
   Exit status 0: the theorems are proved. After one more line, Print Assumptions {name}.
   Coq also says what it assumes: nothing, "Closed under the global context". That takes some seconds.

   {remarks} *)

Set Warnings "-notation-overridden,-ambiguous-paths".
From Coq Require Import ZArith.
From mathcomp Require Import ssreflect ssrbool eqtype ssrnat seq ssralg poly matrix ssrnum.
From LCN Require Import {theories}.
From LCNCheck Require Import {checkers}.

Local Open Scope Z_scope.
"""

_ROOTS = {
    "theories": "Architecture Interior ConvMatrix Network",
    "checkers": "Integers Descartes Certificates Patterns Membership Position Networks",
}
_LOSSES = {
    "theories": "Levels Network LocalMinima SecondOrder",
    "checkers": "Integers Numbers Filters Losses Minima Statements Check",
}
"""The modules that a file loads."""

_FUNCTION_SPACE_TEXT = """
{sizes}

{filter}

{certificate}

Lemma accepted : {check} certificate = true.
Proof. by vm_compute. Qed.

Theorem {theorem} (R : rcfType) : {statement} layer_sizes (form R coefficients).
Proof. exact: ({check}_sound R accepted). Qed.
"""

_NETWORK_TEXT = """
(* The same in terms of the matrices of networks with d outputs. *)
Theorem {network} (R : rcfType) (d : nat) : (0 < d)%nat ->
  {negated}exists2 net : seq (layer R), architecture net = [seq (k, 1%nat) | k <- layer_sizes] &
    Network.end_to_end net d = conv_mx 1 d _ (filter_row R coefficients).
Proof. exact: (check_membership_networks R accepted). Qed.
"""

_NOT_FILLING_TEXT = """
Theorem not_filling (R : rcfType) : ~ filling R layer_sizes.
Proof. exact: (check_membership_not_filling accepted isT). Qed.
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

_CRITICAL_TEXT = """
{definitions}

Lemma accepted : check None certificate ByHessian = true.
Proof. by vm_compute. Qed.

Theorem {name} (R : rcfType) :
  let f := loss_at (0%R : R) square_loss in
  let net := network (0%R : R) layer_sizes filters in
  {statement}.
Proof. {proof}. Qed.
"""

_CRITICAL_REMARKS = (
    "The coefficients of a filter stand before their common denominator; zr R z is the integer z in R. A strict local "
    "minimum has a neighbourhood in which the loss is larger at all networks but the rescaled ones, whose filters are "
    "multiplied by factors with product 1; a saddle has networks with a smaller and with a larger loss in all of them."
)

_FILLING_TEXT = """
(* Yet every filter of the size is an end-to-end filter. *)
Theorem filling (R : rcfType) (w : 'rV[R]_(total_size layer_sizes)) : in_function_space layer_sizes w.
Proof. by apply: check_filling; vm_compute. Qed.
"""


def coq_text(document: Document, sentence: str) -> str:
    """A Coq file that replays a certificate and ends in theorems for every real closed field.

    Args:
        document: a certificate (docs/certificate-format.md) that the Python checker accepts.
        sentence: what is claimed, for a comment.

    Returns:
        The text. The theorems are about the filter times a positive integer that clears its denominators; about strides
        one if those of the architecture, without effect, are not.

    Raises:
        UnsupportedError: the verified checker has no counterpart of the claim, its evidence, field or architecture.
    """
    claim, evidence = document["claim"], document["evidence"]
    kind = claim["kind"]
    if kind not in _KINDS:
        raise UnsupportedError(f"the claim {kind} has no counterpart in Coq; {', '.join(_KINDS)} have one")
    if document["field"] is not None:
        raise UnsupportedError("Coq replays certificates of rational filters only; this one is about a number field")
    if kind in _CRITICAL:
        return _critical_text(claim, sentence)
    whose = "witness" if kind == "not-filling" else "filter"
    unit, coefficients = _cleared(claim[whose])
    parts = {
        "sentence": _comment(sentence),
        "filter": _definition("coefficients", "seq Z", _integers(coefficients)),
    }
    if kind == "pattern":
        template = _PATTERN_TEXT
        parts |= _pattern_parts(claim, evidence, unit)
    elif kind in _PLACES:
        template = _FUNCTION_SPACE_TEXT
        parts |= _position_parts(claim, evidence, unit)
    else:
        template = _FUNCTION_SPACE_TEXT + _NETWORK_TEXT + (_NOT_FILLING_TEXT if kind == "not-filling" else "")
        parts |= _membership_parts(claim, evidence, unit)
    remarks = _scaling(unit, whose) + (_strides(claim["architecture"]) if "architecture" in claim else "")
    return (_HEAD + template).format(**parts, **_ROOTS, remarks=remarks)


def _critical_text(claim: Document, sentence: str) -> str:
    """A file about a critical point of the square loss at rational filters."""
    spurious = claim["kind"] == "exact-spurious-minimum"
    nature = "spurious" if spurious else claim["nature"]
    name, statement, proof = _NATURES[nature]
    sizes, strides = claim["architecture"]["k"], claim["architecture"]["s"]
    value = _number(claim["value"])
    top, bottom = _integer(value.numerator), _integer(value.denominator)
    loss = f"Loss {_gram(claim['loss']['gram'])} ({_coefficients(claim['loss']['target'])})"
    point = f"layer_sizes square_loss filters ([:: {top}], {bottom})"
    constructor = "ClaimSpuriousMinimum" if spurious else "ClaimCriticalPoint"
    last = "others" if spurious else _COQ_NATURES[nature]
    is_filling = sum(size % 2 == 0 for size in sizes) <= 1 and _is_stride_one(sizes, strides)
    design = _listed(f"({size}%nat, Npos {stride})" for size, stride in zip(sizes, strides, strict=True))
    definitions = [
        _definition("layer_sizes", "design", design),
        _definition("square_loss", "loss", loss),
        _definition("filters", "seq coefficients", _filters(claim["layers"])),
        *([_definition("others", "seq coefficients", _filters(claim["filters"]))] if spurious else []),
        _definition("certificate", "claim", f"{constructor} {point} {last}"),
    ]
    return (_HEAD + _CRITICAL_TEXT + (_FILLING_TEXT if spurious and is_filling else "")).format(
        **_LOSSES,
        sentence=_comment(sentence),
        remarks=_wrapped(_CRITICAL_REMARKS),
        definitions="\n\n".join(definitions),
        name=name,
        statement=statement.format(value=f"(zr R {top} / zr R {bottom})%R"),
        proof=proof,
    )


def _coefficients(numbers: Sequence[str]) -> str:
    unit, integers = _cleared(numbers)
    return f"Coefficients {_listed(f'[:: {_integer(c)}]' for c in integers)} {_integer(unit)}"


def _filters(filters: Sequence[Sequence[str]]) -> str:
    return _listed(map(_coefficients, filters))


def _gram(rows: Sequence[Sequence[str]] | None) -> str:
    """The matrix over a common denominator; None for the identity."""
    if rows is None:
        return "None"
    unit, flat = _cleared([entry for row in rows for entry in row])
    size = len(rows)
    lines = (flat[i * size : (i + 1) * size] for i in range(size))
    written = _listed(_listed(f"[:: {_integer(c)}]" for c in line) for line in lines)
    return f"(Some ({written}, {_integer(unit)}))"


def _is_stride_one(sizes: Sequence[int], strides: Sequence[int]) -> bool:
    """No stride above one acts on a filter with more than one coefficient."""
    return all(prod(strides[:i]) == 1 for i, size in enumerate(sizes) if size > 1)


def _membership_parts(claim: Document, evidence: Document, unit: int) -> dict[str, str]:
    yes = claim["kind"] == "member"
    network = "filter_of_a_network" if yes else "filter_of_no_network"
    return {
        "name": "not_filling" if claim["kind"] == "not-filling" else network,
        "theorem": "filter_member" if yes else "filter_not_member",
        "statement": "representable" if yes else "~ representable",
        "network": network,
        "negated": "" if yes else "~ ",
        **_certificate_parts("Membership", claim, f"{str(yes).lower()} {_evidence(evidence, unit)}"),
    }


def _position_parts(claim: Document, evidence: Document, unit: int) -> dict[str, str]:
    kind = claim["kind"]
    name = f"filter_{kind}"
    term = f"{str(kind == 'interior').lower()} {_evidence(evidence, unit)}"
    return {"name": name, "theorem": name, "statement": _PLACES[kind], **_certificate_parts("Position", claim, term)}


def _certificate_parts(record: str, claim: Document, rest: str) -> dict[str, str]:
    return {
        "sizes": _definition("layer_sizes", "seq nat", _naturals(_sizes(claim["architecture"]))),
        "certificate": _definition("certificate", record.lower(), f"{record} layer_sizes coefficients {rest}"),
        "check": f"check_{record.lower()}",
    }


def _pattern_parts(claim: Document, evidence: Document, unit: int) -> dict[str, str]:
    prime = _integer(int(_number(evidence["prime"])))
    term = f"Pattern coefficients real_multiplicities pair_multiplicities {_factored(evidence, unit)} {prime}"
    real, _, pairs = claim["pattern"].partition("|")
    return {
        "name": "filter_pattern",
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
    first = plain[:1] if plain.startswith("k =") else plain[:1].upper()
    return _wrapped(f"{first}{plain[1:]}.")


def _wrapped(text: str) -> str:
    """Lines of a comment."""
    return "\n   ".join(wrap(text, 110))


def _scaling(unit: int, whose: str) -> str:
    if unit == 1:
        return f"The coefficients are those of the {whose}, leading coefficient first."
    shown = shorten(str(unit)) if unit.bit_length() < 10_000 else f"a number of {unit.bit_length()} bits"
    return _wrapped(
        f"The coefficients, leading coefficient first, are those of the {whose} times {shown}, which changes "
        "neither membership nor roots nor the position, interior or boundary."
    )


def _strides(architecture: Document) -> str:
    """Why the theorems say nothing of strides that are not one."""
    strides = architecture["s"]
    if all(stride == 1 for stride in strides):
        return ""
    return "\n\n   " + _wrapped(
        f"The strides s = {shorten('(' + ','.join(map(str, strides)) + ')')} are not in the theorems: those above one "
        "act only behind the last filter with more than one coefficient, so the end-to-end filters are those of "
        "strides one."
    )
