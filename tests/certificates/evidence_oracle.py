"""A slow second reading of certificates: does the evidence prove the claim? By definitions, with the engine's numbers.

It shares nothing with lcnsym.checker; products, values and Möbius transforms are done with exact numbers,
square-freeness modulo p by resultants.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from itertools import product as tuples
from math import prod
from operator import eq, ge, gt, le, lt, ne
from typing import Any

import sympy
from flint import fmpz_mpoly_ctx

from lcnsym.algebra.forms import BinaryForm, product
from lcnsym.algebra.linear import rank
from lcnsym.algebra.multihomogeneous import TensorForm
from lcnsym.algebra.numbers import Number, root, sign
from lcnsym.membership.patterns import RootPattern
from lcnsym.membership.verdict import decide
from lcnsym.network.architecture import Architecture
from lcnsym.network.convolution import compose
from lcnsym.network.jacobian import jacobian
from lcnsym.network.several_axes import TensorArchitecture, compose_tensors, tensor_jacobian
from lcnsym.roots.powers import divisor_in_powers
from tests.certificates.boxes_oracle import boxes_hold_all
from tests.oracles import naive_variations, packings_by_search

Document = dict[str, Any]


@dataclass(frozen=True)
class Setting:
    """The number field of a document, and its generator."""

    alpha: Number
    field: Document | None


def proves(document: Document) -> bool:
    """Whether a well-formed document's evidence proves its claim, by the rules of the format."""
    claim, evidence = document["claim"], document["evidence"]
    alpha = generator(document["field"])
    if alpha is None:
        return False
    k = claim.get("architecture", {}).get("k", [])
    if k and isinstance(k[0], list):
        return tensors_prove(document, alpha)
    e = sum(size % 2 == 0 for size in k)
    words = claim.get("filter", claim.get("witness"))
    form = None if words is None else read(words, alpha)
    if evidence["kind"] not in _ANY_STRIDE and not architecture_of(claim).is_stride_one:
        return False
    return bool(_RULES[evidence["kind"]](claim, evidence, e, form, Setting(alpha, document["field"])))


def tensors_prove(document: Document, alpha: Number) -> bool:
    """For filters with several axes: by the engine's own factors, matrices and products."""
    claim, evidence = document["claim"], document["evidence"]
    architecture = TensorArchitecture(tuple(map(tuple, claim["architecture"]["k"])))
    kind, rule = claim["kind"], evidence["kind"]
    layers = sum(size > 1 for size in map(prod, architecture.formats))
    form = TensorForm(architecture.format, [number(w, alpha) for w in claim["filter"]]) if "filter" in claim else None
    if rule == "jacobian":
        given = zip(architecture.formats, evidence["filters"], strict=True)
        rows = tensor_jacobian(architecture, [TensorForm(sizes, map(int, entries)) for sizes, entries in given])
        needed = claim.get("dimension", architecture.ambient_dimension)
        return kind == "dimension" and rank(rows) >= needed >= architecture.dimension
    if rule == "filters" and form is not None and kind in ("member", "complex-member", "factorization"):
        pairs = zip(architecture.formats, evidence["filters"], strict=True)
        filters = [TensorForm(sizes, [number(w, alpha) for w in entries]) for sizes, entries in pairs]
        return compose_tensors(architecture, filters) == form
    if rule == "multidegrees" and form is not None and kind in ("not-member", "not-complex-member"):
        verdict = decide(architecture, form)
        return not (verdict.is_member if kind == "not-member" else verdict.is_complex_member)
    if rule != "arithmetic":
        return False
    return {
        "filling": layers <= 1,
        "not-full-dimensional": architecture.dimension < architecture.ambient_dimension,
        "member": form is not None and form.is_zero,
        "complex-member": form is not None and form.is_zero,
    }.get(kind, False)


def architecture_of(claim: Document) -> Architecture:
    """The claim's architecture; of one layer if it has none."""
    found = claim.get("architecture", {"k": [1], "s": [1]})
    return Architecture(tuple(found["k"]), tuple(found["s"]))


def generator(field: Document | None) -> Number | None:
    """α, or None if the interval does not hold exactly one simple root by Descartes' rule."""
    if field is None:
        return Fraction(0)
    coefficients = [int(c) for c in field["minpoly"]]
    lo, hi = (Fraction(end) for end in field["interval"])
    m = BinaryForm(list(reversed(coefficients)))
    if m.sign_at(lo) == 0 or m.sign_at(hi) == 0 or naive_variations(m, lo, hi) != 1:
        return None
    poly = sympy.Poly([sympy.Integer(c) for c in reversed(coefficients)], sympy.Symbol("x"))
    below = poly.sqf_part().count_roots(None, sympy.Rational(lo.numerator, lo.denominator))
    return root(coefficients, int(below))


def number(words: str | list[str], alpha: Number) -> Number:
    if isinstance(words, str):
        return Fraction(words)
    value: Number = Fraction(0)
    for c in reversed(words):
        value = value * alpha + Fraction(c)
    return value


def read(words: list[Any], alpha: Number) -> BinaryForm:
    return BinaryForm([number(w, alpha) for w in words])


def changes(form: BinaryForm, points: list[str]) -> int | None:
    """Cyclic sign changes; None if the form vanishes at a point."""
    signs = [form.sign_at(Fraction(t)) for t in points]
    if 0 in signs:
        return None
    return sum(a != b for a, b in pairwise([*signs, (-1) ** form.degree * signs[0]]))


def descartes(form: BinaryForm, breakpoints: list[str]) -> tuple[int, int]:
    """(lower, upper) bounds on the real roots with multiplicity."""
    points = [Fraction(b) for b in breakpoints]
    known = form.order_at_infinity
    for b in points:
        moved = form.substituted(1, b, 0, 1)
        known += next(i for i, w in enumerate(reversed(moved.coefficients)) if w)
    counts = [naive_variations(form, lo, hi) for lo, hi in pairwise([None, *points, None])]
    return known + sum(v % 2 for v in counts), known + sum(counts)


def formula_holds(formula: list[Any], form: BinaryForm) -> bool:
    """Whether some alternative of a formula has only true conditions, by the engine's numbers."""
    relations = {"<": lt, "=": eq, ">": gt, "<=": le, ">=": ge, "!=": ne}

    def value(polynomial: list[Any]) -> Number:
        total: Number = Fraction(0)
        for c, exponents in polynomial:
            monomial: Number = Fraction(c)
            for base, exponent in zip(form.coefficients, exponents, strict=True):
                for _ in range(exponent):
                    monomial = monomial * base
            total = total + monomial
        return total

    return any(
        all(relations[condition["relation"]](sign(value(condition["polynomial"])), 0) for condition in alternative)
        for alternative in formula
    )


def _arithmetic(claim: Document, _evidence: Document, e: int, form: BinaryForm | None, *_: object) -> bool:
    if claim["kind"] == "not-compatible":
        pattern = RootPattern.parse(claim["pattern"])
        return str(pattern) == claim["pattern"] and not packings_by_search(pattern, capacities(claim), True)
    if claim["kind"] in ("satisfies", "violates"):
        return form is not None and formula_holds(claim["formula"], form) == (claim["kind"] == "satisfies")
    architecture = architecture_of(claim)
    if claim["kind"] == "not-full-dimensional":
        return sum(k - 1 for k in architecture.filter_sizes) + 1 < architecture.filter_size
    if architecture.is_stride_one and (claim["kind"] == "complex-member" or e <= 1):
        return claim["kind"] in ("filling", "member", "complex-member", "interior")
    return claim["kind"] in ("member", "complex-member", "boundary") and form is not None and form.is_zero


def _sign_changes(claim: Document, evidence: Document, e: int, form: BinaryForm, *_: object) -> bool:
    found = changes(form, evidence["points"])
    return claim["kind"] in ("member", "interior") and found is not None and found >= e


def _descartes(claim: Document, evidence: Document, e: int, form: BinaryForm, *_: object) -> bool:
    if claim["kind"] not in ("not-member", "not-filling") or form.is_zero:
        return False
    return descartes(form, evidence["breakpoints"])[1] < e


def _factored(claim: Document, evidence: Document, e: int, form: BinaryForm, setting: Setting) -> bool:
    alpha = setting.alpha
    parts = [(f["multiplicity"], read(f["form"], alpha), f) for f in evidence["factors"]]
    scalar = number(evidence["scalar"], alpha)
    if form.is_zero or not scalar or sum(m * a.degree for m, a, _ in parts) != form.degree:
        return False
    if product(a**m for m, a, _ in parts).scaled(scalar) != form:
        return False
    lower = upper = odd = 0
    real: list[int] = []
    pairs: list[int] = []
    for m, a, f in parts:
        if "breakpoints" in f:
            low, high = descartes(a, f["breakpoints"])
        else:
            found = changes(a, f["points"])
            if found is None:
                return False
            low, high = found, a.degree
        lower, upper, odd = lower + m * low, upper + m * high, odd + (high if m % 2 else 0)
        real += [m] * low
        pairs += [m] * ((a.degree - low) // 2)
        if claim["kind"] in ("pattern", "fibre-count") and low != high:
            return False
    if claim["kind"] in ("pattern", "fibre-count"):
        return _says(claim, real, pairs) and _squarefree([a for _, a, _ in parts], evidence, setting.field)
    return {
        "member": lower >= e,
        "boundary": e >= 2 and lower >= e and odd <= e - 2,
        "not-member": upper < e,
        "not-filling": upper < e,
    }.get(claim["kind"], False)


def _says(claim: Document, real: list[int], pairs: list[int]) -> bool:
    """Whether the claim about a filter with these multiplicities is true."""
    if claim["kind"] == "pattern":
        return bool(claim["pattern"] == _written(real, pairs))
    pattern = RootPattern(tuple(real), tuple(pairs))
    return len(packings_by_search(pattern, capacities(claim), claim["compatible"])) == int(claim["count"])


def capacities(claim: Document) -> list[int]:
    """The degrees k_i − 1."""
    return [k - 1 for k in claim["architecture"]["k"]]


def _written(real: list[int], pairs: list[int]) -> str:
    def half(ms: list[int]) -> str:
        text = ("," if max(ms, default=0) > 9 else "").join(map(str, sorted(ms))) or "0"
        return text + "," if len(ms) == 1 and ms[0] > 9 else text

    return f"{half(real)}|{half(pairs)}"


def _squarefree(parts: list[BinaryForm], evidence: Document, field: Document | None) -> bool:
    """The discriminant of Π A_m in ℤ[a]/(m), leading coefficient included, is a unit modulo p."""
    p = int(evidence["prime"])
    if not parts:
        return True
    radical = product(parts)
    if radical.order_at_infinity > 1:
        return False
    affine = BinaryForm(radical.coefficients[radical.order_at_infinity :])
    ring = fmpz_mpoly_ctx.get(("a", "x"), "lex")
    if field is None:
        terms = {(0, i): c for i, c in enumerate(affine.integer_polynomial.coeffs()) if c}
        minpoly = None
    else:
        minpoly = ring.from_dict({(j, 0): int(c) for j, c in enumerate(field["minpoly"]) if int(c)})
        terms = {(j, i): c for j, g in enumerate(affine.integer_coordinates) for i, c in enumerate(g.coeffs()) if c}
    f = ring.from_dict(terms)
    if affine.degree == 0:
        return True
    resultant = f.resultant(f.derivative("x"), "x")
    if minpoly is not None:
        resultant = minpoly.resultant(resultant, "a") * int(field["minpoly"][-1] if field else 1)
    value = resultant.to_dict().get((0, 0), 0)
    return sympy.gcd(int(value), p) == 1


def _jacobian(claim: Document, evidence: Document, *_: object) -> bool:
    architecture = architecture_of(claim)
    found = rank(jacobian(architecture, [BinaryForm([int(w) for w in f]) for f in evidence["filters"]]))
    if claim["kind"] == "dimension":
        return found >= claim["dimension"] >= architecture.dimension
    return claim["kind"] == "full-dimensional" and found == architecture.filter_size


def _filters(claim: Document, evidence: Document, _e: int, form: BinaryForm, setting: Setting) -> bool:
    if claim["kind"] not in ("factorization", "member", "complex-member"):
        return False
    architecture = architecture_of(claim)
    return compose(architecture, [read(words, setting.alpha) for words in evidence["filters"]]) == form


def _packing(claim: Document, evidence: Document, *_: object) -> bool:
    if claim["kind"] != "compatible" or str(RootPattern.parse(claim["pattern"])) != claim["pattern"]:
        return False
    found = packings_by_search(RootPattern.parse(claim["pattern"]), capacities(claim), True)
    return tuple(tuple(sorted(colours)) for colours in evidence["bins"]) in found


def levels(architecture: Architecture) -> list[tuple[int, int, int]]:
    """(S, Σ (k_i − 1), number of even k_i) for the layers with k_i > 1 and S_i = S, S ascending."""
    layers = list(zip(architecture.stride_products, architecture.filter_sizes, strict=True))
    return [
        (S, sum(k - 1 for T, k in layers if T == S), sum(T == S and k % 2 == 0 for T, k in layers))
        for S in sorted({S for S, k in layers if k > 1})
    ]


def _required(of: list[tuple[int, int, int]], stride: int) -> int:
    return sum(S * degree for S, degree, _ in of if stride <= S) // stride


def _classes(claim: Document, evidence: Document, _e: int, form: BinaryForm, *_: object) -> bool:
    of = levels(architecture_of(claim))
    if claim["kind"] not in ("not-member", "not-complex-member", "not-filling") or form.is_zero:
        return False
    stride = evidence["stride"]
    return stride in [S for S, _, _ in of] and divisor_in_powers(form, stride).degree < _required(of, stride)


def _divisors(claim: Document, evidence: Document, _e: int, form: BinaryForm, setting: Setting) -> bool:
    of = levels(architecture_of(claim))
    if form.is_zero or len(of) != len(evidence["levels"]):
        return False
    counted: list[tuple[int, int, int, int] | None] = []
    enough = True
    for (stride, _, _), given in zip(of, evidence["levels"], strict=True):
        parts = [(f["multiplicity"], read(f["form"], setting.alpha), f["breakpoints"]) for f in given["factors"]]
        divisor = product([BinaryForm((1,)), *(a**m for m, a, _ in parts)])
        product_is_form = read(given["cofactor"], setting.alpha) * divisor.in_powers(stride) == form
        if not product_is_form or divisor.degree != divisor_in_powers(form, stride).degree:
            return False
        enough = enough and divisor.degree >= _required(of, stride)
        sorts = [tuple(m * count for count in sorts_at(a, points)) if points else None for m, a, points in parts]
        if not all(n is None or min(n) >= 0 for n in sorts):
            return False
        known = [n for n in sorts if n is not None]
        whole = tuple(map(sum, zip((0, 0, 0, 0), *known, strict=True)))
        counted.append(whole if len(known) == len(sorts) else None)  # type: ignore[arg-type]
    return {
        "complex-member": enough,
        "member": enough and shares(of, counted) is True,
        "not-member": not enough or shares(of, counted) is False,
    }.get(claim["kind"], False)


def sorts_at(form: BinaryForm, breakpoints: list[str]) -> tuple[int, int, int, int]:
    """Positive, negative, fixed roots and pairs; negative numbers if the breakpoints do not tell."""
    points = [Fraction(b) for b in breakpoints]
    ends = [None, *points, None]
    counts = [naive_variations(form, lo, hi) for lo, hi in pairwise(ends)]
    if 0 not in points or max(counts) > 1:
        return (-1, -1, -1, -1)
    orders = {}
    for b in points:
        moved = form.substituted(1, b, 0, 1)
        orders[b] = next(i for i, w in enumerate(reversed(moved.coefficients)) if w)
    zero = points.index(Fraction(0))
    positive = sum(counts[zero + 1 :]) + sum(order for b, order in orders.items() if b > 0)
    negative = sum(counts[: zero + 1]) + sum(order for b, order in orders.items() if b < 0)
    fixed = orders[Fraction(0)] + form.order_at_infinity
    return positive, negative, fixed, (form.degree - positive - negative - fixed) // 2


def shares(of: list[tuple[int, int, int]], counted: list[tuple[int, int, int, int] | None]) -> bool | None:
    """Whether the roots can be shared out, by trying everything; None: a level that is needed is not counted."""
    needed = [j for j, (_, _, even) in enumerate(of) if even > (j == 0)]
    if not needed:
        return True
    if any(counted[j] is None for j in range(needed[0], len(of))):
        return None

    def tried(j: int, used: tuple[int, ...]) -> bool:
        if j < needed[0]:
            return True
        stride, degree, even = of[j]
        available = counted[j] or (0, 0, 0, 0)
        left = [a - u for a, u in zip(available, used, strict=True)]
        for chosen in tuples(*(range(n + 1) for n in left)):
            if sum(chosen[:3]) + 2 * chosen[3] == degree and sum(chosen[:3]) >= even:
                above = [u + c for u, c in zip(used, chosen, strict=True)]
                if tried(j - 1, _below(above, stride // of[j - 1][0]) if j else ()):
                    return True
        return False

    return tried(len(of) - 1, (0, 0, 0, 0))


def _below(above: list[int], r: int) -> tuple[int, ...]:
    positive, negative, fixed, pairs = above
    if r % 2:
        return positive, negative, r * fixed, r * pairs + (positive + negative) * (r - 1) // 2
    return positive, positive, r * fixed, r * pairs + positive * (r - 2) // 2 + negative * r // 2


def _tangency(claim: Document, *_: object) -> bool:
    return claim["kind"] == "all-critical-points" and boxes_hold_all(claim)


_RULES: dict[str, Any] = {
    "arithmetic": _arithmetic,
    "sign-changes": _sign_changes,
    "descartes": _descartes,
    "factored": _factored,
    "jacobian": _jacobian,
    "filters": _filters,
    "packing": _packing,
    "classes": _classes,
    "divisors": _divisors,
    "tangency": _tangency,
}
_ANY_STRIDE = ("arithmetic", "filters", "classes", "divisors", "jacobian")
