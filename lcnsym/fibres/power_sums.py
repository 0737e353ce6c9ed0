"""Many colours of few small multiplicities at once, through power sums.

With x_i for bin i, a colour with m balls of size 1 contributes h_m(x), or e_m(x) if no bin takes two of them, and one
with m balls of size 2 contributes h_m(x²) or e_m(x²); packings are counted by a coefficient of the product. In power
sums p_k = Σ x_i^k the colours with small m are few terms, e_2 = (p_1² − p_2)/2, and the bins separate:

    [x^c] Π p_k^α_k = Π α_k! · [Π p_k^α_k] Π_i B_{c_i},   B_c = Σ_{Σ k·j_k = c} Π p_k^j_k / j_k!

(Macdonald, Symmetric Functions and Hall Polynomials, I.2, for the expansions.)

A monomial is an integer key: digits for the exponents of p_k, k > 1; the exponent of p_1 follows from the degree.
Coefficients of one variable, the one with the most exponents, are packed into one long integer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from math import factorial, prod
from operator import mul


def exponents(total: int, parts: Sequence[int], *, exact: bool) -> Iterator[tuple[int, ...]]:
    """All vectors j ≥ 0 with Σ parts·j = total, or ≤ total if not `exact`."""
    if not parts:
        if total == 0 or not exact:
            yield ()
        return
    for j in range(total // parts[0] + 1):
        for rest in exponents(total - j * parts[0], parts[1:], exact=exact):
            yield (j, *rest)


@dataclass(frozen=True)
class Ring:
    """The monomials in the power sums that colours of the given multiplicities need.

    Args:
        single, double: the multiplicities, of balls of size 1 and 2.
        compatible: whether no bin takes two balls of one colour.
    """

    single: tuple[int, ...]
    double: tuple[int, ...]
    compatible: bool

    @cached_property
    def bounds(self) -> dict[int, int]:
        """For every k > 1 with p_k in an expansion, the largest exponent of p_k; the packed variable comes first."""
        found: dict[int, int] = {}
        for size, multiplicities in ((1, self.single), (2, self.double)):
            for k in range(1, max(multiplicities, default=0) + 1):
                found[size * k] = found.get(size * k, 0) + sum(m // k for m in multiplicities)
        found.pop(1, None)
        return dict(sorted(found.items(), key=lambda entry: (-entry[1], entry[0])))

    @property
    def degree(self) -> int:
        """The degree in x of the product of all colours' symmetric functions."""
        return sum(self.single) + 2 * sum(self.double)

    @cached_property
    def shifts(self) -> dict[int, int]:
        """Where the digit of p_k begins; one bit above each digit stays free, to notice exponents beyond bounds."""
        found, offset = {}, 0
        for k, bound in self.bounds.items():
            found[k] = offset
            offset += bound.bit_length() + 1
        return found

    @cached_property
    def packed(self) -> int:
        """The bits of the digit of the packed variable, the lowest ones of a key."""
        return next(iter(self.bounds.values()), 0).bit_length() + 1 if self.bounds else 0

    @property
    def slots(self) -> int:
        """How many exponents the packed variable may have."""
        return 1 + next(iter(self.bounds.values()), 0)

    @property
    def end(self) -> int:
        """The first bit after the digits, without those of the packed variable."""
        return sum(bound.bit_length() + 1 for bound in self.bounds.values()) - self.packed

    @cached_property
    def guards(self) -> tuple[int, int]:
        """(bias, mask): a key without the packed variable is within bounds exactly if (key + bias) & mask is 0."""
        bias = mask = 0
        for k, bound in list(self.bounds.items())[1:]:
            digit, shift = bound.bit_length(), self.shifts[k] - self.packed
            bias += ((1 << digit) - 1 - bound) << shift
            mask += 1 << (digit + shift)
        return bias, mask

    def bin_terms(self, capacity: int, room: int) -> dict[int, int]:
        """capacity! · B_room as {key: coefficient}; integers for room ≤ capacity."""
        found = {}
        for powers in exponents(room, tuple(self.bounds), exact=not self.single):
            key = sum(j << shift for j, shift in zip(powers, self.shifts.values(), strict=True))
            ones = room - sum(j * k for j, k in zip(powers, self.bounds, strict=True))
            if all(j <= bound for j, bound in zip(powers, self.bounds.values(), strict=True)):
                found[key] = factorial(capacity) // (factorial(ones) * prod(map(factorial, powers)))
        return found

    @cached_property
    def colours_width(self) -> int:
        """Bits for one coefficient of `colours`, with its sign: the m! types of each colour bound their sum."""
        return prod(map(factorial, self.single + self.double)).bit_length() + 1

    def colours(self) -> tuple[dict[int, int], int]:
        """The product of all colours' symmetric functions, and a common denominator.

        From keys without the packed variable to a polynomial in it, whose coefficients `fields` takes apart.
        """
        result, denominator = {0: 1}, 1
        for size, multiplicities in ((2, self.double), (1, self.single)):
            for m in sorted(multiplicities, reverse=True):
                denominator *= factorial(m)
                factor = packed(self._colour(m, size), self.packed, self.colours_width)
                result = _product(result, factor)
        return result, denominator

    def fields(self, polynomial: int) -> list[int]:
        """The coefficients of a polynomial in the packed variable, which may be negative, in ascending order."""
        width, half = self.colours_width, 1 << self.colours_width - 1
        polynomial += self._halves
        return [(polynomial >> width * exponent & 2 * half - 1) - half for exponent in range(self.slots)]

    @cached_property
    def _halves(self) -> int:
        return sum(1 << self.colours_width * (exponent + 1) - 1 for exponent in range(self.slots))

    def _colour(self, m: int, size: int) -> dict[int, int]:
        """m!·h_m or m!·e_m in the power sums p_{size·k}: Σ over the types of permutations of m, with signs for e."""
        found = {}
        for powers in exponents(m, tuple(range(1, m + 1)), exact=True):
            ways, sign, key = factorial(m), 1, 0
            for k, j in enumerate(powers, 1):
                ways //= factorial(j) * k**j
                sign *= -1 if self.compatible and (k - 1) * j % 2 else 1
                key += j << self.shifts[size * k] if size * k > 1 else 0
            found[key] = sign * ways
        return found

    def evaluated(self, key: int) -> int:
        """Π α_k! for the monomial Π p_k^α_k, p_1 among them."""
        lower = key & self._lower_half
        (product_below, below), (product_above, above) = self._part(lower), self._part(key - lower)
        return product_below * product_above * self._factorials[self.degree - below - above]

    @cached_property
    def _lower_half(self) -> int:
        """A mask for the digits of half of the variables; many keys agree in one half."""
        shifts = list(self.shifts.values())
        return (1 << shifts[len(shifts) // 2]) - 1 if shifts else 0

    @cached_property
    def _factorials(self) -> list[int]:
        return list(accumulate(range(1, self.degree + 1), mul, initial=1))

    @cached_property
    def _parts(self) -> dict[int, tuple[int, int]]:
        return {}

    def _part(self, key: int) -> tuple[int, int]:
        """(Π α_k!, Σ k·α_k) for a monomial without p_1."""
        if key not in self._parts:
            powers = {k: key >> self.shifts[k] & ((1 << bound.bit_length()) - 1) for k, bound in self.bounds.items()}
            self._parts[key] = prod(map(factorial, powers.values())), sum(k * power for k, power in powers.items())
        return self._parts[key]


def packed(terms: dict[int, int], digit: int, width: int) -> dict[int, int]:
    """The terms with the exponent in the lowest `digit` bits of the key moved into the coefficient."""
    result: dict[int, int] = {}
    for key, coefficient in terms.items():
        rest, exponent = key >> digit, key & ((1 << digit) - 1)
        result[rest] = result.get(rest, 0) + (coefficient << width * exponent)
    return result


def _product(terms: dict[int, int], factor: dict[int, int]) -> dict[int, int]:
    result: dict[int, int] = {}
    for other, number in factor.items():
        for key, coefficient in terms.items():
            result[key + other] = result.get(key + other, 0) + coefficient * number
    return result
