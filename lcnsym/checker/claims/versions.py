"""The versions of the format that are read, and the kinds of claims and of evidence that each of them brought."""

from __future__ import annotations

from collections import UserDict
from collections.abc import Mapping
from importlib import import_module
from typing import Any, TypeVar

from ..kernel.outcome import Malformed
from ..kernel.reading import shown

FORMAT = "lcnsym-certificate"
T = TypeVar("T")


class Table(UserDict[str, T]):
    """Values by their kinds, each loaded when it is asked for by the import of the module that enters it.

    Args:
        homes: the modules by their kinds.
    """

    def __init__(self, homes: Mapping[str, str]) -> None:
        self.data: dict[str, Any] = dict(homes)

    def __getitem__(self, kind: str) -> T:
        if isinstance(self.data[kind], str):
            import_module(self.data[kind])
        found: T = self.data[kind]
        return found


VERSIONS = {
    1: {
        "claim": (
            *("member", "not-member", "complex-member", "not-complex-member", "interior", "boundary", "pattern"),
            *("filling", "not-filling", "full-dimensional", "not-full-dimensional", "dimension", "factorization"),
            *("fibre-count", "satisfies", "violates", "critical-point", "spurious-minimum"),
            *("stratum-critical-points", "all-critical-points", "compatible", "not-compatible"),
        ),
        "evidence": (
            *("arithmetic", "sign-changes", "descartes", "factored", "jacobian", "filters", "packing", "classes"),
            *("divisors", "krawczyk", "tangency", "multidegrees"),
        ),
    },
    2: {"claim": ("exact-critical-point", "exact-spurious-minimum"), "evidence": ("hessian",)},
}
"""All versions that are read, with the kinds that are new in each, in the order in which messages list them.

A version has its own kinds and all earlier ones. A kind that a published version has is never changed and never taken
away; a new one is new in a new version.
"""


def read_version(document: object) -> int:
    """The version of a document. Raises Malformed if it is none of these."""
    if isinstance(document, bool) or not isinstance(document, int) or document not in VERSIONS:
        known = " or ".join(map(str, sorted(VERSIONS)))
        raise Malformed(f"version {shown(document)} is not known; this checker reads version {known}")
    return document


def read_kind(part: str, document: object, version: int) -> str:
    """The kind of a document's claim or evidence. Raises Malformed if the version has no such kind."""
    kind = document.get("kind") if isinstance(document, dict) else None
    first = {name: number for number in sorted(VERSIONS) for name in VERSIONS[number][part]}
    if not isinstance(kind, str) or kind not in first:
        known = ", ".join(name for name in first if first[name] <= version)
        raise Malformed(f"{part}.kind must be one of {known}; found {shown(kind)}")
    if first[kind] > version:
        raise Malformed(f"{part}.kind {kind} came with version {first[kind]}; the certificate is of version {version}")
    return kind
