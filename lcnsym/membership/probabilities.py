"""The probability that a random filter is in the function space, in certified bounds."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ..algebra.numbers import enclosure_to_json
from ..errors import BadInputError, UnsupportedError, require_integer
from ..network.networks import Network, NetworkLike, along_one_axis, as_network
from ..roots.random_forms import Bounds, Distribution, real_root_probabilities

MOST_BITS = 100


@dataclass(frozen=True)
class MembershipProbability:
    """The probability that a random filter is an end-to-end filter of an architecture.

    Attributes:
        architecture: with one axis or several.
        distribution: of the filter's coefficients.
        bounds: rationals lo ≤ P ≤ hi; the same twice where it is 0 or 1.

    Source: `docs/probabilities.md`.

    Examples:
        >>> membership_probability((3, 2)).bounds
        (Fraction(1, 1), Fraction(1, 1))
    """

    architecture: Network
    distribution: Distribution
    bounds: Bounds

    def __repr__(self) -> str:
        lo, hi = self.bounds
        return f"<MembershipProbability {float((lo + hi) / 2):.6g} of {self.architecture}, {self.distribution}>"

    def to_dict(self) -> dict[str, object]:
        """{distribution, probability}."""
        return {"distribution": str(self.distribution), "probability": enclosure_to_json(*self.bounds)}


def membership_probability(
    architecture: NetworkLike, distribution: Distribution | str = Distribution.ROTATION_INVARIANT, bits: int = 20
) -> MembershipProbability:
    """The probability that a filter with independent normal coefficients is in the function space.

    Args:
        architecture: of any strides, with one axis or several.
        distribution: "rotation-invariant", the variance of w_i being the binomial coefficient C(n, i), or "normal", all
            variances 1.
        bits: the bounds differ by less than 2^−bits, 1 to 100; 60 take some seconds.

    Raises:
        BadInputError: another distribution, or no architecture.
        UnsupportedError: stride one, e ≥ 2, and a degree above 5, or above 4 for "normal".
        InconclusiveError: the integrals are not known to so many bits.

    Source: `docs/probabilities.md`; Kac 1943 and Rice 1945; Edelman and Kostlan, Bull. Amer. Math. Soc. 32 (1995).

    Examples:
        >>> membership_probability((2, 2), "normal")
        <MembershipProbability 0.648512 of k = (2,2), normal>
    """
    network = as_network(architecture)
    try:
        law = Distribution(distribution)
    except ValueError:
        known = ", ".join(Distribution)
        raise BadInputError(f"a distribution is one of {known}; '{distribution}' was given") from None
    require_integer(bits, "the number of bits", 1, MOST_BITS)
    line = along_one_axis(network)
    if network.is_filling:
        return MembershipProbability(network, law, (Fraction(1), Fraction(1)))
    if line is None or not line.is_stride_one:
        # less than full dimension
        return MembershipProbability(network, law, (Fraction(0), Fraction(0)))
    if line.degree > law.most_degree:
        raise UnsupportedError(
            f"probabilities of '{law}' filters are known up to degree {law.most_degree}, {line} has degree "
            f"{line.degree}; above, the mean numbers of roots and of pairs of them do not tell"
        )
    chances = real_root_probabilities(line.degree, law, bits)
    # the smaller of the sums has the better bounds
    within = _sum([chance for number, chance in chances.items() if number >= line.even_filters])
    outside = _sum([chance for number, chance in chances.items() if number < line.even_filters])
    return MembershipProbability(network, law, (max(within[0], 1 - outside[1]), min(within[1], 1 - outside[0])))


def _sum(bounds: list[Bounds]) -> Bounds:
    return sum((lo for lo, _ in bounds), Fraction(0)), sum((hi for _, hi in bounds), Fraction(0))
