"""Every way to distribute the real irreducible factors of a form over the layers, by exhaustive search.

It shares no code with the packings of `lcnsym.fibres`, on purpose: the theorems hold the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Content = tuple[tuple[int, ...], ...]
"""For every layer the factors it takes: i for the i-th linear one, −j for the j-th quadratic one, with repetition."""

MOST_STATES = 20_000


def distributions(
    sizes: Sequence[int],
    multiplicities: tuple[Sequence[int], Sequence[int]],
    *,
    squarefree: bool = False,
    most: int = MOST_STATES,
) -> frozenset[Content] | None:
    """The different contents of the layers when every factor goes into one layer and all layers are full.

    Copy after copy, every factor is put into every layer with room for it. By unique factorisation in ℝ[x, y] the
    contents are the factorizations of the form into forms of these degrees, up to scaling: different contents have
    different products in some layer.

    Args:
        sizes: the degrees k_i − 1, first layer first.
        multiplicities: of the distinct linear factors, and of the distinct definite quadratic ones.
        squarefree: whether no layer may take a factor twice.
        most: give up when there are more contents of layers that are partly full.

    Returns:
        The contents; None: the search was given up.
    """
    linear, quadratic = multiplicities
    if sum(linear) + 2 * sum(quadratic) != sum(sizes):
        return frozenset()
    copies = [i for i, m in enumerate(linear, start=1) for _ in range(m)]
    copies += [-j for j, m in enumerate(quadratic, start=1) for _ in range(m)]
    reached: set[Content] = {((),) * len(sizes)}
    for factor in copies:
        reached = {after for content in reached for after in _placed(sizes, content, factor, squarefree)}
        if len(reached) > most:
            return None
    return frozenset(reached)


def _placed(sizes: Sequence[int], content: Content, factor: int, squarefree: bool) -> Iterator[Content]:
    """The content after the factor was put into one of the layers, for every layer that can take it."""
    for i, (size, taken) in enumerate(zip(sizes, content, strict=True)):
        if _degree((*taken, factor)) <= size and not (squarefree and factor in taken):
            yield (*content[:i], (*taken, factor), *content[i + 1 :])


def _degree(factors: Sequence[int]) -> int:
    return sum(1 if factor > 0 else 2 for factor in factors)
