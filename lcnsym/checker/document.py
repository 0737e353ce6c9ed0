"""Certificates as texts: everything is read first, so that what is malformed is found; then the evidence is checked."""

from __future__ import annotations

from .claims import read_claim
from .claims.versions import FORMAT, read_kind, read_version
from .kernel.fields import read_field
from .kernel.limits import Work
from .kernel.outcome import GIVEN_UP, GivenUp, Malformed, Rejected, Result
from .kernel.reading import fields, parse_json
from .rules import RULES

_STATED = ("format", "version", "field", "claim")


def check_text(text: str) -> Result:
    """Check the certificate in a text.

    Raises:
        Malformed: the text is no certificate of this format and of a version that is read, or exceeds a size limit.

    Examples:
        >>> from lcnsym import Architecture, certify_filling
        >>> check_text(certify_filling(Architecture((3, 2))).text).claim
        'k = (3,2) is filling: every filter is an end-to-end filter'
    """
    document = parse_json(text)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise Malformed(f'not a certificate: an object with "format": "{FORMAT}" is required')
    return _check(document, read_version(document.get("version")))


def _check(document: dict[str, object], version: int) -> Result:
    *stated, evidence_document = fields(document, (*_STATED, "evidence"), "the certificate")
    sentence, statement, reason, premise, rule = "", None, None, None, "field"
    try:
        field = read_field(document["field"], Work())
        claim = read_claim(document["claim"], field, version)
        sentence, statement = claim.sentence, dict(zip(_STATED, stated, strict=True))
        kind = read_kind("evidence", evidence_document, version)
        evidence = RULES[kind].read_for(evidence_document, claim, field)
        field.check()
        rule = kind
        evidence()
    except Rejected as error:
        reason, premise = error.of(rule), f"{rule}.{error.premise}"
    except GivenUp as error:
        reason = f"{GIVEN_UP}{error}"
    except MemoryError:
        reason = f"{GIVEN_UP}out of memory"
    return Result(reason is None, sentence, reason, statement, premise)
