"""Evidence `hessian`: filters over the document's field are a critical point of the square loss, and what it is.

Theorem. Premises: `no-zero-filter`, no filter is zero; `gradient`, the gradient of the loss in all coefficients is
zero; `value`, the loss is the claimed one. Conclusion: the filters are a critical point with that loss. With a nature,
let H be the Hessian in all coefficients of one layer, and of each other layer in all but one that is not zero:
`regular`, H is regular or has squares of both signs; `nature`, its squares are those of the nature: the critical point
has that nature up to scaling. With other filters: `smaller`, the loss there is smaller: the minimum is spurious.

Proof. In the format, under `hessian`: scalings are in the kernel, and the coefficients are a complement. ∎

What is zero is decided exactly. The pivots of H lie in intervals at the root of the minimal polynomial, which are made
shorter until the signs are known, as those of a regular H are at last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import chain
from operator import mul

from ...claims.critical import AtLayers, Loss
from ...kernel.dyadic import FixedPoint, Square, log_bound
from ...kernel.fields import Field, Orders
from ...kernel.forms import Form
from ...kernel.limits import Work, bit_size
from ...kernel.linear import cleared
from ...kernel.outcome import require
from ...kernel.polynomials import Row
from .. import enter, no_further_keys
from ..compositions import coefficients
from .losses import LossAt, gram_multiple, loss_in_squares

GUARD = 128
"""Places after the binary point beyond those of the data."""


def check_hessian(_evidence: None, claim: AtLayers, field: Field) -> None:
    """The claim, part by part."""
    require("no-zero-filter", not any(layer.is_zero() for layer in claim.layers), "a filter is zero")
    numbers, (filters, places) = Orders(field), merged(claim, claim.layers)
    loss, factor = exactly(claim.loss, filters, places, numbers)
    slopes = loss.gradient(coefficients(loss.filters))
    require("gradient", all(field.is_zero(numbers.in_powers(slope)) for slope in slopes), "the gradient is not zero")
    at_value = _less(numbers.in_powers(loss.value()), factor, claim.value, field.work)
    require("value", field.is_zero(at_value), "the loss is not the claimed value")
    if claim.nature is not None:
        _check_nature(*squares(claim.loss, filters, places, field), claim.nature)
    if claim.witness is not None:
        loss, factor = exactly(claim.loss, *merged(claim, claim.witness), numbers)
        smaller = field.sign(_less(numbers.in_powers(loss.value()), factor, claim.value, field.work)) < 0
        require("smaller", smaller, "the loss of the other filters is not smaller")


def merged(claim: AtLayers, filters: Sequence[Form]) -> tuple[list[Form], list[list[int]]]:
    """The filters and their places, those of size one multiplied into another one, which does not change the loss."""
    kept = [i for i, filter_ in enumerate(filters) if filter_.degree]
    scalars = (filter_ for filter_ in filters if not filter_.degree)
    first = reduce(Form.times, [*scalars, *(filters[i] for i in kept[:1])])
    return [first, *(filters[i] for i in kept[1:])], [claim.architecture.layer_places[i] for i in kept] or [[0]]


def exactly(loss: Loss, filters: Sequence[Form], places: list[list[int]], numbers: Orders) -> tuple[LossAt[Row], int]:
    """A multiple of the loss at multiples of the filters in ℤ[β], and the factor, a positive integer.

    The first filter has the denominator of the target in its multiple.
    """
    work, lead, d = numbers.work, numbers.scales[-1], len(numbers.zero)
    gram, scale = gram_multiple(loss, work)
    target, common = cleared(loss.target, work)
    multiple, layers = 1, []
    for filter_, more in zip(filters, [common] + [1] * len(filters), strict=False):
        # α^j is β^j divided by a power of the leading coefficient, which the largest one clears
        factors = [more * power for power in reversed(numbers.scales)]
        work.products(d * (filter_.degree + 2), filter_.bits, bit_size([factors]))
        work.products(2, multiple.bit_length() + lead.bit_length(), filter_.scale.bit_length())
        numerators = map(filter_.coefficient, range(filter_.degree, -1, -1))
        layers.append([list(map(mul, numerator, factors)) for numerator in numerators])
        multiple *= filter_.scale * lead
    work.products(len(target) + 4, bit_size([target, [scale, common]]) + multiple.bit_length(), multiple.bit_length())
    bits = sum(bit_size(layer) + len(layer).bit_length() for layer in layers)
    work.room(2 * d * len(target) * sum(map(len, layers)), bits + bit_size(gram or []) + len(target))
    rows = None if gram is None else [list(map(numbers.of, row)) for row in gram]
    return LossAt(numbers, layers, places, rows, [numbers.of(-multiple * c) for c in target]), scale * (
        common * multiple
    ) ** 2


def _less(loss: Row, factor: int, value: Form, work: Work) -> Row:
    """A positive multiple of the loss less a number, from a multiple of the loss."""
    longest = max(bit_size([loss, [factor]]), value.bits, value.scale.bit_length())
    work.products(2 * len(loss), longest, longest)
    return [value.scale * a - factor * b for a, b in zip(loss, value.coefficient(0), strict=True)]


def squares(loss: Loss, filters: Sequence[Form], places: list[list[int]], field: Field) -> tuple[int, int, int]:
    """How many squares of the Hessian modulo scaling are positive, negative, and not told apart from zero."""
    # a fixed coordinate of every layer but the first leaves one point of each scaling class near this one
    fixed = [None, *(filter_.order_at_infinity() for filter_ in filters[1:])]
    unknowns = coefficients([range(filter_.degree + 1) for filter_ in filters], fixed)
    for numbers in arithmetic(loss, filters, len(unknowns), field):
        layers = [[near(numbers, f, i, field) for i in range(f.degree, -1, -1)] for f in filters]
        positive, negative, left = numbers.squares(loss_in_squares(numbers, loss, places, layers).hessian(unknowns))
        if not left or (positive and negative):
            break
    return positive, negative, left


def arithmetic(loss: Loss, filters: Sequence[Form], unknowns: int, field: Field) -> Iterator[FixedPoint]:
    """With twice as many places each time, up to about as many as pivots of these sizes may need."""
    data = [part for q in (*chain(*(loss.gram or ())), *loss.target) for part in (q.numerator, q.denominator)]
    sizes = [bit_size([data, field.minpoly]), *(max(f.bits, f.scale.bit_length()) for f in filters)]
    bits, most = GUARD + max(sizes), 2 * GUARD + 4 * unknowns * field.degree * sum(sizes)
    # powers of a large root are longer than the numbers of the document
    powers = (field.degree - 1) * log_bound(field.interval)
    while bits <= most:
        yield FixedPoint(bits, field.work, bits + 2 * (sum(sizes) + len(filters) * powers))
        bits *= 2


def near(numbers: FixedPoint, form: Form, i: int, field: Field) -> Square:
    """An interval around the coefficient of x^i."""
    centre, _, radius = field.near(form.coefficient(i), numbers.places)
    numbers.work.divisions(2, numbers.bits, form.scale.bit_length())
    return centre // form.scale, 0, radius // form.scale + 2


def _check_nature(positive: int, negative: int, zero: int, nature: str) -> None:
    """A regular Hessian is a minimum's, a maximum's or a saddle's; squares of both signs are a saddle's anyway."""
    is_saddle = positive > 0 and negative > 0
    singular = f"the Hessian is singular up to scaling, and does not show a {nature}"
    require("regular", is_saddle or zero == 0, singular)
    found = "saddle" if is_saddle else "minimum" if positive else "maximum"
    require("nature", found == nature, f"the Hessian is that of a {found}, not a {nature}")


enter("hessian", ("exact-critical-point", "exact-spurious-minimum"), no_further_keys, check_hessian, any_stride=True)
