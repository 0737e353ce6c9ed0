"""The file format of MaRDI: examples as OSCAR writes them, round trips, refusals."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lcnsym
from lcnsym import BadInputError, BinaryForm, LcnsymError, UnsupportedError, from_mrdi, parse_number, to_mrdi

pytestmark = pytest.mark.quick

DOCUMENTED = """{"_ns": {"Oscar": ["https://github.com/oscar-system/Oscar.jl", "1.1.0"]},
"_refs": {"e6c5972c-4052-4408-a408-0f4f11f21e49": {"_type": "PolyRing",
"data": {"base_ring": {"_type": "QQField"}, "symbols": ["x"]}}},
"_type": {"name": "PolyRingElem", "params": "e6c5972c-4052-4408-a408-0f4f11f21e49"},
"data": [["0", "1//2"], ["1", "2"], ["3", "1"]]}"""
"""x^3 + 2x + 1/2, in the layout of OSCAR's own documentation."""

GOLDEN: dict[str, Any] = {
    "_ns": {"Oscar": ["https://github.com/oscar-system/Oscar.jl", "1.3.0"]},
    "_type": {"name": "MatElem", "params": "f41d25ba-d9dd-45d6-abb5-8cabc3cf5b5a"},
    "data": [[[["0", "1//2"], ["1", "-1//2"]], []]],
    "_refs": {
        "f41d25ba-d9dd-45d6-abb5-8cabc3cf5b5a": {
            "_type": {"name": "MatSpace", "params": "ca51bc50-67a4-4d29-8b69-68fd504b34ea"},
            "data": {"ncols": "2", "nrows": "1"},
        },
        "ca51bc50-67a4-4d29-8b69-68fd504b34ea": {
            "_type": {"name": "EmbeddedNumField", "params": "4e700ffb-7e79-48b4-b702-4dfde5ccfad1"},
            "data": [],
        },
        "4e700ffb-7e79-48b4-b702-4dfde5ccfad1": {
            "_type": {"name": "Hecke.AbsSimpleNumFieldEmbedding", "params": "f9df02ed-2b2c-43cd-a9c2-794b145e5373"},
            "data": ["478dde6e5 -21 20000003 -3e", "0 0 0 0"],
        },
        "f9df02ed-2b2c-43cd-a9c2-794b145e5373": {
            "_type": {"name": "AbsSimpleNumField", "params": "0867625d-eac2-4c72-a05d-3aba4c89fede"},
            "data": {"def_pol": [["0", "-5"], ["2", "1"]], "var": "sqrt(5)"},
        },
        "0867625d-eac2-4c72-a05d-3aba4c89fede": {
            "_type": {"name": "PolyRing", "params": {"_type": "QQField"}},
            "data": {"symbols": ["x"]},
        },
    },
}
"""The field with the square root of 5, embedded as in the Johnson solids that come with OSCAR 1.3."""

NUMBERS = ["1/2", "-7", "sqrt(2)", "1-sqrt(5)/3", "root(x^3-x-1,0)", "root(x^4-10*x^2+1,1)", "-sqrt(3)"]


def test_the_example_of_the_documentation() -> None:
    assert from_mrdi(DOCUMENTED) == BinaryForm.parse("1,0,2,1/2")


def test_a_matrix_over_an_embedded_field() -> None:
    assert from_mrdi(json.dumps(GOLDEN)) == ((parse_number("1/2-sqrt(5)/2"), Fraction(0)),)
    minus = json.loads(json.dumps(GOLDEN))
    minus["_refs"]["4e700ffb-7e79-48b4-b702-4dfde5ccfad1"]["data"][0] = "-478dde6e5 -21 20000003 -3e"
    assert from_mrdi(json.dumps(minus)) == ((parse_number("1/2+sqrt(5)/2"), Fraction(0)),)


@pytest.mark.parametrize("text", NUMBERS)
def test_numbers_and_their_fields(text: str) -> None:
    value = parse_number(text)
    assert from_mrdi(to_mrdi(value)) == value
    if isinstance(value, lcnsym.AlgebraicNumber):
        assert from_mrdi(to_mrdi(value.own_field)) == value.own_field


@given(st.lists(st.sampled_from(NUMBERS[:4]), min_size=1, max_size=4))
def test_forms_and_matrices(texts: list[str]) -> None:
    values = [parse_number(text) for text in texts]
    assert from_mrdi(to_mrdi(BinaryForm(values))) == BinaryForm(values)
    assert from_mrdi(to_mrdi([values, values])) == (tuple(values), tuple(values))


def test_polynomials() -> None:
    for polynomial in lcnsym.RootLocus((3, 1)).equations().polynomials:
        assert from_mrdi(to_mrdi(polynomial)) == polynomial


def test_the_layout_is_that_of_the_example() -> None:
    written = json.loads(to_mrdi([[parse_number("1/2-sqrt(5)/2"), 0]]))
    refs = written["_refs"]
    assert written["data"] == GOLDEN["data"]
    assert {json.dumps(ref["_type"]["name"]) for ref in refs.values()} == {
        json.dumps(ref["_type"]["name"]) for ref in GOLDEN["_refs"].values()
    }
    assert to_mrdi(Fraction(-5, 2)) == to_mrdi(Fraction(-5, 2))


@pytest.mark.parametrize("value", ["x", None, object(), 1.5, True, [[1], [1, 2]], []])
def test_what_is_not_written(value: Any) -> None:
    with pytest.raises(LcnsymError):
        to_mrdi(value)


def changed(place: list[Any], value: Any) -> str:
    document = json.loads(json.dumps(GOLDEN))
    inner = document
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    return json.dumps(document)


EMBEDDING = ["_refs", "4e700ffb-7e79-48b4-b702-4dfde5ccfad1", "data"]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", BadInputError),
        ("[]", BadInputError),
        ("{}", BadInputError),
        (changed(["_type"], "Polyhedron"), UnsupportedError),
        (changed([*EMBEDDING, 0], "0 0 10 0"), BadInputError),
        (changed([*EMBEDDING, 0], "1 0 0 0"), BadInputError),
        (changed([*EMBEDDING, 1], "1 0 0 0"), UnsupportedError),
        (changed([*EMBEDDING, 0], "1 0 0"), BadInputError),
        (changed(["data"], [[[["0", "1/2"]]]]), BadInputError),
        (changed(["data"], [[[["-1", "1"]]]]), BadInputError),
        (changed(["data"], 3), BadInputError),
        ('{"_type": {"name": "QQFieldElem", "params": {"_type": "QQField"}}, "data": "1//0"}', BadInputError),
    ],
)
def test_what_is_not_read(text: str, error: type[LcnsymError]) -> None:
    with pytest.raises(error):
        from_mrdi(text)


def test_a_field_has_one_coefficient_for_each_power() -> None:
    field = next(name for name, value in GOLDEN["_refs"].items() if "def_pol" in value["data"])
    terms = GOLDEN["_refs"][field]["data"]["def_pol"]
    with pytest.raises(BadInputError, match="stands once"):
        from_mrdi(changed(["_refs", field, "data", "def_pol"], [*terms, terms[-1]]))


@pytest.mark.parametrize("value", [Fraction(10**6000 + 1, 7), Fraction(-1, 10**6000), BinaryForm([1, 10**5000])])
def test_numbers_of_any_length(value: Any) -> None:
    assert from_mrdi(to_mrdi(value)) == value
