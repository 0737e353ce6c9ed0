"""Lines and planes of square losses: targets u0 + s·u1 + t·u2 and Gram matrices Q0 + s·Q1 + t·Q2 over a window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from ..algebra.coefficients import image
from ..algebra.forms import BinaryForm, FormLike, as_form
from ..algebra.linear import inertia, rank
from ..algebra.numbers import Number
from ..algebra.short_repr import short_repr
from ..errors import BadInputError, UnsupportedError, require_sequence
from ..landscape.loss import Gram, SquareLoss, identity, rational_rows
from ..network.architecture import Architecture

Window = tuple[tuple[Fraction, Fraction], ...]
DEFAULT_END = 1
"""Without a window every parameter goes from −DEFAULT_END to DEFAULT_END."""


@short_repr
@dataclass(frozen=True)
class LossFamily:
    """The square losses with target u0 + s·u1 + t·u2 and Gram matrix Q0 + s·Q1 + t·Q2, for (s, t) in a window.

    On a line there is no t. Directions that are left out are zero.

    Args:
        origin: u0, rational, of degree n.
        along: u1, and in a plane u2, of degree n as well; () if only the Gram matrix changes.
        gram: Q0, (n+1) × (n+1); None: the identity.
        gram_along: Q1, and in a plane Q2; () if the Gram matrix is the same everywhere.
        window: (a, b) for s and, in a plane, (c, d) for t, with a < b and c < d; None: (−1, 1) for each.

    Raises:
        BadInputError: no direction or more than two, directions that are linearly dependent, shapes that differ, an
            empty window, or a Gram matrix that is not positive definite everywhere in the window, its border included.
        UnsupportedError: irrational coefficients.

    Examples:
        >>> family = LossFamily(BinaryForm((1, 0, 1)), (BinaryForm((0, 1, 0)),))
        >>> print(family.loss((Fraction(1, 2),)).target)
        x^2 + 1/2*x*y + y^2
    """

    origin: BinaryForm
    along: tuple[BinaryForm, ...]
    gram: Gram | None = None
    gram_along: tuple[Gram, ...] = ()
    window: Window | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "origin", as_form(self.origin))
        object.__setattr__(self, "along", tuple(as_form(each) for each in require_sequence(self.along, "directions")))
        if self.gram is not None:
            object.__setattr__(self, "gram", rational_rows(self.gram, "the Gram matrix"))
        moved = require_sequence(self.gram_along, "directions of the Gram matrix")
        object.__setattr__(self, "gram_along", tuple(rational_rows(rows, "a direction") for rows in moved))
        if not 1 <= self.dimension <= 2:
            raise BadInputError(f"a line or a plane of losses is required, {self.dimension} directions were given")
        size = self.origin.degree + 1
        for form in self.along:
            if form.degree + 1 != size:
                raise BadInputError(f"a direction has {form.degree + 1} coefficients, the first target has {size}")
        self._check_window()
        if not all(form.is_rational for form in (self.origin, *self.along)):
            raise UnsupportedError("an atlas needs rational targets and directions; irrational coefficients were given")
        for gram in self.grams:
            if len(gram) != size or any(len(row) != size for row in gram):
                raise BadInputError(
                    f"every Gram matrix must be {size} x {size}, as the targets have {size} coefficients"
                )
            if any(gram[i][j] != gram[j][i] for i in range(size) for j in range(i)):
                raise BadInputError("the Gram matrices, and their directions, must be symmetric")
        self._check_directions()
        self._check_definite()

    @classmethod
    def of(
        cls,
        origin: FormLike,
        *along: FormLike,
        gram: Sequence[Sequence[Number | int]] | None = None,
        window: Sequence[Sequence[Fraction | int]] | None = None,
    ) -> LossFamily:
        """A line or a plane of targets, with one Gram matrix.

        Raises:
            BadInputError, UnsupportedError: as for the class, or what is given is no form, matrix or window.

        Examples:
            >>> LossFamily.of("1,0,1", (0, 1, 0), window=[(0, 5)]).area
            Fraction(5, 1)
        """
        ends = None if window is None else tuple(tuple(map(Fraction, part)) for part in window)
        if ends is not None and any(len(part) != 2 for part in ends):
            raise BadInputError("a window has two ends for each parameter")
        return cls(origin, along, gram, (), ends)  # type: ignore[arg-type]

    @property
    def dimension(self) -> int:
        """1 for a line, 2 for a plane."""
        return max(len(self.along), len(self.gram_along))

    @property
    def degree(self) -> int:
        """n, the degree of all targets."""
        return self.origin.degree

    @property
    def bounds(self) -> Window:
        """The window, (a, b) for each parameter."""
        return (
            ((Fraction(-DEFAULT_END), Fraction(DEFAULT_END)),) * self.dimension if self.window is None else self.window
        )

    @property
    def area(self) -> Fraction:
        """Of the window; the length on a line."""
        area = Fraction(1)
        for lo, hi in self.bounds:
            area *= hi - lo
        return area

    @property
    def grams(self) -> tuple[Gram, ...]:
        """Q0, and Q1 and Q2 as far as they are given."""
        return (identity(self.degree + 1) if self.gram is None else self.gram, *self.gram_along)

    def gram_at(self, point: Sequence[Fraction]) -> Gram:
        """Q0 + s·Q1 + t·Q2."""
        size, scales = self.degree + 1, (Fraction(1), *point)
        return tuple(
            tuple(
                sum((c * g[i][j] for c, g in zip(scales, self.grams, strict=False)), Fraction(0)) for j in range(size)
            )
            for i in range(size)
        )

    def target_at(self, point: Sequence[Fraction]) -> BinaryForm:
        """u0 + s·u1 + t·u2."""
        forms = [form.rationals for form in (self.origin, *self.along)]
        return BinaryForm(image(list(zip(*forms, strict=True)), [Fraction(1), *point][: len(forms)]))

    def loss(self, point: Sequence[Fraction]) -> SquareLoss:
        """The loss at (s,) or (s, t)."""
        return SquareLoss(self.gram_at(point), self.target_at(point))

    def check_fit(self, architecture: Architecture) -> None:
        """Refuse an architecture whose filters have another size. Raises BadInputError."""
        if self.degree != architecture.degree:
            raise BadInputError(
                f"the targets have {self.degree + 1} coefficients, {architecture} has filters of size "
                f"{architecture.filter_size}"
            )

    def _check_window(self) -> None:
        if len(self.bounds) != self.dimension:
            raise BadInputError(
                f"the window has {len(self.bounds)} intervals, {self.dimension} are required, one for each parameter"
            )
        for lo, hi in self.bounds:
            if lo >= hi:
                raise BadInputError(f"the window is empty: an interval goes from {lo} to {hi}")

    def _check_directions(self) -> None:
        """No two parameters change the loss in the same way, and each changes it."""
        size, zero = self.degree + 1, (Fraction(0),)
        rows = []
        for i in range(self.dimension):
            target = self.along[i].rationals if i < len(self.along) else zero * size
            gram = self.gram_along[i] if i < len(self.gram_along) else (zero * size,) * size
            rows.append([*target, *(q for row in gram for q in row)])
        if rank(rows) < self.dimension:
            what = "the direction is zero" if self.dimension == 1 else "the directions are linearly dependent"
            raise BadInputError(f"{what}; the losses are the same along it")

    def _check_definite(self) -> None:
        """Positive definite matrices are a convex set: the corners of the window are enough."""
        for corner in product(*self.bounds):
            found = inertia(self.gram_at(corner))
            if found.positive <= self.degree:
                where = ", ".join(map(str, corner)) if self.gram_along else ""
                raise BadInputError(
                    f"the Gram matrix must be positive definite in the whole window; it has {found.positive} positive, "
                    f"{found.negative} negative and {found.zero} zero squares" + (f" at ({where})" if where else "")
                )
            if not self.gram_along:
                return
