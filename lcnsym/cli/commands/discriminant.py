"""`lcnsym discriminant`."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from ..command import Answer, Command
from ..options import read_integer
from ..parser import Parser

if TYPE_CHECKING:
    pass


def _configure(parser: Parser) -> None:
    parser.value("--degree", "N", "degree n of the binary forms, 2 to 10", required=True)


def _answer(options: Namespace) -> Answer:
    from ...algebra.generic_discriminant import MAX_DEGREE, GenericDiscriminant
    from ...show.values.closures import discriminant_view

    degree = read_integer(options.degree, "--degree", 2, MAX_DEGREE)
    discriminant = GenericDiscriminant(degree)
    return Answer(discriminant.to_dict, lambda: discriminant_view(discriminant))


COMMAND = Command(
    "discriminant",
    "The discriminant of the generic binary form: its zeros are the forms with a repeated root.",
    "lcnsym discriminant --degree 4",
    _configure,
    _answer,
)
