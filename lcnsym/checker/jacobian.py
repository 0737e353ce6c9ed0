"""Rule jacobian: the multiplication map is a submersion at integer filters, shown modulo p."""

from __future__ import annotations

from dataclasses import dataclass

from .architectures import Architecture
from .limits import MAX_DEGREE, MAX_LAYERS, Work
from .outcome import Malformed, Rejected
from .polynomials import Row
from .reading import fields, integer_text, items

RULE = "rule jacobian"


@dataclass(frozen=True)
class Jacobian:
    """The evidence as read: a filter a layer, modulo the modulus."""

    filters: tuple[Row, ...]
    modulus: int


def read_jacobian(document: object, architecture: Architecture | None) -> Jacobian:
    """The evidence of kind "jacobian"; the filters fit the architecture, if the claim has one."""
    _, filter_documents, prime = fields(document, ("kind", "filters", "prime"), "evidence")
    p = integer_text(prime, "evidence.prime")
    if not 1 < p < 2**31:
        raise Malformed("evidence.prime must lie between 2 and 2^31")
    least, most = (1, MAX_LAYERS) if architecture is None else (len(architecture.sizes),) * 2
    lists = items(filter_documents, "evidence.filters", least, most)
    sizes = [None] * len(lists) if architecture is None else architecture.sizes
    return Jacobian(tuple(_read_filter(entry, size, p) for entry, size in zip(lists, sizes, strict=True)), p)


def _read_filter(document: object, size: int | None, p: int) -> Row:
    least, most = (size, size) if size else (1, MAX_DEGREE + 1)
    entries = items(document, "an entry of evidence.filters", least, most)
    return [integer_text(w, "a coefficient of evidence.filters") % p for w in entries]


def check_jacobian(evidence: Jacobian, architecture: Architecture, needed: int, work: Work) -> None:
    """The rows, the products of all filters but one times all monomials of its form, have this rank modulo p."""
    k, p = architecture.filter_size, evidence.modulus
    count, layers = sum(architecture.sizes), len(architecture.sizes)
    work.room((count + 3 * layers) * k, 32)
    work.steps(layers * k * k // 4 + 2 * k * count, 80)
    work.steps(count * k * k // 2, 130)
    lines = [_line(w, at) for w, at in zip(evidence.filters, architecture.layer_places, strict=True)]
    rank = unit_rank(_rows(lines, architecture.layer_places, k, p), p)
    if rank < needed:
        raise Rejected(f"{RULE}: the derivative has rank {rank} modulo p, {needed} is needed")


def _line(filter_: Row, places: list[int]) -> Row:
    """The entries where they lie on the line of end-to-end filters."""
    line = [0] * (places[-1] + 1)
    for place, c in zip(places, filter_, strict=True):
        line[place] = c
    return line


def _rows(lines: list[Row], places: list[list[int]], k: int, p: int) -> list[Row]:
    before, after = [[1]], [[1]]
    for w in lines[:-1]:
        before.append(_times(before[-1], w, p))
    for w in reversed(lines[1:]):
        after.append(_times(after[-1], w, p))
    others = [_times(a, b, p) for a, b in zip(before, reversed(after), strict=True)]
    return [
        [0] * place + other + [0] * (k - len(other) - place)
        for other, at in zip(others, places, strict=True)
        for place in at
    ]


def _times(f: Row, g: Row, p: int) -> Row:
    product = [0] * (len(f) + len(g) - 1)
    for i, a in enumerate(f):
        if a:
            for j, b in enumerate(g, start=i):
                product[j] += a * b
    return [c % p for c in product]


def unit_rank(rows: list[Row], p: int) -> int:
    """The number of unit pivots that elimination finds: at most the rank over ℚ, whether or not p is prime."""
    rank = 0
    columns = len(rows[0])
    for column in range(columns):
        for i in range(rank, len(rows)):
            inverse = _inverse(rows[i][column], p)
            if inverse is not None:
                break
        else:
            continue
        rows[rank], rows[i] = rows[i], rows[rank]
        pivot = rows[rank]
        for row in rows[rank + 1 :]:
            if row[column]:
                factor = row[column] * inverse % p
                row[column:] = [(a - factor * b) % p for a, b in zip(row[column:], pivot[column:], strict=True)]
        rank += 1
    return rank


def _inverse(value: int, p: int) -> int | None:
    try:
        return pow(value, -1, p) if value else None
    except ValueError:
        return None
