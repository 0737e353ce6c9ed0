"""Is a D-dimensional filter an end-to-end filter? By its irreducible factors and a packing of their multidegrees.

For larger strides the factors of each level's largest divisor in powers are packed, nested by S_i.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ..algebra.forms import BinaryForm
from ..algebra.multihomogeneous import TensorForm
from ..algebra.multihomogeneous_factors import is_rational
from ..network.levels import Level
from ..network.several_axes import TensorArchitecture
from .divisors import Divisors, degrees_of
from .factor_levels import FactorLevel, Over, RationalFactor, factor_levels, irreducible_factors
from .nested import NestedProblem
from .one_axis import decide_along_one_axis
from .positions import OneAxisVerdict, Position, Verdict
from .vector_packings import VectorProblem


@dataclass(frozen=True, repr=False)
class TensorVerdict(Verdict):
    """The answer for filters with several axes.

    Composition is multiplication of multihomogeneous forms. Over ℝ these factor uniquely, so that layers exist exactly
    if the irreducible factors can be shared out. Source: arXiv 2108.01538, on D-dimensional convolutions; for larger
    strides `docs/larger-strides.md`, theorem 8.

    Attributes:
        architecture: with D-dimensional filters, of any strides.
        form: the filter.

    Examples:
        >>> architecture = TensorArchitecture(((2, 2), (2, 2)))
        >>> verdict = TensorVerdict(architecture, TensorForm((3, 3), (1, 0, 0, 0, 0, 0, 0, 0, 2)))
        >>> verdict.is_member, verdict.is_complex_member
        (False, True)
    """

    architecture: TensorArchitecture
    form: TensorForm

    @cached_property
    def factors(self) -> tuple[RationalFactor, ...]:
        """The irreducible factors over ℚ; none for the zero filter.

        Raises:
            UnsupportedError: the coefficients are not rational up to a common factor.
        """
        return irreducible_factors(self.form)

    @cached_property
    def along(self) -> OneAxisVerdict | None:
        """The answer for the same layers with one axis, if they are all along one; None: they are not."""
        line = self.architecture.one_dimensional
        return None if line is None else decide_along_one_axis(line, BinaryForm(self.form.coefficients))

    @cached_property
    def divisors(self) -> Divisors[TensorArchitecture, TensorForm]:
        """The largest divisors of a form that is not zero at the levels."""
        return Divisors(self.architecture, self.form)

    def levels(self, over: Over, *, named: bool = False) -> tuple[FactorLevel, ...] | None:
        """The irreducible factors over a field that the layers of each level can take, S ascending.

        Args:
            over: the field.
            named: whether it matters which of conjugate real factors each is made of below; see `factor_levels`.

        None: a largest divisor in powers is too small, so that not even complex layers exist. Of a form that is not
        zero.

        Raises:
            UnsupportedError: the coefficients are not rational up to a common factor.
            InconclusiveError: how a factor splits is not decided.
        """
        if self.divisors.failing_level is not None:
            return None
        key = (over, named)
        if key not in self._levels:
            self._levels[key] = factor_levels(self.divisors.levels, self._factors_of_levels, over, named=named)
        return self._levels[key]

    @cached_property
    def _levels(self) -> dict[tuple[Over, bool], tuple[FactorLevel, ...]]:
        return {}

    @cached_property
    def _factors_of_levels(self) -> tuple[tuple[RationalFactor, ...], ...]:
        return tuple(
            self.factors if divisor is self.form else irreducible_factors(divisor) for divisor in self.divisors.divisors
        )

    @cached_property
    def is_member(self) -> bool:
        """Whether real layers with this end-to-end filter exist; False: proved that none do.

        Raises:
            UnsupportedError: the coefficients are not rational up to a common factor, the layers not along one axis.
            InconclusiveError: it depends on how factors split over number fields, which SymPy would tell, or on
                factors over ℝ that are not made exact.
        """
        if self.architecture.is_filling:
            return True
        return self._decided(Over.REALS) if self.along is None else self.along.is_member

    @cached_property
    def is_complex_member(self) -> bool:
        """Whether complex layers exist; False: proved that none do. Raises as `is_member`."""
        if self.architecture.is_filling:
            return True
        return self._decided(Over.COMPLEX) if self.along is None else self.along.is_complex_member

    def _decided(self, over: Over) -> bool:
        """First with every factor as a whole, then in as many pieces as it may have, and only then exactly."""
        if self.form.is_zero or self._packs(Over.RATIONALS):
            return True
        if self.divisors.failing_level is not None or not self._finest_packs():
            return False
        return self._packs(Over.COMPLEX) and (over is Over.COMPLEX or self._packs(over))

    def _packs(self, over: Over) -> bool:
        if over not in self._packed:
            found = self.levels(over)
            self._packed[over] = (
                found is not None and NestedProblem(tuple(level.packed for level in found)).has_packing()
            )
        return self._packed[over]

    @cached_property
    def _packed(self) -> dict[Over, bool]:
        return {}

    def _finest_packs(self) -> bool:
        """Whether the factors fill the layers in as many pieces as they may have; several levels are not asked."""
        if len(self.divisors.levels) != 1:
            return True
        (level,), (factors,) = self.divisors.levels, self._factors_of_levels
        finest = [(f.parts(f.most_pieces), f.multiplicity) for f in factors for _ in range(f.most_pieces)]
        return VectorProblem(tuple(v for v, _ in finest), tuple(m for _, m in finest), level.capacities).has_packing()

    @cached_property
    def position(self) -> Position | None:
        """Interior, boundary or outside of M if M has full dimension; None: it has not, and no interior."""
        if self.architecture.is_filling:
            return Position.INTERIOR
        return None if self.along is None else self.along.position

    @property
    def reason(self) -> str:
        """One sentence that says why."""
        if self.form.is_zero:
            return "the zero filter is always a member"
        if self.architecture.is_filling:
            return "the architecture is filling"
        if self.along is not None and (self.known_factors is None or not self.architecture.is_stride_one):
            return self.along.reason
        return self._reason_by_powers() if not self.architecture.is_stride_one else self._reason_by_factors()

    def _reason_by_factors(self) -> str:
        if self.is_member:
            return "the irreducible factors over ℝ can be shared out among the layers by their multidegrees"
        if self.is_complex_member:
            return "complex layers exist, but the multidegrees of the irreducible factors over ℝ do not fill the layers"
        return "the multidegrees of the irreducible factors do not fill the layers, not even over ℂ"

    def _reason_by_powers(self) -> str:
        j = self.divisors.failing_level
        if j is not None:
            powers = powers_text(self.divisors.levels[j])
            found, wanted = degrees_of(self.divisors.divisors[j]), self.divisors.required_degrees[j]
            degrees, least = ("x".join(map(str, vector)) for vector in (found, wanted))
            return f"the largest divisor in {powers} has the multidegree {degrees} in them, layers ask for {least}"
        over = "ℝ" if self.is_complex_member else "ℂ"
        verb = "can" if self.is_member else "cannot"
        return f"the irreducible factors over {over} {verb} be shared out by their multidegrees, in powers as S_i asks"

    def _evidence(self) -> dict[str, object]:
        known = self.known_factors
        return {"factors": None if known is None else [_factor_to_dict(factor) for factor in known]}

    @property
    def known_factors(self) -> tuple[RationalFactor, ...] | None:
        """The irreducible factors over ℚ; None: the form has none, and the answer needs none.

        That is so for coefficients that are not rational up to a common factor, where layers are along one axis or the
        architecture is filling.
        """
        needed = self.along is None and not self.architecture.is_filling
        return self.factors if needed or self.form.is_zero or is_rational(self.form) else None


def powers_text(level: Level) -> str:
    """Such as x1^2, x2^4, the unknowns of forms of the level."""
    return ", ".join(f"x{j}^{S}" if S > 1 else f"x{j}" for j, S in enumerate(level.strides, start=1))


def _factor_to_dict(factor: RationalFactor) -> dict[str, object]:
    return {"degrees": list(factor.form.degrees), "multiplicity": factor.multiplicity, "form": str(factor.form)}
