"""Between rows and things: every noun's dataclass beside its table, by the names of its fields.

Knows both shapes. Must not know connections, nor what any field means. Field names and types are
looked at once, when this file is imported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import ForeignKeyConstraint, Table, UniqueConstraint

from learning.calls import Call, CountedIn
from learning.hearing import Muted
from learning.meetings import Answer, Meeting
from learning.pairs import Walk
from learning.people import Person
from learning.sentences import Sentence, SentenceYes
from learning.session.state import PartRun, Seat, Session
from learning.sets import Desk, LearningSet, Membership, Server
from learning.slips import Slip
from learning.wishes import Wishes
from learning.writing import Action, Audit, Bid, Concern, Draft, Question, Reflection
from storage import tables
from storage.seal import Seal, pack, unpack
from storage.types import Numbers, Texts, aware

T = TypeVar("T")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shape(Generic[T]):
    """How one dataclass stands in one table."""

    make: type[T]
    table: Table
    names: tuple[str, ...]  # fields that are columns
    sealed: Mapping[str, type]  # of these, the sealed ones and what they hold

    def row(self, thing: T, owner: str, seal: Seal) -> Row:
        """Turn a thing into a row; a naive instant is ValueError."""
        row = {name: _plain(getattr(thing, name)) for name in self.names}
        for name in self.sealed:
            row[name] = pack(row[name], seal, self._place(owner, name))
        return row

    def thing(self, row: Mapping[str, Any], owner: str, seal: Seal, **more: object) -> T:
        """Turn a row, and what other tables keep of it, into a thing."""
        values = {name: row[name] for name in self.names}
        for name, shape in self.sealed.items():
            values[name] = unpack(values[name], shape, seal, self._place(owner, name))
        return self.make(**values, **more)

    def resealed(self, row: Mapping[str, Any], owner: str, old: Seal, new: Seal) -> Row:
        """Open the sealed columns of a row and seal them again."""
        places = {name: self._place(owner, name) for name in self.sealed}
        return {name: new.close(old.open(row[name], at), at) for name, at in places.items()}

    def _place(self, owner: str, column: str) -> str:
        return f"{self.table.name}\x1f{owner}\x1f{column}"


@dataclass(frozen=True, slots=True)
class Child:
    """A field that is a tuple of things with a table of their own."""

    field: str
    shape: Shape[Any]

    def rows(self, thing: object, owner: str, seal: Seal) -> list[Row]:
        """Turn the tuple into rows, each with its owner and its place."""
        pieces: Sequence[object] = getattr(thing, self.field)
        return [
            {"session_id": owner, "place": place, **self.shape.row(piece, owner, seal)}
            for place, piece in enumerate(pieces)
        ]


@dataclass(frozen=True, slots=True)
class Noun(Generic[T]):
    """One noun of the house: its shape, its children, and the rules its table keeps."""

    shape: Shape[T]
    children: tuple[Child, ...]
    versioned: bool
    parents: tuple[tuple[str, str], ...]  # (column, table whose id it holds)
    uniques: tuple[tuple[str, ...], ...]  # sets of columns, beside the id

    @property
    def name(self) -> str:
        """The table's name; safe to log."""
        return self.shape.table.name

    def question(self, equals: Mapping[str, object]) -> dict[str, object]:
        """Check what is asked for; ValueError for a column that cannot be compared."""
        for name, value in equals.items():
            column = self.shape.table.c.get(name)
            unfit = column is None or isinstance(column.type, (Texts, Numbers))
            if unfit or name in self.shape.sealed:
                raise ValueError(f"{self.name} cannot be looked up by {name}")
            many = cast("tuple[object, ...]", value) if isinstance(value, tuple) else (value,)
            for one in many:
                _plain(one)
        return dict(equals)


def id_of(thing: object) -> str:
    """Return the id that every kept thing has."""
    return cast("Any", thing).id


def revision(thing: object) -> int:
    """Return the revision of a versioned thing."""
    return cast("Any", thing).revision


def raised(thing: T) -> T:
    """Return the versioned thing with its revision one higher."""
    return cast("T", replace(cast("Any", thing), revision=revision(thing) + 1))


def _plain(value: object) -> object:
    return aware(value) if isinstance(value, datetime) else value


def _shape(make: type[T], row: type[tables.Base], skip: tuple[str, ...] = ()) -> Shape[T]:
    table = cast("Table", row.__table__)
    names = tuple(f.name for f in fields(cast("Any", make)) if f.name not in skip)
    sealed = {c.name: cast("type", c.info["sealed"]) for c in table.c if "sealed" in c.info}
    return Shape(make, table, names, sealed)


def _noun(make: type[T], row: type[tables.Base], *children: Child) -> Noun[T]:
    shape = _shape(make, row, tuple(child.field for child in children))
    rules = shape.table.constraints
    parents = [
        (constraint.column_keys[0], constraint.referred_table.name)
        for constraint in rules
        if isinstance(constraint, ForeignKeyConstraint)
    ]
    uniques = [tuple(c.columns.keys()) for c in rules if isinstance(c, UniqueConstraint)]
    return Noun(shape, children, "revision" in shape.names, tuple(parents), tuple(uniques))


PEOPLE = _noun(Person, tables.PersonRow)
SETS = _noun(LearningSet, tables.SetRow)
MEMBERSHIPS = _noun(Membership, tables.MembershipRow)
SERVERS = _noun(Server, tables.ServerRow)
DESKS = _noun(Desk, tables.DeskRow)
MEETINGS = _noun(Meeting, tables.MeetingRow)
ANSWERS = _noun(Answer, tables.AnswerRow)
SESSIONS = _noun(
    Session,
    tables.SessionRow,
    Child("parts", _shape(PartRun, tables.PartRow)),
    Child("seats", _shape(Seat, tables.SeatRow)),
)
REFLECTIONS = _noun(Reflection, tables.ReflectionRow)
ACTIONS = _noun(Action, tables.ActionRow)
BIDS = _noun(Bid, tables.BidRow)
QUESTIONS = _noun(Question, tables.QuestionRow)
CONCERNS = _noun(Concern, tables.ConcernRow)
DRAFTS = _noun(Draft, tables.DraftRow)
AUDITS = _noun(Audit, tables.AuditRow)
SLIPS = _noun(Slip, tables.SlipRow)
WISHES = _noun(Wishes, tables.WishesRow)
WALKS = _noun(Walk, tables.WalkRow)
CALLS = _noun(Call, tables.CallRow)
COUNTED_IN = _noun(CountedIn, tables.CountedInRow)
SENTENCES = _noun(Sentence, tables.SentenceRow)
SENTENCE_YESES = _noun(SentenceYes, tables.SentenceYesRow)
MUTED = _noun(Muted, tables.MutedRow)

NOUNS: dict[str, Noun[Any]] = {
    "people": PEOPLE,
    "sets": SETS,
    "memberships": MEMBERSHIPS,
    "servers": SERVERS,
    "desks": DESKS,
    "meetings": MEETINGS,
    "answers": ANSWERS,
    "sessions": SESSIONS,
    "reflections": REFLECTIONS,
    "actions": ACTIONS,
    "bids": BIDS,
    "questions": QUESTIONS,
    "concerns": CONCERNS,
    "drafts": DRAFTS,
    "audits": AUDITS,
    "slips": SLIPS,
    "wishes": WISHES,
    "walks": WALKS,
    "calls": CALLS,
    "counted_in": COUNTED_IN,
    "sentences": SENTENCES,
    "sentence_yeses": SENTENCE_YESES,
    "muted": MUTED,
}
