"""Premises in three places that agree: the rules' code, the format, and the corpus, which has a file for every one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lcnsym.checker import check_file
from lcnsym.checker.kernel import outcome
from lcnsym.checker.rules import RULES
from tests.checker.premises import PREMISES
from tests.corpora.make_corpus import HERE

pytestmark = pytest.mark.quick

ROOT = Path(__file__).parents[2]
CODE = ROOT / "lcnsym" / "checker"
OF_ALL = {"claim", "stride-one", "one-axis"}
"""Premises of evidence of every kind; not every kind can miss them."""
NEEDED = {"claim", "unit", "not-zero", "level", "plane-axes"}
"""Without these the rest of a rule may make no sense, so that it cannot be computed."""
FILES: dict[str, list[str]] = {}
for _kind, _rule in RULES.items():
    FILES.setdefault(_rule.check.__module__.removeprefix("lcnsym.checker.").replace(".", "/") + ".py", []).append(_kind)
CASES = [(kind, premise, file) for kind, of in PREMISES.items() for premise, file in of.items()]


def asked(path: Path) -> set[str]:
    """The premises that a file of the checker asks for, by their names."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    named = [node.args[0] for node in calls if ast.unparse(node.func) in ("require", "Rejected", "refuse")]
    assert all(isinstance(name, ast.Constant) or path.name == "outcome.py" for name in named), path
    return {str(name.value) for name in named if isinstance(name, ast.Constant)}


def tables(page: str) -> Iterator[tuple[str, set[str]]]:
    """The premises in the format's sections, by the sections' titles."""
    for section in re.split(r"^### ", page, flags=re.MULTILINE)[1:]:
        rows = re.findall(r"^\| premise \|.*\n\|.*\n((?:\| `.*\n)+)", section, flags=re.MULTILINE)
        if rows:
            title = section.splitlines()[0].strip("`")
            yield title, {name for table in rows for name in re.findall(r"^\| `([a-z-]+)`", table, flags=re.MULTILINE)}


IN_FORMAT = dict(tables((ROOT / "docs" / "certificate-format.md").read_text(encoding="utf-8")))


def test_the_format_has_the_premises_of_the_corpus() -> None:
    assert IN_FORMAT.pop("Premises") == OF_ALL | set(PREMISES["field"])
    assert {kind: set(of) - OF_ALL for kind, of in PREMISES.items() if kind != "field"} == IN_FORMAT
    assert {premise for of in PREMISES.values() for premise in of} >= OF_ALL


def test_the_code_has_the_premises_of_the_format() -> None:
    """Those of a rule's file are those of its kinds of evidence, but for those that it asks through other files."""
    own = {file: asked(CODE / file) for file in FILES}
    others = [path for path in CODE.rglob("*.py") if path.relative_to(CODE).as_posix() not in FILES]
    shared = {premise for path in others for premise in asked(path)}
    for file, kinds in FILES.items():
        of_kinds = {premise for kind in kinds for premise in set(PREMISES[kind]) - OF_ALL}
        assert own[file] <= of_kinds, file
        assert of_kinds <= own[file] | shared, file
    assert shared <= {premise for of in PREMISES.values() for premise in of}


@pytest.mark.parametrize("file", FILES)
def test_a_rule_begins_with_its_theorem(file: str) -> None:
    text = ast.get_docstring(ast.parse((CODE / file).read_text(encoding="utf-8"))) or ""
    words = ("Theorem. ", "Proof. ", "remise", *(f"`{kind}`" for kind in FILES[file]))
    assert all(word in text for word in words)
    for kind in FILES[file]:
        for premise in set(PREMISES[kind]) - OF_ALL:
            elsewhere = premise in ("rational", "gram", "elimination") and kind == "factored"
            assert elsewhere or f"`{premise}`" in text, premise


@pytest.mark.parametrize(("kind", "premise", "file"), CASES, ids=[f"{kind}.{premise}" for kind, premise, _ in CASES])
def test_a_file_fails_at_one_premise_alone(kind: str, premise: str, file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = HERE / "wrong" / "rejected" / f"{file}.json"
    result = check_file(path)
    assert not result.accepted
    assert result.premise == f"{kind}.{premise}"
    assert result == replace(result, premise=None)
    assert "premise" not in repr(result)
    refuse = outcome.refuse

    def forgiving(name: str, message: str) -> None:
        if name != premise:
            refuse(name, message)

    monkeypatch.setattr(outcome, "refuse", forgiving)
    try:
        result = check_file(path)
    except Exception:
        assert premise in NEEDED
    else:
        assert result.accepted or premise in NEEDED
