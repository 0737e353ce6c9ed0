"""Views of architectures and of composed layers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from math import prod
from typing import TYPE_CHECKING

from ...algebra.multihomogeneous import TensorForm
from ...membership.components import known_components
from ...network.architecture import Architecture
from ...network.several_axes import TensorArchitecture
from ..numbers import short_filter, short_number
from ..palette import yes_no
from ..views import Facts, Lines, Part, Table, View

if TYPE_CHECKING:
    from ...algebra.numbers import Number
    from ...membership.containment import SpaceComparison
    from ...network.networks import Filter, Network

MOST_ENTRIES = 100
LARGEST_MATRIX = 24
"""Larger matrices of a form's coefficients are lists."""


def architecture_facts(architecture: Network) -> Facts:
    """Sizes, dimension, filling or not."""
    about_all = (
        ("dimension", f"{architecture.dimension} of {architecture.ambient_dimension}"),
        ("filling", yes_no(architecture.is_filling)),
        ("full-dimensional", yes_no(architecture.is_full_dimensional)),
        *_components(architecture),
        ("reduced", str(architecture.reduced)),
    )
    if isinstance(architecture, TensorArchitecture):
        sizes = ", ".join(map(shape, architecture.sizes))
        return ("layer sizes d", sizes), ("end-to-end filter", shape(architecture.format)), *about_all
    return (
        ("layer sizes d", _sizes(architecture.sizes)),
        ("end-to-end filter size", str(architecture.filter_size)),
        ("end-to-end stride", str(architecture.stride)),
        ("degree of the forms", str(architecture.degree)),
        ("even filter sizes e", str(architecture.even_filters)),
        *about_all,
    )


def _components(architecture: Network) -> Facts:
    """How many connected components there are, where that is known."""
    found = known_components(architecture)
    if found is None:
        return ()
    return (("components", ", ".join(f"{part} {number}" for part, number in found.to_dict().items())),)


def _sizes(sizes: tuple[int, ...]) -> str:
    shown = [str(size) for size in sizes]
    if len(shown) > 20:
        shown[10:-10] = ["…"]
    return ", ".join(shown)


def architecture_view(architecture: Network) -> View:
    """Of an architecture."""
    formula = partial(_formula, architecture) if isinstance(architecture, Architecture) else None
    return View(f"Architecture {architecture}", architecture_facts(architecture), write_formula=formula)


def _formula(architecture: Architecture) -> str:
    from ..notation.latex import architecture_latex  # noqa: PLC0415 - when it is wanted

    return architecture_latex(architecture)


def composed_view(architecture: Network, composed: Filter, matrix: Sequence[Sequence[Number]] | None = None) -> View:
    """Of an end-to-end filter, and for one axis its matrix if that is given."""
    if isinstance(composed, TensorForm):
        shown = (("end-to-end filter", shape(composed.format)),)
        return View(f"Composed layers of {architecture}", shown, (_entries(composed),))
    facts = (("end-to-end filter", short_filter(composed)), ("stride", str(prod(architecture.strides))))
    parts = () if matrix is None else (_matrix([[short_number(entry) for entry in row] for row in matrix]),)
    return View(f"Composed layers of {architecture}", facts, parts)


def _entries(form: TensorForm) -> Part:
    """The entries: a table for two axes, else a list."""
    if len(form.format) == 2 and max(form.format) <= LARGEST_MATRIX:
        rows = form.nested(short_number)
        return _matrix([[str(entry) for entry in row] for row in rows if isinstance(row, list)])
    more = ", …" if len(form.coefficients) > MOST_ENTRIES else ""
    return Lines((", ".join(short_number(w) for w in form.coefficients[:MOST_ENTRIES]) + more,))


def _matrix(rows: Sequence[Sequence[str]]) -> Table:
    columns = len(rows[0]) if rows else 0
    return Table(("",) * columns, tuple(map(tuple, rows)), tuple(range(columns)))


def shape(sizes: tuple[int, ...]) -> str:
    """Such as 3x2."""
    return "x".join(map(str, sizes))


def comparison_view(found: SpaceComparison) -> View:
    """Of two function spaces."""
    told = {
        "equal": "they are equal",
        "subset": "the second holds the first",
        "superset": "the first holds the second",
        "incomparable": "neither holds the other",
    }
    first, second = (None if w is None else short_filter(w) for w in (found.in_first_only, found.in_second_only))
    facts: Facts = (
        ("relation", f"{found.relation}: {told[found.relation]}"),
        ("reason", found.reason),
        ("in the first only", first or "nothing"),
        ("in the second only", second or "nothing"),
    )
    return View(f"Function spaces of {found.first} and {found.second}", facts)


def architectures_view(rows: Sequence[Mapping[str, object]]) -> View:
    """Of a list of architectures, as their JSON."""
    table = Table(
        ("k", "s", "dimension", "filling", "class"),
        tuple(
            (
                _joined(row["k"]),
                _joined(row["s"]),
                str(row["dimension"]),
                yes_no(bool(row["filling"])),
                str(row["class"]),
            )
            for row in rows
        ),
        numbers=(2, 4),
    )
    return View("Architectures", (("number", str(len(rows))),), parts=(table,))


def _joined(numbers: object) -> str:
    return ",".join(map(str, numbers)) if isinstance(numbers, list) else ""
