"""Screening a text before others see it: what in it may point to somebody?

Knows the rules' order and how finds that overlap are put together. Must not know who wrote the
text. It is a help to the writer's own eye and never a promise: see the figures in
benchmarks/RESULTS.md.
"""

from __future__ import annotations

from collections.abc import Iterable

from learning.screening.ages import ages
from learning.screening.days import days
from learning.screening.found import Found, Kind, Names
from learning.screening.named import people, places
from learning.screening.numbers import numbers
from learning.screening.stories import stories

_ORDER = {kind: place for place, kind in enumerate(Kind)}


def screen(text: str, names: Names) -> tuple[Found, ...]:
    """Return what may point to somebody, in the order of the text.

    Spans do not overlap, save that a whole story (`Kind.PATIENT`) may hold others.
    """
    found = (*numbers(text), *ages(text, names), *days(text, names))
    found += (*people(text, names), *places(text, names), *stories(text, names))
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (_ORDER[f.kind], f.start, -f.end)):
        if not _taken(one, kept) and not _safe(text, one, names):
            kept.append(one)
    return tuple(sorted(kept, key=lambda f: (f.start, f.end)))


def marked(text: str, found: Iterable[Found]) -> tuple[tuple[str, bool], ...]:
    """Return the text in pieces, each with whether it is part of a find."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in _joined(found):
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return tuple(piece for piece in (*pieces, (text[at:], False)) if piece[0])


def _taken(one: Found, kept: Iterable[Found]) -> bool:
    return any(
        one.start < other.end and other.start < one.end
        for other in kept
        if (one.kind is Kind.PATIENT) == (other.kind is Kind.PATIENT)
    )


def _safe(text: str, one: Found, names: Names) -> bool:
    said = text[one.start : one.end].casefold()
    return any(said == safe.casefold() for safe in names.safe)


def _joined(found: Iterable[Found]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for one in sorted(found, key=lambda f: f.start):
        if spans and one.start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], one.end))
        else:
            spans.append((one.start, one.end))
    return spans
