"""Labelled facts about architectures and filters with several axes, for cards and pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from ..fibres.tensor_fibre import TensorFibre
from ..membership.several_axes import TensorVerdict
from ..network.several_axes import TensorArchitecture
from ..roots.absolute_factors import MAX_CONJUGATES
from .facts import Facts
from .numbers import count_text
from .palette import Palette


def architecture_facts(architecture: TensorArchitecture, palette: Palette) -> Facts:
    """Sizes, dimension, filling or not."""
    return [
        ("layer sizes d", ", ".join(map(shape, architecture.sizes))),
        ("end-to-end filter", shape(architecture.format)),
        ("dimension", f"{architecture.dimension} of {architecture.ambient_dimension}"),
        ("filling", palette.yes_no(architecture.is_filling)),
        ("full-dimensional", palette.yes_no(architecture.is_full_dimensional)),
        ("reduced", str(architecture.reduced)),
    ]


def verdict_facts(verdict: TensorVerdict, palette: Palette) -> Facts:
    """Membership of a filter, and why."""
    written = [str(f.form) if f.multiplicity == 1 else f"({f.form})^{f.multiplicity}" for f in verdict.factors]
    return [
        ("architecture", str(verdict.architecture)),
        ("member", palette.yes_no(verdict.is_member)),
        ("position", palette.position(str(verdict.position)) if verdict.position else "M has no interior"),
        ("factors over ℚ", "; ".join(_short(word) for word in written) or "none"),
        ("member over ℂ", palette.yes_no(verdict.is_complex_member)),
        ("reason", verdict.reason),
    ]


def fibre_facts(fibre: TensorFibre) -> Facts:
    """The factors of a filter and how many factorizations it has."""
    facts = [("architecture", str(fibre.architecture))]
    if fibre.form.is_zero:
        number = "1" if fibre.is_finite else "infinitely many"
        return [*facts, ("factorizations", number), ("reason", fibre.reason)]
    for colour, factor in enumerate(fibre.factors, start=1):
        times = f", {factor.multiplicity} times" if factor.multiplicity > 1 else ""
        written = (
            _short(str(factor.form))
            if factor.conjugates <= MAX_CONJUGATES
            else f"one of {factor.conjugates} conjugates"
        )
        facts.append((f"f{colour}", written + times))
    count = fibre.count()
    return [*facts, ("factorizations", f"{count_text(count)} up to scaling" if count else "none")]


def factorization_rows(fibre: TensorFibre, limit: int | None) -> Iterator[tuple[str, Sequence[str]]]:
    """(packing, filters of the layers) of the first factorizations of a filter that is not zero."""
    for found in islice(fibre.factorizations(), limit):
        exact = found.conjugates <= MAX_CONJUGATES
        layers = [f"({_short(str(form))})" for form in found.filters] if exact else ["products of these factors"]
        yield found.packing_text, layers


def shape(sizes: tuple[int, ...]) -> str:
    """Such as 3x2."""
    return "x".join(map(str, sizes))


def _short(text: str, limit: int = 200) -> str:
    return text if len(text) <= limit else f"{text[: limit - 2]} …"
