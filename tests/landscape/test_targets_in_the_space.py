"""Targets in the function space, for larger strides: all their factorizations are critical, with loss zero."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcnsym.algebra.forms import BinaryForm
from lcnsym.certificates.landscape import certify_critical_point
from lcnsym.checker import check_text
from lcnsym.errors import InconclusiveError, TooCostlyError
from lcnsym.fibres.fibre import Fibre
from lcnsym.landscape import in_parameter_space
from lcnsym.landscape.critical import Landscape, critical_points
from lcnsym.landscape.equations.quadrics import Quadric
from lcnsym.landscape.flow import gradient_flow
from lcnsym.landscape.layers.certified_zeros import CertifiedZeros
from lcnsym.landscape.layers.gauged_gradients import GaugedLayers
from lcnsym.landscape.layers.natures import Nature
from lcnsym.landscape.layers.rational_layers import is_critical
from lcnsym.landscape.layers.target_layers import TargetLayers, target_layers
from lcnsym.landscape.loss import SquareLoss
from lcnsym.network.architecture import Architecture
from lcnsym.network.convolution import compose

from .support import euclidean, random_loss


def check(landscape: Landscape) -> None:
    """The target is there once, with every factorization once."""
    target, architecture = landscape.square_loss.target, landscape.architecture
    (own,) = (point for point in landscape.points if point.is_target)
    assert landscape.global_minimum is own is landscape.points[0]
    assert own.exact_loss == (0, 0)
    assert own.coefficients() == tuple((c, c) for c in target.rationals)
    assert {(c.nature, c.strict) for c in own.classes} == {(Nature.MINIMUM, True)}
    assert own.to_dict()["loss"] == "0"
    # independent of boxes: packings of roots
    fibre = list(Fibre(architecture, target).factorizations())
    assert len(own.classes) == len(fibre) > 0
    rational = [f for f in fibre if all(form.is_rational for form in f.filters)]
    exact = [c.layers for c in own.classes if c.layers is not None]
    assert len(exact) == len(set(exact)) == len(rational)
    for layers in exact:
        assert compose(architecture, [BinaryForm(layer) for layer in layers]) == target
        assert is_critical(Quadric(landscape.square_loss.gram, target), layers, architecture.stride_products)
    # no other point has the target's filter
    assert all(point.loss_enclosure(200)[0] > 0 for point in landscape.points if point is not own)
    for found in own.classes:
        centres = [[(lo + hi) / 2 for lo, hi in layer] for layer in found.filter_enclosures(90)]
        composed = compose(architecture, [BinaryForm(layer) for layer in centres])
        assert all(abs(a - b) < Fraction(1, 1 << 60) for a, b in zip(composed.rationals, target.rationals, strict=True))


@pytest.mark.quick
@pytest.mark.parametrize(
    ("sizes", "strides", "target", "number"),
    [
        ((3, 2), (2, 1), (1, 0, 2, 0, 1), 1),
        ((3, 3), (2, 1), (1, 0, 3, 0, 3, 0, 1), 1),
        ((2, 2, 2), (2, 1, 1), (1, 1, 3, 3, 2, 2), 2),
        ((2, 2, 2), (2, 1, 1), (1, 1, 0, 0, -2, -2), 2),
        ((1, 3, 2), (1, 2, 1), (0, 0, 1, 0, 0), 2),
    ],
)
def test_a_member_is_in_its_own_landscape(
    sizes: tuple[int, ...], strides: tuple[int, ...], target: tuple[int, ...], number: int
) -> None:
    """The Hessian may be singular there, as where two layers of different strides have a common factor."""
    landscape = critical_points(Architecture(sizes, strides), euclidean(*target))
    check(landscape)
    assert len(landscape.points[0].classes) == number


COEFFICIENTS = st.integers(-3, 3)


@settings(max_examples=12)
@given(st.sampled_from([((2, 2), (2, 1)), ((3, 2), (2, 1)), ((2, 2, 2), (1, 2, 1)), ((2, 2, 1), (3, 1, 1))]), st.data())
def test_all_compositions_are_found(network: tuple[tuple[int, ...], tuple[int, ...]], data: st.DataObject) -> None:
    architecture = Architecture(*network)
    layers = [data.draw(st.lists(COEFFICIENTS, min_size=k, max_size=k).filter(any)) for k in architecture.filter_sizes]
    target = compose(architecture, [BinaryForm(layer) for layer in layers])
    check(critical_points(architecture, SquareLoss.with_gram(random_loss(architecture.degree, 2).gram, target)))


@pytest.mark.quick
def test_certified_zeros_that_are_factorizations_are_no_others() -> None:
    """A complete list has nothing added, and irrational factorizations have the exact loss zero."""
    landscape = critical_points(Architecture((2, 2, 2), (1, 2, 1)), euclidean(1, 0, -1, 0, -2))
    check(landscape)
    assert landscape.is_complete
    assert landscape.complex_classes == 34
    assert landscape.points[0].to_dict()["layers"] is None
    assert all(isinstance(c.filters, GaugedLayers) and c.inertia is not None for c in landscape.points[0].classes)


@pytest.mark.quick
def test_no_member_has_no_factorizations() -> None:
    loss = euclidean(1, 0, 0, 1)
    architecture = Architecture((2, 2), (2, 1))
    assert target_layers(architecture, Quadric(loss.gram, loss.target)) == []
    # complex layers do not count
    loss = euclidean(1, 0, 1, 0, 2)
    landscape = critical_points(Architecture((2, 2, 2), (1, 2, 1)), loss)
    assert not any(point.is_target for point in landscape.points)


def test_certificates_and_flow_at_a_singular_target() -> None:
    rational = critical_points(Architecture((3, 2), (2, 1)), euclidean(1, 0, 2, 0, 1))
    (found,) = rational.points[0].classes
    assert isinstance(found.filters, TargetLayers)
    assert check_text(certify_critical_point(rational, found).text).accepted
    flow = gradient_flow(rational.architecture, [BinaryForm((1, 2, 3)), BinaryForm((2, 1))], rational)
    assert flow.reachable is not None
    assert flow.reachable[0].parameters is found
    irrational = critical_points(Architecture((2, 2, 2), (1, 2, 1)), euclidean(1, 0, -4, 0, 4))
    check(irrational)
    (first, _) = irrational.points[0].classes
    assert first.layers is None
    with pytest.raises(InconclusiveError, match="the Hessian is singular up to scaling"):
        certify_critical_point(irrational, first)


@pytest.mark.quick
def test_a_target_whose_roots_cost_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    """The points that are certified are shown all the same, and the note says what was not looked at."""

    def refuse(*_: object) -> list[TargetLayers]:
        raise TooCostlyError("too many roots")

    monkeypatch.setattr(in_parameter_space, "target_layers", refuse)
    monkeypatch.setattr(CertifiedZeros, "can_eliminate", False)
    landscape = critical_points(Architecture((3, 2), (2, 1)), euclidean(1, 0, 2, 0, 1))
    assert not any(point.is_target for point in landscape.points)
    assert len(landscape.points) == 1
    assert "the target's factorizations are not looked at: too many roots" in landscape.strata[0].note
