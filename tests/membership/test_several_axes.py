"""Membership and fibres of filters with several axes."""

from __future__ import annotations

from itertools import islice, permutations
from math import prod
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lcnsym import Architecture, BadInputError, BinaryForm, decide
from lcnsym.algebra.linear import rank
from lcnsym.algebra.multihomogeneous import TensorForm
from lcnsym.fibres.fibre import Fibre
from lcnsym.fibres.tensor_fibre import TensorFibre
from lcnsym.membership.factor_levels import Over
from lcnsym.membership.several_axes import TensorVerdict
from lcnsym.membership.vector_packings import VectorProblem
from lcnsym.network.filter_files import read_tensor
from lcnsym.network.several_axes import TensorArchitecture, compose_tensors, tensor_jacobian
from lcnsym.strategies import forms

from ..tensor_cases import architectures, filters, sums_to, tensors

DATA = Path(__file__).parents[1] / "data"
slow = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


@pytest.mark.quick
@slow
@given(st.data(), st.one_of(architectures(2), architectures(3, most=40)))
def test_compositions_are_members(data: st.DataObject, architecture: TensorArchitecture) -> None:
    layers = [data.draw(tensors(sizes)) for sizes in architecture.formats]
    verdict = decide(architecture, compose_tensors(architecture, layers))
    assert verdict.is_member
    assert verdict.is_complex_member


@slow
@given(st.data(), architectures(2, most=30))
def test_by_trying_every_place(data: st.DataObject, architecture: TensorArchitecture) -> None:
    form = data.draw(filters(architecture))
    if form.is_zero:
        return
    verdict = TensorVerdict(architecture, form)
    real, over_complex = (
        [size for factor in verdict.factors for size in factor.sizes(over) * factor.multiplicity]
        for over in (Over.REALS, Over.COMPLEX)
    )
    bins = list(verdict.architecture.capacities)
    if len(bins) ** len(over_complex) > 3_000:
        return
    assert verdict.is_member == sums_to(real, bins)
    assert verdict.is_complex_member == sums_to(over_complex, bins)


@slow
@given(st.data(), architectures(2, most=40))
def test_fibres(data: st.DataObject, architecture: TensorArchitecture) -> None:
    form = data.draw(filters(architecture))
    if form.is_zero:
        return
    fibre = TensorFibre(architecture, form)
    count = fibre.count()
    assert (count > 0) == decide(architecture, form).is_member
    found = list(islice(fibre.factorizations(), 200))
    assert count == len(found) or len(found) == 200
    assert len({one.packing for one in found}) == len(found)
    for one in found[:4]:
        if one.conjugates > 4:
            continue
        assert compose_tensors(architecture, one.filters) == form
        assert all(layer.leading == 1 for layer in one.filters[1:])
    if count <= 200:
        alone = TensorFibre(architecture, form, compatible=True)
        assert alone.count() == sum(all(len(set(b)) == len(b) for b in one.packing) for one in found)


@pytest.mark.quick
@given(st.data(), st.lists(st.integers(1, 4), min_size=1, max_size=3), st.integers(0, 1))
def test_one_axis_is_the_one_dimensional_theory(data: st.DataObject, sizes: list[int], axis: int) -> None:
    line = Architecture(tuple(sizes))
    form = data.draw(forms(line.degree, irrational=False))
    architecture = TensorArchitecture(tuple((k, 1) if axis == 0 else (1, k) for k in sizes))
    verdict, known = decide(architecture, TensorForm(architecture.format, form.coefficients)), decide(line, form)
    assert (verdict.is_member, verdict.position) == (known.is_member, known.position)
    assert verdict.is_complex_member
    assert (architecture.is_filling, architecture.dimension) == (line.is_filling, line.dimension)
    if not form.is_zero:
        assert TensorFibre(architecture, verdict.form).count() == Fibre(line, form).count()


@slow
@given(st.data(), architectures(2, most=30))
def test_laws(data: st.DataObject, architecture: TensorArchitecture) -> None:
    """Scaling, permuting the layers, exchanging the axes, and exchanging x and y along an axis."""
    form = data.draw(filters(architecture))
    known = decide(architecture, form)
    answer = (known.is_member, known.is_complex_member)

    def found(other: TensorArchitecture, moved: TensorForm) -> tuple[bool, bool]:
        verdict = decide(other, moved)
        return verdict.is_member, verdict.is_complex_member

    assert found(architecture, form.scaled(-7)) == answer
    for order in permutations(architecture.formats):
        assert found(TensorArchitecture(order), form) == answer
    m, n = form.format
    entries = form.coefficients
    turned = TensorForm((n, m), [entries[i * n + j] for j in range(n) for i in range(m)])
    assert found(TensorArchitecture(tuple(k[::-1] for k in architecture.formats)), turned) == answer
    mirrored = TensorForm((m, n), [entries[(m - 1 - i) * n + j] for i in range(m) for j in range(n)])
    assert found(architecture, mirrored) == answer


@given(st.data(), st.one_of(architectures(2), architectures(3, most=40)))
def test_dimensions(data: st.DataObject, architecture: TensorArchitecture) -> None:
    """The rank of the derivative is at most the dimension; two layers along different axes never fill the space."""
    layers = [data.draw(tensors(sizes)) for sizes in architecture.formats]
    assert rank(tensor_jacobian(architecture, layers)) <= architecture.dimension <= architecture.ambient_dimension
    along = architecture.one_dimensional
    thin = len(architecture.nontrivial) > 1 and along is None
    assert architecture.is_full_dimensional == (not thin)
    if thin:
        assert not architecture.is_filling


@pytest.mark.quick
def test_known_dimensions() -> None:
    assert TensorArchitecture(((2, 2), (2, 2))).dimension == 7
    assert TensorArchitecture(((3, 3), (3, 3))).dimension == 17
    assert TensorArchitecture(((3, 1), (1, 3))).dimension == 5
    assert TensorArchitecture(((1, 1), (1, 1))).dimension == 1
    generic = [TensorForm((3, 3), [7, 1, 0, -2, 5, 3, 1, 0, 4]), TensorForm((3, 3), [1, -1, 2, 0, 3, 1, 5, 2, -2])]
    assert rank(tensor_jacobian(TensorArchitecture(((3, 3), (3, 3))), generic)) == 17


@pytest.mark.quick
def test_a_trained_chain() -> None:
    """Filters trained in floating point: the exact product is a member, its fibre the layers; rounded it is none."""
    architecture = TensorArchitecture(((3, 3),) * 3)
    layers = [read_tensor(DATA / f"trained_chain_{i}.npy", (3, 3)) for i in (1, 2, 3)]
    form = compose_tensors(architecture, layers)
    assert decide(architecture, form).is_member
    fibre = TensorFibre(architecture, form)
    assert fibre.count() == 6
    found = [[layer.monic() for layer in one.filters] for one in fibre.factorizations()]
    assert [layer.monic() for layer in layers] in found
    rounded = TensorForm(form.format, [float(w) for w in form.coefficients])  # type: ignore[arg-type]
    assert not decide(architecture, rounded).is_complex_member


@pytest.mark.quick
@pytest.mark.parametrize(
    ("sizes", "multiplicities", "capacities", "count", "compatible"),
    [
        (((1, 0), (0, 1)), (1, 1), ((1, 1),), 1, 1),
        (((1, 0),), (2,), ((1, 0), (1, 0)), 1, 1),
        (((1, 0),), (2,), ((2, 0), (0, 0)), 1, 0),
        (((1, 0), (1, 0)), (1, 1), ((1, 0), (1, 0)), 2, 2),
        (((1, 1), (1, 0)), (2, 2), ((2, 1), (2, 1)), 1, 1),
        (((2, 2),), (1,), ((1, 1), (1, 1)), 0, 0),
        ((), (), ((0, 0),), 1, 1),
    ],
)
def test_vector_packings(
    sizes: tuple[tuple[int, ...], ...],
    multiplicities: tuple[int, ...],
    capacities: tuple[tuple[int, ...], ...],
    count: int,
    compatible: int,
) -> None:
    problem = VectorProblem(sizes, multiplicities, capacities)
    assert (problem.count(), len(list(problem.packings()))) == (count, count)
    strict = VectorProblem(sizes, multiplicities, capacities, compatible=True)
    assert (strict.count(), len(list(strict.packings()))) == (compatible, compatible)


@pytest.mark.quick
def test_refusals() -> None:
    with pytest.raises(BadInputError, match="format 2x2"):
        decide(TensorArchitecture(((2, 2), (2, 2))), TensorForm((2, 2), (1, 2, 3, 4)))
    with pytest.raises(BadInputError, match="same number of axes"):
        TensorArchitecture(((2, 2), (2,)))
    with pytest.raises(BadInputError, match="1 strides were given for 2 layers"):
        TensorArchitecture.parse("2x2,2x2", "2")
    with pytest.raises(BadInputError, match="each of the 2 axes"):
        TensorArchitecture.parse("2x2,2x2", "2x1x1,1x1x1")
    with pytest.raises(BadInputError, match="entries"):
        TensorArchitecture(((1000, 1000),))


@pytest.mark.quick
def test_zero_and_constants() -> None:
    architecture = TensorArchitecture(((2, 2), (1, 2)))
    zero = TensorForm(architecture.format, [0] * prod(architecture.format))
    assert decide(architecture, zero).is_member
    assert not TensorFibre(architecture, zero).is_finite
    single = TensorArchitecture(((1, 1), (1, 1)))
    fibre = TensorFibre(single, TensorForm((1, 1), (-3,)))
    (only,) = fibre.factorizations()
    assert [f.coefficients for f in only.filters] == [(-3,), (1,)]
    assert decide(single, fibre.form).position is not None
    assert BinaryForm((1,)).degree == 0
