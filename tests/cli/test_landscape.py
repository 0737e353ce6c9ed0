"""The commands about the square loss."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from lcnsym.checker import check_file

from .support import CommandLine

pytestmark = pytest.mark.quick


def test_ed_degree(lcnsym: CommandLine) -> None:
    document = lcnsym("ed-degree", "-k", "3,2,2", "--json").document
    assert document["total"] == 100
    assert document["strata"][1] == {"partition": [2, 1, 1], "ed_degree": 10, "packings": 5}
    assert lcnsym("ed-degree", "-k", "3,3", "-s", "2,1", "--json").document == {
        "total": 39,
        "strata": None,
        "complete": True,
    }
    text = lcnsym("ed-degree", "-k", "2,2").out
    assert "6, not zero, up to scaling" in text


def test_critical_keys(lcnsym: CommandLine) -> None:
    document = lcnsym("critical", "-k", "2,2,2", "--target", "1,-2,-3,4", "--json").document
    wanted = {"functions", "strata", "parameter_classes", "complete", "global_minimum", "spurious_minima"}
    assert wanted <= set(document)
    assert document["complete"] is True
    assert document["parameter_classes"] == 18
    assert document["spurious_minima"] == 0
    functions = document["functions"]
    assert functions[0]["loss"] == "0"
    assert functions[0]["filter"] == ["1", "-2", "-3", "4"]
    assert functions[0]["nature"] == "minimum"
    assert functions[1]["loss"]["approx"] == pytest.approx(0.135028, abs=1e-5)
    assert {s["partition"][0]: (s["complex"], s["real"]) for s in document["strata"]} == {
        1: (1, 1),
        2: (7, 3),
        3: (7, 3),
    }


def test_critical_is_deterministic(lcnsym: CommandLine) -> None:
    words = ("critical", "-k", "3,2,2", "--target", "1,2,3,-2,4", "--json")
    assert lcnsym(*words).out == lcnsym(*words).out


def test_critical_text(lcnsym: CommandLine) -> None:
    run = lcnsym("critical", "-k", "2,2,2", "--target", "2,1,3,5")
    assert run.status == 0
    assert "≈ 3.94159" in run.out
    assert "With two or more zero filters every point is critical" in run.out


def test_gram_and_data_files(lcnsym: CommandLine, tmp_path: Path) -> None:
    gram = tmp_path / "q.json"
    gram.write_text(json.dumps([["2", 0, 0], [0, "1/2", 0], [0, 0, 1]]))
    document = lcnsym("critical", "-k", "2,2", "--target", "1,2,3", "--gram", str(gram), "--json").document
    assert document["square_loss"]["gram"][1] == ["0", "1/2", "0"]
    inputs, outputs = tmp_path / "x.csv", tmp_path / "y.npy"
    inputs.write_text("1,0,0\n0,1,0\n0,0,1\n1,1,1\n")
    np.save(outputs, np.array([[1], [2], [3], [6]]))
    found = lcnsym("critical", "-k", "2,2", "--inputs", str(inputs), "--outputs", str(outputs), "--json").document
    assert found["square_loss"]["target"] == ["1", "2", "3"]
    assert found["square_loss"]["offset"] == "0"
    assert document["residual"] is None
    assert found["residual"] == "0"


def test_the_residual_is_told_apart_from_the_loss(lcnsym: CommandLine, tmp_path: Path) -> None:
    """For (1, 0), (0, 1) and (2, 0) and the answers 1, 2 and 3 the sum is (w_0 − 1)² + (w_1 − 2)² + (2w_0 − 3)²."""
    inputs, outputs = tmp_path / "x.csv", tmp_path / "y.csv"
    inputs.write_text("1,0\n0,1\n2,0\n")
    outputs.write_text("1\n2\n3\n")
    words = ("critical", "-k", "2", "--inputs", str(inputs), "--outputs", str(outputs))
    document = lcnsym(*words, "--json").document
    (function,) = document["functions"]
    assert (function["filter"], function["loss"], function["total"]) == (["7/5", "2"], "0", "1/5")
    assert document["residual"] == "1/5"
    shown = lcnsym(*words).out
    assert "residual              1/5, which no filter can lower" in shown
    assert "least squared errors  1/5" in shown


@pytest.mark.quick
def test_irrational_targets(lcnsym: CommandLine, tmp_path: Path) -> None:
    words = ("critical", "-k", "2,2", "--target", "sqrt(2),0,-1")
    document = lcnsym(*words, "--json").document
    assert (document["complete"], document["global_minimum"]["loss"]) == (True, "0")
    assert document["square_loss"]["target"][0]["minpoly"] == [-2, 0, 1]
    assert document["functions"][0]["filter"][1:] == ["0", "-1"]
    run = lcnsym(*words, "--certificate", str(tmp_path / "c.json"), "--claim", "critical-point")
    assert (run.status, run.err.count("\n")) == (2, 1)
    assert "need a rational target, sqrt(2) is in the one given" in run.err
    assert "complete" in run.out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("-k", "2,2"), "a loss is required"),
        (("-k", "2,2", "--target", "1,2"), "size 3"),
        (("-k", "2,2", "--target", "1,2,3", "--gram", "no.json"), "cannot read"),
        (("-k", "2,2", "--inputs", "x.csv"), "belong together"),
        (("-k", "2,2", "--target", "1,2,3", "--timeout", "0"), "--timeout takes an integer"),
        (("-k", "2,2", "--target", "1,2,3", "--gram", "q.txt"), "ends in .json, .csv or .npy"),
    ],
)
def test_bad_input(lcnsym: CommandLine, words: tuple[str, ...], message: str) -> None:
    run = lcnsym("critical", *words)
    assert run.status == 2
    assert run.out == ""
    assert message in run.err
    assert run.err.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[[1,0,0],[0,1,0]]", "3 x 3"),
        ("[[1,0,0],[0,1,0],[0,0]]", "rows of one length"),
        ("[[1,0,0],[0,1,0],[0,0,-1]]", "positive definite"),
        ("[1,2,3]", "a list of rows"),
        ('[["sqrt(2)",0,0],[0,1,0],[0,0,1]]', "rational entries"),
        ("[]", "from 1 to"),
    ],
)
def test_bad_gram_files(lcnsym: CommandLine, tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "q.json"
    path.write_text(content)
    run = lcnsym("critical", "-k", "2,2", "--target", "1,2,3", "--gram", str(path))
    assert run.status == 2
    assert message in run.err
    assert run.err.count("\n") == 1


def test_flow(lcnsym: CommandLine) -> None:
    start = ("flow", "-k", "2,2", "--start", "1,2;3,1")
    document = lcnsym(*start, "--json").document
    assert document["invariants"] == ["5"]
    assert document["reachable"] is None
    document = lcnsym(*start, "--target", "1,0,2", "--json").document
    assert [f["nature"] for f in document["reachable"]] == ["minimum", "saddle"]
    assert {"pattern", "loss", "nature", "filters"} <= set(document["reachable"][0])
    assert "2 choices of signs" in lcnsym(*start, "--target", "1,0,2").out


@pytest.mark.parametrize(
    ("start", "told"),
    [
        ("1,2;1,3;1,1", "some filters with ‖w1‖² = 3, ‖w2‖² = 8, ‖w3‖² = 0: those whose other layers"),
        ("1,2;1,2;1,1", "some filters with ‖w1‖² = 3, ‖w2‖² = 3, ‖w3‖² = 0: those whose other layers"),
        ("1,1;1,2;1,1", "all filters with ‖w1‖² = 0, ‖w2‖² = 3, ‖w3‖² = 0 are critical"),
    ],
)
def test_not_all_filters_with_a_single_zero_layer_are_critical(lcnsym: CommandLine, start: str, told: str) -> None:
    shown = lcnsym("flow", "-k", "2,2,2", "--target", "2,1,3,5", "--start", start).out
    assert told in " ".join(shown.split())


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("-k", "2,2", "--start", "1,2"), "1 filters"),
        (("-k", "2,2", "--start", "1,2;1,x"), "'x'"),
        (("-k", "2,2", "--start", "1,2;1,2", "--gram", "q.json"), "--gram belongs to --target"),
        (("-k", "2,2", "--start", "1,2;1,sqrt(2)"), "rational filters"),
    ],
)
def test_bad_starts(lcnsym: CommandLine, words: tuple[str, ...], message: str) -> None:
    run = lcnsym("flow", *words)
    assert run.status == 2
    assert message in run.err
    assert run.err.count("\n") == 1


def test_certificates(lcnsym: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    words = ("critical", "-k", "2,2,2", "--target", "2,1,3,5", "--certificate", str(path))
    assert lcnsym(*words, "--claim", "critical-point", "--index", "1").status == 0
    checked = lcnsym("certificate", "check", str(path), "--json").document
    assert checked["results"][0]["accepted"] is True
    path.unlink()
    run = lcnsym(*words)
    assert run.status == 2
    assert "none to certify" in run.err
    assert run.err.count("\n") == 1
    assert "critical functions" in run.out
    assert not path.exists()
    run = lcnsym(*words, "--claim", "critical-point", "--index", "9")
    assert run.status == 2
    assert "there are 2 functions" in run.err
    run = lcnsym(*words, "--index", "9")
    assert run.status == 2
    assert "there are 2 functions" in run.err
    for unfit in (words[:-2], (*words, "--claim", "stratum-critical-points", "--stratum", "2,1")):
        run = lcnsym(*unfit, "--index", "1")
        assert run.status == 2
        assert "--index belongs to" in run.err


def test_the_index_is_that_of_the_table(lcnsym: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    words = ("critical", "-k", "3,2", "--target", "2,1,-2,3")
    rows = [line.split() for line in lcnsym(*words).out.splitlines() if "1, 0, -3, 2" in line]
    assert [row[:2] for row in rows] == [["1", "4"]]
    run = lcnsym(*words, "--certificate", str(path), "--index", "1")
    assert run.status == 0
    assert lcnsym("certificate", "check", str(path), "--json").document["results"][0]["accepted"] is True
    path.unlink()
    run = lcnsym(*words, "--certificate", str(path), "--index", "2")
    assert run.status == 2
    assert "known at index 2" in run.err
    assert not path.exists()


@pytest.mark.parametrize(
    ("claim", "stratum", "said"),
    [
        ("stratum-critical-points", "2,1,1", "the form (2, 5, -6, 17, -6, 9, -6, 1, -6, -2, 2)"),
        ("all-critical-points", "2,2", "exactly 13, all isolated"),
    ],
)
def test_certificates_about_strata(lcnsym: CommandLine, tmp_path: Path, claim: str, stratum: str, said: str) -> None:
    path = tmp_path / "c.json"
    words = ("critical", "-k", "3,2,2", "--target", "1,2,3,-2,4", "--certificate", str(path), "--claim", claim)
    run = lcnsym(*words, "--stratum", stratum)
    assert run.status == 0
    assert f"certificate of '{claim}' written" in run.err
    (result,) = lcnsym("certificate", "check", str(path), "--json").document["results"]
    assert result["accepted"] is True
    assert said in result["claim"]


def test_a_stratum_outside_the_function_space(lcnsym: CommandLine, tmp_path: Path) -> None:
    """No filter of two layers has a triple root in a compatible way, so the walk does not meet 3,2."""
    path = tmp_path / "c.json"
    words = ("critical", "-k", "4,3", "--target", "3,-1,4,1,-5,9", "--certificate", str(path))
    assert lcnsym(*words, "--claim", "all-critical-points", "--stratum", "2,3").status == 0
    (result,) = lcnsym("certificate", "check", str(path), "--json").document["results"]
    assert result["accepted"] is True
    assert "root multiplicities 3,2" in result["claim"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--claim", "all-critical-points"), "needs the root multiplicities"),
        (
            ("--claim", "all-critical-points", "--stratum", "2,1,1"),
            "parts with the sum 4, several parts of them above 1",
        ),
        (("--claim", "stratum-critical-points", "--stratum", "2,2"), "parts with the sum 4, one part of them above 1"),
        (("--claim", "all-critical-points", "--stratum", "2,2,1"), "'2,2,1' was given"),
        (("--claim", "all-critical-points", "--stratum", "2,x"), "--stratum takes an integer from 1 to 1000000"),
        (("--claim", "critical-point", "--stratum", "2,2"), "--stratum belongs to"),
        (("--stratum", "2,2"), "--stratum belongs to"),
    ],
)
def test_bad_strata(lcnsym: CommandLine, tmp_path: Path, words: tuple[str, ...], message: str) -> None:
    path = tmp_path / "c.json"
    run = lcnsym("critical", "-k", "3,2,2", "--target", "1,2,3,-2,4", "--certificate", str(path), *words)
    assert run.status == 2
    assert message in run.err
    assert run.err.count("\n") == 1
    assert run.out == ""
    assert not path.exists()


@pytest.mark.quick
@pytest.mark.parametrize(
    ("sizes", "claim", "said"),
    [
        ("3,2", "all-critical-points", "k = (3,2) has no stratum with several repeated roots; "),
        ("2,1", "all-critical-points", "k = (2,1) has no stratum with several repeated roots\n"),
        ("2,1", "stratum-critical-points", "k = (2,1) has no stratum with a repeated root\n"),
        ("3,2", "stratum-critical-points", "--stratum 2,1 or the like"),
        ("3,3", "stratum-critical-points", "--stratum 2,1,1 or the like"),
        ("3,4", "all-critical-points", "--stratum 2,2,1 or the like"),
        ("9,9", "stratum-critical-points", "--stratum 16 or the like"),
        ("9,9", "all-critical-points", "--stratum 14,2 or the like"),
    ],
)
def test_proposed_strata_exist(lcnsym: CommandLine, tmp_path: Path, sizes: str, claim: str, said: str) -> None:
    size = sum(map(int, sizes.split(","))) - 1
    target = ",".join(str(7 * i % 11 - 4) for i in range(1, size + 1))
    words = ("critical", "-k", sizes, "--target", target, "--certificate", str(tmp_path / "c.json"), "--claim")
    run = lcnsym(*words, claim)
    assert (run.status, run.out, run.err.count("\n")) == (2, "", 1)
    assert said in run.err
    if size < 9 and "--stratum" in run.err:
        stratum = run.err.partition("--stratum ")[2].split()[0]
        named = "stratum-critical-points" if "has no" in run.err else claim
        assert lcnsym(*words, named, "--stratum", stratum).status == 0


@pytest.mark.quick
def test_a_list_that_is_not_complete_says_so(lcnsym: CommandLine) -> None:
    """A circle of solutions, none of them certified; and a target that only its factorizations prove to be critical.

    Both are irrational multiples of targets for which elimination finds a curve, or all points.
    """
    circle = lcnsym("critical", "-k", "2,2", "-s", "2,1", "--target", "sqrt(2),0,0,sqrt(2)")
    assert re.search(r"critical functions +0 proved, others may be missing\n", circle.out)
    assert re.search(r"critical points +0 proved up to scaling, .* others may", circle.out)
    rational = lcnsym("critical", "-k", "2,2", "-s", "2,1", "--target", "1,0,0,1")
    assert re.search(r"critical functions +0, isolated\n", rational.out)
    assert re.search(r"curves +loss 1 on all of it, minima, not strict\n", rational.out)
    assert re.search(r"least loss +1, on a curve\n", rational.out)
    member = lcnsym("critical", "-k", "3,2", "-s", "2,1", "--target", "sqrt(2),0,2*sqrt(2),0,sqrt(2)")
    assert re.search(r"least loss +0\n", member.out)
    assert re.search(r"critical functions +2 proved, others may be missing\n", member.out)
    for target in ("1,-2,3,1,4", "1,0,2,0,1"):
        assert "may be missing" not in lcnsym("critical", "-k", "3,2", "-s", "2,1", "--target", target).out


@pytest.mark.quick
@pytest.mark.parametrize(
    ("sizes", "target", "others", "is_member"),
    [
        ("2,2", "1,0,1", 0, False),
        ("2,2", "1,0,-1", 0, True),
        ("3,2,2", "1,2,3,-2,4", 2, False),
        ("2,2,2,2", "1,1,-7,2,3", 2, True),
        ("2,2,2,2", "1,0,2,0,1", 2, False),
    ],
)
def test_filters_of_strata_that_are_not_listed(
    lcnsym: CommandLine, sizes: str, target: str, others: int, is_member: bool
) -> None:
    words = ("critical", "-k", sizes, "--target", target)
    text = " ".join(lcnsym(*words).out.split())
    assert ("not listed" in text) is bool(others or not is_member)
    assert ("the target is no member" in text) is not is_member
    told = re.search(r"(\d+) real critical filters of strata have no factorization without a double root", text)
    assert (int(told[1]) if told else 0) == others
    # every real critical filter of a stratum is in the list or counted
    document = lcnsym(*words, "--json").document
    real = sum(stratum["real"] for stratum in document["strata"])
    assert real == len(document["functions"]) + others + (not is_member)


def test_strata_are_of_stride_one(lcnsym: CommandLine, tmp_path: Path) -> None:
    words = ("critical", "-k", "3,2", "-s", "2,1", "--target", "1,-2,3,1,4", "--certificate", str(tmp_path / "c.json"))
    run = lcnsym(*words, "--claim", "all-critical-points", "--stratum", "2,2")
    assert run.status == 2
    assert "is about stride one" in run.err
    assert run.err.count("\n") == 1


def test_a_stratum_that_is_not_certified(lcnsym: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    words = ("critical", "-k", "3,3", "--target", "1,0,0,-1,-1", "--certificate", str(path))
    run = lcnsym(*words, "--claim", "all-critical-points", "--stratum", "2,2")
    assert run.status == 2
    assert "on a smaller stratum" in run.err
    assert "critical functions" in run.out
    assert not path.exists()


@pytest.mark.parametrize(
    ("claim", "more", "target"),
    [("critical-point", ("--index", "1"), "1,-2,3,1,4"), ("spurious-minimum", (), "6,5,6,3,-3")],
)
def test_certificates_for_larger_strides(
    lcnsym: CommandLine, tmp_path: Path, claim: str, more: tuple[str, ...], target: str
) -> None:
    path = tmp_path / "c.json"
    words = ("critical", "-k", "3,2", "-s", "2,1", "--target", target, "--certificate", str(path))
    assert lcnsym(*words, "--claim", claim, *more).status == 0
    (result,) = lcnsym("certificate", "check", str(path), "--json").document["results"]
    assert result["accepted"] is True
    assert "k = (3,2), s = (2,1)" in result["claim"]


def test_critical_for_larger_strides(lcnsym: CommandLine) -> None:
    words = ("critical", "-k", "3,2", "-s", "2,1", "--target", "1,-2,3,1,4")
    document = lcnsym(*words, "--json").document
    wanted = {"functions", "strata", "parameter_classes", "complete", "global_minimum", "spurious_minima"}
    assert wanted <= set(document)
    assert document["complete"] is True
    assert document["complex_parameter_classes"] == 10
    assert document["curves"] == []
    assert all(f["strict"] is (True if f["nature"] == "minimum" else None) for f in document["functions"])
    assert "10 of 10 for generic data" in lcnsym(*words).out


def test_mixed_strides(lcnsym: CommandLine) -> None:
    """Layers 1 and 2 exchange roots, so that some functions have two classes; the loss is the same."""
    words = ("critical", "-k", "2,2,2", "-s", "1,2,1", "--target", "2,-1,3,1,4")
    document = lcnsym(*words, "--json").document
    assert (document["complete"], document["proof"], document["complex_parameter_classes"]) == (True, "count", 34)
    assert document["parameter_classes"] == sum(f["parameter_classes"] for f in document["functions"])
    assert {len(f["classes"]) for f in document["functions"]} == {1, 2}
    (space,) = document["strata"]
    assert (space["partition"], space["packings"], space["complex"]) == (None, None, 34)
    assert all(f["pattern"] is None and f["filters"] == f["classes"][0]["filters"] for f in document["functions"])
    assert "34 of 34 for generic data" in lcnsym(*words, "--no-cache").out


def test_too_many_points_in_parameter_space(lcnsym: CommandLine) -> None:
    run = lcnsym("critical", "-k", "2,2,2,2,2,2", "-s", "1,1,2,1,2,1", "--target", ",".join(["1"] * 12))
    assert run.status == 2
    assert "complex critical points for generic data, and up to 3000 are followed" in run.err
    assert run.err.count("\n") == 1


def test_minimal_polynomials(lcnsym: CommandLine) -> None:
    words = ("critical", "-k", "2,2,2", "--target", "1,-2,-3,4", "--json")
    plain = lcnsym(*words).document["functions"][1]["loss"]
    exact = lcnsym(*words, "--minimal-polynomials").document["functions"][1]["loss"]
    assert plain["minpoly"] is None
    assert exact["minpoly"][-1] == 16
    assert len(exact["minpoly"]) == 8
    assert exact["interval"] == plain["interval"]


def test_minimal_polynomials_for_two_double_roots(lcnsym: CommandLine) -> None:
    words = ("critical", "-k", "3,3", "--target", "1,-2,3,1,2", "--json", "--minimal-polynomials")
    losses = [f["loss"]["minpoly"] for f in lcnsym(*words).document["functions"] if f["partition"] == [2, 2]]
    assert losses
    assert all(len(minpoly) == 14 for minpoly in losses)


def gram_file(tmp_path: Path, *diagonal: str) -> str:
    path = tmp_path / "q.json"
    rows = [[entry if i == j else "0" for j in range(len(diagonal))] for i, entry in enumerate(diagonal)]
    path.write_text(json.dumps(rows))
    return str(path)


@pytest.mark.parametrize(
    ("words", "diagonal", "loss"),
    [
        (("-k", "2,2,2,2", "--target=4,0,0,0,3"), ("1", "1", "1", "1", "1"), "16"),
        (("-k", "3,2", "--target=0,1,0,1/4"), ("1", "1", "1", "8"), "1/2"),
    ],
)
def test_a_degenerate_minimum_is_counted(
    lcnsym: CommandLine, tmp_path: Path, words: tuple[str, ...], diagonal: tuple[str, ...], loss: str
) -> None:
    document = lcnsym("critical", *words, "--gram", gram_file(tmp_path, *diagonal), "--json").document
    (found,) = (f for f in document["functions"] if f["loss"] == loss)
    assert (found["nature"], found["strict"]) == ("minimum", True)
    assert [(c["nature"], c["order"], c["note"]) for c in found["classes"]] == [("minimum", 4, "")]
    assert document["spurious_minima"] == 1


@pytest.fixture
def _only_the_hessian(monkeypatch: pytest.MonkeyPatch) -> None:
    """Terms of higher order take more work than is allowed."""
    monkeypatch.setattr("lcnsym.landscape.degenerate.local_shape.MAX_WORK", 1)


@pytest.mark.usefixtures("_only_the_hessian")
@pytest.mark.parametrize(
    ("words", "diagonal", "loss"),
    [
        (("-k", "2,2,2,2", "--target=4,0,0,0,3"), ("1", "1", "1", "1", "1"), "16"),
        (("-k", "3,2", "--target=0,1,0,1/4"), ("1", "1", "1", "8"), "1/2"),
    ],
)
def test_a_point_that_is_not_decided_leaves_the_number_of_spurious_minima_open(
    lcnsym: CommandLine,
    tmp_path: Path,
    words: tuple[str, ...],
    diagonal: tuple[str, ...],
    loss: str,
) -> None:
    command = ("critical", *words, "--gram", gram_file(tmp_path, *diagonal))
    document = lcnsym(*command, "--json").document
    assert document["complete"] is True
    assert document["spurious_minima"] is None
    assert "may be a minimum or not" in document["note"]
    assert document["curves"] == []
    (found,) = (f for f in document["functions"] if f["loss"] == loss)
    assert (found["nature"], found["strict"]) == ("degenerate", None)
    assert [(c["nature"], c["strict"]) for c in found["classes"]] == [("degenerate", None)]
    first = document["functions"][0]
    assert (first["nature"], first["strict"]) == ("minimum", True)
    run = lcnsym(*command)
    assert "spurious minima     not decided: 1 critical point has a Hessian that is singular" in run.out
    assert "note: spurious minima are not counted" in run.err


def test_a_curve_of_critical_points(lcnsym: CommandLine, tmp_path: Path) -> None:
    command = ("critical", "-k", "2,2", "--target=1,0,1", "--gram", gram_file(tmp_path, "1", "1/2", "1"))
    document = lcnsym(*command, "--json").document
    assert document["curves"] == [
        {"pattern": "2|0", "partition": [2], "loss": "1", "nature": "minimum", "strict": False}
    ]
    assert document["functions"] == []
    assert document["complete"] is False
    assert document["global_minimum"]["loss"] == "1"
    assert document["spurious_minima"] == 0
    assert document["complex_parameter_classes"] is None
    assert [(s["complex"], s["real"]) for s in document["strata"]] == [(1, 1), (None, 0)]
    out = lcnsym(*command).out
    assert "curves              pattern 2|0, loss 1 on all of it, minima, not strict" in out
    assert "not proved: there are infinitely many, on curves" in out


@pytest.mark.parametrize(
    ("words", "diagonal", "numbers"),
    [
        (("-k", "2,2", "--target", "1,2,5"), ("1", "1/2", "1"), (4, 6)),
        (("-k", "3,2", "--target", "1,2,5,3"), ("1", "1/3", "1/3", "1"), (6, 10)),
    ],
)
def test_complex_points_of_rotation_invariant_losses(
    lcnsym: CommandLine, tmp_path: Path, words: tuple[str, ...], diagonal: tuple[str, ...], numbers: tuple[int, int]
) -> None:
    command = ("critical", *words, "--gram", gram_file(tmp_path, *diagonal))
    document = lcnsym(*command, "--json").document
    assert (document["complex_parameter_classes"], document["expected_parameter_classes"]) == numbers
    assert document["complete"] is True
    assert document["generic"] is False
    assert f"over ℂ              {numbers[0]} of {numbers[1]} for generic data" in lcnsym(*command).out


PROVED = [
    (("-k", "3,2,2", "--target", "1,2,-3,4,2"), {"1,1,1,1": "polynomial", "2,1,1": "polynomial", "2,2": "count"}),
    # the form 0 is a multiple solution of the equations of (3,2)
    (("-k", "3,2,2,2", "--target=5,-7,8,-8,7,-5"), {"2,2,1": "count", "3,1,1": "polynomial", "3,2": "polynomial"}),
    # a curve
    (("-k", "2,2", "--target", "1,0,1", "--gram", "file"), {"1,1": "polynomial", "2": "none"}),
    (("-k", "2,2,2", "-s", "2,1,1", "--target=2,-1,3,1,4,1"), {}),
]


@pytest.mark.parametrize(("words", "wanted"), PROVED)
def test_every_stratum_shows_its_proof(
    lcnsym: CommandLine, tmp_path: Path, words: tuple[str, ...], wanted: dict[str, str]
) -> None:
    """The table has the words of the JSON; the line `proof` has the weakest one, if all strata have one."""
    gram = gram_file(tmp_path, "1", "1/2", "1")
    words = tuple(gram if word == "file" else word for word in words)
    shown, document = lcnsym("critical", *words).out, lcnsym("critical", *words, "--json").document
    found = dict(re.findall(r"^([\d,]+) .* (?:yes|not proved) +(\w+)(?: {2}.*)?$", shown, re.MULTILINE))
    told = {",".join(map(str, s["partition"])): s["proof"] or "none" for s in document["strata"] if s["partition"]}
    assert found == told
    assert wanted.items() <= found.items()
    line = re.search(r"^  proof +(\w+): ", shown, re.MULTILINE)
    assert (line and line[1]) == document["proof"]


def keys_of_page() -> dict[str, set[str]]:
    """The keys in the table of docs/commands.md, by the object that they are in."""
    page = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
    table = page.partition("| key | what it is | null means |\n| --- | --- | --- |\n")[2].partition("\n\n")[0]
    found: dict[str, set[str]] = {}
    for row in table.splitlines():
        inside = ""
        for name in re.findall(r"`([^`]+)`", row.split("|")[1]):
            before, dot, last = name.rpartition(".")
            inside = before.removesuffix("[]") if dot else inside
            found.setdefault(inside, set()).add(last)
    return found


DOCUMENTS = [
    ("-k", "3,2,2", "--target", "1,2,-3,4,2"),
    ("-k", "2,2,2,2", "--target", "4,0,0,0,3"),
    ("-k", "2,2", "-s", "2,1", "--target", "1,0,0,1"),
    ("-k", "3,2", "-s", "2,1", "--target=1,-2,3,1,4"),
    ("-k", "2x1,1x2", "--target", "1,2,3,4"),
    ("-k", "2,2", "--target", "0,0,0"),
    ("-k", "2,2,2", "--target=1,0,1,2", "--gram", "singular"),
    ("-k", "2,2", "--inputs", "data"),
]


def test_the_page_has_all_keys(lcnsym: CommandLine, tmp_path: Path) -> None:
    wanted = keys_of_page()
    found: dict[str, set[str]] = {name: set() for name in wanted}
    gram = gram_file(tmp_path, "1", "0", "1", "1")
    (tmp_path / "x.csv").write_text("1,0,0\n0,1,0\n0,0,1\n1,1,1\n")
    (tmp_path / "y.csv").write_text("1\n2\n-1\n3\n")
    data = ("--inputs", str(tmp_path / "x.csv"), "--outputs", str(tmp_path / "y.csv"))
    for words in DOCUMENTS:
        given = [gram if word == "singular" else word for word in words]
        given = [*given[:-2], *data] if "data" in given else given
        document = lcnsym("critical", *given, "--json").document
        found[""] |= document.keys()
        for name in ("functions", "strata"):
            for entry in document[name]:
                found[name] |= entry.keys()
                found["classes"] |= {key for c in entry.get("classes", ()) for key in c}
    # what the command adds to all documents
    found[""] -= {"lcnsym", "command", "version", "schema"}
    assert found == wanted


def test_flow_says_what_is_strict(lcnsym: CommandLine) -> None:
    document = lcnsym("flow", "-k", "2,2", "--start", "1,2;3,1", "--target", "1,0,2", "--json").document
    assert [f["strict"] for f in document["reachable"]] == [True, None]


def test_singular_gram_matrices(lcnsym: CommandLine, tmp_path: Path) -> None:
    words = ("critical", "-k", "2,2,2", "--target=1,0,1,2", "--gram", gram_file(tmp_path, "1", "0", "1", "1"))
    file = str(tmp_path / "spurious.json")
    run = lcnsym(*words, "--certificate", file)
    assert run.status == 0
    assert "loss zero        a set of dimension 1 of filters of the function space" in run.out
    assert "others may be missing" in run.err
    assert check_file(file).accepted
    document = lcnsym(*words, "--json").document
    assert document["zero_loss"] == {"empty": False, "dimension": 1, "member": document["global_minimum"]["filter"]}
    assert (document["complete"], document["spurious_minima"]) == (False, None)
    refused = lcnsym(*words, "--claim", "stratum-critical-points", "--stratum", "2,1", "--certificate", file)
    assert refused.status == 2
    assert "this one is singular" in refused.err


def test_few_data(lcnsym: CommandLine, tmp_path: Path) -> None:
    xs, ys = tmp_path / "x.csv", tmp_path / "y.csv"
    xs.write_text("1,2,3,4\n")
    ys.write_text("1,2\n")
    document = lcnsym("critical", "-k", "2,2", "--inputs", str(xs), "--outputs", str(ys), "--json").document
    assert (document["zero_loss"]["empty"], document["residual"]) == (False, "0")
