"""Root multiplicity patterns (ρ | γ) of real binary forms, their order, and their strata."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, product

from ..algebra.forms import BinaryForm, as_form
from ..algebra.partitions import partitions
from ..algebra.short_repr import short_repr
from ..errors import BadInputError, require_integer, require_integers, require_kind, shorten
from ..roots.roots import root_multiplicities

MAX_TEXT = 100_000


@short_repr
@dataclass(frozen=True)
class RootPattern:
    """Multiplicities of the distinct real roots (ρ) and of the distinct pairs of conjugate roots (γ), ascending.

    Roots are points of the projective line. Σρ + 2Σγ is the degree. Written "112|0": ρ, a bar, γ; "0" for none;
    with commas where a multiplicity exceeds 9.

    Args:
        real: ρ, positive integers in any order.
        complex: γ, likewise.

    Raises:
        BadInputError: a multiplicity is no positive integer.

    Source: arXiv 2108.01538, real root multiplicity patterns.

    Examples:
        >>> pattern = RootPattern.parse("112|0")
        >>> pattern.degree, pattern.dimension, pattern.odd_real_roots
        (4, 4, 2)
    """

    real: tuple[int, ...]
    complex: tuple[int, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "real", tuple(sorted(require_integers(self.real, "a multiplicity", 1))))
        object.__setattr__(self, "complex", tuple(sorted(require_integers(self.complex, "a multiplicity", 1))))

    @classmethod
    def parse(cls, text: str) -> RootPattern:
        """The pattern written in `text`; multiplicities may come in any order. Raises BadInputError."""
        text = require_kind(text, str, "112|0")
        halves = text.split("|")
        if len(halves) != 2 or len(text) > MAX_TEXT:
            raise BadInputError(f"a pattern is written like 112|0 or 1,12|0, '{shorten(text)}' was given")
        return cls(*(_parse_multiplicities(half.strip(), text) for half in halves))

    @property
    def degree(self) -> int:
        """Σρ + 2Σγ."""
        return self.real_roots + 2 * self.complex_pairs

    @property
    def real_roots(self) -> int:
        """Σρ: real roots counted with multiplicity."""
        return sum(self.real)

    @property
    def complex_pairs(self) -> int:
        """Σγ: conjugate pairs counted with multiplicity."""
        return sum(self.complex)

    @property
    def odd_real_roots(self) -> int:
        """The number of distinct real roots of odd multiplicity."""
        return sum(m % 2 for m in self.real)

    @property
    def dimension(self) -> int:
        """Dimension r + 2c + 1 of the stratum Δ_(ρ|γ) in the space of filters."""
        return len(self.real) + 2 * len(self.complex) + 1

    @property
    def slides_key(self) -> tuple[object, ...]:
        """Sort key of the slides' order: Σγ ascending, dimension descending, largest multiplicity ascending."""
        return (
            self.complex_pairs,
            -self.dimension,
            max(self.real + self.complex, default=0),
            self.real,
            self.complex,
        )

    def __str__(self) -> str:
        return f"{_written(self.real)}|{_written(self.complex)}"

    def to_dict(self) -> dict[str, object]:
        """{text, real, complex}."""
        return {"text": str(self), "real": list(self.real), "complex": list(self.complex)}

    @classmethod
    def from_dict(cls, document: dict[str, object]) -> RootPattern:
        """The pattern of a `to_dict` result. Raises BadInputError if it is none."""
        return cls.parse(str(document.get("text")))


def _written(multiplicities: tuple[int, ...]) -> str:
    separator = "," if any(m > 9 for m in multiplicities) else ""
    if separator and len(multiplicities) == 1:
        return f"{multiplicities[0]},"
    return separator.join(map(str, multiplicities)) or "0"


def _parse_multiplicities(text: str, whole: str) -> tuple[int, ...]:
    words = [word.strip() for word in text.removesuffix(",").split(",")] if "," in text else list(text)
    if text == "0":
        return ()
    if not words or any(not (w.isascii() and w.isdigit() and w[0] != "0" and len(w) <= 9) for w in words):
        raise BadInputError(f"a pattern is written like 112|0 or 1,12|0, '{shorten(whole)}' was given")
    return tuple(int(word) for word in words)


def as_pattern(value: RootPattern | str) -> RootPattern:
    """A root pattern, or what its text says. Raises BadInputError."""
    return RootPattern.parse(value) if isinstance(value, str) else require_kind(value, RootPattern, "112|0")


def root_pattern(form: BinaryForm) -> RootPattern | None:
    """The root pattern of a form; None for the zero form, which has none.

    Raises:
        BadInputError: the argument is no BinaryForm.

    Examples:
        >>> print(root_pattern(BinaryForm((1, 0, -3, 2))), root_pattern(BinaryForm((1, 0, 2, 0, 1))))
        12|0 0|2
    """
    form = as_form(form)
    if form.is_zero:
        return None
    multiplicities = root_multiplicities(form)
    return RootPattern(multiplicities.real, multiplicities.complex)


def patterns_of_degree(degree: int) -> tuple[RootPattern, ...]:
    """All patterns of a degree n ≥ 0, in the slides' order. Raises BadInputError for other degrees than 0 to 1000.

    Examples:
        >>> print(*patterns_of_degree(3))
        111|0 12|0 3|0 1|1
    """
    require_integer(degree, "a degree", 0, 1000)
    return tuple(chain.from_iterable(patterns_with_pairs(degree, pairs) for pairs in range(degree // 2 + 1)))


def patterns_with_pairs(degree: int, complex_pairs: int) -> list[RootPattern]:
    """The patterns of a degree with Σγ = `complex_pairs`, 0 ≤ 2Σγ ≤ degree, in the slides' order."""
    reals, pairs = list(partitions(degree - 2 * complex_pairs)), list(partitions(complex_pairs))
    return sorted((RootPattern(real, pair) for real in reals for pair in pairs), key=lambda found: found.slides_key)


def patterns_of_multiplicities(multiplicities: Sequence[int]) -> tuple[RootPattern, ...]:
    """The patterns of forms whose roots over ℂ have these multiplicities, in the slides' order.

    Examples:
        >>> print(*patterns_of_multiplicities((2, 1, 1)))
        112|0 2|1
    """
    numbers = sorted(Counter(multiplicities).items())
    found = []
    for pairs in product(*(range(number // 2 + 1) for _, number in numbers)):
        real = [m for (m, number), p in zip(numbers, pairs, strict=True) for _ in range(number - 2 * p)]
        found.append(
            RootPattern(tuple(real), tuple(m for (m, _), p in zip(numbers, pairs, strict=True) for _ in range(p)))
        )
    return tuple(sorted(found, key=lambda pattern: pattern.slides_key))


def number_of_patterns(degree: int) -> int:
    """The coefficient of q^n in Π 1/((1−q^i)(1−q^{2i})), without listing the patterns."""
    series = [1] + [0] * degree
    for step in [*range(1, degree + 1), *range(2, degree + 1, 2)]:
        for i in range(step, degree + 1):
            series[i] += series[i - step]
    return series[degree]
