"""What a check can come to: accepted, rejected with the failing step, given up, or malformed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256

GIVEN_UP = "given up: "
"""How the reason begins where the check was not finished."""


class Malformed(ValueError):  # noqa: N818 - the format's own word for the outcome
    """The text is no certificate of the format; one line says what was found and what is required."""


class Rejected(Exception):  # noqa: N818 - the format's own word for the outcome
    """The evidence does not prove the claim.

    Attributes:
        premise: the name of the premise that is not shown, as in the tables of docs/certificate-format.md.
        where: the part of the evidence that it is about; empty: all of it.
    """

    def __init__(self, premise: str, message: str) -> None:
        super().__init__(message)
        self.premise, self.where = premise, ""

    def of(self, rule: str) -> str:
        """The reason in one line, with the rule that has the premise."""
        return f"rule {rule}{self.where}: {self}"


def require(premise: str, holds: bool, message: str) -> None:
    """A premise of a rule, by its name. Raises Rejected where it does not hold."""
    if not holds:
        refuse(premise, message)


def refuse(premise: str, message: str) -> None:
    """Raises Rejected."""
    raise Rejected(premise, message)


@contextmanager
def of_part(name: str) -> Iterator[None]:
    """What is rejected in the block is about this part of the evidence."""
    try:
        yield
    except Rejected as error:
        error.where = f", {name}{error.where}"
        raise


class GivenUp(Exception):  # noqa: N818 - the format's own word for the outcome
    """The check would take more work or memory than is allowed; one line says which."""


@dataclass(frozen=True)
class Result:
    """The outcome for a well-formed certificate.

    Attributes:
        accepted: whether the evidence proves the claim. False says nothing about the claim itself.
        claim: what is claimed, in one sentence; empty if the check was given up before.
        reason: None when accepted, else the rule and the step that failed, or why the check was given up.
        statement: format, version, field and claim as in the document; None if the claim is not known.
        premise: the rule and the name of its premise that is not shown, as in `factored.product`; None: accepted, or
            given up.

    Examples:
        >>> from lcnsym import Architecture, certify_filling, checker
        >>> result = checker.check_text(certify_filling(Architecture((3, 2))).text)
        >>> result.accepted, result.reason, result.is_given_up
        (True, None, False)
    """

    accepted: bool
    claim: str
    reason: str | None
    statement: Mapping[str, object] | None = field(default=None, repr=False, compare=False)
    premise: str | None = field(default=None, repr=False, compare=False)

    @property
    def is_given_up(self) -> bool:
        """Whether the check was not finished."""
        return self.reason is not None and self.reason.startswith(GIVEN_UP)

    @property
    def canonical(self) -> str | None:
        """The statement as canonical JSON: keys sorted, no spaces."""
        if self.statement is None:
            return None
        return json.dumps(self.statement, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    @property
    def digest(self) -> str | None:
        """The SHA-256 of the statement's canonical JSON in UTF-8."""
        return None if self.canonical is None else sha256(self.canonical.encode()).hexdigest()


def shorten(text: str, limit: int = 60) -> str:
    """The text on one printable line, cut in the middle beyond `limit` characters."""
    cut = text if len(text) <= limit else text[: limit - 20] + "…" + text[-15:]
    return "".join(c if c.isprintable() else " " for c in cut)
