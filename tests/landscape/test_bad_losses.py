"""What is no loss for an architecture is refused in one line."""

from __future__ import annotations

import pytest

from lcnsym import Architecture, BadInputError, BinaryForm, SquareLoss, critical_points

pytestmark = pytest.mark.quick


@pytest.mark.parametrize("given", [BinaryForm((1, 2, 3)), (1, 2, 3), None, "1,2,3"])
def test_a_target_alone_is_no_loss(given: object) -> None:
    for architecture in (Architecture((2, 2)), Architecture((2, 2), (2, 1))):
        with pytest.raises(BadInputError, match=r"^a SquareLoss is required, such as .*, not a value of type"):
            critical_points(architecture, given)


def test_a_loss_for_other_filters() -> None:
    loss = SquareLoss.euclidean(BinaryForm((1, 2, 3)))
    for architecture in (Architecture((3, 2)), Architecture((2, 2), (2, 1))):
        with pytest.raises(BadInputError, match=r"the loss is for filters of size 3, k = .* has filters of size 4"):
            critical_points(architecture, loss)
