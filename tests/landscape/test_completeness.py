"""Lists of critical points come out complete: random data, and families that are not generic."""

from __future__ import annotations

import pytest

from lcnsym.landscape.ed_degrees import segre_ed_degree

from .completeness_cases import Question, families, random_questions
from .completeness_counts import answers

FEW = 24
MOST_POINTS = 300
"""With larger strides and more points it takes long, and start systems may have to be found first."""
SPECIAL = ["x^6 - 7*x^5*y + 7*x*y^5 - y^6", "5*x^5 - 7*x^4*y + 8*x^3*y^2 - 8*x^2*y^3 + 7*x*y^4 - 5*y^5"]
"""x^6 − 7·x^5·y, on a smaller stratum, solves the equations of two strata twice; for the other target 0 does so."""


def is_quick(question: Question) -> bool:
    return question.architecture.is_stride_one or segre_ed_degree(question.architecture.filter_sizes) <= MOST_POINTS


def missing(questions: list[Question]) -> list[str]:
    return [f"{answer.question}: {answer.note}" for answer in answers(questions, 100) if answer.proof is None]


def test_a_few_random_cases() -> None:
    assert not missing([question for question in random_questions(FEW) if is_quick(question)])


def test_some_of_the_families() -> None:
    """Of every family some architectures of stride one, up to degree 6."""
    plain = [question for question in families() if question.architecture.is_stride_one]
    assert not missing(plain[3::9])


@pytest.mark.long
def test_random_cases() -> None:
    assert len(missing([*random_questions(500)])) <= 5


@pytest.mark.long
def test_families_of_stride_one() -> None:
    """Two targets are special by chance, and have multiple solutions; 138 lists are complete."""
    questions = [question for question in families() if question.architecture.is_stride_one]
    left = [answer.question for answer in answers(questions) if answer.proof is None]
    assert len(questions) == 140
    assert [str(question.loss.target) for question in left] == SPECIAL
