"""The commands on filters with several axes."""

from __future__ import annotations

import json
from pathlib import Path

import numpy
import pytest

from lcnsym.checker import check_file

from .support import CommandLine

pytestmark = pytest.mark.quick

DATA = Path(__file__).parents[1] / "data"
DIFFERENCE = "1,0,0,0,0,0,0,0,-2"


def test_architecture(lcnsym: CommandLine, tmp_path: Path) -> None:
    document = lcnsym.json("architecture", "-k", "3x3,2x2")
    assert document["k"] == [[3, 3], [2, 2]]
    assert (document["format"], document["dimension"], document["ambient_dimension"]) == ([4, 4], 12, 16)
    assert (document["filling"], document["full_dimensional"]) == (False, False)
    assert document["d"] == [[4, 4], [2, 2], [1, 1]]
    assert document["reduced"] == {"k": [[3, 3], [2, 2]], "s": [1, 1]}
    assert lcnsym.json("architecture", "-k", "1x1,3X2, 1x1")["reduced"]["k"] == [[3, 2]]
    kinds = {"3x3,2x2": "dimension", "3x3,1x1": "filling", "2x1,2x1": "not-filling", "2x1,3x1": "filling"}
    for k, kind in kinds.items():
        path = tmp_path / f"{k}.json"
        lcnsym("architecture", "-k", k, "--certificate", str(path))
        assert json.loads(path.read_text())["claim"]["kind"] == kind
        assert check_file(path).accepted


def test_compose(lcnsym: CommandLine) -> None:
    document = lcnsym.json("compose", "-k", "2x2,2x2", "--filters", "1,2,3,4;1,0,0,-1")
    assert document == {"filter": ["1", "2", "0", "3", "3", "-2", "0", "-3", "-4"], "format": [3, 3]}
    assert "0  -3  -4" in lcnsym("compose", "-k", "2x2,2x2", "--filters", "1,2,3,4;1,0,0,-1").out


def test_member_and_fibre(lcnsym: CommandLine, tmp_path: Path) -> None:
    document = lcnsym.json("member", "-k", "2x2,2x2", "--filter", DIFFERENCE)
    assert (document["member"], document["complex_member"], document["position"]) == (True, True, None)
    fibre = lcnsym.json("fibre", "-k", "2x2,2x2", "--filter", DIFFERENCE)
    assert (fibre["count"], len(fibre["factorizations"])) == (2, 2)
    assert fibre["factorizations"][0]["filters"][0][3]["minpoly"] == [-2, 0, 1]
    shown = lcnsym("fibre", "-k", "2x2,2x2", "--filter", DIFFERENCE, "--limit", "1").out
    assert "f1 . f2:  (x1*x2 - sqrt(2)*y1*y2)  (x1*x2 + sqrt(2)*y1*y2)" in shown
    assert "… and 1 more" in shown
    missing = "1,0,0,0,0,0,0,0,2"
    assert lcnsym.json("member", "-k", "2x2,2x2", "--filter", missing)["member"] is False
    shown = " ".join(lcnsym("member", "-k", "2x2,2x2", "--filter", missing).out.split())
    assert "do not fill the layers" in shown
    path = tmp_path / "c.json"
    for command, words, kind in (
        ("member", DIFFERENCE, "member"),
        ("fibre", DIFFERENCE, "factorization"),
        ("member", "1,2,3,4,5,6,7,8,10", "not-member"),
        ("member", "0,0,0,0,0,0,0,0,0", "member"),
    ):
        lcnsym(command, "-k", "2x2,2x2", "--filter", words, "--certificate", str(path))
        assert json.loads(path.read_text())["claim"]["kind"] == kind
        assert check_file(path).accepted


def test_zero_filters(lcnsym: CommandLine) -> None:
    document = lcnsym.json("fibre", "-k", "2x2,2x2", "--filter", ",".join("0" * 9))
    assert (document["count"], document["finite"], document["factorizations"]) == (None, False, [])
    assert "infinitely many" in lcnsym("fibre", "-k", "2x2,2x2", "--filter", ",".join("0" * 9)).out


def test_files(lcnsym: CommandLine, tmp_path: Path) -> None:
    words = ";".join(f"@{DATA / f'trained_chain_{i}.npy'}" for i in (1, 2, 3))
    document = lcnsym.json("compose", "-k", "3x3,3x3,3x3", "--filters", words)
    path = tmp_path / "whole.json"
    path.write_text(json.dumps(document))
    assert lcnsym.json("member", "-k", "3x3,3x3,3x3", "--filter", f"@{path}")["member"] is True
    nested = tmp_path / "nested.json"
    nested.write_text("[[1, 0, 0], [0, 0, 0], [0, 0, -2]]")
    assert lcnsym.json("member", "-k", "2x2,2x2", "--filter", f"@{nested}")["member"] is True
    columns = tmp_path / "columns.npy"
    numpy.save(columns, numpy.asfortranarray(numpy.array([[1, 2], [3, 4]])))
    assert lcnsym.json("compose", "-k", "2x2", "--filters", f"@{columns}")["filter"] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("member", "-k", "2x2,2x2", "--filter", "1,2,3"), "9 entries, 3 were given"),
        (("member", "-k", "2x2,2x2x2", "--filter", "1"), "same number of axes"),
        (("member", "-k", "2x2,2x2", "-s", "2,1", "--filter", DIFFERENCE), "16 entries, 9 were given"),
        (("member", "-k", "2x2,2x2", "-s", "2x1,1", "--filter", DIFFERENCE), "12 entries, 9 were given"),
        (("member", "-k", "2x2,2x2", "-s", "2x1x1,1", "--filter", DIFFERENCE), "each of the 2 axes"),
        (("member", "-k", "2x2,2x2", "-s", "1", "--filter", DIFFERENCE), "1 strides were given for 2 layers"),
        (("member", "-k", "0x2,2x2", "--filter", "1"), "from 1 to"),
        (("member", "-k", "999999x999999", "--filter", "1"), "entries"),
        (("member", "-k", "2x2,2x2", "--filter", f"{'1,' * 8}sqrt(2)"), "irrational"),
        (("fibre", "-k", "2x2", "--filter", "1,0,0,sqrt(2)", "--rationalize", "8"), "irrational"),
        (("member", "-k", "2x2", "--filter", "1,2,3,4", "--rationalize", "-1"), "--rationalize"),
        (("member", "-k", "2x2", "--filter", "1,2,3,4", "--certificate", "c.json", "--claim", "pattern"), "--claim"),
        (("compose", "-k", "2x2,2x2", "--filters", "1,2,3,4"), "1 filters"),
        (("compose", "-k", "2x2,2x2", "--filters", "1,2,3,4;1"), "filter of layer 2"),
        (("compose", "-k", "2x2", "--filters", "1,2,3,4", "--matrix"), "--matrix"),
        (("fibre", "-k", "2x2,2x2", "--filter", "1,2,3,4,5,6,7,8,10", "--certificate", "c.json"), "no factorization"),
        (("patterns", "-k", "2x2"), "one-dimensional"),
    ],
)
def test_bad_calls(
    lcnsym: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert told in lcnsym.refused(*words)


def test_arrays_of_another_format(lcnsym: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "a.npy"
    numpy.save(path, numpy.ones((2, 3)))
    assert "format 3x2" in lcnsym.refused("compose", "-k", "3x2", "--filters", f"@{path}")
    text = tmp_path / "a.json"
    text.write_text("[[1, 2], [3]]")
    assert "format 2x2" in lcnsym.refused("compose", "-k", "2x2", "--filters", f"@{text}")


def test_complex_members(lcnsym: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    words = ("--certificate", str(path), "--claim", "complex-member")
    cases = {"1,0,0,0,0,0,0,0,-2": "complex-member", "0,0,0,0,0,0,0,0,0": "complex-member"}
    cases["1,2,3,4,5,6,7,8,10"] = "not-complex-member"
    for form, kind in cases.items():
        assert lcnsym("member", "-k", "2x2,2x2", "--filter", form, *words).status == 0
        assert json.loads(path.read_text())["claim"]["kind"] == kind
        assert check_file(path).accepted
    refused = lcnsym("member", "-k", "2x2,2x2", "--filter", "1,0,0,0,0,0,0,0,2", *words)
    assert refused.status == 2
    assert "complex layers exist and no real ones" in refused.err


def test_rounding(lcnsym: CommandLine) -> None:
    """--rationalize is about coefficients, whatever the number of axes."""
    words = ("-k", "2x2,2x2", "--filter", "1.0001,0,0,0,0,0,0,0,-2.0002", "--rationalize", "4")
    for command in ("member", "fibre"):
        document = lcnsym.json(command, *words)
        assert document["rationalized"] == {"bits": 4, "largest_change": "1/5000"}
    assert lcnsym.json("fibre", *words)["count"] == 2
    assert "rounded" in lcnsym("member", *words).err


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("member", "-k", "2x1,2x1", "--filter", "1,2,1", "--claim", "position"), "boundary"),
        (("member", "-k", "1x2,1x2", "--filter", "1,0,1", "--claim", "position"), "not-member"),
        (("member", "-k", "2x1,2x1", "--filter", "1,2,1", "--claim", "pattern"), "pattern"),
        (("member", "-k", "2x1,2x1", "--filter", "1,sqrt(2),1"), "not-member"),
        (("member", "-k", "3x1,2x1", "-s", "2,1", "--filter", "-2,0,-3,0,-3"), "not-member"),
        (
            ("member", "-k", "3x1,2x1", "-s", "2,1", "--filter", "-2,0,-3,0,-3", "--claim", "complex-member"),
            "complex-member",
        ),
        (("fibre", "-k", "1x2,1x2", "--filter", "1,0,-2"), "fibre-count"),
        (("fibre", "-k", "1x2,1x2", "--filter", "1,0,-sqrt(2)"), "fibre-count"),
        (("fibre", "-k", "1x3,1x2", "-s", "2,1", "--filter", "1,2,2,4,0"), "factorization"),
    ],
)
def test_layers_along_one_axis_have_the_certificates_of_one_axis(
    lcnsym: CommandLine, tmp_path: Path, words: tuple[str, ...], kind: str
) -> None:
    path = tmp_path / "c.json"
    assert lcnsym(*words, "--certificate", str(path)).status == 0
    claim = json.loads(path.read_text())["claim"]
    assert claim["kind"] == kind
    assert "architecture" not in claim or all(isinstance(k, int) for k in claim["architecture"]["k"])
    assert check_file(path).accepted


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("member", "-k", "2x2,2x2", "--filter", DIFFERENCE, "--claim", "position"),
            "the claims member and not-member",
        ),
        (("member", "-k", "2x2", "--filter", "1,2,3,4", "--claim", "position"), "as the claim filling says"),
        (("fibre", "-k", "2x2,2x2", "--filter", DIFFERENCE, "--claim", "fibre-count"), "factors are different"),
    ],
)
def test_what_no_certificate_states_with_several_axes(
    lcnsym: CommandLine, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    assert told in lcnsym.refused(*words, "--certificate", str(tmp_path / "c.json"))


def test_critical(lcnsym: CommandLine, tmp_path: Path) -> None:
    """The rank-one approximations of the matrix with rows 1, 2 and 3, 4."""
    words = ("critical", "-k", "2x1,1x2", "--target", "1,2,3,4")
    document = lcnsym.json(*words)
    assert (document["complete"], document["proof"], document["parameter_classes"]) == (True, "exclusion", 2)
    assert document["strata"][0]["partition"] is None
    assert document["architecture"]["format"] == [2, 2]
    values = numpy.linalg.svd([[1, 2], [3, 4]], compute_uv=False) ** 2
    for function, value in zip(document["functions"], values[::-1], strict=True):
        assert function["pattern"] is None
        assert function["loss"]["approx"] == pytest.approx(value)
        assert [len(function["filter"]), *map(len, function["filters"])] == [4, 2, 2]
    assert [function["nature"] for function in document["functions"]] == ["minimum", "saddle"]
    assert "Square loss on k = (2x1,1x2)" in lcnsym(*words).out
    gram = tmp_path / "gram.json"
    gram.write_text(json.dumps([[4, 1, 0, 0], [1, 3, 0, 1], [0, 0, 2, 0], [0, 1, 0, 5]]))
    assert lcnsym.json(*words, "--gram", str(gram))["proof"] == "count"
    line = lcnsym.json("critical", "-k", "3x1,2x1", "--target", "1,0,-3,2")
    assert line["functions"] == lcnsym.json("critical", "-k", "3,2", "--target", "1,0,-3,2")["functions"]


def test_critical_of_data(lcnsym: CommandLine, tmp_path: Path) -> None:
    inputs, outputs = tmp_path / "x.json", tmp_path / "y.json"
    rng = numpy.random.default_rng(1)
    inputs.write_text(json.dumps(rng.integers(-5, 6, (3, 9)).tolist()))
    outputs.write_text(json.dumps(rng.integers(-5, 6, (3, 4)).tolist()))
    words = ("critical", "-k", "2x1,1x2", "--inputs", str(inputs), "--outputs", str(outputs))
    document = lcnsym.json(*words)
    assert (document["complete"], document["complex_parameter_classes"]) == (True, 6)
    assert document["residual"] is not None
    outputs.write_text("[[1,2],[1,2],[1,2]]")
    assert "2 outputs are not as many along each of the 2 axes" in lcnsym.refused(*words)


def test_flow_and_ed_degree(lcnsym: CommandLine) -> None:
    document = lcnsym.json("flow", "-k", "2x1,1x2", "--start", "1,2;3,1", "--target", "1,2,3,4")
    assert (document["invariants"], document["complete"], len(document["reachable"])) == (["5"], True, 2)
    assert lcnsym.json("ed-degree", "-k", "2x2,2x2")["total"] == 284
    assert "--start lists 1 filters" in lcnsym.refused("flow", "-k", "2x1,1x2", "--start", "1,2")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("-k", "2x2,2x1", "--target", "1,2,3"), "a 3x2 tensor has 6 entries, 3 were given"),
        (("-k", "3x3,2x2", "--target", ",".join("1" * 16)), "has 5444 complex critical points for generic data"),
        (
            ("-k", "2x1,1x2", "--target", "1,2,3,4", "--certificate", "c.json", "--claim", "critical-point"),
            "certificates of critical points are for networks with one axis, k = (2x1,1x2) was given",
        ),
        (
            (
                *("-k", "2x1,1x2", "--target", "1,2,3,4", "--certificate", "c.json"),
                *("--claim", "stratum-critical-points", "--stratum", "2,1"),
            ),
            "is about stride one and one axis, k = (2x1,1x2) was given",
        ),
    ],
)
def test_what_critical_refuses(lcnsym: CommandLine, words: tuple[str, ...], told: str) -> None:
    run = lcnsym("critical", *words)
    assert (run.status, told in run.err) == (2, True), run.err
