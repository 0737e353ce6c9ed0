"""What lcnsym offers is written down, documented, and made of values that can be held, copied and sent."""

from __future__ import annotations

import copy
import inspect
import pickle
import re
from contextlib import suppress
from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction
from functools import cache, cached_property
from pathlib import Path

import numpy as np
import pytest

import lcnsym
from docs.provisional import PROVISIONAL
from lcnsym import Architecture, BinaryForm, RootPattern, SquareLoss, TensorArchitecture, TensorForm, theorems

from . import surface

pytestmark = pytest.mark.quick

PAGES = Path(__file__).parents[1] / "docs"
RENEW = "python -m tests.surface writes it anew"
NOT_VALUES = {lcnsym.Sweep, lcnsym.Polynomial}
"""A file, and a class that is no dataclass."""

WITHOUT_EXAMPLES = {"certificates": "docs/certificate-format.md has them", "strategies": "the module has one"}


def test_the_record_is_what_there_is() -> None:
    assert surface.RECORD.read_text(encoding="utf-8") == surface.record(), RENEW


def test_type_checkers_read_the_same_names() -> None:
    assert surface.STUB.read_text(encoding="utf-8") == surface.stub(), RENEW


def test_every_name_is_in_one_group_and_loads_from_its_home() -> None:
    names = [name for homes in lcnsym._GROUPS.values() for found in homes.values() for name in found]
    assert sorted([*names, "__version__"]) == sorted(set(lcnsym.__all__))
    for name, home in lcnsym._HOME_OF.items():
        assert getattr(lcnsym, name).__module__ == f"lcnsym.{home}", name


@pytest.mark.parametrize("module", surface.MODULES.values(), ids=surface.MODULES)
def test_public_modules_say_what_they_offer(module: object) -> None:
    names = module.__all__  # type: ignore[attr-defined]
    assert names == sorted(set(names))
    assert all(getattr(module, name).__doc__ for name in names)


@pytest.mark.parametrize("page", surface.sections())
def test_the_reference_has_the_same_groups(page: str) -> None:
    text = (PAGES / "api" / f"{page}.md").read_text(encoding="utf-8")
    (listed,) = re.findall(rf"^- \[(.+?)\]\(api/{page}\.md\): (.+)$", (PAGES / "api.md").read_text("utf-8"), re.M)
    title, names = listed[0], re.findall(r"`(\w+)`", listed[1])
    assert text.startswith(f"# {title}\n")
    assert sorted(names) == sorted(surface.sections()[page])
    if page in surface.MODULES:
        assert f".. automodule:: lcnsym.{page}\n   :members:\n" in text
        return
    directives = re.findall(r"^\.\. auto(class|function|exception):: (\w+)$(\n   :members:$)?", text, re.M)
    assert [name for _, name, _ in directives] == names
    for kind, name, with_members in directives:
        value = getattr(lcnsym, name)
        is_error = isinstance(value, type) and issubclass(value, Exception)
        assert kind == ("exception" if is_error else "class" if isinstance(value, type) else "function")
        assert bool(with_members) == (kind == "class")


def test_what_public_functions_and_members_return_is_public_or_said_to_be_provisional() -> None:
    page = (PAGES / "stability.md").read_text(encoding="utf-8")
    for place, found, is_provisional in surface.private_types():
        assert is_provisional, f"{place} has {found}"
        assert found.__module__.startswith("flint") or f"`{found.__name__}`" in page, found


def test_what_is_said_to_be_provisional_is_there() -> None:
    classes = [found for found in surface.PUBLIC if not issubclass(found, Exception)]
    assert {f"{found.__name__}.{m.name}" for found in classes for m in surface.members(found)} >= PROVISIONAL


def test_a_private_class_in_a_signature_is_noticed() -> None:
    """The two tests above would be worth little if annotations were not read."""
    found = dict.fromkeys(place for place, _, _ in surface.private_types())
    assert {"ParameterClass.filters", "BinaryForm.residues", "SweepPlan.case", "Theorem.examination"} <= set(found)
    assert lcnsym.RealRoot in surface.types_of(lcnsym.isolate_roots)
    assert lcnsym.Stratum in surface.types_of(lcnsym.critical_functions)


@pytest.mark.parametrize("page", [page for page in surface.sections() if page not in WITHOUT_EXAMPLES])
def test_everything_public_has_an_example_and_documented_fields(page: str) -> None:
    for name, value in surface.sections()[page].items():
        text = inspect.getdoc(value) or ""
        if isinstance(value, type) and issubclass(value, Exception):
            assert text
            continue
        assert ">>> " in text, name
        if isinstance(value, type) and is_dataclass(value):
            told = "\n".join(each.__doc__ or "" for each in value.__mro__)
            missing = [f.name for f in fields(value) if not re.search(rf"\b{f.name}\b[\w, ]*: ", told)]
            assert not missing, (name, missing)


def test_public_classes_are_frozen() -> None:
    for found in surface.PUBLIC - NOT_VALUES:
        if not issubclass(found, Enum | Exception):
            assert is_dataclass(found), found
            assert found.__dataclass_params__.frozen, found  # type: ignore[attr-defined]


def test_a_deprecated_name_works_and_warns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(lcnsym._RENAMED, "resolve", "decide")
    with pytest.warns(DeprecationWarning, match=r"lcnsym\.resolve is deprecated, lcnsym\.decide takes its place"):
        assert lcnsym.resolve is lcnsym.decide
    assert "resolve" not in vars(lcnsym)


@cache
def landscape() -> lcnsym.Landscape:
    """With strata of no, one and two repeated roots."""
    return lcnsym.critical_points(Architecture((3, 2, 2)), SquareLoss.euclidean(BinaryForm((1, 3, -2, 5, 7))))


@cache
def strided() -> lcnsym.Landscape:
    """In parameter space; the target (1 + 3z)(1 + 2z²) is a critical point at which the filters are known."""
    return lcnsym.critical_points(Architecture((2, 2), (2, 1)), SquareLoss.euclidean(BinaryForm((1, 3, 2, 6))))


@cache
def singular() -> lcnsym.SingularLandscape:
    loss = lcnsym.loss_with_gram([[1, 0, 0], [0, 1, 0], [0, 0, 0]], BinaryForm((1, 2, 7)))
    assert isinstance(loss, lcnsym.SemidefiniteLoss)
    return lcnsym.singular_critical_points(Architecture((2, 2)), loss)


def searched() -> dict[str, object]:
    """Values that are compared by identity, and what they are part of."""
    found = landscape()
    start = [BinaryForm((1, 2, 3)), BinaryForm((1, 1)), BinaryForm((2, 1))]
    flow = lcnsym.gradient_flow(found.architecture, start, found)
    factorization = next(lcnsym.Fibre(found.architecture, BinaryForm((1, 0, -3, 0, 1))).factorizations())
    assert flow.reachable
    assert {len(point.classes) for point in found.points} > {1}
    line = lcnsym.LossFamily(BinaryForm((2, 1, -2, 3)), (BinaryForm((0, 0, 1, 0)),))
    surveyed = lcnsym.atlas(Architecture((2, 2, 2)), line, "minima")
    (trained,) = lcnsym.load_model([[1, 1, -2], [1, -1]]).on_data(np.eye(4), [[2], [1], [-2], [3]])
    return {
        "training": trained,
        "nearest point": trained.nearest,
        "atlas": surveyed,
        "cell of an atlas": surveyed.cells[0],
        "wall of an atlas": surveyed.walls[0],
        "landscape": found,
        "stratum": next(stratum for stratum in found.strata if stratum.partition == (2, 2)),
        "point": found.points[0],
        "function": found.points[-1].function,
        "class": found.points[0].classes[0],
        "flow": flow,
        "reachable": flow.reachable[0],
        "comparison": lcnsym.compare_with_dense(Architecture((2, 2)), BinaryForm((1, 3, 5))),
        "layer": factorization.layers[0],
        "distance": lcnsym.FunctionSpace(found.architecture).distance_to_boundary(BinaryForm((1, 0, 2, 0, 3))),
        "strided": strided(),
        "singular": singular(),
        "strided point": strided().points[0],
        "strided class": strided().points[0].classes[0],
        "parameter space": strided().strata[0],
    }


def described() -> dict[str, object]:
    """Values that are equal where their content is."""
    network, form = Architecture((3, 2, 2)), BinaryForm.parse("1,0,-3,0,1")
    strides, tensors = Architecture((2, 2), (2, 1)), TensorArchitecture(((2, 2), (2, 2)))
    tensor = TensorForm((3, 3), (1, 0, 0, 0, 0, 0, 0, 0, -2))
    fibre, tensor_fibre = lcnsym.Fibre(network, form), lcnsym.TensorFibre(tensors, tensor)
    pattern, loss = RootPattern.parse("112|0"), SquareLoss.euclidean(form)
    problem = lcnsym.PackingProblem(lcnsym.Balls.of_pattern(pattern), lcnsym.Bins.of_architecture(network))
    closure, formula = lcnsym.StridedClosure(strides), lcnsym.describe(network).function_space
    check = theorems.theorem("membership").check(network, form)
    trained = lcnsym.load_model([[1, 1, -2], [1, -1]])
    plan = lcnsym.MembershipSweep(0, (2, 2), (1, 1), filters=4, largest=9)
    dense = lcnsym.DenseLandscape.of_rows([[2, 0], [0, 1]], 1)
    flow = lcnsym.gradient_flow(network, [BinaryForm((1, 2, 3)), BinaryForm((1, 1)), BinaryForm((2, 1))], landscape())
    curved = SquareLoss.with_gram([[1, 0, 0], [0, Fraction(1, 2), 0], [0, 0, 1]], BinaryForm((1, 0, 1)))
    rival = lcnsym.Rival(1, "3|0", (Fraction(1), Fraction(2)))
    return {
        "trained model": (trained, trained.channels[0]),
        "family": lcnsym.LossFamily(BinaryForm((2, 1, -2)), (BinaryForm((0, 0, 1)),)),
        "answer": (lcnsym.LocalAnswer(1, 2, (("12|0", 3), ("3|0", 1)), "12|0", True, (rival,)), rival),
        "architectures": (network, strides, tensors),
        "function space": lcnsym.FunctionSpace(network),
        "function spaces": lcnsym.compare_spaces(network, Architecture((3, 2), (2, 1))),
        "components": lcnsym.space_components((3, 2, 2)),
        "probability": lcnsym.membership_probability((2, 2), bits=8),
        "forms": (form, tensor, BinaryForm.parse("1,sqrt(2)"), BinaryForm.parse("1,sqrt(2)").field),
        "numbers": lcnsym.parse_numbers("1,sqrt(2),root(x^3-2,0)"),
        "roots": lcnsym.isolate_roots(BinaryForm((0, 1, 0, -2, 5))),
        "square-free": lcnsym.squarefree_decomposition(form),
        "verdicts": (lcnsym.decide(network, form), lcnsym.decide(strides, BinaryForm((1, 3, 2, 6)))),
        "tensor verdict": lcnsym.decide(tensors, tensor),
        "factors": lcnsym.decide(tensors, tensor).factors,
        "fibre": fibre,
        "factorization": next(fibre.factorizations()),
        "tensor fibre": tensor_fibre,
        "tensor factorizations": (*tensor_fibre.factorizations(), *tensor_fibre.factors),
        "packings": (pattern, lcnsym.pattern_packings(network, pattern), problem, problem.balls, problem.bins),
        "packing": tuple(problem.packings()),
        "description": (lcnsym.describe(network), formula, *formula.alternatives, *formula.alternatives[0].conditions),
        "strided description": (lcnsym.describe(strides), *lcnsym.describe(strides).level_strata),  # type: ignore[attr-defined]
        "polynomial": formula.polynomials,
        "locus": (lcnsym.RootLocus((2, 2)), lcnsym.RootLocus((2, 2)).equations()),
        "closure": (closure, *closure.conditions, *closure.equations),
        "loss": (loss, singular().square_loss, singular().zero_loss),
        "zero filters": (*landscape().zero_families, flow.zero_limit, landscape().points[-1].classes[0].inertia),
        "curve": lcnsym.critical_functions(curved, (2,)).curves,
        "degrees": (lcnsym.ed_degree(network), *(lcnsym.ed_degree(network).strata or ())),
        "dense": (dense, *dense.points(), *dense.squares),
        "system": lcnsym.critical_system(network, loss),
        "check": check,
        "certificate": check.certificates,
        "verdict of the checker": lcnsym.checker.check_text(check.certificates[0].text),
        "plans": (
            plan,
            lcnsym.SpuriousMinimaSweep(0, (2, 2), (1, 1), targets=4, largest=9),
            lcnsym.GivenTargetsSweep(0, (2, 2), (1, 1), targets=("1,2,3", "1,0,1")),
            lcnsym.TheoremSweep(0, "membership", highest_degree=3),
        ),
        "verification": lcnsym.Verification(plan, chosen=4, verified=3, differing=(2,), unanswered=0),
    }


def flattened(values: dict[str, object]) -> list[object]:
    return [value for found in values.values() for value in (found if isinstance(found, tuple) else (found,))]


def use(value: object) -> None:
    """Ask for all that is worked out on demand."""
    for name, member in inspect.getmembers(type(value)):
        if isinstance(member, property | cached_property) and not name.startswith("_"):
            # of irrational forms some cannot be had
            with suppress(ValueError):
                getattr(value, name)
    if hasattr(value, "to_dict"):
        value.to_dict()


def agree(first: object, second: object) -> bool:
    """Whether two documents are the same, but for intervals around the same numbers."""
    if isinstance(first, dict) and isinstance(second, dict) and "interval" in first and "interval" in second:
        (lo, hi), (low, high) = (map(Fraction, each["interval"]) for each in (first, second))
        return lo <= high and low <= hi
    if isinstance(first, dict) and isinstance(second, dict):
        return first.keys() == second.keys() and all(agree(first[key], second[key]) for key in first)
    if isinstance(first, list) and isinstance(second, list):
        return len(first) == len(second) and all(map(agree, first, second))
    return first == second


def intervals(enclosures: tuple[object, ...]) -> object:
    """Enclosures as a document."""
    if isinstance(enclosures[0], Fraction):
        return {"interval": enclosures}
    return [intervals(each) for each in enclosures]  # type: ignore[arg-type]


def test_every_class_of_values_is_among_the_examples() -> None:
    met = {each for value in flattened(searched()) + flattened(described()) for each in type(value).__mro__}
    rest = {found for found in surface.PUBLIC - NOT_VALUES - met if not issubclass(found, Enum | Exception)}
    assert rest == {theorems.Theorem, lcnsym.SweepStatus}


@pytest.mark.parametrize("name", described())
def test_values_are_equal_hashable_copied_and_sent(name: str) -> None:
    for value in flattened({name: described()[name]}):
        for _ in range(2):
            for other in (pickle.loads(pickle.dumps(value)), copy.deepcopy(value)):  # noqa: S301 - our own values
                assert other == value
                assert hash(other) == hash(value)
                assert repr(other) == repr(value)
            assert " object at 0x" not in repr(value)
            use(value)


@pytest.mark.parametrize("name", searched())
def test_results_of_searches_are_copied_and_sent(name: str) -> None:
    value = searched()[name]
    for _ in range(2):
        for other in (pickle.loads(pickle.dumps(value)), copy.deepcopy(value)):  # noqa: S301 - our own values
            assert other is not value
            assert repr(other) == repr(value)
            if hasattr(value, "to_dict"):
                assert agree(other.to_dict(), value.to_dict())
            for asked in ("enclosures", "filter_enclosures"):
                if hasattr(value, asked):
                    assert agree(intervals(getattr(value, asked)(100)), intervals(getattr(other, asked)(100)))
        assert hash(value) == hash(value)
        assert len(repr(value)) < 400
        assert " object at 0x" not in repr(value)
        use(value)


def test_copies_know_the_minimal_polynomials_of_losses() -> None:
    """They are worked out from the equations, which are copied too."""
    for point in landscape().points:
        other = pickle.loads(pickle.dumps(point))  # noqa: S301 - our own value
        assert other.loss_minimal_polynomial() == point.loss_minimal_polynomial()


def test_enclosures_of_filters_hold_the_product() -> None:
    (network, found), bits = (landscape().architecture, landscape()), 80
    for point in found.points:
        for parameters in point.classes:
            layers = parameters.filter_enclosures(bits)
            assert [len(layer) for layer in layers] == list(network.filter_sizes)
            middle = [BinaryForm([(lo + hi) / 2 for lo, hi in layer]) for layer in layers]
            whole = lcnsym.compose(network, middle).rationals
            for w, (lo, hi) in zip(whole, point.function.enclosures(bits), strict=True):
                assert hi - lo < Fraction(1, 2**bits)
                assert lo - Fraction(1, 2**60) < w < hi + Fraction(1, 2**60)
    strided_point = strided().points[0].classes[0]
    whole = lcnsym.compose(
        strided().architecture,
        [BinaryForm([(lo + hi) / 2 for lo, hi in layer]) for layer in strided_point.filter_enclosures(bits)],
    ).rationals
    for w, (lo, hi), exact in zip(whole, strided().points[0].function.enclosures(bits), (1, 3, 2, 6), strict=True):
        assert lo <= exact <= hi
        assert abs(w - exact) < Fraction(1, 2**60)


def test_reachable_filters_are_on_the_invariant_set() -> None:
    start = [BinaryForm((1, 2, 3)), BinaryForm((1, 1)), BinaryForm((2, 1))]
    flow = lcnsym.gradient_flow(landscape().architecture, start, landscape())
    for found in flow.reachable or ():
        norms = [sum(((lo + hi) / 2) ** 2 for lo, hi in layer) for layer in found.filter_enclosures(80)]
        for invariant, norm in zip(flow.invariants, norms[1:], strict=True):
            assert abs(norm - norms[0] - invariant) < Fraction(1, 2**60)
