"""Labelled facts about architectures, filters and fibres, for cards and pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from ..fibres.compatibility import PatternPackings, all_pattern_packings
from ..fibres.fibre import Fibre
from ..membership.patterns import RootPattern
from ..membership.verdict import Position, Verdict, position_of_pattern
from ..network.architecture import Architecture
from .factorizations import layer_text
from .numbers import count_text, root_text
from .palette import Palette

Facts = list[tuple[str, str]]

PATTERN_HEADERS = ("pattern", "dimension", "member", "position", "packings", "compatible", "compatible example")
PATTERN_NUMBERS = (1, 4, 5)
"""Which columns of a table of patterns hold numbers."""


def architecture_facts(architecture: Architecture, palette: Palette) -> Facts:
    """Sizes, dimension, filling or not."""
    return [
        ("layer sizes d", _sizes(architecture.sizes)),
        ("end-to-end filter size", str(architecture.filter_size)),
        ("end-to-end stride", str(architecture.stride)),
        ("degree of the forms", str(architecture.degree)),
        ("even filter sizes e", str(architecture.even_filters)),
        ("dimension", f"{architecture.dimension} of {architecture.ambient_dimension}"),
        ("filling", palette.yes_no(architecture.is_filling)),
        ("full-dimensional", palette.yes_no(architecture.is_full_dimensional)),
        ("reduced", str(architecture.reduced)),
    ]


def _sizes(sizes: tuple[int, ...]) -> str:
    shown = [str(size) for size in sizes]
    if len(shown) > 20:
        shown[10:-10] = ["…"]
    return ", ".join(shown)


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


def pattern_row(entry: Mapping[str, object], palette: Palette) -> tuple[str, ...]:
    """The row under PATTERN_HEADERS of an entry of the command `patterns`."""
    return (
        str(entry["text"]),
        str(entry["dimension"]),
        palette.yes_no(bool(entry["member"])),
        palette.position(str(entry["position"])),
        str(entry["packings"]),
        str(entry["compatible_packings"]),
        str(entry["example"] or "-"),
    )


def verdict_facts(verdict: Verdict, palette: Palette) -> Facts:
    """Membership and position of a filter, and why."""
    return [
        ("architecture", str(verdict.architecture)),
        ("member", palette.yes_no(verdict.is_member)),
        ("position", _position(verdict, palette)),
        ("root pattern", str(verdict.pattern) if verdict.pattern else "none, this is the zero filter"),
        (_requirement(verdict), str(verdict.required_real_roots)),
        ("member over ℂ", palette.yes_no(verdict.is_complex_member)),
        ("reason", verdict.reason),
    ]


def _requirement(verdict: Verdict) -> str:
    """For larger strides the real roots are those in x^S, y^S of the layers' divisors, not of the filter."""
    return "required real roots" if verdict.architecture.reduced.is_stride_one else "layers of even size"


def _position(verdict: Verdict, palette: Palette) -> str:
    if verdict.position is not None:
        return palette.position(str(verdict.position))
    return "boundary, as M has no interior" if verdict.is_member else "outside, as M is closed"


def fibre_facts(fibre: Fibre, palette: Palette) -> Facts:
    """The roots of a filter and how many factorizations it has."""
    if fibre.form.is_zero:
        number = "1" if fibre.is_finite else "infinitely many"
        return [
            ("architecture", str(fibre.architecture)),
            ("factorizations", number),
            ("reason", fibre.reason),
        ]
    count = fibre.count()
    return [
        ("architecture", str(fibre.architecture)),
        ("root pattern", str(fibre.pattern)),
        *_roots(fibre),
        ("compatible only", palette.yes_no(fibre.compatible)),
        ("factorizations", f"{count_text(count)} up to scaling" if count else why_no_factorization(fibre)),
    ]


def with_factorizations(shown: str, rows: Iterable[tuple[str, Sequence[str]]], count: int) -> str:
    """A card over one line for each of the listed factorizations, and how many more there are of this many."""
    if not count:
        return shown
    listed = [f"{packing}:  {'  '.join(layers)}" for packing, layers in rows]
    more = [f"… and {count_text(count - len(listed))} more"] if len(listed) < count else []
    return "\n".join([shown, "", *listed, *more])


def factorization_rows(fibre: Fibre, limit: int | None) -> Iterator[tuple[str, Sequence[str]]]:
    """(packing, filters of the layers) of the first factorizations of a filter that is not zero."""
    for found in islice(fibre.factorizations(), limit):
        yield found.packing_text, [layer_text(layer) for layer in found.layers]


def _roots(fibre: Fibre) -> Facts:
    """The roots by colour: those of the filter, or for larger strides those in x^S that the layers can take."""
    if fibre.architecture.is_stride_one or fibre.levels is None:
        shown = [("roots", fibre.roots)]
    else:
        shown = [(f"roots in x^{level.level.stride}", level.roots) for level in fibre.levels]
    return [
        (name, ", ".join(_named(colour, root_text(root)) for colour, root in roots.items()) or "none")
        for name, roots in shown
    ]


def why_no_factorization(fibre: Fibre) -> str:
    """What to say of an empty fibre."""
    return "none without double roots" if fibre.compatible else "none, the filter is not in the function space"


def _named(colour: int, root: str) -> str:
    """Such as p1 = 3 or q1 ≈ 0 ± 1·i."""
    name = f"p{colour}" if colour > 0 else f"q{-colour}"
    return f"{name} {root}" if root.startswith("≈") else f"{name} = {root}"
