"""The versions of the format that are read, and the kinds of claims and of evidence that each of them brought."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from importlib import import_module
from typing import TypeVar

from ..kernel.outcome import Malformed
from ..kernel.reading import shown

FORMAT = "lcnsym-certificate"
T = TypeVar("T")


class Table(MutableMapping[str, T]):
    """Values by their kinds, each loaded when it is asked for by the import of the module that enters it.

    Args:
        homes: the modules by their kinds.
    """

    def __init__(self, homes: Mapping[str, str]) -> None:
        self._homes, self._entered = dict(homes), dict[str, T]()

    def __getitem__(self, kind: str) -> T:
        if kind not in self._entered:
            import_module(self._homes[kind])
        return self._entered[kind]

    def __setitem__(self, kind: str, value: T) -> None:
        self._entered[kind] = value

    def __delitem__(self, kind: str) -> None:
        del self._entered[kind]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._homes, **self._entered})

    def __len__(self) -> int:
        return len({**self._homes, **self._entered})


@dataclass(frozen=True)
class Kinds:
    """Kinds of claims and of evidence, in the order in which messages list them."""

    claim: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Versions:
    """All versions that are read: the kinds that are new in each. A version has its own kinds and all earlier ones."""

    new_in: Mapping[int, Kinds]

    def check_known(self, version: object) -> int:
        """The version of a document. Raises Malformed if it is none of these."""
        if isinstance(version, bool) or not isinstance(version, int) or version not in self.new_in:
            raise Malformed(f"version {shown(version)} is not known; this checker reads version {self._listed()}")
        return version

    def check_claim(self, kind: object, version: int) -> str:
        """The kind of claim of a document of a version. Raises Malformed if the version has no such kind."""
        return _checked("claim", kind, version, {number: kinds.claim for number, kinds in self.new_in.items()})

    def check_evidence(self, kind: object, version: int) -> str:
        """The kind of evidence of a document of a version. Raises Malformed if the version has no such kind."""
        return _checked("evidence", kind, version, {number: kinds.evidence for number, kinds in self.new_in.items()})

    def _listed(self) -> str:
        return " or ".join(map(str, sorted(self.new_in)))


def _checked(part: str, kind: object, version: int, new_in: Mapping[int, tuple[str, ...]]) -> str:
    for name, first in _firsts(new_in):
        if name == kind and first <= version:
            return name
        if name == kind:
            raise Malformed(f"{part}.kind {name} came with version {first}; the certificate is of version {version}")
    known = ", ".join(name for name, first in _firsts(new_in) if first <= version)
    raise Malformed(f"{part}.kind must be one of {known}; found {shown(kind)}")


def _firsts(new_in: Mapping[int, tuple[str, ...]]) -> Iterator[tuple[str, int]]:
    """Every kind with the version that brought it."""
    return ((name, version) for version in sorted(new_in) for name in new_in[version])


VERSIONS = Versions(
    {
        1: Kinds(
            claim=(
                *("member", "not-member", "complex-member", "not-complex-member", "interior", "boundary", "pattern"),
                *("filling", "not-filling", "full-dimensional", "not-full-dimensional", "dimension", "factorization"),
                *("fibre-count", "satisfies", "violates", "critical-point", "spurious-minimum"),
                *("stratum-critical-points", "all-critical-points", "compatible", "not-compatible"),
            ),
            evidence=(
                *("arithmetic", "sign-changes", "descartes", "factored", "jacobian", "filters", "packing", "classes"),
                *("divisors", "krawczyk", "tangency", "multidegrees"),
            ),
        ),
        2: Kinds(claim=("exact-critical-point", "exact-spurious-minimum"), evidence=("hessian",)),
    }
)
"""A kind that a published version has is never changed and never taken away; a new one is new in a new version."""
