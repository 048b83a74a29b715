"""My data: see all that is held about me, and take it away as a file.

Knows every shelf that holds a person (the list is `holding`). Must not show anything about anybody
else. Whoever asks is the same person in every server: all of it is shown.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from learning.effects import Place, To
from learning.ports import Unit
from learning.session.state import Session
from learning.sets import Desk
from learning.writing import Audit
from services.erasing import Erasing
from services.kit import Kit, Who
from services.places import line, short
from services.values import AuditView, Receipt

Row = dict[str, object]
Rows = list[Row]
BY_PERSON = (
    *("answers", "reflections", "actions", "bids", "questions", "slips", "wishes", "walks"),
    *("sentences", "sentence_yeses"),
)
NO_USE = frozenset({"revision", "with_ids"})  # the ids of others are theirs


class MyData:
    """Shows and exports what is held about one person, and has it erased."""

    def __init__(self, kit: Kit, erasing: Erasing) -> None:
        self._kit = kit
        self._erasing = erasing

    @property
    def zone(self) -> str:
        """Whose wall times are read on."""
        return self._kit.zone

    async def counts(self, who: Who) -> dict[str, int]:
        """Return how many records of each kind are held about me."""
        return {name: len(rows) for name, rows in (await self.all(who)).items()}

    async def all(self, who: Who) -> dict[str, Rows]:
        """Return everything that is held about me, by kind."""
        async with self._kit.units.read() as unit:
            found = await held(unit, who.xid)
            touched = await self._touched(unit, who.xid)
        found["done_to_my_sets"] = [{"at": one.at, "what": one.what} for one in touched]
        return found

    async def export(self, who: Who) -> bytes:
        """Return all of it as JSON (UTF-8)."""
        told = {"format": "setwise-mydata/1", "made_at": self._kit.now(), **await self.all(who)}
        return json.dumps(told, default=_plain, indent=2, ensure_ascii=False).encode()

    async def log(self, who: Who) -> AuditView:
        """Return what coordinators did that touched me, newest first, and which of them."""
        async with self._kit.units.read() as unit:
            touched = await self._touched(unit, who.xid)
        lines = tuple(
            (one.at, one.actor_xid, one.what, short(self._kit.atlas, one.about))
            for one in sorted(touched, key=lambda one: one.at, reverse=True)
        )
        return AuditView(lines=lines, zone=self._kit.zone, mine=True)

    async def _touched(self, unit: Unit, xid: int) -> list[Audit]:
        """Return what was done to my sets, and to my areas and theirs since I joined."""
        found: dict[str, Audit] = {}
        for person in await unit.people.where(xid=xid):
            places = await unit.memberships.where(person_id=person.id)
            mine = {place.set_id for place in places}
            areas = set(line(self._kit.atlas, person.area))
            for one in await unit.sets.where(id=tuple(mine)) if mine else ():
                areas.add(one.area)
            for one in await unit.audits.where(guild_xid=person.guild_xid):
                wide = not one.set_id and one.about in areas and one.at >= person.joined_at
                if wide or one.set_id in mine:
                    found[one.id] = one
        return list(found.values())

    async def erase(self, who: Who) -> Receipt:
        """Remove what is held about me; returns what was removed, and what could not be."""
        return await self._erasing.erase(who)


async def held(unit: Unit, xid: int) -> dict[str, Rows]:
    """Return everything that is held about somebody, by kind."""
    people = await unit.people.where(xid=xid)
    ids = tuple(person.id for person in people)
    places = await unit.memberships.where(person_id=ids) if ids else ()
    names = await _set_names(unit, tuple(place.set_id for place in places))
    found: dict[str, Rows] = {"people": [_row(person) for person in people]}
    found["memberships"] = [_row(place, names) for place in places]
    found |= await _in_sets(unit, ids, names)
    for kind in BY_PERSON:
        shelf: Any = getattr(unit, kind)
        found[kind] = [_row(one, names) for one in await shelf.where(person_id=ids)]
    found["concerns"] = [_row(one) for one in await unit.concerns.where(person_xid=xid)]
    found["counted_in"] = [_row(one) for one in await unit.counted_in.where(xid=xid)]
    found["muted"] = [_row(one, names) for one in await unit.muted.where(xid=xid)]
    found["drafts"] = [_row(one) for one in await unit.drafts.where(person_xid=xid)]
    found["audits"] = [_row(one) for one in await unit.audits.where(actor_xid=xid)]
    found["desks"] = [_office(desk, xid) for desk in await unit.desks.where() if holds(desk, xid)]
    found["messages"] = await _messages(unit, ids, xid)
    return found


def holds(desk: Desk, xid: int) -> bool:
    """Say whether somebody looks after an area in any way."""
    return xid in {*desk.coordinator_xids, desk.lead_xid, desk.deputy_xid}


async def _set_names(unit: Unit, ids: tuple[str, ...]) -> dict[str, str]:
    return {one.id: one.name for one in await unit.sets.where(id=ids)} if ids else {}


async def _in_sets(unit: Unit, ids: tuple[str, ...], names: Mapping[str, str]) -> dict[str, Rows]:
    """Return what a person is and was in their sets: guide, deputy, presenter, there."""
    mine = tuple(names)
    sets = await unit.sets.where(id=mine) if mine else ()
    meetings = await unit.meetings.where(set_id=mine) if mine else ()
    sessions = await unit.sessions.where(set_id=mine) if mine else ()
    return {
        "sets": [
            {"set": one.name, "guide": one.guide_id in ids, "deputy": one.deputy_id in ids}
            for one in sets
            if {one.guide_id, one.deputy_id}.intersection(ids)
        ],
        "meetings": [
            {
                "set": names[one.set_id],
                "number": one.number,
                "starts_at": one.starts_at,
                "guide": one.guide_id in ids,
                "presenter": bool(set(one.presenter_ids).intersection(ids)),
            }
            for one in meetings
            if {one.guide_id, *one.presenter_ids}.intersection(ids)
        ],
        "sessions": [row for one in sessions for row in _sat(one, ids, names[one.set_id])],
    }


def _sat(session: Session, ids: tuple[str, ...], name: str) -> Rows:
    return [
        {
            "set": name,
            "started_at": session.started_at,
            "guide": seat.person_id == session.guide_id,
            "deputy": seat.person_id == session.deputy_id,
            "has_the_floor": seat.person_id == session.floor_id,
            "presented": [p.number + 1 for p in session.parts if p.presenter_id == seat.person_id],
            **_row(seat),
        }
        for seat in session.seats
        if seat.person_id in ids
    ]


def _office(desk: Desk, xid: int) -> Row:
    return {
        "area": desk.area,
        "coordinator": xid in desk.coordinator_xids,
        "lead": xid == desk.lead_xid,
        "deputy": xid == desk.deputy_xid,
        "lead_checked": desk.lead_checked if xid == desk.lead_xid else None,
    }


async def _messages(unit: Unit, ids: tuple[str, ...], xid: int) -> Rows:
    """Return which cards were or will be sent to somebody, and when; never what they say."""
    places = (*(Place(To.PERSON, one) for one in ids), Place(To.MEMBER, str(xid)))
    told = [effect for place in places for effect in await unit.work.told(place)]
    return [{"card": one.card.face, "due": one.due} for one in told if one.card is not None]


def _row(thing: Any, names: Mapping[str, str] | None = None) -> Row:
    """Show a thing by its fields, with the name of its set."""
    row: Row = {name: value for name, value in asdict(thing).items() if name not in NO_USE}
    if names is not None and "set_id" in row:
        row["set"] = names.get(str(row["set_id"]), "")
    return row


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
