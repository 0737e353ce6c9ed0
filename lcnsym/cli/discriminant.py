"""`lcnsym discriminant`."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from ..show.palette import Palette
from .command import Answer, Command
from .options import read_integer
from .parser import Parser

if TYPE_CHECKING:
    from ..algebra.generic_discriminant import GenericDiscriminant


def _configure(parser: Parser) -> None:
    parser.value("--degree", "N", "degree n of the binary forms, 2 to 10", required=True)


def _answer(options: Namespace) -> Answer:
    from ..algebra.generic_discriminant import MAX_DEGREE, GenericDiscriminant

    degree = read_integer(options.degree, "--degree", 2, MAX_DEGREE)
    discriminant = GenericDiscriminant(degree)
    return Answer(discriminant.to_dict, lambda palette: _text(discriminant, palette))


def _text(discriminant: GenericDiscriminant, palette: Palette) -> str:
    from ..show.cards import card

    n = discriminant.degree
    facts = [
        ("form", f"Σ wi·x^({n}−i)·y^i, i = 0, …, {n}"),
        ("degree", str(2 * n - 2)),
        ("terms", str(discriminant.polynomial.number_of_terms)),
        ("irreducible over ℚ", palette.yes_no(discriminant.is_irreducible)),
    ]
    return f"{card(f'Discriminant of the generic form of degree {n}', facts, palette)}\n\n{discriminant}"


COMMAND = Command(
    "discriminant",
    "The discriminant of the generic binary form: its zeros are the forms with a repeated root.",
    "lcnsym discriminant --degree 4",
    _configure,
    _answer,
)
