"""Function spaces for larger strides as polynomial equations and inequalities, for one or two levels.

A filter P with complex layers has a divisor D_T(P) of some degree δ. Its coefficients are minors of the matrix of the
rank condition, and which real layers there are depends on the numbers of its roots of each sort, and on the number of
real roots of P. `docs/larger-strides.md` has the proof.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import comb

from ..algebra.polynomials import Polynomial
from ..algebra.short_repr import short_repr
from ..algebra.subdiscriminants import determinant
from ..errors import BadInputError, UnsupportedError, shorten
from ..membership.larger_strides import RootSorts
from ..network.architecture import Architecture, as_architecture
from ..network.levels import Level, levels
from .classification import classified_at
from .description import Description
from .formulas import Conjunction, Formula, Relation, SignCondition
from .strided_closures import MAX_MINOR_SIZE, MAX_MINORS, rank_condition

MOST_LEVELS = 2
LARGEST_DEGREE = 6
LARGEST_CORE = 3
"""Up to this degree the signs of coefficients and a discriminant tell how many roots are positive and negative."""

LARGEST_COFACTOR = 4
"""Up to this degree of its coefficients the real roots of the cofactor are counted instead of those of P."""

ALWAYS = Conjunction(())
Coefficients = tuple[Polynomial, ...]


@short_repr
@dataclass(frozen=True)
class LevelStratum:
    """The filters with complex layers whose largest divisor in x^T, y^T has some degree.

    Attributes:
        stride: T, of the last level.
        degree: of D_T(P), in x^T and y^T.
        conditions: which filters these are.
        members: which of them are in the function space.

    Source: `docs/larger-strides.md`, with a proof.

    Examples:
        >>> first, second = StridedDescription(Architecture((3, 2), (2, 1))).level_strata
        >>> second.stride, second.degree, str(second.members)
        (2, 2, 'w1 = 0 and w3 = 0 and -4*w0*w4 + w2^2 ≥ 0')
    """

    stride: int
    degree: int
    conditions: Formula
    members: Formula


@dataclass(frozen=True)
class StridedDescription(Description):
    """The function space M of an architecture with a larger stride, by polynomials in the coefficients of a filter.

    M is closed and has no interior points, so that it is its own boundary.

    Args:
        architecture: with a larger stride that matters, of at most two levels.

    Raises:
        BadInputError: stride one.
        UnsupportedError: more levels, or a degree above LARGEST_DEGREE.

    Source: `docs/larger-strides.md`, with a proof.

    Examples:
        >>> print(StridedDescription(Architecture((2, 2), (2, 1))).function_space)
        -w0*w3 + w1*w2 = 0
    """

    architecture: Architecture

    def __post_init__(self) -> None:
        object.__setattr__(self, "architecture", as_architecture(self.architecture))
        number = len(levels(self.architecture))
        if self.architecture.is_stride_one:
            raise BadInputError(f"{self.architecture} has no larger stride that matters; describe() describes it")
        if self.degree // self._base > LARGEST_DEGREE:
            shown = "" if self._base == 1 else f" in x^{self._base}, y^{self._base}"
            raise UnsupportedError(
                f"function spaces for larger strides are described for forms of degree up to {LARGEST_DEGREE}; filters "
                f"of {shorten(str(self.architecture))} have degree {self.degree // self._base}{shown}"
            )
        if number > MOST_LEVELS:
            raise UnsupportedError(
                f"function spaces are described for architectures with at most {MOST_LEVELS} different products of "
                f"strides before layers with k_i > 1; {self.architecture} has {number}"
            )

    @cached_property
    def _base(self) -> int:
        """The stride of the first level: filters are forms in its powers of x and y."""
        return levels(self.architecture)[0].stride

    @cached_property
    def _problem(self) -> _TwoLevels | None:
        """In the variables that may be other than zero. None: there is one level."""
        lower, *others = levels(self.architecture)
        if not others:
            return None
        w = Polynomial.variables(self.degree + 1)[:: self._base]
        return _TwoLevels(w, others[0].stride // self._base, lower, others[0])

    @cached_property
    def _outside_of_powers(self) -> tuple[SignCondition, ...]:
        """That the other coefficients are zero."""
        w = Polynomial.variables(self.degree + 1)
        return tuple(SignCondition(v, Relation.EQUAL) for i, v in enumerate(w) if i % self._base)

    @cached_property
    def _membership(self) -> dict[bool, Formula]:
        own: dict[bool, list[Conjunction]] = {True: [], False: []}
        if self._problem is None:
            (level,) = levels(self.architecture)
            w = Polynomial.variables(self.degree + 1)[:: self._base]
            least = level.even_filters
            found = classified_at(w, lambda p: p is None or least <= 1 or p.real_roots >= least)
            own = {label: list(found.get(label, ())) for label in (True, False)}
        else:
            for label in (True, False):
                own[label] = [c for stratum in self._problem.strata for c in stratum.labelled[label]]
            own[True] += self._zero_filter(own[True])
            own[False] += [_compare(p, Relation.UNEQUAL) for p in self._problem.equations]
        within = Conjunction(self._outside_of_powers)
        powers = [Conjunction((SignCondition(c.polynomial, Relation.UNEQUAL),)) for c in self._outside_of_powers]
        return {
            True: simplified(self.degree + 1, [within & c for c in own[True]]),
            False: simplified(self.degree + 1, [*powers, *(within & c for c in own[False])]),
        }

    def _zero_filter(self, others: Sequence[Conjunction]) -> list[Conjunction]:
        """All coefficients zero, unless the zero filter satisfies another alternative."""
        if any(all(0 in c.relation.value for c in other.conditions) for other in others):
            return []
        equations = self._problem.equations if self._problem else ()
        zeros = (*equations, *Polynomial.variables(self.degree + 1))
        return [Conjunction(tuple(SignCondition(p, Relation.EQUAL) for p in zeros))]

    @property
    def interior(self) -> Formula:
        """False: M has no interior points."""
        return self._never()

    @property
    def boundary(self) -> Formula:
        """M itself."""
        return self.function_space

    @property
    def definite(self) -> None:
        """None: it is about stride one."""
        return None

    @cached_property
    def level_strata(self) -> tuple[LevelStratum, ...]:
        """By the degree of the largest divisor in powers of the last level, ascending; none for one level."""
        if self._problem is None:
            return ()
        size, within = self.degree + 1, Conjunction(self._outside_of_powers)
        return tuple(
            LevelStratum(
                self._problem.stride * self._base,
                stratum.degree,
                simplified(size, [within & c for c in stratum.conditions]),
                simplified(size, [within & c for c in stratum.labelled[True]]),
            )
            for stratum in self._problem.strata
        )


@dataclass(frozen=True)
class _Stratum:
    """Alternatives for the filters with a degree of D_T(P), and for members and others among them."""

    degree: int
    conditions: list[Conjunction]
    labelled: dict[bool, list[Conjunction]]


@dataclass(frozen=True)
class _TwoLevels:
    """A form P with the coefficients w, P = Q_1·Q_2(x^T, y^T).

    Attributes:
        coefficients: w, of P.
        stride: T.
        lower, upper: the levels of Q_1 and Q_2.
    """

    coefficients: Coefficients
    stride: int
    lower: Level
    upper: Level

    @property
    def degree(self) -> int:
        """That of P."""
        return len(self.coefficients) - 1

    @cached_property
    def equations(self) -> tuple[Polynomial, ...]:
        """Of the filters with complex layers."""
        return minors(self.coefficients, self.stride, self.upper.degree)

    @cached_property
    def strata(self) -> tuple[_Stratum, ...]:
        """By the degree of D_T(P)."""
        return tuple(map(self._stratum, range(self.upper.degree, self.degree // self.stride + 1)))

    def _stratum(self, degree: int) -> _Stratum:
        equations = dict.fromkeys(self.equations + minors(self.coefficients, self.stride, degree))
        common = Conjunction(tuple(SignCondition(p, Relation.EQUAL) for p in equations))
        labelled: dict[bool, list[Conjunction]] = {True: [], False: []}
        conditions: list[Conjunction] = []
        for case in divisor_cases(self.coefficients, self.stride, degree):
            conditions += [common & case.guard & c for c in case.where_not_zero()]
            for label, alternatives in self._labelled(case).items():
                labelled[label] += [common & case.guard & c for c in alternatives]
        return _Stratum(degree, conditions, labelled)

    def _labelled(self, case: DivisorCase) -> dict[bool, list[Conjunction]]:
        """Members and others where D_T(P) is as in a case; where it is zero, neither unless the case is about P = 0."""
        if self.lower.even_filters <= 1:
            # the first level takes what is left
            least = self.upper.even_filters
            zero = True if case.is_zero_with_form else None
            found = classified_at(case.divisor, lambda p: zero if p is None else p.real_roots >= least)
            return {label: list(found.get(label, ())) for label in (True, False)}
        labelled: dict[bool, list[Conjunction]] = {True: [], False: []}
        for where, sorts, core in sort_cases(case.divisor, is_even=self.stride % 2 == 0):
            needed = self._needed(sorts)
            if needed is None:
                labelled[False].append(where)
                continue
            form, least = self._with_its_real_roots(core, sorts, needed)
            for label, alternatives in self._by_real_roots(form, least).items():
                labelled[label] += [where & c for c in alternatives]
        return labelled

    def _needed(self, sorts: RootSorts) -> int | None:
        """How many real roots P needs if its divisor has roots of these sorts. None: none do."""
        choices = sorts.choices(self.upper.degree, self.upper.even_filters)
        used = [chosen.preimages(self.stride).real for chosen in choices]
        return min(used) + self.lower.even_filters if used else None

    def _with_its_real_roots(self, core: Core, sorts: RootSorts, needed: int) -> tuple[Coefficients, int]:
        """A form and how many real roots it has exactly where P has `needed`: the cofactor of D_T(P), or P.

        The cofactor has smaller degree, but its coefficients may be large.
        """
        divided = cofactor(self.coefficients, core, self.stride)
        if divided is None:
            return self.coefficients, needed
        return divided, max(0, needed - sorts.preimages(self.stride).real)

    def _by_real_roots(self, form: Coefficients, least: int) -> dict[bool, tuple[Conjunction, ...]]:
        """Where a form that is not zero has this many real roots, and where it has fewer."""
        key = form, least
        if key not in self._known:
            self._known[key] = classified_at(form, lambda p: p is None or p.real_roots >= least)
        return self._known[key]

    @cached_property
    def _known(self) -> dict[tuple[Coefficients, int], dict[bool, tuple[Conjunction, ...]]]:
        return {}


@dataclass(frozen=True)
class DivisorCase:
    """Where the guard holds and the divisor is not zero, it is D_T(P), up to a factor.

    Attributes:
        guard: conditions.
        divisor: coefficients.
        is_zero_with_form: whether the divisor is zero only if P is.
    """

    guard: Conjunction
    divisor: Coefficients
    is_zero_with_form: bool = False

    def where_not_zero(self) -> list[Conjunction]:
        """Alternatives."""
        if any(is_constant(p) and not p.is_zero for p in self.divisor):
            return [ALWAYS]
        return [_compare(p, Relation.UNEQUAL) for p in self.divisor if not p.is_zero]


def divisor_cases(w: Coefficients, stride: int, degree: int) -> Iterator[DivisorCase]:
    """D_T(P) for the forms P ≠ 0 for which it has a degree, if the minors for this degree vanish.

    In one of the cases at least the guard holds and the divisor is not zero exactly if D_T(P) has the degree.

    Args:
        w: the coefficients of P.
        stride: T.
        degree: δ ≥ 0.
    """
    n = len(w) - 1
    q, r = divmod(n, stride)
    if degree == 0:
        one = (w[0] * 0 + 1,)
        if q == 0:
            yield DivisorCase(ALWAYS, one)
        else:
            for p in minors(w, stride, 1):
                yield DivisorCase(_compare(p, Relation.UNEQUAL), one)
        return
    if degree == q and r == 0:
        yield DivisorCase(ALWAYS, w[::stride], is_zero_with_form=True)
    elif degree == q or (degree == q - 1 and r == 0):
        # all classes of this degree are multiples of one another
        for c in range(r + 1) if degree == q else range(1, stride):
            found = tuple(w[n - x] for x in range(c + degree * stride, -1, -stride))
            yield DivisorCase(ALWAYS, found)
    else:
        yield from _eliminated(w, stride, degree)
        zeros = Conjunction(tuple(SignCondition(v, Relation.EQUAL) for v in w[:stride]))
        for case in divisor_cases(w[stride:], stride, degree - 1):
            yield DivisorCase(zeros & case.guard, (w[0] * 0, *case.divisor), case.is_zero_with_form)


def _eliminated(w: Coefficients, stride: int, degree: int) -> Iterator[DivisorCase]:
    """Where D_T(P) has no root at infinity: its coefficients as minors that have the first columns."""
    matrix = multiples(w, stride, degree)
    size = len(matrix[0]) - degree
    _require_few(comb(len(matrix), size) * (degree + 1), size, stride)
    for rows in combinations(matrix, size):
        found = tuple(
            determinant([[*row[: size - 1], row[column]] for row in rows]) for column in range(size - 1, len(matrix[0]))
        )
        if not found[0].is_zero:
            yield DivisorCase(_compare(found[0], Relation.UNEQUAL), found)


def multiples(w: Coefficients, stride: int, degree: int) -> list[list[Polynomial]]:
    """Multiples of the classes of P that span all multiples of D_T(P) of their degree where it has this degree.

    For two classes these are as many as the dimension of that space, the rows of a Sylvester matrix.
    """
    if stride > 2:
        return rank_condition(len(w) - 1, stride, degree).matrix(w, w[0] * 0)
    n, zero = len(w) - 1, w[0] * 0
    classes = [[w[n - x] for x in range(c + (n - c) // 2 * 2, -1, -2)] for c in (0, 1)]
    columns = sum(map(len, classes)) - 1 - degree
    return [
        [zero] * shift + found + [zero] * (columns - len(found) - shift)
        for found in classes
        for shift in range(columns - len(found) + 1)
    ]


def minors(w: Coefficients, stride: int, degree: int) -> tuple[Polynomial, ...]:
    """Polynomials that vanish exactly if D_T(P) has at least a degree."""
    if degree == 0:
        return ()
    condition = rank_condition(len(w) - 1, stride, degree)
    if condition.has_many_minors:
        _require_few(MAX_MINORS + 1, condition.most + 1, stride)
    found: dict[Polynomial, None] = {}
    for minor in condition.minors(w):
        if not minor.is_zero and minor.primitive() not in found and (-minor).primitive() not in found:
            found[minor.primitive()] = None
    return tuple(sorted(found, key=lambda p: (p.degree, str(p))))


def _require_few(number: int, size: int, stride: int) -> None:
    if number > MAX_MINORS or size > MAX_MINOR_SIZE:
        raise UnsupportedError(
            f"up to {MAX_MINORS} minors of size up to {MAX_MINOR_SIZE} are written out; the condition for the stride "
            f"{stride} has more of them, or larger ones: their size is {size}"
        )


@dataclass(frozen=True)
class Core:
    """A form without its roots at 0 and infinity.

    Attributes:
        infinity, zero: how many these are.
        coefficients: of the rest, the first and the last are not zero.
    """

    infinity: int
    zero: int
    coefficients: Coefficients


def cofactor(w: Coefficients, core: Core, stride: int) -> Coefficients | None:
    """C with P = C·D_T(P)(x^T, y^T), up to a factor, for the core of D_T(P).

    None: its coefficients have a degree above LARGEST_COFACTOR in those of P.
    """
    rest = w[core.infinity * stride : len(w) - core.zero * stride]
    first, *others = core.coefficients
    number = len(rest) - stride * len(others)
    if not others:
        return rest
    steps = (number + stride - 1) // stride
    if 1 + steps * max(p.degree for p in core.coefficients) > LARGEST_COFACTOR:
        return None
    powers = [first * 0 + 1]
    while len(powers) <= steps:
        powers.append(powers[-1] * first)
    found: list[Polynomial] = []
    for k in range(number):
        # first^(k // T + 1) times the k-th coefficient
        value = rest[k] * powers[k // stride]
        for i, other in enumerate(others, start=1):
            if k >= i * stride:
                value = value - other * found[k - i * stride] * powers[i - 1]
        found.append(value)
    last = (number - 1) // stride
    return tuple(value * powers[last - k // stride] for k, value in enumerate(found))


def sort_cases(form: Coefficients, *, is_even: bool) -> Iterator[tuple[Conjunction, RootSorts, Core]]:
    """Conditions, and the sorts of the roots of a form that is not zero where they hold.

    Args:
        is_even: whether positive and negative roots are told apart; else all count as positive.

    Raises:
        UnsupportedError: the degree is above LARGEST_CORE, or MAX_DEGREE if they are not told apart.
    """
    degree = len(form) - 1
    for infinity in range(degree + 1):
        for zero in range(degree + 1 - infinity):
            core = form[infinity : degree + 1 - zero]
            outside = (*form[:infinity], *form[degree + 1 - zero :])
            guard = [SignCondition(p, Relation.EQUAL) for p in outside]
            # one condition, which those on the sign of the product are joined with
            guard.append(SignCondition(core[0] * core[-1] if len(core) > 1 else core[0], Relation.UNEQUAL))
            for where, positive, negative in _core_cases(core, is_even=is_even):
                pairs = (len(core) - 1 - positive - negative) // 2
                sorts = RootSorts(positive, negative, infinity + zero, pairs)
                yield Conjunction(tuple(guard)) & where, sorts, Core(infinity, zero, core)


def _core_cases(core: Coefficients, *, is_even: bool) -> Iterator[tuple[Conjunction, int, int]]:
    """The numbers of positive and negative roots of forms with first and last coefficients that are not zero."""
    degree = len(core) - 1
    if degree == 0:
        yield ALWAYS, 0, 0
        return
    # the form is not zero, so that it does not matter where zero is counted
    by_real_roots = classified_at(core, lambda p: degree if p is None else p.real_roots)
    if not is_even:
        for real, alternatives in by_real_roots.items():
            yield from ((where, real, 0) for where in alternatives)
        return
    if degree > LARGEST_CORE:
        raise UnsupportedError(
            f"numbers of positive and negative roots are described up to degree {LARGEST_CORE}, {degree} is needed"
        )
    for real, alternatives in by_real_roots.items():
        for where in alternatives:
            yield from ((where & signs, p, real - p) for signs, p in _positive_roots(core, real))


def _positive_roots(core: Coefficients, real: int) -> Iterator[tuple[Conjunction, int]]:
    """The numbers of positive roots of forms with this many real roots, from signs of coefficients.

    The last coefficient over the first has the sign of (−1)^n times the product of the roots, so of (−1)^(negative
    roots); where all roots are real, there are as many positive ones as changes of sign (Descartes).
    """
    first, last, degree = core[0], core[-1], len(core) - 1
    same, opposite = (_compare(first * last, relation) for relation in (Relation.GREATER, Relation.LESS))
    if real == 0:
        yield ALWAYS, 0
    elif real == 1:
        yield opposite, 1
        yield same, 0
    elif degree == 2:
        yield opposite, 1
        yield same & _compare(first * core[1], Relation.LESS), 2
        yield same & _compare(first * core[1], Relation.GREATER), 0
    else:
        # of degree three: the second coefficient has the sign of −Σ t_i, the third that of Σ t_i·t_j
        alternating = _compare(first * core[1], Relation.LESS) & _compare(first * core[2], Relation.GREATER)
        constant = _compare(first * core[1], Relation.GREATER) & _compare(first * core[2], Relation.GREATER)
        yield opposite & alternating, 3
        yield same & constant, 0
        for negated in (Relation.AT_LEAST, Relation.AT_MOST):
            sign = opposite if negated is Relation.AT_LEAST else same
            positive = 1 if negated is Relation.AT_LEAST else 2
            yield sign & _compare(first * core[1], negated), positive
            yield sign & _compare(first * core[2], Relation.AT_MOST), positive


def is_constant(polynomial: Polynomial) -> bool:
    """Whether it has no variables."""
    return polynomial.degree <= 0


def _compare(polynomial: Polynomial, relation: Relation) -> Conjunction:
    return Conjunction((SignCondition(polynomial, relation),))


def simplified(size: int, alternatives: Iterable[Conjunction]) -> Formula:
    """The same without constants, contradictions, and what other alternatives make needless."""
    vectors = _SignVectors()
    kept = list(dict.fromkeys(found for found in map(vectors.written, alternatives) if found is not None))
    is_changed = True
    while is_changed:
        kept = _without_implied(_joined(kept))
        is_changed = False
        for i, one in enumerate(kept):
            weaker = vectors.weakened(one, kept)
            if weaker != one:
                kept[i], is_changed = weaker, True
    shorter = _SignVectors()
    found = dict.fromkeys(shorter.written(_with_zeros_put_in(vectors.read(one))) for one in kept)
    return Formula(
        size, tuple(shorter.read(one) for one in _without_implied([one for one in found if one is not None]))
    )


def _with_zeros_put_in(conjunction: Conjunction) -> Conjunction:
    """The same conditions on polynomials without the variables that are zero."""
    conditions = conjunction.conditions
    zeros = [c for c in conditions if c.relation is Relation.EQUAL and c.polynomial.variable is not None]
    if not zeros:
        return conjunction
    number = zeros[0].polynomial.number_of_variables
    values = list(Polynomial.variables(number))
    for condition in zeros:
        values[condition.polynomial.variable or 0] = values[0] * 0
    others = [SignCondition(c.polynomial.substituted(values), c.relation) for c in conditions if c not in zeros]
    return Conjunction((*zeros, *others))


_ANY = 0b111
_BITS = {-1: 1, 0: 2, 1: 4}


class _SignVectors:
    """Conjunctions by the places of polynomials and the signs that are allowed, as three bits.

    A conjunction implies another one if what that forbids is among what it forbids itself.
    """

    def __init__(self) -> None:
        self._places: dict[Polynomial, int] = {}

    def written(self, conjunction: Conjunction) -> _Vector | None:
        """None: no form satisfies it."""
        allowed: dict[int, int] = {}
        for condition in conjunction.conditions:
            polynomial, signs = condition.polynomial.primitive(), condition.relation.value
            if is_constant(polynomial):
                value = polynomial.at((0,) * polynomial.number_of_variables)
                if (value > 0) - (value < 0) not in signs:
                    return None
                continue
            if -polynomial in self._places:
                polynomial, signs = -polynomial, frozenset(-s for s in signs)
            place = self._places.setdefault(polynomial, len(self._places))
            allowed[place] = allowed.get(place, _ANY) & sum(_BITS[s] for s in signs)
            if not allowed[place]:
                return None
        return tuple(sorted(allowed.items()))

    def read(self, vector: _Vector) -> Conjunction:
        """The conjunction again."""
        polynomials = list(self._places)
        return Conjunction(
            tuple(
                SignCondition(polynomials[place], Relation(frozenset(s for s, bit in _BITS.items() if bits & bit)))
                for place, bits in vector
            )
        )

    def weakened(self, one: _Vector, kept: Sequence[_Vector]) -> _Vector:
        """Without a polynomial, where another alternative allows its other signs."""
        own = _forbidden(one)
        others = [_forbidden(other) for other in kept if other is not one]
        for place, bits in one:
            # the alternative with the other signs
            turned = (own & ~(_ANY << 3 * place)) | bits << 3 * place
            if any(not other & ~turned for other in others):
                return tuple((p, b) for p, b in one if p != place)
        return one


_Vector = tuple[tuple[int, int], ...]
"""Places of polynomials and the signs that are allowed."""


def _forbidden(vector: _Vector) -> int:
    """Three bits for every polynomial: the signs that are not allowed."""
    return sum((_ANY ^ bits) << 3 * place for place, bits in vector)


def _joined(kept: Sequence[_Vector]) -> list[_Vector]:
    """With one alternative for those that differ in the signs of one polynomial alone."""
    found = list(kept)
    for place in {place for one in kept for place, _ in one}:
        groups: dict[_Vector, int] = {}
        for one in found:
            rest = tuple((p, b) for p, b in one if p != place)
            groups[rest] = groups.get(rest, 0) | next((b for p, b in one if p == place), _ANY)
        found = [rest if bits == _ANY else tuple(sorted((*rest, (place, bits)))) for rest, bits in groups.items()]
    return found


def _without_implied(kept: Sequence[_Vector]) -> list[_Vector]:
    """Without alternatives that imply others."""
    forbidden = [_forbidden(one) for one in kept]
    found: list[_Vector] = []
    for i, one in enumerate(forbidden):
        if not any(not other & ~one and (other != one or j < i) for j, other in enumerate(forbidden) if j != i):
            found.append(kept[i])
    return found
