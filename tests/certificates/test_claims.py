"""Claims as values: what is written is read back, said as the checker says it, and the same in every copy."""

from __future__ import annotations

import copy
import json
import pickle
from dataclasses import FrozenInstanceError, fields
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from lcnsym import Architecture, BadInputError, BinaryForm, LcnsymError, RootPattern, TensorArchitecture
from lcnsym.algebra.fields import RATIONALS
from lcnsym.certificates import claims, versions
from lcnsym.certificates import schema as json_schema
from lcnsym.certificates.document import Certificate, schema
from lcnsym.certificates.produce import certify_membership, certify_position
from lcnsym.certificates.reading import DocumentField, decode_field, decode_rational
from lcnsym.checker import check_text
from lcnsym.checker.claims import CLAIMS as CHECKED
from lcnsym.checker.claims.versions import VERSIONS
from tests.corpora.make_corpus import HERE
from tests.corpora.wrong_certificates import MALFORMED

TOO_LARGE = ("factorization-strides-behind-the-last-filter.json",)
"""Strides that the checker reads, but architectures do not have."""
GOOD = [path for path in sorted(HERE.glob("good/*.json")) if path.name not in TOO_LARGE]
TEXTS = {name: text if isinstance(text, str) else text.decode("latin-1") for name, text in MALFORMED.items()}
FORM = BinaryForm.parse("1,0,-2*sqrt(2)")
MEMBER = claims.Member(Architecture((2, 2)), FORM)


def name(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("path", GOOD, ids=name)
def test_the_corpus_is_read_written_and_said(path: Path) -> None:
    document = json.loads(path.read_text())
    certificate = Certificate.from_dict(document)
    claim, field = certificate.claim, decode_field(document["field"])
    assert type(claim) is claims.CLAIMS[document["claim"]["kind"]]
    assert certificate.sentence == check_text(path.read_text()).claim
    written = claim.to_json(field.field)
    # with a reducible polynomial there are several ways to write a number
    if field.field.degree == field.degree:
        assert written == document["claim"]
    assert claims.claim_from_json(written, DocumentField(field.field, field.field.degree)) == claim


@pytest.mark.parametrize("path", GOOD[::7], ids=name)
def test_claims_are_values(path: Path) -> None:
    claim = Certificate.from_dict(json.loads(path.read_text())).claim
    for same in (copy.deepcopy(claim), pickle.loads(pickle.dumps(claim))):  # noqa: S301 - our own values
        assert same == claim
        assert hash(same) == hash(claim)
        assert repr(same) == repr(claim)
    assert repr(claim).startswith(f"{type(claim).__name__}(")
    with pytest.raises(FrozenInstanceError):
        setattr(claim, fields(claim)[0].name, None)


def test_claims_with_the_same_fields_differ_by_their_kind() -> None:
    filling = claims.Filling(Architecture((3, 2)))
    assert filling == claims.Filling(Architecture((3, 2)))
    assert filling != claims.FullDimensional(Architecture((3, 2)))


def test_sentences_over_a_field() -> None:
    assert MEMBER.sentence(FORM.field) == (
        "the filter (1, 0, -2*a) with a the root of 1*x^2-2 in (1, 2) is an end-to-end filter of k = (2,2)"
    )
    tensors = claims.Filling(TensorArchitecture(((2, 3), (1, 1))))
    assert tensors.sentence() == "k = (2x3,1x1) is filling: every filter is an end-to-end filter"


def test_the_checker_knows_the_same_kinds_with_the_same_keys() -> None:
    assert {kind: sorted(claim.spellings()) for kind, claim in claims.CLAIMS.items()} == {
        kind: sorted(claim.keys) for kind, claim in CHECKED.items()
    }


def test_the_checker_knows_the_same_versions() -> None:
    ours = {version: (set(new.claim), set(new.evidence)) for version, new in versions.NEW_IN.items()}
    assert ours == {version: (set(new["claim"]), set(new["evidence"])) for version, new in VERSIONS.items()}
    assert set(claims.CLAIMS) == set(versions.kinds_of(versions.CURRENT).claim)


def test_the_schema_of_version_1_is_the_published_one() -> None:
    canonical = json.dumps(schema(1), sort_keys=True, separators=(",", ":"))
    assert sha256(canonical.encode()).hexdigest() == (
        "42e1f453a37f7faad76c2cdfe6fe7fd24d4e625737f1a482690cde862276e22a"
    )


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (lambda: claims.Member(Architecture((2, 2)), BinaryForm((1, 2))), "2 coefficients of the filter; .* needs 3"),
        (lambda: claims.NotFilling(Architecture((2, 2)), BinaryForm((1,))), "1 coefficients of the witness"),
        (lambda: claims.FibreCount(Architecture((2, 2)), BinaryForm((1,)), False, 1), "1 coefficients of the filter"),
        (lambda: claims.Compatible(Architecture((2, 2)), RootPattern((1,), ())), "1 roots of the pattern"),
    ],
)
def test_parts_that_do_not_fit_are_refused(claim: Any, told: str) -> None:
    with pytest.raises(BadInputError, match=told):
        claim()


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_does_worse_than_be_refused_in_one_line(name: str) -> None:
    """Reading is laxer than the checker, so that some are read."""
    certificate = Certificate(TEXTS[name])
    try:
        told = certificate.sentence
    except LcnsymError as error:
        told = str(error)
    assert len(told.splitlines()) == 1
    assert len(told) < 1000


@pytest.mark.parametrize("text", ["", "[", "[]", "null", "{}", '{"format": "another"}', "[" * 100_000])
def test_what_is_no_certificate_has_no_claim(text: str) -> None:
    with pytest.raises(BadInputError, match="a certificate is an object"):
        Certificate(text).claim  # noqa: B018 - reading it is tested


@pytest.mark.parametrize(
    "spelling", ["", "-", "+1", "01", "-0", "1/1", "2/4", "1/0", "1/-2", " 1", "1\n", "٣", "1.5", 1, None, True, ["1"]]
)
def test_rationals_have_one_spelling(spelling: object) -> None:
    with pytest.raises(BadInputError, match="lowest terms"):
        decode_rational(spelling)


def test_long_rationals_are_read() -> None:
    long = "7" * 150_000
    assert decode_rational(f"-{long}/2") == Fraction(-7 * (10**150_000 - 1) // 9, 2)


def test_numbers_over_a_reducible_polynomial_are_read_in_the_field_of_their_root() -> None:
    # (x² − 2)(x² − 3), the root √2
    field = decode_field({"minpoly": ["6", "0", "-5", "0", "1"], "interval": ["1", "3/2"]})
    assert (field.field.minpoly, field.degree) == ((-2, 0, 1), 4)
    claim = {"kind": "member", "architecture": {"k": [2], "s": [1]}, "filter": [["0", "0", "0", "1"], "1"]}
    read = claims.claim_from_json(claim, field)
    assert read == claims.Member(Architecture((2,)), BinaryForm.parse("2*sqrt(2),1"))
    # (x − 1)(x + 3): α is rational
    field = decode_field({"minpoly": ["-3", "2", "1"], "interval": ["1/2", "2"]})
    rational = claims.claim_from_json({**claim, "filter": [["2", "5"], "1"]}, field)
    assert rational == claims.Member(Architecture((2,)), BinaryForm((7, 1)))


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ({"minpoly": ["-2", "0", "1"], "interval": ["-2", "2"]}, "it holds 2"),
        ({"minpoly": ["-2", "0", "1"], "interval": ["2", "3"]}, "it holds 0"),
        ({"minpoly": ["-4", "0", "1"], "interval": ["2", "3"]}, "no root at the interval's ends"),
        ({"minpoly": ["-2", "1"], "interval": ["1", "3"]}, "degree from 2"),
        ({"minpoly": ["-2", "0", "1"], "interval": ["1"]}, "two rationals"),
        ({"minpoly": ["-2", "0", "1"]}, "minpoly, interval"),
        ([], "minpoly, interval"),
    ],
)
def test_bad_fields_are_refused(field: object, told: str) -> None:
    with pytest.raises(BadInputError, match=told):
        decode_field(field)


def test_claims_may_be_encoded_before() -> None:
    claim = claims.Filling(Architecture((3, 2)))
    assert Certificate.of(RATIONALS, claim.to_json(), {"kind": "arithmetic"}) == Certificate.of(
        RATIONALS, claim, {"kind": "arithmetic"}
    )


# versions


@pytest.fixture
def two_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the claim not-member and the evidence descartes had come with version 2."""
    first = versions.NEW_IN[1]
    older = versions.Kinds(
        tuple(kind for kind in first.claim if kind != "not-member"),
        tuple(kind for kind in first.evidence if kind != "descartes"),
    )
    later = {1: older, 2: versions.Kinds(("not-member",), ("descartes",))}
    for module in (versions, json_schema):
        monkeypatch.setattr(module, "NEW_IN", later)


@pytest.mark.usefixtures("two_versions")
def test_a_certificate_is_of_the_first_version_that_has_its_kinds() -> None:
    k = Architecture((2, 2))
    assert certify_position(k, BinaryForm((1, 0, -1))).to_dict()["version"] == 1
    newer = certify_membership(k, BinaryForm((1, 0, 1)))
    assert (newer.kind, newer.to_dict()["version"]) == ("not-member", 2)
    assert newer.claim == claims.NotMember(k, BinaryForm((1, 0, 1)))
    older = Certificate.from_dict({**newer.to_dict(), "version": 1})
    with pytest.raises(BadInputError, match="version 1 of the format has no claim of the kind 'not-member'"):
        older.claim  # noqa: B018 - reading it is tested


@pytest.mark.usefixtures("two_versions")
def test_evidence_of_a_later_version_is_refused() -> None:
    member = certify_membership(Architecture((2, 2)), BinaryForm((1, 0, -1))).to_dict()
    document = {**member, "evidence": {"kind": "descartes", "breakpoints": ["0"]}}
    with pytest.raises(BadInputError, match="version 1 of the format has no evidence of the kind 'descartes'"):
        Certificate.from_dict(document).claim  # noqa: B018 - reading it is tested
    assert Certificate.from_dict({**document, "version": 2}).kind == "member"


@pytest.mark.usefixtures("two_versions")
def test_a_schema_is_for_its_version_and_all_earlier_ones() -> None:
    k = Architecture((2, 2))
    older, newer = (certify_membership(k, BinaryForm((1, 0, w))).to_dict() for w in (-1, 1))
    valid = [jsonschema.Draft202012Validator(schema(version)).is_valid for version in (1, 2)]
    assert [is_valid(older) for is_valid in valid] == [True, True]
    assert [is_valid(newer) for is_valid in valid] == [False, True]
    assert not valid[1]({**newer, "version": 1})
    assert not valid[1]({**older, "version": 1, "evidence": newer["evidence"]})
    assert valid[1]({**older, "version": 2, "evidence": newer["evidence"]})
    assert not valid[1]({**older, "version": 3})


@pytest.mark.usefixtures("two_versions")
def test_every_version_has_its_schema() -> None:
    kinds: Any = [schema(version)["properties"] for version in (1, 2)]
    first, second = (
        {part: set(of[part]["properties"]["kind"]["enum"]) for part in ("claim", "evidence")} for of in kinds
    )
    assert (second["claim"] - first["claim"], second["evidence"] - first["evidence"]) == ({"not-member"}, {"descartes"})
    assert [of["version"] for of in kinds] == [{"const": 1}, {"enum": [1, 2]}]
    assert schema(2)["$id"] == "urn:lcnsym:certificate:v2"
    assert [("descartes" in of, "signChanges" in of) for of in (schema(1)["$defs"], schema(2)["$defs"])] == [
        (False, True),
        (True, True),
    ]


@pytest.mark.parametrize("version", [0, versions.CURRENT + 1, -1, True, "1", None, [1], 10**30])
def test_an_unknown_version_is_refused_in_one_line(version: object) -> None:
    document = certify_membership(Architecture((2, 2)), BinaryForm((1, 0, 1))).to_dict()
    with pytest.raises(BadInputError) as caught:
        Certificate.from_dict({**document, "version": version}).claim  # noqa: B018 - reading it is tested
    assert str(caught.value).startswith("version ")
    read = " or ".join(map(str, range(1, versions.CURRENT + 1)))
    assert str(caught.value).endswith(f" of the format of certificates is not known; this lcnsym reads version {read}")
    assert len(str(caught.value).splitlines()) == 1


def test_kinds_that_no_version_has_are_not_written() -> None:
    for claim, evidence in (
        ({"kind": "other"}, {"kind": "arithmetic"}),
        ({"kind": "filling"}, {"kind": "other"}),
        ({}, {}),
    ):
        with pytest.raises(BadInputError, match="no version of the format"):
            Certificate.of(RATIONALS, dict(claim), dict(evidence))
