"""Systems of polynomial equations whose solutions are critical points or root loci, as values to hand on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..algebra.coefficients import correlation, difference, image, inner
from ..algebra.fields import RealField
from ..algebra.forms import BinaryForm, FormLike
from ..algebra.numbers import polynomial_text, text
from ..algebra.partitions import check_partition
from ..algebra.polynomials import Polynomial
from ..algebra.short_repr import short_repr
from ..description.closures import RootLocus
from ..description.strided_closures import StridedClosure
from ..errors import BadInputError, require_kind, require_sequence
from ..network.architecture import Architecture, ArchitectureLike, as_architecture
from ..network.convolution import composed, composed_without
from .ed_degrees import generic_ed_degree, segre_ed_degree
from .equations.quadrics import Quadric
from .equations.repeated_roots import RepeatedRoots, repeated_divisor, repeated_part
from .layers.gauged_gradients import GaugedGradient
from .loss import SquareLoss, as_loss, require_loss, require_rational_target

WANTED = "equations for other programs need"

Terms = dict[tuple[int, ...], int]


@short_repr
@dataclass(frozen=True)
class EquationSystem:
    """Polynomial equations with integer coefficients.

    Args:
        title: what the solutions are, one line.
        names: the unknowns.
        equations: polynomials that have to vanish; their w_i is the i-th unknown.
        expected: how many complex solutions there are for generic data; None: infinitely many, or not known.

    Raises:
        BadInputError: an equation is in another number of unknowns.

    Examples:
        >>> system = closure_system(RootLocus((2,)))
        >>> print(system.names, *system.equations)
        ('w0', 'w1', 'w2') -4*w0*w2 + w1^2
    """

    title: str
    names: tuple[str, ...]
    equations: tuple[Polynomial, ...]
    expected: int | None = None

    def __post_init__(self) -> None:
        equations = require_sequence(self.equations, "equations")
        for equation in (require_kind(each, Polynomial) for each in equations):
            if equation.number_of_variables != len(self.names):
                raise BadInputError(
                    f"an equation in {equation.number_of_variables} unknowns was given, {len(self.names)} are named"
                )


def critical_system(architecture: ArchitectureLike, loss: SquareLoss | FormLike) -> EquationSystem:
    """All critical points with an end-to-end filter that is not zero, up to scaling of the layers, for any strides.

    The end-to-end filter is τ·v, v the composition of filters that begin with 1, and the gradient vanishes; layers of
    size 1 are left out. For generic data there are gED(Segre ΠP^{k_i−1}) solutions, all simple (arXiv 2401.16613).
    Points at which a layer begins with 0, which generic data do not have, are no solutions.

    Raises:
        BadInputError: the target has another length than the end-to-end filter.
        UnsupportedError: an irrational target.

    Examples:
        >>> system = critical_system(Architecture((2, 2)), SquareLoss.euclidean(BinaryForm((1, 0, -1))))
        >>> system.names, len(system.equations), system.expected
        (('w0_1', 'w1_1', 'tau'), 3, 6)
    """
    architecture = as_architecture(architecture)
    loss = require_loss(as_loss(loss, architecture), architecture)
    require_rational_target(loss, WANTED)
    layers = [(k, S) for k, S in _layers(architecture) if k > 1]
    sizes, strides = [k for k, _ in layers], [S for _, S in layers]
    gauge = GaugedGradient(Quadric(loss.gram, loss.target), sizes, strides, (0,) * len(sizes))
    expected = segre_ed_degree(architecture.filter_sizes)
    title = f"critical points of the square loss of {architecture}: filters that begin with 1, and a factor tau"
    return EquationSystem(title, gauge.names, gauge.polynomials, expected)


def gradient_system(architecture: ArchitectureLike, loss: SquareLoss | FormLike) -> EquationSystem:
    """The gradient in the filters, all but the first of which begin with 1, for any strides.

    Besides the critical points of `critical_system` it has the solutions whose first filter is zero, of which there may
    be infinitely many. The derivative in a leading 1 follows from the others by Euler's relation and is left out.

    Raises:
        BadInputError: the target has another length than the end-to-end filter.
        UnsupportedError: an irrational target.

    Examples:
        >>> system = gradient_system(Architecture((2, 2)), SquareLoss.euclidean(BinaryForm((1, 0, -1))))
        >>> system.names, len(system.equations)
        (('w0_0', 'w0_1', 'w1_1'), 3)
    """
    architecture = as_architecture(architecture)
    loss = require_loss(as_loss(loss, architecture), architecture)
    require_rational_target(loss, WANTED)
    layers = _layers(architecture)
    names = [f"w{i}_{a}" for i, (k, _) in enumerate(layers) for a in range(int(i > 0), k)]
    unknowns = Polynomial.variables(len(names))
    one, supply = unknowns[0] * 0 + 1, iter(unknowns)
    filters = [[one if i and not a else next(supply) for a in range(k)] for i, (k, _) in enumerate(layers)]
    strides = architecture.stride_products
    residual = _residual(loss, composed(filters, strides, one))
    equations = []
    for i, S in enumerate(strides):
        rest = composed_without({i}, filters, strides, one)
        equations += correlation(rest, residual, S)[int(i > 0) :]
    title = f"gradient of the square loss of {architecture}: all filters but the first begin with 1"
    return EquationSystem(title, tuple(names), tuple(equations))


def stratum_system(partition: Sequence[int], loss: SquareLoss) -> EquationSystem:
    """All critical forms with root multiplicities λ: Q(w − u) ⟂ G·ℂ[x, y]_d for w = Π A_i^i and G = Π A_i^{i−1}.

    The unknowns a_i_j are the coefficients of x^j in A_i; all A_i but A_1 are monic. For generic data there are
    generic_ed_degree(λ) solutions, all simple. Forms with a repeated root at infinity, which generic data do not have,
    are no solutions; forms with further repeated roots may be solutions for data that are not generic.

    Args:
        partition: λ, in any order, with the degree of the target as its sum.
        loss: Q and u.

    Raises:
        BadInputError: the sum of λ is another one.
        UnsupportedError: an irrational target.

    Examples:
        >>> system = stratum_system((2,), SquareLoss.euclidean(BinaryForm((1, 0, -1))))
        >>> print(*system.names, system.expected)
        a2_0 a1_0 4
    """
    parts = check_partition(partition)
    if sum(parts) != require_kind(loss, SquareLoss).degree:
        raise BadInputError(f"the partition {parts} is one of {sum(parts)}; the target has degree {loss.degree}")
    require_rational_target(loss, WANTED)
    roots = RepeatedRoots(parts)
    simple = parts.count(1)
    names = (*roots.names, *(f"a1_{j}" for j in range(simple + 1)))
    unknowns = Polynomial.variables(len(names))
    one = unknowns[0] * 0 + 1
    factors = roots.parts(unknowns[: roots.number], one)
    small, large = repeated_divisor(factors, one), repeated_part(factors, one)
    quadric = Quadric(loss.gram, loss.target)
    gram_scale, moment_scale = quadric.gram_integers[0], quadric.integer_moments[0]
    free = unknowns[roots.number :]
    equations = [
        inner(row, free) * moment_scale - last * gram_scale
        for *row, last in roots.inner_products(quadric, small, large)
    ]
    title = f"critical forms of the square loss with root multiplicities {_word(parts)}: a_i_j is the coefficient of "
    return EquationSystem(f"{title}x^j in A_i, w = product of A_i^i", names, tuple(equations), generic_ed_degree(parts))


def closure_system(closure: RootLocus | StridedClosure, up_to: int | None = None) -> EquationSystem:
    """The equations of the Zariski closure of a stratum, or of a function space, in the coefficients w0, …, wn.

    Args:
        closure: the stratum's or the architecture's.
        up_to: for a stratum, the largest degree of equations.

    Raises:
        UnsupportedError: they are too many to be written out, or the degree is too large.
        BadInputError: `up_to` is given for a function space.

    Examples:
        >>> from lcnsym import Architecture
        >>> print(*closure_system(StridedClosure(Architecture((2, 2), (2, 1)))).equations)
        -w0*w3 + w1*w2
    """
    if not isinstance(closure, RootLocus | StridedClosure):
        raise BadInputError(f"a RootLocus or a StridedClosure is required; a {type(closure).__name__} was given")
    if isinstance(closure, RootLocus):
        size, found = closure.form_degree + 1, closure.equations(up_to).polynomials
        title = f"closure of the stratum {_word(closure.partition)}, forms of degree {closure.form_degree}"
    else:
        if up_to is not None:
            raise BadInputError("a degree of equations belongs to a stratum; those of a function space are minors")
        size, found = closure.architecture.filter_size, closure.equations
        title = f"Zariski closure of the function space of {closure.architecture}"
    return EquationSystem(title, tuple(f"w{i}" for i in range(size)), found)


def root_system(form: BinaryForm) -> EquationSystem:
    """P(x, 1) = 0, for the roots of a form besides infinity; over ℚ(a) with the minimal polynomial of a first.

    Over ℚ(a) it also has the roots of the conjugate forms.

    Raises:
        BadInputError: the form is zero.
    """
    if form.is_zero:
        raise BadInputError("every point is a root of the zero form; another one is required")
    parts = form.integer_coordinates
    names = ("x",) if len(parts) == 1 else ("a", "x")
    title = "roots of a binary form besides infinity"
    if len(parts) == 1:
        polynomial: Terms = {(j,): int(c) for j, c in enumerate(parts[0].coeffs())}
        return EquationSystem(title, names, (Polynomial.from_terms(1, polynomial),))
    title = f"{title}, and of its conjugates; {marked_root(form.field)}"
    minimal_terms: Terms = {(j, 0): c for j, c in enumerate(form.field.minpoly)}
    minimal = Polynomial.from_terms(2, minimal_terms)
    terms: Terms = {(i, j): int(c) for i, part in enumerate(parts) for j, c in enumerate(part.coeffs())}
    return EquationSystem(title, names, (minimal, Polynomial.from_terms(2, terms)))


def marked_root(field: RealField) -> str:
    """Which root the letter a stands for in equations over ℚ(a)."""
    lo, hi = field.isolating_interval
    return f"a is the root of {polynomial_text(field.minpoly, 'a')} between {text(lo)} and {text(hi)}"


def _layers(architecture: Architecture) -> list[tuple[int, int]]:
    """(k_i, S_i)."""
    return list(zip(architecture.filter_sizes, architecture.stride_products, strict=True))


def _residual(loss: SquareLoss, w: Sequence[Polynomial]) -> list[Polynomial]:
    """An integer multiple of Q(w − u)."""
    quadric = Quadric(loss.gram, loss.target)
    common, target = quadric.centre_common
    return image(quadric.gram_integers[1], difference([c * common for c in w], target))


def _word(partition: Sequence[int]) -> str:
    return f"({','.join(map(str, partition))})"
