"""Every theorem holds on drawn inputs, with certificates of the right claims."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcnsym import strategies, theorems
from lcnsym.algebra.forms import BinaryForm
from lcnsym.membership.patterns import RootPattern
from lcnsym.network.architecture import Architecture
from lcnsym.theorems.methods.compatible_tables import FOR_42, FOR_322, Table
from lcnsym.theorems.methods.tables import CUBICS, QUARTICS

few = settings(max_examples=15)
any_architecture = strategies.architectures(max_layers=4, max_filter_size=4)
with_boundary = strategies.architectures(max_layers=4, max_filter_size=4, even_filters=(2, 3))
filling = strategies.architectures(max_layers=4, max_filter_size=5, even_filters=(0, 1))


def drawn_filter(data: st.DataObject, architecture: Architecture) -> BinaryForm:
    """A filter of a drawn pattern, all patterns being about equally likely, or any small rational filter."""
    pattern = strategies.patterns(architecture.degree)
    patterned = pattern.flatmap(strategies.forms_with_pattern)
    return data.draw(st.one_of(patterned, patterned, strategies.filters(architecture)))


@given(any_architecture, st.data())
def test_membership(architecture: Architecture, data: st.DataObject) -> None:
    check = theorems.theorem("membership").check(architecture, drawn_filter(data, architecture))
    assert check.holds, check.explanation
    assert check.certificate is not None
    assert check.certificate.kind in {"member", "not-member"}


@pytest.mark.quick
@few
@given(any_architecture)
def test_full_dimensional(architecture: Architecture) -> None:
    check = theorems.theorem("full-dimensional").check(architecture)
    assert check.holds, check.explanation
    assert check.certificate is not None
    assert check.certificate.kind == "full-dimensional"


@pytest.mark.quick
@given(any_architecture)
def test_filling(architecture: Architecture) -> None:
    check = theorems.theorem("filling").check(architecture)
    assert check.holds, check.explanation
    assert check.certificate is not None
    assert check.certificate.kind == ("filling" if architecture.even_filters <= 1 else "not-filling")


@given(strategies.architectures(max_layers=4, max_filter_size=4, even_filters=2), st.data())
def test_complement_two_even(architecture: Architecture, data: st.DataObject) -> None:
    check = theorems.theorem("complement-two-even").check(architecture, drawn_filter(data, architecture))
    assert check.holds, check.explanation
    assert check.certificate is not None
    definite = check.explanation in {"positive definite: no layers", "negative definite: no layers"}
    assert check.certificate.kind == ("not-member" if definite else "member")


@pytest.mark.quick
@few
@given(filling, st.data())
def test_boundary_empty(architecture: Architecture, data: st.DataObject) -> None:
    check = theorems.theorem("boundary-empty").check(architecture, drawn_filter(data, architecture))
    assert check.holds, check.explanation
    assert check.certificate is not None
    assert check.certificate.kind == "filling"


@pytest.mark.parametrize("name", ["boundary", "interior"])
@settings(max_examples=40)
@given(architecture=with_boundary, data=st.data())
def test_boundary_and_interior(name: str, architecture: Architecture, data: st.DataObject) -> None:
    check = theorems.theorem(name).check(architecture, drawn_filter(data, architecture))
    assert check.holds, check.explanation
    assert check.certificate is not None
    word = check.explanation.split(":")[0]
    assert check.certificate.kind == {"outside": "not-member"}.get(word, word)


@few
@given(with_boundary)
def test_boundary_closure(architecture: Architecture) -> None:
    check = theorems.theorem("boundary-closure").check(architecture)
    assert check.holds, check.explanation
    assert check.certificate is not None
    assert check.certificate.kind == "boundary"
    assert ("cited" in check.explanation) == (architecture.degree > 8)


@pytest.mark.parametrize(
    ("name", "table"), [("example-222", CUBICS), ("example-322", QUARTICS), ("example-42", QUARTICS)]
)
@few
@given(data=st.data())
def test_examples(name: str, table: dict[str, bool], data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(sorted(table)))
    form = data.draw(strategies.forms_with_pattern(RootPattern.parse(text)))
    check = theorems.theorem(name).check(form=form)
    assert check.holds, check.explanation
    assert text in check.explanation
    assert check.certificate is not None
    assert check.certificate.kind == ("member" if table[text] else "not-member")


@pytest.mark.quick
@pytest.mark.parametrize(("name", "rows"), [("example-222", 4), ("example-322", 9), ("example-42", 9)])
def test_whole_tables(name: str, rows: int) -> None:
    check = theorems.theorem(name).check()
    assert check.holds, check.explanation
    kinds = [certificate.kind for certificate in check.certificates]
    assert len(kinds) == rows
    assert kinds.count("not-member") == (1 if rows == 4 else 2)


@pytest.mark.quick
@settings(max_examples=10)
@given(
    name=st.sampled_from(["membership", "boundary", "interior", "complement-two-even"]),
    architecture=st.sampled_from([Architecture((2, 2)), Architecture((3, 2, 2))]),
    data=st.data(),
)
def test_algebraic_coefficients(name: str, architecture: Architecture, data: st.DataObject) -> None:
    root = data.draw(st.sampled_from(["sqrt(2)", "1-sqrt(3)", "root(x^3-2, 0)"]))
    plain = data.draw(strategies.filters(architecture.degree, coefficients=strategies.rationals(3, 1), nonzero=True))
    form = plain * BinaryForm.parse(f"1,{root}")
    check = theorems.theorem(name).check(architecture, form)
    assert check.holds, check.explanation
    assert check.certificate is not None
    assert check.certificate.to_dict()["format"] == "lcnsym-certificate"


@given(any_architecture, st.data(), strategies.invertible_matrices())
def test_membership_is_invariant(architecture: Architecture, data: st.DataObject, matrix: strategies.Matrix) -> None:
    """Coordinate changes of the line act on M: the certificate's claim stays the same."""
    form = drawn_filter(data, architecture)
    before, after = (
        theorems.theorem("membership").check(architecture, one) for one in (form, form.substituted(*matrix))
    )
    assert before.certificate is not None
    assert after.certificate is not None
    assert before.certificate.kind == after.certificate.kind


small = strategies.architectures(max_layers=3, max_filter_size=4)


@few
@given(strategies.members(max_filter_size=3))
def test_fibres_over_members(drawn: tuple[Architecture, BinaryForm]) -> None:
    check = theorems.theorem("fibre-finite").check(*drawn)
    assert check.holds, check.explanation
    assert "multiplied to the filter" in check.explanation
    assert check.certificate is not None
    assert check.certificate.kind == "member"


@pytest.mark.quick
@few
@given(small, st.data())
def test_fibres(architecture: Architecture, data: st.DataObject) -> None:
    form = data.draw(strategies.patterns(architecture.degree).flatmap(strategies.forms_with_pattern))
    check = theorems.theorem("fibre-finite").check(architecture, form)
    assert check.holds, check.explanation
    assert check.certificate is not None
    assert ("classes: 0," in check.explanation) == (check.certificate.kind == "not-member")


@few
@given(strategies.members(irrational=False))
def test_scaling_classes(drawn: tuple[Architecture, BinaryForm]) -> None:
    check = theorems.theorem("fibre-scaling").check(*drawn)
    assert check.holds, check.explanation
    assert check.certificate is not None
    assert check.certificate.kind == "member"


@few
@given(small)
def test_scaling_classes_made_for_an_architecture(architecture: Architecture) -> None:
    check = theorems.theorem("fibre-scaling").check(architecture)
    assert check.holds, check.explanation


@few
@given(small)
def test_numbers_of_packings(architecture: Architecture) -> None:
    check = theorems.theorem("packing-counts").check(architecture)
    assert check.holds, check.explanation


@pytest.mark.parametrize(("name", "table"), [("example-322-compatible", FOR_322), ("example-42-compatible", FOR_42)])
@few
@given(data=st.data())
def test_compatible_examples(name: str, table: Table, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(sorted(table)))
    form = data.draw(strategies.forms_with_pattern(RootPattern.parse(text)))
    check = theorems.theorem(name).check(form=form)
    assert check.holds, check.explanation
    assert f"{text}, which is {f'compatible: {table[text]}' if table[text] else 'not compatible'}" in check.explanation
    assert check.certificate is not None
    assert check.certificate.kind == "pattern"
    assert len(theorems.theorem(name).check().certificates) == 9


@few
@given(strategies.members(max_filter_size=3), strategies.invertible_matrices())
def test_the_number_of_classes_is_invariant(drawn: tuple[Architecture, BinaryForm], matrix: strategies.Matrix) -> None:
    """Coordinate changes of the line act on factorizations."""
    architecture, form = drawn
    before, after = (theorems.theorem("fibre-finite").check(architecture, f) for f in (form, form.substituted(*matrix)))
    assert before.explanation.split(",")[0] == after.explanation.split(",")[0]
