"""Distances of a filter from closed sets of filters, with the nearest filters, as values.

`docs/distances.md` has the theorems on which filters can be nearest.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import isqrt

from ..algebra.copies import LeanCopies
from ..algebra.enclosures import enclosure_of
from ..algebra.forms import BinaryForm
from ..algebra.multihomogeneous import TensorForm
from ..algebra.numbers import Number, enclosure_to_json, int_to_json, minimal_polynomial, to_json
from ..membership.patterns import RootPattern, root_pattern
from ..network.networks import Filter
from .completeness import Proof
from .layers.parameter_points import CriticalFilter
from .loss import SquareLoss
from .ties import Enclosure

OUTPUT_BITS = 60


@dataclass(frozen=True, eq=False)
class ExactFilter:
    """A filter that is known exactly, with its squared distance from the given one.

    Attributes:
        is_on_curve: whether infinitely many filters of the set are as far away.
    """

    form: BinaryForm
    exact_value: Number
    is_on_curve: bool = False

    @property
    def pattern(self) -> RootPattern | None:
        """Its root pattern; None for the zero filter."""
        return root_pattern(self.form)

    def loss_enclosure(self, bits: int) -> Enclosure:
        """Certified rationals around the squared distance."""
        return enclosure_of(self.exact_value, bits)

    def enclosures(self, bits: int) -> tuple[Enclosure, ...]:
        """Certified rationals around every coefficient."""
        return tuple(enclosure_of(c, bits) for c in self.form.coefficients)

    def loss_minimal_polynomial(self) -> tuple[int, ...]:
        """The minimal polynomial of the squared distance."""
        return minimal_polynomial(self.exact_value)


Near = ExactFilter | CriticalFilter
"""A filter of the set that may be nearest; with several axes its entries in one line."""


def exact_form(found: Near) -> BinaryForm | None:
    """The filter exactly; None: it is not known."""
    return found.form if isinstance(found, ExactFilter) else found.function.exact_form


@dataclass(frozen=True, eq=False)
class Distance(LeanCopies):
    """How far a filter is from a closed set of filters, and which filters of the set are nearest to it.

    d² = min (w − v)ᵀ Q (w − v) over the filters v of the set, Q the identity unless a Gram matrix is given.

    Attributes:
        loss: the squared distance from the given filter as a function of v. None: the filter is in the set.
        form: the given filter, with several axes a TensorForm.
        to: the set, in words.
        proof: how it is proved that no filter of the set is nearer: the weakest way of all strata. None: the filter is
            in the set.
        candidates: provisional; the filters of the set of which none is proved to be nearer than another.
        bounds: of d², where the nearest filters are not known. None: they are.
        example: then a filter of the set that is at most as far away as the upper bound says. None: none is known
            exactly.

    Source: arXiv 2108.01538, critical points on strata of root multiplicities; `docs/distances.md`, with proofs.

    Examples:
        >>> from lcnsym import FunctionSpace
        >>> found = FunctionSpace(Architecture((2, 2))).distance(BinaryForm((1, 0, 4)))
        >>> found.exact_squared, *map(str, found.nearest)
        (Fraction(1, 1), '4*y^2')
    """

    loss: SquareLoss | None
    form: Filter
    to: str
    proof: Proof | None
    candidates: tuple[Near, ...] = ()
    bounds: Enclosure | None = None
    example: Filter | None = None

    def __repr__(self) -> str:
        lo, hi = self.enclosure(OUTPUT_BITS)
        return f"<Distance {float((lo + hi) / 2):.6g} from {self.to}>"

    @classmethod
    def zero(cls, form: Filter, to: str) -> Distance:
        """That of a filter in the set."""
        return cls(None, form, to, None)

    @property
    def is_zero(self) -> bool:
        """Whether the filter is in the set."""
        return self.loss is None

    @property
    def is_unique(self) -> bool | None:
        """Whether one filter alone is nearest. None: some may be equally near, no bits that are spent tell."""
        if self.bounds is not None:
            return None
        if len(self.candidates) < 2:
            return not any(isinstance(f, ExactFilter) and f.is_on_curve for f in self.candidates)
        return False if self.exact_squared is not None else None

    @property
    def nearest(self) -> tuple[Filter | None, ...]:
        """The nearest filters, and those that may be equally near; None for those that are not known exactly.

        Of a curve of them there is one. There is none where `bounds` is all that is known.
        """
        if self.is_zero:
            return (self.form,)
        return tuple(map(self._exact, self.candidates))

    @property
    def patterns(self) -> tuple[RootPattern | None, ...]:
        """The root patterns of these filters; None for zero, and where they were found in parameter space."""
        if isinstance(self.form, TensorForm):
            return (None,) * len(self.nearest)
        if self.is_zero:
            return (root_pattern(self.form),)
        return tuple(f.pattern for f in self.candidates)

    def nearest_enclosures(self, bits: int) -> tuple[tuple[Enclosure, ...], ...]:
        """For every coefficient of each of these filters certified rationals lo ≤ v ≤ hi with hi − lo < 2^−bits."""
        if self.is_zero:
            return (tuple(enclosure_of(c, bits) for c in self.form.coefficients),)
        return tuple(f.enclosures(bits) for f in self.candidates)

    @cached_property
    def exact_squared(self) -> Number | None:
        """d², where the nearest filters are known exactly. None: they are not."""
        if self.is_zero:
            return Fraction(0)
        if self.bounds is not None:
            return None
        found, *others = (f.exact_value for f in self.candidates)
        return found if all(other is not None and other == found for other in others) else None

    def squared_enclosure(self, bits: int) -> Enclosure:
        """Certified rationals lo ≤ d² ≤ hi with hi − lo < 2^−bits; the same where d² is known to be rational.

        Where `bounds` is all that is known, these are given, whatever the bits.
        """
        if self.bounds is not None:
            return self.bounds
        if self.exact_squared is not None:
            return enclosure_of(self.exact_squared, bits)
        bounds = [f.loss_enclosure(bits) for f in self.candidates]
        return max(Fraction(0), min(lo for lo, _ in bounds)), min(hi for _, hi in bounds)

    def enclosure(self, bits: int) -> Enclosure:
        """Certified rationals lo ≤ d ≤ hi with hi − lo < 2^−bits; the same where d is known to be rational.

        Where `bounds` is all that is known, they tell what the difference is.
        """
        lo, hi = self.squared_enclosure(2 * bits + 4)
        below, above = _root_below(lo, bits + 2), _root_above(hi, bits + 2)
        # √hi − √lo ≤ √(hi − lo), and each is rounded by less than 2^−(bits + 2)
        return below, above

    def squared_minimal_polynomial(self) -> tuple[int, ...] | None:
        """The minimal polynomial of d² over ℤ, constant term first, primitive, with positive leading coefficient.

        None: several filters may be nearest, or it is not known; it may take seconds for several repeated roots.
        """
        if self.exact_squared is not None:
            return minimal_polynomial(self.exact_squared)
        return self.candidates[0].loss_minimal_polynomial() if len(self.candidates) == 1 else None

    def to_dict(self, *, minimal_polynomials: bool = False) -> dict[str, object]:
        """{to, distance_squared, distance, nearest: [{pattern, filter}], example, unique, proof}."""
        squared = (
            enclosure_to_json(*self.squared_enclosure(OUTPUT_BITS))
            if self.exact_squared is None
            else to_json(self.exact_squared)
        )
        if minimal_polynomials and isinstance(squared, dict):
            minpoly = self.squared_minimal_polynomial()
            squared = {**squared, "minpoly": minpoly and list(map(int_to_json, minpoly))}
        return {
            "to": self.to,
            "distance_squared": squared,
            "distance": enclosure_to_json(*self.enclosure(OUTPUT_BITS)),
            "nearest": [
                {"pattern": None if pattern is None else str(pattern), "filter": coefficients}
                for pattern, coefficients in zip(self.patterns, self._filters_json(), strict=True)
            ],
            "example": None if self.example is None else [to_json(c) for c in self.example.coefficients],
            "unique": self.is_unique,
            "proof": None if self.proof is None else str(self.proof),
        }

    def _exact(self, found: Near) -> Filter | None:
        line = exact_form(found)
        if line is None or self.loss is None or self.loss.format is None:
            return line
        return TensorForm(self.loss.format, line.coefficients)

    def _filters_json(self) -> list[list[object]]:
        bounds = self.nearest_enclosures(OUTPUT_BITS)
        return [
            [enclosure_to_json(*c) for c in enclosed] if exact is None else [to_json(c) for c in exact.coefficients]
            for exact, enclosed in zip(self.nearest, bounds, strict=True)
        ]


def _root_below(value: Fraction, bits: int) -> Fraction:
    """A rational root, if the value is a square; else the largest multiple of 2^−bits below it."""
    return _rational_root(value) or Fraction(isqrt((value.numerator << 2 * bits) // value.denominator), 1 << bits)


def _root_above(value: Fraction, bits: int) -> Fraction:
    exact = _rational_root(value)
    if exact is not None:
        return exact
    return Fraction(isqrt(-(-(value.numerator << 2 * bits) // value.denominator)) + 1, 1 << bits)


def _rational_root(value: Fraction) -> Fraction | None:
    root = Fraction(isqrt(value.numerator), isqrt(value.denominator))
    return root if root * root == value else None
