"""The schema of certificates is checked in a time that grows with the document, whatever its claim."""

from __future__ import annotations

import time
from typing import Any

import jsonschema
import pytest

from lcnsym.certificates.document import schema

VALIDATOR = jsonschema.Draft202012Validator(schema())
ARCHITECTURE = {"k": [2, 2], "s": [1, 1]}
CLAIMS: dict[str, dict[str, Any]] = {
    "member": {"architecture": ARCHITECTURE},
    "pattern": {"pattern": "1|0"},
    "satisfies": {"formula": []},
    "fibre-count": {"architecture": ARCHITECTURE, "compatible": True, "count": "1"},
}


def document(kind: str, numbers: int) -> dict[str, Any]:
    """A claim about a filter with so many rationals, ten for a number."""
    filter_ = [[f"{j + 1}/7" for j in range(10)]] * (numbers // 10)
    return {
        "format": "lcnsym-certificate",
        "version": 1,
        "field": None,
        "claim": {"kind": kind, "filter": filter_, **CLAIMS[kind]},
        "evidence": {"kind": "arithmetic"},
    }


def seconds(kind: str, numbers: int) -> float:
    started = time.process_time()
    VALIDATOR.validate(document(kind, numbers))
    return time.process_time() - started


@pytest.mark.parametrize("kind", CLAIMS)
def test_the_time_is_proportional(kind: str) -> None:
    short, long = seconds(kind, 2_000), seconds(kind, 20_000)
    assert long < 20 * short + 0.1
    assert long < 2 * seconds("member", 20_000) + 0.1


@pytest.mark.quick
def test_each_kind_of_claim_and_of_evidence_has_one_definition() -> None:
    properties: Any = schema()["properties"]
    for part in ("claim", "evidence"):
        listed = properties[part]["properties"]["kind"]["enum"]
        cases = [kind for case in properties[part]["allOf"] for kind in case["if"]["properties"]["kind"]["enum"]]
        assert sorted(cases) == sorted(listed) == sorted(set(listed))
