"""How well screening finds what may point to somebody: precision and recall, by kind.

Run it with `python -m benchmarks.screening`. The sentences are invented; each carries its answer.
They were written in five parts. The rules were first written while looking at A only; B was kept
back (which of the two a sentence is in follows from its own text, by SHA-256). C and then D were
written later, on purpose to break the rules, and E as people write. What
each part said the first time, before anybody mended a rule by it, stands in RESULTS.md; what this
prints is how things are now.

A find is right when a marked span of the same kind overlaps it.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from config.screening import load_names
from learning.screening.found import Kind, Names
from learning.screening.screen import screen

SENTENCES = Path(__file__).parents[1] / "tests" / "screening" / "sentences.csv"
MARK = re.compile(r"\{(?P<kind>[a-z_]+)\|(?P<text>[^}]*)\}")
PARTS = "ABCDE"
Span = tuple[Kind, int, int]


@dataclass(frozen=True)
class Sentence:
    """One sentence with what should be found in it."""

    part: str
    text: str
    spans: tuple[Span, ...]


@dataclass
class Score:
    """Counts for one kind or for all: finds that are right, finds that are wrong, spans missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    faults: list[str] = field(default_factory=list[str])

    @property
    def precision(self) -> float:
        """The share of finds that are right; 1 when there are none."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of marked spans that are found; 1 when there are none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def read_sentences(file: Path = SENTENCES) -> list[Sentence]:
    """Read the labelled sentences."""
    with file.open(encoding="utf-8", newline="") as rows:
        return [_unmarked(row["part"], row["sentence"]) for row in csv.DictReader(rows)]


def _unmarked(part: str, marked: str) -> Sentence:
    text, spans, at = "", list[Span](), 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        spans.append((Kind(mark["kind"]), len(text), len(text) + len(mark["text"])))
        text += mark["text"]
        at = mark.end()
    return Sentence(part, text + marked[at:], tuple(spans))


def measure(sentences: Iterable[Sentence], names: Names) -> dict[str, Score]:
    """Return the scores by kind, under "all", and by whole sentence under "sentence"."""
    scores: dict[str, Score] = {name: Score() for name in (*Kind, "all", "sentence")}
    for sentence in sentences:
        found = [(one.kind, one.start, one.end) for one in screen(sentence.text, names)]
        for kind, verdict, span in _judged(sentence.spans, found):
            for name in (kind, "all"):
                setattr(scores[name], verdict, getattr(scores[name], verdict) + 1)
                if verdict != "right":
                    piece = sentence.text[span[1] : span[2]]
                    scores[name].faults.append(f"{verdict} {kind} «{piece}» in: {sentence.text}")
        whole = scores["sentence"]
        if found:
            verdict = "right" if sentence.spans else "wrong"
            setattr(whole, verdict, getattr(whole, verdict) + 1)
        elif sentence.spans:
            whole.missed += 1
    return scores


def _judged(marked: tuple[Span, ...], found: list[Span]) -> Iterator[tuple[Kind, str, Span]]:
    for span in found:
        if not any(_same(span, one) for one in marked):
            yield span[0], "wrong", span
    for span in marked:
        hit = any(_same(span, one) for one in found)
        yield span[0], "right" if hit else "missed", span


def _same(one: Span, other: Span) -> bool:
    return one[0] is other[0] and one[1] < other[2] and other[1] < one[2]


def table(sentences: list[Sentence], names: Names) -> str:
    """Return the figures of each part as a Markdown table: how many, precision and recall."""
    parts = [measure((s for s in sentences if s.part == part), names) for part in PARTS]
    parts.append(measure(sentences, names))
    heads = [f"{part}: marked | precision | recall" for part in (*PARTS, "all")]
    lines = [f"| kind | {' | '.join(heads)} |", "|---|" + "--:|" * (3 * len(heads))]
    for name in (*Kind, "all", "sentence"):
        cells = [str(name)]
        for score in (part[name] for part in parts):
            marked = score.right + score.missed
            cells += [str(marked), f"{score.precision:.3f}", f"{score.recall:.3f}"]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    """Print the figures; with `--faults A` also what goes wrong in that part."""
    sentences, names = read_sentences(), load_names()
    counts = Counter((s.part, bool(s.spans)) for s in sentences)
    said = (f"{p}: {counts[p, True]} to find, {counts[p, False]} to let pass" for p in PARTS)
    print(f"{len(sentences)} invented sentences. {'; '.join(said)}.\n")
    print(table(sentences, names))
    if arguments[:1] == ["--faults"]:
        scores = measure((s for s in sentences if s.part == arguments[1]), names)
        print("\n".join(scores["all"].faults))


if __name__ == "__main__":
    main(sys.argv[1:])
