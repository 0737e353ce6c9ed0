"""What is no architecture, filter or number is refused by every entry point in one short line."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

import lcnsym
from lcnsym import (
    Architecture,
    BadInputError,
    BinaryForm,
    Fibre,
    RootPattern,
    SquareLoss,
    TensorArchitecture,
    TensorForm,
)
from lcnsym.certificates.claims import Dimension
from lcnsym.certificates.document import Certificate
from lcnsym.landscape.systems import critical_system

pytestmark = pytest.mark.quick

LINE, FORM = Architecture((2, 2)), BinaryForm((1, 0, 1))
PLANE, TENSOR = TensorArchitecture(((2, 2), (2, 2))), TensorForm((3, 3), range(9))
LAYERS = [BinaryForm((1, 2)), BinaryForm((1, 3))]

CALLS: dict[str, Callable[[], object]] = {
    "a count that is a bool": lambda: lcnsym.certify_fibre_count(LINE, FORM, count=True),
    "a count that is a float": lambda: lcnsym.certify_fibre_count(LINE, FORM, count=0.0),  # type: ignore[arg-type]
    "a word for a bool": lambda: lcnsym.certify_fibre_count(LINE, FORM, compatible="no"),  # type: ignore[arg-type]
    "a word for a bool of a fibre": lambda: lcnsym.fibre_of(LINE, FORM, compatible="no"),  # type: ignore[arg-type]
    "a negative limit": lambda: Fibre(LINE, FORM).to_dict(limit=-1),
    "a huge degree": lambda: lcnsym.patterns_of_degree(10**40),
    "no architecture": lambda: lcnsym.decide("x" * 100_000, FORM),  # type: ignore[call-overload]
    "control characters": lambda: lcnsym.compose("\x1b[31m\n", LAYERS),  # type: ignore[call-overload]
    "no filters": lambda: lcnsym.compose(LINE, None),  # type: ignore[call-overload]
    "a form for filters": lambda: lcnsym.compose(LINE, FORM),  # type: ignore[call-overload]
    "a number for an architecture": lambda: lcnsym.certify_filling(2),  # type: ignore[arg-type]
    "a form of another size": lambda: lcnsym.decide(Architecture((2,) * 3000), (1,)),
    "several axes for one": lambda: lcnsym.Fibre(PLANE, TENSOR),  # type: ignore[arg-type]
    "a complex member of two kinds": lambda: lcnsym.certify_complex_membership(LINE, TENSOR),
    "full dimension of several axes": lambda: lcnsym.certify_full_dimensional(PLANE),  # type: ignore[arg-type]
    "a pattern of several axes": lambda: lcnsym.certify_pattern(TENSOR),  # type: ignore[arg-type]
    "packings of several axes": lambda: lcnsym.certify_compatibility(PLANE, RootPattern((2,), ())),  # type: ignore[arg-type]
    "equations of several axes": lambda: critical_system(PLANE, SquareLoss.euclidean(FORM)),  # type: ignore[arg-type]
    "a missing filter of several axes": lambda: lcnsym.missing_filter(PLANE),  # type: ignore[arg-type]
    "roots of several axes": lambda: lcnsym.isolate_roots(TENSOR),  # type: ignore[arg-type]
    "a target of several axes for one": lambda: lcnsym.critical_points(
        Architecture((9,)), SquareLoss.euclidean(TENSOR)
    ),
    "a dimension of a dictionary": lambda: lcnsym.certify_dimension({2: 2}),  # type: ignore[arg-type]
    "a matrix for a filter": lambda: lcnsym.certify_factorization(LINE, [[(1, 2)], [(1, 3)]]),  # type: ignore[list-item]
    "bytes for a filter": lambda: lcnsym.decide(LINE, b"123"),  # type: ignore[call-overload]
    "a dictionary for a filter": lambda: lcnsym.decide(LINE, {1: 2}),  # type: ignore[call-overload]
    "a form in another number of variables": lambda: lcnsym.decide(PLANE, [[1, 2, 3], [4, 5]]),
}


@pytest.mark.parametrize("name", CALLS)
def test_one_short_line(name: str) -> None:
    with pytest.raises(BadInputError) as told:
        CALLS[name]()
    line = str(told.value)
    assert len(line) < 200
    assert line.isprintable()
    assert any(words in line for words in ("given", "required", "not of type", "is not an exact", "filters of size"))


def test_what_can_be_gone_through_is_a_sequence() -> None:
    assert lcnsym.compose(LINE, (form for form in LAYERS)) == lcnsym.compose(LINE, LAYERS)  # type: ignore[call-overload]
    assert lcnsym.certify_factorization(LINE, iter(LAYERS)).kind == "factorization"  # type: ignore[arg-type]
    assert lcnsym.certify_fibre_count(LINE, FORM, count=np.int64(0)).kind == "fibre-count"  # type: ignore[arg-type]


def test_a_document_holds_no_nan() -> None:
    with pytest.raises(ValueError, match="Out of range float"):
        Certificate.of(FORM.field, Dimension(LINE, float("nan")), {"kind": "arithmetic"})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "words", ["-k 2,2 --filter 0,0,0", "-k 2x2,2x2 --filter 0,0,0,0,0,0,0,0,0", "-k 3 --filter 0,0,0"]
)
def test_the_zero_filter_is_not_said_to_be_missing(
    words: str, capsys: pytest.CaptureFixture[str], tmp_path: object
) -> None:
    from lcnsym.cli.main import main

    assert main(["fibre", *words.split(), "--certificate", f"{tmp_path}/c.json", "--claim", "factorization"]) == 2
    line = capsys.readouterr().err
    assert "the filter is zero" in line
    assert "not in the function space" not in line


def test_one_layer_and_the_zero_filter() -> None:
    with pytest.raises(lcnsym.CertificateError, match="has one factorization"):
        lcnsym.certify_fibre_count(Architecture((3,)), BinaryForm((0, 0, 0)))
    with pytest.raises(lcnsym.CertificateError, match="infinitely many"):
        lcnsym.certify_fibre_count(LINE, BinaryForm((0, 0, 0)))
