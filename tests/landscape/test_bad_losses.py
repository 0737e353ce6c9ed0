"""What is no loss for an architecture is refused in one line."""

from __future__ import annotations

import pytest

from lcnsym import Architecture, BadInputError, BinaryForm, SquareLoss, critical_points, loss_with_gram

pytestmark = pytest.mark.quick


@pytest.mark.parametrize("given", [3, None, {}, "1;2;3", object()])
def test_what_is_no_loss_and_no_target(given: object) -> None:
    for architecture in (Architecture((2, 2)), Architecture((2, 2), (2, 1))):
        with pytest.raises(BadInputError, match=r"a filter is a BinaryForm|cannot read"):
            critical_points(architecture, given)


@pytest.mark.parametrize("given", [BinaryForm((1, 2, 3)), (1, 2, 3), "1,2,3", "x^2 + 2xy + 3y^2"])
def test_a_target_alone_means_the_squared_distance(given: object) -> None:
    expected = critical_points(Architecture((2, 2)), SquareLoss.euclidean(BinaryForm((1, 2, 3)))).to_dict()
    assert critical_points(Architecture((2, 2)), given).to_dict() == expected  # type: ignore[arg-type]


def test_a_singular_loss_has_another_function() -> None:
    with pytest.raises(BadInputError, match="singular_critical_points takes that"):
        critical_points(Architecture((2,)), loss_with_gram([[1, 0], [0, 0]], "1,2"))  # type: ignore[arg-type]


@pytest.mark.parametrize("seconds", ["5", float("nan"), -5, True, None])
def test_limits_of_time_are_numbers(seconds: object) -> None:
    with pytest.raises(BadInputError, match="limit of seconds"):
        critical_points((2, 2), [1, 2, 3], seconds=seconds)  # type: ignore[arg-type]


def test_very_long_irrational_numbers_are_no_fields() -> None:
    landscape = critical_points((2, 2), f"1{'0' * 400}*sqrt(2),1,1")
    assert len(landscape.points) == 2
    assert landscape.is_complete


def test_a_loss_for_other_filters() -> None:
    loss = SquareLoss.euclidean(BinaryForm((1, 2, 3)))
    for architecture in (Architecture((3, 2)), Architecture((2, 2), (2, 1))):
        with pytest.raises(BadInputError, match=r"the loss is for filters of size 3, k = .* has filters of size 4"):
            critical_points(architecture, loss)
