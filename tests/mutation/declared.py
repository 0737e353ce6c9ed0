"""Mutants that are no different from the checker, or differ in a way that decides nothing; each with its reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tests.mutation.run import Outcome
from tests.mutation.sites import Site


@dataclass(frozen=True)
class Equivalent:
    """One mutation: the file, the function, the source text before and after, and why nothing depends on it.

    `number` picks one of several with the same texts; None: all of them.
    """

    file: str
    function: str
    before: str
    after: str
    reason: str
    number: int | None = None

    def matches(self, site: Site) -> bool:
        """Whether it is about this mutation."""
        return (self.file, self.function, self.before, self.after) == site.key and self.number in (None, site.number)


@dataclass(frozen=True)
class Kind:
    """A kind of mutations, by regular expressions that the operator, the function and the texts match as a whole.

    Mutants of the kind are judged by the corpus alone and may be killed; one at least survives, or the declaration is
    stale.
    """

    reason: str
    operator: str = ".*"
    function: str = ".*"
    before: str = ".*"
    after: str = ".*"
    for_meter: bool = False

    def matches(self, site: Site) -> bool:
        """Whether the mutation is of this kind."""
        pairs = (
            *((self.operator, site.operator), (self.function, site.function)),
            *((self.before, site.before), (self.after, site.after)),
        )
        fits = all(re.fullmatch(pattern, text, re.DOTALL) for pattern, text in pairs)
        return fits and (site.for_meter or not self.for_meter)


@dataclass(frozen=True)
class Account:
    """What came of a run.

    Attributes:
        undeclared: survivors that no declaration is about.
        declared: survivors that one is about, and which.
        problems: declarations that are wrong: about a mutant that is killed, or about none.
    """

    undeclared: list[Site]
    declared: list[tuple[Site, Equivalent | Kind]]
    problems: list[str]


def account(
    outcomes: Sequence[Outcome], equivalents: Sequence[Equivalent], kinds: Sequence[Kind], complete: bool
) -> Account:
    """Compare a run with what is declared; whether declarations are stale is asked only of complete files.

    Args:
        outcomes: of the mutants that were run.
        equivalents: single mutants that survive.
        kinds: kinds of them.
        complete: whether all mutants of all files were run; otherwise only single ones of the files in the run, and
            only those that were met, are judged.
    """
    undeclared, declared, problems = [], [], []
    used: set[int] = set()
    for outcome in outcomes:
        single = [e for e in equivalents if e.matches(outcome.site)]
        wide = [k for k in kinds if k.matches(outcome.site)]
        if outcome.killed is not None:
            problems += [f"declared equivalent, but killed ({outcome.killed}): {outcome.site}" for _ in single]
            used.update(map(id, single))
            continue
        used.update(map(id, [*single, *wide]))
        if single or wide:
            declared.append((outcome.site, [*single, *wide][0]))
        else:
            undeclared.append(outcome.site)
    if complete:
        problems += [f"declared equivalent, but there is none: {e}" for e in equivalents if id(e) not in used]
        problems += [f"declared kind without a survivor: {k}" for k in kinds if id(k) not in used]
    return Account(undeclared, declared, problems)
