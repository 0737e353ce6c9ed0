"""What is no loss for an architecture is refused in one line."""

from __future__ import annotations

import pytest

from lcnsym import Architecture, BadInputError, BinaryForm, SquareLoss, critical_points, strided_critical_points

pytestmark = pytest.mark.quick


@pytest.mark.parametrize("given", [BinaryForm((1, 2, 3)), (1, 2, 3), None, "1,2,3"])
def test_a_target_alone_is_no_loss(given: object) -> None:
    for search, architecture in (
        (critical_points, Architecture((2, 2))),
        (strided_critical_points, Architecture((2, 2), (2, 1))),
    ):
        with pytest.raises(BadInputError, match=r"^a SquareLoss is required, such as .*, not a value of type"):
            search(architecture, given)


def test_a_loss_for_other_filters() -> None:
    loss = SquareLoss.euclidean(BinaryForm((1, 2, 3)))
    for search, architecture in (
        (critical_points, Architecture((3, 2))),
        (strided_critical_points, Architecture((2, 2), (2, 1))),
    ):
        with pytest.raises(BadInputError, match=r"the loss is for filters of size 3, k = .* has filters of size 4"):
            search(architecture, loss)
