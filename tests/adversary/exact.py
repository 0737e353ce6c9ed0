"""Plain exact arithmetic: polynomials over a real field, Sturm's theorem, small matrices. Slow and obvious.

Polynomials are lists, constant term first; coefficients are rationals or `Algebraic` numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Any

Poly = list[Any]
Matrix = list[list[Any]]


class NoField(Exception):  # noqa: N818 - a finding about a document, not a mistake of the program
    """The interval of a field does not hold exactly one root of its polynomial."""


class Root:
    """α, the only real root of a rational polynomial in an open interval."""

    def __init__(self, minpoly: Sequence[Fraction], lo: Fraction, hi: Fraction) -> None:
        m = square_free(trim([Fraction(c) for c in minpoly]))
        for end in (lo, hi):
            if value(m, end) == 0:
                m = quotient(m, [-end, Fraction(1)])
        if len(m) < 2 or real_roots(m, lo, hi) != 1:
            raise NoField
        self.minpoly: Poly = monic(m)
        self.lo, self.hi = lo, hi
        self._rising = value(self.minpoly, hi) > 0
        self.narrow(20)

    def narrow(self, times: int) -> None:
        """Halve the interval around α."""
        for _ in range(times):
            middle = (self.lo + self.hi) / 2
            here = value(self.minpoly, middle)
            if here == 0:
                width = (self.hi - self.lo) / 4
                self.lo, self.hi = middle - width, middle + width
            elif (here > 0) == self._rising:
                self.hi = middle
            else:
                self.lo = middle

    def sign(self, f: Sequence[Fraction]) -> int:
        """The sign of f(α), exactly: by intervals, and by a common factor where they do not decide."""
        if not any(f[1:]):
            return (f[0] > 0) - (f[0] < 0) if f else 0
        for attempt in range(10_000):
            low, high = _range(f, self.lo, self.hi)
            if low > 0 or high < 0:
                return 1 if low > 0 else -1
            if attempt == 2:
                common = gcd(list(f), self.minpoly)
                if len(common) > 1 and value(common, self.lo) * value(common, self.hi) < 0:
                    return 0
            self.narrow(20)
        raise AssertionError("a number that is not zero is not separated from zero")

    def inverse(self, f: Poly) -> Poly:
        """1/f(α); a factor of the polynomial that has not the root α is dropped where it stands in the way."""
        while True:
            common, inverse = _bezout(f, self.minpoly)
            if len(common) == 1:
                return inverse
            if value(common, self.lo) * value(common, self.hi) < 0:
                raise ZeroDivisionError
            self.minpoly = quotient(self.minpoly, common)
            # the other factor may fall where the whole rose
            self._rising = value(self.minpoly, self.hi) > 0


class Algebraic:
    """f(α) for a rational polynomial f."""

    __slots__ = ("c", "root")

    def __init__(self, root: Root, c: Sequence[Fraction]) -> None:
        self.root = root
        self.c = remainder([Fraction(x) for x in c], root.minpoly)

    def _with(self, other: Any) -> Poly:
        return other.c if isinstance(other, Algebraic) else [Fraction(other)]

    def __add__(self, other: Any) -> Algebraic:
        return Algebraic(self.root, add(self.c, self._with(other)))

    def __neg__(self) -> Algebraic:
        return Algebraic(self.root, [-x for x in self.c])

    def __sub__(self, other: Any) -> Algebraic:
        return self + (-other)

    def __rsub__(self, other: Any) -> Algebraic:
        return -self + other

    def __mul__(self, other: Any) -> Algebraic:
        return Algebraic(self.root, multiply(self.c, self._with(other)))

    def __truediv__(self, other: Any) -> Algebraic:
        if isinstance(other, Algebraic):
            return self * Algebraic(self.root, self.root.inverse(trim(other.c)))
        return Algebraic(self.root, [x / other for x in self.c])

    def __rtruediv__(self, other: Any) -> Algebraic:
        return Algebraic(self.root, [Fraction(other)]) / self

    __radd__, __rmul__ = __add__, __mul__


def sign(x: Any) -> int:
    """The exact sign of a rational or algebraic number."""
    if isinstance(x, Algebraic):
        return x.root.sign(x.c)
    return (x > 0) - (x < 0)


def trim(f: Sequence[Any]) -> Poly:
    """Without leading coefficients that are zero."""
    g = list(f)
    while g and sign(g[-1]) == 0:
        g.pop()
    return g


def add(f: Sequence[Any], g: Sequence[Any]) -> Poly:
    long, short = (f, g) if len(f) >= len(g) else (g, f)
    return [a + b for a, b in zip(long, short, strict=False)] + list(long[len(short) :])


def multiply(f: Sequence[Any], g: Sequence[Any]) -> Poly:
    if not f or not g:
        return []
    found: Poly = [Fraction(0)] * (len(f) + len(g) - 1)
    for i, a in enumerate(f):
        for j, b in enumerate(g):
            found[i + j] = found[i + j] + a * b
    return found


def power(f: Sequence[Any], exponent: int) -> Poly:
    found: Poly = [Fraction(1)]
    for _ in range(exponent):
        found = multiply(found, f)
    return found


def divided(f: Sequence[Any], g: Sequence[Any]) -> tuple[Poly, Poly]:
    """Quotient and remainder; g is trimmed and not zero."""
    rest, found = list(f), [Fraction(0)] * max(len(f) - len(g) + 1, 0)
    while len(rest) >= len(g):
        factor = rest.pop() / g[-1]
        place = len(rest) + 1 - len(g)
        found[place] = factor
        for i, c in enumerate(g[:-1]):
            rest[place + i] = rest[place + i] - factor * c
    return found, rest


def quotient(f: Sequence[Any], g: Sequence[Any]) -> Poly:
    return divided(f, g)[0]


def remainder(f: Sequence[Any], g: Sequence[Any]) -> Poly:
    return divided(f, g)[1]


def monic(f: Poly) -> Poly:
    return [c / f[-1] for c in f]


def gcd(f: Poly, g: Poly) -> Poly:
    """The monic greatest common divisor; of zero and zero it is empty."""
    f, g = trim(f), trim(g)
    while g:
        f, g = g, trim(remainder(f, g))
    return monic(f) if f else []


def _bezout(f: Poly, m: Poly) -> tuple[Poly, Poly]:
    """A common divisor of f and m, 1 if it is constant, and s with s·f = it modulo m."""
    r0, r1, s0, s1 = m, trim(f), [], [Fraction(1)]
    while r1:
        q, rest = divided(r0, r1)
        r0, r1 = r1, trim(rest)
        s0, s1 = s1, add(s0, [-c for c in multiply(q, s1)])
    return monic(r0), [c / r0[-1] for c in s0]


def derivative(f: Sequence[Any]) -> Poly:
    return [i * c for i, c in enumerate(f)][1:]


def value(f: Sequence[Any], x: Any) -> Any:
    found: Any = Fraction(0)
    for c in reversed(f):
        found = found * x + c
    return found


def square_free(f: Poly) -> Poly:
    """The product of the distinct factors of a polynomial that is not zero."""
    return quotient(f, gcd(f, derivative(f))) if len(f) > 1 else f


def _range(f: Sequence[Fraction], lo: Fraction, hi: Fraction) -> tuple[Fraction, Fraction]:
    """An interval that holds the values of f on [lo, hi]."""
    low = high = Fraction(0)
    for c in reversed(f):
        ends = [low * lo, low * hi, high * lo, high * hi]
        low, high = min(ends) + c, max(ends) + c
    return low, high


def real_roots(f: Sequence[Any], lo: Fraction | None = None, hi: Fraction | None = None) -> int:
    """The number of distinct real roots in the open interval, by Sturm's theorem; None: without an end."""
    f = trim(f)
    if len(f) < 2:
        return 0
    chain = [f, derivative(f)]
    while len(chain[-1]) > 1:
        rest = trim([-c for c in remainder(chain[-2], chain[-1])])
        if not rest:
            break
        chain.append(rest)
    # divided by the last one, the chain is that of the square-free part
    chain = [quotient(g, chain[-1]) for g in chain] if len(chain[-1]) > 1 else chain
    at_end = hi is not None and sign(value(chain[0], hi)) == 0
    return _variations(chain, lo, -1) - _variations(chain, hi, 1) - int(at_end)


def _variations(chain: Sequence[Poly], x: Fraction | None, side: int) -> int:
    signs = [sign(value(f, x)) if x is not None else sign(f[-1]) * side ** (len(f) - 1) for f in chain]
    known = [s for s in signs if s]
    return sum(a != b for a, b in pairwise(known))


def isolated(f: Poly, width: Fraction) -> list[tuple[Fraction, Fraction]]:
    """Intervals below a width around the real roots of a rational polynomial, ascending; some are [r, r]."""
    f = square_free(trim(f))
    if len(f) < 2:
        return []
    bound = 1 + max(abs(c / f[-1]) for c in f[:-1])
    found, waiting = [], [(-bound, bound, real_roots(f))]
    while waiting:
        lo, hi, number = waiting.pop()
        if number == 0:
            continue
        if number == 1:
            found.append(_narrowed(f, lo, hi, width))
            continue
        middle = (lo + hi) / 2
        if value(f, middle) == 0:
            found.append((middle, middle))
        waiting += [(a, b, real_roots(f, a, b)) for a, b in ((lo, middle), (middle, hi))]
    return sorted(found)


def _narrowed(f: Poly, lo: Fraction, hi: Fraction, width: Fraction) -> tuple[Fraction, Fraction]:
    """One root in the open interval, the ends may be others."""
    for end in (lo, hi):
        if value(f, end) == 0:
            f = quotient(f, [-end, Fraction(1)])
    rising = value(f, hi) > 0
    while hi - lo > width:
        middle = (lo + hi) / 2
        here = value(f, middle)
        if here == 0:
            return middle, middle
        lo, hi = (lo, middle) if (here > 0) == rising else (middle, hi)
    return lo, hi


def rank(rows: Sequence[Sequence[Any]]) -> int:
    """The rank of a matrix, by elimination."""
    left, found = [list(row) for row in rows], 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((i for i in range(found, len(left)) if sign(left[i][column])), None)
        if pivot is None:
            continue
        left[found], left[pivot] = left[pivot], left[found]
        for i in range(found + 1, len(left)):
            factor = left[i][column] / left[found][column]
            left[i] = [a - factor * b for a, b in zip(left[i], left[found], strict=True)]
        found += 1
    return found


def inverse(rows: Sequence[Sequence[Fraction]]) -> Matrix | None:
    """The inverse of a rational matrix; None: it is singular."""
    size = len(rows)
    work = [[*map(Fraction, row), *(Fraction(int(i == j)) for j in range(size))] for i, row in enumerate(rows)]
    for column in range(size):
        pivot = next((i for i in range(column, size) if work[i][column]), None)
        if pivot is None:
            return None
        work[column], work[pivot] = work[pivot], work[column]
        work[column] = [c / work[column][column] for c in work[column]]
        for i in range(size):
            if i != column and work[i][column]:
                factor = work[i][column]
                work[i] = [a - factor * b for a, b in zip(work[i], work[column], strict=True)]
    return [row[size:] for row in work]


def product(a: Sequence[Sequence[Any]], b: Sequence[Sequence[Any]]) -> Matrix:
    columns = list(zip(*b, strict=True))
    return [[sum(x * y for x, y in zip(row, column, strict=True)) for column in columns] for row in a]


def apply(rows: Sequence[Sequence[Any]], vector: Sequence[Any]) -> list[Any]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in rows]


def polynomial_determinant(rows: Sequence[Sequence[Poly]]) -> Poly:
    """The determinant of a matrix of polynomials, by its first column."""
    if not rows:
        return [Fraction(1)]
    found: Poly = []
    for i, row in enumerate(rows):
        if any(row[0]):
            minor = polynomial_determinant([other[1:] for j, other in enumerate(rows) if j != i])
            found = add(found, [(-1) ** i * c for c in multiply(row[0], minor)])
    return found


@lru_cache(maxsize=4096)
def root_of(minpoly: tuple[str, ...], interval: tuple[str, str]) -> Root | None:
    """The generator of a document's field; None: there is no such root."""
    lo, hi = map(Fraction, interval)
    try:
        return Root([Fraction(c) for c in minpoly], lo, hi)
    except NoField:
        return None


def number(document: Any, root: Root | None) -> Any:
    """A number of a document."""
    if isinstance(document, str):
        return Fraction(document)
    if root is None:
        raise AssertionError("lists are numbers of a field")
    return Algebraic(root, [Fraction(c) for c in document])
