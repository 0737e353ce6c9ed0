"""Options of a command: argparse with one-line errors, values that begin with a minus, and suggestions."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from ..errors import BadInputError, shorten
from .words import STATUSES, suggestion

FILE = "FILE"
STANDARD = "-"


@dataclass(frozen=True)
class Word:
    """An option, or a word that is none, as completion scripts see it.

    Attributes:
        name: of the option; empty for a word that is none.
        metavar: what the value is called; empty for an option without a value.
        choices: the values that are accepted, if they can be listed.
        reads: whether the value is a file that is read, so that - stands for stdin.
    """

    name: str
    metavar: str
    meaning: str
    choices: tuple[str, ...] = ()
    reads: bool = False


class Parser(argparse.ArgumentParser):
    """The options of one command.

    Attributes:
        vocabulary: the options and words, as completion sees them.
        is_limited: whether --max-seconds and --max-memory are about the whole command.

    An option takes one value or none. Its value is the next word, even if that begins with a minus, unless it
    is the name of an option. Errors are BadInputErrors.
    """

    def __init__(self, name: str, description: str, example: str) -> None:
        super().__init__(
            prog=f"lcnsym {name}",
            description=description,
            epilog=f"example:\n  {example}\n\n{STATUSES}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        self._valued: dict[str, str] = {}
        self._flags: set[str] = {"-h", "--help"}
        self._files: list[str] = []
        self.is_limited = False
        self.vocabulary: list[Word] = [Word("-h", "", "help"), Word("--help", "", "help")]

    def value(  # noqa: PLR0913 - what argparse and completion need to know
        self,
        name: str,
        metavar: str,
        meaning: str,
        *,
        required: bool = False,
        choices: Sequence[str] = (),
        reads: bool = False,
    ) -> None:
        """Add an option with a value, which may be given once.

        Args:
            choices: the values accepted, for completion; the command checks them.
            reads: whether the value is a file that is read, so that - stands for stdin.
        """
        self._valued[name] = meaning
        self.vocabulary.append(Word(name, metavar, meaning, tuple(choices), reads))
        self.add_argument(name, metavar=metavar, help=meaning, required=required, action=_Once)

    def flag(self, name: str, meaning: str) -> None:
        """Add an option without a value."""
        self._flags.add(name)
        self.vocabulary.append(Word(name, "", meaning))
        self.add_argument(name, help=meaning, action="store_true")

    def word(self, dest: str, metavar: str, meaning: str, choices: Sequence[str] = ()) -> None:
        """Add one word that is not an option; a FILE is one that is read."""
        self._files += [dest] if metavar == FILE else []
        self.vocabulary.append(Word("", metavar, meaning, tuple(choices)))
        self.add_argument(dest, metavar=metavar, help=meaning)

    def words(self, dest: str, metavar: str, meaning: str) -> None:
        """Add one or more words that are not options; FILEs are read."""
        self._files += [dest] if metavar == FILE else []
        self.vocabulary.append(Word("", metavar, meaning))
        self.add_argument(dest, metavar=metavar, help=meaning, nargs="+")

    def options(self, words: Sequence[str]) -> argparse.Namespace:
        """The options in the words after the command's name. Raises BadInputError."""
        found, rest = self.parse_known_args(list(self._attached(words)))
        if rest:
            self.error(f"'{shorten(rest[0], 40)}' is neither an option nor the value of one")
        self._check_standard_input(found)
        return found

    def inputs(self, found: argparse.Namespace) -> list[str]:
        """The names of the files that these options read, - for stdin."""
        words = [getattr(found, dest) for dest in self._files]
        names = [name for word in words for name in ([word] if isinstance(word, str) else word)]
        return names + [name for word in self.vocabulary for name in _files_of(word, found)]

    def _check_standard_input(self, found: argparse.Namespace) -> None:
        """Refuse to read stdin twice."""
        takers = [word.name for word in self.vocabulary for name in _files_of(word, found) if name == STANDARD]
        if len(takers) > 1:
            self.error(f"stdin can be read once; {' and '.join(takers[:2])} both ask for it")

    def error(self, message: str) -> NoReturn:
        """Refuse the words."""
        raise BadInputError(f"{message} (see {self.prog} -h)")

    def _attached(self, words: Sequence[str]) -> Iterator[str]:
        """The words, every value attached to its option by an equals sign."""
        rest = iter(words)
        for word in rest:
            if word == "--":
                yield word
                yield from rest
            elif word in self._valued:
                yield f"{word}={self._next_value(word, rest)}"
            else:
                self._check(word)
                yield word

    def _next_value(self, option: str, rest: Iterator[str]) -> str:
        value = next(rest, None)
        if value is None or value in self._valued or value in self._flags:
            self.error(f"{option} needs a value: {self._valued[option]}")
        return value

    def _check(self, word: str) -> None:
        """Refuse a word that looks like an option and is none."""
        name, equals, _ = word.partition("=")
        attached = word[:2] in self._valued and not word.startswith("--")
        if word == "-" or not word.startswith("-") or word in self._flags or attached:
            return
        if name in self._flags:
            self.error(f"{name} takes no value, '{shorten(word, 40)}' was given")
        if not equals or name not in self._valued:
            accepted = [*self._valued, *sorted(self._flags)]
            self.error(f"unknown option '{shorten(name, 40)}'; {suggestion(name, accepted)}")


def _files_of(word: Word, found: argparse.Namespace) -> list[str]:
    """The files that the value of an option names: itself, where files are read, and each @FILE in it."""
    value = getattr(found, word.name.lstrip("-").replace("-", "_"), None) if word.metavar and word.name else None
    if not isinstance(value, str):
        return []
    pieces = [piece.strip() for piece in value.split(";")]
    return [piece[1:] for piece in pieces if piece.startswith("@")] + ([value] if word.reads else [])


class _Once(argparse.Action):
    """Stores a value and refuses a second one."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        if getattr(namespace, self.dest) is not None:
            again = shorten(str(values), 40)
            parser.error(f"{option_string} is given twice, the second time as '{again}'; once is accepted")
        # argparse before Python 3.12 drops the value "--"
        setattr(namespace, self.dest, values if isinstance(values, str) else "--")
