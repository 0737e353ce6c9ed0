"""Certificates about critical points of the square loss, in the terms of docs/certificate-format.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from ..algebra.fields import RATIONALS
from ..algebra.forms import BinaryForm
from ..algebra.linear import inverse
from ..algebra.numbers import as_rational, in_common_field
from ..algebra.partitions import check_partition
from ..errors import BadInputError, CertificateError, InconclusiveError, UnsupportedError, require_integer, require_kind
from ..fibres.fibre import Fibre
from ..landscape.critical import Landscape
from ..landscape.ed_degrees import generic_ed_degree
from ..landscape.equations.elimination_form import elimination_form
from ..landscape.equations.quadrics import Quadric
from ..landscape.layers.exact_hessians import exact_hessian
from ..landscape.layers.exact_layers import layers_over_the_root
from ..landscape.layers.layer_boxes import holds_one_zero
from ..landscape.layers.layer_hessians import LayerFilters
from ..landscape.layers.natures import Nature
from ..landscape.layers.parameter_points import CriticalPoint, ParameterClass
from ..landscape.loss import SquareLoss, require_rational_target
from ..landscape.singular_landscape import SingularLandscape
from ..landscape.strata.short_boxes import short_boxes
from ..landscape.strata.strata import critical_functions
from ..landscape.strata.stratum import Stratum, precise
from ..network.architecture import Architecture
from ..network.convolution import compose
from ..network.networks import require_one_axis
from .claims import AllCriticalPoints, SpuriousMinimum, StratumCriticalPoints
from .claims import CriticalPoint as CriticalPointClaim
from .document import Certificate
from .exact_points import certify_exact_critical_point, certify_exact_spurious_minimum
from .produce import shown_pattern
from .values import Box, Json, Layers, Loss, Rows, encode_rows
from .values import Nature as NatureName

MAX_UNKNOWNS = 64
MAX_SIZE = 17
MAX_BOXES = 10_000
MAX_CHART = 1_000
CENTRE_BITS = 160
RADIUS_BITS = 80
MATRIX_BITS = 80
MAX_EXACT_BITS = 40_000
"""Of all numbers of layers over a field together; longer ones have boxes."""
INERTIA_BITS = 1024
PROOF_BITS = 1024
MORE_BITS = (0, 80, 240, 720)
"""Where a box is not proved, smaller ones are tried, with more bits."""
MutableRows = list[list[Fraction]]

WANTED = "certificates about critical points need"

Certifiable = Landscape | SingularLandscape


def certify_critical_point(landscape: Certifiable, parameters: ParameterClass) -> Certificate:
    """A certificate that layers are a critical point, or that one lies in a small box of filters, and what it is.

    Where layers are known that are rational, or over a field of moderate degree, the claim is "exact-critical-point",
    else "critical-point".

    Args:
        landscape: the answer that holds the point.
        parameters: one of the classes of factorizations of one of its points.

    Raises:
        InconclusiveError: no exact layers are known, and the Hessian is singular up to scaling, or nearly, so that no
            box is certified.
        UnsupportedError: more than MAX_UNKNOWNS unknowns, an irrational target, or several axes.
    """
    architecture = _certifiable(landscape)
    require_kind(parameters, ParameterClass)
    exact = _exact_layers(parameters)
    if exact is not None:
        return certify_exact_critical_point(architecture, landscape.square_loss, exact)
    found = _boxed(landscape, parameters)
    claim = CriticalPointClaim(architecture, found.loss, found.box, found.value, found.nature)
    return Certificate.of(RATIONALS, claim, found.evidence)


def certify_spurious_minimum(landscape: Certifiable, index: int | None = None) -> Certificate:
    """A certificate about the first minimum above the least loss.

    Where its layers are rational or over a field of moderate degree the claim is "exact-spurious-minimum", else
    "spurious-minimum".

    Args:
        landscape: of any strides.
        index: of the critical function, from 0; None: the first that has such a minimum.

    Raises:
        BadInputError: there is no function of this index.
        CertificateError: no spurious minimum is known, or none with this function.
        InconclusiveError, UnsupportedError: as for critical points.
    """
    architecture = _certifiable(landscape)
    better, points = _better(architecture, landscape), landscape.points
    if index is not None:
        place = require_integer(index, "the index of a function", 0, len(points) - 1)
        points = points[place : place + 1]
    for point in points:
        for parameters in point.classes:
            if better is None or parameters.nature is not Nature.MINIMUM or not better.loss < point.loss[0]:
                continue
            exact = _exact_layers(parameters)
            if exact is not None:
                return certify_exact_spurious_minimum(architecture, landscape.square_loss, exact, better.filters)
            found = _boxed(landscape, parameters, point.loss[0] - better.loss)
            if found.nature != "minimum":
                raise InconclusiveError("the Hessian at the minimum is too near to a singular one to be certified")
            claim = SpuriousMinimum(architecture, found.loss, found.box, found.value, better.filters)
            return Certificate.of(RATIONALS, claim, found.evidence)
    where = "" if index is None else f" at index {index}"
    raise CertificateError(f"no minimum with a loss above the least is known{where}, so there is none to certify")


def _exact_layers(parameters: ParameterClass) -> Layers | None:
    """Rational layers, or short ones over a field of moderate degree. None: neither is known."""
    if parameters.layers is not None or not isinstance(parameters.filters, LayerFilters):
        return parameters.layers
    found = layers_over_the_root(parameters.filters)
    if found is None:
        return None
    _, residues = in_common_field([c for layer in found for c in layer.coefficients])
    bits = sum(int(c.p).bit_length() + int(c.q).bit_length() for residue in residues for c in residue.coeffs())
    return tuple(layer.coefficients for layer in found) if bits <= MAX_EXACT_BITS else None


@dataclass(frozen=True)
class _Better:
    """Rational filters at a point of least loss or near it, and an upper bound of the least loss."""

    filters: Rows
    loss: Fraction


def _better(architecture: Architecture, landscape: Certifiable) -> _Better | None:
    """None: no point of least loss is known."""
    if isinstance(landscape, SingularLandscape):
        member = landscape.zero_loss.member
        if member is None:
            return None
        if member.is_zero:
            return _Better(tuple((Fraction(0),) * k for k in architecture.filter_sizes), Fraction(0))
        layers = next(iter(Fibre(architecture, member).factorizations())).enclosures(CENTRE_BITS)
        return _Better(tuple(tuple((lo + hi) / 2 for lo, hi in layer) for layer in layers), Fraction(0))
    least = landscape.global_minimum
    return None if least is None else _Better(_filters_of(least), least.loss[1])


def _filters_of(point: CriticalPoint) -> Rows:
    """Rational filters with an end-to-end filter at the point or near it."""
    known = next((c.layers for c in point.classes if c.layers is not None), None)
    return _rows(_centre(point.classes[0], CENTRE_BITS)[0]) if known is None else known


def certify_stratum(loss: SquareLoss, multiplicity: int) -> Certificate:
    """A certificate of the claim "stratum-critical-points": where one root of multiplicity m of a critical form can be.

    The claim holds a form whose real roots these places are, and its root pattern, hence their number.

    Args:
        loss: for filters of degree n < MAX_SIZE.
        multiplicity: m, 2 ≤ m ≤ n; the other roots are not restricted.

    Raises:
        BadInputError: m is not in its range.
        UnsupportedError: the degree is too large, or the target irrational.
        CertificateError: every point is possible, so that there is no such form.
    """
    require_rational_target(require_kind(loss, SquareLoss), WANTED)
    n = loss.degree
    if require_integer(multiplicity, "the multiplicity", 2) > n:
        raise BadInputError(f"the multiplicity is from 2 to the degree {n}, {multiplicity} was given")
    if n >= MAX_SIZE:
        raise UnsupportedError(f"such certificates are for degrees below {MAX_SIZE}, {n} was given")
    form = elimination_form(Quadric(loss.gram, loss.target), multiplicity)
    if form is None:
        raise CertificateError("every point may be the repeated root; there is no elimination form")
    pattern, evidence = shown_pattern(form)
    return Certificate.of(RATIONALS, StratumCriticalPoints(Loss.of(loss), multiplicity, form, pattern), evidence)


def certify_all_critical_points(loss: SquareLoss, partition: Sequence[int], seconds: float = 600) -> Certificate:
    """A certificate of the claim "all-critical-points": boxes with all complex critical points of a stratum.

    It rests on no data having more than gED(λ) isolated ones, and nothing else where there are so many. That is proved
    in docs/critical-points.md, and the checker takes it for granted.

    Args:
        loss: for filters of degree n < MAX_SIZE.
        partition: λ, the root multiplicities, at least two of them above 1.
        seconds: see `critical_functions`.

    Raises:
        BadInputError: λ is no partition of the degree, or has fewer repeated roots.
        InconclusiveError: not all points are known, or some are not simple, or nearly so, or on a smaller stratum.
        UnsupportedError: the degree is too large, more than MAX_BOXES points, or an irrational target.
    """
    require_rational_target(require_kind(loss, SquareLoss), WANTED)
    parts = check_partition(partition)
    if sum(part > 1 for part in parts) < 2:
        raise BadInputError(f"at least two repeated roots are required, {parts} was given")
    if loss.degree >= MAX_SIZE or generic_ed_degree(parts) > MAX_BOXES:
        raise UnsupportedError(
            f"such certificates are for degrees below {MAX_SIZE} and up to {MAX_BOXES} complex critical points; "
            f"degree {loss.degree} was given, with {generic_ed_degree(parts)} points"
        )
    return certify_complete_stratum(loss, critical_functions(loss, parts, seconds))


def certify_complete_stratum(loss: SquareLoss, stratum: Stratum) -> Certificate:
    """The certificate of `certify_all_critical_points` from a stratum that has been searched.

    Raises:
        InconclusiveError: see there.
    """
    require_rational_target(loss, WANTED)
    name = ",".join(map(str, stratum.partition))
    solutions = stratum.solutions
    if solutions is None:
        reason = f": {stratum.note}" if stratum.note else ""
        raise InconclusiveError(f"no list of all complex critical points with the multiplicities {name}{reason}")
    if max(abs(entry) for row in solutions.chart for entry in row) > MAX_CHART:
        raise InconclusiveError(
            f"the solutions for the multiplicities {name} are known in coordinates {solutions.chart}; certificates are "
            f"for entries up to {MAX_CHART}, so the data must be less badly scaled"
        )
    boxes = short_boxes(solutions.tangency, solutions.boxes)
    if boxes is None:
        reason = stratum.note or "some solutions may be multiple or on a smaller stratum"
        raise InconclusiveError(
            f"not all solutions for the multiplicities {name} are proved to be on the stratum: {reason}"
        )
    chart = tuple(entry for row in solutions.chart for entry in row)
    real = sum(box.is_real for box in boxes)
    claim = AllCriticalPoints(Loss.of(loss), stratum.partition, chart, tuple(boxes), real)
    return Certificate.of(RATIONALS, claim, {"kind": "tangency"})


@dataclass(frozen=True)
class _Boxed:
    """What the claims about the critical point in a box have in common, its nature if the evidence shows it."""

    loss: Loss
    box: Box
    value: tuple[Fraction, Fraction]
    nature: NatureName | None
    evidence: Json


def _boxed(landscape: Certifiable, parameters: ParameterClass, gap: Fraction | None = None) -> _Boxed:
    """A box around a critical point; the interval of the loss is shorter than the gap."""
    inertia = parameters.inertia or precise(parameters.filters.inertia, last=INERTIA_BITS)
    if inertia is None or inertia.zero:
        raise InconclusiveError(
            "the Hessian is singular up to scaling, or not shown to be regular; such a critical point is not certified"
        )
    for more in MORE_BITS:
        found = _box_with(landscape, parameters, gap, more)
        if found is not None:
            return found
    bits = MATRIX_BITS + MORE_BITS[-1]
    raise InconclusiveError(f"no box around the critical point is proved with {bits} bits; the loss is badly scaled")


def _box_with(landscape: Certifiable, parameters: ParameterClass, gap: Fraction | None, more: int) -> _Boxed | None:
    """The same with more bits; None: the box is not proved to hold one critical point of the nature."""
    architecture, loss = _certifiable(landscape), landscape.square_loss
    centre, size = _centre(parameters, CENTRE_BITS + 2 * more)
    sizes = [[abs(c) for c in layer] for layer in centre[1:]]
    fixed = [None, *(layer.index(max(layer)) for layer in sizes)]
    forms = [BinaryForm(layer) for layer in centre]
    composed = compose(architecture, forms)
    hessian = [
        [Fraction(entry) for entry in row if isinstance(entry, Fraction)]
        for row in exact_hessian(loss, composed, forms, fixed, architecture.stride_products)
    ]
    try:
        preconditioner = [[_short(c, MATRIX_BITS + more) for c in row] for row in inverse(hessian)]
    except ZeroDivisionError:
        raise InconclusiveError(
            "the Hessian is singular up to scaling; such a critical point is not certified"
        ) from None
    radius = size / (1 << (RADIUS_BITS + more))
    found = _congruence(hessian, MATRIX_BITS + more)
    quadric = Quadric(loss.gram, loss.target)
    proved = holds_one_zero(
        quadric,
        architecture.stride_products,
        centre,
        fixed,
        radius,
        inverse=preconditioner,
        congruence=None if found is None else found[0],
        precision=PROOF_BITS + 8 * more,
    )
    if not proved:
        return None
    value = as_rational(loss.value(composed))
    short = as_rational(quadric.squared_norm) / 10**6
    unit = _unit(short if gap is None else min(short, gap / 4))
    evidence: Json = {
        "kind": "krawczyk",
        "preconditioner": encode_rows(preconditioner),
        "congruence": None if found is None else encode_rows(found[0]),
    }
    return _Boxed(
        Loss.of(loss),
        Box(_rows(centre), radius, tuple(fixed)),
        (Fraction(floor(value * unit) - 1, unit), Fraction(ceil(value * unit) + 1, unit)),
        None if found is None else found[1],
        evidence,
    )


def _certifiable(landscape: Certifiable) -> Architecture:
    """The architecture. Raises UnsupportedError for irrational targets, several axes, and too many unknowns."""
    if not isinstance(landscape, Landscape | SingularLandscape):
        raise BadInputError(f"a Landscape is required, a {type(landscape).__name__} was given")
    require_rational_target(landscape.square_loss, WANTED)
    architecture = require_one_axis(landscape.architecture, "certificates of critical points are")
    unknowns = sum(architecture.filter_sizes) - architecture.layers + 1
    if unknowns > MAX_UNKNOWNS:
        raise UnsupportedError(f"certificates are for up to {MAX_UNKNOWNS} unknowns, {architecture} has {unknowns}")
    return architecture


def _rows(rows: MutableRows) -> Rows:
    return tuple(tuple(row) for row in rows)


def _unit(width: Fraction) -> Fraction:
    """The least power of ten u with 1/u below the width."""
    unit = Fraction(1)
    while unit * width > 10:
        unit /= 10
    while unit * width <= 1:
        unit *= 10
    return unit


def _centre(parameters: ParameterClass, wanted_bits: int) -> tuple[list[list[Fraction]], Fraction]:
    """The filters with layers of much the same size, a power of two, to this many bits after it; and this size."""
    bits = wanted_bits
    while True:
        layers = [[(lo + hi) / 2 for lo, hi in layer] for layer in parameters.filter_enclosures(bits)]
        exponents = [_exponent(max(map(abs, layer))) for layer in layers]
        if bits >= wanted_bits - min(exponents):
            break
        bits = wanted_bits - min(exponents)
    mean, rest = divmod(sum(exponents), len(layers))
    wanted = [mean + int(i < rest) for i in range(len(layers))]
    unit = Fraction(2) ** (wanted_bits - mean)
    return [
        [Fraction(round(c * Fraction(2) ** (new - old) * unit)) / unit for c in layer]
        for layer, old, new in zip(layers, exponents, wanted, strict=True)
    ], Fraction(2) ** mean


def _exponent(value: Fraction) -> int:
    """Near the base-two logarithm of a positive number; 0 for zero."""
    return abs(value.numerator).bit_length() - value.denominator.bit_length() if value else 0


def _short(value: Fraction, bits: int) -> Fraction:
    """The number to this many significant bits."""
    if not value:
        return value
    shift = bits - _exponent(value)
    scaled = value * Fraction(2) ** shift
    return Fraction(round(scaled)) / Fraction(2) ** shift


def _congruence(hessian: MutableRows, bits: int) -> tuple[MutableRows, NatureName] | None:
    """C with CᵀHC near a diagonal matrix of ±1, by elimination, and the nature; None: a pivot is zero.

    Pivots are diagonal entries; where they are zero a sum of two coordinates takes the place of one.
    """
    size = len(hessian)
    rows = [list(row) for row in hessian]
    basis: MutableRows = [[Fraction(int(i == j)) for j in range(size)] for i in range(size)]
    left, columns, signs = list(range(size)), [], []
    while left:
        pivot = max(left, key=lambda i: abs(rows[i][i]))
        if not rows[pivot][pivot]:
            pair = next(((i, j) for i in left for j in left if rows[i][j]), None)
            if pair is None:
                return None
            i, j = pair
            rows[i] = [a + b for a, b in zip(rows[i], rows[j], strict=True)]
            for row in rows:
                row[i] += row[j]
            basis[i] = [a + b for a, b in zip(basis[i], basis[j], strict=True)]
            pivot = i
        value = rows[pivot][pivot]
        left.remove(pivot)
        for i in left:
            factor = rows[i][pivot] / value
            if factor:
                rows[i] = [a - factor * b for a, b in zip(rows[i], rows[pivot], strict=True)]
                basis[i] = [a - factor * b for a, b in zip(basis[i], basis[pivot], strict=True)]
        for i in left:
            for row in (rows[k] for k in left):
                row[pivot] = Fraction(0)
            rows[pivot][i] = Fraction(0)
        # a power of two near 1/√|value|
        scale = Fraction(2) ** (-_exponent(value) // 2)
        columns.append([_short(c * scale, bits) for c in basis[pivot]])
        signs.append(value > 0)
    nature: NatureName = "minimum" if all(signs) else "saddle" if any(signs) else "maximum"
    return [[columns[j][i] for j in range(size)] for i in range(size)], nature
