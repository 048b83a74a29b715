"""Things to keep, made up: plain examples, and Hypothesis strategies from the dataclasses."""

from __future__ import annotations

import types
from dataclasses import fields
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import strategies as st

from learning.calls import Call, CallKind
from learning.meetings import Meeting
from learning.people import HowFar, Person, Role
from learning.sentences import Sentence
from learning.session.state import PartRun, Seat, Session
from learning.sets import LearningSet, Stage

NOW = datetime(2027, 3, 28, 9, 30, 15, 123456, tzinfo=UTC)
SECRET = "a long secret for tests only"
ON_POSTGRES = pytest.param("postgres", marks=pytest.mark.postgres)
BIG = 2**63 - 1
# Neither store keeps U+0000 in a text column, and half a surrogate pair is no text at all.
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
_PLAIN: dict[object, st.SearchStrategy[Any]] = {
    str: TEXT,
    bool: st.booleans(),
    date: st.dates(),
    datetime: st.datetimes(
        min_value=datetime(1990, 1, 1),
        max_value=datetime(2190, 1, 1),
        timezones=st.just(UTC),
    ),
    type(None): st.none(),
    dict[str, str]: st.dictionaries(TEXT, TEXT, max_size=3),
}


def person(number: int = 1, **more: Any) -> Person:
    """Make somebody up."""
    known: dict[str, Any] = {
        "id": f"p{number}",
        "guild_xid": 1,
        "xid": 1000 + number,
        "name": "Amara",
        "role": Role.GP,
        "own_words": "",
        "area": "bs",
        "how_far": HowFar.ICB,
        "joined_at": NOW,
    }
    return Person(**{**known, **more})


def learning_set(id: str = "s1", **more: Any) -> LearningSet:
    """Make a set up."""
    known: dict[str, Any] = {
        "id": id,
        "guild_xid": 1,
        "area": "bs",
        "name": "Heron",
        "block": "tue-3",
        "stage": Stage.DRAFT,
        "formed_at": NOW,
    }
    return LearningSet(**{**known, **more})


def call(id: str = "c1") -> Call:
    """Make a call up."""
    return Call(
        id=id, guild_xid=1, kind=CallKind.THEME, theme="Sleep", area="bs", opened_at=NOW,
        closes_at=NOW,
    )  # fmt: skip


def sentence(id: str = "n1", set_id: str = "s1") -> Sentence:
    """Make a sentence up."""
    return Sentence(id=id, set_id=set_id, number=1, person_id="p1", text="We wait.", offered_at=NOW)


def meeting(id: str = "m1", set_id: str = "s1") -> Meeting:
    """Make a meeting up."""
    return Meeting(
        id=id,
        set_id=set_id,
        number=1,
        wall="2027-03-28T10:30",
        zone="Europe/London",
        starts_at=NOW,
        minutes=90,
        plan_id="first-90",
    )


def session(id: str = "m1", set_id: str = "s1", parts: int = 4, seats: int = 3) -> Session:
    """Make a session up."""
    return Session(
        id=id,
        set_id=set_id,
        plan_id="first-90",
        guide_id="p1",
        started_at=NOW,
        ends_at=NOW,
        part_ends_at=NOW,
        parts=tuple(PartRun(number=n, planned=60, seconds=60) for n in range(parts)),
        seats=tuple(Seat(person_id=f"p{n}", order=n) for n in range(seats)),
    )


def things(make: type[Any], **fixed: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Build any thing of a noun, from the types of its fields."""
    hints = get_type_hints(make)
    built = {f.name: _strategy(f.name, hints[f.name]) for f in fields(make)}
    return st.builds(make, **{**built, **fixed})


def _strategy(name: str, hint: Any) -> st.SearchStrategy[Any]:
    if name == "id":
        return st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=12, max_size=12)
    if hint is int or hint == tuple[int, ...]:
        numbers = st.integers(0, BIG if "xid" in name or hint is not int else 2**31 - 2)
        return numbers if hint is int else st.lists(numbers, max_size=4).map(tuple)
    if hint in _PLAIN:
        return _PLAIN[hint]
    if get_origin(hint) in (Union, types.UnionType):
        return st.one_of(*(_strategy(name, one) for one in get_args(hint)))
    if get_origin(hint) is tuple:
        return st.lists(_strategy("", get_args(hint)[0]), max_size=4).map(tuple)
    if issubclass(hint, StrEnum):
        return st.sampled_from(list(hint))
    return things(hint)
