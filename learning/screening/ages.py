"""Exact ages of people; the ages of houses and cheeses are let pass, and so are times of life.

Knows how people tell an age. Must not know anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning.screening.found import Found, Kind, Names, sentence_around

OLDEST = 115

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_WORD = rf"(?:(?:{_TENS})[- ](?:{_ONES})|{_TEENS}|{_TENS}|{_ONES})"
_N = rf"(?:\d{{1,3}}|{_WORD})"
_UNIT = r"(?:years?|yrs?|months?|weeks?|days?)"
_WHO = (
    r"(?:man|woman|boy|girl|lady|lad|gentleman|mother|father|mum|dad|son|daughter|wife|husband"
    r"|baby|child|patient|widow|widower|person|sister|brother|uncle|aunt|gran|grandmother"
    r"|grandfather|nan|teenager|student|friend|neighbour|client|chap|bloke|fellow|guy|pt|twins?"
    r"|someone|somebody|toddler|infant|pensioner|resident|carer|kid)"
)
_BE = (
    r"(?:['’](?:s|m|re|ll\s+be|d\s+(?:be|have\s+been))"
    r"|\s+(?:is|was|are|were|am|will\s+be|would\s+be|would\s+have\s+been|must\s+(?:be|have\s+been)"
    r"|turned|turns))"
)
_SOFT = r"(?:(?:just|only|now|both|nearly|almost|about|around|already|barely|still)\s+)*"
_END = (
    r"(?=\s*(?:$|[.,;:!?)]|(?:and|when|but|with|next|now|then|or|this|years?|yrs?|at\s+the\s+time"
    r"|in\s+(?:an?|one|two|three|\d+)\s+(?:day|week|month|year)s?)\b))"
)

_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"(?<![\w.-])(?P<n>{_N})[- ]{_UNIT}[- ]old\b",
        rf"(?<![\w.-])(?P<n>{_N})\s+{_UNIT}\s+of\s+age\b",
        r"(?<![\w.-])(?P<n>\d{1,3})\s?(?:y/o|y\.o\.?|yo|yrs?\s+old)\b",
        rf"\baged?\s+(?P<n>{_N})\b(?!\s*(?:to|-|–|or|and\s+(?:over|under|above))\b)(?!\s*[-–]\s*\d)"
        rf"(?!\s+(?:times|of)\b)",
        rf"\bage\s+of\s+(?P<n>{_N})\b",
        rf"\b(?:she|he|they|I|who|{_WHO}){_BE}\s+{_SOFT}(?P<n>{_N}){_END}",
        rf"\b(?:he|she|they|who|{_WHO})\s+turn(?:ed|s)\s+(?P<n>{_N})(?=\s+(?:in|on|at)\b)",
        rf"\bturn(?:ed|s|ing)\s+(?P<n>{_N}){_END}",
        rf"\b(?:{_WHO})s?(?:\s+with\s+(?:a|an|the)\s+\w+)?\s*[(,]\s*{_SOFT}"
        rf"(?P<n>{_N})(?:\s+now|\s*{_UNIT})?(?:\s+and\s+{_N})?(?=\s*[),])",
        rf"\b{_WHO}\s+of\s+(?P<n>\d{{2,3}})\b(?!\s*(?:%|per\b|of\b|the\b|who\b))",
        rf"(?:^|(?<=[.!?]\s))(?P<n>\d{{1,3}}),\s+(?:an?\s+)?(?:{_WHO}\b|lives\b|retired\b|married\b)",
        rf"(?<![\w.-])(?P<n>{_N})\s+years\s+young\b",
        rf"\b(?:married|widowed|pregnant|orphaned|retired|died|diagnosed)\s+at\s+(?P<n>{_N}){_END}",
        rf"(?<![\w.-])(?P<n>\d{{1,3}}|{_WORD})-?ish\b",
        rf"\b(?:she|he|{_WHO}){_BE}\s+{_SOFT}(?P<n>\d{{1,3}})\s?(?:yrs?|years|months|mths?)\b",
        r"\b(?:his|her|their)\s+(?P<n>\d{2,3})th(?=\s*(?:$|[.,;!?)]|she|he|they|and|was|party)\b|[.,;!?)])",
        r"(?<![\w.])(?P<n>\d{1,3})(?-i:[FM])(?=\s*,|\s+(?:with|who|on|living|lives|seen)\b)",
        rf"(?<![\w.-])(?P<n>{_N}|\d{{1,3}})(?:st|nd|rd|th)\s+birthday\b",
        r"\bin\s+(?:his|her|their)\s+(?P<n>\d{2,3})(?:st|nd|rd|th)\s+year\b(?!\s+(?:of|at|as|in)\b)",
    )
)
_RANGE = re.compile(r"(?:to|-|–|over|under)\s*$")
NEAR = 40  # characters before or after an age in which a thing may be named


def ages(text: str, names: Names) -> Iterator[Found]:
    """Find exact ages of people."""
    for shape in _SHAPES:
        for found in shape.finditer(text):
            if _could_be(found["n"]) and not _of_a_thing(text, found, names):
                yield Found(Kind.AGE, *found.span(), "certain")


def _could_be(number: str) -> bool:
    return not number.isdecimal() or 0 < int(number) <= OLDEST


def _of_a_thing(text: str, found: re.Match[str], names: Names) -> bool:
    """Whether what has this age is a thing: the noun after it, or the one before it."""
    left, right = sentence_around(text, *found.span())
    if re.match(rf"(?:she|he|they|I|who|{_WHO})\b", found[0], re.IGNORECASE):
        return False
    if _RANGE.search(text[left : found.start()]):
        return True
    after = text[found.end() : min(right, found.end() + NEAR)]
    noun = re.match(r"(?:\s+[\w'’-]+){1,2}", after)
    if noun and names.thing_re.search(noun[0]):
        return True
    before = text[max(left, found.start() - NEAR) : found.start()]
    told = re.search(r"\bold$|\bbirthday$|^aged|^turn", found[0], re.IGNORECASE)
    person = re.search(rf"\b(?:{_WHO})s?\b", before + after, re.IGNORECASE)
    return bool(told and names.thing_re.search(before) and not person)
