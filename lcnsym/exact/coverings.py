"""Descartes' rule on a covering of the projective line: isolation of real roots, and bounds on their number.

Breakpoints b_1 < … < b_m and infinity cut the projective line into open arcs. The sign variations on an arc bound
the number of its roots, counted with multiplicity, from above and have its parity; 0 and 1 are exact. The arcs come
from continued fractions (Vincent; Akritas and Strzeboński): an arc is cut at a lower bound of its positive roots in
its own coordinate, or at 1.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from ..errors import InconclusiveError
from .forms import BinaryForm
from .line_polynomials import LinePolynomial, variations

MAX_CUTS = 100_000

End = Fraction | None
"""An end of an arc; None is infinity."""


@dataclass(frozen=True)
class Arc:
    """An open arc of the projective line and the sign variations of the form on it."""

    lo: End
    hi: End
    variations: int


@dataclass(frozen=True)
class Covering:
    """Arcs in ascending order, from infinity to infinity, and the multiplicities of the roots at their ends.

    Attributes:
        arcs: m + 1 arcs for m ≥ 1 breakpoints.
        at_breakpoints: (breakpoint, multiplicity) for the breakpoints that are roots.
        at_infinity: multiplicity of the root at infinity.
    """

    arcs: tuple[Arc, ...]
    at_breakpoints: tuple[tuple[Fraction, int], ...]
    at_infinity: int

    @property
    def breakpoints(self) -> tuple[Fraction, ...]:
        """The finite ends, ascending."""
        return tuple(arc.lo for arc in self.arcs if arc.lo is not None)

    @property
    def known(self) -> int:
        """Roots at breakpoints and infinity, with multiplicity."""
        return self.at_infinity + sum(m for _, m in self.at_breakpoints)

    @property
    def upper(self) -> int:
        """No more real roots than this, with multiplicity."""
        return self.known + sum(arc.variations for arc in self.arcs)

    @property
    def lower(self) -> int:
        """At least so many real roots, with multiplicity."""
        return self.known + sum(arc.variations % 2 for arc in self.arcs)


@dataclass
class _Piece:
    """An arc u ∈ (0, ∞) ↦ (a u + b)/(c u + d) with the form's polynomial in u; `sign` −1 for the mirrored half-line."""

    polynomial: LinePolynomial
    mobius: tuple[int, int, int, int]
    sign: int
    variations: int

    def ends(self) -> tuple[End, End]:
        a, b, c, d = self.mobius
        at_zero, at_infinity = _quotient(self.sign * b, d), _quotient(self.sign * a, c)
        return (at_zero, at_infinity) if self.ascending else (at_infinity, at_zero)

    @property
    def ascending(self) -> bool:
        a, b, c, d = self.mobius
        return (a * d - b * c > 0) == (self.sign > 0)


def _quotient(a: int, b: int) -> End:
    return Fraction(a, b) if b else None


def isolate(form: BinaryForm) -> Covering:
    """A covering with at most one variation on every arc, for a non-zero square-free form.

    Raises:
        InconclusiveError: more than MAX_CUTS cuts are needed; the form is then probably not square-free.
    """
    return _covering(form, lambda widest, _upper: widest <= 1)


def cover(form: BinaryForm, at_most: int) -> Covering:
    """A covering with `upper` ≤ at_most, for a non-zero form with at most so many real roots, with multiplicity.

    Raises:
        InconclusiveError: more than MAX_CUTS cuts are needed; the form probably has more real roots.
    """
    return _covering(form, lambda widest, upper: upper <= at_most or widest == 0)


def _covering(form: BinaryForm, done: Callable[[int, int], bool]) -> Covering:
    infinity = form.order_at_infinity
    line = LinePolynomial.of_form(BinaryForm(form.coefficients[infinity:]))
    roots: dict[Fraction, int] = {}
    pieces: list[_Piece] = []
    for sign, half in ((1, line), (-1, line.mirrored())):
        rest, order = _without_zero(half)
        if order:
            roots[Fraction(0)] = order
        pieces.append(_Piece(rest, (1, 0, 0, 1), sign, variations(rest.signs())))
    finished = _cut_until(pieces, roots, lambda widest, total: done(widest, total + infinity))
    arcs = sorted((_arc(piece) for piece in finished), key=_arc_key)
    return _simplified(Covering(tuple(arcs), tuple(sorted(roots.items())), infinity), line)


def _arc(piece: _Piece) -> Arc:
    return Arc(*piece.ends(), piece.variations)


def _arc_key(arc: Arc) -> tuple[int, Fraction]:
    return (0, Fraction(0)) if arc.lo is None else (1, arc.lo)


def _cut_until(pieces: list[_Piece], roots: dict[Fraction, int], done: Callable[[int, int], bool]) -> list[_Piece]:
    """Cut the piece with the most variations until `done(widest, upper)`; roots met at cuts are noted."""
    queue = [(-piece.variations, i, piece) for i, piece in enumerate(pieces)]
    heapq.heapify(queue)
    total = sum(piece.variations for piece in pieces) + sum(roots.values())
    counter = len(queue)
    while not done(-queue[0][0], total):
        if counter > MAX_CUTS:
            raise InconclusiveError(f"more than {MAX_CUTS} cuts of the line are needed to bound the real roots")
        _, _, piece = heapq.heappop(queue)
        before = sum(roots.values())
        for part in _cut(piece, roots):
            counter += 1
            total += part.variations
            heapq.heappush(queue, (-part.variations, counter, part))
        total += sum(roots.values()) - before - piece.variations
    return [piece for _, _, piece in queue]


def _cut(piece: _Piece, roots: dict[Fraction, int]) -> Iterator[_Piece]:
    """Cut an arc at a lower bound of its roots, where that is at least 1, or at 1."""
    a, b, c, d = piece.mobius
    polynomial = piece.polynomial
    step = _lower_bound(polynomial)
    if step > 1:
        shifted = polynomial.shifted(step)
        yield _Piece(polynomial, _between(a, b, c, d, step), piece.sign, 0)
        yield _noted(shifted, (a, a * step + b, c, c * step + d), piece.sign, roots)
        return
    above = polynomial.shifted(1)
    below = polynomial.reversed().shifted(1)
    yield _noted(above, (a, a + b, c, c + d), piece.sign, roots)
    rest, _ = _without_zero(below)
    yield _Piece(rest, (b, a + b, d, c + d), piece.sign, variations(rest.signs()))


def _between(a: int, b: int, c: int, d: int, step: int) -> tuple[int, int, int, int]:
    """The Möbius map of the part u < step: it takes 0 to the map's value at step and infinity to that at 0."""
    return (b, a * step + b, d, c * step + d)


def _noted(
    polynomial: LinePolynomial, mobius: tuple[int, int, int, int], sign: int, roots: dict[Fraction, int]
) -> _Piece:
    """The piece above a cut; a root at the cut itself goes to `roots`."""
    rest, order = _without_zero(polynomial)
    if order:
        _, b, _, d = mobius
        roots[Fraction(sign * b, d)] = order
    return _Piece(rest, mobius, sign, variations(rest.signs()))


def _without_zero(polynomial: LinePolynomial) -> tuple[LinePolynomial, int]:
    """The polynomial divided by its power of u, and that power."""
    order = 0
    while order < polynomial.degree and not any(g[order] for g in polynomial.coordinates):
        order += 1
    if order == 0:
        return polynomial, 0
    coordinates = [g.right_shift(order) for g in polynomial.coordinates]
    return LinePolynomial(polynomial.field, coordinates, polynomial.degree - order), order


def _lower_bound(polynomial: LinePolynomial) -> int:
    """A power of two below every positive root, or 0 if none ≥ 1 is found: a pairing bound for the reversed polynomial.

    Every coefficient of the sign opposite to the constant term's is paired with an earlier one of the constant term's
    sign, which may be used several times at the price of halving its share. Below the bound every derivative of the
    reversed polynomial keeps its sign too, so that part of the arc has no variations.
    """
    signs, sizes = polynomial.signs(), polynomial.sizes()
    margin = 2  # a size is within one bit, on either side
    lead = signs[0]
    uses = [1] * len(signs)
    worst: int | None = None
    for i, s in enumerate(signs):
        if s != -lead:
            continue
        best: int | None = None
        chosen = 0
        for j in range(i):
            if signs[j] == lead:
                gap = sizes[i] - sizes[j] + margin + uses[j]
                exponent = -(-gap // (i - j))
                if best is None or exponent < best:
                    best, chosen = exponent, j
        uses[chosen] += 1
        worst = best if worst is None or (best is not None and best > worst) else worst
    return 1 << -worst if worst is not None and worst < 0 else 0


def _simplified(covering: Covering, line: LinePolynomial) -> Covering:
    """The covering without breakpoints whose arcs may be joined with no loss."""
    roots = dict(covering.at_breakpoints)
    joined = [covering.arcs[0]]
    for i, arc in enumerate(covering.arcs[1:], start=2):
        last = joined[-1]
        total = last.variations + arc.variations
        only = len(joined) == 1 and i == len(covering.arcs)
        may_join = arc.lo not in roots and total <= 1 and not only
        if may_join and variations(line.on_arc(last.lo, arc.hi).signs()) == total:
            joined[-1] = Arc(last.lo, arc.hi, total)
        else:
            joined.append(arc)
    return Covering(tuple(joined), covering.at_breakpoints, covering.at_infinity)
