"""`lcnsym closure`."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from ..errors import BadInputError
from ..show.palette import Palette
from .command import Answer, Command
from .options import read_architecture, read_integer
from .parser import Parser

if TYPE_CHECKING:
    from ..description.closures import Equations
    from ..description.strided_closures import RankCondition, StridedClosure

SHOWN = 12
"""So many equations are listed for people; JSON has all."""
MOST_COLUMNS = 16
MOST_ROWS = 40
"""Larger matrices are left to JSON."""


def _configure(parser: Parser) -> None:
    parser.value("--partition", "L1,L2,…", "root multiplicities λ over ℂ, such as 2,1,1: the closure of their stratum")
    parser.value("-k", "K", "filter sizes, first layer first, such as 3,2: the closure of the function space")
    parser.value("-s", "S", "strides, one for each layer (default: all 1)")
    parser.value("--up-to", "D", "look for equations up to this degree, 1 to 6 (default: where λ is known, else 6)")


def _answer(options: Namespace) -> Answer:
    if (options.partition is None) == (options.k is None):
        raise BadInputError("either --partition, for a stratum, or -k, for a function space, is required")
    if options.k is not None:
        return _of_architecture(options)
    if options.s is not None:
        raise BadInputError("-s is given without -k; strides belong to filter sizes such as -k 3,2")
    return _of_stratum(options)


def _of_architecture(options: Namespace) -> Answer:
    from ..description.strided_closures import StridedClosure

    if options.up_to is not None:
        raise BadInputError("--up-to belongs to --partition; the equations of a function space are minors")
    closure = StridedClosure(read_architecture(options))
    return Answer(closure.to_dict, lambda palette: _space_text(closure, palette))


def _of_stratum(options: Namespace) -> Answer:
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
    if not equations.polynomials and equations.cuts_out is False:
        facts.append(("note", f"its equations have degrees above {equations.up_to}"))
    lines = [
        card(f"Closure of the stratum {_word(locus.partition)}, forms of degree {locus.form_degree}", facts, palette)
    ]
    if equations.polynomials:
        lines += ["", *(str(polynomial) for polynomial in equations.polynomials[:SHOWN])]
    if len(equations.polynomials) > SHOWN:
        lines.append(f"… and {len(equations.polynomials) - SHOWN} more")
    return "\n".join(lines)


def _space_text(closure: StridedClosure, palette: Palette) -> str:
    from ..show.cards import card

    shown = closure.to_dict()
    equations = shown["equations"]
    facts = [("dimension", f"{closure.dimension} of {closure.architecture.ambient_dimension}")]
    facts += [
        (f"S = {c.stride}", f"the {len(c.positions)}×{c.columns} matrix has rank at most {c.most}")
        for c in closure.conditions
    ]
    facts.append(("cut it out", palette.yes_no(value=True)))
    lines = [card(f"Zariski closure of the function space of {closure.architecture}", facts, palette)]
    for condition in closure.conditions:
        lines += ["", *_rows(condition)]
    if not closure.conditions:
        lines += ["", "No equations: it is the whole space."]
    elif isinstance(equations, list):
        lines += ["", f"Their minors that are not zero: {len(equations)}", *equations[:SHOWN]]
        lines += [f"… and {len(equations) - SHOWN} more"] if len(equations) > SHOWN else []
    else:
        lines += ["", "Their minors are too many to be written out."]
    return "\n".join(lines)


def _rows(condition: RankCondition) -> list[str]:
    """The matrix, one line a row, if a terminal is wide enough for it."""
    if condition.columns > MOST_COLUMNS or len(condition.positions) > MOST_ROWS:
        return [f"The matrix for S = {condition.stride} is printed by --json."]
    matrix = condition.matrix([f"w{i}" for i in range(condition.coefficients)], "0")
    width = max(len(entry) for row in matrix for entry in row)
    return ["  ".join(entry.rjust(width) for entry in row) for row in matrix]


def _known(value: bool | None, palette: Palette) -> str:  # noqa: FBT001
    return "not decided" if value is None else palette.yes_no(value)


def _word(partition: tuple[int, ...]) -> str:
    return f"({','.join(map(str, partition))})"


def _listed(partitions: tuple[tuple[int, ...], ...]) -> str:
    return " ".join(map(_word, partitions))


COMMAND = Command(
    "closure",
    "Equations of the Zariski closure of a stratum, or of the function space of an architecture.",
    "lcnsym closure --partition 2,2",
    _configure,
    _answer,
)
