"""Which of two losses at critical points is less, or that they are equal: decided exactly, for all strides.

Balls tell different losses apart. That two losses are equal is shown by a symmetry of the loss and of the function
space that carries one filter to the other, or as the losses are the same root of one irreducible polynomial.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations, product
from typing import Protocol, TypeVar

from ..algebra.coefficients import places_of
from ..algebra.enclosures import enclosure_of
from ..algebra.forms import BinaryForm
from ..algebra.multihomogeneous import steps_of
from ..algebra.numbers import Number
from ..algebra.precision import precisions
from ..network.architecture import Architecture
from ..network.networks import Network
from ..network.several_axes import TensorArchitecture
from ..roots.roots import RealRoot, isolate_roots
from .effort import UNLIMITED, Effort
from .loss import SquareLoss

FIRST_BITS = 60
TIE_BITS = 2048
MATCHING_BITS = 1024
MAX_LAYERS = 5
"""Up to this many layers are turned and reversed one by one, where that can be done."""
MAX_SIGNS = 12
"""Of up to so many coefficients of layers, leading ones not counted, all signs are tried."""
MAX_EXCHANGED_AXES = 3
"""Up to this many axes are exchanged."""

Enclosure = tuple[Fraction, Fraction]


class Compared(Protocol):
    """A critical point whose loss is compared."""

    def loss_enclosure(self, bits: int) -> Enclosure:
        """Certified rationals lo ≤ ℓ(w) ≤ hi with hi − lo < 2^−bits."""

    def enclosures(self, bits: int) -> tuple[Enclosure, ...]:
        """For every coefficient of the filter certified rationals lo ≤ w ≤ hi with hi − lo < 2^−bits."""

    def loss_minimal_polynomial(self) -> tuple[int, ...] | None:
        """The minimal polynomial of ℓ(w) over ℤ, constant term first; None: not known."""


P = TypeVar("P", bound=Compared)


@dataclass(frozen=True)
class Symmetry:
    """A signed permutation of the coefficients of filters: w ↦ (s_i·w_{p(i)})_i.

    It maps the function space to itself, as it comes from signs of the coefficients of all layers, or reverses the
    coefficients of all of them, or does both; where the end-to-end filter has a coefficient for every choice of one in
    each layer, some layers may be reversed and others not. With several axes signs are those of x_j ↦ −x_j and
    reversals are for every axis by itself, and axes are exchanged that the layers do not tell apart.
    """

    places: tuple[int, ...]
    signs: tuple[int, ...]

    def of_bounds(self, bounds: Sequence[Enclosure]) -> tuple[Enclosure, ...]:
        """The images of numbers in bounds."""
        moved = [bounds[p] for p in self.places]
        return tuple(b if s > 0 else (-b[1], -b[0]) for b, s in zip(moved, self.signs, strict=True))

    def keeps(self, loss: SquareLoss) -> bool:
        """Whether Q and u are the same after it."""
        u, gram, indices = loss.target.coefficients, loss.gram, range(len(self.places))
        p, s = self.places, self.signs
        return all(u[i] == s[i] * u[p[i]] for i in indices) and all(
            gram[i][j] == s[i] * s[j] * gram[p[i]][p[j]] for i in indices for j in range(i + 1)
        )


def symmetries(architecture: Network, loss: SquareLoss) -> tuple[Symmetry, ...]:
    """Those that the loss has, the identity not among them. They map critical points to critical points."""
    size = architecture.ambient_dimension
    identity = Symmetry(tuple(range(size)), (1,) * size)
    found = dict.fromkeys(s for s in _candidates(architecture) if s != identity and s.keeps(loss))
    return tuple(found)


def _candidates(network: Network) -> Iterator[Symmetry]:
    yield from _of_axes(network) if isinstance(network, TensorArchitecture) else _of_one_axis(network)
    size = network.ambient_dimension
    layers = [places_of(step, k) for k, step in zip(network.entries, network.steps, strict=True) if k > 1]
    choices = list(product(*(range(len(places)) for places in layers)))
    where = {_place(choice, layers): choice for choice in choices}
    if len(layers) > MAX_LAYERS or len(where) < len(choices):
        return
    for turned, backward in product(product((0, 1), repeat=len(layers)), repeat=2):
        moves, signs = list(range(size)), [1] * size
        for place, choice in where.items():
            moved = [len(own) - 1 - a if back else a for a, own, back in zip(choice, layers, backward, strict=True)]
            moves[place] = _place(moved, layers)
            signs[place] = (-1) ** sum(a * turn for a, turn in zip(choice, turned, strict=True))
        for sign in (1, -1):
            yield Symmetry(tuple(moves), tuple(sign * s for s in signs))


def _place(choice: Sequence[int], layers: Sequence[Sequence[int]]) -> int:
    """Where the product of one coefficient of each layer goes."""
    return sum(places[a] for a, places in zip(choice, layers, strict=True))


def _of_one_axis(architecture: Architecture) -> Iterator[Symmetry]:
    size = architecture.filter_size
    for sign, signs, is_reversed in product((1, -1), _sign_patterns(architecture), (False, True)):
        places = range(size - 1, -1, -1) if is_reversed else range(size)
        yield Symmetry(tuple(places), tuple(sign * s for s in signs))


def _sign_patterns(architecture: Architecture) -> list[tuple[int, ...]]:
    """Signs of the end-to-end coefficients that come from signs of all layers' coefficients, up to the sign of all.

    An end-to-end coefficient is a sum of products of one coefficient of each layer: all these must have one sign. For
    stride one they come from x ↦ −x; for larger strides there are more. Of many coefficients only these are tried.
    """
    size = architecture.filter_size
    # the signs of the first layers' composition; coefficients that no product reaches do not occur
    found: list[dict[int, int]] = [{0: 1}]
    layers = [(k, S) for k, S in zip(architecture.filter_sizes, architecture.stride_products, strict=True) if k > 1]
    if sum(k - 1 for k, _ in layers) > MAX_SIGNS:
        return [(1,) * size, tuple((-1) ** i for i in range(size))]
    for k, step in layers:
        longer = (_with_layer(known, (1, *signs), step) for known in found for signs in product((1, -1), repeat=k - 1))
        found = [signs for signs in longer if signs is not None]
    return [tuple(known.get(i, 1) for i in range(size)) for known in found]


def _with_layer(known: dict[int, int], signs: Sequence[int], step: int) -> dict[int, int] | None:
    """The signs of a longer composition. None: products in one coefficient have different ones."""
    found: dict[int, int] = {}
    for (place, sign), (a, own) in product(known.items(), enumerate(signs)):
        if found.setdefault(place + a * step, sign * own) != sign * own:
            return None
    return found


def _of_axes(architecture: TensorArchitecture) -> Iterator[Symmetry]:
    format_, axes = architecture.format, range(architecture.axes)
    layers = list(zip(architecture.formats, architecture.strides_of_layers, strict=True))
    indices, steps = list(product(*map(range, format_))), steps_of(format_)
    long = [j for j in axes if format_[j] > 1]
    for exchanged in permutations(long) if len(long) <= MAX_EXCHANGED_AXES else [tuple(long)]:
        source = dict(zip(long, exchanged, strict=True))
        order = [source.get(j, j) for j in axes]
        moved = [(tuple(k[j] for j in order), tuple(S[j] for j in order)) for k, S in layers]
        # layers commute, so that only which there are matters
        if Counter(moved) != Counter(layers):
            continue
        for backward, turned in product(product((False, True), repeat=len(long)), repeat=2):
            is_reversed, is_turned = dict(zip(long, backward, strict=True)), dict(zip(long, turned, strict=True))
            places, signs = [], []
            for index in indices:
                there = [format_[j] - 1 - index[j] if is_reversed.get(j) else index[j] for j in order]
                places.append(sum(a * step for a, step in zip(there, steps, strict=True)))
                signs.append((-1) ** sum(index[j] for j in long if is_turned[j]))
            for sign in (1, -1):
                yield Symmetry(tuple(places), tuple(sign * s for s in signs))


class Losses:
    """The order of the losses of critical points, each pair decided once.

    Args:
        points: a list of critical points that holds the images of each of them under the symmetries.
        found: symmetries of the loss.
        effort: what deciding may take; when no time is left, few bits may still decide, and nothing else is begun.
    """

    def __init__(self, points: Sequence[Compared], found: Sequence[Symmetry], effort: Effort = UNLIMITED) -> None:
        self._points, self._symmetries, self._effort = points, found, effort
        self._known: dict[tuple[int, int], int | None] = {}

    def order(self, first: Compared, second: Compared) -> int | None:
        """−1, 0 or 1 as the first loss is less than the second, equal or greater. None: not decided.

        Losses that TIE_BITS bits do not tell apart, no symmetry shows to be equal, and of which a minimal polynomial is
        not known, are not decided; nor are those for which no time is left.
        """
        key = id(first), id(second)
        if key not in self._known:
            self._known[key] = self._order(first, second)
        return self._known[key]

    def _order(self, first: Compared, second: Compared) -> int | None:
        found = order_of_bounds(first.loss_enclosure(FIRST_BITS), second.loss_enclosure(FIRST_BITS))
        if found is None and any(self._is_image(first, second, symmetry) for symmetry in self._symmetries):
            return 0
        if found is None:
            found = order_by_bounds(first, second, self._effort)
        is_open = found is None and not self._effort.is_over
        return 0 if is_open and _is_same_root(first, second) else found

    def _is_image(self, first: Compared, second: Compared, symmetry: Symmetry) -> bool:
        """Whether the second filter is proved to be the image of the first one: it alone of all filters may be."""

        def told(bits: int) -> bool | None:
            image = symmetry.of_bounds(first.enclosures(bits))
            if not _may_be_equal(image, second.enclosures(bits)):
                return False
            others = (point for point in self._points if point is not second)
            return True if not any(_may_be_equal(image, other.enclosures(bits)) for other in others) else None

        return bool(self._effort.decided(told, FIRST_BITS, MATCHING_BITS, 4))


def order_of_bounds(first: Enclosure, second: Enclosure) -> int | None:
    """−1, 0 or 1 for numbers in these bounds; None: the bounds do not tell."""
    if first[1] < second[0] or second[1] < first[0]:
        return -1 if first[1] < second[0] else 1
    return 0 if first[0] == first[1] == second[0] == second[1] else None


def order_by_bounds(first: Compared, second: Compared, effort: Effort = UNLIMITED) -> int | None:
    """−1, 0 or 1 as the first loss is less than the second, equal or greater.

    None: TIE_BITS bits do not tell, or as many as there was time for.
    """
    return effort.decided(
        lambda bits: order_of_bounds(first.loss_enclosure(bits), second.loss_enclosure(bits)), FIRST_BITS, TIE_BITS, 4
    )


def exceeds(point: Compared, value: Number) -> bool | None:
    """Whether the loss at a point is more than a number. None: not decided with TIE_BITS bits, they may be equal."""
    for bits in precisions(FIRST_BITS, TIE_BITS, 4):
        found = order_of_bounds(point.loss_enclosure(bits), enclosure_of(value, bits))
        if found is not None:
            return found > 0
    return None


def _may_be_equal(first: Sequence[Enclosure], second: Sequence[Enclosure]) -> bool:
    return all(a[0] <= b[1] and b[0] <= a[1] for a, b in zip(first, second, strict=True))


def _is_same_root(first: Compared, second: Compared) -> bool:
    """Whether both are the same root of one irreducible polynomial."""
    minpoly = first.loss_minimal_polynomial()
    if minpoly is None or minpoly != second.loss_minimal_polynomial():
        return False
    a, b = first.loss_enclosure(TIE_BITS), second.loss_enclosure(TIE_BITS)
    lo, hi = min(a[0], b[0]), max(a[1], b[1])
    near = 0
    for root in isolate_roots(BinaryForm(tuple(reversed(minpoly)))):
        if isinstance(root, RealRoot):
            left, right = root.refined(TIE_BITS).interval
            near += left <= hi and lo <= right
    return near == 1


def ascending(points: Sequence[P], effort: Effort = UNLIMITED) -> list[P]:
    """By loss; where two are not told apart at once they are refined. Equal or undecided ones in no set order.

    Args:
        effort: what refining may take.
    """
    ordered = sorted(points, key=lambda point: point.loss_enclosure(FIRST_BITS))
    for i in range(1, len(ordered)):
        j = i
        while j and order_by_bounds(ordered[j], ordered[j - 1], effort) == -1:
            ordered[j - 1], ordered[j] = ordered[j], ordered[j - 1]
            j -= 1
    return ordered
