"""Theorems as values, their hypotheses, and the outcomes of checks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..algebra.forms import BinaryForm
from ..algebra.numbers import to_json
from ..algebra.short_repr import short_repr
from ..certificates.document import Certificate
from ..errors import BadInputError, CertificateError, UnsupportedError
from ..network.architecture import Architecture
from ..network.convolution import check_filter

SLIDES = "slides “The Geometry of Linear Convolutional Networks” (Kohn; with Merkh, Montúfar, Trager)"
FUNCTION_SPACE_PAPER = "Kohn, Montúfar, Shahverdi, Trager, Function Space and Critical Points of LCNs, arXiv 2304.05752"
COMPLEXITY_PAPER = "Algebraic Complexity and Neurovariety of Linear Convolutional Networks, arXiv 2401.16613"
PAPER = "Kohn, Merkh, Montúfar, Trager, Geometry of Linear Convolutional Networks, arXiv 2108.01538"


MAX_DEGREE = 256
"""Independent checks are exhaustive searches; beyond this degree they would take minutes."""


class ContradictionError(Exception):
    """Exact computations disagree with a theorem, or with each other. Becomes a check with holds = False."""

    def __init__(self, explanation: str, counterexample: BinaryForm | None = None) -> None:
        super().__init__(explanation)
        self.explanation = explanation
        self.counterexample = counterexample


@dataclass(frozen=True)
class Finding:
    """What an examination established: a sentence or two, and certificates of the claims behind them."""

    explanation: str
    certificates: tuple[Certificate, ...] = ()


Examination = Callable[[Architecture, BinaryForm | None], Finding]
"""Checks a theorem on an input that meets its hypothesis; raises ContradictionError if the theorem fails."""


@short_repr
@dataclass(frozen=True)
class TheoremCheck:
    """The outcome of checking a theorem on one input.

    Attributes:
        name: the theorem's name.
        holds: whether every computation agreed with the theorem; False: `counterexample` is where they did
            not.
        architecture: the architecture of the check.
        explanation: what was computed, and by which independent means.
        certificates: claims behind the check, each with evidence for `lcnsym.checker`; empty when it failed, and for
            theorems that no kind of claim is about.
        counterexample: a filter or, for theorems about architectures, the architecture; None when the check
            holds.

    Examples:
        >>> from lcnsym import theorems
        >>> check = theorems.theorem("filling").check(Architecture((3, 2)))
        >>> check.holds, check.certificate.kind
        (True, 'filling')
    """

    name: str
    holds: bool
    architecture: Architecture
    explanation: str
    certificates: tuple[Certificate, ...] = ()
    counterexample: BinaryForm | Architecture | None = None

    @property
    def certificate(self) -> Certificate | None:
        """The first certificate, the only one for a single filter; None when there is none."""
        return self.certificates[0] if self.certificates else None

    def to_dict(self) -> dict[str, object]:
        """The JSON of the command `theorem check`."""
        return {
            "name": self.name,
            "holds": self.holds,
            "certificate": self.certificate.to_dict() if self.certificate else None,
            "certificates": [certificate.to_dict() for certificate in self.certificates],
            "architecture": _architecture_json(self.architecture),
            "explanation": self.explanation,
            "counterexample": _counterexample_json(self.counterexample),
        }


def _architecture_json(architecture: Architecture) -> dict[str, object]:
    return {"k": list(architecture.filter_sizes), "s": list(architecture.strides)}


def _counterexample_json(found: BinaryForm | Architecture | None) -> dict[str, object] | None:
    if isinstance(found, BinaryForm):
        return {"filter": [to_json(w) for w in found.coefficients]}
    return _architecture_json(found) if found else None


@dataclass(frozen=True)
class Hypothesis:
    """Which inputs a theorem speaks of.

    Attributes:
        least_even, most_even: bounds of e, the number of even filter sizes; None: no upper bound.
        filter_sizes: the only k the theorem is about; empty: any k.
        about_filters: whether a filter may be given; without one, a theorem about filters is checked on one
            filter of every root pattern.
        nonzero: whether the zero filter is left out.
        any_stride: whether larger strides may stand before layers with k_i > 1.
        layers: the only L the theorem is about; None: any.
    """

    least_even: int = 0
    most_even: int | None = None
    filter_sizes: tuple[int, ...] = ()
    about_filters: bool = True
    nonzero: bool = False
    any_stride: bool = False
    layers: int | None = None

    def admit(self, name: str, architecture: Architecture | None, form: BinaryForm | None) -> Architecture:
        """The architecture to check.

        Raises:
            BadInputError: the input does not meet the hypothesis; the text says what is required.
            UnsupportedError: the degree is above MAX_DEGREE.
        """
        chosen = self._chosen(name, architecture)
        if not (self.any_stride or chosen.is_stride_one):
            raise BadInputError(f"theorem '{name}' is about stride one, but {chosen} was given")
        if chosen.degree > MAX_DEGREE:
            raise UnsupportedError(
                f"theorems are checked up to degree {MAX_DEGREE}; {chosen} has degree {chosen.degree}"
            )
        if self.layers is not None and chosen.layers != self.layers:
            raise BadInputError(f"theorem '{name}' is about {self.layers} layers, but {chosen} was given")
        self._admit_even_filters(name, chosen)
        if form is not None and not self.about_filters:
            raise BadInputError(f"theorem '{name}' is about an architecture alone, but a filter was given")
        if form is not None:
            check_filter(chosen, form)
            if self.nonzero and form.is_zero:
                raise BadInputError(f"theorem '{name}' is about filters other than zero, but zero was given")
        return chosen

    def _chosen(self, name: str, architecture: Architecture | None) -> Architecture:
        if self.filter_sizes:
            own = Architecture(self.filter_sizes)
            if architecture is not None and architecture.filter_sizes != self.filter_sizes:
                raise BadInputError(f"theorem '{name}' is about {own}, but {architecture} was given")
            return own if architecture is None else architecture
        if architecture is None:
            raise BadInputError(f"theorem '{name}' needs an architecture, such as k = (3,2,2)")
        return architecture

    def _admit_even_filters(self, name: str, architecture: Architecture) -> None:
        e = architecture.even_filters
        if e >= self.least_even and (self.most_even is None or e <= self.most_even):
            return
        if self.most_even is None:
            wanted = f"e ≥ {self.least_even}"
        else:
            wanted = f"e ≤ {self.most_even}" if self.least_even == 0 else f"e = {self.least_even}"
        raise BadInputError(f"theorem '{name}' is about {wanted} even filter sizes, but {architecture} has e = {e}")


@short_repr
@dataclass(frozen=True)
class Theorem:
    """A theorem that can be checked.

    Attributes:
        name: what `theorems.theorem` and the command line call it.
        title: in a few words.
        statement: in full.
        source: where it is stated and proved.
        hypothesis: provisional; which inputs it is about.
        examination: provisional; computes both sides of the statement by independent means.
        coq: provisional; the theorems in Coq that prove it, named as in `proofs/statements.txt`; empty if none does.
        coq_leaves: provisional; what of the statement they do not prove; empty if they prove all of it.

    Examples:
        >>> from lcnsym import theorems
        >>> theorems.theorem("filling").title
        'Filling architectures'
    """

    name: str
    title: str
    statement: str
    source: str
    hypothesis: Hypothesis
    examination: Examination = field(repr=False)
    coq: tuple[str, ...] = field(default=(), repr=False)
    coq_leaves: str = field(default="", repr=False)

    def check(self, architecture: Architecture | None = None, form: BinaryForm | None = None) -> TheoremCheck:
        """Check the theorem on an architecture and, where it is about filters, a filter.

        Args:
            architecture: of stride one, unless the theorem is about all strides; those about one architecture do not
                need it.
            form: π(w) of a filter as long as the architecture's; None: one filter of every root pattern, and
                the zero filter where the theorem speaks of it; for larger strides compositions and others.

        Raises:
            BadInputError: the input does not meet the theorem's hypothesis.
            UnsupportedError, InconclusiveError: the check would take more than its bounds allow.
        """
        admitted = self.hypothesis.admit(self.name, architecture, form)
        try:
            finding = self.examination(admitted, form)
        except ContradictionError as contradiction:
            found = contradiction.counterexample
            blamed = admitted if found is None else found
            return TheoremCheck(self.name, False, admitted, contradiction.explanation, counterexample=blamed)
        except CertificateError as error:
            told = f"the engine's answer cannot be certified: {error}"
            return TheoremCheck(self.name, False, admitted, told, counterexample=form or admitted)
        return TheoremCheck(self.name, True, admitted, finding.explanation, finding.certificates)

    def to_dict(self) -> dict[str, object]:
        """{name, title, statement, source}, an entry of the command `theorem list`."""
        return {"name": self.name, "title": self.title, "statement": self.statement, "source": self.source}


def require_agreement(answers: Mapping[str, object], counterexample: BinaryForm | None = None) -> None:
    """Compare answers to one question, found by the means that are the keys.

    Raises:
        ContradictionError: two of them differ.
    """
    if len(set(answers.values())) > 1:
        told = "; ".join(f"{means}: {answer}" for means, answer in answers.items())
        raise ContradictionError(f"the answers differ: {told}", counterexample)


def require(fact: bool, explanation: str, counterexample: BinaryForm | None = None) -> None:  # noqa: FBT001
    """Raise ContradictionError with this explanation unless the fact holds."""
    if not fact:
        raise ContradictionError(explanation, counterexample)
