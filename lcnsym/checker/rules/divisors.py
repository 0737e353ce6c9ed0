"""Evidence `divisors`, and its case of one level, `classes`: what of a form is a form in x^T and y^T.

Theorem. The layers with k_i > 1 that have the same S_i = T_j are level j; the levels from j on together make a form of
degree b_j in x^{T_j} that divides P. Premises of both rules: `not-zero`, P ≠ 0; `unit`, the leading coefficients that
Euclid's algorithm divides by are units modulo p, which bounds the degree of the largest D with D(x^T, y^T) | P.

- `classes`. Premises: `level`, T = T_j for some j; `bound`, the bound is below b_j. Conclusion: P is not the end-to-end
  filter even of complex filters.
- `divisors`. Premises: `product`, P = C·D(x^T, y^T) with D = Π A_m^m at every level; `largest`, the degree of D is the
  bound, and that of P for T = 1. Conclusions: with `degrees`, deg D ≥ b_j for all j, P is a complex member. With
  `zero` and `counted`, the breakpoints hold 0 and count the roots of D of every sort; `roots`, they are given at all
  levels that matter; `sharing`, the roots can, or cannot, be shared out among the levels: P is a member with `degrees`,
  or is none.

Proof. docs/larger-strides.md, Theorems 1 to 4; the bound is proved in the format, under `classes`. ∎
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from operator import add, sub
from typing import NamedTuple

from ..claims import Claim, WithFilter
from ..claims.architectures import Architecture
from ..kernel.counts import Factor, arcs, read_factors
from ..kernel.fields import Field
from ..kernel.forms import Form, read_form
from ..kernel.limits import MAX_LAYERS, MAX_STRIDE, Work
from ..kernel.outcome import of_part, require
from ..kernel.reading import fields, integer, items, modulus
from ..kernel.residues import euclid_for
from ..kernel.sharing import PAIR, Line, served, stock_of
from . import architecture_of, enter

KINDS = (3, 4, 5, PAIR)
"""Of the sorts of roots in a stock, from which the levels take."""


class Level(NamedTuple):
    """The layers with k_i > 1 that share S_i = stride: their forms make one of this degree in x^stride."""

    stride: int
    degree: int
    even: int


class Sorts(NamedTuple):
    """Numbers of roots with multiplicity: positive, negative, at 0 and infinity, and conjugate pairs."""

    positive: int = 0
    negative: int = 0
    fixed: int = 0
    pairs: int = 0

    def powers(self, r: int) -> Sorts:
        """The roots x with x^r among these."""
        real, positive = self.positive + self.negative, self.positive
        negative = self.negative if r % 2 else self.positive
        return Sorts(positive, negative, r * self.fixed, r * self.pairs + (r * real - positive - negative) // 2)


@dataclass(frozen=True)
class Divisor:
    """What is given for one level: P = cofactor · D(x^T, y^T), D the product of the parts."""

    cofactor: Form
    prime: int
    parts: tuple[Factor, ...]


def levels(architecture: Architecture) -> tuple[Level, ...]:
    """The levels, strides ascending."""
    pairs = [(S, k) for S, k in zip(architecture.stride_products, architecture.sizes, strict=True) if k > 1]
    sizes = {T: [k for S, k in pairs if S == T] for T, _ in pairs}
    return tuple(Level(T, sum(k - 1 for k in of), sum(k % 2 == 0 for k in of)) for T, of in sizes.items())


def required_degree(all_levels: tuple[Level, ...], j: int) -> int:
    """b_j: what the levels from the one at j on take together, as a degree in x^stride of that level."""
    return sum(level.degree * level.stride for level in all_levels[j:]) // all_levels[j].stride


def read_classes(document: object, _claim: Claim, _field: Field) -> tuple[int, int]:
    """Stride and prime."""
    _, stride, prime = fields(document, ("kind", "stride", "prime"), "evidence")
    return integer(stride, "evidence.stride", 1, MAX_STRIDE), modulus(prime, "evidence.prime")


def read_divisors(document: object, claim: Claim, field: Field) -> list[Divisor]:
    """An object for every level, strides ascending."""
    _, level_documents = fields(document, ("kind", "levels"), "evidence")
    architecture = architecture_of(claim)
    least, most = (0, MAX_LAYERS) if architecture is None else (len(levels(architecture)),) * 2
    entries = items(level_documents, "evidence.levels", least, most)
    return [_read_divisor(entry, field, f"level {j}") for j, entry in enumerate(entries, start=1)]


def _read_divisor(document: object, field: Field, where: str) -> Divisor:
    cofactor, prime, factors = fields(document, ("cofactor", "prime", "factors"), where)
    read = read_factors(factors, field, f"the factors of {where}", f" of {where}", counted=False)
    form = read_form(cofactor, field, f"the cofactor of {where}")
    return Divisor(form, modulus(prime, f"the prime of {where}"), read)


def check_classes(evidence: tuple[int, int], claim: WithFilter, _field: Field) -> None:
    """The premises for `classes`."""
    stride, prime = evidence
    require("not-zero", not claim.form.is_zero(), "the zero filter is a member")
    all_levels = levels(claim.architecture)
    strides = [level.stride for level in all_levels]
    require("level", stride in strides, f"no layer with k_i > 1 has S_i = {stride}")
    needed = required_degree(all_levels, strides.index(stride))
    found = degree_bound(claim.form, stride, prime)
    message = f"a divisor in x^{stride} of degree {found} is not excluded, less than {needed} must be shown"
    require("bound", found < needed, message)


def check_divisors(evidence: list[Divisor], claim: WithFilter, field: Field) -> None:
    """The premises for `divisors`."""
    require("not-zero", not claim.form.is_zero(), "the zero filter is a member")
    all_levels, roots, complex_layers = levels(claim.architecture), list[Sorts | None](), True
    for j, (divisor, level) in enumerate(zip(evidence, all_levels, strict=True)):
        with of_part(f"level {j + 1}"):
            degree = _check_divisor(divisor, level, claim.form)
            roots.append(_sorts(divisor))
        complex_layers = complex_layers and degree >= required_degree(all_levels, j)
    if claim.kind != "not-member":
        require("degrees", complex_layers, "the divisors' degrees are too small even for complex layers")
    if claim.kind == "complex-member" or not complex_layers:
        return
    found = has_real_layers(all_levels, tuple(roots), field.work)
    message = "the roots of a level that matters are not counted, breakpoints are needed"
    require("roots", found is not None, message)
    message = f"the roots {'can' if found else 'cannot'} be shared out among the levels"
    require("sharing", bool(found) == (claim.kind == "member"), message)


def _check_divisor(divisor: Divisor, level: Level, form: Form) -> int:
    """`product` and `largest`. Returns the degree of D."""
    degree = sum(factor.multiplicity * factor.form.degree for factor in divisor.parts)
    factors = [(factor.form, factor.multiplicity) for factor in divisor.parts]
    fits = form.is_product(divisor.cofactor, factors, level.stride)
    require("product", fits, "cofactor and factors do not multiply to the filter's form")
    largest = degree_bound(form, level.stride, divisor.prime) if level.stride > 1 else form.degree
    message = f"a divisor of degree {largest} is not excluded, one of degree {degree} is given"
    require("largest", largest == degree, message)
    return degree


def degree_bound(form: Form, stride: int, p: int) -> int:
    """A bound for the degree of the largest divisor in x^T of a form that is not zero, by `unit`.

    It is a greatest common divisor of the classes of exponents modulo T, beside the roots at 0 and infinity.
    """
    infinity, zero = form.order_at_infinity(), form.order_at_zero()
    numbers = range(zero, form.degree + 1 - infinity)
    classes = min(stride, len(numbers))
    ring = euclid_for(form, p, classes, len(numbers) // stride + 1)
    residues = [ring.element(form.coefficient(i)) for i in numbers]
    last = (len(numbers) - 1) % stride
    common = residues[last::stride]
    ring.inverse(common[-1])
    for first in range(classes):
        other = ring.trimmed(residues[first::stride])
        if first != last and other:
            common = ring.last_remainder(other, common)
    return infinity // stride + zero // stride + len(common) - 1


def _sorts(divisor: Divisor) -> Sorts | None:
    """The numbers of roots of every sort, by `zero` and `counted`; None if some are not counted."""
    total = Sorts()
    for i, factor in enumerate(divisor.parts, start=1):
        if factor.places is None:
            return None
        with of_part(f"factor {i}"):
            found = _sorts_of(factor.form, factor.places)
        total = Sorts(*(a + factor.multiplicity * b for a, b in zip(total, found, strict=True)))
    return total


def _sorts_of(form: Form, places: list[Fraction]) -> Sorts:
    require("zero", 0 in places, "0 is not among the breakpoints")
    infinity, at_places, variations = arcs(form, places)
    require("counted", max(variations) <= 1, "the real roots are not counted exactly")
    # the arcs are those below the first breakpoint, between neighbours, above the last one
    roots = [*zip(places, at_places, strict=True), (Fraction(0), infinity)]
    positive = sum(n for b, n in roots if b > 0)
    positive += sum(n for b, n in zip(places, variations[1:], strict=True) if b >= 0)
    negative = sum(n for b, n in roots if b < 0)
    negative += sum(n for b, n in zip(places, variations, strict=False) if b <= 0)
    fixed = sum(n for b, n in roots if b == 0)
    return Sorts(positive, negative, fixed, (form.degree - positive - negative - fixed) // 2)


def has_real_layers(all_levels: tuple[Level, ...], roots: tuple[Sorts | None, ...], work: Work) -> bool | None:
    """Whether the roots can be shared out; None: the roots of a level that matters are not given.

    The levels are gone through from the largest stride down, with all numbers of roots that those above can take.

    Args:
        roots: for every level the roots of the largest divisor in x^stride; None: not known.
    """
    taken, certain = {Sorts()}, _certain(all_levels)
    for j in range(len(all_levels) - 1, certain - 1, -1):
        available = roots[j]
        if available is None:
            return None
        reached: set[Sorts] = set()
        for above in taken:
            left = Sorts(*map(sub, available, above))
            for chosen in choices(left, all_levels[j], work):
                reached.add(Sorts(*map(add, above, chosen)))
                work.room(len(taken) + len(reached), 2_500)
        if not reached:
            return False
        taken = {sorts.powers(all_levels[j].stride // all_levels[j - 1].stride) for sorts in reached} if j else reached
    return True


def choices(left: Sorts, level: Level, work: Work) -> Iterator[Sorts]:
    """What a level can take of these roots: a form of its degree, with at least e_j real roots.

    Nothing where a number is negative.
    """
    stock = stock_of(((number,), kind) for number, kind in zip(left, KINDS, strict=True))
    line = Line(level.degree, (1,), {PAIR: (level.degree - level.even) // 2})
    for rest in served({stock: 1}, line, work) if min(left) >= 0 else ():
        kept = {kind: number for (number,), kind, _ in rest}
        yield Sorts(*(number - kept.get(kind, 0) for number, kind in zip(left, KINDS, strict=True)))


def _certain(all_levels: tuple[Level, ...]) -> int:
    """So many first levels succeed whatever the others take: the first with at most one even size, then without."""
    count = 0
    while count < len(all_levels) and all_levels[count].even <= (count == 0):
        count += 1
    return count


enter("classes", ("not-member", "not-complex-member", "not-filling"), read_classes, check_classes, any_stride=True)
enter("divisors", ("member", "not-member", "complex-member"), read_divisors, check_divisors, any_stride=True)
