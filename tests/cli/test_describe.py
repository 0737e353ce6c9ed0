"""The command `describe`: keys, formats, values at a filter, and what it refuses."""

from __future__ import annotations

import pytest
import sympy

from lcnsym import patterns_of_degree

from .support import CommandLine

PARTS = {"function_space", "interior", "boundary", "complement"}


@pytest.mark.quick
@pytest.mark.parametrize("k", ["2,2", "3,2", "2,2,2", "3,2,2", "2,3,3", "2"])
def test_keys(lcnsym: CommandLine, k: str) -> None:
    document = lcnsym.json("describe", "-k", k)
    even = sum(int(size) % 2 == 0 for size in k.split(","))
    definite = {"positive_definite", "negative_definite"} if even == 2 else set()
    assert set(document) == {"formula", "format", "strata", *PARTS, *definite}
    assert document["formula"] == document["function_space"]
    degree = sum(int(size) - 1 for size in k.split(","))
    assert [entry["pattern"] for entry in document["strata"]] == [str(p) for p in patterns_of_degree(degree)]
    assert all(set(entry) == {"pattern", "conditions"} for entry in document["strata"])


@pytest.mark.quick
def test_quadratics(lcnsym: CommandLine) -> None:
    document = lcnsym.json("describe", "-k", "2,2")
    assert document["formula"] == "-4*w0*w2 + w1^2 ≥ 0"
    assert document["strata"] == [
        {"pattern": "11|0", "conditions": "-4*w0*w2 + w1^2 > 0"},
        {"pattern": "2|0", "conditions": "(-4*w0*w2 + w1^2 = 0 and w0 ≠ 0) or (w0 = 0 and w1 = 0 and w2 ≠ 0)"},
        {"pattern": "0|1", "conditions": "-4*w0*w2 + w1^2 < 0"},
    ]


@pytest.mark.parametrize("k", ["2,2", "2,2,2", "3,2,2", "4,4"])
@pytest.mark.parametrize("filter_", ["zero", "odd", "even"])
def test_values_are_those_of_member(lcnsym: CommandLine, k: str, filter_: str) -> None:
    size = 1 + sum(int(word) - 1 for word in k.split(","))
    kinds = {"zero": [0] * size, "odd": [0] + [1] * (size - 1), "even": [1] + [0] * (size - 2) + [1]}
    words = ("-k", k, "--filter", ",".join(map(str, kinds[filter_])))
    values = lcnsym.json("describe", *words)["values"]
    verdict = lcnsym.json("member", *words)
    assert values["function_space"] == verdict["member"]
    assert values["complement"] == (not verdict["member"])
    for place in ("interior", "boundary"):
        assert values[place] == (verdict["position"] == place)


@pytest.mark.quick
def test_exactly_one_stratum_holds(lcnsym: CommandLine) -> None:
    words = ("-k", "3,2,2", "--filter", "1,-2*sqrt(2),2,0,0")
    held = [
        p
        for p in map(str, patterns_of_degree(4))
        if lcnsym.json("describe", *words, "--pattern", p)["values"]["stratum"]
    ]
    assert held == [lcnsym.json("pattern", "--filter", "1,-2*sqrt(2),2,0,0")["pattern"]["text"]]


@pytest.mark.quick
def test_the_text_names_long_polynomials(lcnsym: CommandLine) -> None:
    shown = lcnsym("describe", "-k", "2,2,2").out
    assert "function space  D3 ≥ 0\n" in shown
    assert "12|0   (D3 = 0 and D2 > 0) or (w0 = 0 and w1 = 0 and w2 ≠ 0)\n" in shown
    assert "D2  -3*w0*w2 + w1^2\n" in shown
    alone = lcnsym("describe", "-k", "2,2,2", "--pattern", "111|0", "--filter", "1,0,-1,0").out
    assert "stratum 111|0" in alone
    assert [line.split()[-1] for line in alone.splitlines() if "filter in stratum" in line] == ["yes"]
    assert "D2" not in alone


@pytest.mark.quick
def test_scripts_stand_alone_on_stdout(lcnsym: CommandLine) -> None:
    qepcad = lcnsym("describe", "-k", "2,2", "--of", "complement", "--format", "qepcad")
    assert qepcad.out == "[ complement of k = (2,2) ]\n(w0,w1,w2)\n3\n[ -4 w0 w2 + w1^2 < 0 ].\nfinish\n"
    assert lcnsym("describe", "-k", "2,2", "--format", "latex").out == "-4 w_{0} w_{2} + w_{1}^{2} \\ge 0\n"
    sympified = sympy.sympify(lcnsym("describe", "-k", "2,2", "--format", "sympy").out)
    assert sympified == (sympy.Symbol("w1") ** 2 - 4 * sympy.Symbol("w0") * sympy.Symbol("w2") >= 0)


@pytest.mark.needs("z3")
@pytest.mark.parametrize(
    ("words", "satisfiable"),
    [
        (("-k", "2,2"), True),
        (("-k", "3,2", "--of", "boundary"), False),
        (("-k", "3,2,2", "--of", "complement"), True),
        (("-k", "2,2,2", "--pattern", "3|0"), True),
    ],
)
def test_z3_runs_the_script(lcnsym: CommandLine, words: tuple[str, ...], satisfiable: bool) -> None:
    import z3

    script = lcnsym("describe", *words, "--format", "smtlib").out
    solver = z3.Solver()
    solver.set("timeout", 30_000)
    solver.from_string(script)
    assert solver.check() == (z3.sat if satisfiable else z3.unsat)
    assert script.rstrip().endswith("(check-sat)")


@pytest.mark.parametrize(("filter_", "word"), [("1,3,1", "satisfies"), ("1,1,1", "violates")])
def test_a_script_comes_with_a_note_about_the_filter(lcnsym: CommandLine, filter_: str, word: str) -> None:
    plain = lcnsym("describe", "-k", "2,2", "--format", "sympy")
    run = lcnsym("describe", "-k", "2,2", "--format", "sympy", "--filter", filter_)
    assert run.out == plain.out
    assert plain.err == ""
    assert run.err == f"lcnsym: note: the filter {word} the formula: function space of k = (2,2)\n"


@pytest.mark.quick
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("-k", "4,3", "-s", "3,1"), "described for forms of degree up to 6"),
        (("-k", "5,5,2,2"), "up to degree 7, 10 was given"),
        (("-k", "2,2", "--format", "maple"), "'maple' was given"),
        (("-k", "2,2", "--of", "everything"), "'everything' was given"),
        (("-k", "2,2", "--pattern", "111|0"), "111|0 has degree 3"),
        (("-k", "2,2", "--pattern", "twice"), "'twice' was given"),
        (("-k", "2,2", "--pattern", "2|0", "--of", "boundary"), "exclude each other"),
        (("-k", "2,2", "--filter", "1,2"), "2 coefficients"),
        (("-k", "2,2", "--filter", "1,x,2"), "x"),
        (("-k", "2,2", "--certificate", "c.json"), "--filter is required"),
    ],
)
def test_refusals(lcnsym: CommandLine, words: tuple[str, ...], told: str) -> None:
    assert told in lcnsym.refused("describe", *words)


@pytest.mark.quick
def test_filling_architectures_of_any_degree_have_a_script(lcnsym: CommandLine) -> None:
    assert "(define-fun function-space () Bool true)" in lcnsym("describe", "-k", "41", "--format", "smtlib").out
