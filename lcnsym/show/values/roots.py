"""Views of root patterns and of roots."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from ..numbers import root_text, short_filter
from ..views import Table, View

if TYPE_CHECKING:
    from ...algebra.forms import BinaryForm
    from ...membership.patterns import RootPattern
    from ...roots.roots import Root

ZERO_NOTE = "the zero filter has no root pattern: every point is a root"


def pattern_view(pattern: RootPattern) -> View:
    """Of a root pattern by itself."""
    facts = (
        ("degree", str(pattern.degree)),
        ("dimension of the stratum", str(pattern.dimension)),
        ("real roots", str(pattern.real_roots)),
    )
    return View(f"Root pattern {pattern}", facts, write_formula=partial(_formula, pattern))


def roots_view(form: BinaryForm, pattern: RootPattern | None, roots: Sequence[Root]) -> View:
    """Of a filter's root pattern and roots; the pattern is None for the zero filter."""
    title = f"Filter {short_filter(form)}"
    if pattern is None:
        return View(title, (("root pattern", ZERO_NOTE),))
    facts = (
        ("root pattern", str(pattern)),
        ("degree", str(form.degree)),
        ("real roots", f"{len(pattern.real)} distinct, {pattern.real_roots} with multiplicity"),
        ("conjugate pairs", f"{len(pattern.complex)} distinct, {pattern.complex_pairs} with multiplicity"),
    )
    rows = tuple((root.kind, str(root.multiplicity), root_text(root)) for root in roots)
    return View(title, facts, (Table(("kind", "multiplicity", "root"), rows, (1,)),) if rows else ())


def _formula(pattern: RootPattern) -> str:
    from ..notation.latex import pattern_latex  # noqa: PLC0415 - when it is wanted

    return pattern_latex(pattern)
