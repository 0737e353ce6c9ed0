"""The Hessian in parameter space from the stratum: the same inertia at all factorizations without double roots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice

from ...algebra.coefficients import inner
from ...algebra.forms import BinaryForm, product
from ...algebra.linear import Inertia, inertia, kernel, solution
from ...algebra.numbers import Number, sign
from ...algebra.squarefree import squarefree_decomposition
from ...errors import UnsupportedError
from ...landscape.layers.exact_hessians import exact_hessian
from ...landscape.layers.stratum_hessians import stratum_hessian
from ...landscape.loss import SquareLoss
from ...network.architecture import Architecture
from ...roots.roots import ComplexPair, InfiniteRoot, RealRoot, isolate_roots
from ..fibres.fibre_scaling import Filters, rational_factorizations
from ..methods.common_factor import multiples
from ..methods.every_pattern import of_each_filter
from ..statement import Finding, Hypothesis, Theorem, require_agreement
from .critical_in_layers import has_double_root
from .critical_on_stratum import gcd_of_partials

MAX_DEGREE = 9
MOST_FACTORIZATIONS = 6
MOST_TARGETS = 4


def _examine(architecture: Architecture, W: BinaryForm) -> Finding:
    """Exact Hessians in the layers at factorizations of a filter, against the stratum and the values σ."""
    if not W.is_rational or architecture.degree > MAX_DEGREE:
        raise UnsupportedError(f"Hessians are examined at rational filters, up to degree {MAX_DEGREE}")
    factorizations = (f for f in rational_factorizations(architecture, W) if not any(map(has_double_root, f)))
    chosen = list(islice(factorizations, MOST_FACTORIZATIONS))
    if not chosen:
        return Finding("no rational factorization among the first is without a double root in a layer: nothing to see")
    found = []
    for loss in critical_losses(W):
        expected = inertia_from_stratum(loss, W)
        found.append(expected)
        answers = {"the stratum and the values σ": expected}
        for number, filters in enumerate(chosen):
            answers[f"the Hessian in the layers of factorization {number}"] = inertia_in_layers(loss, W, filters)
        require_agreement(answers, W)
    shown = ", ".join(f"({i.positive}, {i.negative}, {i.zero})" for i in found)
    return Finding(
        f"for {len(found)} losses at {len(chosen)} factorizations the Hessian has as many positive, negative and zero "
        f"squares as the stratum and the multiple roots give: {shown}"
    )


def critical_losses(W: BinaryForm) -> Iterator[SquareLoss]:
    """Losses with different Gram matrices for which W is critical on its stratum: Q(W − u) is η, orthogonal to it.

    Among the η are some with zeros σ.
    """
    basis = kernel(multiples(gcd_of_partials(W), W.degree))
    repeated = [f for m, part in squarefree_decomposition(W).parts if m > 1 for f in irreducible_factors(part)]
    special = [vector for f in repeated for vector in kernel(multiples(_without(W, f), W.degree))[:1]]
    size = W.degree + 1
    mixed = [
        [sum((c * v[i] for c, v in zip(weights, basis, strict=False)), Fraction(0)) for i in range(size)]
        for weights in ((1,) * len(basis), tuple(3 * i - 1 for i in range(len(basis))))
    ]
    for number, eta in enumerate([*mixed, *special, *basis][:MOST_TARGETS]):
        for side in (1, -1):
            gram = [
                [Fraction((i == j) * (2 + i + number) + (abs(i - j) == 1), size) for j in range(size)]
                for i in range(size)
            ]
            away = solution(gram, [side * c for c in eta])
            yield SquareLoss.with_gram(gram, BinaryForm([a - b for a, b in zip(W.rationals, away, strict=True)]))


def residual(loss: SquareLoss, W: BinaryForm) -> list[Fraction]:
    """η = Q(W − u)."""
    away = [a - b for a, b in zip(W.rationals, loss.target.rationals, strict=True)]
    return [inner(row, away) for row in loss.gram]


def inertia_in_layers(loss: SquareLoss, W: BinaryForm, filters: Filters) -> Inertia:
    """Of the Hessian in the layers' coefficients, one that is not zero left out of all layers but the first."""
    fixed = [None, *(next(a for a, c in enumerate(layer.coefficients) if c) for layer in filters[1:])]
    return inertia(exact_hessian(loss, W, filters, fixed))


def inertia_from_stratum(loss: SquareLoss, W: BinaryForm) -> Inertia:
    """The theorem's right side, exactly: for rational W critical on its stratum."""
    decomposition = squarefree_decomposition(W)
    parts = {1: BinaryForm((1,)), **dict(decomposition.parts)}
    parts[1] = parts[1].scaled(decomposition.scalar)
    eta = residual(loss, W)
    factors = {i: part.rationals for i, part in parts.items()}
    fixed = {i: next(a for a, c in enumerate(f) if c) for i, f in factors.items() if i > 1}
    found = inertia(stratum_hessian(factors, fixed, loss.gram, eta))
    positive, negative, zero = found.positive, found.negative, found.zero
    for m, part in parts.items():
        for factor in irreducible_factors(part) if m > 1 else ():
            for root in isolate_roots(factor):
                if isinstance(root, ComplexPair):
                    side = 0 if splits_without_change(W, factor, eta) else 2
                else:
                    side = sign(splitting_value(W, root, eta))
                positive += (m - 1) * (side > 0)
                negative += (m - 1) * (side < 0 or side == 2)
                zero += (m - 1) * (side == 0) * (2 if isinstance(root, ComplexPair) else 1)
    return Inertia(positive, negative, zero)


def irreducible_factors(part: BinaryForm) -> list[BinaryForm]:
    """Of a rational form over ℚ, each once, y among them for a root at infinity."""
    found = [BinaryForm([int(c) for c in reversed(f.coeffs())]) for f, _ in part.integer_polynomial.factor()[1]]
    return [*found, *([BinaryForm((0, 1))] if part.order_at_infinity else [])]


def splitting_value(W: BinaryForm, root: RealRoot | InfiniteRoot, eta: Sequence[Fraction]) -> Number:
    """σ = −η(W·(x² + y²)/l²) at a real root of multiplicity above one."""
    line = (Fraction(0), Fraction(1)) if isinstance(root, InfiniteRoot) else (Fraction(1), -root.value())
    quotient = _divided(_divided(list(W.coefficients), line), line)
    moved = product([BinaryForm(quotient), BinaryForm((1, 0, 1))]).coefficients
    return -inner(moved, eta)


def _divided(coefficients: list[Number], line: tuple[Number, Number]) -> list[Number]:
    """By x − t·y or y, which divides the form."""
    leading, last = line
    if not leading:
        return coefficients[1:]
    found: list[Number] = []
    for c in coefficients[:-1]:
        found.append(c - last * found[-1] if found else c)
    return found


def splits_without_change(W: BinaryForm, factor: BinaryForm, eta: Sequence[Fraction]) -> bool:
    """Whether σ is zero at the roots of an irreducible factor: η is orthogonal to the multiples of G/factor."""
    return all(inner(row, eta) == 0 for row in multiples(_without(W, factor), W.degree))


def _without(W: BinaryForm, factor: BinaryForm) -> BinaryForm:
    """G/factor, for an irreducible factor of G."""
    rest, f = list(gcd_of_partials(W).rationals), factor.rationals
    while not f[0]:
        # y divides both
        f, rest = f[1:], rest[1:]
    found: list[Fraction] = []
    while len(rest) >= len(f):
        c = rest[0] / f[0]
        found.append(c)
        rest = [a - c * b for a, b in zip(rest, [*f, *[Fraction(0)] * len(rest)], strict=False)][1:]
    return BinaryForm(found)


CRITICAL_INERTIA = Theorem(
    name="critical-inertia",
    title="The Hessian from the stratum",
    statement=(
        "Let w = c·Π l_j^(m_j) ≠ 0 have d distinct roots, G = Π l_j^(m_j − 1), and let η = Q(w − u) be orthogonal to "
        "G·ℝ[x,y]_d. Put σ_j = −η(w·h²/l_j²) with any linear form h ≠ 0 at the root; for real roots h² may be "
        "x² + y². At every factorization without double roots in a layer the Hessian of the square loss modulo "
        "scaling has the inertia of the loss on the stratum at w, and besides m_j − 1 squares of the sign of σ_j for "
        "every real root, and m_j − 1 of either sign for every pair; where σ_j = 0, all of these are zero."
    ),
    source="docs/critical-points.md, natures on the stratum, with a proof",
    hypothesis=Hypothesis(nonzero=True),
    examination=of_each_filter(_examine, nonzero=True),
)
