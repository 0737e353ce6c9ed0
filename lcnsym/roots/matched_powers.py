"""Which roots of one form are powers of which roots of another, decided by counting what certified balls leave open."""

from __future__ import annotations

from collections.abc import Sequence

import flint
from flint import acb

from ..algebra.fields import START_PRECISION
from ..algebra.precision import decided
from .chosen_roots import PlacedRoot
from .conjugates import overlapping
from .roots import ComplexPair

Parts = tuple[tuple[int, int], ...]


def matched_powers(below: Sequence[PlacedRoot], above: Sequence[PlacedRoot], exponent: int) -> tuple[Parts, ...]:
    """For every t in `above`, the roots or pairs x of `below` with x^r = t: (place in `below`, multiplicity).

    At precision enough the balls of x^r and t overlap for no other pairs than those that are equal; how many of these
    there are is known beforehand, since all r-th roots of all t are in `below`. As many overlaps prove them all.

    Args:
        below: all roots, each once, of a form that Q(x^r, y^r) divides.
        above: all roots, each once, of Q.
        exponent: r ≥ 1.
    """
    fixed = {_fixed(placed): place for place, placed in enumerate(below)}
    moving = [(place, placed) for place, placed in enumerate(below) if _fixed(placed) is None]
    expected = sum(_preimages(placed, exponent) for placed in above if _fixed(placed) is None)

    def parts_at(precision: int) -> tuple[Parts, ...] | None:
        powers = [(place, _power(placed, exponent, precision)) for place, placed in moving]
        found: list[Parts] = []
        for placed in above:
            kind = _fixed(placed)
            if kind is not None:
                found.append(((fixed[kind], exponent),))
                continue
            with flint.ctx.workprec(precision):
                ball = _ball(placed, precision)
                around = [ball, ball.conjugate()]
            found.append(tuple((place, 1) for place, power in powers if overlapping(power, around)))
        moved = sum(len(parts) for parts, placed in zip(found, above, strict=True) if _fixed(placed) is None)
        return tuple(found) if moved == expected else None

    return decided(parts_at, START_PRECISION)


def _fixed(placed: PlacedRoot) -> str | None:
    """Which of the points that are their own powers the root is; None: another one."""
    if placed.conjugates is None:
        return "infinity"
    return None if placed.conjugates.polynomial[0] else "zero"


def _ball(placed: PlacedRoot, precision: int) -> acb:
    if placed.conjugates is None:
        raise AssertionError("infinity has no ball")
    return placed.conjugates.balls(precision)[placed.numbers[0]]


def _power(placed: PlacedRoot, exponent: int, precision: int) -> acb:
    with flint.ctx.workprec(precision):
        return _ball(placed, precision) ** exponent


def _preimages(placed: PlacedRoot, exponent: int) -> int:
    """How many real roots and pairs x of x^r = t there are."""
    if isinstance(placed.root, ComplexPair):
        return exponent
    if exponent % 2:
        return (exponent + 1) // 2
    return exponent // 2 + (1 if _is_positive(placed) else 0)


def _is_positive(placed: PlacedRoot) -> bool:
    """The sign of a real root that is not 0."""

    def is_positive_at(precision: int) -> bool | None:
        real = _ball(placed, precision).real
        return None if real.contains(0) else bool(real > 0)

    return decided(is_positive_at, START_PRECISION)
