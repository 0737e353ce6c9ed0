"""`lcnsym theorem list` and `lcnsym theorem check`."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from ...errors import BadInputError, shorten
from ..command import Answer, Command, OutputFile
from ..files import STANDARD, check_writable, shown_name
from ..options import add_certificate, add_filter, check_certificate, read_architecture, read_form
from ..parser import Parser

if TYPE_CHECKING:
    from ...certificates.document import Certificate

VIOLATED = 1
NOT_WRITTEN = 2


def _configure_list(_parser: Parser) -> None:
    pass


def _list(_options: Namespace) -> Answer:
    from ...show.values.theorems import theorems_view
    from ...theorems import all_theorems

    theorems = all_theorems()
    entries = [known.to_dict() for known in theorems]
    return Answer({"theorems": entries}, lambda: theorems_view(theorems))


def _configure_check(parser: Parser) -> None:
    from ...theorems import all_theorems

    names = [known.name for known in all_theorems()]
    parser.word("name", "NAME", "the theorem's name, from lcnsym theorem list", choices=names)
    parser.value("-k", "K", "filter sizes, first layer first, such as 3,2,2; the examples have their own")
    parser.value("-s", "S", "strides, one for each layer (default: all 1)")
    add_filter(parser, required=False)
    add_certificate(parser, "write the certificate behind the check; further ones get -2, -3, … before the ending")


def _check(options: Namespace) -> Answer:
    from ...show.values.theorems import check_view
    from ...theorems import theorem

    check_certificate(options)
    known = theorem(options.name)
    if options.k is None and options.s is not None:
        raise BadInputError("-s is given without -k; strides belong to filter sizes such as -k 3,2,2")
    architecture = None if options.k is None else read_architecture(options)
    form = None if options.filter is None else read_form(options.filter)
    checked = known.check(architecture, form)
    status = 0 if checked.holds else VIOLATED
    answer = Answer(checked.to_dict(), lambda: check_view(checked, known), status)
    if options.certificate is None:
        return answer
    return _with_certificates(answer, options.certificate, checked.certificates)


def _with_certificates(answer: Answer, path: str, certificates: Sequence[Certificate]) -> Answer:
    if not certificates:
        return replace(answer, notes=("there is no certificate behind this check, none is written",))
    paths = [path, *(_numbered(path, i) for i in range(2, len(certificates) + 1))]
    problem = _problem(paths)
    if problem is not None:
        # the check may have taken long: its answer is shown all the same
        return replace(answer, complaint=f"{problem}; no certificate is written", status=NOT_WRITTEN)
    files = [OutputFile(name, certificate.text) for name, certificate in zip(paths, certificates, strict=True)]
    last = "" if len(paths) == 1 else f", …, {shorten(paths[-1])}"
    files[-1] = replace(files[-1], told=f"certificates written to {shown_name(path)}{last}")
    return replace(answer, files=tuple(files))


def _problem(paths: Sequence[str]) -> str | None:
    """Why the certificates after the first cannot be written."""
    if paths[0] == STANDARD and len(paths) > 1:
        return f"there are {len(paths)} certificates, stdout takes one; give the name of a file"
    for name in paths[1:]:
        try:
            check_writable(name)
        except BadInputError as error:
            return str(error)
        if os.path.lexists(name):
            return f"'{shorten(name)}' exists already and would be overwritten; give another name"
    return None


def _numbered(path: str, number: int) -> str:
    name = PurePath(path)
    return str(name.with_name(f"{name.stem}-{number}{name.suffix}"))


LIST = Command(
    "theorem list",
    "The theorems that lcnsym can check.",
    "lcnsym theorem list --json",
    _configure_list,
    _list,
)

CHECK = Command(
    "theorem check",
    "Check a theorem on an architecture, or on one filter of it, by independent computations.",
    "lcnsym theorem check membership -k 3,2,2 --filter 1,0,-5,0,4",
    _configure_check,
    _check,
)
