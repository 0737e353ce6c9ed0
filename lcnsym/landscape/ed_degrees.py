"""How many complex critical points a generic square loss has: Euclidean distance degrees, by formula."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice
from math import comb, factorial, perm, prod

from ..algebra.flintio import integer_power, integer_product
from ..algebra.partitions import Partition, check_partition, partitions
from ..algebra.short_repr import short_repr
from ..cost import require
from ..errors import BadInputError, UnsupportedError, require_integers
from ..fibres.problem import number_of_complex_packings
from ..network.architecture import Architecture
from ..network.networks import Network, NetworkLike, along_one_axis, as_network

MAX_STRATA = 40_000
"""So many strata of an architecture are listed."""
MAX_PARTS = 4_000_000
"""The strata that are listed have this many roots in all."""
MAX_LISTED_DEGREE = 40
"""Up to this degree, with 37,338 partitions, those without compatible packings are listed too."""
MAX_DIMENSION = 10_000
STEPS_PER_STRATUM = 40


def strata_of(architecture: Architecture) -> list[Partition]:
    """The root multiplicities with compatible packings, the fewest repeated roots first: 1…1, 21…1, 221…1, ….

    A packing puts every root at most once into a layer, so it is a matrix of zeros and ones with the multiplicities and
    the k_i − 1 as sums; by the theorem of Gale and Ryser there is one exactly if the partition conjugate to the k_i − 1
    dominates the multiplicities.

    Raises:
        UnsupportedError: more than MAX_STRATA, or more than MAX_PARTS roots in all.
    """
    degrees = [size - 1 for size in architecture.filter_sizes if size > 1]
    bounds = list(accumulate(sum(d > i for d in degrees) for i in range(max(degrees, default=0))))
    most = min(MAX_STRATA, MAX_PARTS // max(1, architecture.degree))
    found = list(islice(_dominated(bounds, architecture.degree), most + 1))
    if len(found) > most:
        raise UnsupportedError(f"{architecture} has more than {most} strata, which is the most that are listed")
    return _in_order(found)


def _in_order(found: Iterable[Partition]) -> list[Partition]:
    return sorted(found, key=lambda parts: (-len(parts), parts))


def _dominated(bounds: Sequence[int], n: int) -> Iterator[Partition]:
    """The partitions of n whose first i parts have at most the sum bounds[i − 1], for all i.

    The bounds increase, up to n, which is also that of more parts; so parts equal to 1 can always follow.
    """
    pending: list[tuple[Partition, int]] = [((), 0)]
    while pending:
        parts, total = pending.pop()
        yield parts + (1,) * (n - total)
        if total == n:
            continue
        most = min(
            (bounds[len(parts)] if len(parts) < len(bounds) else n) - total, parts[-1] if parts else n, n - total
        )
        pending += [((*parts, part), total + part) for part in range(2, most + 1)]


@lru_cache(maxsize=4096)
def _generic_ed_degree(parts: Partition) -> int:
    d = len(parts)
    polynomial = [1]
    for part in parts:
        if part > 1:
            shifted = [0, *(c * (part - 1) for c in polynomial)]
            polynomial = [part * a + b for a, b in zip([*polynomial, 0], shifted, strict=True)]
    # (d−j)! over m_1! is a short product: j is at most the number of repeated roots, d − m_1
    repeated = len(polynomial) - 1
    total = sum(
        comb(d + 1, j) * perm(d - j, repeated - j) * factorial(j) * coefficient
        for j, coefficient in enumerate(polynomial)
    )
    return total // prod(factorial(number) for part, number in Counter(parts).items() if part > 1)


def generic_ed_degree(partition: Sequence[int]) -> int:
    """gED(λ), the number of complex critical points of a generic square loss on the open stratum of λ.

    λ are the root multiplicities. It is Σ_j C(d+1, j)·(d−j)!·j!/Π m_i!·[t^j] Π_k (λ_k + (λ_k − 1)t) for λ with d
    parts, m_i of them equal to i. For any target and any positive definite Gram matrix there are at most this many that
    are isolated.

    Raises:
        BadInputError: λ is no sequence of positive integers.

    Examples:
        >>> [generic_ed_degree(p) for p in [(2, 1, 1), (2, 2), (3, 1), (4,)]]
        [10, 13, 12, 10]
    """
    return _generic_ed_degree(check_partition(partition))


def segre_ed_degree(filter_sizes: Sequence[int]) -> int:
    """gED(Segre ΠP^{k_i−1}): the non-zero complex critical points in parameter space modulo scaling, any strides.

    With several axes k_i is the number of entries of a layer's filter.

    With m_j = k_j − 1 and N = Σ m_j it is
    Σ_i (−1)^i (2^{N+1−i} − 1)(N−i)! Σ_{i_1+…+i_L=i} Π_j C(m_j+1, i_j)/(m_j − i_j)!.

    Raises:
        BadInputError: the sizes are not positive integers.

    Source: arXiv 2401.16613, Euclidean distance degree of Segre varieties for a generic quadric.

    Examples:
        >>> [segre_ed_degree(k) for k in [(2, 2), (3, 2), (2, 2, 2), (3, 3, 3)]]
        [6, 10, 34, 2385]
    """
    sizes = require_integers(filter_sizes, "a filter size", 1)
    if not sizes:
        raise BadInputError("filter sizes are positive integers such as 3,2,2; none was given")
    dimensions = [k - 1 for k in sizes if k > 1]
    total_dimension = sum(dimensions)
    # times Π m_j!, so that all numbers are integers
    series = [1]
    for m, number in Counter(dimensions).items():
        factor = [1]
        for i in range(m):
            factor.append(factor[-1] * (m + 1 - i) * (m - i) // (i + 1))
        series = integer_product(series, integer_power(factor, number))
    # Horner's scheme for the sums with the factors (N−i)!, and 2^{N−i}·(N−i)!
    plain = doubled = 0
    for i, coefficient in enumerate(series):
        signed, step = (-1) ** i * coefficient, total_dimension + 1 - i
        plain, doubled = plain * step + signed, 2 * doubled * step + signed
    return (2 * doubled - plain) // prod(map(factorial, dimensions))


@dataclass(frozen=True)
class StratumDegree:
    """One stratum of a stride-one function space.

    Attributes:
        partition: λ, the root multiplicities over ℂ, descending.
        ed_degree: gED(λ).
        packings: N_k(λ), the compatible packings of λ into the layers.

    Source: arXiv 2401.16613, the Euclidean distance degree; arXiv 2108.01538, compatible root multiplicity patterns.

    Examples:
        >>> ed_degree(Architecture((2, 2))).strata[1]
        StratumDegree(partition=(2,), ed_degree=4, packings=1)
    """

    partition: Partition
    ed_degree: int
    packings: int

    def to_dict(self) -> dict[str, object]:
        """{partition, ed_degree, packings}."""
        return {"partition": list(self.partition), "ed_degree": self.ed_degree, "packings": self.packings}


Gather = Callable[[Iterator[StratumDegree]], list[StratumDegree]]


@short_repr
@dataclass(frozen=True)
class EDDegree:
    """The generic Euclidean distance degree of an architecture, stratum by stratum where strides are one.

    Attributes:
        architecture: of any strides, with one axis or several.
        total: gED(Segre_k), the non-zero complex critical points in parameter space modulo scaling.
        strata: the strata with their degrees; None for larger strides, where strata of roots do not matter, and where
            the layers are along several axes.

    Source: arXiv 2401.16613, Euclidean distance degree of Segre varieties for a generic quadric.

    Examples:
        >>> found = ed_degree(Architecture((3, 2)))
        >>> found.total, sum(stratum.ed_degree * stratum.packings for stratum in found.strata)
        (10, 10)
    """

    architecture: Network
    total: int
    strata: tuple[StratumDegree, ...] | None

    def to_dict(self) -> dict[str, object]:
        """The JSON of the command `ed-degree`."""
        strata = None if self.strata is None else [stratum.to_dict() for stratum in self.strata]
        return {"total": self.total, "strata": strata}


def ed_degree(architecture: NetworkLike, gather: Gather = list[StratumDegree]) -> EDDegree:
    """The generic ED degree: by the Segre formula, and for stride one each stratum's by gED(λ).

    Args:
        gather: makes a list of the strata, which are worked out as it asks for them.

    For stride one the total is Σ_λ N_k(λ)·gED(λ), two formulas that know nothing of each other. All λ are listed; where
    the degree is above MAX_LISTED_DEGREE, those with compatible packings.

    Raises:
        UnsupportedError: Σ (k_i − 1) is above MAX_DIMENSION; stride one and too many strata.
        TooCostlyError: the strata take too long.

    Source: arXiv 2401.16613, Euclidean distance degree of Segre varieties for a generic quadric.

    Examples:
        >>> ed_degree(Architecture((2, 2, 2))).total, ed_degree(Architecture((3, 2), (2, 1))).strata
        (34, None)
    """
    architecture = as_network(architecture)
    number = architecture.dimension - 1
    if number > MAX_DIMENSION:
        raise UnsupportedError(f"ED degrees are given for Σ (k_i − 1) up to {MAX_DIMENSION}; here it is {number}")
    line = along_one_axis(architecture)
    if line is None or not line.reduced.is_stride_one:
        return EDDegree(architecture, segre_ed_degree(architecture.entries), None)
    architecture = line
    n = architecture.degree
    # too many strata are refused before anything is computed
    listed = _in_order(partitions(n)) if n <= MAX_LISTED_DEGREE else strata_of(architecture)
    require(f"the degrees of {len(listed)} strata", steps=len(listed) * (STEPS_PER_STRATUM + n))
    total = segre_ed_degree(architecture.filter_sizes)
    found = (
        StratumDegree(partition, generic_ed_degree(partition), number_of_complex_packings(architecture, partition))
        for partition in listed
    )
    return EDDegree(architecture, total, tuple(gather(found)))
