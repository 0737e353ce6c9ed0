"""Evidence `hessian`: rational filters are a critical point of the square loss, and what it is, in integers.

Theorem. Premises: `no-zero-filter`, no filter is zero; `gradient`, the gradient of the loss in all coefficients is
zero; `value`, the loss is the claimed one. Conclusion: the filters are a critical point with that loss. With a nature,
let H be the Hessian in all coefficients of one layer, and of each other layer in all but one that is not zero:
`regular`, H is regular or has squares of both signs; `nature`, its squares are those of the nature: the critical point
has that nature up to scaling. With other filters: `smaller`, the loss there is smaller: the minimum is spurious.

Proof. In the format, under `hessian`: scalings are in the kernel, and the coefficients are a complement. ∎

Multiplying the layers by factors with product 1 changes neither the loss nor the inertia of the Hessian modulo scaling,
so layers of size one are multiplied into another layer first. Then every layer is made integer by a positive factor.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import prod

from ...claims.critical import AboutPoint, Matrix
from ...kernel.fields import Field
from ...kernel.limits import Work, bit_size
from ...kernel.linear import Integers, cleared, inertia
from ...kernel.outcome import require
from .. import enter, no_further_keys
from ..compositions import coefficients
from .losses import LossAt, gram_multiple


def check_hessian(_evidence: None, claim: AboutPoint, field: Field) -> None:
    """The claim, part by part."""
    require("no-zero-filter", all(map(any, claim.layers)), "a filter is zero")
    loss, factor = _loss_at(claim, claim.layers, field.work)
    every = coefficients(loss.filters)
    require("gradient", not any(loss.gradient(every)), "the gradient is not zero")
    require("value", _exceeds(loss, factor, claim.value[0]) == 0, "the loss is not the claimed value")
    if claim.nature is not None:
        # a fixed coordinate of every layer but the first leaves one point of each scaling class near this one
        fixed = [None, *(next(j for j, c in enumerate(layer) if c) for layer in loss.filters[1:])]
        _check_nature(*inertia(loss.hessian(coefficients(loss.filters, fixed)), field.work), claim.nature)
    if claim.witness is not None:
        smaller = _exceeds(*_loss_at(claim, claim.witness, field.work), claim.value[0]) < 0
        require("smaller", smaller, "the loss of the other filters is not smaller")


def _check_nature(positive: int, negative: int, zero: int, nature: str) -> None:
    """A regular Hessian is a minimum's, a maximum's or a saddle's; squares of both signs are a saddle's anyway."""
    is_saddle = positive > 0 and negative > 0
    singular = f"the Hessian is singular up to scaling, and does not show a {nature}"
    require("regular", is_saddle or zero == 0, singular)
    found = "saddle" if is_saddle else "minimum" if positive else "maximum"
    require("nature", found == nature, f"the Hessian is that of a {found}, not a {nature}")


def _loss_at(claim: AboutPoint, filters: Matrix, work: Work) -> tuple[LossAt[int], int]:
    """A multiple of the loss at integer multiples of filters, and the factor, a positive integer."""
    gram, scale = gram_multiple(claim.loss, work)
    target, common = cleared(claim.loss.target, work)
    kept = [i for i, filter_ in enumerate(filters) if len(filter_) > 1]
    places = [claim.architecture.layer_places[i] for i in kept] or [[0]]
    found = [cleared(filters[i], work) for i in kept] or [([1], 1)]
    scalars = [filter_[0] for filter_ in filters if len(filter_) == 1]
    top, bottom = _product([c.numerator for c in scalars], work), _product([c.denominator for c in scalars], work)
    whole = _product([bottom, *(factor for _, factor in found)], work)
    work.products(
        len(found[0][0]) + len(target), bit_size([found[0][0], target]), max(common * top, whole).bit_length()
    )
    layers = [[common * top * c for c in found[0][0]], *(layer for layer, _ in found[1:])]
    bits = sum(bit_size([layer]) + len(layer).bit_length() for layer in layers)
    work.room(2 * len(target) * sum(map(len, layers)), bits + bit_size(gram or []) + len(target))
    return LossAt(Integers(work), layers, places, gram, [-whole * c for c in target]), scale * (common * whole) ** 2


def _product(numbers: Sequence[int], work: Work) -> int:
    bits = [number.bit_length() for number in numbers]
    work.products(len(numbers), sum(bits), max(bits, default=0))
    return prod(numbers)


def _exceeds(loss: LossAt[int], factor: int, value: Fraction) -> int:
    """The sign of the loss less a number."""
    top = loss.value()
    longest = max(top, factor, abs(value.numerator), value.denominator).bit_length()
    loss.numbers.work.products(4, longest, longest)
    rest = top * value.denominator - factor * value.numerator
    return (rest > 0) - (rest < 0)


enter("hessian", ("exact-critical-point", "exact-spurious-minimum"), no_further_keys, check_hessian, any_stride=True)
