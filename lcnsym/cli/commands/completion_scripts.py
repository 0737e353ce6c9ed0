"""Completion scripts for bash, zsh and fish; everything that they offer is in the script."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ..parser import Word

Summaries = Mapping[str, str]
Vocabulary = Mapping[str, Sequence[Word]]

GLOBAL = {"--version": "print the version", "--cite": "print how to cite", "--help": "print the commands"}
"""Options that stand in place of a command."""

MAX_MEANING = 90


def _firsts(names: Summaries) -> list[str]:
    """The first words of all commands, each once."""
    return list(dict.fromkeys(name.split(" ")[0] for name in names))


def _groups(names: Summaries) -> dict[str, dict[str, str]]:
    """For the first word of commands of two words, the second words and what they do."""
    found: dict[str, dict[str, str]] = {}
    for name, summary in names.items():
        first, _, second = name.partition(" ")
        if second:
            found.setdefault(first, {})[second] = summary
    return found


def _takes_file(word: Word) -> bool:
    return word.metavar == "FILE"


def _shortened(meaning: str) -> str:
    return meaning if len(meaning) <= MAX_MEANING else f"{meaning[: MAX_MEANING - 1]}…"


def _cases(vocabulary: Vocabulary, offer: Callable[[Sequence[str]], str], files: str) -> list[str]:
    """Shell `case` branches on "command:option" for the values of options, and on nothing where only the user knows."""
    lines: list[str] = []
    for name, words in vocabulary.items():
        for word in words:
            if word.name and word.metavar:
                action = offer(word.choices) if word.choices else files if _takes_file(word) else ":"
                lines.append(f'    "{name}:{word.name}") {action}; return ;;')
    return lines


def bash(names: Summaries, vocabulary: Vocabulary) -> str:
    """A function `_lcnsym` for bash's `complete`."""

    def offer(words: Sequence[str]) -> str:
        return f"COMPREPLY=($(compgen -W '{' '.join(words)}' -- \"$word\"))"

    files = "_lcnsym_files"
    lines = [
        "# completion of lcnsym in bash",
        "_lcnsym_files() {",
        "  local IFS=$'\\n'",
        "  compopt -o filenames 2>/dev/null",
        '  COMPREPLY=($(compgen -f -- "$word"))',
        "}",
        "_lcnsym() {",
        '  local word="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" command="${COMP_WORDS[1]}"',
        "  COMPREPLY=()",
        "  # bash takes an equals sign for a word of its own",
        '  if [[ $word == "=" ]]; then word=""',
        '  elif [[ $previous == "=" ]]; then previous="${COMP_WORDS[COMP_CWORD-2]}"; fi',
        "  if ((COMP_CWORD == 1)); then",
        f"    {offer([*_firsts(names), *GLOBAL])}; return",
        "  fi",
        *_bash_groups(names, offer),
        '  case "$command:$previous" in',
        *_cases(vocabulary, offer, files),
        "  esac",
        '  case "$command" in',
    ]
    for name, words in vocabulary.items():
        choices = [choice for word in words if not word.name for choice in word.choices]
        options = offer([word.name for word in words if word.name])
        plain = offer(choices) if choices else files if any(not w.name and _takes_file(w) for w in words) else options
        lines.append(f'    "{name}") if [[ $word == -* ]]; then {options}; else {plain}; fi ;;')
    return "\n".join([*lines, "  esac", "}", "complete -F _lcnsym lcnsym", ""])


def _bash_groups(names: Summaries, offer: Callable[[Sequence[str]], str]) -> list[str]:
    lines = ['  case "$command" in']
    for first, seconds in _groups(names).items():
        lines += [
            f"    {first})",
            f"      if ((COMP_CWORD == 2)); then {offer([*seconds, '--help'])}; return; fi",
            '      command="$command ${COMP_WORDS[2]}" ;;',
        ]
    return [*lines, "  esac"]


def zsh(names: Summaries, vocabulary: Vocabulary) -> str:
    """A function `_lcnsym` for zsh's completion system, to be evaluated, or put into a file `_lcnsym` of fpath."""

    def offer(words: Sequence[str]) -> str:
        return f"compadd -- {' '.join(words)}"

    firsts = {
        first: names.get(first, f"commands: {', '.join(_groups(names).get(first, ()))}") for first in _firsts(names)
    }
    lines = [
        "#compdef lcnsym",
        "_lcnsym() {",
        '  local command="${words[2]}" previous="${words[CURRENT-1]}"',
        "  local -a offered",
        "  if ((CURRENT == 2)); then",
        f"    offered=({_zsh_items({**firsts, **GLOBAL})}); _describe command offered; return",
        "  fi",
        '  case "$command" in',
    ]
    for first, seconds in _groups(names).items():
        lines += [
            f"    {first})",
            f"      if ((CURRENT == 3)); then offered=({_zsh_items(seconds)}); _describe command offered; return; fi",
            '      command="$command ${words[3]}" ;;',
        ]
    lines += [
        "  esac",
        '  if [[ $PREFIX == --*=* ]]; then previous="${PREFIX%%=*}"; compset -P 1 "*="; fi',
        '  case "$command:$previous" in',
        *_cases(vocabulary, offer, "_files"),
        "  esac",
        '  case "$command" in',
    ]
    for name, words in vocabulary.items():
        choices = [choice for word in words if not word.name for choice in word.choices]
        files = any(not word.name and _takes_file(word) for word in words)
        plain = f"{offer(choices)}; " if choices else "_files; " if files else ""
        options = _zsh_items({word.name: word.meaning for word in words if word.name})
        lines.append(f'    "{name}") {plain}offered=({options}); _describe -o option offered ;;')
    end = 'if [[ "$funcstack[1]" == _lcnsym ]]; then _lcnsym "$@"; else compdef _lcnsym lcnsym; fi'
    return "\n".join([*lines, "  esac", "}", end, ""])


def _zsh_items(meanings: Mapping[str, str]) -> str:
    """Words with what they mean, as `_describe` takes them."""
    return " ".join(_quoted(f"{word}:{_shortened(meaning)}") for word, meaning in meanings.items())


def _quoted(text: str) -> str:
    """In single quotes for bash and zsh."""
    return "'" + text.replace("'", "'\\''") + "'"


def fish(names: Summaries, vocabulary: Vocabulary) -> str:
    """Calls of fish's `complete`."""
    lines = [
        "# completion of lcnsym in fish",
        "function __lcnsym_command --description 'whether the words so far begin with a command'",
        "    set -l words (commandline -opc)",
        "    set -l last (math 1 + (count (string split ' ' -- $argv[1])))",
        '    test (count $words) -ge $last; and test "$words[2..$last]" = "$argv[1]"',
        "end",
        "function __lcnsym_words --description 'whether the words so far are exactly these'",
        "    set -l words (commandline -opc)",
        '    test "$words[2..-1]" = "$argv[1]"',
        "end",
        "complete -c lcnsym -f",
    ]
    for first in _firsts(names):
        meaning = names.get(first, "")
        lines.append(f"complete -c lcnsym -n '__lcnsym_words \"\"' -a {first} -d {_fish_quoted(meaning)}")
    for option, meaning in GLOBAL.items():
        lines.append(f"complete -c lcnsym -n '__lcnsym_words \"\"' -l {option[2:]} -d {_fish_quoted(meaning)}")
    for first, seconds in _groups(names).items():
        for second, meaning in seconds.items():
            lines.append(f"complete -c lcnsym -n '__lcnsym_words {first}' -a {second} -d {_fish_quoted(meaning)}")
    for name, words in vocabulary.items():
        lines += [f"complete -c lcnsym -n '__lcnsym_command \"{name}\"' {_fish_word(word)}" for word in words]
    return "\n".join([*lines, ""])


def _fish_word(word: Word) -> str:
    """The end of a call of `complete` for an option, or for the words that are none."""
    meaning = f" -d {_fish_quoted(word.meaning)}"
    offered = f" -a {_fish_literal(' '.join(word.choices))}" if word.choices else ""
    if not word.name:
        return f"-F{meaning}" if _takes_file(word) else f"{offered.strip()}{meaning}"
    name = f"-l {word.name[2:]}" if word.name.startswith("--") else f"-s {word.name[1:]}"
    if not word.metavar:
        return name + meaning
    return f"{name} {'-r -F' if _takes_file(word) else '-x'}{offered}{meaning}"


def _fish_quoted(meaning: str) -> str:
    return _fish_literal(_shortened(meaning))


def _fish_literal(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


SCRIPTS: dict[str, Callable[[Summaries, Vocabulary], str]] = {"bash": bash, "zsh": zsh, "fish": fish}
