"""What lcnsym offers, as text: `python -m tests.surface` writes it anew where a test says that it has changed."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass, replace
from enum import Enum
from functools import cached_property
from pathlib import Path
from types import FunctionType
from typing import Any, get_args, get_type_hints

import networkx

import lcnsym
from docs.provisional import PROVISIONAL
from lcnsym import _GROUPS as GROUPS
from lcnsym import checker, strategies, theorems

ROOT = Path(__file__).parents[1]
STUB = ROOT / "lcnsym" / "__init__.pyi"
RECORD = ROOT / "tests" / "data" / "public_surface.txt"
MODULES = {"theorems": theorems, "checker": checker, "strategies": strategies}
ONLY_FOR_TYPES = {
    "networkx": networkx,
    "Components": lcnsym.Components,
    "Description": lcnsym.Description,
    "Distance": lcnsym.Distance,
    "SquareLoss": lcnsym.SquareLoss,
    "StridedClosure": lcnsym.StridedClosure,
    "Theorem": theorems.Theorem,
    "AnyFibre": lcnsym.Fibre | lcnsym.TensorFibre,
}
"""What annotations name that is imported for type checkers alone."""


@dataclass(frozen=True)
class Member:
    """A method, property or attribute of a public class.

    Attributes:
        kind: such as "method".
        name: its own.
        types: the classes that its annotations are made of.
        shown: what the record says after the name.
        is_provisional: whether docs/stability.md lists it as such.
    """

    kind: str
    name: str
    types: frozenset[type] = frozenset()
    shown: str = ""
    is_provisional: bool = False

    def __str__(self) -> str:
        return f"{'provisional ' if self.is_provisional else ''}{self.kind} {self.name}{self.shown}"


def sections() -> dict[str, dict[str, object]]:
    """The public names with their values, by the page of the reference; the public modules are pages too."""
    found = {page: {n: getattr(lcnsym, n) for names in homes.values() for n in names} for page, homes in GROUPS.items()}
    return found | {page: {n: getattr(module, n) for n in module.__all__} for page, module in MODULES.items()}


def public_classes() -> frozenset[type]:
    """All of them."""
    return frozenset(value for names in sections().values() for value in names.values() if isinstance(value, type))


PUBLIC = public_classes()

ARITHMETIC = {"abs", "add", "mul", "neg", "pow", "radd", "rmul", "rsub", "rtruediv", "sub", "truediv"}
OPERATORS = ARITHMETIC | {"and", "call", "eq", "ge", "getitem", "gt", "iter", "le", "len", "lt", "or"}
"""The special methods that the record lists, without underscores; all have the one meaning that they have anywhere."""


def is_private(found: type) -> bool:
    """Whether a class is one of FLINT's, or one of lcnsym's that is not public."""
    package = found.__module__.partition(".")[0]
    return package == "flint" or (package == "lcnsym" and found not in PUBLIC)


def classes_in(annotation: Any) -> Iterator[type]:
    """The classes that an evaluated annotation is made of."""
    parts = annotation if isinstance(annotation, list) else get_args(annotation)
    if isinstance(annotation, type) and not parts:
        yield annotation
    for part in parts:
        yield from classes_in(part)


def types_of(value: Any, *names: str) -> frozenset[type]:
    """The classes in the annotations of a function, or in those of the attributes with these names of a class."""
    known = None if isinstance(value, type) else vars(sys.modules[value.__module__])
    hints = get_type_hints(value, known, ONLY_FOR_TYPES)
    chosen = [hints[name] for name in names] if names else hints.values()
    return frozenset(found for hint in chosen for found in classes_in(hint))


def parameters(value: Any) -> str:
    """The parameters with kinds and defaults, without types."""
    signature = inspect.signature(value)
    bare = [each.replace(annotation=each.empty) for each in signature.parameters.values()]
    shown = str(inspect.Signature(bare))
    # of functions and classes as defaults the names count, and the version is another one next time
    named = re.sub(r"<(?:function|class) '?([\w.]+).*?>", r"\1", shown)
    return re.sub(r"\blcnsym\.[\w.]*\b(\w+)", r"\1", named).replace(repr(lcnsym.__version__), "__version__")


def members(found: type) -> Iterator[Member]:
    """The public members of a class, those of its ancestors in lcnsym among them, by name."""
    if issubclass(found, Enum):
        for each in found:
            yield Member("value", each.name, shown=f" = {each.value!r}" if isinstance(each, str) else "")
    ours = [each for each in found.__mro__ if each.__module__.partition(".")[0] == "lcnsym"]
    for name in sorted({name for each in ours for name in [*vars(each), *vars(each).get("__annotations__", {})]}):
        owner = next(each for each in ours if name in vars(each) or name in vars(each).get("__annotations__", {}))
        if not name.startswith("_") and not (issubclass(found, Enum) and name in found.__members__):
            is_provisional = any(f"{each.__name__}.{name}" in PROVISIONAL for each in ours)
            yield replace(_member(owner, name), is_provisional=is_provisional)
    special = {name.strip("_") for each in ours for name in vars(each) if name.startswith("__")}
    for name in sorted(special & OPERATORS - ({"eq"} if is_dataclass(found) else set())):
        yield Member("operator", name)


def _member(owner: type, name: str) -> Member:
    value = vars(owner).get(name)
    if isinstance(value, property | cached_property):
        getter: Any = value.fget if isinstance(value, property) else value.func
        return Member("property", name, types_of(getter))
    kinds = {classmethod: "class method", staticmethod: "static method", FunctionType: "method"}
    kind = next((kinds[each] for each in kinds if isinstance(value, each)), None)
    if kind is None and not hasattr(value, "cache_info"):
        is_annotated = name in vars(owner).get("__annotations__", {})
        return Member("attribute", name, types_of(owner, name) if is_annotated else frozenset())
    function = getattr(value, "__func__", value)
    return Member(kind or "method", name, types_of(function), parameters(function))


def described(name: str, value: Any) -> Iterator[str]:
    """The lines of the record about a public name."""
    if not isinstance(value, type):
        yield f"function {name}{parameters(value)}"
    elif issubclass(value, Exception):
        yield f"exception {name}({', '.join(base.__name__ for base in value.__bases__)})"
    else:
        is_enumeration = issubclass(value, Enum)
        is_made_by_users = not is_enumeration and "\nArgs:" in inspect.cleandoc(value.__doc__ or "")
        yield f"{'enumeration' if is_enumeration else 'class'} {name}{parameters(value) if is_made_by_users else ''}"
        yield from (f"    {member}" for member in members(value))


def record() -> str:
    """All public names with what can be seen of them, as one text."""
    lines = ["# What lcnsym offers; written by python -m tests.surface, see docs/stability.md."]
    for page, names in sections().items():
        lines += ["", f"[{page}]"]
        for name in sorted(names, key=lambda each: (not each[0].isupper(), each)):
            lines += described(name, names[name])
    return "\n".join(lines) + "\n"


def private_types() -> Iterator[tuple[str, type, bool]]:
    """(place, class, whether the place is provisional) for classes that are not public, but seen in public places.

    Places are members of public classes, and public functions.
    """
    for names in sections().values():
        for name, value in names.items():
            if not isinstance(value, type):
                yield from ((name, found, False) for found in types_of(value) if is_private(found))
            elif not issubclass(value, Exception):
                for member in members(value):
                    place = f"{name}.{member.name}"
                    yield from ((place, found, member.is_provisional) for found in member.types if is_private(found))


def stub() -> str:
    """The names that type checkers read, with redundant aliases, which say that a name is offered again."""
    homes = sorted(lcnsym._HOME_OF.items(), key=lambda pair: (pair[1], pair[0]))
    lines = [
        '"""The names of lcnsym for type checkers; written by python -m tests.surface."""',
        "",
        "from typing import Any",
        "",
        *(f"from . import {module} as {module}" for module in sorted(MODULES)),
        *(f"from .{home} import {name} as {name}" for name, home in homes),
        "",
        "__version__: str",
        "",
        "def load_ipython_extension(ipython: Any) -> None: ...",
        "def unload_ipython_extension(ipython: Any) -> None: ...",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    STUB.write_text(stub(), encoding="utf-8")
    RECORD.write_text(record(), encoding="utf-8")
