"""`lcnsym closure`."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from ..show.palette import Palette
from .command import Answer, Command
from .options import read_integer
from .parser import Parser

if TYPE_CHECKING:
    from ..description.closures import Equations

SHOWN = 12
"""So many equations are listed for people; JSON has all."""


def _configure(parser: Parser) -> None:
    parser.value("--partition", "L1,L2,…", "root multiplicities λ over ℂ, such as 2,1,1", required=True)
    parser.value("--up-to", "D", "look for equations up to this degree, 1 to 6 (default: where λ is known, else 6)")


def _answer(options: Namespace) -> Answer:
    from ..description.closures import MAX_EQUATION_DEGREE, RootLocus
    from ..network.architecture import parse_integers

    up_to = None if options.up_to is None else read_integer(options.up_to, "--up-to", 1, MAX_EQUATION_DEGREE)
    locus = RootLocus(parse_integers(options.partition, "the partition"))
    equations = locus.equations(up_to)
    return Answer(equations.to_dict, lambda palette: _text(equations, palette))


def _text(equations: Equations, palette: Palette) -> str:
    from ..show.cards import card

    locus = equations.locus
    facts = [
        ("dimension", f"{locus.dimension} of {locus.form_degree + 1}"),
        ("degree", str(locus.degree)),
        ("strata", _listed(locus.strata)),
        ("singular along", _listed(locus.singular_strata) or "nothing, it is smooth but for the zero form"),
        ("equations", f"{len(equations.polynomials)}, complete up to degree {equations.up_to}"),
        ("generate the ideal", _known(equations.is_ideal, palette)),
        ("cut it out", _known(equations.cuts_out, palette)),
    ]
    lines = [
        card(f"Closure of the stratum {_word(locus.partition)}, forms of degree {locus.form_degree}", facts, palette)
    ]
    if equations.polynomials:
        lines += ["", *(str(polynomial) for polynomial in equations.polynomials[:SHOWN])]
    if len(equations.polynomials) > SHOWN:
        lines.append(f"… and {len(equations.polynomials) - SHOWN} more")
    return "\n".join(lines)


def _known(value: bool | None, palette: Palette) -> str:
    return "not decided" if value is None else palette.yes_no(value)


def _word(partition: tuple[int, ...]) -> str:
    return f"({','.join(map(str, partition))})"


def _listed(partitions: tuple[tuple[int, ...], ...]) -> str:
    return " ".join(map(_word, partitions))


COMMAND = Command(
    "closure",
    "Equations of the Zariski closure of a stratum, its dimension, degree and singular locus.",
    "lcnsym closure --partition 2,2",
    _configure,
    _answer,
)
