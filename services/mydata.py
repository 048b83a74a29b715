"""My data: see all that is held about me, take it away as a file, or have it erased.

Knows every shelf that holds a person. Must not show anything about anybody else.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from learning.effects import Card, Effect, admit, edit
from learning.people import Person, Standing
from learning.ports import Shelf, Unit
from learning.refusals import Refusal
from services.finding import LIVE, maybe_me
from services.kit import Kit, Who

SHELVES = (
    ("people", "xid"),
    ("memberships", "person_id"),
    ("answers", "person_id"),
    ("reflections", "person_id"),
    ("actions", "person_id"),
    ("bids", "person_id"),
    ("questions", "person_id"),
    ("concerns", "person_xid"),
    ("drafts", "person_xid"),
    ("audits", "actor_xid"),
)
GONE = "a former member"
ERASED = ("answers", "reflections", "actions", "bids", "questions", "concerns", "drafts")


class MyData:
    """Shows, exports and erases what is held about one person."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def counts(self, who: Who) -> dict[str, int]:
        """Return how many records of each kind are held about me."""
        async with self._kit.units.read() as unit:
            return {name: len(rows) async for name, rows in self._about_me(unit, who)}

    async def export(self, who: Who) -> bytes:
        """Return all of it as JSON (UTF-8)."""
        async with self._kit.units.read() as unit:
            found = {
                name: [asdict(r) for r in rows] async for name, rows in self._about_me(unit, who)
            }
        text = json.dumps(
            {"format": "setwise-mydata/1", "made_at": self._kit.now(), **found},
            default=_plain,
            indent=2,
            ensure_ascii=False,
        )
        return text.encode()

    async def erase(self, who: Who) -> dict[str, int]:
        """Remove what is held about me; returns what was removed, by kind.

        The place in past sets stays under the name "a former member", so that others' records
        still read well.
        """
        now = self._kit.now()
        removed: dict[str, int] = {}
        async with self._kit.units.write() as unit:
            person = await maybe_me(unit, who)
            if person is None:
                raise Refusal("mydata.nothing")
            effects = await self._withdraw_posts(unit, person)
            async for name, rows in self._about_me(unit, who):
                if name in ERASED:
                    shelf: Shelf[Any] = getattr(unit, name)
                    for row in rows:
                        await shelf.remove(row.id)
                    removed[name] = len(rows)
            effects += await self._leave_sets(unit, person)
            await unit.people.save(self._blank(person))
            removed["people"] = 1
            await unit.work.add(effects, now)
        return removed

    async def _withdraw_posts(self, unit: Unit, person: Person) -> list[Effect]:
        shared = await unit.reflections.where(person_id=person.id, shared=True)
        return [
            edit(f"reflection:{r.id}:gone", f"reflection:{r.id}", Card("reflection", r.id))
            for r in shared
        ]

    async def _leave_sets(self, unit: Unit, person: Person) -> list[Effect]:
        effects: list[Effect] = []
        for place in await unit.memberships.where(person_id=person.id, left_at=None):
            await unit.memberships.save(replace(place, left_at=self._kit.now()))
            found = await unit.sets.need(place.set_id)
            if found.stage in LIVE:
                effects.append(admit(found.id, place.revision))
        return effects

    def _blank(self, person: Person) -> Person:
        return replace(
            person,
            xid=0,
            name=GONE,
            own_words="",
            good=(),
            possible=(),
            access="",
            organisation="",
            not_with=(),
            hope="",
            can_guide=False,
            standing=Standing.LEFT,
        )

    async def _about_me(self, unit: Unit, who: Who) -> AsyncIterator[tuple[str, Sequence[Any]]]:
        mine = await unit.people.where(xid=who.xid)
        ids = tuple(p.id for p in mine)
        for name, column in SHELVES:
            shelf: Shelf[Any] = getattr(unit, name)
            wanted: object = ids if column == "person_id" else who.xid
            yield name, await shelf.where(**{column: wanted})


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
