"""`lcnsym completion`."""

from __future__ import annotations

from argparse import Namespace

from ..command import Answer, Command
from ..options import choice
from ..parser import Parser

SHELLS = ("bash", "zsh", "fish")

_INSTALL = {
    "bash": 'eval "$(lcnsym completion bash)"',
    "zsh": 'eval "$(lcnsym completion zsh)" after compinit',
    "fish": "lcnsym completion fish | source",
}


def _configure(parser: Parser) -> None:
    told = ", or in ".join(f"{shell}: {line}" for shell, line in _INSTALL.items())
    parser.word("shell", "SHELL", f"{', '.join(SHELLS)}; put into the shell's start file, in {told}", choices=SHELLS)


def _answer(options: Namespace) -> Answer:
    from ..command_table import SUMMARIES, load
    from .completion_scripts import SCRIPTS

    shell = choice(options.shell, SHELLS, "SHELL")
    vocabulary = {name: tuple(load(name).parser().vocabulary) for name in SUMMARIES}
    script = SCRIPTS[shell](SUMMARIES, vocabulary)
    return Answer({"shell": shell, "script": script}, script.removesuffix("\n"))


COMMAND = Command(
    "completion",
    "A script that completes commands, options and their values in a shell.",
    "lcnsym completion bash",
    _configure,
    _answer,
)
