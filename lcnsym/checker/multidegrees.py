"""Rule multidegrees: the irreducible factors of a form in several pairs of variables do not fill the layers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from .architectures import Architecture, Vector, places, read_vector
from .counts import descartes, read_points
from .factored import power
from .field import Field
from .forms import Form, constant, read_form, read_number
from .jacobian import unit_rank
from .limits import MAX_AXES, MAX_DEGREE, MAX_LAYERS, Work
from .outcome import Malformed, Rejected
from .reading import fields, integer, integer_text, items

RULE = "rule multidegrees"
_STEP = 3_000
"""What one placement of balls costs in nanoseconds, for each bin."""
_ROOM = 4_000
"""What the rooms that are left take in bits, beside those for each bin."""


@dataclass(frozen=True)
class Plane:
    """Two axes, integer values for the variables of the others, and the modulus of the proof."""

    axes: tuple[int, int]
    values: tuple[int, ...]
    prime: int


@dataclass(frozen=True)
class Factor:
    """A factor with its multiplicity: along one axis with breakpoints or none, or with planes."""

    multiplicity: int
    format: Vector
    form: Form
    planes: tuple[Plane, ...]
    breakpoints: list[Fraction] | None

    @property
    def axes(self) -> list[int]:
        """The axes along which it has a degree."""
        return [j for j, size in enumerate(self.format) if size > 1]


@dataclass(frozen=True)
class Multidegrees:
    """The evidence as read."""

    scalar: Form
    factors: tuple[Factor, ...]


def read_multidegrees(document: object, architecture: Architecture | None, field: Field) -> Multidegrees:
    """The evidence of kind "multidegrees"."""
    _, scalar, factor_documents = fields(document, ("kind", "scalar", "factors"), "evidence")
    axes = None if architecture is None or architecture.formats is None else len(architecture.formats[0])
    factors = tuple(
        _read_factor(entry, axes, field, f"factor {i}")
        for i, entry in enumerate(items(factor_documents, "evidence.factors", 0, MAX_DEGREE), start=1)
    )
    return Multidegrees(constant(field, read_number(scalar, field, "evidence.scalar")), factors)


def _read_factor(document: object, axes: int | None, field: Field, where: str) -> Factor:
    keys = ("multiplicity", "format", "form", "planes", "breakpoints")
    multiplicity, sizes, form_document, planes, breakpoints = fields(document, keys, where)
    m = integer(multiplicity, f"the multiplicity of {where}", 1, MAX_DEGREE)
    shape = read_vector(sizes, f"the format of {where}")
    if axes is not None and len(shape) != axes:
        raise Malformed(f"the format of {where} must have {axes} axes, as the filters")
    form = read_form(form_document, field, f"the form of {where}")
    if form.degree + 1 != prod(shape) or prod(shape) == 1:
        raise Malformed(f"the form of {where} must have as many entries as its format, and more than one")
    read = tuple(
        _read_plane(plane, len(shape), f"plane {i} of {where}")
        for i, plane in enumerate(items(planes, f"the planes of {where}", 0, MAX_LAYERS), start=1)
    )
    points = None if breakpoints is None else read_points(breakpoints, f"breakpoints of {where}")
    return Factor(m, shape, form, read, points)


def _read_plane(document: object, axes: int, where: str) -> Plane:
    pair, values, prime = fields(document, ("axes", "values", "prime"), where)
    a, b = (integer(j, f"an axis of {where}", 1, MAX_AXES) for j in items(pair, f"the axes of {where}", 2, 2))
    if not a < b <= axes:
        raise Malformed(f"the axes of {where} must be two different ones, ascending, of {axes}")
    read = tuple(
        integer(v, f"a value of {where}", -(10**9), 10**9) for v in items(values, f"the values of {where}", axes, axes)
    )
    p = integer_text(prime, f"the prime of {where}")
    if not 1 < p < 2**31:
        raise Malformed(f"the prime of {where} must lie between 2 and 2^31")
    return Plane((a - 1, b - 1), read, p)


def check_multidegrees(evidence: Multidegrees, architecture: Architecture, form: Form, real: bool) -> None:
    """P = scalar · Π factors, all irreducible as said, and no way to fill the layers with their multidegrees."""
    if form.is_zero():
        raise Rejected(f"{RULE}: the zero filter is a member")
    if architecture.formats is None:
        raise Rejected(f"{RULE}: it is about filters with several axes")
    _check_product(evidence, architecture, form)
    balls: Counter[Vector] = Counter()
    for i, factor in enumerate(evidence.factors, start=1):
        for size, number in _pieces(factor, real, f"{RULE}, factor {i}").items():
            balls[size] += number * factor.multiplicity
    bins = tuple(tuple(size - 1 for size in sizes) for sizes in architecture.formats)
    if _fills(sorted(balls.items(), key=lambda item: (-sum(item[0]), item)), bins, form.field.work):
        raise Rejected(f"{RULE}: the factors can be shared out among the layers")


def _check_product(evidence: Multidegrees, architecture: Architecture, form: Form) -> None:
    end = architecture.end_format
    total = [sum(f.multiplicity * (f.format[j] - 1) for f in evidence.factors) for j in range(len(end))]
    if total != [size - 1 for size in end]:
        raise Rejected(f"{RULE}, product: the factors do not have the multidegree of the filter's form")
    product = evidence.scalar
    for factor in evidence.factors:
        product = product.times(power(factor.form.spread(places(factor.format, end)), factor.multiplicity))
    if not product.equals(form):
        raise Rejected(f"{RULE}, product: the factors do not multiply to the filter's form")


def _pieces(factor: Factor, real: bool, where: str) -> dict[Vector, int]:
    """How many irreducible factors of which multidegrees it has over ℝ, or over ℂ."""
    degrees = tuple(size - 1 for size in factor.format)
    axes = factor.axes
    if len(axes) > 1:
        _check_irreducible(factor, where)
        return {degrees: 1}
    unit = tuple(int(j == axes[0]) for j in range(len(degrees)))
    if not real:
        return {unit: sum(degrees)}
    if factor.breakpoints is None:
        raise Rejected(f"{where}: it is along one axis, and its real roots are not counted")
    bounds = descartes(factor.form, factor.breakpoints)
    if bounds.lower != bounds.upper:
        raise Rejected(f"{where}: its real roots are not counted exactly")
    pairs = (sum(degrees) - bounds.lower) // 2
    return {unit: bounds.lower, tuple(2 * n for n in unit): pairs}


def _check_irreducible(factor: Factor, where: str) -> None:
    """Irreducible on planes whose axes hang together, hence irreducible over ℂ."""
    if any(any(row) for row in factor.form.rows[1:]):
        raise Rejected(f"{where}: its coefficients must be rational")
    for number, plane in enumerate(factor.planes, start=1):
        _check_plane(factor, plane, f"{where}, plane {number}")
    reached = {factor.axes[0]}
    for _ in factor.axes:
        reached |= {j for plane in factor.planes if reached & set(plane.axes) for j in plane.axes}
    if not reached >= set(factor.axes):
        raise Rejected(f"{where}: the axes of its planes do not connect all of its axes")


def _check_plane(factor: Factor, plane: Plane, where: str) -> None:
    """Ruppert's criterion, modulo p, for the form on the plane, of full degree in both variables."""
    a, b = plane.axes
    m, n = factor.format[a] - 1, factor.format[b] - 1
    if m < 1 or n < 1:
        raise Rejected(f"{where}: the form has degree 0 along one of its axes, so irreducibility is not shown")
    columns = m * (n + 1) + (m + 1) * (n - 1)
    rows = 4 * m * n
    work = factor.form.field.work
    work.steps(len(factor.form.rows[0]) * (len(factor.format) + 2), 400)
    work.steps(2 * columns * (m + 1) * (n + 1) + columns * columns * rows // 2, 130)
    work.room(columns * rows, 64)
    f = _restricted(factor, plane)
    if not (any(f[m]) and any(row[n] for row in f)):
        raise Rejected(f"{where}: the form has smaller degrees there, modulo p")
    if unit_rank(_ruppert(f, m, n, plane.prime), plane.prime) != columns:
        raise Rejected(f"{where}: Ruppert's matrix does not have full rank modulo p, so irreducibility is not shown")


def _restricted(factor: Factor, plane: Plane) -> list[list[int]]:
    """The coefficients of x_a^i x_b^j modulo p, with the values for the other x and 1 for all y."""
    a, b = plane.axes
    p, (row, *_) = plane.prime, factor.form.rows
    f = [[0] * factor.format[b] for _ in range(factor.format[a])]
    entries = list(reversed(row))
    for place, index in enumerate(_indices(factor.format)):
        exponents = [size - 1 - i for size, i in zip(factor.format, index, strict=True)]
        others = 1
        for j, exponent in enumerate(exponents):
            if j not in (a, b):
                others = others * pow(plane.values[j], exponent, p) % p
        i, k = exponents[a], exponents[b]
        f[i][k] = (f[i][k] + entries[place] * others) % p
    return f


def _indices(format_: Vector) -> list[Vector]:
    found: list[Vector] = [()]
    for size in format_:
        found = [(*index, i) for index in found for i in range(size)]
    return found


def _ruppert(f: list[list[int]], m: int, n: int, p: int) -> list[list[int]]:
    """f·∂g/∂y − g·∂f/∂y − f·∂h/∂x + h·∂f/∂x for the monomials g, of degrees ≤ (m − 1, n), and h, ≤ (m, n − 2)."""
    rows = []
    unknowns = [(1, i, j) for i in range(m) for j in range(n + 1)] + [
        (0, i, j) for i in range(m + 1) for j in range(n - 1)
    ]
    for is_g, i, j in unknowns:
        row = [0] * (4 * m * n)
        for k, line in enumerate(f):
            for q, c in enumerate(line):
                # x^i y^j against c x^k y^q
                weight = (j - q) if is_g else (k - i)
                if c and weight:
                    x, y = (i + k, j + q - 1) if is_g else (i + k - 1, j + q)
                    row[x * 2 * n + y] = (row[x * 2 * n + y] + weight * c) % p
        rows.append(row)
    return rows


def _fills(balls: list[tuple[Vector, int]], bins: tuple[Vector, ...], work: Work) -> bool:
    """Whether balls of these sizes and numbers, of the bins' total size, fill them: all rooms left, size after size."""
    rooms = {tuple(sorted(bins))}
    for size, number in balls:
        after: set[tuple[Vector, ...]] = set()
        for room in rooms:
            after |= _left(room, size, number, work)
            work.room(len(rooms) + len(after), _ROOM + 2_000 * len(bins))
        rooms = after
    return bool(rooms)


def _left(room: tuple[Vector, ...], size: Vector, number: int, work: Work) -> set[tuple[Vector, ...]]:
    """The rooms that are left when this many balls of a size are put into bins."""
    partial: set[tuple[int, tuple[Vector, ...]]] = {(number, ())}
    for space in room:
        most = min(c // v for c, v in zip(space, size, strict=True) if v)
        after: set[tuple[int, tuple[Vector, ...]]] = set()
        for left, done in partial:
            for taken in range(min(most, left) + 1):
                work.steps(1, _STEP * len(room))
                rest = tuple(c - taken * v for c, v in zip(space, size, strict=True))
                after.add((left - taken, tuple(sorted((*done, rest)))))
            work.room(len(partial) + len(after), _ROOM + 64 * len(room))
        partial = after
    return {done for left, done in partial if left == 0}
