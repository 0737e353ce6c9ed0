"""Evidence `multidegrees`: the irreducible factors of a form in several pairs of variables do not fill the layers.

Theorem. Let P = C·Π A^m. Premises: `not-zero`, P ≠ 0; `several-axes`; `product`, the equation; for every factor along
several axes `rational`, `plane-axes`, `ruppert` and `connected`, by which it is irreducible over ℂ; for every factor
along one axis, for `not-member`, `counted`, breakpoints count its real roots; `sharing`, the irreducible factors cannot
be shared out among the layers. Conclusion: P is not an end-to-end filter over ℝ, or over ℂ.

Proof. Factors are unique, so a product of forms of the layers' multidegrees is a way to share out the irreducible
factors, of which those along one axis are linear over ℂ, and linear or quadratic over ℝ. Ruppert's criterion and the
connection of the planes' axes are proved in the format, under `multidegrees`. ∎
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import product as choices
from math import prod

from ..claims import Claim, WithFilter
from ..claims.architectures import Architecture, Vector, places, read_vector
from ..kernel.counts import Factor, read_points
from ..kernel.fields import Field
from ..kernel.forms import Form, constant, read_form, read_number
from ..kernel.limits import MAX_AXES, MAX_DEGREE, MAX_LAYERS
from ..kernel.linear import unit_rank
from ..kernel.outcome import Malformed, of_part, require
from ..kernel.reading import fields, integer, items, small_modulus
from ..kernel.sharing import REAL, Line, number_of_ways, stock_of
from . import architecture_of, enter


@dataclass(frozen=True)
class Plane:
    """Two axes, integer values for the variables of the others, and the modulus of the proof."""

    axes: tuple[int, int]
    values: tuple[int, ...]
    prime: int


@dataclass(frozen=True)
class TensorFactor(Factor):
    """A factor of a format: along one axis with breakpoints or none, or with planes."""

    format: Vector = ()
    planes: tuple[Plane, ...] = ()

    @property
    def axes(self) -> list[int]:
        """The axes along which it has a degree."""
        return [j for j, size in enumerate(self.format) if size > 1]


def read_multidegrees(document: object, claim: Claim, field: Field) -> tuple[Form, list[TensorFactor]]:
    """The scalar and the factors."""
    _, scalar, factor_documents = fields(document, ("kind", "scalar", "factors"), "evidence")
    architecture = architecture_of(claim)
    axes = None if architecture is None or architecture.formats is None else len(architecture.formats[0])
    entries = items(factor_documents, "evidence.factors", 0, MAX_DEGREE)
    factors = [_read_factor(entry, axes, field, f"factor {i}") for i, entry in enumerate(entries, start=1)]
    return constant(field, read_number(scalar, field, "evidence.scalar")), factors


def _read_factor(document: object, axes: int | None, field: Field, where: str) -> TensorFactor:
    keys = ("multiplicity", "format", "form", "planes", "breakpoints")
    multiplicity, sizes, form_document, planes, breakpoints = fields(document, keys, where)
    m = integer(multiplicity, f"the multiplicity of {where}", 1, MAX_DEGREE)
    shape = read_vector(sizes, f"the format of {where}")
    if axes is not None and len(shape) != axes:
        raise Malformed(f"the format of {where} must have {axes} axes, as the filters")
    form = read_form(form_document, field, f"the form of {where}")
    if form.degree + 1 != prod(shape) or prod(shape) == 1:
        raise Malformed(f"the form of {where} must have as many entries as its format, and more than one")
    entries = enumerate(items(planes, f"the planes of {where}", 0, MAX_LAYERS), start=1)
    read = tuple(_read_plane(plane, len(shape), f"plane {i} of {where}") for i, plane in entries)
    points = None if breakpoints is None else read_points(breakpoints, f"breakpoints of {where}")
    return TensorFactor(m, form, points, format=shape, planes=read)


def _read_plane(document: object, axes: int, where: str) -> Plane:
    pair, values, prime = fields(document, ("axes", "values", "prime"), where)
    a, b = (integer(j, f"an axis of {where}", 1, MAX_AXES) for j in items(pair, f"the axes of {where}", 2, 2))
    if not a < b <= axes:
        raise Malformed(f"the axes of {where} must be two different ones, ascending, of {axes}")
    numbers = items(values, f"the values of {where}", axes, axes)
    read = tuple(integer(v, f"a value of {where}", -(10**9), 10**9) for v in numbers)
    return Plane((a - 1, b - 1), read, small_modulus(prime, f"the prime of {where}"))


def check_multidegrees(evidence: tuple[Form, list[TensorFactor]], claim: WithFilter, field: Field) -> None:
    """The premises of the theorem."""
    scalar, factors = evidence
    require("not-zero", not claim.form.is_zero(), "the zero filter is a member")
    formats = claim.architecture.formats
    require("several-axes", formats is not None, "it is about filters with several axes")
    _check_product(scalar, factors, claim.architecture, claim.form)
    balls: Counter[Vector] = Counter()
    for i, factor in enumerate(factors, start=1):
        with of_part(f"factor {i}"):
            for size, number in _pieces(factor, claim.kind == "not-member").items():
                balls[size] += number * factor.multiplicity
    bins = stock_of((tuple(size - 1 for size in sizes), REAL) for sizes in formats or ())
    ordered = sorted(balls.items(), key=lambda item: (-sum(item[0]), item))
    ways = number_of_ways(bins, [Line(number, size, {}) for size, number in ordered], field.work)
    require("sharing", not ways, "the factors can be shared out among the layers")


def _check_product(scalar: Form, factors: list[TensorFactor], architecture: Architecture, form: Form) -> None:
    end = architecture.end_format
    total = [sum(f.multiplicity * (f.format[j] - 1) for f in factors) for j in range(len(end))]
    fits = total == [size - 1 for size in end]
    # only then no product of entries lies where that of others does
    spread = [(factor.form.spread(places(factor.format, end)), factor.multiplicity) for factor in factors if fits]
    fits = fits and form.is_product(scalar, spread)
    require("product", fits, "the factors do not multiply to the filter's form")


def _pieces(factor: TensorFactor, real: bool) -> dict[Vector, int]:
    """How many irreducible factors of which multidegrees it has over ℝ, or over ℂ."""
    degrees = tuple(size - 1 for size in factor.format)
    axes = factor.axes
    if len(axes) > 1:
        _check_irreducible(factor)
        return {degrees: 1}
    unit = tuple(int(j == axes[0]) for j in range(len(degrees)))
    if not real:
        return {unit: sum(degrees)}
    require("counted", factor.places is not None, "it is along one axis, and its real roots are not counted")
    bounds = factor.bounds
    require("counted", bounds.lower == bounds.upper, "its real roots are not counted exactly")
    return {unit: bounds.lower, tuple(2 * n for n in unit): (sum(degrees) - bounds.lower) // 2}


def _check_irreducible(factor: TensorFactor) -> None:
    """Irreducible on planes whose axes hang together, hence irreducible over ℂ."""
    require("rational", not any(any(row) for row in factor.form.rows[1:]), "its coefficients must be rational")
    for number, plane in enumerate(factor.planes, start=1):
        with of_part(f"plane {number}"):
            _check_plane(factor, plane)
    reached = {factor.axes[0]}
    for _ in factor.axes:
        reached |= {j for plane in factor.planes if reached & set(plane.axes) for j in plane.axes}
    require("connected", reached >= set(factor.axes), "the axes of its planes do not connect all of its axes")


def _check_plane(factor: TensorFactor, plane: Plane) -> None:
    """Ruppert's criterion, modulo p, for the form on the plane, which then has full degree in both variables."""
    a, b = plane.axes
    m, n = factor.format[a] - 1, factor.format[b] - 1
    require("plane-axes", m >= 1 and n >= 1, "the form has degree 0 along an axis, so irreducibility is not shown")
    columns = m * (n + 1) + (m + 1) * (n - 1)
    work = factor.form.field.work
    work.steps(len(factor.form.rows[0]) * (len(factor.format) + 2), 400)
    work.steps(2 * columns * (m + 1) * (n + 1), 130)
    work.room(columns * 4 * m * n, 64)
    found = unit_rank(_ruppert(_restricted(factor, plane), m, n, plane.prime), plane.prime, work)
    message = "Ruppert's matrix does not have full rank modulo p, so irreducibility is not shown"
    require("ruppert", found == columns, message)


def _restricted(factor: TensorFactor, plane: Plane) -> list[list[int]]:
    """The coefficients of x_a^i x_b^j modulo p, with the values for the other x and 1 for all y."""
    a, b = plane.axes
    p, f = plane.prime, [[0] * factor.format[b] for _ in range(factor.format[a])]
    # the last exponent runs fastest, and all exponents descend
    descending = choices(*(range(size - 1, -1, -1) for size in factor.format))
    for c, exponents in zip(reversed(factor.form.rows[0]), descending, strict=True):
        others = prod(pow(plane.values[j], e, p) for j, e in enumerate(exponents) if j not in plane.axes)
        i, k = exponents[a], exponents[b]
        f[i][k] = (f[i][k] + c * others) % p
    return f


def _ruppert(f: list[list[int]], m: int, n: int, p: int) -> list[list[int]]:
    """f·∂g/∂y − g·∂f/∂y − f·∂h/∂x + h·∂f/∂x for the monomials g, of degrees ≤ (m − 1, n), and h, ≤ (m, n − 2)."""
    unknowns = [(1, i, j) for i in range(m) for j in range(n + 1)]
    unknowns += [(0, i, j) for i in range(m + 1) for j in range(n - 1)]
    entries = [(k, q, c) for k, line in enumerate(f) for q, c in enumerate(line) if c]
    rows = []
    for is_g, i, j in unknowns:
        row = [0] * (4 * m * n)
        for k, q, c in entries:
            # x^i y^j against c x^k y^q
            weight = (j - q) if is_g else (k - i)
            if weight:
                place = (i + k) * 2 * n + j + q - 1 if is_g else (i + k - 1) * 2 * n + j + q
                row[place] = (row[place] + weight * c) % p
        rows.append(row)
    return rows


enter("multidegrees", ("not-member", "not-complex-member"), read_multidegrees, check_multidegrees, tensors=True)
