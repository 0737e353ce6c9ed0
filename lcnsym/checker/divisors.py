"""Rules classes and divisors: what of a form is a form in x^T and y^T, for larger strides."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from .architectures import Architecture
from .counts import arcs, read_points
from .factored import power
from .field import Field
from .forms import Form, read_form
from .limits import MAX_DEGREE, MAX_LAYERS, MAX_PRIME_BITS, MAX_STRIDE
from .outcome import Malformed, Rejected
from .reading import fields, integer, integer_text, items
from .residues import Element, Residues, last_remainder, without_zeros
from .strides import Level, Sorts, has_real_layers, levels, required_degree

CLASSES = "rule classes"
DIVISORS = "rule divisors"


@dataclass(frozen=True)
class Classes:
    """The evidence of kind "classes"."""

    stride: int
    prime: int


def read_classes(document: object) -> Classes:
    """{kind, stride, prime}."""
    _, stride, prime = fields(document, ("kind", "stride", "prime"), "evidence")
    return Classes(integer(stride, "evidence.stride", 1, MAX_STRIDE), _read_prime(prime, "evidence.prime"))


def check_classes(evidence: Classes, architecture: Architecture, form: Form) -> None:
    """The largest divisor in x^T is too small for the layers with S_i ≥ T, so not even complex layers exist."""
    if form.is_zero():
        raise Rejected(f"{CLASSES}: the zero filter is a member")
    all_levels = levels(architecture)
    strides = [level.stride for level in all_levels]
    if evidence.stride not in strides:
        raise Rejected(f"{CLASSES}: no layer with k_i > 1 has S_i = {evidence.stride}")
    needed = required_degree(all_levels, strides.index(evidence.stride))
    ends, core = degree_bound(form, evidence.stride, evidence.prime, CLASSES)
    if ends + core >= needed:
        raise Rejected(
            f"{CLASSES}: a divisor in x^{evidence.stride} of degree {ends + core} is not excluded, "
            f"less than {needed} must be shown"
        )


@dataclass(frozen=True)
class Part:
    """A factor of a divisor with its multiplicity; without breakpoints its roots are not counted."""

    multiplicity: int
    form: Form
    breakpoints: list[Fraction] | None


@dataclass(frozen=True)
class Divisor:
    """What is given for one level: P = cofactor · D(x^T, y^T), D the product of the parts."""

    cofactor: Form
    prime: int
    parts: tuple[Part, ...]


def read_divisors(document: object, architecture: Architecture | None, field: Field) -> tuple[Divisor, ...]:
    """The evidence of kind "divisors": an object for every level, strides ascending."""
    _, level_documents = fields(document, ("kind", "levels"), "evidence")
    least, most = (0, MAX_LAYERS) if architecture is None else (len(levels(architecture)),) * 2
    return tuple(
        _read_divisor(entry, field, f"level {j}")
        for j, entry in enumerate(items(level_documents, "evidence.levels", least, most), start=1)
    )


def _read_divisor(document: object, field: Field, where: str) -> Divisor:
    cofactor, prime, factors = fields(document, ("cofactor", "prime", "factors"), where)
    read = tuple(
        _read_part(factor, field, f"factor {i} of {where}")
        for i, factor in enumerate(items(factors, f"the factors of {where}", 0, MAX_DEGREE), start=1)
    )
    if any(a.multiplicity >= b.multiplicity for a, b in pairwise(read)):
        raise Malformed(f"the multiplicities of the factors of {where} must increase strictly")
    form = read_form(cofactor, field, f"the cofactor of {where}")
    return Divisor(form, _read_prime(prime, f"the prime of {where}"), read)


def _read_part(document: object, field: Field, where: str) -> Part:
    multiplicity, form_document, breakpoints = fields(document, ("multiplicity", "form", "breakpoints"), where)
    m = integer(multiplicity, f"the multiplicity of {where}", 1, MAX_DEGREE)
    form = read_form(form_document, field, f"the form of {where}")
    if form.degree < 1:
        raise Malformed(f"the form of {where} must have degree 1 at least")
    points = None if breakpoints is None else read_points(breakpoints, f"breakpoints of {where}")
    return Part(m, form, points)


def _read_prime(document: object, where: str) -> int:
    p = integer_text(document, where)
    if not (p > 1 and p.bit_length() <= MAX_PRIME_BITS):
        raise Malformed(f"{where} must be above 1 and have {MAX_PRIME_BITS} bits at most")
    return p


def check_divisors(evidence: tuple[Divisor, ...], architecture: Architecture, form: Form, kind: str) -> None:
    """The divisors are the largest ones, and the claim follows from their degrees and from the sorts of their roots."""
    if form.is_zero():
        raise Rejected(f"{DIVISORS}: the zero filter is a member")
    all_levels = levels(architecture)
    roots = []
    complex_layers = True
    for j, (level, divisor) in enumerate(zip(all_levels, evidence, strict=True)):
        degree = _check_divisor(divisor, level, form, f"{DIVISORS}, level {j + 1}")
        roots.append(_sorts(divisor, f"{DIVISORS}, level {j + 1}"))
        complex_layers = complex_layers and degree >= required_degree(all_levels, j)
    if kind in ("member", "complex-member") and not complex_layers:
        raise Rejected(f"{DIVISORS}: the divisors' degrees are too small even for complex layers")
    if kind == "complex-member" or (kind == "not-member" and not complex_layers):
        return
    found = has_real_layers(all_levels, tuple(roots), form.field.work)
    if found is None:
        raise Rejected(f"{DIVISORS}: the roots of a level that matters are not counted, breakpoints are needed")
    if found != (kind == "member"):
        share = "can" if found else "cannot"
        raise Rejected(f"{DIVISORS}: the roots {share} be shared out among the levels")


def _check_divisor(divisor: Divisor, level: Level, form: Form, where: str) -> int:
    """P = cofactor · D(x^T, y^T), no larger D does, and P itself is the largest for T = 1. Returns the degree of D."""
    degree = sum(part.multiplicity * part.form.degree for part in divisor.parts)
    if degree * level.stride + divisor.cofactor.degree != form.degree:
        raise Rejected(f"{where}: cofactor and factors do not have the degree of the filter's form")
    product = divisor.cofactor
    for part in divisor.parts:
        product = product.times(power(part.form, part.multiplicity).in_powers(level.stride))
    if not product.equals(form):
        raise Rejected(f"{where}: cofactor and factors do not multiply to the filter's form")
    largest = sum(degree_bound(form, level.stride, divisor.prime, where)) if level.stride > 1 else form.degree
    if largest != degree:
        raise Rejected(f"{where}: a divisor of degree {largest} is not excluded, one of degree {degree} is given")
    return degree


def degree_bound(form: Form, stride: int, p: int, where: str) -> tuple[int, int]:
    """Bounds for the largest divisor in x^T of a non-zero form: its roots at 0 and infinity, and the others."""
    infinity, zero = form.order_at_infinity(), form.order_at_zero()
    core = [form.coefficient(i) for i in range(zero, form.degree + 1 - infinity)]
    work, d = form.field.work, form.field.degree
    work.divisions(d * len(core), form.bits, p.bit_length())
    size = len(core) // stride + 1
    work.steps(min(stride, len(core)) * size**2, 3000 + 300 * d * d)
    try:
        return infinity // stride + zero // stride, _common_degree(form.field, core, stride, p)
    except Rejected as error:
        raise Rejected(f"{where}: {error}") from None


def _common_degree(field: Field, core: list[list[int]], stride: int, p: int) -> int:
    """The degree of the greatest common divisor, modulo p, of the classes of exponents modulo T."""
    ring = Residues(field, p)
    residues: list[Element] = [tuple(c % p for c in coefficient) for coefficient in core]
    last = (len(core) - 1) % stride
    common = residues[last::stride]
    ring.inverse(common[-1])
    for first in range(min(stride, len(core))):
        other = without_zeros(residues[first::stride])
        if first != last and other:
            common = last_remainder(ring, other, common)
    return len(common) - 1


def _sorts(divisor: Divisor, where: str) -> Sorts | None:
    """The numbers of roots of every sort; None if some are not counted."""
    total = Sorts()
    for i, part in enumerate(divisor.parts, start=1):
        if part.breakpoints is None:
            return None
        found = _sorts_of(part.form, part.breakpoints, f"{where}, factor {i}")
        total += Sorts(*(part.multiplicity * count for count in found))
    return total


def _sorts_of(form: Form, breakpoints: list[Fraction], where: str) -> tuple[int, int, int, int]:
    if 0 not in breakpoints:
        raise Rejected(f"{where}: 0 is not among the breakpoints")
    infinity, at_points, variations = arcs(form, breakpoints)
    if max(variations) > 1:
        raise Rejected(f"{where}: the real roots are not counted exactly")
    fixed = infinity + at_points[breakpoints.index(Fraction(0))]
    # the arcs are those below the first breakpoint, between neighbours, above the last one
    positive = sum(count for b, count in zip(breakpoints, at_points, strict=True) if b > 0)
    positive += sum(count for b, count in zip(breakpoints, variations[1:], strict=True) if b >= 0)
    negative = sum(count for b, count in zip(breakpoints, at_points, strict=True) if b < 0)
    negative += sum(count for b, count in zip(breakpoints, variations, strict=False) if b <= 0)
    return positive, negative, fixed, (form.degree - positive - negative - fixed) // 2
