"""Certificates as canonical JSON documents (docs/certificate-format.md)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..algebra.fields import RealField
from ..algebra.short_repr import short_repr
from ..errors import BadInputError, UnsupportedError, shorten
from .claims import Claim, claim_class, claim_from_json
from .reading import decode_field
from .schema import schema
from .values import Json, encode_field
from .versions import FORMAT, kinds_of, version_with

__all__ = ["MAX_BYTES", "Certificate", "schema"]

MAX_BYTES = 16 * 2**20
"""What the checker reads, see docs/certificate-format.md; larger certificates are not written."""


@short_repr
@dataclass(frozen=True)
class Certificate:
    """A claim with its evidence, as canonical JSON: keys sorted, no spaces, ASCII, a final newline.

    Equal texts are equal certificates. What a certificate proves is decided by `lcnsym.checker` alone.
    """

    text: str

    @classmethod
    def of(cls, field: RealField, claim: Claim | Json, evidence: Json) -> Certificate:
        """The certificate over a field that contains all numbers, of the first version that has both kinds.

        Args:
            field: of the document.
            claim: a claim; or one that is encoded over that field already.
            evidence: encoded over that field already.

        Raises:
            BadInputError: a kind that no version of the format has.
            UnsupportedError: the document would be larger than the checker reads.
        """
        encoded = claim.to_json(field) if isinstance(claim, Claim) else claim
        document = {
            "format": FORMAT,
            "version": version_with(encoded.get("kind"), evidence.get("kind")),
            "field": encode_field(field),
            "claim": encoded,
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
        text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
        return cls(text + "\n")

    @property
    def kind(self) -> str:
        """The kind of claim, such as "member"."""
        claim = self._document.get("claim")
        return str(claim.get("kind", "")) if isinstance(claim, dict) else ""

    @property
    def claim(self) -> Claim:
        """What is claimed, as a value of the class of its kind, such as `lcnsym.certificates.claims.Member`.

        Nothing is proved by reading it.

        Raises:
            BadInputError: the text is no certificate of a known version, the claim is not one of the format, or it
                speaks of what only the checker reads, such as strides above a million.
        """
        return claim_from_json(self._known["claim"], decode_field(self._known["field"]))

    @property
    def sentence(self) -> str:
        """What is claimed, in one English sentence, as the checker says it. Raises as `claim`."""
        self.claim  # noqa: B018 - what cannot be read cannot be said
        claim: Any = self._known["claim"]
        field: Any = self._known["field"]
        return claim_class(claim).said(claim, field)

    @cached_property
    def _known(self) -> Json:
        """The document, of a version that has its kinds."""
        try:
            document = json.loads(self.text)
        except (ValueError, RecursionError):
            document = None
        if not isinstance(document, dict) or document.get("format") != FORMAT:
            raise BadInputError(f'a certificate is an object with "format": "{FORMAT}"')
        kinds = kinds_of(document.get("version", 0))
        for part, known in (("claim", kinds.claim), ("evidence", kinds.evidence)):
            of = document.get(part)
            kind = of.get("kind") if isinstance(of, dict) else None
            if kind not in known:
                told = shorten(str(kind), 40)
                raise BadInputError(f"version {document['version']} of the format has no {part} of the kind '{told}'")
        if "field" not in document:
            raise BadInputError("a certificate has a field, null for ℚ")
        return document
