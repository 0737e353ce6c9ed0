"""What a check can come to: accepted, rejected with the failing step, or malformed."""

from __future__ import annotations

from dataclasses import dataclass


class Malformed(ValueError):  # noqa: N818 - the format's own word for the outcome
    """The text is no certificate of the format; one line says what was found and what is required."""


class Rejected(Exception):  # noqa: N818 - the format's own word for the outcome
    """The evidence does not prove the claim; one line names the rule and the step."""


@dataclass(frozen=True)
class Result:
    """The outcome for a well-formed certificate.

    Attributes:
        accepted: whether the evidence proves the claim. False says nothing about the claim itself.
        claim: what is claimed, in one sentence.
        reason: None when accepted, else the rule and the step that failed.
    """

    accepted: bool
    claim: str
    reason: str | None


def shorten(text: str, limit: int = 60) -> str:
    """The text on one printable line, cut in the middle beyond `limit` characters."""
    cut = text if len(text) <= limit else text[: limit - 20] + "…" + text[-15:]
    return "".join(c if c.isprintable() else " " for c in cut)
