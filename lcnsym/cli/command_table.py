"""The commands and where they live."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ..errors import BadInputError, shorten
from .words import refuse

if TYPE_CHECKING:
    from .command import Command

SUMMARIES = {
    "architecture": "sizes, dimension, filling or not, of an architecture",
    "architectures": "all architectures of a degree, by their function spaces",
    "compare": "which of two function spaces holds the other",
    "distance": "how far a filter is from the function space, its boundary, a stratum",
    "compose": "the end-to-end filter of the layers' filters",
    "model": "what a trained network is: its filter, and where its training ended",
    "pattern": "the root multiplicity pattern of a filter",
    "member": "is a filter an end-to-end filter, and where does it lie",
    "probability": "how probable it is that a random filter is in the function space",
    "patterns": "all root patterns of an architecture's filters",
    "packings": "the ways to distribute the roots over the layers",
    "fibre": "all factorizations of a filter into layers, up to scaling",
    "discriminant": "the discriminant of the generic form of a degree",
    "describe": "the function space and its strata as polynomial inequalities",
    "closure": "equations, degree and singular locus of the closure of a stratum",
    "picture": "a picture of the function space, or of the closure order",
    "report": "a page with tables, pictures and certificates of an architecture",
    "ed-degree": "how many critical points a generic square loss has",
    "critical": "all critical points of the square loss, and what they are",
    "atlas": "where on a line or plane of targets the landscape is the same",
    "flow": "invariants of gradient flow and the critical points within reach",
    "experiment": "where gradient descent ends, by the root patterns of targets and ends",
    "sweep run": "a theorem, membership or spurious minima on many cases, kept in a file",
    "sweep resume": "work out the cases of a sweep that are not done",
    "sweep status": "how far a sweep is, and what came out",
    "sweep verify": "work out results of a sweep once more and compare",
    "sweep export": "the results of a sweep as a table, CSV or Parquet",
    "theorem list": "the theorems that can be checked",
    "theorem check": "check a theorem on an architecture or a filter",
    "certificate check": "check certificate files, trusting nothing else",
    "certificate export": "a certificate as a Coq file that replays it to a theorem",
    "certificate checker-archive": "the checker as one file that any Python runs",
    "certificate bundle": "certificates packed with the checker and what they claim",
    "export": "equations and forms as input for other programs",
    "completion": "a script that completes commands and options in a shell",
    "environment": "versions of what is installed, for reports of defects",
}
"""What each command answers; commands of two words live in the module of their first."""

QUESTIONS = {
    "What is this network, and what did training make of it?": "architecture architectures compare compose model",
    "Which filters can it represent?": "member pattern patterns describe closure discriminant distance probability "
    "picture",
    "With which layers?": "packings fibre",
    "Where can training end?": "critical ed-degree flow atlas experiment",
    "Many cases at once": "sweep",
    "Is it true?": "theorem certificate",
    "For others": "report export completion environment",
}
"""The first words of commands, by the questions that they answer."""


def load(name: str) -> Command:
    """The command of that name; its module is imported now."""
    module, _, verb = name.partition(" ")
    found: Command = getattr(
        import_module(f".commands.{module.replace('-', '_')}", __package__),
        verb.upper().replace("-", "_") or "COMMAND",
    )
    return found


def find(words: list[str]) -> tuple[str, list[str]]:
    """The name of the command that the words begin with, and the other words.

    Raises:
        BadInputError: they begin with no command.
    """
    first, second = [*words[:2], "", ""][:2]
    if first in SUMMARIES:
        return first, words[1:]
    if first.startswith("-"):
        raise BadInputError(f"the command comes first, '{shorten(first, 40)}' was given; options follow it")
    verbs = verbs_of(first)
    if not verbs:
        refuse("command", first, sorted({name.split(" ")[0] for name in SUMMARIES}), _by_last_word(first))
    if second not in verbs:
        refuse(f"{first} command", second, verbs)
    return f"{first} {second}", words[2:]


def verbs_of(group: str) -> list[str]:
    """The second words of the commands of two words that begin with `group`."""
    return [name.split(" ")[1] for name in SUMMARIES if name.startswith(f"{group} ")]


def _by_last_word(word: str) -> list[str]:
    """The commands of two words whose second is meant by a word, or both, joined by a hyphen or an underscore."""
    from difflib import get_close_matches

    two = [name for name in SUMMARIES if " " in name]
    joined = get_close_matches(word[:100].replace("_", "-"), [name.replace(" ", "-") for name in two], n=1, cutoff=0.8)
    return [name for name in two if name.endswith(f" {word}") or name.replace(" ", "-") in joined]
