"""Critical points of the square loss with a singular Gram matrix, as few data have it: what is proved of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from ..algebra.copies import LeanCopies
from ..algebra.numbers import enclosure_to_json
from ..errors import BadInputError, UnsupportedError
from ..network.networks import Network, NetworkLike, along_one_axis, as_network
from ..network.several_axes import TensorArchitecture
from .completeness import Proof
from .ed_degrees import segre_ed_degree
from .effort import Effort
from .first_keys import first_keys
from .in_parameter_space import FoundInParameterSpace, ParameterSpace, search_parameter_space
from .layers.natures import Nature
from .layers.parameter_points import CriticalPoint
from .layers.zero_filters import ZeroFilterFamily, zero_filter_families
from .loss import SemidefiniteLoss, require_fitting
from .ties import ascending
from .zero_loss import ZeroLoss, zero_loss


@dataclass(frozen=True, eq=False)
class SingularLandscape(LeanCopies):
    """The filters of loss zero, and the isolated critical points, as far as they are known.

    That no critical point is missing is proved only if there are gED(Segre) isolated ones over ℂ. Where filters of loss
    zero come in families, real or not, there are fewer.

    Attributes:
        architecture: of any strides, with one axis, or with several and layers that are not all along one.
        square_loss: the loss.
        zero_loss: the filters of the function space with loss zero.
        points: ascending by loss; each class is a simple zero of the gradient up to scaling.
        space: what is known of all critical points with an end-to-end filter that is not zero.
        zero_families: the critical points with exactly one zero filter, by layer.
        is_interrupted: whether the search was ended.

    Source: arXiv 2108.01538, critical points of the square loss; arXiv 2512.21029 for few data.

    Examples:
        >>> from lcnsym import BinaryForm, loss_with_gram
        >>> loss = loss_with_gram([[1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]], BinaryForm((1, 0, 1, 2)))
        >>> landscape = singular_critical_points(Architecture((2, 2, 2)), loss)
        >>> landscape, landscape.zero_loss.dimension, landscape.is_complete
        (<SingularLandscape of k = (2,2,2): 4 isolated critical points>, 1, False)
    """

    architecture: Network
    square_loss: SemidefiniteLoss
    zero_loss: ZeroLoss
    points: tuple[CriticalPoint, ...]
    space: ParameterSpace
    zero_families: tuple[ZeroFilterFamily, ...]
    is_interrupted: bool = False

    def __repr__(self) -> str:
        number = len(self.points)
        shown = f"{number} isolated critical point{'' if number == 1 else 's'}"
        return f"<SingularLandscape of {self.architecture}: {shown}>"

    @property
    def is_complete(self) -> bool:
        """Whether it is proved that no critical point with w ≠ 0 is missing. False: not proved."""
        return self.space.is_complete

    @property
    def parameter_classes(self) -> int:
        """The number of isolated critical points in parameter space, up to scaling, that are known."""
        return sum(len(point.classes) for point in self.points)

    @property
    def complex_classes(self) -> int | None:
        """The number of complex critical points with w ≠ 0 up to scaling. None: not known, or infinite."""
        return self.space.complex

    @property
    def expected_classes(self) -> int:
        """gED(Segre_k), their number for generic data."""
        return self.space.expected

    @property
    def proof(self) -> Proof | None:
        """How it is proved that no critical point is missing. None: it is not proved."""
        return self.space.proof

    @property
    def is_generic(self) -> bool | None:
        """Whether there are as many as for generic data, all simple. None: not decided."""
        return self.space.is_generic

    @property
    def note(self) -> str:
        """What is not proved; empty if all critical points are known."""
        if self.is_complete:
            return ""
        return (
            f"the Gram matrix is singular, its kernel has dimension {self.square_loss.kernel_dimension}; of isolated "
            f"critical points {self.space.note}"
        )

    @cached_property
    def spurious_minima(self) -> int | None:
        """The number of parameter classes that are minima with a positive loss, where some filter has loss zero.

        None: critical points may be missing, it is not decided whether a loss is zero or what a class is, or no filter
        has loss zero: then the infimum of the loss need not be attained.
        """
        if not self.is_complete or self.zero_loss.is_empty is not False:
            return None
        above = [point for point in self.points if point.loss[1] > 0]
        classes = [c for point in above for c in point.classes]
        if any(point.loss[0] <= 0 for point in above) or any(c.decided.may_be_minimum for c in classes):
            return None
        return sum(c.nature is Nature.MINIMUM for c in classes)

    def to_dict(self, *, minimal_polynomials: bool = False) -> dict[str, object]:
        """The JSON of the command `critical` if Q is singular; the argument as for `CriticalPoint.to_dict`."""
        return {
            **first_keys(self, [{**self.space.to_dict(), "packings": None}], minimal_polynomials=minimal_polynomials),
            "zero_loss": self.zero_loss.to_dict(),
            "global_minimum": self._least_json(),
            "spurious_minima": self.spurious_minima,
            "curves": [],
            "note": self.note,
            "zero_filters": [family.to_dict() for family in self.zero_families],
        }

    def _least_json(self) -> dict[str, object] | None:
        member = self.zero_loss.member
        if member is None or not member.is_rational:
            return None
        return {"pattern": None, "loss": "0", "filter": [enclosure_to_json(c, c) for c in member.rationals]}


def singular_critical_points(
    architecture: NetworkLike, loss: SemidefiniteLoss, seconds: float = 600, *, use_cache: bool = True
) -> SingularLandscape:
    """What is proved of the critical points of a square loss with a singular Gram matrix, for all strides.

    Candidates are followed from data whose critical points are known; each is proved by Krawczyk's test. With more than
    MOST_POINTS complex critical points for generic data none is looked for, which the note says. Where several axes
    have all layers along one, it is about the same layers with one axis.

    Args:
        architecture: of any strides, with one axis or several.
        loss: for filters of the architecture's size or format.
        seconds: how long the search may take, as for `critical_points`.
        use_cache: as for `critical_points`.

    An interrupt (KeyboardInterrupt) ends the search; what was found is returned.

    Raises:
        BadInputError: the loss is no SemidefiniteLoss, or for filters of another size.

    Source: arXiv 2108.01538, critical points of the square loss; arXiv 2512.21029 for few data.

    Examples:
        >>> from lcnsym import BinaryForm, loss_with_gram
        >>> loss = loss_with_gram([[1, 0, 0], [0, 0, 0], [0, 0, 1]], BinaryForm((1, 0, 1)))
        >>> found = singular_critical_points(Architecture((2, 2)), loss).zero_loss
        >>> found.is_empty, found.dimension
        (False, 1)
    """
    if not isinstance(loss, SemidefiniteLoss):
        raise BadInputError(f"a SemidefiniteLoss is required, not a value of type {type(loss).__name__}")
    architecture = as_network(architecture)
    require_fitting(loss, architecture)
    line = along_one_axis(architecture)
    if line is not None and isinstance(architecture, TensorArchitecture):
        architecture, loss = line, replace(loss, format=None)
    effort = Effort(seconds, use_cache)
    try:
        found = search_parameter_space(architecture, loss, effort)
    except UnsupportedError as error:
        # which filters have loss zero is asked all the same
        expected = segre_ed_degree(architecture.entries)
        found = FoundInParameterSpace((), ParameterSpace(expected, 0, 0, None, f"none was looked for: {error}"))
    points = tuple(ascending(found.points, effort.ended() if found.is_interrupted else effort.begun()))
    least = zero_loss(architecture, loss.gram, loss.target)
    if found.space.is_complete:
        least = _among(points, least)
    elif least.is_empty is None:
        exact = next((point.function.rational_form for point in points if point.loss[1] <= 0), None)
        least = least if exact is None else ZeroLoss(False, None, exact)
    families = zero_filter_families(architecture, loss)
    return SingularLandscape(architecture, loss, least, points, found.space, families, found.is_interrupted)


def _among(points: tuple[CriticalPoint, ...], known: ZeroLoss) -> ZeroLoss:
    """The filters of loss zero where all critical points are known, each isolated.

    Filters of loss zero other than the zero filter are critical, and have finitely many factorizations here. That of
    the zero filter is positive: else no critical point would be isolated.
    """
    zeros = [point for point in points if point.loss[0] <= 0]
    if not zeros:
        return ZeroLoss(True)
    exact = next((point.function.exact_form for point in zeros if point.loss[1] <= 0), None)
    if exact is None and known.is_empty is not False:
        return known
    return ZeroLoss(False, 0, known.member or exact)
