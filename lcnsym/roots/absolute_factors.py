"""How irreducible multihomogeneous forms over ℚ split over ℝ and ℂ.

Over ℂ such a form f is, up to a factor, the product of the conjugates of a form g with coefficients in a number field
ℚ(β), which is absolutely irreducible; r = [ℚ(β) : ℚ] divides the degree of f in every pair of variables. Real β give
real factors, pairs of conjugate β real factors of twice the size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, reduce
from itertools import product as cartesian
from math import comb, gcd, prod
from typing import Any

from flint import (
    Ordering,
    fmpq_mat,
    fmpq_poly,
    fmpz_mpoly,
    fmpz_mpoly_ctx,
    fmpz_poly,
    nmod_mpoly,
    nmod_mpoly_ctx,
    nmod_poly,
)

from ..algebra.flintio import fractions_of, to_fmpq, to_fraction
from ..algebra.forms import BinaryForm
from ..algebra.multihomogeneous import TensorForm
from ..algebra.multihomogeneous_factors import integer_polynomial
from ..algebra.numbers import Number, root
from ..errors import InconclusiveError
from ..packages import module_if_installed
from .chosen_roots import ChosenRoots, PlacedRoot, placed_roots
from .roots import ComplexPair, distinct_real_roots

MAX_FIELD_DEGREE = 12
MAX_TERMS = 400
"""Larger fields and forms are not factored over number fields."""

MAX_CONJUGATES = 24
"""Products of conjugate factors with more conjugates are not made exact."""

PRIMES = (10007, 10009, 10037, 10039, 10061, 10067)
"""Modulo which forms are factored."""

POINTS = ((1, 2, 3, 5, 7), (-1, 3, 2, -3, 1), (2, -1, 4, 1, -2), (3, 1, -2, 2, 5), (-3, 5, 7, -1, 2), (4, 7, -5, 3, 1))
"""Where forms are restricted to lines in the direction of an axis."""


@dataclass(frozen=True)
class Splitting:
    """f = c·Π g over the roots β of an irreducible polynomial, with g absolutely irreducible.

    Attributes:
        format: of g.
        minpoly: the polynomial of β, as a binary form of degree r; x for r = 1.
        coefficients: those of g as polynomials in β, constant term first; the first that is not zero is 1.
    """

    format: tuple[int, ...]
    minpoly: BinaryForm
    coefficients: tuple[tuple[Fraction, ...], ...]

    @property
    def pieces(self) -> int:
        """r, the number of factors over ℂ."""
        return self.minpoly.degree

    @cached_property
    def real_pieces(self) -> int:
        """The number of real β."""
        return distinct_real_roots(self.minpoly)

    @cached_property
    def _pairs(self) -> tuple[PlacedRoot, ...]:
        return tuple(placed for placed in placed_roots(self.minpoly) if isinstance(placed.root, ComplexPair))

    def real_form(self, i: int) -> TensorForm:
        """The i-th irreducible factor over ℝ, from 0: for the real β ascending, then for the pairs of conjugate β.

        Raises:
            InconclusiveError: a coefficient has too many conjugates to be made exact.
        """
        if i < self.real_pieces:
            beta = root([int(c) for c in self.minpoly.integer_polynomial.coeffs()], i)
            return TensorForm(self.format, (_value(c, beta) for c in self.coefficients))
        quadratic = ChosenRoots.of([(self._pairs[i - self.real_pieces], 1)], Fraction(1)).form
        if prod(self.format) == 2:
            # g = x − β·y along one axis
            return TensorForm(tuple(2 * size - 1 for size in self.format), quadratic.coefficients)
        if self.conjugates(i) > MAX_CONJUGATES:
            raise InconclusiveError(
                f"factors are made exact if they have at most {MAX_CONJUGATES} conjugates, one has {self.conjugates(i)}"
            )
        _, minus_sum, norm = quadratic.coefficients
        return self._times_conjugate(-minus_sum, norm)

    def conjugates(self, i: int) -> int:
        """How many conjugates over ℚ the i-th irreducible factor over ℝ has, itself among them."""
        return self.pieces if i < self.real_pieces else comb(self.pieces, 2)

    def _times_conjugate(self, total: Number, norm: Number) -> TensorForm:
        """g·ḡ for β + β̄ = total and β·β̄ = norm."""
        r = self.pieces
        sums: list[Number] = [Fraction(2), total]
        norms: list[Number] = [Fraction(1)]
        for _ in range(2, r):
            sums.append(total * sums[-1] - norm * sums[-2])
        for _ in range(1, r):
            norms.append(norms[-1] * norm)
        parts = [TensorForm(self.format, (c[a] if a < len(c) else 0 for c in self.coefficients)) for a in range(r)]
        wide = tuple(2 * size - 1 for size in self.format)
        entries: list[Number] = [Fraction(0)] * prod(wide)
        for a, b in cartesian(range(r), repeat=2):
            # β^a β̄^b and its conjugate are met together, as (a, b) and (b, a)
            weight = norms[min(a, b)] * sums[abs(a - b)] / 2
            for place, w in enumerate((parts[a] * parts[b]).coefficients):
                if w:
                    entries[place] = entries[place] + w * weight
        return TensorForm(wide, entries)


def _value(coefficients: Sequence[Fraction], beta: Number) -> Number:
    total: Number = Fraction(0)
    for c in reversed(coefficients):
        total = total * beta + c
    return total


def most_pieces(form: TensorForm) -> int:
    """A number that r divides, for an irreducible form over ℚ; 1: it is absolutely irreducible.

    r divides the degrees in all pairs of variables. The Newton polytope of f is r times that of g, so r divides the
    coordinates of its vertices. On a line in the direction of an axis where f is square-free and keeps its degree,
    r divides the degrees of the irreducible factors over ℚ, which are norms. And r = 1 if f modulo some prime keeps its
    degrees, is irreducible, and has a smooth point.
    """
    if _axis(form) is not None:
        return max(form.degrees)
    found = gcd(*form.degrees)
    for vertex in _vertices(form) if found > 1 else ():
        found = gcd(found, *vertex)
    if found > 1 and _is_absolutely_irreducible_modulo_some_prime(form):
        return 1
    for restricted in _restrictions(form) if found > 1 else ():
        found = gcd(found, *(factor.degree() for factor, _ in restricted.polynomial.factor()[1]))
    return found


def _is_absolutely_irreducible_modulo_some_prime(form: TensorForm) -> bool:
    """False: none of PRIMES shows it."""
    terms = {tuple(map(int, e)): int(c) for e, c in integer_polynomial(form).terms()}
    names = [f"x{j}" for j in range(len(form.format))]
    for p in PRIMES:
        ring = nmod_mpoly_ctx.get(names, modulus=p, ordering=Ordering.lex)
        reduced = ring.from_dict({e: c % p for e, c in terms.items()})
        if tuple(map(int, reduced.degrees())) != form.degrees:
            continue
        factors = reduced.factor()[1]
        if len(factors) == 1 and factors[0][1] == 1 and _has_smooth_point(reduced, p):
            return True
    return False


def _has_smooth_point(reduced: nmod_mpoly, p: int) -> bool:
    """Whether a simple root is found on some lines in the direction of an axis."""
    terms = [(tuple(map(int, e)), int(c)) for e, c in reduced.terms()]
    for axis, degree in enumerate(map(int, reduced.degrees())):
        for values in POINTS:
            line = [0] * (degree + 1)
            for exponents, c in terms:
                powers = (pow(values[j % len(values)], e, p) for j, e in enumerate(exponents) if j != axis)
                line[exponents[axis]] += c * prod(powers)
            if any(f.degree() == 1 and m == 1 for f, m in nmod_poly(line, p).factor()[1]):
                return True
    return False


def splitting(form: TensorForm) -> Splitting:
    """How an irreducible form over ℚ splits over ℂ.

    Raises:
        InconclusiveError: it may split, and SymPy is absent or the form or the field too large for it.
    """
    axis = _axis(form)
    if axis is not None and max(form.degrees) > 1:
        line = tuple(2 if j == axis else 1 for j in range(len(form.format)))
        return Splitting(line, BinaryForm(form.coefficients), ((Fraction(1),), (Fraction(0), Fraction(-1))))
    if most_pieces(form) == 1:
        return _whole(form)
    return _split(form)


def _whole(form: TensorForm) -> Splitting:
    rationals = [w for w in form.monic().coefficients if isinstance(w, Fraction)]
    return Splitting(form.format, BinaryForm((1, 0)), tuple((w,) for w in rationals))


def _axis(form: TensorForm) -> int | None:
    """The only axis along which the form has a degree; None: there are several, or none."""
    axes = [j for j, degree in enumerate(form.degrees) if degree]
    return axes[0] if len(axes) == 1 else None


def _vertices(form: TensorForm) -> Iterator[tuple[int, ...]]:
    """Some vertices of the Newton polytope: extreme in the order of one axis, then the next."""
    exponents = list(form.terms)
    axes = range(len(form.format))
    for first in axes:
        order = [*axes[first:], *axes[:first]]
        for signs in cartesian((1, -1), repeat=min(len(order), 4)):
            signed = [*signs, *[1] * (len(order) - len(signs))]
            best = max((tuple(sign * e[j] for j, sign in zip(order, signed, strict=True)), e) for e in exponents)[1]
            yield tuple(d - i for d, i in zip(form.degrees, best, strict=True))
            yield best


@dataclass(frozen=True)
class _Restriction:
    """f on a line in the direction of an axis, square-free and of full degree."""

    axis: int
    point: tuple[int, ...]
    polynomial: fmpz_poly


def _restrictions(form: TensorForm) -> Iterator[_Restriction]:
    for axis, degree in enumerate(form.degrees):
        if degree == 0:
            continue
        for values in POINTS:
            point = tuple(values[j % len(values)] + j // len(values) for j in range(len(form.format)))
            entries = [Fraction(0)] * (degree + 1)
            for index, w in form.terms.items():
                powers = (
                    point[j] ** (d - i) for j, (d, i) in enumerate(zip(form.degrees, index, strict=True)) if j != axis
                )
                if isinstance(w, Fraction):
                    entries[degree - index[axis]] += w * prod(powers)
            line = fmpq_poly([to_fmpq(c) for c in entries])
            if line.degree() == degree and line.gcd(line.derivative()).degree() == 0:
                yield _Restriction(axis, point, line.numer())


def _split(form: TensorForm) -> Splitting:
    """Factor over the field of a smooth point: the factor through it is absolutely irreducible."""
    lines = list(_restrictions(form))
    candidates = [(factor, line) for line in lines for factor, _ in line.polynomial.factor()[1]]
    if not candidates:
        raise InconclusiveError("no line was found on which a factor of the filter is square-free")
    modulus, line = min(candidates, key=lambda pair: pair[0].degree())
    if modulus.degree() > MAX_FIELD_DEGREE or prod(form.format) > MAX_TERMS:
        raise InconclusiveError(
            f"whether a factor of {prod(form.format)} coefficients splits over a field of degree {modulus.degree()} is "
            f"decided up to {MAX_TERMS} coefficients and degree {MAX_FIELD_DEGREE}"
        )
    through = _factor_through(form, line, modulus)
    return _over_primitive_element(form, through, fmpq_poly(modulus))


def _factor_through(form: TensorForm, line: _Restriction, modulus: fmpz_poly) -> dict[tuple[int, ...], fmpq_poly]:
    """The factor over ℚ(θ), monic, that vanishes at the point with x_axis = θ; exponents to elements."""
    sympy: Any = module_if_installed("sympy")
    if sympy is None:
        raise InconclusiveError(
            "whether a factor of the filter splits over a number field is undecided; install SymPy: pip install sympy"
        )
    t = sympy.Symbol("t")
    field = sympy.QQ.alg_field_from_poly(sympy.Poly([int(c) for c in reversed(modulus.coeffs())], t))
    names = sympy.symbols([f"x{j}" for j in range(len(form.format))])
    entries = {tuple(map(int, e)): field(int(c)) for e, c in integer_polynomial(form).terms()}
    for factor, _ in sympy.Poly.from_dict(entries, *names, domain=field).factor_list()[1]:
        terms = dict(factor.rep.to_dict()) if hasattr(factor.rep, "to_dict") else dict(factor.as_dict(native=True))
        at_point = field.zero
        for exponents, c in terms.items():
            others = prod(line.point[j] ** e for j, e in enumerate(exponents) if j != line.axis)
            at_point += c * field.unit ** exponents[line.axis] * field(others)
        if at_point == field.zero:
            first = terms[max(terms)]
            return {e: _element(c / first) for e, c in terms.items()}
    raise AssertionError("a factor of the form vanishes where the form does")


def _element(value: Any) -> fmpq_poly:
    """An element of SymPy's ℚ(θ) as a polynomial in θ."""
    coordinates = [Fraction(int(c.numerator), int(c.denominator)) for c in value.to_list()]
    return fmpq_poly([to_fmpq(c) for c in reversed(coordinates)])


def _over_primitive_element(form: TensorForm, terms: dict[tuple[int, ...], fmpq_poly], modulus: fmpq_poly) -> Splitting:
    """The factor with coefficients in the field that they generate."""
    degrees = tuple(max(e[j] for e in terms) for j in range(len(form.format)))
    pieces = next(d // e for d, e in zip(form.degrees, degrees, strict=True) if e)
    if pieces == 1:
        return _whole(form)
    elements = list(terms.values())
    for weight in range(1, 100):
        beta = fmpq_poly([0])
        for element in elements:
            beta = (beta * weight + element) % modulus
        minpoly = _minimal_polynomial(beta, modulus)
        if minpoly.degree() == pieces:
            break
    else:
        raise InconclusiveError("no primitive element was found for the field of a factor")
    written = dict(zip(terms, _in_powers_of(beta, pieces, elements, modulus), strict=True))
    indices = cartesian(*(range(d + 1) for d in degrees))
    zero = (Fraction(0),)
    coefficients = tuple(
        written.get(tuple(d - i for d, i in zip(degrees, index, strict=True)), zero) for index in indices
    )
    found = Splitting(
        tuple(d + 1 for d in degrees), BinaryForm(int(c) for c in reversed(minpoly.coeffs())), coefficients
    )
    _check_norm(form, found)
    return found


def _minimal_polynomial(beta: fmpq_poly, modulus: fmpq_poly) -> fmpz_poly:
    """Of an element of ℚ[t]/(modulus): the characteristic polynomial is a power of it."""
    n = modulus.degree()
    columns = [fractions_of(beta * fmpq_poly([0] * i + [1]) % modulus, n) for i in range(n)]
    matrix = fmpq_mat([[to_fmpq(column[i]) for column in columns] for i in range(n)])
    return matrix.charpoly().numer().factor()[1][0][0]


def _in_powers_of(
    beta: fmpq_poly, size: int, elements: Sequence[fmpq_poly], modulus: fmpq_poly
) -> list[tuple[Fraction, ...]]:
    """The coordinates of elements of ℚ(β) in 1, β, …, β^(size − 1)."""
    n = modulus.degree()
    powers = [fmpq_poly([1])]
    for _ in range(1, size):
        powers.append(powers[-1] * beta % modulus)
    columns = [fractions_of(f, n) for f in (*powers, *elements)]
    reduced, _ = fmpq_mat([[to_fmpq(column[i]) for column in columns] for i in range(n)]).rref()
    return [tuple(to_fraction(reduced[i, size + j]) for i in range(size)) for j in range(len(elements))]


def _check_norm(form: TensorForm, found: Splitting) -> None:
    """The product of the conjugates of g is f up to a factor: the resultant of g and the minimal polynomial."""
    axes = len(form.format)
    ring = fmpz_mpoly_ctx.get([f"x{j}" for j in range(1, axes + 1)] + ["t"], "lex")
    scale = reduce(lambda a, b: a * b // gcd(a, b), (c.denominator for cs in found.coefficients for c in cs), 1)
    terms: dict[tuple[int, ...], int] = {}
    for index, cs in zip(
        TensorForm(found.format, (0,) * prod(found.format)).indices(), found.coefficients, strict=True
    ):
        exponents = tuple(size - 1 - i for size, i in zip(found.format, index, strict=True))
        terms |= {(*exponents, power): int(c * scale) for power, c in enumerate(cs) if c}
    minpoly = {(*[0] * axes, power): int(c) for power, c in enumerate(found.minpoly.integer_polynomial.coeffs()) if c}
    norm: fmpz_mpoly = ring.from_dict(minpoly).resultant(ring.from_dict(terms), "t")
    expected = {(*map(int, e), 0): int(c) for e, c in integer_polynomial(form).terms()}
    first = max(expected)
    lead = int(norm.to_dict()[first])
    if {tuple(map(int, e)): int(c) * expected[first] for e, c in norm.terms()} != {
        e: c * lead for e, c in expected.items()
    }:
        raise AssertionError("the conjugates of the factor do not multiply to the form")
