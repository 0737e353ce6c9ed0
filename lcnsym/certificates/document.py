"""Certificates as canonical JSON documents (docs/certificate-format.md)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from importlib.resources import files

from ..exact.fields import RealField
from ..exact.flintio import fractions_of
from ..exact.forms import BinaryForm
from ..exact.numbers import Number, residue_in, text
from ..network.architecture import Architecture

FORMAT = "lcnsym-certificate"
VERSION = 1

Json = dict[str, object]


@dataclass(frozen=True)
class Certificate:
    """A claim with its evidence, as canonical JSON: keys sorted, no spaces, ASCII, a final newline.

    Equal texts are equal certificates. What a certificate proves is decided by `lcnsym.checker` alone.
    """

    text: str

    @classmethod
    def of(cls, field: RealField, claim: Json, evidence: Json) -> Certificate:
        """The certificate over a field, with numbers already encoded in that field."""
        document = {
            "format": FORMAT,
            "version": VERSION,
            "field": encode_field(field),
            "claim": claim,
            "evidence": evidence,
        }
        return cls(json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=True) + "\n")

    @cached_property
    def _document(self) -> Json:
        document = json.loads(self.text)
        if not isinstance(document, dict):
            raise ValueError("a certificate is a JSON object")
        return document

    def to_dict(self) -> Json:
        """The document as nested dicts and lists."""
        return dict(json.loads(self.text))

    @classmethod
    def from_dict(cls, document: Json) -> Certificate:
        """The certificate with this document, in canonical form."""
        return cls(json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=True) + "\n")

    @property
    def kind(self) -> str:
        """The kind of claim, such as "member"."""
        claim = self._document["claim"]
        return str(claim["kind"]) if isinstance(claim, dict) else ""


def schema() -> Json:
    """The JSON Schema of certificates, version 1."""
    path = files("lcnsym.certificates") / "schema" / "certificate-v1.json"
    return dict(json.loads(path.read_text(encoding="utf-8")))


def encode_field(field: RealField) -> Json | None:
    """The field of a document: null for ℚ, else the minimal polynomial and an isolating interval of α."""
    if field.degree == 1:
        return None
    lo, hi = field.isolating_interval()
    return {"minpoly": [text(c) for c in field.minpoly], "interval": [text(lo), text(hi)]}


def encode_number(value: Number, field: RealField) -> str | list[str]:
    """A rational as a string, another element of the document's field as its list of coordinates."""
    if isinstance(value, Fraction):
        return text(value)
    return [text(q) for q in fractions_of(residue_in(field, value), field.degree)]


def encode_form(form: BinaryForm, field: RealField) -> list[str | list[str]]:
    """The coefficients, w_0 first."""
    return [encode_number(w, field) for w in form.coefficients]


def encode_architecture(architecture: Architecture) -> Json:
    """{k, s}."""
    return {"k": list(architecture.filter_sizes), "s": list(architecture.strides)}


def encode_rationals(values: Sequence[Number]) -> list[str]:
    """Rationals as strings."""
    return [text(value) for value in values]
