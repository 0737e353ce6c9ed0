"""The values of a quadric at critical forms with several repeated roots as algebraic numbers, with proof.

A parametrization suggests coefficients of the A_i in ℚ[t]/f, f an irreducible factor of its elimination polynomial.
They are put into the equations of tangency, and these are found to be divisible by f.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from math import lcm

import flint
from flint import arb, fmpz_poly

from ...algebra.coefficients import polynomial_product, total
from ...algebra.copies import LeanCopies
from ...algebra.fields import irreducible_factor_at, real_roots
from ...algebra.flintio import primitive_part
from ...algebra.numbers import as_rational
from ...algebra.precision import precisions
from ..candidates.parametrizations import Parametrization
from ..candidates.solution_candidates import Candidate, Element, candidate
from ..equations.repeated_roots import repeated_divisor, repeated_part
from ..equations.tangency import Tangency
from ..krawczyk import Box

MAX_FIELD_DEGREE = 240
EXPONENTS = (1279, 2203, 4423, 9689, 19937)
"""Of the Mersenne primes 2^e − 1 modulo which candidates are computed."""
MARGIN = 11
"""How many times longer than those of f the numbers of the value's polynomial tend to be."""
FIRST_PRECISION = 256
MAX_PRECISION = 1 << 15


class SolutionField:
    """The critical forms at the roots of an irreducible polynomial f, which are proved to be critical.

    Args:
        tangency: the equations.
        found: coefficients that satisfy them modulo f; see `is_proved`.
    """

    def __init__(self, tangency: Tangency, found: Candidate) -> None:
        self.tangency = tangency
        self.found = found
        self._slope = found.factor.derivative()

    @cached_property
    def is_proved(self) -> bool:
        """Whether the equations of tangency, of the value and of its polynomial hold in ℚ[t]/f."""
        return self._is_critical() and self._has_value() and self._is_annihilated()

    def _vanishes(self, polynomial: fmpz_poly) -> bool:
        return not polynomial % self.found.factor

    @cached_property
    def _common(self) -> tuple[fmpz_poly, dict[int, list[fmpz_poly]], list[fmpz_poly]]:
        """δ, and δ times the A_i, i ≥ 2, and A_1, as integer polynomials in t."""
        elements = (*self.found.repeated, *self.found.simple)
        scale = lcm(*(element.denominator for element in elements))
        cleared = [element.numerator * (scale // element.denominator) for element in elements]
        number = len(self.found.repeated)
        delta = self._slope * scale
        return delta, self.tangency.unknowns.parts(cleared[:number], delta), cleared[number:]

    def _is_critical(self) -> bool:
        """Q(w − u) ⟂ G·ℝ[x, y]_d, times a power of δ."""
        delta, parts, simple = self._common
        quadric, one = self.tangency.quadric, fmpz_poly([1])
        rows = self.tangency.unknowns.inner_products(quadric, repeated_divisor(parts, one), repeated_part(parts, one))
        # the columns are for c·Q and e·Qu with the common denominators
        c, e = quadric.gram_integers[0], quadric.integer_moments[0]
        power = delta ** (self._power + 1)
        return all(
            self._vanishes(total(a * h for a, h in zip(row, simple, strict=False)) * e - row[-1] * power * c)
            for row in rows
        )

    @property
    def _power(self) -> int:
        """The degree of H in the A_i."""
        return sum(self.tangency.unknowns.degrees)

    def _has_value(self) -> bool:
        """v = uᵀQu − uᵀQw, times the denominators."""
        delta, parts, simple = self._common
        quadric, value = self.tangency.quadric, self.found.value
        e, moments = quadric.integer_moments
        w = polynomial_product(repeated_part(parts, fmpz_poly([1])), simple)
        paired = total(c * m for c, m in zip(w, reversed(moments), strict=True))
        square, power = as_rational(quadric.squared_norm), delta ** (self._power + 1)
        right = power * (square.numerator * e) - paired * square.denominator
        left = value.numerator * power * (square.denominator * e)
        return self._vanishes(left - right * self._slope * value.denominator)

    def _is_annihilated(self) -> bool:
        """m(v) = 0 by Horner's scheme, one product modulo f a step."""
        value, slope = self.found.value, self._slope
        below = slope * value.denominator
        before = fmpz_poly()
        minimal, steps = self.found.minimal, (*self.found.steps, fmpz_poly())
        return all(
            self._vanishes(after * below - previous * value.numerator - below * slope * coefficient)
            for previous, after, coefficient in zip((before, *steps), steps, reversed(minimal), strict=False)
        ) and len(steps) == len(minimal)

    def ball(self, element: Element, root: arb) -> arb:
        """The element at a root of f, at the current precision."""
        return element.numerator(root) / (self._slope(root) * element.denominator)

    def root_in(self, box: Box) -> Callable[[int], arb] | None:
        """The root of f, as balls, whose critical form is the one in a box, the only one there. None: not found."""
        elements = (*self.found.repeated, *self.found.simple)
        for precision in precisions(FIRST_PRECISION, MAX_PRECISION):
            near = False
            for index, root in enumerate(real_roots(self.found.factor, precision)):
                with flint.ctx.workprec(precision):
                    point = [self.ball(element, root) for element in elements]
                pairs = list(zip(box.coordinates, point, strict=True))
                if all(side.real.contains(z) for side, z in pairs):
                    return self._root(index)
                near = near or all(side.real.overlaps(z) for side, z in pairs)
            if not near:
                return None
        return None

    def _root(self, index: int) -> Callable[[int], arb]:
        return lambda precision: real_roots(self.found.factor, precision)[index]


class SolutionValues(LeanCopies):
    """The values of the quadric at the critical forms of one stratum.

    Args:
        tangency: the equations of tangency.
        parametrize: gives the zeros, where the repeated roots may be, when they are needed; every use is proved.
    """

    def __init__(self, tangency: Tangency, parametrize: Callable[[], Parametrization | None]) -> None:
        self._tangency = tangency
        self._parametrize = parametrize

    @cached_property
    def _fields(self) -> dict[int, SolutionField | None]:
        return {}

    def _proved(self, index: int) -> SolutionField | None:
        if index not in self._fields:
            self._fields[index] = self._field(index)
        return self._fields[index]

    @cached_property
    def _zeros(self) -> Parametrization | None:
        return self._parametrize()

    @cached_property
    def _factors(self) -> list[fmpz_poly]:
        zeros = self._zeros
        return [] if zeros is None else [primitive_part(factor) for factor, _ in zeros.elimination.factor()[1]]

    def _field(self, index: int) -> SolutionField | None:
        factor, zeros = self._factors[index], self._zeros
        if zeros is None or factor.degree() > MAX_FIELD_DEGREE:
            return None
        for exponent in EXPONENTS:
            if exponent < MARGIN * factor.height_bits() and exponent != EXPONENTS[-1]:
                continue
            unknowns = self._tangency.unknowns
            found = candidate(self._tangency.quadric, unknowns, zeros, factor, (1 << exponent) - 1)
            if found is not None:
                field = SolutionField(self._tangency, found)
                if field.is_proved:
                    return field
        return None

    def _may_hold(self, index: int, box: Box) -> bool:
        """Whether the parametrization leads to a box at a root of this factor, as far as can be seen with few bits."""
        zeros = self._zeros
        if zeros is None:
            return False
        for root in real_roots(self._factors[index], FIRST_PRECISION):
            with flint.ctx.workprec(FIRST_PRECISION):
                below = zeros.denominator(root)
                # the repeated roots come first; a division by a ball around zero overlaps everything
                point = [p(root) / (below * scale) for p, scale in zeros.numerators]
            if all(side.real.overlaps(z) for side, z in zip(box.coordinates, point, strict=False)):
                return True
        return False

    def minimal_polynomial(self, box: Box) -> tuple[int, ...] | None:
        """The minimal polynomial over ℤ of the value at the form in a box, primitive, leading coefficient positive.

        None: the field of the form has degree above MAX_FIELD_DEGREE, the numbers in question are too long to be found
        modulo the largest of the primes, or there is no parametrization, or it does not hold the form.
        """
        for index in range(len(self._factors)):
            field = self._proved(index) if self._may_hold(index, box) else None
            root = None if field is None else field.root_in(box)
            if field is not None and root is not None:
                return _irreducible(field, root)
        return None


def _irreducible(field: SolutionField, root: Callable[[int], arb]) -> tuple[int, ...]:
    def ball_at(precision: int) -> arb:
        place = root(precision)
        with flint.ctx.workprec(precision):
            return field.ball(field.found.value, place)

    factor, _ = irreducible_factor_at(fmpz_poly(list(field.found.minimal)), ball_at)
    return tuple(int(c) for c in factor.coeffs())
