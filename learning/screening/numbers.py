"""Numbers and addresses that belong to one person: NHS numbers, telephones, e-mail, postcodes.

Knows shapes and check digits. Must not know words.

The check digit of an NHS number is public (NHS Data Dictionary): the first nine digits are
multiplied by 10 down to 2 and added up; 11 less the remainder by 11 is the tenth digit, where 11
stands for 0 and 10 for a number that does not exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning.screening.found import Found, Kind

_TEN = re.compile(
    r"(?<![\w+])(?<!\d[-. ])(\d{3}([-. ]?)\d{3}\2\d{4})(?![-. ]?\d)(?![^\W\d_]{2})(?!\.\d)"
)
_EMAIL = re.compile(r"[\w.+'’-]*\w@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}", re.ASCII)
_PHONE = re.compile(
    r"""(?<![\w+.])(?:
        (?:\+|00)44[\s-]*(?:\(0\))?[\s-]*[1-37](?:[\s-]*\d){8,9}   # from abroad
      | \(0[1-3]\d{1,4}\)[\s-]*\d(?:[\s-]?\d){5,7}                  # area code in brackets
      | 07\d(?:[\s-]?\d){8}                                          # mobile
      | 0[12]\d(?:[\s-]?\d){7,8}                                     # at home
    )(?![\s-]?\d)(?!\w)""",
    re.VERBOSE,
)
_POSTCODE = re.compile(
    r"(?<![\w])((?:[A-PR-UWYZ][0-9][0-9A-HJKPSTUW]?|[A-PR-UWYZ][A-HK-Y][0-9][0-9ABEHMNPRVWXY]?)"
    r"\s?[0-9][ABD-HJLNP-UW-Z]{2})(?![\w])",
    re.IGNORECASE,
)
_AREAS = frozenset(
    re.findall(
        r"\w+",
        "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH "
        "DL DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV "
        "JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE "
        "PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ "
        "TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE",
    )
)
_ORDINAL = re.compile(r"(?:1st|2nd|3rd|[04-9]th)")  # "E3 5th" is a floor, not a postcode


def numbers(text: str) -> Iterator[Found]:
    """Find numbers and addresses of one person."""
    for found in _TEN.finditer(text):
        if is_nhs_number(found[1]):
            yield Found(Kind.NHS_NUMBER, *found.span(1), "certain")
        elif found[1][0] != "0":
            yield Found(Kind.TEN_DIGITS, *found.span(1), "maybe")
    for found in _EMAIL.finditer(text):
        yield Found(Kind.EMAIL, *found.span(), "certain")
    for found in _PHONE.finditer(text):
        yield Found(Kind.PHONE, *found.span(), "certain")
    for found in _POSTCODE.finditer(text):
        if _is_postcode(found[1]):
            yield Found(Kind.POSTCODE, *found.span(1), "certain")


def is_nhs_number(text: str) -> bool:
    """Whether a text holds ten digits of which the last checks the others."""
    digits = [int(one) for one in text if one.isdecimal()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    total = sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == digits[9]


def _is_postcode(text: str) -> bool:
    area = re.match(r"[A-Za-z]+", text)
    ordinal = _ORDINAL.fullmatch(text[-3:])
    return area is not None and area[0].upper() in _AREAS and ordinal is None
