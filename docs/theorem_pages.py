"""Writes a page for every theorem from the theorem object, the tables of theorems.md, and an example that is run.

    python -m docs.theorem_pages

tests/test_docs.py compares the pages with what this script writes.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docs.formulas import typeset
from lcnsym.theorems import Theorem, TheoremCheck, all_theorems
from tests.documents import run_command

HERE = Path(__file__).parent
PAGES = HERE / "theorems"
LONGEST_DOCUMENT = 700
HEAD = "<!-- Written by docs/theorem_pages.py from the theorem object, docs/theorems.md and an example that is run. -->"
PROOFS = "../../proofs/statements.txt"
HOW = "../theorems.md#what-is-checked-and-what-the-certificate-proves"


@dataclass(frozen=True)
class Example:
    """The input of a page's check: filter sizes, strides and filter as on the command line, empty if not given."""

    k: str = ""
    s: str = ""
    filter: str = ""

    @property
    def options(self) -> str:
        """The options of `lcnsym theorem check`."""
        given = [("-k", self.k), ("-s", self.s), ("--filter", self.filter)]
        return "".join(
            f' {name} "{value}"' if set(value) & set("(*") else f" {name} {value}" for name, value in given if value
        )

    @property
    def assignments(self) -> list[str]:
        """Lines that name the arguments of `Theorem.check`."""
        sizes = ", ".join(self.k.split(","))
        strides = f", ({', '.join(self.s.split(','))})" if self.s else ""
        lines = [f"architecture = Architecture(({sizes}){strides})"] if self.k else []
        return lines + ([f'form = BinaryForm.parse("{self.filter}")'] if self.filter else [])


EXAMPLES = {
    "membership": Example("3,2,2", filter="1,0,-5,0,4"),
    "full-dimensional": Example("3,2,2"),
    "filling": Example("3,2,2"),
    "complement-two-even": Example("3,2,2", filter="1,0,2,0,1"),
    "boundary-empty": Example("3,3,2"),
    "boundary": Example("3,2,2", filter="1,-2*sqrt(2),2,0,0"),
    "interior": Example("3,2,2", filter="1,2,-1,-2,0"),
    "boundary-closure": Example("3,2,2"),
    "nearest-filters": Example("3,2,2", filter="1,0,2,0,3"),
    "components": Example("3,2,2"),
    "membership-probability": Example("2,2,2"),
    "example-222": Example(),
    "example-322": Example(),
    "example-42": Example(),
    "fibre-finite": Example("3,2,2", filter="1,0,-1,0,-2"),
    "fibre-scaling": Example("3,2,2", filter="1,0,-2,0,1"),
    "packing-counts": Example("3,2,2"),
    "example-322-compatible": Example(),
    "example-42-compatible": Example(),
    "dimension": Example("3,2", "2,1"),
    "filling-strides": Example("3,2", "2,1"),
    "containment": Example("3,2", "2,1"),
    "last-stride": Example("3,2,2", "2,1,3"),
    "size-one-layers": Example("3,1,2", "2,3,1"),
    "complex-membership": Example("3,2", "2,1", "-2,0,-3,0,-3"),
    "membership-strides": Example("3,2", "2,1", "-2,0,-3,0,-3"),
    "strided-inequalities": Example("3,2", "2,1", "-2,0,-3,0,-3"),
    "relative-interior": Example("3,2", "2,1", "1,0,-2,0,1"),
    "closure-singular-locus": Example("3,2", "2,1", "1,0,0,0,1"),
    "jacobian-two-layers": Example("3,3", "2,1"),
    "critical-on-stratum": Example("3,2,2", filter="1,0,-2,0,1"),
    "critical-in-layers": Example("3,2,2", filter="1,0,-2,0,1"),
    "critical-points": Example("3,2,2", filter="2,1,3,5,1"),
    "critical-finite": Example("3,2,2"),
    "critical-numbers": Example("3,2,2"),
    "critical-inertia": Example("3,2,2", filter="1,0,-2,0,1"),
    "two-layer-minima": Example("3,2", filter="2,1,-2,3"),
    "rotation-invariant-cubics": Example("3,2", filter="1,0,4,1"),
    "signed-count": Example("3,2", filter="2,1,3,5"),
    "flow-identity": Example("3,2", "2,1"),
    "flow-invariants": Example("3,2", "2,1"),
    "flow-finite": Example("2,2,2", filter="2,1,3,5"),
    "dense-comparison": Example("3,3,2", filter="1,2,3,-2,4,1"),
}


def table_rows(overview: str, heading: str) -> dict[str, list[str]]:
    """The other cells of the row of every theorem, from the table below a heading of theorems.md."""
    section = overview.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows: dict[str, list[str]] = {}
    for line in section.splitlines():
        if line.startswith("| ["):
            first, *others = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            for name in re.findall(r"`([a-z0-9-]+)`", first):
                rows[name] = [cell.replace("](#", "](../theorems.md#").replace(r"\|", "|") for cell in others]
    return rows


def escaped(text: str) -> str:
    """Plain text as Markdown."""
    return re.sub(r"([\\*<\[`$]|(?<!\w)_)", r"\\\1", text)


def with_formulas(text: str) -> str:
    """Plain text as Markdown, its formulas between dollar signs."""
    parts = re.split(r"(\$[^$]*\$)", typeset(text))
    parts[::2] = map(escaped, parts[::2])
    return "".join(parts)


def transcript(lines: Iterable[str]) -> tuple[str, dict[str, Any]]:
    """The lines as a Python session with what they print, and the names they leave."""
    names: dict[str, Any] = {}
    told = []
    for line in lines:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(line, "example", "single"), names)  # noqa: S102 - the lines of this script
        told.append(f">>> {line}\n{printed.getvalue()}")
    return "".join(told).rstrip(), names


def session(known: Theorem) -> tuple[str, TheoremCheck]:
    """The check as a Python session, and its outcome."""
    assignments = EXAMPLES[known.name].assignments
    needed = [name for name in ("Architecture", "BinaryForm") if any(name in line for line in assignments)]
    arguments = ", ".join(line.partition(" = ")[0] for line in assignments)
    text, names = transcript(
        [
            "import textwrap",
            f"from lcnsym import {', '.join([*needed, 'theorems'])}",
            *assignments,
            f'check = theorems.theorem("{known.name}").check({arguments})',
            "check.holds",
            "print(textwrap.fill(check.explanation, 90))",
        ]
    )
    return text, names["check"]


def console(known: Theorem, check: TheoremCheck) -> str:
    """The same check on the command line; where there are certificates they are written and checked."""
    command = f"lcnsym theorem check {known.name}{EXAMPLES[known.name].options}"
    with tempfile.TemporaryDirectory() as folder:
        if not check.certificates:
            commands = [f"{command} | grep -o 'holds  *yes'"]
        else:
            # not those of a theorem with a longer name
            several = f" {known.name}-[0-9]*.json" if len(check.certificates) > 1 else ""
            commands = [
                f"{command} --certificate {known.name}.json > /dev/null",
                f"python -m lcnsym.checker {known.name}.json{several}",
            ]
        return "".join(f"$ {one}\n{run_command(one, Path(folder))}".rstrip() + "\n" for one in commands)


def kinds(check: TheoremCheck) -> str:
    """A table of the kinds of claims and evidence in the certificates of a check."""
    pairs: Counter[tuple[str, str]] = Counter()
    for certificate in check.certificates:
        document: Any = certificate.to_dict()
        pairs[document["claim"]["kind"], document["evidence"]["kind"]] += 1
    rows = [f"| {_kind(claim)} | {_kind(evidence)} | {number} |" for (claim, evidence), number in pairs.items()]
    return "\n".join(["| claim | evidence | certificates |", "|---|---|---|", *rows])


def _kind(name: str) -> str:
    return f"[`{name}`](../certificate-format.md#{name})"


def certificate_section(check: TheoremCheck, proves: str) -> str:
    """What the certificates behind a check say, and the first of them."""
    if not check.certificates:
        return "No kind of claim is about this theorem: the check is a computation without a certificate."
    told = f"The claims behind a check: {proves}. In the example:\n\n{kinds(check)}"
    document = check.certificates[0].to_dict()
    if len(check.certificates[0].text) > LONGEST_DOCUMENT:
        return told
    lines = ",\n".join(f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in sorted(document.items()))
    return f"{told}\n\nThe first one:\n\n```json\n{{\n{lines}\n}}\n```"


def hypothesis(known: Theorem, wanted: str) -> str:
    """Which inputs the theorem is about."""
    about = known.hypothesis
    said = ["all strides" if about.any_stride else "stride one"]
    if about.filter_sizes:
        said.append(f"k = ({','.join(map(str, about.filter_sizes))}) alone")
    if about.layers is not None:
        said.append(f"{about.layers} layers")
    if about.least_even or about.most_even is not None:
        least, most = about.least_even, about.most_even
        said.append(f"e ≥ {least}" if most is None else f"e = {most}" if least == most else f"e ≤ {most}")
    if about.about_filters and about.nonzero:
        said.append("a filter other than zero")
    return f"The theorem is about {', '.join(map(with_formulas, said))}. A check takes: {wanted}."


def coq_section(known: Theorem) -> str:
    """By which theorems it is proved in Coq."""
    if not known.coq:
        return "This theorem is not proved in Coq."
    names = ", ".join(f"`{name}`" for name in known.coq)
    if not known.coq_leaves:
        return f"[Proved in Coq]({PROOFS}), by {names}."
    return f"[Proved in Coq]({PROOFS}) in part, by {names}. Not proved there: {with_formulas(known.coq_leaves)}."


def page(known: Theorem, overview: str) -> str:
    """The page of a theorem."""
    [_, wanted] = table_rows(overview, "Statements")[known.name]
    [computed, compared, proves] = table_rows(overview, "What is checked, and what the certificate proves")[known.name]
    told, check = session(known)
    return f"""{HEAD}

# {escaped(known.title)}

`{known.name}` – one of the [theorems](../theorems.md), with the [notation](../theorems.md#notation) used there.

## Statement

{with_formulas(known.statement)}

*Source:* {with_formulas(known.source)}.

{coq_section(known)}

## Hypothesis

{hypothesis(known, wanted)}

## What is checked

*One side:* {computed}.

*Other side:* {compared}.

They are computed by means that do not depend on each other: [how, and within which bounds]({HOW}).

## Example

```python
{told}
```

On the command line:

```console
{console(known, check)}```

## Certificate

{certificate_section(check, proves)}
"""


def all_pages() -> dict[str, str]:
    """The text of every page, by file name."""
    overview = (HERE / "theorems.md").read_text(encoding="utf-8")
    return {f"{known.name}.md": page(known, overview) for known in all_theorems()}


def main() -> None:
    """Write the pages."""
    PAGES.mkdir(exist_ok=True)
    for name, text in all_pages().items():
        (PAGES / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
