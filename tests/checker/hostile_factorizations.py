"""Documents about factorizations and packings that would cost minutes or gigabytes if the checker just went on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.checker.hostile import Document, document, nines


def factorization(forms: list[list[Any]], form: list[Any], strides: list[int], field: Document | None = None) -> str:
    """A factorization certificate with these filters."""
    k = [len(w) for w in forms]
    claim = {"kind": "factorization", "architecture": {"k": k, "s": strides}, "filter": form}
    return document(claim, {"kind": "filters", "filters": forms}, field)


def many_long_filters() -> str:
    """2048 layers with coefficients of 3,000 digits: a product of coefficients of six million digits."""
    forms = [["1", nines(3000)] for _ in range(2048)]
    return factorization(forms, ["1"] * 2049, [1] * 2048)


def many_filters_with_denominators() -> str:
    """Filters with a hundred coprime denominators of a thousand digits each."""
    forms = [[f"1/1{'0' * 990}{2 * (101 * i + j) + 1:08d}" for j in range(101)] for i in range(20)]
    return factorization(forms, ["1"] * 2001, [1] * 20)


def filters_in_a_large_field() -> str:
    """A thousand layers with all 64 coordinates."""
    field = {"minpoly": ["-2", *["0"] * 62, "5", "7"], "interval": ["0", "1"]}
    forms = [["1", [str(3 * i + j + 1) for j in range(64)]] for i in range(1000)]
    return factorization(forms, ["1"] * 1001, [1] * 1000, field)


def scalar_layers() -> str:
    """Ten thousand scalars of 700 digits beside a filter of degree 2000."""
    forms = [[str(i % 7 + 1) for i in range(2001)], *[["1" + "3" * 700]] * 9999]
    return factorization(forms, ["1"] * 2001, [10**9] * 10_000)


def count_claim(real: list[int], capacities: list[int], compatible: bool = False) -> str:
    """A correct pattern with real roots 1, 2, … of these multiplicities, and a number of packings to be found."""
    k = [capacity + 1 for capacity in capacities]
    groups: dict[int, list[int]] = {}
    for root, m in enumerate(real, start=1):
        groups.setdefault(m, []).append(root)
    factors = []
    for m, roots in sorted(groups.items()):
        part = lines(roots)
        breakpoints = [f"{2 * root + 1}/2" for root in roots[:-1]] or ["0"]
        factors.append({"multiplicity": m, "form": [str(c) for c in part], "breakpoints": breakpoints})
    form = lines([root for root, m in enumerate(real, start=1) for _ in range(m)])
    claim = {
        "kind": "fibre-count",
        "architecture": {"k": k, "s": [1] * len(k)},
        "filter": [str(c) for c in form],
        "compatible": compatible,
        "count": "1",
    }
    return document(claim, {"kind": "factored", "scalar": "1", "factors": factors, "prime": "2147483647"})


def lines(roots: list[int]) -> list[int]:
    """The coefficients of Π (x − root·y)."""
    form = [1]
    for root in roots:
        form = [a - root * b for a, b in zip([*form, 0], [0, *form], strict=True)]
    return form


def incompatibility(pattern_text: str, capacities: list[int]) -> str:
    """A claim that a pattern has no compatible packing."""
    k = [capacity + 1 for capacity in capacities]
    claim = {"kind": "not-compatible", "architecture": {"k": k, "s": [1] * len(k)}, "pattern": pattern_text}
    return document(claim, {"kind": "arithmetic"})


def many_remainders() -> str:
    """Colours and bins of many different sizes: millions of remainders whichever side is served."""
    real = [m for m in range(1, 16) for _ in range(2)]
    return count_claim(real, [*range(1, 21), 30])


def large_colours() -> str:
    """Two colours of 1024 balls in 1024 equal bins, with a single packing."""
    return incompatibility("1024,1024|0", [2] * 1024)


def partitions_of_a_colour() -> str:
    """Eight colours of sixty balls in ten equal bins: partitions of forty-eight for every bin."""
    return count_claim([60] * 8, [48] * 10)


def many_colours_and_bins() -> str:
    """Degree 2048 with every small multiplicity and every small capacity."""
    pairs = ",".join(str(m) for m in range(1, 21))
    real = ",".join(str(m) for m in range(1, 31) for _ in range(3))
    total = 3 * sum(range(1, 31)) + 2 * sum(range(1, 21))
    capacities = [capacity for capacity in range(1, 40) for _ in range(2)]
    return incompatibility(f"{real}|{pairs}", [*capacities, *[1] * (total - sum(capacities))])


def long_multiplicity() -> str:
    """A multiplicity of ninety thousand digits."""
    return incompatibility(f"{'9' * 90_000},1|0", [1])


def many_balls() -> str:
    """Four thousand bins of two thousand colours."""
    claim = {"kind": "compatible", "architecture": {"k": [2] * 2048, "s": [1] * 2048}, "pattern": "1" * 2048 + "|0"}
    bins = [[1] * 2048] * 2048
    return document(claim, {"kind": "packing", "bins": bins})


def long_count() -> str:
    """A number of factorizations of 200,000 digits."""
    return count_claim([1, 1], [1, 1]).replace('"count": "1"', '"count": "' + nines(200_000) + '"')


HOSTILE_FACTORIZATIONS: dict[str, Callable[[], str]] = {
    "many-long-filters": many_long_filters,
    "many-filters-with-denominators": many_filters_with_denominators,
    "filters-in-a-large-field": filters_in_a_large_field,
    "scalar-layers": scalar_layers,
    "many-remainders": many_remainders,
    "large-colours": large_colours,
    "partitions-of-a-colour": partitions_of_a_colour,
    "many-colours-and-bins": many_colours_and_bins,
    "long-multiplicity": long_multiplicity,
    "many-balls": many_balls,
    "long-count": long_count,
}
