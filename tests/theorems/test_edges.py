"""Edge cases of the theorem checks, their hypotheses, and their JSON."""

from __future__ import annotations

import json

import pytest

from lcnsym import theorems
from lcnsym.algebra.forms import BinaryForm
from lcnsym.errors import BadInputError, UnsupportedError
from lcnsym.network.architecture import Architecture

NAMES = [known.name for known in theorems.all_theorems()]
ABOUT_FILTERS = ["membership", "boundary", "interior", "complement-two-even"]


@pytest.mark.quick
def test_the_list_of_theorems() -> None:
    assert NAMES == [
        "membership",
        "full-dimensional",
        "filling",
        "complement-two-even",
        "boundary-empty",
        "boundary",
        "interior",
        "boundary-closure",
        "nearest-filters",
        "components",
        "membership-probability",
        "example-222",
        "example-322",
        "example-42",
        "fibre-finite",
        "fibre-scaling",
        "packing-counts",
        "example-322-compatible",
        "example-42-compatible",
        "dimension",
        "filling-strides",
        "containment",
        "last-stride",
        "size-one-layers",
        "complex-membership",
        "membership-strides",
        "strided-inequalities",
        "relative-interior",
        "closure-singular-locus",
        "jacobian-two-layers",
        "critical-on-stratum",
        "critical-in-layers",
        "critical-points",
        "critical-finite",
        "critical-numbers",
        "critical-inertia",
        "two-layer-minima",
        "rotation-invariant-cubics",
        "signed-count",
        "flow-identity",
        "flow-invariants",
        "flow-finite",
        "dense-comparison",
    ]
    for known in theorems.all_theorems():
        assert theorems.theorem(known.name) is known
        entry = known.to_dict()
        assert set(entry) == {"name", "title", "statement", "source"}
        assert all(entry.values())


@pytest.mark.quick
def test_unknown_theorems_are_named_with_the_known_ones() -> None:
    with pytest.raises(BadInputError, match="no theorem 'pythagoras'") as caught:
        theorems.theorem("pythagoras")
    assert all(name in str(caught.value) for name in NAMES)


SMALL = [(1,), (1, 1), (2,), (2, 1), (3,), (2, 2), (1, 2, 1, 2), (3, 3), (2, 2, 2, 2)]


@pytest.mark.quick
@pytest.mark.parametrize(
    ("name", "k"),
    [(name, k) for name in ("membership", "full-dimensional", "filling") for k in SMALL]
    + [(name, k) for name in ("boundary", "interior", "boundary-closure") for k in SMALL[5:] if k != (3, 3)]
    + [("boundary-empty", k) for k in (*SMALL[:5], (3, 3))]
    + [("complement-two-even", k) for k in SMALL[5:7]]
    + [(name, k) for name in ("fibre-finite", "fibre-scaling") for k in SMALL],
)
def test_small_architectures_with_every_pattern(name: str, k: tuple[int, ...]) -> None:
    check = theorems.theorem(name).check(Architecture(k))
    assert check.holds, check.explanation
    assert check.counterexample is None
    assert check.certificates


@pytest.mark.parametrize("k", [*SMALL, (2,) * 8, (17, 16), (7, 3, 2)])
def test_packing_counts(k: tuple[int, ...]) -> None:
    if sum(k) - len(k) > 20:
        with pytest.raises(UnsupportedError, match="up to 500 root patterns"):
            theorems.theorem("packing-counts").check(Architecture(k))
    else:
        check = theorems.theorem("packing-counts").check(Architecture(k))
        assert check.holds, check.explanation
        assert check.certificate is None


@pytest.mark.quick
def test_degree_zero() -> None:
    for literal in ("5", "0", "sqrt(2)"):
        check = theorems.theorem("membership").check(Architecture((1, 1)), BinaryForm.parse(literal))
        assert check.holds
        assert check.certificate is not None
        assert check.certificate.kind == "member"


@pytest.mark.quick
@pytest.mark.parametrize("name", ABOUT_FILTERS)
@pytest.mark.parametrize(
    "literals",
    ["0,0,0,0,0", "0,0,0,0,1", "0,0,1,0,0", "0,0,1,0,1", "0,1,0,0,0", "1,0,2,0,1", "1,-4,6,-4,1", "1,0,-2,0,1"],
)
def test_repeated_roots_and_roots_at_infinity(name: str, literals: str) -> None:
    for k in ((3, 2, 2), (4, 2)):
        assert theorems.theorem(name).check(Architecture(k), BinaryForm.parse(literals)).holds


@pytest.mark.quick
@pytest.mark.parametrize("name", ABOUT_FILTERS)
@pytest.mark.parametrize("literals", ["1,-2*sqrt(2),2", "sqrt(2),0,-1", "1,sqrt(2),1", "0,0,sqrt(3)", "0,1,sqrt(2)"])
def test_algebraic_coefficients(name: str, literals: str) -> None:
    assert theorems.theorem(name).check(Architecture((2, 2)), BinaryForm.parse(literals)).holds


def test_larger_degrees() -> None:
    assert theorems.theorem("filling").check(Architecture((21, 20))).holds
    assert theorems.theorem("full-dimensional").check(Architecture((11, 10, 10))).holds
    closure = theorems.theorem("boundary-closure").check(Architecture((6, 6)))
    assert closure.holds
    assert "cited, not computed" in closure.explanation


@pytest.mark.quick
@pytest.mark.parametrize(
    ("name", "k", "s", "literals", "message"),
    [
        ("membership", (2, 2), (2, 1), None, "is about stride one"),
        ("membership", (2, 2), (), "1,1", "size 3"),
        ("membership", (40,), (), None, "give the filter"),
        ("filling", (2, 2), (), "1,1,1", "architecture alone"),
        ("boundary", (3, 2), (), None, "e ≥ 2 even filter sizes"),
        ("interior", (3, 2), (), None, "has e = 1"),
        ("boundary-empty", (2, 2), (), None, "e ≤ 1"),
        ("boundary-closure", (3,), (), None, "e ≥ 2"),
        ("complement-two-even", (2, 2, 2), (), None, "is about e = 2"),
        ("example-222", (2, 2), (), None, r"is about k = \(2,2,2\)"),
        ("fibre-finite", (2, 2), (), "0,0,0", "other than zero, but zero was given"),
        ("fibre-scaling", (2, 2), (), "0,0,0", "other than zero"),
        ("fibre-scaling", (2, 2), (2, 1), None, "is about stride one"),
        ("packing-counts", (2, 2), (), "1,1,1", "architecture alone"),
        ("example-42-compatible", (3, 2, 2), (), None, r"is about k = \(4,2\)"),
        ("example-42-compatible", (4, 2), (), "0,0,0,0,0", "other than zero"),
    ],
)
def test_hypotheses(name: str, k: tuple[int, ...], s: tuple[int, ...], literals: str | None, message: str) -> None:
    form = BinaryForm.parse(literals) if literals else None
    with pytest.raises(BadInputError, match=message):
        theorems.theorem(name).check(Architecture(k, s), form)


@pytest.mark.parametrize(
    ("name", "k", "literals", "message"),
    [
        ("fibre-finite", (14, 13), "1," + "0," * 24 + "1", "up to degree 24"),
        ("fibre-finite", (2,) * 9, None, "Π k_i = 300"),
        ("fibre-scaling", (60, 20), None, "up to degree 64"),
        ("packing-counts", (2,) * 9, None, "Π k_i = 300"),
    ],
)
def test_bounds(name: str, k: tuple[int, ...], literals: str | None, message: str) -> None:
    with pytest.raises(UnsupportedError, match=message):
        theorems.theorem(name).check(Architecture(k), BinaryForm.parse(literals) if literals else None)


@pytest.mark.parametrize(
    ("k", "literals", "told"),
    [
        ((3, 2, 2), "1,0,-5,0,4", "classes: 12, by the engine, by enumeration and by the search"),
        ((3, 2, 2), "1,0,-5,0,4", "all of them, exactly"),
        ((4, 3), "1,0,-5,1,3,1", "all of them, exactly"),
        ((3, 2, 2), "1,0,-5-sqrt(2),0,2", "all of them, 12 by certified enclosures"),
        ((3, 3, 2), "1,0,-5,1,6,-2", "18 exactly and 12 by certified enclosures"),
        ((3, 2), "1,-3,3,-1", "classes: 1, by"),
        ((2, 2), "1,0,1", "classes: 0, by the engine"),
        ((2, 2), "1,0,1", "by the search over its real factors; there is none to multiply"),
        ((3, 3, 3), "0,1,0,-5,0,4,0", "the first 60, exactly"),
        ((2,) * 8, "0,36,0,-49,0,14,0,-1,0", "classes: 40320, by the engine and by a product of symmetric polynomials"),
    ],
)
def test_what_is_told_about_a_fibre(k: tuple[int, ...], literals: str, told: str) -> None:
    check = theorems.theorem("fibre-finite").check(Architecture(k), BinaryForm.parse(literals))
    assert check.holds, check.explanation
    assert told in check.explanation


@pytest.mark.parametrize(
    ("k", "literals", "told"),
    [
        ((3, 2, 2), "1,0,-5,0,4", "at (1, 3, 2) (1, -1) (1, -2) and 3 rescalings"),
        ((3, 2, 2), "0,0,0,0,1", "dimension 3, the multiples of y^2"),
        ((3, 2, 2), "1,0,-10,1,9", "no rational factorization is among the first 60 of the filter"),
        ((2, 2), "1,0,1", "no rational factorization"),
        ((2, 2), "sqrt(2),0,0", "no rational factorization"),
        ((3,), "1,0,1", "at (1, 0, 1) and 0 rescalings"),
        ((2, 2, 2), "1,0,0,0", "dimension 2, the multiples of x^2"),
    ],
)
def test_what_is_told_about_scaling(k: tuple[int, ...], literals: str, told: str) -> None:
    check = theorems.theorem("fibre-scaling").check(Architecture(k), BinaryForm.parse(literals))
    assert check.holds, check.explanation
    assert told in check.explanation


@pytest.mark.quick
def test_an_architecture_is_needed() -> None:
    with pytest.raises(BadInputError, match="needs an architecture"):
        theorems.theorem("filling").check()


def test_strides_that_do_not_matter_are_admitted() -> None:
    assert theorems.theorem("membership").check(Architecture((2, 2), (1, 3)), BinaryForm.parse("1,0,1")).holds
    assert theorems.theorem("example-42").check(Architecture((4, 2), (1, 2))).holds


@pytest.mark.quick
def test_json() -> None:
    check = theorems.theorem("membership").check(Architecture((3, 2, 2)), BinaryForm.parse("1,0,sqrt(2),0,1"))
    document = json.loads(json.dumps(check.to_dict()))
    assert document["name"] == "membership"
    assert document["holds"] is True
    assert document["certificate"]["claim"]["kind"] == "not-member"
    assert document["certificates"] == [document["certificate"]]
    assert document["architecture"] == {"k": [3, 2, 2], "s": [1, 1, 1]}
    assert document["counterexample"] is None
