"""The probability of membership for rotation invariant coefficients, by a second formula for pairs of real roots."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from ...algebra.forms import BinaryForm
from ...errors import UnsupportedError
from ...membership.probabilities import membership_probability
from ...network.architecture import Architecture
from ...roots.root_pairs import probability_of_at_least
from ..statement import Finding, Hypothesis, Theorem, require

LARGEST_DEGREE = 5
STEPS = 1000
DIGITS = 6


def _examine(architecture: Architecture, _form: BinaryForm | None) -> Finding:
    """The engine's bounds against those from sums below and above the integral of `docs/probabilities.md`."""
    n, e = architecture.degree, architecture.even_filters
    if n > LARGEST_DEGREE:
        raise UnsupportedError(
            f"theorem 'membership-probability' is checked up to degree {LARGEST_DEGREE}, {n} was given"
        )
    lo, hi = membership_probability(architecture).bounds
    below, above = probability_of_at_least(n, e, STEPS)
    told = f"{_interval(below, above)} by sums of {STEPS} terms"
    engine = f"{_interval(lo, hi)} by the engine"
    require(max(lo, below) <= min(hi, above), f"the probability of membership is {told}, and {engine}")
    return Finding(f"the probability of membership is {told}, and {engine}")


def _interval(lo: Fraction, hi: Fraction) -> str:
    """In decimals, rounded outward."""
    return f"between {floor(lo * 10**DIGITS) / 10**DIGITS} and {ceil(hi * 10**DIGITS) / 10**DIGITS}"


MEMBERSHIP_PROBABILITY = Theorem(
    name="membership-probability",
    title="How probable membership is",
    statement=(
        "Let stride be one, 2 ≤ n ≤ 5, and w_0, …, w_n be independent and normal with the mean 0 and binomial "
        "coefficients as variances. The square of the mean of the number R of real roots of the form is n, and the "
        "mean of R·(R − 1) is the integral from 0 to 1 that is given at the source. The filter is in M with the "
        "probability p of R ≥ e, which these two means tell: for e = n it has 2·p^2 = 1 for n = 2, and "
        "2·p^2 + 2·p = 1 for n = 3."
    ),
    source=(
        "docs/probabilities.md, pairs once more, with a proof; "
        "Edelman and Kostlan, Bull. Amer. Math. Soc. 32 (1995), for the mean"
    ),
    hypothesis=Hypothesis(about_filters=False),
    examination=_examine,
)
