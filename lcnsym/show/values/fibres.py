"""Views of fibres and factorizations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from ...algebra.forms import BinaryForm
from ...algebra.precision import precisions
from ...fibres.fibre import Fibre
from ..numbers import DIGITS, count_text, decimal, root_text, short_filter, short_number
from ..palette import yes_no
from ..views import Facts, Listing, Part, View
from .membership import form_formula, short_factor
from .networks import shape

if TYPE_CHECKING:
    from ...fibres.fibre import Factorization, Layer
    from ...fibres.fibres import AnyFibre
    from ...fibres.tensor_fibre import TensorFibre

FEW_CONJUGATES = 12
"""Coefficients of at most this degree are written exactly where that is short."""

MAX_BITS = 1024
SHOWN = 30
"""Of a fibre that nobody asked to be listed, how many factorizations are shown."""

HEADERS = ("roots by layer", "filters of the layers")

Row = tuple[str, Sequence[str]]
"""A packing, and the layers' filters."""


def fibre_facts(fibre: AnyFibre) -> Facts:
    """The roots of a filter, or for several axes its factors, and how many factorizations it has."""
    if fibre.form.is_zero:
        number = "1" if fibre.is_finite else "infinitely many"
        return ("architecture", str(fibre.architecture)), ("factorizations", number), ("reason", fibre.reason)
    if not isinstance(fibre, Fibre):
        return _tensor_facts(fibre)
    count = fibre.count()
    return (
        ("architecture", str(fibre.architecture)),
        ("root pattern", str(fibre.pattern)),
        *_roots(fibre),
        ("compatible only", yes_no(fibre.compatible)),
        ("factorizations", f"{count_text(count)} up to scaling" if count else why_no_factorization(fibre)),
    )


def _roots(fibre: Fibre) -> Facts:
    """The roots by colour: those of the filter, or for larger strides those in x^S that the layers can take."""
    if fibre.architecture.is_stride_one or fibre.levels is None:
        shown = [("roots", fibre.roots)]
    else:
        shown = [(f"roots in x^{level.level.stride}", level.roots) for level in fibre.levels]
    return tuple(
        (name, ", ".join(_named(colour, root_text(root)) for colour, root in roots.items()) or "none")
        for name, roots in shown
    )


def _named(colour: int, root: str) -> str:
    """Such as p1 = 3 or q1 ≈ 0 ± 1·i."""
    name = f"p{colour}" if colour > 0 else f"q{-colour}"
    return f"{name} {root}" if root.startswith("≈") else f"{name} = {root}"


def why_no_factorization(fibre: AnyFibre) -> str:
    """What to say where no factorization is there to be shown."""
    if fibre.form.is_zero:
        return "the filter is zero, and certificates of factorizations are about others"
    return "none without double roots" if fibre.compatible else "none, the filter is not in the function space"


def factorization_rows(fibre: AnyFibre, limit: int | None) -> Iterator[Row]:
    """The first factorizations of a filter that is not zero."""
    if not isinstance(fibre, Fibre):
        yield from _tensor_rows(fibre, limit)
        return
    for found in islice(fibre.factorizations(), limit):
        yield found.packing_text, [layer_text(layer) for layer in found.layers]


def fibre_view(fibre: AnyFibre, rows: Iterable[Row] | None = None, count: int = 0) -> View:
    """Of a fibre and the rows of this many factorizations that are listed; without rows, of the first.

    Raises:
        InconclusiveError: the count is out of reach.
    """
    if rows is None:
        count = 0 if fibre.form.is_zero else fibre.count()
        rows = factorization_rows(fibre, SHOWN) if count else ()
    parts, form = listing(rows, count), fibre.form
    if isinstance(form, BinaryForm):
        title = f"Fibre over {short_filter(form)}"
        return View(title, fibre_facts(fibre), parts, write_formula=partial(form_formula, form))
    return View(f"Fibre over a filter of format {shape(form.format)}", fibre_facts(fibre), parts)


def listing(rows: Iterable[Row], count: int) -> tuple[Part, ...]:
    """The listed ones of this many factorizations, and how many are not listed."""
    if not count:
        return ()
    listed = tuple((packing, "  ".join(layers)) for packing, layers in rows)
    more = f"… and {count_text(count - len(listed))} more" if len(listed) < count else ""
    return (Listing(HEADERS, listed, more),)


def _tensor_facts(fibre: TensorFibre) -> Facts:
    from ...membership.several_axes import powers_text  # noqa: PLC0415 - only where there are several axes
    from ...roots.absolute_factors import MAX_CONJUGATES  # noqa: PLC0415 - only where there are several axes

    facts = [("architecture", str(fibre.architecture))]
    for j, level in enumerate(fibre.levels or ()):
        powers = "" if fibre.architecture.is_stride_one else f" in {powers_text(level.level)}"
        for colour, factor in enumerate(fibre.factors_at(j), start=1):
            times = f", {factor.multiplicity} times" if factor.multiplicity > 1 else ""
            is_short = factor.conjugates <= MAX_CONJUGATES
            written = short_factor(str(factor.form)) if is_short else f"one of {factor.conjugates} conjugates"
            facts.append((f"f{colour}{powers}", written + times))
    count = fibre.count()
    return (*facts, ("factorizations", f"{count_text(count)} up to scaling" if count else "none"))


def _tensor_rows(fibre: TensorFibre, limit: int | None) -> Iterator[Row]:
    from ...roots.absolute_factors import MAX_CONJUGATES  # noqa: PLC0415 - only where there are several axes

    for found in islice(fibre.factorizations(), limit):
        exact = found.conjugates <= MAX_CONJUGATES
        layers = [f"({short_factor(str(form))})" for form in found.filters] if exact else ["products of these factors"]
        yield found.packing_text, layers


def factorization_view(factorization: Factorization) -> View:
    """Of one factorization."""
    facts = tuple((f"layer {i}", layer_text(layer)) for i, layer in enumerate(factorization.layers, start=1))
    return View(f"Factorization {factorization.packing_text}", facts)


def layer_text(layer: Layer) -> str:
    """The coefficients in parentheses: exact where that is quick and short, else certified decimals."""
    if layer.conjugates <= FEW_CONJUGATES:
        return f"({', '.join(map(short_number, layer.form.coefficients))})"
    return f"({', '.join(_decimal(layer, i) for i in range(layer.chosen.degree + 1))})"


def _decimal(layer: Layer, i: int) -> str:
    """The coefficient to ten significant digits, or how small it is."""
    for bits in precisions(64, MAX_BITS):
        lo, hi = layer.enclosures(bits)[i]
        if lo == hi:
            return short_number(lo)
        if (hi - lo) * 10 ** (DIGITS + 5) < max(abs(lo), abs(hi)):
            return f"≈ {decimal((lo + hi) / 2)}"
    return f"|·| < {decimal(Fraction(1, 2**MAX_BITS), 2)}"
