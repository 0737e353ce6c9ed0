"""Closures of strata: literature values, laws, and the rank of the Jacobian matrix of the equations."""

from __future__ import annotations

from collections import Counter
from itertools import combinations_with_replacement, pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym import BadInputError, BinaryForm, RootLocus, UnsupportedError
from lcnsym.algebra.forms import product
from lcnsym.algebra.linear import rank
from lcnsym.algebra.polynomials import Polynomial
from lcnsym.algebra.vanishing import independent, monomials, vanishing
from lcnsym.description.closures import hilbert_function
from lcnsym.description.regularity import regularity_bound
from lcnsym.strategies import invertible_matrices
from tests.show.programs import answer

Partition = tuple[int, ...]


def partitions(total: int) -> list[Partition]:
    return [
        parts
        for length in range(1, total + 1)
        for parts in combinations_with_replacement(range(total, 0, -1), length)
        if sum(parts) == total
    ]


def form_of(partition: Partition, seed: int = 0) -> BinaryForm:
    """A form with different rational roots of these multiplicities, one of them at infinity sometimes."""
    random = Random(f"{partition} {seed}")
    points = random.sample([BinaryForm((0, 1)), *(BinaryForm((1, -t)) for t in range(-6, 7))], len(partition))
    return product(point**m for point, m in zip(points, partition, strict=True))


ALL = [parts for n in range(1, 7) for parts in partitions(n)]
SMALL = [parts for parts in ALL if sum(parts) <= 5]


@pytest.mark.quick
@pytest.mark.parametrize(
    ("partition", "degrees", "degree", "singular"),
    [
        # (number of equations by degree), Hilbert's degree, singular strata
        ((4,), {2: 6}, 4, []),
        ((3, 1), {2: 1, 3: 1}, 6, [(4,)]),
        ((2, 2), {3: 7}, 4, []),
        ((2, 1, 1), {6: 1}, 6, [(2, 2), (3, 1), (4,)]),
        ((3,), {2: 3}, 3, []),
        ((2, 1), {4: 1}, 4, [(3,)]),
        ((5,), {2: 10}, 5, []),
        ((4, 1), {2: 3}, 8, [(5,)]),
        ((1, 1, 1), {}, 1, []),
        ((2, 1, 1, 1, 1), {10: 1}, 10, [mu for mu in partitions(6) if len(mu) < 5]),
    ],
)
def test_literature(partition: Partition, degrees: dict[int, int], degree: int, singular: list[Partition]) -> None:
    locus = RootLocus(partition)
    equations = locus.equations()
    assert Counter(p.degree for p in equations.polynomials) == degrees
    assert locus.degree == degree
    assert set(locus.singular_strata) == set(singular)


@pytest.mark.quick
def test_the_equations_of_equianharmonic_and_harmonic_invariants() -> None:
    a, b, c, d, e = Polynomial.variables(5)
    first = 12 * a * e - 3 * b * d + c * c
    assert RootLocus((3, 1)).equations().polynomials[0] in (first, -first)
    # a form x³y: both invariants vanish; the catalecticant is the second up to multiples of the first
    assert RootLocus((3, 1)).equations().is_ideal is True


@pytest.mark.parametrize("partition", ALL)
def test_equations_vanish_on_all_strata_of_the_closure(partition: Partition) -> None:
    locus = RootLocus(partition)
    for mu in locus.strata:
        for seed in range(2):
            form = form_of(mu, seed)
            assert all(polynomial.value(form) == 0 for polynomial in locus.equations().polynomials)


@pytest.mark.quick
@pytest.mark.parametrize("partition", [parts for parts in ALL if sum(parts) <= 4])
def test_equations_cut_out_the_closure_up_to_quartics(partition: Partition) -> None:
    locus = RootLocus(partition)
    assert locus.equations().cuts_out is True
    for mu in partitions(locus.form_degree):
        if mu not in locus.strata:
            assert any(polynomial.value(form_of(mu)) for polynomial in locus.equations().polynomials)


@pytest.mark.quick
def test_equations_that_cut_out_more() -> None:
    assert RootLocus((2, 2, 1)).equations(4).cuts_out is False
    assert RootLocus((2, 2)).equations(2).polynomials == ()
    assert RootLocus((2, 2)).equations(2).cuts_out is False
    # as many as the codimension at least, but some of the generators are missing
    assert RootLocus((3, 2)).equations(4).is_ideal is True
    assert RootLocus((4, 2)).equations(3).is_ideal is False
    assert RootLocus((3, 1)).equations(2).cuts_out is False


@pytest.mark.parametrize("partition", [parts for parts in SMALL if len(parts) < sum(parts) - 1])
def test_dimensions_are_polynomial_from_the_bound_on(partition: Partition) -> None:
    """What regularity says: d-th differences of dimensions are the degree, from there on; generators are below."""
    locus, d = RootLocus(partition), len(partition)
    bound = locus.generation_bound
    assert bound is not None
    assert max(p.degree for p in locus.equations().polynomials) <= bound
    values = [hilbert_function(locus, bound + i) for i in range(d + 1)]
    for _ in range(d):
        values = [after - before for before, after in pairwise(values)]
    assert values == [locus.degree]


@pytest.mark.quick
def test_too_small_a_bound_is_not_proved() -> None:
    """Generators of these degrees are needed, by the tables of minimal generators, so no smaller bound can hold."""
    for partition, needed in (((3, 1), 3), ((2, 2, 1), 5), ((3, 2), 4), ((3, 1, 1), 4), ((2, 2), 3), ((2, 1), 4)):
        assert regularity_bound(partition, needed - 1) is None
        assert regularity_bound(partition, 6) in {needed, needed + 1}


@pytest.mark.quick
def test_bounds_of_regularity_are_those_of_free_resolutions() -> None:
    """Of normal closures, complete intersections and hypersurfaces: (3,1) has the degrees 2, 3, and (4,1) 2, 2, 2."""
    assert regularity_bound((3, 1), 6) == 2 + 3 - 1
    assert regularity_bound((4, 1), 6) == 2 + 2 + 2 - 2
    for n in range(2, 7):
        assert regularity_bound((n,), 6) == 2
        assert regularity_bound((1,) * n, 6) == 1
    assert [regularity_bound((2, *(1,) * (n - 2)), 6) for n in (3, 4)] == [4, 6]


@pytest.mark.slow
@pytest.mark.parametrize("partition", [(3, 2, 1), (3, 1, 1, 1)])
def test_generators_up_to_degree_six(partition: Partition) -> None:
    found = RootLocus(partition).equations()
    assert found.locus.generation_bound == 6
    assert (found.is_ideal, found.cuts_out) == (True, True)


@pytest.mark.needs("M2")
@pytest.mark.parametrize("partition", [(2, 2), (3, 2), (4, 1), (3, 1, 1), (3, 3), (4, 2)])
def test_elimination_finds_the_same_generators(partition: Partition, tmp_path: Path) -> None:
    """The kernel of ℚ[w] → ℚ[a, …], by Macaulay2: degrees of its minimal generators, and its regularity."""
    factors = [f"(a_{i}*x+b_{i}*y)^{m}" for i, m in enumerate(partition)]
    names = ",".join(f"a_{i},b_{i}" for i in range(len(partition)))
    text = (
        f"A = QQ[{names}]; B = A[x,y]; P = {'*'.join(factors)}; n = {sum(partition)};\n"
        "S = QQ[w_0..w_n];\n"
        "J = kernel map(A, S, apply(n+1, k -> sub(coefficient(x^(n-k)*y^k, P), A)));\n"
        "print toString (sort flatten degrees source mingens J, regularity J);\n"
    )
    script = tmp_path / "script.m2"
    script.write_text(text, encoding="ascii")
    degrees, _, last = answer(["M2", "--script", str(script)]).strip("()").rpartition(",")
    found = RootLocus(partition).equations()
    assert degrees == "{" + ", ".join(str(p.degree) for p in found.polynomials) + "}"
    assert found.locus.generation_bound is not None
    assert int(last) <= found.locus.generation_bound <= int(last) + 1


@given(st.sampled_from([parts for parts in ALL if 1 < len(parts) < sum(parts)]), invertible_matrices())
def test_changes_of_coordinates(partition: Partition, matrix: tuple[int, int, int, int]) -> None:
    form = form_of(partition, 3).substituted(*matrix)
    assert all(polynomial.value(form) == 0 for polynomial in RootLocus(partition).equations().polynomials)


@pytest.mark.parametrize("partition", [parts for parts in SMALL if parts != (2, 1, 1, 1)])
def test_the_degree_is_that_of_the_hilbert_polynomial(partition: Partition) -> None:
    locus, d = RootLocus(partition), len(partition)
    # the d-th difference of a polynomial of degree d with leading coefficient degree/d! is the degree
    values = [hilbert_function(locus, 3 + i) for i in range(d + 2)]
    for _ in range(d):
        values = [after - before for before, after in pairwise(values)]
    assert values == [locus.degree] * 2


@pytest.mark.quick
@pytest.mark.parametrize("partition", [parts for parts in ALL if sum(parts) <= 4 or len(parts) == sum(parts) - 1])
def test_singular_where_the_jacobian_drops(partition: Partition) -> None:
    locus = RootLocus(partition)
    equations = locus.equations()
    if sum(partition) > 5:
        return
    codimension = locus.form_degree + 1 - locus.dimension
    for mu in locus.strata:
        form = form_of(mu)
        rows = [
            [polynomial.derivative(i).value(form) for i in range(form.degree + 1)]
            for polynomial in equations.polynomials
        ]
        found = rank(rows) if rows else 0
        assert (found == codimension) == locus.is_smooth_along(mu), mu


@pytest.mark.quick
@given(st.integers(1, 5), st.integers(0, 4), st.integers(0, 12))
def test_monomials(size: int, degree: int, weight: int) -> None:
    slow = [
        tuple(chosen.count(i) for i in range(size))
        for chosen in combinations_with_replacement(range(size), degree)
        if sum(chosen) == weight
    ]
    assert sorted(monomials(size, degree, weight)) == sorted(slow)


@pytest.mark.quick
def test_vanishing_and_independence() -> None:
    (s,) = Polynomial.variables(1)
    one = s * 0 + 1
    conic = vanishing((one, s, s * s), 2, 2)
    assert [str(p) for p in conic] == ["w0*w2 - w1^2"]
    assert vanishing((one, s, s * s), 2, 1) == []
    assert independent(conic, conic) == []
    assert independent([*conic, *conic], []) == conic


@pytest.mark.quick
def test_strata_in_the_closure() -> None:
    assert RootLocus((2, 1, 1)).strata == ((2, 1, 1), (2, 2), (3, 1), (4,))
    assert RootLocus((1, 2)).partition == (2, 1)
    assert RootLocus((2, 2)).strata == ((2, 2), (4,))


@pytest.mark.quick
def test_bad_input() -> None:
    for wrong in ((), (0, 1), (-1,), (1.5,), (True,)):
        with pytest.raises(BadInputError, match="partition"):
            RootLocus(wrong)  # type: ignore[arg-type]
    with pytest.raises(BadInputError, match="not in the closure"):
        RootLocus((2, 2)).is_smooth_along((3, 1))
    with pytest.raises(UnsupportedError, match="degree up to"):
        RootLocus((3, 4)).equations()
    with pytest.raises(UnsupportedError, match="degrees 1 to"):
        RootLocus((3, 1)).equations(7)
