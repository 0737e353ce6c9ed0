"""Certificates to be judged: a claim of some kind or its contrary, evidence that may prove it, and edits of both."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from lcnsym.checker.rules import RULES

from . import cases_algebraic, cases_axes, cases_critical, cases_exact, cases_lines
from .contraries import CONTRARIES, contrary
from .documents import Json, certificate, copied
from .edits_claims import CLAIM_EDITS, Edit
from .edits_critical import CRITICAL_EDITS
from .edits_evidence import EVIDENCE_EDITS
from .oracle import judge

WEIGHTS = {
    "critical-point": 0.6,
    "spurious-minimum": 0.6,
    "exact-critical-point": 0.6,
    "exact-spurious-minimum": 0.6,
    "stratum-critical-points": 0.5,
    "all-critical-points": 0.25,
    **dict.fromkeys(("filling", "full-dimensional", "not-full-dimensional", "dimension"), 0.6),
}
"""How often a kind is drawn, against 1 for the others: what costs more time or says less is drawn less."""
KEPT = 24
"""Cases about one subject, on average, before another one takes its place."""
POOL = 10
"""Subjects of one name that are kept beside each other."""
KINDS = tuple(CONTRARIES)


def proving(kind: str) -> list[str]:
    """The kinds of evidence that may prove claims of a kind."""
    return [name for name, rule in RULES.items() if kind in rule.proves]


class Cases:
    """An endless supply, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self._weights = [WEIGHTS.get(kind, 1.0) for kind in KINDS]
        self._pools: dict[str, list[Any]] = {}

    def draw(self) -> Json:
        """The next document."""
        (kind,) = self.rng.choices(KINDS, self._weights)
        while True:
            document = self._document(kind)
            if document is not None:
                return document

    def _subject(self, name: str, make: Callable[[], Any], kept: int = KEPT) -> Any:
        """One of the last ones of its name, or a new one; what is made may be None."""
        pool = self._pools.setdefault(name, [])
        if len(pool) < POOL or self.rng.random() < 1 / kept:
            made = make()
            if made is not None:
                pool.append(made)
                del pool[:-POOL]
                return made
        return self.rng.choice(pool) if pool else None

    def _document(self, kind: str) -> Json | None:
        if kind in ("critical-point", "spurious-minimum"):
            return self._critical(kind)
        if kind in ("exact-critical-point", "exact-spurious-minimum"):
            return self._exact(kind)
        if kind == "stratum-critical-points":
            made = self._subject(kind, lambda: cases_critical.stratum(self.rng), 8)
            return self._changed(made, CRITICAL_EDITS["stratum"])
        if kind == "all-critical-points":
            claim = self._subject(kind, lambda: cases_critical.boxes(self.rng), 10)
            return self._changed(claim and (claim, {"kind": "tangency"}), CRITICAL_EDITS["tangency"])
        if kind in cases_axes.KINDS and self.rng.random() < 0.3:
            return self._axes(kind)
        return self._lines(kind)

    def _changed(
        self, made: tuple[Json, Json] | None, edits: tuple[Edit, ...], field: Json | None = None
    ) -> Json | None:
        """A claim with its evidence, now and then its contrary, edited up to three times."""
        if made is None:
            return None
        claim, evidence = copied(made[0]), copied(made[1])
        if self.rng.random() < 0.15:
            claim = contrary(self.rng, claim) or claim
        document = copied(certificate(claim, evidence, field))
        self._edit(document, edits)
        return document

    def _edit(self, document: Json, edits: tuple[Edit, ...]) -> None:
        for _ in range(self.rng.choice([0, 0, 1, 1, 2, 3])):
            self.rng.choice(edits)(self.rng, document)

    def _exact(self, kind: str) -> Json | None:
        if self.rng.random() < 0.25:
            made = self._subject(f"algebraic {kind}", lambda: cases_algebraic.claim(self.rng, kind), 40)
            return self._changed(made and (made[0], cases_exact.HESSIAN), cases_algebraic.EDITS, made and made[1])
        exact = self._subject(kind, lambda: cases_exact.claim(self.rng, kind), 12)
        return self._changed(exact and (exact, cases_exact.HESSIAN), cases_exact.EDITS)

    def _critical(self, kind: str) -> Json | None:
        of = self._subject("network", lambda: cases_critical.network(self.rng), 40)
        made = self._subject(kind, lambda: cases_critical.claim(self.rng, kind, of), 6)
        if made is None:
            return None
        claim, layers = made
        return self._changed((claim, cases_critical.evidence(claim, layers)), CRITICAL_EDITS["krawczyk"])

    def _lines(self, kind: str) -> Json | None:
        rule = self.rng.choice(proving(kind))
        if rule == "multidegrees":
            return None
        strided = rule in ("classes", "divisors") or self.rng.random() < 0.15
        definite = (kind in ("not-member", "not-filling") or rule == "divisors") and self.rng.random() < 0.5
        claim, of = self._steered(
            lambda: self._subject(
                f"lines {strided} {definite}", lambda: cases_lines.subject(self.rng, strided, definite)
            ),
            lambda of: cases_lines.claim(self.rng, kind, of),
            0.2 if rule == "divisors" else 0.5,
        )
        if self.rng.random() < 0.04:
            rule = self.rng.choice(list(cases_lines.EVIDENCE))
        return self._finished(claim, rule, lambda c, r: cases_lines.evidence(self.rng, r, c, of), of.field)

    def _axes(self, kind: str) -> Json | None:
        rules = [rule for rule in proving(kind) if rule in cases_axes.RULES]
        claim, of = self._steered(
            lambda: self._subject("axes", lambda: cases_axes.subject(self.rng)),
            lambda of: cases_axes.claim(self.rng, kind, of),
        )
        rule = self.rng.choice(rules)
        return self._finished(claim, rule, lambda _, r: cases_axes.evidence(self.rng, r, of), of.field)

    def _steered(
        self, subject: Callable[[], Any], claim: Callable[[Any], Json], share: float = 0.5
    ) -> tuple[Json, Any]:
        """A claim about a subject, in a share of the cases a true one if one of a few subjects has one."""
        for _ in range(8 if self.rng.random() < share else 1):
            of = subject()
            found = claim(of)
            if judge(certificate(found, {}, of.field)) is True:
                break
        return found, of

    def _finished(self, claim: Json, rule: str, evidence: Callable[[Json, str], Json], field: Json | None) -> Json:
        """With evidence for the claim; for a contrary that made for it, or that made for what it denies."""
        claim = copied(claim)
        given = evidence(claim, rule)
        if self.rng.random() < 0.2:
            other = contrary(self.rng, claim)
            rules = [r for r in proving(other["kind"]) if r in cases_lines.EVIDENCE] if other else []
            if other is not None:
                claim = copied(other)
                if rules and not isinstance(claim.get("architecture", {"k": [0]})["k"][0], list):
                    rule = self.rng.choice(rules)
                    given = evidence(claim, rule) if self.rng.random() < 0.6 else given
        document = copied(certificate(claim, given, field))
        self._edit(
            document, (*EVIDENCE_EDITS.get(given["kind"], ()), *EVIDENCE_EDITS.get(given["kind"], ()), *CLAIM_EDITS)
        )
        return document
