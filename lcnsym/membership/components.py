"""How many connected components strata, function spaces, their boundaries and complements have, for stride one.

Source: `docs/topology.md`, with proofs.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from functools import reduce
from math import factorial, gcd, prod

from ..errors import UnsupportedError
from ..network.architecture import ArchitectureLike, as_architecture
from ..network.networks import NetworkLike, along_one_axis, as_network
from .patterns import RootPattern, as_pattern


@dataclass(frozen=True)
class Components:
    """Numbers of connected components; 0 of what is empty.

    Attributes:
        interior: of the interior of M.
        boundary: of the boundary of M without the zero filter.
        complement: of the filters that are not in M.

    Source: `docs/topology.md`, with proofs.

    Examples:
        >>> space_components((3, 2, 2))
        Components(interior=1, boundary=2, complement=2)
    """

    interior: int
    boundary: int
    complement: int

    def to_dict(self) -> dict[str, int]:
        """{interior, boundary, complement}."""
        return asdict(self)


def space_components(architecture: ArchitectureLike, *, up_to_scaling: bool = False) -> Components:
    """The numbers of components of a function space's parts.

    Args:
        architecture: of stride one.
        up_to_scaling: whether filters that differ by a factor, positive or negative, are one point.

    Raises:
        BadInputError: it is no architecture.
        UnsupportedError: a larger stride matters.

    Source: `docs/topology.md`, with proofs.

    Examples:
        >>> space_components((2, 2, 2))
        Components(interior=1, boundary=1, complement=1)
    """
    found = as_architecture(architecture)
    if not found.is_stride_one:
        raise UnsupportedError(
            f"components are counted for stride one; for {found} a theorem is missing, on how the strata by the "
            "degrees of divisors in powers are joined"
        )
    if found.is_filling:
        return Components(1, 0, 0)
    sides = 2 if found.even_filters == 2 and not up_to_scaling else 1
    return Components(1, sides, sides)


def known_components(network: NetworkLike) -> Components | None:
    """The same for layers with several axes too; None: a theorem is missing.

    Raises:
        BadInputError: it is no architecture.
    """
    line = along_one_axis(as_network(network))
    return None if line is None or not line.is_stride_one else space_components(line)


def stratum_components(pattern: RootPattern | str, *, up_to_scaling: bool = False) -> int:
    """The number of connected components of a stratum Δ_(ρ|γ).

    They are the arrangements of ρ on a circle, up to rotation; an arrangement with the symmetry of m rotations is two
    components if Σρ/m is even, which sign tells apart, and one if it is odd.

    Args:
        pattern: (ρ|γ).
        up_to_scaling: whether filters that differ by a factor, positive or negative, are one point.

    Raises:
        BadInputError: it is no root pattern.

    Source: `docs/topology.md`, with proof.

    Examples:
        >>> stratum_components("11|0"), stratum_components("2|0"), stratum_components("1122|0")
        (1, 2, 3)
    """
    real = as_pattern(pattern).real
    if not real:
        return 1 if up_to_scaling else 2
    numbers = tuple(Counter(real).values())
    common = reduce(gcd, numbers)
    total = 0
    for symmetry in (m for m in range(1, common + 1) if common % m == 0):
        is_turned = sum(real) // symmetry % 2 == 1
        words = _aperiodic(tuple(number // symmetry for number in numbers))
        total += words if up_to_scaling or is_turned else 2 * words
    return total


def _aperiodic(numbers: tuple[int, ...]) -> int:
    """Arrangements on a circle up to rotation, without symmetry, of so many beads of each colour."""
    size, common = sum(numbers), reduce(gcd, numbers)
    words = sum(
        _moebius(d) * factorial(size // d) // prod(factorial(number // d) for number in numbers)
        for d in range(1, common + 1)
        if common % d == 0
    )
    return words // size


def _moebius(number: int) -> int:
    sign, divisor = 1, 2
    while number > 1:
        if number % divisor == 0:
            number //= divisor
            if number % divisor == 0:
                return 0
            sign = -sign
        divisor += 1
    return sign
