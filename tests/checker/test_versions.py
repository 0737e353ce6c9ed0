"""Versions of the format: each is read with the kinds that it has, and others are refused in one line."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lcnsym.checker import Malformed, check_text, claims, rules
from lcnsym.checker.__main__ import main
from lcnsym.checker.claims.versions import VERSIONS, Table
from tests.corpora.good_certificates import GOOD
from tests.corpora.make_corpus import HERE
from tests.corpora.parts import text

MEMBER = GOOD["member-sign-changes"]
NOT_MEMBER = GOOD["not-member-descartes"]
NEXT = max(VERSIONS) + 1
READ = " or ".join(map(str, range(1, NEXT)))


@pytest.fixture
def two_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the claim not-member and the evidence descartes had come with version 2."""
    newer = {"claim": ("not-member",), "evidence": ("descartes",)}
    older = {part: tuple(kind for kind in VERSIONS[1][part] if kind not in new) for part, new in newer.items()}
    monkeypatch.setattr("lcnsym.checker.claims.versions.VERSIONS", {1: older, 2: newer})


def refusal(document: Any) -> str:
    with pytest.raises(Malformed) as caught:
        check_text(text(document))
    return str(caught.value)


def test_every_kind_came_with_one_version() -> None:
    for part, known in (("claim", claims.CLAIMS), ("evidence", rules.RULES)):
        kinds = [kind for new in VERSIONS.values() for kind in new[part]]
        assert sorted(kinds) == sorted(known)


def test_a_class_with_a_kind_is_known_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "CLAIMS", {})

    class Made(claims.AboutArchitecture):
        kind = "made"

    class Nameless(Made):
        """Without a kind of its own."""

    assert {"made": Made} == claims.CLAIMS
    assert Nameless.kind == "made"


def test_every_version_is_read() -> None:
    """The corpus has documents of each, and none of another."""
    found = {json.loads(path.read_text())["version"] for path in HERE.glob("good/*.json")}
    assert found == set(VERSIONS)


@pytest.mark.parametrize(
    ("version", "shown"),
    [(NEXT, str(NEXT)), (0, "0"), (-1, "-1"), ("1", "'1'"), (None, "null"), (True, "true"), ([1], "a list")],
)
def test_an_unknown_version_is_refused_in_one_line(
    version: object, shown: str, capsys: pytest.CaptureFixture[str], tmp_path: Any
) -> None:
    document = {**MEMBER, "version": version}
    assert refusal(document) == f"version {shown} is not known; this checker reads version {READ}"
    file = tmp_path / "certificate.json"
    file.write_text(text(document))
    assert main([str(file)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert f"version {shown} is not known; this checker reads version {READ}" in err


@pytest.mark.usefixtures("two_versions")
def test_a_version_has_its_own_kinds_and_all_earlier_ones() -> None:
    assert check_text(text(MEMBER)).accepted
    assert check_text(text({**MEMBER, "version": 2})).accepted
    assert check_text(text({**NOT_MEMBER, "version": 2})).accepted
    assert refusal({**MEMBER, "version": 3}) == "version 3 is not known; this checker reads version 1 or 2"


@pytest.mark.usefixtures("two_versions")
def test_kinds_of_a_later_version_are_refused() -> None:
    assert refusal(NOT_MEMBER) == "claim.kind not-member came with version 2; the certificate is of version 1"
    borrowed = {**MEMBER, "evidence": NOT_MEMBER["evidence"]}
    assert refusal(borrowed) == "evidence.kind descartes came with version 2; the certificate is of version 1"
    # an unknown kind is told the kinds of the document's version
    listed = refusal({**MEMBER, "evidence": {"kind": "other"}})
    assert "sign-changes" in listed
    assert "descartes" not in listed
    assert "descartes" in refusal({**MEMBER, "evidence": {"kind": "other"}, "version": 2})


def test_a_table_loads_what_it_is_asked_for() -> None:
    table: Table[int] = Table({"tau": "math"})
    assert (list(table), len(table)) == (["tau"], 1)
    table["tau"] = 6
    assert table["tau"] == 6
    del table["tau"]
    with pytest.raises(KeyError):
        table["tau"]
