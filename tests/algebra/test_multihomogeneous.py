"""Multihomogeneous forms: products, factors over ℚ, and how these split over ℝ and ℂ."""

from __future__ import annotations

from fractions import Fraction
from itertools import product as cartesian

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from lcnsym import BadInputError, BinaryForm, UnsupportedError, bezoutian, convolution_matrix, parse_number
from lcnsym.algebra.multihomogeneous import TensorForm, tensor_product
from lcnsym.algebra.multihomogeneous_factors import rational_factors
from lcnsym.errors import InconclusiveError
from lcnsym.roots.absolute_factors import Splitting, most_pieces, splitting
from lcnsym.roots.ruppert import is_shown_irreducible

from ..tensor_cases import SPLIT, tensors

X, Y, T = sympy.symbols("x y t")
formats = st.tuples(st.integers(1, 3), st.integers(1, 3))


def convolved(a: TensorForm, b: TensorForm) -> TensorForm:
    """The product, entry by entry."""
    wide = tuple(m + n - 1 for m, n in zip(a.format, b.format, strict=True))
    entries = dict.fromkeys(cartesian(*map(range, wide)), Fraction(0))
    for (i, u), (j, v) in cartesian(a.terms.items(), b.terms.items()):
        entries[tuple(p + q for p, q in zip(i, j, strict=True))] += u * v  # type: ignore[assignment]
    return TensorForm(wide, entries.values())


def norm(minpoly: sympy.Expr, form: sympy.Expr) -> TensorForm:
    """The product of the conjugates of a polynomial in x, y and t."""
    found = sympy.Poly(sympy.resultant(minpoly, form, T), X, Y)
    m, n = found.degree(X), found.degree(Y)
    terms = found.as_dict()
    return TensorForm((m + 1, n + 1), [int(terms.get((m - i, n - j), 0)) for i in range(m + 1) for j in range(n + 1)])


def real_forms(found: Splitting) -> list[TensorForm]:
    return [found.real_form(i) for i in range((found.pieces + found.real_pieces) // 2)]


@pytest.mark.quick
@given(st.data(), formats, formats)
def test_products(data: st.DataObject, a: tuple[int, int], b: tuple[int, int]) -> None:
    f, g = data.draw(tensors(a)), data.draw(tensors(b))
    assert f * g == g * f == convolved(f, g)


def test_products_over_number_fields_and_one_axis() -> None:
    root = parse_number("sqrt(2)")
    f, g = TensorForm((2, 2), (1, root, 0, 3)), TensorForm((2, 1), (root, -1))
    assert f * g == convolved(f, g)
    a, b = BinaryForm((1, 2, 3)), BinaryForm((4, 5))
    assert (TensorForm((3,), a.coefficients) * TensorForm((2,), b.coefficients)).coefficients == (a * b).coefficients


@pytest.mark.quick
@given(st.data(), st.lists(formats, min_size=1, max_size=3))
def test_factors_multiply_back(data: st.DataObject, sizes: list[tuple[int, int]]) -> None:
    form = tensor_product([data.draw(tensors(size)) for size in sizes], 2)
    if form.is_zero:
        return
    factors = rational_factors(form)
    assert tensor_product([f**m for f, m in factors], 2).scaled(form.leading) == form
    assert all(f.leading == 1 for f, _ in factors)
    assert len({f for f, _ in factors}) == len(factors)
    for f, _ in factors:
        found = splitting(f)
        assert most_pieces(f) % found.pieces == 0
        forms = real_forms(found) if found.pieces > 1 else [f]
        assert found.pieces > 4 or tensor_product(forms, 2) == f


@pytest.mark.parametrize(
    ("minpoly", "form", "real", "pieces"),
    [
        (T**2 - 2, X * Y - T, 2, 2),
        (T**2 + 1, X * Y + T * X + 1, 0, 2),
        (T**3 - 2, X * Y + T * X + T**2 + 1, 1, 3),
        (T**3 - 3 * T + 1, X**2 * Y + T * X + Y, 3, 3),
        (T**4 + 1, X + T * Y + T**2, 0, 4),
        (T**4 - 10 * T**2 + 1, X * Y + T * X + T**3 * Y + 2, 4, 4),
        (T**4 - 2, X * Y + T * X + Y, 2, 4),
    ],
)
def test_norms_split_into_their_conjugates(minpoly: sympy.Expr, form: sympy.Expr, real: int, pieces: int) -> None:
    (factor, multiplicity), *others = rational_factors(norm(minpoly, form))
    assert (multiplicity, others) == (1, [])
    found = splitting(factor)
    assert (found.pieces, found.real_pieces) == (pieces, real)
    forms = real_forms(found)
    assert len(forms) == (pieces + real) // 2
    assert tensor_product(forms, 2) == factor
    sizes = {tuple(d * pieces // (1 if i < real else 2) for d in g.degrees) for i, g in enumerate(forms)}
    assert sizes == {factor.degrees}


@given(st.data(), formats)
def test_what_is_shown_irreducible_is(data: st.DataObject, size: tuple[int, int]) -> None:
    """Ruppert's matrices against the splitting, for forms with degrees along both axes."""
    form = data.draw(tensors(size))
    if form.is_zero or 1 in size:
        return
    shown = is_shown_irreducible(form, (0, 1), (0, 0), 2**31 - 1)
    factors = rational_factors(form)
    whole = len(factors) == 1 and factors[0][1] == 1 and splitting(factors[0][0]).pieces == 1
    assert shown == whole


def test_without_sympy(monkeypatch: pytest.MonkeyPatch) -> None:
    """What needs no field is decided, what needs one is said to be undecided."""

    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("lcnsym.packages.import_module", absent)
    assert splitting(TensorForm((3, 3), range(1, 10))).pieces == 1
    with pytest.raises(InconclusiveError, match="pip install sympy"):
        splitting(SPLIT[0])


def test_large_fields_are_refused() -> None:
    form = TensorForm((15, 15), [1, *[0] * 223, -2])
    with pytest.raises(InconclusiveError, match="up to 400 coefficients and degree 12"):
        splitting(form)


@pytest.mark.parametrize(
    ("format_", "entries"), [((), ()), ((2, 0), ()), ((2, 2), (1, 2, 3)), ((2, 2), (1, 2, 3, float("nan")))]
)
def test_refusals(format_: tuple[int, ...], entries: tuple[float, ...]) -> None:
    with pytest.raises(BadInputError):
        TensorForm(format_, entries)


def test_irrational_quotients_are_refused() -> None:
    root = parse_number("sqrt(2)")
    assert rational_factors(TensorForm((2, 2), (root, 0, 0, 3 * root)))
    with pytest.raises(UnsupportedError, match="irrational"):
        rational_factors(TensorForm((2, 2), (1, 0, 0, root)))


def test_written() -> None:
    form = TensorForm((2, 2), (1, Fraction(-1, 2), parse_number("1+sqrt(2)"), parse_number("-sqrt(2)")))
    assert str(form) == "x1*x2 - 1/2*x1*y2 + (1+sqrt(2))*y1*x2 - sqrt(2)*y1*y2"
    assert form.nested(str) == [["1", "-1/2"], ["1+sqrt(2)", "-sqrt(2)"]]
    assert str(TensorForm((1, 1), (0,))) == "0"


@pytest.mark.quick
def test_long_entries_are_shown() -> None:
    long = 10**5000 + 1
    form = TensorForm((2, 2), (long, Fraction(1, long), 0, 1))
    shown = repr(form)
    assert shown.startswith("TensorForm(format=(2, 2), coefficients=(Fraction(1000")
    assert shown.endswith("01), Fraction(0, 1), Fraction(1, 1))) (10104 characters)")
    assert len(shown) < 500
    assert (
        repr(TensorForm((1, 2), (1, 2))) == "TensorForm(format=(1, 2), coefficients=(Fraction(1, 1), Fraction(2, 1)))"
    )


@pytest.mark.quick
def test_what_is_about_one_axis_refuses_several() -> None:
    for call in (bezoutian, lambda form: convolution_matrix(form, 1, 2)):
        with pytest.raises(BadInputError, match="a TensorForm was given"):
            call(TensorForm((2, 2), (1, 2, 3, 4)))
