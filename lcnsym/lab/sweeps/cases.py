"""What a sweep's cases are: a plan names all of them, and a number one, with its data and its answer."""

from __future__ import annotations

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from functools import cached_property, partial
from typing import Any, ClassVar, Self

from ... import __version__
from ...algebra.forms import BinaryForm
from ...errors import BadInputError, InconclusiveError, LcnsymError, require_integer, shorten
from ...network.architecture import Architecture

MAX_CASES = 10**7
MAX_SEED = 10**18 - 1
MAX_COLUMN = 2**63 - 1
REFUSED = "refused"
UNDECIDED = "undecided"
UNAVAILABLE = "unavailable"
FAILED = "failed"
WITHOUT_ANSWER = (REFUSED, UNDECIDED, UNAVAILABLE, FAILED)
"""The outcomes of cases to which there is no answer; all others are answers."""

TRIED_AGAIN = (UNAVAILABLE, FAILED)
"""The outcomes that may be others the next time: a program was missing, or a process died."""

MAY_CHANGE = (UNDECIDED, UNAVAILABLE, FAILED)
"""The outcomes that depend on time, memory and programs; all others are the same everywhere."""

TOLD = frozenset({"explanation", "counterexample", "certificates", "note"})
"""The columns that another version of lcnsym may word otherwise, or fill with other reasons for the same outcome."""

WHOLE_NUMBERS = frozenset({"number", "spurious_minima", "critical_points", "certificates"})
"""The columns of natural numbers; all others are texts."""

Cell = str | int | bool | None
Cells = dict[str, Cell]
Answer = tuple[str, Cells]
"""The outcome in one word, and the columns that the answer fills."""

Row = tuple[int, str, str]
"""A finished case: its number, the outcome in one word, and all columns as one JSON object."""

Progress = Callable[[int, int], None]
"""Is told how many cases are done, and of how many."""

Limits = tuple[str, int, int]
_VERSION = re.compile(r"\d[\w.+-]{0,39}", re.ASCII)


@dataclass(frozen=True)
class Case:
    """One case.

    Attributes:
        inputs: the columns that say what the case is about.
        answer: works out the others, exactly.
    """

    inputs: Cells
    answer: Callable[[], Answer]


@dataclass(frozen=True)
class SweepPlan(ABC):
    """All cases of a sweep: case `index`, from 0, is a function of the plan and its number.

    What the three kinds of plans have in common.

    Attributes:
        seed: of all that is random; the data of a case come from the seed and its number alone.
        version: of lcnsym, that which works out the cases.

    Examples:
        >>> from lcnsym import MembershipSweep
        >>> plan = MembershipSweep(1, (2, 2), (1, 1), filters=100, largest=9)
        >>> isinstance(plan, SweepPlan), plan.cases, plan.title
        (True, 100, 'membership in the function space of k = (2,2)')
    """

    kind: ClassVar[str]
    columns: ClassVar[tuple[str, ...]]
    """The columns of a row, after its number."""
    counted: ClassVar[tuple[str, ...]] = ()
    """The columns whose values a summary counts."""
    limits: ClassVar[dict[str, Limits]] = {}
    """The parameters that are integers, but for the seed: what they are, the least and the greatest."""
    is_sample: ClassVar[bool] = True
    """Whether the cases are independent draws, so that shares of outcomes estimate probabilities."""

    version: str = field(default=__version__, kw_only=True)
    seed: int

    def __post_init__(self) -> None:
        object.__setattr__(self, "seed", require_integer(self.seed, "the seed", 0, MAX_SEED))
        if not (isinstance(self.version, str) and _VERSION.fullmatch(self.version)):
            raise BadInputError(f"'{shorten(str(self.version), 20)}' is not a version of lcnsym")
        if not 1 <= self.cases <= MAX_CASES:
            raise BadInputError(f"a sweep has from 1 to {MAX_CASES} cases, this one would have {self.cases}")

    def _check_limits(self) -> None:
        for name, limits in self.limits.items():
            object.__setattr__(self, name, require_integer(getattr(self, name), *limits))

    def __reduce__(self) -> tuple[object, ...]:
        given = tuple(getattr(self, each.name) for each in fields(self) if not each.kw_only)
        return partial(type(self), version=self.version), given

    @property
    def is_of_this_version(self) -> bool:
        """Whether it is this version of lcnsym that works out the cases."""
        return self.version == __version__

    def check_version(self) -> None:
        """Raise BadInputError if another version of lcnsym works out the cases: its answers may be others."""
        if not self.is_of_this_version:
            raise BadInputError(
                f"the sweep was begun with lcnsym {self.version}, and this is {__version__}; only the version that "
                "began a sweep continues it"
            )

    @property
    def of_this_version(self) -> Self:
        """The plan with the same parameters, worked out by this version of lcnsym."""
        return self if self.is_of_this_version else replace(self, version=__version__)

    @property
    @abstractmethod
    def cases(self) -> int:
        """The number of cases."""

    @property
    @abstractmethod
    def title(self) -> str:
        """What is swept, in a few words."""

    @abstractmethod
    def case(self, index: int) -> Case:
        """The case of that number."""

    def row(self, index: int) -> Row:
        """The case, worked out; what cannot be answered is an outcome too."""
        case = self.case(index)
        try:
            outcome, cells = case.answer()
        except LcnsymError as error:
            outcome, cells = _unanswered(error), {"note": str(error)}
        except (MemoryError, RecursionError) as error:
            outcome, cells = FAILED, {"note": f"too large to be handled ({type(error).__name__})"}
        except Exception as error:  # a defect in one case must not end the others
            outcome, cells = FAILED, {"note": f"internal error: {type(error).__name__}: {error}"}
        return self._row(index, outcome, {**case.inputs, **cells})

    def failed_row(self, index: int, why: str) -> Row:
        """The row of a case that could not be worked out."""
        return self._row(index, FAILED, {**self.case(index).inputs, "note": why})

    def _row(self, index: int, outcome: str, cells: Cells) -> Row:
        found: Cells = {name: cells.get(name) for name in self.columns if name != "outcome"}
        return index, outcome, json.dumps(found, ensure_ascii=False, separators=(",", ":"))

    def to_dict(self) -> dict[str, object]:
        """{kind, version, …}, the JSON that a file of results begins with."""
        return {"kind": self.kind, **asdict(self)}

    @cached_property
    def text(self) -> str:
        """The canonical text of `to_dict`: equal plans have equal texts."""
        return json.dumps(self.to_dict(), sort_keys=True, separators=(",", ":"))


def plan_of_dict(document: Mapping[str, Any], kinds: Mapping[str, type[SweepPlan]]) -> SweepPlan:
    """The plan of a `to_dict` result, of one of the `kinds`.

    Raises:
        BadInputError: it is none, or one with parameters that this version of lcnsym does not know.
    """
    chosen = kinds.get(str(document.get("kind")))
    if chosen is None:
        raise BadInputError(f"a sweep is one of {', '.join(kinds)}; '{shorten(str(document.get('kind')), 40)}' is none")
    values = {name: value for name, value in document.items() if name != "kind"}
    if set(values) != {each.name for each in fields(chosen)}:
        raise BadInputError(f"a plan of the kind {chosen.kind} has other parameters: {shorten(', '.join(values))}")
    made: Callable[..., SweepPlan] = chosen
    return made(**{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()})


def _unanswered(error: LcnsymError) -> str:
    if isinstance(error, InconclusiveError):
        return UNDECIDED
    return REFUSED


def is_cell(name: str, value: object) -> bool:
    """Whether a column can have that value: nothing, a natural number or a text, whatever is due."""
    if name in WHOLE_NUMBERS:
        return value is None or (type(value) is int and 0 <= value <= MAX_COLUMN)
    return value is None or is_text(value)


def is_text(value: object) -> bool:
    """Whether it is a text without lone surrogates, which no file could hold."""
    try:
        return isinstance(value, str) and (value.isascii() or bool(value.encode()))
    except UnicodeEncodeError:
        return False


def check_word(value: object, what: str, accepted: tuple[str, ...]) -> None:
    """Raise BadInputError unless the value is one of those accepted."""
    if value not in accepted:
        raise BadInputError(f"{what} is one of {', '.join(accepted)}; '{shorten(str(value), 40)}' was given")


def architecture_cells(architecture: Architecture) -> Cells:
    """The columns k and s."""
    return {"k": _listed(architecture.filter_sizes), "s": _listed(architecture.strides)}


def _listed(numbers: tuple[int, ...]) -> str:
    return ",".join(map(str, numbers))


def form_cell(form: BinaryForm | None) -> str | None:
    """A filter as literals that --filter reads."""
    return None if form is None else ",".join(map(str, form.coefficients))
