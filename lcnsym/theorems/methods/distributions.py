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
    contents are the factorizations into forms of these degrees, up to scaling.

    Args:
        sizes: the degrees k_i − 1, first layer first.
        multiplicities: of the distinct linear factors, and of the distinct definite quadratic ones.
        squarefree: whether no layer may take a factor twice.
        most: give up when there are more contents of layers that are partly full.

    Returns:
        The contents; None: the search was given up.
    """
    copies = _copies(*multiplicities)
    if _degree(copies) != sum(sizes):
        return frozenset()
    reached: set[Content] = {((),) * len(sizes)}
    for factor in copies:
        reached = {after for content in reached for after in _placed(sizes, content, factor, squarefree=squarefree)}
        if len(reached) > most:
            return None
    return frozenset(reached)


def _copies(linear: Sequence[int], quadratic: Sequence[int]) -> list[int]:
    """Every factor as often as its multiplicity says."""
    real = [i for i, m in enumerate(linear, start=1) for _ in range(m)]
    return real + [-j for j, m in enumerate(quadratic, start=1) for _ in range(m)]


def _placed(sizes: Sequence[int], content: Content, factor: int, *, squarefree: bool) -> Iterator[Content]:
    """The content after the factor was put into one of the layers, for every layer that can take it."""
    for i, (size, taken) in enumerate(zip(sizes, content, strict=True)):
        if _degree((*taken, factor)) <= size and not (squarefree and factor in taken):
            yield (*content[:i], (*taken, factor), *content[i + 1 :])


def _degree(factors: Sequence[int]) -> int:
    return sum(1 if factor > 0 else 2 for factor in factors)
