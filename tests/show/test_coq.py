"""Certificates as Coq files: what stands in them is what the certificate says."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from lcnsym.algebra.forms import BinaryForm
from lcnsym.certificates.produce import certify_membership, certify_pattern, certify_position
from lcnsym.errors import UnsupportedError
from lcnsym.network.architecture import Architecture
from lcnsym.show.notation.coq import coq_text

pytestmark = pytest.mark.quick

GOOD = Path(__file__).parent.parent / "corpora" / "good"


def document(name: str) -> Any:
    return json.loads((GOOD / f"{name}.json").read_text(encoding="utf-8"))


def integers(text: str, name: str) -> list[int]:
    """The integers of a definition, read back."""
    found = re.search(rf"Definition {name} : seq \w+ :=\s+(\[::.*?\])\.\n", text, re.DOTALL)
    assert found is not None
    return [int(word, 0) for word in re.findall(r"-?(?:0x[0-9a-f]+|[0-9]+)", found[1].replace("%nat", ""))]


def test_rational_coefficients_are_cleared_by_a_positive_factor() -> None:
    filter_ = [Fraction(-1, 2), Fraction(10**30, 3), Fraction(0), Fraction(-7)]
    certificate = certify_membership(Architecture((2, 2, 2)), BinaryForm(tuple(filter_)))
    text = coq_text(json.loads(certificate.text), "a claim")
    assert [Fraction(n, 6) for n in integers(text, "coefficients")] == filter_
    assert integers(text, "layer_sizes") == [2, 2, 2]


@pytest.mark.parametrize(
    ("name", "statement"),
    [
        ("member-sign-changes", "Theorem filter_member (R : rcfType) : representable"),
        ("not-member-descartes", "Theorem filter_not_member (R : rcfType) : ~ representable"),
        ("not-filling-factored", "Theorem not_filling (R : rcfType) : ~ filling R layer_sizes."),
        ("interior-sign-changes", "Theorem filter_interior (R : rcfType) : interior"),
        ("boundary-factored", "Theorem filter_boundary (R : rcfType) : on_boundary"),
    ],
)
def test_the_theorem_states_the_claim(name: str, statement: str) -> None:
    given = document(name)
    text = coq_text(given, "a claim")
    claim = given["claim"]
    assert statement in text
    assert integers(text, "coefficients") == [int(w) for w in claim.get("filter") or claim["witness"]]


@pytest.mark.parametrize(
    ("name", "statement"),
    [
        ("member-sign-changes", r"Theorem filter_of_a_network .* ->\n  exists2 net"),
        ("not-member-descartes", r"Theorem filter_of_no_network .* ->\n  ~ exists2 net"),
        ("not-filling-factored", r"Theorem filter_of_no_network .* ->\n  ~ exists2 net"),
    ],
)
def test_membership_is_stated_of_networks_too(name: str, statement: str) -> None:
    assert re.search(statement, coq_text(document(name), "a claim")) is not None


def head(architecture: Architecture, *coefficients: Fraction | int) -> str:
    certificate = certify_position(architecture, BinaryForm(tuple(map(Fraction, coefficients)))).text
    return " ".join(coq_text(json.loads(certificate), "k = (2,2): a claim").partition("*)")[0].split())


def test_the_comment_says_what_differs_from_the_claim() -> None:
    plain = head(Architecture((2, 2)), 1, 0, -1)
    assert plain.startswith("(* k = (2,2): a claim.")
    assert "strides" not in plain
    assert "are those of the filter, leading" in plain
    changed = head(Architecture((2, 2, 1), (1, 1, 3)), Fraction(1, 2), 0, -1)
    assert "filter times 2, which changes neither membership nor roots nor the position" in changed
    assert "The strides s = (1,1,3) are not in the theorems" in changed


@pytest.mark.parametrize(
    ("coefficients", "real", "pairs"),
    [((1, 0, 0, 1, 0, 0), [1, 2], [1]), ((0,) * 10 + (1, 0, 2, 0, 1), [10], [2]), ((-7,), [], [])],
)
def test_a_pattern_states_all_multiplicities(coefficients: tuple[int, ...], real: list[int], pairs: list[int]) -> None:
    text = coq_text(json.loads(certify_pattern(BinaryForm(tuple(map(Fraction, coefficients)))).text), "a claim")
    assert integers(text, "real_multiplicities") == real
    assert integers(text, "pair_multiplicities") == pairs
    assert "check_pattern certificate = true" in text


def test_a_comment_cannot_be_closed_from_within() -> None:
    text = coq_text(document("member-arithmetic"), "a claim *) Axiom false : False. (*")
    assert text.index("Axiom") < text.index("*)")


def test_the_sides_of_a_position_are_told_apart() -> None:
    inside = coq_text(document("interior-arithmetic"), "a claim")
    boundary = coq_text(document("boundary-arithmetic-zero"), "a claim")
    assert "Position layer_sizes coefficients true Arithmetic" in inside
    assert "Position layer_sizes coefficients false Arithmetic" in boundary


@pytest.mark.parametrize(
    ("name", "theorem", "nature", "value"),
    [
        ("exact-spurious-minimum", "spurious_minimum", "strict_local_minimum f net &", "0x4 / zr R 0x1"),
        ("exact-spurious-minimum-larger-stride", "spurious_minimum", "strict_local_minimum f net &", "0x2d / zr R 0x4"),
        ("exact-minimum-other-scaling", "strict_minimum", "strict_local_minimum f net]", "0x4 / zr R 0x1"),
        ("exact-maximum", "strict_maximum", "- f net", "0x0 / zr R 0x1"),
        ("exact-saddle-larger-stride", "saddle_point", "saddle f net]", "0x4 / zr R 0x1"),
        ("exact-nature-open", "critical_filters", "critical_point f net /\\ f net =", "0x10 / zr R 0x1"),
    ],
)
def test_a_critical_point_states_its_nature_and_loss(name: str, theorem: str, nature: str, value: str) -> None:
    given = document(name)
    text = coq_text(given, "a claim")
    stated = text.partition(f"Theorem {theorem} (R : rcfType)")[2].partition("Proof")[0]
    assert nature in stated
    assert f"zr R {value}" in stated
    claim = given["claim"]
    assert read_filters(text, "filters") == [list(map(Fraction, layer)) for layer in claim["layers"]]
    if "filters" in claim:
        assert read_filters(text, "others") == [list(map(Fraction, layer)) for layer in claim["filters"]]
        assert "exists2 net', architecture net' = architecture net & (f net' < f net)%R" in stated
    assert ("Theorem filling" in text) == (name == "exact-spurious-minimum")


def read_filters(text: str, name: str) -> list[list[Fraction]]:
    """The filters of a definition, read back."""
    body = text.partition(f"Definition {name} : seq coefficients :=")[2].partition(".\n")[0]
    found = re.findall(r"Coefficients (\[:: (?:\[:: \S+\];?\s*)+\])\s+(\S+?)[;\]]", body)
    numbers = [[int(n, 0) for n in re.findall(r"-?0x[0-9a-f]+", top)] for top, _ in found]
    return [[Fraction(n, int(unit, 0)) for n in line] for line, (_, unit) in zip(numbers, found, strict=True)]


def test_a_gram_matrix_is_cleared_row_by_row() -> None:
    given = document("exact-saddle-gram")
    given["claim"]["nature"] = None
    text = " ".join(coq_text(given, "a claim").split())
    rows = (
        "[:: [:: [:: 0x4]; [:: 0x0]; [:: 0x0]]; [:: [:: 0x0]; [:: 0x6]; [:: 0x0]]; [:: [:: 0x0]; [:: 0x0]; [:: 0x1]]]"
    )
    assert f"Loss (Some ({rows}, 0x2)) (Coefficients" in text


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("filling-arithmetic", "the claim filling has no counterpart"),
        ("fibre-count", "the claim fibre-count has no counterpart"),
        ("critical-minimum", "the claim critical-point has no counterpart"),
        ("pattern-factored-sqrt2", "rational filters only"),
        ("interior-sign-changes-sqrt2", "rational filters only"),
        ("strides-member", r"stride one only|evidence of the kind"),
        ("axes-member-zero", "one axis only"),
    ],
)
def test_what_has_no_counterpart_is_refused(name: str, reason: str) -> None:
    with pytest.raises(UnsupportedError, match=reason):
        coq_text(document(name), "a claim")


def test_long_numbers_are_refused() -> None:
    certificate = certify_membership(Architecture((2, 2)), BinaryForm((Fraction(10**4000), Fraction(0), Fraction(-1))))
    with pytest.raises(UnsupportedError, match="more than 4000 digits"):
        coq_text(json.loads(certificate.text), "a claim")


def test_every_position_of_a_filter_with_rational_coefficients_is_exported() -> None:
    architecture = Architecture((2, 2, 2))
    for coefficients in ((1, 0, -1, 0), (1, -2, 1, 0), (0, 0, 0, 0), (1, 0, 1, 0)):
        form = BinaryForm(tuple(map(Fraction, coefficients)))
        certificate = json.loads(certify_position(architecture, form).text)
        text = coq_text(certificate, "a claim")
        assert f"Theorem filter_{certificate['claim']['kind'].replace('-', '_')} (R : rcfType)" in text
        assert integers(text, "coefficients") == list(coefficients)
