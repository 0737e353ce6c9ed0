"""The limits of the written format: what lies at a limit is read, what lies one beyond it is malformed."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lcnsym.checker import Malformed, check_file, check_text
from lcnsym.checker.kernel.limits import MAX_BITS, MAX_WORK, Work
from lcnsym.checker.kernel.outcome import GivenUp
from lcnsym.checker.kernel.reading import parse_json
from tests.corpora.good_stratum_boxes import QUARTIC, QUARTIC_CLAIM
from tests.corpora.good_strides import classes, divisors, factor, level
from tests.corpora.good_tensors import SQUARES, about_tensor, dimension, irreducible, multidegrees, plane
from tests.corpora.parts import (
    ARITHMETIC,
    SQRT2,
    Json,
    about,
    architecture,
    certificate,
    compatibility,
    descartes,
    factored,
    filters,
    has_pattern,
    jacobian,
    packing,
    part,
    points,
    text,
)

PATTERN = has_pattern(["1", "0"], "1|0")
"""A claim without an architecture."""
LINE = ["1", "0"]
Made = Callable[[int], Json]


def filling(k: list[Any], s: list[int] | None = None) -> Json:
    return certificate({"kind": "filling", "architecture": {"k": k, "s": s or [1] * len(k)}}, ARITHMETIC)


def about_plane(**changes: Any) -> Json:
    form = ["1", "0", "0", "1"]
    evidence = multidegrees(irreducible(1, [2, 2], form, {**plane(1, 2, 1, 1), **changes}))
    return certificate(about_tensor("not-member", [[2, 2]], form), evidence)


def about_formula(alternatives: list[Any]) -> Json:
    return certificate({"kind": "satisfies", "filter": ["1"], "formula": alternatives}, factored())


def condition(*terms: list[Any]) -> Json:
    return {"polynomial": list(terms), "relation": "="}


def ascending(n: int) -> list[str]:
    return [str(i) for i in range(n)]


def many_factors(n: int) -> list[Json]:
    return [part(m, LINE, "0") for m in range(1, n + 1)]


def tensor_factor(m: int, *planes: Json) -> Json:
    return irreducible(m, [2, 2], ["1", "0", "0", "1"], *planes)


def several_axes(evidence: Json) -> Json:
    return certificate(about_tensor("not-member", SQUARES, ["1"] * 9), evidence)


def boxes(**changes: Any) -> Json:
    return certificate({**QUARTIC_CLAIM, **changes}, factored())


def power_of_line(n: int) -> Json:
    return certificate(has_pattern(["1", *["0"] * n], "1|0"), factored(part(n, LINE, "0"), prime="2"))


def stratum(size: int, m: int, degree: int) -> Json:
    claim = {
        "kind": "stratum-critical-points",
        "loss": {"gram": None, "target": ["1"] * size},
        "multiplicity": m,
        "elimination": ["1"] * (degree + 1),
        "pattern": "1|0",
    }
    return certificate(claim, factored(part(1, LINE, "0"), prime="2"))


def partition_of(n: int) -> Json:
    return boxes(
        loss={"gram": None, "target": ["1"] * (n + 1)},
        partition=[n],
        boxes=[{**QUARTIC[0], "centre": [["0", "0"]] * 2}],
    )


LIMITS: dict[str, tuple[Made, int, int]] = {
    "filter size": (lambda n: filling([n]), 1, 2049),
    "end-to-end filter size": (lambda n: filling([n, 2]), 1, 2048),
    "layers": (lambda n: filling([1] * n), 1, 10_000),
    "stride": (lambda n: filling([1, 1], [n, 1]), 1, 10**9),
    "axes": (lambda n: filling([[1] * n]), 1, 6),
    "format": (lambda n: filling([[n, 1]]), 1, 2049),
    "end-to-end format": (lambda n: filling([[n, 1], [2, 1]]), 1, 2048),
    "layers with formats": (lambda n: filling([[1, 1]] * n), 1, 10_000),
    "stride between formats": (lambda n: filling([[2, 2], [1, 1]], [n, 1]), 1, 1),
    "degree": (lambda n: certificate(has_pattern(["1"] * (n + 1), "0|0"), factored(prime="2")), 0, 2048),
    "degree of the field": (
        lambda d: certificate(PATTERN, factored(prime="2"), {**SQRT2, "minpoly": ["-2", *["0"] * (d - 1), "1"]}),
        2,
        64,
    ),
    "lengths of the coordinates": (
        lambda d: certificate(has_pattern([["1"] * d], "0|0"), factored(prime="2"), SQRT2),
        2,
        2,
    ),
    "dimension": (lambda n: certificate(dimension(architecture(1), n), jacobian(["1"])), 1, 2049),
    "points": (lambda n: certificate(PATTERN, points(*ascending(n))), 1, 20_000),
    "breakpoints": (lambda n: certificate(PATTERN, descartes(*ascending(n))), 1, 20_000),
    "stride of classes": (lambda n: certificate(about("not-member", (2,), LINE), classes(n)), 1, 10**9),
    "prime of classes": (lambda p: certificate(about("not-member", (2,), LINE), classes(1, str(p))), 2, 2**128 - 1),
    "prime of a pattern": (lambda p: certificate(PATTERN, factored(part(1, LINE, "0"), prime=str(p))), 2, 2**128 - 1),
    "levels without an architecture": (
        lambda n: certificate(PATTERN, {"kind": "divisors", "levels": [level(["1"])] * n}),
        0,
        10_000,
    ),
    "multiplicity in a divisor": (
        lambda m: certificate(about("member", (2,), LINE), divisors(level(["1"], factor(m, LINE)))),
        1,
        2048,
    ),
    "multiplicity of a factor": (power_of_line, 1, 2048),
    "factors": (lambda n: certificate(PATTERN, factored(*many_factors(n), prime="2")), 0, 2048),
    "degree of a factor": (lambda n: certificate(PATTERN, factored(part(1, ["1"] * (n + 1), "0"), prime="2")), 1, 2048),
    "alternatives": (lambda n: about_formula([[]] * n), 0, 1_000),
    "conditions": (lambda n: about_formula([[condition()] * n]), 0, 100),
    "terms": (lambda n: about_formula([[condition(*[["1", [0]]] * n)]]), 0, 100_000),
    "exponent": (lambda n: about_formula([[condition(["1", [n]])]]), 0, 1_000),
    "entries of a term": (lambda n: about_formula([[condition(["1", [0], 7][:n])]]), 2, 2),
    "exponents of a term": (lambda n: about_formula([[condition(["1", [0] * n])]]), 1, 1),
    "filters without an architecture": (lambda n: certificate(PATTERN, filters(*[["1"]] * n)), 1, 10_000),
    "filters of a jacobian without an architecture": (
        lambda n: certificate(PATTERN, jacobian(*[["1"]] * n)),
        1,
        10_000,
    ),
    "filter of a jacobian without an architecture": (lambda n: certificate(PATTERN, jacobian(["1"] * n)), 1, 2049),
    "filters of a jacobian": (
        lambda n: certificate({"kind": "full-dimensional", "architecture": architecture(1, 1)}, jacobian(*[["1"]] * n)),
        2,
        2,
    ),
    "filter of a jacobian": (
        lambda n: certificate({"kind": "full-dimensional", "architecture": architecture(3)}, jacobian(["1"] * n)),
        3,
        3,
    ),
    "prime of a jacobian": (
        lambda p: certificate(
            {"kind": "full-dimensional", "architecture": architecture(2)}, jacobian(["1", "1"], prime=str(p))
        ),
        2,
        2**31 - 1,
    ),
    "bins without an architecture": (lambda n: certificate(PATTERN, packing(*[[]] * n)), 1, 10_000),
    "colours": (lambda n: certificate(PATTERN, packing([1] * n)), 0, 2048),
    "colour": (lambda n: certificate(PATTERN, packing([n] if n else [1])), -2048, 2048),
    "factors with several axes": (lambda n: several_axes(multidegrees(*[tensor_factor(1)] * n)), 0, 2048),
    "multiplicity with several axes": (lambda m: several_axes(multidegrees(tensor_factor(m))), 1, 2048),
    "planes": (lambda n: several_axes(multidegrees(tensor_factor(1, *[plane(1, 2, 1, 1)] * n))), 0, 10_000),
    "first axis of a plane": (lambda j: about_plane(axes=[j, 2]), 1, 1),
    "second axis of a plane": (lambda j: about_plane(axes=[1, j]), 2, 2),
    "value of a plane": (lambda v: about_plane(values=[1, v]), -(10**9), 10**9),
    "values of a plane": (lambda n: about_plane(values=[1] * n), 2, 2),
    "prime of a plane": (lambda p: about_plane(prime=str(p)), 2, 2**31 - 1),
    "sixth axis": (
        lambda j: certificate(
            about_tensor("not-member", [[1, 1, 1, 1, 2, 2]], ["1", "0", "0", "1"]),
            multidegrees(
                irreducible(1, [1, 1, 1, 1, 2, 2], ["1", "0", "0", "1"], {**plane(5, j, *[1] * 6), "axes": [5, j]})
            ),
        ),
        6,
        6,
    ),
    "axes of a factor": (
        lambda n: several_axes(multidegrees(irreducible(1, [4] + [1] * (n - 1), ["1", "0", "0", "1"]))),
        2,
        2,
    ),
    "pattern": (lambda n: certificate(has_pattern(LINE, "1" * (n - 2) + "|0"), factored(prime="2")), 3, 100_000),
    "multiplicity in a pattern": (
        lambda n: certificate(compatibility("not-compatible", (2049,), f"{n},|0"), ARITHMETIC),
        2048,
        2048,
    ),
    "digits above": (lambda n: certificate(about("member", (1,), ["-" + "7" * n]), ARITHMETIC), 1, 200_000),
    "digits below": (
        lambda n: certificate(about("member", (1,), ["-" + "1" * (n - 1) + "3/1" + "0" * (n - 1)]), ARITHMETIC),
        2,
        200_000,
    ),
    "digits of a denominator": (
        lambda n: certificate(about("member", (1,), ["1/1" + "0" * (n - 1)]), ARITHMETIC),
        2,
        200_000,
    ),
    "boxes": (lambda n: boxes(boxes=[QUARTIC[0]] * n), 1, 10_000),
    "real boxes": (lambda n: boxes(real=n), 0, 20_000),
    "chart": (lambda n: boxes(chart=[n, 1, 1, 0]), -1000, 1000),
    "degree of a target": (partition_of, 2, 16),
    "degree of a form with a root of some multiplicity": (lambda n: stratum(n + 1, 2, 4 * n - 3 - n + 1), 2, 16),
    "multiplicity of the root": (lambda m: stratum(5, m, (2 * (5 - m) + 1) * m - (5 - m) - 1), 2, 4),
}


def is_malformed(document: Json) -> bool:
    try:
        check_text(text(document))
    except Malformed:
        return True
    return False


@pytest.mark.parametrize("name", LIMITS)
def test_limits(name: str) -> None:
    make, least, most = LIMITS[name]
    assert not is_malformed(make(least))
    assert not is_malformed(make(most))
    assert is_malformed(make(most + 1))
    assert least == 0 or is_malformed(make(least - 1))


@pytest.mark.quick
@pytest.mark.parametrize(("length", "allowed"), [(16 * 2**20, True), (16 * 2**20 + 1, False)])
def test_the_size_of_a_file(tmp_path: Path, length: int, allowed: bool) -> None:
    document = text(certificate(about("member", (1,), ["1"]), ARITHMETIC))
    file = tmp_path / "large.json"
    file.write_text(document + " " * (length - len(document)))
    if allowed:
        assert check_file(file).accepted
        return
    with pytest.raises(Malformed, match="larger"):
        check_file(file)
    with pytest.raises(Malformed, match="larger"):
        check_text(file.read_text())


@pytest.mark.quick
def test_the_size_is_that_of_the_bytes(tmp_path: Path) -> None:
    file = tmp_path / "large.json"
    file.write_text("é" * (8 * 2**20) + "x")
    with pytest.raises(Malformed, match="larger"):
        check_file(file)


@pytest.mark.quick
@pytest.mark.parametrize(("length", "match"), [(16 * 2**20, "not JSON"), (16 * 2**20 + 1, "larger")])
def test_the_size_of_standard_input(monkeypatch: pytest.MonkeyPatch, length: int, match: str) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"x" * length)))
    with pytest.raises(Malformed, match=match):
        check_file("-")


@pytest.mark.quick
def test_a_name_that_is_no_path() -> None:
    with pytest.raises(Malformed, match="cannot be read"):
        check_file("a\0b")


@pytest.mark.quick
def test_json_integers() -> None:
    assert parse_json("9" * 18) == 10**18 - 1
    with pytest.raises(Malformed):
        parse_json("9" * 19)


@pytest.mark.quick
def test_the_meter_at_its_limits() -> None:
    work = Work()
    work.steps(2, MAX_WORK // 2)
    with pytest.raises(GivenUp):
        work.steps(1, 1)
    Work().room(1, MAX_BITS - 256)
    with pytest.raises(GivenUp):
        Work().room(1, MAX_BITS - 255)
