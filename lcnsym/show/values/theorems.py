"""Views of theorems and of their checks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..palette import yes_no
from ..views import Card, Facts, View

if TYPE_CHECKING:
    from ...theorems.statement import Theorem, TheoremCheck


def _facts(known: Theorem) -> Facts:
    return ("statement", known.statement), ("source", known.source)


def theorem_view(known: Theorem) -> View:
    """Of one theorem."""
    return View(f"Theorem {known.name}", _facts(known))


def theorems_view(theorems: Sequence[Theorem]) -> View:
    """Of a list of theorems."""
    return View("", parts=tuple(Card(known.name, _facts(known)) for known in theorems))


def check_view(checked: TheoremCheck, known: Theorem | None = None) -> View:
    """Of the check of a theorem, with its statement if that is given."""
    facts = [
        *(_facts(known) if known else ()),
        ("checked on", str(checked.architecture)),
        ("holds", yes_no(checked.holds)),
        ("explanation", checked.explanation),
        ("certificates", str(len(checked.certificates))),
    ]
    if checked.counterexample is not None:
        facts.append(("counterexample", str(checked.counterexample)))
    return View(f"Theorem {checked.name}", tuple(facts))
