"""The irreducible factors that each level of layers with several axes can take, and what each of them is made of below.

`docs/larger-strides.md`, on several axes, has the proofs.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import accumulate

from ..algebra.forms import BinaryForm
from ..algebra.multihomogeneous import TensorForm
from ..algebra.multihomogeneous_factors import rational_factors
from ..algebra.short_repr import short_repr
from ..network.levels import Level, Vector
from ..roots.absolute_factors import Splitting, most_pieces, splitting
from ..roots.chosen_roots import PlacedRoot, placed_roots
from ..roots.matched_powers import matched_powers
from ..roots.real_multiples import only_multiple
from ..roots.roots import ComplexPair
from .nested import MadeOf
from .vector_packings import VectorLevel


class Over(Enum):
    """The field over which factors are irreducible."""

    RATIONALS = "ℚ"
    REALS = "ℝ"
    COMPLEX = "ℂ"


@short_repr
@dataclass(frozen=True)
class RationalFactor:
    """An irreducible factor over ℚ of a filter's form.

    Attributes:
        form: monic.
        multiplicity: in the filter's form, or in the largest divisor of a level.

    Examples:
        >>> from lcnsym import TensorArchitecture, TensorVerdict
        >>> architecture = TensorArchitecture(((2, 2), (2, 2)))
        >>> for factor in TensorVerdict(architecture, TensorForm((3, 3), (1, 0, 0, 0, 0, 0, 0, 0, -4))).factors:
        ...     print(factor.form, factor.multiplicity)
        x1*x2 + 2*y1*y2 1
        x1*x2 - 2*y1*y2 1
    """

    form: TensorForm
    multiplicity: int

    @cached_property
    def splitting(self) -> Splitting:
        """How it splits over ℝ and ℂ. Raises InconclusiveError if that is not decided."""
        return splitting(self.form)

    @cached_property
    def most_pieces(self) -> int:
        """The number of factors over ℂ divides this; 1: it does not split."""
        return most_pieces(self.form)

    @cached_property
    def pairs(self) -> int:
        """The number of its irreducible factors over ℝ that split over ℂ. Raises as `splitting`."""
        return (self.splitting.pieces - self.splitting.real_pieces) // 2

    def parts(self, pieces: int) -> Vector:
        """The multidegree of one of so many equal pieces."""
        return tuple(d // pieces for d in self.form.degrees)

    def sizes(self, over: Over) -> list[Vector]:
        """The multidegrees of its irreducible factors over a field: over ℝ those that stay whole over ℂ first.

        Raises:
            InconclusiveError: as `splitting`.
        """
        if over is Over.RATIONALS:
            return [self.form.degrees]
        part = self.parts(self.splitting.pieces)
        if over is Over.COMPLEX:
            return [part] * self.splitting.pieces
        return [part] * self.splitting.real_pieces + [tuple(2 * d for d in part)] * self.pairs


@dataclass(frozen=True)
class FactorLevel:
    """The irreducible factors of D_S(P) over a field, for the layers with this S.

    Attributes:
        level: S and the layers.
        factors: over ℚ.
        over: the field over which the pieces are irreducible.
        made_of: for every piece the places and numbers of pieces of the level below; empty for the lowest level.
    """

    level: Level
    factors: tuple[RationalFactor, ...]
    over: Over
    made_of: MadeOf = ()

    @cached_property
    def pieces(self) -> tuple[tuple[RationalFactor, int], ...]:
        """The irreducible factors over the field: which factor over ℚ they divide, and as which of its pieces."""
        return tuple((factor, i) for factor in self.factors for i in range(len(factor.sizes(self.over))))

    @cached_property
    def packed(self) -> VectorLevel:
        """The balls and bins."""
        return VectorLevel(
            tuple(size for factor in self.factors for size in factor.sizes(self.over)),
            tuple(factor.multiplicity for factor, _ in self.pieces),
            self.level.capacities,
            self.made_of,
        )


def irreducible_factors(form: TensorForm) -> tuple[RationalFactor, ...]:
    """Those over ℚ; none for the zero form.

    Raises:
        UnsupportedError: the coefficients are not rational up to a common factor.
    """
    return () if form.is_zero else tuple(RationalFactor(one, m) for one, m in rational_factors(form))


def factor_levels(
    levels: tuple[Level, ...], factors: tuple[tuple[RationalFactor, ...], ...], over: Over, *, named: bool = False
) -> tuple[FactorLevel, ...]:
    """The levels with the pieces of the factors over ℚ of each level's largest divisor, the lowest first.

    Args:
        named: whether it matters which of conjugate real pieces each is. Decisions and numbers do not depend on it.

    Raises:
        InconclusiveError: how a factor splits over the field, or what its pieces are made of, is not decided.
    """
    found: list[FactorLevel] = []
    for level, of_level in zip(levels, factors, strict=True):
        made_of: MadeOf = ()
        if found:
            ratio = level.ratio(found[-1].level.strides)
            made_of = tuple(parts for factor in of_level for parts in _made_of(factor, ratio, found[-1], named=named))
        found.append(FactorLevel(level, of_level, over, made_of))
    return tuple(found)


def _made_of(factor: RationalFactor, ratio: Vector, below: FactorLevel, *, named: bool) -> MadeOf:
    """For every piece of a factor, the places and numbers of pieces of the level below whose product it is there."""
    starts = list(accumulate((len(f.sizes(below.over)) for f in below.factors), initial=0))
    places = {f.form: (f, start) for f, start in zip(below.factors, starts, strict=False)}
    parts = [(*places[form], number) for form, number in rational_factors(factor.form.in_powers(ratio))]
    if below.over is Over.RATIONALS:
        return (tuple((start, number) for _, start, number in parts),)
    shared = [_shared(factor, part, start, number, below.over) for part, start, number in parts]
    is_alone = len(factor.sizes(below.over)) == 1
    if (named and not is_alone) or any(one is None for one in shared):
        return _matched(factor, [(part, start) for part, start, _ in parts], ratio)
    return tuple(
        tuple((place, number) for one in shared if one is not None for place, number in one[i])
        for i in range(len(factor.sizes(below.over)))
    )


def _shared(factor: RationalFactor, part: RationalFactor, start: int, number: int, over: Over) -> MadeOf | None:
    """The pieces of one factor below, shared out where conjugation leaves one way but for names; None: it does not.

    Conjugate pieces of the factor are made of equally many pieces, and real ones below are of real ones here.
    """
    share = part.splitting.pieces // factor.splitting.pieces
    if over is Over.COMPLEX:
        return tuple(
            tuple((start + i * share + j, number) for j in range(share)) for i in range(factor.splitting.pieces)
        )
    real_here, real_below = factor.splitting.real_pieces, part.splitting.real_pieces
    if real_here > 1 and real_below:
        return None
    places = iter(range(start + real_below, start + real_below + part.pairs))
    found = []
    for i in range(real_here + factor.pairs):
        is_real = i < real_here
        own = list(range(start, start + real_below)) if is_real else []
        pairs = (share - real_below) // 2 if is_real else share
        found.append(tuple((place, number) for place in (*own, *(next(places) for _ in range(pairs)))))
    return tuple(found)


def _matched(factor: RationalFactor, parts: list[tuple[RationalFactor, int]], ratio: Vector) -> MadeOf:
    """By roots where the factor is along one axis, else by excluding divisors. No part divides the factor twice.

    Raises:
        InconclusiveError: a factor over ℝ is not made exact, or it is not decided what it divides.
    """
    axes = [j for j, degree in enumerate(factor.form.degrees) if degree]
    if len(axes) > 1:
        return _matched_by_division(factor, parts, ratio)
    below = [
        (placed, start + i)
        for part, start in parts
        for i, placed in enumerate(_in_order(BinaryForm(part.form.coefficients)))
    ]
    above = _in_order(BinaryForm(factor.form.coefficients))
    found = matched_powers([placed for placed, _ in below], above, ratio[axes[0]])
    return tuple(tuple((below[place][1], number) for place, number in one) for one in found)


def _matched_by_division(factor: RationalFactor, parts: list[tuple[RationalFactor, int]], ratio: Vector) -> MadeOf:
    pieces = [factor.splitting.real_form(i).in_powers(ratio) for i in range(len(factor.sizes(Over.REALS)))]
    found: list[list[tuple[int, int]]] = [[] for _ in pieces]
    for part, start in parts:
        for i in range(len(part.sizes(Over.REALS))):
            own = part.form if part.splitting.pieces == 1 else part.splitting.real_form(i)
            found[only_multiple(own, pieces)].append((start + i, 1))
    return tuple(map(tuple, found))


def _in_order(form: BinaryForm) -> list[PlacedRoot]:
    """The roots of an irreducible form in the order of its factors over ℝ: real ones ascending, then pairs."""
    placed = placed_roots(form)
    real = [one for one in placed if not isinstance(one.root, ComplexPair)]
    return [*real, *(one for one in placed if isinstance(one.root, ComplexPair))]
