"""`lcnsym describe`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from ...errors import BadInputError
from ..command import Answer, Command, Json
from ..options import (
    add_architecture,
    add_certificate,
    add_filter,
    check_certificate,
    choice,
    read_architecture,
    read_form,
    with_certificate,
)
from ..parser import Parser

if TYPE_CHECKING:
    from ...description.formulas import Formula
    from ...show.views import View

FORMATS = ("text", "latex", "sympy", "smtlib", "qepcad")
PARTS = ("function-space", "interior", "boundary", "complement")


def _configure(parser: Parser) -> None:
    add_architecture(parser)
    parser.value(
        "--format", "FORMAT", f"how formulas are written: {', '.join(FORMATS)} (default: text)", choices=FORMATS
    )
    parser.value("--of", "PART", f"the formula to give: {', '.join(PARTS)} (default: function-space)", choices=PARTS)
    parser.value("--pattern", "PATTERN", 'the formula to give is that of a stratum, such as "112|0"')
    add_filter(parser, required=False)
    add_certificate(parser, "write a certificate that the filter satisfies or violates the formula")


def _answer(options: Namespace) -> Answer:
    from ...description.description import describe
    from ...description.strided_description import StridedDescription
    from ...membership.patterns import RootPattern
    from ...network.convolution import check_filter
    from ...show.values.descriptions import description_view, strata_of

    style = choice(options.format, FORMATS, "--format")
    part = choice(options.of, PARTS, "--of").replace("-", "_")
    if options.of is not None and options.pattern is not None:
        raise BadInputError("--of and --pattern exclude each other; one of them is required at most")
    if options.certificate is not None and options.filter is None:
        raise BadInputError("a certificate is about a filter; --filter is required with --certificate")
    check_certificate(options)
    description = describe(read_architecture(options))
    pattern = None if options.pattern is None else RootPattern.parse(options.pattern)
    formula = description.parts[part] if pattern is None else description.stratum(pattern)
    name = part if pattern is None else "stratum"
    values: Json | None = None
    form = None if options.filter is None else read_form(options.filter)
    if form is not None:
        check_filter(description.architecture, form)
        values = {key: found.holds(form) for key, found in {**description.parts, name: formula}.items()}
    title = f"{name.replace('_', ' ')} of {description.architecture}" if pattern is None else f"stratum {pattern}"

    def written(found: Formula, called: str) -> str:
        return _writers(title)[style](found, called)

    def document() -> Json:
        entries: list[Json] | None
        if isinstance(description, StridedDescription):
            entries = [
                {
                    "pattern": None,
                    "stride": stratum.stride,
                    "divisor_degree": stratum.degree,
                    "conditions": written(stratum.conditions, "stratum"),
                    "members": written(stratum.members, "members"),
                }
                for stratum in description.level_strata
            ]
        else:
            strata = strata_of(description)
            entries = (
                strata
                if strata is None
                else [{"pattern": str(key), "conditions": written(found, "stratum")} for key, found in strata.items()]
            )
        parts = {key: written(found, key) for key, found in description.parts.items()}
        answer: Json = {"formula": written(formula, name), "format": style, "strata": entries, **parts}
        return answer if values is None else {**answer, "values": values}

    whole = options.of is None and pattern is None
    shown: str | Callable[[], View] = partial(
        description_view, description, None if whole else (title, formula), values
    )
    if style != "text":
        shown = written(formula, name)

    notes: tuple[str, ...] = ()
    if values is not None and style != "text":
        notes = (f"the filter {'satisfies' if values[name] else 'violates'} the formula: {title}",)
    answer = Answer(document, shown, notes=notes)
    if options.certificate is None or form is None:
        return answer
    from ...certificates.formulas import certify_formula

    return with_certificate(answer, options.certificate, certify_formula(formula, form))


def _writers(title: str) -> dict[str, Callable[[Formula, str], str]]:
    from ...show.notation import formulas

    return {
        "text": lambda formula, _: formulas.text(formula),
        "latex": lambda formula, _: formulas.latex(formula),
        "sympy": lambda formula, _: formulas.sympy_text(formula),
        "smtlib": lambda formula, name: formulas.smtlib({name: formula}, formula.size, name),
        "qepcad": lambda formula, _: formulas.qepcad(formula, title),
    }


COMMAND = Command(
    "describe",
    "The function space, its interior, boundary and complement, and all strata as polynomial inequalities.",
    "lcnsym describe -k 2,2,2",
    _configure,
    _answer,
)
