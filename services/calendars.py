"""Calendar files and private calendar links: a member's dates for their own diary.

Knows whose dates they are, and who holds a link. Must not know how a calendar file is written (see
`learning.ics`), nor how a link is served. Of a link only the hash is kept: nobody can look it up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from learning.diary import Entry
from learning.meetings import Meeting, MeetingState
from learning.people import Standing
from learning.ports import Unit
from learning.refusals import Refusal
from services.finding import LIVE, all_of_me, me
from services.kit import Kit, Who
from services.values import Note
from services.wishing import keep, wishes_of

NAME = "learning-set.ics"
LINK = "calendar"  # the first step of the path of every link
PIECES = 3  # ids of 60 bits each in a link


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFile:
    """A file, and whether some date in it was changed since the first time."""

    data: bytes
    changed: bool
    name: str = NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a calendar link gives: a file, and a tag that stays while the dates do."""

    data: bytes
    tag: str


class Calendars:
    """Writes calendar files, and gives and takes back links to them."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def make(self, who: Who, set_id: str, title: str) -> CalendarFile:
        """Return the dates of one of my sets, under a title that anybody may see."""
        async with self._kit.units.read() as unit:
            await self._is_mine(unit, who, set_id)
            meetings = await unit.meetings.where(set_id=set_id)
        return self._file(meetings, title)

    async def all_mine(self, who: Who, title: str) -> CalendarFile:
        """Return the dates of all my sets."""
        async with self._kit.units.read() as unit:
            await me(unit, who)
            ids = tuple(person.id for person in await all_of_me(unit, replace(who, guild_xid=0)))
            meetings = await _meetings(unit, ids)
        return self._file(meetings, title)

    async def show(self, who: Who) -> Note:
        """Say what there is for my diary, and whether a link of mine is alive."""
        async with self._kit.units.read() as unit:
            person = await me(unit, who)
            alive = bool((await wishes_of(unit, person.id)).feed)
        if not self._kit.feed_url:
            return Note(key="diary", buttons=(("diary.file", "", 0),))
        verbs = ("diary.link", "diary.stop") if alive else ("diary.link",)
        buttons = tuple((verb, "", 0) for verb in ("diary.file", *verbs))
        return Note(key="diary.alive" if alive else "diary.off", buttons=buttons)

    async def open(self, who: Who) -> Note:
        """Make a new link of mine; an older one is dead from now on."""
        if not self._kit.feed_url:
            raise Refusal("feed.none")
        word = "".join(self._kit.dice.id() for _ in range(PIECES))
        async with self._kit.units.write() as unit:
            person = await me(unit, who)
            await keep(unit, replace(await wishes_of(unit, person.id), feed=hash_of(word)))
        link = f"{self._kit.feed_url.rstrip('/')}/{LINK}/{word}.ics"
        return Note(key="diary.made", facts={"link": link}, buttons=(("diary.stop", "", 0),))

    async def stop(self, who: Who) -> Note:
        """Let my link die."""
        async with self._kit.units.write() as unit:
            person = await me(unit, who)
            wishes = await wishes_of(unit, person.id)
            if wishes.feed:
                await keep(unit, replace(wishes, feed=""))
        return Note(key="diary.stopped")

    async def feed(self, word: str, title: str) -> Feed | None:
        """Return what a link gives now; None for a link that nobody holds."""
        async with self._kit.units.read() as unit:
            held = await unit.wishes.where(feed=hash_of(word)) if word else ()
            person = await unit.people.get(held[0].person_id) if held else None
            if person is None or person.standing is Standing.LEFT:
                return None
            meetings = await _meetings(unit, (person.id,))
        entries = _entries(meetings)
        tag = hashlib.sha256(repr((title, entries)).encode()).hexdigest()[:32]
        return Feed(data=_file(entries, title, self._kit.now()), tag=tag)

    def _file(self, meetings: Iterable[Meeting], title: str) -> CalendarFile:
        entries = _entries(meetings)
        data = _file(entries, title, self._kit.now())
        return CalendarFile(data=data, changed=any(e.moved or e.cancelled for e in entries))

    async def _is_mine(self, unit: Unit, who: Who, set_id: str) -> None:
        for seat in await unit.memberships.where(set_id=set_id, left_at=None):
            person = await unit.people.get(seat.person_id)
            if person is not None and person.xid == who.xid:
                return
        raise Refusal("not_yours")


def hash_of(word: str) -> str:
    """Return what is kept of a link."""
    return hashlib.sha256(f"setwise-feed\x1f{word}".encode()).hexdigest()


async def _meetings(unit: Unit, person_ids: tuple[str, ...]) -> tuple[Meeting, ...]:
    """Return the meetings of every set that these people meet with."""
    places = await unit.memberships.where(person_id=person_ids, left_at=None)
    ids = tuple(place.set_id for place in places)
    live = tuple(one.id for one in await unit.sets.where(id=ids, stage=LIVE)) if ids else ()
    return await unit.meetings.where(set_id=live) if live else ()


def _file(entries: Iterable[Entry], title: str, now: datetime) -> bytes:
    from learning.ics import calendar_of  # the library for it is loaded with the first file

    return calendar_of(entries, title=title, now=now)


def _entries(meetings: Iterable[Meeting]) -> list[Entry]:
    dated = (m for m in meetings if m.state is not MeetingState.WRITTEN)
    ordered = sorted(dated, key=lambda m: (m.starts_at, m.id))
    return [
        Entry(
            meeting_id=meeting.id,
            starts_at=meeting.starts_at,
            minutes=meeting.minutes,
            moved=meeting.moved,
            cancelled=meeting.state is MeetingState.CANCELLED,
            place="" if meeting.where.startswith("https://") else meeting.where,
        )
        for meeting in ordered
    ]
