"""What a sweep's cases are: a plan names all of them, and a number one, with its data and its answer."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from typing import Any, ClassVar

from .. import __version__
from ..errors import BadInputError, InconclusiveError, LcnsymError, shorten
from ..exact.forms import BinaryForm
from ..network.architecture import Architecture

MAX_CASES = 10**7
MAX_SEED = 10**18
REFUSED, UNDECIDED, FAILED = "refused", "undecided", "failed"

Cell = str | int | bool | None
Cells = dict[str, Cell]
Answer = tuple[str, Cells]
"""The outcome in one word, and the columns that the answer fills."""

Row = tuple[int, str, str]
"""A finished case: its number, the outcome in one word, and all columns as one JSON object."""


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

    Attributes:
        seed: of all that is random; the data of a case come from the seed and its number alone.
    """

    kind: ClassVar[str]
    columns: ClassVar[tuple[str, ...]]
    """The columns of a row, after its number."""
    counted: ClassVar[tuple[str, ...]] = ()
    """The columns whose values a summary counts."""
    is_sample: ClassVar[bool] = True
    """Whether the cases are independent draws, so that shares of outcomes estimate probabilities."""

    seed: int

    def __post_init__(self) -> None:
        check_number(self.seed, "the seed", 0, MAX_SEED)
        if not 1 <= self.cases <= MAX_CASES:
            raise BadInputError(f"a sweep has from 1 to {MAX_CASES} cases, this one would have {self.cases}")

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), tuple(getattr(self, field.name) for field in fields(self))

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
            outcome = UNDECIDED if isinstance(error, InconclusiveError) else REFUSED
            cells = {"note": str(error)}
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
        return {"kind": self.kind, "version": __version__, **asdict(self)}

    @cached_property
    def text(self) -> str:
        """The canonical text of `to_dict`: equal plans have equal texts."""
        return json.dumps(self.to_dict(), sort_keys=True, separators=(",", ":"))


def plan_of_dict(document: Mapping[str, Any], kinds: Mapping[str, type[SweepPlan]]) -> SweepPlan:
    """The plan of a `to_dict` result, of one of the `kinds`.

    Raises:
        BadInputError: it is none, or one of another version of lcnsym, whose answers may differ.
    """
    chosen = kinds.get(str(document.get("kind")))
    if chosen is None:
        raise BadInputError(f"a sweep is one of {', '.join(kinds)}; '{shorten(str(document.get('kind')), 40)}' is none")
    if document.get("version") != __version__:
        raise BadInputError(
            f"the sweep was begun with lcnsym {shorten(str(document.get('version')), 20)}, and this is {__version__}; "
            "only the version that began a sweep continues it"
        )
    values = {name: value for name, value in document.items() if name not in ("kind", "version")}
    if set(values) != {field.name for field in fields(chosen)}:
        raise BadInputError(f"a plan of the kind {chosen.kind} has other parameters: {shorten(', '.join(values))}")
    made: Callable[..., SweepPlan] = chosen
    return made(**{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()})


def check_number(value: object, what: str, least: int, most: int) -> None:
    """Raise BadInputError unless the value is an integer in that range."""
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise BadInputError(f"{what} is an integer from {least} to {most}, '{shorten(str(value), 40)}' was given")


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
