"""How many lists of critical points come out complete; as a module it prints those that do not, and the counts."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lcnsym.errors import LcnsymError
from lcnsym.landscape.critical import critical_points

from .completeness_cases import Question, families, random_questions

SECONDS = 1800.0


@dataclass(frozen=True)
class Answer:
    """Of a question.

    Attributes:
        proof: why the list is complete. None: it is not.
        note: why not.
        seconds: of processor time.
    """

    question: Question
    proof: str | None
    note: str
    seconds: float


def answers(questions: Iterable[Question], seconds: float = SECONDS) -> Iterator[Answer]:
    """One after the other."""
    for question in questions:
        start = time.process_time()
        try:
            found = critical_points(question.architecture, question.loss, seconds)
        except LcnsymError as error:
            proof, note = None, str(error)
        else:
            proof = None if found.proof is None else str(found.proof)
            notes = [f"{stratum.partition}: {stratum.note}" for stratum in found.strata if not stratum.is_complete]
            notes += [f"undecided {form}" for form in found.undecided]
            note = "" if proof else "; ".join(notes) or "a point is doubtful"
        yield Answer(question, proof, note, time.process_time() - start)


def main() -> None:
    """Print what is not complete, and a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--random", type=int, default=500, help="how many random cases")
    parser.add_argument("--families", action="store_true", help="the families instead")
    parser.add_argument("--every", type=int, default=1, help="of the families every so many cases")
    parser.add_argument("--stride-one", action="store_true", help="of the families those of stride one")
    options = parser.parse_args()
    chosen = [q for q in families() if q.architecture.is_stride_one or not options.stride_one][:: options.every]
    questions = chosen if options.families else random_questions(options.random)
    rows: dict[tuple[str, str], list[Answer]] = {}
    for answer in answers(questions):
        strides = "stride one" if set(answer.question.architecture.strides) == {1} else "larger strides"
        rows.setdefault((answer.question.kind, strides), []).append(answer)
        if answer.proof is None:
            sys.stdout.write(f"{answer.question}\n  {answer.note}, {answer.seconds:.1f} s\n")
            sys.stdout.flush()
    proofs = ("count", "polynomial", "exclusion")
    sys.stdout.write(f"\n| cases | strides | number | complete | {' | '.join(proofs)} | median | longest |\n")
    sys.stdout.write("| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n")
    for (kind, strides), found in rows.items():
        counts = [sum(a.proof == proof for a in found) for proof in proofs]
        times = sorted(a.seconds for a in found)
        cells = [kind, strides, len(found), sum(counts), *counts, f"{times[len(times) // 2]:.2f} s"]
        sys.stdout.write(f"| {' | '.join(map(str, cells))} | {times[-1]:.1f} s |\n")


if __name__ == "__main__":
    main()
