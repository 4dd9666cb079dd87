"""How well the rules about words judge sentences that others have labelled: precision and recall of the verdict "bad".

Precision is the share of the sentences called bad that are bad, recall the share of the bad ones that are called so. A
false alarm costs more than a miss, so the floor of precision is the higher one.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs_okr.checks.judging import BAD, KEY_RESULT, OBJECTIVE, judge

FLOORS = {KEY_RESULT: (0.95, 0.92), OBJECTIVE: (0.85, 0.75)}
"""Precision and recall that have to be reached, by kind."""


@dataclass(frozen=True)
class Measured:
    """The verdicts on the sentences of one kind. Each misjudged one comes with what the rules said of it."""

    kind: str
    right: int
    false_alarms: tuple[str, ...]
    misses: tuple[str, ...]

    @property
    def precision(self) -> float:
        """The share of the sentences called bad that are; 1 where none is called so."""
        called = self.right + len(self.false_alarms)
        return self.right / called if called else 1.0

    @property
    def recall(self) -> float:
        """The share of the bad sentences that are called bad; 1 where there is none."""
        bad = self.right + len(self.misses)
        return self.right / bad if bad else 1.0

    @property
    def holds(self) -> bool:
        """Whether both floors are reached."""
        precision, recall = FLOORS[self.kind]
        return self.precision >= precision and self.recall >= recall

    def lines(self) -> Iterator[str]:
        """The figures, and every sentence that was misjudged."""
        precision, recall = FLOORS[self.kind]
        yield (
            f"{'holds' if self.holds else 'MISSED'}: verdicts on {self.kind}s: precision {self.precision:.3f} "
            f"(at least {precision}), recall {self.recall:.3f} (at least {recall})"
        )
        yield from (f"  false alarm: {each}" for each in self.false_alarms)
        yield from (f"  missed:      {each}" for each in self.misses)


def path(root: Path) -> Path:
    """Where the labelled sentences are, seen from the repository: they belong to others and are no part of it."""
    return root.parent / "shared" / "data" / "labelled_okrs.csv"


def measure(sentences: Path) -> tuple[Measured, ...]:
    """Judge the sentences of a file with the columns kind, text and label."""
    with sentences.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(_measured(kind, [row for row in rows if row["kind"].replace("_", "-") == kind]) for kind in FLOORS)


def _measured(kind: str, rows: list[dict[str, str]]) -> Measured:
    right, false_alarms, misses = 0, [], []
    for row in rows:
        judged = judge(row["text"], kind)
        if judged.verdict == BAD and row["label"] == BAD:
            right += 1
        elif judged.verdict == BAD:
            false_alarms.append(f"{row['text']} ({', '.join(each.name for each in judged.findings)})")
        elif row["label"] == BAD:
            misses.append(f"{row['text']} ({row.get('reason', '')})")
    return Measured(kind, right, tuple(false_alarms), tuple(misses))


def report(root: Path) -> tuple[list[str], bool]:
    """What is printed, and whether every floor holds. Where the sentences are not, that is said, and nothing fails."""
    sentences = path(root)
    if not sentences.is_file():
        return [f"NOT MEASURED: the labelled sentences are not there: {sentences}"], True
    measured = measure(sentences)
    return [line for each in measured for line in each.lines()], all(each.holds for each in measured)
