"""What a critical point in parameter space is, decided by terms of any order where the Hessian is singular."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import zip_longest
from math import comb
from typing import Any

from ...algebra.coefficients import image, polynomial_product
from ...algebra.fields import RealField
from ...algebra.forms import BinaryForm
from ...algebra.linear import Inertia, inertia
from ...algebra.numbers import AlgebraicNumber, Number, to_json
from ...errors import BadInputError, UnsupportedError
from ...roots.roots import InfiniteRoot, RealRoot
from ..ed_degrees import segre_ed_degree
from ..effort import UNLIMITED, Effort
from ..loss import SquareLoss
from .layer_charts import LayerChart
from .lowest_forms import form_sign
from .newton_polygons import Polynomial, Positivity, positivity
from .series import MAX_ORDER, Series, as_number
from .squares import inverse, squares

MAX_WORK = 6_000_000
"""Products of coefficients that the terms of one order may take, by the estimate."""

Arc = tuple[tuple[Polynomial, ...], ...]


@dataclass(frozen=True)
class LocalShape:
    """What the loss does near a critical point with w ≠ 0, modulo the scaling of the layers.

    Attributes:
        inertia: of the Hessian on a complement of the scaling directions.
        is_minimum: whether the loss has a local minimum there; None: not decided by the terms through `order`.
        is_strict: of a minimum, whether all other classes near it have a larger loss; None: no minimum, or not decided.
        order: of the lowest terms of the reduced function, the least loss over the directions in which the Hessian is
            regular; 2 where the Hessian decides; where nothing is decided, through which terms were found.
        lowest_form: these terms in coordinates of the kernel, coefficients by exponents; empty where the Hessian
            decides or all terms are zero.
        arc: where it is no minimum, for every layer and coefficient a polynomial in s, constant coefficient first: the
            loss of these layers is less than at the point for all small s > 0. None: it is a minimum, or not decided.
    """

    inertia: Inertia
    is_minimum: bool | None
    is_strict: bool | None
    order: int
    lowest_form: tuple[tuple[tuple[int, ...], Number], ...] = ()
    arc: Arc | None = field(default=None, repr=False)

    @property
    def note(self) -> str:
        """What to say where it is not decided; empty if it is."""
        return "" if self.is_minimum is not None else f"the terms of the loss through order {self.order} do not decide"

    def to_dict(self) -> dict[str, object]:
        """{order, lowest_form: [{exponents, coefficient}], arc}, the arc null or coefficients in s, constant first."""
        return {
            "order": self.order,
            "lowest_form": [{"exponents": list(e), "coefficient": to_json(c)} for e, c in self.lowest_form],
            "arc": None
            if self.arc is None
            else [[[to_json(c) for c in polynomial] for polynomial in layer] for layer in self.arc],
        }


def local_shape(
    loss: SquareLoss,
    layers: Sequence[BinaryForm],
    stride_products: Sequence[int],
    *,
    most_zeros: int | None = None,
    effort: Effort = UNLIMITED,
) -> LocalShape:
    """What a critical point is, from its exact layers.

    The coordinates y in which the Hessian is regular and positive are solved for as power series in coordinates t of
    its kernel. They make the loss least, so that it has a minimum at the point exactly if the reduced function
    φ(t) = ℓ(y(t), t) has one. With y(t) correct through order q, φ is correct through order 2q + 1.

    - One coordinate: the first term of φ decides. A zero of the gradient has a multiplicity of at most gED(Segre), if
      it is isolated over ℂ. So where all terms through the next order are zero, there is a curve of critical points,
      on which the loss is constant: a minimum that is not strict.
    - More: the lowest form decides where it is definite or negative somewhere; in two coordinates the Newton polygons
      decide where it is neither.

    Args:
        loss: for the composition of the layers.
        layers: the filters, first layer first, none of them zero, in one number field of moderate degree.
        stride_products: S_i for every layer.
        most_zeros: an upper bound for the multiplicity of isolated critical points here; None: gED(Segre) of these
            layers.
        effort: the terms of no further order are found when no time is left.

    Raises:
        BadInputError: a layer is zero, or the point is not critical.

    Source: docs/critical-points.md, degenerate points; the bound for multiplicities is proved there.

    Examples:
        >>> loss = SquareLoss.euclidean(BinaryForm((4, 0, 0, 0, 3)))
        >>> shape = local_shape(loss, [BinaryForm((0, 3)), *[BinaryForm((0, 1))] * 3], [1, 1, 1, 1])
        >>> shape.is_minimum, shape.is_strict, shape.order, shape.inertia.zero
        (True, True, 4, 3)
    """
    if any(layer.is_zero for layer in layers):
        raise BadInputError("the loss is examined near layers that are not zero, but a zero layer was given")
    chart = LayerChart(loss, layers, stride_products)
    if not chart.is_critical:
        raise BadInputError("the loss is examined near critical points, but the gradient at these layers is not zero")
    matrix = chart.hessian
    found = inertia([[as_number(c) for c in row] for row in matrix])
    if found.negative:
        direction = squares(matrix).negative
        return LocalShape(
            found, False, None, 2, (), _arc(chart, [(Fraction(0), as_number(c)) for c in direction or ()])
        )
    if not found.zero:
        return LocalShape(found, True, True, 2)
    bound = segre_ed_degree([layer.degree + 1 for layer in layers if layer.degree])
    most = min(bound, bound if most_zeros is None else most_zeros)
    return _Reduction(chart, found, most, effort).shape()


def _arc(chart: LayerChart, moves: Sequence[Sequence[Number]]) -> Arc:
    """The layers with polynomials in s added to the coordinates."""
    found: list[list[Polynomial]] = [[(as_number(c),) for c in layer] for layer in chart.layers]
    for (i, a), move in zip(chart.places, moves, strict=True):
        found[i][a] = (found[i][a][0] + move[0], *move[1:])
    return tuple(tuple(layer) for layer in found)


class _Reduction:
    """The reduced function of a point with a Hessian that is singular and nowhere negative."""

    def __init__(self, chart: LayerChart, found: Inertia, bound: int, effort: Effort) -> None:
        self.chart, self.inertia, self.bound, self.effort = chart, found, bound, effort
        split = squares(chart.hessian)
        self.solved, self.free = split.pivots, split.others
        self.inverse = inverse([[chart.hessian[i][j] for j in self.solved] for i in self.solved])
        self.moves: list[Series] = []

    def shape(self) -> LocalShape:
        """Order by order, as far as the work allows."""
        tried, variables = 2, len(self.free)
        steps = 0
        while True:
            order = 2 * steps + 3
            if order > MAX_ORDER or self._predicted(order) > MAX_WORK or self.effort.is_over:
                return LocalShape(self.inertia, None, None, tried)
            steps += 1
            self._solve(steps)
            reduced = self.chart.loss(self.moves, order)
            # the constant term is the loss at the point
            terms = {e: c for e, c in reduced.terms(variables) if any(e)}
            tried = order
            if terms:
                degree = min(map(sum, terms))
                found = self._by_terms(terms, degree, order)
                if found is not None:
                    return found
            elif variables == 1 and order >= self.bound + 1:
                return LocalShape(self.inertia, True, False, order)

    def _solve(self, steps: int) -> None:
        """The coordinates as power series in the free ones, correct through an order if they are through the last."""
        chart = self.chart
        if not self.moves:
            zero = chart.one - chart.one
            self.moves = [Series.constant(zero, 1) for _ in chart.places]
            for number, place in enumerate(self.free):
                self.moves[place] = Series.variable(number, chart.one, 1)
        self.moves = [move.through(steps) for move in self.moves]
        slopes = chart.gradient(self.moves, steps)
        last = [Series([*({} for _ in range(steps)), slopes[i].parts[steps]]) for i in self.solved]
        if last:
            for i, change in zip(self.solved, image(self.inverse, last), strict=True):
                self.moves[i] = self.moves[i] - change

    def _by_terms(self, terms: dict[tuple[int, ...], Any], degree: int, order: int) -> LocalShape | None:
        """What the lowest form decides, and in two variables the Newton polygons; None: not with these terms."""
        lowest = {e: c for e, c in terms.items() if sum(e) == degree}
        shown = tuple((e, as_number(c)) for e, c in sorted(lowest.items(), reverse=True))
        signs = form_sign(lowest, len(self.free), degree)
        if signs.zeros and signs.negative is None:
            found = self._by_polygons(terms, degree, order, signs.zeros)
            if found is None:
                return None
        elif signs.negative is not None:
            found = Positivity(False, tuple((Fraction(0), x) for x in signs.negative))
        else:
            found = Positivity(signs.is_definite or None)
        if found.answer is None:
            return LocalShape(self.inertia, None, None, order, shown)
        arc = None if found.arc is None else self._arc(found.arc)
        return LocalShape(self.inertia, found.answer, found.answer or None, degree, shown, arc)

    @staticmethod
    def _by_polygons(
        terms: dict[tuple[int, ...], Any], degree: int, order: int, zeros: Sequence[RealRoot | InfiniteRoot]
    ) -> Positivity | None:
        """None: more terms may decide."""
        try:
            found = positivity(terms, order, degree, zeros)
        except UnsupportedError:
            # numbers of too large a field
            return Positivity(None)
        return None if found.answer is None else found

    def _arc(self, free: Sequence[Polynomial]) -> Arc:
        """The layers along an arc of the free coordinates, the others as they are solved."""
        found = []
        for move in self.moves:
            total: list[Number] = [Fraction(0)]
            for exponents, c in move.terms(len(self.free)):
                term: list[Number] = [as_number(c)]
                for base in (part for part, exponent in zip(free, exponents, strict=True) for _ in range(exponent)):
                    term = polynomial_product(term, base)
                total = [a + b for a, b in zip_longest(total, term, fillvalue=Fraction(0))]
            while len(total) > 1 and not total[-1]:
                total.pop()
            found.append(total)
        return _arc(self.chart, found)

    def _predicted(self, order: int) -> float:
        """Products of coefficients that the terms through an order take, longer ones counted as more."""
        variables, size = len(self.free), len(self.chart.target)
        pairs = comb(2 * variables + order, order)
        products = size * sum(map(len, self.chart.layers)) + size * size
        field: RealField | None = next((c.field for c in self._irrational()), None)
        return pairs * products * (1 + order / 16) * (1 if field is None else 20 * field.degree)

    def _irrational(self) -> list[AlgebraicNumber]:
        return [c for layer in self.chart.layers for c in layer if isinstance(c, AlgebraicNumber)]
