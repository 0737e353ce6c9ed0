"""Rules: which evidence may prove which claim, and what it must show. A file of this folder has those of one kind.

A file begins with the theorem behind its rules: premises, conclusion, and a proof or where it is. Every premise is one
call of `require` with the premise's name, which is also in the tables of docs/certificate-format.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..claims import Claim, WithArchitecture
from ..claims.architectures import Architecture
from ..claims.versions import VERSIONS, Table
from ..kernel.fields import Field
from ..kernel.limits import MAX_LAYERS
from ..kernel.outcome import require
from ..kernel.reading import fields


@dataclass(frozen=True)
class Rule:
    """What one kind of evidence proves, and how.

    Attributes:
        kind: of the evidence.
        proves: the kinds of claims that it may prove.
        read: reads the evidence for a claim of any kind, raising Malformed.
        check: raises Rejected if the evidence as read does not prove a claim of these kinds.
        any_stride: whether it is about larger strides too.
        tensors: whether it is about filters with several axes too.
    """

    kind: str
    proves: tuple[str, ...]
    read: Callable[[object, Claim, Field], Any]
    check: Callable[[Any, Any, Field], None]
    any_stride: bool = False
    tensors: bool = False

    def read_for(self, document: object, claim: Claim, field: Field) -> Callable[[], None]:
        """Read the evidence, raising Malformed; what is returned checks it, raising Rejected."""
        evidence = self.read(document, claim, field)

        def check() -> None:
            require("claim", claim.kind in self.proves, f"it proves {', '.join(self.proves)}, not {claim.kind}")
            architecture = architecture_of(claim)
            if architecture is not None and architecture.formats is not None:
                require("one-axis", self.tensors, "it is about filters with one axis")
            elif architecture is not None and not architecture.is_stride_one:
                require("stride-one", self.any_stride, "it is about architectures of stride one")
            self.check(evidence, claim, field)

        return check


_FILES = {
    **dict.fromkeys(("sign-changes", "descartes", "factored"), "real_roots"),
    "classes": "divisors",
    **{kind: f"critical.{kind}" for kind in ("krawczyk", "hessian", "tangency")},
}
RULES: Table[Rule] = Table(
    {kind: f"{__name__}.{_FILES.get(kind, kind)}" for new in VERSIONS.values() for kind in new["evidence"]}
)
"""The rules by their kinds of evidence, each loaded when it is asked for."""


def enter(kind: str, *parts: Any, **scope: Any) -> None:
    """Put a rule into the table, as the last lines of its file do: kind, proves, read, check and the scope."""
    RULES[kind] = Rule(kind, *parts, **scope)


def architecture_of(claim: Claim) -> Architecture | None:
    """What the claim speaks of; None: not of an architecture."""
    return claim.architecture if isinstance(claim, WithArchitecture) else None


def no_further_keys(document: object, _claim: Claim, _field: Field) -> None:
    """Evidence that is nothing but its kind."""
    fields(document, ("kind",), "evidence")


def number_of_layers(claim: Claim) -> tuple[int, int]:
    """How many layers evidence may speak of, at least and at most; any number where the claim has no architecture."""
    architecture = architecture_of(claim)
    return (1, MAX_LAYERS) if architecture is None else (len(architecture.sizes),) * 2
