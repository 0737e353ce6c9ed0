"""Spurious minima of k = (3,2) for the loss that rotations do not change, from the signs of two discriminants."""

from __future__ import annotations

from fractions import Fraction

from ...algebra.forms import BinaryForm
from ...errors import UnsupportedError
from ...landscape.critical import critical_points
from ...landscape.loss import SquareLoss
from ...network.architecture import Architecture
from ..statement import Finding, Hypothesis, Theorem, require_agreement

TARGETS = (
    (1, 0, -3, 0),
    (1, 0, 4, 1),
    (2, 1, -2, 3),
    (1, 2, 3, 4),
    (1, -1, 2, -5),
    (4, 0, -1, 0),
    (1, 0, 0, 0),
    (1, 1, 0, 0),
)


def _examine(architecture: Architecture, form: BinaryForm | None) -> Finding:
    """The signs of the discriminants, against the minima among the critical points."""
    numbers = []
    for target in [BinaryForm(c) for c in TARGETS] if form is None else [form]:
        # refuses a target that is not rational
        loss = rotation_invariant_loss(target)
        expected = spurious_by_discriminants(target)
        landscape = critical_points(architecture, loss)
        if landscape.spurious_minima is None:
            raise UnsupportedError(f"the minima for {target} are not all decided: {landscape.undecided_minima}")
        require_agreement({"by discriminants": expected, "spurious minima found": landscape.spurious_minima}, target)
        numbers.append(expected)
    return Finding(f"for {len(numbers)} targets the numbers of spurious minima are {', '.join(map(str, numbers))}")


def rotation_invariant_loss(target: BinaryForm) -> SquareLoss:
    """Q = diag(1, 1/3, 1/3, 1)."""
    weights = (Fraction(1), Fraction(1, 3), Fraction(1, 3), Fraction(1))
    return SquareLoss.with_gram([[w * (i == j) for j in range(4)] for i, w in enumerate(weights)], target)


def spurious_by_discriminants(target: BinaryForm) -> int:
    """1 if Disc(u) < 0 < Disc(x·u_y − y·u_x), else 0."""
    a, b, c, d = target.rationals
    turned = (b, 2 * c - 3 * a, 3 * d - 2 * b, -c)
    return int(discriminant(a, b, c, d) < 0 < discriminant(*turned))


def discriminant(a: Fraction, b: Fraction, c: Fraction, d: Fraction) -> Fraction:
    """Of a·x³ + b·x²y + c·xy² + d·y³: positive for three distinct real roots, negative for one."""
    return b * b * c * c - 4 * a * c**3 - 4 * b**3 * d - 27 * a * a * d * d + 18 * a * b * c * d


ROTATION_INVARIANT_CUBICS = Theorem(
    name="rotation-invariant-cubics",
    title="Spurious minima of a filling architecture",
    statement=(
        "Let k = (3,2), stride one, and Q = diag(1, 1/3, 1/3, 1), the square loss that rotations of x, y do not "
        "change. For a rational target u ≠ 0 there is exactly one spurious minimum up to scaling if "
        "Disc(u) < 0 < Disc(x·u_y − y·u_x), and otherwise there is none."
    ),
    source="docs/critical-points.md, two layers, with a proof",
    hypothesis=Hypothesis(filter_sizes=(3, 2), nonzero=True),
    examination=_examine,
)
