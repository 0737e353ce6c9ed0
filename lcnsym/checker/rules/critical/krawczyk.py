"""Evidence `krawczyk`: one critical point of the square loss lies in a box, and what it is, by interval arithmetic.

Theorem. Let g be half the gradient in the unknowns at the centre, H half the Hessian on the box, both in intervals.
Premises: `no-zero-filter`, the filter without a fixed coefficient is not zero anywhere in the box; `inside`,
|Y g| + |1 − Y H|·r < r in every coordinate; `value`, the loss on the box lies in the claimed interval. Conclusion: the
loss has exactly one critical point in the box, with a loss in that interval. With a nature: `congruence`, a matrix C is
given; `dominant`, the diagonal entries of CᵀHC dominate; `nature`, their signs are those of the nature: the critical
point has that nature up to scaling. With other filters: `smaller`, the loss there is below the interval: the minimum is
spurious.

Proof. In the format, under `krawczyk`: Krawczyk's test, Euler's relation for scalings, Gershgorin's theorem. ∎
"""

from __future__ import annotations

from fractions import Fraction
from itertools import chain

from ...claims import Claim
from ...claims.critical import InBox, Matrix, read_square
from ...kernel.dyadic import ZERO, FixedPoint, Line, Square, log_bound
from ...kernel.fields import Field
from ...kernel.limits import Work
from ...kernel.outcome import Malformed, require
from ...kernel.reading import fields
from .. import enter
from ..compositions import coefficients
from .losses import LossAt, loss_in_squares

GUARD = 64
"""Places after the binary point beyond those that the sizes of the numbers ask for."""
PROVES = ("critical-point", "spurious-minimum")


def read_krawczyk(document: object, claim: Claim, _field: Field) -> tuple[Matrix, Matrix | None]:
    """Y, and C or None."""
    if not isinstance(claim, InBox):
        raise Malformed("evidence of kind krawczyk is for claims about critical points in boxes")
    _, preconditioner, congruence = fields(document, ("kind", "preconditioner", "congruence"), "evidence")
    size = sum(map(len, claim.layers)) - len(claim.layers) + 1
    return (
        read_square(preconditioner, size, "evidence.preconditioner"),
        None if congruence is None else read_square(congruence, size, "evidence.congruence"),
    )


def check_krawczyk(evidence: tuple[Matrix, Matrix | None], claim: InBox, field: Field) -> None:
    """The premises of the theorem."""
    preconditioner, congruence = evidence
    fixed = arithmetic(preconditioner, congruence or (), claim, field.work)
    for layer, left_out in zip(claim.layers, claim.fixed, strict=True):
        apart = left_out is not None or any(abs(c) > claim.radius for c in layer)
        require("no-zero-filter", apart, "a filter in the box may be zero")
    unknowns, around = coefficients(claim.layers, claim.fixed), loss_at(fixed, claim, claim.layers, claim.radius)
    hessian, gradient = around.hessian(unknowns), loss_at(fixed, claim, claim.layers).gradient(unknowns)
    # any matrix may stand for Y, so the given one is rounded; the Hessian is symmetric
    outside = fixed.leaves_box(rounded(fixed, preconditioner), hessian, gradient, fixed.near(claim.radius), 1)
    message = f"the image of the box is not shown to lie inside it, in coordinate {outside}"
    require("inside", outside is None, message)
    lo, hi = fixed.ends(around.value())
    holds = claim.value[0] <= lo <= hi <= claim.value[1]
    require("value", holds, "the loss on the box is not shown to lie in the claimed interval")
    if claim.nature is not None:
        check_nature(fixed, congruence, hessian, claim.nature)
    if claim.witness is not None:
        _, other = fixed.ends(loss_at(fixed, claim, claim.witness).value())
        require("smaller", other < claim.value[0], "the loss of the other filters is not smaller")


def arithmetic(y: Matrix, c: Matrix, claim: InBox, work: Work) -> FixedPoint:
    """With so many places that rounding hardly matters beside the radius and the length of the loss's interval.

    The sizes of the filters, their compositions, the loss and the matrices say how errors grow.
    """
    gram, witness = claim.loss.gram or (), claim.witness or claim.layers
    layers = zip(claim.layers, witness, strict=True)
    form = sum(log_bound([claim.radius, *a, *b]) + len(a).bit_length() + 1 for a, b in layers)
    columns = [max(map(abs, column)) for column in zip(*c, strict=True)]
    # a congruence of tiny columns has tiny diagonal entries
    congruence = max(log_bound(columns), log_bound(1 / column for column in columns if column))
    target, (lo, hi) = claim.loss.target, claim.value
    whole = 2 * (max(form, log_bound(target)) + congruence) + log_bound(chain(*gram)) + log_bound(chain(*y)) + GUARD
    places = whole + log_bound([1 / claim.radius]) + (log_bound([1 / (hi - lo)]) if lo < hi else 0)
    data = [*target, lo, hi, claim.radius, *chain(*claim.layers, *witness, *gram, *y, *c)]
    bits = max(max(abs(q.numerator), q.denominator).bit_length() for q in data)
    work.divisions(3 * len(data), places + whole + bits, bits)
    n, k, layers_held = len(target), len(y), len(claim.layers)
    work.room(2 * (4 * k**2 + 2 * k * n + n**2 + layers_held * n), places + whole + 900)
    return FixedPoint(places, work, places + whole)


def check_nature(fixed: FixedPoint, congruence: Matrix | None, hessian: list[Line], nature: str) -> None:
    """CᵀHC has dominant diagonal entries, so H is regular with as many squares of either sign as they have.

    Any matrix may stand for C, so the given one is rounded.
    """
    require("congruence", congruence is not None, "the nature needs a congruence")
    columns = [list(column) for column in zip(*rounded(fixed, congruence or ()), strict=True)]
    images = [[fixed.inner(row, column) for row in hessian] for column in columns]
    signs = []
    for i, column in enumerate(columns):
        row = [fixed.inner(column, image) for image in images]
        others = sum(abs(re) + rad for j, (re, _, rad) in enumerate(row) if j != i)
        re, _, rad = row[i]
        message = f"diagonal entry {i} of the transformed Hessian is not dominant"
        require("dominant", abs(re) - rad > others, message)
        signs.append(re > 0)
    found = "minimum" if all(signs) else "saddle" if any(signs) else "maximum"
    require("nature", found == nature, f"the Hessian is that of a {found}, not a {nature}")


def rounded(fixed: FixedPoint, rows: Matrix) -> list[Line]:
    """Points near the entries."""
    return [[(fixed.near(c), 0, 0) for c in row] for row in rows]


def loss_at(fixed: FixedPoint, claim: InBox, filters: Matrix, radius: Fraction = ZERO) -> LossAt[Square]:
    """The loss at all filters within a radius of some in the coordinates that are not fixed."""
    free = dict.fromkeys(coefficients(claim.layers, claim.fixed), radius)
    layers = [[fixed.around(c, free.get((i, j), ZERO)) for j, c in enumerate(layer)] for i, layer in enumerate(filters)]
    return loss_in_squares(fixed, claim.loss, claim.architecture.layer_places, layers)


enter("krawczyk", PROVES, read_krawczyk, check_krawczyk, any_stride=True)
