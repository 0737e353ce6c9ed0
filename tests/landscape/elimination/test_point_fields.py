"""Points over number fields: systems with zeros that are known by construction, and values in balls."""

from __future__ import annotations

import pytest
from flint import Ordering, fmpq_poly, fmpz_mpoly, fmpz_mpoly_ctx

from lcnsym.landscape.elimination.plane_zeros import common_zeros, value_at
from lcnsym.landscape.elimination.point_fields import PointField, point_field

RING = fmpz_mpoly_ctx.get(("x", "y"), Ordering.lex)
X, Y = RING.gens()
PROBE = 3 * X**2 * Y - 2 * X * Y**3 + 5 * Y - 7


def fields(*equations: fmpz_mpoly, most: int = 12) -> list[PointField | None]:
    points = common_zeros(list(equations)).points
    found = [point_field(equations, point, most) for point in points]
    for field, point in zip(found, points, strict=True):
        if field is not None:
            exact = field.number(field.residue(PROBE))
            ball = value_at(PROBE, point, 256)
            lo, hi = (exact, exact) if not hasattr(exact, "enclosure") else exact.enclosure(80)
            assert float(lo) == pytest.approx(float(ball.mid()), abs=1e-12)
            assert float(hi) == pytest.approx(float(ball.mid()), abs=1e-12)
            inverse = field.inverse(field.residue(PROBE))
            assert field.number(inverse * field.residue(PROBE)) == 1
    return found


def test_one_coordinate_is_a_polynomial_in_the_other() -> None:
    # three real zeros over a cubic field, y = x² − 1
    found = fields(X**3 - 4 * X + 1, Y - X**2 + 1)
    assert [field.field.degree for field in found if field] == [3, 3, 3]
    # x is in the field of y, y not in that of x
    found = fields(X**2 - 2, Y**2 - X - 3)
    assert [field.field.degree for field in found if field] == [4, 4, 4, 4]


def test_rational_coordinates() -> None:
    assert [field.field.degree for field in fields(X - 1, Y + 3) if field] == [1]
    assert [field.field.degree for field in fields(X - 1, Y**2 - 3) if field] == [2, 2]
    assert [field.field.degree for field in fields(X**2 - 3, Y) if field] == [2, 2]


def test_conjugates_over_one_another() -> None:
    """Pairs of roots of one polynomial: of x² − 2 they are in one field, of a general cubic they are not."""
    found = fields(X**2 - 2, Y**2 - 2)
    assert [field.field.degree for field in found if field] == [2, 2, 2, 2]
    assert any(field.coordinates[1] != fmpq_poly([0, 1]) for field in found if field is not None)
    found = fields(X**3 - 4 * X + 1, Y**3 - 4 * Y + 1)
    assert [field is not None for field in found].count(True) == 3
    # the cubic of a cyclic field
    found = fields(X**3 - 3 * X + 1, Y**3 - 3 * Y + 1)
    assert [field.field.degree for field in found if field] == [3] * 9


def test_the_degree_is_limited() -> None:
    assert fields(X**3 - 4 * X + 1, Y - X**2 + 1, most=2) == [None] * 3
