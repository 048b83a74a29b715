"""Days by which a visit, a birth or a death may be known; days of plans are let pass.

Knows how people write a day. Must not know today.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning.screening.found import Found, Kind, Names, sentence_around

_LONG = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_NUMBER = r"(?:0?[1-9]|[12]\d|3[01])"
_NTH = rf"{_NUMBER}\s?(?:st|nd|rd|th)"
_IN_WORDS = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth"
    r"|twenty-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirtieth"
    r"|thirty-first)"
)
_YEAR = r"(?:,?\s+(?:19|20)\d\d)?"
_DAY = rf"(?:{_WEEKDAY},?\s+(?:the\s+)?)?(?:the\s+)?"
_SHAPES = tuple(
    re.compile(rf"(?<![\w/.-])(?:{shape})(?![\w/]|-\d|\.\d)", re.IGNORECASE)
    for shape in (
        rf"{_DAY}(?:{_NTH}|{_NUMBER}|(?<=the\s){_IN_WORDS})(?:\s+of)?\s+(?P<month>{_LONG})\b{_YEAR}",
        rf"(?P<first>{_LONG})\s+{_NUMBER}(?:st|nd|rd|th)?{_YEAR}",
        r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])",
        rf"{_NUMBER}(?P<mark>[/.-])(?:0?[1-9]|1[0-2])(?P=mark)(?:19|20)\d\d",
        rf"{_NUMBER}(?P<mark>[/-])(?:0?[1-9]|1[0-2])(?P=mark)\d\d",
        rf"(?:last\s+|this\s+)?{_WEEKDAY},?\s+(?:the\s+)?{_NTH}",
        rf"{_NTH}\s+(?:inst|ult)\b",
    )
)
_VAGUE = tuple(  # only with somebody's story around them
    re.compile(rf"(?<![\w/.-])(?:{shape})(?![\w/]|\.\d)", re.IGNORECASE)
    for shape in (
        rf"(?:on|since|dated|until)\s+the\s+{_NTH}",
        rf"(?:(?<=on\s)|(?<=seen\s)|(?<=since\s)){_NUMBER}/(?:0?[1-9]|1[0-2])",
        rf"{_LONG}\s+(?:of\s+)?(?:19|20)\d\d",
        rf"{_NUMBER}\.(?:0?[1-9]|1[0-2])\.\d\d",
        r"Christmas\s+(?:Day|Eve)|Boxing\s+Day|New\s+Year['’]s\s+(?:Day|Eve)|Easter\s+Sunday",
    )
)
_COUNTED = re.compile(r"\s+(?!this\b|was\b|is\b|has\b|his\b)[a-z]+s\b")  # "May 12 voices ..."
_AFTER_DAY = re.compile(r"\s*(?:$|[.,;:!?)]|and\b|with\b|she\b|he\b|(?:19|20)\d\d)", re.IGNORECASE)
_BEFORE_DAY = re.compile(r"(?:\bon|\bof|\bdied|\bborn|\bsince|\bafter|\bseen)\s*$", re.IGNORECASE)
_PLANNED = re.compile(
    r"(?:\bby|\buntil|\btill|\bbefore|\bfrom|\bstarts?|\bends?)\s*$", re.IGNORECASE
)


def days(text: str, names: Names) -> Iterator[Found]:
    """Find days that may tell when somebody was seen."""
    for shape in _SHAPES:
        for found in shape.finditer(text):
            if _is_day(text, found) and not _is_plan(text, found, names):
                yield Found(Kind.DATE, *found.span(), "maybe")
    for shape in _VAGUE:
        for found in shape.finditer(text):
            if names.care_re.search(_sentence(text, found)) and not _is_plan(text, found, names):
                yield Found(Kind.DATE, *found.span(), "maybe")


def _sentence(text: str, found: re.Match[str]) -> str:
    left, right = sentence_around(text, *found.span())
    return text[left:right]


def _is_day(text: str, found: re.Match[str]) -> bool:
    """Whether "may" and "march" in small letters are months here, and not what somebody does."""
    groups = found.groupdict()
    month = groups.get("month") or groups.get("first") or ""
    if groups.get("first") and found[0][-1].isdecimal() and _COUNTED.match(text, found.end()):
        return False
    if month not in {"may", "march", "mar", "sun", "sat"}:
        return True
    if groups.get("first"):
        return False  # "may 3 of us come"
    before, after = text[: found.start()], text[found.end() :]
    return bool(_AFTER_DAY.match(after) or _BEFORE_DAY.search(before))


def _is_plan(text: str, found: re.Match[str], names: Names) -> bool:
    """Whether a day belongs to a diary: plans are spoken of, and nobody's story is."""
    sentence = _sentence(text, found)
    if names.care_re.search(sentence):
        return False
    planned = _PLANNED.search(text[: found.start()])
    return planned is not None or names.diary_re.search(sentence) is not None
