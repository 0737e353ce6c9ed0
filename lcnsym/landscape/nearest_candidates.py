"""Which of some filters are nearest, and what follows for a distance where others may be missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..algebra.enclosures import enclosure_of
from ..algebra.forms import BinaryForm
from ..algebra.multihomogeneous import TensorForm
from ..algebra.numbers import Number
from ..errors import InconclusiveError
from ..network.networks import Filter
from .completeness import Proof
from .distances import OUTPUT_BITS, Distance, ExactFilter, Near, exact_form
from .loss import SquareLoss
from .ties import Compared, ascending, order_by_bounds

WIDEST = Fraction(1, 10**6)
"""Bounds of d² whose difference is a larger part of d² are no answer."""


@dataclass(frozen=True)
class Doubt:
    """Filters that may be in the set and of which little is known.

    Attributes:
        value: a lower bound of their squared distances.
        what: which these are.
    """

    value: Number
    what: str


def decided(
    loss: SquareLoss,
    to: str,
    nearest: tuple[Near, ...],
    doubts: Sequence[Doubt],
    proof: Proof,
) -> Distance:
    """The distance, if no filter of which little is known can be nearer, or bounds for it, if not by much.

    Raises:
        InconclusiveError: the bounds are too far apart.
    """
    if not nearest:
        raise InconclusiveError("the distance is not decided: no filter of the set was found")
    open_ = [doubt for doubt in doubts if not _is_at_most(nearest[0], doubt.value)]
    if not open_:
        return Distance(loss, given(loss), to, proof, nearest)
    below, what = min((enclosure_of(doubt.value, OUTPUT_BITS)[0], doubt.what) for doubt in open_)
    above = nearest[0].loss_enclosure(OUTPUT_BITS)[1]
    if above - below > above * WIDEST:
        raise InconclusiveError(f"the distance is not decided: {what}")
    return between(loss, to, below, above, exact_form(nearest[0]))


def given(loss: SquareLoss) -> Filter:
    """The target of a loss as a filter."""
    return shown(loss, loss.target)


def shown(loss: SquareLoss, line: BinaryForm) -> Filter:
    """A filter of the loss's kind from its entries in one line."""
    return line if loss.format is None else TensorForm(loss.format, line.coefficients)


def between(loss: SquareLoss, to: str, below: Fraction, above: Fraction, example: BinaryForm | None) -> Distance:
    """The distance where only bounds of it are known. Raises InconclusiveError if they are too far apart."""
    if above - below > above * WIDEST:
        raise InconclusiveError(f"the distance is not decided, its square is between {float(below)} and {float(above)}")
    near = None if example is None else shown(loss, example)
    return Distance(loss, given(loss), to, Proof.EXCLUSION, (), (below, above), near)


def _is_at_most(found: Compared, value: Number) -> bool:
    known = order_by_bounds(found, ExactFilter(BinaryForm((0,)), value))
    return known is not None and known <= 0


def nearest_of(found: Sequence[Near]) -> tuple[Near, ...]:
    """Those that are not proved to be farther away than another; one that several strata have, once."""
    if not found:
        return ()
    first, *others = ascending(found)
    near = (first, *(other for other in others if order_by_bounds(first, other) != -1))
    kept: dict[BinaryForm | int, Near] = {}
    for one in near:
        exact = exact_form(one)
        kept.setdefault(id(one) if exact is None else exact, one)
    return tuple(kept.values())
