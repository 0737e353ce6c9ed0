"""Views of certificates and of what the checker says of them, and of what is installed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..layout import one_line
from ..palette import Toned, bad, good
from ..views import Card, View

if TYPE_CHECKING:
    from ...certificates.document import Certificate


@dataclass(frozen=True)
class Checked:
    """What the checker says of one file; this package does not know the checker.

    Attributes:
        name: of the file.
        accepted: whether the checker accepts it.
        refusal: a word for what it does else.
        claim: a sentence; None: it could not be read.
        reason: why it is not accepted.
        digest: SHA-256 of the claim.
        statement: the whole claim.
    """

    name: str
    accepted: bool
    refusal: str
    claim: str | None
    reason: str | None
    digest: str | None
    statement: str | None


def certificate_view(certificate: Certificate) -> View:
    """Of a certificate that was made."""
    facts = (
        ("claim", certificate.kind),
        ("bytes", str(len(certificate.text))),
        ("to be checked by", "lcnsym.checker"),
    )
    return View("Certificate", facts)


def checked_view(answers: Iterable[Checked]) -> View:
    """Of files that were checked."""
    return View("", parts=tuple(map(_card, answers)))


def _card(answer: Checked) -> Card:
    facts: list[tuple[str, str]] = [
        ("verdict", good("accepted") if answer.accepted else bad(answer.refusal)),
        ("claim", one_line(answer.claim or "no claim could be read")),
    ]
    if answer.reason:
        facts.append(("reason", one_line(answer.reason)))
    if answer.digest:
        facts.append(("sha256", answer.digest))
    if answer.statement:
        facts.append(("statement", answer.statement))
    return Card(one_line(answer.name), tuple(facts))


def environment_view(environment: Mapping[str, object]) -> View:
    """Of the versions of what is installed, None for what is not."""
    facts: list[tuple[str, str]] = []
    for key, value in environment.items():
        entries = value if isinstance(value, dict) else {key: value}
        facts += [(name, Toned("absent", "dim") if found is None else str(found)) for name, found in entries.items()]
    return View("Environment", tuple(facts))
