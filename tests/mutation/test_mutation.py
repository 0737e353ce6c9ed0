"""The script itself: every operator, mutants of one rule, and declarations that hold or do not."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

from tests.mutation.declared import Equivalent, Kind, account
from tests.mutation.judge import ROOT
from tests.mutation.run import Mutants, Outcome, all_sites, chosen, trees
from tests.mutation.sites import Site, sites

SOURCE = '''
LIMIT = 7

def check(numbers, work) -> None:
    """A text."""
    size = len(numbers) * 3
    work.steps(size, 2)
    for n in numbers[1:]:
        if not n or n is None:
            continue
        if abs(n) < -1 or max(n, LIMIT) == sum(numbers):
            raise ValueError(f"{n + 1} is bad")
        require("all", n < 3, f"{n + 2} is bad")

def fits(a, b) -> bool:
    return all(x // 2 in b for x, _ in zip(a, b, strict=True)) and True
'''
TEXTS = {
    ("LIMIT = 7", "LIMIT = 8"),
    ("LIMIT = 7", "LIMIT = 6"),
    ("def check", "return"),
    ("def fits", "return True"),
    ("def fits", "return False"),
    ("not n or n is None", "n or n is None"),
    ("not n or n is None", "not n or n is not None"),
    ("not n or n is None", "not n and n is None"),
    ("continue", "break"),
    ("abs(n) < -1 or max(n, LIMIT) == sum(numbers)", "abs(n) <= -1 or max(n, LIMIT) == sum(numbers)"),
    ("abs(n) < -1 or max(n, LIMIT) == sum(numbers)", "abs(n) < 1 or max(n, LIMIT) == sum(numbers)"),
    ("abs(n) < -1 or max(n, LIMIT) == sum(numbers)", "n < -1 or max(n, LIMIT) == sum(numbers)"),
    ("max(n, LIMIT) == sum(numbers)", "min(n, LIMIT) == sum(numbers)"),
    ("max(n, LIMIT) == sum(numbers)", "max(n, LIMIT) == max(numbers, default=0)"),
    ("raise ValueError(f'{n + 1} is bad')", "pass"),
    ("require('all', n < 3, f'{n + 2} is bad')", "pass"),
    ("require('all', n < 3, f'{n + 2} is bad')", "require('all', n <= 3, f'{n + 2} is bad')"),
    ("zip(a, b, strict=True)", "zip(a, b, strict=False)"),
}


def found() -> list[Site]:
    return sites("rule.py", ast.parse(SOURCE))


@pytest.mark.quick
def test_every_operator_is_applied() -> None:
    assert {(site.before, site.after) for site in found()} >= TEXTS
    for site in found():
        assert "n + 1" not in site.before or site.operator == "raise dropped"
        assert "n + 2" not in site.after or "n + 2" in site.before
    assert {site.statement for site in found() if site.for_meter} == {"size = len(numbers) * 3", "work.steps(size, 2)"}
    assert {site.function for site in found()} == {"", "check", "fits"}


@pytest.mark.quick
def test_a_mutant_differs_in_one_place_and_is_python() -> None:
    for i, site in enumerate(found()):
        tree = ast.parse(SOURCE)
        mutant = sites("rule.py", tree)[i]
        assert mutant.key == site.key
        mutant.apply()
        compile(tree, "rule.py", "exec")
        assert ast.unparse(tree) != ast.unparse(ast.parse(SOURCE))


def test_mutants_of_a_rule_are_killed() -> None:
    parsed = trees()
    picked = [
        site for site in chosen(all_sites(parsed), ["rules/packing.py"], [], []) if site.function == "check_packing"
    ]
    judged = [site for site in picked if site.operator in ("premise dropped", "early return", "sum/max")]
    outcomes = Mutants(parsed, 1, None).outcomes(judged, lambda _: None)
    assert len(outcomes) >= 4
    assert all(outcome.killed for outcome in outcomes)
    assert {outcome.how for outcome in outcomes} == {"corpus"}


def outcome(killed: str | None) -> Outcome:
    return Outcome(next(site for site in found() if site.after == "LIMIT = 8"), killed)


@pytest.mark.quick
def test_declarations_are_honoured() -> None:
    single = Equivalent("rule.py", "", "LIMIT = 7", "LIMIT = 8", "as large as anything")
    kind = Kind("limits", before=r"LIMIT = \d")
    for equivalents, kinds in (((single,), ()), ((), (kind,))):
        got = account([outcome(None)], equivalents, kinds, True)
        assert (len(got.undeclared), len(got.declared), got.problems) == (0, 1, [])
    (left,) = account([outcome(None)], (), (), True).undeclared
    assert left.after == "LIMIT = 8"


@pytest.mark.quick
def test_declarations_that_do_not_hold() -> None:
    single = Equivalent("rule.py", "", "LIMIT = 7", "LIMIT = 8", "as large as anything")
    assert "but killed" in account([outcome("corpus: x")], (single,), (), True).problems[0]
    stale = Equivalent("rule.py", "check", "n < 2", "n <= 2", "there is no such text")
    assert "there is none" in account([outcome(None)], (single, stale), (), True).problems[0]
    assert "without a survivor" in account([outcome(None)], (single,), (Kind("x", before="y"),), True).problems[0]


@pytest.mark.long
def test_no_undeclared_mutant_survives() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.mutation"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
