"""The two files of `setwise plan`: members in, sets out, as text.

Knows both formats to the letter. Must not open files, nor word a sentence.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import cast

from learning.forming.checks import faults
from learning.forming.plan import Plan, Reason
from learning.forming.problem import Area, Member, Problem
from learning.refusals import Refusal

MEMBERS_FORMAT = "setwise-members/1"
SETS_FORMAT = "setwise-sets/1"
Words = Callable[[str, Mapping[str, str | int]], str]
Row = Mapping[str, object]

TOP = ("format", "areas", "blocks", "members")
AREA = ("code", "name", "level", "parent")
MEMBER = (
    "id",
    "role",
    "area",
    "how_far",
    "organisation",
    "not_with",
    "good",
    "possible",
    "themes",
    "can_guide",
    "rounds_waited",
    "met",
)
MUST = {"id", "role", "area", "how_far"}
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file holds: a problem, or everything that has to be mended first."""

    problem: Problem | None
    faults: tuple[Refusal, ...]


def read_members(text: str) -> Problem:
    """Read setwise-members/1; refuses anything else by naming the person and the field."""
    looked = look_at_members(text)
    if looked.problem is None:
        raise looked.faults[0]
    return looked.problem


def look_at_members(text: str) -> Looked:
    """Read setwise-members/1 and name every fault, those of all people at once."""
    try:
        frame, rows = _frame(text)
    except Refusal as fault:
        return Looked(None, (fault,))
    members: list[Member] = []
    wrong: list[Refusal] = []
    for at, item in rows:
        try:
            members.append(_member(item, at))
        except Refusal as fault:
            wrong.append(fault)
    if wrong:  # whom nobody could be read for is not missed by others
        read = {one.id for one in members}
        members = [replace(one, not_with=one.not_with & read) for one in members]
    problem = replace(frame, members=tuple(members))
    wrong += faults(problem)
    return Looked(None if wrong else problem, tuple(wrong))


def _frame(text: str) -> tuple[Problem, list[tuple[int, object]]]:
    """The problem without its people, and the people not yet read."""
    try:
        loaded: object = json.loads(text)
    except (ValueError, RecursionError):
        raise Refusal("forming.refused.not_json", field="file") from None
    top = _row(loaded, "file")
    _known(top, TOP, "file", "")
    if top.get("format") != MEMBERS_FORMAT:
        raise Refusal("forming.refused.format", field="format", value=MEMBERS_FORMAT)
    problem = Problem(
        areas=tuple(_area(item) for item in _list(top.get("areas"), "areas", "")),
        blocks=tuple(_texts(top.get("blocks"), "blocks", "")),
        members=(),
    )
    return problem, list(enumerate(_list(top.get("members"), "members", ""), start=1))


def _area(item: object) -> Area:
    row = _row(item, "areas")
    code = _text(row.get("code"), "code", "")
    _known(row, AREA, "areas", code)
    parent = row.get("parent")
    return Area(
        code=code,
        name=_text(row.get("name"), "name", code),
        level=_text(row.get("level"), "level", code),
        parent=None if parent is None else _text(parent, "parent", code) or None,
    )


def _member(item: object, at: int) -> Member:
    row = _row(item, "members")
    person = _text(row.get("id"), "id", str(at))
    _known(row, MEMBER, "members", person)
    for field in MEMBER:
        if field in MUST and field not in row:
            raise Refusal("forming.refused.missing", person=person, field=field)
    firm = row.get("organisation")
    return Member(
        id=person,
        role=_text(row["role"], "role", person),
        area=_text(row["area"], "area", person),
        how_far=_text(row["how_far"], "how_far", person),
        organisation=None if firm is None else _text(firm, "organisation", person),
        can_guide=_flag(row.get("can_guide", False), "can_guide", person),
        rounds_waited=_count(row.get("rounds_waited", 0), "rounds_waited", person),
        **{
            field: frozenset(_texts(row.get(field, []), field, person))
            for field in ("not_with", "good", "possible", "themes", "met")
        },
    )


def _row(given: object, where: str) -> Row:
    if not isinstance(given, dict):
        raise Refusal("forming.refused.not_row", field=where)
    return cast("Row", given)


def _known(row: Row, known: tuple[str, ...], where: str, person: str) -> None:
    for key in row:
        if key not in known:
            raise Refusal("forming.refused.unknown_key", field=key, where=where, person=person)


def _list(given: object, field: str, person: str) -> list[object]:
    if not isinstance(given, list):
        raise Refusal("forming.refused.not_list", field=field, person=person)
    return cast("list[object]", given)


def _texts(given: object, field: str, person: str) -> list[str]:
    return [_text(item, field, person) for item in _list(given, field, person)]


def _text(given: object, field: str, person: str) -> str:
    if not isinstance(given, str):
        raise Refusal("forming.refused.not_text", field=field, person=person)
    return given


def _flag(given: object, field: str, person: str) -> bool:
    if not isinstance(given, bool):
        raise Refusal("forming.refused.not_yes_no", field=field, person=person)
    return given


def _count(given: object, field: str, person: str) -> int:
    if not isinstance(given, int) or isinstance(given, bool):
        raise Refusal("forming.refused.not_number", field=field, person=person)
    return given


def write_sets(plan: Plan, words: Words) -> str:
    """Write setwise-sets/1; the same plan and words give the same bytes."""

    def say(reason: Reason) -> str:
        return words(reason.key, reason.facts)

    whole = {
        "format": SETS_FORMAT,
        "seed": plan.seed,
        "status": plan.status,
        "objective": plan.objective,
        "bound": plan.bound,
        "sets": [
            {
                "area": formed.area,
                "block": formed.block,
                "members": list(formed.members),
                "terms": dict(formed.terms),
                "reasons": [say(reason) for reason in formed.reasons],
            }
            for formed in plan.sets
        ],
        "unplaced": [
            {
                "id": person.id,
                "reason": say(person.reason),
                "would_help": None if person.would_help is None else say(person.would_help),
            }
            for person in plan.unplaced
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def write_csv(plan: Plan, words: Words, names: Mapping[str, str] | None = None) -> str:
    """One row a person: set number, area, block and id, or the reason for having no set.

    `names` are what people call areas and blocks, by code; they stand in the last two columns.
    """
    said = names or {}
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(("set", "area", "block", "id", "reason", "would_help", "area_name", "time"))
    for number, formed in enumerate(plan.sets, start=1):
        why = " ".join(words(reason.key, reason.facts) for reason in formed.reasons)
        named = (said.get(formed.area, ""), said.get(formed.block, ""))
        for member in formed.members:
            rows.writerow(_safe(str(number), formed.area, formed.block, member, why, "", *named))
    for person in plan.unplaced:
        why = words(person.reason.key, person.reason.facts)
        hint = person.would_help
        helped = "" if hint is None else words(hint.key, hint.facts)
        rows.writerow(_safe("", "", "", person.id, why, helped, "", ""))
    return out.getvalue()


def _safe(*cells: str) -> list[str]:
    """Keep a spreadsheet from taking a cell for a formula."""
    return [f"'{cell}" if cell.lstrip().startswith(RISKY) else cell for cell in cells]
