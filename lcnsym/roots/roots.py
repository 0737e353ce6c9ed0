"""The one door to the roots of binary forms: how many, with which multiplicities, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import ceil
from typing import TypeAlias

import flint
from flint import acb, acb_poly, arb, arb_poly, fmpq, fmpq_poly, fmpz_poly, nmod_poly

from ..algebra.field_polynomials import FieldPolynomial
from ..algebra.fields import START_PRECISION, ball_bounds, ball_ends, complex_roots, field_of_root
from ..algebra.flintio import to_fmpq, to_fraction
from ..algebra.forms import BinaryForm, FormLike, as_form
from ..algebra.irreducible_factors import norm_polynomial
from ..algebra.numbers import Number, element, generator, text
from ..algebra.precision import decided
from ..algebra.shiftable import IntegerPolynomial
from ..algebra.short_repr import short_repr
from ..algebra.squarefree import squarefree_decomposition
from .counting_roots import count_distinct_real_roots, real_root_multiplicities
from .descartes import Isolation, isolate
from .line_polynomials import RealPolynomial, line_polynomial

OUTPUT_BITS = 60
MAX_COMPLEX_DEGREE = 128
MAX_SPREAD = 40_000
"""Bits by which sizes of coefficients differ; roots take a second or so there, and much longer in number fields."""
MAX_LEADING_BITS = 20_000
SHORT_LEADING_BITS = 24
FAR = 16
"""Ends of an interval are of different sizes if their exponents differ by more."""
ROOT_PRIMES = (101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157)


@dataclass(frozen=True)
class RootMultiplicities:
    """Multiplicities, ascending, of the distinct real roots (infinity among them) and conjugate pairs."""

    real: tuple[int, ...]
    complex: tuple[int, ...]


def root_multiplicities(form: BinaryForm) -> RootMultiplicities:
    """The multiplicities of all roots of a non-zero form, exactly."""
    if form.is_rational:
        return _rational_multiplicities(form)
    real: list[int] = []
    pairs: list[int] = []
    for multiplicity, part in squarefree_decomposition(form).parts:
        count = distinct_real_roots(part)
        real += [multiplicity] * count
        pairs += [multiplicity] * ((part.degree - count) // 2)
    return RootMultiplicities(tuple(real), tuple(pairs))


def _rational_multiplicities(form: BinaryForm) -> RootMultiplicities:
    infinity = form.order_at_infinity
    real, pairs = [infinity] if infinity else [], []
    for multiplicity, (affine, conjugate) in real_root_multiplicities(form.integer_polynomial).items():
        real += [multiplicity] * affine
        pairs += [multiplicity] * conjugate
    return RootMultiplicities(tuple(sorted(real)), tuple(pairs))


def distinct_real_roots(part: BinaryForm) -> int:
    """The number of real roots, infinity among them, of a non-zero square-free form."""
    if part.is_rational:
        affine = count_distinct_real_roots(part.integer_polynomial, is_squarefree=True)
    else:
        affine = isolation(part).n_roots
    return part.order_at_infinity + affine


def isolation(part: BinaryForm) -> Isolation[IntegerPolynomial | RealPolynomial]:
    """The line cut so that it shows the real roots, but infinity, of a non-zero square-free form; made once a form."""
    return part.remembered(_isolated)


def _isolated(part: BinaryForm) -> Isolation[IntegerPolynomial | RealPolynomial]:
    return isolate(line_polynomial(part))


@short_repr
@dataclass(frozen=True)
class RealRoot:
    """A real root t, that is the point (t : 1) of the projective line.

    Attributes:
        multiplicity: m ≥ 1.
        interval: rationals lo ≤ t ≤ hi, lo = hi when t is that rational; no other root of the form lies between.
        part: a square-free form of which t is the only root in the interval; None when lo = hi.

    Examples:
        >>> _, root = isolate_roots(BinaryForm((1, 0, -2)))
        >>> print(root.value(), root.refined(4).interval[1] - root.refined(4).interval[0] < Fraction(1, 16))
        sqrt(2) True
    """

    multiplicity: int
    interval: tuple[Fraction, Fraction]
    part: BinaryForm | None

    kind = "real"

    def refined(self, bits: int) -> RealRoot:
        """The same root with an interval shorter than 2^−bits."""
        if self.part is None:
            return self
        return RealRoot(self.multiplicity, _refined(self.part, *self.interval, bits), self.part)

    def narrowed(self) -> RealRoot:
        """The same root with an interval of at most an eighth of the length."""
        lo, hi = self.interval
        if self.part is None:
            return self
        return RealRoot(
            self.multiplicity, _bisected(self.part, lo, hi, self.part.sign_at(lo), (hi - lo) / 8), self.part
        )

    def value(self) -> Number:
        """The root as an exact number."""
        if self.part is None:
            return self.interval[0]
        return generator(field_of_root(norm(self.part), self.ball_at))

    def ball_at(self, bits: int) -> arb:
        """A certified ball around the root, of radius about 2^−bits."""
        lo, hi = self.refined(bits).interval
        with flint.ctx.workprec(2 * bits):
            return arb(to_fmpq(lo)).union(arb(to_fmpq(hi)))

    def to_dict(self) -> dict[str, object]:
        """{kind, multiplicity, interval, approx}, and `value` when the root is known to be rational."""
        entry: dict[str, object] = {
            "kind": self.kind,
            "multiplicity": self.multiplicity,
            "interval": [text(end) for end in self.interval],
            "approx": self.approximation(),
        }
        return entry if self.part is not None else {**entry, "value": text(self.interval[0])}

    def approximation(self) -> float | None:
        """The nearest double or so; None where the root is too large or too small for one."""
        return _double(self.nearby())

    def nearby(self) -> Fraction:
        """A rational that agrees with the root to OUTPUT_BITS significant bits; the root itself if it is known."""
        root, bits = self, OUTPUT_BITS
        while True:
            lo, hi = root.interval
            if (hi - lo) * (1 << OUTPUT_BITS) <= min(abs(lo), abs(hi)):
                return (lo + hi) / 2
            root, bits = root.refined(bits), 2 * bits


@dataclass(frozen=True)
class InfiniteRoot:
    """The root (1 : 0) of a form whose first coefficients are zero.

    Attributes:
        multiplicity: how many of them are.

    Examples:
        >>> isolate_roots(BinaryForm((0, 0, 1)))
        (InfiniteRoot(multiplicity=2),)
    """

    multiplicity: int

    kind = "infinity"

    def to_dict(self) -> dict[str, object]:
        """{kind, multiplicity}."""
        return {"kind": self.kind, "multiplicity": self.multiplicity}


@dataclass(frozen=True)
class ComplexPair:
    """A pair of conjugate roots that are not real.

    Attributes:
        multiplicity: of each of the two.
        part: a square-free form of which they are roots.
        index: the number of the pair among those of this form, from 0.

    Examples:
        >>> (pair,) = isolate_roots(BinaryForm((1, 0, 4)))
        >>> print(*pair.nearby())
        0 2
    """

    multiplicity: int
    part: BinaryForm
    index: int

    kind = "complex"

    def ball(self, bits: int) -> acb:
        """A certified ball around the root in the upper half-plane, of radius below 2^−bits."""
        label = _upper_roots(self.part, START_PRECISION)[self.index]

        def ball_at(precision: int) -> acb | None:
            close = [root for root in _upper_roots(self.part, precision) if root.overlaps(label)]
            is_small = len(close) == 1 and all(x.rad() * 2**bits < 1 for x in (close[0].real, close[0].imag))
            return close[0] if is_small else None

        return decided(ball_at, bits + START_PRECISION)

    def to_dict(self) -> dict[str, object]:
        """{kind, multiplicity, approx: [real part, imaginary part] or null where `nearby` is None}."""
        return {"kind": self.kind, "multiplicity": self.multiplicity, "approx": self._approximation()}

    def _approximation(self) -> list[float | None] | None:
        nearby = self.nearby()
        return None if nearby is None else [_double(x) for x in nearby]

    def nearby(self) -> tuple[Fraction, Fraction] | None:
        """Real and imaginary part of the upper root to about OUTPUT_BITS bits.

        None for parts of high degree, and for those with coefficients of very different sizes.
        """
        degree = self.part.field.degree
        if self.part.degree * degree > MAX_COMPLEX_DEGREE or _spread(self.part) * degree**4 > MAX_SPREAD:
            return None
        return decided(self._nearby, OUTPUT_BITS)

    def _nearby(self, bits: int) -> tuple[Fraction, Fraction] | None:
        root = self.ball(bits)
        parts = [ball_ends(x) for x in (root.real, root.imag)]
        size = max(abs(lo + hi) for lo, hi in parts)
        if any((hi - lo) * (1 << OUTPUT_BITS) > size for lo, hi in parts):
            return None
        real, imaginary = (to_fraction((lo + hi) / 2 if lo > 0 or hi < 0 else fmpq(0)) for lo, hi in parts)
        return real, imaginary


Root: TypeAlias = RealRoot | InfiniteRoot | ComplexPair


def isolate_roots(form: FormLike) -> tuple[Root, ...]:
    """All roots of a non-zero form: the real ones ascending in disjoint intervals, infinity, then the pairs.

    Raises:
        BadInputError: the form is zero; every point is a root.

    Examples:
        >>> [root.kind for root in isolate_roots(BinaryForm((0, 1, 0, -2, 5)))]
        ['real', 'infinity', 'complex']
    """
    form = as_form(form)
    real: list[RealRoot] = []
    others: list[Root] = []
    for multiplicity, part in squarefree_decomposition(form).parts:
        found = [_made_exact(root) for root in _real_roots(part, multiplicity)]
        if part.order_at_infinity:
            others.insert(0, InfiniteRoot(multiplicity))
        pairs = (part.degree - part.order_at_infinity - len(found)) // 2
        others += [ComplexPair(multiplicity, part, i) for i in range(pairs)]
        real += found
    return (*_separated(real), *others)


def _real_roots(part: BinaryForm, multiplicity: int) -> Iterator[RealRoot]:
    affine = BinaryForm(part.coefficients[part.order_at_infinity :])
    found = isolation(part)
    for root in found.exact_roots:
        yield RealRoot(multiplicity, (root, root), None)
    if found.n_roots > len(found.exact_roots):
        rest = _deflated(affine, found.exact_roots)
        for lo, hi in found.intervals:
            yield RealRoot(multiplicity, (lo, hi), rest)


def _made_exact(root: RealRoot) -> RealRoot:
    """The root with its value if that is rational: the leading coefficient times it is then an integer."""
    form = root.part
    if form is None or not form.is_rational:
        return root
    leading = int(form.integer_polynomial.leading_coefficient())
    if leading.bit_length() > MAX_LEADING_BITS:
        return root
    if leading.bit_length() > SHORT_LEADING_BITS and form.remembered(_has_no_rational_root):
        return root
    lo, hi = root.refined(leading.bit_length() + 1).interval
    candidate = Fraction(ceil(lo * abs(leading)), abs(leading))
    exact = lo <= candidate <= hi and form.sign_at(candidate) == 0
    return RealRoot(root.multiplicity, (candidate, candidate), None) if exact else root


def _has_no_rational_root(form: BinaryForm) -> bool:
    """Whether this is proved by a prime modulo which there is no root. False: not proved. The form is rational."""
    polynomial = form.integer_polynomial
    for prime in ROOT_PRIMES:
        reduced = nmod_poly(polynomial.coeffs(), prime)
        if reduced.degree() == polynomial.degree():
            x = nmod_poly([0, 1], prime)
            if reduced.gcd(x.pow_mod(prime, reduced) - x).degree() == 0:
                return True
    return False


def _deflated(form: BinaryForm, roots: Sequence[Fraction]) -> BinaryForm:
    """The form divided by all x − root·y, which divide it, up to a non-zero factor."""
    if not roots:
        return form
    divisor = fmpz_poly([1])
    for root in roots:
        divisor *= fmpz_poly([-root.numerator, root.denominator])
    if form.is_rational:
        return BinaryForm(int(c) for c in reversed((form.integer_polynomial // divisor).coeffs()))
    quotient = form.over_field().divmod(
        FieldPolynomial(form.field.modulus, [fmpq_poly([c]) for c in divisor.coeffs()])
    )[0]
    return BinaryForm(element(form.field, c) for c in reversed(quotient.coefficients))


def _separated(roots: list[RealRoot]) -> list[RealRoot]:
    """The same roots with disjoint intervals, ascending; only those that are in each other's way are refined."""
    roots.sort(key=lambda root: root.interval)
    pairs = list(range(len(roots) - 1))
    while close := [i for i in pairs if not _apart(roots[i], roots[i + 1])]:
        overlap = any(roots[i].interval[1] > roots[i + 1].interval[0] for i in close)
        for j in {j for i in close for j in (i, i + 1)}:
            roots[j] = roots[j].narrowed()
        if overlap:
            roots.sort(key=lambda root: root.interval)
        pairs = list(range(len(roots) - 1)) if overlap else close
    return roots


def _apart(first: RealRoot, second: RealRoot) -> bool:
    touching = first.interval[1] == second.interval[0] and first.part is not None and second.part is not None
    return first.interval[1] < second.interval[0] or touching


def _refined(form: BinaryForm, lo: Fraction, hi: Fraction, bits: int) -> tuple[Fraction, Fraction]:
    """Interval Newton steps where they contract, exact bisection where they do not; the root is simple."""
    sign_below = form.sign_at(lo)
    width = Fraction(1, 1 << bits)
    # an interval that is short already needs the precision that tells its points apart
    known = (hi - lo).denominator.bit_length() - (hi - lo).numerator.bit_length()
    precision = max(START_PRECISION, known)
    most = 2 * (bits + max(_exponent(max(abs(lo), abs(hi))), 0)) + 4 * START_PRECISION
    while hi - lo > width:
        precision = min(2 * precision, most)
        newton = _newton(form, lo, hi, precision)
        if newton is not None and 2 * (newton[1] - newton[0]) < hi - lo:
            lo, hi = newton
            continue
        lo, hi = _bisected(form, lo, hi, sign_below, (hi - lo) / 2)
    return lo, hi


def _bisected(
    form: BinaryForm, lo: Fraction, hi: Fraction, sign_below: int, width: Fraction
) -> tuple[Fraction, Fraction]:
    """Halve the interval, by exact signs, until it is no longer than the width."""
    while hi - lo > width:
        middle = _between(lo, hi)
        sign = form.sign_at(middle)
        if sign == 0:
            return middle, middle
        lo, hi = (middle, hi) if sign == sign_below else (lo, middle)
    return lo, hi


def _between(lo: Fraction, hi: Fraction) -> Fraction:
    """Where to cut an interval: in the middle, or at a power of two where its ends are of very different sizes.

    A root near 10^−n in an interval as long as 1 is so found in about log n steps and not in n.
    """
    if lo < 0 < hi:
        return (lo + hi) / 2
    small, large = sorted((abs(lo), abs(hi)))
    top = _exponent(large)
    # with 0 as an end, first 1 and then ever smaller powers, each about the square of the one before
    bottom = _exponent(small) if small else (-top if top > FAR else 3 * min(top, -FAR))
    if top - bottom <= FAR:
        return (lo + hi) / 2
    exponent = (top + bottom) // 2
    power = Fraction(1 << exponent) if exponent >= 0 else Fraction(1, 1 << -exponent)
    return power if hi > 0 else -power


def _exponent(size: Fraction) -> int:
    """e with 2^(e−1) < size < 2^(e+1)."""
    return size.numerator.bit_length() - size.denominator.bit_length()


def _newton(form: BinaryForm, lo: Fraction, hi: Fraction, precision: int) -> tuple[Fraction, Fraction] | None:
    """The interval m − P(m)/P′([lo, hi]) cut with [lo, hi]; None where P′ may vanish."""
    with flint.ctx.workprec(precision):
        polynomial = _ball_polynomial(form, precision)
        slope = polynomial.derivative()(arb(to_fmpq(lo)).union(arb(to_fmpq(hi))))
        if slope.contains(0):
            return None
        middle = arb(to_fmpq((lo + hi) / 2))
        below, above = ball_bounds(middle - polynomial(middle) / slope)
    # the ends are equal where the root is found exactly
    return (max(lo, below), min(hi, above)) if max(lo, below) <= min(hi, above) else None


def _spread(form: BinaryForm) -> int:
    """By how many bits the sizes of coefficients differ, those of the coordinates in their field."""
    bits = [abs(int(c)).bit_length() for g in form.integer_coordinates for c in g.coeffs() if c]
    return max(bits) - min(bits)


def _ball_polynomial(form: BinaryForm, precision: int) -> arb_poly:
    """P(x, 1) up to a positive factor, at the current precision."""
    return arb_poly(form.integer_polynomial if form.is_rational else _coefficient_balls(form, precision))


def _coefficient_balls(form: BinaryForm, precision: int) -> list[arb]:
    return [form.field.ball(residue, precision) for residue in reversed(form.residues)]


@lru_cache(maxsize=32)
def _upper_roots(part: BinaryForm, precision: int) -> list[acb]:
    """Disjoint certified balls for the roots in the upper half-plane; their order may vary with the precision."""
    affine = BinaryForm(part.coefficients[part.order_at_infinity :])
    expected = (part.degree - distinct_real_roots(part)) // 2

    def roots_at(bits: int) -> list[acb] | None:
        rational = affine.is_rational
        roots = complex_roots(affine.integer_polynomial, bits) if rational else _ball_roots(affine, bits)
        upper = [root for root in roots if root.imag > 0]
        return upper if len(upper) == expected else None

    return decided(roots_at, precision)


def _ball_roots(form: BinaryForm, precision: int) -> list[acb]:
    try:
        with flint.ctx.workprec(precision):
            tolerance = arb(2) ** (-precision // 2)
            found: list[acb] = acb_poly(_coefficient_balls(form, precision)).roots(tol=tolerance, maxprec=4 * precision)
    except ValueError:
        return []
    return found


def norm(form: BinaryForm) -> fmpz_poly:
    """A square-free integer polynomial that vanishes at every affine root: the norm of P(x, 1) from its field to ℚ."""
    if form.is_rational:
        return form.integer_polynomial
    found = norm_polynomial(form, form.field)
    return found // found.gcd(found.derivative())


def _double(value: Fraction) -> float | None:
    """The nearest double; None on overflow, and where a number that is not zero would become zero."""
    try:
        nearest = float(value)
    except OverflowError:
        return None
    return nearest if nearest or not value else None
