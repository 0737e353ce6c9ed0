"""The square loss (w − u)ᵀQ(w − u) at filters, and its derivatives in them; the loss in integers."""

from __future__ import annotations

from collections.abc import Sequence

from ...claims.critical import Loss
from ...kernel.dyadic import FixedPoint, Line, Square
from ...kernel.limits import Work
from ...kernel.linear import Arithmetic, N, cleared, determinant
from ...kernel.outcome import require
from ..compositions import Composition


def gram_multiple(loss: Loss, work: Work) -> tuple[list[list[int]] | None, int]:
    """q·Q, or None for the identity, and q."""
    if loss.gram is None:
        return None, 1
    entries, scale = cleared([c for row in loss.gram for c in row], work)
    size = len(loss.target)
    return [entries[i : i + size] for i in range(0, len(entries), size)], scale


def in_integers(loss: Loss, work: Work) -> tuple[list[list[int]], list[int], int]:
    """A multiple of Q, c·u and c. Q must be regular: `gram`."""
    size = len(loss.target)
    gram = gram_multiple(loss, work)[0] or [[int(i == j) for j in range(size)] for i in range(size)]
    require("gram", determinant(gram, work) != 0, "the Gram matrix is singular")
    return gram, *cleared(loss.target, work)


class LossAt(Composition[N]):
    """The loss at filters, and half its derivatives, from Q, or None for the identity, and −u."""

    def __init__(
        self,
        numbers: Arithmetic[N],
        filters: Sequence[Sequence[N]],
        places: Sequence[Sequence[int]],
        gram: Sequence[Sequence[N]] | None,
        target: Sequence[N],
    ) -> None:
        super().__init__(numbers, filters, places, len(target))
        self.gram = gram
        self.difference = list(map(numbers.plus, self.after[0], target))
        self.residual = self.image(self.difference)

    def image(self, vector: list[N]) -> list[N]:
        """Q times a vector."""
        return vector if self.gram is None else [self.numbers.inner(row, vector) for row in self.gram]

    def value(self) -> N:
        """The loss."""
        return self.numbers.inner(self.difference, self.residual)

    def gradient(self, unknowns: Sequence[tuple[int, int]]) -> list[N]:
        """Half the gradient in some coefficients."""
        return [self.numbers.inner(column, self.residual) for column in self.columns(unknowns)]

    def hessian(self, unknowns: Sequence[tuple[int, int]]) -> list[list[N]]:
        """Half the Hessian in some coefficients."""
        columns = self.columns(unknowns)
        images, mixed = list(map(self.image, columns)), self._mixed({i for i, _ in unknowns})
        rows = [[self.numbers.zero] * len(columns) for _ in columns]
        for p, (i, a) in enumerate(unknowns):
            for q, (j, b) in enumerate(unknowns[: p + 1]):
                entry = self.numbers.inner(columns[p], images[q])
                if i != j:
                    entry = self.numbers.plus(entry, mixed[j, i][self.places[i][a] + self.places[j][b]])
                rows[p][q] = rows[q][p] = entry
        return rows

    def _mixed(self, layers: set[int]) -> dict[tuple[int, int], list[N]]:
        """For layers j < i the inner products of the residual with the other layers' composition, by its shift."""
        found = {}
        for j in sorted(layers):
            between = self.before[j]
            for i in range(j + 1, len(self.lines)):
                if i in layers:
                    others = self.numbers.product(between, self.after[i + 1])
                    shifts = range(self.size - len(others) + 1)
                    found[j, i] = [self.numbers.inner(others, self.residual[s : s + len(others)]) for s in shifts]
                between = self.numbers.product(between, self.lines[i])
        return found


def loss_in_squares(
    fixed: FixedPoint, loss: Loss, places: Sequence[Sequence[int]], filters: Sequence[Line]
) -> LossAt[Square]:
    """The loss at all filters in some intervals."""
    gram = None if loss.gram is None else [[fixed.around(q) for q in row] for row in loss.gram]
    return LossAt(fixed, filters, places, gram, [fixed.around(-u) for u in loss.target])
