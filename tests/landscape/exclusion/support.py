"""The equations of critical points in rational arithmetic, from their definitions, and critical points by Newton."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from lcnsym.algebra.coefficients import Step
from lcnsym.algebra.linear import solution
from lcnsym.landscape.equations.quadrics import Quadric
from lcnsym.landscape.exclusion.filter_families import Family
from lcnsym.network.architecture import Architecture

from ..oracle_newton import Network, clusters

Array = np.ndarray[Any, np.dtype[Any]]
Form = list[Fraction]


def multiplied(first: Sequence[Fraction], second: Sequence[Fraction], step: Step = 1) -> Form:
    """A product of forms by their coefficients, the first one in powers, or with places of its own."""
    places = [i * step for i in range(len(first))] if isinstance(step, int) else list(step)
    found = [Fraction(0)] * (places[-1] + len(second))
    for place, a in zip(places, first, strict=True):
        for j, b in enumerate(second):
            found[place + j] += a * b
    return found


def power_product(family: Family, forms: Sequence[Form], less: int = 0) -> Form:
    """Π a^(e − less)."""
    found = [Fraction(1)]
    for factor, form in zip(family.factors, forms, strict=True):
        for _ in range(factor.exponent - less):
            found = multiplied(form, found, factor.step)
    return found


def residual(family: Family, quadric: Quadric, forms: Sequence[Form]) -> tuple[Form, Form]:
    """b and Q·(u − h·b) for the best b."""
    h = power_product(family, forms)
    number = family.last.degree + 1
    columns = [multiplied([Fraction(int(i == j)) for j in range(number)], h, family.last.step) for i in range(number)]
    images = [[sum(q * c for q, c in zip(row, column, strict=True)) for row in quadric.gram] for column in columns]
    matrix = [[sum(a * b for a, b in zip(column, image, strict=True)) for image in images] for column in columns]
    right = [sum(m * c for m, c in zip(quadric.moments, column, strict=True)) for column in columns]
    best = list(solution(matrix, right))
    rest = [
        m - sum(b * c for b, c in zip(best, row, strict=True)) for m, *row in zip(quadric.moments, *images, strict=True)
    ]
    return best, rest


def tangency(family: Family, quadric: Quadric, forms: Sequence[Form]) -> Form:
    """⟨G·x^a·y^(d−a), Q(u − w)⟩."""
    _, rest = residual(family, quadric, forms)
    low = power_product(family, forms, 1)
    return [sum((g * rest[a + i] for i, g in enumerate(low)), Fraction(0)) for a in range(len(rest) - len(low) + 1)]


def half_gradient(family: Family, quadric: Quadric, forms: Sequence[Form], chart: Sequence[int]) -> Form:
    """⟨∂_jw, Q(u − w)⟩ for all coefficients of the forms but those that are 1; all exponents are 1."""
    best, rest = residual(family, quadric, forms)
    found = []
    for i, c in family.unknowns(tuple(chart)):
        unit = [Fraction(int(c == j)) for j in range(len(forms[i]))]
        moved = power_product(family, [*forms[:i], unit, *forms[i + 1 :]])
        slope = multiplied(best, moved, family.last.step)
        found.append(sum((a * b for a, b in zip(slope, rest, strict=True)), Fraction(0)))
    return found


def losses_by_newton(architecture: Architecture, quadric: Quadric, starts: int, seed: int) -> list[float]:
    """The losses of critical points with w ≠ 0 that Newton's iteration in floating point converges to, by class."""
    gram = np.array([[float(q) for q in row] for row in quadric.gram])
    target = np.array([float(u) for u in quadric.centre.rationals])
    network = Network(architecture.filter_sizes, target, gram, architecture.stride_products)
    points = network.newton(network.starts(starts, np.random.default_rng(seed)), 80)
    gradients = np.linalg.norm(network.gradients(points), axis=1)
    sizes = np.linalg.norm(network.filters(points), axis=1) / np.linalg.norm(target)
    scale = np.linalg.norm(gram) * np.linalg.norm(target) ** (2 - 1 / len(architecture.filter_sizes))
    good = np.flatnonzero((gradients < 1e-9 * scale) & (sizes > 1e-5))
    lines = network.lines(points[good])
    return sorted(float(network.losses(points[good[[i]]])[0]) for i in clusters(lines, 1e-5))
