"""Certificates as canonical JSON documents (docs/certificate-format.md)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from importlib.resources import files

from ..algebra.fields import RealField
from ..algebra.flintio import fractions_of
from ..algebra.forms import BinaryForm
from ..algebra.numbers import Number, residue_in, text
from ..errors import UnsupportedError
from ..network.architecture import Architecture

FORMAT = "lcnsym-certificate"
VERSION = 1

MAX_DIGITS = 200_000
MAX_BYTES = 16 * 2**20
MAX_DEGREE = 2048
MAX_FIELD_DEGREE = 64
"""What the checker reads, see docs/certificate-format.md; larger certificates are not written."""

Json = dict[str, object]


@dataclass(frozen=True)
class Certificate:
    """A claim with its evidence, as canonical JSON: keys sorted, no spaces, ASCII, a final newline.

    Equal texts are equal certificates. What a certificate proves is decided by `lcnsym.checker` alone.
    """

    text: str

    @classmethod
    def of(cls, field: RealField, claim: Json, evidence: Json) -> Certificate:
        """The certificate over a field, with numbers already encoded in that field.

        Raises:
            UnsupportedError: the document would be larger than the checker reads.
        """
        document = {
            "format": FORMAT,
            "version": VERSION,
            "field": encode_field(field),
            "claim": claim,
            "evidence": evidence,
        }
        certificate = cls.from_dict(document)
        if len(certificate.text) > MAX_BYTES:
            raise UnsupportedError(f"the certificate would have more than {MAX_BYTES} bytes, too many for its checker")
        return certificate

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
        claim = self._document.get("claim")
        return str(claim.get("kind", "")) if isinstance(claim, dict) else ""


def schema() -> Json:
    """The JSON Schema of certificates, version 1."""
    path = files("lcnsym.certificates") / "schema" / "certificate-v1.json"
    return dict(json.loads(path.read_text(encoding="utf-8")))


def check_size(degree: int, limit: int = MAX_DEGREE) -> None:
    """Refuse degrees that the checker does not read. Raises UnsupportedError."""
    if degree > limit:
        raise UnsupportedError(f"such certificates are for degrees up to {limit}, degree {degree} was asked for")


def encode_field(field: RealField) -> Json | None:
    """The field of a document: null for ℚ, else the minimal polynomial and an isolating interval of α.

    Raises:
        UnsupportedError: the field's degree is larger than the checker reads.
    """
    if field.degree == 1:
        return None
    if field.degree > MAX_FIELD_DEGREE:
        raise UnsupportedError(f"certificates are over fields of degree up to {MAX_FIELD_DEGREE}, not {field.degree}")
    lo, hi = field.isolating_interval
    return {"minpoly": [encode_rational(Fraction(c)) for c in field.minpoly], "interval": encode_rationals([lo, hi])}


def encode_number(value: Number, field: RealField) -> str | list[str]:
    """A rational as a string, another element of the document's field as its list of coordinates."""
    if isinstance(value, Fraction):
        return encode_rational(value)
    return [encode_rational(q) for q in fractions_of(residue_in(field, value), field.degree)]


def encode_rational(value: Fraction) -> str:
    """The rational as a string. Raises UnsupportedError if it has more digits than the checker reads."""
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > MAX_DIGITS * 3.32:
        raise UnsupportedError(f"certificates hold numbers of up to {MAX_DIGITS} digits; one here has more")
    return text(value)


def encode_form(form: BinaryForm, field: RealField) -> list[str | list[str]]:
    """The coefficients, w_0 first."""
    return [encode_number(w, field) for w in form.coefficients]


def encode_architecture(architecture: Architecture) -> Json:
    """{k, s}."""
    return {"k": list(architecture.filter_sizes), "s": list(architecture.strides)}


def encode_rationals(values: Sequence[Fraction]) -> list[str]:
    """Rationals as strings."""
    return [encode_rational(value) for value in values]
