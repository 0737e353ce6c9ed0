"""The JSON schema of certificates: claims from their classes, values and evidence from `definitions.json`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files

from .claims import CLAIMS, Claim
from .values import Json
from .versions import CURRENT, FORMAT, NEW_IN, kinds_of


def schema(version: int = CURRENT) -> Json:
    """The JSON Schema of certificates of a version of the format, and of all earlier ones.

    Raises:
        BadInputError: the version is not known.
    """
    kinds = kinds_of(version)
    earlier = [number for number in sorted(NEW_IN) if number < version]
    text = (files("lcnsym.certificates") / "definitions.json").read_text(encoding="utf-8")
    common = json.loads(text)
    groups = _grouped(CLAIMS[kind] for kind in kinds.claim)
    evidence = {_camel(kind): [kind] for kind in kinds.evidence}
    later = {_camel(kind) for kind in kinds_of(max(NEW_IN)).evidence} - set(evidence)
    shared = {name: definition for name, definition in common["$defs"].items() if name not in later}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{FORMAT.replace('-', ':')}:v{version}",
        "title": f"lcnsym certificate, version {version}",
        "description": "A claim about a linear convolutional network, with evidence. The format and why each rule is "
        "sound: docs/certificate-format.md.",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "version": {"enum": [*earlier, version]} if earlier else {"const": version},
            **common["properties"],
            "claim": _one_of({name: [claim.kind for claim in claims] for name, claims in groups.items()}),
            "evidence": _one_of(evidence),
        },
        "required": ["format", "version", "field", "claim", "evidence"],
        "additionalProperties": False,
        "allOf": [*common["allOf"], *map(_only_its_kinds, earlier)],
        "$defs": {**shared, **{name: _definition(claims) for name, claims in groups.items()}},
    }


def _only_its_kinds(version: int) -> Json:
    """That documents of a version have no kinds of a later one."""
    kinds = kinds_of(version)
    parts = {"claim": kinds.claim, "evidence": kinds.evidence}
    only = {part: {"properties": {"kind": {"enum": list(known)}}} for part, known in parts.items()}
    return {"if": {"properties": {"version": {"const": version}}}, "then": {"properties": only}}


def _grouped(claims: Iterable[type[Claim]]) -> dict[str, list[type[Claim]]]:
    """Claims with the same keys together, by the name of their definition."""
    groups: dict[str, list[type[Claim]]] = {}
    for claim in claims:
        groups.setdefault(claim.definition, []).append(claim)
    return groups


def _one_of(definitions: Mapping[str, Sequence[str]]) -> Json:
    """An object that is as the definition of its kind says; kinds by definitions."""
    cases = [
        {"if": {"properties": {"kind": {"enum": kinds}}}, "then": {"$ref": f"#/$defs/{name}"}}
        for name, kinds in definitions.items()
    ]
    kinds = [kind for group in definitions.values() for kind in group]
    return {"type": "object", "properties": {"kind": {"enum": kinds}}, "required": ["kind"], "allOf": cases}


def _definition(claims: Sequence[type[Claim]]) -> Json:
    """An object with the keys of some kinds."""
    kinds = [claim.kind for claim in claims]
    keys = {key: spelling.schema for key, spelling in claims[0].spellings().items()}
    return {
        "type": "object",
        "properties": {"kind": {"const": kinds[0]} if len(kinds) == 1 else {"enum": kinds}, **keys},
        "required": ["kind", *keys],
        "additionalProperties": False,
    }


def _camel(kind: str) -> str:
    return re.sub(r"-([a-z])", lambda match: match[1].upper(), kind)
