"""Views of architectures and of composed layers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import prod
from typing import TYPE_CHECKING

from ...algebra.multihomogeneous import TensorForm
from ...network.architecture import Architecture
from ...network.several_axes import TensorArchitecture
from ..numbers import short_filter, short_number
from ..palette import yes_no
from ..views import Facts, Lines, Part, Table, View

if TYPE_CHECKING:
    from ...algebra.numbers import Number
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
