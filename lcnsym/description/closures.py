"""The Zariski closures of the strata Δ_λ: forms with roots of multiplicities λ_1, …, λ_d, or colliding ones.

Over ℂ these are the coincident root loci. The parametrisation ν: Π_i ℙ^{m_i} → ℙ^n, (f_i) ↦ Π f_i^i, where m_i parts of
λ are equal to i, is finite and birational onto the closure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import factorial, prod

from ..algebra.partitions import Partition, check_partition, partitions
from ..algebra.polynomials import Polynomial
from ..algebra.short_repr import short_repr
from ..algebra.subdiscriminants import subdiscriminants
from ..algebra.vanishing import independent, monomials, vanishing
from ..errors import BadInputError, UnsupportedError
from .regularity import regularity_bound

MAX_DEGREE = 6
MAX_EQUATION_DEGREE = 6


@dataclass(frozen=True)
class RootLocus:
    """The closure of Δ_λ in the space of binary forms of degree n = Σλ_i.

    Args:
        partition: λ, positive integers in any order; they are stored in descending order.

    Raises:
        BadInputError: no parts, or one that is no positive integer.

    Source: Hilbert 1887 for the degree; Chipalkatti, On equations defining coincident root loci, J. Algebra 267 (2003).

    Examples:
        >>> locus = RootLocus((2, 1, 1))
        >>> locus.dimension, locus.degree, locus.singular_strata
        (4, 6, ((2, 2), (3, 1), (4,)))
    """

    partition: Partition

    def __post_init__(self) -> None:
        parts = check_partition(self.partition)
        if not parts:
            raise BadInputError("a partition is a list of positive integers such as 2,1,1; none was given")
        object.__setattr__(self, "partition", parts)

    @property
    def form_degree(self) -> int:
        """n."""
        return sum(self.partition)

    @property
    def dimension(self) -> int:
        """d + 1, the dimension as a cone in filter space; the projective dimension is d."""
        return len(self.partition) + 1

    @property
    def degree(self) -> int:
        """d!·Πλ_i / Πm_i!, the degree of the projective closure. Source: Hilbert 1887."""
        d = len(self.partition)
        return factorial(d) * prod(self.partition) // prod(map(factorial, Counter(self.partition).values()))

    @cached_property
    def strata(self) -> tuple[Partition, ...]:
        """The partitions μ with Δ_μ in the closure: sums of parts of λ; in descending order, λ first."""
        return tuple(sorted(_coarsenings(self.partition), key=lambda mu: (-len(mu), mu)))

    def is_smooth_along(self, partition: Partition) -> bool:
        """Whether the closure is a manifold at the points of Δ_μ.

        It is exactly if the parts of λ can be put over those of μ, so that they add up to them, in one way only (equal
        parts being alike), and then only equal parts lie over one part of μ.

        Proof: the ways are the points of ν⁻¹(f). If f is a smooth point the closure is normal there, and ν, finite
        and birational, is an isomorphism over it, so there is one point, at which the differential is injective.
        Conversely a finite map with one unramified point over f is an embedding near it, and its source is smooth. The
        differential at (f_i) is Σ_i i·δf_i·f/f_i. If the f_i are pairwise coprime, its vanishing makes f_i divide δf_i,
        so that only scalings of the f_i are in the kernel. If f_i and f_j have a common linear factor ℓ, then
        δf_i = j·h·f_i/ℓ and δf_j = −i·h·f_j/ℓ, h any linear form, are in the kernel.
        Compare Chipalkatti, On equations defining coincident root loci, J. Algebra 267 (2003).

        Raises:
            BadInputError: Δ_μ is not in the closure.
        """
        mu = tuple(sorted(partition, reverse=True))
        if mu not in self.strata:
            raise BadInputError(f"the stratum {partition} is not in the closure of that of {self.partition}")
        ways = set(_assignments(self.partition, mu))
        return len(ways) == 1 and all(len(set(parts)) == 1 for way in ways for parts in way)

    @property
    def singular_strata(self) -> tuple[Partition, ...]:
        """The partitions μ along which the closure is singular, in the order of `strata`; none: it is smooth."""
        return tuple(mu for mu in self.strata if not self.is_smooth_along(mu))

    @cached_property
    def coordinates(self) -> tuple[Polynomial, ...]:
        """w_0 = 1, w_1, …, w_n at Π (x + t_i y)^λ_i, as polynomials in t_1, …, t_d; dense up to scaling."""
        t = Polynomial.variables(len(self.partition))
        found = [t[0] * 0 + 1]
        for root, multiplicity in zip(t, self.partition, strict=True):
            for _ in range(multiplicity):
                shifted = [found[0] * 0, *(root * c for c in found)]
                found = [a + b for a, b in zip([*found, found[0] * 0], shifted, strict=True)]
        return tuple(found)

    @cached_property
    def generation_bound(self) -> int | None:
        """A degree up to which the ideal of the closure has generators, at most MAX_EQUATION_DEGREE, proved.

        None: none is known. Where it is known the ideal is regular in this degree, so the Hilbert function is a
        polynomial from there on. Source: `docs/closures.md`, with a proof.
        """
        if len(self.partition) == self.form_degree:
            return 1
        if len(self.partition) == self.form_degree - 1:
            # the discriminant
            return 2 * self.form_degree - 2
        return regularity_bound(self.partition, MAX_EQUATION_DEGREE)

    def equations(self, up_to: int | None = None) -> LocusEquations:
        """Generators of the ideal of the closure up to a degree.

        Args:
            up_to: the largest degree; default: 2 for one part, 2n − 2 for the discriminant hypersurface, and 6.

        Raises:
            UnsupportedError: n is above MAX_DEGREE, or `up_to` above MAX_EQUATION_DEGREE.
        """
        if self.form_degree > MAX_DEGREE:
            raise UnsupportedError(
                f"equations of closures are computed for forms of degree up to {MAX_DEGREE}, not {self.form_degree}"
            )
        if up_to is not None and not 1 <= up_to <= MAX_EQUATION_DEGREE:
            raise UnsupportedError(f"equations are computed for degrees 1 to {MAX_EQUATION_DEGREE}, not {up_to}")
        return _equations(self, up_to)


@short_repr
@dataclass(frozen=True)
class LocusEquations:
    """Equations of the closure of a stratum, as `RootLocus.equations` gives them.

    Attributes:
        locus: the closure.
        polynomials: homogeneous and isobaric, none in the ideal of those before it; all vanish on the closure.
        up_to: every polynomial of degree up to this that vanishes on the closure is in the ideal they generate.
        is_known: that they generate the ideal of the closure is a classical theorem.

    Examples:
        >>> found = RootLocus((2,)).equations()
        >>> print(*found.polynomials, found.is_ideal, found.cuts_out)
        -4*w0*w2 + w1^2 True True
    """

    locus: RootLocus
    polynomials: tuple[Polynomial, ...]
    up_to: int
    is_known: bool = False

    @cached_property
    def is_ideal(self) -> bool | None:
        """Whether the equations generate the ideal of the closure, for both answers proved; None: not decided.

        They do if there are all up to `RootLocus.generation_bound`.
        """
        if self.is_known:
            return True
        if self._are_too_few:
            return False
        bound = self.locus.generation_bound
        if bound is None:
            return None
        return self.up_to >= bound or len(self.locus.equations(bound).polynomials) == len(self.polynomials)

    def to_dict(self) -> dict[str, object]:
        """The JSON of the command `closure`."""
        locus = self.locus
        return {
            "partition": list(locus.partition),
            "form_degree": locus.form_degree,
            "dimension": locus.dimension,
            "degree": locus.degree,
            "equations": [str(polynomial) for polynomial in self.polynomials],
            "equation_degrees": [polynomial.degree for polynomial in self.polynomials],
            "complete_up_to": self.up_to,
            "generated_up_to": locus.generation_bound,
            "generate_ideal": self.is_ideal,
            "cut_out": self.cuts_out,
            "strata": [list(mu) for mu in locus.strata],
            "singular_locus": [list(mu) for mu in locus.singular_strata],
        }

    @cached_property
    def cuts_out(self) -> bool | None:
        """Whether the common zeros over ℂ are exactly the closure; False: proved that there are others; None: open."""
        if self._are_too_few:
            return False
        return True if self.is_ideal else self._vanish_nowhere_else

    @property
    def _are_too_few(self) -> bool:
        """Whether there are fewer equations than the codimension, which leave more."""
        return len(self.polynomials) < self.locus.form_degree + 1 - self.locus.dimension

    @cached_property
    def _vanish_nowhere_else(self) -> bool | None:
        found = [self._meets(mu) for mu in partitions(self.locus.form_degree) if mu not in self.locus.strata]
        if any(found):
            return False
        return None if None in found else True

    def _meets(self, mu: Partition) -> bool | None:
        """Whether there is a common zero in Δ_μ; None: not decided.

        Up to GL₂(ℂ) the roots are 0, ∞, 1 and others. With no others it is one form; with one, s, all equations are
        polynomials in s, and their greatest common divisor tells.
        """
        if len(mu) > 4:
            return None
        (s,) = Polynomial.variables(1)
        for order in _orders(mu):
            forms = _through_points(order, s)
            values = [polynomial.substituted(forms) for polynomial in self.polynomials]
            common = Polynomial.common_divisor(values)
            # s = 0 and s = 1 are not allowed: the roots would collide
            if common is None or (len(mu) == 4 and common.has_root_besides((0, 1))):
                return True
        return False


@lru_cache(maxsize=64)
def _equations(locus: RootLocus, up_to: int | None) -> LocusEquations:
    n = locus.form_degree
    parts = locus.partition
    if len(parts) == n:
        return LocusEquations(locus, (), up_to or 1, is_known=True)
    if len(parts) == n - 1 and (up_to is None or up_to >= 2 * n - 2):
        # the closure is an irreducible hypersurface, of the degree of the discriminant
        discriminant = subdiscriminants(Polynomial.variables(n + 1))[-1]
        return LocusEquations(locus, (discriminant,), up_to or 2 * n - 2, is_known=True)
    limit = up_to or (2 if len(parts) == 1 else MAX_EQUATION_DEGREE)
    found: list[Polynomial] = []
    below: dict[int, list[Polynomial]] = {}
    w = Polynomial.variables(n + 1)
    for degree in range(1, limit + 1):
        here: dict[int, list[Polynomial]] = {}
        for weight in range(n * degree + 1):
            multiples = [v * p for i, v in enumerate(w) for p in below.get(weight - i, [])]
            every = vanishing(locus.coordinates, degree, weight)
            found += independent(every, multiples)
            here[weight] = every
        below = here
    # the ideal of a rational normal curve is generated by quadrics
    return LocusEquations(locus, tuple(found), limit, is_known=len(parts) == 1 and limit >= 2)


def hilbert_function(locus: RootLocus, degree: int) -> int:
    """The dimension of the space of polynomials of a degree on the closure: all, less those that vanish on it."""
    n = locus.form_degree
    return sum(
        len(monomials(n + 1, degree, weight)) - len(vanishing(locus.coordinates, degree, weight))
        for weight in range(n * degree + 1)
    )


def _coarsenings(partition: Partition) -> set[Partition]:
    """All partitions that arise by adding parts together, the partition itself among them."""
    found = {partition}
    waiting = [partition]
    while waiting:
        parts = waiting.pop()
        for j in range(len(parts)):
            for i in range(j):
                rest = parts[:i] + parts[i + 1 : j] + parts[j + 1 :]
                merged = tuple(sorted((*rest, parts[i] + parts[j]), reverse=True))
                if merged not in found:
                    found.add(merged)
                    waiting.append(merged)
    return found


def _assignments(parts: Partition, sums: Sequence[int]) -> Iterator[tuple[Partition, ...]]:
    """The ways to give the parts to the sums, in order, so that they add up; equal parts are alike."""
    if not sums:
        if not parts:
            yield ()
        return
    for chosen in set(_sub_multisets(parts, sums[0])):
        left = list(parts)
        for part in chosen:
            left.remove(part)
        yield from ((chosen, *rest) for rest in _assignments(tuple(left), sums[1:]))


def _sub_multisets(parts: Partition, total: int) -> Iterator[Partition]:
    if total == 0:
        yield ()
    elif parts:
        if parts[0] <= total:
            yield from ((parts[0], *rest) for rest in _sub_multisets(parts[1:], total - parts[0]))
        yield from _sub_multisets(parts[1:], total)


def _orders(mu: Partition) -> Iterator[Partition]:
    """The parts in the orders that matter: which of them is at the point that moves."""
    if len(mu) < 4:
        yield mu
        return
    for part in sorted(set(mu)):
        rest = list(mu)
        rest.remove(part)
        yield (*rest, part)


def _through_points(mu: Partition, s: Polynomial) -> tuple[Polynomial, ...]:
    """The coefficients of the form with the roots ∞, 0, −1, −s of multiplicities μ_1, μ_2, …, in s."""
    zero, one = s * 0, s * 0 + 1
    linear = [(zero, one), (one, zero), (one, one), (one, s)]
    form = [one]
    for (a, b), multiplicity in zip(linear, mu, strict=False):
        for _ in range(multiplicity):
            form = [a * c + b * d for c, d in zip([*form, zero], [zero, *form], strict=True)]
    return tuple(form)
