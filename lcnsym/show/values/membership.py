"""Views of root patterns and of verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...algebra.forms import BinaryForm
from ...algebra.multihomogeneous import TensorForm
from ...fibres.compatibility import PatternPackings, all_pattern_packings
from ...membership.patterns import RootPattern
from ...membership.positions import Position, Verdict, position_of_pattern
from ...membership.several_axes import TensorVerdict
from ...membership.stride_one import StrideOneVerdict
from ...network.architecture import Architecture
from ...roots.roots import Root
from ..notation.latex import form_latex, pattern_latex
from ..numbers import root_text, short_filter
from ..palette import position_text, yes_no
from ..views import Facts, Table, View
from .networks import shape

PATTERN_HEADERS = ("pattern", "dimension", "member", "position", "packings", "compatible", "compatible example")
PATTERN_NUMBERS = (1, 4, 5)
"""Which columns of a table of patterns hold numbers."""

ZERO_NOTE = "the zero filter has no root pattern: every point is a root"
LONGEST_FACTOR = 200


def pattern_entries(architecture: Architecture) -> Iterator[dict[str, object]]:
    """The JSON entries of the command `patterns`, in the slides' order, as they are found.

    Raises:
        UnsupportedError: a larger stride matters.
        InconclusiveError: counting exceeds its budget.
    """
    found = all_pattern_packings(architecture)
    return (_pattern_entry(architecture, pattern, packings) for pattern, packings in found)


def _pattern_entry(architecture: Architecture, pattern: RootPattern, found: PatternPackings) -> dict[str, object]:
    position = position_of_pattern(pattern, architecture.even_filters)
    entry: dict[str, object] = {**pattern.to_dict(), "dimension": pattern.dimension}
    entry |= {"member": position is not Position.OUTSIDE, "position": str(position)}
    return entry | found.to_dict()


def pattern_row(entry: Mapping[str, object]) -> tuple[str, ...]:
    """The row under PATTERN_HEADERS of an entry of the command `patterns`."""
    return (
        str(entry["text"]),
        str(entry["dimension"]),
        yes_no(bool(entry["member"])),
        position_text(str(entry["position"])),
        str(entry["packings"]),
        str(entry["compatible_packings"]),
        str(entry["example"] or "-"),
    )


def patterns_view(architecture: Architecture, entries: Sequence[Mapping[str, object]]) -> View:
    """Of entries of the command `patterns`."""
    title = f"Root patterns of {architecture}, degree {architecture.degree}, e = {architecture.even_filters}"
    return View(title, parts=(Table(PATTERN_HEADERS, tuple(map(pattern_row, entries)), PATTERN_NUMBERS),))


def pattern_view(pattern: RootPattern) -> View:
    """Of a root pattern by itself."""
    facts = (
        ("degree", str(pattern.degree)),
        ("dimension of the stratum", str(pattern.dimension)),
        ("real roots", str(pattern.real_roots)),
    )
    return View(f"Root pattern {pattern}", facts, formula=pattern_latex(pattern))


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


def verdict_facts(verdict: Verdict) -> Facts:
    """Membership and position of a filter, and why."""
    if isinstance(verdict, TensorVerdict):
        written = [str(f.form) if f.multiplicity == 1 else f"({f.form})^{f.multiplicity}" for f in verdict.factors]
        found: Facts = (("factors over ℚ", "; ".join(map(short_factor, written)) or "none"),)
    else:
        pattern = str(verdict.pattern) if verdict.pattern else "none, this is the zero filter"
        found = ("root pattern", pattern), (_requirement(verdict), str(verdict.required_real_roots))
    return (
        ("architecture", str(verdict.architecture)),
        ("member", yes_no(verdict.is_member)),
        ("position", _position(verdict)),
        *found,
        ("member over ℂ", yes_no(verdict.is_complex_member)),
        ("reason", verdict.reason),
    )


def _requirement(verdict: Verdict) -> str:
    """For larger strides the real roots are those in x^S, y^S of the layers' divisors, not of the filter."""
    return "required real roots" if isinstance(verdict, StrideOneVerdict) else "layers of even size"


def _position(verdict: Verdict) -> str:
    if verdict.position is not None:
        return position_text(str(verdict.position))
    if isinstance(verdict, TensorVerdict):
        return "M has no interior"
    return "boundary, as M has no interior" if verdict.is_member else "outside, as M is closed"


def verdict_view(verdict: Verdict) -> View:
    """Of the verdict on a filter."""
    form = verdict.form
    if isinstance(form, TensorForm):
        return View(f"Filter of format {shape(form.format)}", verdict_facts(verdict))
    return View(f"Filter {short_filter(form)}", verdict_facts(verdict), formula=form_latex(form))


def short_factor(text: str) -> str:
    """A factor, or its beginning."""
    return text if len(text) <= LONGEST_FACTOR else f"{text[: LONGEST_FACTOR - 2]} …"
