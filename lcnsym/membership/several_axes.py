"""Is a D-dimensional filter an end-to-end filter? By its irreducible factors and a packing of their multidegrees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..algebra.forms import BinaryForm
from ..algebra.multihomogeneous import TensorForm
from ..algebra.multihomogeneous_factors import rational_factors
from ..network.several_axes import TensorArchitecture
from ..roots.absolute_factors import Splitting, most_pieces, splitting
from .positions import Position, Verdict
from .stride_one import StrideOneVerdict
from .vector_packings import Vector, VectorProblem


@dataclass(frozen=True)
class RationalFactor:
    """An irreducible factor over ℚ of a filter's form.

    Attributes:
        form: monic.
        multiplicity: in the filter's form.

    Examples:
        >>> architecture = TensorArchitecture(((2, 2), (2, 2)))
        >>> for factor in TensorVerdict(architecture, TensorForm((3, 3), (1, 0, 0, 0, 0, 0, 0, 0, -4))).factors:
        ...     print(factor.form, factor.multiplicity)
        x1*x2 + 2*y1*y2 1
        x1*x2 - 2*y1*y2 1
    """

    form: TensorForm
    multiplicity: int

    @cached_property
    def splitting(self) -> Splitting:
        """How it splits over ℝ and ℂ. Raises InconclusiveError if that is not decided."""
        return splitting(self.form)

    @cached_property
    def most_pieces(self) -> int:
        """The number of factors over ℂ divides this; 1: it does not split."""
        return most_pieces(self.form)

    def parts(self, pieces: int) -> Vector:
        """The multidegree of one of so many equal pieces."""
        return tuple(d // pieces for d in self.form.degrees)


@dataclass(frozen=True)
class TensorVerdict(Verdict):
    """The answer for filters with several axes.

    Composition is multiplication of multihomogeneous forms. Over ℝ these factor uniquely, so that layers exist exactly
    if the irreducible factors can be shared out. Source: arXiv 2108.01538, on D-dimensional convolutions.

    Attributes:
        architecture: with D-dimensional filters, stride one.
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
        if self.form.is_zero:
            return ()
        return tuple(RationalFactor(form, m) for form, m in rational_factors(self.form))

    @cached_property
    def is_member(self) -> bool:
        """Whether real layers with this end-to-end filter exist; False: proved that none do.

        Raises:
            UnsupportedError: the coefficients are not rational up to a common factor.
            InconclusiveError: it depends on how factors split over number fields, which SymPy would tell.
        """
        return self._decided(self.real_sizes)

    @cached_property
    def is_complex_member(self) -> bool:
        """Whether complex layers exist; False: proved that none do. Raises as `is_member`."""
        return self._decided(self.complex_sizes)

    def _decided(self, exact: Callable[[], list[tuple[Vector, int]]]) -> bool:
        """First with every factor as a whole, then in as many pieces as it may have, and only then exactly."""
        if self.form.is_zero or self._packs([(f.form.degrees, f.multiplicity) for f in self.factors]):
            return True
        finest = [(f.parts(f.most_pieces), f.multiplicity) for f in self.factors for _ in range(f.most_pieces)]
        if not self._packs(finest):
            return False
        return self._packs(exact())

    def real_sizes(self) -> list[tuple[Vector, int]]:
        """Multidegree and multiplicity of every irreducible factor over ℝ."""
        found = []
        for factor in self.factors:
            pieces, real = factor.splitting.pieces, factor.splitting.real_pieces
            part = factor.parts(pieces)
            found += [(part, factor.multiplicity)] * real
            found += [(tuple(2 * d for d in part), factor.multiplicity)] * ((pieces - real) // 2)
        return found

    def complex_sizes(self) -> list[tuple[Vector, int]]:
        """Multidegree and multiplicity of every irreducible factor over ℂ."""
        return [
            (factor.parts(factor.splitting.pieces), factor.multiplicity)
            for factor in self.factors
            for _ in range(factor.splitting.pieces)
        ]

    def _packs(self, sizes: Sequence[tuple[Vector, int]]) -> bool:
        problem = VectorProblem(tuple(v for v, _ in sizes), tuple(m for _, m in sizes), self.architecture.capacities)
        return problem.has_packing()

    @cached_property
    def position(self) -> Position | None:
        """Interior, boundary or outside of M if M has full dimension; None: it has not, and no interior."""
        if len(self.architecture.nontrivial) <= 1:
            return Position.INTERIOR
        along = self.architecture.one_dimensional
        if along is None:
            return None
        return StrideOneVerdict(along, BinaryForm(self.form.coefficients)).position

    @property
    def reason(self) -> str:
        """One sentence that says why."""
        if self.form.is_zero:
            return "the zero filter is always a member"
        if self.is_member:
            return "the irreducible factors over ℝ can be shared out among the layers by their multidegrees"
        if self.is_complex_member:
            return "complex layers exist, but the multidegrees of the irreducible factors over ℝ do not fill the layers"
        return "the multidegrees of the irreducible factors do not fill the layers, not even over ℂ"

    def _evidence(self) -> dict[str, object]:
        return {
            "factors": [
                {"degrees": list(factor.form.degrees), "multiplicity": factor.multiplicity, "form": str(factor.form)}
                for factor in self.factors
            ]
        }
