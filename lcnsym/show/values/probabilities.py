"""The view of a probability."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from ...membership.probabilities import MembershipProbability
from ..views import View

MOST_DIGITS = 40


def probability_view(found: MembershipProbability) -> View:
    """Of the probability that a random filter is a member, with its bounds rounded outward."""
    lo, hi = found.bounds
    facts = (
        ("distribution", str(found.distribution)),
        ("probability", str(lo) if lo == hi else f"between {' and '.join(_decimals(lo, hi))}"),
    )
    return View(f"Probability that a random filter is in the function space of {found.architecture}", facts)


def _decimals(lo: Fraction, hi: Fraction) -> tuple[str, str]:
    """Decimals, the first not above lo and the second not below hi, to a digit more than what lo and hi share."""
    digits = 2
    while digits < MOST_DIGITS and (hi - lo) * 10 ** (digits - 1) < 1:
        digits += 1
    return _decimal(floor(lo * 10**digits), digits), _decimal(ceil(hi * 10**digits), digits)


def _decimal(number: int, digits: int) -> str:
    whole, rest = divmod(number, 10**digits)
    return f"{whole}.{rest:0{digits}d}"
