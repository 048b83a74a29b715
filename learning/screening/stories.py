"""Somebody's patient, an illness and a detail of their life, close together: who could it be?

Knows how the three stand near each other. Must not know medicine: the lists come as `Names`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning.screening.found import Found, Kind, Names, sentence_around

NEAR = 90  # characters between the three

_DID = (
    r"(?:saw|met|visited|admitted|treat(?:ed)?|look(?:ed)?\s+after|cared?\s+for|worked\s+with|see|visit"
    r"|was\s+called\s+to|rang|phoned|examined)"
)
_PERSON = (
    r"(?:patient|client|man|woman|lady|lad|girl|boy|child|person|gentleman|mother|father|family"
    r"|chap|bloke|guy|couple|resident|kid|teenager)"
)
_SUBJECT = re.compile(
    rf"\b(?:one\s+of\s+(?:my|our)|my|our)\s+(?:[a-z]+\s+)?(?:patients?|clients?)\b"
    rf"|\b{_PERSON}s?\s+of\s+mine\b"
    rf"|\b{_PERSON}s?\s+(?:that\s+|who\s+|whom\s+)?(?:I|we|I['’]ve|we['’]ve)\s+(?:have\s+|had\s+)?{_DID}\b"
    r"|\b(?:an?|the)\s+(?:[a-z-]+\s+){1,3}(?:that\s+|who\s+|whom\s+)?(?:I|we)\s+"  # whoever it is
    r"(?:look(?:ed)?\s+after|cared?\s+for|treat(?:ed)?|admitted|(?:saw|see)\s+(?:for|with))\b"
    rf"|\b(?:I|we)\s+(?:was|were|sat)\s+with\s+an?\s+(?:[a-z]+\s+)?{_PERSON}\b"
    rf"|\b(?:I|we)\s+(?:have|had|see|saw|met|visited)\s+an?\s+(?:[a-z]+\s+){{0,2}}{_PERSON}\b"
    rf"|\b(?:I|we)\s+(?:have|had|{_DID})\s+an?\s+(?:[a-z]+\s+){{1,3}}"
    r"(?=with\s+|(?:in|at|on)\s+(?:my\s+|our\s+|the\s+)?(?:clinic|surgery|ward|list|practice|home)\b)",
    re.IGNORECASE,
)
_WHERE = re.compile(r"\b(?:from|in|at|near)\s+(?!(?:May|March|I)\b)[A-Z][a-z]+")
_WHEN = re.compile(
    r"\b(?:yesterday|this\s+(?:morning|week|afternoon)|last\s+(?:week|night|month)"
    r"|(?:on|last)\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)


def stories(text: str, names: Names) -> Iterator[Found]:
    """Find a patient of somebody's with a condition and a detail by which they may be known."""
    for subject in _SUBJECT.finditer(text):
        left, right = sentence_around(text, *subject.span())
        left = max(left, subject.start() - NEAR // 3)
        right = min(right, subject.end() + NEAR)
        condition = names.condition_re.search(text, left, right)
        if condition is None:
            continue
        detail = _detail(text, left, right, names)
        if detail is not None:
            spans = (subject.span(), condition.span(), detail.span())
            start, end = min(one for one, _ in spans), max(one for _, one in spans)
            yield Found(Kind.PATIENT, start, end, "maybe")


def _detail(text: str, left: int, right: int, names: Names) -> re.Match[str] | None:
    for shape in (names.detail_re, _WHERE, _WHEN):
        found = shape.search(text, left, right)
        if found is not None:
            return found
    return None
